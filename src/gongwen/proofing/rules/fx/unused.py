"""FX02：放行没有用上。页：fx02.md。由引擎在各条规则之后查（proofing/waiving.py）。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.findings import Level
from gongwen.proofing.rule import Hit, Rule
from gongwen.proofing.waiving import UNUSED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gongwen.proofing.reading import Reading


def check(_reading: Reading) -> Iterable[Hit]:
    """要等各条规则都查过才知道，这里没有可查的。"""
    return ()


RULE = Rule(UNUSED, "放行没有用上", Level.ADVICE, "本程序的约定（docs/校对.md）", check)
