"""gongwen proof。"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from gongwen.cli.chinese import ChineseCommand
from gongwen.cli.common import current_agency, current_config, failures_reported, form_option


@click.command("proof", cls=ChineseCommand)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="文件…")
@form_option
def proof_command(files: tuple[Path, ...], form: str) -> None:
    """校对 .md 和 .txt，给出差错、差错率和裁定。"""
    from gongwen.office.proof import proof
    from gongwen.office.versions import gongwen_version
    from gongwen.report.human import printable, proof_text, summary_text
    from gongwen.report.proof_json import proof_json

    with failures_reported():
        report = proof(files, current_config(), agency=current_agency())
    for notice in report.notices:
        click.echo(f"说明：{printable(notice)}", err=True)
    if form == "json":
        click.echo(proof_json(report.files, gongwen_version()), nl=False)
        click.echo(summary_text(report.files, report.rules), err=True)
    else:
        click.echo(proof_text(report.files, report.rules), nl=False)
    sys.exit(report.exit_code)
