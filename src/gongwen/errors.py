"""本包抛出的错误。

GongwenError                什么不对、在哪里、现在怎么办
├── UsageError              参数或配置不对
├── SourceError             文件读不了：不存在、不是文本、太大
├── DraftError              草稿写得不对：键、取值、附件、图片
├── ClassifiedError         涉密文件，按规定不予处理
├── StyleError              版式文件不存在或写得不对
├── FontError               缺字体，或某字没有字体能印
├── LayoutError             排不出版面
├── PackageError            Word 文件打不开或不安全
├── TemplateError           模板写得不对
├── ManifestError           流转清单读写不了
├── RefusedError            这一步不许办：路线、名册、钥匙不合
├── KeyFileError            签名的钥匙打不开：没有、口令不对、写得不对
├── DecisionsError          核定的记录读不了或写得不对
└── OutputError             结果写不出去
"""

from __future__ import annotations

import errno
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gongwen.spans import SourceText, Span


@dataclass(frozen=True, slots=True)
class Where:
    """出错的地方：文件、行、列、键；不知道的为 None。"""

    path: str | None = None
    line: int | None = None
    column: int | None = None
    key: str | None = None

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.path, self.line, self.column) if part is not None)
        key = f"键“{self.key}”" if self.key else ""
        return " ".join(part for part in (place, key) if part)


class GongwenError(Exception):
    """什么不对（what）、在哪里（where）、现在怎么办（next_step）。"""

    def __init__(self, what: str, where: Where | None = None, next_step: str | None = None) -> None:
        self.what = what
        self.where = where or Where()
        self.next_step = next_step
        super().__init__(str(self))

    def __str__(self) -> str:
        place = str(self.where)
        lines = [f"{place}：{self.what}" if place else self.what]
        if self.next_step:
            lines.append(f"  → {self.next_step}")
        return "\n".join(lines)


class UsageError(GongwenError):
    """参数或配置不对。"""


class SourceError(GongwenError):
    """文件读不了。"""


class DraftError(GongwenError):
    """草稿写得不对，无法排印。file 是所引用而打不开的文件，与此无关时为 None。"""

    def __init__(
        self, what: str, where: Where | None = None, next_step: str | None = None, *, file: str | None = None
    ) -> None:
        super().__init__(what, where, next_step)
        self.file = file


class ClassifiedError(GongwenError):
    """涉密文件，按规定不予处理（办公室制度：涉密文件不进普通计算机）。"""


class StyleError(GongwenError):
    """版式文件不存在或写得不对。"""


class FontError(GongwenError):
    """缺字体，或某字没有字体能印。"""


class LayoutError(GongwenError):
    """排不出版面。"""


class PackageError(GongwenError):
    """Word 文件打不开或不安全：不是 .docx、损坏、太大，或带宏、外部链接、嵌入对象。"""


class TemplateError(GongwenError):
    """模板写得不对：用了没有的名字，或写了模板里不许写的东西。"""


class ManifestError(GongwenError):
    """流转清单读写不了。"""


class RefusedError(GongwenError):
    """这一步不许办：路线、名册、钥匙不合。next_step 说明可以怎样。"""


class KeyFileError(GongwenError):
    """签名的钥匙打不开：没有这个文件、口令不对、写得不对。"""


class DecisionsError(GongwenError):
    """核定的记录读不了或写得不对。"""


class OutputError(GongwenError):
    """结果写不出去。"""


_REASONS = {
    errno.ENOSPC: "磁盘满了",
    errno.EDQUOT: "磁盘配额用完了",
    errno.EFBIG: "文件大小到了上限",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "文件夹是只读的",
    errno.EEXIST: "那里有个同名的文件，不是文件夹",
    errno.ENOTDIR: "路径中有一段是文件，不是文件夹",
    errno.ENAMETOOLONG: "文件名太长",
    errno.EIO: "磁盘读写出错",
}


def system_reason(error: OSError) -> str:
    """系统错误的中文说法。"""
    return _REASONS.get(error.errno or 0, f"系统错误 {error.errno}")


def place(source: SourceText, span: Span | None, key: str | None = None) -> Where:
    """把原文区间换成错误位置。"""
    if span is None:
        return Where(path=source.name, key=key)
    line, column = source.position(span.start)
    return Where(source.name, line, column, key)


def nearest(word: str, valid: Iterable[str]) -> str | None:
    """与 word 最接近的有效名字；都不像时为 None。"""
    from difflib import SequenceMatcher, get_close_matches  # 只在报错时用

    found = get_close_matches(word, list(valid), n=3, cutoff=0.4)
    # 一样接近的，头一个字相同的在先：“名衬”是“名称”，不是“地名”
    return max(
        found,
        key=lambda each: (SequenceMatcher(None, each, word).ratio(), each[:1] == word[:1]),
        default=None,
    )
