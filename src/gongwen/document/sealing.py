"""用印方式：盖章、签名章、不盖章、不落款。排版留不留位置、审签要不要用印这一步，都看这里。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.document.kinds import Format

if TYPE_CHECKING:
    from gongwen.document.elements import Elements
    from gongwen.document.model import Document

UNSIGNED_FORMATS = (Format.MINUTES, Format.BULLETIN)
"""不署名的格式：没有印章的位置。"""


def sealing_of(document: Document, elements: Elements) -> str:
    """用印方式：所写的；没写时有签名章的、命令格式用签名章，其余盖章。"""
    if elements.sealing is not None:
        return elements.sealing.value
    by_stamp = elements.signature_stamps is not None or document.format is Format.ORDER
    return "签名章" if by_stamp else "盖章"


def is_sealed(document: Document) -> bool:
    """要不要加盖印章；没有要素的不要。"""
    elements = document.elements
    if elements is None or document.format in UNSIGNED_FORMATS:
        return False
    return sealing_of(document, elements) == "盖章"
