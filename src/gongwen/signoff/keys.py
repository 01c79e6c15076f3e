"""签名的钥匙：Ed25519。钥匙文件是用口令加密的 PKCS#8 PEM，前面一行明文写着公钥；公钥写作“ed25519:”加 base64。

不碰文件；cryptography 用到才载入。
"""

from __future__ import annotations

import base64
import os
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongwen.errors import KeyFileError, Where
from gongwen.signoff.algorithms import ED25519
from gongwen.signoff.pkcs8 import IV_BYTES, ROUNDS, SALT_BYTES, encrypted_pem, rounds_of
from gongwen.signoff.roster import keyid_of

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from gongwen.signoff.algorithms import Signer

UNSIGNED_NOTICE = (
    "没有钥匙的签批只能发现事后的改动，不能证明是谁签的：谁都可以写上别人的姓名。"
    "要能证明，各人建一把钥匙（gongwen key new），加进签字名册（gongwen roster add），见 docs/签字名册.md"
)
MIN_PASSPHRASE, MAX_PASSPHRASE = 8, 1000
MAX_BYTES = 16 * 1024
# 别人给的钥匙文件可以写上几十亿遍，一开就停不下来
MAX_ROUNDS = 5_000_000
_PREFIX = f"{ED25519}:"
_BYTES = 32
_PEM = re.compile(
    rb"-----BEGIN ENCRYPTED PRIVATE KEY-----\r?\n"
    rb"(?P<body>[A-Za-z0-9+/=\r\n]+)-----END ENCRYPTED PRIVATE KEY-----"
)
_OTHER_PEM = re.compile(rb"-----BEGIN [A-Z ]*PRIVATE KEY-----")
_MARK = b"gongwen "
# 阶数小的点（最高位不论）：拿它们当公钥，不用私钥也能造出“签名”
_WEAK = frozenset(
    bytes.fromhex(each)
    for each in (
        "00" * 32,
        "01" + "00" * 31,
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "ec" + "ff" * 30 + "7f",
        "ed" + "ff" * 30 + "7f",
        "ee" + "ff" * 30 + "7f",
    )
)


@dataclass(frozen=True, slots=True)
class KeyPair:
    """新建的一把：private_file 是钥匙文件的全部字节（已加密），public_key 是公钥的原始字节。"""

    private_file: bytes
    public_key: bytes

    @property
    def keyid(self) -> str:
        """公钥的标识。"""
        return keyid_of(self.public_key)


class KeySigner:
    """打开了的钥匙。"""

    algorithm = ED25519

    def __init__(self, private: Ed25519PrivateKey) -> None:
        self._private = private
        self.public_key = private.public_key().public_bytes_raw()
        self.keyid = keyid_of(self.public_key)

    def sign(self, data: bytes) -> bytes:
        """对 data 的签名，64 字节。"""
        return self._private.sign(data)


def new_key(passphrase: bytes, *, rounds: int = ROUNDS) -> KeyPair:
    """新建一把钥匙，用口令加密；rounds 是由口令推出密钥的次数。口令太短、太长时引发 KeyFileError。"""
    check_passphrase(passphrase)
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    private = Ed25519PrivateKey.generate()
    public = private.public_key().public_bytes_raw()
    plain = private.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    pem = encrypted_pem(plain, passphrase, os.urandom(SALT_BYTES), os.urandom(IV_BYTES), rounds)
    return KeyPair(_MARK + public_text(public).encode() + b"\n" + pem, public)


def check_passphrase(passphrase: bytes) -> None:
    """口令不到 8 个字符，或太长时引发 KeyFileError。"""
    size = len(passphrase.decode("utf-8", "replace"))
    if not size:
        raise KeyFileError("没有口令", None, f"口令至少 {MIN_PASSPHRASE} 个字符：别人拿到钥匙文件，靠它挡住")
    if size < MIN_PASSPHRASE:
        raise KeyFileError(
            f"口令只有 {size} 个字符，太短", None, f"至少 {MIN_PASSPHRASE} 个字符，几个不相干的词最好"
        )
    if len(passphrase) > MAX_PASSPHRASE:
        raise KeyFileError("口令太长", None, f"不超过 {MAX_PASSPHRASE} 字节")


def open_key(data: bytes, passphrase: bytes, name: str) -> Signer:
    """打开钥匙文件；name 只用来报错。

    不是钥匙文件、没有加密、损坏、口令不对、不是 Ed25519 的，各引发 KeyFileError。
    """
    where = Where(name)
    pem = _encrypted_pem(data, where)
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    try:
        private = load_pem_private_key(pem, passphrase or b"\0")
    except (ValueError, TypeError) as error:
        raise KeyFileError("口令不对，打不开这把钥匙", where, "再试一次；注意大小写和输入法") from error
    except UnsupportedAlgorithm as error:
        raise KeyFileError("钥匙的加密方法或算法不认识", where, "用 gongwen key new 另建一把") from error
    if not isinstance(private, Ed25519PrivateKey):
        raise KeyFileError("这把钥匙不是 Ed25519 的", where, "用 gongwen key new 另建一把")
    signer = KeySigner(private)
    told = stated_public_key(data)
    if told is not None and told != signer.public_key:
        raise KeyFileError(
            "钥匙文件头一行写的公钥与钥匙不符", where, "文件坏了或被人动过：用备份的一份，或另建一把"
        )
    return signer


def _encrypted_pem(data: bytes, where: Where) -> bytes:
    """加密的那一段；不是的引发 KeyFileError，说出是什么。"""
    if len(data) > MAX_BYTES:
        raise KeyFileError("不是钥匙文件：太大", where, "确认拿对了文件")
    found = _PEM.search(data)
    if found is None:
        if b"BEGIN ENCRYPTED PRIVATE KEY" in data:
            raise _damaged(where)
        if _OTHER_PEM.search(data):
            raise KeyFileError(
                "钥匙没有加密，或不是用 gongwen key new 建的", where, "用 gongwen key new 另建一把，设上口令"
            )
        raise KeyFileError("不是钥匙文件", where, "钥匙文件由 gongwen key new 写出，扩展名是 .key")
    try:
        body = base64.b64decode(b"".join(found["body"].split()), validate=True)
    except ValueError as error:
        raise _damaged(where) from error
    # 外层是一个长度写在第 3、4 字节之内的 SEQUENCE：长短不合的是截断了
    size = body[1:2]
    whole = {b"\x81": 3 + int.from_bytes(body[2:3]), b"\x82": 4 + int.from_bytes(body[2:4])}.get(size, -1)
    if body[:1] != b"\x30" or whole != len(body):
        raise _damaged(where)
    rounds = rounds_of(body)
    if rounds is None:
        raise KeyFileError("钥匙的加密方法不认识", where, "用 gongwen key new 另建一把")
    if rounds > MAX_ROUNDS:
        raise KeyFileError("钥匙文件要算的遍数太多，不开它", where, "来历不明的钥匙文件不要用")
    return found[0] + b"\n"


def _damaged(where: Where) -> KeyFileError:
    return KeyFileError("钥匙文件损坏", where, "用备份的一份；没有备份的，停用这一把，另建一把")


def stated_public_key(data: bytes) -> bytes | None:
    """钥匙文件头一行写的公钥；没有写的为 None。没有口令保护，只用来找文件。"""
    first = data.split(b"\n", 1)[0]
    if not first.startswith(_MARK):
        return None
    try:
        return public_key_of(first.removeprefix(_MARK).decode("ascii"))
    except ValueError:
        return None


def public_text(public_key: bytes) -> str:
    """公钥写成的文字：ed25519: 加 base64。"""
    return _PREFIX + base64.b64encode(public_key).decode()


def public_key_of(text: str) -> bytes:
    """文字写的公钥；写得不对时引发 ValueError，说明哪里不对。"""
    if not text.startswith(_PREFIX):
        raise ValueError(f"公钥要以“{_PREFIX}”开头")
    try:
        found = base64.b64decode(text.removeprefix(_PREFIX), validate=True)
    except ValueError as error:
        raise ValueError("公钥不是 base64") from error
    if len(found) != _BYTES:
        raise ValueError(f"公钥是 {len(found)} 字节，应为 {_BYTES} 字节")
    if public_text(found) != text:
        raise ValueError("公钥的 base64 写法不规范")
    if found[:-1] + bytes([found[-1] & 0x7F]) in _WEAK:
        raise ValueError("这样的公钥谁都能伪造签名")
    return found
