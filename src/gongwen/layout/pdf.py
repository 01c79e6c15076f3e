"""Plan 排成 PDF：固定的 .typ 文件加 JSON 数据，由 Typst 排版，成 PDF/A-2b、带标签、嵌字体。"""

from __future__ import annotations

import json
import shutil
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from gongwen.errors import LayoutError

if TYPE_CHECKING:
    import typst

    from gongwen.layout.fonts import FontSet
    from gongwen.layout.plan.model import Plan
    from gongwen.layout.style import Style

TYPST_FOLDER = Path(__file__).parent / "typst"
STANDARD: Literal["a-2b"] = "a-2b"
NO_DATE = (2012, 7, 1)
# 没有成文日期时文档属性用的固定日期（GB/T 9704—2012 施行日），使同样的输入得到同样的字节。


@dataclass(frozen=True, slots=True)
class Fit:
    """为署名不单独成面所作的调整。full_pitch 是附件的行距（pt）；keep_last：末段随署名换面。"""

    full_pitch: float
    keep_last: bool = False


@dataclass(frozen=True, slots=True)
class Pdf:
    """排好的 PDF。

    faces 是面数；placement 是版记的处理：same、next、even、blank，没有版记为 none；
    closing_apart 为真表示署名所在的面没有正文。
    """

    data: bytes
    faces: int
    placement: str
    closing_apart: bool


def render_pdf(plan: Plan, style: Style, fonts: FontSet, fit: Fit | None = None) -> Pdf:
    """排成 PDF。fit 是为署名所作的调整。排不出时引发 LayoutError。"""
    inputs = {"plan": typst_data(plan, style, fonts, fit or Fit(style.pt("grid.pitch")))}
    if not plan.images:
        return _compile(TYPST_FOLDER, inputs, fonts)
    with tempfile.TemporaryDirectory(prefix="gongwen-") as folder:
        root = Path(folder)
        for path in TYPST_FOLDER.glob("*.typ"):
            shutil.copy(path, root)
        for name, data in plan.images.items():
            (root / name).write_bytes(data)
        return _compile(root, inputs, fonts)


def typst_data(plan: Plan, style: Style, fonts: FontSet, fit: Fit) -> str:
    """交给 Typst 的 JSON：计划、版式各数（pt）、各用途的字体。同样的输入得到同样的文字。"""
    data: dict[str, Any] = asdict(plan)
    del data["images"], data["notices"], data["placeholders"]
    data["meta"]["date"] = data["meta"]["date"] or NO_DATE
    data["style"] = {key: entry.points for key, entry in style.entries.items()}
    data["cell"] = style.cell
    data["keep_last"] = fit.keep_last
    data["full_pitch"] = fit.full_pitch
    spare = [face.family for face in fonts.fallback]
    data["fonts"] = {
        role: {
            "families": list(dict.fromkeys([font.face.family, *spare])),
            "weight": font.face.weight,
        }
        for role, font in fonts.roles.items()
    }
    return json.dumps(data, ensure_ascii=False, sort_keys=True)


def _compile(root: Path, inputs: dict[str, str], fonts: FontSet) -> Pdf:
    import typst

    try:
        compiler = typst.Compiler(
            str(root / "main.typ"), root=str(root), font_paths=fonts.typst_fonts, sys_inputs=inputs
        )
        data = compiler.compile(format="pdf", pdf_standards=[STANDARD], timestamp=0)
        placements = _query(compiler, "<colophon-placement>")
        apart = _query(compiler, "<closing-apart>")
    except typst.TypstError as error:
        raise _layout_error(error) from error
    assert isinstance(data, bytes)
    return Pdf(
        data, count_faces(data), placements[-1] if placements else "none", bool(apart and apart[-1] > 0)
    )


def _query(compiler: typst.Compiler, label: str) -> list[Any]:
    found: list[Any] = json.loads(compiler.query(label, field="value"))
    return found


def count_faces(data: bytes) -> int:
    """PDF 的面数，取自页树的 /Count。"""
    import re

    counts = [int(found) for found in re.findall(rb"/Type\s*/Pages\b[^>]*?/Count\s+(\d+)", data)]
    counts += [int(found) for found in re.findall(rb"/Count\s+(\d+)[^>]*?/Type\s*/Pages\b", data)]
    return max(counts, default=0)


def _layout_error(error: typst.TypstError) -> LayoutError:
    text = str(error)
    if ("decode" in text and "image" in text) or ("failed to" in text and "image" in text):
        return LayoutError("有图片打不开", None, "换一张能打开的 PNG 或 JPEG 图片")
    return LayoutError(
        f"排版失败：{text.splitlines()[0] if text else error}", None, "把草稿和这句话一起报告给维护者"
    )
