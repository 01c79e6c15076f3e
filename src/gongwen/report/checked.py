"""一个文件的校对结局：有结果，或读不了。"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gongwen.proofing.engine import ProofResult


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """result 与 problem 恰有一个不是 None；problem 是读不了的原因。"""

    path: str
    result: ProofResult | None = None
    problem: str | None = None

    def __post_init__(self) -> None:
        if (self.result is None) == (self.problem is None):
            raise ValueError("CheckedFile：result 与 problem 应当恰有一个")

    @property
    def passed(self) -> bool:
        """读了，而且没有越过任何一条线。"""
        return self.result is not None and not self.result.crossed
