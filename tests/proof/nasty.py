"""由正则式自己的字母拼出难对付的行：单个字一直写下去，或写出开头几个字之后卡在一处。"""

from __future__ import annotations

import importlib
import random
import re
import signal
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.proof.patterns import ANCHORED, AT_EACH

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.proof.patterns import Found

# re 的语法树没有公开的名字
_PARSER = importlib.import_module("re._parser")
_TYPICAL = {"space": " 　\t", "digit": "0２", "word": "a中_"}
_ANY = "中a1 、（\n"
_BODY_REPEATED = 16
MOST_SPECS = 400
# 哪一个正则式都对不上的结尾
_ENDS = ("", "\n\ue000")


@dataclass(frozen=True)
class Spec:
    """一行的写法：开头、一直重复的几个字、结尾。"""

    head: str
    pump: str
    tail: str = ""

    def line(self, length: int) -> str:
        room = max(0, length - len(self.head) - len(self.tail))
        return self.head + (self.pump * (room // len(self.pump) + 1))[:room] + self.tail

    def __str__(self) -> str:
        return f"{self.head!a}+{self.pump!a}*+{self.tail!a}"


def _tree(pattern: re.Pattern[Any]) -> Any:
    text = pattern.pattern
    return _PARSER.parse(
        text if isinstance(text, str) else text.decode("latin-1"), pattern.flags & ~re.UNICODE
    )


def _kind(operation: object) -> str:
    return str(operation).lower()


def _nested(name: str, argument: Any) -> list[Any]:
    """这个节点里面的各段。"""
    if name == "branch":
        return list(argument[1])
    if name in ("subpattern", "max_repeat", "min_repeat", "possessive_repeat"):
        return [argument[-1]]
    if name.startswith("assert"):
        return [argument[1]]
    if name == "groupref_exists":
        return [each for each in argument[1:] if each is not None]
    return [argument] if name == "atomic_group" else []


def _letters(tree: Any) -> Iterator[str]:
    """语法树里出现的字；一个范围取两头，一类字取常见的几个。"""
    for operation, argument in tree:
        name = _kind(operation)
        if name in ("literal", "not_literal"):
            yield chr(argument)
        elif name == "range":
            yield from (chr(argument[0]), chr(argument[1]))
        elif name == "category":
            yield from _TYPICAL[_kind(argument).rpartition("_")[2]]
        elif name == "any":
            yield "中"
        elif name == "in":
            yield from _letters(argument)
        for each in _nested(name, argument):
            yield from _letters(each)


def alphabet(pattern: re.Pattern[Any], most: int) -> list[str]:
    """正则式自己的字母；多于 most 个的，隔几个取一个。"""
    known = sorted(set(_letters(_tree(pattern)))) or ["中"]
    return known if len(known) <= most else [known[at * len(known) // most] for at in range(most)]


def plain_specs(pattern: re.Pattern[Any]) -> Iterator[Spec]:
    """几个字母各一直写下去；各个字母轮着写、打乱了写。"""
    chars = alphabet(pattern, 60)
    yield from (Spec("", char) for char in alphabet(pattern, 6))
    yield Spec("", "".join(chars))
    yield Spec("", "".join(random.Random(9704).choices(chars, k=997)))


def stuck_specs(pattern: re.Pattern[Any]) -> list[Spec]:
    """照正则式写出开头几个字，再把某个字一直写下去，最后对不上。"""
    tree, chance = _tree(pattern), random.Random(2012)
    samples = {_sample(tree, chance, {})[:40] for _ in range(6)}
    heads = {sample[:end] for sample in samples for end in range(len(sample) + 1)}
    pumps = {*_repeated(tree, chance), *alphabet(pattern, 12)}
    ends = (*_ENDS, *sorted(set(_barred(tree)))[:2])
    specs = [Spec(head, pump, end) for head in sorted(heads) for pump in sorted(pumps) for end in ends]
    few = chance.sample(specs, MOST_SPECS) if len(specs) > MOST_SPECS else specs
    return few + [Spec("", head) for head in sorted(heads) if head]


def _barred(tree: Any) -> Iterator[str]:
    """“不是这些字”的一类字里，不许有的字。"""
    for operation, argument in tree:
        name = _kind(operation)
        if name == "not_literal":
            yield chr(argument)
        elif name == "in" and _kind(argument[0][0]) == "negate":
            yield from _letters(argument[1:2])
        for each in _nested(name, argument):
            yield from _barred(each)


def _repeated(tree: Any, chance: random.Random) -> Iterator[str]:
    """可以重复许多遍的各段，各写一遍。"""
    for operation, argument in tree:
        name = _kind(operation)
        if name.endswith("_repeat") and int(argument[1]) >= _BODY_REPEATED:
            yield from filter(None, (_sample(argument[2], chance, {}) for _ in range(3)))
        for each in _nested(name, argument):
            yield from _repeated(each, chance)


def _sample(tree: Any, chance: random.Random, groups: dict[int, str]) -> str:
    """写出一段合这棵语法树的文字（不顾前后的条件）。"""
    return "".join(_written(_kind(operation), argument, chance, groups) for operation, argument in tree)


def _written(name: str, argument: Any, chance: random.Random, groups: dict[int, str]) -> str:
    if name == "literal":
        return chr(argument)
    if name in ("in", "any", "not_literal"):
        return _one_of(name, argument, chance)
    if name.endswith("_repeat"):
        least, most, body = argument
        times = max(least, min(int(most), chance.choice((0, 1, 1, 2))))
        return "".join(_sample(body, chance, groups) for _ in range(times))
    if name == "groupref":
        return groups.get(argument, "")
    if name.startswith("assert") or name == "at":
        return ""
    nested = _nested(name, argument)
    written = _sample(chance.choice(nested), chance, groups) if nested else ""
    if name == "subpattern" and argument[0] is not None:
        groups[argument[0]] = written
    return written


def _one_of(name: str, argument: Any, chance: random.Random) -> str:
    if name == "any":
        return "中"
    items = argument if name == "in" else [("literal", argument)]
    negated = name == "not_literal" or (items and _kind(items[0][0]) == "negate")
    listed = [item for item in items if _kind(item[0]) != "negate"]
    if not negated:
        return chance.choice(sorted(set(_letters(listed))))
    return next((char for char in _ANY if not any(_admits(item, char) for item in listed)), "\ue001")


def _admits(item: tuple[object, Any], char: str) -> bool:
    name, argument = _kind(item[0]), item[1]
    if name == "literal":
        return ord(char) == argument
    if name == "range":
        return bool(argument[0] <= ord(char) <= argument[1])
    category = {"space": str.isspace, "digit": str.isdigit, "word": lambda one: one.isalnum() or one == "_"}
    kind = _kind(argument)
    return category[kind.rpartition("_")[2]](char) != ("not_" in kind)


class TooSlowError(Exception):
    """到了时限还没有查完。"""


def _stop(number: int, frame: object) -> None:
    raise TooSlowError


def limited(work: Callable[[], object], seconds: float) -> float:
    """做完一件事用了几秒（只算自己用的处理器时间）；到时限还没有做完，为 seconds。"""
    before = signal.signal(signal.SIGVTALRM, _stop)
    begin = time.thread_time()
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        work()
    except TooSlowError:
        return seconds
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
    return time.thread_time() - begin


def spent(found: Found, line: str, limit: float) -> float:
    """照它在代码里的用法查一行，用了几秒；到时限为止。"""
    return limited(lambda: apply(found, line), limit)


def apply(found: Found, line: str) -> None:
    pattern: re.Pattern[Any] = found.pattern
    text: Any = line if isinstance(pattern.pattern, str) else line.encode("utf-8", "surrogatepass")
    for method in found.methods:
        if method == AT_EACH:
            for at in range(len(text)):
                pattern.match(text, at)
        elif method in ANCHORED or method == "search":
            getattr(pattern, method)(text)
        else:
            for _ in pattern.finditer(text):
                pass
