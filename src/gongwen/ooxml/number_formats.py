"""编号的写法（ECMA-376 第一部分 17.18.59 ST_NumberFormat）：一个数在某种格式里写成什么。

Word 与标准不同的地方照 Word（MS-OI29500 2.1.540）：ideographEnclosedCircle 是“㈠”。没有列的格式写阿拉伯数字。
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_UNITS = ("", "十", "百", "千")
_LEGAL_UNITS = ("", "拾", "佰", "仟")
_DIGITS = "零一二三四五六七八九"
_SIMPLIFIED = "零壹贰叁肆伍陆柒捌玖"
_TRADITIONAL = "零壹貳參肆伍陸柒捌玖"
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_MAX_ROMAN = 32767
_MAX_HAN = 99999
_MAX_LETTER = 780  # Word 写到 30 个字母为止


def formatted(value: int, kind: str) -> str:
    """value 按格式 kind（w:numFmt 的取值）写成的文字；写不了的写阿拉伯数字，none 为空串。"""
    if kind == "none":
        return ""
    write = _FORMATS.get(kind)
    return (write(value) if write and value >= 0 else None) or str(value)


def _grouped(value: int, digits: str, units: tuple[str, ...], thousands: str = "万") -> str:
    """“一百零一”：中间的零写一个，末尾的不写。"""
    high, low = divmod(value, 10000)
    if high:
        rest = _grouped(low, digits, units, thousands) if low else ""
        gap = digits[0] if 0 < low < 1000 else ""
        return _grouped(high, digits, units, thousands) + thousands + gap + rest
    written, pending = "", False
    for place in range(3, -1, -1):
        digit = value // 10**place % 10
        if digit:
            written += (digits[0] if pending and written else "") + digits[digit] + units[place]
        pending = not digit
    return written or digits[0]


def _counted(value: int) -> str | None:
    """十、十一、二十、一百零一。"""
    if value > _MAX_HAN:
        return None
    written = _grouped(value, _DIGITS, _UNITS)
    return written[1:] if 10 <= value < 20 else written


def _positional(value: int, zero: str) -> str:
    return "".join((zero + _DIGITS[1:])[int(digit)] for digit in str(value))


def _chinese(value: int) -> str | None:
    """一、十、九十九、一○○（超过两位就逐位写，零是 U+25CB）。"""
    return _counted(value) if 0 < value < 100 else _positional(value, "○")


def _japanese(value: int) -> str | None:
    """百一、千二百：百、千之前不写“一”，中间不写零。"""
    if not 0 < value <= 9999:
        return None
    return "".join(
        ("" if digit == 1 and place else _DIGITS[digit]) + _UNITS[place]
        for place in range(3, -1, -1)
        if (digit := value // 10**place % 10)
    )


def _legal(digits: str, thousands: str) -> Callable[[int], str | None]:
    return lambda value: _grouped(value, digits, _LEGAL_UNITS, thousands) if value <= _MAX_HAN else None


def _letters(first: str) -> Callable[[int], str | None]:
    """a、b……z、aa、bb：满 26 个，同一个字母多写一遍。"""

    def write(value: int) -> str | None:
        if not 0 < value <= _MAX_LETTER:
            return None
        return chr(ord(first) + (value - 1) % 26) * ((value - 1) // 26 + 1)

    return write


def _roman(value: int) -> str | None:
    if not 0 < value <= _MAX_ROMAN:
        return None
    written = ""
    for worth, letters in _ROMAN:
        count, value = divmod(value, worth)
        written += letters * count
    return written


def _lower_roman(value: int) -> str | None:
    written = _roman(value)
    return written.lower() if written else None


def _circled(value: int) -> str | None:
    """①—⑳、㉑—㉟、㊱—㊿。"""
    if 0 < value <= 20:
        return chr(0x245F + value)
    if 20 < value <= 35:
        return chr(0x3250 + value - 20)
    return chr(0x32B1 + value - 36) if 35 < value <= 50 else None


def _from(before: int, most: int) -> Callable[[int], str | None]:
    """一串连着的字，before 是第一个之前的码。"""
    return lambda value: chr(before + value) if 0 < value <= most else None


def _of(chars: str) -> Callable[[int], str | None]:
    return lambda value: chars[value - 1] if 0 < value <= len(chars) else None


def _full_width(value: int) -> str:
    return "".join(chr(ord(digit) + 0xFEE0) for digit in str(value))


_FORMATS: dict[str, Callable[[int], str | None]] = {
    "chineseCounting": _chinese,
    "taiwaneseCounting": _chinese,
    "chineseCountingThousand": _counted,
    "taiwaneseCountingThousand": _counted,
    "japaneseCounting": _japanese,
    "ideographDigital": lambda value: _positional(value, "〇"),
    "taiwaneseDigital": lambda value: _positional(value, "○"),
    "japaneseDigitalTenThousand": lambda value: _positional(value, "〇"),
    "chineseLegalSimplified": _legal(_SIMPLIFIED, "万"),
    "ideographLegalTraditional": _legal(_TRADITIONAL, "萬"),
    "ideographTraditional": _of("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _of("子丑寅卯辰巳午未申酉戌亥"),
    "ideographEnclosedCircle": _from(0x321F, 10),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": _from(0x2473, 20),
    "decimalEnclosedFullstop": _from(0x2487, 20),
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "decimalZero": lambda value: f"{value:02d}",
    "numberInDash": lambda value: f"- {value} -",
    "lowerLetter": _letters("a"),
    "upperLetter": _letters("A"),
    "lowerRoman": _lower_roman,
    "upperRoman": _roman,
}
