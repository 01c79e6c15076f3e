"""逐个标签核对里面写的：只许白名单上的写法、有的变量；成段的变量不能夹在文字里。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jinja2 import nodes

from gongwen.drafting.sandbox import check
from gongwen.errors import TemplateError, nearest
from gongwen.layout.letterhead.names import BLOCKS, block_only, text_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jinja2.sandbox import ImmutableSandboxedEnvironment

    from gongwen.layout.letterhead.tags import Place, Tag

NEXT_STEP = "信笺里只能用 {{ 变量 }}、{{p 成段的变量 }}、{% if 变量 %}…{% else %}…{% endif %}"


def printed_names(env: ImmutableSandboxedEnvironment, tags: Sequence[Tag], place: Place) -> frozenset[str]:
    """核对各标签，返回印出来的文字变量（成段的、只作条件的不算）。写得不对时引发 TemplateError。"""
    used: set[str] = set()
    for tag in tags:
        if tag.opener == "{{" and tag.level:
            _check_block(tag, place)
        elif tag.opener == "{{":
            used |= _printed(env, tag, place)
        elif tag.word in ("if", "elif"):
            condition = tag.inner.removeprefix(tag.word)
            _check(env, f"{{% if {condition} %}}{{% endif %}}", tag, place)
        elif tag.word and tag.inner != tag.word:
            raise place.error(f"{tag.word} 后面有多余的字", tag.near, NEXT_STEP)
    return frozenset(used)


def _check_block(tag: Tag, place: Place) -> None:
    if tag.level != "p":
        raise place.error("变量不能写成 {{tr }}", tag.near, NEXT_STEP)
    if tag.inner in BLOCKS:
        return
    if tag.inner in text_names():
        raise place.error(f"“{tag.inner}”是文字，不是成段的", tag.near, f"写成 {{{{ {tag.inner} }}}}")
    raise _unknown(tag, place, list(BLOCKS))


def _unknown(tag: Tag, place: Place, known: list[str]) -> TemplateError:
    close = nearest(tag.inner, known)
    hint = f"是不是“{close}”？" if close else ""
    return place.error(f"没有变量“{tag.inner}”", tag.near, f"{hint}可用的变量：{'、'.join(known)}")


def _printed(env: ImmutableSandboxedEnvironment, tag: Tag, place: Place) -> set[str]:
    _check(env, f"{{{{ {tag.inner} }}}}", tag, place)
    tree = env.parse(f"{{{{ {tag.inner} }}}}")
    if any(node.expr2 is None for node in tree.find_all(nodes.CondExpr)):
        raise place.error("{{ }} 里有 if，没有 else", tag.near, "补上 else，或改写成 {% if 名 %}…{% endif %}")
    named = {node.name for node in tree.find_all(nodes.Name)}
    for name in sorted(named & block_only()):
        raise place.error(f"“{name}”是成段的，不能夹在文字里", tag.near, f"另起一段，只写 {{{{p {name} }}}}")
    return named


def _check(env: ImmutableSandboxedEnvironment, source: str, tag: Tag, place: Place) -> None:
    known = [*text_names(), *sorted(block_only())]
    try:
        check(env, source, place.name, known)
    except TemplateError as error:
        # 标签逐个看，行号没有意义，改说部件和附近的文字
        what = error.what.removeprefix("模板里").removeprefix("模板")
        next_step = error.next_step if "没有变量" in what else NEXT_STEP
        raise place.error(what, tag.near, next_step or NEXT_STEP) from error
