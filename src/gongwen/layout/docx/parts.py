"""DOCX 的各部件：只有用得着的，不带模板里的样式、主题与缩略图。"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from typing import TYPE_CHECKING, Any, cast

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.coreprops import CoreProperties
from docx.opc.packuri import PackURI
from docx.opc.part import Part, XmlPart
from docx.opc.parts.coreprops import CorePropertiesPart
from docx.oxml.coreprops import CT_CoreProperties
from docx.oxml.ns import qn
from docx.package import Package
from docx.parts.document import DocumentPart
from docx.parts.styles import StylesPart
from lxml import etree

from gongwen.layout.docx.schema import Element, node
from gongwen.ooxml.package import write_package

if TYPE_CHECKING:
    from gongwen.layout.plan.model import ImageItem, Meta

IN_FORCE = (2012, 7, 1)
# GB/T 9704—2012 施行之日：没有成文日期时的固定日期。
LONGEST_PROPERTY = 255
_EXTENDED = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
_FOLIO_PARTS = {"footer": ("ftr", RELATIONSHIP_TYPE.FOOTER, CONTENT_TYPE.WML_FOOTER),
                "header": ("hdr", RELATIONSHIP_TYPE.HEADER, CONTENT_TYPE.WML_HEADER)}  # fmt: skip


class Parts:
    """正在装配的 DOCX：正文在 body 里，页眉页脚与图片由这里登记。"""

    def __init__(self) -> None:
        self.body = node("body")
        root = node("document", self.body)
        self._package = Package()
        self._document = DocumentPart(
            PackURI("/word/document.xml"), CONTENT_TYPE.WML_DOCUMENT_MAIN, cast("Any", root), self._package
        )
        self._package.relate_to(self._document, RELATIONSHIP_TYPE.OFFICE_DOCUMENT)
        self._furniture = 0
        self._pictures = 0

    def add_styles(self, styles: Element, settings: Element, fonts: Element) -> None:
        """样式、设置、字体表。"""
        self._relate(
            StylesPart(PackURI("/word/styles.xml"), CONTENT_TYPE.WML_STYLES, styles, self._package),
            RELATIONSHIP_TYPE.STYLES,
        )
        self._add("settings", CONTENT_TYPE.WML_SETTINGS, RELATIONSHIP_TYPE.SETTINGS, settings)
        self._add("fontTable", CONTENT_TYPE.WML_FONT_TABLE, RELATIONSHIP_TYPE.FONT_TABLE, fonts)

    def furniture(self, kind: str, face: str, *blocks: Element) -> Element:
        """登记一个页眉（header）或页脚（footer），返回节属性里的引用；face 为 default、even、first。"""
        root, relation, content_type = _FOLIO_PARTS[kind]
        self._furniture += 1
        name = f"{kind}{self._furniture}"
        reference = node(f"{kind}Reference", type=face)
        reference.set(qn("r:id"), self._add(name, content_type, relation, node(root, *blocks)))
        return reference

    def picture(self, item: ImageItem, data: bytes) -> Element:
        """登记一张图片，返回 w:drawing；替代文字放在 descr。"""
        self._pictures += 1
        inline = self._document.new_pic_inline(
            io.BytesIO(data), cast("Any", round(item.width * 12700)), cast("Any", round(item.height * 12700))
        )
        inline.docPr.set("id", str(self._pictures))
        inline.docPr.set("name", f"图{self._pictures}")
        inline.docPr.set("descr", item.alt)
        return node("drawing", cast("Element", inline))

    def add_properties(self, meta: Meta) -> None:
        """文档属性：标题、作者、固定的日期；没有本机与用户的痕迹。"""
        moment = dt.datetime(*(meta.date or IN_FORCE), tzinfo=dt.UTC)
        element = CT_CoreProperties.new()
        core = CoreProperties(element)
        core.title, core.author = meta.title[:LONGEST_PROPERTY], meta.author[:LONGEST_PROPERTY]
        core.language = "zh-CN"
        core.created = core.modified = moment
        core.revision = 1
        part = CorePropertiesPart(
            PackURI("/docProps/core.xml"), CONTENT_TYPE.OPC_CORE_PROPERTIES, element, self._package
        )
        self._package.relate_to(part, RELATIONSHIP_TYPE.CORE_PROPERTIES)
        app = Part(
            PackURI("/docProps/app.xml"), CONTENT_TYPE.OFC_EXTENDED_PROPERTIES, _application(), self._package
        )
        self._package.relate_to(app, RELATIONSHIP_TYPE.EXTENDED_PROPERTIES)

    def to_bytes(self) -> bytes:
        """DOCX 文件；同样的内容得到同样的字节。"""
        raw = io.BytesIO()
        self._package.save(raw)
        with zipfile.ZipFile(raw) as archive:
            return write_package({name: archive.read(name) for name in archive.namelist()})

    def _add(self, name: str, content_type: str, relation: str, root: Element) -> str:
        part = XmlPart(PackURI(f"/word/{name}.xml"), content_type, root, self._package)
        return self._relate(part, relation)

    def _relate(self, part: Part, relation: str) -> str:
        return str(self._document.relate_to(part, relation))


def _application() -> bytes:
    root = etree.Element(f"{{{_EXTENDED}}}Properties", nsmap={None: _EXTENDED})
    for name, value in (("Application", "gongwen"), ("DocSecurity", "0")):
        etree.SubElement(root, f"{{{_EXTENDED}}}{name}").text = value
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
