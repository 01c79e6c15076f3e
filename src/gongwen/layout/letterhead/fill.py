"""填一份信笺：变量的值、成段的内容、要添的样式和图片，合成 DOCX。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.document.elements import element_terms
from gongwen.errors import LayoutError, TemplateError, Where
from gongwen.layout.docx.legal import check_characters, illegal_characters
from gongwen.layout.docx.parts import IN_FORCE, LONGEST_PROPERTY
from gongwen.layout.docx.sheet import make_sheet
from gongwen.layout.letterhead.additions import Additions, align_tables, described
from gongwen.layout.letterhead.blocks import block_elements
from gongwen.layout.letterhead.names import text_names, text_values
from gongwen.layout.letterhead.render import context, render_part
from gongwen.ooxml.package import serialized

if TYPE_CHECKING:
    from gongwen.document.model import Document
    from gongwen.layout.letterhead.opening import Letterhead
    from gongwen.layout.plan.model import Plan
    from gongwen.layout.style import Style

# 要素可以由别的变量印出来
_COVERED = {"署名": "落款", "成文日期": "落款", "签名章": "落款", "保密期限": "密级"}
# 信笺上常是印好的，或本来就不印
_NOT_MISSED = {"文种", "公开属性", "发文机关", "发文机关标志"}


def fill(letterhead: Letterhead, document: Document, plan: Plan, style: Style) -> bytes:
    """填好的 DOCX；同样的信笺、公文、版式得到同样的字节。

    style 是 letterhead.area.fitted 之后的版式，plan 由它得出。草稿有附件、被印发件而信笺没有放的地方时
    引发 TemplateError；文字里有 XML 不容许的字符时引发 LayoutError。
    """
    _refuse_homeless(letterhead, plan)
    check_characters(plan)
    texts = text_values(document, plan)
    _refuse_illegal(texts)
    sheet, additions = make_sheet(style), Additions(letterhead.package, plan.images)
    blocks = block_elements(plan, sheet, additions.picture, letterhead.blocks)
    flat = [block for each in blocks.values() for block in each]
    align_tables(letterhead.package, flat, sheet)
    additions.styles(flat, sheet)
    values = context(texts, _present(plan), letterhead.blocks)
    changed = additions.files() | _properties(letterhead, plan)
    for part, source in letterhead.sources.items():
        where = Where(f"{letterhead.name}（{letterhead.labels[part]}）")
        changed[part] = serialized(render_part(source, values, blocks, where))
    return letterhead.package.rewritten(changed)


def unprinted(letterhead: Letterhead, document: Document, plan: Plan) -> tuple[str, ...]:
    """草稿写了而信笺不印的，合成一句；都印了为空。"""
    printed = letterhead.printed | letterhead.blocks
    given = [name for name in text_names() if getattr(document.elements, element_terms()[name].name)]
    missed = [name for name in given if name not in _NOT_MISSED and not {name, _COVERED.get(name)} & printed]
    blocks = [name for name in ("附件说明", "落款") if _present(plan)[name] and name not in printed]
    missed += [name for name in blocks if not _closed(name, printed)]
    return (f"信笺里没有{'、'.join(missed)}，草稿写了的没有印出来",) if missed else ()


def left_blank(letterhead: Letterhead, plan: Plan) -> tuple[str, ...]:
    """还空着的地方；信笺不印的字号、日期，缺了不算。"""
    printed = letterhead.printed | letterhead.blocks
    blanks = {"发文字号", "成文日期", "印发日期"}
    return tuple(
        name for name in plan.placeholders if name not in blanks or {name, _COVERED.get(name)} & printed
    )


def _closed(name: str, printed: frozenset[str]) -> bool:
    """署名、成文日期分开印的，也算有落款。"""
    return name == "落款" and bool({"署名", "成文日期"} & printed)


def _present(plan: Plan) -> dict[str, bool]:
    """各成段变量有没有内容。"""
    return {
        "标题": bool(plan.title_lines),
        "正文": bool(plan.items),
        "附件说明": bool(plan.annex_notes),
        "落款": bool(plan.closing),
        "附件": bool(plan.annexes),
        "被印发件": plan.issued is not None,
    }


def _refuse_homeless(letterhead: Letterhead, plan: Plan) -> None:
    for name in ("附件", "被印发件"):
        if _present(plan)[name] and name not in letterhead.blocks:
            raise TemplateError(
                f"草稿有{name}，信笺里没有放{name}的地方",
                Where(letterhead.name),
                f"在信笺正文的末尾单独写一段：{{{{p {name} }}}}",
            )


def _refuse_illegal(texts: dict[str, str]) -> None:
    for name, text in texts.items():
        found = illegal_characters().search(text)
        if found:
            raise LayoutError(
                f"“{name}”里有不能写进 DOCX 的控制字符 U+{ord(found[0]):04X}", None, "删去这个字符"
            )


def _properties(letterhead: Letterhead, plan: Plan) -> dict[str, bytes]:
    """改过的文档属性；信笺没有属性部件时为空。"""
    package, meta = letterhead.package, plan.meta
    cores = [each.part for each in package.relations("") if each.short == "core-properties"]
    return {
        core: described(
            package.parts[core],
            meta.title[:LONGEST_PROPERTY],
            meta.author[:LONGEST_PROPERTY],
            meta.date or IN_FORCE,
        )
        for core in cores
        if core in package.parts
    }
