"""符号字体（Symbol、Wingdings）里的字换成通用的字。"""

from __future__ import annotations

_WINGDINGS = {
    0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "□", 0x72: "□", 0x75: "◆", 0x76: "❖", 0xA7: "▪", 0xA8: "□",
    0xD8: "➢", 0xE0: "→", 0xDF: "←", 0xE1: "↑", 0xE2: "↓", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
    0x46: "☞", 0xAB: "★", 0xB5: "☆",
}  # fmt: skip
_WINGDINGS2 = {0x50: "✓", 0x4F: "✗", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "□", 0x2A: "□"}
_SYMBOL = {
    0xB7: "•", 0xB0: "°", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xA3: "≤", 0xB3: "≥", 0xB9: "≠", 0xBB: "≈",
    0xA5: "∞", 0xD6: "√", 0xAE: "→", 0xAC: "←", 0xAD: "↑", 0xAF: "↓", 0x61: "α", 0x62: "β", 0x67: "γ",
    0x64: "δ", 0x6D: "μ", 0x70: "π", 0x53: "Σ", 0x57: "Ω", 0x44: "Δ", 0x6C: "λ", 0x71: "θ", 0x66: "φ",
    0x73: "σ", 0x77: "ω", 0xA2: "′", 0xB2: "″", 0xCE: "∈", 0xC7: "∩", 0xC8: "∪", 0xA8: "♥", 0xA9: "♠",
}  # fmt: skip
_FONTS = {"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS2, "symbol": _SYMBOL}
_LAST = 0x10FFFF


def symbol(font: str, code: str) -> str:
    """w:sym 的一个字：知道的换成通用的字，不知道的照它的码（多半在私用区）。码写得不对时为“□”。"""
    try:
        point = int(code, 16)
    except ValueError:
        return "□"
    known = (
        _FONTS.get(font.strip().lower(), {}).get(point & 0xFF) if point <= 0xFF or _is_symbol(point) else None
    )
    if known:
        return known
    return chr(point) if _fits(point) else "□"


def is_private(char: str) -> bool:
    """在私用区：没有通用的意思，换一台机器、换一种字体就不是那个样子。"""
    return "\ue000" <= char <= "\uf8ff" or char >= "\U000f0000"


def _is_symbol(point: int) -> bool:
    return 0xF000 <= point <= 0xF0FF


def _fits(point: int) -> bool:
    return 0x20 <= point <= _LAST and not 0xD800 <= point <= 0xDFFF and not 0x7F <= point < 0xA0
