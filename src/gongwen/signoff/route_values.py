"""路线文件里的值：一行文字、几个名称、用词之一；写得不对时引发 UsageError，带文件、行号、键。"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any

from gongwen.errors import UsageError, nearest

if TYPE_CHECKING:
    from collections.abc import Collection

    from gongwen.settings import Settings

MOST, MOST_NOTE, MOST_ITEMS = 60, 600, 40
# 控制字符、改变书写方向的、看不见的：会弄乱终端，也会让两个名称看着一样
_UNPRINTABLE = frozenset({"Cc", "Cf", "Zl", "Zp", "Co"})


def line_of(settings: Settings, value: Any, *keys: str | int, most: int = MOST) -> str:
    """一行文字，两头的空白去掉；可以为空。"""
    text: str = settings.typed(value, str, *keys).strip()
    name = next(str(key) for key in reversed(keys) if isinstance(key, str))
    if any(unicodedata.category(char) in _UNPRINTABLE for char in text):
        raise UsageError(f"“{name}”里有控制字符", settings.where(*keys), "写成一行，去掉换行和看不见的字符")
    if len(text) > most:
        raise UsageError(f"“{name}”有 {len(text)} 字，太长", settings.where(*keys), f"不超过 {most} 字")
    return text


def name_of(settings: Settings, table: dict[str, Any], key: str, *above: str | int, most: int = MOST) -> str:
    """非有不可的一行文字。"""
    text = line_of(settings, table.get(key, ""), *above, key, most=most)
    if not text:
        raise UsageError(f"缺“{key}”", settings.where(*above, key), f'加一行：{key} = "…"')
    return text


def names_of(settings: Settings, value: Any, *keys: str | int) -> tuple[str, ...]:
    """几个名称，写成列表；只有一个的可以不写成列表。空的、重复的、太多的不收。"""
    items = [value] if isinstance(value, str) else settings.typed(value, list, *keys)
    names = tuple(line_of(settings, item, *keys) for item in items)
    name = next(str(key) for key in reversed(keys) if isinstance(key, str))
    if not all(names):
        raise UsageError(f"“{name}”里有空的", settings.where(*keys), "删去空的")
    for at, each in enumerate(names):
        if each in names[:at]:
            raise UsageError(f"“{name}”里“{each}”写了两次", settings.where(*keys), "留下一处")
    if len(names) > MOST_ITEMS:
        raise UsageError(
            f"“{name}”有 {len(names)} 项，太多", settings.where(*keys), f"不超过 {MOST_ITEMS} 项"
        )
    return names


def refuse_outside(
    settings: Settings, word: str, allowed: Collection[str], what: str, *keys: str | int
) -> None:
    """word 不在 allowed 里时引发 UsageError：what 是“没有这个……”，说出最接近的。"""
    if word in allowed:
        return
    close = nearest(word, allowed)
    hint = f"是不是“{close}”？" if close else ""
    listed = f"可用：{'、'.join(allowed)}" if allowed else ""
    raise UsageError(f"没有“{word}”{what}", settings.where(*keys), f"{hint}{listed}" or None)
