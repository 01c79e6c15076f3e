"""嵌入正文的图片（DrawingML 的 inline）。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from gongwen.layout.docx.schema import Element, node
from gongwen.ooxml.names import NAMESPACES, qn
from gongwen.units import EMU_PER_PT

if TYPE_CHECKING:
    from gongwen.layout.plan.model import ImageItem

_PREFIXES = {prefix: NAMESPACES[prefix] for prefix in ("wp", "a", "pic", "r")}


def drawing(item: ImageItem, number: int, relation: str) -> Element:
    """w:drawing。number 在一份文件中不重复；替代文字放在 descr。"""
    size = {"cx": str(round(item.width * EMU_PER_PT)), "cy": str(round(item.height * EMU_PER_PT))}
    name = {"id": str(number), "name": f"图{number}"}
    inline = _made("wp:inline", dict.fromkeys(("distT", "distB", "distL", "distR"), "0"))
    _put(inline, "wp:extent", size)
    _put(inline, "wp:docPr", name | {"descr": item.alt})
    frame = _put(inline, "wp:cNvGraphicFramePr")
    _put(frame, "a:graphicFrameLocks", {"noChangeAspect": "1"})
    data = _put(_put(inline, "a:graphic"), "a:graphicData", {"uri": NAMESPACES["pic"]})
    _fill(_put(data, "pic:pic"), name, relation, size)
    return node("drawing", inline)


def _fill(picture: Element, name: dict[str, str], relation: str, size: dict[str, str]) -> None:
    about = _put(picture, "pic:nvPicPr")
    _put(about, "pic:cNvPr", name)
    _put(about, "pic:cNvPicPr")
    fill = _put(picture, "pic:blipFill")
    _put(fill, "a:blip", {qn("r:embed"): relation})
    _put(_put(fill, "a:stretch"), "a:fillRect")
    shape = _put(picture, "pic:spPr")
    place = _put(shape, "a:xfrm")
    _put(place, "a:off", {"x": "0", "y": "0"})
    _put(place, "a:ext", size)
    _put(_put(shape, "a:prstGeom", {"prst": "rect"}), "a:avLst")


def _made(name: str, attributes: dict[str, str]) -> Element:
    return etree.Element(qn(name), attributes, nsmap=_PREFIXES)


def _put(parent: Element, name: str, attributes: dict[str, str] | None = None) -> Element:
    return etree.SubElement(parent, qn(name), attributes or {})
