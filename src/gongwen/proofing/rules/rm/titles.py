"""职务的写法：RM10 职务写错了字，RM11 职务说了两遍。页：rm10.md、rm11.md。"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from gongwen.findings import Level, Zone
from gongwen.proofing.lazy import Lazy
from gongwen.proofing.names.slips import Slips, is_whole
from gongwen.proofing.rule import Hit, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.proofing.names.slips import Slip
    from gongwen.proofing.reading import Reading

# 付市长：前面是单位、顿号的；姓付的人写作“付市长”，句首的不认
_DEPUTY = Lazy(
    "(?<=[府委局部厅院会、兼任科处办区县市乡镇州省])付"
    "(?=(?:[市县区州省镇乡]长|[部厅局司处科署院校行所站队馆台]长|秘书长|检察长|主任|书记|主席|总经理)(?![期远久时]))"
)
# “副”之后的：“X长”一类，和别的
_HEADS = "市县区省州镇乡局部厅处科司院校会庭行所站队馆台社署组厂矿园团营连班船舰河湖林链路田街巷楼村总"
_CHIEFS = "主任 主席 书记 秘书长 检察长 审计长 理事长 董事长 总经理 总理 总统 总裁"
_SECRETARIES = "党组 党委 省委 市委 县委 区委 纪委 政法委 党支部 总支"
_OTHERS = (
    "常务副市长 常务副县长 常务副区长 常务副省长 秘书长 办公室主任 主任委员 副主任委员 检察长 人民陪审员"
    " 巡视员 调研员 主任科员 总工程师 总经济师 总会计师 党组成员 党委委员 政协主席 司令员 参谋长 总经理"
)
# “长期”“长三角”“任务”“员工”：末一字是后一个词的
_GOES_ON = {"长": "期三远久时江城效", "任": "务何命意", "席": "位卡地", "员": "工额", "记": "录者载入得"}


@cache
def _slips() -> Slips:
    deputies = (f"副{each}" for each in (*_CHIEFS.split(), *(f"{head}长" for head in _HEADS)))
    secretaries = (f"{each}书记" for each in _SECRETARIES.split())
    return Slips([*deputies, *secretaries, *_OTHERS.split()])


def check_spelling(reading: Reading) -> Iterator[Hit]:
    """付市长、党组书纪、副主仼。"""
    text = reading.whole
    taken: set[int] = set()
    for each in _slips().found(text):
        written = text[each.start : each.end]
        if len(written) == len(each.name) and _is_post(text, each):
            piece, at = reading.placed(each.start)
            taken.update(range(each.start, each.end))
            span = piece.text.at(at, at + len(written))
            yield Hit(span, f"“{written}”应为“{each.name}”：{each.how}", each.name, Zone.NAME)
    for found in _DEPUTY.finditer(text) if "付" in text else ():
        if found.start() not in taken:
            piece, at = reading.placed(found.start())
            yield Hit(piece.text.at(at, at + 1), "“付”应为“副”", "副", Zone.NAME)


def _is_post(text: str, each: Slip) -> bool:
    """头一个字错了的不认（“政府市长”不是“副市长”），除了“密书长”；“检查长期”不是“检察长”。"""
    written = text[each.start : each.end]
    starts = written[0] == each.name[0] or (each.name[0] == "秘" and written[0] in "密必")
    goes_on = text[each.end : each.end + 1] in _GOES_ON.get(written[-1], "")
    return starts and is_whole(written, each.name) and not goes_on


SPELLING = Rule("RM10", "职务写错", Level.ERROR, "校对通则；现代汉语词典（第7版）", check_spelling)
