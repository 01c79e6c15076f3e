"""本机设置 gongwen.toml：放在运行命令的文件夹里。键用中文，不认识的键报错。"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from gongwen.settings import read_settings

FILE_NAME = "gongwen.toml"


@dataclass(frozen=True, slots=True)
class Config:
    """设置。

    allow_classified：本机经批准，可以处理涉密文件；style：默认版式，None 时用单位的；fonts：字体文件夹。
    """

    allow_classified: bool = False
    style: str | None = None
    fonts: tuple[str, ...] = ()


_CLASSIFIED, _STYLE, _FONTS = "允许涉密", "版式", "字体目录"


def load_config(folder: Path | str) -> Config:
    """读 folder 里的 gongwen.toml；没有这个文件时用默认值。写得不对时引发 UsageError。"""
    path = Path(folder) / FILE_NAME
    if not path.is_file():
        return Config()
    settings = read_settings(path)
    values = settings.values
    settings.refuse_unknown(values, (_CLASSIFIED, _STYLE, _FONTS))
    style = values.get(_STYLE)
    return Config(
        allow_classified=settings.typed(values.get(_CLASSIFIED, False), bool, _CLASSIFIED),
        style=None if style is None else settings.typed(style, str, _STYLE),
        fonts=tuple(map(str, settings.typed(values.get(_FONTS, []), list, _FONTS))),
    )
