"""子进程：标准输入读 PDF，标准输出写量得的数（JSON）。见 apart.py。"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict

from gongwen.errors import SourceError
from gongwen.layout.measure import take


def main() -> None:
    """量一份 PDF。"""
    try:
        answer = asdict(take(sys.stdin.buffer.read(), "PDF"))
    except SourceError as error:
        answer = {"problem": error.what, "next_step": error.next_step}
    json.dump(answer, sys.stdout, ensure_ascii=False)


if __name__ == "__main__":
    main()
