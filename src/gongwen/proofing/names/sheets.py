"""一份文件里的人：表格按列，文本、段落按行；职务另占一行的（桌签）归到旁边的姓名。"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gongwen.proofing.lazy import Lazy
from gongwen.proofing.names.columns import guessed_fields, header_fields
from gongwen.proofing.names.lines import read_line
from gongwen.proofing.names.mentions import Mention, Spot
from gongwen.proofing.names.near import plain_name
from gongwen.proofing.names.words import HAN, is_name, is_unit, may_be_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gongwen.proofing.names.columns import Fields
    from gongwen.proofing.names.lines import Line, Person
    from gongwen.proofing.names.roster import Roster
    from gongwen.proofing.names.tokens import Token
    from gongwen.sources.tables import Cell, Listing, Sheet

_GAP = "　"
_HAN = Lazy(f"[{HAN}]")
_HEADING = 30


class RowText:
    """一行的文字：各格之间空一格；哪一段在哪一格，报得出位置。"""

    def __init__(self, cells: Sequence[Cell]) -> None:
        self.cells = [cell for cell in cells if not cell.inherited]
        self.starts: list[int] = []
        pieces, at = [], 0
        for cell in self.cells:
            text = cell.text.replace("\n", " ").replace("\r", " ")
            self.starts.append(at)
            pieces.append(text)
            at += len(text) + len(_GAP)
        self.text = _GAP.join(pieces)
        self._columns = {cell.column: at for at, cell in reversed(list(enumerate(self.cells)))}

    def spot(self, start: int, end: int) -> Spot:
        """[start, end) 所在的地方。"""
        return Spot(self.cells[self.at(start)].place, self.text, start, end)

    def at(self, start: int) -> int:
        """在第几格。"""
        return max(bisect_right(self.starts, start) - 1, 0)

    def found(self, column: int) -> tuple[Cell, int] | None:
        """第 column 列的格，和它在这一行文字里从哪里起。"""
        at = self._columns.get(column)
        return None if at is None else (self.cells[at], self.starts[at])


@dataclass(frozen=True, slots=True)
class Reading:
    """一份文件读出来的：mentions 是各人，rows 是各行文字。"""

    mentions: tuple[Mention, ...]
    rows: tuple[RowText, ...]


def read_people(listing: Listing, roster: Roster) -> Reading:
    """一份文件里的人，按次序。"""
    mentions: list[Mention] = []
    rows: list[RowText] = []
    for at, sheet in enumerate(listing.sheets):
        reader = _SheetReader(sheet, roster, at, len(rows))
        mentions += reader.people()
        rows += reader.rows
    return Reading(tuple(mentions), tuple(rows))


@dataclass(frozen=True, slots=True)
class _Loose:
    """文本的一行：people 是这一行的人，posts、organs 是没有姓名的一行里的。"""

    row: int
    line: Line
    text: RowText


class _SheetReader:
    """一张表。"""

    def __init__(self, sheet: Sheet, roster: Roster, number: int, first: int) -> None:
        self.sheet, self.roster, self.number, self.first = sheet, roster, number, first
        self.rows = [RowText(row) for row in sheet.rows]
        self.group = self.organ = ""
        # 职务另占一行的写在哪里：before 在姓名之前，after 在后，under 是单位下面列几个人
        self.orientation = ""
        self.pending: list[tuple[RowText, Token]] = []
        self.made: list[Mention] = []
        self.alone = False

    def people(self) -> list[Mention]:
        guessed = guessed_fields(self.sheet.rows, self.roster)
        fields: tuple[Fields, ...] = ()
        for at, cells in enumerate(self.sheet.rows):
            header = header_fields(cells)
            if header:
                fields = header
            elif len(self.rows[at].cells) > 1 and (fields or guessed):
                self._table_row(at, cells, fields or guessed)
            elif fields and self._only_name(at, fields):
                self._table_row(at, cells, fields)
            else:
                self._line_row(at)
        return self.made

    def _only_name(self, at: int, fields: tuple[Fields, ...]) -> bool:
        """只有姓名一格的一行；也可能是表里的小标题，要确实像姓名。"""
        cell = self.rows[at].cells[0]
        name = plain_name(cell.text)
        known = is_name(name) or bool(self.roster.called(name) or self.roster.near(name))
        return known and any(group.name == cell.column for group in fields)

    # 表格

    def _table_row(self, at: int, cells: Sequence[Cell], fields: tuple[Fields, ...]) -> None:
        row = self.rows[at]
        inherited = {cell.column: cell.text for cell in cells if cell.inherited}
        for group in fields:
            found = row.found(group.name)
            if found is None:
                continue
            for mention in self._in_cell(at, *found):
                self.made.append(self._with_columns(mention, row, group, inherited))

    def _in_cell(self, at: int, cell: Cell, start: int) -> Iterator[Mention]:
        """姓名一栏的一格：通常就是一个姓名，也可能带着职务、括号，或有几个人。"""
        row, name = self.rows[at], plain_name(cell.text)
        if may_be_name(name) and (self.roster.called(name) or not (len(name) > 3 and is_unit(name))):
            size = len(cell.text.replace("\n", " "))
            spot, cell_number = row.spot(start, start + size), row.at(start)
            yield Mention(name, spot, self.first + at, cell_number, group=self.group, sheet=self.number)
            return
        line = read_line(cell.text, self.roster)
        yield from (self._mention(person, at, start) for person in line.people)

    def _with_columns(
        self, mention: Mention, row: RowText, group: Fields, inherited: dict[int, str]
    ) -> Mention:
        post = row.found(group.post or group.both)
        organ = row.found(group.organ)
        told = organ[0].text if organ else inherited.get(group.organ, "") if group.organ else self.organ
        told = "".join(told.split())
        mention = replace(mention, organ=mention.organ or (told if is_unit(told) else ""))
        if post and not mention.post:
            spot = row.spot(post[1], post[1] + len(post[0].text))
            return replace(mention, post=post[0].text, post_spot=spot)
        return mention

    # 文本

    def _line_row(self, at: int) -> None:
        row = self.rows[at]
        line = read_line(row.text, self.roster)
        if line.label:
            self.group, self.organ = line.label, ""
        if line.people:
            self._people_line(at, line)
        elif line.pure and (line.posts or line.organs):
            self._bare_line(row, line)
        elif _HAN.search(row.text):
            if not line.label and len(row.text) <= _HEADING:
                self.group, self.organ = row.text, ""
            self.alone = False

    def _people_line(self, at: int, line: Line) -> None:
        made = [self._mention(person, at) for person in line.people]
        bare = len(made) == 1 and line.pure and not made[0].post and not made[0].organ
        if bare and self.orientation in ("", "under"):
            self.orientation = "before" if self.pending else self.orientation or "after"
        if bare and self.orientation == "before":
            made[0] = self._given(made[0], self.pending)
        self.pending = []
        self.made += [
            mention if mention.organ or not self.organ else replace(mention, organ=self.organ)
            for mention in made
        ]
        self.alone = bare

    def _bare_line(self, row: RowText, line: Line) -> None:
        """只有职务、单位的一行：桌签上姓名的下一行或上一行；单位也可能是下面几个人的。"""
        told = [(row, token) for token in (*line.organs, *line.posts)]
        if self.alone and (self.orientation == "after" or (self.orientation == "under" and line.posts)):
            self.made[-1] = self._given(self.made[-1], told)
            return
        if not self.orientation and not self.made and not line.posts:
            self.orientation = "under"
        self.pending = [*self.pending, *told] if line.posts or self.orientation == "before" else []
        if not line.posts:
            self.group = row.text.strip()
            self.organ = self.group if is_unit(self.group) else ""

    @staticmethod
    def _given(mention: Mention, told: list[tuple[RowText, Token]]) -> Mention:
        posts = [(row, token) for row, token in told if token.kind.value == "职务"]
        organs = [token.text for _, token in told if token.kind.value == "机关"]
        mention = replace(mention, organ="".join((mention.organ, *organs)))
        if not posts:
            return mention
        written = "、".join(filter(None, (mention.post, *(token.text for _, token in posts))))
        row, token = posts[0]
        spot = mention.post_spot or row.spot(token.start, token.end)
        return replace(mention, post=written, post_spot=spot)

    def _mention(self, person: Person, at: int, start: int = 0) -> Mention:
        row, name = self.rows[at], person.name
        spot = row.spot(start + name.start, start + name.end)
        posts = "、".join(token.text for token in person.posts)
        organs = "".join(token.text for token in person.organs)
        first = person.posts[0] if person.posts else None
        last = person.posts[-1] if person.posts else None
        where = row.spot(start + first.start, start + last.end) if first and last else None
        number, cell = self.first + at, row.at(start + name.start)
        return Mention(name.text, spot, number, cell, posts, organs, self.group, where, self.number)
