"""钥匙文件用例：只有自己读得到，不覆盖；签的时候照名册找出来；口令从哪里来。"""

from __future__ import annotations

import os
import stat
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from tests.helpers import quick_keys

from gongwen.errors import KeyFileError, OutputError, UsageError
from gongwen.office.keys import (
    PassphraseSource,
    StoredKey,
    create_key,
    file_name,
    list_keys,
    signer_for,
)
from gongwen.signoff.algorithms import Unsigned
from gongwen.signoff.roster import Roster, Signatory

if TYPE_CHECKING:
    from pathlib import Path

WORD = b"correct horse"
ASK = PassphraseSource(ask=lambda _prompt: WORD.decode())


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """钥匙文件夹（还没有建）；推密钥的次数少些，免得每把等上零点几秒。"""
    monkeypatch.setenv("GONGWEN_KEYS", str(tmp_path / "家" / "keys"))
    monkeypatch.delenv("GONGWEN_PASSPHRASE", raising=False)
    quick_keys(monkeypatch)
    return tmp_path / "家" / "keys"


def mode(path: Path) -> str:
    return oct(stat.S_IMODE(path.stat().st_mode))


def roster(*keys: StoredKey, name: str = "沈砚舟", revoked_after: int | None = None) -> Roster:
    return Roster(
        tuple(
            Signatory(
                name, ("县长",), algorithm="ed25519", public_key=key.public_key, revoked_after=revoked_after
            )
            for key in keys
        )
    )


def failure(name: str, known: Roster, source: PassphraseSource = ASK, path: Path | None = None) -> str:
    with pytest.raises(KeyFileError) as caught:
        signer_for(name, known, source, path)
    return str(caught.value)


def test_a_new_key_and_its_folder_are_for_the_owner_only(folder: Path) -> None:
    old = os.umask(0)
    try:
        made = create_key("沈砚舟", WORD)
    finally:
        os.umask(old)
    assert made.path == folder / f"沈砚舟-{made.keyid[:8]}.key"
    assert [mode(each) for each in (folder.parent, folder, made.path)] == ["0o700", "0o700", "0o600"]
    assert (made.name, made.problem) == ("沈砚舟", "")


def test_the_default_folder_is_in_the_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("GONGWEN_KEYS")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert create_key("沈砚舟", WORD).path.parent == tmp_path / ".gongwen" / "keys"


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("沈砚舟", "沈砚舟"),
        ("阿依古丽·买买提", "阿依古丽·买买提"),
        ("../../etc/passwd", "______etc_passwd"),
        ("/etc/x", "_etc_x"),
        ("..", "__"),
        ("C:\\x", "C__x"),
        (".key", "_key"),
        ("沈 砚舟", "沈_砚舟"),
        ("沈" * 300, "沈" * 40),
        ("~", "_"),
    ],
)
def test_a_name_with_path_tricks_stays_in_the_folder(folder: Path, name: str, safe: str) -> None:
    made = create_key(name, WORD)
    assert file_name(name) == safe
    assert made.path == folder / f"{safe}-{made.keyid[:8]}.key"


@pytest.mark.parametrize("name", ["", "  ", "沈\n砚舟", "沈\x1b[2J", "沈\u202e砚舟"])
def test_a_name_that_is_empty_or_invisible_is_refused(folder: Path, name: str) -> None:
    with pytest.raises(UsageError) as caught:
        create_key(name, WORD)
    assert str(caught.value) == "姓名是空的，或有看不见的字符\n  → 写上姓名：gongwen key new 姓名"
    assert not folder.exists()


def test_nothing_is_overwritten_not_even_a_link_to_nowhere(tmp_path: Path) -> None:
    there, link = tmp_path / "有.key", tmp_path / "链接.key"
    there.write_bytes(b"old")
    link.symlink_to(tmp_path / "别处")
    for path in (there, link):
        with pytest.raises(OutputError) as caught:
            create_key("沈砚舟", WORD, path)
        assert str(caught.value) == (
            f"{path}：已有这个文件，不覆盖\n  → 换一个文件名；钥匙丢了就签不了，不要删"
        )
    assert there.read_bytes() == b"old"
    assert not (tmp_path / "别处").exists()


def test_a_full_disk_leaves_no_half_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError) as caught:
        create_key("沈砚舟", WORD, tmp_path / "沈.key")
    assert caught.value.what == "钥匙写不出去：磁盘满了"
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_others_can_write_to_is_not_used(folder: Path) -> None:
    folder.mkdir(parents=True)
    folder.chmod(0o770)
    with pytest.raises(KeyFileError) as caught:
        create_key("沈砚舟", WORD)
    assert str(caught.value) == f"{folder}：钥匙文件夹别人写得进去\n  → 改好权限：chmod 700 {folder}"


def test_a_short_passphrase_makes_nothing(folder: Path) -> None:
    with pytest.raises(KeyFileError) as caught:
        create_key("沈砚舟", b"short")
    assert caught.value.what == "口令只有 5 个字符，太短"
    assert not folder.exists()


def test_the_key_of_a_person_is_found_by_the_roster() -> None:
    create_key("沈砚舟", WORD)
    made = create_key("沈砚舟", WORD)
    signer = signer_for("沈砚舟", roster(made), ASK)
    assert (signer.algorithm, signer.keyid) == ("ed25519", made.keyid)


def test_a_key_under_another_file_name_is_found_too(folder: Path) -> None:
    made = create_key("沈砚舟", WORD)
    made.path.rename(folder / "备份.key")
    assert signer_for("沈砚舟", roster(made), ASK).keyid == made.keyid


def test_a_key_file_may_be_named(tmp_path: Path) -> None:
    made = create_key("沈砚舟", WORD, tmp_path / "沈.key")
    assert signer_for("沈砚舟", roster(made), ASK, made.path).keyid == made.keyid


def test_a_person_without_a_key_signs_unsigned() -> None:
    known = Roster((Signatory("顾清岚", ("主任",)),))
    assert [type(signer_for(name, known, ASK)) for name in ("顾清岚", "外人")] == [Unsigned, Unsigned]


def test_of_several_keys_the_live_one_is_used() -> None:
    old, new = create_key("沈砚舟", WORD), create_key("沈砚舟", WORD)
    known = Roster((*roster(old, revoked_after=3).signatories, *roster(new).signatories))
    assert signer_for("沈砚舟", known, ASK).keyid == new.keyid


def test_when_all_are_revoked_it_says_so() -> None:
    assert failure("沈砚舟", roster(create_key("沈砚舟", WORD), revoked_after=3)) == (
        "“沈砚舟”的钥匙都已停用\n  → 另建一把（gongwen key new），加进名册（gongwen roster add）"
    )


def test_a_key_that_is_not_here_is_named(folder: Path, tmp_path: Path) -> None:
    made = create_key("沈砚舟", WORD, tmp_path / "别处.key")
    assert failure("沈砚舟", roster(made)) == (
        f"{folder}：这台机器上没有“沈砚舟”的钥匙（标识 {made.keyid}）\n"
        "  → 在放着钥匙的机器上签；钥匙在别处的，用 --key 写上文件；"
        "丢了的，停用（gongwen roster revoke）后另建"
    )


def test_a_wrong_passphrase_can_be_tried_again() -> None:
    made = create_key("沈砚舟", WORD)
    wrong = PassphraseSource(ask=lambda _prompt: "wrong horse")
    assert failure("沈砚舟", roster(made), wrong) == (
        f"{made.path}：口令不对，打不开这把钥匙\n  → 再试一次；注意大小写和输入法"
    )
    assert signer_for("沈砚舟", roster(made), ASK).keyid == made.keyid


@pytest.mark.parametrize("bits", [0o640, 0o604, 0o660, 0o644, 0o620])
def test_a_key_file_that_others_can_read_is_not_used(bits: int) -> None:
    made = create_key("沈砚舟", WORD)
    made.path.chmod(bits)
    what = "钥匙文件别人也读得到，或不是你自己的，不用它"
    assert failure("沈砚舟", roster(made)) == (
        f"{made.path}：{what}\n  → 改好权限：chmod 600 {made.path}；别人可能已经拿到的，停用这一把，另建一把"
    )
    assert list_keys() == (StoredKey(made.path, b"", what),)


def test_what_is_not_a_file_is_refused_at_once(tmp_path: Path) -> None:
    made = create_key("沈砚舟", WORD)
    pipe = tmp_path / "管道.key"
    os.mkfifo(pipe, 0o600)
    assert failure("沈砚舟", roster(made), ASK, pipe) == f"{pipe}：不是钥匙文件\n  → 确认拿对了文件"
    assert failure("沈砚舟", roster(made), ASK, tmp_path) == f"{tmp_path}：不是钥匙文件\n  → 确认拿对了文件"
    assert failure("沈砚舟", roster(made), ASK, tmp_path / "没有.key") == (
        f"{tmp_path / '没有.key'}：没有这个钥匙文件\n  → 检查文件名和路径；全部钥匙见 gongwen key list"
    )
    assert failure("沈砚舟", roster(made), ASK, tmp_path / "坏\0名.key") == (
        f"{tmp_path / '坏'}\0名.key：钥匙文件读不了：文件名不能用\n  → 检查路径和权限"
    )


def test_keys_are_listed_without_a_passphrase(folder: Path) -> None:
    assert list_keys() == ()
    made = sorted((create_key(name, WORD) for name in ("沈砚舟", "顾清岚")), key=lambda each: each.path)
    (folder / "说明.txt").write_text("x", encoding="utf-8")
    assert list_keys() == tuple(made)
    made[0].path.write_bytes(b"damaged")
    assert list_keys() == (replace(made[0], public_key=b""), made[1])


def descriptor(data: bytes) -> int:
    reading, writing = os.pipe()
    os.write(writing, data)
    os.close(writing)
    return reading


@pytest.mark.parametrize(
    ("data", "passphrase"),
    [
        (b"correct horse", b"correct horse"),
        (b"correct horse\n", b"correct horse"),
        (b"correct horse\r\nmore\n", b"correct horse"),
        ("口令口令口令口令\n".encode(), "口令口令口令口令".encode()),
        (b"\xff\xfe1234567\n", b"\xff\xfe1234567"),
        (b"", b""),
    ],
)
def test_a_passphrase_from_a_descriptor_is_its_first_line(data: bytes, passphrase: bytes) -> None:
    handle = descriptor(data)
    assert PassphraseSource(fd=handle).passphrase("口令") == passphrase
    os.close(handle)


def test_a_descriptor_that_is_not_open_is_refused() -> None:
    for number in (987, 2**70):
        with pytest.raises(KeyFileError) as caught:
            PassphraseSource(fd=number).passphrase("口令")
        assert str(caught.value) == (
            f"文件描述符 {number} 读不了\n  → 如 gongwen key new 姓名 --passphrase-fd 3 3< 口令文件"
        )


def test_the_environment_comes_after_the_descriptor_and_before_asking(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    handle = descriptor(b"from the pipe")
    monkeypatch.setenv("GONGWEN_PASSPHRASE", "from the air")
    assert PassphraseSource(fd=handle).passphrase("口令") == b"from the pipe"
    assert ASK.passphrase("口令") == b"from the air"
    monkeypatch.setenv("GONGWEN_PASSPHRASE", "")
    assert ASK.passphrase("口令") == WORD
    os.close(handle)


def test_with_nowhere_to_come_from_it_says_where_it_could() -> None:
    with pytest.raises(KeyFileError) as caught:
        PassphraseSource().passphrase("口令")
    assert str(caught.value) == (
        "没有口令，这里也不能提问\n  → 在终端里运行，或用 --passphrase-fd、环境变量 GONGWEN_PASSPHRASE"
    )


def test_the_same_words_in_two_encodings_are_one_passphrase() -> None:
    composed, apart = (
        PassphraseSource(ask=lambda _: "caf\u00e9 12345"),
        PassphraseSource(ask=lambda _: "cafe\u0301 12345"),
    )
    assert composed.passphrase("") == apart.passphrase("")


def test_a_new_passphrase_is_asked_twice() -> None:
    asked: list[str] = []

    def answer(prompt: str) -> str:
        asked.append(prompt)
        return "same again"

    assert PassphraseSource(ask=answer).fresh("新口令") == b"same again"
    assert asked == ["新口令", "再输一遍"]
    answers = iter(("one", "other"))
    with pytest.raises(KeyFileError) as caught:
        PassphraseSource(ask=lambda _: next(answers)).fresh("新口令")
    assert str(caught.value) == "两遍口令不一样\n  → 重新来一次；没有建钥匙"
