"""每个字有没有字体：生僻字用说得出名字的后备字体，哪个字体都没有的是错误。"""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from tests.helpers import BODY, ROUTE, draft, parsed, run, told
from tests.layout.tiny_fonts import tiny

from gongwen.errors import FontError, Where
from gongwen.layout.coverage import check_glyphs, lacking, locator
from gongwen.layout.fonts import find_fonts
from gongwen.layout.glyphs import plan_glyphs, plan_texts
from gongwen.layout.plan import make_plan
from gongwen.layout.style import load_style
from gongwen.layout.typeset import typeset
from gongwen.sources.draft import parse_draft
from gongwen.sources.reading import read_source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.layout.fonts import FontSet

SAMPLES = [
    path
    for path in sorted((Path(__file__).resolve().parents[2] / "samples").rglob("*.md"))
    if path.read_text(encoding="utf-8").startswith("---")
]
# 一处一个生僻字，都不在 GB 2312 里
EVERYWHERE = """\
---
文种: 请示
紧急程度: 特急
发文机关: [澜州市祎水利局, 澜州市镕财政局]
发文字号: 澜水〔2026〕8号
签发人: [李喆, 王𠮷]
标题: 关于芃河防汛的请示
主送机关: 堃县人民政府
附件: [珺表]
成文日期: 2026年5月8日
附注: （联系人：赟某）
抄送机关: 瑄县人民政府
印发机关: 昇办公室
印发日期: 2026年5月9日
---
一、瑢节
正文有芃字。
|㻞表头|甲|
|---|---|
|玥格|乙|
"""
DOUBTFUL = "不一定起作用，看看印出来的是哪种字形（PDF）"
SERIF, WENKAI = "Noto Serif CJK SC", "LXGW WenKai"


@pytest.fixture
def fonts(fonts_dir: Path) -> FontSet:
    return find_fonts(load_style(), (fonts_dir,))


@pytest.fixture
def with_headline(fonts_dir: Path, tmp_path: Path) -> FontSet:
    """另有一个小标宋，只有这件公文的字，没有生僻字。"""
    usual = "".join(sorted(set(EVERYWHERE) - set("祎镕喆𠮷芃堃珺赟瑄昇瑢㻞玥\n")))
    (tmp_path / "标.ttf").write_bytes(tiny("FZXiaoBiaoSong-B05S", usual + "于"))
    return find_fonts(load_style(), (tmp_path, fonts_dir))


def checked(text: str, fonts: FontSet) -> list[str]:
    document = parsed(text)
    plan = make_plan(document, load_style())
    return [str(notice) for notice in check_glyphs(fonts, plan_glyphs(plan), locator(document))]


def in_body(words: str, fonts: FontSet) -> list[str]:
    return checked(draft(body=f"{BODY}{words}\n"), fonts)


def test_a_rare_character_is_told_wherever_it_stands(with_headline: FontSet) -> None:
    """联合标志、签发人、标题、主送、署名、附件说明、附注、版记、小标题、表头、表格。"""
    assert checked(EVERYWHERE, with_headline) == [
        f"稿.md:{what}没有，用 {WENKAI if '楷体' in what else SERIF} 代替（PDF）"
        for what in (
            "4:11：“祎”仿宋", "4:11：“祎”小标宋", "4:20：“镕”仿宋", "4:20：“镕”小标宋",
            "6:8：“喆”楷体", "6:12：“𠮷”（U+20BB7）楷体", "7:7：“芃”仿宋", "7:7：“芃”小标宋",
            "8:7：“堃”仿宋", "9:6：“珺”仿宋", "11:10：“赟”仿宋", "12:7：“瑄”仿宋", "13:7：“昇”仿宋",
            "16:3：“瑢”黑体", "18:2：“㻞”黑体", "20:2：“玥”仿宋",
        )
    ]  # fmt: skip


def test_the_named_fallback_is_the_font_in_the_pdf(with_headline: FontSet) -> None:
    made = typeset(parsed(EVERYWHERE), load_style(), with_headline)
    used = dict(fonts_of_characters(made.pdf.data))
    assert {char: used[char] for char in "祎喆𠮷芃㻞玥昇水李请"} == {
        **dict.fromkeys("祎芃㻞玥昇", "NotoSerifCJKsc"),
        **dict.fromkeys("喆𠮷", "LXGWWenKai"),
        "水": "FandolFang",
        "李": "FandolKai",
        "请": "FZXiaoBiaoSong",
    }


def fonts_of_characters(data: bytes) -> Iterator[tuple[str, str]]:
    """各字所用的字体（不带子集前缀和字重）；一个字用过几种的，取后一种。"""
    from pypdf import PdfReader

    for page in PdfReader(BytesIO(data)).pages:
        found: list[tuple[str, str]] = []

        def visit(text: str, _cm: object, _tm: object, font: dict[str, str] | None, _size: object) -> None:
            name = (font or {}).get("/BaseFont", "").partition("+")[2].partition("-")[0]
            found.extend((char, name) for char in text)  # noqa: B023 当页就用

        page.extract_text(visitor_text=visit)
        yield from found


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_every_text_of_the_plan_is_looked_at(path: Path) -> None:
    plan = make_plan(parse_draft(read_source(path), path.parent), load_style())
    looked_at = {char for _, text in plan_texts(plan) for char in text}
    assert {text for text in printed(plan) if not set(text) <= looked_at} == set()


def printed(value: object) -> Iterator[str]:
    """计划里要印的文字：字段里的，不含种类、格式、对齐之类的记号。"""
    marks = {"kind", "format", "meta", "font", "aligns", "file", "alt", "placeholders", "notices", "images"}
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from printed(item)
    elif is_dataclass(value):
        for each in fields(value):
            if each.name not in marks:
                yield from printed(getattr(value, each.name))


@pytest.mark.parametrize(
    ("words", "notices"),
    [
        ("联系人：李\U00020bb7。", [f"稿.md:12:6：“𠮷”（U+20BB7）仿宋没有，用 {SERIF} 代替（PDF）"]),
        ("葛\U000e0100城", ["稿.md:12:1：“葛”后的异体选择符 U+E0100 " + DOUBTFUL]),
        ("直\ufe00", ["稿.md:12:1：“直”后的异体选择符 U+FE00 " + DOUBTFUL]),
        ("\u200b甲", ["稿.md:12:1：看不见的字符 U+200B 不印，可以删去"]),
        ("王\u200d李\ufeff", [
            "稿.md:12:2：看不见的字符 U+200D 不印，可以删去",
            "稿.md:12:4：看不见的字符 U+FEFF 不印，可以删去",
        ]),
        ("cafe\u0301", []),
        ("n\u030a", [f"稿.md:12:2：“◌\u030a”（U+030A）仿宋没有，用 {WENKAI} 代替（PDF）"]),
        ("\uf9d1", []),
        ("甲\u2003乙\u202f丙", []),
        ("面积5㎡", [f"稿.md:12:4：“㎡”仿宋没有，用 {SERIF} 代替（PDF）"]),
    ],
    ids=[
        "plane-2", "ivs", "vs1", "zwsp", "zwj", "composed", "combining", "compatibility", "spaces", "unit",
    ],
)  # fmt: skip
def test_unusual_characters_are_set_and_told(fonts: FontSet, words: str, notices: list[str]) -> None:
    assert in_body(words, fonts) == notices
    made = typeset(parsed(draft(body=f"{BODY}{words}\n")), load_style(), fonts)
    page = pypdfium2.PdfDocument(made.pdf.data)[0]
    assert "防汛" in page.get_textpage().get_text_range()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("甲\U0003134a", "稿.md:12:2：没有字体能印“\U0003134a”（U+3134A）"),
        ("乙\ue863", "稿.md:12:2：没有字体能印自造字 U+E863（私用区，各机器的字形不同）"),
        ("甲\u202e乙", "稿.md:12:2：没有字体能印看不见的字符 U+202E"),
        ("甲\ufffe", "稿.md:12:2：没有字体能印没有定义的字符 U+FFFE"),
        ("甲\u20e3", "稿.md:12:2：没有字体能印“◌\u20e3”（U+20E3）"),
        ("བོད", "稿.md:12:1：没有字体能印“བ”（U+0F56）；还有“◌ོ”（U+0F7C）“ད”（U+0F51）也没有"),
        (
            "אבגדהוזחטי",
            (
                "稿.md:12:1：没有字体能印“א”（U+05D0）；还有“ב”（U+05D1）“ג”（U+05D2）“ד”（U+05D3）"
                "“ה”（U+05D4）“ו”（U+05D5）“ז”（U+05D6）“ח”（U+05D7）“ט”（U+05D8）等 9 个也没有"
            ),
        ),
    ],
    ids=["plane-3", "private", "bidi", "undefined", "mark", "three", "many"],
)
def test_characters_of_no_font_are_refused_with_the_place_of_the_first(
    fonts: FontSet, words: str, said: str
) -> None:
    with pytest.raises(FontError) as caught:
        in_body(words, fonts)
    assert f"{caught.value.where}：{caught.value.what}" == said


def test_a_character_written_in_parts_is_found_in_the_draft(fonts: FontSet) -> None:
    document = parsed(draft(body="第一行。\n写作 n\u0308 的字。\n"))
    assert locator(document)("n\u0308") == Where("稿.md", 10, 4)
    document = parsed(draft(body="第一行。\n写作 e\u0301 的字。\n"))
    assert locator(document)("é") == Where("稿.md", 10)
    assert locator(document)("缺") == Where("稿.md")


def test_what_a_font_lacks_and_what_serves_instead(fonts: FontSet) -> None:
    own = fonts.roles["fangsong"].face
    assert lacking(own, fonts.fallback, "李镕\U0003134a") == {"镕": SERIF, "\U0003134a": None}
    assert lacking(own, (), "镕") == {"镕": None}


def test_a_build_tells_of_rare_names_in_the_order_of_the_draft(desk: Path) -> None:
    (desk / "稿.md").write_text(draft(body=f"{BODY}联系人：王𠮷、李镕。\n"), encoding="utf-8")
    result = run("build", "稿.md", "--format", "pdf")
    assert (result.exit_code, told(result)) == (
        0,
        [
            f"说明：稿.md:12:6：“𠮷”（U+20BB7）仿宋没有，用 {SERIF} 代替（PDF）",
            f"说明：稿.md:12:9：“镕”仿宋没有，用 {SERIF} 代替（PDF）",
            ROUTE,
        ],
    )
