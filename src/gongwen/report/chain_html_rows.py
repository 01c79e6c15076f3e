"""流转网页的零件：清单的一行，路线上还没有办的一步。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.findings import LIMIT_PER_10K
from gongwen.report.chain_words import (
    Tone,
    badges,
    faults,
    holder_words,
    own_organ,
    proof_words,
    rate_of,
    row_name,
    told,
)
from gongwen.report.html_tags import Html, tag
from gongwen.signoff.timeline import RowState, StationState
from gongwen.signoff.vocabulary import Decision, StepKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.report.chain_words import Badge
    from gongwen.signoff.stations import Person, Station
    from gongwen.signoff.timeline import Timeline
    from gongwen.signoff.timeline_rows import Proof, Row
    from gongwen.signoff.verify import Statement

_STATES = {
    RowState.STANDING: "done",
    RowState.UNDONE: "undone",
    RowState.RETURNED: "returned",
    RowState.IGNORED: "undone",
}
_DECISIONS = {
    Decision.RETURN: "back",
    Decision.AMEND: "amend",
    Decision.PROVISIONAL: "half",
    Decision.APPROVE: "approve",
    Decision.CONFIRM: "approve",
    Decision.ADOPT: "approve",
    Decision.SEAL: "approve",
}
_SCALE, _LENGTH, _HEIGHT = 6, 60, 8  # 差错率的小图：到万分之六，线在万分之三
_VOICES = ("意见", "理由", "退回到")


def row_html(about: Timeline, row: Row, statement: Statement | None = None) -> Html:
    """清单的一行。"""
    built = row.kind is StepKind.BUILT
    css = "built" if built else _STATES[row.state]
    if row.decision is Decision.PROVISIONAL and row.state is RowState.STANDING and row.settled_by is None:
        css = "half"
    elif row.hand_signed and row.state is RowState.STANDING:
        css += " hand"
    if built and row.state is RowState.UNDONE:
        css += " old"
    if row.changed:
        css += " changed"
    wrong = list(faults(statement, row))
    if wrong:
        css += " wrong"
    return tag(
        "li",
        _when(row),
        tag("span", class_="node", aria_hidden="true"),
        tag(
            "div",
            _heading(row),
            None if built else _people(about, row),
            *_words(row),
            _marks([*wrong, *badges(about, row)]),
            tag("div", _proof(row), _digests(row), class_="fine"),
            class_="card",
        ),
        class_=f"row {css}",
        id=f"l{row.line}",
    )


def _when(row: Row) -> Html:
    if row.time is None:
        return tag("span", "时间写得不对", class_="when")
    day = f"{row.time.month}月{row.time.day}日"
    clock = tag("small", row.time.strftime("%H:%M"))
    return tag("time", tag("b", day), clock, class_="when", datetime=row.time.isoformat())


def _heading(row: Row) -> Html:
    decision = None
    if row.decision is not None and row.decision_text != row.name:
        css = _DECISIONS.get(row.decision, "agree")
        decision = tag("span", row.decision_text, class_=f"decision {css}")
    number = tag("a", f"第{row.line}行", class_="no", href=f"#l{row.line}")
    return tag("h3", tag("span", row_name(row), class_="step"), decision, number)


def _people(about: Timeline, row: Row) -> Html:
    behalf = tag("span", f"受{row.on_behalf_of.name}委托", class_="post") if row.on_behalf_of else None
    return tag("p", *_person(row.actor, own_organ(about)), behalf, class_="who")


def _person(person: Person | None, own: str) -> Iterator[Html]:
    if person is None:
        yield tag("b", "没有写是谁")
        return
    yield tag("b", person.name)
    post = f"{'' if person.organ == own else person.organ}{person.post}"
    if post:
        yield tag("span", post, class_="post")


def _words(row: Row) -> Iterator[Html]:
    """意见、退回的理由写成话，别的列成表。"""
    others = []
    for name, text in told(row):
        if name.startswith(_VOICES):
            label = None if name == "意见" else tag("b", name)
            yield tag("blockquote", label, text)
        else:
            others.append(tag("div", tag("dt", name), tag("dd", text)))
    if others:
        yield tag("dl", *others, class_="told")


def _marks(noted: list[Badge]) -> Html | None:
    """要注明的各项；退回、待补签、手签之类不只用颜色分。"""
    shapes = {Tone.BAD: "✗ ", Tone.GONE: "✗ ", Tone.WARN: "！", Tone.GOOD: "✓ "}
    marks = [tag("li", f"{shapes.get(each.tone, '')}{each.text}", class_=each.tone.value) for each in noted]
    return tag("ul", *marks, class_="badges") if marks else None


def _proof(row: Row) -> Html | None:
    """签的时候看到的校对结果；有没有处置的差错时可以展开。"""
    proof = row.proof
    if proof is None:
        return None
    words = [_meter(proof), tag("span", proof_words(proof))]
    css = f"proof {'pass' if proof.passed else 'fail'}"
    if not proof.open:
        return tag("p", *words, class_=css)
    waived = {(each.code, each.fingerprint): each.name for each in row.waivers}
    items = []
    for each in proof.open:
        name = waived.get((each.code, each.fingerprint))
        aside = tag("small", f"{name}放行", class_="good") if name else None
        items.append(tag("li", tag("b", each.code), f"{each.zone}：{each.message}", aside))
    return tag("details", tag("summary", *words), tag("ul", *items), class_=css)


def _meter(proof: Proof) -> Html:
    """差错率的小图，竖线是万分之三。"""
    length = min(rate_of(proof) / _SCALE, 1) * _LENGTH
    limit = LIMIT_PER_10K / _SCALE * _LENGTH
    over = rate_of(proof) > LIMIT_PER_10K
    return tag(
        "svg",
        tag("rect", class_="track", width=_LENGTH, height=_HEIGHT, rx=2),
        tag("rect", class_="over" if over else "under", width=f"{length:.1f}", height=_HEIGHT, rx=2),
        tag("line", x1=f"{limit:.1f}", x2=f"{limit:.1f}", y1=-2, y2=_HEIGHT + 2),
        class_="meter",
        viewBox=f"0 -2 {_LENGTH} {_HEIGHT + 4}",
        width=_LENGTH,
        height=_HEIGHT + 4,
        aria_hidden="true",
    )


def _digests(row: Row) -> Html:
    """签的是什么、用哪把钥匙，折起来。"""
    pairs = [("签名", f"{row.algorithm}，钥匙 {row.keyid}" if row.signed else "没有用钥匙签名，只有摘要")]
    pairs += [("扫描件", row.sheet_digest)] if row.sheet_digest else []
    pairs += [("内容", row.content)] if row.content else []
    pairs += [(each.name, each.rendition) for each in row.subjects]
    pairs += [("这一行", row.digest)]
    rows = [tag("div", tag("dt", name), tag("dd", tag("code", text))) for name, text in pairs]
    summary = tag("summary", "签的文件和摘要" if row.kind is not StepKind.BUILT else "文件和摘要")
    return tag("details", summary, tag("dl", *rows), class_="digests")


def station_html(about: Timeline, station: Station) -> Html:
    """还没有办的一步：等谁，不要的为什么。"""
    css = {StationState.CURRENT: "current", StationState.SKIPPED: "skipped"}.get(station.state, "later")
    state = "轮到" if css == "current" else None
    return tag(
        "li",
        tag("span", tag("b", state) if state else None, class_="when"),
        tag("span", class_="node", aria_hidden="true"),
        tag(
            "div",
            tag("h3", tag("span", station.name, class_="step")),
            *_waits(about, station),
            class_="card",
        ),
        class_=f"row {css}",
    )


def _waits(about: Timeline, station: Station) -> Iterator[Html]:
    if station.why:
        yield tag("p", f"不要：{station.why}{'；现在也可以办' if station.optional else ''}", class_="who")
        return
    if station.missing:
        yield tag("p", "还差 ", tag("b", "、".join(station.missing)), class_="who")
    names = [tag("li", holder_words(each, own_organ(about))) for each in station.holders]
    if names:
        yield tag("ul", *names, class_="holders")
    else:
        yield tag("p", f"{'、'.join(station.roles)}（名册里没有人）", class_="who")
    if station.note:
        yield tag("p", station.note, class_="remark")
