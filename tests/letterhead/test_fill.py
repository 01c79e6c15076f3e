"""填信笺：文字、成段的内容、取舍、表格、图片、页眉页脚、样式；整份结果逐段比较。"""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from tests.helpers import BODY, FRONT, draft, parsed, png
from tests.letterhead.sheets import (
    BODY_TAG,
    filled,
    lines,
    member,
    opened,
    saved,
    sheet,
    split_runs,
    texts,
    with_front,
)
from tests.ooxml.packages import W, paragraph, relations, with_parts

from gongwen.errors import TemplateError
from gongwen.layout.letterhead.fill import left_blank, unprinted
from gongwen.layout.letterhead.names import text_names, text_values, variable_rows
from gongwen.layout.letterhead.opening import open_letterhead
from gongwen.layout.plan import make_plan
from gongwen.layout.style import load_style
from gongwen.ooxml.opening import open_package

LONG = """\
各单位要高度重视防汛工作，现就有关事项通知如下。
一、压实责任
（一）落实行政首长负责制
1.县级负责人
各县要逐级明确责任人。
| 县 | 责任人 |
|---|---|
| 青岭县 | 县长 |

二、加强值守
（一）领导带班。每日有一名负责人在岗。
"""
FIELDS = {
    "份号": '"000123"',
    "紧急程度": "加急",
    "签发人": "[张三, 李四]",
    "附注": "此件公开发布",
    "抄送机关": "[市委办公室, 市人大常委会办公室]",
    "印发机关": "澜州市人民政府办公室",
    "印发日期": "2026-5-9",
    "公开属性": "主动公开",
    "题注": "（2026年5月1日通过）",
}


def test_a_whole_letterhead_comes_out_paragraph_by_paragraph() -> None:
    data = sheet(
        "{{ 发文机关 }}", "{{ 发文字号 }}", "{{p 标题 }}", "{{ 主送机关 }}", BODY_TAG, "{{p 附件说明 }}",
        "{{p 落款 }}", "固定的一段",
    )  # fmt: skip
    assert lines(filled(data, draft(body=LONG))) == [
        ("Normal", "澜州市人民政府办公室"),
        ("Normal", "澜政办发〔2026〕18号"),
        ("公文标题", "关于做好防汛工作的通知"),
        ("Normal", "各县人民政府："),
        ("公文正文", "各单位要高度重视防汛工作，现就有关事项通知如下。"),
        ("公文一级标题", "一、压实责任"),
        ("公文二级标题", "（一）落实行政首长负责制"),
        ("公文三级标题", "1.县级负责人"),
        ("公文正文", "各县要逐级明确责任人。"),
        ("表格文字", "县"),
        ("表格文字", "责任人"),
        ("表格文字", "青岭县"),
        ("表格文字", "县长"),
        ("公文一级标题", "二、加强值守"),
        ("公文正文", "（一）领导带班。每日有一名负责人在岗。"),
        ("署名", "澜州市人民政府办公室"),
        ("署名", "2026年5月8日"),
        ("Normal", "固定的一段"),
    ]


def test_every_text_variable_prints_what_the_page_says() -> None:
    names = text_names()
    printed = texts(
        filled(sheet(*(f"{name}={{{{ {name} }}}}" for name in names), BODY_TAG), with_front(**FIELDS))
    )
    found = dict(line.split("=", 1) for line in printed if "=" in line)
    assert found == {
        "文种": "通知",
        "份号": "000123",
        "密级": "",
        "保密期限": "",
        "紧急程度": "加急",
        "发文机关": "澜州市人民政府办公室",
        "发文机关标志": "澜州市人民政府办公室文件",
        "发文字号": "澜政办发〔2026〕18号",
        "签发人": "张三　李四",
        "标题": "关于做好防汛工作的通知",
        "题注": "（2026年5月1日通过）",
        "主送机关": "各县人民政府：",
        "公开属性": "主动公开",
        "署名": "澜州市人民政府办公室",
        "成文日期": "2026年5月8日",
        "附注": "（此件公开发布）",
        "抄送机关": "市委办公室，市人大常委会办公室。",
        "印发机关": "澜州市人民政府办公室",
        "印发日期": "2026年5月9日",
        "签名章": "",
        "出席": "",
        "请假": "",
        "列席": "",
    }
    assert list(found) == list(names)


@pytest.mark.parametrize(
    ("front", "name", "value"),
    [
        ({"密级": "机密", "保密期限": "1年"}, "密级", "机密★1年"),
        ({"发文字号": ""}, "发文字号", "　　　〔　　　　〕　　号"),
        ({"成文日期": ""}, "成文日期", "　　　　年　　月　　日"),
        ({"印发机关": "办公室"}, "印发日期", "　　　　年　　月　　日"),
        ({"署名": "[甲市人民政府, 乙市人民政府]"}, "署名", "甲市人民政府\n乙市人民政府"),
        ({"签名章": "{职务: 市长, 姓名: 某某某}"}, "签名章", "市长"),
        ({"主送机关": "各县人民政府："}, "主送机关", "各县人民政府："),
        ({"抄送机关": "市委办公室。"}, "抄送机关", "市委办公室。"),
        ({"文种": "请示"}, "签发人", "　　　"),
        ({"文种": "证明"}, "发文字号", "澜政办发〔2026〕18号"),
        ({"文种": "证明", "发文字号": ""}, "发文字号", ""),
        ({"用印": "不落款", "成文日期": ""}, "成文日期", ""),
    ],
)  # fmt: skip
def test_values_in_particular_cases(front: dict[str, str], name: str, value: str) -> None:
    document = parsed(with_front(**front))
    assert text_values(document, make_plan(document, load_style()))[name] == value


def test_titles_and_issuers_written_in_lines_stay_in_lines() -> None:
    text = draft(FRONT.replace("标题: 关于", "标题: |-\n  澜州市人民政府办公室\n  关于"))
    assert (
        texts(filled(sheet("题：{{ 标题 }}", BODY_TAG), text))[0]
        == "题：澜州市人民政府办公室\n关于做好防汛工作的通知"
    )


VALUE = '甲<乙>&"丙" {{ 7*7 }}{% if %} ]]> {_{ 标题 }_} <w:p/>'


def test_values_are_text_whatever_they_hold() -> None:
    quoted = "'" + VALUE.replace("'", "''") + "'"
    body = f"{VALUE}\n| {VALUE} | 乙 |\n|---|---|\n| 丙 | {VALUE} |\n"
    text = draft(with_front(附注=quoted).split("---\n")[1], body)
    made = filled(sheet("附注{{ 附注 }}", BODY_TAG, header="{{ 附注 }}"), text)
    assert texts(made)[:4] == [f"附注（{VALUE}）", VALUE, VALUE, "乙"]
    assert opened(made).sections[0].header.paragraphs[0].text == f"（{VALUE}）"
    assert open_package(made, "成品.docx").main == "word/document.xml"


@pytest.mark.parametrize(
    "pieces",
    [
        ("{", "{ 发文机关 }", "}"),
        ("{{ 发", "文", "机关 }}"),
        ("前{", "{", " 发文机关", " ", "}", "}"),
        ("前{{发文机关}}与{", "{ 发文机关 }}后"),
        ("{% if 附", "注 %}有{% else ", "%}{{ 发文机关 }}{% en", "dif %}"),
    ],
)
def test_tags_split_by_word_are_put_together(pieces: tuple[str, ...]) -> None:
    first = texts(filled(split_runs(*pieces)))[0]
    expected = {
        "前{{发文机关}}与{": "前澜州市人民政府办公室与澜州市人民政府办公室后",
        "前{": "前澜州市人民政府办公室",
    }
    assert first == expected.get(pieces[0], "澜州市人民政府办公室")


def test_tags_split_by_proofing_marks_and_bookmarks_are_put_together() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph()
    for piece, between in (("{{ 发文", "proofErr"), ("机关", "bookmarkStart"), (" }}", "bookmarkEnd")):
        paragraph.add_run(piece)
        mark = paragraph._p.makeelement(qn(f"w:{between}"), {})
        paragraph._p.append(mark)
    document.add_paragraph(BODY_TAG)
    assert texts(filled(saved(document)))[0] == "澜州市人民政府办公室"


def test_a_value_takes_the_font_of_where_its_tag_begins() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("前")
    paragraph.add_run("{{ 发文").bold = True
    paragraph.add_run("机关 }}后")
    document.add_paragraph(BODY_TAG)
    runs = opened(filled(saved(document))).paragraphs[0].runs
    assert [(run.text, run.bold) for run in runs] == [
        ("前", None),
        ("澜州市人民政府办公室", True),
        ("后", None),
    ]


CHOICE = ["{%p if 附注 %}", "附注：{{ 附注 }}", "{%p else %}", "没有附注", "{%p endif %}", "完", BODY_TAG]


@pytest.mark.parametrize("plain", [False, True], ids=["with-p", "without-p"])
@pytest.mark.parametrize(
    ("remark", "expected"),
    [("", ["没有附注", "完"]), ("联系人：王五", ["附注：（联系人：王五）", "完"])],
)
def test_paragraphs_are_kept_or_dropped_whole(*, plain: bool, remark: str, expected: list[str]) -> None:
    written = [text.replace("{%p", "{%") if plain else text for text in CHOICE]
    assert texts(filled(sheet(*written), with_front(附注=remark)))[:2] == expected


@pytest.mark.parametrize(("remark", "expected"), [("", "甲丙"), ("联系人：王五", "甲乙（联系人：王五）丙")])
def test_words_are_kept_or_dropped_within_a_paragraph(remark: str, expected: str) -> None:
    data = sheet("甲{% if 附注 %}乙{{ 附注 }}{% endif %}丙", BODY_TAG)
    assert texts(filled(data, with_front(附注=remark)))[0] == expected


@pytest.mark.parametrize(
    ("condition", "shown"),
    [
        ("发文字号 and not 附注", True),
        ("附件", False),
        ("正文 or 附件", True),
        ('紧急程度 == “加急”', True),
        ("紧急程度 != '加急'", False),
    ],
)  # fmt: skip
def test_conditions_may_compare_and_join(*, condition: str, shown: bool) -> None:
    data = sheet(f"{{% if {condition} %}}有{{% elif 份号 %}}份{{% else %}}无{{% endif %}}", BODY_TAG)
    assert texts(filled(data, with_front(紧急程度="加急")))[0] == ("有" if shown else "无")


def table_sheet(*rows: str) -> bytes:
    document = docx.Document()
    document.add_paragraph(BODY_TAG)
    table = document.add_table(len(rows), 1)
    for row, text in zip(table.rows, rows, strict=True):
        row.cells[0].text = text
    return saved(document)


@pytest.mark.parametrize(
    ("copied", "expected"),
    [("", ["印发"]), ("市委办公室", ["抄送：市委办公室。", "印发"])],
)
def test_rows_of_a_table_are_kept_or_dropped_whole(copied: str, expected: list[str]) -> None:
    data = table_sheet("{%tr if 抄送机关 %}", "抄送：{{ 抄送机关 }}", "{%tr endif %}", "印发")
    rows = opened(filled(data, with_front(抄送机关=copied))).tables[0].rows
    assert [row.cells[0].text for row in rows] == expected


def test_a_table_without_rows_left_is_left_out() -> None:
    data = table_sheet("{%tr if 抄送机关 %}", "抄送：{{ 抄送机关 }}", "{%tr endif %}")
    assert opened(filled(data)).tables == []


def test_a_body_in_a_cell_fits_the_cell_and_the_cell_ends_in_a_paragraph() -> None:
    document = docx.Document()
    table = document.add_table(1, 2)
    table.rows[0].cells[0].text = BODY_TAG
    table.rows[0].cells[1].text = "{{p 附件 }}"
    body = f"{BODY}| 县 | 责任人 |\n|---|---|\n| 青岭县 | 县长 |\n"
    made = opened(filled(saved(document), draft(body=body)))
    left, right = made.tables[0].rows[0].cells
    inner = left.tables[0]
    width = sum(int(each.get(qn("w:w"))) for each in inner._tbl.tblGrid)
    assert width == int(table.rows[0].cells[0]._tc.tcPr.find(qn("w:tcW")).get(qn("w:w"))) - 216
    assert [each.tag for each in left._tc][-2:] == [qn("w:tbl"), qn("w:p")]
    assert [each.tag for each in right._tc] == [qn("w:tcPr"), qn("w:p")]


def test_tables_have_a_repeated_header_row_and_are_as_wide_as_the_letterhead() -> None:
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.left_margin, section.right_margin = (
        docx.shared.Mm(210),
        *[docx.shared.Mm(40)] * 2,
    )
    document.add_paragraph(BODY_TAG)
    table = opened(filled(saved(document), draft(body=LONG))).tables[0]
    assert sum(int(each.get(qn("w:w"))) for each in table._tbl.tblGrid) == pytest.approx(
        130 / 25.4 * 1440, abs=2
    )
    heads = [row._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in table.rows]
    assert heads == [True, False]
    assert table.style.name == "公文表格"


@pytest.mark.parametrize(("mode", "shift"), [("15", "0"), ("14", "80"), ("", "80")])
def test_tables_line_up_with_the_text_in_old_and_new_compatibility(mode: str, shift: str) -> None:
    setting = f'<w:compatSetting w:name="compatibilityMode" w:val="{mode}"/>'
    settings = f'<w:settings xmlns:w="{W}"><w:compat>{setting}</w:compat></w:settings>'.encode()
    rels = relations(("settings", "settings.xml", False))
    data = with_parts(body=paragraph(BODY_TAG), rels=rels, extra={"word/settings.xml": settings})
    (table,) = (
        open_package(filled(data, draft(body=LONG)), "成品.docx").tree("word/document.xml").iter(qn("w:tbl"))
    )
    assert table.find(f"{qn('w:tblPr')}/{qn('w:tblInd')}").get(qn("w:w")) == shift


def test_pictures_come_in_once_each_with_their_own_numbers(tmp_path: Path) -> None:
    (tmp_path / "甲.png").write_bytes(png(300, 150))
    (tmp_path / "乙.png").write_bytes(png(30, 15))
    text = draft(body="看图。\n![甲图](甲.png)\n![](乙.png)\n![](甲.png)\n")
    document = docx.Document()
    document.add_picture(io.BytesIO(png(10, 10)))
    document.add_paragraph(BODY_TAG)
    made = opened(filled(saved(document), text, tmp_path))
    shapes = made.inline_shapes
    assert [each._inline.docPr.get("id") for each in shapes] == ["1", "2", "3", "4"]
    assert [each._inline.docPr.get("descr") for each in shapes][1:] == ["甲图", "", ""]
    media = {
        made.part.related_parts[each._inline.graphic.graphicData.pic.blipFill.blip.embed].blob
        for each in shapes
    }
    assert media == {png(10, 10), png(300, 150), png(30, 15)}
    assert ("图题", "甲图") in lines(filled(saved(document), text, tmp_path))


def test_annexes_and_issued_files_follow_on_their_own_faces(tmp_path: Path) -> None:
    (tmp_path / "办法.md").write_text("# 澜州市防汛办法\n第一条 为了防汛。\n", encoding="utf-8")
    (tmp_path / "表.md").write_text("| 县 | 人 |\n|---|---|\n| 甲 | 乙 |\n", encoding="utf-8")
    front = "被印发件: 办法.md\n附件:\n  - 标题: 分工表\n    文件: 表.md\n  - 标题: 名单\n"
    data = sheet(BODY_TAG, "{{p 附件说明 }}", "{{p 附件 }}", "{{p 被印发件 }}")
    made = filled(data, draft(FRONT + front), tmp_path)
    assert lines(made)[3:] == [
        ("附件说明", "附件：1.\t分工表"),
        ("附件说明", "2.\t名单"),
        ("附件序号", "附件1"),
        ("公文标题", "分工表"),
        ("表格文字", "县"),
        ("表格文字", "人"),
        ("表格文字", "甲"),
        ("表格文字", "乙"),
        ("Normal", ""),
        ("公文标题", "澜州市防汛办法"),
        ("公文正文", "第一条 为了防汛。"),
    ]
    breaks = [
        each.text
        for each in opened(made).paragraphs
        if each.paragraph_format.page_break_before or each.style.paragraph_format.page_break_before
    ]
    assert breaks == ["附件1", "澜州市防汛办法"]


@pytest.mark.parametrize("name", ["附件", "被印发件"])
def test_contents_without_a_place_are_refused_not_lost(tmp_path: Path, name: str) -> None:
    (tmp_path / "件.md").write_text("# 标题\n第一条 为了防汛。\n", encoding="utf-8")
    front = "附件:\n  - 标题: 件\n    文件: 件.md\n" if name == "附件" else "被印发件: 件.md\n"
    with pytest.raises(TemplateError) as caught:
        filled(sheet(BODY_TAG), draft(FRONT + front), tmp_path)
    assert str(caught.value).splitlines() == [
        f"信笺.docx：草稿有{name}，信笺里没有放{name}的地方",
        f"  → 在信笺正文的末尾单独写一段：{{{{p {name} }}}}",
    ]


def test_headers_and_footers_are_filled_too() -> None:
    made = opened(
        filled(sheet(BODY_TAG, header="{{ 发文机关 }}", footer="{% if 附注 %}有{% endif %}{{ 成文日期 }}"))
    )
    section = made.sections[0]
    assert (section.header.paragraphs[0].text, section.footer.paragraphs[0].text) == (
        "澜州市人民政府办公室",
        "2026年5月8日",
    )


def test_a_block_may_stand_on_both_sides_of_a_choice() -> None:
    data = sheet("{%p if 附注 %}", "甲", BODY_TAG, "{%p else %}", "乙", BODY_TAG, "{%p endif %}")
    assert texts(filled(data))[:2] == ["乙", "各单位要高度重视防汛工作，现就有关事项通知如下。"]
    assert texts(filled(data, with_front(附注="丙")))[0] == "甲"


def test_comments_leave_nothing_behind() -> None:
    assert texts(filled(sheet("{# 这一段不印 #}", "甲{# 乙 #}丙", BODY_TAG)))[0] == "甲丙"


def test_body_runs_are_set_in_the_fonts_of_their_level() -> None:
    made = opened(filled(sheet(BODY_TAG), draft(body=LONG)))
    fonts = {
        each.text: [run._r.rPr.rFonts.get(qn("w:eastAsia")) for run in each.runs] for each in made.paragraphs
    }
    assert fonts["一、压实责任"] == ["黑体"]
    assert fonts["（一）落实行政首长负责制"] == ["楷体_GB2312"]
    assert fonts["1.县级负责人"] == ["仿宋_GB2312"]
    assert fonts["（一）领导带班。每日有一名负责人在岗。"] == ["楷体_GB2312", "仿宋_GB2312"]


def chain(document: object, name: str) -> list[str]:
    style, found = document.styles[name], []
    while style is not None:
        found.append(style.style_id)
        style = style.base_style
    return found


def test_styles_are_added_once_and_do_not_lean_on_those_of_the_letterhead() -> None:
    data = sheet(BODY_TAG)
    before, after = opened(data), opened(filled(data))
    own = {style.name for style in before.styles}
    assert {style.name for style in after.styles} - own == {"公文基准", "公文正文", "公文一级标题"}
    assert chain(after, "公文正文") == ["GongwenBody", "GongwenBase"]
    assert chain(after, "公文一级标题") == ["GongwenHeading1", "GongwenBase"]


def test_a_style_of_the_same_name_in_the_letterhead_is_used_as_it_is() -> None:
    document = docx.Document()
    document.styles.add_style("公文正文", docx.enum.style.WD_STYLE_TYPE.PARAGRAPH).font.size = docx.shared.Pt(
        14
    )
    document.add_paragraph(BODY_TAG)
    made = opened(filled(saved(document)))
    paragraph = made.paragraphs[0]
    assert (paragraph.style.name, paragraph.style.font.size.pt) == ("公文正文", 14)
    assert [style.name for style in made.styles].count("公文正文") == 1


def test_the_same_input_gives_the_same_bytes_and_other_parts_stay_as_they_were() -> None:
    data = sheet("{{ 发文机关 }}", BODY_TAG)
    made = filled(data)
    assert made == filled(data)
    before, after = open_package(data, "前").parts, open_package(made, "后").parts
    changed = {name for name in after if before.get(name) != after[name]}
    assert changed == {"word/document.xml", "word/styles.xml", "docProps/core.xml"}


def test_properties_are_those_of_the_document_not_of_who_made_the_letterhead() -> None:
    document = docx.Document()
    document.core_properties.author = document.core_properties.last_modified_by = "某某某"
    document.add_paragraph(BODY_TAG)
    about = opened(filled(saved(document))).core_properties
    assert (about.author, about.title, about.last_modified_by) == (
        "澜州市人民政府办公室",
        "关于做好防汛工作的通知",
        "",
    )
    assert (about.created.isoformat(), about.modified) == ("2026-05-08T00:00:00+00:00", about.created)


def told(data: bytes, text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    letterhead, document = open_letterhead(data, "信笺.docx"), parsed(text)
    plan = make_plan(document, load_style())
    return unprinted(letterhead, document, plan), left_blank(letterhead, plan)


def test_what_the_letterhead_leaves_out_is_said_and_is_no_blank() -> None:
    text = with_front(附注="甲", 抄送机关="乙", 发文字号="", 成文日期="")
    assert told(sheet(BODY_TAG), text) == (
        ("信笺里没有标题、主送机关、附注、抄送机关、落款，草稿写了的没有印出来",),
        (),
    )
    full = sheet(
        "{{p 标题 }}", "{{ 发文字号 }}{{ 主送机关 }}{{ 附注 }}{{ 抄送机关 }}", BODY_TAG, "{{p 落款 }}"
    )
    assert told(full, text) == ((), ("发文字号", "成文日期"))
    assert told(sheet("{{ 署名 }}{{ 成文日期 }}", BODY_TAG), with_front(主送机关="", 发文字号="")) == (
        ("信笺里没有标题，草稿写了的没有印出来",),
        (),
    )


def test_the_page_lists_exactly_these_variables() -> None:
    page = (Path(__file__).parents[2] / "docs" / "自备模板.md").read_text(encoding="utf-8")
    rows = [line for line in page.splitlines() if line.startswith("| ") and "{{" in line]
    assert rows == [line for line in variable_rows() if "{{" in line]


def test_a_letterhead_without_styles_or_properties_is_filled_too() -> None:
    made = filled(with_parts(body=paragraph(BODY_TAG)))
    assert b"GongwenBody" in member(made, "word/gongwen-styles.xml")
    assert lines(made)[0] == ("公文正文", "各单位要高度重视防汛工作，现就有关事项通知如下。")


def test_tags_in_a_text_box_are_filled_in_both_its_forms() -> None:
    names = {
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "v": "urn:schemas-microsoft-com:vml",
    }
    inner = "".join(map(paragraph, ("{% if 附注 %}", "盒{{ 附注 }}", "{% endif %}")))
    box = f"<w:txbxContent>{inner}</w:txbxContent>"
    body = (
        f"<w:p{''.join(f' xmlns:{name}={chr(34)}{uri}{chr(34)}' for name, uri in names.items())}>"
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx>'
        f"</w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r><w:r><w:t>外{{ 发文机关 }}</w:t></w:r></w:p>" + paragraph(BODY_TAG)
    )
    made = member(filled(with_parts(body=body), with_front(附注="甲")), "word/document.xml").decode()
    assert (made.count("盒（甲）"), made.count("外澜州市人民政府办公室"), made.count("{")) == (2, 1, 0)
    without = member(filled(with_parts(body=body)), "word/document.xml").decode()
    assert (without.count("盒"), without.count("<w:txbxContent><w:p/></w:txbxContent>")) == (0, 2)


def test_the_example_of_the_page_is_filled_as_it_stands() -> None:
    page = (Path(__file__).parents[2] / "docs" / "自备模板.md").read_text(encoding="utf-8")
    example = page.split("```text\n")[1].split("```")[0].splitlines()
    assert texts(filled(sheet(*example), with_front(附注="甲"))) == [
        f"{' ' * 40}澜政办发〔2026〕18号",
        "关于做好防汛工作的通知",
        "各县人民政府：",
        *(line for line in BODY.splitlines()),
        "澜州市人民政府办公室",
        "2026年5月8日",
        "（甲）",
    ]
