"""各种格式的报告共用的：这一次运行的情况，报告的样子。"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gongwen.proofing.rule import Rule
    from gongwen.report.checked import CheckedFile


@dataclass(frozen=True, slots=True)
class RunFacts:
    """version 是程序的版本，rules 是运行的规则；by_book 为真表示另按图书的办法计错。"""

    version: str
    rules: tuple[Rule, ...]
    by_book: bool = False


# 一边校对一边写：各文件按次序来，来一个写一段，不等齐，一千个文件也不占多少内存。各段连起来是整份报告。
Report = Callable[["Iterable[CheckedFile]", RunFacts], "Iterator[str]"]
