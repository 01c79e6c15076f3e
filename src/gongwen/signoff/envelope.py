"""流转清单的一行：DSSE v1 信封，载荷是 RFC 8785 规范 JSON。

没有密钥的单位先用“unsigned”：信封自带 SHA-256，并记下前一行的摘要；能发现改动，不能证明是谁。
"""

from __future__ import annotations

import base64
import hashlib
import json
from typing import Any

import rfc8785

from gongwen.errors import ManifestError, Where

PAYLOAD_TYPE = "application/vnd.gongwen.step+json"
FORMAT = 1
UNSIGNED = "unsigned-sha256"


def pre_authentication(payload_type: str, payload: bytes) -> bytes:
    """DSSE v1 的 PAE：类型和载荷连同各自的字节数。"""
    kind = payload_type.encode()
    return b"DSSEv1 %d %b %d %b" % (len(kind), kind, len(payload), payload)


def seal_unsigned(payload: dict[str, Any]) -> bytes:
    """不签名的信封，一行，不含换行符。"""
    body = rfc8785.dumps(payload)
    digest = hashlib.sha256(pre_authentication(PAYLOAD_TYPE, body)).digest()
    envelope: dict[str, Any] = {
        "algorithm": UNSIGNED,
        "payload": base64.b64encode(body).decode(),
        "payloadType": PAYLOAD_TYPE,
        "signatures": [{"keyid": "", "sig": base64.b64encode(digest).decode()}],
    }
    return rfc8785.dumps(envelope)


def line_digest(line: bytes) -> str:
    """整个信封（连同签名）的 SHA-256，供下一行的 prev 用。"""
    return hashlib.sha256(line).hexdigest()


def open_lines(data: bytes, name: str) -> list[dict[str, Any]]:
    """清单各行的载荷。有一行读不懂、摘要不符、前后不相接时引发 ManifestError。"""
    lines = data.split(b"\n")
    if lines.pop() != b"":
        raise _broken(name, len(lines) + 1, "最后一行不完整")
    payloads: list[dict[str, Any]] = []
    prev: str | None = None
    for number, line in enumerate(lines, 1):
        payload = _open(line, name, number)
        if payload.get("prev") != prev or payload.get("seq") != number - 1:
            raise _broken(name, number, "与前一行不相接")
        payloads.append(payload)
        prev = line_digest(line)
    return payloads


def _open(line: bytes, name: str, number: int) -> dict[str, Any]:
    """一行的载荷。整行必须与我们自己会写出的一字不差，别的检查都在其中。"""
    try:
        body = base64.b64decode(json.loads(line)["payload"], validate=True)
        payload = json.loads(body)
        if not isinstance(payload, dict):
            raise _broken(name, number, "读不懂")
        if payload.get("format") != FORMAT:
            raise ManifestError(
                f"清单的 format 是 {payload.get('format')}，本程序认 {FORMAT}",
                Where(name, number),
                "升级 gongwen",
            )
        ours = seal_unsigned(payload)
    except (ValueError, KeyError, TypeError, RecursionError, rfc8785.CanonicalizationError) as error:
        raise _broken(name, number, "读不懂") from error
    if line != ours:
        raise _broken(name, number, "内容与摘要不符")
    return payload


def _broken(name: str, number: int, why: str) -> ManifestError:
    return ManifestError(
        f"流转清单损坏：{why}", Where(name, number), "把这份清单移走留存，查明原因；移走后再构建会另起一份"
    )
