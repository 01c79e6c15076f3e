"""路线文件：键用中文的 TOML，一条路线一个文件，文件名就是路线的名称。

格式 = 1
名称 = "县政府办便函"
依据 = "……第三十五条"

[适用]
文种 = ["便函"]

[情形]
重要文件 = "涉及全局的"

[[步骤]]
代号 = "拟稿"
类别 = "拟稿"
角色 = ["秘书科"]

步骤怎样写见 route_steps.py，哪些写法不许（以及条例哪一条不许）见 route_rules.py。
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gongwen.document.kinds import Format, kind_of, kind_spellings
from gongwen.errors import UsageError
from gongwen.settings import Settings, parse_settings, read_settings
from gongwen.signoff.route import AUTOMATIC, Route
from gongwen.signoff.route_rules import refuse_against_rules
from gongwen.signoff.route_steps import SEALS, STEPS, read_steps
from gongwen.signoff.route_values import MOST_NOTE, line_of, name_of, names_of, refuse_outside
from gongwen.signoff.vocabulary import Separation, StepKind

if TYPE_CHECKING:
    from pathlib import Path

SUFFIX = ".toml"
FORMAT = 1
OUTGOING, INCOMING = "发文", "收文"
_FITS, _CONDITIONS = "适用", "情形"
_KINDS, _ORGANS, _FORMATS, _PRIORITY = "文种", "发文机关", "格式", "优先"
FIT_KEYS = (_KINDS, _ORGANS, _FORMATS, _CONDITIONS, _PRIORITY)
_SEPARATION, _SEPARATED, _DATED = "职责分离", "分开的职责", "成文日期"
KEYS = (
    "格式", "名称", "种类", "依据", "说明", _SEPARATION, _SEPARATED, _DATED, _FITS, _CONDITIONS, STEPS, SEALS,
)  # fmt: skip
DATED_BY = {kind.term: kind for kind in (StepKind.APPROVED, StepKind.ADOPTED)}
DUTIES = {kind.term: kind for kind in StepKind if kind is not StepKind.BUILT}


@dataclass(frozen=True, slots=True)
class Fits:
    """适用于哪些公文：文种（标准名）、发文机关名称的末尾、格式、情形；空的不问。

    文种、机关、格式、情形写了的都要合；同时合于几条路线的，priority 大的先用。
    """

    kinds: tuple[str, ...] = ()
    organs: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    priority: int = 0


@dataclass(frozen=True, slots=True)
class Heading:
    """一条路线的开头：名称、依据、说明、适用；fits 为 None 的只按名称用。incoming 是收文的。"""

    name: str
    source: str
    note: str
    fits: Fits | None
    incoming: bool
    path: Path


def read_route(path: Path) -> Route:
    """读一条路线。读不了、写得不对时引发 UsageError，带文件、行号、键。"""
    return route_from(read_settings(path))


def read_heading(path: Path) -> Heading:
    """只读开头；各步写得对不对，用到时再看。"""
    settings = read_settings(path)
    return heading_of(settings)


def quick_heading(path: Path, data: bytes) -> Heading:
    """只解析各步以前的开头（几十条路线里挑一条，不必都读完）；适用写在各步之后的，整个读。"""
    head, mark, rest = data.partition(f"\n[[{STEPS}]]".encode())
    whole = not mark or f"[{_FITS}]".encode() in rest
    return heading_of(parse_settings(data if whole else head, path))


def route_from(settings: Settings) -> Route:
    """一份设置里的路线。"""
    heading = heading_of(settings)
    values = settings.values
    conditions = _conditions(settings)
    steps = read_steps(settings, conditions)
    separation = line_of(settings, values.get(_SEPARATION, Separation.WARN.value), _SEPARATION)
    refuse_outside(settings, separation, [each.value for each in Separation], "这种职责分离", _SEPARATION)
    dated = line_of(settings, values.get(_DATED, StepKind.APPROVED.term), _DATED)
    refuse_outside(settings, dated, DATED_BY, "这种成文日期", _DATED)
    route = Route(
        name=heading.name,
        source=heading.source,
        steps=steps,
        note=heading.note,
        conditions=conditions,
        separated=_separated(settings),
        separation=Separation(separation),
        dated_by=DATED_BY[dated],
    )
    used = heading.fits.conditions if heading.fits else ()
    refuse_against_rules(settings, route, incoming=heading.incoming, used=used)
    return route


def heading_of(settings: Settings) -> Heading:
    """一份设置里的开头。"""
    values = settings.values
    settings.refuse_unknown(values, KEYS)
    _check_format(settings)
    name = name_of(settings, values, "名称")
    if name != settings.path.name.removesuffix(SUFFIX):
        raise UsageError(
            f"名称“{name}”与文件名“{settings.path.name}”不同",
            settings.where("名称"),
            f"文件名改成“{name}{SUFFIX}”，或改名称：草稿里写的“路线”照这个名称找",
        )
    kind = line_of(settings, values.get("种类", OUTGOING), "种类")
    refuse_outside(settings, kind, (OUTGOING, INCOMING), "这个种类", "种类")
    return Heading(
        name,
        name_of(settings, values, "依据", most=MOST_NOTE),
        line_of(settings, values.get("说明", ""), "说明", most=MOST_NOTE),
        _fits(settings),
        kind == INCOMING,
        settings.path,
    )


def _check_format(settings: Settings) -> None:
    number = settings.typed(settings.values.get("格式", FORMAT), int, "格式")
    if number != FORMAT:
        shown = number if abs(number) < 10**6 else "一个很大的数"
        raise UsageError(
            f"路线的格式是 {shown}，本程序只认得 {FORMAT}", settings.where("格式"), "升级 gongwen，或改回 1"
        )


def _fits(settings: Settings) -> Fits | None:
    if _FITS not in settings.values:
        return None
    table: dict[str, Any] = settings.typed(settings.values[_FITS], dict, _FITS)
    settings.refuse_unknown(table, FIT_KEYS, _FITS)
    told = {key: names_of(settings, table.get(key, []), _FITS, key) for key in FIT_KEYS[:-1]}
    for word in told[_KINDS]:
        refuse_outside(settings, word, kind_spellings(), "这个文种", _FITS, _KINDS)
    for word in told[_FORMATS]:
        refuse_outside(settings, word, [each.value for each in Format], "这种格式", _FITS, _FORMATS)
    if not any(told.values()):
        raise UsageError(
            "“适用”什么也没有限定",
            settings.where(_FITS),
            "写上文种、发文机关、格式或情形；只按名称用的，删去这一节",
        )
    priority = settings.typed(table.get(_PRIORITY, 0), int, _FITS, _PRIORITY)
    if abs(priority) > 1000:
        raise UsageError("“优先”的值太大", settings.where(_FITS, _PRIORITY), "写 −1000 到 1000 之间的整数")
    kinds = (kind_of(word) for word in told[_KINDS])
    terms = tuple(dict.fromkeys(kind.term for kind in kinds if kind))
    return Fits(terms, told[_ORGANS], told[_FORMATS], told[_CONDITIONS], priority)


def _conditions(settings: Settings) -> dict[str, str]:
    table = settings.typed(settings.values.get(_CONDITIONS, {}), dict, _CONDITIONS)
    found = {}
    for name in table:
        line_of(settings, name, _CONDITIONS, name, most=20)
        if name in AUTOMATIC:
            raise UsageError(
                f"“{name}”由公文本身看得出来，不在这里写", settings.where(_CONDITIONS, name), "删去这一行"
            )
        found[name] = name_of(settings, table, name, _CONDITIONS, most=MOST_NOTE)
    if len(found) > 30:
        raise UsageError(f"情形有 {len(found)} 种，太多", settings.where(_CONDITIONS), "不超过 30 种")
    return found


def _separated(settings: Settings) -> tuple[StepKind, ...]:
    if _SEPARATED not in settings.values:
        return Route.separated
    words = names_of(settings, settings.values[_SEPARATED], _SEPARATED)
    for word in words:
        refuse_outside(settings, word, DUTIES, "这个类别", _SEPARATED)
    return tuple(DUTIES[word] for word in words)
