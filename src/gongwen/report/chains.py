"""呈现用的一件：路径，走到了哪里，或者为什么读不了。"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gongwen.signoff.timeline import Timeline
    from gongwen.signoff.verify import Statement


@dataclass(frozen=True, slots=True)
class Chain:
    """一件。

    timeline、problem 恰有一个不是 None；idle 是几天没有动，办完了的、不知道的为 None；statement 是
    验证的结论，没有验证的为 None；ignored 是案卷里夹带的、没有用的名册等。
    """

    path: str
    timeline: Timeline | None
    problem: str | None = None
    idle: int | None = None
    statement: Statement | None = None
    ignored: tuple[str, ...] = ()
