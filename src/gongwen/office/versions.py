"""本程序和排版部件的版本。"""

from __future__ import annotations

from functools import cache
from importlib.metadata import PackageNotFoundError, version

PARTS = ("typst", "python-docx", "PyYAML")


@cache
def gongwen_version() -> str:
    """本程序的版本；没有安装（直接从源码目录运行）时为 0。"""
    try:
        return version("gongwen")
    except PackageNotFoundError:
        return "0"


def part_versions() -> dict[str, str]:
    """影响输出字节的部件的版本，连同本程序。"""
    return {"gongwen": gongwen_version(), **{part: version(part) for part in PARTS}}
