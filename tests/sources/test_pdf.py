"""PDF 的文字：行接成段，分栏、横排、竖排、表格，页码和页眉，怪字，识别出来的字。"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pypdf
import pytest
from tests.helpers import png
from tests.sources.pdf_pages import (
    HEAD,
    LONG,
    SENTENCE,
    bare,
    edited,
    fonts_in,
    hidden,
    lines,
    pictured,
    placed,
    read,
    remapped,
    told,
    typeset,
    unmapped,
)

from gongwen.sources.pdf import pdf_document
from gongwen.sources.pdf.telling import face_numbers
from gongwen.spans import Medium

if TYPE_CHECKING:
    from pathlib import Path

    import typst

BLOCKS = HEAD.replace("first-line-indent: (amount: 2em, all: true), ", "").replace(
    "spacing: 13pt", "spacing: 26pt"
)


@pytest.fixture(scope="module")
def fonts(fonts_dir: Path) -> typst.Fonts:
    return fonts_in(fonts_dir)


def test_indented_paragraphs_are_rejoined_across_faces(fonts: typst.Fonts) -> None:
    written = [f"第{number}段，" + LONG for number in range(20)]
    data = typeset(
        fonts,
        "#set page(footer: context align(center)[— #counter(page).display() —])\n" + "\n\n".join(written),
    )
    assert lines(data) == written
    assert told(data) == ["略去页码 6 处"]


def test_paragraphs_set_apart_by_space_are_rejoined(fonts: typst.Fonts) -> None:
    written = [LONG, SENTENCE + "短。", SENTENCE * 2 + "末段"]
    assert lines(typeset(fonts, "\n\n".join(written), BLOCKS)) == written


def test_ragged_lines_are_rejoined(fonts: typst.Fonts) -> None:
    written = [SENTENCE * 2 + "《某某办法》（试行）与WTO、2026年的" + SENTENCE, SENTENCE * 2]
    assert (
        lines(typeset(fonts, "\n\n".join(written), HEAD.replace("justify: true", "justify: false")))
        == written
    )


def test_short_lines_stand_alone(fonts: typst.Fonts) -> None:
    names = ["白鹭区水利局", "南屏县人民政府防汛抗旱指挥部办公室", "禾坪县石门水库管理所", "云汀县柳溪镇政府"]
    body = "#set par(first-line-indent: 0em)\n" + "\n\n".join(names * 3)
    assert lines(typeset(fonts, body)) == names * 3


def test_lines_of_contents_stand_alone(fonts: typst.Fonts) -> None:
    entries = [f"第{number}章 总则" + "." * 40 + f" {number}" for number in (1, 2, 3)]
    body = "\n\n".join(f"第{number}章 总则#box(width: 1fr, repeat[.]) {number}" for number in (1, 2, 3))
    found = lines(typeset(fonts, "#set par(first-line-indent: 0em)\n" + body))
    assert [(line[:6], line[-2:]) for line in found] == [(entry[:6], entry[-2:]) for entry in entries]


def test_hanging_lines_are_rejoined_and_numbered_items_are_not(fonts: typst.Fonts) -> None:
    note = "2026年汛期重点部位包保责任分工表和市级领导联系县区名单及值班安排表"
    body = f"#par(first-line-indent: 0em, hanging-indent: 6em)[#h(2em)附件：1.{note}]\n\n#h(3em)2.要求"
    assert lines(typeset(fonts, LONG + "\n\n" + body)) == [LONG, f"附件：1.{note}", "2.要求"]


def test_a_rule_parts_the_lines_above_and_below(fonts: typst.Fonts) -> None:
    copied = "抄送：市委办公室，市人大常委会办公室，市政协办公室，市中级人民法院。"
    printed = "澜州市人民政府办公室#h(1fr)2026年5月9日印发"
    body = f"#set par(first-line-indent: 0em)\n{LONG}\n\n{copied}#v(-8pt)#line(length: 100%)#v(-8pt){printed}"
    assert lines(typeset(fonts, body))[1:] == [copied, "澜州市人民政府办公室\u3000\u30002026年5月9日印发"]


def test_spaces_are_as_they_stand_and_widths_between_are_seen(fonts: typst.Fonts) -> None:
    body = """张　三、李 四出席；1 000元，共 3 件。

姓名：#h(6em)单位：

#text(tracking: 8pt)[拉开字距的一行文字]

#align(center)[通　　知]"""
    assert lines(typeset(fonts, body)) == [
        "张　三、李 四出席；1 000元，共 3 件。",
        "姓名：\u3000\u3000单位：",
        "拉开字距的一行文字",
        "通　　知",
    ]


def test_spaces_between_han_and_latin_set_by_the_program_are_not_text(fonts: typst.Fonts) -> None:
    head = HEAD.replace("cjk-latin-spacing: none", "cjk-latin-spacing: auto")
    assert lines(typeset(fonts, "2026年5月8日，WTO规则和3个附件。", head)) == [
        "2026年5月8日，WTO规则和3个附件。"
    ]


def test_words_placed_one_by_one_are_spaced() -> None:
    data = bare(placed((100, 700, "Hello"), (132, 700, "world"), (100, 680, "H"), (108.7, 680, "ello")))
    assert lines(data) == ["Hello world", "Hello"]


def test_latin_lines_are_rejoined_with_spaces_and_broken_words_without(fonts: typst.Fonts) -> None:
    text = (
        "The quick brown fox jumps over the lazy dog while international organizations provide information."
    )
    head = HEAD.replace("x: 28mm", "x: 58mm").replace('lang: "zh"', 'lang: "en", hyphenate: true')
    data = typeset(fonts, text, head)
    assert lines(data) == [text]
    assert told(data) == ["1 处行末断开的西文词，去掉连字符接上了：第1面第2行"]


def test_text_printed_twice_for_weight_is_read_once() -> None:
    words = [(100 + shift, 700 - shift, "all bold letters") for shift in (0, 0.2, 0.4)]
    assert lines(bare(placed(*words))) == ["all bold letters"]


def test_superscripts_stay_in_their_line(fonts: typst.Fonts) -> None:
    body = "面积12m#super[2]，H#sub[2]O，见注#super[①]。"
    assert lines(typeset(fonts, body)) == ["面积12m2，H2O，见注①。"]


def test_two_columns_are_read_one_after_the_other(fonts: typst.Fonts) -> None:
    written = [f"第{number}段，" + LONG for number in range(8)]
    body = (
        "#align(center)[分栏的一篇文章]\n#columns(2, gutter: 2em)[#text(size: 12pt)["
        + "\n\n".join(written)
        + "]]"
    )
    data = typeset(fonts, body)
    assert lines(data) == ["分栏的一篇文章", *written]
    assert told(data) == []


def test_two_faces_on_one_sheet_are_read_one_after_the_other(fonts: typst.Fonts) -> None:
    written = [f"第{number}段，" + LONG for number in range(6)]
    halves = ["\n\n".join(written[at : at + 3]) + f"\n\n#align(center)[— {at // 3 + 1} —]" for at in (0, 3)]
    body = f"#grid(columns: (1fr, 1fr), column-gutter: 40mm, [{halves[0]}], [{halves[1]}])"
    data = typeset(fonts, body, HEAD.replace("width: 210mm", "width: 420mm"))
    assert lines(data) == written
    assert told(data) == ["略去页码 2 处"]


def test_lists_in_two_columns_are_read_across(fonts: typst.Fonts) -> None:
    rows = [(f"张三{number}（主任）", f"李四{number}（局长）") for number in range(12)]
    body = "\n\n".join(f"#grid(columns: (1fr, 1fr), [{one}], [{other}])" for one, other in rows)
    data = typeset(fonts, body)
    assert lines(data) == [f"{one}\u3000\u3000{other}" for one, other in rows]
    assert told(data) == []


def test_columns_that_cannot_be_told_are_read_across_and_said(fonts: typst.Fonts) -> None:
    left = ["一二三四五六七八九十一二" if at % 5 < 2 else "一二三四五六七" for at in range(15)]
    body = "\n\n".join(f"#grid(columns: (1fr, 1fr), [{one}], [{one}])" for one in left)
    assert told(typeset(fonts, "#set par(first-line-indent: 0em)\n" + body)) == [
        "第1面像是分两栏，又说不准，照一整行读的，请看看先后"
    ]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_turned_pages_are_read_upright(turn: int, fonts: typst.Fonts) -> None:
    data = typeset(fonts, LONG + "\n\n" + SENTENCE)
    assert lines(edited(data, lambda writer: [page.rotate(turn) for page in writer.pages])) == [
        LONG,
        SENTENCE,
    ]


def test_text_set_sideways_is_read_upright(fonts: typst.Fonts) -> None:
    table = "#table(columns: 2, [序号], [名称], [1], [" + SENTENCE + "])"
    body = (
        f"{LONG}\n#pagebreak()\n#rotate(-90deg, reflow: true)[#box(width: 200mm)[附件1\n\n{LONG}\n\n{table}]]"
    )
    assert lines(typeset(fonts, body)) == [
        LONG,
        "附件1",
        LONG,
        "| 序号 | 名称 |",
        "|---|---|",
        f"| 1 | {SENTENCE} |",
    ]


def test_text_on_both_ways_of_one_page_is_all_read(fonts: typst.Fonts) -> None:
    body = f"{LONG}\n\n#rotate(90deg, reflow: true)[#box(width: 150mm)[{SENTENCE}]]"
    assert lines(typeset(fonts, body)) == [LONG, SENTENCE]


def test_vertical_text_is_read_from_right_to_left(fonts: typst.Fonts) -> None:
    columns = ["汛期将至为切实做好防汛工作", "确保人民群众生命财产安全", "各县要高度重视抓好落实"]
    stacks = (
        f"#place(dx: {300 - at * 30}pt, stack(dir: ttb, spacing: 2pt, "
        + ", ".join(f"[{char}]" for char in text)
        + "))"
        for at, text in enumerate(columns)
    )
    data = typeset(fonts, "\n".join(stacks))
    assert lines(data) == columns
    assert told(data) == ["第1面是竖排的，按从右到左读"]


def test_slanted_watermarks_are_left_out_and_said(fonts: typst.Fonts) -> None:
    data = typeset(fonts, f"#place(center + horizon, rotate(-45deg, text(60pt)[内部资料]))\n{LONG}")
    assert lines(data) == [LONG]
    assert told(data) == ["斜着的字 4 个没有读（多半是水印）"]


def test_ruled_tables_become_pipe_rows(fonts: typst.Fonts) -> None:
    body = f"""前文。

#table(columns: 3, [序号], [名称|别名], [说明],
[1], table.cell(rowspan: 2)[合并的格], [{SENTENCE[:40]}], [2], [丙],
table.cell(colspan: 3)[横着合并的一格], [3], [], [two words])

后文。"""
    data = typeset(fonts, body)
    assert read(data).source.text == (
        "前文。\n\n| 序号 | 名称\\|别名 | 说明 |\n|---|---|---|\n"
        f"| 1 | 合并的格 | {SENTENCE[:40]} |\n| 2 |  | 丙 |\n"
        "| 横着合并的一格 |  |  |\n| 3 |  | two words |\n\n后文。\n"
    )
    table = pdf_document(read(data)).body[1]
    assert [len(row) for row in getattr(table, "rows", ())] == [3, 3, 3, 3, 3]


def test_items_in_a_cell_are_kept_apart_and_broken_lines_are_not(fonts: typst.Fonts) -> None:
    body = f"#table(columns: (1fr, 2fr), [甲], [1.第一项；#linebreak()2.第二项{SENTENCE}], [乙], [{LONG}])"
    assert lines(typeset(fonts, body)) == [
        f"| 甲 | 1.第一项； 2.第二项{SENTENCE} |",
        "|---|---|",
        f"| 乙 | {LONG} |",
    ]


def test_tables_over_several_faces_are_one_table(fonts: typst.Fonts) -> None:
    cells = "".join(f"[{number}], [名称{number}], " for number in range(80))
    data = typeset(fonts, f"#table(columns: (1fr, 2fr), table.header([序号], [名称]), {cells})\n\n后文。")
    rows = [f"| {number} | 名称{number} |" for number in range(80)]
    assert lines(data) == ["| 序号 | 名称 |", "|---|---|", *rows, "后文。"]
    assert told(data) == ["略去续表重复的表头 3 处"]


def test_tables_open_at_the_sides_have_their_outer_cells(fonts: typst.Fonts) -> None:
    lined = "stroke: (x, y) => (top: 1pt, bottom: 1pt, left: if x > 0 { 1pt })"
    body = f"#table(columns: (1fr, 1fr, 1fr), {lined}, [甲], [乙], [丙], [1], [2], [3])"
    assert lines(typeset(fonts, body)) == ["| 甲 | 乙 | 丙 |", "|---|---|---|", "| 1 | 2 | 3 |"]


def test_rows_without_uprights_stay_lines(fonts: typst.Fonts) -> None:
    cells = "table.hline(), [项目], [数量], table.hline(), [甲], [12], table.hline()"
    body = f"#table(columns: (1fr, 1fr), stroke: none, {cells})"
    assert lines(typeset(fonts, body)) == ["项目\u3000\u3000数量", "甲\u3000\u300012"]


def test_a_frame_and_a_line_starting_with_a_bar_are_not_tables(fonts: typst.Fonts) -> None:
    body = f"#rect(width: 100%)[{LONG}]\n\n|甲|乙|\n\n|---|---|\n\n后文。"
    document = pdf_document(read(typeset(fonts, body)))
    assert [type(block).__name__ for block in document.body] == ["Paragraph"] * 4


def test_page_numbers_and_running_heads_are_left_out_and_said(fonts: typst.Fonts) -> None:
    head = "澜州市人民政府文件#h(1fr)内部"
    foot = "context align(center)[第#counter(page).display()页 共#counter(page).final().at(0)页]"
    written = [f"第{number}段，" + LONG for number in range(14)]
    data = typeset(fonts, f"#set page(header: [{head}], footer: {foot})\n" + "\n\n".join(written))
    assert lines(data) == written
    assert told(data) == [
        "略去页码 4 处",
        "略去各面重复的页眉页脚 4 处：“澜州市人民政府文件\u3000\u3000内部”",
    ]


def test_heads_that_differ_on_odd_and_even_faces_are_left_out(fonts: typst.Fonts) -> None:
    head = "context if calc.odd(counter(page).get().first()) [单面的页眉] else [双面的页眉]"
    written = [f"第{number}段，" + LONG for number in range(14)]
    data = typeset(fonts, f"#set page(header: {head})\n" + "\n\n".join(written))
    assert lines(data) == written
    assert told(data) == ["略去各面重复的页眉页脚 4 处：“单面的页眉”、“双面的页眉”"]


@pytest.mark.parametrize("look", ["[- #p -]", "[#p]", "[#p / 3]", "[第 #p 页]", "[Page #p of 3]", "[·#(p)·]"])
def test_page_numbers_of_every_look(look: str, fonts: typst.Fonts) -> None:
    foot = f"#set page(footer: context align(center)[#let p = counter(page).display()\n#{look}])\n"
    written = [f"第{number}段，" + LONG for number in range(12)]
    assert lines(typeset(fonts, foot + "\n\n".join(written))) == written


def test_numbers_that_end_a_face_are_not_page_numbers(fonts: typst.Fonts) -> None:
    assert lines(typeset(fonts, f"{LONG}\n\n2026\n\n#pagebreak()\n{LONG}\n\n15")) == [
        LONG,
        "2026",
        LONG,
        "15",
    ]


def test_footnotes_do_not_break_the_text(fonts: typst.Fonts) -> None:
    written = [
        f"第{number}段，{LONG}有注#footnote[注{number}，{SENTENCE}]。{SENTENCE}" for number in range(8)
    ]
    made = read(typeset(fonts, "\n\n".join(written)))
    document = pdf_document(made)
    body = [f"第{number}段，{LONG}有注{number + 1}。{SENTENCE}" for number in range(8)]
    notes = [f"{number + 1}注{number}，{SENTENCE}" for number in range(8)]
    assert [line for line in made.source.text.split("\n") if line] == body + notes
    assert made.source.text[made.body_end :].startswith("1注0")
    assert [(aside.text.value, aside.note) for aside in document.asides] == [(note, True) for note in notes]


def test_odd_characters_are_normalised_and_said(fonts: typst.Fonts) -> None:
    data = typeset(fonts, "⼀切⾏动⻅于⽅案，\uf9dc〔2026〕𠮷林。")
    made = read(data)
    assert made.source.text == "一切行动见于方案，隆〔2026〕𠮷林。\n"
    assert made.source.place(made.source.text.index("林")) == "第1面第1行第18字"
    changed = "⼀→一、⾏→行、⻅→见、⽅→方、\uf9dc→隆"
    assert told(data) == [f"5 处字用的是部首或兼容字的码位，换成了通行的汉字：{changed}（第1面第1行）"]


def test_characters_of_a_private_code_are_kept_and_said(fonts: typst.Fonts) -> None:
    data = remapped(typeset(fonts, "甲乙丙"), "乙", "\ue123")
    assert lines(data) == ["甲\ue123丙"]
    assert told(data) == ["1 处字用的是自造的码位，读不出来，请对照原件：第1面第1行"]


def test_characters_without_a_code_are_marked_and_said(fonts: typst.Fonts) -> None:
    data = unmapped(typeset(fonts, f'{LONG}\n\n#text(font: "FandolHei")[黑体]'), kept=1)
    assert lines(data) == [LONG, "\ufffd\ufffd"]
    assert told(data) == ["2 处字没有编码，读不出来，记作“�”，请对照原件：第1面第7行"]


def test_recognised_text_under_a_picture_is_read_and_said(fonts: typst.Fonts, tmp_path: Path) -> None:
    said = "第1面的文字是识别出来的（看不见的字，垫在图片上），不可靠，请逐字对照原件"
    picture = png(200, 280)
    unseen = hidden(pictured(fonts, tmp_path, f"FULL\n{LONG}", picture))
    beneath = pictured(fonts, tmp_path, f"{LONG}\nFULL", picture)
    assert (lines(unseen), told(unseen)) == ([LONG], [said])
    assert (lines(beneath), told(beneath)) == ([LONG], [said])


def test_spaces_among_recognised_characters_are_not_text(fonts: typst.Fonts) -> None:
    assert lines(hidden(typeset(fonts, "汛 期 将 至，各 县 要 做 好 WTO rules 工 作。"))) == [
        "汛期将至，各县要做好WTO rules工作。"
    ]


def test_unseen_text_behind_the_same_text_is_read_once(fonts: typst.Fonts) -> None:
    data = typeset(fonts, LONG)
    under = pypdf.PdfReader(BytesIO(hidden(data))).pages[0]
    both = edited(data, lambda writer: writer.pages[0].merge_page(under))
    assert (lines(both), told(both)) == ([LONG], [])


def test_text_in_front_of_a_picture_is_plain_text(fonts: typst.Fonts, tmp_path: Path) -> None:
    data = pictured(fonts, tmp_path, f"FULL\n{LONG}", png(200, 280))
    assert (lines(data), told(data)) == ([LONG], [])


def test_faces_that_are_pictures_are_named(fonts: typst.Fonts, tmp_path: Path) -> None:
    faces = [LONG, "FULL", "FULL", "FULL", SENTENCE, "FULL"]
    body = "\n#pagebreak()\n".join(faces)
    data = pictured(fonts, tmp_path, body, png(200, 280))
    assert lines(data) == [LONG, SENTENCE]
    assert told(data) == ["第2—4、6面是图片，没有文字，没有读"]


def test_the_source_is_a_pdf_with_places(fonts: typst.Fonts) -> None:
    source = read(typeset(fonts, LONG)).source
    assert source.medium is Medium.PDF
    assert [mark.label for mark in source.marks] == [f"第1面第{row}行" for row in range(1, 7)]


def test_face_numbers() -> None:
    assert face_numbers([1, 3, 4, 5, 8, 9]) == "1、3—5、8、9"
