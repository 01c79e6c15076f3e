"""写法的习惯：一件公文通篇这样写的，不一处一处地提示。"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from gongwen.findings import Level

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gongwen.proofing.rule import Hit

# 一两处是手误，再多是习惯
_FEW = 2


def told_once(hits: Iterable[Hit], level: Level = Level.ADVICE) -> Iterator[Hit]:
    """同样的提示多了，只在第一处说一次，写明全文几处；差错仍逐处报。level 是规则的级别。"""
    groups: dict[str, list[Hit]] = defaultdict(list)
    for hit in hits:
        if (hit.level or level) is Level.ADVICE:
            groups[hit.message].append(hit)
        else:
            yield hit
    for message, same in groups.items():
        if len(same) > _FEW:
            # 改一处不管用，不给改法
            yield replace(same[0], message=f"{message}（全文 {len(same)} 处）", suggestion=None)
        else:
            yield from same
