"""呈现用的：签之前看到的一件（Look），签好的一步（Signed）。"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongwen.signoff.timeline import why_routed
from gongwen.signoff.verdict import open_findings

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from gongwen.compare.differences import Comparison
    from gongwen.signoff.manifest import Manifest
    from gongwen.signoff.progress import Progress
    from gongwen.signoff.step import Step
    from gongwen.signoff.turns import Turn
    from gongwen.signoff.verdict import OpenFinding


@dataclass(frozen=True, slots=True)
class ChangedFile:
    """一个文件与上次签的比。comparison、problem 恰有一个不是 None；problem 是没有比成的原因。"""

    name: str
    comparison: Comparison | None = None
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Changes:
    """上次有人签了以后变了什么。since 是那一步；files 是字节不同的各个文件，都一样的为空。"""

    since: Step
    files: tuple[ChangedFile, ...] = ()


@dataclass(frozen=True, slots=True)
class Look:
    """签的是什么，到了哪一步，现在可以由谁办。

    path 是用户写的案卷；turns 是现在可以办的；changes 在还没有人签过时为 None；notices 是要告诉用户的话。
    keyed 是名册里有没有人有钥匙。stale 是算数而内容其后变了的各步；
    stale_changes 是其中最早的那一步以后变了什么，与上次签的一样的为 None。
    """

    path: Path
    manifest: Manifest
    turns: tuple[Turn, ...]
    changes: Changes | None
    notices: tuple[str, ...]
    seen_at: datetime
    keyed: bool = False
    stale: tuple[Step, ...] = ()
    stale_changes: Changes | None = None

    @property
    def progress(self) -> Progress:
        """流转到了哪里。"""
        return self.manifest.progress

    @property
    def title(self) -> str:
        """标题；清单没有记的为空。"""
        built = self.manifest.built
        return str((built.built or {}).get("title") or "") if built else ""

    @property
    def why(self) -> str:
        """为什么选这条路线：有人签以前最后一次构建说的。"""
        return why_routed(self.manifest.steps)

    @property
    def open(self) -> tuple[OpenFinding, ...]:
        """还没有处置的差错，具名放行的也在内。"""
        built = self.manifest.built
        return open_findings(built.findings) if built else ()

    @property
    def unwaived(self) -> tuple[OpenFinding, ...]:
        """还没有人放行的差错。"""
        waived = {(each.code, each.fingerprint) for each in self.progress.waivers}
        return tuple(each for each in self.open if (each.code, each.fingerprint) not in waived)


@dataclass(frozen=True, slots=True)
class Signed:
    """签好的一步。

    manifest 是添好的清单；turns 是接下来可以办的；algorithm 是用什么签的；notices 是要告诉用户的话。
    """

    path: Path
    manifest: Manifest
    turns: tuple[Turn, ...]
    algorithm: str
    notices: tuple[str, ...]

    @property
    def step(self) -> Step:
        """签好的这一步。"""
        return self.manifest.steps[-1]

    @property
    def head(self) -> str:
        """清单的头：最后一行的摘要。"""
        return self.manifest.head or ""
