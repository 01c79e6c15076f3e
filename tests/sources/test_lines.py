"""正文的读法：标题、接排、表格、图片；键入的字一个不吞。"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongwen.document.body import Align, Heading, Image, Paragraph, Table
from gongwen.document.model import block_texts
from gongwen.errors import DraftError, Where
from gongwen.sources.files import image_opener
from gongwen.sources.lines import parse_blocks, text_lines
from gongwen.spans import SourceText

if TYPE_CHECKING:
    from gongwen.document.body import Block


def blocks(body: str) -> tuple[Block, ...]:
    source = SourceText("稿.md", body)
    return parse_blocks(source, text_lines(source, 0), image_opener(source, None))


def shown(block: Block) -> tuple[object, ...]:
    match block:
        case Heading(level=level, text=text, number=number, run_in=run_in):
            return (
                "标题",
                level,
                text.value,
                number.value if number else None,
                run_in.value if run_in else None,
            )
        case Paragraph(text=text, number=number):
            return ("段", text.value, number.value if number else None)
        case Table(rows=rows, aligns=aligns):
            return ("表", [[cell.value for cell in row] for row in rows], list(aligns))
        case Image(path=path, alt=alt):
            return ("图", path.value, alt.value)


@pytest.mark.parametrize(
    ("line", "block"),
    [
        ("# 总体要求", ("标题", 1, "总体要求", None, None)),
        ("#### 说明", ("标题", 4, "说明", None, None)),
        ("###### 说明", ("标题", 4, "说明", None, None)),
        ("##　全角空格", ("标题", 2, "全角空格", None, None)),
        ("# （一）序数胜过井号", ("标题", 2, "（一）序数胜过井号", 1, None)),
        ("### 一、序数胜过井号", ("标题", 1, "一、序数胜过井号", 1, None)),
        ("一、总体要求", ("标题", 1, "一、总体要求", 1, None)),
        ("（一）压实责任。各级要落实。", ("标题", 2, "（一）压实责任。", 1, "各级要落实。")),
        ("1.水库堤防。逐库检查。", ("标题", 3, "1.水库堤防。", 1, "逐库检查。")),
        ("（1）深基坑工程由市住房局牵头检查。", ("段", "（1）深基坑工程由市住房局牵头检查。", 1)),
        ("# 压实责任。各级要落实。", ("标题", 1, "压实责任。", None, "各级要落实。")),
        ("第一章　总则", ("标题", 0, "第一章　总则", 1, None)),
        ("第十二条　本制度自印发之日起施行。", ("段", "第十二条　本制度自印发之日起施行。", 12)),
        ("  　一、前有空白", ("标题", 1, "一、前有空白", 1, None)),
        ("一是加强领导。", ("段", "一是加强领导。", None)),
        ("#不是标题", ("段", "#不是标题", None)),
        ("####### 七个井号", ("段", "####### 七个井号", None)),
        ("#", ("段", "#", None)),
        ("- 列表不是标记", ("段", "- 列表不是标记", None)),
        ("* 星号", ("段", "* 星号", None)),
        ("> 引用", ("段", "> 引用", None)),
        ("    缩进不是代码", ("段", "缩进不是代码", None)),
        ("**加重**与_斜体_", ("段", "**加重**与_斜体_", None)),
        ("<b>网页</b>&amp;", ("段", "<b>网页</b>&amp;", None)),
        ("```", ("段", "```", None)),
        ("[链接](a.md)", ("段", "[链接](a.md)", None)),
        ("文中![图](a.png)不独占一行", ("段", "文中![图](a.png)不独占一行", None)),
        ("![位置图](图/位置(1).png)", ("图", "图/位置(1).png", "位置图")),
        ("![](a.png)", ("图", "a.png", "")),
        ("| 只有一行竖线 |", ("段", "| 只有一行竖线 |", None)),
        ("---", ("段", "---", None)),
        ("===", ("段", "===", None)),
    ],
)
def test_a_line_is_read_as(line: str, block: tuple[object, ...]) -> None:
    assert [shown(found) for found in blocks(line)] == [block]


def test_a_first_sentence_too_long_for_a_heading_is_text() -> None:
    line = "一、" + "长" * 40 + "。后文。"
    assert [shown(block) for block in blocks(line)] == [("段", line, 1)]


def test_every_line_is_a_paragraph_and_blank_lines_are_nothing() -> None:
    assert [shown(block) for block in blocks("甲\n乙\n\n\n  \n　\n丙\r\n丁\r戊")] == [
        ("段", value, None) for value in "甲乙丙丁戊"
    ]


def test_a_table_with_alignments_escapes_and_short_rows() -> None:
    body = "| 项 | 数 | 说明 | 注 |\n|:--|--:|:--:|---|\n| a\\|b | 1 | x |  |\n|  |\n| 末 | 2 | | 𠮷 |"
    assert [shown(block) for block in blocks(body)] == [
        (
            "表",
            [["项", "数", "说明", "注"], ["a|b", "1", "x", ""], ["", "", "", ""], ["末", "2", "", "𠮷"]],
            [Align.LEFT, Align.RIGHT, Align.CENTER, Align.AUTO],
        )
    ]


def test_one_dash_is_enough_to_make_a_table() -> None:
    assert [shown(block) for block in blocks("|甲|乙|\n|-|:-:|\n|1|2|")] == [
        ("表", [["甲", "乙"], ["1", "2"]], [Align.AUTO, Align.CENTER])
    ]


def test_table_cells_point_at_their_place() -> None:
    body = "| 项 | a\\|b |\n|---|---|\n| 1 |"
    source = SourceText("稿.md", body)
    [table] = blocks(body)
    assert isinstance(table, Table)
    assert source.slice(table.span) == body
    assert [[source.slice(cell.span) for cell in row] for row in table.rows] == [["项", "a\\|b"], ["1", ""]]
    assert [source.slice(table.rows[0][1].at(index, index + 1)) for index in range(3)] == ["a", "|", "b"]


def test_a_blank_line_separates_two_tables() -> None:
    one = "|甲|\n|---|\n|1|\n"
    assert [shown(block) for block in blocks(f"{one}\n{one}")] == [("表", [["甲"], ["1"]], [Align.AUTO])] * 2


def test_text_right_after_a_table_is_text() -> None:
    assert [shown(block) for block in blocks("|甲|\n|---|\n|1|\n后文\n|2|")] == [
        ("表", [["甲"], ["1"]], [Align.AUTO]),
        ("段", "后文", None),
        ("段", "|2|", None),
    ]


def test_a_blank_line_after_the_header_leaves_no_table() -> None:
    assert [shown(block) for block in blocks("|甲|\n\n|---|\n|1|")] == [
        ("段", value, None) for value in ("|甲|", "|---|", "|1|")
    ]


@pytest.mark.parametrize(
    ("body", "what", "where", "next_step"),
    [
        (
            "前文\n|甲|乙|\n|---|\n",
            "表头有 2 格，分隔行有 1 格",
            Where("稿.md", 3, 1),
            "让分隔行与表头的格数相同",
        ),
        (
            "|甲|\n|---|\n|1|2|\n",
            "这一行有 2 格，表头只有 1 格",
            Where("稿.md", 3, 1),
            "格内的竖线写成 \\|",
        ),
    ],
    ids=["delimiter", "row"],
)
def test_a_ragged_table_is_refused(body: str, what: str, where: Where, next_step: str) -> None:
    with pytest.raises(DraftError) as caught:
        blocks(body)
    assert (caught.value.what, caught.value.where, caught.value.next_step) == (what, where, next_step)


LONG = "长" * 41


@pytest.mark.parametrize(
    ("body", "led"),
    [
        ("（一）落实责任。各县抓好。\n（二）专人值守。不得擅离。", [True, True]),
        ("（一）落实责任。各县抓好。\n（二）请各单位报送。" + "长" * 30 + "，。", [True, True]),
        (f"（一）{LONG}。因故不能到会的须请假。\n（二）请参会人员入场。会议不安排接送。", [False, False]),
        (f"（一）落实责任。抓好。\n（二）专人值守。不得擅离。\n（三）{LONG}。后文。", [True, True, False]),
        (f"（一）{LONG}。后文。\n# （二）专人值守。不得擅离。", [False, True]),
        ("一、同意核定。\n二、同意划定的范围。面积11.6公顷。\n三、请你区抓好落实。", [False, False, False]),
    ],
)  # fmt: skip
def test_siblings_are_led_by_headings_all_or_most_or_none(body: str, led: list[bool]) -> None:
    assert [isinstance(block, Heading) for block in blocks(body)] == led


def test_a_demoted_item_keeps_every_character() -> None:
    line = "（二）请参会人员入场。 会议不安排接送。"
    (_, second) = blocks("（一）" + "长" * 41 + "。后文。\n" + line)
    assert shown(second) == ("段", line, 2)


STARTS = [
    "",
    "# ",
    "### ",
    "一、",
    "（一）",
    "1.",
    "（1）",
    "第一章　",
    "第一条　",
    "  ",
    "　　",
    "##",
    "- ",
    "**",
]
TYPED = st.text(alphabet=st.characters(exclude_characters="\r\n|!", exclude_categories=["Cs"]), max_size=50)
LINE = st.tuples(st.sampled_from(STARTS), TYPED, st.sampled_from(["", "。", "。 后文。"])).map("".join)


def bare(text: str) -> str:
    return "".join(text.split())


@settings(deadline=None)
@given(st.lists(LINE, max_size=8), st.sampled_from(["\n", "\r\n", "\r"]))
def test_nothing_typed_is_swallowed(lines: list[str], newline: str) -> None:
    body = newline.join(lines)
    found = blocks(body)
    typed = [re.sub(r"\A#{1,6}[ \t　]+(?=\S)", "", line.strip()) for line in lines if line.strip()]
    printed = [bare("".join(text.value for text in block_texts((block,)))) for block in found]
    assert printed == [bare(line) for line in typed]


@settings(deadline=None)
@given(st.lists(LINE, max_size=8), st.sampled_from(["\n", "\r\n", "\r"]))
def test_every_text_of_the_body_stands_at_its_place(lines: list[str], newline: str) -> None:
    body = newline.join(lines)
    texts = list(block_texts(blocks(body)))
    assert [body[text.span.start : text.span.end] for text in texts] == [text.value for text in texts]


@settings(deadline=None)
@given(st.lists(st.text(alphabet="|-:\\ 甲乙!\n[](.png)#", max_size=20), max_size=8))
def test_nothing_but_markup_is_lost_from_tables_and_images(lines: list[str]) -> None:
    body = "\n".join(lines)
    try:
        found = blocks(body)
    except DraftError:
        return
    printed = "".join(text.value for text in block_texts(found))
    printed += "".join(block.alt.value + block.path.value for block in found if isinstance(block, Image))
    assert sorted(re.sub(r"[^甲乙]", "", printed)) == sorted(re.sub(r"[^甲乙]", "", body))


ITEMS = "（一）建立健全机制；\n（二）资金纳入预算；\n（三）开展年度考核。\n第四条　乡镇负责养护。\n"


@pytest.mark.parametrize(
    ("text", "headings"),
    [
        (ITEMS, []),
        ("一、下列区域：\n核心区。\n二、时间为9月8日。\n三、地点为广场。\n特此公告。\n", []),
        ("一、总体要求：\n正文。\n二、主要任务：\n正文。\n", ["一、总体要求：", "二、主要任务："]),
        (
            "一、加强领导。\n各单位要重视。\n二、落实责任。\n各单位要落实。\n",
            ["一、加强领导。", "二、落实责任。"],
        ),
        ("# 一、时间为9月8日。\n# 二、地点为广场。\n", ["一、时间为9月8日。", "二、地点为广场。"]),
        ("议程：\n一、传达精神（粮食局负责人）\n二、审议方案\n三、讨论\n四、讲话\n", []),
        ("一、传达精神\n二、审议方案\n三、讨论\n请准时参加。\n", []),
        ("一、传达精神\n二、审议方案\n", []),
        ("一、传达精神\n二、审议方案\n请准时参加。\n", ["一、传达精神", "二、审议方案"]),
        ("一、传达精神\n", ["一、传达精神"]),
        ("一、任务\n（一）甲\n（二）乙\n（三）丙\n二、要求\n照办。\n", ["一、任务", "二、要求"]),
        ("一、甲\n二、乙\n三、丙\n（一）天。抓好。\n", ["一、甲", "二、乙", "三、丙", "（一）天。"]),
        ("一、总体要求\n【待填】\n二、任务\n三、保障\n", ["一、总体要求", "二、任务", "三、保障"]),
        ("# 一、甲\n# 二、乙\n# 三、丙\n", ["一、甲", "二、乙", "三、丙"]),
        ("1.张三\n2.李四\n3.王五\n", []),
    ],
)
def test_items_of_one_level_are_all_headings_or_all_text(text: str, headings: list[str]) -> None:
    source = SourceText("稿.md", text)
    blocks = parse_blocks(source, text_lines(source, 0), image_opener(source, None))
    assert [block.text.value for block in blocks if isinstance(block, Heading)] == headings
