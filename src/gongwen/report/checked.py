"""一个文件的校对结局：有结果，或读不了。"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gongwen.proofing.engine import ProofResult


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """result 与 problem 恰有一个不是 None；problem 是读不了的原因；notices 是读入时要告知的话。

    path 是显示的名字；origin 是真正的路径，名字不是 UTF-8 时两者不同。
    """

    path: str
    result: ProofResult | None = None
    problem: str | None = None
    notices: tuple[str, ...] = ()
    origin: Path | None = None

    @property
    def file(self) -> Path:
        """真正的路径。"""
        return self.origin or Path(self.path)

    def __post_init__(self) -> None:
        if (self.result is None) == (self.problem is None):
            raise ValueError("CheckedFile：result 与 problem 应当恰有一个")

    @property
    def passed(self) -> bool:
        """读了，而且没有越过任何一条线。"""
        return self.result is not None and not self.result.crossed

    def exit_code(self, *, gated: bool = False) -> int:
        """0 没有差错，1 有差错或有没读出来的面（gated 时：裁定不通过），2 读不了。"""
        if self.result is None:
            return 2
        wrong = self.result.errors or self.result.source.unread
        return int(bool(self.result.crossed if gated else wrong))
