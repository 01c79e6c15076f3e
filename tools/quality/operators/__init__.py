"""各族造错的办法。全部由一批常用字（Sounds）造出，次序固定。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tools.quality.operators import bd, bt, general, jg, rm, sz, ws, ys, yz, zc

if TYPE_CHECKING:
    from tools.quality.plant import Operator
    from tools.quality.sounds import Sounds

FAMILIES = ("BT", "RM", "JG", "ZC", "YS", "BD", "SZ", "YZ", "WZ", "通用")


def all_operators(sounds: Sounds) -> tuple[Operator, ...]:
    """全部造错的办法。"""
    return tuple(
        operator
        for family in (bt, rm, jg, zc, ys, bd, sz, yz, ws, general)
        for operator in family.operators(sounds)
    )
