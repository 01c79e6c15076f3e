"""标题之上的版头：份号、密级、紧急程度、发文机关标志、发文字号、签发人，以及网页的索引表。"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from gongwen.document.elements import Names
from gongwen.sources.plain.dates import date_at_end, read_date
from gongwen.sources.plain.furniture import is_furniture, labelled
from gongwen.sources.plain.numbers import number_and_approvers, read_number
from gongwen.sources.plain.shapes import is_organ
from gongwen.sources.plain.texts import Guess, joined, shown, split_names, tile, widened
from gongwen.spans import Span, Text

if TYPE_CHECKING:
    from collections.abc import Sequence

_COPY = re.compile(r"(?:№|No\.?)?\s*\d{6}")
_SECRECY = re.compile(r"(?P<grade>绝\s*密|机\s*密|秘\s*密)(?:\s*[★☆]\s*(?P<term>.{1,12}))?")
_URGENCY = re.compile(r"特\s*急|加\s*急|特\s*提|平\s*急")
_MASTHEAD = re.compile(r"(?P<organs>.{2,60}?)\s*文\s*件")
_NAMED_MASTHEAD = re.compile(r".{2,40}(?:纪\s*要|[简快专]\s*报|信\s*息|动\s*态)")
# 公告、通告、命令的标志：机关名称后面就是文种。
_TITLED_MASTHEAD = re.compile(r"(?P<organ>.{2,40}?)\s*(?:公\s*告|通\s*告|命\s*令|令|公\s*报)")
_PERSON = re.compile(
    r"(?:[\u4e00-\u9fff·]{2,4}|[\u4e00-\u9fff][\s　]+[\u4e00-\u9fff])(?:[\s　、]+[\u4e00-\u9fff·]{2,4})*"
)
_URGENCY_LABELS = ("紧急程度", "缓急", "缓急程度")
_NUMBER_LABELS = ("发文字号", "文号")
_ORGAN_LABELS = ("发文机关", "发文单位", "制发机关")
_NAME = re.compile(
    r"[\u4e00-\u9fff·]{2,}|[\u4e00-\u9fff]\s+[\u4e00-\u9fff](?![\u4e00-\u9fff])|[^\s、，,；;]+"
)
MAX_MARKS = 6
HEAD_LINES, MAX_TABBED = 30, 80
MIN_JOINT_ORGAN = 4


@dataclass(slots=True)
class Found:
    """认出来的要素（Elements 的字段名到值）、用掉的行、说明；只在本站之内边认边填。"""

    values: dict[str, Any] = field(default_factory=dict)
    used: set[int] = field(default_factory=set)
    guesses: list[Guess] = field(default_factory=list)
    red_file: bool = False
    letter: bool = False

    def put(self, name: str, value: Text | Names, said: str, *lines: int) -> None:
        """记下一个要素。已经认过的不再记。"""
        if name in self.values:
            return
        self.values[name] = value
        self.used.update(lines)
        shown_value = value.value if not isinstance(value, Names) else "、".join(value.values())
        self.guesses.append(Guess(value.span.start, f"认作{said}：{shown(shown_value)}"))

    def put_number(self, line: Text, *lines: int) -> bool:
        """line 是发文字号时记下来。"""
        read = read_number(line)
        if read is None or "issue_number" in self.values:
            return False
        self.put("issue_number", read.text, "发文字号", *lines)
        if read.guess:
            self.guesses[-1] = read.guess
        return True


def read_above(lines: Sequence[Text], first: int, start: int, found: Found) -> None:
    """第 first 行（标题）之上的要素，记入 found；索引表看到第 start 行（正文）之前。"""
    number = _number_line(lines, first, found)
    bottom = _subline_above(lines, first, found) if number is None else _approvers_above(lines, number, found)
    top = _masthead_lines(lines, bottom, found, right_above=bottom < first)
    if number is not None:
        _more_approvers(lines, number + 1, first, found)
        _subline(lines, number + 1, first, found)
    # 份号、密级、紧急程度在标志之上；信函的标志在页眉里，它们就挨着字号。别处的六位数字多半不是份号。
    marks = _beside(number, first) if top is None or found.letter else range(max(0, top - MAX_MARKS), top)
    for at in marks:
        _mark(lines, at, found)
    _labelled_values(lines[:start], found)


def _number_line(lines: Sequence[Text], first: int, found: Found) -> int | None:
    for at in range(first - 1, -1, -1):
        if is_furniture(lines[at].value):
            continue
        number, approvers = number_and_approvers(lines[at])
        if number is None:
            found.used.add(at)
            _put_approvers(approvers, at, found)
            continue
        if found.put_number(number, at):
            _put_approvers(approvers, at, found)
            return at
    return None


def split_marks(lines: Sequence[Text]) -> list[Text]:
    """开头用制表符隔在一行里的两样（“加急　　字号”“份号　　字号”“字号　　签发人”）分成两行。"""
    split: list[Text] = []
    for line in lines[:HEAD_LINES]:
        cut = line.value.find("\t") if len(line.value) <= MAX_TABBED and line.value.count("\t") == 1 else -1
        parts = [line] if cut < 0 else [tile(line, 0, cut, 0, cut), tile(line, cut, len(line.value), cut)]
        split += parts if cut > 0 and any(map(read_number, parts)) else [line]
    return [*split, *lines[HEAD_LINES:]]


def _approvers_above(lines: Sequence[Text], number: int, found: Found) -> int:
    """上行文的签发人排在字号上面一行或几行的；返回字号和它们从第几行起。"""
    for at in range(number - 1, max(-1, number - MAX_MARKS), -1):
        _, people = number_and_approvers(lines[at])
        if people is not None:
            _put_approvers(people, at, found)
            _more_approvers(lines, at + 1, number, found)
            return at
        if not _PERSON.fullmatch(lines[at].value) or is_organ(lines[at].value):
            break
    return number


def _subline_above(lines: Sequence[Text], first: int, found: Found) -> int:
    """没有编号的纪要，标题上面是“机关　　日期”，再上面是标志；返回它在第几行，没有就是标题。"""
    return first - 1 if first and put_subline(lines[first - 1], first - 1, found) else first


def _beside(number: int | None, first: int) -> range:
    """字号上下紧挨着的。"""
    return range(0) if number is None else range(max(0, number - 2), min(first, number + 3))


def _put_approvers(text: Text | None, at: int, found: Found) -> None:
    """从下往上认，上面一行的签发人在前。"""
    if text is None:
        return
    below = found.values.pop("approvers", None)
    found.put("approvers", _people(text), "签发人", at)
    if isinstance(below, Names):
        found.values["approvers"] = Names((*found.values["approvers"].items, *below.items))


def _people(text: Text) -> Names:
    starts = [found.start() for found in _NAME.finditer(text.value)] or [0]
    edges = itertools.pairwise([0, *starts[1:], len(text.value)])
    return Names(tuple(_named(text, begin, end) for begin, end in edges))


def _named(text: Text, begin: int, end: int) -> Text:
    """一个姓名；隔开的空白、顿号归它占。"""
    kept = len(text.value[begin:end].rstrip(" 　\t、，,；;"))
    return tile(text, begin, begin + kept, begin, end)


def _more_approvers(lines: Sequence[Text], begin: int, end: int, found: Found) -> None:
    """签发人多，排到下一行的姓名。"""
    known = found.values.get("approvers")
    for at in range(begin, end):
        line = lines[at]
        if not isinstance(known, Names) or not _PERSON.fullmatch(line.value) or is_organ(line.value):
            return
        known = Names((*known.items, *_people(line).items))
        found.values["approvers"] = known
        found.used.add(at)


def _subline(lines: Sequence[Text], begin: int, end: int, found: Found) -> None:
    """纪要、简报字号之下的一行“机关　　日期”。"""
    for at in range(begin, end):
        put_subline(lines[at], at, found)


def put_subline(line: Text, at: int, found: Found) -> bool:
    """这一行是“机关　　日期”时记下发文机关和成文日期。"""
    cut = date_at_end(line.value)
    if cut is None or not is_organ(line.value[: cut[0]]):
        return False
    date = read_date(tile(line, cut[1], len(line.value), cut[0]))
    if date is None or found.values.keys() & {"dated", "issuing_organs"}:
        return False
    found.put("issuing_organs", Names((tile(line, 0, cut[0], 0, cut[0]),)), "发文机关", at)
    found.put("dated", date.text, "成文日期", at)
    if date.guess:
        found.guesses[-1] = date.guess
    return True


def _masthead_lines(lines: Sequence[Text], bottom: int, found: Found, *, right_above: bool) -> int | None:
    """发文机关标志从第几行起；没有为 None。bottom 是它下面的一行（字号或标题）。"""
    for at in range(bottom - 1, max(-1, bottom - 8), -1):
        value = lines[at].value
        named = _NAMED_MASTHEAD.fullmatch(value)
        if named and right_above and not is_furniture(value):
            found.put("masthead", lines[at], "发文机关标志", at)
            return at
        titled = _TITLED_MASTHEAD.fullmatch(value)
        if titled and right_above and at == bottom - 1 and is_organ(titled["organ"]):
            return _titled_masthead(lines, at, found)
        marked = _MASTHEAD.fullmatch(value)
        if marked or value.replace(" ", "") == "文件":
            return _organs_with_suffix(lines, at, marked.end("organs") if marked else 0, found)
    above = bottom - 1
    lettered = right_above or (above >= 0 and _is_own_letter(lines[above].value, lines[bottom].value))
    if lettered and above >= 0 and is_organ(lines[above].value) and not is_furniture(lines[above].value):
        found.put("issuing_organs", Names((lines[above],)), "发文机关标志", above)
        found.letter = True
        return above
    return None


def _titled_masthead(lines: Sequence[Text], at: int, found: Found) -> int:
    """“××市人民政府通告”一行，和它上面的联合行文机关。"""
    first = _joint_from(lines, at)
    found.put("masthead", joined(lines[first : at + 1], "\n"), "发文机关标志", *range(first, at + 1))
    return first


def _joint_from(lines: Sequence[Text], at: int) -> int:
    """第 at 行上面连着的联合行文机关从第几行起。"""
    while at and len(lines[at - 1].value) >= MIN_JOINT_ORGAN and is_organ(lines[at - 1].value):
        at -= 1
    return at


def _is_own_letter(organ: str, title: str) -> bool:
    """没有编号的函：标志与标题开头的机关相同。"""
    return title.startswith(organ + "关于") and title.endswith("函")


def _organs_with_suffix(lines: Sequence[Text], at: int, end: int, found: Found) -> int | None:
    """“××文件”一行和它上面的联合行文机关。"""
    own = split_names(tile(lines[at], 0, end), r"\s+") if end else ()
    if not all(is_organ(item.value) for item in own):
        return None
    first = _joint_from(lines, at)
    items = [*lines[first:at], *own]
    if not items:
        return None
    # 最后一个机关名称连“文件”一起占住。
    items[-1] = widened(items[-1], Span(items[-1].span.start, lines[at].span.end))
    used = range(first, at + 1)
    found.red_file = True
    found.put("issuing_organs", Names(tuple(items)), "发文机关标志（其后加“文件”）", *used)
    return first


def _mark(lines: Sequence[Text], at: int, found: Found) -> None:
    """份号、密级和保密期限、紧急程度：标志之上，各占一行。"""
    line, value = lines[at], lines[at].value
    secrecy = _SECRECY.fullmatch(value) if len(value) <= 24 else None
    if _COPY.fullmatch(value):
        found.put("copy_number", line, "份号", at)
    elif secrecy:
        cut = secrecy.start("term") if secrecy["term"] else len(value)
        found.put("secrecy", tile(line, 0, secrecy.end("grade"), 0, cut), "密级", at)
        if secrecy["term"]:
            found.put("secrecy_term", tile(line, cut, len(value), cut), "保密期限", at)
    elif _URGENCY.fullmatch(value):
        found.put("urgency", line, "紧急程度", at)


def _labelled_values(lines: Sequence[Text], found: Found) -> None:
    """网页索引表、办公系统导出的“发文字号：××”：文件自己没有写的，取这里的。"""
    for at, line in enumerate(lines):
        label = labelled(line.value)
        if label is None or at in found.used:
            continue
        value = tile(line, label[1], len(line.value))
        if label[0] in _NUMBER_LABELS and "issue_number" not in found.values:
            found.put_number(value, at)
        elif label[0] in _URGENCY_LABELS and _URGENCY.fullmatch(value.value):
            found.put("urgency", value, "紧急程度", at)
        elif label[0] in _ORGAN_LABELS and is_organ(value.value):
            found.put("issuing_organs", Names((value,)), "发文机关", at)
