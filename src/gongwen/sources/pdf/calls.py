"""直接调用 PDFium 的几个函数：一个字要问五六次，照 ctypes 的类型转换，时间一半花在转换上。"""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    import pypdfium2


class TextCalls:
    """一面文字的几样：参数是第几个字。origin、box 填进 x、y、edges。"""

    def __init__(self, raw: Any, text: pypdfium2.PdfTextPage) -> None:
        self.handle = ctypes.cast(text.raw, ctypes.c_void_p).value or 0
        self.x, self.y, self.edges = ctypes.c_double(), ctypes.c_double(), raw.FS_RECTF()
        self.to_x, self.to_y = ctypes.addressof(self.x), ctypes.addressof(self.y)
        self.to_edges = ctypes.addressof(self.edges)
        self.code = _plain(raw.FPDFText_GetUnicode, ctypes.c_uint, 0)
        self.unmapped = _plain(raw.FPDFText_HasUnicodeMapError, ctypes.c_int, 0)
        self.generated = _plain(raw.FPDFText_IsGenerated, ctypes.c_int, 0)
        self.object_at = _plain(raw.FPDFText_GetTextObject, ctypes.c_void_p, 0)
        self.origin = _plain(raw.FPDFText_GetCharOrigin, ctypes.c_int, 2)
        self.box = _plain(raw.FPDFText_GetLooseCharBox, ctypes.c_int, 1)


def _plain(function: Any, result: Any, filled: int) -> Callable[..., Any]:
    """同一个函数，指针一律按地址传。filled 是要填的有几样。"""
    prototype = ctypes.CFUNCTYPE(result, ctypes.c_void_p, ctypes.c_int, *[ctypes.c_void_p] * filled)
    return prototype(ctypes.cast(function, ctypes.c_void_p).value or 0)
