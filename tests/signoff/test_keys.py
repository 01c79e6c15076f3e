"""钥匙文件：建、开、各种打不开，公钥的写法；动一位不会开出另一把。"""

from __future__ import annotations

import base64
import random
import re

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519

from gongwen.errors import KeyFileError
from gongwen.signoff.algorithms import ED25519, is_signed_by
from gongwen.signoff.keys import (
    MAX_BYTES,
    MAX_PASSPHRASE,
    KeySigner,
    check_passphrase,
    new_key,
    open_key,
    public_key_of,
    public_text,
    stated_public_key,
)
from gongwen.signoff.roster import keyid_of

PASSPHRASE = "青溪县的口令".encode() + b"88"
PAIR = new_key(PASSPHRASE, rounds=1000)
FILE = PAIR.private_file
HEAD, _, PEM = FILE.partition(b"\n")
OTHER = new_key(PASSPHRASE, rounds=1000)
AGAIN = "用备份的一份；没有备份的，停用这一把，另建一把"


def exported(private: ed25519.Ed25519PrivateKey | ec.EllipticCurvePrivateKey, *, encrypted: bool) -> bytes:
    return private.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(PASSPHRASE) if encrypted else serialization.NoEncryption(),
    )


def altered(before: bytes, after: bytes) -> bytes:
    """外壳里改几个字节的钥匙文件。"""
    pem = new_key(PASSPHRASE, rounds=0x30000).private_file.partition(b"\n")[2]
    first, *lines, last, _ = pem.split(b"\n")
    body = base64.b64decode(b"".join(lines))
    assert body.count(before) == 1
    return b"\n".join([first, base64.b64encode(body.replace(before, after)), last, b""])


def refusal(data: bytes, passphrase: bytes = PASSPHRASE) -> str:
    with pytest.raises(KeyFileError) as caught:
        open_key(data, passphrase, "沈砚舟.key")
    return str(caught.value)


def test_an_opened_key_signs_what_its_public_key_verifies() -> None:
    signer = open_key(FILE, PASSPHRASE, "沈砚舟.key")
    signature = signer.sign(b"data")
    assert (signer.algorithm, signer.keyid) == (ED25519, keyid_of(PAIR.public_key))
    assert PAIR.keyid == signer.keyid
    assert [
        is_signed_by(ED25519, PAIR.public_key, b"data", signature),
        is_signed_by(ED25519, PAIR.public_key, b"data!", signature),
        is_signed_by(ED25519, OTHER.public_key, b"data", signature),
    ] == [True, False, False]


def test_the_file_is_encrypted_and_says_its_public_key() -> None:
    assert re.fullmatch(
        rb"gongwen ed25519:[A-Za-z0-9+/]{43}=\n"
        rb"-----BEGIN ENCRYPTED PRIVATE KEY-----\n"
        rb"([A-Za-z0-9+/=]{1,64}\n)+-----END ENCRYPTED PRIVATE KEY-----\n",
        FILE,
    )
    assert stated_public_key(FILE) == PAIR.public_key
    assert stated_public_key(PEM) is None
    assert stated_public_key(b"gongwen ed25519:????\n" + PEM) is None
    assert PAIR.public_key != OTHER.public_key


def test_the_work_of_guessing_a_passphrase_is_600_000_rounds() -> None:
    body = base64.b64decode(b"".join(new_key(PASSPHRASE).private_file.split(b"\n")[2:-2]))
    assert b"\x02\x03\x09\x27\xc0" in body
    assert int.from_bytes(b"\x09\x27\xc0") == 600_000


def test_a_key_encrypted_by_another_tool_opens() -> None:
    private = ed25519.Ed25519PrivateKey.generate()
    signer = open_key(exported(private, encrypted=True), PASSPHRASE, "某人.key")
    assert isinstance(signer, KeySigner)
    assert signer.public_key == private.public_key().public_bytes_raw()


def test_line_ends_of_another_system_do_not_matter() -> None:
    assert open_key(FILE.replace(b"\n", b"\r\n"), PASSPHRASE, "沈砚舟.key").keyid == PAIR.keyid


@pytest.mark.parametrize("passphrase", [b"", b"\0", PASSPHRASE[:-1], PASSPHRASE + b" ", b"another one"])
def test_a_wrong_passphrase_is_refused(passphrase: bytes) -> None:
    assert refusal(FILE, passphrase) == (
        "沈砚舟.key：口令不对，打不开这把钥匙\n  → 再试一次；注意大小写和输入法"
    )


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "不是钥匙文件\n  → 钥匙文件由 gongwen key new 写出，扩展名是 .key"),
        (b"\xff\x00" * 50, "不是钥匙文件\n  → 钥匙文件由 gongwen key new 写出，扩展名是 .key"),
        (HEAD, "不是钥匙文件\n  → 钥匙文件由 gongwen key new 写出，扩展名是 .key"),
        (FILE + b" " * MAX_BYTES, "不是钥匙文件：太大\n  → 确认拿对了文件"),
        (
            exported(ed25519.Ed25519PrivateKey.generate(), encrypted=False),
            "钥匙没有加密，或不是用 gongwen key new 建的\n  → 用 gongwen key new 另建一把，设上口令",
        ),
        (
            ed25519.Ed25519PrivateKey.generate().private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.OpenSSH,
                serialization.NoEncryption(),
            ),
            "钥匙没有加密，或不是用 gongwen key new 建的\n  → 用 gongwen key new 另建一把，设上口令",
        ),
        (
            exported(ec.generate_private_key(ec.SECP256R1()), encrypted=True),
            "这把钥匙不是 Ed25519 的\n  → 用 gongwen key new 另建一把",
        ),
        (FILE[:-60], f"钥匙文件损坏\n  → {AGAIN}"),
        (FILE.replace(b"\nMI", b"\nM", 1), f"钥匙文件损坏\n  → {AGAIN}"),
        (FILE.replace(b"\nMI", b"\nMMMI", 1), f"钥匙文件损坏\n  → {AGAIN}"),
        (
            altered(b"\x01\x05\x0c", b"\x01\x05\x0b"),
            "钥匙的加密方法不认识\n  → 用 gongwen key new 另建一把",
        ),
        (
            altered(b"\x02\x03\x03\x00\x00", b"\x02\x03\x7f\xff\xff"),
            "钥匙文件要算的遍数太多，不开它\n  → 来历不明的钥匙文件不要用",
        ),
        (
            OTHER.private_file.partition(b"\n")[0] + b"\n" + PEM,
            "钥匙文件头一行写的公钥与钥匙不符\n  → 文件坏了或被人动过：用备份的一份，或另建一把",
        ),
    ],
    ids=[
        "empty", "bytes", "public-line-only", "huge", "unencrypted", "openssh", "another-algorithm",
        "cut-off", "a-letter-lost", "letters-more", "unknown-method", "too-many-rounds",
        "another-public-key",
    ],
)  # fmt: skip
def test_what_cannot_be_opened_says_why(data: bytes, message: str) -> None:
    assert refusal(data) == f"沈砚舟.key：{message}"


@pytest.mark.parametrize(
    ("passphrase", "message"),
    [
        ("", "没有口令\n  → 口令至少 8 个字符：别人拿到钥匙文件，靠它挡住"),
        ("1234567", "口令只有 7 个字符，太短\n  → 至少 8 个字符，几个不相干的词最好"),
        ("青溪县办公室的", "口令只有 7 个字符，太短\n  → 至少 8 个字符，几个不相干的词最好"),
        ("x" * (MAX_PASSPHRASE + 1), "口令太长\n  → 不超过 1000 字节"),
    ],
)
def test_a_passphrase_too_short_or_too_long_makes_no_key(passphrase: str, message: str) -> None:
    with pytest.raises(KeyFileError) as caught:
        new_key(passphrase.encode())
    assert str(caught.value) == message


def test_eight_characters_are_enough() -> None:
    check_passphrase("青溪县办公室的章".encode())
    check_passphrase(b"x" * MAX_PASSPHRASE)


def test_a_flipped_bit_never_opens_another_key() -> None:
    places = random.Random(7).sample(range(len(FILE) * 8), 1200)
    opened = []
    for place in places:
        flipped = bytearray(FILE)
        flipped[place // 8] ^= 1 << place % 8
        try:
            opened.append(open_key(bytes(flipped), PASSPHRASE, "沈砚舟.key").keyid)
        except KeyFileError:
            continue
    assert set(opened) == {PAIR.keyid}  # 动在不要紧的地方（头一行的字样）的


def test_a_public_key_is_written_and_read_back() -> None:
    text = public_text(PAIR.public_key)
    assert text == "ed25519:" + base64.b64encode(PAIR.public_key).decode()
    assert public_key_of(text) == PAIR.public_key


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "公钥要以“ed25519:”开头"),
        ("rsa:AAAA", "公钥要以“ed25519:”开头"),
        ("ed25519:%%%", "公钥不是 base64"),
        ("ed25519:公钥", "公钥不是 base64"),
        ("ed25519:", "公钥是 0 字节，应为 32 字节"),
        ("ed25519:" + base64.b64encode(b"x" * 31).decode(), "公钥是 31 字节，应为 32 字节"),
        ("ed25519:" + base64.b64encode(b"x" * 33).decode(), "公钥是 33 字节，应为 32 字节"),
        ("ed25519:" + "A" * 42 + "B=", "公钥的 base64 写法不规范"),
        ("ed25519:" + base64.b64encode(bytes(32)).decode(), "这样的公钥谁都能伪造签名"),
        ("ed25519:" + base64.b64encode(b"\1" + bytes(31)).decode(), "这样的公钥谁都能伪造签名"),
        ("ed25519:" + base64.b64encode(b"\1" + bytes(30) + b"\x80").decode(), "这样的公钥谁都能伪造签名"),
    ],
)
def test_a_public_key_written_wrong_is_refused(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        public_key_of(text)
