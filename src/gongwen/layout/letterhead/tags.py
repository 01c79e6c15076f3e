"""信笺一个部件里的标签：把 Word 拆散的拼回去，认出种类，核对 if 与 endif 成对。

Word 常把一个标签拆在几段文字（w:t）里：改过字体、拼写检查、书签都会拆。先在树上拼好，
再交给 docxtpl，它看到的每个标签都完整地在一个 w:t 里。
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from gongwen.errors import TemplateError, Where
from gongwen.layout.letterhead.names import block_only
from gongwen.ooxml.names import qn

if TYPE_CHECKING:
    from collections.abc import Iterator

P, T, TR, TBL = qn("w:p"), qn("w:t"), qn("w:tr"), qn("w:tbl")
LONGEST_TAG = 200
MOST_TAGS = 2000
# 标签里没有花括号，又限长短：写了几万个 {{ 的段落也只看一遍
_INNER = rf"[^\n{{}}]{{0,{LONGEST_TAG}}}?"
_TAG = re.compile(rf"\{{\{{{_INNER}\}}\}}|\{{%{_INNER}%\}}|\{{#{_INNER}#\}}")
_LOOSE = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
_WIDE = re.compile(r"｛\s*[｛{%％]|\{\s*[｛％]|[％%]｝")
_PREFIXED = re.compile(r"(?P<prefix>p|tr)(?:\s+|(?=[㐀-鿿]))(?P<rest>.*)", re.DOTALL)
_UNSUPPORTED = re.compile(r"(?:r|tc)\s")
_STATEMENT = re.compile(r"(?P<word>if|elif|else|endif)\b")
_QUOTES = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})
_GAPS = {qn("w:tab"), qn("w:br"), qn("w:cr")}
_NEAR = 12
UNFINISHED = f"一个标签写在同一段里，{{{{ 与 }}}}、{{% 与 %}} 成对，中间不超过 {LONGEST_TAG} 个字"
_CLOSERS = {"{{": "}}", "{%": "%}", "{#": "#}"}


@dataclass(frozen=True, slots=True)
class Place:
    """信笺里的一处：文件名、部件的说法（正文、页眉……）。"""

    name: str
    part: str

    def error(self, what: str, near: str, next_step: str) -> TemplateError:
        """带部件和附近文字的错误。"""
        return TemplateError(f"{self.part}里{what}，在“{near.strip()}”处", Where(self.name), next_step)


@dataclass(frozen=True, slots=True)
class Tag:
    """一个标签。

    opener 是 {{、{% 或 {#；level 为 p、tr 时整段、整行由它代替，空的在文字中间；
    inner 是去掉定界和 p、tr 的内容；holder 是段落、行或文字的上级：成对的标签要在同一个 holder 里。
    """

    opener: str
    level: str
    inner: str
    near: str
    paragraph: Any
    holder: Any

    @property
    def word(self) -> str:
        """if、elif、else、endif；不是这几样为空。"""
        found = _STATEMENT.match(self.inner) if self.opener == "{%" else None
        return found["word"] if found else ""


def tidy(root: Any, place: Place) -> list[Tag]:
    """拼好 root 里的标签，改写成 docxtpl 认的样子，按先后返回。写得不对时引发 TemplateError。"""
    _refuse_elsewhere(root, place)
    tags: list[Tag] = []
    for paragraph in root.iter(P):
        tags += _tidy_paragraph(paragraph, place)
    if len(tags) > MOST_TAGS:
        raise TemplateError(f"{place.part}里的标签超过 {MOST_TAGS} 个", Where(place.name), "确认拿对了文件")
    _check_pairs(tags, place)
    return tags


def _refuse_elsewhere(root: Any, place: Place) -> None:
    """标签只能写在文字里：写在属性、域代码里的，填不进去。"""
    for element in root.iter("*"):
        values = [*element.attrib.values(), element.tail or ""]
        if element.tag != T:
            values.append(element.text or "")
        for value in values:
            if "{{" in value or "{%" in value:
                raise place.error(
                    "标签写在了填不进去的地方", value[:60], "只写在正文、表格、页眉页脚的文字里"
                )


def _tidy_paragraph(paragraph: Any, place: Place) -> Iterator[Tag]:
    pieces = list(_pieces(paragraph))
    text = "".join(piece for _, piece in pieces)
    found = list(_TAG.finditer(text))
    _refuse_loose(text, place)
    alone = len(found) == 1 and text.strip() == found[0][0]
    tags = []
    for match in reversed(found):  # 从后往前改，前面的位置不动
        tag = _recognised(match, text, paragraph, place, alone=alone)
        run = _write(pieces, match.start(), match.end(), written(tag))
        tags.append(tag if tag.level else replace(tag, holder=run.getparent()))
    yield from reversed(tags)


def written(tag: Tag) -> str:
    """标签写给 docxtpl 的样子；成段的变量在 Jinja 里另有名字，与作条件的同名变量分开。"""
    inner = block_key(tag.inner) if is_block(tag) else tag.inner
    return f"{tag.opener}{tag.level} {inner} {_CLOSERS[tag.opener]}"


def _pieces(paragraph: Any) -> Iterator[tuple[Any, str]]:
    """本段自己的文字（不含文本框里的段落），制表符、换行处断开。"""
    for element in paragraph.iter(T, *_GAPS):
        if next(element.iterancestors(P)) is not paragraph:
            continue
        yield (element, element.text or "") if element.tag == T else (None, "\n")


def _refuse_loose(text: str, place: Place) -> None:
    rest = _TAG.sub(" ", text)
    loose, wide = _LOOSE.search(rest), _WIDE.search(text)
    if wide:
        near = text[max(0, wide.start() - _NEAR) : wide.end() + _NEAR]
        raise place.error("标签用了全角的花括号", near, "改用半角的 {{ }}、{% %}")
    if loose:
        near = rest[max(0, loose.start() - _NEAR) : loose.end() + _NEAR]
        raise place.error("标签没有写完整", near, UNFINISHED)


def _recognised(match: re.Match[str], text: str, paragraph: Any, place: Place, *, alone: bool) -> Tag:
    """认出一个标签；在文字中间的 holder 要等写回去才知道，先为 None。"""
    near = text[max(0, match.start() - _NEAR) : match.end() + _NEAR]
    opener, inner = match[0][:2], match[0][2:-2].translate(_QUOTES)
    if inner[:1] in "-+" or inner[-1:] in "-+":
        raise place.error("标签里有减号或加号", near, "去掉紧挨着 % 和花括号的减号、加号")
    if _UNSUPPORTED.match(inner):
        raise place.error("有用不了的写法", near, "按段取舍写 {%p if 名 %}，按表格的行取舍写 {%tr if 名 %}")
    prefixed = _PREFIXED.fullmatch(inner)
    level, body = (prefixed["prefix"], prefixed["rest"].strip()) if prefixed else ("", inner.strip())
    if level and not alone:
        raise place.error("这个标签要独占一段", near, "前后的文字另起一段")
    # 独占一段的，写没写 p 都一样：免得留下空段
    if not level and alone and (body in block_only() or (opener != "{{" and not _has_more(paragraph))):
        level = "p"
    holder = _whole(paragraph, level, place, near) if level else None
    return Tag(opener, level, body, near, paragraph, holder)


def _has_more(paragraph: Any) -> bool:
    """段里还有图形、文本框或分节符。"""
    return any(True for _ in paragraph.iter(qn("w:drawing"), qn("w:pict"), qn("w:sectPr")))


def _whole(paragraph: Any, level: str, place: Place, near: str) -> Any:
    """整段或整行由标签代替时，它的上级；段里还有别的东西时引发 TemplateError。"""
    if level == "p":
        if _has_more(paragraph):
            raise place.error("这个标签所在的段落里还有图形、文本框或分节符", near, "标签另起一段")
        return paragraph.getparent()
    row = next(paragraph.iterancestors(TR), None)
    if row is None or any(True for _ in row.iter(TBL)):
        raise place.error(
            "{%tr %} 不在表格的行里，或那一行里还有表格", near, "在要取舍的行上下各加一行来写，这两行不印"
        )
    return row.getparent()


def is_block(tag: Tag) -> bool:
    """是不是印出成段内容的标签。"""
    return tag.opener == "{{" and tag.level == "p"


def block_key(name: str) -> str:
    """成段的变量在 Jinja 里的名字。"""
    return f"段_{name}"


def _write(pieces: list[tuple[Any, str]], start: int, end: int, text: str) -> Any:
    """把 start 到 end 的文字换成 text，整个放进起头的那个 w:t；返回它所在的 w:r。

    pieces 里是原来的文字，用来数位置；后面的标签已经改过，前面的位置不变。
    """
    at, first = 0, None
    for element, piece in pieces:
        begin, finish = max(start - at, 0), min(end - at, len(piece))
        at += len(piece)
        if element is None or begin >= finish:
            continue
        now = str(element.text or "")
        element.text = now[:begin] + (text if first is None else "") + now[finish:]
        element.set(qn("xml:space"), "preserve")
        first = element if first is None else first
    assert first is not None
    return first.getparent()


def _check_pairs(tags: list[Tag], place: Place) -> None:
    """if、elif、else、endif 成对，并且在同一层：真假两种情形下剩下的 XML 都完整。"""
    opened: list[Tag] = []
    for tag in tags:
        if tag.opener != "{%":
            continue
        if not tag.word:
            raise place.error("有信笺里不许写的语句", tag.near, "只能用 if、elif、else、endif")
        if tag.word == "if":
            opened.append(tag)
            continue
        if not opened:
            raise place.error(f"有 {tag.word}，前面没有 if", tag.near, "补上 {% if 名 %}，或删去它")
        if tag.level != opened[-1].level or tag.holder is not opened[-1].holder:
            raise place.error(
                f"{tag.word} 与它的 if 不在一处", tag.near, "都写在同一段的文字里，或各自独占一段、独占一行"
            )
        if tag.word == "endif":
            opened.pop()
    if opened:
        raise place.error("有 if，没有 endif", opened[-1].near, "在后面补上 {% endif %}")
