"""office.toml 里的机关和地名。

地名 = ["青溪县", "望川区"]

[[机关]]
全称 = "澜州市市场监督管理局"
简称 = "市市场监管局"
起 = 2019-01-18
曾用名 = ["澜州市工商行政管理局"]
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gongwen.agency.values import SINCE, UNTIL, term_of, text_of, texts_of
from gongwen.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from gongwen.settings import Settings

ORGANS, PLACES = "机关", "地名"
_FULL, _SHORT, _FORMER = "全称", "简称", "曾用名"
ORGAN_KEYS = (_FULL, _SHORT, SINCE, UNTIL, _FORMER)


@dataclass(frozen=True, slots=True)
class Organ:
    """一个机关。shorts 是规范化简称，former 是曾用名；since 是用现名起的日期，until 是撤销的日期。"""

    name: str
    shorts: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None


def read_organs(settings: Settings) -> tuple[Organ, ...]:
    """机关，照先后。缺全称，一个机关列了两次，一个简称给了两个机关，起止颠倒时引发 UsageError。"""
    tables = settings.typed(settings.values.get(ORGANS, []), list, ORGANS)
    return tuple(_organs(settings, tables))


def read_places(settings: Settings) -> tuple[str, ...]:
    """地名。"""
    return texts_of(settings, settings.values.get(PLACES, []), PLACES)


def _organs(settings: Settings, tables: list[Any]) -> Iterator[Organ]:
    seen: dict[str, int] = {}
    for index, value in enumerate(tables):
        organ = _organ(settings, index, settings.typed(value, dict, ORGANS, index))
        for key, name in ((_FULL, organ.name), *((_SHORT, short) for short in organ.shorts)):
            if name in seen and (key == _FULL or seen[name] != index):
                first = settings.where(ORGANS, seen[name]).line
                raise UsageError(
                    f"“{name}”列了两次（前一次在第 {first} 行）",
                    settings.where(ORGANS, index, key),
                    "一个机关写一段；一个简称只给一个机关",
                )
            seen[name] = index
        yield organ


def _organ(settings: Settings, index: int, table: dict[str, Any]) -> Organ:
    settings.refuse_unknown(table, ORGAN_KEYS, ORGANS, index)
    name = text_of(settings, table.get(_FULL, ""), ORGANS, index, _FULL)
    if not name:
        raise UsageError("机关缺“全称”", settings.where(ORGANS, index, _FULL), "每个机关都写明全称")
    shorts, former = (texts_of(settings, table.get(key, []), ORGANS, index, key) for key in (_SHORT, _FORMER))
    if name in former:
        where = settings.where(ORGANS, index, _FORMER)
        raise UsageError(f"“{name}”又是全称又是曾用名", where, "曾用名只写已经不用的")
    since, until = term_of(settings, table, ORGANS, index)
    return Organ(name, shorts, former, since, until)
