"""文件里会自己动、会去取别处东西的内容：有一样就不收，说明是什么、在哪个部件。

我们什么也不执行；但成品要交给 Word、WPS、LibreOffice 打开，所以连带进去也不行。
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from gongwen.ooxml.fields import field_codes, has_fields
from gongwen.ooxml.names import NAMESPACES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.ooxml.opening import Package, Relation

# 关系类型的末一段到说法；内部的也不收。
_RELATIONS = {
    "vbaProject": "宏",
    "wordVbaData": "宏",
    "keyMapCustomizations": "宏的快捷键",
    "attachedToolbars": "宏的工具栏",
    "extensibility": "自定义的功能区",
    "webextensiontaskpanes": "加载项",
    "webextension": "加载项",
    "control": "ActiveX 控件",
    "activeXControlBinary": "ActiveX 控件",
    "oleObject": "嵌入或链接的对象（OLE）",
    "package": "嵌入的文件",
    "aFChunk": "整块插入的其他格式的内容",
    "subDocument": "子文档",
    "attachedTemplate": "附加的模板",
    "mailMergeSource": "邮件合并的数据源",
    "mailMergeHeaderSource": "邮件合并的数据源",
    "transform": "保存时的转换",
    "frame": "框架页",
}
_TYPES = (
    (re.compile("vba|macroEnabled", re.IGNORECASE), "宏"),
    (re.compile("activeX", re.IGNORECASE), "ActiveX 控件"),
    (re.compile("oleObject", re.IGNORECASE), "嵌入或链接的对象（OLE）"),
    (re.compile(r"text/html|rfc822|/rtf|sheet\.main|presentation\.main"), "嵌入的文件"),
)
_ELEMENTS = {
    "OLEObject": "嵌入或链接的对象（OLE）",
    "object": "嵌入或链接的对象（OLE）",
    "control": "ActiveX 控件",
    "altChunk": "整块插入的其他格式的内容",
    "subDoc": "子文档",
    "mailMerge": "邮件合并的数据源",
    "attachedTemplate": "附加的模板",
}
_OWNERS = {NAMESPACES["w"], "urn:schemas-microsoft-com:office:office"}
_ACTIVE_TAGS = [f"{{{owner}}}{name}" for owner in sorted(_OWNERS) for name in _ELEMENTS]
_DRAWN_TAGS = ("{urn:schemas-microsoft-com:vml}*", "{http://www.w3.org/2000/svg}*")
_FIELDS = {
    "DDE": "从别的程序取数（DDE）",
    "DDEAUTO": "从别的程序取数（DDE）",
    "INCLUDETEXT": "插入别的文件",
    "INCLUDE": "插入别的文件",
    "INCLUDEPICTURE": "插入别处的图片",
    "IMPORT": "插入别处的图片",
    "LINK": "链接别的文件",
    "EMBED": "嵌入的对象",
    "DATABASE": "查询数据库",
    "RD": "引用别的文件",
    "MACROBUTTON": "运行宏的按钮",
    "PRINT": "向打印机送指令",
    "ADDIN": "加载项",
    "CONTROL": "ActiveX 控件",
    "HTMLCONTROL": "ActiveX 控件",
}
_LINKS = ("http://", "https://", "mailto:", "#")
# 普通的超链接：点了才打开，排版和转换都不去取。
_PICTURE_SOURCES = {"src", "href", "althref"}
_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//|\\\\")
_REMOVE = "在 Word 或 WPS 里去掉它，另存后再用；来历不明的文件不要用"


def refuse_active(package: Package) -> None:
    """逐个部件检查，有不收的内容就引发 PackageError；每个 XML 部件都读一遍，DTD 也在这时查出。"""
    for part in package.parts:
        for pattern, what in _TYPES:
            if pattern.search(package.types.of(part)):
                raise package.error(f"带有{what}：{part}", _REMOVE)
        if not package.is_xml(part):
            continue
        if part.lower().endswith(".rels"):
            _refuse_relations(package, package.relations_in(part))
            continue
        root = package.tree(part)
        for what in _found(root):
            raise package.error(f"带有{what}：{part}", _REMOVE)


def active_contents(package: Package) -> tuple[str, ...]:
    """带有哪几样，按先后，同样的只列一次；每个 XML 部件都读一遍，DTD 也在这时查出。"""
    return tuple(dict.fromkeys(_contents(package)))


def _contents(package: Package) -> Iterator[str]:
    for part in package.parts:
        yield from (what for pattern, what in _TYPES if pattern.search(package.types.of(part)))
        if part.lower().endswith(".rels"):
            yield from (what for each in package.relations_in(part) if (what := _relation(each)))
        elif package.is_xml(part):
            yield from _quickly(package.peek(part))


def _relation(each: Relation) -> str:
    """一行关系是哪一样；不妨事的为空串。"""
    if each.short in _RELATIONS:
        return _RELATIONS[each.short]
    if not each.external or (each.short == "hyperlink" and each.target.lower().startswith(_LINKS)):
        return ""
    return {"image": "链接的图片", "hyperlink": "指向文件的超链接"}.get(each.short, "外部链接")


def _quickly(root: Any) -> Iterator[str]:
    """与 _found 一样，只看可能是的元素：几百面的文件有上百万个元素，逐个看要几秒。"""
    for element in root.iter(*_ACTIVE_TAGS):
        yield _ELEMENTS[element.tag.rpartition("}")[2]]
    for element in root.iter(*_DRAWN_TAGS):
        space, _, local = element.tag.rpartition("}")
        if _fetches(element, space[1:], local):
            yield "链接的图片或脚本"
    for code in field_codes(root) if has_fields(root) else ():
        name = code.split(maxsplit=1)[0].upper() if code else ""
        if name in _FIELDS:
            yield f"“{_FIELDS[name]}”的域"


def _refuse_relations(package: Package, relations: tuple[Relation, ...]) -> None:
    for each in relations:
        what = _relation(each)
        if what:
            target = f" → {each.target[:100]}" if each.external else ""
            raise package.error(f"带有{what}：{each.source or '整个文件'}{target}", _REMOVE)


def _found(root: Any) -> Iterator[str]:
    for element in root.iter("*"):
        space, _, local = element.tag.rpartition("}")
        if space[1:] in _OWNERS and local in _ELEMENTS:
            yield _ELEMENTS[local]
        if _fetches(element, space[1:], local):
            yield "链接的图片或脚本"
    for code in field_codes(root):
        name = code.split(maxsplit=1)[0].upper() if code else ""
        if name in _FIELDS:
            yield f"“{_FIELDS[name]}”的域 {code[:60]}"


def _fetches(element: Any, space: str, local: str) -> bool:
    """VML 与 SVG 的图片可以不经关系表，直接写网址。形状和文字上的超链接点了才打开，不算。"""
    is_svg = space.endswith("/svg")
    if not is_svg and not space.endswith(":vml"):
        return False
    if is_svg and (local in ("script", "foreignObject") or "@import" in (element.text or "")):
        return True
    if local in ("shape", "rect", "oval", "line", "group", "a"):
        return False
    return any(
        name.rpartition("}")[2] in _PICTURE_SOURCES
        and _ELSEWHERE.match(value)
        and not value.startswith("data:")
        for name, value in element.attrib.items()
    )
