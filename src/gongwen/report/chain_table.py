"""几件公文的一张表：标题、路线、到哪一步、等谁、几天没有动。"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from gongwen.report.chain_words import where_words, whom_words
from gongwen.report.pointed import columns, printable
from gongwen.report.table_text import fitted
from gongwen.signoff.timeline import Stage

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gongwen.report.chains import Chain

WIDTH = 120
HEAD = ("没有动", "到哪一步", "等谁", "路线", "标题")
# 各栏最多占几格；末栏占剩下的
_ROOMS = (8, 20, 28, 24)
_GAP = 2
_RED, _DIM, _BOLD = "1;31", "2", "1"


def chains_text(chains: Sequence[Chain], *, width: int = WIDTH, colour: bool = False) -> str:
    """一张表，以换行结尾：最久没有动的在先，办完的在后；读不了的在表后说明。"""
    known = [each for each in in_order(chains) if each.timeline is not None]
    rows = [cells(each) for each in known]
    widths = [min(max(columns(row[at]) for row in (HEAD, *rows)), room) for at, room in enumerate(_ROOMS)]
    widths.append(max(width - sum(widths) - _GAP * len(widths), 24))
    lines = []
    if rows:
        lines.append(_painted(_line(HEAD, widths), _BOLD, on=colour))
    for chain, row in zip(known, rows, strict=True):
        style = _style(chain)
        lines.append(_painted(_line(row, widths), style, on=colour))
    for each in chains:
        if each.problem is not None:
            lines += [printable(line) for line in f"读不了：{each.problem}".splitlines()]
    return "\n".join([*lines, chains_summary(chains)]) + "\n"


def in_order(chains: Iterable[Chain]) -> list[Chain]:
    """最久没有动的在先，办完的、读不了的在后。"""
    return sorted(chains, key=lambda each: (_is_over(each), -(each.idle or 0), each.path))


def cells(chain: Chain) -> tuple[str, str, str, str, str]:
    """一行的各格，照 HEAD 的次序；都是可以安全打印的。"""
    about = chain.timeline
    assert about is not None
    idle = "" if chain.idle is None else f"{chain.idle}天"
    texts = (idle, where_words(about), whom_words(about), about.route, about.title or chain.path)
    first, second, third, fourth, fifth = (printable(" ".join(text.split())) for text in texts)
    return first, second, third, fourth, fifth


def chains_summary(chains: Sequence[Chain]) -> str:
    """一句总结：几件，各到了哪个阶段。"""
    stages = Counter(each.timeline.stage for each in chains if each.timeline is not None)
    told = [f"{stage.value}{stages[stage]}件" for stage in Stage if stages[stage]]
    unread = sum(each.timeline is None for each in chains)
    told += [f"读不了{unread}件"] if unread else []
    return f"共{len(chains)}件：{'，'.join(told)}"


def _is_over(chain: Chain) -> int:
    if chain.timeline is None:
        return 2
    return int(chain.timeline.stage is Stage.FINISHED)


def _style(chain: Chain) -> str | None:
    about = chain.timeline
    if about is None or about.stage is Stage.FINISHED:
        return _DIM
    return _RED if about.stage in (Stage.CHANGED, Stage.TO_CONFIRM) else None


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    parts = [fitted(text, room) for text, room in zip(row, widths, strict=True)]
    padded = [part + " " * (room - columns(part) + _GAP) for part, room in zip(parts, widths, strict=True)]
    return "".join(padded).rstrip()


def _painted(text: str, style: str | None, *, on: bool) -> str:
    return f"\x1b[{style}m{text}\x1b[0m" if on and style else text
