"""嵌入正文的图片（DrawingML 的 inline），浮在字上的印章图（anchor）。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from gongwen.layout.docx.schema import Element, node
from gongwen.ooxml.names import NAMESPACES, qn
from gongwen.units import EMU_PER_PT

if TYPE_CHECKING:
    from gongwen.layout.plan.model import ImageItem, SealItem

QUARTER = 90 * 60_000
# DrawingML 的角度以六万分之一度计。
_PREFIXES = {prefix: NAMESPACES[prefix] for prefix in ("wp", "a", "pic", "r")}


def drawing(item: ImageItem, number: int, relation: str) -> Element:
    """w:drawing。number 在一份文件中不重复；替代文字放在 descr。"""
    shown = (round(item.width * EMU_PER_PT), round(item.height * EMU_PER_PT))
    # 转过的图片，宽高是没转时的，多占的地方写在 effectExtent 里：Word 自己就这样写。
    across, down = shown[::-1] if item.turns % 2 else shown
    size = {"cx": str(across), "cy": str(down)}
    name = {"id": str(number), "name": f"图{number}"}
    inline = _made("wp:inline", dict.fromkeys(("distT", "distB", "distL", "distR"), "0"))
    _put(inline, "wp:extent", size)
    if item.turns % 2:
        wide, high = (str(max(0, (one - other) // 2)) for one, other in ((down, across), (across, down)))
        _put(inline, "wp:effectExtent", {"l": wide, "t": high, "r": wide, "b": high})
    _put(inline, "wp:docPr", name | {"descr": item.alt})
    frame = _put(inline, "wp:cNvGraphicFramePr")
    _put(frame, "a:graphicFrameLocks", {"noChangeAspect": "1"})
    data = _put(_put(inline, "a:graphic"), "a:graphicData", {"uri": NAMESPACES["pic"]})
    _fill(_put(data, "pic:pic"), name, relation, size, item.turns)
    return node("drawing", inline)


def floating(item: SealItem, number: int, relation: str, *, left: float, top: float) -> Element:
    """浮在字上的印章图。left 从版心左边起，top 从所在段落的顶端起，pt。"""
    size = dict.fromkeys(("cx", "cy"), str(round(item.size * EMU_PER_PT)))
    name = {"id": str(number), "name": f"图{number}"}
    flags = {"relativeHeight": "1", "allowOverlap": "1"}
    flags |= dict.fromkeys(("simplePos", "behindDoc", "locked", "layoutInCell"), "0")
    anchor = _made("wp:anchor", dict.fromkeys(("distT", "distB", "distL", "distR"), "0") | flags)
    _put(anchor, "wp:simplePos", {"x": "0", "y": "0"})
    for axis, relative, offset in (("H", "column", left), ("V", "paragraph", top)):
        position = _put(anchor, f"wp:position{axis}", {"relativeFrom": relative})
        _put(position, "wp:posOffset").text = str(round(offset * EMU_PER_PT))
    _put(anchor, "wp:extent", size)
    _put(anchor, "wp:effectExtent", dict.fromkeys("ltrb", "0"))
    _put(anchor, "wp:wrapNone")
    _put(anchor, "wp:docPr", name | {"descr": "印章"})
    frame = _put(anchor, "wp:cNvGraphicFramePr")
    _put(frame, "a:graphicFrameLocks", {"noChangeAspect": "1"})
    data = _put(_put(anchor, "a:graphic"), "a:graphicData", {"uri": NAMESPACES["pic"]})
    _fill(_put(data, "pic:pic"), name, relation, size, 0)
    return node("drawing", anchor)


def _fill(picture: Element, name: dict[str, str], relation: str, size: dict[str, str], turns: int) -> None:
    about = _put(picture, "pic:nvPicPr")
    _put(about, "pic:cNvPr", name)
    _put(about, "pic:cNvPicPr")
    fill = _put(picture, "pic:blipFill")
    _put(fill, "a:blip", {qn("r:embed"): relation})
    _put(_put(fill, "a:stretch"), "a:fillRect")
    shape = _put(picture, "pic:spPr")
    place = _put(shape, "a:xfrm", {"rot": str(turns * QUARTER)} if turns else {})
    _put(place, "a:off", {"x": "0", "y": "0"})
    _put(place, "a:ext", size)
    _put(_put(shape, "a:prstGeom", {"prst": "rect"}), "a:avLst")


def _made(name: str, attributes: dict[str, str]) -> Element:
    return etree.Element(qn(name), attributes, nsmap=_PREFIXES)


def _put(parent: Element, name: str, attributes: dict[str, str] | None = None) -> Element:
    return etree.SubElement(parent, qn(name), attributes or {})
