"""一件公文里的图片：合起来太多的拒绝；Typst 说有图片打不开时，找出是哪一张。"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from gongwen.document.body import Image
from gongwen.errors import LayoutError, place
from gongwen.layout.plan.items import image_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.document.model import Document
    from gongwen.layout.fonts import FontSet
    from gongwen.spans import SourceText

MAX_PIXELS_TOGETHER = 300_000_000
# 排版时各图片都在内存里，一亿像素约 0.3 GB（每个颜色十六位的 PNG 约 1 GB）。


def pictures_of(document: Document) -> Iterator[tuple[SourceText, Image]]:
    """各图片和它所在的原文，按印出的先后。"""
    bodies = [(document.source, document.body)]
    bodies += [(annex.source or document.source, annex.body) for annex in document.annexes]
    if document.issued is not None:
        bodies.append((document.issued.source, document.issued.body))
    for source, body in bodies:
        yield from ((source, block) for block in body if isinstance(block, Image))


def refuse_heavy(document: Document) -> None:
    """各图片（相同的算一张）合起来超过三亿像素时引发 LayoutError。"""
    seen: set[str] = set()
    total = 0
    for source, block in pictures_of(document):
        name = image_name(block)
        total += 0 if name in seen else block.width * block.height
        seen.add(name)
        if total > MAX_PIXELS_TOGETHER:
            raise LayoutError(
                f"到这一张为止，图片合起来超过 {MAX_PIXELS_TOGETHER // 100_000_000} 亿像素",
                place(source, block.path.span),
                "把图片缩小（印出来 300 dpi 就够），或分成几件",
            )


def refuse_unreadable(document: Document, fonts: FontSet) -> None:
    """逐张试排，引发 LayoutError 说出哪一张打不开；都打得开就什么也不做。"""
    found = list(pictures_of(document))
    if not found:
        return
    import typst

    with tempfile.TemporaryDirectory(prefix="gongwen-") as name:
        folder = Path(name)
        for source, block in found:
            file = image_name(block)
            (folder / file).write_bytes(block.data)
            (folder / "main.typ").write_text(f'#image("{file}")\n', encoding="utf-8")
            try:
                typst.Compiler(str(folder / "main.typ"), root=name, font_paths=fonts.typst_fonts).compile()
            except (typst.TypstError, RuntimeError) as error:
                raise LayoutError(
                    f"图片“{block.path.value}”打不开：文件头是好的，里面坏了",
                    place(source, block.path.span),
                    "换一张能打开的图片",
                ) from error
