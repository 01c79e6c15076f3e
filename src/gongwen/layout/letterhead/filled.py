"""填好的一件；单独一个模块，平常的构建引用它不必载入别的。"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gongwen.layout.pdf import Pdf
    from gongwen.layout.plan import Plan


@dataclass(frozen=True, slots=True)
class Filled:
    """按信笺填好的一件。

    pdf 在不要 PDF 时字节为空、面数为零；template 是信笺的文件名；versions 是填信笺、排 PDF 的部件的版本。
    """

    docx: bytes
    pdf: Pdf
    plan: Plan
    notices: tuple[str, ...]
    template: str
    versions: Mapping[str, str]
