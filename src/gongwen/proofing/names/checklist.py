"""查哪几样：代码、名称、是差错还是提示。"""

from __future__ import annotations

from dataclasses import dataclass

SOURCE = "政府办公室工作责任制度第十九条"


@dataclass(frozen=True, slots=True)
class Check:
    """查的一样。levels 是“差错”“提示”或两种都有。"""

    code: str
    name: str
    levels: str
    about: str


CHECKS = (
    Check("HW01", "姓名与名册差一点", "差错、提示", "名册里没有这个姓名，有一个只差一个字的"),
    Check("HW02", "职务与名册不符", "差错、提示", "姓名在名册里，职务、单位与名册不是一回事"),
    Check("HW03", "这个职务另有其人", "差错", "名册里正任这个职务的是另一个人"),
    Check("HW04", "机关名称差一点", "差错、提示", "像是名册里的机关、地名，写错了一个字"),
    Check("HW05", "列了两次", "提示", "同一个人在一份名单里不止一次"),
    Check("HW06", "一个桌签两个人", "提示", "一个桌签上有两个姓名"),
    Check("HW07", "次序与名册不同", "提示", "名册里的先后与名单上的不同；写明按笔画、拼音排的不查"),
    Check("HW08", "姓氏笔画次序", "提示", "写明按姓氏笔画排序，而笔画多的排在前面"),
)
