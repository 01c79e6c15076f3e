"""BD24、BD25：省略号的形式，省略号与“等”、点号。页：bd24.md、bd25.md。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.findings import Level
from gongwen.proofing.lazy import Lazy
from gongwen.proofing.rule import Hit, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.proofing.reading import Reading

_DOTS = Lazy(r"(?<!…)(?:…|…{3})(?!…)|⋯{1,6}|[·•]{3,12}|．{2,12}")
_NEAR_HAN = Lazy(r"[\u4e00-\u9fff，。、；：”’）》0-9]")


def _check_shape(reading: Reading) -> Iterator[Hit]:
    """半个、一个半省略号，用间隔号、全角句点打的省略号。"""
    for piece in reading.with_any("…", "⋯", "···", "•••", "．．"):
        value = piece.text.value
        for found in _DOTS.finditer(value):
            start, end = found.span()
            # 型号、电码里的不在汉字后面；【待填：…】是空位的写法
            if start and value[end : end + 1] not in ("】", "-") and _NEAR_HAN.match(value, start - 1):
                yield Hit(piece.text.at(start, end), "省略号的形式是“……”", "……")


SHAPE = Rule("BD24", "省略号的形式", Level.ERROR, "GB/T 15834—2011 4.11.2", _check_shape)

_WITH_ETC = Lazy(r"(……)(?:等等|等(?![级于待同候效价额])|之类)|(?:等等|[^相均平同]等)(……)")
_AFTER_MARK = Lazy(
    r"(?<=[\u4e00-\u9fff])([，、；])……(?=[。”）\u4e00-\u9fff]|$)|(?<=[\u4e00-\u9fff])……([。，、；])"
)


def _check_company(reading: Reading) -> Iterator[Hit]:
    """省略号与“等”同用；前后又用点号的只作提示（“如果……，那么……”是特定格式，不算）。"""
    for piece in reading.with_any("……"):
        value = piece.text.value
        for found in _WITH_ETC.finditer(value):
            group = 1 if found[1] else 2
            yield Hit(piece.text.at(*found.span(group)), "省略号与“等”不同时用", "")
        if value.count("……") > 1:
            continue
        for found in _AFTER_MARK.finditer(value):
            group = 1 if found[1] else 2
            mark = found[group]
            span = piece.text.at(*found.span(group))
            yield Hit(span, f"省略号前后通常不用“{mark}”", "", level=Level.ADVICE)


_SOURCE = "GB/T 15834—2011 A.9.2、B.2.4"
COMPANY = Rule("BD25", "省略号与“等”或点号同用", Level.ERROR, _SOURCE, _check_company)
