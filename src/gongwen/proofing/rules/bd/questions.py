"""BD38、BD39：不该用、没有用的问号，叠用的问号、叹号。页：bd38.md、bd39.md。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.findings import Level
from gongwen.proofing.lazy import Lazy
from gongwen.proofing.rule import Hit, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.proofing.reading import Reading

_REQUEST = Lazy(r"请[^。，；？！]{0,8}(?:批示|批复|审定|审议|审批|审核|指示|审阅|函复|答复|研究)([？！?!])")
_INDIRECT = Lazy(
    r"(?:核实|查明|查清|说明|了解|明确|确定|判断|取决于|检查|研究|不知|关于|视)"
    r"[^。；！？：“”]{0,20}(?:是否|能否|如何|怎样|什么|哪些)[^。；！？“”吗呢]{0,30}(？)"
)
_ASKED = Lazy(r"(?:为什么|怎么办|[^么]吗|[^，。]呢)(。)")


def _check_questions(reading: Reading) -> Iterator[Hit]:
    """“请批示？”是差错；间接问用了问号、反问用了句号只作提示。"""
    for piece in reading.with_any("？", "！", "?", "!"):
        value = piece.text.value
        for found in _REQUEST.finditer(value):
            yield Hit(piece.text.at(*found.span(1)), f"祈使句不用“{found[1]}”", "。")
        for found in _INDIRECT.finditer(value):
            message = "没有疑问语气的句子不用问号"
            yield Hit(piece.text.at(*found.span(1)), message, "。", level=Level.ADVICE)
    for piece in reading.with_any("吗。", "呢。", "么。", "办。"):
        for found in _ASKED.finditer(piece.text.value):
            yield Hit(piece.text.at(*found.span(1)), "疑问句、反问句用问号", "？", level=Level.ADVICE)


QUESTIONS = Rule("BD38", "问号该用不该用", Level.ERROR, "GB/T 15834—2011 4.2.3、A.2", _check_questions)

_STACKED = Lazy("[？！]{2,9}")


def _check_stacked(reading: Reading) -> Iterator[Hit]:
    """“！！”“？？”“？！”：公文里一个就够。"""
    for piece in reading.with_any("！！", "？？", "？！", "！？"):
        for found in _STACKED.finditer(piece.text.value):
            mark = "？" if "？" in found[0] else "！"
            yield Hit(piece.text.at(*found.span()), "公文不叠用问号、叹号", mark)


STACKED = Rule("BD39", "叠用问号、叹号", Level.ADVICE, "GB/T 15834—2011 4.2.3.3、4.3.3.2", _check_stacked)
