"""BT01：标题缺文种，或与“文种”键不一致。页：bt01.md。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.document.clauses import REGULATION
from gongwen.document.kinds import KINDS
from gongwen.findings import Level
from gongwen.proofing.lazy import Lazy
from gongwen.proofing.lexicon import load_words
from gongwen.proofing.reading import TITLE
from gongwen.proofing.rule import Hit, Rule
from gongwen.proofing.rules.bt.kind_slips import invented, slip
from gongwen.proofing.rules.bt.titles import title_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.document.kinds import Kind
    from gongwen.proofing.reading import Reading
    from gongwen.proofing.rules.bt.titles import Title
    from gongwen.spans import Text

_NOTES = Lazy(r"(?:\s*[（(][^（）()]{1,30}[）)])+\s*$")
_ISSUING = Lazy(r"关于(?:印发|转发|批转)")
_ORGAN_ABOUT = Lazy(r"[^，。；]{2,40}(?:[室厅局委院会府部]|[省市县区]委)关于.{4}")
# 不是文种，而规范性文件、答复等常用来作题末的
_PAPERS = (
    "措施",
    "政策",
    "答复",
    "公示",
    "说明",
    "解读",
    "倡议书",
    "公开信",
    "情况",
    "机制",
    "意见建议",
    "若干规定",
)
_LONGEST_KIND = 12
# 题末标点由 BT02 查，这里先不看它。
_IGNORED = " \t\r\n　。，、；：.,;:？！?!"


def check(reading: Reading) -> Iterator[Hit]:
    """标题末尾（题注之前）应当是文种，且与“文种”键相同；条例没有列的文书（讲话、总结等）不查。"""
    yield from _unnamed(reading)
    if reading.kind is None or not reading.kind.statutory or _named_by_masthead(reading):
        return
    for piece in reading.of(TITLE):
        title = title_of(piece.text)
        # 文种写了错字、用了“申请”之类的，由 BT11、BT12 报。
        if not (slip(title, reading.kind) or invented(title)):
            yield from _check_title(piece.text, reading.kind)


def _unnamed(reading: Reading) -> Iterator[Hit]:
    """贴来的文字，题末的文种丢了：读的时候按正文补上的，或者补不出来的。没有字号、落款的是没有贴全，不查。"""
    elements = reading.elements
    if elements is None or not (elements.issue_number or reading.dated):
        return
    for piece in reading.of(TITLE):
        text, end = piece.text, len(piece.text.value)
        added = _added(text)
        if added:
            last = end - added - 1
            fix = None if text.value.endswith("】") else text.value[last:]
            yield Hit(text.at(last, last + 1), "标题末尾没有文种", fix)
        elif reading.kind is None and not title_of(text).kind:
            if _ISSUING.search(text.value):
                yield Hit(text.at(end, end), "标题末尾没有文种", "的通知", level=Level.ADVICE)
            elif _is_official(reading, title_of(text)):
                yield Hit(text.at(end, end), "标题末尾没有文种", level=Level.ADVICE)


def _is_official(reading: Reading, title: Title) -> bool:
    """“××人民政府关于……”，下面有字号或主送机关：是公文，不是规章、讲话之类。"""
    elements = reading.elements
    marked = elements is not None and (elements.issue_number or elements.addressees)
    if not (marked and reading.document.recognized and _ORGAN_ABOUT.match(title.outside)):
        return False
    named = title.core.endswith((*load_words("title-endings"), *_PAPERS)) or invented(title) is not None
    return not named and slip(title, None) is None


def _added(text: Text) -> int:
    """末尾有几个字是读的时候补的：补的字算在前一个字的位置。"""
    end = len(text.value)
    if end < _LONGEST_KIND or text.at(0, 1) == text.span:
        return 0
    for count in range(_LONGEST_KIND):
        at = end - 1 - count
        if at < 1 or text.at(at, at + 1) != text.at(at - 1, at):
            return count
    return 0


def _named_by_masthead(reading: Reading) -> bool:
    """纪要的文种已在标志上（“××会议纪要”），标题可以只写议题（10.3：格式可根据实际制定）。"""
    masthead = reading.elements.masthead if reading.elements else None
    return masthead is not None and masthead.value.endswith("纪要")


def _check_title(text: Text, kind: Kind) -> Iterator[Hit]:
    value = text.value
    end = len(value.rstrip(_IGNORED))
    notes = _NOTES.search(value, max(0, end - 120), end)
    if notes:
        end = len(value[: notes.start()].rstrip(_IGNORED))
    plain = "".join(value[:end].split())
    fits = [(ending, item) for item in KINDS for ending in item.title_endings if plain.endswith(ending)]
    if any(item is kind for _, item in fits):
        return
    if fits:
        ending = max((ending for ending, _ in fits), key=len)
        message = f"标题的文种“{ending}”与“文种”键（{kind.term}）不一致"
        yield Hit(text.at(_tail_start(value, end, len(ending)), end), message)
    else:
        yield _missing(text, end, plain, kind)


def _tail_start(value: str, end: int, length: int) -> int:
    """value[:end] 末尾 length 个非空白字的起点（标题可以分行写）。"""
    at = end
    while length:
        at -= 1
        length -= not value[at].isspace()
    return at


def _missing(text: Text, end: int, plain: str, kind: Kind) -> Hit:
    other = max((word for word in load_words("title-endings") if plain.endswith(word)), key=len, default=None)
    if other:
        message = f"“{other}”不是公文文种，宜由通知、命令等印发，标题以文种结尾"
        return Hit(text.at(_tail_start(text.value, end, len(other)), end), message, level=Level.ADVICE)
    suggestion = kind.title_endings[-1] if plain.endswith("的") else "的" + kind.title_endings[0]
    return Hit(text.at(end, end), "标题末尾没有文种", suggestion)


RULE = Rule("BT01", "标题缺文种或与文种键不一致", Level.ERROR, f"{REGULATION}第八条、第九条（七）", check)
