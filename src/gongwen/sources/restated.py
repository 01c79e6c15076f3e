"""正文里又写了一遍的要素：从网页或旧文件贴来的文字，前面常带标题、字号、主送机关，后面常带署名和日期。

要素已在 front matter 中，正文里的就不再排；略去哪几行一律告知。只在有把握时动手：
开头必须出现与标题相合的行，略去的都是短行，没有一句完整的话。
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gongwen.document.dates import parse_date
from gongwen.document.elements import Elements, Names
from gongwen.document.numbering import parse_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gongwen.spans import Text

HEAD_LINES = 20
UNLIKE_LINES = 4
SHORT_LINE = 60
MIN_FRAGMENT = 6
TITLE_SHARE = 0.7
_BLANK = re.compile(r"[\s　《》〈〉“”\"]+")
_ISSUING = re.compile(r"印发|转发|颁发|发布|公布")
_OBJECT = re.compile(
    r"\A(?>.*?(?:印发|转发|颁发|发布|公布))(?P<thing>.+)的(?:通知|通告|公告|命令|令|决定|函)$"
)
_LONE_DATE = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日?")
_SENTENCE_END = re.compile(r"[。！？；]")
_SENTENCE_MARK = re.compile(r"[。！？；，：,:]")
# 网页在标题前后常放的字样；带这些字样的短行即使有冒号也不是正文。
_FURNITURE = re.compile(
    r"^当前位置|^来源|字[体号]：|发布(?:时间|日期)|信息来源|浏览次数|阅读次数|字体大小|索引号|责任编辑|打印本页"
)
_TITLE = re.compile(r"[^，,]*关于[^，,]*[^。；：，、.;:,]")
_BRACKETED_YEAR = re.compile(r"[〔\[【（(［<〈].{0,4}\d{2}")
MAX_HEAD_LINE, MAX_NUMBER_LINE = 120, 60
# 独占一行的字号，连同签发人不过 60 字。
_MARKUP = ("#", "|", "!")


@dataclass(frozen=True, slots=True)
class Unrestated:
    """分开之后的正文：body 是本文，issued 是日期之后的被印发件（没有为空），left_out 是略去的行。

    elements 可能补上了正文中写着而 front matter 没写的主送机关和成文日期。
    unlike 是正文开头像版头、却与 front matter 不合的一行：照排，只告知。
    """

    body: tuple[Text, ...]
    issued: tuple[Text, ...]
    left_out: tuple[Text, ...]
    elements: Elements
    adopted: tuple[str, ...] = ()
    unlike: Text | None = None


def split_restated(lines: Sequence[Text], elements: Elements) -> Unrestated:
    """把正文开头重写的版头、末尾重写的署名日期略去，把日期之后的被印发件分出来。"""
    start, head = _head_end(lines, elements)
    thing = _issued_thing(lines, start, elements)
    if thing is not None:
        return Unrestated((), tuple(lines[thing:]), tuple(lines[:thing]), elements)
    adopted: list[str] = []
    rest = list(lines[start:])
    if head and elements.addressees is None and rest and _looks_like_addressees(rest[0].value):
        line = rest.pop(0)
        elements = replace(elements, addressees=Names((line.part(0, len(line.value) - 1),), verbatim=True))
        adopted.append("主送机关")
    cut = _date_line(rest, elements, searching=bool(head))
    if cut is None:
        unlike = None if head else _unlike(lines)
        return Unrestated(tuple(rest), (), tuple(lines[:start]), elements, tuple(adopted), unlike)
    if elements.dated is None:
        elements = replace(elements, dated=rest[cut])
        adopted.append("成文日期")
    begin = _signature_start(rest, cut, elements)
    left_out = (*lines[:start], *rest[begin : cut + 1])
    body, issued = tuple(rest[:begin]), tuple(rest[cut + 1 :])
    return Unrestated(body, issued, left_out, elements, tuple(adopted), None if head else _unlike(lines))


def _unlike(lines: Sequence[Text]) -> Text | None:
    """正文头几行里独占一行的字号，或“……关于……的通知”一类的标题。"""
    for line in lines[:UNLIKE_LINES]:
        if _may_be_head(line.value) and _is_head(line):
            return line
        if _is_matter(line.value):
            return None
    return None


def _may_be_head(value: str) -> bool:
    """先粗看一眼：平常的正文到这里为止，不必载入认文字的规则。"""
    numbered = len(value) <= MAX_NUMBER_LINE and "。" not in value and _BRACKETED_YEAR.search(value)
    return len(value) <= MAX_HEAD_LINE and bool(numbered or _TITLE.fullmatch(value))


def _is_head(line: Text) -> bool:
    from gongwen.sources.plain.numbers import read_number
    from gongwen.sources.plain.shapes import ending_kind, is_title_like

    number = read_number(line)
    titled = _TITLE.fullmatch(line.value) and is_title_like(line.value) and ending_kind(line.value)
    return bool(titled or (number and not number.is_serial))


def _issued_thing(lines: Sequence[Text], start: int, elements: Elements) -> int | None:
    """开头重写的最后一行正是所印发文件的名称：后面都是被印发件，没有通知的正文。"""
    if start == 0 or start >= len(lines) or elements.issued is not None or elements.title is None:
        return None
    found = _OBJECT.search(_plain(elements.title.value))
    if found is None or _plain(lines[start - 1].value) != found["thing"]:
        return None
    return start - 1


def _plain(value: str) -> str:
    return _BLANK.sub("", value).rstrip(":：")


def _head_end(lines: Sequence[Text], elements: Elements) -> tuple[int, bool]:
    """版头重写到第几行为止；正文开头没有重写版头时为 (0, False)。

    只有与标题相合的行合起来说得出大半个标题，才算重写了版头；否则一行也不略去。
    """
    title = _plain(elements.title.value) if elements.title else ""
    addressees = _plain("、".join(elements.addressees.values())) if elements.addressees else None
    end, fragments = 0, dict[str, None]()
    for index, line in enumerate(lines[:HEAD_LINES]):
        plain = _plain(line.value)
        if len(plain) >= MIN_FRAGMENT and plain in title:
            end, fragments[plain] = index + 1, None
        elif addressees and _same_names(plain, addressees):
            found = index == 0 or _tells_title(fragments, title)
            return (index + 1, True) if found else (0, False)
        elif fragments and _same_number(plain, elements):
            end = index + 1
        elif _is_matter(line.value):
            break
    return (end, True) if _tells_title(fragments, title) else (0, False)


def _tells_title(fragments: Iterable[str], title: str) -> bool:
    """合起来有标题的七成，或其中一行正是所印发文件的名称。"""
    issued = _OBJECT.search(title)
    if issued and issued["thing"] in fragments:
        return True
    return bool(title) and sum(map(len, fragments)) >= TITLE_SHARE * len(title)


def _is_matter(value: str) -> bool:
    """是正文而不是网页上的零碎：长行、带句中句末标点的行、带序数或标记的行。"""
    if _FURNITURE.search(value) and len(value) <= SHORT_LINE:
        return False
    if len(value) > SHORT_LINE or _SENTENCE_MARK.search(value):
        return True
    return value.startswith(_MARKUP) or parse_number(value) is not None


def _same_names(one: str, other: str) -> bool:
    return re.sub("[，,、;；]", "", one) == re.sub("[，,、;；]", "", other)


def _same_number(plain: str, elements: Elements) -> bool:
    """与发文字号相合；网页常把“〔2019〕21号”弄成“〔201921”，所以只比字母、汉字和数字。"""
    if elements.issue_number is None:
        return bool(re.search(r"[〔\[(（]\d{4}", plain)) and len(plain) < 24
    wanted = re.sub(r"[\W_]+|号$", "", elements.issue_number.value)
    return bool(wanted) and re.sub(r"[\W_]+|号$", "", plain) == wanted


def _looks_like_addressees(value: str) -> bool:
    return value[-1] in ":：" and 3 <= len(value) <= SHORT_LINE and not _SENTENCE_END.search(value)


def _date_line(lines: Sequence[Text], elements: Elements, *, searching: bool) -> int | None:
    """独占一行、与成文日期相合的日期；其后还有文字时，只有印发类标题才算。"""
    dated = parse_date(elements.dated.value) if elements.dated else None
    for index, line in enumerate(lines):
        plain = _plain(line.value)
        if not _LONE_DATE.fullmatch(plain):
            continue
        if elements.dated is None and not searching:
            return None
        if elements.dated and parse_date(plain) != dated:
            continue
        if index == len(lines) - 1:
            return index
        # 后面还有文字的：标题是印发类，而且开头重写了版头、日期前有署名或日期后就是所印发的文件，才当作落款。
        title = elements.title.value if elements.title else ""
        issues = _ISSUING.search(title)
        signed = searching or _signature_start(lines, index, elements) < index
        named = _plain(lines[index + 1].value).lstrip("#") in _plain(title)
        return index if issues and (signed or named) else None
    return None


def _signature_start(lines: Sequence[Text], cut: int, elements: Elements) -> int:
    """日期之前紧挨着的署名行从第几行开始。"""
    named = elements.issuers or elements.issuing_organs
    names = {_plain(name) for name in named.values()} if named else set()
    start = cut
    while start > 0 and _plain(lines[start - 1].value) in names:
        start -= 1
    return start
