"""读别人的 .docx：一段一行，每个字对得上它的节点；修订当作接受，批注、隐藏的不读。"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import docx as python_docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.ooxml.packages import MAIN, relations, types, with_parts, zipped
from tests.ooxml.words import added, box, cell, docx, field, mapped, para, row, run, story, table, text

from gongwen.errors import PackageError
from gongwen.ooxml import transcript
from gongwen.ooxml.opening import open_for_reading
from gongwen.ooxml.reader import read_story, text_nodes
from gongwen.ooxml.story import Aside, AsideKind

if TYPE_CHECKING:
    from gongwen.ooxml.story import Story


def labels(read: Story) -> list[tuple[str, str]]:
    """各处的标签和那里起头的几个字。"""
    return [(label, read.text[at : at + 4].split("\n")[0]) for at, label in read.marks]


# 段落


def test_a_paragraph_is_a_line_however_its_runs_are_cut() -> None:
    body = (
        '<w:p w:rsidR="00A1"><w:bookmarkStart w:id="0" w:name="甲"/><w:r><w:t>澜政办</w:t></w:r>'
        '<w:proofErr w:type="spellStart"/><w:r><w:rPr><w:b/></w:rPr><w:t>发〔2026〕</w:t></w:r>'
        '<w:r><w:lastRenderedPageBreak/><w:t>12号𠮷</w:t></w:r><w:bookmarkEnd w:id="0"/></w:p>'
        + para("第二段", properties='<w:framePr w:w="8844"/>')
    )
    assert text(body) == "澜政办发〔2026〕12号𠮷\n第二段\n"
    assert [(e.start, e.end, e.node, e.offset) for e in story(body).stretches] == [
        (0, 3, 0, 0),
        (3, 10, 1, 0),
        (10, 14, 2, 0),
        (15, 18, 3, 0),
    ]


def test_paragraphs_are_counted_as_a_person_would_without_the_empty_ones() -> None:
    read = story(para("标题") + "<w:p/>" + para("　") + para("正文"))
    assert read.text == "标题\n\n　\n正文\n"
    assert labels(read) == [("第1段", "标题"), ("第2段", "正文")]
    assert read.body_end == len(read.text)


def test_tabs_breaks_hyphens_and_symbols_are_one_character_each() -> None:
    inner = (
        '<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t><w:cr/><w:ptab w:alignment="right"/>'
        '<w:noBreakHyphen/><w:t>丁</w:t><w:softHyphen/><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'
    )
    tabs = '<w:tabs><w:tab w:val="left" w:pos="420"/></w:tabs>'
    assert mapped(docx(para(inner, properties=tabs))).text == "甲\t乙\n丙\n\t-丁☑\n"


def test_symbols_without_a_common_meaning_are_kept_and_said() -> None:
    read = story(
        para('<w:r><w:sym w:font="Webdings" w:char="F05C"/><w:sym w:font="Symbol" w:char="zz"/></w:r>')
    )
    assert read.text == "\uf05c□\n"
    assert read.notices == ("有 1 个符号只有原来的字体里才有（U+F05C），换了字体就变样",)


def test_blanks_that_word_does_not_show_are_left_out_and_line_ends_are_blanks() -> None:
    body = (
        "<w:p><w:r><w:t>  甲 </w:t><w:t>\n乙&#13;丙\n</w:t><w:t xml:space='preserve'> 丁 </w:t></w:r></w:p>"
    )
    read = mapped(docx(body))
    assert read.text == "甲乙 丙 丁 \n"
    assert [(e.node, e.offset) for e in read.stretches] == [(0, 2), (1, 1), (2, 0)]


def test_wrappers_of_runs_are_seen_through() -> None:
    wrapped = (
        f"<w:smartTag>{run('甲')}</w:smartTag><w:hyperlink>{run('乙')}</w:hyperlink>"
        f"<w:sdt><w:sdtPr/><w:sdtContent>{run('丙')}</w:sdtContent></w:sdt>"
        f"<w:customXml>{run('丁')}</w:customXml><w:dir>{run('戊')}</w:dir>"
        "<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>"
    )
    block = f"<w:sdt><w:sdtContent>{para('己')}</w:sdtContent></w:sdt>"
    assert mapped(docx(para(wrapped) + block)).text == "甲乙丙丁戊x=1\n己\n"


def test_of_ruby_only_the_base_is_read() -> None:
    ruby = f"<w:r><w:ruby><w:rt>{run('lán')}</w:rt><w:rubyBase>{run('澜')}</w:rubyBase></w:ruby></w:r>"
    assert mapped(docx(para(ruby, "州"))).text == "澜州\n"


# 域


def test_results_of_fields_are_read_and_their_codes_are_not() -> None:
    nested = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>IF </w:instrText></w:r>'
        + field("DOCPROPERTY x", "不读")
        + '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        + run("读")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    simple = f'<w:fldSimple w:instr=" DATE ">{run("2026年")}</w:fldSimple>'
    assert (
        mapped(docx(para(field("REF a", "甲"), nested, simple, field("PAGE", "3")))).text == "甲读2026年3\n"
    )


def test_a_field_left_open_does_not_swallow_the_rest() -> None:
    opened = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF a</w:instrText></w:r>'
    loose = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    closed = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    assert text(para(closed, "甲", opened) + para("乙", loose) + para("丙")) == "甲\n乙\n丙\n"


BEGIN, MIDDLE, END = (
    f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
)


def code(words: str) -> str:
    return f"{BEGIN}<w:r><w:instrText>{words}</w:instrText></w:r>"


def test_a_field_can_span_paragraphs() -> None:
    assert text(para(code("IF 1=1"), MIDDLE, "上") + para("下", END) + para("正文")) == "上\n下\n正文\n"


def test_a_table_of_contents_stands_apart_from_the_body() -> None:
    entry = para(f"<w:hyperlink>{run('二、分则')}<w:r><w:tab/></w:r>{field('PAGEREF a', '3')}</w:hyperlink>")
    contents = para(code("TOC \\o"), MIDDLE, "一、总则") + entry + para(END)
    read = mapped(docx(para("目录") + contents + para("一、总则")))
    assert read.text == "目录\n一、总则\n一、总则\n二、分则\t3\n"
    assert read.asides == (Aside(AsideKind.CONTENTS, 8, 20),)
    assert [label for label, _ in labels(read)] == ["第1段", "第2段", "目录", "目录第2段"]


def test_characters_drawn_by_a_field_are_said() -> None:
    read = story(para("甲", code("EQ \\o\\ac(○,六)"), END, "乙"))
    assert (read.text, read.notices) == ("甲乙\n", ("有 1 处用域画出来的字（带圈字符一类），没有读",))


# 修订、批注、隐藏


def test_tracked_changes_read_as_accepted() -> None:
    body = para(
        "甲",
        f'<w:ins w:id="1" w:author="张">{run("添")}</w:ins>',
        '<w:del w:id="2"><w:r><w:delText>删</w:delText><w:tab/><w:t>删</w:t></w:r></w:del>',
        f'<w:moveFrom w:id="3">{run("移走")}</w:moveFrom><w:moveTo w:id="4">{run("移来")}</w:moveTo>',
        "乙",
    )
    read = mapped(docx(body))
    assert read.text == "甲添移来乙\n"
    assert read.notices == ("有修订，按全部接受之后的样子读",)


def test_a_deleted_paragraph_mark_joins_the_paragraphs() -> None:
    gone = '<w:rPr><w:del w:id="1"/></w:rPr>'
    body = (
        para("上", properties=gone) + para("中", properties=gone) + para("下") + para("末", properties=gone)
    )
    read = mapped(docx(body))
    assert read.text == "上中下\n末\n"
    assert labels(read) == [("第1段", "上中下"), ("第2段", "末")]


def test_the_old_properties_of_a_changed_paragraph_do_not_count() -> None:
    old = "<w:pPrChange><w:pPr><w:rPr><w:del/></w:rPr></w:pPr></w:pPrChange><w:rPr><w:ins/></w:rPr>"
    assert text(para("上", properties=old) + para("下")) == "上\n下\n"


def test_deleted_rows_and_cells_are_left_out() -> None:
    body = table(
        row("甲", "乙"),
        row("丙", "丁", properties='<w:del w:id="1"/>'),
        row("戊", cell("己", properties='<w:cellDel w:id="2"/>')),
    )
    assert mapped(docx(body)).text == "\n| 甲 | 乙 |\n| --- | --- |\n| 戊 |\n\n"


def test_comments_are_left_out_and_counted() -> None:
    marked = '<w:commentRangeStart w:id="0"/>' + run("甲") + '<w:r><w:commentReference w:id="0"/></w:r>'
    comments = f'<w:comment w:id="0">{para("批注的话")}</w:comment>'
    read = story(para(marked), comments=comments)
    assert (read.text, read.notices) == ("甲\n", ("有 1 条批注，没有读",))


STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"/>'
    '<w:style w:type="character" w:styleId="h"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="hh"><w:basedOn w:val="h"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="p"><w:basedOn w:val="p2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="p2"><w:basedOn w:val="p"/><w:rPr><w:vanish/></w:rPr></w:style>'
)


@pytest.mark.parametrize(
    "hidden",
    [
        para("甲", run("藏", "<w:vanish/>"), "乙"),
        para("甲", run("藏", '<w:rStyle w:val="hh"/>'), "乙"),
        para(
            "甲", run("藏", '<w:rStyle w:val="h"/>'), run("乙", '<w:rStyle w:val="h"/><w:vanish w:val="0"/>')
        ),
        para("藏", properties='<w:pStyle w:val="p"/>') + para("甲乙"),
    ],
    ids=["direct", "character-style", "switched-off", "paragraph-style-in-a-ring"],
)
def test_hidden_text_is_left_out_and_said(hidden: str) -> None:
    read = mapped(docx(hidden, styles=STYLES))
    assert read.text == "甲乙\n"
    assert read.notices == ("有 1 个字设成隐藏，没有读",)


def test_a_hidden_paragraph_mark_joins_a_heading_to_its_text() -> None:
    hidden = "<w:rPr><w:vanish/><w:specVanish/></w:rPr>"
    assert text(para("一、标题。", properties=hidden) + para("正文接排。")) == "一、标题。正文接排。\n"


# 文本框


def test_a_text_box_stands_once_before_its_paragraph() -> None:
    read = mapped(
        docx(
            para("上文") + para("挂", box(para("框一"), "<w:p/>", para("框二")), "着") + para(box(para("再")))
        )
    )
    assert read.text == "上文\n框一\n框二\n挂着\n再\n\n"
    assert labels(read) == [
        ("第1段", "上文"),
        ("文本框1第1段", "框一"),
        ("文本框1第2段", "框二"),
        ("第2段", "挂着"),
        ("文本框2第1段", "再"),
    ]


def test_a_box_of_an_old_word_and_only_a_fallback_are_read() -> None:
    inner = f"<v:textbox><w:txbxContent>{para('旧')}</w:txbxContent></v:textbox>"
    old = f"<w:r><w:pict><v:shape>{inner}</v:shape></w:pict></w:r>"
    only = f"<mc:AlternateContent><mc:Fallback>{run('备')}</mc:Fallback></mc:AlternateContent>"
    assert mapped(docx(para(old, only, "文"))).text == "旧\n备文\n"


def test_word_art_is_read_from_its_attribute() -> None:
    art = '<w:r><w:pict><v:shape><v:textpath string="澜州市 人民政府"/></v:shape></w:pict></w:r>'
    read = mapped(docx(para(art) + para("正文")))
    assert (read.text, added(read)) == ("澜州市 人民政府\n\n正文\n", "澜州市 人民政府\n\n\n")
    assert labels(read)[0][0] == "文本框1第1段"


# 表格


def test_a_table_becomes_pipe_rows_with_labels_for_its_cells() -> None:
    body = (
        para("上文")
        + table(row("序号", "名称"), row("1", cell("两段", "一格")), row("2", cell()))
        + para("下文")
    )
    read = mapped(docx(body))
    assert read.text == ("上文\n\n| 序号 | 名称 |\n| --- | --- |\n| 1 | 两段 一格 |\n| 2 |  |\n\n下文\n")
    assert labels(read) == [
        ("第1段", "上文"),
        ("表1第1行第1格", "序号 |"),
        ("表1第1行第2格", "名称 |"),
        ("表1第2行第1格", "1 | "),
        ("表1第2行第2格", "两段 一"),
        ("表1第3行第1格", "2 | "),
        ("第2段", "下文"),
    ]


def test_what_would_break_a_row_is_escaped_or_turned_into_a_blank() -> None:
    read = mapped(
        docx(table(row("甲|乙", "a\\"), row(cell(para(run("上"), "<w:r><w:br/></w:r>", run("|下"))), "丁")))
    )
    assert read.text == "\n| 甲\\|乙 | a\\ |\n| --- | --- |\n| 上 \\|下 | 丁 |\n\n"


def test_merged_cells_keep_their_columns() -> None:
    body = table(
        row(cell("横并", properties='<w:gridSpan w:val="2"/>'), "丙"),
        row(cell("纵并", properties='<w:vMerge w:val="restart"/>'), "乙", "丙"),
        row(cell("看不见", properties="<w:vMerge/>"), "二", "三"),
        row("末", properties='<w:gridBefore w:val="1"/>'),
    )
    read = mapped(docx(body))
    assert read.text == (
        "\n| 横并 |  | 丙 |\n| --- | --- | --- |\n| 纵并 | 乙 | 丙 |\n|  | 二 | 三 |\n|  | 末 |\n\n"
    )


def test_a_short_first_row_is_filled_up() -> None:
    assert text(table(row("甲"), row("乙", "丙"))) == "\n| 甲 | |\n| --- | --- |\n| 乙 | 丙 |\n\n"


def test_a_nested_table_is_text_of_its_cell() -> None:
    inner = table(row("内一", "内二"), row("内三"))
    read = mapped(docx(table(row("甲", cell("外", inner, "后")), row("乙", cell(para(box(inner)))))))
    assert read.text == "\n| 甲 | 外 内一 内二 内三 后 |\n| --- | --- |\n| 乙 | 内一 内二 内三 |\n\n"


@pytest.mark.parametrize("lines", ["", "none", "nil"])
def test_a_table_without_lines_only_places_text(lines: str) -> None:
    body = table(
        row("澜政〔2026〕3号", "签发人：张三"), row(cell("甲", "乙"), "丙"), row("丁", ""), lines=lines
    )
    read = mapped(docx(body))
    assert read.text == "澜政〔2026〕3号　　签发人：张三\n甲\n乙\n丙\n丁\n"
    assert [label for label, _ in labels(read)] == [
        "表1第1行第1格",
        "表1第1行第2格",
        "表1第2行第1格第1段",
        "表1第2行第1格第2段",
        "表1第2行第2格",
        "表1第3行第1格",
    ]


def test_a_table_of_one_column_is_its_paragraphs() -> None:
    assert text(table(row(cell("第一段", "第二段")), row("第三段"))) == "第一段\n第二段\n第三段\n"


def test_lines_drawn_by_the_style_or_by_a_cell_make_a_table() -> None:
    styles = (
        '<w:style w:type="table" w:styleId="g"><w:tblPr><w:tblBorders><w:top w:val="single"/></w:tblBorders>'
        '</w:tblPr></w:style><w:style w:type="table" w:styleId="gg"><w:basedOn w:val="g"/></w:style>'
    )
    styled = table(row("甲", "乙"), lines="").replace("<w:tblPr>", '<w:tblPr><w:tblStyle w:val="gg"/>')
    edge = '<w:tcBorders><w:left w:val="single"/></w:tcBorders>'
    celled = table(row(cell("甲", properties=edge), "乙"), lines="")
    expected = "\n| 甲 | 乙 |\n| --- | --- |\n\n"
    assert text(styled, styles=styles) == text(celled, styles=styles) == expected


def test_an_empty_table_is_nothing_and_is_not_counted() -> None:
    read = story(table(row("", "")) + table(row("甲", "乙")))
    assert labels(read) == [("表1第1行第1格", "甲 | "), ("表1第1行第2格", "乙 |")]


def test_a_paragraph_that_looks_like_a_row_is_not_taken_for_one() -> None:
    read = mapped(
        docx(para("| 甲 | 乙 |") + para("| --- |") + para("上", "<w:r><w:br/></w:r>", "|下") + para("末"))
    )
    assert read.text == "| 甲 | 乙 |\n\n| --- |\n\n上\n|下\n\n末\n"


def test_a_row_of_absurd_width_is_kept_within_what_word_can_draw() -> None:
    wide = cell("宽", properties='<w:gridSpan w:val="2000000000"/>')
    assert text(table(row(wide, "末"))) == ("\n| 宽 |" + "  |" * 61 + " 末 |\n|" + " --- |" * 63 + "\n\n")
    many = text(table(row(*["格"] * 100)))
    assert many.split("\n")[1] == "| 格 " * 62 + "| " + " ".join(["格"] * 38) + " |"


# 页眉、脚注


def sections(*kinds: str, properties: str = "") -> str:
    made = "".join(
        f'<w:{name.rstrip("0123456789")}Reference w:type="{sort}" r:id="{name}"/>'
        for sort, name in (kind.split(":") for kind in kinds)
    )
    return f"<w:sectPr>{made}{properties}</w:sectPr>"


def test_notes_follow_the_body_in_the_order_they_are_referred_to() -> None:
    notes = "".join(
        f'<w:footnote w:id="{at}">{para("<w:r><w:footnoteRef/></w:r>", words)}</w:footnote>'
        for at, words in ((0, "分隔线"), (2, "后引的"), (3, "没有引用"), (1, "先引的"))
    )
    ends = f'<w:endnote w:id="1">{para("尾一")}{para("尾二")}</w:endnote>'
    first, second, third = (f'<w:r><w:footnoteReference w:id="{at}"/></w:r>' for at in (1, 2, 3))
    body = para(
        "甲", first, "乙", '<w:r><w:endnoteReference w:id="1"/></w:r>', second, f"<w:del>{third}</w:del>"
    )
    read = mapped(docx(body, footnotes=notes, endnotes=ends))
    assert read.text == "甲乙\n先引的\n后引的\n尾一\n尾二\n"
    assert read.body_end == 3
    assert read.asides == (
        Aside(AsideKind.FOOTNOTE, 3, 7),
        Aside(AsideKind.FOOTNOTE, 7, 11),
        Aside(AsideKind.ENDNOTE, 11, 17),
    )
    assert [label for label, _ in labels(read)] == ["第1段", "脚注1", "脚注2", "尾注1", "尾注1第2段"]


def test_headers_are_read_once_and_page_numbers_are_not() -> None:
    number = para("— ", field("PAGE", "3"), " —")
    boxed = para(box(para(f'<w:fldSimple w:instr="PAGE \\* Arabic">{run("5")}</w:fldSimple>')))
    body = (
        para("甲", properties=sections("default:header1", "default:footer1"))
        + para("乙", properties=sections("default:header2", "first:header3", "even:footer2"))
        + sections("default:header4", properties='<w:titlePg w:val="0"/>')
    )
    read = mapped(
        docx(
            body,
            header1=para("澜州市人民政府"),
            header2=para("澜州市人民政府"),
            header3=para("首页才有"),
            header4=para("另一种") + "<w:p/>",
            footer1=number + boxed + para("第", field("PAGE", "1"), "页 共", field("NUMPAGES", "9"), "页"),
            footer2=para("偶数页才有"),
        )
    )
    assert read.text == "甲\n乙\n澜州市人民政府\n另一种\n"
    assert [(aside.kind, read.text[aside.start : aside.end]) for aside in read.asides] == [
        (AsideKind.HEADER, "澜州市人民政府\n"),
        (AsideKind.HEADER, "另一种\n"),
    ]
    assert [label for label, _ in labels(read)][2:] == ["页眉", "页眉2"]


def test_headers_of_first_and_even_pages_are_read_where_they_show() -> None:
    body = para("甲") + sections("first:header1", "even:footer1", properties="<w:titlePg/>")
    read = story(
        body, header1=para("首"), footer1=para("偶", field("PAGE", "2")), settings="<w:evenAndOddHeaders/>"
    )
    assert read.text == "甲\n首\n偶\n"


# 不执行、不取、说一声


def test_active_contents_are_noticed_not_refused() -> None:
    rels = relations(
        ("vbaProject", "vbaProject.bin", False),
        ("image", "http://evil.example/i.png", True),
        ("image", "http://evil.example/j.png", True),
        ("hyperlink", "https://example.cn", True),
        ("oleObject", "embeddings/a.bin", False),
    )
    macro = types("application/vnd.ms-word.document.macroEnabled.main+xml")
    data = with_parts(body=para(field("DDEAUTO c:/cmd.exe", "甲")), rels=rels, types=macro)
    read = read_story(open_for_reading(data, "通知.docm"))
    assert read.text == "甲\n"
    assert read.notices == (
        "带有宏、“从别的程序取数（DDE）”的域、链接的图片、嵌入或链接的对象（OLE）：没有运行，没有去取，也没有读里面的字",
        "有 2 幅图片，里面的字没有读",
    )


@pytest.mark.parametrize(
    "kind",
    [
        "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
        "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
    ],
)
def test_templates_are_read_too(kind: str) -> None:
    assert read_story(open_for_reading(with_parts(types=types(kind)), "a.dotx")).text == "你好\n"


def test_strict_open_xml_is_read_as_the_usual_kind() -> None:
    strict = b"http://purl.oclc.org/ooxml/"
    data = docx(para("严格的", run("《写法》")) + table(row("甲", "乙")))
    parts = dict(open_for_reading(data, "a.docx").parts)
    usual = b"http://schemas.openxmlformats.org/%s/2006/"
    for name, part in parts.items():
        words = part.replace(usual % b"wordprocessingml", strict + b"wordprocessingml/")
        parts[name] = words.replace(usual % b"officeDocument", strict + b"officeDocument/")
    read = mapped(zipped(parts))
    assert read.text == "严格的《写法》\n\n| 甲 | 乙 |\n| --- | --- |\n\n"
    assert read.notices == ("是“Strict Open XML”的写法，换成通常的写法读",)


# 有意写坏的


def test_deep_nesting_is_refused_as_damaged_not_followed() -> None:
    deep = para("底")
    for _ in range(100):
        deep = table(row(cell(deep)))
    with pytest.raises(PackageError, match="不是完整的 XML"):
        story(deep)


def test_nesting_as_deep_as_the_parser_allows_is_read() -> None:
    deep = para("底")
    for _ in range(80):
        deep = f"<w:tbl><w:tr><w:tc>{deep}</w:tc></w:tr></w:tbl>"
    assert text(deep) == "底\n"


def test_parts_of_tables_out_of_place_do_no_harm() -> None:
    body = (
        f"<w:tr>{cell('甲')}</w:tr>{cell('乙')}<w:tbl>{cell('丙')}{para('丁')}</w:tbl>"
        "<w:p><w:p><w:r><w:t>戊</w:t></w:r></w:p></w:p><w:r><w:t>己</w:t></w:r>"
    )
    assert mapped(docx(body)).text == "甲\n乙\n丁\n丙\n戊\n\n"


def test_too_much_text_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transcript, "MAX_CHARS", 10)
    with pytest.raises(PackageError, match="不像一件公文"):
        story(para("一二三四五六七八九十") + para("十一"))


def test_a_document_of_python_docx_is_read() -> None:
    made = python_docx.Document()
    made.add_heading("关于开展检查的通知", 1)
    made.add_paragraph("各科室：", style="List Number")
    filled = made.add_table(1, 2, style="Table Grid")
    filled.cell(0, 0).text, filled.cell(0, 1).text = "甲", "乙\n丙"
    saved = io.BytesIO()
    made.save(saved)
    read = mapped(saved.getvalue())
    assert read.text == "关于开展检查的通知\n1.各科室：\n\n| 甲 | 乙 丙 |\n| --- | --- |\n\n"


# 对得上：随手拼的正文，每个字都从所说的节点来，节点不多不少


LEAVES = st.sampled_from(
    [
        run("澜政办发〔2026〕12号"), run("𠮷|"), "<w:r><w:tab/><w:br/></w:r>", "<w:r><w:t> 空 </w:t></w:r>",
        f"<w:ins>{run('添')}</w:ins>", f"<w:del>{run('删')}</w:del>", run("藏", "<w:vanish/>"),
        field("REF a", "域"), '<w:r><w:fldChar w:fldCharType="begin"/></w:r>', box(para("框𠮷")),
        '<w:r><w:sym w:font="Symbol" w:char="F0B7"/><w:noBreakHyphen/><w:softHyphen/></w:r>',
        '<w:r><w:footnoteReference w:id="1"/></w:r>', "<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>",
    ]
)  # fmt: skip
MARKS = st.sampled_from(
    ["", "<w:rPr><w:del/></w:rPr>", "<w:rPr><w:vanish/></w:rPr>", '<w:tabs><w:tab w:pos="1"/></w:tabs>']
)
PARAGRAPHS = st.builds(lambda runs, mark: para(*runs, properties=mark), st.lists(LEAVES, max_size=5), MARKS)
CELLS = st.builds(lambda content: cell(*content), st.lists(PARAGRAPHS, max_size=3))
TABLES = st.builds(
    lambda rows: table(*(row(*cells) for cells in rows)),
    st.lists(st.lists(CELLS, min_size=1, max_size=3), min_size=1, max_size=3),
)


@given(st.lists(st.one_of(PARAGRAPHS, TABLES), max_size=6))
@settings(max_examples=150, deadline=None)
def test_every_character_comes_from_the_node_it_is_said_to_come_from(blocks: list[str]) -> None:
    note = f'<w:footnote w:id="1">{para("注𠮷")}</w:footnote>'
    data = docx("".join(blocks), footnotes=note, styles=STYLES)
    read = mapped(data)
    assert set(added(read)) <= set("\n|- \\")
    starts = [at for at, _ in read.marks]
    assert starts == sorted(starts)
    assert read.body_end <= len(read.text)
    nodes = len(text_nodes(open_for_reading(data, "a.docx").tree(MAIN)))
    used = {each.node for each in read.stretches if each.part == MAIN}
    assert not used or max(used) < nodes


def test_the_nodes_counted_are_those_in_runs_read_or_not() -> None:
    body = para(
        "甲",
        f"<w:del>{run('删')}</w:del>",
        box(para("框")),
        "<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>",
        properties='<w:tabs><w:tab w:val="left" w:pos="420"/></w:tabs>',
    )
    nodes = text_nodes(open_for_reading(docx(body), "a.docx").tree(MAIN))
    assert [node.text for node in nodes] == ["甲", "删", "框", "框", "x"]


def test_reading_needs_no_more_than_the_main_part() -> None:
    assert read_story(open_for_reading(with_parts(), "a.docx")).text == "你好\n"
