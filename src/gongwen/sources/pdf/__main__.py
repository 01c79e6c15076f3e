"""子进程：标准输入读 PDF，标准输出写它的文字（JSON）。见 apart.py。"""

from __future__ import annotations

import json
import sys
from typing import Any

from gongwen.errors import SourceError
from gongwen.sources.pdf.reading import extract


def main() -> None:
    """读一份 PDF。"""
    answer: dict[str, Any]
    try:
        answer = extract(sys.stdin.buffer.read())
    except SourceError as error:
        answer = {"problem": error.what, "next_step": error.next_step}
    sys.stdout.write(json.dumps(answer, ensure_ascii=False))


if __name__ == "__main__":
    main()
