"""Word 的修订：删去的放进 w:del，添上的放进 w:ins，带作者、日期；格式照原来的。"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from gongwen.ooxml.names import qn
from gongwen.ooxml.runs import TEXT, lifted, make, run_format, text_run

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gongwen.ooxml.stamp import Stamp

Element: TypeAlias = Any

_DELETED = qn("w:delText")


class Reviser:
    """以一个人的名义作修订；ids 是没有用过的编号。"""

    def __init__(self, stamp: Stamp, ids: Iterator[str]) -> None:
        self._stamp, self._ids = stamp, ids
        self._inserted: set[Element] = set()

    def delete(self, runs: Sequence[Element]) -> None:
        """删去这些 w:r（按先后，里面只有要删的字）；在别人添的文字里的，删除套在添加里面。"""
        holder: Element | None = None
        for run in runs:
            for text in run.findall(TEXT):
                text.tag = _DELETED
            if holder is None or run.getprevious() is not holder:
                holder = self._stamp.sign(make("del"), next(self._ids))
                run.addprevious(holder)
            holder.append(run)

    def insert(self, text: str, beside: Element, *, after: bool) -> Element:
        """在 beside（一个 w:r）的后面或前面添上文字，格式与它相同；返回 w:ins。"""
        made = self._stamp.sign(make("ins", text_run(text, run_format(beside))), next(self._ids))
        place = lifted(beside, self._ids, after=after)
        if after:
            while place.getnext() in self._inserted:
                place = place.getnext()
            place.addnext(made)
        else:
            place.addprevious(made)
        self._inserted.add(made)
        return made
