"""（以下简称“××”）：JG07 定了还用全称，JG08 前后不一，JG09 定了两次，JG10 没有用。页：jg07.md—jg10.md。"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongwen.findings import Level
from gongwen.proofing.exempt import cited, inside
from gongwen.proofing.hanzi import same_sound
from gongwen.proofing.lazy import Lazy
from gongwen.proofing.names.slips import Slips, places
from gongwen.proofing.rule import Hit, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.proofing.reading import Piece, Reading

_SOURCE = "《党政机关公文处理工作条例》第九条（八）；校对通则"
_DEFINED = Lazy(
    "[（(](?:以下|下)(?:简称|统称|称)(?:为|作)?[：:]?[“‘「]?(?P<short>[^“”‘’「」（）()，。；]{1,30})[”’」]?[）)]"
)
_RUN = Lazy("[㐀-鿿]{1,40}$")
_ENDS = "局委会室部院处厅办署中心组"
_LAST: list[tuple[Reading, tuple[Short, ...]]] = []
_LEAST_LONGER = 3


@dataclass(frozen=True, slots=True)
class Short:
    """一处定义。at 是简称在 whole 里的起点，end 是括号之后；full 是前面连着的汉字，题名的为空。"""

    name: str
    at: int
    end: int
    full: str
    piece: Piece
    offset: int

    def hit(self, message: str) -> Hit:
        """报在简称上。"""
        return Hit(self.piece.text.at(self.offset, self.offset + len(self.name)), message)


def shorts(reading: Reading) -> tuple[Short, ...]:
    """一份文件里定的简称，按先后。"""
    if not _LAST or _LAST[0][0] is not reading:
        _LAST[:] = [(reading, tuple(_shorts(reading)))]
    return _LAST[0][1]


def _shorts(reading: Reading) -> Iterator[Short]:
    text = reading.whole
    if not any(map(reading.may_have, ("下简称", "下统称", "下称"))):
        return
    for found in _DEFINED.finditer(text):
        run = _RUN.search(text, max(found.start() - 40, 0), found.start())
        piece, offset = reading.placed(found.start("short"))
        yield Short(
            found["short"].strip(), found.start("short"), found.end(), run[0] if run else "", piece, offset
        )


def check_full(reading: Reading) -> Iterator[Hit]:
    """定了机关的简称，后面的正文还用全称。标题、题名里的照用全称。只报第一处。"""
    text = reading.whole
    for short in shorts(reading):
        if not short.full.endswith(tuple(_ENDS)) or short.piece.part:
            continue
        for at, full in _again(text, short):
            piece, start = reading.placed(at)
            if (
                piece.role in _BODY
                and piece.part == short.piece.part
                and not inside(cited(piece.text.value), start)
            ):
                message = f"前面已定简称“{short.name}”，这里还用全称"
                yield Hit(piece.text.at(start, start + len(full)), message, short.name)
                break


_BODY = ("paragraph", "run_in", "cell")


def _again(text: str, short: Short) -> Iterator[tuple[int, str]]:
    """后面又出现的全称：从哪里起看不出来，取再次出现的最长的一截，要依次含有简称的各字。"""
    least_size = _shortest(short)
    size = max(len(short.name) + _LEAST_LONGER, least_size)
    if least_size < 0 or size > len(short.full):
        return
    least = short.full[-size:]
    for at in places(text, least):
        more = 0
        while size + more < len(short.full) and text[at - more - 1] == short.full[-size - more - 1]:
            more += 1
        if at >= short.end:
            yield at - more, text[at - more : at + size]


def _shortest(short: Short) -> int:
    """全称里依次含有简称各字的最短的一截有几个字；不含的为负。"""
    at = len(short.full)
    for char in reversed(short.name):
        at = short.full.rfind(char, 0, at)
        if at < 0:
            return -len(short.full)
    return len(short.full) - at


def check_wrong(reading: Reading) -> Iterator[Hit]:
    """与定的简称差一个同音、形近的字，或颠倒；这样写了几次的，是另一回事。"""
    names = {short.name for short in shorts(reading) if len(short.name) >= 4 and short.name.isalpha()}
    text = reading.whole
    for each in Slips(names).found(text) if names else ():
        written = text[each.start : each.end]
        first = min(short.end for short in shorts(reading) if short.name == each.name)
        same = len(written) == len(each.name) and written[-1] == each.name[-1]
        alike = each.start >= first and same and written[0] == each.name[0]
        if alike and text.count(written) == 1:
            yield _miswritten(reading, each.start, each.name, each.how)
    for name in sorted(names):
        first = min(short.end for short in shorts(reading) if short.name == name)
        for at in places(text, name[:-1]):
            last = text[at + len(name) - 1 : at + len(name)]
            slipped = at >= first and last != name[-1] and last.isalpha() and same_sound(last, name[-1])
            if slipped and text.count(name[:-1] + last) == 1:
                yield _miswritten(reading, at, name, f"“{last}”“{name[-1]}”同音")


def _miswritten(reading: Reading, start: int, name: str, how: str) -> Hit:
    piece, at = reading.placed(start)
    return Hit(piece.text.at(at, at + len(name)), f"前面定的简称是“{name}”：{how}", name)


def check_conflict(reading: Reading) -> Iterator[Hit]:
    """一个简称定了两次。"""
    by_name: dict[tuple[int, str], list[Short]] = defaultdict(list)
    for short in shorts(reading):
        by_name[short.piece.part, short.name].append(short)
    for group in by_name.values():
        for short in group[1:]:
            yield short.hit(f"简称“{short.name}”前面已经定过")


def check_unused(reading: Reading) -> Iterator[Hit]:
    """定了简称，后面一次也没有用。另有附件、被印发件的，可能用在那里，不报。"""
    if reading.is_annex or len(reading.document.sources()) > 1:
        return
    text = reading.whole
    for short in shorts(reading):
        if text.find(short.name, short.end) < 0:
            yield short.hit(f"定了简称“{short.name}”，后面没有用")


FULL = Rule("JG07", "定了简称还用全称", Level.ADVICE, _SOURCE, check_full)
WRONG = Rule("JG08", "简称前后不一", Level.ERROR, _SOURCE, check_wrong)
CONFLICT = Rule("JG09", "简称定了两次", Level.ADVICE, _SOURCE, check_conflict)
UNUSED = Rule("JG10", "定了简称没有用", Level.ADVICE, _SOURCE, check_unused)
