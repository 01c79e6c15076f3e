"""docs/校对.md：例子照印的能跑，印出的正是程序说的。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.helpers import run
from tests.test_guides import fences, follow

if TYPE_CHECKING:
    from pathlib import Path


def test_the_page_can_be_followed_as_printed(desk: Path) -> None:
    assert follow("校对.md", desk) == 5
    assert (desk / "开学通知.html").read_text(encoding="utf-8").startswith("<!doctype html>\n")


def test_the_output_shown_is_what_the_program_says(desk: Path) -> None:
    follow("校对.md", desk)
    said = run("proof", "开学通知.md").stdout + run("proof", "放行的样子.md").stdout
    shown = [text for info, text in fences("校对.md") if info == "text" and not text.startswith("gongwen ")]
    assert [text for text in shown if text not in said] == []
    assert len(shown) == 3
