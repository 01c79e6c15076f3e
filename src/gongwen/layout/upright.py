"""横排的面立在纸上：Typst 把它排成横的一页，这里给它加上 /Rotate，显示、打印都是竖的 A4，内容左转 90 度。

只动这几页的字典和交叉引用表，别的字节照旧；页面坐标不变，书签、标签结构不用改。
"""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import pairwise

from gongwen.errors import LayoutError

TURN = b"/Rotate 270"
# 顺时针 270 度就是向左 90 度：表头在纸的左边，单页是订口，双页是切口（GB/T 9704—2012 第 8 条）。
_ENTRY = 20
_START = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*\Z")
_TABLE = re.compile(rb"xref\s+0 (\d+)\s+")
_PAGE = re.compile(rb"\d+ 0 obj\n<<[^\n]*?/Type ?/Page\b[^\n]*?/MediaBox ?\[0 0 ([\d.]+) ([\d.]+)\]")


def stood_up(data: bytes) -> bytes:
    """横的各页加上 /Rotate 的 PDF。不是 Typst 写的那种 PDF、没有横页时引发 LayoutError。"""
    start = _START.search(data)
    table = _TABLE.match(data, int(start[1])) if start else None
    if start is None or table is None:
        raise _unexpected()
    last = table.end() + _ENTRY * int(table[1])
    entries = [data[at : at + _ENTRY] for at in range(table.end(), last, _ENTRY)]
    places = sorted(filter(None, (_turned_at(data, entry) for entry in entries)))
    if not places:
        raise _unexpected()
    body = TURN.join(data[a:b] for a, b in pairwise([0, *places, table.start()]))
    moved = b"".join(_moved(entry, places) for entry in entries)
    tail = data[last : start.start(1)] + str(len(body)).encode() + data[start.end(1) :]
    return body + data[table.start() : table.end()] + moved + tail


def _turned_at(data: bytes, entry: bytes) -> int:
    """对象是横的一页时，/Rotate 插在哪里；不是的为 0。"""
    page = _PAGE.match(data, int(entry[:10])) if entry[17:18] == b"n" else None
    return page.end() if page and float(page[1]) > float(page[2]) else 0


def _moved(entry: bytes, places: list[int]) -> bytes:
    """交叉引用表的一项，位置往后移。"""
    if entry[17:18] != b"n":
        return entry
    at = int(entry[:10])
    return b"%010d" % (at + len(TURN) * bisect_left(places, at)) + entry[10:]


def _unexpected() -> LayoutError:
    return LayoutError("横排的面转不过来：Typst 写的 PDF 与预期的不同", None, "把这句话报告给维护者")
