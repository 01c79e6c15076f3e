"""一份流转清单：拆开的各行、各步、走到了哪里。"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongwen.signoff.envelope import broken, open_lines, whole_lines
from gongwen.signoff.progress import Progress, applied
from gongwen.signoff.step import step_of
from gongwen.signoff.verdict import open_findings

if TYPE_CHECKING:
    from gongwen.signoff.envelope import Sealed
    from gongwen.signoff.step import Step


@dataclass(frozen=True, slots=True)
class Manifest:
    """读好的清单。torn 是写到一半的最后一行（没有为空）；它不算数，下一步接在完整的最后一行之后。"""

    name: str
    lines: tuple[Sealed, ...]
    steps: tuple[Step, ...]
    progress: Progress
    torn: bytes = b""

    @property
    def head(self) -> str | None:
        """完整的最后一行的摘要；空清单为 None。"""
        return self.lines[-1].digest if self.lines else None

    @property
    def built(self) -> Step | None:
        """最近的构建。"""
        return self.progress.built


def read_manifest(data: bytes, name: str) -> Manifest:
    """读一份清单，name 只用来报错。

    有一行读不懂、前后不相接时引发 ManifestError；写到一半的最后一行放在 torn 里。
    签名对不对、该不该签不在这里看。
    """
    _, torn = whole_lines(data)
    lines = open_lines(data[: len(data) - len(torn)], name)
    steps: list[Step] = []
    progress = Progress()
    for number, line in enumerate(lines, 1):
        try:
            steps.append(step_of(line.payload))
            open_findings(steps[-1].findings)
            progress = applied(progress, steps[-1])
        except ValueError as error:
            raise broken(name, number, f"读不懂（{error}）") from error
    return Manifest(name, tuple(lines), tuple(steps), progress, torn)
