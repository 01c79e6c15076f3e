"""涉密文件不进普通计算机：默认拒绝，单位在本机配置中明确允许的除外。"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gongwen.config import FILE_NAME
from gongwen.errors import ClassifiedError, place

if TYPE_CHECKING:
    from gongwen.config import Config
    from gongwen.spans import SourceText

_KEY = re.compile(r"^密级[ \t]*:[ \t]*[\"']?(?:绝密|机密|秘密)", re.MULTILINE)
_MARK = re.compile(r"^[ \t　]*(?:绝密|机密|秘密)[ \t　]*(?:[★☆▲].{0,12})?[ \t　]*\r?$", re.MULTILINE)
_HEAD = 2000
# 版头在开头；正文深处提到“机密”二字不是标密。


def refuse_classified(source: SourceText, config: Config) -> None:
    """开头标有密级的文件，配置没有允许时引发 ClassifiedError。报错不带文件内容。"""
    if config.allow_classified:
        return
    head = source.text[:_HEAD]
    found = _KEY.search(head) or _MARK.search(head)
    if found is None:
        return
    from gongwen.spans import Span

    raise ClassifiedError(
        "标有密级，不予处理：涉密文件不进普通计算机",
        place(source, Span(found.start(), found.start()), "密级"),
        f"在批准的涉密计算机上办理，并在该机的 {FILE_NAME} 中写“允许涉密 = true”；误标的删去密级",
    )
