"""用口令加密的私钥：PKCS#8 PEM（RFC 5958、8018），PBES2、PBKDF2-HMAC-SHA256、AES-256-CBC。

cryptography 的 BestAvailableEncryption 只做 2048 次 PBKDF2，钥匙文件被人拿走时八个字符的口令挡不了多久，
次数又不能指定；所以这里自己装这层外壳，加密的各个算法仍由它办。写出的是标准格式，它和 openssl 都读得出。
"""

from __future__ import annotations

import base64

ROUNDS = 600_000
SALT_BYTES = IV_BYTES = 16
_SEQUENCE, _INTEGER, _OCTETS = 0x30, 0x02, 0x04
_PBES2 = bytes.fromhex("06092a864886f70d01050d")
_PBKDF2 = bytes.fromhex("06092a864886f70d01050c")
_HMAC_SHA256 = bytes.fromhex("300c06082a864886f70d02090500")
_AES_256_CBC = bytes.fromhex("060960864801650304012a")
_WIDTH = 64


def encrypted_pem(private: bytes, passphrase: bytes, salt: bytes, iv: bytes, rounds: int = ROUNDS) -> bytes:
    """private（PKCS#8 的 DER）加密成的 PEM，以换行结尾。salt、iv 各 16 字节，随机，只用一次。"""
    secret = _encrypted(private, _key(passphrase, salt, rounds), iv)
    count = rounds.to_bytes(rounds.bit_length() // 8 + 1)
    derivation = _node(_SEQUENCE, _node(_OCTETS, salt), _node(_INTEGER, count), _HMAC_SHA256)
    scheme = _node(
        _SEQUENCE,
        _node(_SEQUENCE, _PBKDF2, derivation),
        _node(_SEQUENCE, _AES_256_CBC, _node(_OCTETS, iv)),
    )
    whole = _node(_SEQUENCE, _node(_SEQUENCE, _PBES2, scheme), _node(_OCTETS, secret))
    body = base64.b64encode(whole)
    lines = [body[at : at + _WIDTH] for at in range(0, len(body), _WIDTH)]
    begin, end = b"-----BEGIN ENCRYPTED PRIVATE KEY-----", b"-----END ENCRYPTED PRIVATE KEY-----"
    return b"\n".join([begin, *lines, end, b""])


def rounds_of(encrypted: bytes) -> int | None:
    """加密的私钥（DER）推密钥要算多少遍；不是 PBES2、PBKDF2 的，看不懂的为 None。"""
    begin = encrypted.find(_PBES2)
    at = encrypted.find(_PBKDF2) + len(_PBKDF2)
    if not 0 <= begin < 12 or at < len(_PBKDF2):
        return None
    try:
        salt = at + 2
        count = salt + 2 + encrypted[salt + 1]
        tags = encrypted[at], encrypted[salt], encrypted[count]
        end = count + 2 + encrypted[count + 1]
    except IndexError:
        return None
    if tags != (_SEQUENCE, _OCTETS, _INTEGER) or end > len(encrypted):
        return None
    return int.from_bytes(encrypted[count + 2 : end])


def _key(passphrase: bytes, salt: bytes, rounds: int) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC

    return PBKDF2HMAC(SHA256(), 32, salt, rounds).derive(passphrase)


def _encrypted(data: bytes, key: bytes, iv: bytes) -> bytes:
    from cryptography.hazmat.primitives.ciphers import Cipher
    from cryptography.hazmat.primitives.ciphers.algorithms import AES256
    from cryptography.hazmat.primitives.ciphers.modes import CBC

    room = 16 - len(data) % 16
    writer = Cipher(AES256(key), CBC(iv)).encryptor()
    return writer.update(data + bytes([room]) * room) + writer.finalize()


def _node(tag: int, *parts: bytes) -> bytes:
    """DER 的一项；内容不到 128 字节的长度一字节，不到 256 的两字节。"""
    content = b"".join(parts)
    assert len(content) < 256
    length = [len(content)] if len(content) < 128 else [0x81, len(content)]
    return bytes([tag, *length]) + content
