"""python -m gongwen.signoff.verify 清单 [--roster 名册] [--receipts 登记簿] [--json]：谁都可以验。"""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn

from gongwen.errors import GongwenError
from gongwen.signoff.verify import verify
from gongwen.signoff.verify.folder import (
    MAX_MANIFEST,
    digests_beside,
    files_beside,
    find_manifest,
    read,
    read_register,
    read_roster,
    sheets_beside,
)
from gongwen.signoff.verify.words import json_of, safe, statement_lines, statement_table
from gongwen.sources.reading import shown_path

FAILED = 2
_HELP = """\
用法：python -P -m gongwen.signoff.verify 清单或文件夹 [--roster 名册] [--receipts 登记簿] [--json]

验一份流转清单（.manifest.jsonl），不联网。名册、登记簿向单位要；清单记的 PDF、DOCX 放在清单旁边就一起比。

  --roster 文件    签字名册 roster.toml；没有的，由谁签的看不了
  --receipts 文件  回执登记簿 receipts.jsonl；没有的，末尾有没有被切掉看不了
  --json           写成 JSON
  -h, --help       这段话

退出码：0 都合；1 有不合；3 没有不合，有不能确定的；2 没有验成。
"""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        sys.stderr.write(f"错误：参数写得不对（{safe(message)}）\n\n{_HELP}\n")
        sys.exit(FAILED)


def main(arguments: list[str] | None = None) -> int:
    """验一份，打印结论，返回退出码。"""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    parser = _Parser(prog="python -m gongwen.signoff.verify", add_help=False, allow_abbrev=False)
    parser.add_argument("manifest", type=Path, nargs="?")
    parser.add_argument("--roster", type=Path)
    parser.add_argument("--receipts", type=Path)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("-h", "--help", action="store_true")
    given = parser.parse_args(arguments)
    if given.help:
        sys.stdout.write(_HELP)
        return 0
    if given.manifest is None:
        parser.error("没有写清单")
    try:
        return _run(given)
    except GongwenError as error:
        problem = f"错误：{error}"
    except BrokenPipeError:
        sys.stderr.close()  # 管道另一端先关了（如 | head），不必再说什么
        return FAILED
    except Exception as error:  # noqa: BLE001 最后一道：出了意外不能以 1 退出，那是“有不合”
        problem = f"错误：程序出了意外，没有验成：{type(error).__name__}: {error}"
    sys.stderr.write("\n".join(map(safe, problem.splitlines())) + "\n")
    return FAILED


def _run(given: argparse.Namespace) -> int:
    path = find_manifest(given.manifest)
    statement = verify(
        read(path, "清单", MAX_MANIFEST),
        shown_path(path),
        read_roster(given.roster) if given.roster else None,
        receipts=read_register(given.receipts) if given.receipts else None,
        files=digests_beside(path),
        sheets=sheets_beside(path),
        others=files_beside(path),
        now=datetime.now(UTC),
    )
    if given.json:
        text = json_of(statement_table(statement))
    else:
        text = "\n".join(each.text for each in statement_lines(statement))
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
    return statement.exit_code


if __name__ == "__main__":
    sys.exit(main())
