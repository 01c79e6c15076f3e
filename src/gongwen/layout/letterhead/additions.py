"""填信笺时要添进文件的：图片、样式表，以及它们的关系和内容类型。"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Any

from lxml import etree

from gongwen.layout.docx.picture import drawing
from gongwen.layout.docx.settings import WORD_2013
from gongwen.layout.letterhead.styles import add_styles, empty_styles
from gongwen.ooxml.names import CONTENT_TYPES, NAMESPACES, RELATIONS, qn
from gongwen.ooxml.opening import TYPES_PART, extended_types, relations_part
from gongwen.ooxml.package import serialized
from gongwen.units import twips

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gongwen.layout.docx.schema import Element
    from gongwen.layout.docx.sheet import Sheet
    from gongwen.layout.plan.model import ImageItem
    from gongwen.ooxml.opening import Package

WORD_2007 = 12


class Additions:
    """正在添的部件。"""

    def __init__(self, package: Package, images: dict[str, bytes]) -> None:
        self._package, self._images = package, images
        self._folder = posixpath.dirname(package.main)
        self._relations_part = relations_part(package.main)
        self._relations = self._relations_root()
        self._files: dict[str, bytes] = {}
        self._linked: dict[str, str] = {}
        self._overrides: dict[str, str] = {}

    def picture(self, item: ImageItem) -> Element:
        """登记一张图片，返回 w:drawing；编号由 number_drawings 统一重排。"""
        if item.file not in self._linked:
            self._files[posixpath.join(self._folder, "media", item.file)] = self._images[item.file]
            self._linked[item.file] = self._relate("image", f"media/{item.file}")
        return drawing(item, 0, self._linked[item.file])

    def styles(self, blocks: Iterable[Element], sheet: Sheet) -> None:
        """添上 blocks 用到的样式。"""
        existing = [each for each in self._package.relations(self._package.main) if each.short == "styles"]
        part = existing[0].part if existing else posixpath.join(self._folder, "gongwen-styles.xml")
        root = self._package.tree(part) if part in self._package.parts else empty_styles()
        add_styles(root, blocks, sheet)
        self._files[part] = serialized(root)
        if not existing:
            self._relate("styles", posixpath.basename(part))
            self._overrides[f"/{part}"] = CONTENT_TYPES["styles"]

    def files(self) -> dict[str, bytes]:
        """要换的和新添的部件。"""
        made = dict(self._files)
        if self._linked or self._overrides:
            made[self._relations_part] = serialized(self._relations)
            extensions = {name.rpartition(".")[2] for name in self._linked}
            made[TYPES_PART] = extended_types(self._package, extensions, self._overrides)
        return made

    def _relations_root(self) -> Any:
        if self._relations_part in self._package.parts:
            return self._package.tree(self._relations_part)
        return etree.Element(qn("rel:Relationships"), nsmap={None: NAMESPACES["rel"]})

    def _relate(self, kind: str, target: str) -> str:
        taken = {entry.get("Id") for entry in self._relations}
        number = 1
        while f"rIdGongwen{number}" in taken:
            number += 1
        entry = etree.SubElement(self._relations, qn("rel:Relationship"))
        entry.set("Id", f"rIdGongwen{number}")
        entry.set("Type", RELATIONS[kind])
        entry.set("Target", target)
        return f"rIdGongwen{number}"


def align_tables(package: Package, blocks: Iterable[Element], sheet: Sheet) -> None:
    """有线表格的左边线对齐版心。

    兼容模式在 Word 2013 以下的（WPS 和老版本做的多是），表格左移一个单元格边距，让格里的字对齐版心。
    """
    if _compatibility(package) >= WORD_2013:
        return
    for table in (each for block in blocks for each in block.iter(qn("w:tbl"))):
        properties = table.find(qn("w:tblPr"))
        if properties.find(qn("w:tblStyle")) is not None:
            properties.find(qn("w:tblInd")).set(qn("w:w"), str(twips(sheet.pt("body.table_inset_x"))))


def _compatibility(package: Package) -> int:
    """信笺的兼容模式；没有写的是 Word 2007。"""
    for part in (each.part for each in package.relations(package.main) if each.short == "settings"):
        if part not in package.parts:
            continue
        for setting in package.tree(part).iter(qn("w:compatSetting")):
            value = setting.get(qn("w:val"), "")
            if setting.get(qn("w:name")) == "compatibilityMode" and value.isascii() and value.isdigit():
                return int(value)
    return WORD_2007


def number_drawings(root: Any) -> None:
    """图形的编号不重复：Word 遇到重复的会报错。"""
    taken: set[str] = set()
    drawings = list(root.iter(qn("wp:docPr")))
    fresh = iter(range(1, 2 * len(drawings) + 2))
    used = {each.get("id") for each in drawings}
    for each in drawings:
        if each.get("id") in taken or each.get("id") == "0":
            each.set("id", next(str(number) for number in fresh if str(number) not in used))
        taken.add(each.get("id"))


def described(data: bytes, title: str, author: str, date: tuple[int, int, int]) -> bytes:
    """改过的文档属性（docProps/core.xml）：标题、作者、固定的日期；去掉信笺制作者的名字和次数。"""
    root = etree.fromstring(data)
    moment = "{:04d}-{:02d}-{:02d}T00:00:00Z".format(*date)
    for name in ("cp:lastModifiedBy", "cp:revision", "cp:lastPrinted"):
        for old in root.findall(qn(name)):
            root.remove(old)
    texts = {"dc:title": title, "dc:creator": author, "dcterms:created": moment, "dcterms:modified": moment}
    for name, text in texts.items():
        found = root.find(qn(name))
        entry = etree.SubElement(root, qn(name)) if found is None else found
        entry.text = text
        if name.startswith("dcterms:"):
            entry.set(qn("xsi:type"), "dcterms:W3CDTF")
    return serialized(root)
