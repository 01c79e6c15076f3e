"""批注、修订的测试共用的：造一份、写上、拒绝修订、取出批注所管的文字。"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from lxml import etree
from tests.ooxml.packages import MAIN
from tests.ooxml.words import docx

from gongwen.ooxml.annotate import Annotated, Remark, annotated
from gongwen.ooxml.edits import Change
from gongwen.ooxml.names import qn
from gongwen.ooxml.nodes import shown_part, text_nodes
from gongwen.ooxml.opening import Package, open_for_reading
from gongwen.ooxml.package import serialized
from gongwen.ooxml.reader import read_story
from gongwen.ooxml.stamp import Stamp

if TYPE_CHECKING:
    from collections.abc import Sequence

AUTHOR = "张三"
STAMP = Stamp(AUTHOR, "张", datetime(2026, 11, 22, 10, 30, tzinfo=UTC))
SIGNED = f'w:author="{AUTHOR}" w:date="2026-11-22T10:30:00Z"'
OTHER = 'w:author="李四" w:date="2026-01-01T00:00:00Z"'
_MARKS = re.compile(r"<w:comment(RangeStart|RangeEnd) w:id=\"\d+\"/>")


def opened(body: str, **parts: str) -> Package:
    """正文是 body 的一份；parts 见 words.docx。"""
    return open_for_reading(docx(body, **parts), "稿.docx")


def rewritten(package: Package, part: str, root: Any) -> Package:
    """换上一个部件之后的一份。"""
    return open_for_reading(package.rewritten({part: serialized(root)}), "稿.docx")


def marked(
    package: Package,
    remarks: Sequence[tuple[int | None, int]] = (),
    changes: Sequence[tuple[int, int, str]] = (),
) -> tuple[Package, Annotated]:
    """写上批注（内容是“第几条”）和修订之后的一份。"""
    wanted = [Remark(start, end, (f"第{at}条",)) for at, (start, end) in enumerate(remarks)]
    done = annotated(package, read_story(package), wanted, [Change(*each) for each in changes], STAMP)
    return open_for_reading(done.data, "稿.docx"), done


def text_of(package: Package) -> str:
    """读出的文字：修订全部接受。"""
    return read_story(package).text


def inside(package: Package, part: str = MAIN) -> str:
    """一个部件根元素里面的 XML，不带命名空间的声明。"""
    text = etree.tostring(package.tree(part), encoding="unicode")
    text = re.sub(r' xmlns:\w+="[^"]*"', "", text)
    return re.sub(r"^<w:document><w:body>|</w:body></w:document>$", "", text)


def plainly(package: Package, part: str = MAIN) -> str:
    """一个部件的 XML，批注的记号缩成 [、]，修订的署名略去，好读。"""
    text = inside(package, part)
    text = re.sub(rf' w:id="\d+" {re.escape(SIGNED)}', "", text).replace(' xml:space="preserve"', "")
    text = re.sub(r"<w:r><w:rPr>(?:(?!</w:rPr>).)*</w:rPr><w:commentReference [^>]*/></w:r>", "", text)
    return _MARKS.sub(lambda found: "[" if found[1] == "RangeStart" else "]", text)


def rejected(package: Package, author: str = AUTHOR) -> Package:
    """这个人的修订全部拒绝之后的一份。"""
    changed = {}
    for part in package.parts:
        if part.startswith("word/") and part.endswith(".xml"):
            root = package.tree(part)
            _reject(root, author)
            changed[part] = serialized(root)
    return open_for_reading(package.rewritten(changed), "拒.docx")


def _reject(root: Any, author: str) -> None:
    for gone in [each for each in root.iter(qn("w:ins")) if each.get(qn("w:author")) == author]:
        gone.getparent().remove(gone)
    for kept in [each for each in root.iter(qn("w:del")) if each.get(qn("w:author")) == author]:
        for text in kept.iter(qn("w:delText")):
            text.tag = qn("w:t")
        for run in list(kept):
            kept.addprevious(run)
        kept.getparent().remove(kept)


def letters(package: Package) -> list[tuple[str, str, tuple[str, ...]]]:
    """正文的每个字：字，格式，外面的几层（不算修订）。切成几个 w:r 不影响。"""
    found = []
    for node in text_nodes(package.tree(MAIN)):
        run = node.getparent()
        properties = run.find(qn("w:rPr"))
        shape = "" if properties is None else etree.tostring(properties, method="c14n").decode()
        layers = tuple(each.tag.rpartition("}")[2] for each in run.iterancestors())
        found += [(char, shape, layers) for char in shown_part(node)[1]]
    return found


def commented(package: Package) -> dict[str, str]:
    """每条批注的内容到它所管的文字（拒绝修订之后的）；起止不成对的报错。"""
    plain = rejected(package)
    root, ranges, open_ones = plain.tree(MAIN), dict[str, str](), dict[str, str]()
    nodes = set(text_nodes(root))
    for each in root.iter():
        if each.tag == qn("w:commentRangeStart"):
            assert each.get(qn("w:id")) not in open_ones
            open_ones[each.get(qn("w:id"))] = ""
        elif each.tag == qn("w:commentRangeEnd"):
            ranges[each.get(qn("w:id"))] = open_ones.pop(each.get(qn("w:id")))
            following = each.getnext()
            assert [one.get(qn("w:id")) for one in following.iter(qn("w:commentReference"))] == [
                each.get(qn("w:id"))
            ]
        elif each in nodes:
            open_ones = {key: text + shown_part(each)[1] for key, text in open_ones.items()}
    assert open_ones == {}
    comments = package.tree("word/comments.xml")
    said = {each.get(qn("w:id")): "".join(each.itertext()) for each in comments.iter(qn("w:comment"))}
    assert said.keys() == ranges.keys()
    return {said[identity]: text for identity, text in ranges.items()}


def ins(content: str, number: int = 90) -> str:
    """别人添的。"""
    return f'<w:ins w:id="{number}" {OTHER}>{content}</w:ins>'
