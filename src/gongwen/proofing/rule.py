"""规则的形状：Rule（一条规则）与 Hit（它报的一处）。"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from gongwen.findings import Level, Zone
    from gongwen.proofing.reading import Reading
    from gongwen.spans import Span


@dataclass(frozen=True, slots=True)
class Hit:
    """规则报的一处。

    span 为 None 表示缺东西，没有位置；suggestion 为 None 表示没有改法，空串表示删去；
    zone、level 为 None 时，类别按所在文字、级别按规则；拿不准的一处把 level 写成 ADVICE。
    """

    span: Span | None
    message: str
    suggestion: str | None = None
    zone: Zone | None = None
    level: Level | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """一条规则：代码、名称、级别、依据、检查函数。检查函数只看 Reading，不改文字、不读文件。

    last_resort：兜底的，别的规则已经报了的地方不再报；general：笼统的，正好同一处别的规则也说了的，照别的改。
    """

    code: str
    name: str
    level: Level
    source: str
    check: Callable[[Reading], Iterable[Hit]]
    last_resort: bool = False
    general: bool = False
