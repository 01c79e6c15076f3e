"""全部规则：一行一条，次序即代码的次序。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.proofing.rules import (
    bd01,
    bd02,
    bt01,
    bt02,
    fx01,
    fx02,
    sz01,
    sz02,
    wz01,
    ys01,
    ys02,
    ys03,
    ys04,
    ys05,
    ys06,
    yz01,
    yz02,
)

if TYPE_CHECKING:
    from gongwen.proofing.rule import Rule

RULES: tuple[Rule, ...] = (
    bd01.RULE,
    bd02.RULE,
    bt01.RULE,
    bt02.RULE,
    fx01.RULE,
    fx02.RULE,
    sz01.RULE,
    sz02.RULE,
    wz01.RULE,
    ys01.RULE,
    ys02.RULE,
    ys03.RULE,
    ys04.RULE,
    ys05.RULE,
    ys06.RULE,
    yz01.RULE,
    yz02.RULE,
)
