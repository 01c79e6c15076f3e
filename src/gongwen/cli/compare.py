"""gongwen compare。"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gongwen.cli.chinese import ChineseCommand
from gongwen.cli.common import current_agency, current_config, failures_reported, say

if TYPE_CHECKING:
    from gongwen.compare.differences import Comparison


@click.command("compare", cls=ChineseCommand)
@click.argument("signed", type=click.Path(path_type=Path), metavar="签发稿")
@click.argument("other", type=click.Path(path_type=Path), metavar="对照稿")
@click.option(
    "--format",
    "form",
    type=click.Choice(["human", "json", "html"]),
    default="human",
    show_default=True,
    help="human 给人看，html 是左右对照的一页，json 给程序。",
)
@click.option("-o", "--out", type=click.Path(path_type=Path), metavar="文件", help="结果写到这个文件。")
@click.option("--strict", is_flag=True, help="编号日期、版面不同，也以 1 退出。")
def compare_command(*, signed: Path, other: Path, form: str, out: Path | None, strict: bool) -> None:
    """对照签发稿与付印稿、清样，逐字列出不同。

    两份都可以是 .md、.txt、.docx、.pdf。编号和日期、版面（换行、空白）的不同另列。

    退出码：0 字都相同；1 有字不同；2 有一份读不了。
    """
    from gongwen.office.compare import compare_files
    from gongwen.report.compare_text import compare_summary
    from gongwen.report.pointed import printable

    with failures_reported():
        comparison = compare_files(signed, other, current_config(), agency=current_agency())
        text = _written(comparison, form)
        if out is not None:
            _write(out, text, (signed, other))
    for notice in comparison.notices:
        say(f"说明：{printable(notice)}", err=True)
    if out is None:
        click.echo(text, nl=False)
    else:
        say(f"写出 {out}")
    if out is not None or form != "human":
        say(compare_summary(comparison), err=out is None)
    sys.exit(comparison.exit_code(strict=strict))


def _written(comparison: Comparison, form: str) -> str:
    from gongwen.office.versions import gongwen_version

    if form == "json":
        from gongwen.report.compare_json import compare_json

        return compare_json(comparison, gongwen_version())
    if form == "html":
        from gongwen.report.compare_html import compare_html

        return compare_html(comparison, gongwen_version())
    from gongwen.report.compare_text import compare_text

    return compare_text(comparison)


def _write(out: Path, text: str, given: tuple[Path, ...]) -> None:
    from gongwen.errors import UsageError, Where
    from gongwen.office.write_report import write_report

    if any(out.exists() and path.exists() and out.samefile(path) for path in given):
        raise UsageError("结果不能写到要对照的文件上", Where(str(out)), "换一个文件名")
    write_report(out, (text,))
