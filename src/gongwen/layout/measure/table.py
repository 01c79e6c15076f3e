"""量得的与要求的对照：每项一行，合、不合、不适用。依据写在 requirements.toml。"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gongwen.document.clauses import Strength
from gongwen.units import mm

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_HAN_SPACE = {"mm": " mm", "pt": " pt", "行": " 行", "字": " 字", "级": "", "文字": ""}


class State(StrEnum):
    """一项的结论。"""

    OK = "ok"
    OFF = "off"
    ABSENT = "not_applicable"

    @property
    def term(self) -> str:
        """中文名。"""
        return {"ok": "合", "off": "不合", "not_applicable": "不适用"}[self.value]


@dataclass(frozen=True, slots=True)
class Requirement:
    """一项要求。value 的单位是 unit；least、most 为真时要求的是下限、上限。"""

    key: str
    element: str
    value: float | str
    unit: str
    tolerance: float
    clause: str
    strength: Strength
    absent: str
    least: bool
    most: bool
    shown: str

    def excess(self, value: float | str) -> float:
        """超出要求多少（同 unit；文字不同为 1），符合为 0。不计容许的出入。"""
        if isinstance(value, str) or isinstance(self.value, str):
            return 0.0 if value == self.value else 1.0
        if self.least:
            return max(0.0, self.value - value)
        if self.most:
            return max(0.0, value - self.value)
        return abs(value - self.value)


@dataclass(frozen=True, slots=True)
class Reading:
    """一次量得：哪一项，多少（数的单位与要求相同），在第几面；note 是要附带说的。"""

    key: str
    value: float | str
    face: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """一项的对照。worst 是离要求最远的一次（不适用为 None），count 是量了几次。

    deviation 是它离要求多远，长度换成 mm，不是长度的为 None。
    """

    requirement: Requirement
    state: State
    worst: Reading | None
    count: int
    deviation: float | None

    @property
    def measured(self) -> str:
        """量得的，如“35.1 mm（第1面）”。"""
        if self.worst is None:
            return "—"
        value = self.worst.value
        shown = value if isinstance(value, str) else f"{_number(value)}{_HAN_SPACE[self.requirement.unit]}"
        notes = [self.worst.note, f"第{self.worst.face}面", f"共{self.count}处" if self.count > 1 else ""]
        return f"{shown}（{'，'.join(filter(None, notes))}）"

    @property
    def required(self) -> str:
        """要求的，如“35 mm ±1”。"""
        return required_text(self.requirement)


def required_text(need: Requirement) -> str:
    """要求的写法，如“35 mm ±1”“至多 54 pt”。"""
    if isinstance(need.value, str):
        return need.value
    bound = "至少 " if need.least else "至多 " if need.most else ""
    spread = f" ±{need.tolerance:g}" if need.tolerance else ""
    return f"{need.shown}{bound}{need.value:g}{_HAN_SPACE[need.unit]}{spread}"


def _number(value: float) -> str:
    """两位小数，去掉末尾的零；不写 -0。"""
    shown = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if shown == "-0" else shown


@cache
def requirements() -> tuple[Requirement, ...]:
    """各项要求，按 requirements.toml 的次序。"""
    path = Path(__file__).with_name("requirements.toml")
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    return tuple(_requirement(each) for each in raw["row"])


def _requirement(raw: Mapping[str, Any]) -> Requirement:
    return Requirement(
        raw["key"], raw["element"], raw["value"], raw["unit"], raw.get("tolerance", 0.0), raw["clause"],
        Strength(raw["strength"]), raw["absent"], raw.get("least", False), raw.get("most", False),
        raw.get("shown", ""),
    )  # fmt: skip


def judge(readings: Iterable[Reading], *, pitch: float, cell: float) -> tuple[Row, ...]:
    """各项的对照，按要求的次序；没有量到的为不适用。pitch、cell 是行距和字宽，pt。"""
    by_key: dict[str, list[Reading]] = {need.key: [] for need in requirements()}
    for reading in readings:
        by_key[reading.key].append(reading)
    in_mm = {"mm": 1.0, "pt": 1 / mm(1), "行": pitch / mm(1), "字": cell / mm(1)}
    return tuple(_row(need, by_key[need.key], in_mm.get(need.unit)) for need in requirements())


def _row(need: Requirement, readings: list[Reading], in_mm: float | None) -> Row:
    if not readings:
        return Row(need, State.ABSENT, None, 0, None)
    worst = max(readings, key=lambda reading: need.excess(reading.value))
    excess = need.excess(worst.value)
    allowed = 0.0 if isinstance(need.value, str) else need.tolerance
    state = State.OK if excess <= allowed + 1e-9 else State.OFF
    deviation = None if in_mm is None or isinstance(worst.value, str) else round(excess * in_mm, 3)
    return Row(need, state, worst, len(readings), deviation)
