"""gongwen sheet。"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from gongwen.cli.chinese import ChineseCommand
from gongwen.cli.common import current_agency, current_config, failures_reported, say

if TYPE_CHECKING:
    from gongwen.office.sheet import MadeSheet


@click.command("sheet", cls=ChineseCommand)
@click.argument("path", required=False, type=click.Path(path_type=Path), metavar="[案卷或草稿]")
@click.option("--blank", is_flag=True, help="意见空着，印出来给领导手签。")
@click.option("--route", metavar="路线", help="照这条路线；不写案卷和草稿时，印一张空白的。")
@click.option(
    "--draft", type=click.Path(path_type=Path), metavar="草稿", help="案卷的草稿；附近找得到的不用写。"
)
@click.option("--heading", default="", metavar="名称", help="纸的名称；默认是单位名称加“发文稿纸”。")
@click.option("--black", is_flag=True, help="栏名和格线用黑色。")
@click.option(
    "--format",
    "formats",
    default="docx,pdf",
    show_default=True,
    metavar="格式",
    help="docx、pdf，用逗号隔开。",
)
@click.option(
    "-o", "--out", type=click.Path(path_type=Path), metavar="文件夹", help="写到哪里；默认是案卷的文件夹。"
)
def sheet_command(
    *,
    path: Path | None,
    blank: bool,
    route: str | None,
    draft: Path | None,
    heading: str,
    black: bool,
    formats: str,
    out: Path | None,
) -> None:
    """印发文稿纸（拟稿签）：填好各步的意见、姓名、日期，或空着给笔。

    案卷是 build 写出的文件夹或里面的清单。只有草稿的，要素照草稿，意见空着；
    什么都没有的，写 --route 路线 --blank 印一叠空白的。
    """
    from gongwen.office.sheet import SheetOptions, make_sheet

    with failures_reported():
        options = SheetOptions(blank, route, draft, out, tuple(formats.split(",")), black, heading)
        made = make_sheet(path, options, current_config(), agency=current_agency())
    _tell(made)


def _tell(made: MadeSheet) -> None:
    from gongwen.report.human import printable
    from gongwen.sources.reading import shown_path

    for notice in made.notices:
        say(f"说明：{printable(notice)}", err=True)
    for path in made.outputs:
        say(f"写出 {printable(shown_path(path))}")
    faces = f"{made.faces} 面，" if made.faces else ""
    filled = f"填了 {made.opinions} 条意见" if made.opinions else "意见空着"
    say(f"发文稿纸：{faces}照“{printable(made.route)}”，{filled}")
