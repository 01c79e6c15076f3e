"""gongwen verify。"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from gongwen.cli.chinese import ChineseCommand
from gongwen.cli.common import current_agency, failures_reported, form_option, say


@click.command("verify", cls=ChineseCommand)
@click.argument("case", type=click.Path(path_type=Path), metavar="案卷")
@click.option(
    "--roster",
    type=click.Path(path_type=Path),
    metavar="文件",
    help="签字名册；默认 office.toml 旁边的 roster.toml。",
)
@click.option(
    "--receipts",
    type=click.Path(path_type=Path),
    metavar="文件",
    help="回执登记簿；默认 office.toml 旁边的 receipts.jsonl。",
)
@form_option
@click.option("--json", "as_json", is_flag=True, help="同 --format json。")
def verify_command(
    *, case: Path, roster: Path | None, receipts: Path | None, form: str, as_json: bool
) -> None:
    """验证一件公文的流转：有没有被改过，次序、人、时间对不对，全不全。

    案卷是 build 写出的文件夹，或里面的流转清单。不联网。

    退出码：0 都合；1 有不合的；3 没有不合的，有不能确定的；2 没有验成。
    """
    from gongwen.office.verify import verify_case
    from gongwen.report.verify_json import verify_json
    from gongwen.report.verify_text import verify_text

    with failures_reported():
        done = verify_case(case, roster, receipts, agency=current_agency())
    if as_json or form == "json":
        text = verify_json(done.statement, roster=done.roster, receipts=done.receipts, ignored=done.ignored)
    else:
        colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
        text = verify_text(
            done.statement,
            roster=done.roster,
            receipts=done.receipts,
            ignored=done.ignored,
            colour=colour,
        )
    say(text.removesuffix("\n"))
    sys.exit(done.statement.exit_code)
