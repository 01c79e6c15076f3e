"""用到时才编译的正则式：几百条规则的正则式都在引入时编译，每次运行先要白等几百毫秒。"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_TO_THE_END = 2**62


class Lazy:
    """一个正则式，方法同 re.Pattern。"""

    def __init__(self, source: str, flags: re.RegexFlag = re.NOFLAG) -> None:
        self.source, self.flags = source, flags

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """编译好的。"""
        return re.compile(self.source, self.flags)

    def finditer(self, text: str, start: int = 0, end: int = _TO_THE_END) -> Iterator[re.Match[str]]:
        """各处，不重叠。"""
        return self.compiled.finditer(text, start, min(end, len(text)))

    def search(self, text: str, start: int = 0, end: int = _TO_THE_END) -> re.Match[str] | None:
        """第一处。"""
        return self.compiled.search(text, start, min(end, len(text)))

    def match(self, text: str, start: int = 0, end: int = _TO_THE_END) -> re.Match[str] | None:
        """从 start 起就合。"""
        return self.compiled.match(text, start, min(end, len(text)))

    def fullmatch(self, text: str, start: int = 0, end: int = _TO_THE_END) -> re.Match[str] | None:
        """从 start 到 end 正好合。"""
        return self.compiled.fullmatch(text, start, min(end, len(text)))

    def findall(self, text: str) -> list[str]:
        """各处的文字。正则式里只有一个组的，是那一组。"""
        return self.compiled.findall(text)

    def sub(self, replacement: str | Callable[[re.Match[str]], str], text: str) -> str:
        """换掉各处。"""
        return self.compiled.sub(replacement, text)

    def split(self, text: str) -> list[str]:
        """在各处断开。"""
        return self.compiled.split(text)
