"""命令共用的：报错、读配置。"""

from __future__ import annotations

import os
import sys
import traceback
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from gongwen.config import Config, load_config
from gongwen.errors import GongwenError, nearest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.agency import Agency

FAILED = 2
form_option = click.option(
    "--format",
    "form",
    type=click.Choice(["human", "json"]),
    default="human",
    show_default=True,
    help="human 给人看，json 给程序。",
)


def fail(error: GongwenError) -> NoReturn:
    """打印错误，以 2 退出。"""
    from gongwen.report.human import printable

    say("\n".join(printable(line) for line in f"错误：{error}".splitlines()), err=True)
    sys.exit(FAILED)


def say(text: str, *, err: bool = False) -> None:
    """打印一行。文字中不能编码的（文件名里的坏字节）以替代符打印，不因此出错。"""
    click.echo(text.encode("utf-8", "replace").decode(), err=err)


@contextmanager
def failures_reported() -> Iterator[None]:
    """把 GongwenError 变成一段说明和退出码 2。"""
    try:
        yield
    except GongwenError as error:
        fail(error)


def usage_problem(error: click.ClickException) -> str:
    """命令写得不对时的中文说明。"""
    match error:
        case click.NoSuchOption():
            close = nearest(error.option_name, error.possibilities or [])
            what = f"没有选项 {error.option_name}" + (f"，是不是 {close}？" if close else "")
        case click.MissingParameter():
            name = error.param.make_metavar(error.ctx) if error.param and error.ctx else ""
            what = f"缺少参数 {name}"
        case click.BadOptionUsage():
            what = f"选项 {error.option_name} 用得不对：要值的写上值，不要值的不写"
        case click.BadParameter():
            name = "/".join(error.param.opts) if error.param else ""
            choices = getattr(error.param.type, "choices", None) if error.param else None
            what = f"选项 {name} 的值不对" + (f"，可用：{'、'.join(choices)}" if choices else "")
        case click.UsageError() if "unexpected extra argument" in error.message:
            extra = error.message.partition("(")[2].rstrip(")")
            what = f"多了参数 {extra}"
        case click.UsageError() if "No such command" in error.message:
            what = f"没有这个命令：{error.message.split(chr(39))[1]}"
        case _:
            what = error.format_message()
    return f"错误：{what}\n  → 用法见 {command_path(error)} --help"


def command_path(error: click.ClickException) -> str:
    """出错的是哪条命令。"""
    context = getattr(error, "ctx", None)
    return context.command_path if context else "gongwen"


def internal_problem(error: Exception) -> str:
    """出乎意料的错误的说明；设了 GONGWEN_DEBUG 时附上经过。"""
    if os.environ.get("GONGWEN_DEBUG"):
        traceback.print_exception(error)
    return (
        f"错误：程序出了意外：{type(error).__name__}: {error}\n"
        "  → 没有写出文件。请把草稿和这段话报告给维护者；设环境变量 GONGWEN_DEBUG=1 可看到经过"
    )


def current_agency() -> Agency | None:
    """当前文件夹或上级文件夹的单位资料；没有时为 None。"""
    from gongwen.agency import find_agency

    return find_agency(Path.cwd())


def current_config() -> Config:
    """当前文件夹的配置。"""
    return load_config(Path.cwd())
