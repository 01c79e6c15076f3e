"""全部规则：一族一个文件夹，次序即代码的次序。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.proofing.rules import bd, bt, fx, jg, rm, sz, wz, ys, yz, zc

if TYPE_CHECKING:
    from gongwen.proofing.rule import Rule

FAMILIES = {
    "BD": "标点",
    "BT": "标题",
    "FX": "放行",
    "JG": "机关名称",
    "RM": "人名、职务",
    "SZ": "数字、计量单位",
    "WZ": "文字",
    "YS": "公文要素",
    "YZ": "前后一致",
    "ZC": "政策表述、法规名称",
}
RULES: tuple[Rule, ...] = (
    *bd.RULES,
    *bt.RULES,
    *fx.RULES,
    *jg.RULES,
    *rm.RULES,
    *sz.RULES,
    *wz.RULES,
    *ys.RULES,
    *yz.RULES,
    *zc.RULES,
)
