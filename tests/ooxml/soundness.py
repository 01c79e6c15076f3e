"""检验器不管的：DOCX 各部件之间对得上，Word、WPS 打开不用修复。每一项返回毛病，没有就是空的。"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections import Counter
from typing import TYPE_CHECKING, Any, TypeAlias

from lxml import etree

from gongwen.ooxml.names import qn

if TYPE_CHECKING:
    from collections.abc import Iterator

Element: TypeAlias = Any
WIDEST = 31_680
# Word 的长度上限，22 英寸，twip。
A4 = {11906, 16838}
_STYLED = {"pStyle": "paragraph", "rStyle": "character", "tblStyle": "table"}
_REFERENCES = (qn("r:id"), qn("r:embed"))
_OUTWARD = {"header", "footer", "image"}
# 这几种关系要有引用；样式、设置、字体表不用。


class Package:
    """一份 DOCX 的各成员，XML 的已经解析。"""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.names = archive.namelist()
            self.members = {name: archive.read(name) for name in self.names}
        self.parts: dict[str, Element] = {
            name: etree.fromstring(content)
            for name, content in self.members.items()
            if name.endswith((".xml", ".rels"))
        }

    def words(self) -> Iterator[tuple[str, Element]]:
        """正文、页眉、页脚、样式等 WordprocessingML 部件。"""
        for name, root in self.parts.items():
            if name.startswith("word/") and name.endswith(".xml"):
                yield name, root

    def all(self, name: str) -> Iterator[Element]:
        """各部件里的某种元素。"""
        for _, root in self.words():
            yield from root.iter(qn(name))


def faults(data: bytes) -> list[str]:
    """全部毛病。"""
    package = Package(data)
    checks = (members, relationships, identities, cells, sections, fonts, styles, lengths)
    return [fault for check in checks for fault in check(package)]


def members(package: Package) -> Iterator[str]:
    """成员不重名；每个成员有内容类型，写了内容类型的成员都在。"""
    for name, count in Counter(package.names).items():
        if count > 1:
            yield f"{name} 有 {count} 个"
    types = package.parts["[Content_Types].xml"]
    named = {each.get("PartName").lstrip("/") for each in types.iter(qn("ct:Override"))}
    extensions = {each.get("Extension") for each in types.iter(qn("ct:Default"))}
    for name in sorted(named - package.members.keys()):
        yield f"内容类型里的 {name} 不在"
    for name in package.names:
        bare = name not in named and (name.endswith(".xml") or name.rpartition(".")[2] not in extensions)
        if bare and name != "[Content_Types].xml":
            yield f"{name} 没有内容类型"


def relationships(package: Package) -> Iterator[str]:
    """关系的目标都在、标识不重，都不出文件；引用的关系都有，页眉、页脚、图片的关系都用到。"""
    for name, root in package.parts.items():
        if not name.endswith(".rels"):
            continue
        folder, _, own = name.rpartition("_rels/")
        source = folder + own.removesuffix(".rels")
        known = {each.get("Id"): each for each in root}
        if len(known) < len(root):
            yield f"{name} 的标识重复"
        for identity, each in known.items():
            if each.get("TargetMode") == "External":
                yield f"{name} 的 {identity} 指向文件之外"
            elif _target(folder, each) not in package.members:
                yield f"{name} 的 {identity} 没有目标 {each.get('Target')}"
        if source:
            yield from _used(source, package.parts[source], known)


def _target(folder: str, relation: Element) -> str:
    return posixpath.normpath(posixpath.join("/", folder, relation.get("Target")))[1:]


def _used(source: str, root: Element, known: dict[str, Element]) -> Iterator[str]:
    used = {each.get(key) for each in root.iter() for key in _REFERENCES if each.get(key) is not None}
    for identity in sorted(used - known.keys()):
        yield f"{source} 引用的 {identity} 没有这个关系"
    for identity, each in known.items():
        if each.get("Type").rpartition("/")[2] in _OUTWARD and identity not in used:
            yield f"{source} 没有用到 {identity}"


def identities(package: Package) -> Iterator[str]:
    """图片、书签、样式的标识不重；书签有始有终。"""
    keys = (
        ("wp:docPr", "id"),
        ("w:bookmarkStart", qn("w:id")),
        ("w:bookmarkStart", qn("w:name")),
        ("w:bookmarkEnd", qn("w:id")),
        ("w:style", qn("w:styleId")),
    )
    for name, key in keys:
        for value, count in Counter(each.get(key) for each in package.all(name)).items():
            if count > 1:
                yield f"{name} 的标识 {value} 有 {count} 个"
    begun, ended = (
        {each.get(qn("w:id")) for each in package.all(name)} for name in ("w:bookmarkStart", "w:bookmarkEnd")
    )
    if begun != ended:
        yield f"书签有始无终：{sorted(begun ^ ended)}"


def cells(package: Package) -> Iterator[str]:
    """表格各行的格数与列数相合，单元格以段落收尾；表格不连着，也不在最后。"""
    for table in package.all("w:tbl"):
        columns = len(table.findall(f"{qn('w:tblGrid')}/{qn('w:gridCol')}"))
        for row in table.findall(qn("w:tr")):
            spans = (each.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}") for each in row.findall(qn("w:tc")))
            wide = sum(1 if span is None else int(span.get(qn("w:val"))) for span in spans)
            if wide != columns:
                yield f"表格有 {columns} 列，一行却有 {wide} 格"
        after = table.getnext()
        if after is None or after.tag != qn("w:p"):
            yield "表格之后不是段落"
    for cell in package.all("w:tc"):
        if len(cell) == 0 or cell[-1].tag != qn("w:p"):
            yield "单元格不以段落收尾"


def sections(package: Package) -> Iterator[str]:
    """正文以节属性收尾；纸是 A4，版心是正数，页眉页脚在边距之内，同一种页眉页脚一节只有一个。"""
    body = package.parts["word/document.xml"].find(qn("w:body"))
    if body[-1].tag != qn("w:sectPr"):
        yield "正文不以节属性收尾"
    for section in package.all("w:sectPr"):
        size, margins = (_numbers(section.find(qn(name))) for name in ("w:pgSz", "w:pgMar"))
        if {size["w"], size["h"]} != A4:
            yield f"纸不是 A4：{size['w']} × {size['h']}"
        if size["w"] <= margins["left"] + margins["right"] or size["h"] <= margins["top"] + margins["bottom"]:
            yield "没有版心"
        if min(margins.values()) < 0 or margins["footer"] >= margins["bottom"]:
            yield f"边距不对：{margins}"
        kinds = Counter((each.tag, each.get(qn("w:type"))) for each in section if each.get(qn("r:id")))
        if any(count > 1 for count in kinds.values()):
            yield "同一种页眉页脚有两个"


def _numbers(element: Element) -> dict[str, int]:
    found = {key.rpartition("}")[2]: value for key, value in element.attrib.items()}
    return {key: int(value) for key, value in found.items() if value.lstrip("-").isdigit()}


def fonts(package: Package) -> Iterator[str]:
    """有文字的每一段都写明四种字体，字体都在字体表里。"""
    table = {each.get(qn("w:name")) for each in package.parts["word/fontTable.xml"].iter(qn("w:font"))}
    four = {qn(f"w:{name}") for name in ("ascii", "hAnsi", "eastAsia", "cs")}
    for each in package.all("w:rFonts"):
        for key in sorted(four & set(each.attrib)):
            if each.get(key) not in table:
                yield f"字体表里没有 {each.get(key)}"
    for run in package.all("w:r"):
        named = run.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
        if run.find(qn("w:t")) is not None and (named is None or not four <= set(named.attrib)):
            yield f"没有写字体：{''.join(run.itertext())}"


def styles(package: Package) -> Iterator[str]:
    """用到的样式都有，种类也对；样式所依据的、后接的也都有。"""
    known = {each.get(qn("w:styleId")): each.get(qn("w:type")) for each in package.all("w:style")}
    for name, kind in _STYLED.items():
        for each in package.all(f"w:{name}"):
            if known.get(each.get(qn("w:val"))) != kind:
                yield f"没有样式 {each.get(qn('w:val'))}"
    for style in package.all("w:style"):
        for name in ("basedOn", "next"):
            each = style.find(qn(f"w:{name}"))
            if each is not None and known.get(each.get(qn("w:val"))) != style.get(qn("w:type")):
                yield f"样式 {style.get(qn('w:styleId'))} 的 {name} 没有：{each.get(qn('w:val'))}"


def lengths(package: Package) -> Iterator[str]:
    """长度都在 Word 的上限之内，行距和列宽是正数。"""
    for name in ("spacing", "ind", "tab", "pgSz", "pgMar", "gridCol", "tcW", "tblW", "trHeight", "framePr"):
        for each in package.all(f"w:{name}"):
            numbers = _numbers(each)
            if any(abs(value) > WIDEST for value in numbers.values()):
                yield f"{name} 超过上限：{numbers}"
            if numbers.get("line", 1) <= 0 or (name in ("gridCol", "tcW") and numbers["w"] <= 0):
                yield f"{name} 不是正数：{numbers}"
