"""各处认出来的合成一套要素：定文种、格式、发文机关、用印；原文没写而非有不可的留空位。"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gongwen.document.elements import AnnexEntry, Elements, Names
from gongwen.document.kinds import KINDS, PAPERS, Format
from gongwen.document.placeholders import TO_FILL
from gongwen.sources.plain.dates import read_date
from gongwen.sources.plain.furniture import labelled
from gongwen.sources.plain.shapes import is_organ
from gongwen.sources.plain.tail import title_organs
from gongwen.sources.plain.texts import Guess, made, tile

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gongwen.document.kinds import Kind
    from gongwen.sources.plain.head import Head
    from gongwen.sources.plain.tail import Tail
    from gongwen.spans import Text

_DATE_LABELS = ("成文日期", "成文时间")
MAX_BARE_TITLE = 4
MAX_LEADING = 30
_MEETING = re.compile(r".{4,40}(?:大会|会议|全会)")
_NAMED_BY_MASTHEAD = {"纪要": "minutes"} | dict.fromkeys(("简报", "快报", "专报", "信息", "动态"), "bulletin")


@dataclass(frozen=True, slots=True)
class Settled:
    """定下来的要素、文种、格式；used 是为此又用掉的行。"""

    elements: Elements
    kind: Kind | None
    format: Format
    used: frozenset[int]
    guesses: tuple[Guess, ...]


def settle(head: Head, tail: Tail, lines: Sequence[Text]) -> Settled:
    """合成要素。"""
    values: dict[str, Any] = {**head.values, **tail.values, "title": head.title.written or head.title.text}
    kind = _kind(head, values)
    layout = _layout(head, kind, values)
    if layout is Format.PLAIN and kind is not None and kind.statutory:
        kind = None
    guesses: list[Guess] = []
    used = _labelled_date(head, lines, values, guesses) if layout is not Format.PLAIN else frozenset()
    at = head.title.text
    guesses += _put_kind(at, head, kind, layout, values)
    guesses += _put_organs(head, kind, layout, values)
    guesses += _put_format(at, kind, layout, values)
    if tail.annexes.entries:
        values["annexes"] = tuple(AnnexEntry(entry.title) for entry in tail.annexes.entries)
    return Settled(Elements(**values), kind, layout, used, tuple(guesses))


def _kind(head: Head, values: Mapping[str, Any]) -> Kind | None:
    """标题的文种；标志是“××会议纪要”“××简报”的随标志。"""
    masthead = values.get("masthead")
    ending = "".join(masthead.value.split())[-2:] if masthead else ""
    name = _NAMED_BY_MASTHEAD.get(ending)
    named = next((kind for kind in (*KINDS, *PAPERS) if kind.name == name), None)
    return named or head.title.kind


def _layout(head: Head, kind: Kind | None, values: Mapping[str, Any]) -> Format:
    """公文、信函等格式；没有字号、标志、落款，标题也不像公文的是白头。"""
    numbered = "issue_number" in values
    if kind is not None and kind.default_format is not Format.GENERAL:
        return kind.default_format
    if _is_letter(head, values):
        return Format.LETTER
    if numbered or "issuing_organs" in values or head.title.lost_kind:
        return Format.GENERAL
    if kind is None or not kind.statutory:
        return Format.PLAIN
    plain = head.title.plain
    organ = any(title_organs(plain, word) for word in kind.title_endings)
    official = "issuers" in values or "关于" in plain or organ or len(plain) <= MAX_BARE_TITLE
    return Format.GENERAL if official else Format.PLAIN


def _is_letter(head: Head, values: Mapping[str, Any]) -> bool:
    """字号的机关代字以“函”收尾，标志又不是“××文件”：信函格式。"""
    number = values.get("issue_number")
    if head.letter or number is None or head.red_file:
        return head.letter and (number is not None or head.title.kind is not None)
    code = "".join(char for char in number.value.partition("〔")[0] if char.isalpha())
    return code.endswith("函")


def _labelled_date(
    head: Head, lines: Sequence[Text], values: dict[str, Any], guesses: list[Guess]
) -> frozenset[int]:
    """落款没有日期的，取网页索引表里的成文日期。"""
    if "dated" in values:
        return frozenset()
    for at, line in enumerate(lines[: head.title.first]):
        label = labelled(line.value)
        if label is None or label[0] not in _DATE_LABELS or at in head.used:
            continue
        date = read_date(tile(line, label[1], len(line.value)))
        if date and date.whole:
            values["dated"] = date.text
            guesses.append(Guess(line.span.start, f"落款没有日期，取索引表的成文日期：{date.text.value}"))
            return frozenset({at})
    return frozenset()


def _put_kind(at: Text, head: Head, kind: Kind | None, layout: Format, values: dict[str, Any]) -> list[Guess]:
    if kind is not None:
        word = next((word for word in kind.title_endings if head.title.plain.endswith(word)), kind.term)
        values["kind"] = made(word if word in kind.written else kind.term, at.span)
        return []
    if layout is Format.PLAIN:
        return []
    values["kind"] = made(TO_FILL.format("文种"), at.span)
    told = head.title.text.value.endswith(TO_FILL.format("文种"))
    return [] if told else [Guess(at.span.start, "标题里没有文种，“文种”留出空位")]


def _put_organs(head: Head, kind: Kind | None, layout: Format, values: dict[str, Any]) -> list[Guess]:
    """发文机关：标志、署名、标题开头，依次取；都没有的留空位（白头不用）。"""
    title = head.title
    start = title.text.span.start
    if "issuing_organs" in values:
        return []
    issuers = values.get("issuers")
    if issuers is not None:
        values["issuing_organs"] = Names(tuple(made(item.value, item.span) for item in issuers.items))
        return []
    if layout is Format.PLAIN:
        values["sealing"] = made("不落款", title.text.span)
        return [Guess(start, "没有落款，不排署名和日期")]
    written = title.text.value.replace("\n", " ")
    words = kind.title_endings if kind else ("",)
    organs = next((found for word in words if (found := title_organs(written, word))), None)
    organs = organs or next((found for word in words if (found := title_organs(title.plain, word))), None)
    organs = organs or _leading_organ(title.plain)
    if organs:
        values["issuing_organs"] = Names(tuple(made(name, title.text.span) for name in organs))
        return [Guess(start, f"发文机关取自标题：{'、'.join(organs)}")]
    values["issuing_organs"] = Names((made(TO_FILL.format("发文机关"), title.text.span),))
    return [Guess(start, "没有找到发文机关，留出空位")]


def _leading_organ(plain: str) -> tuple[str, ...]:
    """标题开头最长的一个机关名称，如“××市人民政府第12次常务会议纪要”；决议由会议作出，就是会议。"""
    named = plain.partition("关于")[0]
    if _MEETING.fullmatch(named):
        return (named,)
    fits = [named[:end] for end in range(min(MAX_LEADING, len(named)), 3, -1) if is_organ(named[:end])]
    return (fits[0],) if fits else ()


def _put_format(at: Text, kind: Kind | None, layout: Format, values: dict[str, Any]) -> list[Guess]:
    default = kind.default_format if kind else Format.GENERAL
    if layout is default:
        return []
    values["format"] = made(layout.value, at.span)
    if layout is Format.PLAIN:
        said = "没有字号和发文机关标志，按白头文件排（不排红头）"
    else:
        said = f"格式按发文字号认作{layout}"
    return [Guess(at.span.start, said)]
