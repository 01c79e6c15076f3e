"""自动编号读成文字：各种写法，级与级的关系，编号从段落还是样式来，与正文之间空不空。"""

from __future__ import annotations

import pytest
from tests.ooxml.words import docx, mapped, para, run, text

from gongwen.ooxml.number_formats import formatted


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        ("decimal", "0 1 10 11 20 99 100 101 110 1010 10001"),
        ("decimalZero", "00 01 10 11 20 99 100 101 110 1010 10001"),
        ("decimalFullWidth", "０ １ １０ １１ ２０ ９９ １００ １０１ １１０ １０１０ １０００１"),
        ("chineseCounting", "○ 一 十 十一 二十 九十九 一○○ 一○一 一一○ 一○一○ 一○○○一"),
        (
            "chineseCountingThousand",
            "零 一 十 十一 二十 九十九 一百 一百零一 一百一十 一千零一十 一万零一",
        ),
        ("japaneseCounting", "0 一 十 十一 二十 九十九 百 百一 百十 千十 10001"),
        ("ideographDigital", "〇 一 一〇 一一 二〇 九九 一〇〇 一〇一 一一〇 一〇一〇 一〇〇〇一"),
        (
            "chineseLegalSimplified",
            "零 壹 壹拾 壹拾壹 贰拾 玖拾玖 壹佰 壹佰零壹 壹佰壹拾 壹仟零壹拾 壹万零壹",
        ),
        (
            "ideographLegalTraditional",
            "零 壹 壹拾 壹拾壹 貳拾 玖拾玖 壹佰 壹佰零壹 壹佰壹拾 壹仟零壹拾 壹萬零壹",
        ),
        ("ideographTraditional", "0 甲 癸 11 20 99 100 101 110 1010 10001"),
        ("ideographZodiac", "0 子 酉 戌 20 99 100 101 110 1010 10001"),
        ("ideographEnclosedCircle", "0 ㈠ ㈩ 11 20 99 100 101 110 1010 10001"),
        ("decimalEnclosedCircle", "0 ① ⑩ ⑪ ⑳ 99 100 101 110 1010 10001"),
        ("decimalEnclosedParen", "0 ⑴ ⑽ ⑾ ⒇ 99 100 101 110 1010 10001"),
        ("decimalEnclosedFullstop", "0 ⒈ ⒑ ⒒ ⒛ 99 100 101 110 1010 10001"),
        ("lowerLetter", "0 a j k t uuuu vvvv wwww fffff 1010 10001"),
        ("upperLetter", "0 A J K T UUUU VVVV WWWW FFFFF 1010 10001"),
        ("lowerRoman", "0 i x xi xx xcix c ci cx mx mmmmmmmmmmi"),
        ("upperRoman", "0 I X XI XX XCIX C CI CX MX MMMMMMMMMMI"),
        (
            "numberInDash",
            "- 0 - - 1 - - 10 - - 11 - - 20 - - 99 - - 100 - - 101 - - 110 - - 1010 - - 10001 -",
        ),
        ("bahtText", "0 1 10 11 20 99 100 101 110 1010 10001"),
    ],
)
def test_each_format_is_written_as_word_writes_it(kind: str, written: str) -> None:
    values = (0, 1, 10, 11, 20, 99, 100, 101, 110, 1010, 10001)
    assert " ".join(formatted(value, kind) for value in values) == written


def test_circles_go_to_fifty_and_nothing_is_written_for_none_or_below_nought() -> None:
    circles = [formatted(value, "decimalEnclosedCircle") for value in (21, 35, 36, 50, 51)]
    assert circles == ["㉑", "㉟", "㊱", "㊿", "51"]
    assert (formatted(3, "none"), formatted(-2, "chineseCounting"), formatted(10**9, "upperRoman")) == (
        "",
        "-2",
        "1000000000",
    )


def level(at: int, kind: str, pattern: str, more: str = "", start: int = 1, suffix: str = "nothing") -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/>{more}'
        f'<w:suff w:val="{suffix}"/><w:lvlText w:val="{pattern}"/></w:lvl>'
    )


def abstract(identity: int, *levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{identity}">{"".join(levels)}</w:abstractNum>'


def num(identity: int, of: int, *overrides: str) -> str:
    return f'<w:num w:numId="{identity}"><w:abstractNumId w:val="{of}"/>{"".join(overrides)}</w:num>'


def override(at: int, start: int | None = None, own: str = "") -> str:
    made = "" if start is None else f'<w:startOverride w:val="{start}"/>'
    return f'<w:lvlOverride w:ilvl="{at}">{made}{own}</w:lvlOverride>'


def numbered(number: int, at: int | None = 0, words: str = "文", style: str = "") -> str:
    inner = "" if at is None else f'<w:ilvl w:val="{at}"/>'
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return para(words, properties=f'{named}<w:numPr>{inner}<w:numId w:val="{number}"/></w:numPr>')


OUTLINE = abstract(
    0,
    level(0, "chineseCountingThousand", "%1、"),
    level(1, "chineseCountingThousand", "（%2）"),
    level(2, "decimal", "%3."),
    level(3, "decimal", "（%4）"),
)


def written(numbering: str, *body: str, styles: str = "") -> list[str]:
    """各段连同编号，“文”不写出。"""
    read = text("".join(body), numbering=numbering, styles=styles)
    return [line.removesuffix("文") for line in read.splitlines()]


def test_the_four_levels_of_a_document_are_numbered() -> None:
    places = [0, 1, 1, 2, 2, 3, 3, 1, 2, 0, 1]
    made = written(OUTLINE + num(1, 0), *(numbered(1, at) for at in places))
    assert made == [
        "一、",
        "（一）",
        "（二）",
        "1.",
        "2.",
        "（1）",
        "（2）",
        "（三）",
        "1.",
        "二、",
        "（一）",
    ]


def test_numbers_of_the_same_definition_run_on_unless_told_to_start_again() -> None:
    lists = OUTLINE + num(1, 0) + num(2, 0) + num(3, 0, override(0, 1)) + num(4, 0, override(1, 5))
    body = [
        numbered(*place) for place in ((1, 0), (2, 0), (3, 0), (3, 0), (1, 0), (4, 1), (4, 1), (4, 0), (4, 1))
    ]
    assert written(lists, *body) == [
        "一、",
        "二、",
        "一、",
        "二、",
        "三、",
        "（五）",
        "（六）",
        "四、",
        "（五）",
    ]


def test_a_level_can_be_redefined_for_one_number() -> None:
    lists = OUTLINE + num(1, 0) + num(2, 0, override(0, None, level(0, "decimal", "第%1条", start=8)))
    assert written(lists, numbered(1), numbered(2), numbered(1)) == ["一、", "第2条", "三、"]


def test_levels_restart_as_they_are_told() -> None:
    levels = abstract(
        0,
        level(0, "decimal", "%1"),
        level(1, "decimal", "%2"),
        level(2, "decimal", "%1-%2-%3", '<w:lvlRestart w:val="1"/>'),
        level(3, "decimal", "%4", '<w:lvlRestart w:val="0"/>'),
    )
    places = [0, 1, 2, 3, 1, 2, 3, 0, 1, 2, 3]
    made = written(levels + num(1, 0), *(numbered(1, at) for at in places))
    assert made == ["1", "1", "1-1-1", "1", "2", "1-2-2", "2", "2", "1", "2-1-1", "3"]


def test_legal_levels_write_every_number_in_arabic() -> None:
    levels = abstract(
        0,
        level(0, "upperRoman", "%1"),
        level(1, "chineseCounting", "%1.%2", "<w:isLgl/>"),
        level(2, "decimal", "%1.%2.%3"),
    )
    made = written(levels + num(1, 0), numbered(1), numbered(1), numbered(1, 1), numbered(1, 2))
    assert made == ["I", "II", "2.1", "II.一.1"]


def test_a_deeper_level_that_comes_first_counts_the_levels_above_as_begun() -> None:
    lists = abstract(0, level(0, "decimal", "%1."), level(1, "decimal", "%1.%2.")) + num(1, 0)
    assert written(lists, numbered(1, 1), numbered(1, 0), numbered(1, 1)) == ["1.1.", "2.", "2.1."]


def test_a_number_padded_with_noughts_is_padded() -> None:
    custom = (
        '<w:lvl w:ilvl="0"><mc:AlternateContent><mc:Choice Requires="w14">'
        '<w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice>'
        '<mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent>'
        '<w:suff w:val="nothing"/><w:lvlText w:val="%1号"/></w:lvl>'
    )
    assert written(abstract(0, custom) + num(1, 0), numbered(1), numbered(1)) == ["001号", "002号"]


@pytest.mark.parametrize(
    ("pattern", "suffix", "words", "expected"),
    [
        ("%1、", "tab", "2026年", "1、2026年"),
        ("%1.", "tab", "加强", "1.加强"),
        ("%1.", "tab", "5万元", "1. 5万元"),
        ("%1.", "nothing", "5万元", "1.5万元"),
        ("%1", "space", "加强", "1 加强"),
        ("第%1条", "space", "为了", "第1条　为了"),
        ("（%1）", "tab", "加强", "（1）加强"),
        ("%1)", "tab", "ABC", "1) ABC"),
        ("附件%1 ", "tab", "表", "附件1 表"),
        ("%1.", "tab", "", "1."),
        ("行\n尾%1.", "nothing", "甲", "行 尾1.甲"),
        ("", "tab", "甲", "甲"),
        ("甲" * 100, "nothing", "乙", "甲" * 64 + "乙"),
    ],
)
def test_the_gap_after_a_number_is_written_where_it_is_needed(
    pattern: str, suffix: str, words: str, expected: str
) -> None:
    pattern = pattern.replace("\n", "&#10;")
    lists = abstract(0, level(0, "decimal", pattern, suffix=suffix)) + num(1, 0)
    assert text(numbered(1, words=words), numbering=lists) == expected + "\n"


def test_bullets_are_characters_anyone_can_see_and_stand_only_before_text() -> None:
    fonts = '<w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr>'
    lists = abstract(
        0, level(0, "bullet", "\uf0d8", fonts), level(1, "bullet", "\uf0ff", fonts), level(2, "bullet", "—")
    )
    body = numbered(1) + numbered(1, 1) + numbered(1, 2) + numbered(1, 0, "")
    assert text(body, numbering=lists + num(1, 0)) == "➢ 文\n● 文\n— 文\n\n"


def style(identity: str, inside: str = "", based_on: str = "", kind: str = "paragraph") -> str:
    base = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    return f'<w:style w:type="{kind}" w:styleId="{identity}">{base}{inside}</w:style>'


def in_list(number: int | None = None, at: int | None = None) -> str:
    made = "" if at is None else f'<w:ilvl w:val="{at}"/>'
    made += "" if number is None else f'<w:numId w:val="{number}"/>'
    return f"<w:pPr><w:numPr>{made}</w:numPr></w:pPr>"


def styled(name: str, more: str = "") -> str:
    return para("文", properties=f'<w:pStyle w:val="{name}"/>{more}')


def test_styles_number_their_paragraphs_at_the_level_linked_to_them() -> None:
    levels = abstract(
        0,
        level(0, "chineseCounting", "%1、", '<w:pStyle w:val="1"/>'),
        level(1, "chineseCounting", "（%2）", '<w:pStyle w:val="2"/>'),
    )
    styles = (
        style("1", in_list(1))
        + style("2", in_list(None, 1), "1")
        + style("3", "", "2")
        + style("4", in_list(0), "1")
    )
    off = '<w:numPr><w:numId w:val="0"/></w:numPr>'
    down = '<w:numPr><w:ilvl w:val="1"/></w:numPr>'
    body = [
        styled("1"),
        styled("2"),
        styled("3"),
        styled("4"),
        styled("1", off),
        styled("1", down),
        styled("1"),
    ]
    made = written(levels + num(1, 0), *body, styles=styles)
    assert made == ["一、", "（一）", "（二）", "", "", "（三）", "二、"]


def test_the_default_style_numbers_paragraphs_without_a_style() -> None:
    default = style("a", in_list(1)).replace("w:styleId", 'w:default="1" w:styleId')
    assert written(OUTLINE + num(1, 0), para("文"), para("文"), styles=default) == ["一、", "二、"]


def test_a_numbering_style_leads_to_its_definition() -> None:
    linked = '<w:abstractNum w:abstractNumId="5"><w:numStyleLink w:val="n"/></w:abstractNum>'
    lists = OUTLINE + linked + num(1, 0) + num(9, 5)
    styles = style("n", in_list(1), kind="numbering")
    assert written(lists, numbered(9), numbered(1), styles=styles) == ["一、", "二、"]


def test_rings_of_links_and_styles_come_to_an_end() -> None:
    ring = "".join(
        f'<w:abstractNum w:abstractNumId="{at}"><w:numStyleLink w:val="n{at}"/></w:abstractNum>'
        for at in (5, 6)
    )
    styles = (
        style("n5", in_list(6), kind="numbering")
        + style("n6", in_list(5), kind="numbering")
        + style("甲", "", "乙")
        + style("乙", in_list(1), "甲")
        + style("己", in_list(1), "己")
    )
    lists = OUTLINE + ring + num(1, 0) + num(5, 5) + num(6, 6)
    assert written(lists, numbered(5), styled("甲"), styled("乙"), styled("己"), styles=styles) == [
        "",
        "一、",
        "二、",
        "三、",
    ]


@pytest.mark.parametrize(
    "broken", [numbered(99), numbered(1, 8), numbered(1, 77), numbered(1).replace('"1"', '"y"')]
)
def test_numbers_that_lead_nowhere_are_left_out(broken: str) -> None:
    assert text(broken, numbering=OUTLINE + num(1, 0)) == "文\n"
    assert text(broken) == "文\n"


def test_numbers_are_added_and_deleted_paragraphs_do_not_count() -> None:
    gone = numbered(1, words="删").replace("<w:numPr>", "<w:rPr><w:del/></w:rPr><w:numPr>")
    moved = f"<w:p><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr><w:del>{run('空')}</w:del></w:p>"
    body = numbered(1, words="甲") + gone + numbered(1, words="乙") + moved
    read = mapped(docx(body, numbering=OUTLINE + num(1, 0)))
    assert read.text == "一、甲\n二、删乙\n三、\n"
    assert [(each.start, each.end) for each in read.stretches] == [(2, 3), (6, 7), (7, 8)]


def test_headers_and_notes_count_for_themselves() -> None:
    note = f'<w:footnote w:id="1">{numbered(1, words="注")}</w:footnote>'
    reference = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    body = numbered(1, words=f"甲</w:t></w:r>{reference}<w:r><w:t>") + numbered(1, words="乙")
    assert text(body, numbering=OUTLINE + num(1, 0), footnotes=note) == "一、甲\n二、乙\n一、注\n"
