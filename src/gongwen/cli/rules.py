"""gongwen rules、gongwen explain。"""

from __future__ import annotations

import click

from gongwen.cli.chinese import ChineseCommand
from gongwen.cli.common import failures_reported, form_option


@click.command("rules", cls=ChineseCommand)
@form_option
def rules_command(form: str) -> None:
    """列出全部校对规则：代码、名称、级别、依据。"""
    from gongwen.office.versions import gongwen_version
    from gongwen.proofing.rules import RULES
    from gongwen.report.rule_list import rules_json, rules_text

    click.echo(rules_json(RULES, gongwen_version()) if form == "json" else rules_text(RULES), nl=False)


@click.command("explain", cls=ChineseCommand)
@click.argument("codes", nargs=-1, required=True, metavar="代码…")
def explain_command(codes: tuple[str, ...]) -> None:
    """说明校对规则：报什么、不报什么、依据是什么。代码可以写一族，如 BD。"""
    from gongwen.proofing.engine import select_rules
    from gongwen.proofing.rules import RULES
    from gongwen.report.rule_list import explanation

    with failures_reported():
        chosen = select_rules(RULES, codes)
    click.echo("\n".join(explanation(rule) for rule in chosen), nl=False)
