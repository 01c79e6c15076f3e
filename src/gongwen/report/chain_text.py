"""看到哪里了的终端文字：一件的经过和还要办的。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.report.chain_words import (
    Tone,
    badges,
    faults,
    holder_words,
    own_organ,
    proof_words,
    row_actor,
    row_name,
    status_words,
    told,
)
from gongwen.report.pointed import columns, printable
from gongwen.report.table_text import fitted
from gongwen.report.verify_text import ignored_words
from gongwen.signoff.step import title_line
from gongwen.signoff.timeline import RowState, StationState
from gongwen.signoff.verify.checks import State
from gongwen.signoff.vocabulary import Decision, StepKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gongwen.report.chain_words import Badge
    from gongwen.report.chains import Chain
    from gongwen.signoff.stations import Station
    from gongwen.signoff.timeline import Timeline
    from gongwen.signoff.timeline_rows import Row

WIDTH = 96
_NAME_ROOM, _NARROW = 28, 80
_MOST = 1000  # 一项文字在终端里最多写这么多字
_HANG = "    "
_LINES = 20  # 一项文字在终端里最多写这么多行
_RED, _YELLOW, _GREEN, _CYAN, _BOLD, _DIM, _STRUCK = "1;31", "1;33", "1;32", "1;36", "1", "2", "2;9"
_TONES = {
    Tone.BAD: _RED,
    Tone.WARN: _YELLOW,
    Tone.GOOD: _GREEN,
    Tone.NOTE: _CYAN,
    Tone.GONE: _DIM,
    Tone.PLAIN: _DIM,
}
# 没有颜色、不会划线的终端也分得清
_DONE, _GONE, _BACK, _HALF, _BUILT, _NOW, _LATER, _NONE = "✓", "✗", "↩", "◔", "▪", "❯", "◦", "-"
_WRONG = "!"
_COLOURS = {_DONE: _GREEN, _GONE: _DIM, _BACK: _RED, _WRONG: _RED, _HALF: _YELLOW, _NOW: _CYAN}
_LEGEND = {
    _DONE: "已办", _GONE: "已不算", _BACK: "退回", _HALF: "待补签", _BUILT: "构建",
    _NOW: "轮到", _LATER: "以后", _NONE: "不要", _WRONG: "验证不合",
}  # fmt: skip


def chain_text(chain: Chain, *, width: int = WIDTH, colour: bool = False) -> str:
    """一件的经过，以换行结尾；读不了的只有原因。width 是终端的宽（汉字占两格）。"""
    writer = _Writer(width, on=colour)
    if chain.timeline is None:
        return "".join(f"{printable(line)}\n" for line in (chain.problem or "").splitlines())
    return "\n".join(writer.lines(chain, chain.timeline)) + "\n"


class _Writer:
    """照终端的宽折行，上色；外来的文字先变成可以安全打印的。"""

    def __init__(self, width: int, *, on: bool) -> None:
        self._width, self._on, self._names = max(width, 48), on, 0

    def lines(self, chain: Chain, about: Timeline) -> Iterator[str]:
        """各行。"""
        yield from self._head(chain, about)
        yield ""
        yield self._paint("到哪里了", _BOLD)
        for each in status_words(about, chain.statement):
            yield from self._wrapped("  ", each.text, _TONES[each.tone])
        yield ""
        yield self._paint("经过", _BOLD)
        self._names = self._room(row_name(row) for row in about.rows)
        for row in about.rows:
            yield from self._row(about, row, list(faults(chain.statement, row)))
        yield from self._ahead(about)
        yield ""
        legend = dict(_LEGEND)
        if chain.statement is None or chain.statement.exit_code != 1:
            del legend[_WRONG]
        yield from self._wrapped("", "  ".join(f"{mark} {words}" for mark, words in legend.items()), _DIM)

    def _ahead(self, about: Timeline) -> Iterator[str]:
        ahead = [*about.waiting, *(each for each in about.stations if each.state is StationState.SKIPPED)]
        if not ahead:
            return
        yield ""
        yield self._paint("还要办的", _BOLD)
        room = self._room(each.name for each in ahead)
        final = next((each for each in ahead if each.needs_final), None)
        for station in ahead:
            if station is final:
                yield self._paint(f"      {_LATER} {_padded('定稿', room)}  gongwen build --final", _DIM)
            yield from self._station(about, station, room)

    def _room(self, names: Iterable[str]) -> int:
        """名称一栏的宽；窄的终端不对齐。"""
        widest = max((columns(printable(name)) for name in names), default=0)
        return min(widest, _NAME_ROOM) if self._width >= _NARROW else 0

    def _head(self, chain: Chain, about: Timeline) -> Iterator[str]:
        yield from self._headed(title_line(about.title) or "（没有标题）", _BOLD)
        yield from self._headed(chain.path)
        pairs = {
            "发文字号": about.issue_number,
            "路线": f"{about.route}（{about.why}）" if about.why else about.route,
            "情形": "、".join(about.conditions),
            "会签": "、".join(about.countersigners),
            "没有动": f"{chain.idle}天" if chain.idle else "",
        }
        for name, text in pairs.items():
            if text:
                yield from self._headed(f"{name}：{text}")
        if chain.ignored:
            yield from self._headed(ignored_words(chain.ignored), _YELLOW)
        if chain.statement:
            states = chain.statement.states
            found = {state: [aspect.term for aspect in states if states[aspect] is state] for state in State}
            words = "；".join(f"{state.term}：{'、'.join(names)}" for state, names in found.items() if names)
            yield from self._headed(f"验证：{words}", _RED if found[State.FAIL] else None)

    def _row(self, about: Timeline, row: Row, wrong: list[Badge]) -> Iterator[str]:
        mark, built = _WRONG if wrong else _mark(row), row.kind is StepKind.BUILT
        time = row.time.strftime("%Y-%m-%d %H:%M") if row.time else "时间写得不对"
        prefix = f"{row.line:>4}  {_padded(time, 16)}  "
        words = proof_words(row.proof) if built else row_actor(row, own_organ(about))
        decision = "" if built else row.decision_text
        decision = "" if decision == row.name else decision
        name = _padded(fitted(printable(row_name(row)), _NAME_ROOM), self._names)
        text = name + "  " + "  ".join(filter(None, (decision, words)))
        style = _STRUCK if mark == _GONE else None
        head, *more = self._folded(text, columns(prefix) + 2)
        yield prefix + self._paint(mark, _COLOURS.get(mark)) + " " + self._paint(head, style)
        margin = " " * (columns(prefix) + 2)
        yield from (margin + self._paint(line, style) for line in more)
        for name, told_text in told(row):
            yield from self._item(margin, name, told_text)
        for each in wrong:
            yield from self._wrapped(margin, f"【{each.text}】", _RED)
        noted = list(badges(about, row))
        if noted:
            yield from self._wrapped(
                margin, "　".join(f"【{each.text}】" for each in noted), _TONES[noted[0].tone]
            )
        if row.sheet_digest:
            yield from self._item(margin, "扫描件的摘要", f"{row.sheet_digest[:16]}……", _DIM)

    def _station(self, about: Timeline, station: Station, room: int) -> Iterator[str]:
        mark = {StationState.CURRENT: _NOW, StationState.LATER: _LATER}.get(station.state, _NONE)
        colour = None if mark == _NOW else _DIM
        prefix = f"      {mark} {_padded(fitted(printable(station.name), _NAME_ROOM), room)}  "
        margin = " " * columns(prefix)
        words = list(_ahead(about, station)) or [""]
        head, *more = [line for each in words for line in self._folded(each, columns(prefix))]
        painted = self._paint(prefix, _CYAN if mark == _NOW else _DIM)
        yield (painted + self._paint(head, colour)).rstrip()
        yield from (margin + self._paint(line, colour) for line in more)

    def _item(self, margin: str, name: str, text: str, colour: str | None = None) -> Iterator[str]:
        """名目和文字；文字里另起的行缩进去，冒充不了别的一项。"""
        first, *more = text.splitlines() or [""]
        yield from self._wrapped(margin, f"{name}：{first}", colour)
        for line in more[:_LINES]:
            yield from self._wrapped(f"{margin}  │ ", line, colour)
        if len(more) > _LINES:
            yield from self._wrapped(f"{margin}  │ ", "……（行数太多，没有全写，见 --format json）", colour)

    def _wrapped(self, margin: str, text: str, colour: str | None = None) -> Iterator[str]:
        for line in self._folded(text, columns(margin)):
            yield margin + self._paint(line, colour)

    def _headed(self, text: str, colour: str | None = None) -> Iterator[str]:
        """顶头的一段；折到下一行的缩进去：外来的标题冒充不了另一项。"""
        for number, line in enumerate(self._folded(text, len(_HANG))):
            yield _HANG * bool(number) + self._paint(line, colour)

    def _folded(self, text: str, used: int) -> list[str]:
        """太长的折成几行；外来的换行不作数，都是可以安全打印的。"""
        return _folded(printable(" ".join(_cut(text).splitlines())), max(self._width - used, 24))

    def _paint(self, text: str, colour: str | None) -> str:
        return f"\x1b[{colour}m{text}\x1b[0m" if self._on and colour and text else text


def _ahead(about: Timeline, station: Station) -> Iterator[str]:
    """这一步等谁，为什么不要。"""
    if station.why:
        yield f"不要：{station.why}{'；也可以办' if station.optional else ''}"
        return
    if station.missing:
        yield f"还差{'、'.join(station.missing)}"
    names = [holder_words(each, own_organ(about)) for each in station.holders]
    yield "；".join(names) or f"{'、'.join(station.roles)}（名册里没有人）"
    if station.note and station.state is StationState.CURRENT:
        yield station.note


def _mark(row: Row) -> str:
    if row.kind is StepKind.BUILT:
        return _BUILT
    if row.state is RowState.STANDING:
        return _HALF if row.decision is Decision.PROVISIONAL and row.settled_by is None else _DONE
    return _BACK if row.state is RowState.RETURNED else _GONE


def _padded(text: str, width: int) -> str:
    return text + " " * (width - columns(text))


def _cut(text: str) -> str:
    return text if len(text) <= _MOST else f"{text[:_MOST]}……（太长，没有全写，见 --format json）"


def _folded(text: str, room: int) -> list[str]:
    """照显示的宽折成几行；行首不放句读。"""
    lines, line, used = [], "", 0
    for char in text:
        width = columns(char)
        if used + width > room and char not in "，。；：、？！）》”’】":
            lines.append(line)
            line, used = "", 0
        line += char
        used += width
    return [*lines, line]
