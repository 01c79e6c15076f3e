"""click 的帮助用语换成中文。"""

from __future__ import annotations

import click

WORDS = (
    ("Usage:", "用法："),
    ("Options:", "选项："),
    ("Commands:", "命令："),
    ("[OPTIONS]", "[选项]"),
    ("COMMAND [ARGS]...", "命令 …"),
    ("Show this message and exit.", "显示这段说明。"),
    ("[default: ", "[默认："),
)


def translated(text: str) -> str:
    """帮助全文中 click 自带的英文换成中文。"""
    for english, chinese in WORDS:
        text = text.replace(english, chinese)
    return text


class ChineseCommand(click.Command):
    """帮助是中文的命令。"""

    def get_help(self, ctx: click.Context) -> str:
        """帮助全文。"""
        return translated(super().get_help(ctx))


class ChineseGroup(click.Group):
    """帮助是中文的命令组。"""

    command_class = ChineseCommand

    def get_help(self, ctx: click.Context) -> str:
        """帮助全文。"""
        return translated(super().get_help(ctx))
