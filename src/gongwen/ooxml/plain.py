"""一份纯文字的 Word 文件：一行一段，给没有 Word 原件的文字写批注用。"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeAlias

from gongwen.ooxml.names import CONTENT_TYPES, EXTENSIONS
from gongwen.ooxml.opening import TYPES_PART, ContentTypes, Package, relations_part
from gongwen.ooxml.package import Relationships, content_types, serialized
from gongwen.ooxml.runs import make, text_run
from gongwen.ooxml.story import Story, Stretch

if TYPE_CHECKING:
    from collections.abc import Iterator

Element: TypeAlias = Any

MAIN, _STYLES = "word/document.xml", "word/styles.xml"
FONT = "仿宋"
_LINE = re.compile(r"([^\r\n]*)(\r\n|\r|\n|\Z)")
_PIECE = re.compile(r"\t|[^\t]+")
_SIZE = "28"
# 四号，半磅：纵然是三号的公文，摆在批注旁边读，四号一行字更多
_A4 = {"w": "11906", "h": "16838"}
_MARGINS = {"top": "1701", "right": "1417", "bottom": "1417", "left": "1417"}


def plain_docx(text: str, name: str) -> tuple[Package, Story]:
    """文字排成的 Word 文件和它的 Story：偏移就是 text 的。XML 不容许的字换成 U+FFFD。"""
    body = make("body")
    stretches: list[Stretch] = []
    node = 0
    for start, line in _lines(text):
        body.append(make("p", text_run(line)) if line else make("p"))
        for found in _PIECE.finditer(line):
            stretches.append(Stretch(start + found.start(), start + found.end(), MAIN, node, 0))
            node += 1
    body.append(_section())
    story = Story(text, (), tuple(stretches), (), len(text))
    return _package(name, make("document", body)), story


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """各行和它的起点；末尾的换行之后没有一行。"""
    for found in _LINE.finditer(text):
        if found.start() < len(text) or not text:
            yield found.start(), found[1]


def _section() -> Element:
    margins = _MARGINS | {"header": "851", "footer": "992", "gutter": "0"}
    return make("sectPr", make("pgSz", **_A4), make("pgMar", **margins))


def _styles() -> Element:
    fonts = make("rFonts", ascii=FONT, hAnsi=FONT, eastAsia=FONT, cs=FONT)
    run = make(
        "rPr",
        fonts,
        make("sz", val=_SIZE),
        make("szCs", val=_SIZE),
        make("lang", val="en-US", eastAsia="zh-CN"),
    )
    paragraph = make("pPr", make("spacing", after="0", line="360", lineRule="auto"))
    defaults = make("docDefaults", make("rPrDefault", run), make("pPrDefault", paragraph))
    kind = {"type": "paragraph", "default": "1", "styleId": "Normal"}
    normal = make("style", make("name", val="Normal"), make("qFormat"), **kind)
    return make("styles", defaults, normal)


def _package(name: str, document: Element) -> Package:
    whole, own = Relationships(), Relationships()
    whole.add("document", MAIN)
    own.add("styles", "styles.xml")
    kinds = {f"/{MAIN}": "document", f"/{_STYLES}": "styles"}
    parts = {
        TYPES_PART: content_types(kinds),
        "_rels/.rels": whole.to_bytes(),
        relations_part(MAIN): own.to_bytes(),
        MAIN: serialized(document),
        _STYLES: serialized(_styles()),
    }
    overrides = {part[1:]: CONTENT_TYPES[kind] for part, kind in kinds.items()}
    return Package(name, parts, ContentTypes(overrides, dict(EXTENSIONS)), MAIN)
