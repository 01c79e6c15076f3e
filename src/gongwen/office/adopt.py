"""记基线的用例：校对一遍，把现在所报的各处写进基线文件。"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gongwen.errors import OutputError, UsageError, Where
from gongwen.office.baseline import baseline_json, read_baseline
from gongwen.office.proof import start_proof
from gongwen.office.write_report import write_report
from gongwen.sources.reading import shown_path

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from gongwen.agency import Agency
    from gongwen.config import Config
    from gongwen.office.proof import Proofing
    from gongwen.office.proof_options import ProofOptions


@dataclass(frozen=True, slots=True)
class Adopted:
    """记下了几份、几处；problems 是没有校对成的文件的原因。"""

    files: int
    findings: int
    problems: tuple[str, ...]


def start_baseline(
    paths: Iterable[Path | str],
    out: Path,
    config: Config,
    *,
    agency: Agency | None = None,
    options: ProofOptions | None = None,
) -> Proofing:
    """定下要校对的文件，不看已有的基线。已有的 out 不是基线时引发 OutputError。"""
    _refuse_foreign(out)
    bare = replace(config, proofing=replace(config.proofing, baseline=None))
    return start_proof(paths, bare, agency=agency, options=options)


def write_baseline(run: Proofing, out: Path, progress: Callable[[Path], None] | None = None) -> Adopted:
    """校对一遍，把所报的各处写成基线 out；放行、驳回的不记。"""
    checked = list(run.each(progress))
    write_report(out, [baseline_json(checked, out.parent)], replaces=True)
    found = [item.result for item in checked if item.result and item.result.findings]
    problems = tuple(item.problem for item in checked if item.problem is not None)
    return Adopted(len(found), sum(len(result.findings) for result in found), problems)


def _refuse_foreign(out: Path) -> None:
    if not out.exists():
        return
    try:
        read_baseline(out)
    except UsageError as error:
        raise OutputError(
            "这个文件已经有了，不是基线，没有动它", Where(shown_path(out)), "换一个文件名"
        ) from error
