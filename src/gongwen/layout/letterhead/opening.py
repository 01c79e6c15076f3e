"""打开一份信笺：安全地读、核对全部标签、量出正文的地方；通过之后才拿来填。"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongwen.errors import PackageError, TemplateError, Where
from gongwen.layout.letterhead.area import Area, area_of
from gongwen.layout.letterhead.expressions import printed_names
from gongwen.layout.letterhead.render import environment, jinja_source
from gongwen.layout.letterhead.tags import Place, Tag, is_block, tidy
from gongwen.ooxml.names import NAMESPACES
from gongwen.ooxml.opening import open_package

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gongwen.ooxml.opening import Package

BODY = "正文"
MAX_PART = 4 * 1024 * 1024
# docxtpl 用正则表达式整理，4 MB 约 5 秒；信笺通常不到 100 KB。
_LABELS = {"header+xml": "页眉", "footer+xml": "页脚", "footnotes+xml": "脚注", "endnotes+xml": "尾注"}
_NOT_FILLED = re.compile(r"chart|diagram|drawing|comments|glossary", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Letterhead:
    """一份核对过的信笺。

    digest 是文件的 SHA-256；sources 是有标签的部件（部件名到 Jinja 源文），labels 是部件的说法；
    printed 是印出来的文字变量，blocks 是印出来的成段变量；area 是“正文”所在处的版心。
    """

    name: str
    digest: str
    package: Package
    sources: Mapping[str, str]
    labels: Mapping[str, str]
    printed: frozenset[str]
    blocks: frozenset[str]
    area: Area


@dataclass(frozen=True, slots=True)
class _Part:
    source: str
    label: str
    tags: tuple[Tag, ...]
    printed: frozenset[str]


def open_letterhead(data: bytes, name: str) -> Letterhead:
    """打开信笺。name 是报错时显示的名字。

    文件不安全、不是 .docx 时引发 PackageError；标签写得不对、没有“正文”时引发 TemplateError。什么也不执行。
    """
    package = open_package(data, name)
    parts = {part: read for part, label in _fillable(package) if (read := _read(package, part, label))}
    _refuse_unfilled(package)
    tags = parts[package.main].tags if package.main in parts else ()
    blocks = [tag for tag in tags if is_block(tag)]
    body = next((tag for tag in blocks if tag.inner == BODY), None)
    if body is None:
        raise TemplateError("信笺里没有放正文的地方", Where(name), "在要印正文的地方单独写一段：{{p 正文 }}")
    return Letterhead(
        name=name,
        digest=hashlib.sha256(data).hexdigest(),
        package=package,
        sources={part: read.source for part, read in parts.items()},
        labels={part: read.label for part, read in parts.items()},
        printed=frozenset[str]().union(*(read.printed for read in parts.values())),
        blocks=frozenset(tag.inner for tag in blocks),
        area=area_of(body.paragraph),
    )


def _fillable(package: Package) -> Iterator[tuple[str, str]]:
    """填得进去的部件：正文、页眉、页脚、脚注、尾注。"""
    for part in package.parts:
        kind = package.types.of(part)
        label = next((label for ending, label in _LABELS.items() if kind.endswith(ending)), "")
        if part == package.main or label:
            yield part, label or BODY


def _read(package: Package, part: str, label: str) -> _Part | None:
    """核对一个部件；没有标签的为 None。"""
    if len(package.parts[part]) > MAX_PART:
        raise PackageError(
            f"信笺的{label}太长", Where(package.name), "信笺里只留版头、版记和标签，正文由草稿来"
        )
    root, place = package.tree(part), Place(package.name, label)
    tags = tidy(root, place)
    if not tags:
        return None
    if root.nsmap.get("w") != NAMESPACES["w"]:  # docxtpl 只认这个前缀
        raise PackageError("信笺的写法少见，填不了", Where(package.name), "用 Word 或 WPS 打开，另存一份再用")
    printed = printed_names(environment(), tags, place)
    for tag in tags:
        # 成段的变量可以带图片，图片的关系只登记在正文部件里
        if part != package.main and is_block(tag):
            raise place.error(f"不能放成段的“{tag.inner}”", tag.near, "成段的变量只能放在正文里")
    return _Part(jinja_source(root), label, tuple(tags), printed)


def _refuse_unfilled(package: Package) -> None:
    """填不到的部件里写了标签，要说出来，不留在成品里；签了名的一填就失效。"""
    for part, data in package.parts.items():
        if part.startswith("_xmlsignatures/"):
            raise PackageError("带有数字签名，填写之后就失效", Where(package.name), "另存一份没有签名的再用")
        if _NOT_FILLED.search(package.types.of(part)) and (b"{{" in data or b"{%" in data):
            raise TemplateError(
                f"标签写在了填不进去的地方：{part}", Where(package.name), "只写在正文、表格、页眉页脚的文字里"
            )
