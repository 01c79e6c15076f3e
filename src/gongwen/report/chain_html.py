"""看到哪里了的网页：自己齐全的一页，不联网，没有脚本；清单里的文字在这里都只是文字。"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from typing import TYPE_CHECKING

from gongwen.report.chain_html_rows import row_html, station_html
from gongwen.report.chain_words import status_words
from gongwen.report.html_page import asset
from gongwen.report.html_tags import Html, escaped, joined, tag
from gongwen.signoff.timeline import StationState
from gongwen.signoff.verify.checks import Aspect, State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.report.chains import Chain
    from gongwen.signoff.timeline import Timeline
    from gongwen.signoff.verify import Statement

_MEANS = {
    Aspect.INTEGRITY: "清单、文件从签的时候起一个字节也没有变。",
    Aspect.ORDER: "每一步都照路线的次序，该写的都写了。",
    Aspect.AUTHORITY: "每一步都由名册里有这个角色的人、用他自己的钥匙办。",
    Aspect.COMPLETENESS: "该办的都办了，末尾没有被切掉。",
    Aspect.TIME: "时间没有倒退，与回执相合。",
    Aspect.REVOCATION: "没有人用已经停用的钥匙。",
}
_CSS = {State.OK: "ok", State.FAIL: "fail", State.UNKNOWN: "unknown"}


def chain_html(chain: Chain, version: str) -> str:
    """自成一体的一页；chain 要读得了。"""
    about = chain.timeline
    assert about is not None
    style = asset("chain.css")
    digest = b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    head = [
        '<!doctype html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="referrer" content="no-referrer">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="color-scheme" content="light dark">',
        f"<title>{escaped(f'流转：{about.title or chain.path}')}</title>",
        f"<style>{style}</style>\n</head>\n<body>",
    ]
    body = [
        _top(chain, about),
        _now(chain, about),
        _route(about),
        _statement(chain.statement),
        _chain(chain, about),
        _foot(about, version),
    ]
    return "\n".join([*head, *(part for part in body if part), "</body>\n</html>"]) + "\n"


def _top(chain: Chain, about: Timeline) -> Html:
    pairs = {
        "发文字号": about.issue_number,
        "路线": about.route,
        "为什么走这条": about.why,
        "依据": about.source,
        "情形": "、".join(about.conditions),
        "会签": "、".join(about.countersigners),
        "清单": chain.path,
    }
    facts = [tag("div", tag("dt", name), tag("dd", text)) for name, text in pairs.items() if text]
    return tag(
        "header",
        tag("p", "公文流转", class_="kind"),
        tag("h1", about.title or "（没有标题）"),
        tag("dl", *facts, class_="facts"),
        class_="top",
    )


def _now(chain: Chain, about: Timeline) -> Html:
    lead, *others = status_words(about, chain.statement)
    rest = tag("ul", *(tag("li", each.text, class_=each.tone.value) for each in others))
    return tag(
        "section",
        tag("h2", "到哪里了"),
        tag("p", lead.text, class_="lead"),
        rest if others else None,
        tag("p", f"已经{chain.idle}天没有动", class_="idle") if chain.idle else None,
        class_=f"now {lead.tone.value}",
    )


def _route(about: Timeline) -> Html:
    """路线一眼看全：一步一格。"""
    css = {
        StationState.DONE: "done",
        StationState.CURRENT: "current",
        StationState.LATER: "later",
        StationState.SKIPPED: "skipped",
    }
    cells = [
        tag(
            "li",
            tag("span", each.name),
            tag("small", "待补签" if each.provisional else each.state.value),
            class_=f"{css[each.state]}{' half' if each.provisional else ''}",
            aria_current="step" if each.state is StationState.CURRENT else None,
        )
        for each in about.stations
    ]
    return tag("nav", tag("ol", *cells), class_="route", aria_label="路线") if cells else Html()


def _statement(statement: Statement | None) -> Html:
    """验证的六项，各一句说明；不合的、不能确定的说出为什么、现在怎么办。"""
    if statement is None:
        return Html()
    words = [_aspect(statement, aspect) for aspect in statement.states]
    troubles = list(_troubles(statement))
    return tag(
        "section",
        tag("h2", "验证"),
        tag("ul", *words, class_="six"),
        tag("details", tag("summary", f"为什么：{len(troubles)}条"), tag("ul", *troubles))
        if troubles
        else None,
        class_="verify",
    )


def _aspect(statement: Statement, aspect: Aspect) -> Html:
    """一项：合的写是什么意思，别的先写为什么。"""
    state, means = statement.states[aspect], _MEANS[aspect]
    reasons = (each.message for each in statement.results if each.aspect is aspect and each.state is state)
    why = None if state is State.OK else next(filter(None, reasons), None)
    return tag(
        "li",
        tag("b", aspect.term),
        tag("span", state.term, class_="state"),
        tag("small", why, class_="why") if why else None,
        tag("small", means if state is State.OK else f"看的是：{means}"),
        class_=_CSS[state],
    )


def _troubles(statement: Statement) -> Iterator[Html]:
    for each in statement.results:
        if each.state is State.OK or not each.message:
            continue
        where = f"第{each.line}行，" if each.line is not None else ""
        step = tag("small", f"→ {each.next_step}") if each.next_step else None
        yield tag("li", f"{each.check.term}：{where}{each.message}", step, class_=_CSS[each.state])


def _chain(chain: Chain, about: Timeline) -> Html:
    rows = [row_html(about, row, chain.statement) for row in about.rows]
    ahead = [*about.waiting, *(each for each in about.stations if each.state is StationState.SKIPPED)]
    final = next((each for each in ahead if each.needs_final), None)
    for station in ahead:
        if station is final:
            rows.append(_final())
        rows.append(station_html(about, station))
    return tag("section", tag("h2", "经过"), tag("ol", joined(rows, "\n"), class_="chain"), class_="story")


def _final() -> Html:
    name = tag("h3", tag("span", "定稿", class_="step"))
    card = tag("div", name, tag("p", "签发、登记以后：gongwen build --final", class_="who"), class_="card")
    return tag("li", tag("span", class_="when"), tag("span", class_="node"), card, class_="row later")


def _foot(about: Timeline, version: str) -> Html:
    head = tag("p", "末行的摘要 ", tag("code", about.head)) if about.head else None
    return tag(
        "footer",
        tag("p", "件号 ", tag("code", about.case)),
        head,
        tag("p", f"gongwen {version}。这一页不联网，没有脚本；时间都是东八区的。"),
    )
