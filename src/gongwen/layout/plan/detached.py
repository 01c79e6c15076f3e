"""不与正文装订的附件（GB/T 9704—2012 7.3.7）：各成一份文件，首行标发文字号和“附件”。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.document.kinds import Format
from gongwen.layout.plan.build import annex_item, make_meta, organ_names
from gongwen.layout.plan.flat import flattened
from gongwen.layout.plan.head import number_text
from gongwen.layout.plan.model import DETACHED, Head, Masthead, Plan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.document.model import Document
    from gongwen.layout.style import Style


def detached_plans(document: Document, style: Style) -> Iterator[Plan]:
    """另成文件的各件附件的计划；只列标题的没有。"""
    if document.elements is None:
        return
    elements = flattened(document.elements)
    number = "" if document.format is Format.PLAIN else number_text(document, elements)
    for annex in document.annexes:
        if not annex.detached or annex.source is None:
            continue
        images: dict[str, bytes] = {}
        yield Plan(
            format=DETACHED,
            meta=make_meta(elements, annex.title.value),
            head=Head((), Masthead((), "", 0.0), ""),
            title_lines=(),
            addressees="",
            items=(),
            annex_notes=(),
            closing=(),
            remark="",
            attendance=(),
            annexes=(annex_item(annex, style, images, organ_names(elements), number),),
            issued=None,
            colophon=(),
            images=images,
        )
