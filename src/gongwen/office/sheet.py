"""发文稿纸用例：由案卷、草稿或一条路线，印出拟稿签，填好各步的意见，或空着给笔。"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from gongwen.config import Config
from gongwen.errors import FontError, LayoutError, RefusedError, UsageError, Where, nearest
from gongwen.layout.fonts import FONTS_VARIABLE, find_fonts, font_folders, substitutes
from gongwen.office.case import SUFFIX, find_case, read_case
from gongwen.office.choices import chosen_style, refuse_substitutes
from gongwen.office.defaults import with_agency
from gongwen.office.guard import refuse_classified, refuse_marked
from gongwen.office.present import refuse_changed_draft
from gongwen.office.route import headings, load_route
from gongwen.office.sheet_content import PAPER, Material, make_content
from gongwen.office.sheet_files import write_sheets
from gongwen.signoff.content import content_digest
from gongwen.signoff.progress import Progress
from gongwen.signoff.route_choice import chosen, routing
from gongwen.signoff.stations import stations_of
from gongwen.signoff.timeline import RowState, timeline
from gongwen.sources.draft import parse_draft
from gongwen.sources.reading import read_source, shown_path

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gongwen.agency import Agency
    from gongwen.document.model import Document
    from gongwen.layout.coverage import GlyphNotice
    from gongwen.layout.fonts import FontSet
    from gongwen.layout.sheet.model import Sheet
    from gongwen.layout.style import Style
    from gongwen.office.case import Case
    from gongwen.signoff.manifest import Manifest
    from gongwen.signoff.route import Route
    from gongwen.signoff.step import Step

FORMATS = ("docx", "pdf")
DEFAULT_FOLDER = Path("build")
ENDING = ".sheet"
MOST = 40_000
"""一张稿纸至多这么多字：再多的不是意见。"""
SIGNED_ALREADY = (
    f"签了的意见改不得：把有这个字的字体放进环境变量 {FONTS_VARIABLE} 所指的文件夹，"
    "或加 --format docx 只要 DOCX"
)
TORN = "清单的最后一行写到一半，不算数，没有印"
NO_DRAFT = "附近没有草稿，主送、抄送、附件这些格空着；有草稿的加 --draft"


@dataclass(frozen=True, slots=True)
class SheetOptions:
    """印稿纸的选项。

    blank：意见空着；route：照这条路线，只用于没有案卷的；draft：草稿，案卷附近找不到时用；
    out 为 None 时写到案卷的文件夹，没有案卷的写到 build/<文件名>/ 或当前文件夹；
    black：栏名和格线用黑色；heading：纸的名称，默认是单位名称加“发文稿纸”。
    """

    blank: bool = False
    route: str | None = None
    draft: Path | None = None
    out: Path | None = None
    formats: tuple[str, ...] = FORMATS
    black: bool = False
    heading: str = ""


@dataclass(frozen=True, slots=True)
class MadeSheet:
    """印好的稿纸：写出的各文件、几面、照哪条路线、填了几条意见、要告诉用户的话。"""

    outputs: tuple[Path, ...]
    faces: int
    route: str
    opinions: int
    notices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Desk:
    """在哪里印：选项、本机设置、单位资料、另一处找草稿的文件夹。"""

    asked: SheetOptions
    config: Config
    agency: Agency | None
    around: Path


@dataclass(frozen=True, slots=True)
class _Filling:
    """要印的：各格的内容、文件名、写到哪里、内容的来处、要告诉用户的话。"""

    material: Material
    stem: str
    folder: Path
    origin: str | None
    route: str
    notices: tuple[str, ...] = ()


def make_sheet(
    path: Path | None,
    options: SheetOptions | None = None,
    config: Config | None = None,
    *,
    agency: Agency | None = None,
    around: Path | None = None,
) -> MadeSheet:
    """印一张发文稿纸。

    path 是 build 写出的文件夹或清单，也可以是草稿；为 None 时只照 options.route 印空白的。
    around 是另一处找草稿的文件夹，默认是当前文件夹。写不成、不是自己写的同名文件引发 OutputError，都不写；
    缺字引发 FontError，说出哪个字在哪一格。
    """
    asked, settings = options or SheetOptions(), config or Config()
    _refuse_formats(asked.formats)
    filling = _filling(path, _Desk(asked, settings, agency, around or Path.cwd()))
    sheet = make_content(filling.material)
    style = chosen_style(None, settings, agency)
    fonts = find_fonts(style, font_folders(Path(each) for each in settings.fonts))
    refuse_substitutes(fonts, style, asked=None, config=settings)
    files, faces, said = _rendered(sheet, asked, style, fonts, filling)
    outputs = write_sheets(files)
    count = sum(len(box.opinions) for box in (*sheet.boxes, *sheet.records))
    return MadeSheet(outputs, faces, filling.route, count, (*filling.notices, *said))


def _refuse_formats(formats: Sequence[str]) -> None:
    for wrong in [each for each in formats if each not in FORMATS]:
        close = nearest(wrong, FORMATS)
        hint = f"是不是“{close}”？" if close else ""
        raise UsageError(f"不能输出“{wrong}”", None, f"{hint}可用：{'、'.join(FORMATS)}")
    if not formats:
        raise UsageError("没有要输出的格式", None, f"可用：{'、'.join(FORMATS)}")


def _filling(path: Path | None, desk: _Desk) -> _Filling:
    asked = desk.asked
    if path is not None and (path.is_dir() or path.name.endswith(SUFFIX)):
        if asked.route:
            raise UsageError("案卷照它自己的路线印", Where(shown_path(path)), "去掉 --route")
        return _from_case(find_case(path), desk)
    draft = path or asked.draft
    if path is not None and asked.draft is not None:
        raise UsageError("写了两份草稿", Where(shown_path(path)), "去掉 --draft，或把前一个换成案卷的文件夹")
    if draft is not None:
        return _from_draft(draft, desk)
    if not asked.route:
        raise UsageError(
            "没有说印哪一件的稿纸", None, "写上案卷的文件夹或草稿；只要空白的，写 --route 路线 --blank"
        )
    return _from_route(asked.route, desk)


def _from_case(case: Case, desk: _Desk) -> _Filling:
    """案卷：各步的意见照清单，要素照草稿。"""
    manifest, asked, agency = read_case(case), desk.asked, desk.agency
    built = manifest.built
    if built is None or manifest.progress.route is None:
        raise RefusedError(
            "这一件构建的时候没有选路线，稿纸不知道有哪几步",
            Where(manifest.name),
            "在草稿里写上“路线”，再构建一次：gongwen build 草稿",
        )
    document, said = _case_document(case, built, desk)
    about = timeline(manifest)
    material = Material(
        heading=_heading(asked, agency, about.organs),
        stations=about.stations,
        document=document,
        agency=agency,
        title=about.title,
        number=about.issue_number or "",
        source=f"内容摘要 {(built.content or '')[:16]}",
    )
    if not asked.blank:
        returns = tuple(row for row in about.rows if row.state is RowState.RETURNED)
        material = replace(
            material, opinions=about.opinions, returns=returns, changed=about.changed, day=about.last_day,
            source=_source(manifest),
        )  # fmt: skip
    told = (*([TORN] if about.torn else []), *said)
    return _Filling(material, case.stem, asked.out or case.folder, manifest.name, about.route, told)


def _source(manifest: Manifest) -> str:
    """这张纸由清单的哪几行得来；它自己证明不了什么。"""
    return f"据流转清单前 {len(manifest.steps)} 行（{(manifest.head or '')[:16]}），真伪以验证为准"


def _case_document(case: Case, built: Step, desk: _Desk) -> tuple[Document | None, tuple[str, ...]]:
    """案卷的草稿：给了的、附近找到的；给的不是这一件的引发 RefusedError。"""
    if desk.asked.draft is not None:
        document = _read(desk.asked.draft, desk)
        if content_digest(document) != built.content:
            raise RefusedError(
                "这份草稿与构建的内容不同",
                Where(shown_path(desk.asked.draft)),
                "改过的，先重新构建：gongwen build；不是这一件的，换一份，或去掉 --draft",
            )
        return document, ()
    try:
        found = refuse_changed_draft(case, built, desk.around)
    except RefusedError as error:
        return None, (f"{error.where}：{error.what}，主送、抄送、附件这些格空着",)
    if found is None:
        return None, (NO_DRAFT,)
    return _read(found, desk), ()


def _read(draft: Path, desk: _Desk) -> Document:
    """读草稿；标了密级的不办。"""
    source = read_source(draft)
    refuse_marked(source, desk.config)
    document = with_agency(parse_draft(source, draft.parent), desk.agency)
    refuse_classified(document, desk.config)
    return document


def _from_draft(draft: Path, desk: _Desk) -> _Filling:
    """草稿还没有签过：要素照草稿，意见都空着。"""
    document, asked, agency = _read(draft, desk), desk.asked, desk.agency
    if asked.route:
        route, why = _route(asked.route, agency), "照 --route"
    else:
        choice = chosen(document, agency, headings(agency))
        route, why = load_route(choice.heading, agency), choice.explained
    facts = routing(document, route, why)
    progress = Progress(route, frozenset(facts.conditions), facts.organs, facts.countersigners)
    material = Material(
        heading=_heading(asked, agency, facts.organs),
        stations=stations_of(progress, None, None),
        document=document,
        agency=agency,
        source=f"内容摘要 {content_digest(document)[:16]}",
    )
    stem = shown_path(Path(draft.stem))
    said = (f"审签路线：{route.name}（{why}）",)
    return _Filling(material, stem, asked.out or DEFAULT_FOLDER / stem, shown_path(draft), route.name, said)


def _from_route(name: str, desk: _Desk) -> _Filling:
    """没有具体的一件：路线的每一步都印。"""
    route, agency = _route(name, desk.agency), desk.agency
    material = Material(
        heading=_heading(desk.asked, agency, ()),
        stations=stations_of(Progress(route), None, None),
        every=True,
        agency=agency,
        source=f"审签路线：{route.name}",
    )
    return _Filling(
        material, f"{PAPER}-{route.name.replace('/', '／')}", desk.asked.out or Path(), None, route.name
    )


def _route(name: str, agency: Agency | None) -> Route:
    known = {each.name: each for each in headings(agency)}
    outgoing = [each.name for each in known.values() if not each.incoming]
    if name in outgoing:
        return load_route(known[name], agency)
    close = nearest(name, outgoing)
    hint = f"是不是“{close}”？" if close else ""
    what = f"“{name}”是收文的路线，用不着发文稿纸" if name in known else f"没有“{name}”这条路线"
    raise UsageError(what, None, f"{hint}有哪些路线，运行 gongwen route list")


def _heading(asked: SheetOptions, agency: Agency | None, organs: Sequence[str]) -> str:
    owner = agency.name if agency else "".join(organs[:1])
    return asked.heading or owner + PAPER


def _rendered(
    sheet: Sheet, asked: SheetOptions, style: Style, fonts: FontSet, filling: _Filling
) -> tuple[dict[Path, bytes], int, tuple[str, ...]]:
    """各文件的字节、几面、缺字改用别的字体的说明。"""
    from gongwen.layout.sheet.pdf import rule_sheet, sheet_pdf

    _refuse_long(sheet, filling)
    said: tuple[GlyphNotice, ...] = ()
    if "pdf" in asked.formats:
        said = _checked_glyphs(sheet, fonts, filling)
    ruled = rule_sheet(sheet, style, fonts, black=asked.black)
    files, faces = {}, 0
    if "docx" in asked.formats:
        from gongwen.layout.sheet.docx import sheet_docx

        files[filling.folder / f"{filling.stem}{ENDING}.docx"] = sheet_docx(ruled, style)
    if "pdf" in asked.formats:
        pdf = sheet_pdf(ruled, fonts)
        files[filling.folder / f"{filling.stem}{ENDING}.pdf"] = pdf.data
        faces = pdf.faces
    return files, faces, (*map(str, said), *_substituted(fonts))


def _checked_glyphs(sheet: Sheet, fonts: FontSet, filling: _Filling) -> tuple[GlyphNotice, ...]:
    from gongwen.layout.coverage import check_glyphs
    from gongwen.layout.sheet.glyphs import sheet_glyphs, sheet_locator

    try:
        return check_glyphs(fonts, sheet_glyphs(sheet), sheet_locator(sheet, filling.origin))
    except FontError as error:
        if not filling.material.opinions:
            raise
        # 签了的意见改不得，不能叫人删去
        raise FontError(error.what, error.where, SIGNED_ALREADY) from error


def _substituted(fonts: FontSet) -> Iterator[str]:
    used = "，".join(f"{font.term}用 {font.face.family} 代替" for font in substitutes(fonts))
    if used:
        yield f"字体：{used}（PDF；DOCX 里写的仍是规范的字体名）"


def _refuse_long(sheet: Sheet, filling: _Filling) -> None:
    from gongwen.layout.sheet.rows import make_rows, sheet_texts

    total = 0
    for name, _, text in sheet_texts(sheet, make_rows(sheet)):
        total += len(text)
        if total > MOST:
            raise LayoutError(
                f"字数超过 {MOST}，稿纸印不下",
                Where(filling.origin, key=name),
                "意见太长的，看 gongwen show 或清单；草稿的要素太长的，缩短它",
            )
