"""一份会务材料的核对结局：有结果，或读不了。"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gongwen.proofing.names.checks import Checked


@dataclass(frozen=True, slots=True)
class CheckedNames:
    """result 与 problem 恰有一个不是 None；problem 是读不了的原因。"""

    path: str
    result: Checked | None = None
    problem: str | None = None

    def __post_init__(self) -> None:
        if (self.result is None) == (self.problem is None):
            raise ValueError("CheckedNames：result 与 problem 应当恰有一个")
