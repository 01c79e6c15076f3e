"""一件公文排好版：主文件，和另成文件的附件；排不出时说出在草稿的哪里。"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongwen.document.body import Image
from gongwen.errors import LayoutError, Where
from gongwen.layout.coverage import check_glyphs, locator
from gongwen.layout.glyphs import plan_glyphs
from gongwen.layout.pdf import UNREADABLE_IMAGE
from gongwen.layout.plan import make_plan
from gongwen.layout.typeset import typeset, typeset_annex

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from gongwen.document.model import Document
    from gongwen.layout.coverage import GlyphNotice
    from gongwen.layout.fonts import FontSet
    from gongwen.layout.letterhead.filled import Filled
    from gongwen.layout.plan import Plan
    from gongwen.layout.style import Style
    from gongwen.layout.typeset import Typeset
    from gongwen.office.letterhead import LetterheadJob


@dataclass(frozen=True, slots=True)
class LaidOut:
    """排好的一件。detached 是另成文件的附件，输出文件的名字到排好的；spared 是改用后备字体的字。"""

    main: Typeset | Filled
    detached: Mapping[str, Typeset]
    spared: tuple[GlyphNotice, ...]

    def notices(self, formats: Sequence[str]) -> Iterator[str]:
        """另成文件的附件，逐件一句。"""
        for name, each in self.detached.items():
            files = "、".join(f"{name}.{kind}" for kind in formats)
            yield f"{each.plan.annexes[0].label}不与正文装订，另成文件（7.3.7）：{files}，{each.pdf.faces} 面"


def lay_out(
    document: Document,
    style: Style,
    fonts: FontSet,
    letterhead: LetterheadJob | None,
    *,
    stem: str,
    preprinted: bool,
) -> LaidOut:
    """排好版。stem 是输出文件的名字，不含扩展名；有 letterhead 时主文件填信笺。

    缺字、排不出、图片打不开时引发 GongwenError，说出在哪里。
    """
    _check_pictures(document)
    plans = _detached(document, style)
    # 先查缺字：让 Typst 去碰，它只会说不合 PDF/A，说不出是哪个字、在哪里。
    spared = check_glyphs(fonts, _glyphs(make_plan(document, style), *plans), locator(document))
    try:
        if letterhead is not None:
            # LibreOffice 遇到打不开的图片不出声，先由 Typst 看一遍
            _name_unreadable(document, fonts)
            main: Typeset | Filled = letterhead.made(document, style, fonts)
        else:
            main = typeset(document, style, fonts, preprinted=preprinted)
        made = [typeset_annex(plan, style, fonts) for plan in plans]
    except LayoutError as error:
        if error.where.path is not None:
            raise
        if error.what == UNREADABLE_IMAGE:
            _name_unreadable(document, fonts)
            if document.seal is not None:
                what = f"印章图“{document.seal.name}”打不开：文件头是好的，里面坏了"
                where = Where(document.source.name)
                raise LayoutError(what, where, "换一张能打开的图片") from error
        where = Where(document.source.name, key=error.where.key)
        raise LayoutError(error.what, where, error.next_step) from error
    names = (f"{stem}-{plan.annexes[0].label}" for plan in plans)
    return LaidOut(main, dict(zip(names, made, strict=True)), spared)


def _check_pictures(document: Document) -> None:
    bodies = [document.body, *(annex.body for annex in document.annexes)]
    bodies += [document.issued.body] if document.issued else []
    if any(isinstance(block, Image) for body in bodies for block in body):
        from gongwen.layout.pictures import refuse_heavy  # 有图片才载入

        refuse_heavy(document)


def _name_unreadable(document: Document, fonts: FontSet) -> None:
    from gongwen.layout.pictures import refuse_unreadable

    refuse_unreadable(document, fonts)


def _detached(document: Document, style: Style) -> tuple[Plan, ...]:
    if not any(annex.detached for annex in document.annexes):
        return ()
    from gongwen.layout.plan.detached import detached_plans  # 有不装订的附件才载入

    return tuple(detached_plans(document, style))


def _glyphs(*plans: Plan) -> dict[str, set[str]]:
    """各份计划合起来要印的字。"""
    found: dict[str, set[str]] = {}
    for role, chars in (each for plan in plans for each in plan_glyphs(plan).items()):
        found.setdefault(role, set()).update(chars)
    return found
