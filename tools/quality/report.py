"""把账印出来。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tools.quality.measure import clopper_pearson, poisson_interval, poisson_upper, tallies
from tools.quality.operators import FAMILIES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tools.quality.measure import Alarms, Outcome, Tally

FALSE_ERRORS, FALSE_ERRORS_BOUND, FALSE_ADVICE = 0.3, 0.6, 5.0
RECALL = {"BT": 0.9, "RM": 0.9, "JG": 0.9, "ZC": 0.9, "YS": 0.9, "BD": 0.9, "SZ": 0.9, "YZ": 0.9, "WZ": 0.7}
HALVES = {False: "dev", True: "held"}


def recall_lines(found: Sequence[Outcome], kinds: bool) -> list[str]:
    """每族（和每种）一行。"""
    lines = ["族　　造错　找到　差错　提示　找回率（95 % 精确区间）　要求"]
    by_family = tallies(found)
    by_kind = sorted(tallies(found, by_kind=True).items(), key=_worst_first) if kinds else []
    for family in FAMILIES:
        tally = by_family.get((family, ""))
        if tally is None:
            continue
        wanted = RECALL.get(family)
        mark = "" if wanted is None else ("≥" if tally.recall >= wanted else "不足 ") + f"{wanted:.0%}"
        lines.append(f"{_row(family, tally)}　{mark}")
        lines += [_row(f"　{kind}", each) for (owner, kind), each in by_kind if owner == family]
    return lines


def _worst_first(entry: tuple[tuple[str, str], Tally]) -> tuple[float, str]:
    return entry[1].recall, entry[0][1]


def _row(name: str, tally: Tally) -> str:
    low, high = clopper_pearson(tally.found, tally.planted)
    return (
        f"{name}　{tally.planted}　{tally.found}　{tally.error}　{tally.advice}　"
        f"{tally.recall:.1%}（{low:.1%}～{high:.1%}）"
    )


def alarm_lines(alarms: Alarms) -> list[str]:
    """干净文字上的差错和提示，各带精确的泊松界。"""
    apart = f"缺段的语料里报序号 {alarms.apart} 处，记下的真差错 {alarms.true} 处，都不计"
    lines = [f"干净文字 {alarms.characters} 字；{apart}"]
    for name, found in (("差错", alarms.errors), ("提示", alarms.advice)):
        low, high = poisson_interval(len(found))
        scale = 10000 / alarms.characters if alarms.characters else 0.0
        upper = poisson_upper(len(found)) * scale
        bounds = f"双侧 95 %：{low * scale:.3f}～{high * scale:.3f}；单侧上限 {upper:.3f}"
        lines.append(f"误报{name} {len(found)} 处，每万字 {len(found) * scale:.3f}（{bounds}）")
    lines += [f"读不成的干净文件：{each}" for each in alarms.unread]
    return lines


def by_rule(alarms: Alarms) -> list[str]:
    """每条规则报了几处。"""
    counts: dict[tuple[str, str], int] = {}
    for name, found in (("差错", alarms.errors), ("提示", alarms.advice)):
        for _, item, _context in found:
            counts[item.code, name] = counts.get((item.code, name), 0) + 1
    return [f"　{code}　{name}　{count}" for (code, name), count in sorted(counts.items())]


def shortfalls(found: Iterable[Outcome], alarms: Alarms | None, half: str) -> list[str]:
    """没有到的数。"""
    short = []
    for (family, _), tally in tallies(found).items():
        wanted = RECALL.get(family, 0.0)
        if tally.recall < wanted:
            short.append(f"{half}：{family} 找回 {tally.recall:.1%}，要求 {wanted:.0%}")
    if alarms is None or not alarms.characters:
        return short
    scale = 10000 / alarms.characters
    errors, advice = len(alarms.errors) * scale, len(alarms.advice) * scale
    bound = poisson_upper(len(alarms.errors)) * scale
    if errors > FALSE_ERRORS:
        short.append(f"{half}：误报差错每万字 {errors:.3f}，要求不过 {FALSE_ERRORS}")
    if bound > FALSE_ERRORS_BOUND:
        short.append(f"{half}：误报差错的单侧上限每万字 {bound:.3f}，要求不过 {FALSE_ERRORS_BOUND}")
    if advice > FALSE_ADVICE:
        short.append(f"{half}：误报提示每万字 {advice:.3f}，要求不过 {FALSE_ADVICE}")
    return short
