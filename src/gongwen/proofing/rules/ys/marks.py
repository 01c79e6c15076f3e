"""YS07 至 YS11：版头左上角的份号、密级和保密期限、紧急程度。页：ys07.md 至 ys11.md。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.document.clauses import REGULATION, cite
from gongwen.document.numbering import han_number
from gongwen.document.placeholders import UNFILLED
from gongwen.findings import Level
from gongwen.proofing.lazy import Lazy
from gongwen.proofing.rule import Hit, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.document.elements import Elements
    from gongwen.proofing.reading import Reading
    from gongwen.spans import Text

SECRETS = "《中华人民共和国保守国家秘密法》"
_GRADED = Lazy(r"(?P<grade>绝\s?密|机\s?密|秘\s?密)\s?(?P<star>[^\d\s长]?)\s?(?P<term>.{0,20})")
_UNMARKED = ("非密", "不涉密", "非涉密", "无密级", "无", "内部", "公开", "普通", "一般")
_TERM = Lazy(
    r"(?P<many>\d{1,3})(?P<unit>年|个月|天|日)|长期|\d{4}年\d{1,2}月\d{1,2}日(?:前|后|解密)?|[^\d]{1,12}[前后]"
)
_HAN_TERM = Lazy(r"(?P<many>[一二三四五六七八九十两]{1,3})(?P<unit>年|个月|天|日)")
_MOST_YEARS = {"绝密": 30, "机密": 20, "秘密": 10}
_IN_YEAR = {"年": 1, "个月": 12, "天": 366, "日": 366}
_COPY = Lazy(r"(?:№|No\.?)?\s?\d{6}")
_URGENT = frozenset({"特急", "加急"})
_WIRED = frozenset({"特提", "平急"})
_LONGER = {"特急件": "特急", "加急件": "加急", "特级": "特急", "加级": "加急"}
_WIRE_WORDS = ("电报", "发电", "明传", "密传", "明电", "电〔")


def _secrecy(elements: Elements | None) -> Text | None:
    written = elements.secrecy if elements else None
    return None if written is None or UNFILLED.search(written.value) else written


def check_grade(reading: Reading) -> Iterator[Hit]:
    """密级只有三级；★与期限隔开；不涉密的不标。"""
    written = _secrecy(reading.elements)
    if written is None:
        return
    found = _GRADED.fullmatch(written.value)
    if found is None:
        whole = written.at(0, len(written.value))
        if written.value.strip() in _UNMARKED:
            yield Hit(whole, "不涉密的公文不标密级")
        else:
            yield Hit(whole, "密级只有绝密、机密、秘密三级")
    elif found["term"] and found["star"] != "★":
        at = found.span("star") if found["star"] else (found.start("term"),) * 2
        yield Hit(written.at(*at), "密级与保密期限之间用“★”隔开", "★")


def check_term(reading: Reading) -> Iterator[Hit]:
    """标密级必标保密期限，不超过法定最长期限；没有密级的不标。"""
    elements, written = reading.elements, _secrecy(reading.elements)
    if elements is None:
        return
    term = elements.secrecy_term
    found = _GRADED.fullmatch(written.value) if written else None
    if written and found and found["term"] and term is None:
        term = written.part(*found.span("term"))
    if term is None:
        if found:
            yield Hit(None, "标了密级，缺“保密期限”（如“1年”，印作“机密★1年”）")
    elif elements.secrecy is None:
        yield Hit(term.at(0, len(term.value)), "标了保密期限，没有标密级")
    elif not UNFILLED.search(term.value):
        yield from _check_form(term, "".join(found["grade"].split()) if found else "")


def _check_form(term: Text, grade: str) -> Iterator[Hit]:
    value, whole = term.value, term.at(0, len(term.value))
    han = _HAN_TERM.fullmatch(value)
    found = _TERM.fullmatch(value)
    if han:
        number = 2 if han["many"] == "两" else han_number(han["many"])
        yield Hit(whole, "保密期限用阿拉伯数字", f"{number}{han['unit']}" if number else None)
    elif found is None:
        yield Hit(whole, "保密期限写作“1年”“6个月”之类，或写明解密时间、解密条件")
    elif found["many"]:
        most = _MOST_YEARS.get(grade)
        if most and int(found["many"]) > most * _IN_YEAR[found["unit"]]:
            yield Hit(whole, f"{grade}级的保密期限不超过{most}年")


def check_copy_missing(reading: Reading) -> Iterator[Hit]:
    """涉密公文应当标注份号。"""
    elements, written = reading.elements, _secrecy(reading.elements)
    if elements and written and _GRADED.fullmatch(written.value) and elements.copy_number is None:
        yield Hit(None, "涉密公文应当标注份号（“份号”键）")


def check_copy_form(reading: Reading) -> Iterator[Hit]:
    """份号一般用 6 位阿拉伯数字。"""
    written = reading.elements.copy_number if reading.elements else None
    if written is None or UNFILLED.search(written.value) or _COPY.fullmatch(written.value):
        return
    value = written.value
    fix = value.zfill(6) if value.isascii() and value.isdigit() and len(value) < 6 else None
    yield Hit(written.at(0, len(value)), "份号一般用6位阿拉伯数字，不足的在前面补0", fix)


def check_urgency(reading: Reading) -> Iterator[Hit]:
    """紧急公文标“特急”“加急”；“特提”“平急”只用于电报。"""
    elements = reading.elements
    written = elements.urgency if elements else None
    if elements is None or written is None or UNFILLED.search(written.value):
        return
    value = "".join(written.value.split())
    whole = written.at(0, len(written.value))
    if value in _WIRED:
        texts = (elements.masthead, elements.issue_number, elements.title)
        if not any(text and any(word in text.value for word in _WIRE_WORDS) for text in texts):
            yield Hit(whole, f"“{value}”用于电报，公文标“特急”或“加急”", level=Level.ADVICE)
    elif value not in _URGENT:
        yield Hit(whole, "紧急程度只有“特急”“加急”（电报还有“特提”“平急”）", _LONGER.get(value))


RULES = (
    Rule("YS07", "密级的写法", Level.ERROR, f"{REGULATION}第九条（二）；{SECRETS}第二十二条", check_grade),
    Rule("YS08", "保密期限", Level.ERROR, f"{REGULATION}第九条（二）；{SECRETS}第二十条", check_term),
    Rule("YS09", "涉密公文没有份号", Level.ERROR, f"{REGULATION}第九条（一）", check_copy_missing),
    Rule("YS10", "份号的写法", Level.ADVICE, cite("7.2.1"), check_copy_form),
    Rule("YS11", "紧急程度的写法", Level.ERROR, f"{REGULATION}第九条（三）", check_urgency),
)
