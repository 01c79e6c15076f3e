"""读出来的：一处地方 Spot，一个人 Mention；报的一处 NameFinding。"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gongwen.findings import Level


@dataclass(frozen=True, slots=True)
class Spot:
    """一处地方：place 是给人看的位置，line 是它所在的一行，[start, end) 是 line 里所指的一段。"""

    place: str
    line: str
    start: int
    end: int

    @property
    def text(self) -> str:
        """所指的文字。"""
        return self.line[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Mention:
    """名单里的一个人。

    name 去掉了中间的空格；post、organ 是旁边写的职务、单位，没有写为空；
    group 是所在的一段，如“出席”；sheet 是第几张表，row 是第几行（整份文件里从 0 数），cell 是第几格。
    """

    name: str
    spot: Spot
    row: int
    cell: int = 0
    post: str = ""
    organ: str = ""
    group: str = ""
    post_spot: Spot | None = None
    sheet: int = 0


@dataclass(frozen=True, slots=True)
class NameFinding:
    """报的一处。suggestion 是名册里的写法，没有把握时为 None。"""

    code: str
    level: Level
    message: str
    spot: Spot
    suggestion: str | None = None
