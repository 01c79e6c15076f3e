"""进度条：写在标准错误上，不是终端时没有。"""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


def is_shown(total: int) -> bool:
    """有没有进度条：两份以上、标准错误是终端才有。"""
    return total > 1 and sys.stderr.isatty()


@contextmanager
def progress_bar(label: str, total: int) -> Iterator[Callable[[Path], None]]:
    """给出的函数每完成一份调用一次；total 是一共几份。"""
    hidden = not is_shown(total)
    with click.progressbar(length=total, label=label, file=sys.stderr, hidden=hidden, show_pos=True) as bar:
        yield lambda _: bar.update(1)
