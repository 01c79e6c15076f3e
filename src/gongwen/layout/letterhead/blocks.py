"""成段的变量：正文、附件说明、落款、附件、被印发件，用排 DOCX 的同一套写法。"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gongwen.layout.docx.body import annex_blocks, issued_blocks, main_blocks, titled
from gongwen.layout.docx.items import space_tables
from gongwen.layout.docx.paragraphs import tiny_paragraph
from gongwen.ooxml.names import qn

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gongwen.layout.docx.items import Picture
    from gongwen.layout.docx.schema import Element
    from gongwen.layout.docx.sheet import Sheet
    from gongwen.layout.plan.model import Plan


def block_elements(
    plan: Plan, sheet: Sheet, picture: Picture, used: Iterable[str]
) -> dict[str, list[Element]]:
    """成段变量（used 里的）各自的段落和表格；没有内容的为空。"""
    # 一起排，落款才知道要不要与正文末段同面；附注、出席是文字变量，不在这里
    main = main_blocks(replace(plan, remark="", attendance=()), sheet, picture)
    notes_at = len(plan.items)
    closing_at = notes_at + len(plan.annex_notes)
    made = {
        "标题": titled(plan.title_lines, (), sheet, above=0.0) if plan.title_lines else [],
        "正文": main[:notes_at],
        "附件说明": main[notes_at:closing_at],
        "落款": main[closing_at:],
        "附件": [block for annex in plan.annexes for block in annex_blocks(annex, sheet, picture)],
        "被印发件": issued_blocks(plan.issued, sheet, picture) if plan.issued else [],
    }
    chosen = {name: blocks for name, blocks in made.items() if name in used}
    for blocks in chosen.values():
        space_tables(blocks, sheet)
        if blocks and blocks[-1].tag == qn("w:tbl"):
            # 表格之后要有段落：后面是信笺的表格时 Word 会把两个并成一个，在格子里时打不开
            blocks.append(tiny_paragraph())
    return chosen
