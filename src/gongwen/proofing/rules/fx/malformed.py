"""FX01：放行写得不对。页：fx01.md。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.errors import nearest
from gongwen.findings import Level, Zone
from gongwen.proofing.rule import Hit, Rule
from gongwen.proofing.waiving import is_known
from gongwen.sources.waivers import misplaced, waivers_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.proofing.reading import Reading


def check(reading: Reading) -> Iterator[Hit]:
    """没有独占一行、没有写规则代码、没有写理由、代码不认识的放行：不起作用，所以要说。"""
    for span in misplaced(reading.source):
        yield Hit(span, "放行要独占一行，一行一个；现在不起作用，会照原样印出", zone=Zone.OTHER)
    for waiver in waivers_in(reading.source):
        if not waiver.is_whole:
            lacking = "规则的代码" if not waiver.codes else "理由"
            message = f"放行没有写{lacking}，不起作用；写成“放行 代码：理由”"
            yield Hit(waiver.span, message, zone=Zone.OTHER)
        for code in waiver.codes:
            if hint := _unknown(code):
                yield Hit(waiver.span, f"放行里没有规则“{code}”{hint}", zone=Zone.OTHER)


def _unknown(code: str) -> str:
    """没有这条规则、这一族时，最接近的是什么；有时为空串。"""
    from gongwen.proofing.rules import RULES  # 总表引用本模块，只能用到时再取

    if is_known(code, RULES):
        return ""
    close = nearest(code, [rule.code for rule in RULES])
    return f"，是不是“{close}”？" if close else "，全部规则见 gongwen rules"


RULE = Rule("FX01", "放行写得不对", Level.ERROR, "本程序的约定（docs/校对.md）", check)
