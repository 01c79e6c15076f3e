"""名单一类的文件：文本、CSV、Excel、Word 读成一格一格，位置说得出来；坏的、大的、加密的说清楚。"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import docx
import pytest
from tests.ooxml.packages import HEAD, R, zipped
from tests.sources.workbooks import MAIN, WORKBOOK, Table, types_xml, workbook, workbook_parts

from gongwen.errors import GongwenError
from gongwen.ooxml import opening
from gongwen.sources import tables, xlsx
from gongwen.sources.tables import Listing, read_listing
from gongwen.sources.xlsx import apart, column_letters, column_number, read_workbook

if TYPE_CHECKING:
    from pathlib import Path


def listing(tmp_path: Path, name: str, data: bytes | str) -> Listing:
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return read_listing(path, name)


def cells(read: Listing) -> list[list[tuple[str, str]]]:
    """各行各格的文字和位置。"""
    return [[(cell.text, cell.place) for cell in row] for sheet in read.sheets for row in sheet.rows]


def refused(tmp_path: Path, name: str, data: bytes | str) -> tuple[str, str | None]:
    with pytest.raises(GongwenError) as caught:
        listing(tmp_path, name, data)
    assert caught.value.where.path == name
    return caught.value.what, caught.value.next_step


TEXT = "出席：沈砚舟、林望舒\n\n  顾　衡　局长\n"


@pytest.mark.parametrize(
    ("encoding", "notices"),
    [
        ("utf-8", ()),
        ("utf-8-sig", ()),
        ("gbk", ("名单.txt：编码不是 UTF-8，按 gb18030 读的，请看看有没有乱码",)),
        ("utf-16", ("名单.txt：编码不是 UTF-8，按 utf-16 读的，请看看有没有乱码",)),
    ],
)
def test_a_text_file_is_one_cell_a_line(tmp_path: Path, encoding: str, notices: tuple[str, ...]) -> None:
    read = listing(tmp_path, "名单.txt", TEXT.encode(encoding))
    assert cells(read) == [[("出席：沈砚舟、林望舒", "第1行")], [("顾　衡　局长", "第3行")]]
    assert (read.sheets[0].breaks, read.notices) == (frozenset({1}), notices)


def test_lines_with_tabs_or_bars_are_rows(tmp_path: Path) -> None:
    text = "姓名\t职务\n沈砚舟\t市长\n| 姓名 | 职务 |\n|---|:--|\n| 顾衡 |  |\n| 甲\\|乙 | 局长 |\r\n末行"
    assert cells(listing(tmp_path, "名单.md", text)) == [
        [("姓名", "第1行第1列"), ("职务", "第1行第2列")],
        [("沈砚舟", "第2行第1列"), ("市长", "第2行第2列")],
        [("姓名", "第3行第1列"), ("职务", "第3行第2列")],
        [("顾衡", "第5行第1列")],
        [("甲|乙", "第6行第1列"), ("局长", "第6行第2列")],
        [("末行", "第7行")],
    ]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "，", "；"])
@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
def test_the_delimiter_of_a_csv_is_found_out(tmp_path: Path, delimiter: str, encoding: str) -> None:
    rows = ["姓名", "职务"], ["沈砚舟", "市委副书记、市长"], ["顾　衡", "局长"]
    text = "\r\n".join(delimiter.join(row) for row in rows)
    assert cells(listing(tmp_path, "名单.csv", text.encode(encoding))) == [
        [("姓名", "第1行第1列"), ("职务", "第1行第2列")],
        [("沈砚舟", "第2行第1列"), ("市委副书记、市长", "第2行第2列")],
        [("顾　衡", "第3行第1列"), ("局长", "第3行第2列")],
    ]


def test_a_csv_keeps_quotes_newlines_and_empty_cells_in_their_places(tmp_path: Path) -> None:
    text = 'sep=;\n"姓;名";"职""务"\n\n"沈砚舟\n市长";;"=cmd|\'/c calc\'!A0"\n'
    read = listing(tmp_path, "名单.csv", text)
    assert cells(read) == [
        [("姓;名", "第2行第1列"), ('职"务', "第2行第2列")],
        [("沈砚舟\n市长", "第4行第1列"), ("=cmd|'/c calc'!A0", "第4行第3列")],
    ]
    assert read.sheets[0].breaks == frozenset({1})


def test_a_workbook_gives_every_sheet_with_merged_hidden_and_calculated_cells(tmp_path: Path) -> None:
    first = Table(
        [
            ["参会名单"],
            ["单位", "姓名", "职务"],
            ["市水利局", "=X(1)", "局长"],
            ["", "李堃", ""],
            [],
            ["=Y(1)"],
        ],
        merges=("A1:C1", "A3:A4", "C3:C9", "坏", "A1:"),
        hidden_rows=(4,),
        columns='<cols><col min="4" max="5" hidden="1"/><col min="6" max="16384" hidden="true"/></cols>',
        results={"B3": "顾衡"},
    )
    read = listing(
        tmp_path,
        "名单.xlsx",
        workbook(first, Table([["沈砚洲"]], name="旧", state="hidden"), Table(name="空")),
    )
    assert [
        [(cell.text, cell.place, cell.inherited) for cell in row]
        for sheet in read.sheets
        for row in sheet.rows
    ] == [
        [("参会名单", "工作表“名单”A1", False)],
        [
            ("单位", "工作表“名单”A2", False),
            ("姓名", "工作表“名单”B2", False),
            ("职务", "工作表“名单”C2", False),
        ],
        [
            ("市水利局", "工作表“名单”A3", False),
            ("顾衡", "工作表“名单”B3", False),
            ("局长", "工作表“名单”C3", False),
        ],
        [
            ("市水利局", "工作表“名单”A3", True),
            ("李堃", "工作表“名单”B4", False),
            ("局长", "工作表“名单”C3", True),
        ],
        [("沈砚洲", "工作表“旧”A1", False)],
    ]
    assert read.notices == (
        "名单.xlsx：工作表“名单”有 1 行、3 列是隐藏的，也核对了",
        "名单.xlsx：工作表“名单”有 1 格是公式，按文件里存的结果核对",
        "名单.xlsx：工作表“名单”有 1 格公式没有存下结果，没有核对：用 Excel 打开存一次",
        "名单.xlsx：工作表“旧”是隐藏的，也核对了",
    )


SHARED = (
    "<si><t>沈砚舟</t></si>"
    "<si><r><t>林</t></r><r><rPr/><t xml:space='preserve'>望舒</t></r>"
    "<rPh sb='0' eb='1'><t>リン</t></rPh></si>"
    "<si><t>顾_x000D_衡_xD800_</t></si>"
)


def test_shared_rich_and_odd_cells_are_read_and_bad_references_skipped() -> None:
    raw = (
        '<row r="7"><c r="B7" t="s"><v>0</v></c><c t="s"><v>1</v></c><c r="XFE7" t="s"><v>2</v></c></row>'
        '<row r="99999999"><c t="s"><v>9</v></c><c t="s"><v>-1</v></c><c t="s"><v>²</v></c>'
        '<c t="e"><v>#REF!</v></c><c t="n"><v>0000</v></c><c t="b"><v>1</v></c><other/></row>'
        f'<row r="{"9" * 5000}"><c r="a1"><v>甲</v></c></row>'
    )
    (sheet,) = read_workbook(workbook(Table(raw=raw), shared=SHARED), "x.xlsx")
    assert sheet.cells == (
        (7, 2, "沈砚舟"),
        (7, 3, "林望舒"),
        (7, 4, "顾\r衡"),
        (8, 5, "0000"),
        (8, 6, "1"),
        (9, 1, "甲"),
    )


def test_a_strict_or_macro_workbook_is_read_and_a_binary_one_refused() -> None:
    parts = workbook_parts(Table([["沈砚舟"]]))
    strict = {
        name: data.replace(MAIN.encode(), b"http://purl.oclc.org/ooxml/spreadsheetml/main").replace(
            R.encode(), b"http://purl.oclc.org/ooxml/officeDocument/relationships"
        )
        for name, data in parts.items()
    }
    macro = parts | {"[Content_Types].xml": types_xml("x").replace(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.x+xml",
        "application/vnd.ms-excel.sheet.macroEnabled.main+xml").encode(),
        "xl/vbaProject.bin": b"\xd0\xcf"}  # fmt: skip
    for made in (strict, macro):
        assert read_workbook(zipped(made), "x.xlsx")[0].cells == ((1, 1, "沈砚舟"),)
    binary = parts | {
        "[Content_Types].xml": types_xml("x")
        .replace(
            "openxmlformats-officedocument.spreadsheetml.x+xml", "ms-excel.sheet.binary.macroEnabled.main"
        )
        .encode()
    }
    with pytest.raises(GongwenError, match=r"是 \.xlsb 一类的文件，不是 \.xlsx"):
        read_workbook(zipped(binary), "x.xlsx")


@pytest.mark.parametrize(
    ("number", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA"), (16384, "XFD")]
)
def test_columns_have_letters(number: int, letters: str) -> None:
    assert (column_letters(number), column_number(letters)) == (letters, number)


def test_a_word_file_gives_its_paragraphs_and_table_cells(tmp_path: Path) -> None:
    written, made = docx.Document(), io.BytesIO()
    written.add_paragraph("参会名单")
    table = written.add_table(2, 2, style="Table Grid")
    for at, text in enumerate(("姓名", "职务", "顾|衡", "")):
        table.cell(at // 2, at % 2).text = text
    table.cell(1, 1).text = "局长\n党组书记"
    loose = written.add_table(1, 2)
    loose.cell(0, 0).text = "李　堃"
    loose.cell(0, 1).text = "副局长"
    loose.cell(0, 1).add_paragraph("党组成员")
    written.add_paragraph("完\n毕")
    written.save(made)
    assert cells(listing(tmp_path, "名单.docx", made.getvalue())) == [
        [("参会名单", "第1段")],
        [("姓名", "表1第1行第1格"), ("职务", "表1第1行第2格")],
        [("顾|衡", "表1第2行第1格"), ("局长 党组书记", "表1第2行第2格")],
        [("李　堃", "表2第1行第1格"), ("副局长\n党组成员", "表2第1行第2格")],
        [("完", "第2段")],
        [("毕", "第2段")],
    ]


def test_the_kind_is_seen_from_the_contents_not_the_name(tmp_path: Path) -> None:
    assert cells(listing(tmp_path, "名单.xls", workbook(Table([["沈砚舟"]])))) == [
        [("沈砚舟", "工作表“名单”A1")]
    ]
    made = io.BytesIO()
    written = docx.Document()
    written.add_paragraph("沈砚舟")
    written.save(made)
    assert cells(listing(tmp_path, "名单", made.getvalue())) == [[("沈砚舟", "第1段")]]


OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
RESAVE = "用 Excel 或 WPS 打开，另存为“Excel 工作簿（*.xlsx）”再用"
DOCTYPE = (
    f'{HEAD}<!DOCTYPE x [<!ENTITY a "沈砚舟"><!ENTITY b "&a;&a;">]><worksheet xmlns="{MAIN}">&b;</worksheet>'
)


@pytest.mark.parametrize(
    ("name", "data", "what", "next_step"),
    [
        ("空.csv", b" \n", "文件是空的", "确认拿对了文件"),
        ("空.csv", b",,\n,", "文件里没有文字", "确认拿对了文件；名字在图片、艺术字里的，另存一份文字的"),
        ("旧.xls", OLD, "是 97—2003 格式的文件（.xls、.et）", RESAVE),
        ("旧.et", OLD, "是 97—2003 格式的文件（.xls、.et）", RESAVE),
        (
            "旧.doc",
            OLD,
            "是 97—2003 格式的文件（.doc、.wps）",
            "用 Word 或 WPS 打开，另存为“Word 文档（*.docx）”再用",
        ),
        (
            "密.xlsx",
            OLD + "EncryptedPackage".encode("utf-16-le"),
            "文件加了密码",
            "在 Excel、Word 或 WPS 里去掉打开密码，另存后再用",
        ),
        ("网页.xls", b"<html><table><tr><td>x</td></tr></table>", "是网页一类的文件，不是表格", RESAVE),
        ("包.xlsx", zipped({"a.txt": b"1"}), "是压缩包，不是 Excel 工作簿", RESAVE),
        ("乱.csv", bytes(range(128)), "不是文本文件（含控制字符 U+0000）", "另存为 UTF-8 编码的纯文本后再试"),
        (
            "实体.xlsx",
            workbook(Table([["x"]]), extra={"xl/worksheets/sheet1.xml": DOCTYPE.encode()}),
            "xl/worksheets/sheet1.xml 带有 DTD 或实体定义",
            "正常的 Excel 工作簿没有这些；来历不明的文件不要用",
        ),
        (
            "半.xlsx",
            workbook(Table([["x"]]))[:400],
            "文件损坏，读不出来",
            "用 Excel 或 WPS 打开看看，能打开的另存一份再用；打不开的换一份",
        ),
        (
            "断.xlsx",
            workbook(Table([["x"]]), extra={WORKBOOK: b"<workbook>"}),
            "文件损坏：xl/workbook.xml 不是完整的 XML",
            "用 Excel 或 WPS 打开看看，能打开的另存一份再用；打不开的换一份",
        ),
        (
            "长.csv",
            '甲,"' + "乙" * 140_000 + '"\n',
            "CSV 读不下去：一格太长，或引号没有配对",
            "用 Excel 或 WPS 打开看看这一行",
        ),
        (
            "多.csv",
            "甲,乙\n" * 100_001,
            "有字的格超过 20 万个，不像一份名单",
            "确认拿对了文件，或只留下名单",
        ),
        ("多.txt", "沈砚舟" * 170_000, "超过 50 万字，不像一份名单", "确认拿对了文件，或只留下名单"),
    ],
    ids=lambda value: value if isinstance(value, str) and "." in value[:8] else "",
)
def test_what_cannot_be_read_is_named_and_told_what_to_do(
    tmp_path: Path, name: str, data: bytes | str, what: str, next_step: str
) -> None:
    assert refused(tmp_path, name, data) == (what, next_step)


def test_folders_and_missing_files_are_named(tmp_path: Path) -> None:
    for path, what in ((tmp_path, "这是文件夹，不是文件"), (tmp_path / "没有.csv", "找不到这个文件")):
        with pytest.raises(GongwenError, match=what):
            read_listing(path)


def test_a_zip_bomb_is_stopped_before_it_is_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "MAX_TOTAL", 1024 * 1024)
    bomb = workbook(Table([["x"]]), extra={"xl/media/a.bin": b"\0" * 2 * 1024 * 1024})
    with pytest.raises(GongwenError, match="解压后超过 1 MB"):
        read_workbook(bomb, "x.xlsx")


def test_a_sheet_of_a_million_rows_is_refused_quickly(tmp_path: Path) -> None:
    row = '<row><c t="inlineStr"><is><t>张伟</t></is></c></row>'
    data = workbook(Table(raw=row * 1_000_000))
    assert refused(tmp_path, "大.xlsx", data)[0] == "里面的标签超过 400 万个"


def test_many_cells_or_letters_in_all_sheets_together_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    tables_ = [Table([["甲乙"] * 3], name=name) for name in "一二"]
    monkeypatch.setattr(xlsx, "MAX_CELLS", 5)
    with pytest.raises(GongwenError, match="有字的格超过 0 万个"):
        read_workbook(workbook(*tables_), "x.xlsx")
    monkeypatch.setattr(xlsx, "MAX_CELLS", 6)
    monkeypatch.setattr(xlsx, "MAX_LETTERS", 11)
    with pytest.raises(GongwenError, match="超过 0 万字"):
        read_workbook(workbook(*tables_), "x.xlsx")


def test_all_the_columns_of_a_row_are_read(tmp_path: Path) -> None:
    read = listing(tmp_path, "宽.xlsx", workbook(Table([["张伟"] * 16384])))
    assert [(cell.text, cell.place) for cell in (read.sheets[0].rows[0][-1],)] == [
        ("张伟", "工作表“名单”XFD1")
    ]
    assert len(read.sheets[0].rows[0]) == 16384


def test_merged_ranges_without_end_stay_within_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MAX_CELLS", 30)
    sheet = xlsx.RawSheet(
        "名单",
        hidden=False,
        cells=tuple((row, column, "甲") for row in range(1, 11) for column in (1, 2)),
        merges=tuple(xlsx.Merge(1, 1, 1_048_576, 16_384) for _ in range(1000)),
    )
    assert sum(len(row) for row in tables._xlsx_sheet(sheet).rows) == 20


@pytest.mark.parametrize(
    ("limits", "what"),
    [
        (apart.Limits(0.01, 4 * 1024 * 1024, 0), "读了 0.01 秒还没有读完"),
        (apart.Limits(60.0, 16 * 1024, 0), "读到一半停了：文件坏了，或要的内存太多"),
    ],
)
def test_a_reader_that_does_not_end_or_wants_too_much_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limits: apart.Limits, what: str
) -> None:
    monkeypatch.setattr(apart, "LIMITS", limits)
    assert refused(tmp_path, "名单.xlsx", workbook(Table([["沈砚舟"]])))[0] == what
