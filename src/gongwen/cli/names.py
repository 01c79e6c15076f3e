"""gongwen names。"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from gongwen.cli.chinese import ChineseCommand
from gongwen.cli.common import current_agency, current_config, failures_reported, form_option, say
from gongwen.cli.progress import progress_bar


@click.command("names", cls=ChineseCommand)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="文件…")
@form_option
def names_command(files: tuple[Path, ...], form: str) -> None:
    """核对桌签、会标、参会名单上的姓名、职务和机关名称。

    文件可以是 .txt、.csv、.xlsx、.docx，与 office.toml 里的人员、机关逐个对照，只报不改。

    退出码：0 没有差错；1 有差错；2 有文件读不了，或没有名册。
    """
    from gongwen.office.names import check_names
    from gongwen.office.versions import gongwen_version
    from gongwen.report.names_json import names_json
    from gongwen.report.names_text import names_summary, names_text
    from gongwen.report.pointed import printable

    with failures_reported(), progress_bar("核对", len(files)) as done:
        report = check_names(files, current_agency(), current_config(), progress=done)
    for notice in report.notices:
        say(f"说明：{printable(notice)}", err=True)
    if form == "json":
        click.echo(names_json(report.files, report.people, gongwen_version()), nl=False)
        say(names_summary(report.files, report.people), err=True)
    else:
        click.echo(names_text(report.files, report.people), nl=False)
    sys.exit(report.exit_code)
