"""Plan 排成 PDF：固定的 .typ 文件加 JSON 数据，由 Typst 排版，成 PDF/A-2b、带标签、嵌字体。"""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from gongwen.errors import LayoutError, Where
from gongwen.layout.font_errors import font_problem, refuse_drawn_glyphs
from gongwen.layout.fonts import spares
from gongwen.layout.glyphs import plan_texts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import typst

    from gongwen.layout.fonts import FontSet
    from gongwen.layout.plan.model import Plan
    from gongwen.layout.style import Style

TYPST_FOLDER = Path(__file__).parent / "typst"
STANDARD: Literal["a-2b"] = "a-2b"
# 表格里八个、正文里二十个以上相连的字母、下划线、省略号，Typst 自己断不开。
_LONG_RUN = re.compile(r"[A-Za-z0-9_.…—=+/\-]{8,}")
_PHONE = re.compile(r"\d{3,4}[—–-]\d{7,8}")
UNREADABLE_IMAGE = "有图片打不开"
_QUOTED = re.compile(
    r"[“‘”’][“‘”’、，。；：！？）》〉】〕（《〈【〔]|[、，。；：！？）》〉】〕（《〈【〔][“‘”’]"
)
# 引号与别的标点相连：有才叫 Typst 去找，省得每段都找一遍。
NO_DATE = (2012, 7, 1)
# 没有成文日期时文档属性用的固定日期（GB/T 9704—2012 施行日），使同样的输入得到同样的字节。


@dataclass(frozen=True, slots=True)
class Fit:
    """为署名不单独成面所作的调整。

    full_pitch 是版头和附件的行距（pt）；keep_last：末段（长的只最后两行）随署名换面；
    keep_notes：附件说明随署名换面；spare 是署名之下要留的余地（pt）。
    """

    full_pitch: float
    keep_last: bool = False
    keep_notes: bool = False
    spare: float = 0.0


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """排好之后才知道的事。

    placement 是版记的处理：same、next、even、blank，没有版记为 none；
    closing_apart 为真表示署名所在的面没有正文，closing_alone 为真表示连附件说明也没有；
    first_body_face 是正文开始的面，从 1 起；
    body_faces 是正文止于第几面；last_face 是版记之前的文字止于第几面，没有版记为 0；
    moved 是末段换面时换的：whole 整段，headed 连同标题，lines 最后两行，没有换为空串。
    """

    placement: str
    closing_apart: bool
    first_body_face: int
    body_faces: int
    last_face: int = 0
    moved: str = ""
    closing_alone: bool = False


@dataclass(frozen=True, slots=True)
class Pdf:
    """PDF 的字节和面数。"""

    data: bytes
    faces: int


@contextmanager
def sheets(plan: Plan, style: Style, fonts: FontSet, fit: Fit | None = None) -> Iterator[Sheets]:
    """把计划排成各面。试排几种行距时只问 facts，定了再写 PDF。"""
    inputs = {"plan": typst_data(plan, style, fonts, fit or Fit(style.pt("grid.pitch")))}
    landscape = any(annex.landscape for annex in plan.annexes)
    _refuse_forked()
    with _root(plan) as root:
        yield open_sheets(root, "main.typ", inputs, fonts, landscape=landscape)


def open_sheets(
    root: Path, name: str, inputs: Mapping[str, str], fonts: FontSet, *, landscape: bool = False
) -> Sheets:
    """root 里的 name（.typ）加数据，排成各面。"""
    _refuse_forked()
    import typst

    compiler = typst.Compiler(
        str(root / name), root=str(root), font_paths=fonts.typst_fonts, sys_inputs=dict(inputs)
    )
    return Sheets(compiler, fonts, landscape=landscape)


class Sheets:
    """排好的各面；landscape：有横排的面。各方法排不出时引发 LayoutError，字体损坏时引发 FontError。"""

    def __init__(self, compiler: typst.Compiler, fonts: FontSet, *, landscape: bool = False) -> None:
        self._compiler, self._fonts, self._landscape = compiler, fonts, landscape

    def facts(self) -> SheetFacts:
        """版记和署名落在哪里。版记比一面还高时引发 LayoutError。"""
        placements = self.query("<colophon-placement>")
        if self.query("<colophon-too-tall>"):
            raise LayoutError(
                "版记一面放不下",
                Where(key="抄送机关"),
                "主送、抄送机关太多：改用同类型机关统称，或另附分送名单",
            )
        apart = self.query("<closing-apart>")
        first = self.query("<first-body-face>")
        placement, last_face = placements[-1] if placements else ("none", 0)
        faces_between, after_notes, moved = apart[-1] if apart else (0, 0, "")
        return SheetFacts(
            placement=placement,
            closing_apart=faces_between > 0,
            first_body_face=int(first[-1][0]),
            body_faces=int(first[-1][1]),
            last_face=int(last_face),
            moved=moved,
            closing_alone=faces_between > 0 and after_notes > 0,
        )

    def pdf(self) -> Pdf:
        """写成 PDF/A-2b。"""
        with _reported(self._fonts):
            data = self._compiler.compile(format="pdf", pdf_standards=[STANDARD], timestamp=0)
        assert isinstance(data, bytes)
        refuse_drawn_glyphs(data)
        if self._landscape:
            from gongwen.layout.upright import stood_up

            data = stood_up(data)
        return Pdf(data, count_faces(data))

    def query(self, label: str) -> list[Any]:
        """各处记号的值。"""
        with _reported(self._fonts):
            found: list[Any] = json.loads(self._compiler.query(label, field="value"))
        return found


_first_process: list[int] = []


def _refuse_forked() -> None:
    """排过版的进程 fork 出的子进程里，Typst 的线程池已经没有了，一用就永远等下去。"""
    if not _first_process:
        _first_process.append(os.getpid())
    if _first_process[0] != os.getpid():
        raise LayoutError(
            "排过版的进程 fork 出的子进程里不能再排版",
            None,
            '用 multiprocessing.get_context("spawn")（或 forkserver）起进程',
        )


@contextmanager
def _root(plan: Plan) -> Iterator[Path]:
    """Typst 能看见的文件夹：没有图片时就是包里的 .typ，有图片时另建一个只放 .typ 和图片的。"""
    if not plan.images:
        yield TYPST_FOLDER
        return
    with tempfile.TemporaryDirectory(prefix="gongwen-") as folder:
        for path in TYPST_FOLDER.glob("*.typ"):
            shutil.copy(path, folder)
        for name, data in plan.images.items():
            Path(folder, name).write_bytes(data)
        yield Path(folder)


@contextmanager
def _reported(fonts: FontSet) -> Iterator[None]:
    import typst

    try:
        yield
    except (typst.TypstError, RuntimeError) as error:
        raise font_problem(str(error), fonts) or _layout_error(error) from error


def typst_data(plan: Plan, style: Style, fonts: FontSet, fit: Fit) -> str:
    """交给 Typst 的 JSON：计划、版式各数（pt）、各用途的字体。同样的输入得到同样的文字。"""
    data: dict[str, Any] = asdict(plan)
    del data["images"], data["notices"], data["placeholders"]
    if plan.seal is None:  # 定稿才有
        del data["seal"]
    data["meta"]["date"] = data["meta"]["date"] or NO_DATE
    data["style"] = {key: entry.points for key, entry in style.entries.items()}
    data["cell"] = style.cell
    data["keep_last"] = fit.keep_last
    data["keep_notes"] = fit.keep_notes
    data["full_pitch"] = fit.full_pitch
    data["spare"] = fit.spare
    data["ends_turned"] = plan.ends_turned
    texts = [text for _, text in plan_texts(plan)]
    data["long_runs"] = any(map(_LONG_RUN.search, texts))
    data["phones"] = any(map(_PHONE.search, texts))
    data["quoted"] = any(map(_QUOTED.search, texts))
    data["fonts"] = font_table(fonts)
    return json.dumps(data, ensure_ascii=False, sort_keys=True)


def font_table(fonts: FontSet) -> dict[str, Any]:
    """各用途依次用的字体家族和字重，后备的在后。"""
    return {
        role: {
            "families": list(dict.fromkeys(face.family for face in (font.face, *spares(fonts, role)))),
            "weight": font.face.weight,
        }
        for role, font in fonts.roles.items()
    }


def count_faces(data: bytes) -> int:
    """PDF 的面数，取自页树的 /Count。"""
    counts = [int(found) for found in re.findall(rb"/Type\s*+/Pages\b[^>]*?/Count\s++(\d++)", data)]
    counts += [int(found) for found in re.findall(rb"/Count\s++(\d++)[^>]*?/Type\s*+/Pages\b", data)]
    return max(counts, default=0)


def _layout_error(error: Exception) -> LayoutError:
    text = str(error)
    if ("decode" in text and "image" in text) or ("failed to" in text and "image" in text):
        return LayoutError(UNREADABLE_IMAGE, None, "换一张能打开的 PNG 或 JPEG 图片")
    return LayoutError(
        f"排版失败：{text.splitlines()[0] if text else error}", None, "把草稿和这句话一起报告给维护者"
    )
