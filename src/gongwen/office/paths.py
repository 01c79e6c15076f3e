"""用例的路径参数。"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from gongwen.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable


def path_list(paths: Iterable[Path | str]) -> tuple[Path, ...]:
    """一组路径；生成器也先取完。给了单独一个路径时引发 UsageError，免得字符串被拆成一个个字。"""
    if isinstance(paths, str | Path):
        raise UsageError("要的是一组路径，不是一个", None, f"写成 [{str(paths)!r}]")
    return tuple(Path(path) for path in paths)
