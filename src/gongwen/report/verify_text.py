"""gongwen verify 的终端文字：是哪一份，结论，六项各自的检查，照的哪一份名册。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.report.pointed import printable
from gongwen.signoff.verify.checks import State
from gongwen.signoff.verify.words import statement_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongwen.signoff.verify import Statement
    from gongwen.signoff.verify.words import Line

_COLOURS = {State.OK: "32", State.FAIL: "1;31", State.UNKNOWN: "33"}


def verify_text(
    statement: Statement, *, roster: str, receipts: str, ignored: Sequence[str] = (), colour: bool = False
) -> str:
    """以换行结尾的全文。

    roster、receipts 是照的哪一份（没有为空）；ignored 是案卷里夹带的、没有用的；colour 只在终端里用。
    """
    lines = [_painted(each) if colour else each.text for each in statement_lines(statement)]
    if ignored:
        lines.append(ignored_words(ignored) + "；要用，写 --roster、--receipts")
    lines.append(f"名册：{printable(roster) or '没有'}；回执登记簿：{printable(receipts) or '没有'}")
    return "\n".join([*lines, ""])


def ignored_words(ignored: Sequence[str]) -> str:
    """案卷里夹带的没有用。"""
    return f"案卷里的 {'、'.join(ignored)} 没有用：外来的案卷会夹带假的"


def _painted(line: Line) -> str:
    return line.text if line.state is None else f"\x1b[{_COLOURS[line.state]}m{line.text}\x1b[0m"
