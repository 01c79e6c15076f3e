"""找出源代码里的每个正则式，和它是用什么方法查的（search、match、fullmatch……）。"""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gongwen.proofing.lazy import Lazy

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

SCANNING = frozenset({"search", "finditer", "findall", "sub", "subn", "split"})
ANCHORED = frozenset({"match", "fullmatch"})
# 从每个位置都试一次 match(text, at)
AT_EACH = "at_each"
# 交给了别的函数，看不出用什么方法：当作从头查到尾
UNKNOWN = "finditer"
# 转手之后还是这些正则式的：带着序号、成对、排了序
_PASSING = frozenset({"enumerate", "zip", "tuple", "list", "sorted", "reversed", "iter", "next", "cast"})


@dataclass(frozen=True)
class Found:
    """一个正则式：名字（模块.变量.序号）、用它的方法。"""

    name: str
    pattern: re.Pattern[Any]
    methods: frozenset[str]


@dataclass(frozen=True)
class Module:
    name: str
    tree: ast.Module
    runtime: object
    parents: dict[ast.AST, ast.AST]
    calls: tuple[ast.Call, ...]

    @property
    def short(self) -> str:
        return self.name.removeprefix("gongwen.")


def read_modules(package: str) -> list[Module]:
    """包里的全部模块，连同语法树。"""
    inside = pkgutil.walk_packages(importlib.import_module(package).__path__, f"{package}.")
    names = [package, *(found.name for found in inside if not found.name.endswith("__main__"))]
    return [_module(name) for name in names]


def _module(name: str) -> Module:
    runtime = importlib.import_module(name)
    tree = ast.parse(Path(str(runtime.__file__)).read_text(encoding="utf-8"))
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    calls = tuple(node for node in parents if isinstance(node, ast.Call) and _is_re_call(node))
    return Module(name, tree, runtime, parents, calls)


def _is_re_call(call: ast.Call) -> bool:
    """re.compile、re.search 之类的调用。"""
    match call.func:
        case ast.Attribute(value=ast.Name(id="re"), attr=name):
            return name in SCANNING | ANCHORED | {"compile"}
    return False


class Uses:
    """哪个模块的哪个名字，被哪些方法用过；只看 wanted 里的。"""

    def __init__(self, modules: list[Module], wanted: Collection[tuple[str, str]]) -> None:
        self._modules = {module.name for module in modules}
        self.methods: dict[tuple[str, str], set[str]] = {key: set() for key in wanted}
        for module in modules:
            self._read(module)

    def _read(self, module: Module) -> None:
        origins = self._origins(module)
        for node in module.parents:
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in origins:
                owner, name = origins[node.id]
                expression: ast.AST = node
                above = module.parents[node]
                if not name and isinstance(above, ast.Attribute):
                    name, expression = above.attr, above  # 模块名.变量
                if (owner, name) in self.methods:
                    self.methods[owner, name] |= methods_at(module, expression)

    def _origins(self, module: Module) -> dict[str, tuple[str, str]]:
        """模块里的名字到它的来处（模块，名字）；引进来的是一个模块时，名字为空。"""
        origins = {name: (module.name, name) for name in top_names(module)}
        for node in module.parents:
            if not isinstance(node, ast.ImportFrom):
                continue
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                origin = (whole, "") if whole in self._modules else (str(node.module), alias.name)
                origins[alias.asname or alias.name] = origin
        return origins


def top_names(module: Module) -> Iterator[str]:
    """模块里顶层赋值的名字、顶层的编译正则式的函数。"""
    yield from {_inside(module, call) for call in module.calls if _called(call) == "compile"} - {""}
    for node in module.tree.body:
        if isinstance(node, ast.Assign):
            yield from (name.id for target in node.targets for name in _names(target))
        elif isinstance(node, ast.AnnAssign) and node.value is not None:
            yield from (name.id for name in _names(node.target))


def _names(target: ast.AST) -> Iterator[ast.Name]:
    return (node for node in ast.walk(target) if isinstance(node, ast.Name))


def methods_at(module: Module, node: ast.AST) -> set[str]:
    """这个表达式的值（正则式，或装着正则式的东西）在这里被怎样用；看不出来的为 UNKNOWN。"""
    parent = module.parents[node]
    match parent:
        case ast.Attribute(attr=name) if name in SCANNING | ANCHORED:
            return {_method(name, module.parents[parent])}
        case ast.Attribute(attr="pattern" | "flags" | "cache_clear"):
            return set()
        case ast.Attribute(attr="items" | "values" | "get") | ast.Subscript() | ast.Tuple() | ast.List():
            return methods_at(module, parent)
        case ast.Starred() | ast.IfExp() | ast.BoolOp():
            return methods_at(module, parent)
        case ast.Call(func=called) if called is node:
            return methods_at(module, parent)
        case ast.Call(func=ast.Name(id=name)) if name in _PASSING:
            return methods_at(module, parent)
        case ast.For(target=target) | ast.comprehension(target=target) | ast.NamedExpr(target=target):
            return _methods_of_local(module, parent, target)
        case ast.Assign(targets=[target]):
            # 顶层的赋值：那个名字自己另算
            top = isinstance(module.parents[parent], ast.Module)
            return set() if top else _methods_of_local(module, parent, target)
        case ast.Expr() | ast.Compare():
            return set()
    return {UNKNOWN}


def _method(name: str, call: ast.AST) -> str:
    placed = isinstance(call, ast.Call) and len(call.args) + len(call.keywords) > 1
    return AT_EACH if name == "match" and placed else name


def _methods_of_local(module: Module, node: ast.AST, target: ast.AST) -> set[str]:
    """绑到局部的名字之后怎样用。"""
    scope = node
    while not isinstance(scope, ast.FunctionDef | ast.Module):
        scope = module.parents[scope]
    wanted = {name.id for name in _names(target)}
    found: set[str] = set()
    for name in _names(scope):
        if name.id in wanted and isinstance(name.ctx, ast.Load):
            above = module.parents[name]
            if isinstance(above, ast.Attribute):
                if above.attr in SCANNING | ANCHORED:
                    found.add(_method(above.attr, module.parents[above]))
            elif len(wanted) == 1:
                found.add(UNKNOWN)  # 又转了一手；成对绑定的，别的名字不是正则式
    return found


def patterns_in(value: object, depth: int = 3) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, Lazy):
        yield value.compiled
    elif depth and isinstance(value, dict):
        yield from patterns_in(tuple(value.values()), depth - 1)
    elif depth and isinstance(value, list | tuple | set | frozenset):
        for item in value:
            yield from patterns_in(item, depth - 1)


def find_patterns(modules: list[Module]) -> list[Found]:
    """每个编译好的正则式，和写在 re.search(…) 里的。"""
    held = {
        (module.name, name): (f"{module.short}.{name}", tuple(patterns_in(_made(module, name))))
        for module in modules
        for name in top_names(module)
    }
    held = {key: named for key, named in held.items() if named[1]}
    uses = Uses(modules, held).methods
    found = [
        Found(f"{name}.{number}", pattern, frozenset(uses[key] or {UNKNOWN}))
        for key, (name, patterns) in held.items()
        for number, pattern in enumerate(patterns)
    ]
    return found + [each for module in modules for each in _written_in_place(module)]


def _made(module: Module, name: str) -> object:
    """这个名字的值；没有参数的缓存函数，是它做出来的。"""
    value = getattr(module.runtime, name, None)
    cached = hasattr(value, "cache_info") and not inspect.signature(value).parameters
    return value() if cached else value


def _written_in_place(module: Module) -> Iterator[Found]:
    """re.search(r"…", 文字)：正则式是写死的，或是模块里的一个字符串。"""
    for call in module.calls:
        method, text = _called(call), _written(module, call)
        if method != "compile" and isinstance(text, str | bytes):
            name = f"{module.short}.{_inside(module, call)}:{text!a}"
            yield Found(name, re.compile(text), frozenset({method}))


def _called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else ""


def _written(module: Module, call: ast.Call) -> object:
    """写死的正则式，或模块里叫这个名字的字符串。"""
    argument = call.args[0]
    if isinstance(argument, ast.Name):
        return getattr(module.runtime, argument.id, None)
    return argument.value if isinstance(argument, ast.Constant) else None


def not_found(module: Module) -> Iterator[str]:
    """既不在顶层、也不在没有参数的缓存函数里的正则式：收集不到，须逐个说明。"""
    for call in module.calls:
        function = _inside(module, call)
        if _called(call) != "compile":
            known = isinstance(_written(module, call), str | bytes)
        else:
            known = not function or any(patterns_in(_made(module, function)))
        if not known:
            yield f"{module.short}.{function}"


def _inside(module: Module, node: ast.AST) -> str:
    """在哪个函数里；不在函数里为空串。"""
    while node in module.parents:
        node = module.parents[node]
        if isinstance(node, ast.FunctionDef):
            return node.name
    return ""
