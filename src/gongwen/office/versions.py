"""本程序和排版部件的版本。不用 importlib.metadata：它要载入 20 毫秒的网络与邮件模块。"""

from __future__ import annotations

from gongwen.version import VERSION


def gongwen_version() -> str:
    """本程序的版本。"""
    return VERSION


def part_versions() -> dict[str, str]:
    """影响输出字节的部件的版本，连同本程序。"""
    import typst
    import yaml
    from lxml import etree

    return {
        "gongwen": VERSION,
        "typst": str(vars(typst)["__version__"]),
        "lxml": ".".join(map(str, etree.LXML_VERSION[:3])),
        "PyYAML": yaml.__version__,
    }
