"""版式（styles/*.toml）：每个数带单位、条款、强度；读进来都换成 pt。"""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from gongwen.document.clauses import CLAUSES, Strength
from gongwen.errors import StyleError, Where, nearest
from gongwen.resources import resource_folder
from gongwen.units import mm

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

BASE = "gbt9704"
_AT_FULL_PITCH = ("masthead.", "order.number_gap", "annex.")
# 版头的位置件件相同（套打的纸上已经印好），附件另起一面：主体收行距时不跟着收。
FORMAT = 1
_ENTRY_KEYS = {"value", "unit", "clause", "strength"}
_NUMBERS = {"mm", "pt", "字", "行", "级"}
_TYPES: dict[str, type] = {"开关": bool, "颜色": str, "文字": str}


@dataclass(frozen=True, slots=True)
class Entry:
    """版式里的一个数。points 是换算后的值：长度为 pt，其余照原值。"""

    key: str
    value: Any
    unit: str
    clause: str
    strength: Strength
    points: Any


@dataclass(frozen=True, slots=True)
class Family:
    """一个候选字体：家族名、字重；own 为假表示代用（不是这个字体种类）。

    suits 用于后备字体：最像哪种用途，那种用途缺字时先用它。
    """

    name: str
    weight: int = 400
    own: bool = True
    suits: str = ""


@dataclass(frozen=True, slots=True)
class FontRole:
    """一种字体用途：术语、条款、DOCX 里写的名字、PDF 候选。"""

    role: str
    term: str
    clause: str
    docx: str
    families: tuple[Family, ...]


@dataclass(frozen=True)
class Style:
    """一套版式。departures 是与 GB/T 9704 基准不同的键，deviations 是这些不同的说明，带条款。"""

    name: str
    label: str
    entries: Mapping[str, Entry]
    fonts: Mapping[str, FontRole]
    digest: str
    departures: tuple[str, ...] = field(default=())
    deviations: tuple[str, ...] = field(default=())

    def pt(self, key: str) -> float:
        """一个长度，单位 pt。"""
        return float(self.entries[key].points)

    def count(self, key: str) -> int:
        """一个个数。"""
        return int(self.entries[key].value)

    def text(self, key: str) -> str:
        """一个颜色或文字。"""
        return str(self.entries[key].value)

    def flag(self, key: str) -> bool:
        """一个开关。"""
        return bool(self.entries[key].value)

    def with_pitch(self, pitch: float) -> Style:
        """改主体的行距之后的版式，以“行”为单位的长度一起变；版头和附件不变。"""
        old = self.pt("grid.pitch")
        changed = {
            key: replace(entry, points=entry.points * pitch / old)
            for key, entry in self.entries.items()
            if entry.unit == "行" and not key.startswith(_AT_FULL_PITCH)
        }
        changed["grid.pitch"] = replace(self.entries["grid.pitch"], value=pitch, points=pitch)
        return replace(self, entries={**self.entries, **changed})

    def with_masthead(self, size: float) -> Style:
        """标志至多 size（pt）：几个机关的标志占得首页排不下正文时。"""
        smaller = replace(self.entries["masthead.max_size"], points=size)
        return replace(self, entries={**self.entries, "masthead.max_size": smaller})

    @property
    def cell(self) -> float:
        """一个字宽，pt。"""
        return self.pt("grid.size") + self.pt("grid.tracking")


def load_style(name: str = BASE, folder: Path | None = None) -> Style:
    """读版式：folder 里的（若给），否则随包的。

    name 可以是名字，也可以是 .toml 文件的路径。没有这套版式、写得不对时引发 StyleError。
    """
    base_path = resource_folder("styles") / f"{BASE}.toml"
    base, digest = _read(base_path)
    entries, fonts = _entries(base, base_path), _fonts(base, base_path)
    if name == BASE:
        return Style(BASE, str(base.get("label", "")), entries, fonts, digest)
    path = _find(name, folder)
    own, own_digest = _read(path)
    if own.get("extends") != BASE:
        raise StyleError(
            f"版式要以 {BASE} 为基准", Where(str(path), key="extends"), f'加一行 extends = "{BASE}"'
        )
    changed = _changes(own, entries, path)
    departures = tuple(key for key, entry in changed.items() if entry.value != entries[key].value)
    return Style(
        name=str(own.get("name", path.stem)),
        label=str(own.get("label", "")),
        entries={**entries, **changed},
        fonts={**fonts, **_fonts(own, path)},
        digest=hashlib.sha256((digest + own_digest).encode()).hexdigest(),
        departures=departures,
        deviations=tuple(_deviation(entries[key], changed[key]) for key in departures),
    )


def _deviation(base: Entry, own: Entry) -> str:
    """一处不同，如“5.2.3 行数和字数（grid.pitch）：28 pt，基准 28.95 pt（推导）”。"""
    title = CLAUSES.get(base.clause, "")
    return f"{base.clause} {title}（{base.key}）：{_shown(own)}，基准 {_shown(base)}（{base.strength}）"


def _shown(entry: Entry) -> str:
    if isinstance(entry.value, bool):
        return "是" if entry.value else "否"
    return f"{entry.value:g} {entry.unit}" if entry.unit in _NUMBERS else str(entry.value)


def style_names(folder: Path | None = None) -> tuple[str, ...]:
    """可用的版式名。"""
    folders = [resource_folder("styles"), *([folder] if folder else [])]
    return tuple(sorted({path.stem for each in folders for path in each.glob("*.toml")}))


def _find(name: str, folder: Path | None) -> Path:
    candidates = [resource_folder("styles") / f"{name}.toml"]
    if folder is not None:
        candidates = [folder / name if name.endswith(".toml") else folder / f"{name}.toml", *candidates]
    for path in candidates:
        if path.is_file():
            return path
    names = style_names(folder)
    close = nearest(name, names)
    hint = f"是不是“{close}”？" if close else ""
    raise StyleError(f"没有版式“{name}”", None, f"{hint}可用的版式：{'、'.join(names)}")


def _read(path: Path) -> tuple[dict[str, Any], str]:
    try:
        data = path.read_bytes()
        values = tomllib.loads(data.decode("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise StyleError(f"版式读不了：{error}", Where(str(path)), "按 TOML 格式改正") from error
    version = values.get("format")
    if version != FORMAT:
        raise StyleError(
            f"版式的 format 是 {version}，本程序认 {FORMAT}", Where(str(path)), "升级 gongwen，或改版式"
        )
    return values, hashlib.sha256(data).hexdigest()


def _sections(values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        f"{section}.{key}": entry
        for section, table in values.items()
        if isinstance(table, dict) and section != "fonts"
        for key, entry in table.items()
    }


def _entries(values: Mapping[str, Any], path: Path) -> dict[str, Entry]:
    raw = _sections(values)
    scale = {"mm": mm(1), "pt": 1.0, "级": 1.0}
    size = raw["grid.size"]["value"] + raw["grid.tracking"]["value"]
    scale |= {"字": size, "行": raw["grid.pitch"]["value"]}
    return {key: _entry(key, entry, scale, path) for key, entry in raw.items()}


def _entry(key: str, raw: Any, scale: Mapping[str, float], path: Path) -> Entry:
    where = Where(str(path), key=key)
    if not isinstance(raw, dict) or set(raw) != _ENTRY_KEYS:
        raise StyleError("版式的每一项都要写 value、unit、clause、strength", where, "补全这四项，去掉别的")
    value, unit = raw["value"], raw["unit"]
    if unit in _NUMBERS:
        if isinstance(value, bool) or not isinstance(value, int | float) or abs(value) > 10_000:
            raise StyleError(f"“{value}”不是可用的数", where, f"单位“{unit}”要一个数")
        points: Any = value * scale[unit]
    elif unit in _TYPES and isinstance(value, _TYPES[unit]):
        points = value
    else:
        raise StyleError(
            f"值“{value}”与单位“{unit}”不合", where, "单位可用：mm、pt、字、行、级、开关、颜色、文字"
        )
    if raw["strength"] not in set(Strength):
        raise StyleError(f"强度“{raw['strength']}”不认识", where, f"可用：{'、'.join(Strength)}")
    return Entry(key, value, unit, raw["clause"], Strength(raw["strength"]), points)


def _changes(own: Mapping[str, Any], base: Mapping[str, Entry], path: Path) -> dict[str, Entry]:
    raw = _sections(own)
    for key in raw:
        if key not in base:
            close = nearest(key, base)
            raise StyleError(
                f"版式里没有“{key}”这一项", Where(str(path), key=key), f"是不是“{close}”？" if close else None
            )
    plain = {"mm": mm(1), "pt": 1.0, "级": 1.0, "字": 1.0, "行": 1.0}
    checked = {key: _entry(key, entry, plain, path) for key, entry in raw.items()}
    for key, entry in checked.items():
        if (entry.unit in _NUMBERS) != (base[key].unit in _NUMBERS) or (
            entry.unit in _TYPES and entry.unit != base[key].unit
        ):
            raise StyleError(
                f"“{entry.value}”的种类不对", Where(str(path), key=key), f"这一项的单位是“{base[key].unit}”"
            )
    grid = {
        key: (checked.get(key) or base[key]).points for key in ("grid.size", "grid.tracking", "grid.pitch")
    }
    scale = plain | {"字": grid["grid.size"] + grid["grid.tracking"], "行": grid["grid.pitch"]}
    changed = {key: _entry(key, entry, scale, path) for key, entry in raw.items()}
    for key, entry in base.items():
        if (
            key not in changed
            and entry.unit in ("字", "行")
            and entry.value * scale[entry.unit] != entry.points
        ):
            changed[key] = Entry(
                key, entry.value, entry.unit, entry.clause, entry.strength, entry.value * scale[entry.unit]
            )
    return changed


def _fonts(values: Mapping[str, Any], path: Path) -> dict[str, FontRole]:
    found = {}
    listed = values.get("fonts", {})
    for role, raw in listed.items() if isinstance(listed, dict) else ():
        try:
            families = tuple(Family(**family) for family in raw["families"])
            found[role] = FontRole(role, raw["term"], raw["clause"], raw["docx"], families)
        except (KeyError, TypeError) as error:
            raise StyleError(
                f"字体写得不全：{error}",
                Where(str(path), key=f"fonts.{role}"),
                "写 term、clause、docx、families",
            ) from error
    return found
