"""全部样例和版式样例的 DOCX：检验器一处不挑，各部件对得上，用到的元素都在已知的表里。"""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

import pytest
from lxml import etree
from tests.helpers import ROOT
from tests.ooxml.checker import VERSIONS, all_complaints, complaints, known_versions
from tests.ooxml.soundness import Package, faults

import gongwen
from gongwen.ooxml.names import NAMESPACES, qn

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

LETTERHEAD = ROOT / "samples" / "信笺" / "便函信笺.docx"
FIRST, LAST = VERSIONS[0], VERSIONS[-1]
DOCUMENT, STYLES = "word/document.xml", "word/styles.xml"
UNEXPECTED = "Sch_UnexpectedElementContent"
CONTENT, RELATIONS = "[Content_Types].xml", "word/_rels/document.xml.rels"


@pytest.fixture(scope="module")
def documents(finished: dict[str, Path]) -> dict[str, Path]:
    """样例名 → 它的 DOCX。"""
    return {name: next(folder.glob("*.docx")) for name, folder in finished.items()}


def changed(data: bytes, part: str, edit: Callable[[str], str]) -> bytes:
    """改坏一个部件的文件；改了等于没改的不算。"""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            if name == part:
                text = edit(text.decode()).encode()
                assert text != old.read(name)
            new.writestr(name, text)
    return made.getvalue()


def replaced(old: str, new: str) -> Callable[[str], str]:
    return lambda text: text.replace(old, new, 1)


def shapes(path: Path) -> set[tuple[object, ...]]:
    """一份文件里元素的样子：在哪种部件，叫什么，有哪些属性（是词的连同取值），依次有哪些子元素。"""
    return {
        (
            re.sub(r"\d", "", part),
            element.tag,
            *sorted((key, value if value.isalpha() else "") for key, value in element.attrib.items()),
            *dict.fromkeys(child.tag for child in element),
        )
        for part, root in Package(path.read_bytes()).parts.items()
        for element in root.iter()
    }


def covering(documents: dict[str, Path]) -> dict[str, Path]:
    """挑几份，合起来有全部样子。"""
    found = {name: shapes(path) for name, path in documents.items()}
    left, chosen = set[tuple[object, ...]]().union(*found.values()), {}
    while left:
        name = max(found, key=lambda each: len(found[each] & left))
        chosen[name] = documents[name]
        left -= found[name]
    return chosen


# —— 检验器 ——


def test_the_oldest_word_accepts_every_document(docx_checker: Path, documents: dict[str, Path]) -> None:
    """各版本只增不减，2007 版认得的最少；一份一份全过。"""
    assert len(documents) >= 45
    assert all_complaints(docx_checker, documents, FIRST) == {}


@pytest.mark.parametrize("version", VERSIONS[1:])
def test_later_words_accept_everything_that_is_in_the_documents(
    docx_checker: Path, documents: dict[str, Path], version: str
) -> None:
    """检验一次近一秒：挑几份，凡各份里有的样子都在其中。"""
    chosen = covering(documents)
    assert len(chosen) < len(documents) / 2
    assert all_complaints(docx_checker, chosen, version) == {}


def test_no_version_is_left_out(docx_checker: Path, documents: dict[str, Path]) -> None:
    assert known_versions(docx_checker, documents["防汛通知.md"]) == VERSIONS


@pytest.mark.parametrize(
    ("part", "edit", "version", "kind"),
    [
        (DOCUMENT, replaced("<w:pStyle", "<w:keepNext/><w:pStyle"), LAST, f"{UNEXPECTED}ExpectingComplex"),
        (DOCUMENT, replaced("<w:tblLook ", '<w:tblLook w:firstRow="1" '), FIRST, "Sch_UndeclaredAttribute"),
        (STYLES, replaced('w:val="both"', 'w:val="both2"'), LAST, "Sch_AttributeValueDataTypeDetailed"),
    ],
    ids=["order", "too-new", "value"],
)
def test_a_planted_fault_is_reported(
    docx_checker: Path, documents: dict[str, Path], tmp_path: Path, part, edit, version: str, kind: str
) -> None:
    bad = tmp_path / "坏.docx"
    bad.write_bytes(changed(documents["防汛通知.md"].read_bytes(), part, edit))
    found = complaints(docx_checker, bad, version)
    assert {line.split()[0] for line in found} == {kind}


@pytest.mark.parametrize("version", [FIRST, LAST])
def test_a_filled_letterhead_is_as_sound_as_it_was(
    docx_checker: Path, tmp_path: Path, fonts_dir: Path, version: str
) -> None:
    config = gongwen.Config(fonts=(str(fonts_dir),))
    files = {"信笺": LETTERHEAD}
    for name in ("提供储备数据便函", "防汛通知", "版式/图表"):
        path = ROOT / "samples" / f"{name}.md"
        options = gongwen.BuildOptions(out=tmp_path / path.stem, formats=("docx",), template=LETTERHEAD)
        (made,) = gongwen.build([path], options, config)
        files[name] = next(each for each in made.outputs if each.suffix == ".docx")
    assert all_complaints(docx_checker, files, version) == {}


# —— 检验器不管的 ——


def test_the_parts_of_every_document_fit_together(documents: dict[str, Path]) -> None:
    found = {name: faults(path.read_bytes()) for name, path in documents.items()}
    assert {name: each for name, each in found.items() if each} == {}


@pytest.mark.parametrize(
    ("part", "edit", "fault"),
    [
        (RELATIONS, replaced("footer1.xml", "footer9.xml"), f"{RELATIONS} 的 rId4 没有目标 footer9.xml"),
        (RELATIONS, replaced('"rId4"', '"rId3"'), f"{RELATIONS} 的标识重复"),
        (CONTENT, replaced("/word/footer1.xml", "/word/footer9.xml"), "内容类型里的 word/footer9.xml 不在"),
        (DOCUMENT, replaced("</w:p></w:tc>", "</w:p><w:tbl/></w:tc>"), "单元格不以段落收尾"),
        (DOCUMENT, replaced("<w:gridCol ", '<w:gridCol w:w="9"/><w:gridCol '), "表格有 5 列，一行却有 4 格"),
        (DOCUMENT, replaced("黑体", "幼圆"), "字体表里没有 幼圆"),
        (DOCUMENT, replaced("GongwenTitle", "Title"), "没有样式 Title"),
        (DOCUMENT, replaced('w:h="16838"', 'w:h="15840"'), "纸不是 A4：11906 × 15840"),
        (STYLES, replaced('"GongwenTitle"', '"GongwenBody"'), "w:style 的标识 GongwenBody 有 2 个"),
    ],
    ids=["target", "identity", "type", "cell", "columns", "font", "style", "paper", "style-identity"],
)
def test_parts_that_do_not_fit_are_found(documents: dict[str, Path], part, edit, fault: str) -> None:
    found = faults(changed(documents["防汛通知.md"].read_bytes(), part, edit))
    assert fault in found


# —— WPS 也认：只用 Word 2007 就有的 ——

VOCABULARY = {
    "w": """
        adjustRightInd altName autoHyphenation autoSpaceDE autoSpaceDN basedOn body
        bordersDoNotSurroundFooter bordersDoNotSurroundHeader bottom br cantSplit characterSpacingControl
        charset color compat compatSetting decimalSymbol defaultTabStop doNotExpandShiftReturn docDefaults
        document drawing evenAndOddHeaders family fldChar font fonts footerReference framePr ftr gridCol hdr
        headerReference ind insideH insideV instrText jc keepLines keepNext kinsoku lang left listSeparator
        name next outlineLvl overflowPunct p pBdr pPr pPrDefault pStyle pageBreakBefore pgMar pgSz pitch
        qFormat r rFonts rPr rPrDefault right sectPr semiHidden settings shd snapToGrid spacing style styles
        sz szCs t tab tabs tbl tblBorders tblCellMar tblGrid tblHeader tblInd tblLayout tblLook tblPr
        tblStyle tblW tblpPr tc tcPr tcW textDirection themeFontLang titlePg top tr trHeight trPr type
        ulTrailSpace useFELayout vAlign widowControl zoom
    """,
    "wp": "cNvGraphicFramePr docPr extent inline",
    "a": "avLst blip ext fillRect graphic graphicData graphicFrameLocks off prstGeom stretch xfrm",
    "pic": "blipFill cNvPicPr cNvPr nvPicPr pic spPr",
    "ct": "Default Override Types",
    "rel": "Relationship Relationships",
    "cp": "coreProperties revision",
    "dc": "creator language title",
    "dcterms": "created modified",
    "ep": "Application DocSecurity Properties",
}
ATTRIBUTES = {"w", "r", "xml", "xsi"}
# 图文框和定位的表格，只有版面流不到的地方用（docs/排版.md 逐个写明为什么）：部件、段落样式。
FRAMES = {(DOCUMENT, "GongwenColophon")}
PLACED_TABLES = {("word/footer.xml", "Footer")}


def prefixed(document: Path) -> tuple[set[tuple[str, str]], set[str]]:
    """用到的元素（命名空间的前缀、名字）和属性的命名空间。"""
    prefixes = {uri: prefix for prefix, uri in NAMESPACES.items()}
    elements, spaces = set(), set()
    for root in Package(document.read_bytes()).parts.values():
        for element in root.iter():
            name = etree.QName(element)
            elements.add((prefixes[name.namespace or ""], name.localname))
            spaces |= {prefixes[uri] for key in element.attrib if (uri := etree.QName(key).namespace)}
    return elements, spaces


def test_only_known_elements_are_used_and_all_of_them(documents: dict[str, Path]) -> None:
    """多出来的，先查清 Word 2007 和 WPS 认不认，再写进表里。"""
    elements, spaces = set[tuple[str, str]](), set[str]()
    for document in documents.values():
        more, where = prefixed(document)
        elements |= more
        spaces |= where
    assert elements == {(prefix, name) for prefix, names in VOCABULARY.items() for name in names.split()}
    assert spaces == ATTRIBUTES


def test_frames_stand_only_where_flow_cannot_reach(documents: dict[str, Path]) -> None:
    framed, placed = set(), set()
    for document in documents.values():
        for part, root in Package(document.read_bytes()).words():
            plain = re.sub(r"\d", "", part)
            for frame in root.iter(qn("w:framePr")):
                framed.add((plain, frame.getparent().find(qn("w:pStyle")).get(qn("w:val"))))
            for place in root.iter(qn("w:tblpPr")):
                inside = place.getparent().getparent().iter(qn("w:pStyle"))
                placed |= {(plain, each.get(qn("w:val"))) for each in inside}
    assert (framed, placed) == (FRAMES, PLACED_TABLES)
