"""发文稿纸的尺寸：sheet.toml 里的各数，都换成 pt。"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from gongwen.units import mm

if TYPE_CHECKING:
    from collections.abc import Mapping

_TABLE = Path(__file__).with_name("sheet.toml")
_SCALE = {"mm": mm(1), "pt": 1.0}


@cache
def measures() -> Mapping[str, float]:
    """尺寸的名字到 pt。"""
    tables = tomllib.loads(_TABLE.read_text(encoding="utf-8"))
    return {key: value * _SCALE[unit] for unit, table in tables.items() for key, value in table.items()}


def table_width() -> float:
    """表格的宽，pt。"""
    sizes = measures()
    return sizes["page_width"] - sizes["left"] - sizes["right"]


def page_room() -> float:
    """一页版心的高，pt。"""
    sizes = measures()
    return sizes["page_height"] - sizes["top"] - sizes["bottom"]
