"""发文稿纸排成 DOCX：一张能在 Word、WPS 里接着填的表，行高与 PDF 相同；格子填满了自己会长高。"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from gongwen.errors import LayoutError, Where
from gongwen.layout.docx.folio import field_runs
from gongwen.layout.docx.legal import illegal_characters
from gongwen.layout.docx.paragraphs import align, exact, fonts, paragraph, tabs, text_run, tiny_paragraph
from gongwen.layout.docx.parts import Parts
from gongwen.layout.docx.schema import node, properties, switch
from gongwen.layout.docx.settings import make_font_table, make_settings
from gongwen.layout.docx.sheet import make_sheet
from gongwen.layout.docx.tables import zero_margins
from gongwen.layout.plan.model import Meta
from gongwen.layout.sheet.measures import measures, table_width
from gongwen.layout.sheet.pdf import BLACK, CONTINUED, PAGE_MARK, sheet_title
from gongwen.layout.sheet.rows import edges, sheet_texts
from gongwen.units import cells, mm, twips

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongwen.layout.docx.schema import Element
    from gongwen.layout.sheet.pdf import Ruled
    from gongwen.layout.sheet.rows import Cell, Par, Row
    from gongwen.layout.style import Style

TABLE, HEADING, SMALL = "SheetTable", "SheetHeading", "SheetSmall"
PAR_STYLES = {"label": "SheetLabel", "opinion": "SheetOpinion", "field": "SheetField", "small": SMALL}
_TERMS = {
    "label": ("稿纸栏名", "song"),
    "opinion": ("稿纸意见", "kai"),
    "field": ("稿纸内容", "fangsong"),
    "small": ("稿纸小字", "song"),
}
_PLAIN_LOOK = "0600"
_EIGHTHS = 8


def sheet_docx(ruled: Ruled, style: Style) -> bytes:
    """DOCX 文件的字节；同样的稿纸得到同样的字节。有 XML 不容许的字符时引发 LayoutError。"""
    _check_characters(ruled)
    frame, parts = make_sheet(style), Parts()
    parts.add_styles(_styles(ruled, style), make_settings(frame), make_font_table(frame))
    parts.add_properties(Meta(sheet_title(ruled.sheet), "", ruled.sheet.date))
    heading = paragraph(HEADING, [text_run(ruled.sheet.heading, style.fonts["xbs"].docx)])
    parts.body.extend([heading, _table(ruled, style), tiny_paragraph(), _section(ruled, style, parts)])
    return parts.to_bytes()


def _check_characters(ruled: Ruled) -> None:
    for name, _, text in sheet_texts(ruled.sheet, ruled.rows):
        found = illegal_characters().search(text)
        if found:
            raise LayoutError(
                f"有不能写进 DOCX 的控制字符 U+{ord(found[0]):04X}", Where(key=name), "删去这个字符"
            )


def _styles(ruled: Ruled, style: Style) -> Element:
    """只有这张表用到的样式。"""
    sizes = measures()
    off = ("widowControl", "overflowPunct", "autoSpaceDE", "autoSpaceDN", "adjustRightInd", "snapToGrid")
    normal = properties("pPr", *(switch(name, on=False) for name in off), switch("kinsoku"), align("left"))
    heading = properties(
        "pPr", switch("keepNext"), exact(sizes["heading_pitch"], 0, sizes["heading_gap"]), align("center")
    )
    language = node("lang", val="en-US", eastAsia="zh-CN", bidi="ar-SA")
    base = properties("rPr", fonts(style.fonts["fangsong"].docx), language)
    return node(
        "styles",
        node("docDefaults", node("rPrDefault", base), node("pPrDefault", node("pPr"))),
        _style("Normal", "Normal", normal, default=True),
        node("style", node("name", val="Default Paragraph Font"), switch("semiHidden"), type="character",
             default=True, styleId="DefaultParagraphFont"),
        *_table_styles(ruled),
        _style(HEADING, "稿纸标题", heading, _text("heading", style.fonts["xbs"].docx, ruled.red)),
        *(_par_style(size, style) for size in PAR_STYLES),
    )  # fmt: skip


def _par_style(size: str, style: Style) -> Element:
    term, role = _TERMS[size]
    layout = properties("pPr", exact(measures()[f"{size}_pitch"]))
    return _style(PAR_STYLES[size], term, layout, _text(size, style.fonts[role].docx, BLACK))


def _style(style_id: str, name: str, *parts: Element, default: bool = False) -> Element:
    kind: dict[str, str | bool] = {"type": "paragraph", "styleId": style_id}
    head = [node("name", val=name)]
    if default:
        kind["default"] = True
    else:
        head.append(node("basedOn", val="Normal"))
    return node("style", *head, switch("qFormat"), *parts, **kind)


def _text(size: str, font: str, colour: str) -> Element:
    half = round(measures()[f"{size}_size"] * 2)
    return properties(
        "rPr", fonts(font), node("color", val=colour), node("sz", val=half), node("szCs", val=half)
    )


def _table_styles(ruled: Ruled) -> list[Element]:
    sizes = measures()
    plain = node(
        "style", node("name", val="Normal Table"), switch("semiHidden"),
        properties("tblPr", node("tblInd", w=0, type="dxa"), zero_margins()),
        type="table", default=True, styleId="TableNormal",
    )  # fmt: skip
    sides = (("top", "frame"), ("left", "frame"), ("bottom", "frame"), ("right", "frame"),
             ("insideH", "rule"), ("insideV", "rule"))  # fmt: skip
    lines = [
        node(side, val="single", sz=round(sizes[key] * _EIGHTHS), space=0, color=ruled.red)
        for side, key in sides
    ]
    high, wide = twips(sizes["inset_y"]), twips(sizes["inset_x"])
    inset = (("top", high), ("left", wide), ("bottom", high), ("right", wide))
    margins = node("tblCellMar", *(node(side, w=width, type="dxa") for side, width in inset))
    ruling = node(
        "style", node("name", val="发文稿纸"), node("basedOn", val="TableNormal"), switch("qFormat"),
        properties("tblPr", node("tblBorders", *lines), margins), type="table", styleId=TABLE,
    )  # fmt: skip
    return [plain, ruling]


def _table(ruled: Ruled, style: Style) -> Element:
    lines = edges(ruled.rows)
    widths = [twips(right) - twips(left) for left, right in pairwise(lines)]
    frame = properties(
        "tblPr", node("tblStyle", val=TABLE), node("tblW", w=sum(widths), type="dxa"),
        node("tblInd", w=0, type="dxa"), node("tblLayout", type="fixed"), node("tblLook", val=_PLAIN_LOOK),
    )  # fmt: skip
    rows = [
        _row(row, height, lines, style, ruled.red)
        for row, height in zip(ruled.rows, ruled.heights, strict=True)
    ]
    return node("tbl", frame, node("tblGrid", *(node("gridCol", w=width) for width in widths)), *rows)


def _row(row: Row, height: float | None, lines: Sequence[float], style: Style, red: str) -> Element:
    """一行；没有定高的（很长的意见）可以拆到下一页。"""
    tall = row.least if height is None else height
    marks = [node("trHeight", val=twips(tall), hRule="atLeast")]
    if height is not None:
        marks.append(switch("cantSplit"))
    made = [_cell(each, tall, lines, style, red) for each in row.cells]
    return node("tr", properties("trPr", *marks), *made)


def _cell(cell: Cell, height: float, lines: Sequence[float], style: Style, red: str) -> Element:
    start, end = (lines.index(round(at, 2)) for at in (cell.start, cell.end))
    span = [node("gridSpan", val=end - start)] if end - start > 1 else []
    width = node("tcW", w=twips(lines[end]) - twips(lines[start]), type="dxa")
    middle = [node("vAlign", val="center")] if cell.middle else []
    blocks = [_paragraph(each, style, red) for each in cell.pars]
    if cell.foot is not None:
        blocks.append(_paragraph(cell.foot, style, red, above=_room_above(cell, height)))
    return node("tc", properties("tcPr", width, *span, *middle), *blocks)


def _room_above(cell: Cell, height: float) -> float:
    """日期贴着格底：上面空多少。栏名长得要换行的，照字数估。"""
    sizes = measures()
    room = cell.end - cell.start - 2 * sizes["inset_x"]
    lines = sum(-(-cells(each.text) * sizes[f"{each.size}_size"] // room) for each in cell.pars)
    used = (lines + 1) * sizes["label_pitch"] + 2 * sizes["inset_y"]
    return float(max(0.0, height - used))


def _paragraph(par: Par, style: Style, red: str, *, above: float = 0.0) -> Element:
    colour = [node("color", val=red)] if par.red else []
    runs = [text_run(par.text, style.fonts[par.role].docx, *colour)] if par.text else []
    sides = [align(par.side)] if par.side != "left" else []
    spaced = [exact(measures()[f"{par.size}_pitch"], above)] if above else []
    return paragraph(PAR_STYLES[par.size], runs, *spaced, *sides)


def _section(ruled: Ruled, style: Style, parts: Parts) -> Element:
    """纸张、边距；第二页起的页眉标“续”，页脚写由什么得来和第几页。"""
    sizes, font = measures(), style.fonts["song"].docx
    furniture = [parts.furniture("header", "first", paragraph(SMALL, ()))]
    for face in ("default", "even"):
        again = paragraph(SMALL, [text_run(ruled.sheet.heading + CONTINUED, font)], align("center"))
        furniture.append(parts.furniture("header", face, again))
    furniture += [
        parts.furniture("footer", face, _footer(ruled.sheet.source, font))
        for face in ("first", "default", "even")
    ]
    size = {"w": twips(sizes["page_width"]), "h": twips(sizes["page_height"])}
    margins = {key: twips(sizes[key]) for key in ("top", "right", "bottom", "left")}
    margins["top"] = twips(sizes["top"] - sizes["word_lift"])
    margins["bottom"] = twips(sizes["bottom"] - sizes["word_slack"])
    margins |= {
        "header": twips(sizes["top"] - sizes["word_lift"] - sizes["small_pitch"] - mm(1)),
        "footer": twips(sizes["footer"]),
    }
    return properties(
        "sectPr", *furniture, switch("titlePg"), node("pgSz", **size), node("pgMar", **margins, gutter=0)
    )


def _footer(source: str, font: str) -> Element:
    before, between, after = PAGE_MARK
    runs = [text_run(source, font), text_run("\t" + before, font), *field_runs("PAGE", font)]
    runs += [text_run(between, font), *field_runs("NUMPAGES", font), text_run(after, font)]
    return paragraph(SMALL, runs, tabs(("right", table_width())))
