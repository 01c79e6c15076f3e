"""gongwen doctor。"""

from __future__ import annotations

import sys

import click

from gongwen.cli.chinese import ChineseCommand
from gongwen.cli.common import current_agency, current_config, failures_reported, form_option, say


@click.command("doctor", cls=ChineseCommand)
@click.option("--style", metavar="版式", help="版式的名字，或版式文件；默认同 build。")
@form_option
@click.option("--json", "as_json", is_flag=True, help="同 --format json。")
def doctor_command(style: str | None, form: str, as_json: bool) -> None:
    """检查字体和周围的东西：每种用途用哪个字体，缺什么，怎样取得。

    退出码：0 各用途都有该用的字体；1 有代用的；2 有用途没有字体。
    """
    from gongwen.office.doctor import doctor
    from gongwen.report.doctor_json import doctor_json
    from gongwen.report.doctor_text import doctor_text

    with failures_reported():
        checkup = doctor(current_config(), agency=current_agency(), style=style)
    say((doctor_json if as_json or form == "json" else doctor_text)(checkup).removesuffix("\n"))
    sys.exit(checkup.exit_code)
