"""gongwen key。"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from gongwen.cli.chinese import ChineseGroup
from gongwen.cli.common import failures_reported, form_option, say
from gongwen.cli.passphrase import passphrase_option, passphrase_source


@click.group("key", cls=ChineseGroup)
def key_command() -> None:
    """签名的钥匙：各人一把，自己保管，用口令加密。

    放在 ~/.gongwen/keys，环境变量 GONGWEN_KEYS 可以另指。
    """


@key_command.command("new")
@click.argument("name", metavar="姓名")
@click.option(
    "-o", "--out", type=click.Path(path_type=Path), metavar="文件", help="写成哪个文件；默认在钥匙文件夹里。"
)
@passphrase_option
def new_command(name: str, out: Path | None, passphrase_fd: int | None) -> None:
    """给一个人新建一把钥匙，打印公钥。

    口令至少 8 个字符，问两遍；忘了找不回来，只能停用这一把、另建。退出码：0 建好了；2 没有办成。
    """
    from shlex import quote

    from gongwen.office.keys import create_key
    from gongwen.report.pointed import printable
    from gongwen.signoff.keys import public_text
    from gongwen.sources.reading import shown_path

    with failures_reported():
        passphrase = passphrase_source(passphrase_fd).fresh("口令（至少 8 个字符，输入不显示）")
        made = create_key(name, passphrase, out)
    say(f"钥匙文件：{printable(shown_path(made.path))}（标识 {made.keyid}）")
    say("只有你读得到。连同口令备份好：丢了、忘了都找不回来")
    say(f"公钥：{public_text(made.public_key)}")
    shown = name if name.isalnum() else quote(name)
    say(f"下一步，由管名册的人运行：gongwen roster add {shown} --key {public_text(made.public_key)}")


@key_command.command("list")
@form_option
def list_command(form: str) -> None:
    """列出本机钥匙文件夹里的钥匙，不用口令。

    退出码：0 都能用；1 有不能用的；2 没有办成。
    """
    from gongwen.office.keys import key_folder, list_keys
    from gongwen.report.keys_text import keys_json, keys_text

    with failures_reported():
        found = list_keys()
    if form == "json":
        click.echo(keys_json(found), nl=False)
    else:
        click.echo(keys_text(found, key_folder()), nl=False)
    sys.exit(int(any(each.problem for each in found)))
