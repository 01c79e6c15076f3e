"""签过的成品各留一份，好让后面的人看见上次签了以后变了什么。

DOCX 和 PDF 都留：只换了一种的也看得出。留存在“文件名.signed”文件夹里，名字是摘要。
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
    from pathlib import Path

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
        for each in built.subjects
    )


def changes_since(case: Case, manifest: Manifest, config: Config | None) -> Changes | None:
    """上次有人签了以后变了什么；还没有人签过的为 None。变了的才逐字比（在子进程里读），要一两秒。"""
    since = _last_signed(manifest)
    if since is None or manifest.built is None:
        return None
    return changes_from(case, since, manifest.built, config)


def changes_from(case: Case, since: Step, built: Step, config: Config | None) -> Changes:
    """since 这一步签的，到 built 变了什么。"""
    return Changes(since, tuple(_changed(case, since, built, config)))


def stale_consents(manifest: Manifest) -> tuple[Step, ...]:
    """现在算数的各步里，签的内容不是现在的内容的，照签的先后。"""
    if manifest.built is None:
        return ()
    now = manifest.built.content
    return tuple(
        sorted(
            (each for each in manifest.progress.consents() if each.content != now), key=lambda one: one.seq
        )
    )


def changes_since_stale(case: Case, manifest: Manifest, config: Config | None) -> Changes | None:
    """最早的、内容其后变了的那一步签了以后变了什么；没有这样的、与上次签的是同样文件的为 None。"""
    stale, last = stale_consents(manifest), _last_signed(manifest)
    if not stale or manifest.built is None or last is None or stale[0].subjects == last.subjects:
        return None
    return changes_from(case, stale[0], manifest.built, config)


def _last_signed(manifest: Manifest) -> Step | None:
    return next((each for each in reversed(manifest.steps) if each.step_kind is not StepKind.BUILT), None)


def _changed(case: Case, since: Step, built: Step, config: Config | None) -> Iterator[ChangedFile]:
    """逐个文件比；上次没有这一种（上次是 DOCX，这次只有 PDF）的，与上次的另一种比：比的是字。"""
    before = {each.name: each for each in since.subjects}
    other, now = _chosen(since.subjects), _chosen(built.subjects)
    for each in built.subjects:
        old = before.get(each.name) or other.get(_stem(each.name))
        if old is None:
            yield ChangedFile(each.name, problem="上次签的时候没有这个文件")
        elif old.rendition != each.rendition:
            yield _compared(case, old, other.get(_stem(each.name)), each, config)
    for stem in sorted(other.keys() - now.keys()):
        yield ChangedFile(other[stem].name, problem="上次签的时候有，现在没有了")


def _compared(
    case: Case, before: Subject, spare: Subject | None, now: Subject, config: Config | None
) -> ChangedFile:
    """与留存的那份比；早先只留了 DOCX 的，PDF 与 DOCX（spare）比。"""
    from gongwen.office.compare import compare_files  # 要载入读 Word、PDF 的各部分，没有变的用不着

    kept = _kept_path(case, before)
    try:
        found = file_digest(kept)
        if found is None and spare is not None and spare != before:
            before, kept = spare, _kept_path(case, spare)
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


def _kept_path(case: Case, subject: Subject) -> Path:
    return case.beside(FOLDER) / kept_name(subject.rendition, _suffix(subject.name))


def _chosen(subjects: Sequence[Subject]) -> dict[str, Subject]:
    """一件留一种：不含扩展名的文件名到那一种。"""
    found: dict[str, Subject] = {}
    for each in subjects:
        stem = _stem(each.name)
        if stem not in found or _rank(each) < _rank(found[stem]):
            found[stem] = each
    return found


def _rank(subject: Subject) -> int:
    suffix = _suffix(subject.name)
    return _PREFERRED.index(suffix) if suffix in _PREFERRED else len(_PREFERRED)


def _suffix(name: str) -> str:
    return PurePosixPath(name).suffix


def _stem(name: str) -> str:
    return PurePosixPath(name).stem
