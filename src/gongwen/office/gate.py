"""构建与审签：清单上要添的一行行不行，不行的说出为什么、可以怎样；重新构建以后哪几步不算数了。"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongwen.errors import RefusedError, Where
from gongwen.office.case import read_case
from gongwen.signoff.built import built_step
from gongwen.signoff.manifest import read_manifest
from gongwen.signoff.objection import Check
from gongwen.signoff.objections import objections
from gongwen.signoff.progress import applied
from gongwen.signoff.roster import Roster
from gongwen.signoff.verdict import open_findings
from gongwen.signoff.vocabulary import StepKind
from gongwen.sources.reading import shown_path

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from gongwen.office.case import Case
    from gongwen.signoff.built import BuildFacts
    from gongwen.signoff.manifest import Manifest
    from gongwen.signoff.progress import Progress
    from gongwen.signoff.step import Step

MOST_TOLD = 5
MOST_WAIVERS = 10


@dataclass(frozen=True, slots=True)
class Gate:
    """清单上要添一行构建时看它行不行。draft 是草稿，只用来报错；redo：印发了的，也重新办。"""

    draft: Path
    case: Case
    redo: bool = False

    def __call__(self, existing: bytes, step: Step) -> None:
        """不行的引发 RefusedError。existing 是清单现在的各行，没有清单为空。"""
        if existing:
            self.refuse(read_manifest(existing, shown_path(self.case.manifest)), step)
        elif step.is_final:
            self.refuse_unbuilt()

    def refuse_unbuilt(self) -> None:
        """还没有清单。"""
        raise RefusedError(
            f"还没有流转清单 {shown_path(self.case.manifest)}，不能出定稿",
            Where(shown_path(self.draft)),
            "先平常构建一次，办完审签；构建到别的文件夹的，用 -o 写明",
        )

    def refuse(self, manifest: Manifest, step: Step) -> None:
        """有异议的引发 RefusedError：几条合起来说。"""
        progress = manifest.progress
        self._refuse_issued(progress)
        found = tuple(objections(progress, step, Roster()))
        if not found:
            return
        told = "；".join(each.what for each in found[:MOST_TOLD])
        more = f"等 {len(found)} 条" if len(found) > MOST_TOLD else ""
        steps = [each.next_step for each in found[:MOST_TOLD] if each.next_step]
        if any(each.check is Check.CONTENT for each in found):
            steps.append(f"差别在哪里：gongwen compare {self._signed(manifest)} {shown_path(self.draft)}")
        if any(each.check is Check.VERDICT for each in found):
            steps += _about_faults(progress, step)
        if step.is_final and progress.route is None:
            steps = ["清单里没有路线：平常构建一次，办完审签"]
        elif step.is_final and progress.changed:
            steps.insert(0, "签发以后内容改过，请签发人重新签发")
        where = Where(shown_path(self.draft))
        raise RefusedError(told + more, where, "\n  → ".join(dict.fromkeys(steps)) or None)

    def _refuse_issued(self, progress: Progress) -> None:
        """已经用印、核发的，文件夹里就是印发的那几个文件。"""
        steps = (*progress.of_kind(StepKind.SEALED), *progress.of_kind(StepKind.DISPATCHED))
        issued = dict.fromkeys(each.kind.term for each in steps if progress.done.get(each.step_id))
        if issued and not self.redo:
            raise RefusedError(
                f"已经{'、'.join(issued)}，重新构建会换掉印发的文件",
                Where(shown_path(self.case.folder)),
                "构建到别的文件夹（-o）；确要重新办的，加 --redo",
            )

    def _signed(self, manifest: Manifest) -> str:
        """签发的那个文件：内容与签发的不同的还没有写出，文件夹里的就是。"""
        subjects = manifest.built.subjects if manifest.built else ()
        return shown_path(self.case.folder / subjects[0].name) if subjects else shown_path(self.case.folder)


def _about_faults(progress: Progress, step: Step) -> Iterator[str]:
    """没有放行的是哪几处（定稿没有写出，校对结果里看不到），签过了的怎样再签。"""
    waived = {(each.code, each.fingerprint) for each in progress.waivers}
    left = [each for each in open_findings(step.findings) if (each.code, each.fingerprint) not in waived]
    named = [f"{each.code} {each.message}（{each.file}，指纹 {each.fingerprint}）" for each in left]
    if named:
        more = f"等 {len(named)} 处" if len(named) > MOST_TOLD else ""
        yield f"没有放行的：{'；'.join(named[:MOST_TOLD])}{more}"
    if progress.current:
        yield f"签过了的要再签一次才能放行：由“{progress.current.name}”退回（--return-to 步骤）"


def case_notices(case: Case, facts: BuildFacts, now: datetime) -> Iterator[str]:
    """这次构建以后，签过的哪几步不算数了、为什么；定稿的，说出具名放行的各处。没有清单的没有话说。"""
    if not case.manifest.is_file():
        return
    manifest = read_case(case)
    before = manifest.progress
    after = applied(before, built_step(manifest.lines, facts, case="", now=now))
    steps = before.route.steps if before.route else ()
    gone = [each.name for each in steps if before.done.get(each.step_id) and not after.done.get(each.step_id)]
    names = "、".join(f"“{name}”" for name in gone)
    if after.changed and not before.changed:
        yield f"内容与签发的不同：{names}不算数了，要请签发人重新签发"
    elif gone:
        yield f"重新构建了：{names}不算数了，要重新办"
    if facts.final:
        for waiver in before.waivers[:MOST_WAIVERS]:
            yield f"放行 {waiver.code}（{waiver.fingerprint}）：{waiver.name}，{waiver.reason}"
        more = len(before.waivers) - MOST_WAIVERS
        if more > 0:
            yield f"另有 {more} 处放行，逐处见流转清单（gongwen show）"
    elif manifest.built and manifest.built.is_final:
        yield "以前出过定稿，这次构建的不是定稿；要定稿，加 --final 再构建"
