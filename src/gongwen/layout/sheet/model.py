"""一张发文稿纸上有什么：要素、各步的意见、登记的各项。没有填的就空着，留给笔。"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Opinion:
    """一个人的意见：写了什么、姓名、日期（照印的样子），要注明的（如“手签登记：周启明”）。"""

    name: str
    date: str
    text: str = ""
    marks: tuple[str, ...] = ()


class Size(StrEnum):
    """意见格的大小：签发的最大；只签姓名日期的最小。"""

    APPROVAL = "approval"
    OPINION = "opinion"
    RECORD = "record"


@dataclass(frozen=True, slots=True)
class Box:
    """一个意见格：label 是步骤的名称，hint 是由谁办（哪个角色，或会签的哪一家）；没有意见的空着。"""

    label: str
    hint: str = ""
    opinions: tuple[Opinion, ...] = ()
    size: Size = Size.OPINION


@dataclass(frozen=True, slots=True)
class Field:
    """一个要素格：栏名和内容；内容空的留着手填。"""

    label: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """一张稿纸。

    heading 是纸的名称；marks 是顶上一行（密级、紧急程度、公开属性）；boxes 是签发和之前各步，照印的先后；
    drafting 是主办单位、拟稿人、电话一行；title 是公文标题；fields 各占一行（主送、抄送、附件）；
    numbers 是同一行的发文字号、份数；records 是签发之后的各项；remark 是备注；
    source 印在页脚，说明这张纸由什么得来；date 是文档属性里的日期，没有时用固定日期。
    """

    heading: str
    marks: tuple[Field, ...] = ()
    boxes: tuple[Box, ...] = ()
    drafting: tuple[Field, ...] = ()
    title: str = ""
    fields: tuple[Field, ...] = ()
    numbers: tuple[Field, ...] = ()
    records: tuple[Box, ...] = ()
    remark: str = ""
    source: str = ""
    date: tuple[int, int, int] | None = None
