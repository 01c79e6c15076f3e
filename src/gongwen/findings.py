"""校对结果：Finding、级别 Level、区域 Zone、裁定 Verdict。"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gongwen.spans import Span


class Level(StrEnum):
    """差错计入差错率，提示不计。"""

    ERROR = "error"
    ADVICE = "advice"

    @property
    def term(self) -> str:
        """中文名。"""
        return "差错" if self is Level.ERROR else "提示"


class Zone(StrEnum):
    """差错按哪一类计入裁定；取最先符合的一类。"""

    TITLE = "标题"
    NAME = "重要人物姓名"
    POLICY = "重大方针政策"
    BODY = "正文"
    OTHER = "其他要素"
    BLANK = "空位"


class Verdict(StrEnum):
    """通过或不通过。"""

    PASS = "pass"
    FAIL = "fail"


@dataclass(frozen=True, slots=True)
class Finding:
    """一处差错或提示。

    span 为 None 表示没有位置（缺要素）；suggestion 为 None 表示没有改法，空串表示删去。
    source 是依据（标准条款、制度条文）。
    """

    code: str
    name: str
    level: Level
    zone: Zone
    message: str
    span: Span | None
    suggestion: str | None
    source: str
