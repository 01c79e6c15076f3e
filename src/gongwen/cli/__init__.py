"""命令行：gongwen build、gongwen proof。只解析、调用、打印、定退出码。"""

from __future__ import annotations

import sys

import click

from gongwen.cli.build import build_command
from gongwen.cli.proof import proof_command


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="gongwen", message="gongwen %(version)s", help="显示版本。")
def commands() -> None:
    """公文：起草、校对、排版、流转。

    退出码：0 没有问题；1 写出了，但有差错或空位；2 没有办成。
    """


commands.add_command(build_command)
commands.add_command(proof_command)


def main() -> None:
    """命令行入口。"""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    commands()
