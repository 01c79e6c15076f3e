"""一致性：序号、附件数、合计、项数、星期、字号、日期先后、前后两种写法。"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tools.quality.making import ALL, dropped, occurrences, of_match, replace, trimmed
from tools.quality.plant import Operator, Plant

if TYPE_CHECKING:
    import random

    from tools.quality.clean import CleanDocument
    from tools.quality.making import Change
    from tools.quality.plant import Make
    from tools.quality.sounds import Sounds

HAN = "一二三四五六七八九十"
_WEEK = "一二三四五六日"


def operators(sounds: Sounds) -> tuple[Operator, ...]:
    """一致性的全部办法。"""
    return (*_headings(), *_counts(), *_dates(), *_cited(sounds), *_tables())


_HEADS = (
    ("一级", r"^([一二三四五六七八九十])、(?=[\u4e00-\u9fff])"),
    ("二级", r"^（([一二三四五六七八九十])）(?=[\u4e00-\u9fff])"),
    ("三级", r"^([1-9])\.(?=[\u4e00-\u9fff])"),
    ("四级", r"^（([1-9])）(?=[\u4e00-\u9fff])"),
)


def _headings() -> tuple[Operator, ...]:
    found = []
    for name, pattern in _HEADS:
        found += [
            Operator("YZ", f"{name}序号{how}", _numbering(name, pattern, how, step))
            for how, step in (("跳号", 1), ("重号", -1))
        ]
    return (*found, Operator("YZ", "层次混用", _mixed))


def _numbering(name: str, pattern: str, how: str, step: int) -> Make:
    """一串连号里的一个（不是头一个）加一或减一。"""

    def make(document: CleanDocument, chance: random.Random) -> Plant | None:
        if document.gapped:
            return None
        heads = [*re.finditer(pattern, document.text[:], re.MULTILINE)]
        heads = [head for head in heads if head.start() >= document.body_start]
        runs = [
            (heads[i - 1], heads[i], heads[i + 1] if i + 1 < len(heads) else None)
            for i in range(1, len(heads))
            if _value(heads[i]) == _value(heads[i - 1]) + 1 and _value(heads[i]) < 9
        ]
        if not runs:
            return None
        before, head, after = chance.choice(runs)
        wrong = _shown(_value(head) + step, head[1])
        also = tuple((item.start(), item.end() + 4) for item in (before, head, after) if item)
        return trimmed("YZ", f"{name}序号{how}", document.text, *head.span(1), wrong, also)

    return make


def _value(head: re.Match[str]) -> int:
    return HAN.index(head[1]) + 1 if head[1] in HAN else int(head[1])


def _shown(value: int, like: str) -> str:
    return HAN[value - 1] if like in HAN else str(value)


def _mixed(document: CleanDocument, chance: random.Random) -> Plant | None:
    """（一）（二）（三）里的（二）写成 2.。"""
    if document.gapped:
        return None
    heads = [*re.finditer(r"(?m)^（([二三四五])）(?=[\u4e00-\u9fff])", document.text)]
    if not heads:
        return None
    head = chance.choice(heads)
    also = ((head.start(), head.end() + 20),)
    wrong = chance.choice((f"{_value(head)}.", f"{head[1]}、", f"（{_value(head)}）"))
    return trimmed("YZ", "层次混用", document.text, *head.span(), wrong, also)


def _counts() -> tuple[Operator, ...]:
    return (
        Operator("YZ", "附件序号", _annex_number),
        Operator("YZ", "附件不存在", _annex_beyond),
        _own(
            "项数不合",
            r"(?:以下|下列|如下)(?P<at>[二三四五六七])(?:个|项|条|点)(?:方面|措施|事项|工作|问题|要求|意见)?",
            _next_han,
        ),
        _own("共几项不合", r"共(?P<at>\d{1,3})(?:项|个|家|处|名)，其中", lambda m, _: str(int(m["at"]) + 2)),
        _own(
            "分项之和",
            r"(?:共|合计|总计)\d+(?:\.\d+)?[\u4e00-\u9fff]{1,3}，其中[^。\n]*?(?P<at>\d+)(?=[个项家处名件户公万亿])",
            lambda m, _: str(int(m["at"]) + 3),
        ),
    )


def _own(kind: str, pattern: str, change: Change) -> Operator:
    """只用在自编的文件里：数目原来对不对，是知道的。"""
    operator = replace("YZ", kind, pattern, change, where=ALL, digits=True, anywhere=True)

    def make(document: CleanDocument, chance: random.Random) -> Plant | None:
        return operator.make(document, chance) if document.group == "自编" else None

    return Operator("YZ", kind, make, digits=True)


def _next_han(match: re.Match[str], chance: random.Random) -> str:
    at = HAN.index(match["at"])
    return HAN[at + chance.choice((-1, 1, 2))]


def _annex_number(document: CleanDocument, chance: random.Random) -> Plant | None:
    if document.has_front or document.gapped:
        return None
    found = [*re.finditer(r"(?m)^(?:附件：1\.[^\n]+\n\s*)(?P<at>2)\.", document.text)]
    return of_match("YZ", "附件序号", found[0], "at", chance.choice("314"), anywhere=True) if found else None


def _annex_beyond(document: CleanDocument, chance: random.Random) -> Plant | None:
    """说“见附件3”而只有两件。"""
    if document.gapped or document.group not in ("自编", "样例"):
        return None
    there = [*re.finditer(r"见附件(?P<at>\d)", document.text)]
    if not there:
        return None
    most = max(int(match["at"]) for match in there)
    entries = len(re.findall(r"(?m)^  - ", document.text)) or len(
        re.findall(r"(?m)^(?:附件：)?\d\.\S+[表录案单]$", document.text)
    )
    match = chance.choice(there)
    return of_match("YZ", "附件不存在", match, "at", str(max(most, entries) + 1))


def _dates() -> tuple[Operator, ...]:
    return (
        Operator("YZ", "星期不合", _weekday, digits=True),
        replace(
            "YZ",
            "起止颠倒月日",
            r"(?<!\d)(?P<at>(\d{1,2})月(\d{1,2})日至(\d{1,2})月(\d{1,2})日)",
            _reversed,
            digits=True,
        ),
        replace(
            "YZ",
            "起止颠倒年",
            r"(?<!\d)(?P<at>(20\d\d)([—～至])(20\d\d))(?=年)",
            lambda m, _: f"{m[4]}{m[3]}{m[2]}" if m[2] < m[4] else None,
            digits=True,
        ),
        Operator("YZ", "字号年份", _number_year, digits=True),
    )


def _weekday(document: CleanDocument, chance: random.Random) -> Plant | None:
    if document.group not in ("自编", "样例", "国务院"):
        return None
    pattern = r"(?P<month>\d{1,2})月(?P<day>\d{1,2})日（(?:星期|周)(?P<at>[一二三四五六日])）"
    found = [*re.finditer(pattern, document.text)]
    if not found:
        return None
    match = chance.choice(found)
    wrong = chance.choice([each for each in _WEEK if each != match["at"]])
    return of_match("YZ", "星期不合", match, "at", wrong)


def _reversed(match: re.Match[str], _: random.Random) -> str | None:
    first, last = (int(match[2]), int(match[3])), (int(match[4]), int(match[5]))
    if first >= last:
        return None
    return f"{last[0]}月{last[1]}日至{first[0]}月{first[1]}日"


def _number_year(document: CleanDocument, chance: random.Random) -> Plant | None:
    """字号的年份与成文日期差一年。"""
    text = document.text
    number = re.search(r"(?m)(?:^发文字号: |^)[\u4e00-\u9fff]{2,12}〔(\d{4})〕\d+号", text[:1500])
    dates = [*re.finditer(r"(?m)^(?:成文日期: )?(\d{4})年(\d{1,2})月\d{1,2}日$", text)]
    if not number or not dates or document.gapped:
        return None
    if dates[0][1] != number[1] or not 3 <= int(dates[0][2]) <= 12:
        return None
    wrong = str(int(number[1]) + chance.choice((-1, 1, -2)))
    return trimmed("YZ", "字号年份", text, *number.span(1), wrong, (dates[0].span(), number.span()))


def _cited(sounds: Sounds) -> tuple[Operator, ...]:
    return (
        Operator("YZ", "引用字号不一", _cited_number, digits=True),
        Operator("YZ", "引用标题不一", _cited_title(sounds)),
        Operator("YZ", "简称不一", _short(sounds)),
    )


def _cited_number(document: CleanDocument, chance: random.Random) -> Plant | None:
    found = [*re.finditer(r"[\u4e00-\u9fff]{2,10}〔\d{4}〕(\d+)号", document.text)]
    by_name: dict[str, list[re.Match[str]]] = {}
    for match in found:
        by_name.setdefault(match[0][-14:], []).append(match)
    twice = [items for items in by_name.values() if len(items) > 1]
    if not twice or document.gapped:
        return None
    items = chance.choice(twice)
    match = items[-1]
    wrong = str(int(match[1]) + chance.choice((1, 2, 9, 10)))
    also = tuple(item.span() for item in items)
    return trimmed("YZ", "引用字号不一", document.text, *match.span(1), wrong, also, anywhere=True)


def _cited_title(sounds: Sounds) -> Make:
    def make(document: CleanDocument, chance: random.Random) -> Plant | None:
        found = [*re.finditer(r"《([^《》\n]{8,40})》", document.text)]
        later = [item for item in found if sum(other[1] == item[1] for other in found) > 1]
        if not later:
            return None
        match = chance.choice(later)
        title = match[1]
        spots = [i for i in range(2, len(title) - 3) if "\u4e00" <= title[i] <= "\u9fff"]
        wrong = sounds.misheard(title, chance) if chance.random() < 0.5 else dropped(title, chance, spots)
        if wrong is None:
            return None
        also = tuple(other.span() for other in found if other[1] == title)
        return trimmed("YZ", "引用标题不一", document.text, *match.span(1), wrong, also)

    return make


def _short(sounds: Sounds) -> Make:
    """“以下简称某某”，后面写成了另外的样子。"""

    def make(document: CleanDocument, chance: random.Random) -> Plant | None:
        found = [*re.finditer(r"以下(?:统)?简称“?([\u4e00-\u9fff]{3,10})”?）", document.text)]
        for match in found:
            later = [at for at in occurrences(document.text, match[1]) if at > match.end()]
            wrong = sounds.misheard(match[1], chance)
            if later and wrong:
                at = chance.choice(later)
                also = (match.span(),)
                return trimmed("YZ", "简称不一", document.text, at, at + len(match[1]), wrong, also)
        return None

    return make


def _tables() -> tuple[Operator, ...]:
    return (Operator("YZ", "合计不合", _sum, digits=True),)


def _sum(document: CleanDocument, chance: random.Random) -> Plant | None:
    """自编的文件里，表的合计改一个数。"""
    rows = [*re.finditer(r"(?m)^\| *(?:合计|总计) *\|[^\n]*$", document.text)]
    if not rows or document.group != "自编":
        return None
    row = chance.choice(rows)
    cells = [*re.finditer(r"(?<=\| )(\d+(?:\.\d+)?)(?= \|)", row[0])]
    if not cells:
        return None
    cell = chance.choice(cells)
    head, last = cell[1][:-1], cell[1][-1]
    wrong = head + str((int(last) + chance.randrange(1, 9)) % 10)
    start = row.start() + cell.start(1)
    table = document.text.rfind("\n\n", 0, start) if "\n\n" in document.text[:start] else 0
    first = max(table, document.text.rfind("。\n", 0, start))
    return trimmed("YZ", "合计不合", document.text, start, start + len(cell[1]), wrong, ((first, row.end()),))
