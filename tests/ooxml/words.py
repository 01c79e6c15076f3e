"""造要读的 .docx：正文之外带样式、编号、脚注、页眉等部件，关系和内容类型自动登记。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.ooxml.packages import HEAD, MAIN, WORD, R, W, members, relations, types, zipped

from gongwen.ooxml.opening import open_for_reading
from gongwen.ooxml.reader import read_story

if TYPE_CHECKING:
    from gongwen.ooxml.story import Story

SPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
ROOTS = {
    "styles": "styles",
    "numbering": "numbering",
    "settings": "settings",
    "comments": "comments",
    "footnotes": "footnotes",
    "endnotes": "endnotes",
    "header": "hdr",
    "footer": "ftr",
}


def run(text: str, properties: str = "") -> str:
    made = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{made}<w:t xml:space="preserve">{text}</w:t></w:r>'


def para(*runs: str, properties: str = "") -> str:
    """一段；不带标记的当作文字。"""
    inner = "".join(each if each.startswith("<") else run(each) for each in runs)
    made = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f"<w:p>{made}{inner}</w:p>"


def cell(*content: str, properties: str = "") -> str:
    inner = "".join(each if each.startswith("<") else para(each) for each in content) or "<w:p/>"
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    made = f"<w:trPr>{properties}</w:trPr>" if properties else ""
    return f"<w:tr>{made}{''.join(each if each.startswith('<') else cell(each) for each in cells)}</w:tr>"


def table(*rows: str, lines: str = "single") -> str:
    borders = f'<w:tblBorders><w:top w:val="{lines}"/></w:tblBorders>' if lines else ""
    return f"<w:tbl><w:tblPr>{borders}</w:tblPr>{''.join(rows)}</w:tbl>"


def box(*paragraphs: str) -> str:
    """文本框，连同给旧版 Word 的同样内容。"""
    inner = f"<w:txbxContent>{''.join(paragraphs)}</w:txbxContent>"
    return (
        "<w:r><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><w:drawing><wps:txbx>{inner}</wps:txbx></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{inner}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


def field(code: str, result: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText> {code} </w:instrText></w:r>"
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(result)}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def docx(body: str, **parts: str) -> bytes:
    """一份 .docx。parts 的名字是部件的种类，页眉页脚可以有几个（header1、header2），rId 就是部件的名字。"""
    extra, rows, overrides = {}, [], {}
    for name, content in parts.items():
        kind = name.rstrip("0123456789")
        root = ROOTS[kind]
        extra[f"word/{name}.xml"] = f"{HEAD}<w:{root} {SPACES}>{content}</w:{root}>".encode()
        overrides[f"/word/{name}.xml"] = f"{WORD}.{kind}+xml"
        rows.append((kind, f"{name}.xml", False))
    listed = relations(*rows)
    for at, (_, target, _) in enumerate(rows, 1):
        listed = listed.replace(f'"rId{at}"'.encode(), f'"{target.removesuffix(".xml")}"'.encode(), 1)
    made = {**members(), **extra, MAIN: document(body), "word/_rels/document.xml.rels": listed}
    return zipped({**made, "[Content_Types].xml": types(overrides=overrides)})


def document(body: str) -> bytes:
    return f"{HEAD}<w:document {SPACES}><w:body>{body}</w:body></w:document>".encode()


def story(body: str, **parts: str) -> Story:
    return read_story(open_for_reading(docx(body, **parts), "通知.docx"))


def text(body: str, **parts: str) -> str:
    return story(body, **parts).text


def mapped(data: bytes) -> Story:
    """读出来，并逐节核对：每个字都从所说的节点、所说的地方来。"""
    from gongwen.ooxml.reader import node_text, text_nodes

    package = open_for_reading(data, "通知.docx")
    read = read_story(package)
    nodes = {part: text_nodes(package.tree(part)) for part in {each.part for each in read.stretches}}
    before = 0
    for each in read.stretches:
        assert before <= each.start < each.end <= len(read.text)
        before = each.end
        written = node_text(nodes[each.part][each.node])
        assert written[each.offset : each.offset + each.end - each.start] == read.text[each.start : each.end]
    return read


def added(read: Story) -> str:
    """读的时候添的字，连起来。"""
    at, found = 0, ""
    for each in read.stretches:
        found += read.text[at : each.start]
        at = each.end
    return found + read.text[at:]
