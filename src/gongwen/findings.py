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


# 办公室制度：这三类一处差错也不行，正文差错不超过文件字数的万分之三
ZERO_TOLERANCE = (Zone.TITLE, Zone.NAME, Zone.POLICY)
LIMIT_PER_10K = 3


class Verdict(StrEnum):
    """通过或不通过。"""

    PASS = "pass"
    FAIL = "fail"


_DISPOSITIONS = {"confirmed": "核定", "dismissed": "驳回", "waived": "放行", "baselined": "列入基线"}


class Disposition(StrEnum):
    """一处是怎样处置的。"""

    CONFIRMED = "confirmed"
    DISMISSED = "dismissed"
    WAIVED = "waived"
    BASELINED = "baselined"

    @property
    def term(self) -> str:
        """中文名。"""
        return {"confirmed": "核定", "dismissed": "驳回", "waived": "放行", "baselined": "列入基线"}[
            self.value
        ]


@dataclass(frozen=True, slots=True)
class Ruling:
    """对一处的处置：人核定或驳回（by、reason），文中注明放行（reason），或列在基线里。"""

    kind: Disposition
    reason: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """一处差错或提示。

    span 为 None 表示没有位置（缺要素）；suggestion 为 None 表示没有改法，空串表示删去。
    source 是依据（标准条款、制度条文）。fingerprint 由规则、所在的句子、同样的第几处得出，前面添行删行
    不改变它。ruling 为 None 表示还没有人处置。
    """

    code: str
    name: str
    level: Level
    zone: Zone
    message: str
    span: Span | None
    suggestion: str | None
    source: str
    fingerprint: str = ""
    ruling: Ruling | None = None
