"""本机设置 gongwen.toml：放在运行命令的文件夹里。键用中文，不认识的键报错。"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from gongwen.settings import read_settings

FILE_NAME = "gongwen.toml"


@dataclass(frozen=True, slots=True)
class Config:
    """设置。

    allow_classified：本机经批准，可以处理涉密文件；style：默认版式，None 时用单位的；fonts：字体文件夹；
    preprinted：用印好红头的纸，构建默认套打；strict_fonts：构建默认不许用代用字体。
    """

    allow_classified: bool = False
    style: str | None = None
    fonts: tuple[str, ...] = ()
    preprinted: bool = False
    strict_fonts: bool = False


_CLASSIFIED, _STYLE, _FONTS, _PREPRINTED = "允许涉密", "版式", "字体目录", "套打"
_STRICT_FONTS = "不用代用字体"


def load_config(folder: Path | str) -> Config:
    """读 folder 里的 gongwen.toml；没有这个文件时用默认值。写得不对时引发 UsageError。"""
    path = Path(folder) / FILE_NAME
    if not path.is_file():
        return Config()
    settings = read_settings(path)
    values = settings.values
    settings.refuse_unknown(values, (_CLASSIFIED, _STYLE, _FONTS, _PREPRINTED, _STRICT_FONTS))
    style = values.get(_STYLE)
    return Config(
        allow_classified=settings.typed(values.get(_CLASSIFIED, False), bool, _CLASSIFIED),
        style=None if style is None else settings.typed(style, str, _STYLE),
        fonts=tuple(map(str, settings.typed(values.get(_FONTS, []), list, _FONTS))),
        preprinted=settings.typed(values.get(_PREPRINTED, False), bool, _PREPRINTED),
        strict_fonts=settings.typed(values.get(_STRICT_FONTS, False), bool, _STRICT_FONTS),
    )
