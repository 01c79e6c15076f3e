"""报错的样子：什么不对、在哪里、现在怎么办。"""

from __future__ import annotations

import inspect

import pytest

from gongwen import errors
from gongwen.errors import DraftError, GongwenError, Where, nearest, place
from gongwen.spans import SourceText, Span


@pytest.mark.parametrize(
    ("where", "shown"),
    [
        (Where(), ""),
        (Where("稿.md"), "稿.md"),
        (Where("稿.md", 3), "稿.md:3"),
        (Where("稿.md", 3, 5), "稿.md:3:5"),
        (Where("稿.md", 3, 5, "标题"), "稿.md:3:5 键“标题”"),
        (Where(key="标题"), "键“标题”"),
    ],
)
def test_a_place_shows_what_is_known(where: Where, shown: str) -> None:
    assert str(where) == shown


def test_an_error_says_what_where_and_what_next() -> None:
    error = DraftError("不认识的键", Where("稿.md", 3), "改名")
    assert str(error) == "稿.md:3：不认识的键\n  → 改名"
    assert (error.what, error.where, error.next_step) == ("不认识的键", Where("稿.md", 3), "改名")
    assert str(DraftError("不认识的键")) == "不认识的键"


def test_a_span_becomes_line_and_column() -> None:
    source = SourceText("稿.md", "甲\r\n乙丙")
    assert place(source, Span(4, 5), "标题") == Where("稿.md", 2, 2, "标题")
    assert place(source, None) == Where("稿.md")


@pytest.mark.parametrize(
    ("word", "found"),
    [("发文自号", "发文字号"), ("标提", "标题"), ("zzz", None), ("", None), ("标题", "标题")],
)
def test_the_nearest_name_is_given_only_when_there_is_one(word: str, found: str | None) -> None:
    assert nearest(word, ["标题", "发文字号", "主送机关"]) == found


def test_the_tree_in_the_docstring_is_the_tree_of_classes() -> None:
    drawn = {line.split()[1] for line in (errors.__doc__ or "").splitlines() if line.startswith(("├", "└"))}
    classes = {
        name
        for name, item in inspect.getmembers(errors, inspect.isclass)
        if issubclass(item, GongwenError) and item is not GongwenError
    }
    assert drawn == classes
