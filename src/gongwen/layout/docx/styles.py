"""样式：只有用到的这些；名字是 Word 认识的或公文要素的名字。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.layout.docx.paragraphs import align, exact, fonts, indent
from gongwen.layout.docx.schema import Element, node, properties, switch
from gongwen.units import twips

if TYPE_CHECKING:
    from gongwen.layout.docx.sheet import Line, Sheet

BODY = "GongwenBody"
CHAPTER = "GongwenChapter"
MARK = "GongwenMark"
MASTHEAD = "GongwenMasthead"
NUMBER = "GongwenNumber"
TITLE = "GongwenTitle"
ADDRESSEES = "GongwenAddressees"
ANNEX_NOTE = "GongwenAnnexNote"
CLOSING = "GongwenClosing"
REMARK = "GongwenRemark"
ATTENDANCE = "GongwenAttendance"
ANNEX_LABEL = "GongwenAnnexLabel"
NOTE = "GongwenNote"
FIGURE = "GongwenFigure"
TABLE_TEXT = "GongwenTableText"
CAPTION = "GongwenCaption"
COLOPHON = "GongwenColophon"
FOLIO = "Footer"
LETTERHEAD = "Header"
TABLE = "GongwenTable"
HEADING_LEVELS = 4


def heading(level: int) -> str:
    """第 level 级标题的样式；0 级是章名。"""
    return f"Heading{level}" if level else CHAPTER


def make_styles(sheet: Sheet) -> Element:
    """styles.xml 的根元素。"""
    return node(
        "styles",
        _defaults(sheet),
        _normal(sheet),
        node("style", node("name", val="Default Paragraph Font"), switch("semiHidden"), type="character",
             default=True, styleId="DefaultParagraphFont"),
        *_table_styles(sheet),
        *_headings(sheet),
        *_elements(sheet),
    )  # fmt: skip


def _defaults(sheet: Sheet) -> Element:
    language = node("lang", val="en-US", eastAsia="zh-CN", bidi="ar-SA")
    size = round(sheet.text.size * 2)
    run = properties(
        "rPr", fonts(sheet.font("fangsong")), node("sz", val=size), node("szCs", val=size), language
    )
    return node("docDefaults", node("rPrDefault", run), node("pPrDefault", node("pPr")))


def _normal(sheet: Sheet) -> Element:
    """正文：3 号仿宋，28 字 22 行。

    不用文档网格（行距固定），不许孤行控制抢行，汉字与数字、字母之间不另加空白，标点不悬出版心。
    """
    off = ("widowControl", "overflowPunct", "autoSpaceDE", "autoSpaceDN", "adjustRightInd", "snapToGrid")
    layout = properties(
        "pPr",
        *(switch(name, on=False) for name in off),
        switch("kinsoku"),
        exact(sheet.text.height),
        align("both"),
    )
    text = _text(sheet, "fangsong", sheet.text, tracking=sheet.pt("grid.tracking"))
    text.insert(1, node("color", val=sheet.style.text("colour.text")))
    return _style("Normal", "Normal", layout, text, based_on="", default=True)


def _text(sheet: Sheet, role: str, line: Line, *extra: Element, tracking: float = 0.0) -> Element:
    size = round(line.size * 2)
    spacing = node("spacing", val=twips(tracking))
    return properties(
        "rPr", fonts(sheet.font(role)), spacing, node("sz", val=size), node("szCs", val=size), *extra
    )


def _style(
    style_id: str,
    name: str,
    *parts: Element,
    based_on: str = "Normal",
    default: bool = False,
    following: str = "",
) -> Element:
    head = [node("name", val=name)]
    if based_on:
        head.append(node("basedOn", val=based_on))
    if following:
        head.append(node("next", val=following))
    kind: dict[str, str | bool] = {"type": "paragraph", "styleId": style_id}
    if default:
        kind["default"] = True
    return node("style", *head, switch("qFormat"), *parts, **kind)


def _table_styles(sheet: Sheet) -> list[Element]:
    margins = [node(side, w=0, type="dxa") for side in ("top", "left", "bottom", "right")]
    plain = node(
        "style", node("name", val="Normal Table"), switch("semiHidden"),
        properties("tblPr", node("tblInd", w=0, type="dxa"), node("tblCellMar", *margins)),
        type="table", default=True, styleId="TableNormal",
    )  # fmt: skip
    width = round(sheet.pt("body.table_rule") * 8)
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    lines = [node(side, val="single", sz=width, space=0, color="000000") for side in sides]
    # 行高里字上下已有 (行距 − 字号) / 2 的空白，边距只补不足的部分。
    beyond = (sheet.pt("body.table_pitch") - sheet.pt("body.table_size")) / 2
    high = twips(max(0.0, sheet.pt("body.table_inset_y") - beyond))
    wide = twips(sheet.pt("body.table_inset_x"))
    margins_of = (("top", high), ("left", wide), ("bottom", high), ("right", wide))
    inset = [node(side, w=width, type="dxa") for side, width in margins_of]
    ruled = node(
        "style", node("name", val="公文表格"), node("basedOn", val="TableNormal"), switch("qFormat"),
        properties("tblPr", node("tblBorders", *lines), node("tblCellMar", *inset)),
        type="table", styleId=TABLE,
    )  # fmt: skip
    return [plain, ruled]


def _headings(sheet: Sheet) -> list[Element]:
    made = []
    for level in range(1, HEADING_LEVELS + 1):
        role = sheet.style.text(f"heading.level{level}")
        layout = properties("pPr", switch("keepNext"), two_cells(sheet), node("outlineLvl", val=level - 1))
        made.append(_style(heading(level), f"heading {level}", layout, _font(sheet, role), following=BODY))
    layout = properties("pPr", switch("keepNext"), align("center"), node("outlineLvl", val=0))
    role = sheet.style.text("heading.chapter")
    return [*made, _style(CHAPTER, "章名", layout, _font(sheet, role), following=BODY)]


def two_cells(sheet: Sheet) -> Element:
    """首行空二字。"""
    chars = round(sheet.indent / sheet.cell * 100)
    return indent(first=sheet.indent, chars=chars)


def _font(sheet: Sheet, role: str) -> Element:
    return properties("rPr", fonts(sheet.font(role)))


def _elements(sheet: Sheet) -> list[Element]:
    """公文各要素的样式。"""
    return [*_head_elements(sheet), *_body_elements(sheet), *_foot_elements(sheet)]


def _head_elements(sheet: Sheet) -> list[Element]:
    red = node("color", val=sheet.style.text("colour.red"))
    title = properties(
        "pPr", switch("keepNext"), switch("keepLines"), exact(sheet.title.height), align("center")
    )
    masthead = _text(sheet, "xbs", sheet.title, red)
    return [
        _style(MARK, "份号密级紧急程度", node("pPr", align("left"))),
        _style(MASTHEAD, "发文机关标志", node("pPr", align("center")), masthead),
        _style(NUMBER, "发文字号", node("pPr", align("left"))),
        _style(TITLE, "公文标题", title, _text(sheet, "xbs", sheet.title), following=ADDRESSEES),
        _style(ADDRESSEES, "主送机关", following=BODY),
    ]


def _body_elements(sheet: Sheet) -> list[Element]:
    auto = node("spacing", before=0, after=0, line=240, lineRule="auto")
    table_line = exact(sheet.table.height)
    return [
        _style(BODY, "公文正文", node("pPr", two_cells(sheet))),
        _style(ANNEX_NOTE, "附件说明"),
        _style(CLOSING, "署名", properties("pPr", switch("keepLines"), align("right"))),
        _style(REMARK, "附注", node("pPr", two_cells(sheet))),
        _style(ATTENDANCE, "出席列席"),
        _style(ANNEX_LABEL, "附件序号", properties("pPr", switch("keepNext"), switch("pageBreakBefore")),
               _font(sheet, "hei"), following=TITLE),
        _style(NOTE, "题注", properties("pPr", switch("keepLines"), align("center")), _font(sheet, "kai")),
        _style(FIGURE, "图片", properties("pPr", auto, align("center"))),
        _style(CAPTION, "图题", properties("pPr", exact(sheet.table.height), align("center")),
               _text(sheet, "fangsong", sheet.table)),
        _style(TABLE_TEXT, "表格文字", node("pPr", table_line), _text(sheet, "fangsong", sheet.table)),
    ]  # fmt: skip


def _foot_elements(sheet: Sheet) -> list[Element]:
    """版记、页码。字在 28 pt 的行中居中：固定行距的字偏下，所以行矮些、余下的放在段后。

    试过 w:position 抬高，LibreOffice 会把字缩小。
    """
    spare = sheet.pt("colophon.row") - sheet.colophon.height
    line = exact(sheet.colophon.height, below=spare)
    folio = properties(
        "rPr", fonts(sheet.font("song")), node("spacing", val=0), *_size(sheet.pt("folio.size"))
    )
    text = _text(sheet, "fangsong", sheet.colophon)
    return [
        _style(COLOPHON, "版记", properties("pPr", switch("keepLines"), line), text),
        _style(FOLIO, "footer", properties("pPr", exact(sheet.pt("folio.size"))), folio),
        _style(LETTERHEAD, "header", node("pPr", align("center"))),
    ]


def _size(points: float) -> list[Element]:
    return [node("sz", val=round(points * 2)), node("szCs", val=round(points * 2))]
