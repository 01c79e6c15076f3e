"""用哪一套版式、许不许用代用字体：先看命令，再看本机设置，再看单位资料。"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from gongwen.errors import FontError, StyleError, Where
from gongwen.layout.fonts import substitutes
from gongwen.layout.style import BASE, load_style

if TYPE_CHECKING:
    from gongwen.agency import Agency
    from gongwen.config import Config
    from gongwen.layout.fonts import FontSet
    from gongwen.layout.style import Style


def chosen_style(asked: str | None, config: Config, agency: Agency | None) -> Style:
    """要用的版式；单位资料里的版式文件在它旁边找。没有、写得不对时引发 StyleError。"""
    if asked or config.style or agency is None or not agency.style:
        return load_style(asked or config.style or BASE, Path.cwd())
    try:
        return load_style(agency.style, agency.folder)
    except StyleError as error:
        if error.where.path is not None:
            raise
        where = Where(str(agency.path), key="版式")
        raise StyleError(error.what, where, error.next_step) from error


def refuse_substitutes(fonts: FontSet, style: Style, *, asked: bool | None, config: Config) -> None:
    """要求不用代用字体（asked 为 None 时照本机设置）而用了的，引发 FontError。"""
    used = substitutes(fonts)
    if not used or not (config.strict_fonts if asked is None else asked):
        return
    listed = "；".join(
        f"{font.term}没有{style.fonts[font.role].docx}一类的字体，只有代用的 {font.face.family}"
        for font in used
    )
    loosen = "去掉 --strict-fonts" if asked else "把 gongwen.toml 的“不用代用字体”改成 false"
    raise FontError(
        f"要求不用代用字体，而{listed}", None, f"装上该用的字体（怎样取得，运行 gongwen doctor），或{loosen}"
    )
