"""版式文件：基准、改动、写错。"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gongwen.document.clauses import CLAUSES, Strength
from gongwen.errors import StyleError
from gongwen.layout.style import load_style, style_names

if TYPE_CHECKING:
    from pathlib import Path

GOOD = """format = 1
name = "宽行"
label = "28 磅行距"
extends = "gbt9704"
[grid]
pitch = { value = 28, unit = "pt", clause = "5.2.3", strength = "惯例" }
"""


def written(folder: Path, text: str, name: str = "宽行") -> str:
    (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return name


def test_every_entry_of_the_base_names_a_clause_and_a_strength() -> None:
    style = load_style()
    assert {entry.clause for entry in style.entries.values()} <= set(CLAUSES)
    assert {entry.strength for entry in style.entries.values()} <= set(Strength)
    assert style.departures == ()


def test_a_profile_changes_lengths_in_lines_too_and_lists_its_departures(tmp_path: Path) -> None:
    style = load_style(written(tmp_path, GOOD), tmp_path)
    assert (style.name, style.label, style.departures) == ("宽行", "28 磅行距", ("grid.pitch",))
    assert style.deviations == ("5.2.3 行数和字数（grid.pitch）：28 pt，基准 28.95 pt（推导）",)
    assert style.pt("grid.pitch") == 28
    assert style.pt("title.gap") == 56


@pytest.mark.parametrize(
    ("name", "deviations"),
    [
        ("gbt9704", ()),
        ("28磅行距", ("5.2.3 行数和字数（grid.pitch）：28 pt，基准 28.95 pt（推导）",)),
        ("三级加粗", ("7.3.3 正文（heading.level3_bold）：是，基准 否（一般）",)),
    ],
)
def test_the_profiles_that_ship_say_how_they_differ(name: str, deviations: tuple[str, ...]) -> None:
    assert load_style(name).deviations == deviations
    assert name in style_names()


def test_a_file_named_like_the_base_does_not_stand_in_for_it(tmp_path: Path) -> None:
    written(tmp_path, "format = 1\n", "gbt9704")
    assert load_style("gbt9704", tmp_path) == load_style()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("format = 1\n", "键“extends”：版式要以 gbt9704 为基准"),
        (GOOD.replace('"gbt9704"', '"宽行"'), "键“extends”：版式要以 gbt9704 为基准"),
        (GOOD.replace("format = 1", "format = 2"), "版式的 format 是 2，本程序认 1"),
        (GOOD.replace("pitch =", "pich ="), "键“grid.pich”：版式里没有“grid.pich”这一项"),
        (GOOD.split("pitch", maxsplit=1)[0] + "pitch = 3\n", "每一项都要写 value、unit、clause、strength"),
        (GOOD.replace("value = 28", 'value = "28"'), "“28”不是可用的数"),
        (GOOD.replace('unit = "pt"', 'unit = "颜色"').replace("value = 28", 'value = "FF0000"'), "种类不对"),
        (GOOD.replace('strength = "惯例"', 'strength = "随便"'), "强度“随便”不认识"),
        ("格式坏了", "版式读不了"),
    ],
)
def test_a_profile_that_is_wrong_is_refused(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(StyleError, match=message):
        load_style(written(tmp_path, text), tmp_path)


def test_an_unknown_style_names_the_nearest() -> None:
    with pytest.raises(StyleError) as caught:
        load_style("gbt9740")
    assert str(caught.value) == (
        "没有版式“gbt9740”\n  → 是不是“gbt9704”？可用的版式：28磅行距、gbt9704、三级加粗"
    )
