"""gongwen inspect。"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from gongwen.cli.chinese import ChineseCommand
from gongwen.cli.common import failures_reported, form_option


@click.command("inspect", cls=ChineseCommand)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="文件.pdf…")
@form_option
@click.option("--brief", is_flag=True, help="只列不合的。")
def inspect_command(files: tuple[Path, ...], form: str, brief: bool) -> None:
    """量 PDF 的版面，与 GB/T 9704—2012 逐项对照。

    别的软件排的 PDF 也能量。退出码：0 规定的各项都合；1 有不合的；2 有文件量不了。
    """
    from gongwen.office.inspect import inspect_pdf
    from gongwen.office.versions import gongwen_version
    from gongwen.report.inspect_json import inspect_json
    from gongwen.report.inspect_text import inspect_text

    hidden = len(files) < 2 or not sys.stderr.isatty()
    bar = click.progressbar(length=len(files), label="量", file=sys.stderr, hidden=hidden)
    with failures_reported(), bar:
        report = inspect_pdf(files, progress=lambda _: bar.update(1))
    if form == "json":
        click.echo(inspect_json(report.files, gongwen_version()), nl=False)
    else:
        click.echo(inspect_text(report.files, brief=brief), nl=False)
    sys.exit(report.exit_code)
