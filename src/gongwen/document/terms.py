"""术语：文档模型的每个字段都声明自己的中文术语、条款与草稿写法。

front matter 的键、报错用语和术语表（docs/术语表.md）都由这里的声明生成。
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    from gongwen.document.clauses import Strength


class Shape(StrEnum):
    """草稿中一个键的取值形状。"""

    TEXT = "一个值"
    DATE = "日期，如 2026年3月12日"
    CHOICE = "下列之一"
    NAMES = "一个值或列表"
    ANNEXES = "列表：标题，或 {标题, 文件}"
    FILE = "文件（草稿所在文件夹之内）"
    STAMPS = "{职务, 姓名}，或其列表"


@dataclass(frozen=True, slots=True)
class Term:
    """一个术语。name 是英文标识，key 是草稿键（与 term 相同），clause 是 GB/T 9704 条款或其他依据。"""

    name: str
    term: str
    clause: str
    strength: Strength
    shape: Shape
    meaning: str
    choices: tuple[str, ...] = ()
    required: bool = False


def element(
    term: str,
    clause: str,
    strength: Strength,
    shape: Shape,
    meaning: str,
    *,
    choices: tuple[str, ...] = (),
    required: bool = False,
) -> Any:
    """带术语声明的数据类字段，默认 None。"""
    declared = {
        "term": term,
        "clause": clause,
        "strength": strength,
        "shape": shape,
        "meaning": meaning,
        "choices": choices,
        "required": required,
    }
    return field(default=None, metadata=declared)


def terms_of(model: type[DataclassInstance]) -> tuple[Term, ...]:
    """数据类各字段声明的术语，按字段次序。缺声明的字段引发 KeyError（有测试把关）。"""
    return tuple(Term(name=item.name, **item.metadata) for item in fields(model))
