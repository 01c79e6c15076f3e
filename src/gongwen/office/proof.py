"""校对用例：找出文件，逐份读、校对，读不了的记下原因，其余照校。"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gongwen.config import Config
from gongwen.errors import DraftError, GongwenError, SourceError, Where
from gongwen.office.decision_files import decisions_for
from gongwen.office.defaults import with_agency
from gongwen.office.guard import refuse_classified, refuse_marked
from gongwen.office.paths import path_list
from gongwen.office.proof_options import ProofOptions, Settled, settle
from gongwen.office.walk import found_files
from gongwen.proofing.engine import proof_document
from gongwen.proofing.rules import RULES
from gongwen.report.checked import CheckedFile
from gongwen.report.decisions import apply_decisions, stale_decisions
from gongwen.sources.draft import parse_draft
from gongwen.sources.reading import read_source, shown_path

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from gongwen.agency import Agency
    from gongwen.document.model import Document
    from gongwen.proofing.engine import ProofResult
    from gongwen.spans import SourceText


@dataclass(frozen=True, slots=True)
class ProofReport:
    """校对的结局。files 每份原文一项，附件在所属草稿之后；notices 是读入时要告知的话。

    gated 为真表示另设了差错率的限度，退出码只看裁定。
    """

    files: tuple[CheckedFile, ...]
    rules: int
    notices: tuple[str, ...] = ()
    gated: bool = False

    @property
    def errors(self) -> int:
        """差错总数。"""
        return sum(item.result.errors for item in self.files if item.result)

    @property
    def problems(self) -> int:
        """读不了的文件数。"""
        return sum(item.problem is not None for item in self.files)

    @property
    def exit_code(self) -> int:
        """0 没有差错，1 有差错（另设了限度时：裁定不通过），2 有文件读不了。"""
        return max((item.exit_code(gated=self.gated) for item in self.files), default=0)


class Proofing:
    """一次校对：total 份文件，each() 逐份给出结果，不把结果都攒着。"""

    def __init__(self, paths: Sequence[Path], settled: Settled, passed_over: int = 0) -> None:
        self.paths, self.settled, self.passed_over = tuple(paths), settled, passed_over

    @property
    def total(self) -> int:
        """文件数（附件不另算）。"""
        return len(self.paths)

    def each(self, progress: Callable[[Path], None] | None = None) -> Iterator[CheckedFile]:
        """按次序逐份给出；progress 在每份校对完时调用一次。同时校对几份时，次序也不变。"""
        from gongwen.office.workers import checked_in_order

        for path, found in checked_in_order(check_file, self.paths, self.settled, self.settled.jobs):
            yield from found
            if progress is not None:
                progress(path)


def start_proof(
    paths: Iterable[Path | str],
    config: Config | None = None,
    *,
    agency: Agency | None = None,
    options: ProofOptions | None = None,
) -> Proofing:
    """定下校对哪些文件、运行哪些规则，还没有开始读。选择不对、文件夹里没有文件时引发 UsageError。"""
    settled = settle(options or ProofOptions(), config or Config(), agency)
    found = found_files(path_list(paths), settled.skip)
    return Proofing(found.paths, settled, found.passed_over)


def proof(
    paths: Iterable[Path | str],
    config: Config | None = None,
    *,
    agency: Agency | None = None,
    options: ProofOptions | None = None,
) -> ProofReport:
    """校对文件（.md、.txt、.docx、.pdf）和文件夹，读不了的记下原因，其余照校。

    草稿引用的附件、被印发件一并校对；引用的文件打不开时，只校对草稿自己的文字，另记一项。
    config 默认不读任何文件，要用单位配置时传 load_config(文件夹)；agency 是单位资料（find_agency）。
    """
    run = start_proof(paths, config, agency=agency, options=options)
    files = tuple(run.each())
    notices = tuple(notice for item in files for notice in item.notices)
    return ProofReport(files, len(run.settled.rules), notices, run.settled.gated)


def check_file(path: Path, settled: Settled) -> list[CheckedFile]:
    """校对一份文件：它自己一项，它的附件、被印发件各一项。"""
    try:
        document, trouble = _read(path, settled.config)
        document = with_agency(document, settled.agency)
        refuse_classified(document, settled.config)
    except GongwenError as error:
        return [CheckedFile(shown_path(path), problem=str(error))]
    results = proof_document(document, settled.rules, settled.limit, settled.agency)
    checked = [_checked(result, _origin(result, path), settled) for result in results]
    told = tuple(str(notice) for notice in document.notices)
    checked[0] = replace(checked[0], notices=(*told, *checked[0].notices))
    if trouble is not None:
        name = trouble.file if isinstance(trouble, DraftError) else trouble.where.path
        checked.append(CheckedFile(name or shown_path(path), problem=str(trouble)))
    return checked


def _origin(result: ProofResult, path: Path) -> Path:
    """这份原文真正的路径：附件的名字是草稿的文件夹加上所写的相对路径。"""
    shown, name = shown_path(path), result.source.name
    folder = shown.rpartition("/")[0]
    return path if name == shown else path.parent / name.removeprefix(f"{folder}/" if folder else "")


def _checked(result: ProofResult, origin: Path, settled: Settled) -> CheckedFile:
    """照基线、照旁边的核定记录处置各处；核定记录写得不对，这一份就不能算校对过。"""
    name = result.source.name
    notices: tuple[str, ...] = ()
    if settled.baseline is not None:
        from gongwen.office.baseline import baselined

        result, gone = baselined(result, origin, settled.baseline)
        if gone:
            notices += (f"{name}：基线里有 {gone} 处已经没有了，运行 gongwen baseline 更新基线",)
    try:
        decisions = decisions_for(origin) if settled.use_reviews else None
    except GongwenError as error:
        return CheckedFile(name, problem=str(error), notices=notices, origin=origin)
    if decisions is not None:
        codes = {rule.code for rule in settled.rules}
        if stale := stale_decisions(result, decisions, codes):
            notices += (f"{name}：核定过的 {len(stale)} 处原文已改，不再算数；见 gongwen review --list",)
        result = apply_decisions(result, decisions)
    return CheckedFile(name, result=result, notices=notices, origin=origin)


def _read(path: Path, config: Config) -> tuple[Document, GongwenError | None]:
    match path.suffix.lower():
        case ".docx" | ".docm" | ".dotx" | ".dotm":
            from gongwen.sources.docx import parse_docx

            document = parse_docx(path)
        case ".pdf":
            from gongwen.sources.pdf import parse_pdf

            document = parse_pdf(path)
        case _:
            return _read_text(path, config)
    refuse_marked(document.source, config)
    _refuse_empty(document.source)
    return document, None


def _read_text(path: Path, config: Config) -> tuple[Document, GongwenError | None]:
    source = read_source(path)
    refuse_marked(source, config)
    _refuse_empty(source)
    try:
        return parse_draft(source, path.parent), None
    except (DraftError, SourceError) as error:
        # 附件缺失之类不妨碍校对草稿本身；要素写错则下一句照样报错。
        return parse_draft(source, None), error


def _refuse_empty(source: SourceText) -> None:
    if not source.text.strip():
        raise SourceError("文件是空的", Where(source.name), "确认拿对了文件")


def proof_results(document: Document, agency: Agency | None = None) -> tuple[ProofResult, ...]:
    """一件公文各份原文的校对结果。"""
    return proof_document(document, RULES, agency=agency)
