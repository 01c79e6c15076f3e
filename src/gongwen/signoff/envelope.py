"""流转清单的一行：DSSE v1 信封，载荷是 RFC 8785 规范 JSON。

没有密钥的单位先用“unsigned”：信封自带 SHA-256，并记下前一行的摘要；能发现改动，不能证明是谁。
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gongwen.errors import ManifestError, Where
from gongwen.signoff.algorithms import SIGNING, UNSIGNED, Unsigned
from gongwen.signoff.canonical import canonical
from gongwen.signoff.step import FORMAT, FORMATS

if TYPE_CHECKING:
    from gongwen.signoff.algorithms import Signer

_KEYID = re.compile(r"[0-9a-f]{32}")
_SIGNATURE_BYTES = 64
# 连同反复构建，一件公文也就几十行；外来的清单不能让人等几分钟
MAX_LINES = 2000
PAYLOAD_TYPE = "application/vnd.gongwen.step+json"


@dataclass(frozen=True, slots=True)
class Sealed:
    """拆开的一行：载荷、签的字节（PAE）、算法、钥匙标识、签名；签名对不对还没有看。"""

    payload: dict[str, Any]
    signed: bytes
    algorithm: str
    keyid: str
    signature: bytes
    digest: str


def pre_authentication(payload_type: str, payload: bytes) -> bytes:
    """DSSE v1 的 PAE：类型和载荷连同各自的字节数。"""
    kind = payload_type.encode()
    return b"DSSEv1 %d %b %d %b" % (len(kind), kind, len(payload), payload)


def seal(payload: dict[str, Any], signer: Signer) -> bytes:
    """签好的信封，一行，不含换行符。"""
    body = canonical(payload)
    signature = signer.sign(pre_authentication(PAYLOAD_TYPE, body))
    return _envelope(body, signer.algorithm, signer.keyid, signature)


def seal_unsigned(payload: dict[str, Any]) -> bytes:
    """不签名的信封，一行，不含换行符。"""
    return seal(payload, Unsigned())


def _envelope(body: bytes, algorithm: str, keyid: str, signature: bytes) -> bytes:
    return canonical(
        {
            "algorithm": algorithm,
            "payload": base64.b64encode(body).decode(),
            "payloadType": PAYLOAD_TYPE,
            "signatures": [{"keyid": keyid, "sig": base64.b64encode(signature).decode()}],
        }
    )


def line_digest(line: bytes) -> str:
    """整个信封（连同签名）的 SHA-256，供下一行的 prev 用。"""
    return hashlib.sha256(line).hexdigest()


def whole_lines(data: bytes) -> tuple[list[bytes], bytes]:
    """各行，和写到一半的最后一行（没有为空）。只在换行符处断开。"""
    lines = data.split(b"\n")
    return lines[:-1], lines[-1]


def open_lines(data: bytes, name: str) -> list[Sealed]:
    """清单各行。有一行读不懂、摘要不符、前后不相接时引发 ManifestError。name 只用来报错。"""
    lines, rest = whole_lines(data)
    if rest:
        raise broken(name, len(lines) + 1, "最后一行不完整")
    opened: list[Sealed] = []
    for number, line in enumerate(lines, 1):
        each = open_line(line, name, number)
        prev = opened[-1].digest if opened else None
        if each.payload.get("prev") != prev or each.payload.get("seq") != number - 1:
            raise broken(name, number, "与前一行不相接")
        opened.append(each)
    return opened


def open_line(line: bytes, name: str, number: int) -> Sealed:
    """拆开一行。整行必须与我们自己会写出的一字不差；不签名的，摘要也要相符。"""
    try:
        envelope = json.loads(line)
        [signature] = envelope["signatures"]
        algorithm, keyid = envelope["algorithm"], signature["keyid"]
        body = base64.b64decode(envelope["payload"], validate=True)
        raw = base64.b64decode(signature["sig"], validate=True)
        payload = json.loads(body)
        _check_format(payload, name, number)
        known = _is_shaped(algorithm, keyid, raw)
        same = known and canonical(payload) == body
        same = same and _envelope(body, algorithm, keyid, raw) == line
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise broken(name, number, "读不懂") from error
    signed = pre_authentication(PAYLOAD_TYPE, body)
    if not same or (algorithm == UNSIGNED and Unsigned().sign(signed) != raw):
        raise broken(name, number, "内容与摘要不符")
    return Sealed(payload, signed, algorithm, keyid, raw, line_digest(line))


def _is_shaped(algorithm: str, keyid: str, raw: bytes) -> bool:
    """签名的样子对不对：算法登记过，钥匙标识、签名的长短合于它。"""
    if algorithm == UNSIGNED:
        return keyid == ""
    return algorithm in SIGNING and bool(_KEYID.fullmatch(keyid)) and len(raw) == _SIGNATURE_BYTES


def _check_format(payload: Any, name: str, number: int) -> None:
    if not isinstance(payload, dict):
        raise broken(name, number, "读不懂")
    if payload.get("format") not in FORMATS:
        raise ManifestError(
            f"清单的 format 是 {payload.get('format')}，本程序认 {FORMAT}",
            Where(name, number),
            "升级 gongwen",
        )


def broken(name: str, number: int, why: str) -> ManifestError:
    """清单损坏：第几行、为什么。"""
    return ManifestError(
        f"流转清单损坏：{why}", Where(name, number), "把这份清单移走留存，查明原因；移走后再构建会另起一份"
    )
