"""签过的成品各留一份，好让后面的人看见上次签了以后变了什么。

DOCX 和 PDF 只留一种（有 DOCX 的留 DOCX）：两种是同一件。留存在“文件名.signed”文件夹里，名字是摘要。
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from gongwen.errors import GongwenError
from gongwen.office.kept import Keepsake, kept_name
from gongwen.office.present import file_bytes, file_digest
from gongwen.report.signing_facts import ChangedFile, Changes
from gongwen.signoff.vocabulary import StepKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gongwen.config import Config
    from gongwen.office.case import Case
    from gongwen.signoff.manifest import Manifest
    from gongwen.signoff.step import Step, Subject

FOLDER = ".signed"
_PREFERRED = (".docx", ".pdf")


def keepsakes(case: Case, built: Step) -> tuple[Keepsake, ...]:
    """要留存的各份。文件与清单记的不同时引发 RefusedError。"""
    return tuple(
        Keepsake(case.beside(FOLDER), file_bytes(case.folder / each.name, each.rendition), _suffix(each.name))
        for each in _chosen(built.subjects).values()
    )


def changes_since(case: Case, manifest: Manifest, config: Config | None) -> Changes | None:
    """上次有人签了以后变了什么；还没有人签过的为 None。变了的才逐字比（在子进程里读），要一两秒。"""
    since = next((each for each in reversed(manifest.steps) if each.step_kind is not StepKind.BUILT), None)
    if since is None or manifest.built is None:
        return None
    return Changes(since, tuple(_changed(case, since, manifest.built, config)))


def _changed(case: Case, since: Step, built: Step, config: Config | None) -> Iterator[ChangedFile]:
    """同一件的两种（上次是 DOCX，这次只有 PDF）也比：比的是字。"""
    before, now = _chosen(since.subjects), _chosen(built.subjects)
    for stem, each in now.items():
        if stem not in before:
            yield ChangedFile(each.name, problem="上次签的时候没有这个文件")
        elif before[stem].rendition != each.rendition:
            yield _compared(case, before[stem], each, config)
    for stem in sorted(before.keys() - now.keys()):
        yield ChangedFile(before[stem].name, problem="上次签的时候有，现在没有了")


def _compared(case: Case, before: Subject, now: Subject, config: Config | None) -> ChangedFile:
    from gongwen.office.compare import compare_files  # 要载入读 Word、PDF 的各部分，没有变的用不着

    kept = case.beside(FOLDER) / kept_name(before.rendition, _suffix(before.name))
    try:
        found = file_digest(kept)
        if found is None:
            return ChangedFile(
                now.name, problem=f"变了；上次签的那份没有留存（{kept.parent.name}/{kept.name}），不能逐字比"
            )
        if found != before.rendition:
            return ChangedFile(
                now.name, problem=f"变了；留存的那份（{kept.parent.name}/{kept.name}）被人改过，不能比"
            )
        return ChangedFile(now.name, compare_files(kept, case.folder / now.name, config))
    except GongwenError as error:
        return ChangedFile(now.name, problem=f"变了；没有比成：{error.what}")


def _chosen(subjects: Sequence[Subject]) -> dict[str, Subject]:
    """一件留一种：不含扩展名的文件名到那一种。"""
    found: dict[str, Subject] = {}
    for each in subjects:
        stem = PurePosixPath(each.name).stem
        if stem not in found or _rank(each) < _rank(found[stem]):
            found[stem] = each
    return found


def _rank(subject: Subject) -> int:
    suffix = _suffix(subject.name)
    return _PREFERRED.index(suffix) if suffix in _PREFERRED else len(_PREFERRED)


def _suffix(name: str) -> str:
    return PurePosixPath(name).suffix
