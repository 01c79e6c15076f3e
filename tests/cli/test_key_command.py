"""gongwen key：建一把、列出来；口令从终端、描述符、环境变量来，命令行上没有它的地方。"""

from __future__ import annotations

import json
import os
import pty
import select
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from tests.helpers import quick_keys, run

from gongwen.office.keys import list_keys
from gongwen.signoff.keys import open_key, public_text

if TYPE_CHECKING:
    from pathlib import Path

WORD = "correct horse"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """钥匙文件夹；推密钥的次数少些。"""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GONGWEN_KEYS", str(tmp_path / "keys"))
    monkeypatch.delenv("GONGWEN_PASSPHRASE", raising=False)
    quick_keys(monkeypatch)
    return tmp_path / "keys"


def test_a_new_key_tells_its_file_its_public_key_and_what_to_do_next(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GONGWEN_PASSPHRASE", WORD)
    result = run("key", "new", "沈砚舟")
    [made] = list_keys()
    public = public_text(made.public_key)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        f"钥匙文件：{folder}/沈砚舟-{made.keyid[:8]}.key（标识 {made.keyid}）\n"
        "只有你读得到。连同口令备份好：丢了、忘了都找不回来\n"
        f"公钥：{public}\n"
        f"下一步，由管名册的人运行：gongwen roster add 沈砚舟 --key {public}\n"
    )
    assert open_key(made.path.read_bytes(), WORD.encode(), "x").keyid == made.keyid


def test_a_passphrase_may_come_from_a_descriptor(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.write(writing, WORD.encode() + b"\n")
    os.close(writing)
    result = run("key", "new", "沈砚舟", "-o", tmp_path / "沈.key", "--passphrase-fd", str(reading))
    os.close(reading)
    assert result.exit_code == 0
    assert open_key((tmp_path / "沈.key").read_bytes(), WORD.encode(), "x").algorithm == "ed25519"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--passphrase", WORD], "错误：没有选项 --passphrase，是不是 --passphrase-fd？"),
        ([WORD], f"错误：多了参数 {WORD}"),
        (["--passphrase-fd", WORD], "错误：选项 --passphrase-fd 的值不对"),
    ],
)
def test_a_passphrase_has_no_place_on_the_command_line(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from gongwen.cli import run as whole_run

    monkeypatch.setattr(sys, "argv", ["gongwen", "key", "new", "沈砚舟", *arguments])
    assert whole_run() == 2
    said, usage = capsys.readouterr().err.splitlines()
    # 以 python -m 运行测试时，命令的名字前面多一截
    assert (said, usage.rpartition("gongwen ")[2]) == (message, "key new --help")
    assert list_keys() == ()


def test_without_a_passphrase_there_is_no_key(folder: Path) -> None:
    result = run("key", "new", "沈砚舟")
    assert (result.exit_code, result.stdout, result.stderr) == (
        2,
        "",
        (
            "错误：没有口令，这里也不能提问\n"
            "  → 在终端里运行，或用 --passphrase-fd、环境变量 GONGWEN_PASSPHRASE\n"
        ),
    )
    assert not folder.exists()


def test_a_short_passphrase_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GONGWEN_PASSPHRASE", "1234567")
    result = run("key", "new", "沈砚舟")
    assert (result.exit_code, result.stderr) == (
        2,
        "错误：口令只有 7 个字符，太短\n  → 至少 8 个字符，几个不相干的词最好\n",
    )
    assert not folder.exists()


AT_TERMINAL = """
import os, sys
os.open(os.ttyname(0), os.O_RDWR)  # 新的会话里头一个打开的终端，就是它的终端
sys.argv = ["gongwen", "key", "new", "沈砚舟"]
from gongwen.cli import main
main()
"""


def at_terminal(*answers: str) -> tuple[int, str]:
    """在终端里运行 gongwen key new，逐次回答；返回退出码和终端上看到的。"""
    mine, its = pty.openpty()
    child = subprocess.Popen(
        [sys.executable, "-c", AT_TERMINAL], stdin=its, stdout=its, stderr=its, start_new_session=True
    )
    os.close(its)
    seen, left = b"", list(answers)
    while select.select([mine], [], [], 60)[0]:
        try:
            seen += os.read(mine, 4096)
        except OSError:  # 另一头关了
            break
        if left and seen.endswith("：".encode()):  # 冒号是关了回显以后才写的：在它之前打的字会被丢掉
            os.write(mine, left.pop(0).encode() + b"\n")
    os.close(mine)
    return child.wait(), seen.decode().replace("\r\n", "\n")


def test_on_a_terminal_it_asks_twice_and_shows_nothing() -> None:
    code, seen = at_terminal(WORD, WORD)
    [made] = list_keys()
    assert code == 0
    assert seen == (
        "口令（至少 8 个字符，输入不显示）：\n"
        "再输一遍：\n"
        f"钥匙文件：{made.path}（标识 {made.keyid}）\n"
        "只有你读得到。连同口令备份好：丢了、忘了都找不回来\n"
        f"公钥：{public_text(made.public_key)}\n"
        f"下一步，由管名册的人运行：gongwen roster add 沈砚舟 --key {public_text(made.public_key)}\n"
    )
    assert open_key(made.path.read_bytes(), WORD.encode(), "x").keyid == made.keyid


def test_on_a_terminal_two_answers_that_differ_make_no_key() -> None:
    code, seen = at_terminal(WORD, "correct hoarse")
    assert (code, seen) == (
        2,
        (
            "口令（至少 8 个字符，输入不显示）：\n再输一遍：\n"
            "错误：两遍口令不一样\n  → 重新来一次；没有建钥匙\n"
        ),
    )
    assert list_keys() == ()


def test_the_list_shows_each_key_and_what_is_wrong_with_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("key", "list").stdout == f"{folder} 里没有钥匙。新建一把：gongwen key new 姓名\n"
    monkeypatch.setenv("GONGWEN_PASSPHRASE", WORD)
    run("key", "new", "沈砚舟")
    [made] = list_keys()
    (folder / "坏\x1b[2J-1.key").write_bytes(b"")
    (folder / "坏\x1b[2J-1.key").chmod(0o644)
    result = run("key", "list")
    assert (result.exit_code, result.stderr) == (1, "")
    assert result.stdout == (
        "姓名           钥匙标识                          文件                 状态\n"
        "坏<U+001B>[2J  没有写明                          坏<U+001B>[2J-1.key  "
        "钥匙文件别人也读得到，或不是你自己的，不用它\n"
        f"沈砚舟         {made.keyid}  沈砚舟-{made.keyid[:8]}.key  可用\n"
        "\n"
        f"{folder} 里有 2 把\n"
    )


def test_the_list_as_json(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GONGWEN_PASSPHRASE", WORD)
    run("key", "new", "沈砚舟")
    [made] = list_keys()
    result = run("key", "list", "--format", "json")
    assert result.exit_code == 0
    assert json.loads(result.stdout) == {
        "format": 1,
        "keys": [
            {
                "name": "沈砚舟",
                "file": str(made.path),
                "keyid": made.keyid,
                "public_key": public_text(made.public_key),
                "problem": None,
            }
        ],
    }
