"""写出标了批注的副本（校对.docx）和改过的草稿（改稿.md）。原件不动，不是自己写的文件不盖。"""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gongwen.errors import GongwenError, OutputError, SourceError, Where, system_reason
from gongwen.office.own_files import OwnFiles
from gongwen.office.staging import link_new, staged
from gongwen.proofing.fixes import plan_fixes
from gongwen.report.draft_diff import draft_diff
from gongwen.signoff.built import digest
from gongwen.sources.reading import read_bytes, shown_path
from gongwen.spans import Medium

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime
    from pathlib import Path

    from gongwen.findings import Finding
    from gongwen.proofing.engine import ProofResult
    from gongwen.report.checked import CheckedFile

_MARKED, _FIXED = ".校对", ".改稿"
_FOREIGN = "已有同名文件，不是本程序写的，或写出后被人改过"
_ELSEWHERE = "把它移走或改名，或用 -o 换一个文件夹"


@dataclass(frozen=True, slots=True)
class Marked:
    """一份写出的结果。

    copy 是标了批注的副本，draft 是改过的草稿，没有写的为 None；comments 是批注的条数，fixed 是改了的处数；
    difference 是草稿改前改后的对照；left 是还算数而没有改的各处，每条一句；problem 是没有写成的缘故。
    """

    path: str
    copy: Path | None = None
    draft: Path | None = None
    comments: int = 0
    fixed: int = 0
    difference: str = ""
    left: tuple[str, ...] = ()
    problem: str | None = None

    @property
    def outputs(self) -> tuple[Path, ...]:
        """写出的文件。"""
        return tuple(each for each in (self.copy, self.draft) if each is not None)


def write_marked(
    files: Iterable[CheckedFile],
    folder: Path,
    *,
    sources: Iterable[Path],
    copies: bool,
    fix: bool,
    now: datetime,
    author: str,
) -> Iterator[Marked]:
    """逐份写到 folder，写一份交出一份；读不了的（CheckedFile.problem）略过。sources 是这一次的全部原件。

    copies 为真，每份写一个标了批注的副本；fix 为真，有改法的差错照改：文本另写一份改稿，
    Word 文件和 PDF 的副本带修订（不论要不要副本都写）。now 带时区，author 是批注、修订的署名。
    一份写不成，记在 problem 里，别的照写；文件夹建不了时引发 OutputError。
    """
    job = _Job(folder, sources, copies=copies, fix=fix, now=now, author=author)
    _make(folder)
    try:
        for item in files:
            if item.result is not None and job.is_new(item.file):
                yield job.write(item.path, item.file, item.result)
    finally:
        job.own.save()


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        raise _unwritable(folder, error) from error


class _Job:
    """这一次写出：写过哪些名字，哪些是原件。"""

    def __init__(
        self, folder: Path, sources: Iterable[Path], *, copies: bool, fix: bool, now: datetime, author: str
    ) -> None:
        self._folder, self._copies, self._fix = folder, copies, fix
        self._now, self._author = now, author
        self.own = OwnFiles()
        self._names: set[str] = set()
        self._seen: set[Path] = set()
        self._sources = {identity for each in sources if (identity := _identity(each)) is not None}

    def is_new(self, path: Path) -> bool:
        """还没有写过：两件公文带同一个附件，附件只写一份。"""
        known = path in self._seen
        self._seen.add(path)
        return not known

    def write(self, name: str, path: Path, result: ProofResult) -> Marked:
        """写出一份的各个文件。"""
        is_text = result.source.medium is Medium.TEXT
        done = Marked(name)
        try:
            if self._fix and is_text:
                done = self._write_draft(path, result, done)
            if self._copies or not is_text:
                done = self._write_copy(path, result, done)
        except GongwenError as error:
            done = replace(done, problem=str(error))
        return done

    def _write_draft(self, path: Path, result: ProofResult, done: Marked) -> Marked:
        source = result.source
        plan = plan_fixes(source, result.findings)
        done = replace(done, left=_told(result, plan.left))
        if not plan.fixes:
            return done
        target = self._target(path, _FIXED, path.suffix or ".md")
        self._put(target, path, plan.applied_to(source.text).encode("utf-8", "surrogatepass"))
        difference = draft_diff(source, plan.fixes, shown_path(target))
        return replace(done, draft=target, fixed=len(plan.fixes), difference=difference)

    def _write_copy(self, path: Path, result: ProofResult, done: Marked) -> Marked:
        from gongwen.ooxml.stamp import Stamp
        from gongwen.report.docx_marked import marked_docx

        is_docx = result.source.medium is Medium.DOCX
        original = _original(path, result) if is_docx else b""
        stamp = Stamp(self._author, self._author, self._now)
        made = marked_docx(result, original, stamp, fix=self._fix)
        # 带宏的、模板换了扩展名，Word 就不肯打开
        target = self._target(path, _MARKED, path.suffix if is_docx else ".docx")
        self._put(target, path, made.data)
        left = _told(result, made.left) if self._fix else ()
        fixed = done.fixed or made.changes
        return replace(done, copy=target, comments=made.comments, fixed=fixed, left=left)

    def _target(self, path: Path, mark: str, suffix: str) -> Path:
        """输出的路径；这一次已经用过的名字，后面加数。"""
        name = f"{path.stem}{mark}{suffix}"
        number = 1
        while name.lower() in self._names:
            number += 1
            name = f"{path.stem}（{number}）{mark}{suffix}"
        self._names.add(name.lower())
        return self._folder / name

    def _put(self, target: Path, source: Path, data: bytes) -> None:
        """写好临时文件再换上。已有的须是自己写的，而且不是原件。"""
        try:
            replacing = self._may_replace(target, source, data)
            temporary = staged(target, [data])
            try:
                self.own.add(data)
                if replacing:
                    temporary.replace(target)
                else:
                    link_new(temporary, target)
            finally:
                with suppress(OSError):
                    temporary.unlink(missing_ok=True)
        except FileExistsError as error:
            raise OutputError(_FOREIGN, Where(shown_path(target)), _ELSEWHERE) from error
        except (OSError, ValueError) as error:
            raise _unwritable(target, error) from error

    def _may_replace(self, target: Path, source: Path, data: bytes) -> bool:
        """已有而可以换掉为真，没有为假；不能换的引发 OutputError。"""
        if not os.path.lexists(target):
            return False
        where = Where(shown_path(target))
        if _identity(target) in {*self._sources, _identity(source)} - {None}:
            raise OutputError("结果会盖掉原件", where, "用 -o 换一个文件夹")
        if target.is_symlink() or not target.is_file():
            raise OutputError(_FOREIGN, where, _ELSEWHERE)
        existing = target.read_bytes()
        if existing != data and not self.own.holds(existing):
            raise OutputError(_FOREIGN, where, _ELSEWHERE)
        return True


def _identity(path: Path) -> tuple[int, int] | None:
    """是哪一个文件：路径不同，链接到同一处的也是同一个。没有这个文件为 None。"""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    return found.st_dev, found.st_ino


def _original(path: Path, result: ProofResult) -> bytes:
    """原件的字节，须与校对时的一样。"""
    from gongwen.ooxml.opening import MAX_FILE  # 用到时才载入 lxml

    data = read_bytes(path, result.source.name, MAX_FILE)
    if digest(data) != result.source.digest:
        raise SourceError("校对之后文件变了", Where(result.source.name), "重新校对一遍")
    return data


def _unwritable(path: Path, error: OSError | ValueError) -> OutputError:
    reason = system_reason(error) if isinstance(error, OSError) else "文件名里有不能写的字符"
    return OutputError(f"写不出去：{reason}", Where(shown_path(path)), "检查磁盘空间、文件夹名和权限")


def _told(result: ProofResult, left: Iterable[tuple[Finding, str]]) -> tuple[str, ...]:
    """没有改的各处，每处一句：位置、代码、说明、缘故。"""
    return tuple(
        f"{result.source.place(finding.span.start) if finding.span else '全文'} "
        f"{finding.code} {finding.message}：{reason}"
        for finding, reason in left
    )
