"""gongwen baseline。"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from gongwen.cli.chinese import ChineseCommand
from gongwen.cli.common import FAILED, current_agency, current_config, failures_reported, say
from gongwen.cli.progress import progress_bar

DEFAULT = "gongwen-baseline.json"


@click.command("baseline", cls=ChineseCommand)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="文件或文件夹…")
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path),
    default=DEFAULT,
    show_default=True,
    metavar="文件",
    help="写到哪里；已有的基线会换成新的。",
)
def baseline_command(files: tuple[Path, ...], out: Path) -> None:
    """把旧草稿里已有的各处记成基线；以后 gongwen proof --baseline 只报新的。"""
    from gongwen.office.adopt import start_baseline, write_baseline

    with failures_reported():
        run = start_baseline(files, out, current_config(), agency=current_agency())
        with progress_bar("校对", run.total) as step:
            done = write_baseline(run, out, step)
    for problem in done.problems:
        say(problem, err=True)
    say(f"写出 {out}：{done.files} 份，{done.findings} 处")
    sys.exit(FAILED if done.problems else 0)
