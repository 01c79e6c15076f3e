"""段落、文字与段落属性。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.layout.docx.schema import Element, add_property, node, properties, switch
from gongwen.ooxml.names import qn
from gongwen.units import twips

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gongwen.layout.docx.sheet import Sheet
    from gongwen.layout.plan.model import Run

EIGHTHS_PER_PT = 8
TINY_LINE = 14
# Word 的固定行距最小 0.7 pt。


def fonts(name: str) -> Element:
    """rFonts：四种文字都用同一字体；hint 使引号、破折号、省略号也用中文字体。"""
    return node("rFonts", hint="eastAsia", ascii=name, hAnsi=name, eastAsia=name, cs=name)


def text_run(text: str, font: str, *extra: Element) -> Element:
    """一段文字；制表符、换行符换成 w:tab、w:br。"""
    run = node("r", properties("rPr", fonts(font), *extra))
    piece = ""
    for char in text:
        if char not in "\t\n":
            piece += char
            continue
        _add_text(run, piece)
        run.append(node("tab" if char == "\t" else "br"))
        piece = ""
    _add_text(run, piece)
    return run


def _add_text(run: Element, piece: str) -> None:
    if piece:
        made = node("t")
        made.text = piece
        made.set(qn("xml:space"), "preserve")
        run.append(made)


def plan_runs(runs: Iterable[Run], sheet: Sheet) -> list[Element]:
    """计划里的各段文字。"""
    return [
        text_run(run.text, sheet.font(run.font), *((switch("b"), switch("bCs")) if run.bold else ()))
        for run in runs
    ]


def paragraph(style_id: str, runs: Iterable[Element], *props: Element) -> Element:
    """一个段落；style_id 为空时是“正文”。"""
    named = [node("pStyle", val=style_id)] if style_id else []
    holder = [*named, *props]
    return node("p", *([properties("pPr", *holder)] if holder else []), *runs)


def tiny_paragraph(*props: Element) -> Element:
    """看不见的段落：表格之后必须有段落，节的属性也要放在段落里。"""
    return paragraph("", (), exact(TINY_LINE / 20), *props, speck())


def speck() -> Element:
    """段落符号用最小的字，好让极矮的段落不被撑高。"""
    return properties("rPr", node("sz", val=2), node("szCs", val=2))


def exact(line: float, above: float = 0.0, below: float = 0.0) -> Element:
    """固定行距 line，段前 above，段后 below，pt。"""
    return node("spacing", before=twips(above), after=twips(below), line=twips(line), lineRule="exact")


def indent(left: float = 0.0, right: float = 0.0, first: float = 0.0, chars: int = 0) -> Element:
    """左右缩进和首行（负数为悬挂），pt；chars 是首行缩进的字符数（百分之一字）。"""
    made = node("ind", left=twips(left), right=twips(right))
    if first >= 0:
        made.set(qn("w:firstLineChars"), str(chars))
        made.set(qn("w:firstLine"), str(twips(first)))
    else:
        made.set(qn("w:hanging"), str(twips(-first)))
    return made


def align(side: str) -> Element:
    """对齐：left、center、right、both、distribute。"""
    return node("jc", val=side)


def tabs(*stops: tuple[str, float]) -> Element:
    """制表位：（对齐，距版心左边 pt）。"""
    return node("tabs", *(node("tab", val=side, pos=twips(at)) for side, at in stops))


def border(side: str, width: float, colour: str, space: int = 0) -> Element:
    """一条边线：width 为粗细，space 为与文字的距离，都是 pt。"""
    size = round(width * EIGHTHS_PER_PT)
    return node(side, val="single", sz=size, space=space, color=colour)


def set_spacing(
    block: Element, *, before: float | None = None, after: float | None = None, line: float | None = None
) -> None:
    """改已经造好的段落的段前、段后、固定行距；None 的不动。"""
    holder = _properties_of(block)
    spacing = holder.find(qn("w:spacing"))
    if spacing is None:
        spacing = node("spacing")
        add_property(holder, spacing)
    for key, value in (("before", before), ("after", after), ("line", line)):
        if value is not None:
            spacing.set(qn(f"w:{key}"), str(twips(max(0.0, value))))
    if line is not None:
        spacing.set(qn("w:lineRule"), "exact")


def add_to_paragraph(block: Element, prop: Element) -> None:
    """给已经造好的段落加一项属性。"""
    add_property(_properties_of(block), prop)


def _properties_of(block: Element) -> Element:
    holder: Element | None = block.find(qn("w:pPr"))
    if holder is None:
        holder = node("pPr")
        block.insert(0, holder)
    return holder
