"""排版计划：版面上的文字与缩进。"""

from __future__ import annotations

import pytest

from gongwen.document.kinds import Format
from gongwen.errors import DraftError, LayoutError
from gongwen.layout.plan import Plan, make_plan
from gongwen.layout.plan.model import AnnexNote, ClosingRow, ColophonRow, HeadingItem, ParaItem, Run
from gongwen.layout.plan.titles import break_title
from gongwen.layout.style import load_style
from gongwen.sources.draft import parse_draft
from gongwen.spans import SourceText

CELL = 15.75
LINE = 28.95


def plan(front: str, body: str = "正文。") -> Plan:
    text = f"---\n标题: 关于值班的通知\n{front}\n---\n{body}\n"
    return make_plan(parse_draft(SourceText("草稿.md", text), None), load_style())


NOTICE = "文种: 通知\n发文机关: 澜州市水利局"


def test_missing_number_and_date_keep_visible_places() -> None:
    made = plan(NOTICE)
    assert made.head.number == "　　　〔　　　　〕　　号"
    assert made.closing[-1].cells == ("　　　　年　　月　　日",)
    assert made.placeholders == ("发文字号", "成文日期")


def test_template_placeholders_are_named_once_a_line_with_their_place() -> None:
    body = "请于{{ 日期 }}前报{{ 日期 }}，联系人【待填：姓名】。"
    made = plan(NOTICE + "\n发文字号: 澜水〔2026〕1号\n成文日期: 2026-5-8", body)
    assert made.placeholders == ("草稿.md:8 {{ 日期 }}", "草稿.md:8 【待填：姓名】")


def test_placeholders_are_named_in_elements_annex_titles_and_the_thing_issued() -> None:
    front = "文种: 函\n发文机关: 甲局\n发文字号: 甲〔2026〕1号\n成文日期: 2026-5-8"
    made = plan(front + "\n主送机关: [乙局, 【待填：丙局】]\n附件: [【请填：名称】]\n附注: 【待填：电话】")
    assert made.placeholders == (
        "草稿.md:7 【待填：丙局】", "草稿.md:8 【请填：名称】", "草稿.md:9 【待填：电话】",
    )  # fmt: skip


def test_iso_dates_print_in_the_official_form() -> None:
    made = plan(NOTICE + "\n成文日期: 2026-05-08\n印发日期: 2026/5/9\n印发机关: 办公室")
    assert made.closing[-1].cells == ("2026年5月8日",)
    assert made.colophon == (ColophonRow("", "办公室", "2026年5月9日印发"),)


def test_sealed_date_stands_4_cells_from_the_right_with_the_name_centred_on_it() -> None:
    name, date = plan(NOTICE + "\n成文日期: 2026年5月8日").closing
    assert date == ClosingRow(("2026年5月8日",), 4 * CELL)
    assert name == ClosingRow(("澜州市水利局",), pytest.approx((4 + (6 - 6) / 2) * CELL), 2 * LINE)


def test_sealed_long_name_keeps_inside_the_type_area() -> None:
    organ = "澜州市推进乡村全面振兴工作领导小组办公室"
    name, date = plan(f"文种: 通知\n发文机关: {organ}\n成文日期: 2026年5月8日").closing
    assert (name.right, date.right) == (0.0, pytest.approx((20 - 6) / 2 * CELL))


def test_unsealed_date_is_indented_2_cells_from_the_name() -> None:
    front = "文种: 通知\n发文机关: 澜州市人民政府办公室\n用印: 不盖章\n成文日期: 2026年5月8日"
    name, date = plan(front).closing
    assert name == ClosingRow(("澜州市人民政府办公室",), 2 * CELL, LINE)
    assert date == ClosingRow(("2026年5月8日",), pytest.approx((2 + 10 - 2 - 6) * CELL), from_left=True)


def test_unsealed_short_name_moves_left_of_a_longer_date() -> None:
    name, date = plan("文种: 通知\n发文机关: 省委\n用印: 不盖章\n成文日期: 2026年5月8日").closing
    assert date.right == pytest.approx(2 * CELL)
    assert name.right == pytest.approx((2 + 6 + 2 - 2) * CELL)


def test_joint_seals_stand_in_even_rows_with_the_date_under_the_last_at_the_right() -> None:
    names = ["甲市水利局", "甲市财政局", "甲市林业局", "甲市民政局", "甲市教育局"]
    front = f"文种: 通知\n发文机关: [{', '.join(names)}]\n成文日期: 2026年5月8日"
    first, second, date = plan(front).closing
    assert first == ClosingRow(tuple(names[:3]), before=2 * LINE)
    assert second == ClosingRow(("", *names[3:]), before=pytest.approx(50 * 72 / 25.4 - LINE))
    assert date == ClosingRow(("", "", "2026年5月8日"))


def test_unsealed_name_of_a_whole_line_keeps_inside_and_its_date_at_the_right() -> None:
    organ = "澜" * 27
    name, date = plan(f"文种: 通知\n发文机关: {organ}\n用印: 不盖章\n成文日期: 2026年5月8日").closing
    assert name.right == CELL
    assert date.right == 8 * CELL


def test_printing_date_left_out_keeps_a_visible_place() -> None:
    made = plan(NOTICE + "\n印发机关: 办公室")
    assert made.colophon == (ColophonRow("", "办公室", "　　　　年　　月　　日印发"),)
    assert made.placeholders == ("发文字号", "成文日期", "印发日期")


def test_minutes_have_no_signature_and_list_attendance() -> None:
    made = plan("文种: 纪要\n发文机关: 甲市政府\n出席: [张三, 李四]\n请假: 王五")
    assert made.format == Format.MINUTES
    assert made.closing == ()
    assert made.attendance == (("出席：", "张三、李四"), ("请假：", "王五"))


def test_upward_paper_shows_approvers_two_in_a_row() -> None:
    made = plan("文种: 请示\n发文机关: 甲市政府\n签发人: [张三, 李四, 王五]")
    assert made.head.approver_rows == ("张三　李四", "王五")


def test_classified_marks_stand_in_order() -> None:
    made = plan(NOTICE + '\n份号: "000123"\n密级: 机密\n保密期限: 1年\n紧急程度: 特急')
    assert made.head.marks == (Run("000123"), Run("机密★1年", "hei"), Run("特急", "hei"))


def test_annex_note_numbers_only_several_annexes() -> None:
    assert plan(NOTICE + "\n附件: 名单").annex_notes == (AnnexNote("", "名单"),)
    several = plan(NOTICE + "\n附件: [1.名单, 表格]").annex_notes
    assert several == (AnnexNote("1.", "名单"), AnnexNote("2.", "表格"))


def test_run_in_heading_keeps_its_text_in_body_font() -> None:
    (item,) = plan(NOTICE, "（一）落实责任。各单位要抓好落实。").items
    assert item == HeadingItem(2, (Run("（一）落实责任。", "kai"), Run("各单位要抓好落实。")), run_in=True)


def test_sentence_items_are_text_not_headings() -> None:
    items = plan(NOTICE, "一、时间为9月8日。\n二、地点为办公室。\n特此通知。").items
    assert items == tuple(
        ParaItem((Run(text),)) for text in ("一、时间为9月8日。", "二、地点为办公室。", "特此通知。")
    )


def test_addressees_too_many_for_the_first_face_move_to_the_colophon() -> None:
    names = "、".join(f"第{n}区人民政府" for n in range(60))
    made = plan(NOTICE + f"\n主送机关: {names}\n抄送机关: 市委")
    assert made.addressees == ""
    assert made.colophon == (
        ColophonRow("主送：", names + "。"),
        ColophonRow("抄送：", "市委。", rule_above=False),
    )


def test_strings_print_as_they_stand_and_lists_are_joined() -> None:
    made = plan(NOTICE + "\n主送机关: 各县、各区：\n抄送机关: [市委, 市人大]")
    assert made.addressees == "各县、各区："
    assert made.colophon == (ColophonRow("抄送：", "市委，市人大。"),)


def test_empty_body_is_an_error() -> None:
    with pytest.raises(DraftError, match="正文是空的"):
        plan(NOTICE, "")


def test_masthead_of_too_many_organs_names_the_way_out() -> None:
    organs = ", ".join(f"澜州市第{n}号专项工作领导小组办公室" for n in range(14))
    with pytest.raises(LayoutError, match="发文机关标志放不下：14 行"):
        plan(f"文种: 通知\n发文机关: [{organs}]")


@pytest.mark.parametrize(
    ("title", "names", "lines"),
    [
        ("关于值班的通知", (), ("关于值班的通知",)),
        (
            "澜州市人民政府办公室关于印发《澜州市人民政府办公室印章管理办法》的通知",
            ("澜州市人民政府办公室",),
            ("澜州市人民政府办公室", "关于印发《澜州市人民政府办公室", "印章管理办法》的通知"),
        ),
        ("第一行\n第二行的通知", (), ("第一行", "第二行的通知")),
        (
            "澜州市人民政府办公室关于2026年第二季度政务服务便民热线办理情况的通报",
            ("澜州市人民政府办公室",),
            ("澜州市人民政府办公室关于2026年第二季度", "政务服务便民热线办理情况的通报"),
        ),
        (
            "澜州市人民政府关于表彰2025年度防汛抗旱工作先进集体和先进个人的决定",
            ("澜州市人民政府",),
            ("澜州市人民政府关于表彰2025年度", "防汛抗旱工作先进集体和先进个人的决定"),
        ),
        (
            "澜州市人民政府关于核定云屏古道为市级文物保护单位的批复",
            ("澜州市人民政府",),
            ("澜州市人民政府关于核定云屏古道", "为市级文物保护单位的批复"),
        ),
        (
            "澜州市人民政府办公室转发沧东省人民政府办公厅关于做好秋冬季森林防灭火工作的通知",
            ("澜州市人民政府办公室",),
            ("澜州市人民政府办公室", "转发沧东省人民政府办公厅", "关于做好秋冬季森林防灭火工作的通知"),
        ),
        (
            "澜州市人民政府关于【待填：请求批准的事项】的请示",
            ("澜州市人民政府",),
            ("澜州市人民政府", "关于【待填：请求批准的事项】的请示"),
        ),
    ],
)
def test_titles_break_between_whole_words(title: str, names: tuple[str, ...], lines: tuple[str, ...]) -> None:
    assert break_title(title, 20.1, names) == lines


@pytest.mark.parametrize(
    "lines",
    [
        "霖州市人民政府办公室关于解决／市政务值班平台升级改造经费的请示",
        "霖州市人民政府办公室关于成立／市第四次全国经济普查领导小组的通知",
        "霖州市人民政府办公室关于调整／市安全生产委员会组成人员的通知",
        "霖州市人民政府办公室／关于解决市人民医院迁建项目用地的请示",
        "霖州市人民政府办公室关于拨付／市属国有企业改革专项补助资金的通知",
        "霖州市人民政府办公室关于支持／市职业技术学院新校区建设的请示",
        "霖州市人民政府办公室关于追加市公安局／执法办案管理中心建设经费的请示",
        "霖州市人民政府办公室关于同意／白鹭区人民政府征收南屏路沿线房屋的批复",
        "霖州市人民政府办公室关于表彰南屏县／防汛抢险救灾工作先进集体的决定",
        "霖州市人民政府办公室关于撤销市城市管理／综合执法领导小组等议事协调机构的通知",
        "霖州市人民政府办公室关于对澜州市白鹭区／安全生产工作进行督查的通知",
        "霖州市人民政府办公室关于报送／市本级2026年预算调整方案的报告",
        "霖州市人民政府办公室／关于组建市防汛抗旱抢险救援队伍的通知",
        "霖州市人民政府办公室关于印发市长热线／受理事项办理办法的通知",
        "霖州市人民政府办公室／关于做好市十七届人大六次会议／代表建议办理工作的通知",
        "霖州市人民政府办公室关于建设／县域商业体系示范县有关事项的通知",
        "霖州市人民政府办公室关于变更／和平区人民医院迁建项目建设内容的批复",
        "霖州市人民政府办公室／关于移交区属学校校舍产权的函",
        "霖州市人民政府办公室关于推荐／省级劳动模范和先进工作者人选的请示",
        "霖州市人民政府办公室／关于举办市直机关公文写作培训班的通知",
        "霖州市人民政府办公室／关于向市人民代表大会常务委员会／报告环境状况的请示",
        "霖州市人民政府办公室关于调整云台县／城乡居民最低生活保障标准的批复",
        "霖州市人民政府办公室关于南屏县与／白鹭区行政区域界线变更的请示",
        "霖州市人民政府办公室关于商请／市自然资源和规划局办理用地手续的函",
        "霖州市人民政府办公室关于进一步加强／市区道路交通安全管理工作的通告",
        "霖州市人民政府办公室关于设立／澜州市霖水新区管理委员会的批复",
        "霖州市人民政府办公室关于下达／市级储备粮轮换计划的通知",
        "霖州市人民政府办公室关于申请／县第二中学运动场改造补助资金的请示",
    ],
)
def test_titles_keep_a_place_with_what_it_names(lines: str) -> None:
    issuer = "霖州市人民政府办公室"
    assert "／".join(break_title(lines.replace("／", ""), 20.1, (issuer,))) == lines


def test_title_of_300_characters_is_broken_into_lines_that_fit() -> None:
    lines = break_title("关于进一步做好防汛抗旱工作的意见" * 19, 20.1)
    assert "".join(lines) == "关于进一步做好防汛抗旱工作的意见" * 19
    assert max(map(len, lines)) <= 20


@pytest.mark.parametrize(
    ("front", "notices"),
    [
        (
            "文种: 函\n格式: 信函\n发文机关: 甲市政府\n签发人: 张三\n印发机关: 办公室",
            (
                "信函格式不排“签发人”，写了的没有印出来",
                "信函格式不排“印发机关”，写了的没有印出来",
            ),
        ),
        ("文种: 纪要\n发文机关: 甲市政府\n署名: 甲市政府", ("纪要格式不排“署名”，写了的没有印出来",)),
        ("文种: 令\n发文机关: 甲市政府", ("命令格式以发文机关标志为题（10.2），“标题”没有另外印出来",)),
        (NOTICE, ()),
    ],
)
def test_what_a_format_does_not_set_is_told(front: str, notices: tuple[str, ...]) -> None:
    assert plan(front).notices == notices


def test_a_table_head_folds_only_where_there_is_no_room() -> None:
    (roomy,) = plan(NOTICE, "| 序号 | 投入（万元） |\n|---|---|\n| 9 | 2150 |\n").items
    assert roomy.widths == (0.2917, 0.7083)
    wide = "长" * 30
    (full,) = plan(NOTICE, f"| 序号 | 投入（万元） | 事项 |\n|---|---|---|\n| 9 | 2150 | {wide} |\n").items
    assert full.widths == (0.076, 0.1303, 0.7938)
