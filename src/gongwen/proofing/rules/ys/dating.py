"""YS37 至 YS40：成文日期、印发日期的写法，缺成文日期，印发机关与印发日期。页：ys37.md 至 ys40.md。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.document.clauses import REGULATION, cite
from gongwen.document.dates import CalendarDate, parse_date
from gongwen.document.kinds import Format
from gongwen.document.numbering import han_number
from gongwen.findings import Level
from gongwen.proofing.lazy import Lazy
from gongwen.proofing.rule import Hit, Rule
from gongwen.proofing.rules.ys.typed import tail_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.document.elements import Elements
    from gongwen.proofing.reading import Piece, Reading

_HAN_DIGITS = {char: str(value) for value, char in enumerate("〇一二三四五六七八九")} | dict.fromkeys(
    "○零OoＯ", "0"
)
_HAN = Lazy(
    r"(?P<year>[〇○ＯOo零一二三四五六七八九]{4})\s?年\s?(?P<month>[元正一二三四五六七八九十]{1,3})\s?月"
    r"\s?(?P<day>[一二三四五六七八九十廿]{1,3})\s?日"
)
_PADDED = Lazy(r"\d{4}\s?年\s?(?:0\d\s?月\s?\d{1,2}|\d{1,2}\s?月\s?0\d)\s?日?")
_NUMERIC = Lazy(r"\d{4}\s?[-/.]\s?\d{1,2}\s?[-/.]\s?\d{1,2}")
_DAYLESS = Lazy(r"\d{4}\s?年\s?\d{1,2}\s?月\s?\d{1,2}$")
PRINTED = Lazy(r"(?<!\s)\s*+印\s?[发制][。.]?$")
# 2012 年 7 月 1 日之前的旧标准用汉字日期
_IN_FORCE = (2012, 7, 1)
_SERIAL = Lazy(r"[〕\])）】]\s?第?\d{1,5}\s?号")
_COLOPHON = Lazy(r"[\u4e00-\u9fff]{4,30}[室厅局委科处部]\s{1,40}\d{4}年\d{1,2}月\d{1,2}日")
_LATE_DAYS = 30
_PASSED = frozenset({"resolution", "communique", "minutes"})


def check_form(reading: Reading) -> Iterator[Hit]:
    """日期用阿拉伯数字，月、日不编虚位；贴来的文字照原文看。“印发”由排版加。"""
    for piece in reading.of("dated", "distributed_on"):
        printed = PRINTED.search(piece.text.value)
        if printed and piece.role == "distributed_on":
            yield Hit(piece.text.at(*printed.span()), "“印发”由排版加，不写在日期里", "")
        elif reading.document.recognized:
            yield from _typed(reading, piece)
        else:
            yield from _written(piece)
    yield from _unprinted(reading)


def _written(piece: Piece) -> Iterator[Hit]:
    """草稿里的：年月日的写法印出来会换成规范的，横线、点不报。"""
    value = piece.text.value.strip()
    han = _HAN.fullmatch(value)
    whole = piece.text.at(0, len(piece.text.value))
    if han:
        date = _from_han(han["year"], han["month"], han["day"])
        yield Hit(whole, "日期用阿拉伯数字", str(date) if date else None)
    elif _PADDED.fullmatch(value):
        yield Hit(whole, "日期的月、日不编虚位", str(parse_date(value) or "") or None)


def _typed(reading: Reading, piece: Piece) -> Iterator[Hit]:
    """贴来的文字里落款、版记的日期：认的时候改读成规范的，照原文报。版头索引表里的不看。"""
    title = reading.document.elements.title if reading.document.elements else None
    date = parse_date(piece.text.value)
    if title is None or date is None or piece.text.span.start < title.span.end:
        return
    span = piece.text.at(0, len(piece.text.value))
    written = reading.source.slice(span)
    wrong = next((said for pattern, said in _TYPED if pattern.search(written)), None)
    if wrong and not (wrong == _TYPED[0][1] and date.ordinal() < _IN_FORCE):
        yield Hit(span, wrong, str(date))


_TYPED = (
    (_HAN, "日期用阿拉伯数字"),
    (_PADDED, "日期的月、日不编虚位"),
    (_NUMERIC, "日期写作“×年×月×日”"),
    (_DAYLESS, "日期缺“日”字"),
)


def _unprinted(reading: Reading) -> Iterator[Hit]:
    """贴来的文字，版记末行“机关　　日期”没有“印发”。"""
    elements = reading.elements
    if elements is None or elements.distributed_on is not None or not reading.document.recognized:
        return
    lines = list(tail_lines(reading))
    found = _COLOPHON.fullmatch(lines[-1].value) if lines else None
    if found:
        yield Hit(lines[-1].at(*(len(lines[-1].value),) * 2), "印发日期后应当有“印发”", "印发")


def _from_han(year: str, month: str, day: str) -> CalendarDate | None:
    number = int("".join(_HAN_DIGITS[char] for char in year))
    in_year = 1 if month in "元正" else han_number(month)
    in_month = han_number(day.replace("廿", "二十"))
    return CalendarDate(number, in_year, in_month) if in_year and in_month else None


def check_missing(reading: Reading) -> Iterator[Hit]:
    """编了号的公文要有成文日期；会议通过的写在题注里，不落款的不查。"""
    kind, elements = reading.kind, reading.elements
    if elements is None or kind is None or reading.document.recognized or elements.dated is not None:
        return
    numbered = elements.issue_number is not None and _SERIAL.search(elements.issue_number.value)
    unsigned = elements.sealing is not None and elements.sealing.value == "不落款"
    if numbered and kind.statutory and kind.name not in _PASSED and not unsigned and not elements.title_note:
        yield Hit(None, "已经编号，没有“成文日期”")


def _is_finished(elements: Elements) -> bool:
    """编了号、写了日期的。"""
    return elements.dated is not None and elements.issue_number is not None


def check_distribution(reading: Reading) -> Iterator[Hit]:
    """印发机关、印发日期成对；信函格式两样都没有。"""
    kind, elements = reading.kind, reading.elements
    if elements is None or kind is None or reading.document.recognized:
        return
    organ, date = elements.distributor, elements.distributed_on
    if reading.document.format is Format.LETTER:
        for text in (organ, date):
            if text and text.offsets != ():
                yield Hit(text.at(0, len(text.value)), "信函格式的版记不加印发机关、印发日期")
    elif date and organ is None:
        yield Hit(None, "写了印发日期，没有“印发机关”")
    elif organ and organ.offsets != () and date is None and _is_finished(elements) and kind.statutory:
        yield Hit(None, "写了印发机关，没有“印发日期”")


def check_late(reading: Reading) -> Iterator[Hit]:
    """印发日期是送印的日期，比成文日期晚得太多的，核对一下。"""
    elements, dated = reading.elements, reading.dated
    written = elements.distributed_on if elements else None
    date = parse_date(written.value) if written else None
    if written is None or dated is None or date is None or not date.exists:
        return
    days = (date.as_date() - dated).days
    if days > _LATE_DAYS:
        yield Hit(written.at(0, len(written.value)), f"印发日期比成文日期晚{days}天，请核对")


_PRINTING = f"{REGULATION}第九条（十七）"
RULES = (
    Rule("YS37", "成文日期、印发日期的写法", Level.ERROR, f"{cite('7.3.5.4')}；{cite('7.4.3')}", check_form),
    Rule("YS38", "没有成文日期", Level.ADVICE, f"{REGULATION}第九条（十二）", check_missing),
    Rule("YS39", "印发机关与印发日期", Level.ADVICE, f"{_PRINTING}；{cite('10.1')}", check_distribution),
    Rule("YS40", "印发日期太晚", Level.ADVICE, _PRINTING, check_late),
)
