"""DOCX 的各部件：只有用得着的，没有主题、缩略图和用不着的样式。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from gongwen.layout.docx.picture import drawing, floating
from gongwen.layout.docx.schema import Element, node
from gongwen.ooxml.names import NAMESPACES, qn
from gongwen.ooxml.package import Relationships, content_types, serialized, write_package

if TYPE_CHECKING:
    from gongwen.layout.plan.model import ImageItem, Meta, SealItem

IN_FORCE = (2012, 7, 1)
# GB/T 9704—2012 施行之日：没有成文日期时的固定日期。
LONGEST_PROPERTY = 255
_ROOTS = {"header": "hdr", "footer": "ftr"}


class Parts:
    """正在装配的 DOCX：正文在 body 里，页眉页脚与图片由这里登记。"""

    def __init__(self) -> None:
        self.body = node("body")
        self._members: dict[str, bytes] = {}
        self._types: dict[str, str] = {"/word/document.xml": "document"}
        self._package = Relationships()
        self._document = Relationships()
        self._package.add("document", "word/document.xml")
        self._furniture = 0
        self._pictures: dict[str, str] = {}
        self._drawn = 0

    def add_styles(self, styles: Element, settings: Element, fonts: Element) -> None:
        """样式、设置、字体表。"""
        for kind, root in (("styles", styles), ("settings", settings), ("fontTable", fonts)):
            self._add(kind, kind, root)

    def furniture(self, kind: str, face: str, *blocks: Element) -> Element:
        """登记一个页眉（header）或页脚（footer），返回节属性里的引用；face 为 default、even、first。"""
        self._furniture += 1
        reference = node(f"{kind}Reference", type=face)
        identity = self._add(kind, f"{kind}{self._furniture}", node(_ROOTS[kind], *blocks))
        reference.set(qn("r:id"), identity)
        return reference

    def picture(self, item: ImageItem, data: bytes) -> Element:
        """登记一张图片，返回 w:drawing；同一张图片只存一份。"""
        relation = self._media(item.file, data)
        return drawing(item, self._drawn, relation)

    def seal(self, item: SealItem, data: bytes, *, left: float, top: float) -> Element:
        """登记印章图，返回浮在字上的 w:drawing。"""
        relation = self._media(item.file, data)
        return floating(item, self._drawn, relation, left=left, top=top)

    def _media(self, file: str, data: bytes) -> str:
        if file not in self._pictures:
            self._members[f"word/media/{file}"] = data
            self._pictures[file] = self._document.add("image", f"media/{file}")
        self._drawn += 1
        return self._pictures[file]

    def add_properties(self, meta: Meta) -> None:
        """文档属性：标题、作者、固定的日期；没有本机与用户的痕迹。"""
        self._describe("core", "docProps/core.xml", _core(meta))
        self._describe("extended", "docProps/app.xml", _application())

    def to_bytes(self) -> bytes:
        """DOCX 文件；同样的内容得到同样的字节。"""
        return write_package(
            self._members
            | {
                "[Content_Types].xml": content_types(self._types),
                "_rels/.rels": self._package.to_bytes(),
                "word/_rels/document.xml.rels": self._document.to_bytes(),
                "word/document.xml": serialized(node("document", self.body)),
            }
        )

    def _add(self, kind: str, name: str, root: Element) -> str:
        self._members[f"word/{name}.xml"] = serialized(root)
        self._types[f"/word/{name}.xml"] = kind
        return self._document.add(kind, f"{name}.xml")

    def _describe(self, kind: str, name: str, root: Element) -> None:
        self._members[name] = serialized(root)
        self._types[f"/{name}"] = kind
        self._package.add(kind, name)


def _core(meta: Meta) -> Element:
    prefixes = {prefix: NAMESPACES[prefix] for prefix in ("cp", "dc", "dcterms", "xsi")}
    root = etree.Element(qn("cp:coreProperties"), nsmap=prefixes)
    moment = "{:04d}-{:02d}-{:02d}T00:00:00Z".format(*(meta.date or IN_FORCE))
    texts = (
        ("dc:title", meta.title[:LONGEST_PROPERTY]),
        ("dc:creator", meta.author[:LONGEST_PROPERTY]),
        ("dc:language", "zh-CN"),
        ("cp:revision", "1"),
        ("dcterms:created", moment),
        ("dcterms:modified", moment),
    )
    for name, text in texts:
        child = etree.SubElement(root, qn(name))
        child.text = text
        if name.startswith("dcterms:"):
            child.set(qn("xsi:type"), "dcterms:W3CDTF")
    return root


def _application() -> Element:
    root = etree.Element(qn("ep:Properties"), nsmap={None: NAMESPACES["ep"]})
    for name, value in (("Application", "gongwen"), ("DocSecurity", "0")):
        etree.SubElement(root, qn(f"ep:{name}")).text = value
    return root
