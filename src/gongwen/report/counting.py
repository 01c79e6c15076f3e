"""按图书的办法计错的结果：终端文字、JSON；docs/核定.md 里的表。"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gongwen.findings import Verdict
from gongwen.proofing.counting.faces import CELLS, ROWS
from gongwen.proofing.counting.table import book_table
from gongwen.report.pointed import printable
from gongwen.report.table_text import aligned

if TYPE_CHECKING:
    from gongwen.proofing.counting.book import BookCount
    from gongwen.proofing.counting.table import BookTable, Kind

_INDENT = "    "


def counting_text(name: str, count: BookCount) -> list[str]:
    """一份的结果，几行：结论，各类，字数怎么算的，面怎么数的。"""
    verdict = "合格" if count.verdict is Verdict.PASS else "不合格"
    kind = count.basis.term.removesuffix("率")
    head = f"按图书的办法计 {_plain(count.total)} 个{kind}，{count.characters} 字"
    rate = f"差错率万分之 {count.rate}，合格线万分之 {count.limit}"
    lines = [f"{printable(name)}：{head}；{rate}；{verdict}"]
    rows = [
        (row.kind.name, f"{row.places} 处", f"计 {_plain(row.counted)} 个", row.kind.article)
        for row in count.rows
    ]
    lines += [_INDENT + line for line in aligned(rows)] if rows else []
    lines.append(_INDENT + characters_text(count))
    if count.unfinished:
        lines.append(f"{_INDENT}还有空位 {count.unfinished} 处没有填，不计差错，付印前须填完")
    return lines


def characters_text(count: BookCount) -> str:
    """字数、面数是怎样来的。"""
    if count.faces.known:
        return f"字数是版面字数：{count.faces.count} 面 × {ROWS} 行 × {CELLS} 字（附件第二条）"
    faces = f"面数按每面 {ROWS} 行、每行 {CELLS} 字估为 {count.faces.count} 面"
    return f"没有排成面，字数是印出的字数，不是版面字数，从严；{faces}"


def counting_json(count: BookCount) -> dict[str, Any]:
    """一份的结果，供放进 JSON：数都写成十进制的文字，免得 0.1 走样。"""
    return {
        "method": "book",
        "source": count.table.source,
        "basis": count.basis.value,
        "total": _plain(count.total),
        "characters": count.characters,
        "characters_are": "page_capacity" if count.faces.known else "printed",
        "faces": count.faces.count,
        "faces_are": "counted" if count.faces.known else "estimated",
        "rate_per_10k": str(count.rate),
        "limit_per_10k": str(count.limit),
        "verdict": count.verdict.value,
        "unfinished": count.unfinished,
        "rows": [
            {
                "kind": row.kind.id,
                "name": row.kind.name,
                "places": row.places,
                "counted": _plain(row.counted),
                "article": row.kind.article,
            }
            for row in count.rows
        ],
    }


def counting_page() -> str:
    """图书计错办法的 Markdown 表：各类、条款、落在这里的规则。条款没有核对过原文的标星号。"""
    table = book_table()
    head = ["| 差错 | 每处计 | 重复的 | 条款 | 本程序的规则 |", "|---|---|---|---|---|"]
    return "\n".join([*head, *(_row(kind, table) for kind in table.kinds)]) + "\n"


def _row(kind: Kind, table: BookTable) -> str:
    named = [code for code, name in table.codes.items() if name == kind.id]
    families = [f"{family} 各条" for family, name in table.families.items() if name == kind.id]
    article = kind.article + ("" if kind.checked else "\\*")
    rules = "、".join([*families, *named]) or "—"
    return f"| {kind.name} | {_plain(kind.weight)} | {kind.repetition or '各处都计'} | {article} | {rules} |"


def _plain(number: object) -> str:
    """1.50 写成 1.5，1.0 写成 1。"""
    text = str(number)
    return text.rstrip("0").rstrip(".") if "." in text else text
