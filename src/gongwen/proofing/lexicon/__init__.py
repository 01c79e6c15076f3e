"""词表：proofing/lexicon/*.tsv，一行一条，最后一列是来源。

来源只能是 works.tsv 里列出的著作，后面可以空一格写出处（第几条、哪个词条）；没有来源、来源不在其中的不加载。
"""

from __future__ import annotations

import pkgutil
from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True)
class Row:
    """词表的一行：各列的值与来源。"""

    values: tuple[str, ...]
    source: str


class LexiconError(ValueError):
    """词表写得不对：缺列、缺来源、重复。"""


@cache
def load_rows(name: str) -> tuple[Row, ...]:
    """词表的全部行，不含表头。词表写得不对时引发 LexiconError，不存在时引发 FileNotFoundError。"""
    data = pkgutil.get_data(__name__, f"{name}.tsv")
    if data is None:
        raise FileNotFoundError(name)
    return parse_rows(name, data.decode("utf-8"))


@cache
def works() -> frozenset[str]:
    """可以作来源的著作。"""
    data = pkgutil.get_data(__name__, "works.tsv") or b""
    return frozenset(line.split("\t")[0] for line in data.decode("utf-8").splitlines()[1:])


@cache
def load_words(name: str) -> frozenset[str]:
    """词表第一列。"""
    return frozenset(row.values[0] for row in load_rows(name))


def parse_rows(name: str, text: str) -> tuple[Row, ...]:
    """把词表文本读成行；第一行是表头，最后一列必须叫“来源”。"""
    header, *lines = text.splitlines()
    columns = header.split("\t")
    if columns[-1] != "来源":
        raise LexiconError(f"{name}.tsv：最后一列应为“来源”")
    rows: list[Row] = []
    seen: set[str] = set()
    for number, line in enumerate(lines, 2):
        cells = [cell.strip() for cell in line.split("\t")]
        if len(cells) != len(columns):
            raise LexiconError(f"{name}.tsv 第 {number} 行：应有 {len(columns)} 列，有 {len(cells)} 列")
        if not cells[0] or not cells[-1]:
            raise LexiconError(f"{name}.tsv 第 {number} 行：{'缺来源' if cells[0] else '第一列是空的'}")
        if not _is_known(cells[-1]):
            raise LexiconError(f"{name}.tsv 第 {number} 行：来源“{cells[-1]}”不在 works.tsv 里")
        if cells[0] in seen:
            raise LexiconError(f"{name}.tsv 第 {number} 行：“{cells[0]}”重复")
        seen.add(cells[0])
        rows.append(Row(tuple(cells[:-1]), cells[-1]))
    return tuple(rows)


@cache
def _is_known(source: str) -> bool:
    """来源是一部列出的著作，或著作之后空一格写了出处。"""
    return any(source == work or source.startswith(f"{work} ") for work in works())
