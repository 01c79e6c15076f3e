"""模板的沙箱：只有变量、if、for 和三个过滤器，其余一概不认，未执行就拒绝。

两道墙：先看语法树，只放行白名单上的写法（没有函数调用、属性、下标、算术，所以没有文件、没有死循环），
常量、嵌套、长短都有限；再在 Jinja 的沙箱里渲染，边写边数字数，循环另数步数。
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from jinja2 import StrictUndefined, TemplateSyntaxError, Undefined, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from gongwen.errors import GongwenError, TemplateError, Where, nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

MAX_TEMPLATE = 100_000
MAX_OUTPUT = 2_000_000
MAX_NODES = 20_000
MAX_NESTING = 2
MAX_DEPTH = 20
MAX_OPERANDS = 50
MAX_CONSTANT, MAX_NUMBER = 1000, 1_000_000
# 一个 for 至多走这么多项；全部 for 合计至多走这么多步（一步是循环体里的一个语法节点）。
MAX_ITEMS, MAX_STEPS = 500, 200_000
FILTERS = ("default", "d", "trim")
LOOP_FACTS = ("index", "index0", "first", "last", "length")
LOOP = "loop"
# 文字里不能有的：控制字符（换行、制表符除外）、不成对的代理码点、Unicode 规定不作字符的码点。
UNUSABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.If, nodes.CondExpr, nodes.Compare,
    nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.Concat,
)  # fmt: skip
_EVERY = "每项"
_SPLIT = re.compile(r"(?P<open>[（(《“‘【〔])|(?P<close>[）)》”’】〕])|(?P<cut>[，、；;\n]|(?<!\d),|,(?!\d))")
_PAIRS = dict(zip("）)》”’】〕", "（(《“‘【〔", strict=True))
_FORBIDDEN = {
    nodes.Call: "函数调用",
    nodes.Getattr: "“.”取属性",
    nodes.Getitem: "[ ] 取下标",
    nodes.Include: "include（读别的文件）",
    nodes.Import: "import",
    nodes.FromImport: "import",
    nodes.Extends: "extends",
    nodes.Block: "block",
    nodes.Macro: "macro",
    nodes.CallBlock: "call",
    nodes.FilterBlock: "filter 块",
    nodes.Assign: "set",
    nodes.AssignBlock: "set",
    nodes.With: "with",
    nodes.Test: "is 判断",
    nodes.BinExpr: "算术",
    nodes.UnaryExpr: "算术",
}
NEXT_STEP = "模板里只能用 {{ 变量 }}、{% if 变量 %}、{% for 项 in 变量 %}，和 default、trim"


def code_point(char: str) -> str:
    """字符的编号，如 U+001B；打不出来的字符这样说。"""
    return f"U+{ord(char):04X}"


def sandbox(
    finalize: Callable[[Any], Any] | None = None, *, autoescape: bool = False
) -> ImmutableSandboxedEnvironment:
    """渲染模板用的环境；finalize 处理每个写出的值。"""
    env = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined,
        finalize=finalize,
        autoescape=autoescape,
        keep_trailing_newline=True,
    )
    env.globals.clear()
    env.filters = {"default": _default, "d": _default, "trim": env.filters["trim"]}
    env.tests = {}
    return env


def _default(value: Any, fallback: Any) -> Any:
    return fallback if isinstance(value, Undefined) or value == "" else value


def check(
    env: ImmutableSandboxedEnvironment, source: str, name: str, known: Collection[str], first_line: int = 1
) -> None:
    """看一遍模板。语法错、用了不许的写法、用了不在 known 里的变量时引发 TemplateError。

    name 是报错时的文件名，first_line 是 source 第一行在文件里的行号。
    """
    checker = _Checker(name, known, first_line)
    if len(source) > MAX_TEMPLATE:
        raise TemplateError("模板太长", Where(name), f"不要超过 {MAX_TEMPLATE // 10_000} 万字")
    try:
        checker.visit(env.parse(source), frozenset(), 0, 0)
    except TemplateSyntaxError as error:
        raise TemplateError(
            f"模板写法不对：{_syntax(error)}", checker.where(error.lineno), NEXT_STEP
        ) from error
    except RecursionError as error:
        raise TemplateError("模板嵌套过深", Where(name), NEXT_STEP) from error
    except (ValueError, OverflowError) as error:
        raise TemplateError("模板里的数字太长", Where(name), "改短；要照印的数字写成文字") from error


def render(env: ImmutableSandboxedEnvironment, source: str, name: str, values: Mapping[str, Any]) -> str:
    """渲染看过的模板；写出的字太多、循环太多、执行不下去时引发 TemplateError。"""
    written: list[str] = []
    total = 0
    env.filters[_EVERY] = _Loops(name)
    try:
        for piece in env.from_string(_looping(env.parse(source))).generate(dict(values)):
            total += len(piece)
            if total > MAX_OUTPUT:
                raise TemplateError("模板写出的字太多", Where(name), "检查 for 循环和填进去的值")
            written.append(piece)
    except GongwenError:
        raise
    except Exception as error:
        raise TemplateError(
            f"模板执行不下去（{type(error).__name__}：{str(error)[:80]}）", Where(name), NEXT_STEP
        ) from error
    return "".join(written)


def _looping(tree: nodes.Template) -> nodes.Template:
    """让 for 走过值里的各项，不是各字；连循环体的大小一起交给 _Loops 计数。"""
    for loop in list(tree.find_all(nodes.For)):
        size = 1 + sum(1 for _ in loop.find_all(nodes.Node))
        argument = nodes.Const(size, lineno=loop.lineno)
        loop.iter = nodes.Filter(loop.iter, _EVERY, [argument], [], None, None, lineno=loop.lineno)
    return tree


class _Loops:
    """for 循环的各项，边取边数。"""

    def __init__(self, name: str) -> None:
        self._name, self._steps = name, 0

    def __call__(self, value: Any, size: int) -> tuple[Any, ...]:
        found = items(value) if isinstance(value, str) else tuple(value)
        self._steps += (len(found) + 1) * size
        if len(found) > MAX_ITEMS:
            raise TemplateError(
                f"for 循环的值有 {len(found)} 项，超过 {MAX_ITEMS} 项", Where(self._name), "减少项数"
            )
        if self._steps > MAX_STEPS:
            raise TemplateError("for 循环的次数太多", Where(self._name), "不要两层循环，或减少项数")
        return found


@lru_cache(maxsize=32)
def items(value: str) -> tuple[str, ...]:
    """值里的各项：在顿号、逗号、分号、换行处分开，成对的括号、书名号、引号里面的不分；空的不算。"""
    ends = _pairs(value)
    parts: list[str] = []
    begin = inside = 0
    for found in _SPLIT.finditer(value):
        inside = max(inside, ends.get(found.start(), 0))
        if found["cut"] and found.start() >= inside:
            parts.append(value[begin : found.start()])
            begin = found.end()
    return tuple(part.strip() for part in (*parts, value[begin:]) if part.strip())


def _pairs(value: str) -> dict[int, int]:
    """成对的括号：前一半的位置到后一半的位置；不成对的不算。"""
    opened: list[tuple[str, int]] = []
    waiting: Counter[str] = Counter()
    ends: dict[int, int] = {}
    for found in _SPLIT.finditer(value):
        if found["open"]:
            opened.append((found[0], found.start()))
            waiting[found[0]] += 1
        elif found["close"] and waiting[_PAIRS[found[0]]]:
            kind = ""
            while kind != _PAIRS[found[0]]:
                kind, at = opened.pop()
                waiting[kind] -= 1
                ends[at] = found.start() if kind == _PAIRS[found[0]] else at
    return ends


class _Checker:
    """语法树逐个节点地看；不在白名单上的一律拒绝。"""

    def __init__(self, name: str, known: Collection[str], first_line: int) -> None:
        self._name, self._known, self._first = name, known, first_line
        self._count = 0

    def where(self, line: int | None) -> Where:
        """模板第几行在文件里的位置；Jinja 有的节点没有行号。"""
        return Where(self._name, line + self._first - 1 if line else None)

    def visit(self, node: nodes.Node, local: frozenset[str], loops: int, depth: int) -> None:
        """local 是循环变量；loops 是循环的层数，depth 是语法树的层数。"""
        self._measure(node, depth)
        match node:
            case nodes.For():
                self._loop(node, local, loops, depth)
                return
            case nodes.Name():
                self._variable(node, local)
            case nodes.Const():
                self._constant(node)
            case nodes.Filter():
                self._filter(node)
            case nodes.Operand(op=op) if op not in ("eq", "ne"):
                raise self._refusal(node, "这种比较（只能用 == 和 !=）")
            case nodes.Getattr(node=nodes.Name(name="loop"), attr=attr) if loops and attr in LOOP_FACTS:
                return
            case _ if not isinstance(node, _ALLOWED):
                raise self._refusal(node, _called(node))
        for child in node.iter_child_nodes():
            self.visit(child, local, loops, depth + 1)

    def _measure(self, node: nodes.Node, depth: int) -> None:
        self._count += 1
        if depth > MAX_DEPTH:
            raise TemplateError("模板嵌套过深", self.where(node.lineno), f"不要超过 {MAX_DEPTH} 层")
        if self._count > MAX_NODES:
            raise TemplateError("模板里的标记太多", self.where(node.lineno), "分成几个模板")
        parts = node.nodes if isinstance(node, nodes.Concat) else getattr(node, "ops", ())
        if len(parts) > MAX_OPERANDS:
            raise TemplateError("一个标记写得太长", self.where(node.lineno), f"不要超过 {MAX_OPERANDS} 段")

    def _loop(self, node: nodes.For, local: frozenset[str], loops: int, depth: int) -> None:
        simple = isinstance(node.iter, nodes.Name) and isinstance(node.target, nodes.Name)
        if not simple or node.recursive or node.test is not None:
            raise self._refusal(node, "这种 for（只能写 {% for 项 in 变量 %}）")
        if loops >= MAX_NESTING:
            raise self._refusal(node, f"{MAX_NESTING} 层以上的 for")
        self.visit(node.iter, local, loops, depth + 1)
        assert isinstance(node.target, nodes.Name)
        if not usable_name(node.target.name):
            raise self._refusal(node, f"循环变量“{node.target.name}”")
        inside = local | {node.target.name}
        for child in (*node.body, *node.else_):
            self.visit(child, inside, loops + 1, depth + 1)

    def _variable(self, node: nodes.Name, local: frozenset[str]) -> None:
        if node.name in local or node.name in self._known:
            return
        close = nearest(node.name, self._known)
        hint = f"是不是“{close}”？" if close else ""
        raise TemplateError(
            f"没有变量“{node.name}”", self.where(node.lineno), f"{hint}可用的变量：{'、'.join(self._known)}"
        )

    def _constant(self, node: nodes.Const) -> None:
        match node.value:
            case str() as text if len(text) <= MAX_CONSTANT and not UNUSABLE.search(text):
                return
            case bool():
                return
            case int() as number if abs(number) <= MAX_NUMBER:
                return
        raise self._refusal(node, "这样的常量（只能写短的文字、不大的整数、true、false）")

    def _filter(self, node: nodes.Filter) -> None:
        if node.name not in FILTERS:
            raise self._refusal(node, f"过滤器 {node.name}")
        wanted = 0 if node.name == "trim" else 1
        if len(node.args) != wanted or node.kwargs or node.dyn_args or node.dyn_kwargs:
            usage = f"写成 {node.name}('无')，只写一个值" if wanted else "trim 后面不写括号"
            raise self._refusal(node, f"这样的 {node.name}（{usage}）")

    def _refusal(self, node: nodes.Node, what: str) -> TemplateError:
        return TemplateError(f"模板里不能用 {what}", self.where(node.lineno), NEXT_STEP)


def usable_name(name: str) -> bool:
    """能不能作变量的名字：Jinja 认得、没有别的意思，全角字母之类会与半角的混同的也不能。"""
    words = (LOOP, "self", "true", "false", "none", "True", "False", "None")
    return name.isidentifier() and name not in words and unicodedata.normalize("NFKC", name) == name


def _called(node: nodes.Node) -> str:
    for kind, what in _FORBIDDEN.items():
        if isinstance(node, kind):
            return what
    return f"这种写法（{type(node).__name__}）"


_MESSAGES = (
    ("unknown tag", "不认识的标记"),
    ("end of template", "少了 {% endif %} 或 {% endfor %}，或 {{、{% 没有收尾"),
    ("Expected an expression", "标记里少了变量"),
    ("unexpected '}'", "多了 }，或 {{ }} 不配对"),
    ("unexpected char", "有不认识的字符，引号、逗号、括号要用半角"),
    ("unexpected '", "括号或标点不配对"),
    ("No filter named", "不认识的过滤器"),
    ("No test named", "不能用 is 判断"),
    ("expected token 'end of print statement'", "{{ }} 里写了多余的字"),
    ("expected token 'end of statement block'", "{% %} 里写了多余的字，相等要写 =="),
    ("expected token 'in'", "for 要写成 {% for 项 in 变量 %}"),
    ("expected token", "少了或写错了字"),
    ("Missing end of comment", "注释 {# 没有用 #} 收尾"),
    ("Missing end of raw", "{% raw %} 没有用 {% endraw %} 收尾"),
    ("Invalid character in identifier", "变量名里有不能用的字符"),
    ("tag name expected", "{% 后面要写 if、elif、else、endif、for、endfor 之一"),
    ("can't assign", "循环变量的名字不能用"),
    ("escape", "引号里的反斜杠写得不对"),
)


def _syntax(error: TemplateSyntaxError) -> str:
    said = error.message or ""
    chinese = next((chinese for english, chinese in _MESSAGES if english in said), "有写错的地方")
    return f"{chinese}（{said[:100]}）"
