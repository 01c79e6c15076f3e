"""子进程：标准输入读 Word 文件，标准输出写它的文字（JSON）。见 apart.py。"""

from __future__ import annotations

import json
import sys
from typing import Any

from gongwen.errors import PackageError
from gongwen.ooxml.apart import packed
from gongwen.ooxml.opening import open_for_reading
from gongwen.ooxml.reader import read_story


def main() -> None:
    """读一份 Word 文件。"""
    try:
        answer: dict[str, Any] = packed(read_story(open_for_reading(sys.stdin.buffer.read(), "Word 文件")))
    except PackageError as error:
        answer = {"problem": error.what, "next_step": error.next_step}
    sys.stdout.write(json.dumps(answer, ensure_ascii=False))


if __name__ == "__main__":
    main()
