"""gongwen new、gongwen init。"""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gongwen.cli.chinese import ChineseCommand
from gongwen.cli.common import current_agency, current_config, failures_reported, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongwen.drafting.template import Field, Template
    from gongwen.office.new import Drafted


FROM_EXAMPLE = "由旧文件起草：gongwen new --from 去年的通知.md"


@click.command("new", cls=ChineseCommand)
@click.argument("kind", required=False, metavar="[模板]")
@click.option(
    "-o", "--out", type=click.Path(path_type=Path), metavar="文件", help="写成哪个文件；默认“模板名.md”。"
)
@click.option("--set", "pairs", multiple=True, metavar="键=值", help="填一个字段，可以写几次。")
@click.option(
    "--from",
    "old",
    type=click.Path(path_type=Path),
    metavar="文件",
    help="由去年的草稿，或贴来的文字（.txt）起草。",
)
@click.option("--ask", is_flag=True, help="逐个字段提问：回车用方括号里的值或留空，写 - 不用它。")
@click.option("--list", "listing", is_flag=True, help="列出全部模板；写上模板名，列出它的字段。")
def new_command(
    *, kind: str | None, out: Path | None, pairs: tuple[str, ...], old: Path | None, ask: bool, listing: bool
) -> None:
    """由模板或旧文件起草一份新草稿。没有填的地方写作【待填：…】。"""
    from gongwen.errors import UsageError
    from gongwen.office.new import new_draft, open_shelf

    with failures_reported():
        agency = current_agency()
        if old is not None:
            if kind is not None or pairs or ask or listing:
                raise UsageError("--from 单独用，不和模板名、--set、--ask、--list 一起", None, FROM_EXAMPLE)
            _tell(_from(old, out))
            return
        if listing and (pairs or ask or out is not None):
            raise UsageError("--list 只列出，不和 --set、--ask、-o 一起", None, "去掉其余的选项")
        if listing and kind is None:
            _tell_list(*open_shelf(agency).readable())
            return
        if kind is None:
            raise UsageError("没有写模板的名字", None, "如 gongwen new 请示；全部模板见 gongwen new --list")
        if listing:
            _tell_fields(open_shelf(agency).find(kind))
            return
        drafted = new_draft(kind, set_values(pairs), out=out, agency=agency, ask=_ask if ask else None)
    _tell(drafted)


def _from(old: Path, out: Path | None) -> Drafted:
    from gongwen.office.renew import draft_from

    return draft_from(old, out=out, config=current_config())


def set_values(pairs: Sequence[str]) -> dict[str, str]:
    """--set 的各对；同一个键写了两次、没有等号时引发 UsageError。"""
    from gongwen.errors import UsageError

    values: dict[str, str] = {}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        key = key.strip()
        if not equals or not key:
            raise UsageError(f"--set “{pair}”不是“键=值”", None, "如 --set 事由=做好汛期值班工作")
        if key in values:
            raise UsageError(f"--set “{key}”写了两次", None, "留下一个")
        values[key] = value
    return values


def _ask(field: Field, known: str) -> str:
    """问一个字段，到值可用为止。"""
    choices = f"，可选：{'、'.join(field.choices)}" if field.choices else ""
    told = field.prompt if field.prompt != field.name else choices[1:]
    prompt = f"{field.name}（{told}{choices if told == field.prompt else ''}）" if told else field.name
    while True:
        answer: str = click.prompt(prompt, default=known, show_default=bool(known), err=True)
        answer = "" if answer.strip() == "-" else answer
        if not answer or not field.choices or answer in field.choices:
            return answer
        say(f"  要写{'、'.join(field.choices)}之一", err=True)


def _tell(drafted: Drafted) -> None:
    from gongwen.report.human import printable
    from gongwen.sources.reading import shown_path

    for notice in drafted.notices:
        say(printable(notice) if notice.startswith(" ") else f"说明：{printable(notice)}", err=True)
    for path in drafted.paths:
        say(f"写出 {printable(shown_path(path))}")
    if drafted.placeholders:
        say(f"还要填 {len(drafted.placeholders)} 处：")
        for place in drafted.placeholders:
            say(f"  {printable(place)}")
    say(f"填好之后：gongwen build {printable(shown_path(drafted.paths[0]))}")


def _tell_list(found: Sequence[Template], problems: Sequence[str]) -> None:
    from gongwen.report.human import printable

    for problem in problems:
        say(f"说明：{printable(problem)}", err=True)
    for group, items in groupby(sorted(found, key=_shelf_place), key=lambda item: item.group):
        say(group)
        for item in items:
            also = f"（也叫{'、'.join(item.aliases)}）" if item.aliases else ""
            say(f"  {item.name}{also}：{item.summary}")
    say(f"共 {len(found)} 个模板。各有哪些字段：gongwen new 请示 --list")


def _shelf_place(template: Template) -> tuple[int, str]:
    """随程序的分类按这个次序，单位自己的分类在前。"""
    order = ("十五种公文", "会议", "制度与转发", "信息简报", "函件证明", "文稿")
    return (order.index(template.group) if template.group in order else -1, template.group)


def _tell_fields(template: Template) -> None:
    say(f"{template.name}：{template.summary}")
    for field in template.fields:
        notes = [f"可选：{'、'.join(field.choices)}"] if field.choices else []
        notes += [f"默认：{field.default}"] if field.default else []
        notes += ["可空"] if field.optional else []
        say(f"  {field.name}：{field.prompt}" + (f"（{'；'.join(notes)}）" if notes else ""))


@click.command("init", cls=ChineseCommand)
@click.option("--set", "pairs", multiple=True, metavar="键=值", help="直接给出一项，不再问；可以写几次。")
@click.option("--no-ask", is_flag=True, help="不提问，只用 --set 给出的。")
def init_command(pairs: tuple[str, ...], no_ask: bool) -> None:
    """建立单位资料 office.toml：名称、机关代字、常用主送抄送、印发机关、人员。"""
    from gongwen.agency import FILE_NAME
    from gongwen.office.init import QUESTIONS, write_office
    from gongwen.office.write_new import refuse_existing

    with failures_reported():
        refuse_existing([Path(FILE_NAME)])
        answers = set_values(pairs)
        for question in QUESTIONS:
            if question.key not in answers and not no_ask:
                prompt = f"{question.key}（{question.prompt}）"
                answers[question.key] = click.prompt(prompt, default="", show_default=False, err=True)
        agency = write_office(answers)
    say(f"写出 {agency.path.name}：{agency.name}，人员 {len(agency.people)} 名")
    for key in ("主送", "抄送"):
        for name in agency.group_names(key):
            say(f"  {key}（{name}）：{'，'.join(agency.group(key, name))}")
    for person in agency.people:
        say(
            "  " + "　".join(part for part in (person.name, person.post, *person.roles, person.phone) if part)
        )
    say("可以用文本编辑器接着改；起草：gongwen new 通知")
