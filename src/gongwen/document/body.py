"""正文的组成：标题行、段落、表格、图片，各带原文位置；都不可变。"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from gongwen.document.numbering import Number
    from gongwen.spans import Span, Text


@dataclass(frozen=True, slots=True)
class Heading:
    """结构层次标题。level 1–4；0 为编、章、节（居中，惯例）。

    text 是标题部分（含序数；run_in 不为 None 时以“。”结尾）；run_in 是同一行中接排的正文。
    """

    level: int
    text: Text
    number: Number | None = None
    run_in: Text | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """一个自然段；number 是段首的序数（条、款、项），没有为 None。"""

    text: Text
    number: Number | None = None


class Align(StrEnum):
    """表格列的对齐；AUTO 由排版按列中文字的长短定。"""

    AUTO = "auto"
    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Table:
    """表格：rows 第一行是表头（跨页重复）；各行列数相同；aligns 每列一个。"""

    rows: tuple[tuple[Text, ...], ...]
    aligns: tuple[Align, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Image:
    """图片：path 是草稿中所写的相对路径，alt 是替代文字，data 是已检验的字节，宽高为像素。

    turns：像素要顺时针转几个直角才是正的（手机照片把方向记在 EXIF 里）；宽高是转正之后的。
    """

    path: Text
    alt: Text
    span: Span
    data: bytes
    media: str
    width: int
    height: int
    turns: int = 0


Block: TypeAlias = Heading | Paragraph | Table | Image
