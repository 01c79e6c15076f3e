"""PDF 里常见的怪字：部首和兼容字的码位、西文合字、没有编码的字、自造的码位。换得了的换，都记下来。"""

from __future__ import annotations

import re
import unicodedata
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

# 部首补充区与通行汉字共用一个字形的：字体里一个字形两个码位，造 PDF 的程序取了前一个
_RADICALS = dict(
    zip(
        "⺂⺃⺅⺉⺋⺎⺏⺐⺒⺓⺔⺕⺖⺘⺙⺛⺝⺞⺟⺠⺡⺣⺤⺦⺨⺩⺫⺬⺭⺯⺰⺱⺲⺳⺹⺺⺾⺿⻁⻂⻃⻄⻅⻆⻈⻉⻋⻌⻍⻎⻐⻑⻒⻓⻔⻖⻗⻘⻙⻚⻛⻜⻝⻟⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
        "乛乚亻刂㔾兀尣尢巳幺彑彐忄扌攵旡月歺母民氵灬爫丬犭王罒示礻糹纟罓罒㓁耂肀艹艹虎衤覀西见角讠贝车辶辶辶钅長镸长门阝雨青韦页风飞食飠饣马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟",
        strict=True,
    )
)
_ODD = re.compile(
    "[\x02\xad\u200b-\u200f\u2060\ufeff\ufffd\u2e80-\u2fd5\uf900-\ufaff\ufb00-\ufb06\ue000-\uf8ff"
    "\U0002f800-\U0002fa1f\U000f0000-\U0010ffff]"
)


class Odd(Enum):
    """哪一种怪字；值是告诉用户的话，括号里填几处、有哪些、在哪里。"""

    RADICAL = "{count} 处字用的是部首或兼容字的码位，换成了通行的汉字：{shown}（{places}）"
    LIGATURE = "{count} 处西文的合字拆成了字母：{shown}（{places}）"
    UNKNOWN = "{count} 处字没有编码，读不出来，记作“�”，请对照原件：{places}"
    PRIVATE = "{count} 处字用的是自造的码位，读不出来，请对照原件：{places}"
    HYPHEN = "{count} 处行末断开的西文词，去掉连字符接上了：{places}"


def cleaned(text: str, tell: Callable[[Odd, str], None]) -> str:
    """换过怪字的 text；每处都 tell 一声：哪一种，“原字→换成的”。"""
    if not _ODD.search(text):
        return text

    def one(found: re.Match[str]) -> str:
        char = found[0]
        if char in "\x02\xad":
            return "-" if char == "\x02" else ""
        if char == "\ufffd":
            tell(Odd.UNKNOWN, char)
            return char
        if "\ue000" <= char <= "\uf8ff" or char >= "\U000f0000":
            tell(Odd.PRIVATE, char)
            return char
        if "\ufb00" <= char <= "\ufb06":
            letters = unicodedata.normalize("NFKC", char)
            tell(Odd.LIGATURE, f"{char}→{letters}")
            return letters
        plain = "" if char in _INVISIBLE else _RADICALS.get(char) or _ideograph(char)
        if plain and plain != char:
            tell(Odd.RADICAL, f"{char}→{plain}")
        return plain

    return _ODD.sub(one, text)


_INVISIBLE = frozenset("\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")


def _ideograph(char: str) -> str:
    """康熙部首、兼容汉字对应的汉字；没有的照原样。"""
    return unicodedata.normalize("NFKC" if "\u2f00" <= char <= "\u2fd5" else "NFC", char)
