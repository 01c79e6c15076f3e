"""一份文件从头核对：各人、机关名称、重复、次序。"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from gongwen.findings import Level
from gongwen.proofing.lazy import Lazy
from gongwen.proofing.names.mentions import NameFinding
from gongwen.proofing.names.order import not_by_strokes, out_of_order
from gongwen.proofing.names.organs import misnamed
from gongwen.proofing.names.people import Status, judged
from gongwen.proofing.names.sheets import read_people
from gongwen.proofing.names.words import BY_STROKES, UNORDERED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gongwen.proofing.names.mentions import Mention
    from gongwen.proofing.names.roster import Roster
    from gongwen.proofing.names.sheets import Reading, RowText
    from gongwen.sources.tables import Listing

_CARDS = Lazy("桌签|席卡|座签|坐签|桌牌|席签|桌卡|台签|座位牌|名牌|座次牌")
_BANNER = Lazy("会标|横幅|条幅|背景板|背景墙")
# 一个人常在这些地方再出现一次
_AGAIN = Lazy("主持|联系|记录|发言|带队|致辞|讲话|审核|校对")


class Paper(StrEnum):
    """什么材料。"""

    CARDS = "桌签"
    BANNER = "会标"
    LIST = "名单"


@dataclass(frozen=True, slots=True)
class Checked:
    """一份文件核对下来。

    matched、wrong 是与名册相符、不符的人数，unknown 是名册里没有的人；findings 按位置排。
    """

    paper: Paper
    findings: tuple[NameFinding, ...]
    matched: int
    wrong: int
    unknown: tuple[Mention, ...]

    @property
    def total(self) -> int:
        """共几个姓名。"""
        return self.matched + self.wrong + len(self.unknown)

    @property
    def errors(self) -> int:
        """差错数。"""
        return sum(finding.level is Level.ERROR for finding in self.findings)


def check_listing(listing: Listing, roster: Roster) -> Checked:
    """一份文件与名册对照。"""
    reading = read_people(listing, roster)
    paper = _paper(listing, reading)
    mentions = _once(reading.mentions) if paper is Paper.CARDS else reading.mentions
    verdicts = [(mention, judged(mention, roster)) for mention in mentions]
    found = [verdict.finding for _, verdict in verdicts if verdict.finding]
    found += _organ_findings(reading.rows, roster)
    found += _twice(mentions, paper)
    if paper is Paper.CARDS:
        found += _two_on_a_card(mentions)
    else:
        found += _order(mentions, reading, roster)
    counts = Counter(verdict.status for _, verdict in verdicts)
    unknown = tuple(mention for mention, verdict in verdicts if verdict.status is Status.UNKNOWN)
    return Checked(paper, _sorted(found, reading.rows), counts[Status.MATCHED], counts[Status.WRONG], unknown)


def _sorted(found: list[NameFinding], rows: tuple[RowText, ...]) -> tuple[NameFinding, ...]:
    """按位置。同一处既说姓名又说次序的，姓名在前。"""
    at = {
        cell.place: (row, column) for row, text in enumerate(rows) for column, cell in enumerate(text.cells)
    }
    return tuple(
        sorted(found, key=lambda each: (at.get(each.spot.place, (0, 0)), each.spot.start, each.code))
    )


def _paper(listing: Listing, reading: Reading) -> Paper:
    """看文件名、表名和开头一行；都没有写的，姓名全都接连出现两次的是桌签（两面）。"""
    first = reading.rows[0].text[:60] if reading.rows else ""
    said = " ".join(
        (listing.name.replace("\\", "/").rpartition("/")[2], *(s.name for s in listing.sheets), first)
    )
    if _CARDS.search(said):
        return Paper.CARDS
    if _BANNER.search(said):
        return Paper.BANNER
    names = [mention.name for mention in reading.mentions]
    both = len(names) > 1 and names[::2] == names[1::2] and not any(each.post for each in reading.mentions)
    return Paper.CARDS if both else Paper.LIST


def _once(mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """桌签两面写同一个姓名的，算一个。"""
    kept: list[Mention] = []
    for mention in mentions:
        if kept and kept[-1].name == mention.name and mention.row - kept[-1].row <= 3:
            if mention.post and not kept[-1].post:
                kept[-1] = mention
            continue
        kept.append(mention)
    return tuple(kept)


def _organ_findings(rows: Sequence[RowText], roster: Roster) -> Iterator[NameFinding]:
    """各行里写错了的机关名称；同样的错只报第一处，说另有几处。"""
    starts, at = [], 0
    for row in rows:
        starts.append(at)
        at += len(row.text) + 1
    text = "\n".join(row.text for row in rows)
    found = misnamed(text, roster)
    counts = Counter(text[each.start : each.end] for each in found)
    for each in {text[each.start : each.end]: each for each in reversed(found)}.values():
        number = bisect_right(starts, each.start) - 1
        written = text[each.start : each.end]
        more = f"；另有 {counts[written] - 1} 处同样的" if counts[written] > 1 else ""
        spot = rows[number].spot(each.start - starts[number], each.end - starts[number])
        message = f"“{written}”与名册里的“{each.organ}”只差一点：{each.how}，请核对{more}"
        yield NameFinding("HW04", each.level, message, spot, each.organ)


def _twice(mentions: Iterable[Mention], paper: Paper) -> Iterator[NameFinding]:
    """列了两次的人。主持人、联系人之类，在名单里再列一次是应当的；桌签两面分开写的，各两次。"""
    counted = [mention for mention in mentions if not _AGAIN.search(mention.group)]
    counts = Counter((mention.sheet, mention.name) for mention in counted)
    usual = Counter(counts.values()).most_common(1)[0][0] if paper is Paper.CARDS and counts else 1
    first: dict[tuple[int, str], Mention] = {}
    told: set[tuple[int, str]] = set()
    for mention in counted:
        key = mention.sheet, mention.name
        before = first.setdefault(key, mention)
        apart = before.post and mention.post and before.post != mention.post
        if before is mention or counts[key] <= usual or key in told or apart:
            continue
        told.add(key)
        again = f"列了 {counts[key]} 次" if counts[key] > 2 else "列了两次"
        message = f"“{mention.name}”{again}，前一次在{before.spot.place}"
        yield NameFinding("HW05", Level.ADVICE, message, mention.spot)


def _two_on_a_card(mentions: Sequence[Mention]) -> Iterator[NameFinding]:
    cards: dict[tuple[int, int], list[Mention]] = {}
    for mention in mentions:
        cards.setdefault((mention.row, mention.cell), []).append(mention)
    for card in cards.values():
        names = list(dict.fromkeys(mention.name for mention in card))
        if len(names) > 1:
            spot = replace(card[0].spot, end=card[-1].spot.end)
            message = f"一个桌签上有 {len(names)} 个人：{'、'.join(names)}"
            yield NameFinding("HW06", Level.ADVICE, message, spot)


def _order(mentions: Sequence[Mention], reading: Reading, roster: Roster) -> Iterator[NameFinding]:
    if any(BY_STROKES.search(row.text) for row in reading.rows):
        return not_by_strokes(mentions)
    if any(UNORDERED.search(row.text) for row in reading.rows):
        return iter(())
    return out_of_order(mentions, roster)
