"""读数：“1,234.5万”“十二”“3.5亿”的值。"""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from gongwen.document.numbering import han_number

NUMBER = r"\d[\d,，]{0,18}(?:\.\d{1,6})?"
_SCALES = {
    "": Decimal(1),
    "百": Decimal(100),
    "千": Decimal(1000),
    "万": Decimal(10**4),
    "亿": Decimal(10**8),
}
_SCALES["百万"] = Decimal(10**6)
_SCALES["千万"] = Decimal(10**7)
_SCALES["万亿"] = Decimal(10**12)


def amount(written: str, scale: str = "") -> Decimal | None:
    """阿拉伯数字的值，千分撇不计；scale 是万、亿之类。写得不成数的为 None。"""
    try:
        return Decimal(written.replace(",", "").replace("，", "")) * _SCALES[scale]
    except (InvalidOperation, KeyError):
        return None


def counted(written: str) -> int | None:
    """一个不大的整数：“12”“十二”“两”。"""
    if written.isascii() and written.isdigit():
        return int(written)
    return han_number(written)


def rounding(written: str, scale: str = "") -> Decimal:
    """照所写的位数，四舍五入最多差多少：“1.5万”是 0.05 万。"""
    decimals = len(written.partition(".")[2])
    return Decimal(5) / Decimal(10 ** (decimals + 1)) * _SCALES.get(scale, Decimal(1))
