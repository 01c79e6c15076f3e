"""找标题：从正文（或主送机关）往上，第一处认得出来的就是；题末丢了文种的补上并说明。"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongwen.document.kinds import KINDS
from gongwen.document.placeholders import TO_FILL
from gongwen.sources.plain.dates import date_at_end, read_date
from gongwen.sources.plain.furniture import is_furniture, labelled
from gongwen.sources.plain.numbers import read_number
from gongwen.sources.plain.shapes import (
    MAX_TITLE_LINE,
    SHORT,
    ending_kind,
    ends_like_paper,
    is_addressees,
    is_note,
    is_organ,
    is_state_note,
    is_title_like,
    is_title_part,
    paper_kind,
)
from gongwen.sources.plain.texts import Guess, inserted, joined, shown, tile
from gongwen.spans import Span, Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongwen.document.kinds import Kind

MAX_TITLE = 120
MAX_TITLE_LINES, MAX_TITLE_ABOVE = 6, 2
SHORT_ENDING = 8
LONG_FIRST_LINE = 8
MIN_HEADED = 6
MIN_ORGAN, MIN_JOINT_ORGAN = 3, 5
_ORGAN_BEFORE = r"(?:政府|办公[室厅]|[局院委厅部处会])"
_OPENING = re.compile(rf"关于|(?:^|{_ORGAN_BEFORE})(?:转发|批转|印发|公布|发布)")
_OPENS_LINE = re.compile(r"关于|转发|批转|印发|公布|发布")
_MEETINGS = ("会议", "大会")
_ISSUING = re.compile(r"(?:印发|转发|批转|颁发|发布|公布)\S*的$")
_TITLE_LABELS = ("标题", "公文标题", "文件标题", "信息名称", "文件名称", "名称", "主题", "邮件主题")
# 题末丢了文种时，正文的惯用语说得出它是什么。
_CUES = (
    ("请示", re.compile(r"[妥当]否[，,]?\s*请|请[予]?批[示复]")),
    ("报告", re.compile(r"特此报告|现[将就].{0,40}报告如下")),
    ("函", re.compile(r"[特专]此函[达告复]|请予?函复|函[商复]如下")),
    ("批复", re.compile(r"特此批复|现批复如下|批复如下")),
    ("公告", re.compile(r"特此公告|公告如下")),
    ("通告", re.compile(r"特此通告|通告如下")),
    ("通报", re.compile(r"特此通报|通报如下|予以通报")),
    ("通知", re.compile(r"特此通知|通知如下")),
)


@dataclass(frozen=True, slots=True)
class Title:
    """找到的标题：占第 first 至 last 行；kind 为 None 时不是公文，或丢了文种（lost_kind）。

    written 是连多打的标点在内的原样，没有多打的为 None。
    """

    text: Text
    first: int
    last: int
    kind: Kind | None
    guesses: tuple[Guess, ...]
    lost_kind: bool = False
    written: Text | None = None

    @property
    def plain(self) -> str:
        """标题的文字，不含空白。"""
        return "".join(self.text.value.split())


def find_title(lines: Sequence[Text], start: int, apart: frozenset[int], *, official: bool) -> Title | None:
    """第 start 行（正文或主送机关）之前的标题。official：上下有字号、主送机关等，是公文无疑。

    认不准时为 None。
    """
    for last in range(start - 1, -1, -1):
        value = lines[last].value
        if _is_beside_title(lines[last]):
            continue
        if not (is_title_part(value) or is_state_note(value) or closes_title(lines, last)):
            continue
        first = _first_line(lines, last, apart)
        found = _accept(lines, first, last, start, official=official)
        if found:
            return found
    return _labelled_title(lines, start)


def closes_title(lines: Sequence[Text], at: int) -> bool:
    """这一行与上面一两行合起来是标题，以文种收尾，只是末尾多打了标点（另由校对报）。"""
    value, written = lines[at].value, lines[at].value
    if value[-1] not in "。；，、：.;,:" or len(value) > SHORT or "，" in value[:-1]:
        return False
    for line in reversed(lines[max(0, at - MAX_TITLE_ABOVE) : at]):
        if not is_title_part(line.value) or ending_kind(line.value):
            return False
        written = line.value + written
        if is_title_like(written):
            return True
    return False


def _is_beside_title(line: Text) -> bool:
    """可以夹在标题和正文之间的：网页字样、字号、题注、日期。"""
    value = line.value
    if is_state_note(value):
        return False
    return is_furniture(value) or is_note(value) or bool(read_number(line) or read_date(line))


def _first_line(lines: Sequence[Text], last: int, apart: frozenset[int]) -> int:
    """标题从第几行起。"""
    if last and is_state_note(lines[last].value):
        return _first_line(lines, last - 1, apart)
    opening = _opening_line(lines, last)
    if opening is None:
        return _first_without_opening(lines, last, apart)
    if not _OPENS_LINE.match(lines[opening].value):
        joint = opening and lines[opening].span.start not in apart and _is_joint(lines, opening)
        return opening - 1 if joint else opening
    # 以“关于”起行的，发文机关在上一行；联合行文的可以有几行。
    first, least = opening, MIN_ORGAN
    while first and _is_organ_line(lines, first - 1, least=least):
        first, least = first - 1, MIN_JOINT_ORGAN
    return first


def _is_joint(lines: Sequence[Text], at: int) -> bool:
    """联合行文的机关排了两行，“关于”在第二行的机关之后；上一行重复同一个机关的是标志。"""
    organs = re.split(r"[\s、]+", _OPENS_LINE.split(lines[at].value)[0].strip())
    above = lines[at - 1].value
    return (
        all(map(is_organ, organs))
        and organs[0] not in above
        and _is_organ_line(lines, at - 1, least=MIN_JOINT_ORGAN)
    )


def _opening_line(lines: Sequence[Text], last: int) -> int | None:
    """带“关于”“转发”的那一行：标题由它（或它上面的机关名称）起头；没有为 None。"""
    for at in range(last, max(-1, last - MAX_TITLE_LINES), -1):
        value = lines[at].value
        if at < last and (not is_title_part(value) or _is_complete(value, lines[at + 1].value)):
            return None
        if _OPENING.search(value):
            return at
    return None


def _is_complete(value: str, following: str) -> bool:
    """已经以文种收尾，下一行又不是“的……”：是另一个标题。"""
    return ending_kind(value) is not None and not following.startswith(("的", "和", "及", "与"))


def _is_organ_line(lines: Sequence[Text], at: int, *, least: int) -> bool:
    value = lines[at].value
    if is_furniture(value) or read_number(lines[at]):
        return False
    parts = re.split(r"[\s、]+", value)
    named = all(is_organ(part) or part.endswith(_MEETINGS) for part in parts)
    return named and least <= len(value) <= MAX_TITLE_LINE


def _first_without_opening(lines: Sequence[Text], last: int, apart: frozenset[int]) -> int:
    """没有“关于”的标题：机关名称在上一行，或上一行紧挨着而且够长。"""
    value = lines[last].value
    if last and len(value) <= SHORT_ENDING and _is_organ_line(lines, last - 1, least=MIN_ORGAN):
        # 联合发的命令，机关各占一行，“令”在末了
        joint = last - 1
        while value in ("令", "命令") and joint and _is_organ_line(lines, joint - 1, least=MIN_JOINT_ORGAN):
            joint -= 1
        return joint
    first = last
    while first and last - first < 2 and lines[first].span.start not in apart:
        if not _runs_on(lines[first - 1]):
            break
        first -= 1
    return first


def _runs_on(above: Text) -> bool:
    """紧挨着的上一行够长又没有收尾：是一个标题分成了两行。"""
    value = above.value
    if len(value) < LONG_FIRST_LINE or date_at_end(value):
        return False
    closed = ending_kind(value) or ends_like_paper(value) or read_number(above) or read_date(above)
    return is_title_part(value) and not closed


def _accept(lines: Sequence[Text], first: int, last: int, start: int, *, official: bool) -> Title | None:
    parts = [_unmarked(line) for line in lines[first : last + 1]]
    text = joined(parts, "\n")
    plain = "".join(text.value.split())
    if not 2 <= len(plain) <= MAX_TITLE:
        return None
    kind = ending_kind(plain)
    marked = _is_marked(lines[first]) or ends_like_paper(plain)
    if kind is not None:
        return _told(text, first, last, kind) if official or marked or _is_named(plain, kind) else None
    if _OPENING.search(plain) and plain.endswith("的"):
        return _completed(text, first, last, lines[start:])
    if official and (
        _OPENING.match(plain) or _is_answer(lines, first, last, start) or _is_headed(lines, first)
    ):
        return _told(text, first, last, _cued(lines[start:]), lost=True)
    repeated = any(line.value == lines[last].value for line in lines[:first]) and len(plain) > SHORT_ENDING
    return _told(text, first, last, paper_kind(plain)) if marked or repeated else None


def _is_named(plain: str, kind: Kind) -> bool:
    """以文种收尾，而且带“关于”，或是机关名称加文种（“××市人民政府公告”）。"""
    organ = any(is_organ(plain.removesuffix(word)) for word in kind.title_endings if plain.endswith(word))
    return "关于" in plain or organ or kind.name == "order"


def _is_answer(lines: Sequence[Text], first: int, last: int, start: int) -> bool:
    """“××对第×号提案的答复”一类：机关名称起头，下面就是字号，再下面是主送。"""
    named = any(is_organ(lines[first].value[:end]) for end in range(3, 20))
    below = last + 1 < start and read_number(lines[last + 1]) is not None
    return named and below and is_addressees(lines[start].value)


def _is_headed(lines: Sequence[Text], first: int) -> bool:
    """紧接在字号或“机关　　日期”之下：简报、快报的标题没有一定的收尾。"""
    if not first or len(lines[first].value) < MIN_HEADED:
        return False
    above = lines[first - 1]
    number = read_number(above)
    return bool(number and number.guess is None) or date_at_end(above.value) is not None


def _is_marked(line: Text) -> bool:
    return line.value.startswith("# ")


def _unmarked(line: Text) -> Text:
    """去掉行首的 #；span 仍是整行。"""
    kept = len(line.value) - len(line.value.lstrip("#")) if _is_marked(line) else 0
    return tile(line, kept, len(line.value)) if kept else line


def _told(text: Text, first: int, last: int, kind: Kind | None, *, lost: bool = False) -> Title:
    named = f"（文种：{kind.term}）" if kind else ""
    guess = Guess(text.span.start, f"认作标题{named}：{shown(text.value, 40)}")
    return Title(text, first, last, kind, (guess,), lost_kind=lost)


def _completed(text: Text, first: int, last: int, body: Sequence[Text]) -> Title:
    """题末是“的”：文种丢了。印发、转发的补“通知”，正文说得出的照它补，说不出的留空。"""
    kind = _cued(body)
    reason = "正文的用语"
    if _ISSUING.search("".join(text.value.split())):
        kind, reason = next(item for item in KINDS if item.name == "notice"), "“印发（转发）……的”"
    word = kind.title_endings[0] if kind else TO_FILL.format("文种")
    told = _told(inserted(text, len(text.value), word), first, last, kind, lost=True)
    said = f"标题末尾没有文种，按{reason}补“{word}”" if kind else "标题末尾没有文种，留出空位"
    return Title(
        told.text, first, last, kind, (*told.guesses, Guess(text.span.end - 1, said)), lost_kind=True
    )


def _cued(body: Sequence[Text]) -> Kind | None:
    """正文开头几段、末尾几段的惯用语所说的文种。"""
    heard = [line.value[:400] for line in (*body[:3], *body[-12:])]
    for term, cue in _CUES:
        if any(cue.search(value) for value in heard):
            return next(kind for kind in KINDS if kind.term == term)
    return None


def _labelled_title(lines: Sequence[Text], start: int) -> Title | None:
    """办公系统导出的“标题：……”。"""
    for at, line in enumerate(lines[:start]):
        found = labelled(line.value)
        if found is None or found[0] not in _TITLE_LABELS:
            continue
        text = tile(line, found[1], len(line.value))
        kind = ending_kind(text.value)
        if len(text.value) <= MAX_TITLE_LINE and kind and "关于" in text.value:
            return _told(Text(text.value, Span(line.span.start, line.span.end), text.offsets), at, at, kind)
    return None
