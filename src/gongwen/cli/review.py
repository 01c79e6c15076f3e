"""gongwen review。"""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gongwen.cli.chinese import ChineseCommand
from gongwen.cli.common import current_agency, current_config, failures_reported, say

if TYPE_CHECKING:
    from datetime import date

    from gongwen.findings import Finding
    from gongwen.office.review import Desk, Sheet

KEYS = "核定 y，驳回 n，跳过 s，上一处 b，看说明页 ?，退出 q"
_ANSWERS = {
    **dict.fromkeys(("y", "是", "核定", "确认"), "y"),
    **dict.fromkeys(("n", "否", "驳回"), "n"),
    **dict.fromkeys(("s", "跳过"), "s"),
    **dict.fromkeys(("b", "上一处"), "b"),
    **dict.fromkeys(("?", "？", "说明"), "?"),
    **dict.fromkeys(("q", "退出"), "q"),
}
_NEEDS_TERMINAL = "用 --import 导入 HTML 页导出的核定，--list 列出已有的，或 --confirm-all、--dismiss"


@click.command("review", cls=ChineseCommand)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="文件…")
@click.option("--by", default="", metavar="姓名", help="核定人；不写时问一次。")
@click.option("--again", is_flag=True, help="已经核过的也再看一遍。")
@click.option("--errors", "errors_only", is_flag=True, help="只核差错，不核提示。")
@click.option(
    "--import", "imported", type=click.Path(path_type=Path), metavar="文件", help="导入 HTML 页导出的核定。"
)
@click.option("--list", "listing", is_flag=True, help="只列出各处核得怎样。")
@click.option("--confirm-all", is_flag=True, help="没有核的差错全部核定，不再问。")
@click.option(
    "--dismiss", "prints", multiple=True, metavar="指纹", help="驳回一处，可以写几次；要写 --reason。"
)
@click.option("--reason", default="", metavar="理由", help="--dismiss 的理由。")
def review_command(
    *,
    files: tuple[Path, ...],
    by: str,
    again: bool,
    errors_only: bool,
    imported: Path | None,
    listing: bool,
    confirm_all: bool,
    prints: tuple[str, ...],
    reason: str,
) -> None:
    """逐处核定规则所报的：是差错就确认，不是的驳回并写理由。每答一处就存一处。

    记在草稿旁边的 .review.json 里，以后校对照它裁定。退出码：0 差错都核过，1 还有没核的，2 没有办成。
    """
    from gongwen.office.review import open_desk

    chosen = [bool(imported), listing, confirm_all, bool(prints)]
    with failures_reported():
        _refuse_mixed(chosen, again=again or errors_only, reason=bool(reason) and not prints)
        if not any(chosen) and not at_terminal():
            _refuse_pipe()
        desk = open_desk(files, current_config(), agency=current_agency())
        _tell_problems(desk)
        if listing:
            _tell_list(desk)
        elif imported is not None:
            desk = _import(desk, imported, by)
        elif any(chosen):
            desk = _at_once(desk, prints, by, reason)
        else:
            desk = _Conversation(desk, by, errors_only=errors_only, again=again).held()
    _tell_summary(desk)
    sys.exit(desk.exit_code)


def at_terminal() -> bool:
    """标准输入是不是有人在打字的终端。"""
    return sys.stdin.isatty()


def today() -> date:
    """今天（本机的日期）。"""
    return datetime.now().astimezone().date()


def _refuse_mixed(chosen: list[bool], *, again: bool, reason: bool) -> None:
    from gongwen.errors import UsageError

    if sum(chosen) > 1 or (any(chosen) and again):
        raise UsageError("--import、--list、--confirm-all、--dismiss 各自单独用", None, "一次写一个")
    if reason:
        raise UsageError("--reason 是 --dismiss 的理由", None, "写上 --dismiss 指纹")


def _refuse_pipe() -> None:
    from gongwen.errors import UsageError

    raise UsageError("要在终端里逐处核定，标准输入不是终端", None, _NEEDS_TERMINAL)


def _tell_problems(desk: Desk) -> None:
    from gongwen.report.pointed import printable

    for notice in desk.notices:
        say(f"说明：{printable(notice)}", err=True)
    for problem in desk.problems:
        say("\n".join(printable(line) for line in f"错误：{problem}".splitlines()), err=True)


def _tell_list(desk: Desk) -> None:
    from gongwen.report.review_text import decisions_table

    for sheet in desk.sheets:
        say("\n".join(decisions_table(sheet.plain, sheet.decisions, sheet.codes)))


def _tell_summary(desk: Desk) -> None:
    from gongwen.report.review_text import sheet_summary

    for sheet in desk.sheets:
        say("\n".join(sheet_summary(sheet.result, len(sheet.stale))))


def _import(desk: Desk, path: Path, by: str) -> Desk:
    from gongwen.office.review import import_decisions
    from gongwen.report.pointed import printable

    done = import_decisions(desk, path, today(), by)
    known = f"，本来就有的 {done.known} 条" if done.known else ""
    say(f"导入 {done.new} 条{known}")
    for name in done.unmatched:
        say(f"说明：没有导入“{printable(name)}”的：这次没有给这一份", err=True)
    return done.desk


def _at_once(desk: Desk, prints: tuple[str, ...], by: str, reason: str) -> Desk:
    from gongwen.office.review import confirm_all, dismiss

    if prints:
        desk, count = dismiss(desk, prints, by, reason, today())
        say(f"驳回 {count} 处")
    else:
        desk, count = confirm_all(desk, by, today())
        say(f"核定 {count} 处")
    return desk


class _Conversation:
    """一问一答。sheets 随存随换；places 是要核的各处：第几份，哪一处。"""

    def __init__(self, desk: Desk, by: str, *, errors_only: bool, again: bool) -> None:
        from gongwen.findings import Level

        self._desk, self._by, self._sheets = desk, by, list(desk.sheets)
        self._places = [
            (at, finding)
            for at, sheet in enumerate(self._sheets)
            for finding in (sheet.plain.findings if again else sheet.open_findings())
            if not errors_only or finding.level is Level.ERROR
        ]

    def held(self) -> Desk:
        """问完，或半路退出（q、Ctrl-C、Ctrl-D）；核过的都已存好。"""
        if not self._places:
            say("没有要核的")
            return self._desk
        try:
            self._ask_name()
            done = self._ask_each()
        except click.Abort:
            done = False
        say("" if done else "\n退出：核过的都已存好，接着核再运行一次就行")
        return self._desk.with_sheets(self._sheets)

    def _ask_name(self) -> None:
        from gongwen.report.decisions import bad_name

        while trouble := bad_name(self._by):
            if self._by:
                say(f"  {trouble}", err=True)
            self._by = click.prompt("核定人姓名", default="", show_default=False, err=True)

    def _ask_each(self) -> bool:
        """问到最后一处为真，半路退出为假。"""
        from gongwen.report.review_text import finding_card

        at = 0
        while at < len(self._places):
            number, finding = self._places[at]
            sheet = self._sheets[number]
            decision = sheet.decisions.current.get(finding.fingerprint)
            card = finding_card(sheet.plain.source, finding, at + 1, len(self._places), decision)
            say("\n".join(["", *card]))
            answer = self._answer(finding)
            if answer == "q":
                return False
            if answer == "b":
                at = max(at - 1, 0)
                continue
            if answer != "s":
                self._sheets[number] = self._saved(sheet, finding, dismissed=answer == "n")
            at += 1
        return True

    def _answer(self, finding: Finding) -> str:
        while True:
            written: str = click.prompt(KEYS, default="", show_default=False, prompt_suffix=" ＞ ", err=True)
            answer = _ANSWERS.get(written.strip().lower(), "")
            if answer == "?":
                _tell_page(finding.code)
            elif answer:
                return answer

    def _saved(self, sheet: Sheet, finding: Finding, *, dismissed: bool) -> Sheet:
        from gongwen.findings import Disposition
        from gongwen.office.review import decision_on

        kind = Disposition.DISMISSED if dismissed else Disposition.CONFIRMED
        reason = self._ask_reason() if dismissed else ""
        return sheet.saved([decision_on(sheet, finding, kind, self._by, reason=reason, today=today())])

    def _ask_reason(self) -> str:
        from gongwen.office.review import recent_reasons
        from gongwen.report.decisions import bad_reason
        from gongwen.report.pointed import printable

        known = recent_reasons(self._sheets)
        for order, reason in enumerate(known, 1):
            say(f"  {order} {printable(reason)}", err=True)
        told = "驳回的理由" + ("（可以写上面的编号）" if known else "")
        while True:
            written: str = click.prompt(told, default="", show_default=False, err=True)
            numbered = written.strip()
            if numbered.isdecimal() and 1 <= int(numbered) <= len(known):
                return known[int(numbered) - 1]
            trouble = bad_reason(written)
            if not trouble:
                return written
            say(f"  {trouble}", err=True)


def _tell_page(code: str) -> None:
    """说明页里例文之前的话，和头几条要报的例文。"""
    from gongwen.proofing.pages import WRONG, parse_page, read_page

    text = read_page(code)
    wrong = [each.marked for each in parse_page(text).examples if each.section == WRONG]
    shown = [f"例：{marked}" for marked in wrong if "\n" not in marked][:3]
    say("\n".join([text.partition("\n## ")[0].rstrip(), *shown, f"全文见 gongwen explain {code}"]))
