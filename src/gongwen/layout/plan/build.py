"""Document 与 Style 合成 Plan。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.document.body import Table
from gongwen.document.dates import parse_date
from gongwen.document.elements import term_of
from gongwen.document.kinds import Format
from gongwen.document.placeholders import unfilled_places
from gongwen.errors import DraftError, place
from gongwen.layout.plan.closing import make_closing
from gongwen.layout.plan.flat import flattened
from gongwen.layout.plan.head import make_head, printed_date
from gongwen.layout.plan.items import make_items
from gongwen.layout.plan.model import AnnexItem, AnnexNote, ColophonRow, IssuedItem, Meta, Plan
from gongwen.layout.plan.titles import break_title
from gongwen.units import cells

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gongwen.document.elements import Elements, Names
    from gongwen.document.model import Annex, Document, Issued
    from gongwen.layout.plan.model import ClosingRow, SealItem
    from gongwen.layout.style import Style

BLANK_PRINTED = "　　　　年　　月　　日印发"
MOVED = "首页排不下正文，主送机关已移到版记（7.3.2）"
RED_LEFT_OUT = "套打：标志和红线没有印，位置空着；请用印好红头的纸打印"
NO_RED = "白头格式没有红头，不必套打"
_NOT_SET: dict[Format, tuple[str, ...]] = {
    Format.LETTER: ("approvers", "distributor", "distributed_on"),
    Format.MINUTES: ("issuers", "approvers", "signature_stamps", "sealing"),
    Format.ORDER: ("approvers", "title_note"),
    Format.BULLETIN: ("issuers", "approvers", "signature_stamps", "sealing"),
    Format.PLAIN: (
        "copy_number",
        "urgency",
        "masthead",
        "issue_number",
        "approvers",
        "distributor",
        "distributed_on",
    ),
}
MAX_ADDRESSEE_LINES = 9
# 主送机关多到首页排不下正文时移到版记（7.3.2）；首页标题之下约 11 行。
NO_DISTRIBUTOR = (Format.LETTER, Format.PLAIN)
# 信函的版记没有印发机关和日期（10.1）；白头文件没有这一行。


def make_plan(
    document: Document, style: Style, *, move_addressees: bool = False, preprinted: bool = False
) -> Plan:
    """排版计划。move_addressees：主送机关移到版记；preprinted：套打，红头不印。

    没有要素、缺必备要素、正文为空时引发 DraftError，版头放不下时引发 LayoutError。
    """
    elements = flattened(_required(document))
    images: dict[str, bytes] = {}
    closing = make_closing(document, elements, style)
    addressees = _addressees(elements)
    moved = move_addressees or _too_long(addressees, style)
    names = organ_names(elements)
    return Plan(
        format=document.format.value,
        meta=make_meta(elements, elements.title.value if elements.title else ""),
        head=make_head(document, elements, style),
        title_lines=_title_lines(elements.title.value if elements.title else "", style, names),
        title_note=_title_note(document, elements),
        addressees="" if moved else addressees,
        items=make_items(document.body, style, images),
        annex_notes=tuple(_annex_notes(document.annexes)),
        closing=closing,
        remark=_remark(elements),
        attendance=tuple(_attendance(elements)),
        annexes=tuple(_annex_items(document.annexes, style, images, names)),
        issued=_issued(document.issued, style, images, names),
        colophon=tuple(_colophon(document, elements, addressees if moved else "")),
        placeholders=tuple(_placeholders(document, elements)),
        notices=(
            *_not_set(document, elements, style),
            *([MOVED] if moved else []),
            *([NO_RED if document.format is Format.PLAIN else RED_LEFT_OUT] if preprinted else []),
            *_table_notices(document, style),
        ),
        images=images,
        preprinted=preprinted,
        seal=_seal(document, closing, style, images),
    )


def _seal(
    document: Document, closing: Sequence[ClosingRow], style: Style, images: dict[str, bytes]
) -> SealItem | None:
    if document.seal is None:
        return None
    from gongwen.layout.plan.seal_image import seal_item  # 放印章图的定稿才载入

    return seal_item(document.seal, closing, style, images)


def _not_set(document: Document, elements: Elements, style: Style) -> Iterator[str]:
    """写了而这种格式不排的要素，一一说明。"""
    for name in _NOT_SET.get(document.format, ()):
        if getattr(elements, name) is not None:
            term = term_of(name)
            yield f"{document.format}格式不排“{term.term}”，写了的没有印出来"
    if document.format is Format.ORDER and elements.title is not None:
        masthead = make_head(document, elements, style).masthead
        if "".join(elements.title.value.split()) != "".join(masthead.lines) + masthead.suffix:
            yield "命令格式以发文机关标志为题（10.2），“标题”没有另外印出来"


def _table_notices(document: Document, style: Style) -> Iterator[str]:
    """栏太多的、横过来会好的表。"""
    bodies = [document.body, *(annex.body for annex in document.annexes)]
    bodies += [document.issued.body] if document.issued else []
    if not any(isinstance(block, Table) for body in bodies for block in body):
        return
    from gongwen.layout.plan.cramped import cramped_tables  # 有表格才载入
    from gongwen.layout.plan.landscape import too_wide_tables

    yield from cramped_tables(document, style)
    yield from too_wide_tables(document, style)


def _required(document: Document) -> Elements:
    """全部要素；没有要素、缺必备的、正文为空时引发 DraftError。"""
    elements = document.elements
    if elements is None:
        raise DraftError(
            f"没有 front matter，照文字也认不出是一件公文：{document.unrecognized}",
            place(document.source, None),
            "在文件开头写 --- 和要素，如“文种: 通知”，再写 ---；或另起一份：gongwen new 通知，把正文贴进去",
        )
    for term in document.required_terms():
        if getattr(elements, term.name) is None:
            raise DraftError(
                f"缺少必备要素“{term.term}”",
                place(document.source, None, term.term),
                f"在 front matter 中加一行“{term.term}: …”",
            )
    if not document.body:
        raise DraftError("正文是空的", place(document.source, None), "在第二个 --- 之后写正文")
    return elements


def _title_lines(title: str, style: Style, names: tuple[str, ...]) -> tuple[str, ...]:
    return break_title(title, style.pt("page.type_width") / style.pt("title.size"), names)


def _title_note(document: Document, elements: Elements) -> tuple[str, ...]:
    """题注各行；命令（令）没有标题，也没有题注。"""
    if elements.title_note is None or document.format is Format.ORDER:
        return ()
    return tuple(line.strip() for line in elements.title_note.value.splitlines() if line.strip())


def organ_names(elements: Elements) -> tuple[str, ...]:
    """标题里可能出现、不应拆开的机关名称。"""
    listed = (elements.issuing_organs, elements.issuers, elements.addressees)
    return tuple(name for names in listed if names for name in names.values())


def joined(names: Names | None, separator: str) -> str:
    """名称连成一串；照写的一串原样。"""
    return separator.join(names.values()) if names else ""


def _addressees(elements: Elements) -> str:
    text = joined(elements.addressees, "，")
    return text if not text or text[-1] in "：:" else text + "："


def _too_long(addressees: str, style: Style) -> bool:
    return cells(addressees) > MAX_ADDRESSEE_LINES * style.count("grid.cells")


def _remark(elements: Elements) -> str:
    if elements.remark is None:
        return ""
    text = elements.remark.value
    return text if text[0] in "（(" else f"（{text}）"


def _annex_notes(annexes: tuple[Annex, ...]) -> Iterator[AnnexNote]:
    for annex in annexes:
        yield AnnexNote(f"{annex.number}." if annex.number else "", annex.title.value)


def _annex_items(
    annexes: tuple[Annex, ...], style: Style, images: dict[str, bytes], names: tuple[str, ...]
) -> Iterator[AnnexItem]:
    for annex in annexes:
        if annex.source is not None and not annex.detached:
            yield annex_item(annex, style, images, names)


def annex_item(
    annex: Annex, style: Style, images: dict[str, bytes], names: tuple[str, ...], number: str = ""
) -> AnnexItem:
    """一件附件；number 是要标在“附件”之前的发文字号（不与正文装订的）。"""
    label = f"附件{annex.number}" if annex.number else "附件"
    area = style
    if annex.landscape:
        from gongwen.layout.plan.landscape import turned

        area = turned(style)
    title = _title_lines(annex.title.value, area, names)
    items = make_items(annex.body, area, images)
    return AnnexItem(label, title, items, landscape=annex.landscape, number=number)


def _issued(
    issued: Issued | None, style: Style, images: dict[str, bytes], names: tuple[str, ...]
) -> IssuedItem | None:
    if issued is None:
        return None
    title = _title_lines(issued.title.value, style, names) if issued.title else ()
    note = issued.note.value if issued.note else ""
    return IssuedItem(title, note, make_items(issued.body, style, images))


def _attendance(elements: Elements) -> Iterator[tuple[str, str]]:
    listed = (("出席", elements.present), ("请假", elements.on_leave), ("列席", elements.observers))
    for label, names in listed:
        if names is not None:
            yield f"{label}：", joined(names, "、")


def _colophon(document: Document, elements: Elements, addressees: str) -> Iterator[ColophonRow]:
    if addressees:
        yield ColophonRow("主送：", _stopped(addressees.rstrip("：:")))
    copied = joined(elements.copied_to, "，")
    if copied:
        # 主送移入版记时与抄送之间不加分隔线（7.4.2）。
        yield ColophonRow("抄送：", _stopped(copied), rule_above=not addressees)
    if document.format in NO_DISTRIBUTOR:
        return
    if elements.distributor is not None or elements.distributed_on is not None:
        on = elements.distributed_on
        date = printed_date(on.value) + "印发" if on else ""
        yield ColophonRow(
            "", elements.distributor.value if elements.distributor else "", date or BLANK_PRINTED
        )


def _stopped(text: str) -> str:
    return text if text.endswith("。") else text + "。"


def make_meta(elements: Elements, title: str) -> Meta:
    """文档属性；title 写成几行的连成一行。"""
    title = "".join(title.split("\n"))
    dated = parse_date(elements.dated.value) if elements.dated else None
    date = dated.ordinal() if dated and dated.exists else None
    return Meta(title, joined(elements.issuing_organs, "、"), date)


def _placeholders(document: Document, elements: Elements) -> Iterator[str]:
    """还空着的地方：缺的字号、日期，没有填的模板空位（带文件和行号）。"""
    if elements.issue_number is None and _numbers(document):
        yield "发文字号"
    if elements.dated is None and prints_date(document, elements):
        yield "成文日期"
    if elements.distributor and elements.distributed_on is None and document.format not in NO_DISTRIBUTOR:
        yield "印发日期"
    yield from unfilled_places(document)


def _numbers(document: Document) -> bool:
    """要不要编发文字号：白头文件不排，纪要、便函等可以没有。"""
    return document.format is not Format.PLAIN and (document.kind is None or document.kind.numbered)


def prints_date(document: Document, elements: Elements) -> bool:
    """要不要排成文日期：不落款的不排；纪要、简报的在版头里。"""
    in_head = document.format in (Format.MINUTES, Format.BULLETIN)
    return in_head or elements.sealing is None or elements.sealing.value != "不落款"
