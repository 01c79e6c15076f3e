"""Word 文件读成的一份文字（Story），和每个字在哪个部件的哪个节点（Stretch）。

text 一段一行；自动编号、表格的“|”、换行都是读的时候添的，没有哪个节点与它们对应，不在任何一节 Stretch 里。
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class AsideKind(StrEnum):
    """正文以外的文字。目录是由标题生成的，不当作正文再看一遍。"""

    CONTENTS = "目录"
    HEADER = "页眉"
    FOOTER = "页脚"
    FOOTNOTE = "脚注"
    ENDNOTE = "尾注"


@dataclass(frozen=True, slots=True)
class Stretch:
    """text[start:end] 来自部件 part 里第 node 个带文字的节点，从它的第 offset 个字起。

    节点按文档次序从 0 数，见 reader.text_nodes；w:tab、w:br 之类的节点算一个字。
    """

    start: int
    end: int
    part: str
    node: int
    offset: int


@dataclass(frozen=True, slots=True)
class Aside:
    """正文以外的一段文字 text[start:end]，排在正文之后，各占一行或几行。"""

    kind: AsideKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Story:
    """marks 是（偏移, 标签），如 (0, "第1段")，按偏移；body_end 是正文（含表格、文本框）在 text 里的终点。

    stretches 按 start 排列、互不重叠；notices 是读的时候要告诉用户的话（有修订、有宏没有运行……）。
    """

    text: str
    marks: tuple[tuple[int, str], ...]
    stretches: tuple[Stretch, ...]
    asides: tuple[Aside, ...]
    body_end: int
    notices: tuple[str, ...] = ()
