"""带文字的节点：哪些算，每个读成什么字。读的一方和写批注、修订的一方共用，两边数出来的次序才一样。"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from gongwen.ooxml.names import NAMESPACES, qn
from gongwen.ooxml.symbols import symbol

if TYPE_CHECKING:
    from collections.abc import Iterator

_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
TEXT, MATH_TEXT, SYMBOL = qn("w:t"), f"{_MATH}t", qn("w:sym")
_RUNS = frozenset({qn("w:r"), f"{_MATH}r"})
_FIXED = {
    qn("w:tab"): "\t",
    qn("w:ptab"): "\t",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "-",
    qn("w:softHyphen"): "",
}
TEXT_TAGS = (TEXT, MATH_TEXT, SYMBOL, *_FIXED)
_SPACE = f"{{{NAMESPACES['xml']}}}space"
_LINE_ENDS = re.compile(r"[\r\n]")


def text_nodes(root: Any) -> list[Any]:
    """一个部件里带文字的节点，按文档次序；Stretch.node 就是这里的下标。

    算数的是文字块（w:r、m:r）直接之下的 w:t、m:t、w:sym、w:tab、w:ptab、w:br、w:cr、w:noBreakHyphen、
    w:softHyphen，不论读不读它：删去的、隐藏的、mc:Fallback 里的都占一个号。只看树，同一份字节总得同样的表。
    """
    return list(iter_text_nodes(root))


def iter_text_nodes(root: Any) -> Iterator[Any]:
    """text_nodes 逐个给出。"""
    return (node for node in root.iter(*TEXT_TAGS) if is_text_node(node))


def is_text_node(node: Any) -> bool:
    """标记在 TEXT_TAGS 里的节点算不算数：制表位（w:tabs 之下的 w:tab）之类不算。"""
    parent = node.getparent()
    return parent is not None and parent.tag in _RUNS


def node_text(node: Any) -> str:
    r"""带文字的节点读成的字，与 Stretch.offset 对得上：w:t 里有几个码点就是几个字，换行符读作空格。

    w:tab 是“\t”，w:br、w:cr 是“\n”，w:sym 是一个字，w:softHyphen 没有字。
    w:t 没有写 xml:space="preserve" 时首尾的空白 Word 不显示，由 shown_part 略去，这里照给。
    """
    tag = node.tag
    if tag in (TEXT, MATH_TEXT):
        return _LINE_ENDS.sub(" ", node.text or "")
    if tag == SYMBOL:
        return symbol(node.get(qn("w:font"), ""), node.get(qn("w:char"), ""))
    return _FIXED[tag]


def shown_part(node: Any) -> tuple[int, str]:
    """显示出来的字，和它在 node_text 里从第几个字起。"""
    text = node_text(node)
    if (
        node.tag != TEXT
        or node.get(_SPACE) == "preserve"
        or not text
        or not (text[0] in " \t" or text[-1] in " \t")
    ):
        return 0, text
    return len(text) - len(text.lstrip(" \t")), text.strip(" \t")
