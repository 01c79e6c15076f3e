"""BD29、BD30：连词之前的顿号，“等”之前的顿号。页：bd29.md、bd30.md。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.findings import Level
from gongwen.proofing.lazy import Lazy
from gongwen.proofing.rule import Hit, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.proofing.reading import Reading

# 和谐、及时、或然之类的词不是连词；“与”常是介词（与南京同城、与合肥一体），不查。
_LINKED = Lazy(
    r"、(?:和(?![谐平睦气约解议美合光顺田县布静龙硕林声弦服善风煦润畅乐衷亲泰同信阗义一远源])"
    r"|或者|或(?![然有许])|以及|及(?![时格早第其至]))"
)


def _check_linked(reading: Reading) -> Iterator[Hit]:
    """“甲、乙、和丙”：连词之前不用顿号；较长的并列成分，“以及”之前用逗号。"""
    for piece in reading.with_any("、和", "、或", "、以及", "、及"):
        for found in _LINKED.finditer(piece.text.value):
            at = found.start()
            if not _is_listed(piece.text.value, at):
                yield Hit(piece.text.at(at, at + 1), f"“{found[0][1:]}”之前不用顿号", "")


def _is_listed(value: str, at: int) -> bool:
    """在引号、书名号里的是名称的一部分；顿号隔开的几个虚词是在说字眼。"""
    return value[at - 1 : at] in ("”", "和", "与", "或", "及")


LINKED = Rule("BD29", "连词之前用了顿号", Level.ADVICE, "GB/T 15834—2011 4.5.3.1、A.3", _check_linked)

_ETC = Lazy(r"、等(?![级价额同待候效值温高压离外于比次边分量别泊车引身号腰闲时距第着到我你他速])")


def _check_etc(reading: Reading) -> Iterator[Hit]:
    """“甲、乙、等”。"""
    for piece in reading.with_any("、等"):
        for found in _ETC.finditer(piece.text.value):
            at = found.start()
            yield Hit(piece.text.at(at, at + 1), "“等”之前不用顿号", "")


ETC = Rule("BD30", "“等”之前用了顿号", Level.ERROR, "GB/T 15834—2011 B.1.2", _check_etc)
