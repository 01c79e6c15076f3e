"""表格的格按词折行；引号与别的标点相连时各占半字；几个机关的标志占得首页没有正文时先缩小。"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2 as pdfium
import pytest
from tests.helpers import parsed

from gongwen.layout.fonts import find_fonts
from gongwen.layout.measure import State, measure_pdf
from gongwen.layout.measure.faces import read_faces
from gongwen.layout.plan.cells import folded_width, kept_words
from gongwen.layout.style import load_style
from gongwen.layout.typeset import typeset

if TYPE_CHECKING:
    from pathlib import Path

    from gongwen.layout.typeset import Typeset

SEVEN = "民政局, 澜州市教育局, 澜州市公安局, 澜州市司法局, 澜州市财政局, 澜州市农业农村局, 澜州市妇女联合会"
JOINT = f"""---
文种: 意见
发文机关: [澜州市{SEVEN}]
发文字号: 澜民〔2026〕40号
标题: 关于加强农村留守儿童关爱服务的意见
主送机关: 各县（区）人民政府，市政府有关部门
成文日期: 2026年7月6日
---
为维护农村留守儿童合法权益，促进其健康成长，经市政府同意，提出以下意见。
"""
QUOTED = """---
文种: 通知
发文机关: 澜州市人民政府
发文字号: 澜政〔2026〕4号
标题: 关于“三个一”的通知
主送机关: 各县人民政府
成文日期: 2026年7月6日
---
推行“三个一”，做到“数据”“平台”共享（见“甲”）。
"""


def made(text: str, fonts_dir: Path) -> Typeset:
    style = load_style()
    return typeset(parsed(text), style, find_fonts(style, (fonts_dir,)))


@pytest.mark.parametrize(
    ("text", "room", "words"),
    [
        ("汛限水位（米）", 4.5, ("汛限", "水位", "（米）")),
        ("街道办事处主任", 6.0, ("街道", "办事处", "主任")),
        ("县级包保责任人", 8.0, None),  # 一行排得下
        ("责任单位", 1.5, None),  # 一个词比一栏还宽
        ("完成时间", 3.0, ("完成", "时间")),
        ("落实责任制的有关部门和单位的主要负责同志和联系人员", 10.0, None),  # 太长，是一段话
    ],
)
def test_cells_fold_between_words(text: str, room: float, words: tuple[str, ...] | None) -> None:
    expected = [] if words is None else [(0, 0, words)]
    assert list(kept_words([[text]], [room])) == expected


def test_words_are_not_kept_when_that_costs_a_line() -> None:
    """“最大｜流量｜站点”每行三字：按词要三行，照字只要两行。"""
    assert list(kept_words([["最大流量站点"]], [3.0])) == []


@pytest.mark.parametrize(
    ("text", "width"), [("汛限水位（米）", 4), ("时间", 2), ("", 0), ("拦蓄水量（万立方米）", 6)]
)
def test_narrowest_column_that_folds_a_head_in_two(text: str, width: float) -> None:
    assert folded_width(text) == width


def test_a_quote_beside_another_mark_takes_half_a_cell(fonts_dir: Path) -> None:
    document = pdfium.PdfDocument(made(QUOTED, fonts_dir).pdf.data)
    chars = [char for char in read_faces(document, "稿")[0].chars if 15 < char.size < 17]
    text = "".join(char.text for char in chars)
    start = text.index("推行“")
    steps = {
        text[at : at + 2]: round((chars[at + 1].x - chars[at].x) / 16, 2)
        for at in range(start, len(text) - 1)
        if chars[at].baseline == chars[at + 1].baseline
    }
    assert (steps["”，"], steps["”“"], steps["”）"]) == (0.5, 0.5, 0.5)


def test_a_joint_masthead_shrinks_before_the_addressees_leave_the_first_face(fonts_dir: Path) -> None:
    done = made(JOINT, fonts_dir)
    assert (done.facts.first_body_face, done.plan.addressees) == (1, "各县（区）人民政府，市政府有关部门：")
    assert (done.plan.head.masthead.size, done.plan.notices) == (30.6, ())
    assert measure_pdf(done.pdf.data).broken == ()


NAMES = "市长沈砚舟、市工业和信息化局叶秋池、市教育局欧阳知微、市自然资源和规划局方怀瑾"
LISTED = f"""---
文种: 纪要
发文机关: 澜州市人民政府办公室
发文机关标志: 专题会议纪要
标题: 关于防汛工作的纪要
成文日期: 2026年7月6日
列席: {NAMES}、市住房和城乡建设局许闻笛、市农业农村局苗长青、国家税务总局澜州市税务局司马长青
---
会议听取了汇报。联系人是防汛抗旱指挥部办公室值班室的工作人员，值班电话0000—3456781，传真0000—3456782。
"""


def test_names_and_phone_numbers_stay_on_one_line(fonts_dir: Path) -> None:
    document = pdfium.PdfDocument(made(LISTED, fonts_dir).pdf.data)
    chars = [char for face in read_faces(document, "稿") for char in face.chars]
    text = "".join(char.text for char in chars)
    for word in ("叶秋池", "阳知微", "方怀瑾", "许闻笛", "苗长青", "马长青", "0000—3456781", "0000—3456782"):
        at = text.index(word)
        assert len({round(char.baseline) for char in chars[at : at + len(word)]}) == 1, word


NOTED = """---
文种: 通知
发文机关: 澜州市人民政府
发文字号: 澜政〔2026〕4号
标题: 关于报送材料的通知
主送机关: 各县人民政府
附件: [材料清单, 报送格式]
成文日期: 2026年7月6日
---
"""


def test_the_annex_note_may_keep_the_signature_company(fonts_dir: Path) -> None:
    """一段正文占满首面时，附件说明随署名换面，不算单独成面；章在版心之内。"""
    for count in range(90, 150, 10):
        done = made(NOTED + "请" * count + "\n", fonts_dir)
        if done.notices:
            break
    assert done.notices == ("署名和日期会单独成面，已把附件说明移到署名所在的面（7.3.5.1）",)
    rows = {row.requirement.key: row.state for row in measure_pdf(done.pdf.data).rows}
    assert (rows["closing.face"], rows["sealed.inside"]) == (State.OK, State.OK)


def test_a_signature_at_the_top_of_a_face_leaves_the_seal_inside(fonts_dir: Path) -> None:
    """正文止于表格、署名只好单独成面时，上面照样空两行。"""
    table = "| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n"
    bodies = ("请贯彻执行。\n" * count + table for count in range(3, 16))
    alone = next(
        done
        for done in (made(QUOTED[: QUOTED.index("推行")] + body, fonts_dir) for body in bodies)
        if "此页无正文" in "".join(done.notices)
    )
    rows = {row.requirement.key: row.state for row in measure_pdf(alone.pdf.data).rows}
    assert (rows["closing.face"], rows["sealed.inside"]) == (State.OFF, State.OK)
