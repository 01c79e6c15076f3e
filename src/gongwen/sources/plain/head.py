"""正文之前的一切：标题，标题之下的字号、题注、主送机关，标题之上的版头。"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from gongwen.document.elements import Names
from gongwen.sources.plain.dates import date_at_end, read_date
from gongwen.sources.plain.furniture import is_furniture, labelled
from gongwen.sources.plain.masthead import Found, put_subline, read_above
from gongwen.sources.plain.numbers import number_and_approvers, read_number
from gongwen.sources.plain.shapes import is_addressees, is_matter, is_note, is_organ, is_title_like
from gongwen.sources.plain.stray import without_slips
from gongwen.sources.plain.texts import Guess, joined, tile
from gongwen.sources.plain.title import Title, closes_title, find_title

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gongwen.spans import Text

# 政府网站的导航、索引表在正文之前常有四五十行。
HEAD_LINES = 80
MAX_ADDRESSEE_LINES = 3
SIGNED_WITHIN = 20
MAX_PERSON = 20
_SPOKEN = re.compile("(?:讲话稿?|致辞|发言稿?|主持词|报告)$")
_PERSON = re.compile(r"(?:[\u4e00-\u9fff]{1,12}\s+)?[\u4e00-\u9fff·]{1,4}(?:\s[\u4e00-\u9fff]{1,2})?")
_SUBTITLE = re.compile(r"[—－–-]{1,2}\S.{2,50}")
_MASTHEAD = re.compile(r".{2,40}文\s*件")


@dataclass(frozen=True, slots=True)
class Head:
    """正文之前认出来的。values 是 Elements 的字段名到值；start 是正文的第一行；used 是用掉的行。

    red_file 是标志写作“××文件”，letter 是标志只写机关名称。
    """

    title: Title
    values: Mapping[str, Any]
    start: int
    used: frozenset[int]
    guesses: tuple[Guess, ...]
    red_file: bool = False
    letter: bool = False


def read_head(lines: Sequence[Text], apart: frozenset[int]) -> Head | None:
    """认不出标题时为 None。apart 是前面有空行的各行的起点。"""
    original, lines = lines, without_slips(lines)
    start = _matter_start(lines)
    if start is None:
        return None
    title = find_title(lines, start, apart, official=_is_official(lines, start))
    if title is None:
        return None
    if lines is not original:
        title = replace(title, written=joined(list(original[title.first : title.last + 1]), "\n"))
    found = Found(used=set(range(title.first, title.last + 1)), guesses=list(title.guesses))
    begin = _below(lines, title, start, found)
    read_above(lines, title.first, start, found)
    used, guesses = frozenset(found.used), tuple(found.guesses)
    return Head(title, found.values, begin, used, guesses, found.red_file, found.letter)


def _matter_start(lines: Sequence[Text]) -> int | None:
    """正文或主送机关从哪一行起；开头一行就是 # 标题的，从下一行起。"""
    marked = False
    for at, line in enumerate(lines[:HEAD_LINES]):
        if is_furniture(line.value):
            continue
        if line.value.startswith("# "):
            marked = True
            continue
        if number_and_approvers(line)[0] is not line or closes_title(lines, at):
            continue
        if at and (is_addressees(line.value) or is_matter(line.value)):
            return at
        if at == 0 and is_matter(line.value):
            return None
        if marked and not read_number(line) and not is_note(line.value) and not is_title_like(line.value):
            return at
    return None


def _is_official(lines: Sequence[Text], start: int) -> bool:
    """上下有字号、主送机关、“××文件”或署名日期：是公文无疑。"""
    if is_addressees(lines[start].value):
        return True
    for line in lines[:start]:
        label = labelled(line.value)
        number = tile(line, label[1], len(line.value)) if label and label[0] in ("发文字号", "文号") else line
        if read_number(number) or (_MASTHEAD.fullmatch(line.value) and not is_furniture(line.value)):
            return True
        cut = date_at_end(line.value)
        if cut and is_organ(line.value[: cut[0]]):
            return True
    first = max(start, len(lines) - SIGNED_WITHIN)
    return any(read_date(lines[at]) and is_organ(lines[at - 1].value) for at in range(first + 1, len(lines)))


def _below(lines: Sequence[Text], title: Title, start: int, found: Found) -> int:
    """标题与正文之间：字号、题注、机关和日期、主送机关。返回正文的第一行。"""
    addressees = _addressees_at(lines, start)
    furniture = [at for at in range(title.last + 1, start) if is_furniture(lines[at].value)]
    kept_out = start if addressees else max(furniture, default=0)
    notes: list[int] = []
    for at in range(title.last + 1, start):
        line = lines[at]
        if is_furniture(line.value) or found.put_number(line, at) or put_subline(line, at, found):
            continue
        if (not notes or notes[-1] == at - 1) and _is_title_note(line, title, bool(notes)):
            notes.append(at)
            found.used.add(at)
        elif at >= kept_out and not read_date(line):
            # 既不是题注，也不是网页字样：是正文的小标题之类，从这里起都是正文。
            start, addressees = at, None
            break
    if notes:
        found.put("title_note", joined([lines[at] for at in notes], "\n"), "题注")
    if addressees is None:
        return start
    names, end = addressees
    found.put("addressees", names, "主送机关", *range(start, end))
    return end


def _is_title_note(line: Text, title: Title, following: bool) -> bool:
    """“（×年×月×日……通过）”、副题；讲话的还有日期和讲话人。"""
    value = line.value
    if is_note(value) or _SUBTITLE.fullmatch(value):
        return True
    if not _SPOKEN.search(title.plain) or "关于" in title.plain:
        return False
    person = len(value) <= MAX_PERSON and _PERSON.fullmatch(value) is not None
    return read_date(line) is not None or (person and (following or " " in value or "　" in value))


def _addressees_at(lines: Sequence[Text], start: int) -> tuple[Names, int] | None:
    """主送机关（可以折成几行）和它之后的一行。全角冒号由排版加，半角的照写。"""
    for count in range(1, MAX_ADDRESSEE_LINES + 1):
        part = lines[start : start + count]
        if len(part) < count or part[-1].value.startswith("|"):
            return None
        text = joined(list(part))
        if is_addressees(text.value):
            kept = len(text.value) - (1 if text.value.endswith("：") else 0)
            return Names((tile(text, 0, kept),), verbatim=True), start + count
        if text.value[-1] in "。；：:":
            return None
    return None
