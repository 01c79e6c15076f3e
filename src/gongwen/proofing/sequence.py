"""序数的次序：找出跳号、重号，一处只报一次，之后重新对齐。"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_DIGITS = "零一二三四五六七八九"
_UNITS = ((1000, "千"), (100, "百"), (10, "十"))


class Break(NamedTuple):
    """values[at] 断了次序：应为 expected。fixable 为真表示改成 expected 后，后面的数都接得上。"""

    at: int
    expected: int
    fixable: bool


def breaks(
    values: Sequence[int], first: int = 1, explained: Callable[[int, int], bool] | None = None
) -> Iterator[Break]:
    """values 从 first 起逐个加一，不合的逐处给出。

    explained(index, expected) 为真表示缺的数在别处（如接排在上一段里），不算断。
    """
    accepted = {first}
    for index, value in enumerate(values):
        expected = min(accepted)
        if value in accepted or (value > expected and explained is not None and explained(index, expected)):
            accepted = {value + 1}
            continue
        following = values[index + 1] if index + 1 < len(values) else None
        yield Break(index, expected, _is_fixable(value, expected, following))
        # 不知道错的是这个数还是前面的数：下一个数接得上哪边都行。
        accepted = {value + 1, expected + 1}


def _is_fixable(value: int, expected: int, following: int | None) -> bool:
    if following is None:
        return value == expected - 1
    return following == expected + 1 != value + 1


def to_han(value: int) -> str:
    """1—9999 的汉字写法，如 12 为“十二”、105 为“一百零五”。"""
    written, rest = "", value
    for unit, name in _UNITS:
        digit, rest = divmod(rest, unit)
        if digit:
            written += _DIGITS[digit] + name
        elif written and rest and not written.endswith("零"):
            written += "零"
    if rest:
        written += _DIGITS[rest]
    return written.rstrip("零").removeprefix("一") if 10 <= value < 20 else written.rstrip("零")
