"""gongwen show。"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gongwen.cli.chinese import ChineseCommand
from gongwen.cli.common import FAILED, current_agency, failures_reported, say

if TYPE_CHECKING:
    from gongwen.report.chains import Chain

_WIDEST = 120


@click.command("show", cls=ChineseCommand)
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="案卷…")
@click.option(
    "--format",
    "form",
    type=click.Choice(["human", "json", "html"]),
    default="human",
    show_default=True,
    help="human 给人看，html 是一个网页（一件），json 给程序。",
)
@click.option("-o", "--out", type=click.Path(path_type=Path), metavar="文件", help="写到这个文件，不打印。")
def show_command(paths: tuple[Path, ...], form: str, out: Path | None) -> None:
    """看到哪里了：谁签了、退回过没有、轮到哪一步、等谁。

    案卷是 build 写出的文件夹，或里面的清单；给几件，或给放着几件的文件夹，就列一张表，最久没有动的在先。

    退出码：0 看完了；2 有读不了的。
    """
    from gongwen.office.show import show

    with failures_reported():
        chains = show(paths, current_agency())
        text = _written(chains, form, shown=out is None)
        if out is None:
            click.echo(text, nl=False, color=True)
        else:
            _write(out, text)
    if any(each.problem is not None for each in chains):
        sys.exit(FAILED)


def _written(chains: list[Chain], form: str, *, shown: bool) -> str:
    from gongwen.office.versions import gongwen_version

    if form == "json":
        from gongwen.report.chain_json import chain_json

        return chain_json(chains, gongwen_version())
    if form == "html":
        return _page(chains)
    width, colour = _terminal() if shown else (None, False)
    if len(chains) == 1:
        from gongwen.report.chain_text import WIDTH, chain_text

        return chain_text(chains[0], width=width or WIDTH, colour=colour)
    from gongwen.report.chain_table import WIDTH as TABLE_WIDTH
    from gongwen.report.chain_table import chains_text

    return chains_text(chains, width=width or TABLE_WIDTH, colour=colour)


def _page(chains: list[Chain]) -> str:
    from gongwen.errors import UsageError
    from gongwen.office.versions import gongwen_version
    from gongwen.report.chain_html import chain_html

    if len(chains) > 1:
        raise UsageError(
            f"网页一件一页，这里有{len(chains)}件", None, "一次写一件；几件的用表或 --format json"
        )
    return chain_html(chains[0], gongwen_version())


def _write(out: Path, text: str) -> None:
    from gongwen.office.write_report import write_report
    from gongwen.report.pointed import printable
    from gongwen.sources.reading import shown_path

    write_report(out, [text])
    say(f"写出 {printable(shown_path(out))}")


def _terminal() -> tuple[int | None, bool]:
    """终端的宽、要不要颜色；不是终端的宽为 None。"""
    if not _at_terminal():
        return None, False
    return min(shutil.get_terminal_size().columns, _WIDEST), not os.environ.get("NO_COLOR")


def _at_terminal() -> bool:
    return sys.stdout.isatty()
