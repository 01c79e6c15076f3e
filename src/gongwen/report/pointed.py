"""终端里看得清的一行：可以安全写出的文字，所报之处的一行和它下面的一排 ^。"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gongwen.spans import SourceText, Span

# 所报之处左右各留的显示宽度（半角为 1，汉字为 2）；所报之处太长时只显示开头。
_SIDE, _PLACE = 36, 60
# 一行里最多看所报之处两边这么多字：几十万字不分行的，也不慢成平方。
_REACH = 200
# 截短处：下面要对齐的用半角的点，“……”在有的终端里宽一倍
_DOTS, _ELLIPSIS = "...", "……"
# 控制符、双向控制符、代理、私用、行段分隔：写进终端会改动屏幕或颠倒文字。
_UNSAFE = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})


def printable(text: str) -> str:
    """可以安全写到终端的文字：制表符换成空格，控制字符写成 <U+001B> 的样子。"""
    if text.isprintable():
        return text
    return "".join(_printable_char(char) for char in text)


def is_unsafe(char: str) -> bool:
    """看不见，或会改动屏幕、颠倒文字的字符。"""
    return unicodedata.category(char) in _UNSAFE


def _printable_char(char: str) -> str:
    if char == "\t":
        return " "
    return f"<U+{ord(char):04X}>" if is_unsafe(char) else char


@dataclass(frozen=True, slots=True)
class PointedLine:
    """所报之处所在的一行，前后截短，分作三段；都是可以安全写出的文字。"""

    before: str
    place: str
    after: str

    @property
    def text(self) -> str:
        """三段连起来的一行。"""
        return self.before + self.place + self.after

    def marks(self, char: str = "^") -> str:
        """写在下一行的一排 char，正对着所报之处；是插入点时只有一个。"""
        return " " * columns(self.before) + char * max(1, columns(self.place))


def pointed_line(source: SourceText, span: Span, cut: str = _DOTS) -> PointedLine:
    """区间所在的一行；跨行的只显示头一行，cut 写在截短处。"""
    text, whole = source.text, source.line_span(source.position(span.start)[0])
    start = min(span.start, whole.end)
    end = max(start, min(span.end, whole.end))
    low, high = max(whole.start, start - _REACH), min(whole.end, end + _REACH)
    before, after = text[low:start], text[end:high]
    if low == whole.start:
        before = before.lstrip()
    place = text[start : min(end, start + _REACH)]
    return PointedLine(
        _tail(printable(before), cut, more=low > whole.start),
        _head(printable(place), _PLACE, cut, more=end > start + _REACH),
        _head(printable(after), _SIDE, cut, more=high < whole.end).rstrip(),
    )


def marked_line(source: SourceText, span: Span) -> str:
    """所报之处所在的一行，前后截短，所报之处用【】括起：只有一行地方时用。"""
    line = pointed_line(source, span, _ELLIPSIS)
    return f"{line.before}【{line.place}】{line.after}"


def columns(text: str) -> int:
    """在终端里占几格：汉字、全角标点、表情两格，组合符号不占。

    “”‘’……这些宽窄不定的算一格：现在的终端大都这样显示。
    """
    return sum(map(_width, text))


def _width(char: str) -> int:
    if char.isascii():
        return 1
    if unicodedata.category(char) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _fitting(chars: Iterable[str], width: int) -> int:
    """从头数起，显示宽度之内有几个字。"""
    used = count = 0
    for char in chars:
        used += _width(char)
        if used > width:
            break
        count += 1
    return count


def _head(text: str, width: int, cut: str, *, more: bool) -> str:
    count = _fitting(text, width)
    return text[:count] + (cut if more or count < len(text) else "")


def _tail(text: str, cut: str, *, more: bool) -> str:
    count = _fitting(reversed(text), _SIDE)
    kept = text[len(text) - count :]
    if not more and count == len(text):
        return kept
    # 从组合符号断开的，丢掉没有了主人的符号
    return cut + kept[_fitting(kept, 0) :]
