"""Plan 排成 DOCX（Word、WPS 里接着改的那一份）。python-docx 用到时才载入。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.layout.docx.faces import ColophonBreak, FaceFacts

if TYPE_CHECKING:
    from gongwen.layout.plan.model import Plan
    from gongwen.layout.style import Style

__all__ = ["ColophonBreak", "FaceFacts", "render_docx"]


def render_docx(plan: Plan, style: Style, *, faces: FaceFacts, annex_style: Style | None = None) -> bytes:
    """DOCX 文件的字节；同样的计划、版式得到同样的字节。

    annex_style 是附件和被印发件的版式（主体的行距收过时，附件不收），默认与主体相同。
    文字里有 XML 不容许的字符时引发 LayoutError。
    """
    from gongwen.layout.docx.build import build_docx  # python-docx 载入约 0.2 秒

    return build_docx(plan, style, faces, annex_style or style)
