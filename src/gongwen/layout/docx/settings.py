"""settings.xml 与 fontTable.xml。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.layout.docx.schema import Element, node, switch
from gongwen.units import twips

if TYPE_CHECKING:
    from gongwen.layout.docx.sheet import Sheet

WORD_2013 = 15
_WORD = "http://schemas.microsoft.com/office/word"
_COMPATIBLE = (
    "overrideTableStyleFontSizeAndJustification",
    "enableOpenTypeFeatures",
    "doNotFlipMirrorIndents",
)
_OTHER_NAMES = (
    ("xbs", "FZXiaoBiaoSong-B05S"),
    ("fangsong", "仿宋"),
    ("kai", "楷体"),
    ("hei", "SimHei"),
    ("song", "SimSun"),
)
# 没有装这个字体的机器上，Word 改用的名字。


def make_settings(sheet: Sheet) -> Element:
    """单双页页脚不同；行首行尾按中文习惯压缩标点；不自动断词。"""
    return node(
        "settings",
        node("zoom", percent=100),
        switch("bordersDoNotSurroundHeader"),
        switch("bordersDoNotSurroundFooter"),
        node("defaultTabStop", val=twips(sheet.indent)),
        switch("autoHyphenation", on=False),
        switch("evenAndOddHeaders"),
        node("characterSpacingControl", val="compressPunctuation"),
        node("compat", switch("ulTrailSpace"), switch("doNotExpandShiftReturn"), switch("useFELayout"),
             *_compatibility()),
        node("themeFontLang", val="en-US", eastAsia="zh-CN"),
        node("decimalSymbol", val="."),
        node("listSeparator", val=","),
    )  # fmt: skip


def _compatibility() -> list[Element]:
    settings = [("compatibilityMode", WORD_2013), *((name, 1) for name in _COMPATIBLE)]
    return [node("compatSetting", name=name, uri=_WORD, val=value) for name, value in settings]


def make_font_table(sheet: Sheet) -> Element:
    """各字体及其别名。"""
    fonts: dict[str, Element] = {}
    for role, other in _OTHER_NAMES:
        name = sheet.font(role)
        alternative = [node("altName", val=other)] if other != name else []
        family = "modern" if role in ("fangsong", "kai", "hei") else "auto"
        made = node("font", *alternative, node("charset", val="86"), node("family", val=family),
                    node("pitch", val="default"), name=name)  # fmt: skip
        fonts.setdefault(name, made)
    return node("fonts", *fonts.values())
