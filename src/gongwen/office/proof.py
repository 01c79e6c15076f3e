"""校对用例。"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongwen.config import Config
from gongwen.errors import DraftError, GongwenError, SourceError, Where
from gongwen.office.defaults import with_agency
from gongwen.office.guard import refuse_classified, refuse_marked
from gongwen.office.paths import path_list
from gongwen.proofing.engine import proof_document
from gongwen.proofing.rules import RULES
from gongwen.report.checked import CheckedFile
from gongwen.sources.draft import parse_draft
from gongwen.sources.reading import read_source, shown_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from gongwen.agency import Agency
    from gongwen.document.model import Document
    from gongwen.proofing.engine import ProofResult
    from gongwen.spans import SourceText


@dataclass(frozen=True, slots=True)
class ProofReport:
    """校对的结局。files 每份原文一项，附件在所属草稿之后；notices 是读入时要告知的话。"""

    files: tuple[CheckedFile, ...]
    rules: int
    notices: tuple[str, ...] = ()

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
        """0 没有差错，1 有差错，2 有文件读不了。"""
        if self.problems:
            return 2
        return 1 if self.errors else 0


def proof(
    paths: Iterable[Path | str], config: Config | None = None, *, agency: Agency | None = None
) -> ProofReport:
    """校对文件（.md、.txt），读不了的记下原因，其余照校。

    草稿引用的附件、被印发件一并校对；引用的文件打不开时，只校对草稿自己的文字，另记一项。
    config 默认不读任何文件，要用单位配置时传 load_config(文件夹)；agency 是单位资料（find_agency）。
    """
    settings = config or Config()
    files: list[CheckedFile] = []
    notices: list[str] = []
    for path in path_list(paths):
        files += _proof_one(path, settings, agency, notices)
    return ProofReport(tuple(files), len(RULES), tuple(notices))


def _proof_one(
    path: Path, config: Config, agency: Agency | None, notices: list[str]
) -> Iterator[CheckedFile]:
    try:
        source = read_source(path)
        refuse_marked(source, config)
        if not source.text.strip():
            raise SourceError("文件是空的", Where(source.name), "确认拿对了文件")
        document, trouble = _parse(path, source)
        document = with_agency(document, agency)
        refuse_classified(document, config)
    except GongwenError as error:
        yield CheckedFile(shown_path(path), problem=str(error))
        return
    notices += [str(notice) for notice in document.notices]
    for result in proof_results(document):
        yield CheckedFile(result.source.name, result=result)
    if trouble is not None:
        name = trouble.file if isinstance(trouble, DraftError) else trouble.where.path
        yield CheckedFile(name or shown_path(path), problem=str(trouble))


def _parse(path: Path, source: SourceText) -> tuple[Document, GongwenError | None]:
    try:
        return parse_draft(source, path.parent), None
    except (DraftError, SourceError) as error:
        # 附件缺失之类不妨碍校对草稿本身；要素写错则下一句照样报错。
        return parse_draft(source, None), error


def proof_results(document: Document) -> tuple[ProofResult, ...]:
    """一件公文各份原文的校对结果。"""
    return proof_document(document, RULES)
