"""长度单位。内部一律用 pt（1/72 英寸，Typst 与 OOXML 共用）。"""

from __future__ import annotations

PT_PER_MM = 72 / 25.4
TWIPS_PER_PT = 20
EMU_PER_PT = 12700


def mm(value: float) -> float:
    """毫米换成 pt。"""
    return value * PT_PER_MM


def twips(points: float) -> int:
    """pt 换成 twip（1/20 pt）。"""
    return round(points * TWIPS_PER_PT)


def cells(text: str) -> float:
    """文字占几个字宽：汉字和全角标点 1，ASCII 0.5（半角数字、字母按半字计）。"""
    return sum(0.5 if ord(char) < 0x2000 and char != "·" else 1.0 for char in text)
