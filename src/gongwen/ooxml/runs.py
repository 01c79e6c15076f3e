"""把 w:r 在任一个字处切开：格式照旧，域、超链接、修订都不被切坏。

切开之后，原来的（第几个节点，第几个字）仍然找得到：TextRuns 记着每个节点切成了哪几段。
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from copy import deepcopy
from typing import TYPE_CHECKING, Any, TypeAlias

from lxml import etree

from gongwen.ooxml.fields import field_steps
from gongwen.ooxml.names import NAMESPACES, qn
from gongwen.ooxml.nodes import shown_part

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Element: TypeAlias = Any
# lxml 的元素；lxml 没有类型标注

RUN, RUN_PROPERTIES, PARAGRAPH, TEXT = qn("w:r"), qn("w:rPr"), qn("w:p"), qn("w:t")
REVISIONS = frozenset(map(qn, ("w:ins", "w:del", "w:moveTo", "w:moveFrom")))
_FIELD, _SIMPLE_FIELD, _CONTROL = qn("w:fldChar"), qn("w:fldSimple"), qn("w:sdt")
_SPACE, _ID = qn("xml:space"), qn("w:id")
# 段落与文字之间的这些，里面照样可以放批注的标记和修订
_OPEN = REVISIONS | {
    qn(f"w:{name}")
    for name in ("hyperlink", "smartTag", "customXml", "dir", "bdo", "sdt", "sdtContent", "fldSimple")
}
# 只许填一样东西的内容控件（日期、下拉、单行文字……），锁住的、与数据相连的，里面不动
_CLOSED_CONTROLS = frozenset(
    (
        *("text", "date", "dropDownList", "comboBox", "checkbox", "picture"),
        *("citation", "equation", "bibliography", "docPartList", "dataBinding", "lock"),
    )
)
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def make(name: str, /, *children: Element, **attributes: str) -> Element:
    """w: 命名空间的一个元素，属性也在 w: 命名空间。"""
    made = etree.Element(qn(f"w:{name}"), nsmap={"w": NAMESPACES["w"]})
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    made.extend(children)
    return made


def legal(text: str) -> str:
    """XML 不容许的字符换成 U+FFFD，字数不变。"""
    return _ILLEGAL.sub("\ufffd", text)


def text_run(text: str, properties: Element | None = None) -> Element:
    """一段文字；制表符、换行换成 w:tab、w:br。properties 是它的 w:rPr。"""
    run = make("r")
    if properties is not None:
        run.append(properties)
    for piece in re.split("([\t\n])", legal(text)):
        if piece in ("\t", "\n"):
            run.append(make("tab" if piece == "\t" else "br"))
        elif piece:
            node = make("t")
            node.text = piece
            node.set(_SPACE, "preserve")
            run.append(node)
    return run


def run_format(run: Element) -> Element | None:
    """run 的格式的副本，不带格式修订；没有写格式的为 None。"""
    found = run.find(RUN_PROPERTIES)
    if found is None:
        return None
    copied = deepcopy(found)
    copied.tail = None
    for change in copied.findall(qn("w:rPrChange")):
        copied.remove(change)
    return copied


def host(run: Element) -> Element:
    """批注的标记放在它前后：平常是 run 自己；在文本框、注音之类里面的，是外面正文段落里容着它的那一段。"""
    path = [run, *run.iterancestors()]
    outer = max((at for at, each in enumerate(path) if each.tag == PARAGRAPH), default=0)
    for each in reversed(path[1:outer]):
        if not _is_open(each):
            return each
    return run


def closed(run: Element) -> str:
    """run 里不宜修订的缘故；可以修订的为空串。"""
    inside = True
    for each in run.iterancestors():
        if each.tag == PARAGRAPH:
            inside = False
        if each.tag == _CONTROL and _is_closed_control(each):
            return "在内容控件里"
        if each.tag == _SIMPLE_FIELD:
            return "在域里"
        if inside and not _is_open(each):
            return "在注音、公式一类的内容里"
    return ""


def _is_open(element: Element) -> bool:
    return element.tag in _OPEN and not (element.tag == _CONTROL and _is_closed_control(element))


def _is_closed_control(control: Element) -> bool:
    kinds = control.find(qn("w:sdtPr"))
    return kinds is not None and any(
        isinstance(each.tag, str) and each.tag.rpartition("}")[2] in _CLOSED_CONTROLS for each in kinds
    )


def in_fields(root: Element, nodes: Sequence[Element]) -> frozenset[int]:
    """nodes 里在域（目录、引用、页码）里的是第几个：域一更新，写在里面的就没有了。"""
    wanted = {each: at for at, each in enumerate(nodes)}
    steps = iter(field_steps(root))
    depth, found = 0, set()
    for each in root.iter(_FIELD, *{node.tag for node in nodes}):
        if each.tag == _FIELD:
            depth += {"begin": 1, "end": -1}.get(next(steps), 0)
        elif depth > 0 and each in wanted:
            found.add(wanted[each])
    return frozenset(found)


class TextRuns:
    """一个部件里的文字节点（按 nodes.text_nodes 的次序），和它们切成的各段。

    ids 是没有用过的编号：切成两段的 w:r 带着格式修订时，后一段的另编号。
    """

    def __init__(self, nodes: Sequence[Element], ids: Iterator[str]) -> None:
        self._nodes, self._ids = nodes, ids
        self._pieces: dict[int, list[tuple[int, Element]]] = {}

    def cut(self, node: int, offset: int) -> None:
        """在节点的第 offset 个字之前切开，两边各在一个 w:r 里；公式里的字切不开，不动。"""
        self._pieces.setdefault(node, [self._trimmed(node)])
        start, element = self._piece(node, offset)
        run, local = element.getparent(), offset - start
        if run.tag != RUN:
            return
        whole = len(element.text or "") if element.tag == TEXT else 1
        if local <= 0:
            _split_run(run, element, self._ids)
        elif local < whole:
            _split_run(run, self._split_text(node, offset, element, local), self._ids)
        elif (following := element.getnext()) is not None:
            _split_run(run, following, self._ids)

    def run_at(self, node: int, offset: int) -> Element:
        """节点的第 offset 个字所在的 w:r（公式里的是 m:r）。"""
        return self._piece(node, offset)[1].getparent()

    def runs_between(self, node: int, start: int, end: int) -> list[Element]:
        """节点的 [start, end) 这些字所在的各 w:r；两头和中间应当已经切开。"""
        pieces = self._pieces.get(node) or [(0, self._nodes[node])]
        first = max(bisect_right(pieces, start, key=_offset) - 1, 0)
        last = bisect_left(pieces, end, key=_offset)
        return [element.getparent() for _, element in pieces[first:last]]

    def _piece(self, node: int, offset: int) -> tuple[int, Element]:
        pieces = self._pieces.get(node)
        if pieces is None:
            return 0, self._nodes[node]
        at = bisect_right(pieces, offset, key=_offset) - 1
        return pieces[max(at, 0)]

    def _trimmed(self, node: int) -> tuple[int, Element]:
        """第一段。没有写 preserve 的，首尾的空白 Word 本来不显示，切开之后也不能显示。"""
        element = self._nodes[node]
        if element.tag != TEXT:
            return 0, element
        lead, shown = shown_part(element)
        if shown != element.text:
            element.text = shown
        return lead, element

    def _split_text(self, node: int, offset: int, element: Element, local: int) -> Element:
        rest = make("t")
        element.text, rest.text = element.text[:local], element.text[local:]
        for each in (element, rest):
            each.set(_SPACE, "preserve")
        element.addnext(rest)
        insort(self._pieces[node], (offset, rest), key=_offset)
        return rest


_ID = qn("w:id")


def _offset(piece: tuple[int, Element]) -> int:
    return piece[0]


def _split_run(run: Element, child: Element, ids: Iterator[str]) -> None:
    """child 和它后面的另成一个 w:r；child 已经是头一个内容的不用切。"""
    before = child.getprevious()
    if before is None or before.tag == RUN_PROPERTIES:
        return
    rest = etree.Element(RUN, run.attrib, nsmap=run.nsmap)
    properties = run.find(RUN_PROPERTIES)
    if properties is not None:
        copied = deepcopy(properties)
        for each in copied.iter():
            if each.get(_ID) is not None:
                each.set(_ID, next(ids))
        rest.append(copied)
    moved = [child, *child.itersiblings()]
    rest.extend(moved)
    rest.tail, run.tail = run.tail, None
    run.addnext(rest)


def lifted(element: Element, ids: Iterator[str], *, after: bool) -> Element:
    """在 element 的前（after 为真是后）把外面的修订切成两截，返回紧挨着切口、不在修订里的那个元素。

    批注的标记、另一个人插入的文字不夹在别人的修订里：那处修订被拒绝时不会一起没有。
    """
    while (wrapper := element.getparent()).tag in REVISIONS:
        beyond = element.getnext() if after else element.getprevious()
        if beyond is not None:
            _split_wrapper(wrapper, beyond if after else element, ids)
        element = element.getparent()
    return element


def _split_wrapper(wrapper: Element, first: Element, ids: Iterator[str]) -> None:
    """first 和它后面的另成一个。"""
    rest = etree.Element(wrapper.tag, wrapper.attrib, nsmap=wrapper.nsmap)
    rest.set(_ID, next(ids))
    rest.extend([first, *first.itersiblings()])
    rest.tail, wrapper.tail = wrapper.tail, None
    wrapper.addnext(rest)
