"""一个部件：核对标签，交给 docxtpl 整理，在沙箱里渲染，把成段的内容放到位。"""

from __future__ import annotations

import copy
import io
from typing import TYPE_CHECKING, Any

from jinja2 import TemplateError as JinjaError
from lxml import etree
from markupsafe import Markup, escape

from gongwen.drafting.sandbox import sandbox
from gongwen.errors import TemplateError, Where
from gongwen.layout.docx.paragraphs import tiny_paragraph
from gongwen.layout.docx.schema import node
from gongwen.layout.letterhead.additions import number_drawings
from gongwen.layout.letterhead.tags import block_key
from gongwen.ooxml.names import qn
from gongwen.ooxml.opening import MAX_XML

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from jinja2.sandbox import ImmutableSandboxedEnvironment

_TARGET = "gongwen"
_BREAK = '</w:t><w:br/><w:t xml:space="preserve">'
_TAB = '</w:t><w:tab/><w:t xml:space="preserve">'
_HOLDERS = tuple(qn(f"w:{name}") for name in ("tc", "txbxContent", "hdr", "ftr", "footnote", "endnote"))


def environment() -> ImmutableSandboxedEnvironment:
    """填信笺用的沙箱：文字转义，换行、制表符换成 Word 的写法。"""
    return sandbox(_printed, autoescape=True)


def _printed(value: Any) -> Markup:
    if isinstance(value, Markup):
        return value
    return Markup(str(escape(str(value))).replace("\n", _BREAK).replace("\t", _TAB))  # noqa: S704 已转义


def jinja_source(root: Any) -> str:
    """拼好标签的部件，由 docxtpl 整理成 Jinja 源文：整段、整行的标签代替它所在的段、行。"""
    from docxtpl import DocxTemplate  # 载入要 0.3 秒

    source = etree.tostring(root, encoding="unicode")
    return str(DocxTemplate(io.BytesIO()).patch_xml(source))


def context(texts: Mapping[str, str], present: Mapping[str, bool], used: Iterable[str]) -> dict[str, Any]:
    """Jinja 看得见的全部。

    texts 是文字变量；present 是成段变量有没有内容，作条件用；used 里的印成一个记号，渲染之后换成段落。
    """
    marks = {block_key(name): Markup(f"<?{_TARGET} {name}?>") for name in used}  # noqa: S704 名字是我们的
    return {**{name: "有" if found else "" for name, found in present.items()}, **texts, **marks}


def render_part(
    source: str, values: Mapping[str, Any], blocks: Mapping[str, Sequence[Any]], where: Where
) -> Any:
    """渲染好的部件的根元素。结果不是完整的 XML、太大时引发 TemplateError。"""
    pieces: list[str] = []
    total = 0
    try:
        for piece in environment().from_string(source).generate(dict(values)):
            total += len(piece)
            if total > MAX_XML:
                raise TemplateError("填出来的内容太长", where, "检查信笺里的标签，长的内容用 {{p 正文 }}")
            pieces.append(piece)
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        root = etree.fromstring("".join(pieces).encode(), parser)
    except (JinjaError, etree.XMLSyntaxError, RecursionError) as error:
        raise TemplateError(
            f"信笺填不成：{str(error)[:100]}",
            where,
            "把标签各自独占一段或写在同一段里，再试；仍不行时报告给维护者",
        ) from error
    _place_blocks(root, blocks)
    _mend(root)
    number_drawings(root)
    return root


def _place_blocks(root: Any, blocks: Mapping[str, Sequence[Any]]) -> None:
    """记号换成段落和表格。"""
    for mark in [each for each in root.iter(etree.ProcessingInstruction) if each.target == _TARGET]:
        parent = mark.getparent()
        at = parent.index(mark)
        # 同一个变量可以用在 if 的两边，所以放的是副本
        made = [copy.deepcopy(block) for block in blocks.get(mark.text or "", ())]
        parent[at : at + 1] = made


def _mend(root: Any) -> None:
    """取舍之后补齐 Word 要求的：表格要有行，格子、页眉页脚等末尾要有段落，正文不以表格结尾。"""
    for table in list(root.iter(qn("w:tbl"))):
        if table.find(qn("w:tr")) is None and not any(True for _ in table.iter(qn("w:p"))):
            table.getparent().remove(table)
    for holder in root.iter(*_HOLDERS):
        if len(holder) == 0 or holder[-1].tag != qn("w:p"):
            holder.append(node("p") if _only_properties(holder) else tiny_paragraph())
    body = root.find(qn("w:body"))
    if body is None:
        return
    end = len(body) - 1 if len(body) and body[-1].tag == qn("w:sectPr") else len(body)
    if end == 0 or body[end - 1].tag == qn("w:tbl"):
        body.insert(end, tiny_paragraph())


def _only_properties(holder: Any) -> bool:
    return all(child.tag.endswith("Pr") for child in holder if isinstance(child.tag, str))
