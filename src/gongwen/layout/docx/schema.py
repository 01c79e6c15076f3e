"""WordprocessingML 元素：造元素，属性元素的子元素按 schema 的次序排。

Word 对次序不合的文件会报“无法读取的内容”，所以次序只在这里管一次。
"""

from __future__ import annotations

from typing import Any, TypeAlias

from lxml import etree

from gongwen.ooxml.names import NAMESPACES, qn

Element: TypeAlias = Any
# lxml 的元素；lxml 没有类型标注

# ECMA-376 第 1 部分 A.1：CT_PPr、CT_RPr、CT_TblPr、CT_TrPr、CT_TcPr、CT_SectPr
_ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd"
    " tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi"
    " adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection"
    " textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof"
    " snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText"
    " vertAlign rtl cs em lang eastAsianLayout specVanish oMath",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc"
    " tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
    "trPr": "cnfStyle divId gridBefore gridAfter wBefore wAfter cantSplit trHeight tblHeader"
    " tblCellSpacing jc",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders"
    " lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid",
}
_RANK = {
    parent: {f"w:{name}": rank for rank, name in enumerate(names.split())} for parent, names in _ORDER.items()
}


_PREFIXES = {prefix: NAMESPACES[prefix] for prefix in ("w", "r")}


def node(name: str, /, *children: Element, **attributes: str | int | bool) -> Element:
    """w: 命名空间的一个元素；attributes 也都在 w: 命名空间，真假写作 1、0。"""
    made = etree.Element(qn(f"w:{name}"), nsmap=_PREFIXES)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), str(int(value)) if isinstance(value, bool) else str(value))
    made.extend(children)
    return made


def switch(name: str, *, on: bool = True) -> Element:
    """开关元素：开时不写 val。"""
    return node(name) if on else node(name, val=on)


def properties(name: str, *children: Element) -> Element:
    """属性元素（pPr、rPr……），子元素按 schema 的次序。"""
    rank = _RANK[name]
    return node(name, *sorted(children, key=lambda child: rank[tag(child)]))


def add_property(holder: Element, child: Element) -> None:
    """在属性元素里按次序放进 child；同名的换掉。"""
    rank = _RANK[tag(holder).removeprefix("w:")]
    for old in holder.findall(child.tag):
        holder.remove(old)
    later = (at for at, other in enumerate(holder) if rank[tag(other)] > rank[tag(child)])
    holder.insert(next(later, len(holder)), child)


def tag(element: Element) -> str:
    """带前缀的标签名，如 w:p。"""
    return f"{element.prefix}:{element.tag.rpartition('}')[2]}"
