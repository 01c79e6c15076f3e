"""一处不同（Gap）。"""

from __future__ import annotations

from typing import NamedTuple

Range = tuple[int, int]


class Gap(NamedTuple):
    """一处不同：signed 的几截变成了 other 的几截；挪走、挪来的夹在中间，才会不止一截。空的是一个点。"""

    ours: tuple[Range, ...]
    theirs: tuple[Range, ...]

    @property
    def is_empty(self) -> bool:
        """两边都没有字了。"""
        return all(start == end for start, end in (*self.ours, *self.theirs))
