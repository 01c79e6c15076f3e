"""gongwen build。"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from gongwen.cli.chinese import ChineseCommand
from gongwen.cli.common import current_agency, current_config, failures_reported, say

if TYPE_CHECKING:
    from gongwen.office.build import Built


@click.command("build", cls=ChineseCommand)
@click.argument("drafts", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="草稿…")
@click.option(
    "-o", "--out", type=click.Path(path_type=Path), metavar="文件夹", help="写到哪里；默认 build/<文件名>/。"
)
@click.option(
    "--format",
    "formats",
    default="docx,pdf",
    show_default=True,
    metavar="格式",
    help="docx、pdf，用逗号隔开。",
)
@click.option("--style", metavar="版式", help="版式的名字，或版式文件。")
@click.option(
    "--strict-fonts/--no-strict-fonts",
    default=None,
    help="不许用代用字体。默认照 gongwen.toml 的“不用代用字体”。",
)
@click.option(
    "--template", type=click.Path(path_type=Path), metavar="文件", help="自备的信笺（.docx），版面以它为准。"
)
@click.option(
    "--preprinted/--no-preprinted",
    default=None,
    help="套打：用印好红头的纸，标志和红线不印，位置空着。默认照 gongwen.toml 的“套打”。",
)
@click.option(
    "--final", is_flag=True, help="出定稿：签发了、内容没有变的，填上登记的发文字号、成文日期、印发日期。"
)
@click.option(
    "--seal-image",
    type=click.Path(path_type=Path),
    metavar="文件",
    help="放在定稿上的印章图：单位自己的、背景透明的 PNG。",
)
@click.option("--seal-mm", type=float, metavar="毫米", help="印章的直径，如 45。")
@click.option(
    "--redo", is_flag=True, help="已经用印、核发的，也在原处重新构建：印发的文件换掉，那几步重新办。"
)
def build_command(*, drafts: tuple[Path, ...], formats: str, **chosen: Any) -> None:
    """把草稿排成公文：DOCX、PDF、校对结果、流转清单。"""
    from gongwen.office.build import BuildOptions, build

    with failures_reported():
        options = BuildOptions(formats=tuple(formats.split(",")), **chosen)
        with click.progressbar(
            length=len(drafts),
            label="排版",
            file=sys.stderr,
            hidden=len(drafts) < 2 or not sys.stderr.isatty(),
        ) as bar:
            done = build(
                drafts, options, current_config(), agency=current_agency(), progress=lambda _: bar.update(1)
            )
    for built in done:
        _tell(built)
    sys.exit(max(built.exit_code for built in done))


def _tell(built: Built) -> None:
    from gongwen.findings import Verdict
    from gongwen.report.human import printable, summary_text
    from gongwen.sources.reading import shown_path

    for notice in built.notices:
        say(f"说明：{printable(notice)}", err=True)
    for name in built.placeholders:
        say(f"空位：{printable(name)}还没有填", err=True)
    for path in built.outputs:
        say(f"写出 {printable(shown_path(path))}")
    for item in built.proofs:
        for line in item.result.crossed if item.result else ():
            say(f"不通过：{printable(item.path)}：{line}")
    if any(item.result and item.result.findings for item in built.proofs):
        say(f"校对所报的各处见 {built.draft.stem}.proof.json，或运行 gongwen proof {built.draft}")
    name = printable(shown_path(built.draft))
    faces = f"{built.faces} 面。" if built.faces else ""
    lacking = "；还有空位，没有写完" if built.placeholders and built.verdict is Verdict.PASS else ""
    kind = "定稿，" if built.final else ""
    say(f"{name}：{kind}{faces}{summary_text(built.proofs, built.rules)}{lacking}")
