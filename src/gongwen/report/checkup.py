"""gongwen doctor 查到的：字体各用途、字体文件、周围的东西。路径都是用户照打就能用的写法。"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from gongwen.layout.fonts import FALLBACK

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gongwen.report.font_advice import SystemAdvice


class Status(StrEnum):
    """一种用途的字体怎样。"""

    OWN = "own"
    SUBSTITUTE = "substitute"
    MISSING = "missing"

    @property
    def term(self) -> str:
        """给人看的说法。"""
        return {"own": "本用途", "substitute": "代用", "missing": "没有"}[self.value]


@dataclass(frozen=True, slots=True)
class FaceUsed:
    """PDF 里用的一个字体。"""

    family: str
    weight: int
    file: str


@dataclass(frozen=True, slots=True)
class RoleCheck:
    """一种用途：PDF 里用的字体（生僻字可以有几个，按先后），DOCX 里写的字体本机装了没有。

    wanted 是该用的家族名，按先后；lacks 是查的生僻字里本用途没有的，各用哪个家族，都没有为 None。
    """

    role: str
    term: str
    clause: str
    status: Status
    faces: tuple[FaceUsed, ...]
    docx: str
    installed: bool
    wanted: tuple[str, ...]
    lacks: Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class FontFile:
    """一个有毛病的字体文件。"""

    path: str
    problem: str


@dataclass(frozen=True, slots=True)
class FolderCheck:
    """一个找字体的文件夹：谁说的，有没有。"""

    path: str
    source: str
    exists: bool


@dataclass(frozen=True, slots=True)
class Surroundings:
    """字体之外：系统、Python、各部件的版本，LibreOffice 的命令，各文件在哪里；没有的为空。"""

    system: str
    python: str
    parts: Mapping[str, str]
    suite: str
    folders: tuple[FolderCheck, ...]
    config: str
    agency: str
    cache: str
    cache_writable: bool


@dataclass(frozen=True, slots=True)
class Checkup:
    """查到的全部。

    skipped 是不能用而略过的字体文件，suspect 是还能用、内容却与校验和不符的；rare 是查的生僻字。
    """

    version: str
    style: str
    roles: tuple[RoleCheck, ...]
    rare: str
    skipped: tuple[FontFile, ...]
    suspect: tuple[FontFile, ...]
    advice: tuple[SystemAdvice, ...]
    surroundings: Surroundings

    def terms(self, status: Status) -> tuple[str, ...]:
        """这种情形的用途。"""
        return tuple(role.term for role in self.roles if role.status is status)

    @property
    def buildable(self) -> bool:
        """能构建：只缺生僻字的后备字体也能，遇到生僻字才不能。"""
        return not any(role.status is Status.MISSING and role.role != FALLBACK for role in self.roles)

    @property
    def exit_code(self) -> int:
        """0 各用途都有该用的字体，1 有代用的，2 有用途没有字体。"""
        return 2 if self.terms(Status.MISSING) else 1 if self.terms(Status.SUBSTITUTE) else 0
