"""量法的检验：版式里每个数挪动一点（2 mm 或 2 pt），量出来不合的正好是它那一项。"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.helpers import parsed

from gongwen.layout.fonts import find_fonts
from gongwen.layout.measure import State, measure_pdf
from gongwen.layout.style import load_style
from gongwen.layout.typeset import typeset
from gongwen.sources.draft import read_draft
from gongwen.units import mm

if TYPE_CHECKING:
    from gongwen.layout.measure import Measured
    from gongwen.layout.style import Entry, Style

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
MOVED_MM, MOVED_PT = 2.0, 2.0

NOTICE, JOINT = "便民服务中心建设意见", "版式/联合四机关"
UPWARD, LETTER = "黑臭水体治理联合报告", "商请支持论坛的函"
ORDER, MINUTES = "湿地保护管理办法令", "常务会议纪要"
UNSEALED, STAMPED, FORM = "版式/不盖章", "提请审议条例议案", "安全生产会议通知"
SHORT, ODD = "政务快报", "版式/止于单面"
LEVELS = """---
文种: 通知
发文机关: 澜州市水利局
发文字号: 澜水〔2026〕12号
标题: 关于加强水库巡查的通知
主送机关: 各县水利局
成文日期: 2026年5月8日
---
汛期将至，现就水库巡查工作通知如下。
一、巡查内容
（一）大坝安全
1.坝体巡查。每日巡查坝顶、坝坡和坝脚，发现渗漏及时报告。
（1）晴天巡查。由管护人员负责，每日一次。
（2）雨天巡查。由技术负责人带队，每两小时一次。
2.溢洪道巡查。每日清除杂物，保持畅通。
"""

# 版式的键：用哪件样例，哪几项该不合。多数只有一项；连带的写明为什么。
MOVES: dict[str, tuple[str, set[str]]] = {
    "page.width": (NOTICE, {"page.width"}),
    "page.height": (NOTICE, {"page.height"}),
    "page.top": (NOTICE, {"area.top"}),
    "page.left": (NOTICE, {"area.left"}),
    "page.type_width": (NOTICE, {"area.width"}),
    "page.type_height": (NOTICE, {"area.height"}),
    # 字大了，一行排不下 28 个；行距不变。
    "grid.size": (NOTICE, {"text.size", "text.cells"}),
    "grid.tracking": (NOTICE, {"text.cells"}),
    # 行距大了，一面排不下 22 行。
    "grid.pitch": (NOTICE, {"text.pitch", "text.lines"}),
    # 段首、附件说明、附注的“空二字”是同一个数。
    "grid.indent": (NOTICE, {"text.indent", "annex_note.left", "remark.left"}),
    "masthead.top": (NOTICE, {"masthead.top"}),
    "masthead.max_size": (SHORT, {"masthead.size"}),
    "masthead.number_gap": (NOTICE, {"number.gap"}),
    "masthead.number_indent": (UPWARD, {"number.left"}),
    "masthead.approver_indent": (UPWARD, {"approver.right"}),
    "masthead.rule_gap": (NOTICE, {"rule.gap"}),
    "masthead.rule_width": (NOTICE, {"rule.width"}),
    "letter.masthead_top": (LETTER, {"letter.top"}),
    "letter.rule_gap": (LETTER, {"letter.rule_gap"}),
    "letter.rule_length": (LETTER, {"letter.rule_length"}),
    "letter.foot_rule": (LETTER, {"letter.foot"}),
    "letter.thick": (LETTER, {"letter.thick"}),
    "letter.thin": (LETTER, {"letter.thin", "letter.order"}),
    "letter.rule_space": (LETTER, {"letter.space"}),
    "letter.first_gap": (LETTER, {"letter.first_gap"}),
    "letter.title_gap": (LETTER, {"letter.title_gap"}),
    "order.masthead_top": (ORDER, {"order.top"}),
    "order.number_gap": (ORDER, {"order.number_gap"}),
    "order.body_gap": (ORDER, {"order.body_gap"}),
    "minutes.masthead_top": (MINUTES, {"minutes.top"}),
    "minutes.attendance_gap": (MINUTES, {"minutes.attendance_gap"}),
    "title.gap": (NOTICE, {"title.gap"}),
    "title.size": (NOTICE, {"title.size"}),
    "title.pitch": (NOTICE, {"title.pitch"}),
    "title.addressee_gap": (NOTICE, {"title.below"}),
    "body.table_size": (NOTICE, {"table.size"}),
    "body.table_pitch": (NOTICE, {"table.pitch"}),
    "body.table_inset_x": (NOTICE, {"table.inset_x"}),
    "body.table_inset_y": (NOTICE, {"table.inset_y"}),
    "body.table_blank": (FORM, {"table.blank"}),
    "body.table_rule": (NOTICE, {"table.rule"}),
    "body.annex_note_gap": (NOTICE, {"annex_note.gap"}),
    "closing.sealed_gap": (NOTICE, {"sealed.gap"}),
    "closing.sealed_right": (NOTICE, {"sealed.right"}),
    "closing.seal_row": (JOINT, {"seals.row"}),
    "closing.unsealed_gap": (UNSEALED, {"unsealed.gap"}),
    "closing.unsealed_right": (UNSEALED, {"unsealed.right"}),
    "closing.stamp_gap": (STAMPED, {"stamp.gap"}),
    "closing.stamp_right": (STAMPED, {"stamp.right"}),
    "closing.stamp_post_gap": (STAMPED, {"stamp.room"}),
    "closing.stamp_width": (STAMPED, {"stamp.room"}),
    "closing.stamp_date_gap": (STAMPED, {"stamp.date_gap"}),
    "annex.title_gap": (NOTICE, {"annex.title_gap"}),
    "colophon.size": (NOTICE, {"colophon.size"}),
    "colophon.row": (NOTICE, {"colophon.row"}),
    "colophon.indent": (NOTICE, {"colophon.left", "colophon.right"}),
    "colophon.thick": (NOTICE, {"colophon.thick"}),
    "colophon.thin": (NOTICE, {"colophon.thin"}),
    "folio.size": (NOTICE, {"folio.size"}),
    "folio.drop": (NOTICE, {"folio.drop"}),
    "folio.indent": (NOTICE, {"folio.indent"}),
}
# 线的粗细以 mm 写的也挪 2 pt：挪 2 mm 就不是线了。
IN_POINTS = {"colophon.thick", "colophon.thin"}
# 只是上限、下限、份额、个数，不是面上的位置；各有自己的测试。
BOUNDS = {
    "grid.cells", "masthead.min_size", "masthead.fill", "closing.seal_size", "closing.seals_a_row",
}  # fmt: skip
# 不是数的：换成别的值，不合的也正好是它那一项。
CHANGES: dict[str, tuple[object, str, set[str]]] = {
    "colour.text": ("505050", NOTICE, {"text.colour"}),
    "colour.red": ("0000FF", NOTICE, {"masthead.colour"}),
    "heading.level1": ("kai", NOTICE, {"heading.level1"}),
    "heading.level2": ("hei", NOTICE, {"heading.level2"}),
    "heading.level3": ("hei", NOTICE, {"heading.level3"}),
    "heading.level4": ("hei", LEVELS, {"heading.level4"}),
    "heading.level3_bold": (True, NOTICE, {"heading.level3"}),
    "colophon.even_face": (False, ODD, {"colophon.face"}),
}
# 章名的字体国标没有规定，没有这一项。
UNMEASURED = {"heading.chapter"}


def off(measured: Measured) -> set[str]:
    return {row.requirement.key for row in measured.rows_in(State.OFF)}


def measured(name: str, style: Style, folders: tuple[Path, ...]) -> Measured:
    document = parsed(name) if name.startswith("---") else read_draft(SAMPLES / f"{name}.md")
    return measure_pdf(typeset(document, style, find_fonts(style, folders)).pdf.data)


@cache
def as_is(name: str, folders: tuple[Path, ...]) -> Measured:
    return measured(name, load_style(), folders)


def profile(folder: Path, entry: Entry, value: object) -> Style:
    """只改一个数的版式。"""
    written = f'"{value}"' if isinstance(value, str) else str(value).lower()
    section, _, name = entry.key.partition(".")
    path = folder / "挪动.toml"
    path.write_text(
        f'format = 1\nextends = "gbt9704"\nname = "挪动"\nlabel = "挪动"\n[{section}]\n{name} = '
        f'{{ value = {written}, unit = "{entry.unit}", clause = "{entry.clause}", strength = "惯例" }}\n',
        encoding="utf-8",
    )
    return load_style(str(path), folder)


def moved(entry: Entry, style: Style) -> float:
    """挪动之后的值，单位不变。"""
    points = MOVED_PT if entry.unit == "pt" or entry.key in IN_POINTS else mm(MOVED_MM)
    one = {"mm": mm(1), "pt": 1.0, "字": style.cell, "行": style.pt("grid.pitch")}[entry.unit]
    return float(entry.value) + points / one


@pytest.mark.parametrize("key", MOVES)
def test_a_number_moved_is_reported_by_its_own_row(key: str, tmp_path: Path, fonts_dir: Path) -> None:
    name, expected = MOVES[key]
    style = load_style()
    entry = style.entries[key]
    before = as_is(name, (fonts_dir,))
    wrong = profile(tmp_path, entry, moved(entry, style))
    after = measured(name, wrong, (fonts_dir,))
    assert off(after) - off(before) == expected


@pytest.mark.parametrize("key", CHANGES)
def test_another_value_is_reported_by_its_own_row(key: str, tmp_path: Path, fonts_dir: Path) -> None:
    value, name, expected = CHANGES[key]
    before = as_is(name, (fonts_dir,))
    after = measured(name, profile(tmp_path, load_style().entries[key], value), (fonts_dir,))
    assert off(after) - off(before) == expected


def test_every_entry_of_the_style_is_moved_or_named() -> None:
    assert {*MOVES, *CHANGES, *BOUNDS, *UNMEASURED} == set(load_style().entries)
