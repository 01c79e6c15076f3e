"""由 PDF 里的字体名认字体种类：小标宋、仿宋、楷体、黑体、宋体。"""

from __future__ import annotations

import re

# 次序有关系：仿宋、标宋的名字里也有“宋”。
_KINDS = (
    ("小标宋", r"小标宋|大标宋|标宋|biaosong|xbs"),
    ("仿宋", r"仿宋|fang|fsong|fzfs|(?:cesi|hy|hk)[_-]?fs"),
    ("楷体", r"楷|kai|fzkt|(?:cesi|hy|hk)[_-]?kt"),
    ("黑体", r"黑|hei|sans|fzht|(?:cesi|hy|hk)[_-]?ht"),
    ("宋体", r"宋|song|simsun|serif|ming|fzss|fzst|(?:cesi|hy|hk)[_-]?s[st]"),
)
_BOLD = re.compile(r"bold|black|heavy|粗", re.IGNORECASE)


def kind_of(name: str) -> str:
    """字体种类；认不出的照写名字。加粗的写明，小标宋的代用字体（粗宋体）也看得出来。"""
    for kind, pattern in _KINDS:
        if re.search(pattern, name, re.IGNORECASE):
            if not _BOLD.search(name) or kind in ("黑体", "小标宋"):
                return kind
            return "粗宋体" if kind == "宋体" else f"{kind}加粗"
    return name or "没有名字的字体"
