"""口令从哪里来：--passphrase-fd、环境变量、终端上提问；从不写在命令行上。"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from gongwen.office.keys import PassphraseSource

passphrase_option = click.option(
    "--passphrase-fd",
    type=int,
    metavar="号",
    help="从这个文件描述符读口令（头一行）。不写时看环境变量 GONGWEN_PASSPHRASE，再没有就在终端上问。",
)


def passphrase_source(fd: int | None) -> PassphraseSource:
    """照选项来的口令；标准输入是终端的可以提问。"""
    from gongwen.office.keys import PassphraseSource

    return PassphraseSource(fd, _asked if sys.stdin.isatty() else None)


def _asked(prompt: str) -> str:
    # 提示写在标准错误上，输入不回显；空的也收下，由用的地方说
    answer: str = click.prompt(
        prompt, prompt_suffix="：", hide_input=True, default="", show_default=False, err=True
    )
    return answer
