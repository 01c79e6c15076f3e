"""true-finds.tsv：干净文字里真有的差错，人看过的。文件、规则代码、那里的文字、为什么是真的。

同一文件里同一条规则报的同样的文字，一行都算；不再报的行要删去。
"""

from __future__ import annotations

from pathlib import Path

from gongwen.errors import UsageError, Where

TRUE_FINDS = Path(__file__).resolve().parent / "true-finds.tsv"


class TrueFinds:
    """记下的真差错。行写得不对时引发 UsageError，带行号。"""

    def __init__(self, path: Path) -> None:
        self._rows: dict[tuple[str, str, str], int] = {}
        self._used: set[int] = set()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if line and not line.startswith("#"):
                self._add(path, number, line.split("\t"))

    def _add(self, path: Path, number: int, cells: list[str]) -> None:
        where = Where(path.name, number)
        if len(cells) != 4 or not all(cells):
            raise UsageError("真差错一行有四格：文件、代码、文字、为什么", where, "补齐，各格之间用制表符")
        key = (cells[0], cells[1], cells[2])
        if key in self._rows:
            raise UsageError(f"与第 {self._rows[key]} 行相同", where, "删去一行")
        self._rows[key] = number

    def holds(self, document: str, code: str, text: str) -> bool:
        """这一处记下了没有；记下的算用过。text 里的换行、没有位置的写作“-”。"""
        number = self._rows.get((document, code, text.replace("\n", "⏎") or "-"))
        if number is not None:
            self._used.add(number)
        return number is not None

    def unused(self, documents: set[str]) -> list[int]:
        """这些文件里记下了而没有报的行号：规则或文字变了，这一行不再成立。"""
        return sorted(
            number for (name, _, _), number in self._rows.items()
            if number not in self._used and name in documents
        )  # fmt: skip
