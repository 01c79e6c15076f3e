"""重画 docs/发文稿纸.md 里的图：同一件的发文稿纸，空白的和填好的并排。

用法：python -m tools.sheet_picture（字体用 .fonts/，先 make fonts）
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pypdfium2
from tests.helpers import parsed
from tests.signoff.chain_scene import OFFICE, TITLE, finished
from tools.collage import side_by_side

from gongwen.agency import Agency
from gongwen.agency.people import Person
from gongwen.layout.fonts import FONTS_VARIABLE, find_fonts, font_folders
from gongwen.layout.sheet.pdf import rule_sheet, sheet_pdf
from gongwen.layout.style import load_style
from gongwen.office.sheet_content import PAPER, Material, make_content
from gongwen.signoff.content import content_digest
from gongwen.signoff.timeline import RowState, timeline

ROOT = Path(__file__).resolve().parent.parent
PICTURE = ROOT / "docs" / "图" / "发文稿纸.png"
SCALE = 1.1
DRAFT = f"""\
---
文种: 通知
发文机关: {OFFICE}
标题: {TITLE}
主送机关: [各乡镇人民政府, 县政府各部门]
抄送机关: [县委办公室, 县人大常委会办公室, 县政协办公室]
紧急程度: 加急
公开属性: 主动公开
附件:
  - 防汛责任人名单
---
正文。
"""


def main() -> None:
    """画好，写到 docs/图/。"""
    os.environ.setdefault(FONTS_VARIABLE, str(ROOT / ".fonts"))
    style = load_style()
    fonts = find_fonts(style, font_folders())
    document = parsed(DRAFT)
    about = timeline(finished().manifest)
    agency = Agency(OFFICE, ROOT, "", people=(Person("周启明", "秘书科副科长", phone="0399-7212345"),))
    blank = Material(
        OFFICE + PAPER,
        about.stations,
        document=document,
        agency=agency,
        source=f"内容摘要 {content_digest(document)[:16]}",
    )
    filled = replace(
        blank,
        opinions=about.opinions,
        returns=tuple(row for row in about.rows if row.state is RowState.RETURNED),
        number=about.issue_number or "",
        source=f"据流转清单前 {len(about.rows)} 行（{(about.head or '')[:16]}），真伪以验证为准",
    )
    pages = []
    for material in (blank, filled):
        pdf = sheet_pdf(rule_sheet(make_content(material), style, fonts), fonts)
        with pypdfium2.PdfDocument(pdf.data) as document:
            pages += [page.render(scale=SCALE).to_pil() for page in document]
    side_by_side(pages).quantize(64).save(PICTURE, optimize=True)
    print(f"写出 {PICTURE.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
