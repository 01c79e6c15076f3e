"""BT11、BT12：文种写了错字；用了不是文种的词。页：bt11.md、bt12.md。BT01 不再报这两样。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.document.clauses import REGULATION
from gongwen.document.kinds import KINDS
from gongwen.findings import Level
from gongwen.proofing.hanzi import alike, near_sound
from gongwen.proofing.lexicon import load_rows
from gongwen.proofing.rule import Hit, Rule
from gongwen.proofing.rules.bt.titles import KIND_WORDS, own_titles, titles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.document.kinds import Kind
    from gongwen.proofing.reading import Reading
    from gongwen.proofing.rules.bt.titles import Title

_PAIRS = tuple(word for word in KIND_WORDS if len(word) == len("通知"))
_STATUTORY = {ending: kind for kind in KINDS for ending in kind.title_endings}
_MISSED_LETTERS = frozenset("涵含寒韩涿幽凼")
# 丢了一个字，剩下的也能认：“的知”只能是通知，“的通”要看文种键。
_LEFT = {
    word[keep]: [each for each in _PAIRS if each[keep] == word[keep]] for word in _PAIRS for keep in (0, 1)
}
_ENDS = ("的", "》")


def slip(title: Title, kind: Kind | None) -> Hit | None:
    """题末的文种多了、少了、写错了、写颠倒了一个字的一处；没有为 None。kind 是文种键。"""
    core, end = title.core, title.end
    doubled = next(
        (w for w in _PAIRS if core.endswith((f"的{w[0]}{w}", f"的{w}{w[1]}", f"》{w[0]}{w}"))), None
    )
    if doubled:
        extra = core[-3] == core[-2]
        start = end - 3 if extra else end - 1
        return Hit(title.span(start, start + 1), f"“{core[start]}”重复", "")
    if title.kind or end < len("关于的通"):
        return None
    return _shorter(title, kind) or _wrong(title, kind)


def _shorter(title: Title, kind: Kind | None) -> Hit | None:
    core, end = title.core, title.end
    if core[-2] not in _ENDS:
        return None
    last = core[-1]
    if last in _MISSED_LETTERS:
        return Hit(title.span(end - 1, end), f"“{last}”应为“函”", "函")
    fits = [word for word in _LEFT.get(last, ()) if kind is None or word in kind.title_endings]
    if not fits:
        return None
    suggestion = fits[0] if len(fits) == 1 else None
    return Hit(title.span(end - 1, end), "文种少了一个字", suggestion)


def _wrong(title: Title, kind: Kind | None) -> Hit | None:
    core, end = title.core, title.end
    tail = core[-2:]
    fits = [word for word in _PAIRS if _is_slip(tail, word)]
    chosen = [word for word in fits if kind and word in kind.title_endings] or fits
    if not chosen or (core[-3] not in _ENDS and tail != chosen[0][::-1]):
        return None
    suggestion = chosen[0] if len(chosen) == 1 else None
    shown = f"应为“{suggestion}”" if suggestion else "不是文种，像是写错了字"
    return Hit(title.span(end - 2, end), f"“{tail}”{shown}", suggestion)


def _is_slip(tail: str, word: str) -> bool:
    if tail == word[::-1]:
        return True
    wrong = [(one, other) for one, other in zip(tail, word, strict=True) if one != other]
    return len(wrong) == 1 and (near_sound(*wrong[0]) or alike(*wrong[0]))


def check_slips(reading: Reading) -> Iterator[Hit]:
    """“通只”“示请”“的知”“通通知”。"""
    for title in titles(reading):
        words = {row.values[0] for row in load_rows("title-invented")}
        found = None if title.core.endswith(tuple(words)) else slip(title, reading.kind)
        if found:
            yield found


def invented(title: Title) -> tuple[str, str] | None:
    """题末不是文种而当作文种用的词，和宜用的文种；没有为 None。"""
    fits = [
        (row.values[0], row.values[1])
        for row in load_rows("title-invented")
        if title.core.endswith(row.values[0])
    ]
    return max(fits, key=lambda fit: len(fit[0]), default=None) if not title.kind else None


def check_invented(reading: Reading) -> Iterator[Hit]:
    """“关于……的申请”“关于……的汇报”：写了文种键而与它不合的是差错，没有写的只作提示。"""
    for title in own_titles(reading):
        found = invented(title)
        if not found or "关于" not in title.outside:
            continue
        word, instead = found
        span = title.span(title.end - len(word), title.end)
        message = f"“{word}”不是公文文种，宜用{instead}"
        kind = reading.kind
        if kind and kind.statutory and kind.title_endings[0] in instead.split("或"):
            yield Hit(span, message, kind.title_endings[0])
        elif not kind or kind.statutory:
            yield Hit(span, message, level=Level.ADVICE)


_SOURCE = f"{REGULATION}第八条"
SLIPS = Rule("BT11", "文种写了错字", Level.ERROR, _SOURCE, check_slips)
INVENTED = Rule("BT12", "标题用了不是文种的词", Level.ERROR, _SOURCE, check_invented)
