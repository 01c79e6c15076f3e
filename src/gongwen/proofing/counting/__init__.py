"""计错办法：办公（办公室制度，默认）与图书。办公的算法就是 ProofResult 的；图书的在 book.py。"""

from __future__ import annotations

from enum import StrEnum

from gongwen.errors import UsageError, nearest


class Counting(StrEnum):
    """用哪一种计错办法。"""

    OFFICE = "office"
    BOOK = "book"

    @property
    def term(self) -> str:
        """中文名，也是 gongwen.toml 里“计错办法”的值。"""
        return {"office": "办公", "book": "图书"}[self.value]

    @property
    def source(self) -> str:
        """依据。"""
        return _SOURCES[self.value]


_SOURCES = {
    "office": (
        "政府办公室工作责任制度第十八条：正文差错超过文件字数万分之三，"
        "或标题、重要人物姓名、重大方针政策有差错的，不通过"
    ),
    "book": (
        "《图书质量管理规定》（新闻出版总署令第26号）第五条、"
        "附件《图书编校质量差错率计算方法》：差错率超过万分之一的，不合格"
    ),
}


def counting_named(name: str) -> Counting:
    """按名字（办公、图书，或 office、book）。不认识时引发 UsageError。"""
    known = {word: each for each in Counting for word in (each.term, each.value)}
    if name not in known:
        close = nearest(name, known)
        hint = f"是不是“{close}”？" if close else ""
        raise UsageError(f"没有计错办法“{name}”", None, f"{hint}可用的：办公、图书")
    return known[name]
