"""文字在原件里的地方：第几面第几行，在表格里的是第几格。"""

from __future__ import annotations

from typing import NamedTuple


class Spot(NamedTuple):
    """从偏移 start 起的文字在第几面、第几行；在表格里的是第几格，否则为 0。"""

    start: int
    page: int
    row: int
    cell: int = 0

    @property
    def label(self) -> str:
        """“第3面第7行”“第3面第7行第2格”。"""
        return f"第{self.page}面第{self.row}行" + (f"第{self.cell}格" if self.cell else "")
