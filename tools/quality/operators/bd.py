"""标点：半角、成对的、叠用、位置不对、序号后面的。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tools.quality.making import pick, replace, trimmed
from tools.quality.plant import Operator, Plant

if TYPE_CHECKING:
    import random
    import re

    from tools.quality.clean import CleanDocument
    from tools.quality.making import Change
    from tools.quality.sounds import Sounds

HAN = r"[\u4e00-\u9fff]"
_HALVES = str.maketrans("，。；：？！（）“”", ',.;:?!()""')
_IN = r"[^（）“”《》\n]"


def operators(_: Sounds) -> tuple[Operator, ...]:
    """标点的全部办法。"""
    return (*_half(), *_pairs(), *_runs(), *_places(), *_numbers())


def _halved(match: re.Match[str], _: random.Random) -> str:
    return match[0].translate(_HALVES)


def _bd(kind: str, pattern: str, change: Change) -> Operator:
    return replace("BD", kind, pattern, change)


def _half() -> tuple[Operator, ...]:
    return (
        _bd("半角逗号", rf"(?<={HAN})，(?={HAN})", _halved),
        _bd("半角句号", rf"(?<={HAN})。(?=\n|{HAN})", _halved),
        _bd("半角分号冒号", rf"(?<={HAN})[；：](?=\n|{HAN})", _halved),
        _bd("半角括号", rf"（{HAN}{{2,20}}）", _halved),
        _bd("半角括号一边", rf"（(?={HAN}{{2,20}}）)|(?<={HAN}{HAN})）", _halved),
        _bd("半角引号", rf"“{HAN}{{2,16}}”", _halved),
        _bd("半角书名号", rf"《({HAN}{{4,30}})》", r"<\1>"),
    )


def _lone(kind: str, left: str, right: str, drop_left: bool) -> Operator:
    """去掉一对里的一边；报在另一边也算。"""
    inner = rf"[^{left}{right}\n]{{2,40}}"

    def make(document: CleanDocument, chance: random.Random) -> Plant | None:
        import re

        found = [*re.finditer(rf"{left}{inner}{right}", document.text)]
        found = [match for match in found if match.start() >= document.body_start]
        if not found:
            return None
        match = chance.choice(found)
        at = match.start() if drop_left else match.end() - 1
        other = match.end() - 1 if drop_left else match.start()
        also = ((other, other + 1),)
        return trimmed("BD", kind, document.text, at, at + 1, "", also)

    return Operator("BD", kind, make)


def _pairs() -> tuple[Operator, ...]:
    sides = (("（", "）", "括号"), ("“", "”", "引号"), ("《", "》", "书名号"))
    lone = [
        _lone(f"漏{'左' if drop_left else '右'}{name}", left, right, drop_left)
        for left, right, name in sides
        for drop_left in (True, False)
    ]
    return (
        *lone,
        _bd("括号重复", rf"（(?={_IN}{{2,30}}）)|(?<={HAN}{HAN})）", r"\g<0>\g<0>"),
        _bd("括号不配", rf"(?<=（){_IN}{{2,30}}(?P<at>）)", pick("】", "〕", "》", "]")),
        _bd("引号颠倒", rf"“({_IN}{{2,20}})”", r"”\1“"),
        _bd("引号同向", rf"“({_IN}{{2,20}})”", pick(r"“\1“", r"”\1”")),
        _bd("单引号在外", rf"“({_IN}{{2,20}})”", r"‘\1’"),
        _bd("嵌套引号", r"“[^“”\n]{0,30}‘([^‘’\n]{2,20})’[^“”\n]{0,30}”", _nested),
        _bd("引号配书名号", rf"“({_IN}{{2,20}})”", pick(r"“\1》", r"《\1”")),
        _bd("书名号作引号", rf"《({HAN}{{4,40}}(?:办法|条例|规定|意见|方案|法|细则))》", r"“\1”"),
    )


def _nested(match: re.Match[str], _: random.Random) -> str:
    return match[0].replace("‘", "“").replace("’", "”")


def _runs() -> tuple[Operator, ...]:
    return (
        _bd("标点重复", rf"(?<={HAN})[，。、；](?={HAN}|\n)", r"\g<0>\g<0>"),
        _bd("标点叠用", rf"(?<={HAN})，(?={HAN})", pick("，。", "、，", "，、", "；，")),
        _bd("句末叠用", rf"(?<={HAN})。$", pick("，。", "；。", "。；", "、。")),
        _bd("省略号不对", "……", pick("...", "。。。", "…", "......")),
        _bd("破折号不对", "——", pick("—", "--", "一一", "———", "-")),
        _bd("连接号作汉字", r"(?<=\d)—(?=\d)", "一"),
    )


def _places() -> tuple[Operator, ...]:
    return (
        _bd("引号内逗号", rf"(?<=“)({HAN}{{2,8}})”，", r"\1，”"),
        _bd("引号内句号", rf"(?<=“)({HAN}{{2,8}})”。", r"\1。”"),
        _bd(
            "序列用逗号",
            r"第[一二三四五六七八九十]{1,3}(?P<at>、)[一二三四五六七八九十]{1,3}[条款项章]",
            "，",
        ),
        _bd("和前顿号", rf"、{HAN}{{2,4}}(?P<at>)和(?![谐平解美睦]){HAN}{{2,4}}[，。；]", "、"),
        _bd("等前顿号", rf"、{HAN}{{2,5}}(?P<at>)等[，。方工]", "、"),
        _bd("如下后标点", r"如下(?P<at>：)$", pick("；", "，", "、")),
        _bd("句末缺标点", rf"^[^\n|]{{30,}}。[^\n]*{HAN}{{8,}}(?P<at>。)$", ""),
        _bd("行首标点", rf"^(?P<at>)(?=[^\n|#附]{{20,}}。$)(?={HAN})", pick("，", "。", "、", "；")),
        _bd("标题句号", r"^[一二三四五六七八九十]{1,3}、[\u4e00-\u9fff]{4,16}(?P<at>)\n(?=（一）)", "。"),
        _bd("字间空格", rf"(?<={HAN}{HAN})(?P<at>)(?={HAN}{HAN}[^\n]{{4,}}。)", " "),
    )


def _numbers() -> tuple[Operator, ...]:
    return (
        _bd("序号后多点", r"^（[一二三四五六七八九十]{1,3}）(?P<at>)", pick("、", "，", "．")),
        _bd(
            "一、写成别的",
            r"^[一二三四五六七八九十]{1,3}(?P<at>、)(?=[\u4e00-\u9fff])",
            pick("．", "，", "。", "."),
        ),
        _bd("1.写成1、", r"^\d{1,2}(?P<at>\.)(?=[\u4e00-\u9fff])", pick("、", "，")),
        _bd("序号括号缺一半", r"^(?P<at>（)[一二三四五六七八九十]{1,3}）", ""),
        _bd("序号括号半角", r"^（([一二三四五六七八九十]{1,3})）", r"(\1)"),
    )
