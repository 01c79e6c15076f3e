"""涉密文件不进普通计算机：默认拒绝，单位在本机配置中明确允许的除外。"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gongwen.config import FILE_NAME
from gongwen.errors import ClassifiedError, place
from gongwen.spans import Span

if TYPE_CHECKING:
    from gongwen.config import Config
    from gongwen.document.model import Document
    from gongwen.spans import SourceText

_GRADE = r"(?:绝\s*密|机\s*密|秘\s*密)"
_START, _END = r"(?:\A|(?<=[\r\n]))", r"(?=[\r\n]|\Z)"
_KEY = re.compile(rf"{_START}密级[ \t]*:[ \t]*[\"']?{_GRADE}")
_MARK = re.compile(rf"{_START}[ \t　]*{_GRADE}[ \t　]*(?:[★☆▲].{{0,12}})?[ \t　]*{_END}")
# 写在“密级”键里的，只要带“密”字都不办（“絕密”之类的写法也在内），明说不涉密的除外。
_NOT_SECRET = re.compile(r"非密|不涉密|非涉密|无密级")
_HEAD = 2000
# 版头在开头；正文深处提到“机密”二字不是标密。


def refuse_marked(source: SourceText, config: Config) -> None:
    """开头标有密级的原文，配置没有允许时引发 ClassifiedError。报错不带文件内容。"""
    if config.allow_classified:
        return
    head = source.text[:_HEAD]
    found = _KEY.search(head) or _MARK.search(head)
    if found is not None:
        raise _refusal(source, Span(found.start(), found.start()))


def refuse_classified(document: Document, config: Config) -> None:
    """“密级”键写了密级的公文（不论怎么写），及标有密级的附件，配置没有允许时引发 ClassifiedError。"""
    if config.allow_classified:
        return
    secrecy = document.elements.secrecy if document.elements else None
    if secrecy is not None and "密" in secrecy.value and not _NOT_SECRET.search(secrecy.value):
        raise _refusal(document.source, secrecy.span)
    for source in document.sources():
        refuse_marked(source, config)


def _refusal(source: SourceText, span: Span) -> ClassifiedError:
    return ClassifiedError(
        "标有密级，不予处理：涉密文件不进普通计算机",
        place(source, span, "密级"),
        f"在批准的涉密计算机上办理，并在该机的 {FILE_NAME} 中写“允许涉密 = true”；误标的删去密级",
    )
