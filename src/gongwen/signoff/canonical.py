"""规范 JSON（RFC 8785）：同样的内容只有一种写法，所以改一个字节就对不上摘要。"""

from __future__ import annotations

import json
import re
from typing import Any

# 小数、很大的整数，和 BMP 以外的字（键的次序不同）；文字里碰巧有的也算，无非慢一点
_NUMBER = re.compile(rb"[:\[,]-?\d+(?:[.eE]|\d{15})")
_ASTRAL = (b"\xf0", b"\xf1", b"\xf2", b"\xf3", b"\xf4")


def canonical(value: Any) -> bytes:
    """value 的规范 JSON。写不成的引发 ValueError、TypeError、RecursionError。

    只有文字、不大的整数、真假和空的，标准库排了键写出来的就是规范的，快二十倍；其余的由 rfc8785 写。
    """
    plain = json.dumps(
        value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
    ).encode()
    scalar = not isinstance(value, dict | list)
    if scalar or any(each in plain for each in _ASTRAL) or _NUMBER.search(plain):
        import rfc8785

        return rfc8785.dumps(value)
    return plain
