"""拆开清单：一行一行先验后读，头一处不对就停，说出是哪一行、哪一项。

与 envelope.open_line 收的是一样的行（测试里对照）；那里只说“损坏”，这里要说出坏在哪一项。
"""

from __future__ import annotations

import base64
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gongwen.errors import ManifestError, Where
from gongwen.signoff.algorithms import SIGNING, UNSIGNED, Unsigned, is_signed_by
from gongwen.signoff.canonical import canonical
from gongwen.signoff.envelope import (
    MAX_LINES,
    PAYLOAD_TYPE,
    Sealed,
    line_digest,
    pre_authentication,
    whole_lines,
)
from gongwen.signoff.objection import Check
from gongwen.signoff.step import FORMAT, FORMATS, Step, step_of
from gongwen.signoff.verify.checks import Audit, CheckResult, failed

if TYPE_CHECKING:
    from gongwen.signoff.roster import Roster, Signatory

_KEYS = {"algorithm", "payload", "payloadType", "signatures"}
_KEYID = re.compile(r"[0-9a-f]{32}")
_SIGNATURE_BYTES = 64
_BAD = (ValueError, TypeError, KeyError, RecursionError)
_ANOTHER_COPY = "从没有动过的副本（办公室存的、别的收件人手里的）取回这份清单，再验一次"


class LineError(Exception):
    """这一行不对，后面的不看了。只在本包里传，不报给人。"""

    def __init__(self, check: Check | Audit, message: str) -> None:
        super().__init__(message)
        self.check, self.message = check, message


@dataclass(frozen=True, slots=True)
class Opened:
    """拆开的：头一处不对以前的各行和各步；broken 是哪一处不对（没有为 None），torn 是写到一半的一截。"""

    lines: tuple[Sealed, ...]
    steps: tuple[Step, ...]
    broken: CheckResult | None
    torn: bytes
    total: int


def opened(data: bytes, name: str, roster: Roster | None) -> Opened:
    """拆开一份清单。根本不是清单的、比本程序新的、行数离谱的，引发 ManifestError。"""
    count = data.count(b"\n")
    if count > MAX_LINES:
        raise ManifestError(
            f"清单有 {count} 行：一件公文不会有这么多（至多 {MAX_LINES} 行）", Where(name), "确认拿对了文件"
        )
    whole, torn = whole_lines(data)
    if not any(_looks_like_ours(line) for line in [*whole, torn]):
        raise ManifestError(
            "这不是流转清单", Where(name), "写 gongwen build 写出的文件夹，或里面的 .manifest.jsonl"
        )
    lines: list[Sealed] = []
    steps: list[Step] = []
    stopped = None
    for number, line in enumerate(whole, 1):
        try:
            sealed = _sealed(line, roster, Where(name, number))
            step = _step(sealed)
            _check_place(whole, lines, steps, line, step)
        except LineError as broken:
            stopped = failed(broken.check, broken.message, number, _ANOTHER_COPY)
            break
        lines.append(sealed)
        steps.append(step)
    return Opened(tuple(lines), tuple(steps), stopped, torn, len(whole))


def _looks_like_ours(line: bytes) -> bool:
    """像不像信封：改动一两处的也算像，好说出是哪一行被改了。"""
    return sum(key.encode() in line for key in (*_KEYS, "sig")) >= 2


def _sealed(line: bytes, roster: Roster | None, where: Where) -> Sealed:
    algorithm, keyid, body, raw, payload_type = _envelope(line)
    if payload_type != PAYLOAD_TYPE:
        raise LineError(Audit.PAYLOAD_TYPE, "载荷类型不是本程序的")
    _check_canonical(line, algorithm, keyid, body, raw)
    signed = pre_authentication(PAYLOAD_TYPE, body)
    _check_signature(algorithm, keyid, body, raw, roster)
    payload = _payload(body, where)
    return Sealed(payload, signed, algorithm, keyid, raw, line_digest(line))


def _envelope(line: bytes) -> tuple[str, str, bytes, bytes, str]:
    """信封的各项：算法、钥匙标识、载荷、签名、类型。键、类型、base64、长短都要合。"""
    try:
        envelope = json.loads(line)
        [signature] = envelope["signatures"]
        algorithm, keyid, payload_type = envelope["algorithm"], signature["keyid"], envelope["payloadType"]
        body = base64.b64decode(envelope["payload"], validate=True)
        raw = base64.b64decode(signature["sig"], validate=True)
        shaped = envelope.keys() == _KEYS and signature.keys() == {"keyid", "sig"}
        shaped = shaped and isinstance(payload_type, str) and _is_shaped(algorithm, keyid, raw)
    except _BAD as error:
        raise LineError(Audit.FORM, "读不懂") from error
    if not shaped:
        raise LineError(Audit.FORM, "信封的样子不对")
    return algorithm, keyid, body, raw, payload_type


def _is_shaped(algorithm: object, keyid: object, raw: bytes) -> bool:
    if algorithm == UNSIGNED:
        return keyid == "" and len(raw) == _SIGNATURE_BYTES // 2
    known = algorithm in SIGNING and isinstance(keyid, str)
    return known and bool(_KEYID.fullmatch(str(keyid))) and len(raw) == _SIGNATURE_BYTES


def _check_canonical(line: bytes, algorithm: str, keyid: str, body: bytes, raw: bytes) -> None:
    # 各项都是不必转义的 ASCII，规范的写法只有这一种
    again = (
        f'{{"algorithm":"{algorithm}","payload":"{base64.b64encode(body).decode()}",'
        f'"payloadType":"{PAYLOAD_TYPE}",'
        f'"signatures":[{{"keyid":"{keyid}","sig":"{base64.b64encode(raw).decode()}"}}]}}'
    )
    if again.encode() != line:
        raise LineError(Audit.CANONICAL, "信封不是规范的写法：多了空白、换了次序，或用了别的编码")


def _check_signature(algorithm: str, keyid: str, body: bytes, raw: bytes, roster: Roster | None) -> None:
    """签名对不对；名册里没有这把钥匙的在后面说（OWNER），没有名册的看不了。"""
    signed = pre_authentication(PAYLOAD_TYPE, body)
    if algorithm == UNSIGNED:
        if Unsigned().sign(signed) != raw:
            raise LineError(Audit.DIGEST, "内容与摘要不符")
        return
    if roster is None:
        return
    row = roster.with_key(keyid)
    if row is not None and is_signed_by(algorithm, row.public_key, signed, raw):
        return
    for each in _said_to_sign(body, roster):
        if each is not row and is_signed_by(algorithm, each.public_key, signed, raw):
            raise LineError(Audit.KEYID, f"写的钥匙标识不是签名用的那把（那把是“{each.name}”的）")
    if row is not None:
        raise LineError(Audit.SIGNATURE, f"签名与内容不符：内容或签名被改过（“{row.name}”的钥匙）")


def _said_to_sign(body: bytes, roster: Roster) -> tuple[Signatory, ...]:
    """载荷说是谁签的，他的各把钥匙；只用来说明签名为什么不对，不当真。"""
    try:
        payload = json.loads(body)
        rows = roster.of(payload["entered_by"] or payload["actor"])
    except _BAD:
        return ()
    return tuple(row for row in rows if row.public_key)


def _payload(body: bytes, where: Where) -> dict[str, Any]:
    try:
        payload = json.loads(body)
        same = canonical(payload) == body
    except _BAD as error:
        raise LineError(Audit.FORM, "载荷读不懂") from error
    if not same:
        raise LineError(Audit.CANONICAL, "载荷不是规范的 JSON（RFC 8785）")
    if not isinstance(payload, dict):
        raise LineError(Audit.FORM, "载荷不是一张表")
    number = payload.get("format")
    if isinstance(number, int) and number > FORMAT:
        raise ManifestError(f"清单的 format 是 {number}，本程序认 {FORMAT}", where, "升级 gongwen")
    if number not in FORMATS:
        raise LineError(Audit.FIELDS, "format 不对")
    return payload


def _step(sealed: Sealed) -> Step:
    try:
        return step_of(sealed.payload)
    except (*_BAD, AttributeError) as error:
        raise LineError(Audit.FIELDS, f"读不懂（{error}）") from error


def _check_place(whole: list[bytes], lines: list[Sealed], steps: list[Step], line: bytes, step: Step) -> None:
    """这一行该不该在这里：是不是这一件的，有没有重复、调换、缺少，接不接得上。"""
    at = len(lines)
    if steps and step.case != steps[0].case:
        raise LineError(Check.CASE, f"是另一件（{step.case}）的步骤")
    if step.seq != at and line in whole[:at]:
        raise LineError(Audit.DUPLICATED, f"与第 {whole.index(line) + 1} 行重复")
    if step.seq != at:
        if any(_seq_of(each) == at for each in whole[at + 1 :]):
            raise LineError(Audit.REORDERED, f"应当是第 {step.seq + 1} 行，次序被调换")
        raise LineError(Audit.MISSING, f"写的是第 {step.seq + 1} 行，前面少了行")
    if step.prev != (lines[-1].digest if lines else None):
        raise LineError(Audit.LINK, "与前一行不相接：前一行被换过")


def _seq_of(line: bytes) -> object:
    try:
        return json.loads(base64.b64decode(json.loads(line)["payload"]))["seq"]
    except _BAD:
        return None
