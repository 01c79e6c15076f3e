"""office.toml 里的值：一行文字、一个或几个、日期；写得不对时引发 UsageError，带行号。"""

from __future__ import annotations

import unicodedata
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from gongwen.errors import UsageError

if TYPE_CHECKING:
    from gongwen.settings import Settings

SINCE, UNTIL = "起", "止"
_MOST = 200


def text_of(settings: Settings, value: Any, *keys: str | int) -> str:
    """一行文字。"""
    text: str = settings.typed(value, str, *keys).strip()
    # TOML 的 \\u001b 之类写得出控制字符，印不出来，也会弄乱终端。
    if len(text) > _MOST or any(unicodedata.category(char) == "Cc" for char in text):
        raise UsageError(
            f"“{keys[-1]}”应当是一行文字", settings.where(*keys), f"去掉换行和控制字符，不超过 {_MOST} 字"
        )
    return text


def texts_of(settings: Settings, value: Any, *keys: str | int) -> tuple[str, ...]:
    """一个或几个；空的不要。"""
    items = [value] if isinstance(value, str) else settings.typed(value, list, *keys)
    return tuple(filter(None, (text_of(settings, item, *keys) for item in items)))


def term_of(settings: Settings, table: dict[str, Any], *above: str | int) -> tuple[date | None, date | None]:
    """起、止；没有写的为 None。"""
    since, until = (_date(settings, table.get(key), *above, key) for key in (SINCE, UNTIL))
    if since and until and until < since:
        where = settings.where(*above, UNTIL)
        raise UsageError(f"“止”（{until}）早于“起”（{since}）", where, "起在前，止在后")
    return since, until


def _date(settings: Settings, value: Any, *keys: str | int) -> date | None:
    if value is None:
        return None
    try:
        if isinstance(value, str):
            return date.fromisoformat(value.strip())
    except ValueError:
        value = None
    # datetime 也是 date，带着钟点的不收
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    raise UsageError(f"“{keys[-1]}”不是日期", settings.where(*keys), "写成 2026-01-31 这样")


def overlap(one: tuple[date | None, date | None], other: tuple[date | None, date | None]) -> bool:
    """两段时间有没有重叠；没有写的一头不限。"""
    return not (_ends_before(one, other) or _ends_before(other, one))


def _ends_before(one: tuple[date | None, date | None], other: tuple[date | None, date | None]) -> bool:
    return one[1] is not None and other[0] is not None and one[1] < other[0]
