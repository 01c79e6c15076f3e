"""发文稿纸测试用的几张，和重新定稿：python -m tests.layout.sheet_example。"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from gongwen.layout.sheet.docx import sheet_docx
from gongwen.layout.sheet.model import Box, Field, Opinion, Sheet, Size
from gongwen.layout.sheet.pdf import Ruled
from gongwen.layout.sheet.rows import make_rows
from gongwen.layout.style import load_style

EXPECTED = Path(__file__).with_name("发文稿纸.xml")
LONG = "请按照县委、县政府关于防汛工作的统一部署，进一步核实各乡镇值班电话和转移路线，" * 5
SIGNED = Opinion("欧阳砚舟", "2026年5月8日", "同意印发。", ("手签登记：方见微",))


def sheet(*boxes: Box, title: str = "", records: tuple[Box, ...] = (), remark: str = "") -> Sheet:
    """一张稿纸：要素都有，意见照给的。"""
    return Sheet(
        heading="青溪县人民政府办公室发文稿纸",
        marks=(Field("密级"), Field("紧急程度", "加急"), Field("公开属性", "主动公开")),
        boxes=boxes,
        drafting=(Field("主办单位", "秘书科"), Field("拟稿人"), Field("电话", "0399-7212345")),
        title=title or "青溪县人民政府办公室关于做好2026年防汛备汛工作的通知",
        fields=(Field("主送", "各乡镇人民政府，县政府各部门"), Field("抄送"), Field("附件")),
        numbers=(Field("发文字号"), Field("份数")),
        records=records,
        remark=remark,
        source="内容摘要 0123456789abcdef",
    )


def stepped(count: int) -> Sheet:
    """有 count 步的空白稿纸：一步签发，其余是审核，最后三步是登记、印制、用印。"""
    reviews = tuple(Box(f"第{at}审", "分管副主任") for at in range(count - 4, 0, -1))
    records = tuple(Box(name, size=Size.RECORD) for name in ("登记", "印制", "用印"))
    return sheet(Box("签发", "县长、分管副县长", size=Size.APPROVAL), *reviews, records=records)


SMALL = sheet(
    Box("签发", "县长", (SIGNED,), Size.APPROVAL),
    Box("会签", "县水务局"),
    Box("审核", "主任", (Opinion("顾清岚", "2026年5月7日", "同意"),)),
    records=(Box("登记", size=Size.RECORD),),
)


def plainly_ruled(made: Sheet) -> Ruled:
    """各行取最小的高，不问字体。"""
    rows = make_rows(made)
    return Ruled(made, rows, tuple(row.least for row in rows), "FF0000")


def document_xml(data: bytes) -> str:
    """DOCX 的正文部件，一个元素起一行。"""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read("word/document.xml").decode().replace("><", ">\n<") + "\n"


if __name__ == "__main__":
    EXPECTED.write_text(document_xml(sheet_docx(plainly_ruled(SMALL), load_style())), encoding="utf-8")
