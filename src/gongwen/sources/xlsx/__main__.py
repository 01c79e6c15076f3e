"""子进程：标准输入读 .xlsx，标准输出写各格的值（JSON）。见 apart.py。"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from typing import Any

from gongwen.errors import PackageError
from gongwen.sources.xlsx import read_workbook


def main() -> None:
    """读一份 .xlsx。"""
    answer: dict[str, Any]
    try:
        answer = {"sheets": [asdict(sheet) for sheet in read_workbook(sys.stdin.buffer.read(), "xlsx")]}
    except PackageError as error:
        answer = {"problem": error.what, "next_step": error.next_step}
    json.dump(answer, sys.stdout, ensure_ascii=False)


if __name__ == "__main__":
    main()
