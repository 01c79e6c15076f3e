"""主送、抄送、署名一类的机关列表：拆成一个个名称，各带位置；看一个名称是人还是机关、是哪一级。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.document.placeholders import UNFILLED
from gongwen.proofing.lazy import Lazy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.document.elements import Names
    from gongwen.proofing.reading import Reading
    from gongwen.spans import Text

# 括号里的分隔不拆：“各县（区、市）人民政府”。
_NAME = Lazy(r"(?:[^，、；。：,;:\s（(]|[（(][^（）()]{0,40}[）)]?)+")
_PERSON = Lazy(
    r"(?:同志们?|先生|女士|领导|[书记市县区州省镇乡局厅部院校处科盟旗]长|秘书长|总理|书记|主席|主任)(?:[（(][^（）()]{1,20}[）)])?$"
)
_CLASS = ("各", "有关", "其他", "所属", "直属")
UP_KINDS = frozenset({"report", "request"})


def names_in(text: Text) -> Iterator[Text]:
    """一段文字里的一个个名称；“@组名”、空位不拆。"""
    if not (text.value.startswith("@") or UNFILLED.search(text.value)):
        yield from (text.part(*found.span()) for found in _NAME.finditer(text.value))


def each_name(names: Names | None) -> Iterator[Text]:
    """列表里的一个个名称。"""
    for item in names.items if names else ():
        yield from names_in(item)


def whole_names(names: Names | None) -> Iterator[Text]:
    """写全了的名称：“各县教育局、公安局”里的“公安局”是承前省略，不算。"""
    for item in names.items if names else ():
        if item.value.startswith("@") or UNFILLED.search(item.value):
            continue
        grouped, end = False, 0
        for found in _NAME.finditer(item.value):
            grouped = grouped and item.value[end : found.start()] == "、"
            if not grouped:
                yield item.part(*found.span())
            grouped, end = grouped or found[0].startswith(_CLASS), found.end()


def plain(value: str) -> str:
    """去掉空白的名称。"""
    return "".join(value.split())


def is_person(name: str) -> bool:
    """写的是人：姓名加“同志”，或职务；“各县长”之类也是。机关名称里没有这些字尾。"""
    return _PERSON.search(name) is not None


def is_class(name: str) -> bool:
    """统称：“各县（区）人民政府”“市直有关单位”。"""
    return any(word in name for word in _CLASS) or "直" in name[:3]


def names_of(reading: Reading, *roles: str) -> tuple[str, ...]:
    """这些要素里的全部名称。"""
    elements = reading.elements
    found = (each_name(getattr(elements, role)) for role in roles) if elements else ()
    return tuple(plain(text.value) for texts in found for text in texts)


def is_written(text: Text) -> bool:
    """是原文里写着的：推断的、由单位资料补的没有位置。"""
    return text.offsets != ()
