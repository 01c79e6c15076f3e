"""草稿没写的要素，用单位资料（office.toml）里的；“@组名”展开成组里的机关。每取一处都说明。"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from gongwen.agency import FILE_NAME, GROUP_MARK, group_members
from gongwen.document.elements import Names, term_of
from gongwen.document.kinds import Format
from gongwen.document.model import Notice
from gongwen.errors import DraftError, UsageError, place
from gongwen.spans import Span, Text

if TYPE_CHECKING:
    from gongwen.agency import Agency
    from gongwen.document.model import Document

# 主送、抄送不自动补：公告之类没有主送，补错了就发错了；要用哪一组，草稿里写“@组名”。
_GROUPED = {"addressees": "主送", "copied_to": "抄送"}
_UNPRINTED = (Format.LETTER, Format.PLAIN)


def with_agency(document: Document, agency: Agency | None) -> Document:
    """补上默认值的公文；没有 front matter 的（认出来的也是）不补。“@组名”不认识时引发 DraftError。"""
    elements = document.elements
    if elements is None or document.recognized:
        return document
    changed: dict[str, Any] = {}
    for name, key in _GROUPED.items():
        names = getattr(elements, name)
        if names is not None and any(item.value.startswith(GROUP_MARK) for item in names.items):
            changed[name] = _expanded(document, names, agency, key, term_of(name).term)
    filled = _defaults(document, agency) if agency else {}
    notices = tuple(
        Notice(f"没有写“{term_of(name).term}”，用 {FILE_NAME} 的", document.source.name) for name in filled
    )
    if not changed and not filled:
        return document
    return replace(
        document, elements=replace(elements, **changed, **filled), notices=(*document.notices, *notices)
    )


def _defaults(document: Document, agency: Agency) -> dict[str, Any]:
    elements = document.elements
    assert elements is not None
    filled: dict[str, Any] = {}
    if elements.issuing_organs is None:
        filled["issuing_organs"] = Names((_text(agency.name),), verbatim=True)
    # 联合行文看主办机关。
    organ = elements.issuing_organs.values()[0] if elements.issuing_organs else agency.name
    wanted = elements.distributor is None and document.format not in _UNPRINTED
    if wanted and agency.distributor and agency.serves(organ):
        filled["distributor"] = _text(agency.distributor)
    return filled


def _expanded(document: Document, names: Names, agency: Agency | None, key: str, term: str) -> Names:
    items: list[Text] = []
    for item in names.items:
        if not item.value.startswith(GROUP_MARK):
            items.append(item)
            continue
        try:
            members = group_members(agency, key, item.value)
        except UsageError as error:
            raise DraftError(error.what, place(document.source, item.span, term), error.next_step) from error
        items += [Text(member, item.span, ()) for member in members]
    return Names(tuple(items), names.verbatim and len(items) == 1)


def _text(value: str) -> Text:
    """不在草稿里的文字：位置是草稿开头的一个点。"""
    return Text(value, Span(0, 0), ())
