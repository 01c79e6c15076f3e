"""单位配置 gongwen.toml：放在运行命令的文件夹里。键用中文，不认识的键报错。"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gongwen.errors import UsageError, Where, nearest

FILE_NAME = "gongwen.toml"
# TOML 的裸键只能是 ASCII；汉字的键替用户加上引号。
_HAN_KEY = re.compile(r"(?m)^[ \t]*([一-鿿]+)(?=[ \t]*=)")


@dataclass(frozen=True, slots=True)
class Config:
    """配置。allow_classified：本机经批准，可以处理涉密文件；style：默认版式；fonts：字体文件夹。"""

    allow_classified: bool = False
    style: str = "gbt9704"
    fonts: tuple[str, ...] = ()


_KEYS: dict[str, tuple[str, type]] = {
    "允许涉密": ("allow_classified", bool),
    "版式": ("style", str),
    "字体目录": ("fonts", list),
}


def load_config(folder: Path | str) -> Config:
    """读 folder 里的 gongwen.toml；没有这个文件时用默认值。写得不对时引发 UsageError。"""
    path = Path(folder) / FILE_NAME
    if not path.is_file():
        return Config()
    try:
        text = path.read_text(encoding="utf-8-sig")
        values = tomllib.loads(_HAN_KEY.sub(r'"\1"', text))
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        where = Where(str(path), int(line[1]) if line else None)
        raise UsageError(
            "配置读不了：不合 TOML 格式", where, "每行写“键 = 值”，文字加英文引号，开关写 true 或 false"
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            "配置读不了：不是 UTF-8 文本，或没有权限", Where(str(path)), "检查权限，并存为 UTF-8 编码"
        ) from error
    return Config(**_checked(values, path))


def _checked(values: dict[str, Any], path: Path) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in values.items():
        if key not in _KEYS:
            close = nearest(key, _KEYS)
            hint = f"是不是“{close}”？" if close else ""
            raise UsageError(
                f"不认识的键“{key}”", Where(str(path), key=key), f"{hint}可用的键：{'、'.join(_KEYS)}"
            )
        name, wanted = _KEYS[key]
        if not isinstance(value, wanted):
            shape = {bool: "true 或 false", str: "文字", list: "列表"}[wanted]
            raise UsageError(f"“{key}”的值不对", Where(str(path), key=key), f"应为{shape}")
        found[name] = tuple(str(item) for item in value) if isinstance(value, list) else value
    return found
