"""各种格式的变化：联合行文的标志、署名与章位，几个签发人，签名章，纪要，版记。在排好的面上量。"""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING

import pytest
from tests.layout.on_paper import BOTTOM, CELL, LEFT, LINE, MM, RIGHT, Box, find, inked, laid, union

if TYPE_CHECKING:
    from gongwen.layout.typeset import Typeset

SEAL = 45.0
SHORT = (
    "财政局", "水务局", "教育局", "公安局", "林业局", "商务局", "体育局", "审计局", "统计局", "医保局",
    "信访局", "司法局", "民政局",
)  # fmt: skip
LONG = (
    "澜州市人民政府", "澜州市发展和改革委员会", "澜州市财政局", "澜州市教育局", "澜州市公安局",
    "澜州市人力资源和社会保障局", "澜州市自然资源局", "澜州市住房和城乡建设局", "澜州市交通运输局",
    "澜州市水务局",
)  # fmt: skip
WIDEST = "澜州市人民政府国有资产监督管理委员会"
BODY = "为做好全市校车安全管理工作，现就有关事项通知如下，请各单位认真贯彻执行。\n"
DATE = "2026年5月8日"


def draft(organs: tuple[str, ...], extra: str = "", *, kind: str = "通知", body: str = BODY) -> str:
    return (
        f"---\n文种: {kind}\n标题: 关于校车安全的{kind}\n发文机关: [{', '.join(organs)}]\n"
        f"发文字号: 澜政发〔2026〕1号\n主送机关: 各县人民政府\n成文日期: {DATE}\n{extra}---\n{body}"
    )


def lead_only(organs: tuple[str, ...]) -> str:
    return f"发文机关标志: {organs[0]}文件\n"


# —— 联合行文的标志 ——


@pytest.mark.parametrize("count", range(2, 9))
def test_the_word_stands_beside_the_names_at_the_middle_of_their_height(count: int) -> None:
    chars = inked(laid(draft(LONG[:count])))
    rows = [find(chars, name, 0) for name in LONG[:count]]
    word, names = find(chars, "文件", 0), union(rows)
    assert rows == sorted(rows, key=lambda row: row.top)
    assert names.top == pytest.approx(37 + 35, abs=0.8)
    assert word.centre[1] == pytest.approx(names.centre[1], abs=0.8)
    assert word.left > names.right
    assert (names.left + word.right) / 2 == pytest.approx((LEFT + RIGHT) / 2, abs=1)
    sides = pytest.approx((names.left, names.right), abs=1.5)
    assert [(row.left, row.right) for row in rows] == [sides] * count


def test_the_lead_organ_alone_can_head_a_joint_paper() -> None:
    done = laid(draft(LONG[:3], lead_only(LONG)))
    assert (done.plan.head.masthead.lines, done.plan.head.masthead.suffix) == (("澜州市人民政府文件",), "")
    assert [cell for row in done.plan.closing for cell in row.cells if cell] == [*LONG[:3], DATE]


@pytest.mark.parametrize(
    ("kind", "suffix"), [("令", "令"), ("命令", "命令"), ("纪要", "会议纪要"), ("通知", "文件")]
)
def test_joint_orders_and_minutes_are_headed_as_joint_papers_are(kind: str, suffix: str) -> None:
    stamps = "签名章: [{职务: 市长, 姓名: 沈砚舟}, {职务: 主任, 姓名: 林一}]\n"
    extra = stamps if suffix in ("令", "命令") else ""
    head = laid(draft(LONG[:2], extra, kind=kind)).plan.head.masthead
    assert (head.lines, head.suffix) == (LONG[:2], suffix)


# —— 签发人 ——


@pytest.mark.parametrize("count", range(1, 10))
def test_approvers_stand_two_in_a_row_each_under_the_one_above(count: int) -> None:
    names = ("沈砚舟", "林一", "欧阳海峰", "赵文博", "钱立", "孙志远", "李国强", "周明", "吴天成")[:count]
    front = draft(LONG[1:3], f"签发人: [{', '.join(names)}]\n", kind="请示")
    chars = inked(laid(front))
    label, number = find(chars, "签发人：", 0), find(chars, "澜政发〔2026〕1号", 0)
    found = [find(chars, name, 0) for name in names]
    for index, box in enumerate(found):
        row, column = divmod(index, 2)
        assert box.left == pytest.approx(found[column].left, abs=0.8), names[index]
        assert box.centre[1] == pytest.approx(found[0].centre[1] + row * LINE, abs=0.8), names[index]
    assert label.centre[1] == pytest.approx(found[0].centre[1], abs=0.8)
    assert found[0].left == pytest.approx(label.left + 4 * CELL, abs=0.8)
    assert max(box.right for box in found) == pytest.approx(RIGHT - CELL, abs=0.8)
    assert number.left == pytest.approx(LEFT + CELL, abs=0.8)
    assert number.centre[1] == pytest.approx(found[-1].centre[1], abs=0.8)


# —— 联合行文的署名与章位（7.3.5.1） ——


def names_on_paper(done: Typeset) -> tuple[list[Box], Box]:
    """各署名、日期的框。"""
    chars = inked(done)
    names = [cell for row in done.plan.closing for cell in row.cells if cell]
    return [find(chars, name) for name in names[:-1]], find(chars, names[-1])


def text_above(done: Typeset) -> Box:
    return find(inked(done), BODY.strip().rpartition("，")[2])


@pytest.mark.parametrize(
    "organs", [SHORT, LONG, (LONG[2], WIDEST, *LONG[3:])], ids=["short", "long", "widest"]
)
@pytest.mark.parametrize("count", range(2, 11))
def test_every_organ_has_room_for_its_seal(organs: tuple[str, ...], count: int) -> None:
    done = laid(draft(organs[:count], lead_only(organs), body=BODY * 8))
    assert not done.facts.closing_apart
    names, date = names_on_paper(done)
    centres = [(name.face, *name.centre) for name in names]
    for (face, x, y), (other_face, other_x, other_y) in itertools.combinations(centres, 2):
        assert face != other_face or math.hypot(x - other_x, y - other_y) > SEAL + 1
    assert min(x for _, x, _ in centres) - SEAL / 2 >= LEFT - 0.1
    assert max(x for _, x, _ in centres) + SEAL / 2 <= RIGHT + 0.1
    # 首排的章顶在正文之下一行之内，末一个章压着日期
    above = text_above(done)
    first_top = centres[0][2] - SEAL / 2
    assert (above.face, True) == (centres[0][0], -0.5 <= first_top - above.bottom <= LINE + 0.5)
    assert date.centre[0] == pytest.approx(centres[-1][1], abs=1)
    assert 0 < date.bottom - centres[-1][2] < SEAL / 2


@pytest.mark.parametrize(
    ("organs", "rows"),
    [
        (SHORT[:2], [SHORT[:2]]),
        (SHORT[:3], [SHORT[:3]]),
        (SHORT[:4], [SHORT[:2], SHORT[2:4]]),
        (SHORT[:5], [SHORT[:3], ("", *SHORT[3:5])]),
        (SHORT[:7], [SHORT[:3], SHORT[3:6], ("", "", SHORT[6])]),
        (SHORT[:8], [SHORT[:3], SHORT[3:6], ("", *SHORT[6:8])]),
        (LONG[:2], [LONG[:2]]),
        (LONG[:3], [LONG[:2], ("", LONG[2])]),
        (LONG[:5], [LONG[:2], LONG[2:4], ("", LONG[4])]),
        ((LONG[2], WIDEST), [(LONG[2], WIDEST)]),
        (
            LONG[:9],
            [
                ("澜州市人民政府", "澜州市发展和\n改革委员会", "澜州市财政局"),
                ("澜州市教育局", "澜州市公安局", "澜州市人力资源\n和社会保障局"),
                ("澜州市自然资源局", "澜州市住房和\n城乡建设局", "澜州市交通运输局"),
            ],
        ),
    ],
)
def test_names_fill_the_rows_in_order_and_the_lead_organ_is_first(
    organs: tuple[str, ...], rows: list[tuple[str, ...]]
) -> None:
    *names, date = laid(draft(organs, lead_only(organs))).plan.closing
    if len(organs) == 9:
        # 九个长名称排两列要五行，一面放不下：排三列，太长的折成两行
        assert len(names) == 3
    assert [row.cells for row in names] == rows
    assert date.cells == (*[""] * (len(rows[0]) - 1), DATE)


def test_more_seals_than_a_face_holds_go_on_to_the_next_with_the_last_over_the_date() -> None:
    organs = (*SHORT, "市档案局", "市文联")
    done = laid(draft(organs, lead_only(organs), body=BODY * 8))
    names, date = names_on_paper(done)
    assert [name.face for name in names] == sorted(name.face for name in names)
    assert len({name.face for name in names}) == 2
    assert date.face == names[-1].face
    assert all(name.bottom < BOTTOM for name in names)
    # 换到后一面的第一排，章也在纸上
    first = next(name for name in names if name.face == names[-1].face)
    assert first.centre[1] - SEAL / 2 > 37


def test_a_joint_paper_without_a_date_keeps_a_place_no_wider_than_a_date() -> None:
    front = draft(SHORT[:3], lead_only(SHORT)).replace(f"成文日期: {DATE}\n", "")
    done = laid(front)
    assert done.plan.closing[-1].cells == ("", "", "　　年　月　日")
    assert done.plan.placeholders == ("成文日期",)


# —— 不盖章、签名章、附注 ——


def test_unsealed_names_align_at_the_left_and_the_date_is_two_cells_in() -> None:
    done = laid(draft(LONG[:6], lead_only(LONG) + "用印: 不盖章\n附注: 此件公开发布\n"))
    chars = inked(done)
    names, date = names_on_paper(done)
    assert [name.left for name in names] == [pytest.approx(names[0].left, abs=0.8)] * 6
    assert max(name.right for name in names) == pytest.approx(RIGHT - 2 * CELL, abs=0.8)
    assert date.left == pytest.approx(names[0].left + 2 * CELL, abs=0.8)
    assert [below.centre[1] - above.centre[1] for above, below in itertools.pairwise(names)] == [
        pytest.approx(LINE, abs=0.3)
    ] * 5
    remark = find(chars, "（此件公开发布）")
    assert remark.centre[1] == pytest.approx(date.centre[1] + LINE, abs=0.5)
    assert remark.left == pytest.approx(LEFT + 2 * CELL, abs=CELL / 2 + 0.8)


def test_unsealed_names_without_number_go_on_to_the_next_face() -> None:
    organs = (*LONG, *SHORT, *(f"第{n}县人民政府" for n in "一二三四五六七八九"))
    done = laid(draft(organs, lead_only(LONG) + "用印: 不盖章\n", body=BODY * 8))
    names, date = names_on_paper(done)
    assert [name.face for name in names] == sorted(name.face for name in names)
    assert all(name.bottom < BOTTOM for name in names)
    assert date.face == names[-1].face


def test_stamps_stand_one_in_a_row_with_the_full_post_before_each() -> None:
    posts = ("澜州市人民政府市长", "澜州市发展和改革委员会主任", "澜州市财政局局长")
    stamps = ", ".join(f"{{职务: {post}, 姓名: 沈砚舟}}" for post in posts)
    done = laid(draft(LONG[:3], lead_only(LONG) + f"签名章: [{stamps}]\n", body=BODY * 8))
    chars = inked(done)
    found, date = [find(chars, post) for post in posts], find(chars, DATE)
    assert {box.face for box in (*found, date)} == {text_above(done).face}
    stamp_left = RIGHT - 4 * CELL - 40
    assert [box.right for box in found] == [pytest.approx(stamp_left - 2 * CELL, abs=0.8)] * 3
    assert found[0].bottom == pytest.approx(text_above(done).bottom + 3 * LINE, abs=0.8)
    steps = [below.centre[1] - above.centre[1] for above, below in itertools.pairwise([*found, date])]
    assert steps == [pytest.approx(2 * LINE, abs=0.5)] * 3
    # “日”字两侧的空白多
    assert date.right == pytest.approx(RIGHT - 4 * CELL, abs=1.8)


# —— 信函、纪要、版记 ——


def test_a_letter_has_its_marks_at_the_left_and_its_number_at_the_right_of_the_first_line() -> None:
    marks = '格式: 信函\n份号: "000123"\n密级: 机密\n保密期限: 1年\n紧急程度: 特急\n'
    chars = inked(laid(draft(LONG[:2], marks, kind="函")))
    found = [find(chars, mark, 0) for mark in ("000123", "机密★1年", "特急")]
    number = find(chars, "澜政发〔2026〕1号", 0)
    assert [box.left for box in found] == [pytest.approx(LEFT, abs=0.8)] * 3
    assert number.right == pytest.approx(RIGHT, abs=0.8)
    assert number.centre[1] == pytest.approx(found[0].centre[1], abs=0.8)
    assert [box.centre[1] - found[0].centre[1] for box in found] == [
        pytest.approx(row * LINE, abs=0.5) for row in range(3)
    ]


@pytest.mark.parametrize("number", ["", "发文字号: 第3期\n"], ids=["unnumbered", "numbered"])
def test_minutes_list_who_was_there_wrapping_after_the_colon(number: str) -> None:
    people = [f"{family}志远" for family in "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨"]
    lists = "".join(f"{label}: [{', '.join(people)}]\n" for label in ("出席", "请假", "列席"))
    front = draft(LONG[:1], number + lists, kind="纪要").replace("发文字号: 澜政发〔2026〕1号\n", "", 1)
    made = laid(front.replace("主送机关: 各县人民政府\n", ""))
    chars = [each for each in inked(made) if each[1].bottom < BOTTOM]
    for label in ("出席：", "请假：", "列席："):
        head = find(chars, label)
        at = "".join(char for char, _ in chars).rindex(label) + len(label)
        listed = [box for char, box in chars[at : at + len("、".join(people))] if char != "、"]
        starts = [
            now.left
            for last, now in itertools.pairwise(listed)
            if now.face > last.face or now.centre[1] > last.centre[1] + LINE / 2
        ]
        assert head.left == pytest.approx(LEFT + 2 * CELL, abs=0.8)
        # 人名不折行，每行五个，十六个排四行。
        assert starts == [pytest.approx(LEFT + 5 * CELL, abs=0.8)] * 3


def test_addressees_moved_to_the_colophon_stand_over_the_copied_without_a_rule() -> None:
    counties = "，".join(f"第{n}县人民政府办公室" for n in "一二三四五六七八九十" * 4)
    extra = "抄送机关: [市委办公室, 市人大办公室]\n印发机关: 澜州市人民政府办公室\n印发日期: 2026年5月9日\n"
    front = draft(LONG[:1], extra).replace("主送机关: 各县人民政府", f"主送机关: {counties}")
    done = laid(front)
    chars = inked(done)
    rows = [find(chars, label) for label in ("主送：", "抄送：", "澜州市人民政府办公室")]
    assert [row.rule_above for row in done.plan.colophon] == [True, False, True]
    assert [row.left for row in rows] == [pytest.approx(LEFT + 5.56, abs=0.8)] * 3
    assert rows[2].centre[1] == pytest.approx(BOTTOM - 0.35 - 14 / MM, abs=0.8)
    assert rows[1].centre[1] == pytest.approx(rows[2].centre[1] - 28 / MM - 0.25, abs=0.5)
    assert done.plan.addressees == ""


def test_thirty_copied_organs_are_all_printed_within_the_type_area() -> None:
    copied = [f"市委第{one}{two}办公室" for one in "一二三" for two in "一二三四五六七八九十"]
    extra = f"抄送机关: [{', '.join(copied)}]\n印发机关: 澜州市人民政府办公室\n印发日期: 2026年5月9日\n"
    chars = inked(laid(draft(LONG[:1], extra)))
    found = [find(chars, name) for name in copied]
    assert all(box.top > 37 and box.bottom < BOTTOM for box in found)
    assert all(box.left > LEFT and box.right < RIGHT for box in found)
    assert find(chars, "2026年5月9日印发").bottom < BOTTOM
