"""排成多少面之后才知道的事。"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

ColophonBreak: TypeAlias = Literal["none", "next", "even", "blank_even"]


@dataclass(frozen=True, slots=True)
class FaceFacts:
    """由 PDF 的面数得知、DOCX 自己定不了的事。

    colophon_break 是版记的去处：none 在末一面底端；next 另起一面；even 另起偶数面，照编页码；
    blank_even 空一个奇数面再起偶数面，这两面都不编页码（GB/T 9704—2012 7.5）。
    keep_last 为真时末段随署名换面，与 PDF 一致。
    """

    colophon_break: ColophonBreak = "none"
    keep_last: bool = False
