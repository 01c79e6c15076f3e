"""DOCX：小计划的 XML 照文字比较；确定性；图片；不许的字符。"""

from __future__ import annotations

import io
import struct
import subprocess
import sys
import zipfile
import zlib
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import docx
import pytest
from docx.oxml.ns import qn

from gongwen.errors import LayoutError
from gongwen.layout.docx import FaceFacts, render_docx
from gongwen.layout.plan.model import (
    AnnexItem,
    AnnexNote,
    ClosingRow,
    ColophonRow,
    Head,
    HeadingItem,
    ImageItem,
    IssuedItem,
    Masthead,
    Meta,
    ParaItem,
    Plan,
    Run,
    TableItem,
)
from gongwen.layout.style import load_style

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement

    from gongwen.layout.docx import ColophonBreak


@cache
def style():
    return load_style()


def make(**changes: object) -> Plan:
    """一件最小的通知。"""
    plan = Plan(
        format="公文",
        meta=Meta("关于测试的通知", "澜州市人民政府", (2026, 3, 12)),
        head=Head((), Masthead(("澜州市人民政府文件",), "", 49.0), "澜政〔2026〕1号"),
        title_lines=("关于测试的通知",),
        addressees="各部门：",
        items=(ParaItem((Run("第一段。"),)), ParaItem((Run("第二段。"),))),
        annex_notes=(),
        closing=(ClosingRow(("澜州市人民政府",), 60.0, 57.9), ClosingRow(("2026年3月12日",), 63.0)),
        remark="",
        attendance=(),
        annexes=(),
        issued=None,
        colophon=(),
    )
    return replace(plan, **changes)  # type: ignore[arg-type]


def render(plan: Plan, colophon_break: ColophonBreak = "none") -> bytes:
    return render_docx(plan, style(), faces=FaceFacts(colophon_break))


def member(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()


def body(data: bytes) -> list[BaseOxmlElement]:
    return list(docx.Document(io.BytesIO(data)).element.body)


def paragraph(data: bytes, text: str) -> BaseOxmlElement:
    found = [p for p in docx.Document(io.BytesIO(data)).element.body.iter(qn("w:p")) if text_of(p) == text]
    assert len(found) == 1, text
    return found[0]


def text_of(element: BaseOxmlElement) -> str:
    return "".join(each.text for each in element.iter(qn("w:t")))


def properties(element: BaseOxmlElement) -> list[str]:
    """段落属性的名字。"""
    return [child.tag.rpartition("}")[2] for child in element.find(qn("w:pPr"))]


def compact(element: BaseOxmlElement) -> str:
    """一个元素的 XML，不带命名空间声明和字体（字体另有测试）。"""
    import re

    text = re.sub(r' xmlns:\w+="[^"]*"', "", element.xml)
    text = re.sub(r"<w:rFonts[^>]*/>", "<w:rFonts/>", text)
    return re.sub(r">\s+<", "><", text).strip()


def png(width: int = 2, height: int = 2) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\xff" * width) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def test_body_paragraph_names_its_style_and_its_font() -> None:
    found = paragraph(render(make()), "第一段。")
    assert compact(found) == (
        '<w:p><w:pPr><w:pStyle w:val="GongwenBody"/></w:pPr>'
        '<w:r><w:rPr><w:rFonts/></w:rPr><w:t xml:space="preserve">第一段。</w:t></w:r></w:p>'
    )
    fonts = found.find(f".//{qn('w:rFonts')}")
    assert {key.rpartition("}")[2]: value for key, value in fonts.attrib.items()} == {
        "hint": "eastAsia",
        **dict.fromkeys(("ascii", "hAnsi", "eastAsia", "cs"), "仿宋_GB2312"),
    }


def test_every_run_with_text_names_four_fonts_and_the_east_asian_hint() -> None:
    data = render(full_plan())
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [
            name
            for name in archive.namelist()
            if name.startswith(("word/document", "word/foot", "word/head"))
        ]
    assert len(names) == 3
    for name in names:
        root = docx.oxml.parse_xml(member(data, name).encode())
        for run in root.iter(qn("w:r")):
            fonts = run.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
            if run.find(qn("w:drawing")) is None:
                assert len(fonts.attrib) == 5
                assert fonts.get(qn("w:hint")) == "eastAsia"


def test_normal_style_fills_28_cells_and_22_lines() -> None:
    styles = docx.Document(io.BytesIO(render(make()))).styles
    assert compact(styles["Normal"].element) == (
        '<w:style w:type="paragraph" w:styleId="Normal" w:default="1"><w:name w:val="Normal"/><w:qFormat/>'
        '<w:pPr><w:widowControl w:val="0"/><w:kinsoku/><w:overflowPunct w:val="0"/><w:autoSpaceDE w:val="0"/>'
        '<w:autoSpaceDN w:val="0"/><w:adjustRightInd w:val="0"/><w:snapToGrid w:val="0"/>'
        '<w:spacing w:before="0" w:after="0" w:line="579" w:lineRule="exact"/><w:jc w:val="both"/></w:pPr>'
        '<w:rPr><w:rFonts/><w:color w:val="000000"/><w:spacing w:val="-5"/><w:sz w:val="32"/>'
        '<w:szCs w:val="32"/></w:rPr></w:style>'
    )
    indent = styles["公文正文"].element.find(f".//{qn('w:ind')}")
    assert indent.get(qn("w:firstLineChars")) == "200"
    assert indent.get(qn("w:firstLine")) == "630"


def test_headings_are_the_ones_word_knows_and_run_in_headings_are_not() -> None:
    items = (
        HeadingItem(1, (Run("一、总体要求", "hei"),)),
        HeadingItem(2, (Run("（一）目标。", "kai"), Run("到年底完成。")), run_in=True),
        HeadingItem(0, (Run("第一章　总则", "hei"),)),
    )
    data = render(make(items=items))
    shown = [
        (p.style.name, p.text) for p in docx.Document(io.BytesIO(data)).paragraphs if p.text[:1] in "一（第"
    ]
    assert shown == [
        ("Heading 1", "一、总体要求"),
        ("公文正文", "（一）目标。到年底完成。"),
        ("章名", "第一章　总则"),
    ]
    levels = [
        style.element.find(f".//{qn('w:outlineLvl')}").get(qn("w:val"))
        for style in (docx.Document(io.BytesIO(data)).styles[f"Heading {n}"] for n in range(1, 5))
    ]
    assert levels == ["0", "1", "2", "3"]


def test_number_carries_the_red_rule_and_no_indent() -> None:
    assert compact(paragraph(render(make()), "澜政〔2026〕1号")) == (
        '<w:p><w:pPr><w:pStyle w:val="GongwenNumber"/>'
        '<w:pBdr><w:bottom w:val="single" w:sz="12" w:space="7" w:color="FF0000"/></w:pBdr>'
        '<w:spacing w:before="998" w:line="626" w:lineRule="exact"/><w:jc w:val="center"/></w:pPr>'
        '<w:r><w:rPr><w:rFonts/></w:rPr><w:t xml:space="preserve">澜政〔2026〕1号</w:t></w:r></w:p>'
    )


def test_approvers_stand_on_tabs_and_the_number_on_the_last_row() -> None:
    head = replace(make().head, approver_rows=("王一　李二", "张三"))
    data = render(make(head=head))
    first, last = (paragraph(data, text) for text in ("签发人：王一　李二", "澜政〔2026〕1号张三"))
    stops = [p.find(f".//{qn('w:tab')}[@{qn('w:pos')}]").get(qn("w:pos")) for p in (first, last)]
    # 版心 8844，右空一字，名字宽五字；“签发人：”四字
    assert stops == ["5694", "6954"]
    assert properties(first) == ["pStyle", "tabs", "spacing", "ind"]
    assert properties(last) == ["pStyle", "pBdr", "tabs", "spacing", "ind"]
    assert last.find(f".//{qn('w:ind')}").get(qn("w:left")) == "0"


def test_joint_masthead_is_a_table_with_the_suffix_beside_the_names() -> None:
    head = replace(make().head, masthead=Masthead(("甲机关", "乙丙丁机关"), "文件", 40.0))
    table = next(block for block in body(render(make(head=head))) if block.tag == qn("w:tbl"))
    cells = ["|".join(text_of(p) for p in cell.iter(qn("w:p"))) for cell in table.iter(qn("w:tc"))]
    assert cells == ["甲机关|乙丙丁机关", "文件"]
    assert [each.get(qn("w:val")) for each in table.iter(qn("w:jc"))] == [
        "center",
        "distribute",
        "distribute",
        "right",
    ]
    assert [each.get(qn("w:val")) for each in table.iter(qn("w:vAlign"))] == ["center", "center"]


def test_table_repeats_its_header_keeps_its_rows_and_fills_the_type_area() -> None:
    item = TableItem((("序号", "事项"), ("1", "办理")), ("center", "left"), (0.3, 0.7))
    table = next(block for block in body(render(make(items=(item,)))) if block.tag == qn("w:tbl"))
    assert [each.get(qn("w:w")) for each in table.iter(qn("w:gridCol"))] == ["2653", "6191"]
    assert [
        [child.tag.rpartition("}")[2] for child in row.find(qn("w:trPr"))] for row in table.iter(qn("w:tr"))
    ] == [
        ["cantSplit", "tblHeader"],
        ["cantSplit"],
    ]
    assert [each.get(qn("w:val")) for each in table.iter(qn("w:jc"))] == [
        "center",
        "center",
        "center",
        "left",
    ]


def test_empty_rows_of_a_form_are_at_least_a_line_high() -> None:
    rows = (("序号", "姓名"), ("1", ""), ("2", "张三"))
    item = TableItem(rows, ("center", "left"), (0.3, 0.7), blanks=(1,))
    tables = docx.Document(io.BytesIO(render(make(items=(item,))))).element.body.iter(qn("w:tbl"))
    (table,) = (each for each in tables if text_of(each).startswith("序号"))
    heights = [row.find(f"{qn('w:trPr')}/{qn('w:trHeight')}") for row in table.iter(qn("w:tr"))]
    assert [height is not None for height in heights] == [False, True, False]
    assert (heights[1].get(qn("w:val")), heights[1].get(qn("w:hRule"))) == ("579", "atLeast")


def test_a_heading_and_the_last_paragraph_go_with_the_signature() -> None:
    items = (
        ParaItem((Run("第一段。"),)),
        HeadingItem(1, (Run("一、要求", "hei"),)),
        ParaItem((Run("请执行。"),)),
    )
    data = render_docx(make(items=items), style(), faces=FaceFacts("none", keep_last=True))
    assert "keepNext" in properties(paragraph(data, "请执行。"))
    assert docx.Document(io.BytesIO(data)).styles["heading 1"].paragraph_format.keep_with_next


def test_image_carries_its_alternative_text() -> None:
    item = ImageItem("a.png", "组织结构图", 72.0, 36.0)
    data = render(make(items=(item,), images={"a.png": png()}))
    assert 'descr="组织结构图"' in member(data, "word/document.xml")
    assert '<wp:extent cx="914400" cy="457200"/>' in member(data, "word/document.xml")


def test_annex_notes_hang_on_the_first_character_of_the_name() -> None:
    data = render(make(annex_notes=(AnnexNote("1.", "甲"), AnnexNote("2.", "乙"))))
    first, second = paragraph(data, "附件：1.甲"), paragraph(data, "2.乙")
    indents = [
        (p.find(f".//{qn('w:ind')}").get(qn("w:left")), p.find(f".//{qn('w:ind')}").get(qn("w:hanging")))
        for p in (first, second)
    ]
    # 空二字、“附件：”三字、“1.”一字半
    assert indents == [("2048", "1418"), ("2048", "472")]


def test_closing_keeps_with_the_last_paragraph_but_never_empties_the_first_face() -> None:
    data = render(make())
    kept = [
        text
        for text in ("第一段。", "第二段。", "澜州市人民政府")
        if "keepNext" in properties(paragraph(data, text))
    ]
    assert kept == ["第二段。", "澜州市人民政府"]
    alone = render(make(items=(ParaItem((Run("只有一段。"),)),)))
    assert "keepNext" not in properties(paragraph(alone, "只有一段。"))


def test_joint_closing_is_a_table_of_equal_columns() -> None:
    rows = (ClosingRow(("甲", "乙", "丙"), 0.0, 57.9), ClosingRow(("", "", "2026年3月12日")))
    blocks = body(render(make(closing=rows)))
    table = next(block for block in blocks if block.tag == qn("w:tbl"))
    assert [each.get(qn("w:w")) for each in table.iter(qn("w:gridCol"))] == ["2948", "2948", "2948"]
    assert [block.tag for block in blocks[-2:]] == [qn("w:p"), qn("w:sectPr")]


def test_signature_stamp_keeps_its_room_at_the_right_of_the_post() -> None:
    rows = (ClosingRow(("市长",), 63.0, 57.9, 31.5, 113.4), ClosingRow(("2026年3月12日",), 63.0))
    found = paragraph(render(make(closing=rows)), "市长").find(f".//{qn('w:ind')}")
    assert found.get(qn("w:right")) == "4158"


def test_colophon_is_a_frame_at_the_foot_of_the_type_area() -> None:
    colophon = (ColophonRow("抄送：", "甲，乙。"), ColophonRow("", "某办公室", "2026年3月13日印发"))
    data = render(make(colophon=colophon))
    framed = [p for p in body(data) if p.find(f"{qn('w:pPr')}/{qn('w:framePr')}") is not None]
    assert [text_of(p) for p in framed] == ["", "抄送：甲，乙。", "", "某办公室2026年3月13日印发", ""]
    frames = [dict(p.find(f".//{qn('w:framePr')}").attrib) for p in framed]
    wanted = {
        "w": "8844",
        "wrap": "notBeside",
        "vAnchor": "margin",
        "hAnchor": "margin",
        "xAlign": "left",
        "yAlign": "bottom",
    }
    assert frames == [{qn(f"w:{key}"): value for key, value in wanted.items()}] * 5
    rules = [p.find(f".//{qn('w:spacing')}").get(qn("w:line")) for p in framed[::2]]
    assert rules == ["20", "14", "20"]


def test_letter_has_no_rules_in_the_colophon_and_a_first_page_of_its_own() -> None:
    data = render(make(format="信函", colophon=(ColophonRow("抄送：", "甲。"),)))
    framed = [p for p in body(data) if p.find(f"{qn('w:pPr')}/{qn('w:framePr')}") is not None]
    assert [text_of(p) for p in framed] == ["抄送：甲。"]
    section = body(data)[-1]
    references = [
        (child.tag.rpartition("}")[2], child.get(qn("w:type")))
        for child in section
        if child.tag.endswith("Reference")
    ]
    assert references == [
        ("headerReference", "first"),
        ("footerReference", "first"),
        ("footerReference", "default"),
        ("footerReference", "even"),
    ]
    assert section.find(qn("w:titlePg")) is not None
    assert "PAGE" not in member(data, "word/footer2.xml")


@pytest.mark.parametrize(
    ("wanted", "kinds", "footers"),
    [
        ("none", [None], [2]),
        ("next", [None, "nextPage"], [2, 0]),
        ("even", [None, "evenPage"], [2, 0]),
        ("blank_even", [None, "evenPage"], [2, 2]),
    ],
)
def test_colophon_moves_by_a_section(
    wanted: ColophonBreak, kinds: list[str | None], footers: list[int]
) -> None:
    data = render(make(colophon=(ColophonRow("", "某办公室", "2026年3月13日印发"),)), wanted)
    sections = list(docx.Document(io.BytesIO(data)).element.body.iter(qn("w:sectPr")))
    types = [section.find(qn("w:type")) for section in sections]
    assert [None if each is None else each.get(qn("w:val")) for each in types] == kinds
    assert [len(section.findall(qn("w:footerReference"))) for section in sections] == footers


def test_page_number_is_a_field_between_dashes_at_the_outer_edge() -> None:
    data = render(make())
    odd, even = member(data, "word/footer1.xml"), member(data, "word/footer2.xml")
    assert [part.count("<w:instrText") for part in (odd, even)] == [1, 1]
    assert '<w:jc w:val="right"/>' in odd
    assert '<w:jc w:val="left"/>' in even
    assert text_of(docx.oxml.parse_xml(odd.encode())) == "— 1 —"
    assert "<w:evenAndOddHeaders/>" in member(data, "word/settings.xml")


def test_annex_pitch_may_differ_from_the_main_text() -> None:
    plan = make(annexes=(AnnexItem("附件", ("甲",), (ParaItem((Run("附件正文。"),)),)),))
    tighter = style().with_pitch(28.0)
    data = render_docx(plan, tighter, faces=FaceFacts(), annex_style=style())
    spacing = paragraph(data, "附件正文。").find(f".//{qn('w:spacing')}")
    assert spacing.get(qn("w:line")) == "579"
    assert "spacing" not in properties(paragraph(data, "第一段。"))


def test_annexes_and_the_issued_part_start_new_pages_before_the_colophon() -> None:
    texts = [text_of(p) for p in docx.Document(io.BytesIO(render(full_plan()))).element.body.iter(qn("w:p"))]
    order = [
        "附件1",
        "附件一标题",
        "附件内容。",
        "工作制度",
        "（2026年3月1日通过）",
        "第一条　内容。",
        "抄送：甲。",
    ]
    assert [text for text in texts if text in order] == order
    data = render(full_plan())
    styles = docx.Document(io.BytesIO(data)).styles
    assert styles["附件序号"].element.find(f".//{qn('w:pageBreakBefore')}") is not None
    assert "pageBreakBefore" in properties(paragraph(data, "工作制度"))


def full_plan() -> Plan:
    """各部分都有的一件。"""
    table = TableItem((("序号", "事项"), ("1", "办理")), ("center", "left"), (0.3, 0.7))
    return make(
        head=Head(
            (Run("000001"), Run("特急", "hei")), Masthead(("甲机关", "乙机关"), "文件", 40.0), "甲〔2026〕1号"
        ),
        items=(
            HeadingItem(3, (Run("1.标题", bold=True),)),
            table,
            ParaItem((Run("正文“引号”——……"),)),
            ImageItem("a.png", "图", 72.0, 72.0),
        ),
        annex_notes=(AnnexNote("1.", "附件一标题"), AnnexNote("2.", "附件二标题")),
        remark="（联系人：王一）",
        attendance=(("出席：", "王一、李二"),),
        annexes=(AnnexItem("附件1", ("附件一标题",), (ParaItem((Run("附件内容。"),)),)),),
        issued=IssuedItem(("工作制度",), "（2026年3月1日通过）", (ParaItem((Run("第一条　内容。"),)),)),
        colophon=(ColophonRow("抄送：", "甲。"), ColophonRow("", "某办公室", "2026年3月13日印发")),
        images={"a.png": png()},
    )  # fmt: skip


def test_package_holds_only_what_is_used() -> None:
    with zipfile.ZipFile(io.BytesIO(render(make()))) as archive:
        infos = archive.infolist()
    assert [info.filename for info in infos] == [
        "[Content_Types].xml",
        "_rels/.rels",
        "docProps/app.xml",
        "docProps/core.xml",
        "word/_rels/document.xml.rels",
        "word/document.xml",
        "word/fontTable.xml",
        "word/footer1.xml",
        "word/footer2.xml",
        "word/settings.xml",
        "word/styles.xml",
    ]
    assert {info.date_time for info in infos} == {(1980, 1, 1, 0, 0, 0)}


def test_every_style_used_is_defined_and_every_custom_style_has_a_chinese_name() -> None:
    document = docx.Document(io.BytesIO(render(full_plan())))
    defined = {style.style_id: style.name for style in document.styles}
    used = {each.get(qn("w:val")) for each in document.element.body.iter(qn("w:pStyle"))}
    assert used <= set(defined)
    assert all(not name.isascii() for key, name in defined.items() if key.startswith("Gongwen"))


def test_core_properties_hold_the_document_date_and_no_user() -> None:
    core = docx.Document(io.BytesIO(render(make()))).core_properties
    assert (core.title, core.author, core.last_modified_by) == ("关于测试的通知", "澜州市人民政府", "")
    assert core.created == core.modified
    assert core.created is not None
    assert core.created.date().isoformat() == "2026-03-12"
    undated = render(make(meta=Meta("题", "者", None)))
    assert "2012-07-01T00:00:00Z" in member(undated, "docProps/core.xml")


def test_same_plan_gives_the_same_bytes_in_another_process() -> None:
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); import test_docx as t, hashlib;"
        "print(hashlib.sha256(t.render(t.full_plan(), 'even')).hexdigest())"
    )
    from pathlib import Path

    here = str(Path(__file__).parent)
    seen = {
        subprocess.run(
            [sys.executable, "-c", code, here],
            check=True,
            capture_output=True,
            text=True,
            env={"PYTHONPATH": ":".join(sys.path), "PYTHONHASHSEED": seed, "TZ": zone},
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Shanghai"))
    }
    assert len(seen) == 1


@pytest.mark.parametrize("wrong", ["\x0c", "\x00", "\ud800", "\uffff"])
def test_characters_xml_cannot_hold_are_named(wrong: str) -> None:
    with pytest.raises(LayoutError, match=f"U\\+{ord(wrong):04X}"):
        render(make(items=(ParaItem((Run(f"前{wrong}后"),)),)))


def test_importing_the_package_does_not_load_python_docx() -> None:
    code = "import sys; import gongwen.layout.docx; print('docx' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        check=True,
        capture_output=True,
        text=True,
        env={"PYTHONPATH": ":".join(sys.path)},
    )
    assert done.stdout == "False\n"
