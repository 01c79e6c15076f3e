"""命令行的入口：各条命令一个文件，只解析、调用、打印、定退出码。"""

from __future__ import annotations

import gc
import signal
import sys

import click

from gongwen.cli.baseline import baseline_command
from gongwen.cli.build import build_command
from gongwen.cli.chinese import ChineseGroup
from gongwen.cli.common import FAILED, internal_problem, usage_problem
from gongwen.cli.compare import compare_command
from gongwen.cli.doctor import doctor_command
from gongwen.cli.inspect import inspect_command
from gongwen.cli.key import key_command
from gongwen.cli.names import names_command
from gongwen.cli.new import init_command, new_command
from gongwen.cli.proof import proof_command
from gongwen.cli.review import review_command
from gongwen.cli.roster import roster_command
from gongwen.cli.route import route_command
from gongwen.cli.rules import explain_command, rules_command
from gongwen.cli.sheet import sheet_command
from gongwen.cli.show import show_command
from gongwen.cli.sign import sign_command
from gongwen.cli.verify import verify_command
from gongwen.errors import system_reason


def tell_version(context: click.Context, _parameter: click.Parameter, wanted: bool) -> None:
    """打印版本。"""
    if wanted and not context.resilient_parsing:
        from gongwen.office.versions import gongwen_version

        click.echo(f"gongwen {gongwen_version()}")
        context.exit()


@click.group(cls=ChineseGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=tell_version, help="显示版本。"
)
def commands() -> None:
    """公文：起草、校对、排版、流转。

    退出码：0 没有问题；1 写出了，但有差错或空位（签、验：不许、不合）；2 没有办成；3 验的有不能确定的。
    """


commands.add_command(init_command)
commands.add_command(new_command)
commands.add_command(build_command)
commands.add_command(proof_command)
commands.add_command(route_command)
commands.add_command(rules_command)
commands.add_command(explain_command)
commands.add_command(baseline_command)
commands.add_command(review_command)
commands.add_command(compare_command)
commands.add_command(names_command)
commands.add_command(doctor_command)
commands.add_command(inspect_command)
commands.add_command(key_command)
commands.add_command(roster_command)
commands.add_command(sign_command)
commands.add_command(show_command)
commands.add_command(sheet_command)
commands.add_command(verify_command)


def main() -> None:
    """命令行入口。出乎意料的错误也以 2 退出，不与“有差错”的 1 混淆。"""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    signal.signal(signal.SIGTERM, _stopped)
    sys.exit(run())


def _stopped(_signal: int, _frame: object) -> None:
    """被叫停时与 Ctrl-C 一样收拾：临时文件删去，子进程结束。"""
    raise KeyboardInterrupt


def run() -> int:
    """运行一条命令，返回退出码。"""
    gc.set_threshold(100_000, 50, 50)  # 一次性的进程，少做几遍回收，启动快二十几毫秒
    try:
        result = commands.main(standalone_mode=False)
    except click.exceptions.Exit as error:
        return error.exit_code
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
    except click.ClickException as error:
        click.echo(usage_problem(error), err=True)
    except (click.Abort, KeyboardInterrupt):
        click.echo("已中断，没有写完的文件都没有留下", err=True)
    except BrokenPipeError:
        sys.stderr.close()  # 管道另一端先关了（如 | head），不必再说什么
    except OSError as error:
        click.echo(f"错误：输出写不出去：{system_reason(error)}", err=True)
    except Exception as error:  # noqa: BLE001 最后一道，必须接住一切，否则退出码会是 1
        click.echo(internal_problem(error), err=True)
    else:
        return result if isinstance(result, int) else 0
    return FAILED
