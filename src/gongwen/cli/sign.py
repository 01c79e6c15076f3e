"""gongwen sign。"""

from __future__ import annotations

import sys
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from gongwen.cli.chinese import ChineseCommand
from gongwen.cli.common import current_agency, current_config, failures_reported, form_option, say
from gongwen.cli.passphrase import passphrase_option, passphrase_source
from gongwen.cli.review import at_terminal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.errors import RefusedError
    from gongwen.office.sign import Signing, SignRequest
    from gongwen.report.signing_facts import Look

REFUSED = 1
_YES = frozenset(("y", "yes", "是", "确认"))


@click.command("sign", cls=ChineseCommand)
@click.argument("case", type=click.Path(path_type=Path), metavar="案卷")
@click.option("--step", metavar="步骤", help="哪一步：标识或名称；不写是轮到的那一步。")
@click.option("--as", "actor", metavar="姓名", help="谁办的。")
@click.option("--decision", metavar="决定", help="同意、修改、圈阅、退回、签发……；不写只看，不签。")
@click.option("--comment", metavar="意见", help="意见。")
@click.option("--reason", metavar="理由", help="退回的理由。")
@click.option("--return-to", metavar="步骤", help="退回到哪一步；不写是从头办。")
@click.option("--party", metavar="机关", help="代表哪个机关：会签、联合行文的签发。")
@click.option("--on-behalf-of", metavar="姓名", help="受谁委托；先在名册里登记委托。")
@click.option("--number", metavar="字号", help="登记的发文字号。")
@click.option("--meeting", metavar="会议", help="讨论通过的会议。")
@click.option("--on", metavar="日期", help="会议、口头同意、纸上手签的日期，如 2026-05-08。")
@click.option("--how", metavar="经过", help="待补签的：怎样请示、怎样答复的。")
@click.option("--seal", metavar="印章", help="用哪一枚印章。")
@click.option("--copies", type=int, metavar="份数", help="用印、印制的份数。")
@click.option("--approved-by", multiple=True, metavar="姓名", help="用印审批单上批准的人，可以写几次。")
@click.option("--waive", "waived", multiple=True, metavar="指纹=理由", help="具名放行一处差错，可以写几次。")
@click.option("--condition", "conditions", multiple=True, metavar="情形", help="添上一种情形，可以写几次。")
@click.option(
    "--from-sheet",
    "sheet",
    type=click.Path(path_type=Path),
    metavar="扫描件",
    help="手签的发文稿纸（PDF 或图片），由 --registrar 登记。",
)
@click.option("--registrar", metavar="姓名", help="登记手签的、口头同意的人；由他签名。")
@click.option(
    "--key",
    "key_file",
    type=click.Path(path_type=Path),
    metavar="文件",
    help="钥匙文件；不写的在钥匙文件夹里找。",
)
@passphrase_option
@click.option("--yes", is_flag=True, help="不再问，直接签。")
@form_option
def sign_command(
    *,
    case: Path,
    decision: str | None,
    waived: tuple[str, ...],
    on: str | None,
    sheet: Path | None,
    key_file: Path | None,
    passphrase_fd: int | None,
    yes: bool,
    form: str,
    **given: Any,
) -> None:
    """签批：看一件公文签的是什么、轮到谁，记下一步。

    不写 --decision 只看，列出现在可以办的各步和照抄就能用的命令；写了的，确认以后记在流转清单末尾。

    退出码：0 签好了（或看完了）；1 不许签（路线、名册不许，文件变了），什么也没有写；2 没有办成。
    """
    from gongwen.office.look import look
    from gongwen.office.sign import signing_here

    with failures_reported(), _refusals_reported(form):
        request = _request(decision, waived, on, sheet, given)
        _refuse_pipe(asked=request is not None and not yes)
        signing = signing_here(Path.cwd(), current_agency(), passphrase_source(passphrase_fd), key_file)
        seen = look(
            case,
            signing.roster,
            config=current_config(),
            agency=signing.agency,
            compare=request is None or form == "human",
        )
        if request is None:
            _show(seen, form)
        else:
            _sign(case, request, signing, seen, form, yes=yes)


def _request(
    decision: str | None,
    waived: tuple[str, ...],
    on: str | None,
    sheet: Path | None,
    given: dict[str, Any],
) -> SignRequest | None:
    """要签的一步；没有写 --decision 的为 None。"""
    from gongwen.errors import UsageError

    told: dict[str, Any] = {
        key: value.strip() if isinstance(value, str) else value for key, value in given.items()
    }
    written = {key: value for key, value in told.items() if value not in (None, (), "")}
    if decision is None:
        if written or waived or on or sheet:
            raise UsageError("没有写 --decision，不知道要签什么", None, "写上 --decision；只看的，别的都不写")
        return None
    if "actor" not in written:
        raise UsageError("没有写是谁办的", None, "写上 --as 姓名")
    from gongwen.office.sheets import read_sheet
    from gongwen.office.sign import SignRequest

    return SignRequest(
        decision=decision,
        waive=tuple(map(_waiver, waived)),
        on=_day(on) if on else None,
        sheet=read_sheet(sheet) if sheet else None,
        **written,
    )


def _waiver(written: str) -> tuple[str, str]:
    from gongwen.errors import UsageError

    fingerprint, _, reason = written.partition("=")
    if not reason.strip():
        raise UsageError(f"--waive “{written}”没有写理由", None, "写成 --waive 指纹=理由")
    return fingerprint.strip(), reason.strip()


def _day(written: str) -> date:
    from gongwen.errors import UsageError

    try:
        day = date.fromisoformat(written)
    except ValueError:
        day = None
    if day is None or day.isoformat() != written:
        raise UsageError(f"日期“{written}”读不懂", None, "写成 2026-05-08 这样")
    return day


def _refuse_pipe(*, asked: bool) -> None:
    from gongwen.errors import UsageError

    if asked and not at_terminal():
        raise UsageError("要在终端里确认，标准输入不是终端", None, "看过无误的，加上 --yes")


def _show(seen: Look, form: str) -> None:
    from gongwen.office.versions import gongwen_version

    if form == "json":
        from gongwen.report.sign_json import look_json

        click.echo(look_json(seen, gongwen_version()), nl=False)
        return
    from gongwen.report.sign_text import look_text

    _tell(seen.notices)
    click.echo(look_text(seen), nl=False)


def _sign(case: Path, request: SignRequest, signing: Signing, seen: Look, form: str, *, yes: bool) -> None:
    from gongwen.office.sign import rehearse, sign
    from gongwen.office.versions import gongwen_version
    from gongwen.report.sign_text import brief_text, planned_text, signed_text

    step = rehearse(seen.manifest, request, signing, seen.seen_at)
    if form == "human":
        _tell(seen.notices)
        click.echo(brief_text(seen), nl=False)
        click.echo(planned_text(seen, step), nl=False)
    if not yes and not _confirmed():
        say("没有签", err=True)
        sys.exit(REFUSED)
    done = sign(case, request, signing, seen=seen, config=current_config())
    if form == "json":
        from gongwen.report.sign_json import signed_json

        click.echo(signed_json(done, gongwen_version()), nl=False)
        return
    _tell(tuple(each for each in done.notices if each not in seen.notices))
    click.echo(signed_text(done), nl=False)


def _confirmed() -> bool:
    answer: str = click.prompt("确认签批？（y/n）", default="n", show_default=False, err=True)
    return answer.strip().lower() in _YES


def _tell(notices: tuple[str, ...]) -> None:
    from gongwen.report.pointed import printable

    for notice in notices:
        for line in notice.splitlines():
            say(f"说明：{printable(line)}", err=True)


@contextmanager
def _refusals_reported(form: str) -> Iterator[None]:
    """不许签的，说明理由和可以怎样，以 1 退出。"""
    from gongwen.errors import RefusedError

    try:
        yield
    except RefusedError as error:
        _tell_refusal(error, form)
        sys.exit(REFUSED)


def _tell_refusal(error: RefusedError, form: str) -> None:
    from gongwen.report.pointed import printable

    if form == "json":
        from gongwen.office.versions import gongwen_version
        from gongwen.report.sign_json import refused_json

        where = f"{error.where}：" if str(error.where) else ""
        click.echo(refused_json(f"{where}{error.what}", error.next_step, gongwen_version()), nl=False)
        return
    say("\n".join(printable(line) for line in f"不许签：{error}".splitlines()), err=True)
