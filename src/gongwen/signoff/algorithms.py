"""签名的算法：信封里写着用的哪一种，只认这里登记的。

unsigned-sha256 没有密钥：能发现改动，不能证明是谁。ed25519 由 cryptography 办，用到才载入。
"""

from __future__ import annotations

import hashlib
from typing import Protocol

UNSIGNED = "unsigned-sha256"
ED25519 = "ed25519"
SIGNING = (ED25519,)
"""要钥匙的算法。"""


class Signer(Protocol):
    """签名的人手里的钥匙。keyid 是公钥的标识，不签名的为空串。"""

    @property
    def algorithm(self) -> str:
        """算法。"""

    @property
    def keyid(self) -> str:
        """公钥的标识。"""

    def sign(self, data: bytes) -> bytes:
        """对 data 的签名。"""


class Unsigned:
    """没有钥匙：只写摘要。"""

    algorithm = UNSIGNED
    keyid = ""

    def sign(self, data: bytes) -> bytes:
        """SHA-256 摘要，当作签名。"""
        return hashlib.sha256(data).digest()


def is_signed_by(algorithm: str, public_key: bytes, data: bytes, signature: bytes) -> bool:
    """这个签名是不是这把公钥对 data 签的；不认识的算法、不成样子的公钥都不是。"""
    if algorithm != ED25519:
        return False
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, data)
    except (InvalidSignature, ValueError):
        return False
    return True
