"""造示例名单 samples/会务/参会名单.xlsx（虚构的澜州市）。用法：python tools/meeting.py

有合并的标题和单位，两处有意写错：单位写成“澜洲市”，陆听澜与季怀川的次序颠倒。
"""

from __future__ import annotations

from pathlib import Path
from xml.sax.saxutils import escape

from gongwen.ooxml.package import write_package

TARGET = Path(__file__).resolve().parent.parent / "samples" / "会务" / "参会名单.xlsx"
ROWS = (
    ("澜州市防汛抗旱工作会议参会名单",),
    ("序号", "单位", "姓名", "职务", "备注"),
    ("1", "市领导", "沈砚舟", "市委副书记、市长", ""),
    ("2", "", "林望舒", "市委常委、常务副市长", "主持"),
    ("3", "", "温怀玉", "副市长", ""),
    ("4", "市政府办公室", "陆听澜", "主任", ""),
    ("5", "市政府", "季怀川", "秘书长", ""),
    ("6", "市水利局", "顾　衡", "局长", ""),
    ("7", "", "李　堃", "副局长", ""),
    ("8", "", "张　伟", "防汛科科长", "联系人"),
    ("9", "市应急管理局", "罗启明", "局长", ""),
    ("10", "澜洲市气象局", "江云深", "局长", ""),
    ("11", "青屿县人民政府", "欧阳景行", "县长", ""),
    ("12", "青屿县水利局", "孟昭华", "局长", ""),
)
MERGES = ("A1:E1", "B3:B5", "B8:B10")
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def strings() -> list[str]:
    return sorted({text for row in ROWS for text in row if text})


def sheet() -> str:
    shared = {text: at for at, text in enumerate(strings())}
    rows = [
        f'<row r="{at}">'
        + "".join(f'<c r="{"ABCDE"[column]}{at}" t="s"><v>{shared[text]}</v></c>'
                  for column, text in enumerate(row) if text)
        + "</row>"
        for at, row in enumerate(ROWS, 1)
    ]  # fmt: skip
    merged = "".join(f'<mergeCell ref="{ref}"/>' for ref in MERGES)
    return (
        f'{HEAD}<worksheet xmlns="{MAIN}"><cols><col min="1" max="1" width="6" customWidth="1"/>'
        '<col min="2" max="5" width="22" customWidth="1"/></cols>'
        f'<sheetData>{"".join(rows)}</sheetData><mergeCells count="{len(MERGES)}">{merged}</mergeCells>'
        "</worksheet>"
    )


def relations(*rows: tuple[str, str]) -> str:
    made = "".join(
        f'<Relationship Id="rId{at}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(rows, 1)
    )
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{made}</Relationships>'


def parts() -> dict[str, str]:
    shared = "".join(f"<si><t>{escape(text)}</t></si>" for text in strings())
    overrides = (
        ("/xl/workbook.xml", "sheet.main"),
        ("/xl/worksheets/sheet1.xml", "worksheet"),
        ("/xl/sharedStrings.xml", "sharedStrings"),
    )
    named = "".join(
        f'<Override PartName="{part}" ContentType="{SHEET}.{kind}+xml"/>' for part, kind in overrides
    )
    return {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{named}</Types>',
        "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
        '<sheet name="名单" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations(
            ("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "sharedStrings.xml")
        ),
        "xl/worksheets/sheet1.xml": sheet(),
        "xl/sharedStrings.xml": f'{HEAD}<sst xmlns="{MAIN}">{shared}</sst>',
    }


def main() -> None:
    TARGET.write_bytes(write_package({name: text.encode() for name, text in parts().items()}))
    print(f"写出 samples/会务/{TARGET.name}")


if __name__ == "__main__":
    main()
