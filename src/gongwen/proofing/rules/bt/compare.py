"""两个名称比一比：差在哪里，是不是只差一点。"""

from __future__ import annotations


def changed(one: str, other: str) -> tuple[int, int, str]:
    """one 与 other 不同的一段：在 one 中的起止和 other 中的文字。"""
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    tail = 0
    while tail < min(len(one), len(other)) - start and one[-1 - tail] == other[-1 - tail]:
        tail += 1
    return start, len(one) - tail, other[start : len(other) - tail]


def is_close(one: str, other: str) -> bool:
    """只差一处，这一处至多两个字。"""
    start, stop, right = changed(one, other)
    return stop - start <= 2 and len(right) <= 2


def is_within(short: str, long: str) -> bool:
    """short 是 long 略去一些字：市政府办公室、澜州市人民政府办公室。"""
    rest = iter(long)
    return len(long) - len(short) > 2 and all(char in rest for char in short)
