"""呈现用的一项：一份 PDF 和它的对照，或者为什么没有量成。"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gongwen.layout.measure import Measured


@dataclass(frozen=True, slots=True)
class Inspected:
    """一份的结果；量不了的 measured 为 None，problem 写明原因。"""

    path: str
    measured: Measured | None
    problem: str | None = None
