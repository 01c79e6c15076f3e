"""字号、日期、标题、各处界限：每条界限两边都有例子。"""

from __future__ import annotations

import pytest
from tests.helpers import parsed, whole
from tests.sources.plain_outline import outline

from gongwen.errors import DraftError
from gongwen.sources.plain.dates import read_date
from gongwen.sources.plain.furniture import MAX_FURNITURE, is_furniture, is_noise
from gongwen.sources.plain.head import HEAD_LINES
from gongwen.sources.plain.numbers import read_number
from gongwen.sources.plain.recognize import MAX_HEADS
from gongwen.sources.plain.shapes import (
    MAX_ADDRESSEES,
    MAX_NOTE,
    MAX_ORGAN,
    SHORT,
    is_addressees,
    is_matter,
    is_note,
    is_organ,
)
from gongwen.sources.plain.title import MAX_TITLE, MAX_TITLE_LINES

BODY = "各县人民政府：\n请落实好各项工作。\n"


def title_of(text: str) -> str | None:
    elements = parsed(text).elements
    return elements.title.value if elements and elements.title else None


@pytest.mark.parametrize(
    "written",
    [
        "澜政办〔2026〕21号",
        "澜政办 〔2026〕 21 号",
        "澜政办[2026]21号",
        "澜政办（2026）21号",
        "澜政办【2026】21号",
        "澜政办〔２０２６〕２１号",
        "澜政办〔2026〕21",
        "澜政办〔26〕第021号",
        "澜政办〔二〇二六〕十二号",
        "澜政办〔2026〕　号",
        "澜政办〔××××〕×号",
        "〔2026〕3号",
        "第58号",
        "第二十期",
        "（第20期）",
        "2026年第3号",
    ],
)
def test_a_number_is_kept_as_it_was_typed(written: str) -> None:
    read = read_number(whole(written))
    assert read is not None
    assert (read.text.value, read.guess) == (written, None)


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("汴祥政办〔201921", "汴祥政办〔2019〕21号"),
        ("汴祥政办2019 21号", "汴祥政办〔2019〕21号"),
        ("汴祥政办〔2019 21号", "汴祥政办〔2019〕21号"),
        ("汴祥政办2019〕21号", "汴祥政办〔2019〕21号"),
        ("汴祥政办201921号", "汴祥政办〔2019〕21号"),
        ("汴祥政办[201921号", "汴祥政办[2019〕21号"),
    ],
)
def test_a_number_mangled_by_the_web_is_repaired_and_told(written: str, number: str) -> None:
    read = read_number(whole(written))
    assert read is not None
    assert read.guess is not None
    assert (read.text.value, read.guess.message) == (number, f"发文字号“{written}”按“{number}”读")
    assert read.text.span == whole(written).span
    assert read.text.offsets is not None
    kept = dict(zip(reversed(read.text.offsets), reversed(number), strict=True))
    assert "".join(kept.get(at, " ") for at in range(len(written))) == written


@pytest.mark.parametrize(
    "written",
    [
        "汴祥政办201921",
        "2019 21号",
        "甲2019 21号",
        "第58条",
        "电话12345678",
        "澜政办〔2026〕21号文件",
        "澜" * 17 + "〔2026〕21号",
        "1.澜政办〔2026〕21号",
    ],
)
def test_what_is_not_a_number_is_not_read_as_one(written: str) -> None:
    assert read_number(whole(written)) is None


@pytest.mark.parametrize(
    ("written", "date", "is_whole"),
    [
        ("2026年5月8日", "2026年5月8日", True),
        ("2026 年 5 月 8 日", "2026 年 5 月 8 日", True),
        ("2026-05-08", "2026-05-08", True),
        ("2019年2月22", "2019年2月22日", True),
        ("二〇二六年五月八日", "2026年5月8日", True),
        ("二○二六年十二月三十一日", "2026年12月31日", True),
        ("二零二六年元月廿一日", "2026年1月21日", True),
        ("2026年5月", "2026年5月", False),
        ("2026年　月　日", "2026年　月　日", False),
        ("5月8日", "5月8日", False),
    ],
)
def test_dates_are_read(written: str, date: str, is_whole: bool) -> None:
    read = read_date(whole(written))
    assert read is not None
    assert (read.text.value, read.whole, read.text.span) == (date, is_whole, whole(written).span)
    assert (read.guess is None) == (written == date)


@pytest.mark.parametrize(
    "written", ["2026年5月8日前", "2026年", "五月八日", "二〇二六年五月", "2026.5", "二〇二六年百月八日"]
)
def test_what_is_not_a_date_is_not_read_as_one(written: str) -> None:
    assert read_date(whole(written)) is None


@pytest.mark.parametrize(
    "value",
    [
        "当前位置:",
        "您的位置：首页 > 政务公开",
        "发布时间：2026-05-10 来源：市政府办",
        "【字体：大 中 小】",
        "打印本页",
        "上一篇：关于甲的通知",
        "责任编辑：张三",
        "版权所有 澜州市人民政府",
        "X ICP备12345678号",
        "索引号：014532",
        "扫一扫在手机打开当前页",
        "RSS订阅",
        "日期：2026-05-08",
        "来源" + "：" + "甲" * (MAX_FURNITURE - 3),
    ],
)
def test_what_sites_add_is_known(value: str) -> None:
    assert is_furniture(value)


@pytest.mark.parametrize(
    "value",
    [
        "时间：2026年5月8日上午9:00",
        "日期：另行通知",
        "关于我们单位年度考核的通知",
        "无障碍环境建设管理办法",
        "适老化改造工作方案",
        "政府网站管理办法",
        "登录系统操作规程",
        "打印机使用管理规定",
        "分享经验，共同提高。",
        "收藏品管理办法",
        "正文部分另行印发",
        "来源" + "：" + "甲" * (MAX_FURNITURE - 2),
    ],
)
def test_what_a_document_itself_says_is_not_taken_for_a_site(value: str) -> None:
    assert not is_furniture(value)


def test_page_numbers_are_noise_and_lists_are_not() -> None:
    assert [is_noise(value) for value in ("— 12 —", "-3-", "第 3 页 共 12 页", "\u200b")] == [True] * 4
    assert [is_noise(value) for value in ("—", "— 1234 —", "3", "第3页的表格")] == [False] * 4


def test_limits_of_single_lines() -> None:
    assert [is_matter("甲" * SHORT), is_matter("甲" * (SHORT + 1))] == [False, True]
    assert [is_organ("甲" * (MAX_ORGAN - 1) + "局"), is_organ("甲" * MAX_ORGAN + "局")] == [True, False]
    assert [is_note(f"（{'甲' * (MAX_NOTE - count)}）") for count in (2, 1)] == [True, False]
    notes = ("（甲乙）", "（甲（乙）丙）", "（甲）", "（甲乙）（丙丁）", "（甲乙")
    assert [is_note(value) for value in notes] == [True, True, False, False, False]
    most = "各县人民政府" + "，各县人民政府" * ((MAX_ADDRESSEES - 7) // 7)
    padded = "市" * (MAX_ADDRESSEES - len(most) - 1) + most
    assert [is_addressees(padded + "："), is_addressees("市" + padded + "：")] == [True, False]


@pytest.mark.parametrize(
    "value",
    [
        "各县人民政府：",
        "区政府办公室各科室:",
        "同志们：",
        "马万祥副主席：",
        "各县（市、区）水利局（河长办）：",
    ],
)
def test_addressees_are_known(value: str) -> None:
    assert is_addressees(value)


@pytest.mark.parametrize(
    "value",
    [
        "现将有关事项通知如下：",
        "各单位要做到以下几点：",
        "一、各县人民政府：",
        "会议时间：",
        "各县。各局：",
        "市：",
    ],
)
def test_other_lines_with_a_colon_are_not_addressees(value: str) -> None:
    assert not is_addressees(value)


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("关于做好值班工作的通知\n", "关于做好值班工作的通知"),
        ("澜州市水利局\n关于做好值班工作的通知\n", "澜州市水利局\n关于做好值班工作的通知"),
        ("澜州市水利局、澜州市财政局\n关于值班的通知\n", "澜州市水利局、澜州市财政局\n关于值班的通知"),
        ("区委\n甲区政府\n关于值班的通知\n", "甲区政府\n关于值班的通知"),
        ("关于值班的通知\n关于值班的通知\n", "关于值班的通知"),
        (
            "澜州市教育局　澜州市公安局\n市交通局关于校车的通知\n",
            "澜州市教育局　澜州市公安局\n市交通局关于校车的通知",
        ),
        ("澜州市教育局\n\n市交通局关于校车的通知\n", "市交通局关于校车的通知"),
        ("澜州市水利局\n澜州市水利局关于值班的通知\n", "澜州市水利局关于值班的通知"),
        ("澜州市人大第五次会议\n关于工作报告的决议\n", "澜州市人大第五次会议\n关于工作报告的决议"),
        ("澜政〔2026〕3号\n切实做好值班工作\n", "切实做好值班工作"),
        ("澜政〔2026〕3号\n值班工作\n", None),
        ("关于转发甲局意见\n的通知\n", "关于转发甲局意见\n的通知"),
        ("关于加强领导，做好\n值班工作的通知\n", "关于加强领导，做好\n值班工作的通知"),
        ("关于值班的通知\n（试行）\n", "关于值班的通知\n（试行）"),
        ("关于值班的通知。\n", "关于值班的通知。"),
        ("关于值班的决议\n会议听取了市水利局关于值班的报告。\n", "关于值班的决议"),
        ("关于做好值班工作\n", "关于做好值班工作"),
        ("紧急通知\n", "紧急通知"),
        ("澜州市人民政府\n公告\n", "澜州市人民政府\n公告"),
        ("澜州市水利局2026年度\n工作总结\n", "澜州市水利局2026年度\n工作总结"),
        ("深入学习提高认识抓落实\n来源：市政府\n深入学习提高认识抓落实\n", "深入学习提高认识抓落实"),
    ],
)
def test_titles_are_found_whatever_their_lines(head: str, title: str | None) -> None:
    assert title_of(head + BODY) == title


@pytest.mark.parametrize(
    "text",
    [
        "",
        "关于做好值班工作的通知",
        "关于做好值班工作的通知\n",
        "关于做好值班工作的通知\n各县人民政府：\n",
        "首页\n打印\n关闭\n",
        "值班工作很重要\n各单位要高度重视，落实责任。\n",
        "一条意见\n各单位要高度重视，落实责任。\n",
        "各单位要高度重视。\n关于做好值班工作的通知\n各县人民政府：\n请落实。\n",
        "一、关于做好值班工作的通知\n各县人民政府：\n请落实。\n",
        "紧急通知\n明天停电，请做好准备。\n",
    ],
)
def test_without_a_sure_title_a_text_is_only_a_body(text: str) -> None:
    document = parsed(text)
    assert (document.elements, document.recognized, document.notices) == (None, False, ())
    assert [block.text.value for block in document.body if hasattr(block, "text")] == text.splitlines()


def test_the_reason_is_given_when_nothing_is_recognized() -> None:
    one = "澜政〔2026〕1号\n各县人民政府：\n请落实。\n"
    reasons = [
        parsed(text).unrecognized
        for text in ("", "关于值班的通知\n各县人民政府：\n", "请落实好各项工作。\n", one * (MAX_HEADS + 1))
    ]
    assert reasons == ["没有正文", "没有正文", "认不出标题", "像是几件公文连在一起"]


def test_a_transmitted_document_may_have_its_own_number_but_not_a_third() -> None:
    one = "关于值班的通知\n澜政〔2026〕1号\n各县人民政府：\n请落实。\n澜州市人民政府\n2026年5月8日\n"
    assert [parsed(one * count).recognized for count in (MAX_HEADS, MAX_HEADS + 1)] == [True, False]


def test_a_title_is_looked_for_only_near_the_top() -> None:
    title = "关于值班的通知\n"
    nav = "导航栏目\n"
    assert title_of(nav * (HEAD_LINES - 2) + title + BODY) == title.strip()
    assert title_of(nav * (HEAD_LINES - 1) + title + BODY) is None


def test_limits_of_a_title() -> None:
    longest = "关于" + "甲" * (MAX_TITLE - 5) + "的通知"
    assert title_of(longest + "\n" + BODY) == longest
    assert title_of("关" + longest + "\n" + BODY) is None
    assert title_of("关于" + "甲" * 300 + "的通知\n" + BODY) is None
    lines = ["关于做好", *["汛期值班防汛"] * (MAX_TITLE_LINES - 2), "工作的通知"]
    assert title_of("\n".join(lines) + "\n" + BODY) == "\n".join(lines)
    more = [lines[0], lines[1], *lines[1:]]
    assert title_of("\n".join(more) + "\n" + BODY) == "工作的通知"


@pytest.mark.parametrize(
    ("cue", "kind"),
    [
        ("妥否，请批示。", "请示"),
        ("特此报告。", "报告"),
        ("专此函达。", "函"),
        ("特此公告。", "公告"),
        ("特此通告。", "通告"),
        ("现将情况通报如下：", "通报"),
        ("现将有关事项通知如下：", "通知"),
        ("特此批复。", "批复"),
    ],
)
def test_a_lost_kind_is_told_by_the_usual_words_of_the_body(cue: str, kind: str) -> None:
    document = parsed(f"澜州市水利局关于值班的\n{BODY}{cue}\n一、要求。\n")
    assert document.kind is not None
    assert document.elements is not None
    assert document.elements.title is not None
    assert (document.kind.term, document.elements.title.value) == (kind, f"澜州市水利局关于值班的{kind}")
    assert f"标题末尾没有文种，按正文的用语补“{kind}”" in [notice.message for notice in document.notices]


@pytest.mark.parametrize(
    ("ending", "signed"),
    [
        ("澜州市水利局\n2026年5月8日\n", ["澜州市水利局"]),
        ("澜州市水利局（盖章）\n2026年5月8日\n", ["澜州市水利局"]),
        ("澜州市水利局　　2026年5月8日\n", ["澜州市水利局"]),
        ("澜州市水利局\n", ["澜州市水利局"]),
        ("2026年5月8日\n", None),
        ("某某项目部\n2026年5月8日\n逾期不候，后果自负。\n", None),
        ("2026年5月8日\n逾期不候，后果自负。\n", None),
        ("2026年5月\n", None),
    ],
)
def test_signatures_are_known_by_name_and_place(ending: str, signed: list[str] | None) -> None:
    found = outline("澜州市水利局关于值班的通知\n" + BODY + ending)
    assert found["要素"].get("issuers") == signed


def test_a_date_followed_by_text_stays_in_the_body_when_nobody_known_signed() -> None:
    ending = "某某项目部\n2026年5月8日\n逾期不候，后果自负。\n"
    found = outline("澜州市水利局关于值班的通知\n" + BODY + ending)
    assert found["正文"] == ["请落实好各项工作。", *ending.splitlines()]


def test_addressees_may_run_over_three_lines_but_not_four() -> None:
    line = "澜州市白鹭区人民政府，澜州市南屏县人民政府，\n"
    head = "澜州市水利局关于值班的通知\n"
    three, four = (outline(head + line * count + BODY) for count in (2, 3))
    assert three["要素"]["addressees"] == [line.strip() * 2 + "各县人民政府"]
    assert "addressees" not in four["要素"]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_any_newline_will_do(newline: str) -> None:
    text = f"澜州市水利局2026年度\n工作总结\n\n{BODY}澜州市水利局\n2026年5月8日\n"
    same = outline(text)
    assert outline(text.replace("\n", newline)) == same
    assert same["要素"]["title"] == "澜州市水利局2026年度\n工作总结"


def test_two_lines_apart_are_not_one_title() -> None:
    found = outline(f"澜州市水利局2026年度\n\n工作总结\n{BODY}")
    assert (found["要素"]["title"], found["略去"]) == ("工作总结", ["澜州市水利局2026年度"])


def test_a_bulletin_is_known_by_its_masthead() -> None:
    found = outline(
        "政务快报\n第36期\n澜州市人民政府办公室　　2026年7月20日\n"
        "“三个一”破解山区群众就医不便\n南屏县乡镇多，群众看病路远。\n"
    )
    assert (found["格式"], found["文种"]) == ("简报", "简报")
    assert found["要素"] == {
        "kind": "简报",
        "masthead": "政务快报",
        "issue_number": "第36期",
        "issuing_organs": ["澜州市人民政府办公室"],
        "dated": "2026年7月20日",
        "title": "“三个一”破解山区群众就医不便",
    }


@pytest.mark.parametrize(
    ("kind", "layout", "left"),
    [("函", "信函", []), ("通知", "公文", ["澜州市水利局"])],
    ids=["letter", "notice"],
)
def test_a_letter_without_a_number_still_has_its_masthead(kind: str, layout: str, left: list[str]) -> None:
    found = outline(f"澜州市水利局\n澜州市水利局关于借用场地的{kind}\n{BODY}澜州市水利局\n2026年5月8日\n")
    assert (found["格式"], found["略去"]) == (layout, left)


@pytest.mark.parametrize(
    ("note", "titles"),
    [
        ("附件：值班表。\n", ["值班表。"]),
        ("附：值班表\n", ["值班表"]),
        ("附件1.值班表\n附件2.电话表\n", ["值班表", "电话表"]),
        ("附件：1.5万元以上项目表\n", ["1.5万元以上项目表"]),
        ("附件：1.2026年项目表\n", ["2026年项目表"]),
        ("附件：\n", None),
        ("附件：各单位要认真填报。填好后报送。\n", None),
        ("附件：值班表\n各单位要认真填报。\n", None),
    ],
)
def test_an_annex_note_is_known_by_its_shape(note: str, titles: list[str] | None) -> None:
    found = outline(f"澜州市水利局关于值班的通知\n{BODY}{note}澜州市水利局\n2026年5月8日\n")
    assert found["要素"].get("annexes") == titles
    assert found["正文"] == ["请落实好各项工作。", *([] if titles else note.splitlines())]


def test_a_date_that_is_not_written_in_full_is_told() -> None:
    found = outline(f"澜州市水利局关于值班的通知\n{BODY}澜州市水利局\n2026年　月　日\n")
    assert found["说明"][-1] == "5 认作成文日期（没有写全）：2026年 月 日"


def test_a_resolution_is_issued_by_the_meeting_its_title_names() -> None:
    document = parsed(
        "澜州市第五届人民代表大会第三次会议\n关于政府工作报告的决议\n"
        "（2026年1月16日澜州市第五届人民代表大会第三次会议通过）\n\n"
        "澜州市第五届人民代表大会第三次会议听取和审议了政府工作报告，决定批准这个报告。\n"
    )
    elements = document.elements
    assert elements is not None
    assert elements.issuing_organs is not None
    assert elements.issuing_organs.values() == ("澜州市第五届人民代表大会第三次会议",)


BARE = [
    "文种：通知",
    "发文机关：霖州市水务局",
    "发文字号：霖水〔2026〕3号",
    "标题：关于停水的通知",
    "",
    "明天停水。",
]


def test_elements_without_their_fences_are_not_taken_for_a_title() -> None:
    with pytest.raises(DraftError) as caught:
        parsed("\n".join(BARE))
    assert str(caught.value) == (
        "稿.md:1:1：开头的要素没有写在两行 --- 之间\n"
        "  → 在要素的前面和后面各加一行 ---；键后的冒号用半角，后面空一格，如“文种: 通知”"
    )


@pytest.mark.parametrize(
    "lines",
    [
        BARE[1:],
        BARE[:1] + BARE[4:],
        ["政务公开", *BARE],
        ["文种：新闻", *BARE[1:]],
        [*BARE[:2], "", "正文。", "再一段。"],
    ],
    ids=["no-kind", "only-one", "site", "not-a-kind", "two"],
)
def test_labels_of_a_web_page_are_no_bare_elements(lines: list[str]) -> None:
    assert parsed("\n".join(lines)).source.text == "\n".join(lines)


def test_a_date_above_the_organ_is_a_signature_too() -> None:
    document = parsed(
        "关于举办培训班的通知\n各科室：\n请按时参加。\n附件：报名表.docx\n\n2026年5月11日\n霖州市人民政府办公室\n"
    )
    elements = document.elements
    assert elements is not None
    assert elements.issuers is not None
    assert elements.dated is not None
    assert (elements.issuers.values(), elements.dated.value) == (("霖州市人民政府办公室",), "2026年5月11日")
    assert [annex.title.value for annex in document.annexes] == ["报名表"]
    assert "认作附件说明，1 个附件：报名表；文件扩展名没有印" in [
        notice.message for notice in document.notices
    ]
