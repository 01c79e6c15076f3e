"""排版时才看出来的字体毛病：字形表里面坏了，事先看目录看不出来。"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from gongwen.errors import FontError, Where
from gongwen.sources.reading import shown_path

if TYPE_CHECKING:
    from gongwen.layout.fonts import FontSet

REPLACE = "换一个好的字体文件，或把它移出字体文件夹；哪些字体文件有毛病，运行 gongwen doctor"
# Typst 的报错：`"FandolFang R"` 是家族名
_FAMILY = re.compile(r'font `"(?P<family>[^`]+)"`')
_TYPE3 = b"/Subtype/Type3"


def font_problem(text: str, fonts: FontSet) -> FontError | None:
    """Typst 的报错讲的是字体时，说清是哪个文件；不是时为 None。"""
    found = _FAMILY.search(text)
    if found is None:
        return None
    family = found["family"]
    faces = [*(font.face for font in fonts.roles.values()), *fonts.fallback]
    path = next((face.path for face in faces if face.family == family), None)
    where = Where(shown_path(Path(path))) if path else Where()
    if "restrictive" in text:
        return FontError(f"字体“{family}”自己的授权标记不许嵌入 PDF", where, REPLACE)
    return FontError(f"字体“{family}”损坏，排不出 PDF", where, REPLACE)


def refuse_drawn_glyphs(data: bytes) -> None:
    """PDF 里有 Type 3 字体时引发 FontError：Typst 读不出字形轮廓，印出来是空白。"""
    if _TYPE3 in data:
        raise FontError("有字体损坏，字形画不出来", None, REPLACE)
