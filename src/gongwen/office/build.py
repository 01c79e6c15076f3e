"""构建用例：草稿成为 DOCX、PDF、校对结果和流转清单。"""

from __future__ import annotations

import re
import uuid
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from gongwen.config import Config
from gongwen.errors import UsageError, nearest
from gongwen.findings import Verdict
from gongwen.layout.fonts import find_fonts, font_folders, substitutes
from gongwen.office.beside import Beside
from gongwen.office.choices import chosen_style, refuse_substitutes
from gongwen.office.defaults import with_agency
from gongwen.office.guard import refuse_classified, refuse_marked
from gongwen.office.paths import path_list
from gongwen.office.typesetting import lay_out
from gongwen.sources.draft import parse_draft
from gongwen.sources.reading import read_source, shown_path

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from gongwen.agency import Agency
    from gongwen.document.model import Document, SealImage
    from gongwen.layout.fonts import FontSet
    from gongwen.layout.style import Style
    from gongwen.office.case import Case
    from gongwen.office.finish import Finished
    from gongwen.office.letterhead import LetterheadJob
    from gongwen.office.route import Routed
    from gongwen.office.typesetting import LaidOut
    from gongwen.proofing.engine import ProofResult
    from gongwen.report.checked import CheckedFile
    from gongwen.signoff.built import BuildFacts

FORMATS = ("docx", "pdf")
DEFAULT_FOLDER = Path("build")


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """构建的选项。

    out 为 None 时写到 build/<文件名>/；formats 取自 docx、pdf，别的由 build 拒绝；strict_fonts 拒绝代用字体；
    template 是自备的信笺（.docx），版面以它为准；preprinted 是套打：红头已印在纸上，不再印。
    strict_fonts、preprinted 为 None 时照 gongwen.toml。final 是出定稿：签发了、内容没有变的才行，
    填上登记的发文字号、成文日期、印发日期；seal_image 是放在定稿上的印章图（PNG），seal_mm 是它的直径，毫米。
    redo：已经用印、核发的，也在原处重新构建，印发的文件换掉，那几步重新办。
    """

    out: Path | str | None = None
    formats: tuple[str, ...] = FORMATS
    style: str | None = None
    strict_fonts: bool | None = None
    template: Path | str | None = None
    preprinted: bool | None = None
    final: bool = False
    seal_image: Path | str | None = None
    seal_mm: float | None = None
    redo: bool = False


@dataclass(frozen=True, slots=True)
class Built:
    """一件构建的结果。

    proofs 是各份原文的校对结果；placeholders 是还空着的地方；notices 是要告诉用户的话；
    faces 是 PDF 的面数，没有排 PDF 为 0；rules 是运行的规则条数；final：是定稿。
    """

    draft: Path
    outputs: tuple[Path, ...]
    proofs: tuple[CheckedFile, ...]
    placeholders: tuple[str, ...]
    notices: tuple[str, ...]
    faces: int
    rules: int
    final: bool = False

    @property
    def verdict(self) -> Verdict:
        """有一份原文不通过就不通过。"""
        return Verdict.PASS if all(item.passed for item in self.proofs) else Verdict.FAIL

    @property
    def exit_code(self) -> int:
        """0 通过而且没有空位，1 其余；定稿校对不通过的，都有人具名放行，也是 0。"""
        passed = self.final or self.verdict is Verdict.PASS
        return 0 if passed and not self.placeholders else 1


@dataclass(frozen=True, slots=True)
class _Run:
    """这一次构建共用的。"""

    options: BuildOptions
    config: Config
    agency: Agency | None
    style: Style
    fonts: FontSet
    now: datetime
    letterhead: LetterheadJob | None = None
    seal: SealImage | None = None

    @property
    def preprinted(self) -> bool:
        """套打：先看命令，再看本机设置。"""
        asked = self.options.preprinted
        return self.config.preprinted if asked is None else asked

    @property
    def inputs(self) -> dict[str, str]:
        """草稿之外还取用了哪些文件：名字到摘要。"""
        own = {self.agency.path.name: self.agency.digest} if self.agency else {}
        if self.seal is not None:
            own[self.seal.name] = sha256(self.seal.data).hexdigest()
        return own | (self.letterhead.inputs if self.letterhead else {})


@dataclass(frozen=True, slots=True)
class _Made:
    """做好而没有写出的一件。"""

    draft: Path
    folder: Path
    finished: Finished
    placeholders: tuple[str, ...]
    notices: tuple[str, ...]
    faces: int
    final: bool = False


def build(
    drafts: Iterable[Path | str],
    options: BuildOptions | None = None,
    config: Config | None = None,
    *,
    agency: Agency | None = None,
    now: datetime | None = None,
    progress: Callable[[Path], None] | None = None,
) -> tuple[Built, ...]:
    """把草稿排成公文，写出 DOCX、PDF、校对结果和流转清单。

    要么全部写出，要么一个文件也不写（引发 GongwenError）。

    config 默认不读任何文件，要用本机设置时传 load_config(文件夹)；agency 是单位资料（find_agency），
    草稿没写的要素和版式用它的；now 是记在清单上的时间，默认当前时间；progress 在每件做好时调用一次。
    """
    chosen, settings = options or BuildOptions(), config or Config()
    paths = path_list(drafts)
    _refuse_same_stems(paths, chosen)
    style = chosen_style(chosen.style, settings, agency)
    folders = font_folders(Path(each) for each in settings.fonts)
    letterhead, seal = _letterhead(chosen, paths, folders), _seal(chosen)
    fonts = find_fonts(style, folders)
    refuse_substitutes(fonts, style, asked=chosen.strict_fonts, config=settings)
    moment = (now or datetime.now(UTC)).astimezone(UTC)
    run = _Run(chosen, settings, agency, style, fonts, moment, letterhead, seal)
    made = []
    with _warmed(fonts):
        for draft in paths:
            made.append(_make(draft, run))
            if progress is not None:
                progress(draft)
    written = _written(made, (now or datetime.now(UTC)).astimezone(UTC), redo=chosen.redo)
    return tuple(_built(each, written) for each in made)


def _letterhead(
    options: BuildOptions, drafts: Sequence[Path], folders: tuple[Path, ...]
) -> LetterheadJob | None:
    if options.template is None:
        return None
    if options.preprinted:
        raise UsageError(
            "套打和信笺不能同用", None, "信笺的版头由它自己定：去掉 --preprinted，或去掉 --template"
        )
    from gongwen.office.letterhead import open_job  # 平常的构建用不着

    outputs = [_folder(draft, options) / f"{_stem(draft)}.docx" for draft in drafts]
    return open_job(options.template, options.formats, folders, outputs)


def _seal(options: BuildOptions) -> SealImage | None:
    if options.seal_image is None:
        if options.seal_mm is not None:
            raise UsageError(
                "写了印章的直径，没有印章图", None, "写上 --seal-image 印章.png，或去掉 --seal-mm"
            )
        return None
    if options.template is not None:
        raise UsageError(
            "印章图和信笺不能同用", None, "信笺的版面由它自己定：去掉 --seal-image，或去掉 --template"
        )
    from gongwen.office.seal_image import read_seal  # 平常的构建用不着

    return read_seal(options.seal_image, options.seal_mm, final=options.final)


@contextmanager
def _warmed(fonts: FontSet) -> Iterator[None]:
    """Typst 排版时不占解释器，另一个线程趁这工夫载入收尾的模块、算字体摘要（合起来约 0.1 秒）。"""

    def load() -> None:
        with suppress(Exception):  # 真有问题时，主线程里还会再遇到，由它报
            import gongwen.office.finish
            import gongwen.office.gate
            import gongwen.office.publish  # noqa: F401

    helpers = [Thread(target=load, name="gongwen-load"), Thread(target=fonts.digests, name="gongwen-digest")]
    for helper in helpers:
        helper.start()
    try:
        yield
    finally:
        for helper in helpers:
            helper.join()


def _written(made: Sequence[_Made], now: datetime, *, redo: bool) -> tuple[Path, ...]:
    from gongwen.office.gate import Gate
    from gongwen.office.publish import Parcel, publish

    _refuse_same_outputs(made)
    parcels = []
    for each in made:
        stem = _stem(each.draft)
        gate = Gate(each.draft, _case(each.folder, stem), redo)
        parcels.append(Parcel(each.folder, stem, each.finished.files, each.finished.facts, gate))
    return publish(parcels, case=str(uuid.uuid4()), now=now)


def _refuse_same_outputs(made: Sequence[_Made]) -> None:
    """一份草稿另成文件的附件，可能与另一份草稿同名。"""
    seen: dict[Path, Path] = {}
    for each in made:
        for name in each.finished.files:
            other = seen.setdefault(each.folder / name, each.draft)
            if other != each.draft:
                raise UsageError(
                    f"两份草稿会写到同一个文件“{name}”：{other}、{each.draft}",
                    None,
                    "改名，或分几次构建到不同的文件夹",
                )


def _built(made: _Made, written: Sequence[Path]) -> Built:
    stem, finished = _stem(made.draft), made.finished
    names = {*finished.files, f"{stem}.manifest.jsonl"}
    outputs = tuple(path for path in written if path.parent == made.folder and path.name in names)
    notices = (*made.notices, *_stale(made.folder, stem, names))
    return Built(
        made.draft,
        outputs,
        finished.proofs,
        made.placeholders,
        notices,
        made.faces,
        finished.rules,
        made.final,
    )


def _stale(folder: Path, stem: str, written: set[str]) -> Iterator[str]:
    """上次构建留下、这次没有要的成品：还在旁边，容易拿错。"""
    own = re.compile(re.escape(stem) + r"(?:-附件\d*)?\.(?:docx|pdf)")
    for path in sorted(folder.iterdir()):
        if own.fullmatch(path.name) and path.name not in written:
            yield f"{shown_path(path)} 是以前构建的，这次没有更新"


def _refuse_same_stems(drafts: Sequence[Path], options: BuildOptions) -> None:
    if not drafts:
        raise UsageError("没有给出草稿", None, "写上草稿的文件名，如 gongwen build 通知.md")
    for wrong in [each for each in options.formats if each not in FORMATS]:
        close = nearest(wrong, FORMATS)
        hint = f"是不是“{close}”？" if close else ""
        raise UsageError(f"不能输出“{wrong}”", None, f"{hint}可用：{'、'.join(FORMATS)}")
    if not options.formats:
        raise UsageError("没有要输出的格式", None, f"可用：{'、'.join(FORMATS)}")
    seen: dict[Path, Path] = {}
    for draft in drafts:
        target = _folder(draft, options) / _stem(draft)
        if target in seen:
            raise UsageError(
                f"两份草稿同名，会写到同一处：{seen[target]}、{draft}",
                None,
                "改名，或分几次构建到不同的文件夹",
            )
        seen[target] = draft


def _stem(draft: Path) -> str:
    """输出文件的名字；不是 UTF-8 的字节换成替代符，清单里才写得下。"""
    return shown_path(Path(draft.stem))


def _folder(draft: Path, options: BuildOptions) -> Path:
    return Path(options.out) if options.out is not None else DEFAULT_FOLDER / _stem(draft)


def _make(draft: Path, run: _Run) -> _Made:
    style, fonts = run.style, run.fonts
    source = read_source(draft)
    refuse_marked(source, run.config)
    document = with_agency(parse_draft(source, draft.parent), run.agency)
    refuse_classified(document, run.config)
    stem, folder = _stem(draft), _folder(draft, run.options)
    filled: tuple[str, ...] = ()
    if run.options.final:
        from gongwen.office.final import fill  # 平常的构建用不着
        from gongwen.office.gate import Gate

        gate = Gate(draft, _case(folder, stem), run.options.redo)
        document, filled = fill(document, gate, run.agency, now=run.now, seal=run.seal)
    # Typst 排版时不占解释器，趁这工夫校对、选路线
    proofing = Beside(lambda: _proofed(document, run.agency), "gongwen-proof")
    routing = Beside(lambda: _routed(document, run.agency, _case(folder, stem)), "gongwen-route")
    laid = lay_out(document, style, fonts, run.letterhead, stem=stem, preprinted=run.preprinted)
    done = laid.main
    from gongwen.office.finish import finish

    formats = run.options.formats
    finished = finish(
        document,
        done,
        style,
        fonts,
        stem=stem,
        formats=formats,
        inputs=run.inputs,
        detached=laid.detached,
        proofed=proofing.result(),
        routing=routing.result().routing,
        final=run.options.final,
    )
    own = _deviations(style) if run.letterhead is None else ()
    notices = (*filled, *own, *_notices(document, laid, fonts, formats), *routing.result().notices)
    notices += _about_case(_case(folder, stem), draft, finished.facts, done.plan.placeholders, run.now)
    final = run.options.final
    return _Made(draft, folder, finished, done.plan.placeholders, notices, done.pdf.faces, final)


def _about_case(
    case: Case, draft: Path, facts: BuildFacts, placeholders: tuple[str, ...], now: datetime
) -> tuple[str, ...]:
    """对这一件的审签有什么影响；定稿里还有空位的引发 RefusedError。"""
    if facts.final:
        from gongwen.office.final import refuse_placeholders

        refuse_placeholders(placeholders, draft)
    from gongwen.office.gate import case_notices

    return tuple(case_notices(case, facts, now))


def _case(folder: Path, stem: str) -> Case:
    from gongwen.office.case import case_at  # 载入要几毫秒：平常的构建到排版之后才用

    return case_at(folder, stem)


def _proofed(document: Document, agency: Agency | None) -> tuple[ProofResult, ...]:
    from gongwen.office.proof import proof_results

    return proof_results(document, agency)


def _routed(document: Document, agency: Agency | None, case: Case) -> Routed:
    from gongwen.office.route import routed

    return routed(document, agency, case.manifest)


def _deviations(style: Style) -> Iterator[str]:
    """单位自己的版式与国标基准不同的地方，逐条说明。"""
    if style.deviations:
        yield f"版式“{style.name}”与 GB/T 9704—2012 的基准不同：{'；'.join(style.deviations)}"


def _notices(document: Document, laid: LaidOut, fonts: FontSet, formats: Sequence[str]) -> Iterator[str]:
    yield from (str(notice) for notice in document.notices)
    yield from laid.main.plan.notices
    yield from laid.main.notices
    yield from laid.notices(formats)
    yield from map(str, laid.spared)
    for bad in fonts.skipped:
        yield f"字体：{shown_path(Path(bad.path))} {bad.reason}，没有用"
    used = "，".join(f"{font.term}用 {font.face.family} 代替" for font in substitutes(fonts))
    if used:
        yield f"字体：{used}（PDF；DOCX 里写的仍是规范的字体名）"
