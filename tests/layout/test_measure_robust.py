"""量法不怕怪：随意拼出来的版面也只会量出数来，或说量不了，不会出意外。"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
import typst

from gongwen.layout.measure import Measured, measure_pdf
from gongwen.layout.measure.readings.main import shape
from gongwen.layout.measure.typefaces import kind_of

if TYPE_CHECKING:
    from pathlib import Path

PIECES = (
    "#text(fill: red, size: 40pt)[某某市文件]",
    "#text(fill: red, size: 40pt)[某某令]",
    "#line(length: 100%, stroke: red)",
    "#line(length: 100%)",
    "#rect(width: 100%, height: 1pt, fill: black)",
    "第5号",
    "澜政〔2026〕5号",
    "第〔〕号",
    "签发人：张三",
    "签发人：",
    "附件",
    "附件1",
    "附件：",
    "附件：1.甲",
    "2.乙",
    "2026年5月8日",
    "#align(right)[2026年5月8日]",
    "#align(right)[某某局]",
    "#text(size: 22pt)[关于某事的通知]",
    "各单位：",
    "一、正文很长" + "字" * 60,
    "（一）短句。后面还有",
    "出席：张三、李四",
    "抄送：市委",
    "抄送：",
    "#text(size: 14pt)[抄送：市委]",
    "某某办公室 #h(1fr) 2026年5月8日印发",
    "#pagebreak()",
    "：",
    "。",
    "（",
    "#table(columns: 3, [甲], [乙], [丙 #linebreak() 丁], [1], [], [])",
    "— 1 —",
    "a" * 50,
    "#place(bottom + right)[— 3 —]",
    "#rotate(90deg)[转]",
    "（此件公开）",
    "#text(fill: red)[红小字]",
    "#page(flipped: true)[横 附件2]",
    "#text(size: 1pt)[微]",
    "#text(size: 300pt)[大]",
)


@pytest.fixture(scope="module")
def fonts(fonts_dir: Path) -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(fonts_dir)])


def page(seed: int) -> str:
    """随意拼成的一份 Typst 源。"""
    chance = random.Random(seed)
    margin = chance.choice((5, 20, 37))
    head = f"#set page(width: 210mm, height: 297mm, margin: {margin}mm)\n"
    head += '#set text(font: "FandolFang R", size: 16pt, lang: "zh")\n'
    return head + "\n\n".join(chance.choices(PIECES, k=chance.randint(1, 25)))


@pytest.mark.parametrize("seed", [*range(60), 86, 384, 436])
def test_any_page_is_measured(seed: int, fonts: typst.Fonts, tmp_path: Path) -> None:
    source = tmp_path / "稿.typ"
    source.write_text(page(seed) + "\n字", encoding="utf-8")
    assert isinstance(measure_pdf(typst.compile(str(source), font_paths=fonts)), Measured)


@pytest.mark.parametrize(
    ("lengths", "name"),
    [
        ((10, 14), "梯形、菱形"),
        ((14, 10), "梯形、菱形"),
        ((8, 12, 16), "梯形、菱形"),
        ((16, 12, 8), "梯形、菱形"),
        ((10, 16, 10), "梯形、菱形"),
        ((12, 12, 16), "梯形、菱形"),
        ((14, 14), "长方形"),
        ((12, 12, 12), "长方形"),
        ((16, 10, 16), "沙漏形"),
        ((16, 10, 12), "沙漏形"),
    ],
)
def test_shape_of_a_title(lengths: tuple[float, ...], name: str) -> None:
    assert shape(lengths) == name


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("FZXBSJW--GB1-0", "小标宋"),
        ("方正小标宋简体", "小标宋"),
        ("FZXiaoBiaoSong-B05S", "小标宋"),
        ("FangSong_GB2312", "仿宋"),
        ("仿宋_GB2312", "仿宋"),
        ("FandolFang-Regular", "仿宋"),
        ("STFangsong", "仿宋"),
        ("FandolFang-Regular Bold", "仿宋加粗"),
        ("KaiTi_GB2312", "楷体"),
        ("FandolKai-Regular", "楷体"),
        ("SimHei", "黑体"),
        ("FandolHei-Bold", "黑体"),
        ("NotoSansCJKsc-Regular", "黑体"),
        ("SimSun", "宋体"),
        ("FandolSong-Regular", "宋体"),
        ("NotoSerifCJKsc-Bold", "粗宋体"),
        ("Arial", "Arial"),
        ("", "没有名字的字体"),
    ],
)
def test_kind_of_a_font(name: str, kind: str) -> None:
    assert kind_of(name) == kind
