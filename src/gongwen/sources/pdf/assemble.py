"""段和表格写成一份文本：一段一行，每个印出的行记下在第几面第几行。"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from gongwen.sources.pdf.characters import Odd, cleaned
from gongwen.sources.pdf.faces import Table
from gongwen.sources.pdf.lines import seam
from gongwen.sources.pdf.spots import Spot

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gongwen.sources.pdf.paragraphs import Item, Paragraph

SHOWN = 3
# 续表的格线与上一面的差不过这么多。
ALIKE = 3.0


class Assembled(NamedTuple):
    """文本、各处在原件的地方、怪字的说明、续表略去的表头有几处。脚注从 body_end（在行首）起。"""

    text: str
    body_end: int
    spots: tuple[Spot, ...]
    notices: tuple[str, ...]
    repeated: int


def assemble(items: Sequence[Item], notes: Iterable[Paragraph] = ()) -> Assembled:
    """写成文本，脚注在后。"""
    writer = _Writer()
    for item in items:
        if isinstance(item, Table):
            writer.table(item)
        else:
            writer.paragraph(item)
    writer.close()
    body_end = writer.at
    for note in notes:
        writer.paragraph(note)
    return Assembled(
        "".join(writer.parts), body_end, tuple(writer.spots), tuple(writer.told()), writer.repeated
    )


class _Writer:
    """边写边记。"""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.spots: list[Spot] = []
        self.repeated = 0
        self.at = 0
        self._rows: Counter[int] = Counter()
        self._odd: dict[Odd, list[tuple[str, Spot]]] = defaultdict(list)
        self._table: tuple[Table, tuple[str, ...]] | None = None

    def _write(self, text: str) -> None:
        self.parts.append(text)
        self.at += len(text)

    def _clean(self, text: str, spot: Spot) -> str:
        return cleaned(text, lambda kind, char: self._odd[kind].append((char, spot)))

    def paragraph(self, item: Paragraph) -> None:
        """一段。竖线起头的前面空一行，免得连成表格。"""
        self.close()
        if self.parts and (item.apart or item.lines[0].text.startswith("|")):
            self._write("\n")
        held = ""
        for line in item.lines:
            text = line.text
            if held:
                dropped, between = (0, item.between) if item.between else seam(held, text)
                if dropped:
                    self._odd[Odd.HYPHEN].append(("", self.spots[-1]))
                self._write(self._clean(held[: len(held) - dropped], self.spots[-1]) + between)
            self._rows[line.page] += 1
            self.spots.append(Spot(self.at, line.page, self._rows[line.page]))
            held = text
        self._write(self._clean(held, self.spots[-1]) + "\n")

    def table(self, table: Table) -> None:
        """一个表格；接着上一面同样的表格的，续在它后面，重复的表头不写。"""
        rows = list(table.cells)
        if self._table is not None and _goes_on(self._table[0], table):
            if rows and rows[0] == self._table[1]:
                del rows[0]
                self._rows[table.page] += 1
                self.repeated += 1
            self._table = table, self._table[1]
        else:
            self.close()
            if self.parts:
                self._write("\n")
            self._table = table, rows[0]
            self._row(table.page, rows.pop(0))
            self._write("|" + "---|" * (len(table.xs) - 1) + "\n")
        for row in rows:
            self._row(table.page, row)

    def _row(self, page: int, cells: Iterable[str]) -> None:
        self._rows[page] += 1
        for number, cell in enumerate(cells, 1):
            self._write("| " if number == 1 else " | ")
            spot = Spot(self.at, page, self._rows[page], number)
            self.spots.append(spot)
            self._write(self._clean(cell, spot).replace("|", "\\|"))
        self._write(" |\n")

    def close(self) -> None:
        """表格写完，后面空一行。"""
        if self._table is not None:
            self._write("\n")
            self._table = None

    def told(self) -> Iterator[str]:
        """怪字的说明，一种一条。"""
        for kind in Odd:
            found = self._odd.get(kind)
            if found:
                kinds = Counter(char for char, _ in found).most_common(SHOWN * 2)
                shown = "、".join(char for char, _ in kinds)
                places = list(dict.fromkeys(spot.label for _, spot in found))
                said = "、".join(places[:SHOWN]) + ("等" if len(places) > SHOWN else "")
                yield kind.value.format(count=len(found), shown=shown, places=said)


def _goes_on(above: Table, below: Table) -> bool:
    """下一面的表格是上一面的续表：格线一样。"""
    if below.page != above.page + 1 or len(above.xs) != len(below.xs):
        return False
    shift = below.xs[0] - above.xs[0]
    return all(abs(b - a - shift) <= ALIKE for a, b in zip(above.xs, below.xs, strict=True))
