"""命令共用的：报错、读配置。"""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from gongwen.config import Config, load_config
from gongwen.errors import GongwenError

if TYPE_CHECKING:
    from collections.abc import Iterator

FAILED = 2


def fail(error: GongwenError) -> NoReturn:
    """打印错误，以 2 退出。"""
    click.echo(f"错误：{error}", err=True)
    sys.exit(FAILED)


@contextmanager
def failures_reported() -> Iterator[None]:
    """把 GongwenError 变成一段说明和退出码 2。"""
    try:
        yield
    except GongwenError as error:
        fail(error)


def current_config() -> Config:
    """当前文件夹的配置。"""
    return load_config(Path.cwd())
