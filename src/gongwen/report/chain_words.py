"""看到哪里了的用语：到了哪一步、等谁、一行里要注明的。终端、网页说的是同样的话。"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from gongwen.signoff.timeline import RowState, Stage
from gongwen.signoff.verify.checks import State
from gongwen.signoff.vocabulary import Decision, StepKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.signoff.stations import Holder, Person, Station
    from gongwen.signoff.timeline import Timeline
    from gongwen.signoff.timeline_rows import Proof, Row
    from gongwen.signoff.verify import Statement


class Tone(StrEnum):
    """一句话的轻重，决定颜色和形状。"""

    PLAIN = "plain"
    GOOD = "good"
    NOTE = "note"
    WARN = "warn"
    BAD = "bad"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Badge:
    """一行里要注明的一项。"""

    text: str
    tone: Tone


def who(person: Person | None, own: str = "") -> str:
    """姓名和职务；own 机关的人不写机关。"""
    if person is None:
        return ""
    organ = "" if person.organ == own else person.organ
    post = f"{organ}{person.post}"
    return f"{person.name}（{post}）" if post else person.name


def own_organ(chain: Timeline) -> str:
    """自己的机关：发文机关的头一个。"""
    return chain.organs[0] if chain.organs else ""


def row_name(row: Row) -> str:
    """这一行是什么。"""
    if row.kind is StepKind.BUILT:
        return "定稿" if row.final else "构建"
    party = row.details.party
    return f"{row.name}·{party}" if party else row.name


def row_actor(row: Row, own: str = "") -> str:
    """谁办的，受谁委托，谁登记的。"""
    words = who(row.actor, own)
    if row.on_behalf_of:
        words += f"，受{row.on_behalf_of.name}委托"
    return words


def told(row: Row) -> Iterator[tuple[str, str]]:
    """这一行里写了的各项：名目、文字。"""
    details, returned = row.details, row.decision is Decision.RETURN
    entered = f"{row.entered_by.name}登记" if row.entered_by else None
    paper = f"{details.signed_on}签在纸上" if details.signed_on else None
    consent = f"{details.consented_on}同意" if details.consented_on else None
    pairs = {
        "意见": row.comment,
        f"退回到“{row.target}”": row.reason if returned else None,
        "理由": None if returned else row.reason,
        "请示": _comma(details.how, consent),
        "手签": _comma(paper, entered) if row.hand_signed else None,
        "登记人": row.entered_by.name if row.entered_by and not row.hand_signed else None,
        "会议": _comma(details.meeting, details.meeting_on),
        "发文字号": details.number,
        "印章": details.seal,
        "份数": None if details.copies is None else str(details.copies),
        "批准人": "、".join(details.approvals or ()),
        "添上的情形": "、".join(details.conditions or ()),
    }
    yield from ((name, text) for name, text in pairs.items() if text)
    for each in row.waivers:
        yield "放行", f"{each.code}：{each.reason}"


def _comma(*parts: str | None) -> str:
    return "，".join(part for part in parts if part)


def badges(chain: Timeline, row: Row) -> Iterator[Badge]:
    """这一行要注明的各项，要紧的在先。"""
    gone = _gone(chain, row)
    if gone:
        yield Badge(gone, Tone.PLAIN if row.kind is StepKind.BUILT else Tone.GONE)
    if row.changed:
        yield Badge("内容变了", Tone.WARN)
    if row.kind is StepKind.BUILT:
        return
    if row.decision is Decision.PROVISIONAL and row.state is RowState.STANDING:
        settled = row.settled_by
        yield Badge("还没有补签", Tone.WARN) if settled is None else Badge(f"第{settled}行已补签", Tone.GOOD)
    if row.settles is not None:
        yield Badge(f"补第{row.settles}行的签", Tone.NOTE)
    if row.hand_signed:
        yield Badge("手签登记", Tone.NOTE)
    if row.state is RowState.STANDING and row.stale:
        yield Badge("签的是改动以前的内容", Tone.WARN)
    if row.doubled:
        yield Badge(f"同一人还办过{'、'.join(each.term for each in row.doubled)}", Tone.WARN)
    if not row.signed:
        yield Badge("没有用钥匙签名", Tone.PLAIN)


def _gone(chain: Timeline, row: Row) -> str:
    if row.state is RowState.IGNORED:
        return "不合路线，没有算"
    if row.state is not RowState.UNDONE or row.undone_by is None:
        return ""
    if row.kind is StepKind.BUILT:
        return f"第{row.undone_by}行又构建过"
    by = chain.rows[row.undone_by - 1]
    if by.kind is not StepKind.BUILT:
        return f"已不算：第{by.line}行退回"
    return f"已不算：第{by.line}行{'内容变了' if by.changed else '重新构建'}"


def proof_words(proof: Proof | None) -> str:
    """校对结果一句话。"""
    if proof is None:
        return "没有记校对结果"
    verdict = "通过" if proof.passed else "不通过"
    rated = f"，差错率万分之{rate_of(proof):.2f}" if proof.rates else ""
    return f"差错{proof.errors}处，提示{proof.advice}处{rated}，{verdict}"


def rate_of(proof: Proof) -> float:
    """各份原文里最高的差错率（万分之几）。"""
    return max((_number(value) for _, value in proof.rates), default=0.0)


def _number(text: str) -> float:
    """差错率；写得不对的当作 0。"""
    try:
        value = float(text)
    except ValueError:
        return 0.0
    return value if 0 <= value < 1e6 else 0.0


def holder_words(holder: Holder, own: str = "") -> str:
    """可以办的一个人。"""
    words = who(holder.person, own)
    if holder.on_behalf_of:
        words += f"受{holder.on_behalf_of}委托"
    return f"{words}，{holder.obstacle}" if holder.obstacle else words


def waits_for(station: Station) -> str:
    """等谁，只写姓名；名册里没有人的写角色。几家的，写还差的各家。"""
    able = [each for each in station.holders if not each.obstacle]
    if station.missing:
        return "、".join(_party_words(party, able) for party in station.missing)
    names = list(dict.fromkeys(each.person.name for each in able))
    return "或".join(names) or f"“{'、'.join(station.roles)}”角色的人"


def _party_words(party: str, able: list[Holder]) -> str:
    names = dict.fromkeys(each.person.name for each in able if each.party == party)
    return f"{party}{'（' + '或'.join(names) + '）' if names else ''}"


def where_words(chain: Timeline) -> str:
    """到哪一步。"""
    match chain.stage:
        case Stage.UNROUTED:
            return "没有选路线"
        case Stage.FINISHED:
            return "办完"
        case Stage.TO_CONFIRM:
            return "等补签"
    station = chain.current
    return station.name if station else ""


def whom_words(chain: Timeline) -> str:
    """等谁；不等人的为空串。"""
    station = chain.current
    words = [_with_final(station)] if station else []
    words += [f"{_name(row)}补签" for row in chain.to_confirm]
    return "；".join(words)


def _name(row: Row) -> str:
    return row.actor.name if row.actor else "没有写姓名的人"


def _with_final(station: Station) -> str:
    return "先出定稿" if station.needs_final else waits_for(station)


def faults(statement: Statement | None, row: Row) -> Iterator[Badge]:
    """验证说这一行哪里不合；没有验证的没有。"""
    for each in statement.results if statement else ():
        if each.line == row.line and each.state is State.FAIL:
            yield Badge(f"验证不合：{each.message or each.check.term}", Tone.BAD)


def status_words(chain: Timeline, statement: Statement | None = None) -> Iterator[Badge]:
    """到哪里了：一句一条，头一条最要紧；至少有一条。"""
    station = chain.current
    if statement and statement.exit_code == 1:
        yield Badge("验证有不合的：不要照这一份往下办，先看 gongwen verify 怎样说", Tone.BAD)
    if chain.changed:
        yield Badge("签发之后内容变了：签发不算了，要请签发人重新签发", Tone.WARN)
    match chain.stage:
        case Stage.UNROUTED:
            yield Badge("还没有选路线：选好路线再构建一次", Tone.WARN)
        case Stage.FINISHED:
            yield Badge("办完了", Tone.GOOD)
    if station:
        final = "先出定稿（gongwen build --final），再" if station.needs_final else ""
        yield Badge(f"轮到“{station.name}”：{final}等{waits_for(station)}", Tone.NOTE)
    for row in chain.to_confirm:
        yield Badge(f"{_name(row)}还要补签“{row.name}”（第{row.line}行）", Tone.WARN)
    if chain.torn:
        yield Badge("最后一行写到一半，不算数；下次签的时候会移开", Tone.WARN)
    if chain.unsigned:
        yield Badge(f"有{chain.unsigned}步没有用钥匙签名，证明不了是谁签的", Tone.PLAIN)
