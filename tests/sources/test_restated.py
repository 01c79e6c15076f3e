"""正文里重写的要素：从网页、旧文件贴来的文字，略去什么都要说。"""

from __future__ import annotations

import pytest
from tests.helpers import draft, parsed, without

from gongwen.document.model import block_texts
from gongwen.errors import DraftError

FRONT = """\
文种: 通知
发文机关: 澜州市白鹭区人民政府办公室
发文字号: 白鹭政办〔2025〕21号
标题: 澜州市白鹭区人民政府办公室关于印发值班工作制度的通知
主送机关: 各镇人民政府，区政府各部门
成文日期: 2025年6月27日
"""
# 与从政府网站复制下来的样子相同：标题断成几行、导航残句、字号丢了括号、署名、日期之后接着制度本文。
WEB = """\
澜州市白鹭区人民政府办公室
关于印发值班工作制度的通知
来源：区政府办　　字体：大 中 小
白鹭政办〔202521

各镇人民政府、区政府各部门：

《值班工作制度》已经区政府同意，现印发给你们，请遵照执行。

澜州市白鹭区人民政府办公室
2025年6月27日

值班工作制度

（2025年6月20日区政府常务会议通过）

第一章　总则
第一条　为规范值班工作，制定本制度。
第二条　本制度自印发之日起施行。
"""


def body(text: str, front: str = FRONT) -> list[str]:
    return [part.value for part in block_texts(parsed(draft(front, text)).body)]


def left_out(text: str, front: str = FRONT) -> list[str]:
    document = parsed(draft(front, text))
    return [document.source.slice(span) for span in document.left_out]


def test_a_page_from_the_web_falls_into_its_parts() -> None:
    document = parsed(draft(FRONT, WEB))
    assert [part.value for part in block_texts(document.body)] == [
        "《值班工作制度》已经区政府同意，现印发给你们，请遵照执行。"
    ]
    assert [document.source.slice(span) for span in document.left_out] == [
        "澜州市白鹭区人民政府办公室",
        "关于印发值班工作制度的通知",
        "来源：区政府办　　字体：大 中 小",
        "白鹭政办〔202521",
        "各镇人民政府、区政府各部门：",
        "澜州市白鹭区人民政府办公室",
        "2025年6月27日",
    ]
    assert document.issued is not None
    assert document.issued.title is not None
    assert document.issued.note is not None
    assert document.issued.title.value == "值班工作制度"
    assert document.issued.note.value == "（2025年6月20日区政府常务会议通过）"
    assert [part.value for part in block_texts(document.issued.body)] == [
        "第一章　总则",
        "第一条　为规范值班工作，制定本制度。",
        "第二条　本制度自印发之日起施行。",
    ]


def test_every_line_left_out_is_told_with_its_line() -> None:
    notices = [str(notice) for notice in parsed(draft(FRONT, WEB)).notices]
    said = "正文中重写的要素或网页文字，未排入正文："
    assert notices == [
        f"稿.md:9：{said}澜州市白鹭区人民政府办公室",
        f"稿.md:10：{said}关于印发值班工作制度的通知",
        f"稿.md:11：{said}来源：区政府办　　字体：大 中 小",
        f"稿.md:12：{said}白鹭政办〔202521",
        f"稿.md:14：{said}各镇人民政府、区政府各部门：",
        f"稿.md:18：{said}澜州市白鹭区人民政府办公室",
        f"稿.md:19：{said}2025年6月27日",
        "稿.md:21：成文日期之后的文字作为被印发件，另面排",
    ]


def test_elements_missing_from_the_front_matter_are_taken_from_the_body_and_told() -> None:
    document = parsed(draft(without("主送机关", "成文日期", front=FRONT), WEB))
    assert document.elements is not None
    assert document.elements.addressees is not None
    assert document.elements.dated is not None
    assert document.elements.addressees.values() == ("各镇人民政府、区政府各部门",)
    assert document.elements.dated.value == "2025年6月27日"
    assert [notice.message for notice in document.notices if "没有" in notice.message] == [
        "front matter 没有“主送机关”，取自正文",
        "front matter 没有“成文日期”，取自正文",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "各镇要高度重视值班工作。\n2025年6月27日前报送名单。\n",
        "一、值班工作制度的通知范围\n各镇要落实。\n",
        "白鹭政办〔2025〕21号文件已经废止。\n",
        "2025年6月26日\n",
        "各镇要落实。\n2024年1月1日\n",
    ],
)
def test_what_is_not_restated_stays(text: str) -> None:
    assert (body(text), left_out(text)) == (text.splitlines(), [])


def test_an_addressee_line_at_the_top_is_not_printed_twice() -> None:
    text = "各镇人民政府，区政府各部门：\n各镇要落实。\n"
    assert (body(text), left_out(text)) == (["各镇要落实。"], ["各镇人民政府，区政府各部门："])


def test_a_signature_at_the_end_is_not_printed_twice() -> None:
    text = "各镇要落实。\n澜州市白鹭区人民政府办公室\n2025年6月27日\n"
    assert (body(text), left_out(text)) == (["各镇要落实。"], ["澜州市白鹭区人民政府办公室", "2025年6月27日"])


@pytest.mark.parametrize("written", ["二〇二五年六月二十七日", "2025年6月"])
def test_a_date_that_cannot_be_compared_is_not_taken_for_the_same(written: str) -> None:
    front = without("成文日期", front=FRONT) + f"成文日期: {written}\n"
    text = "各镇要落实，时限如下。\n2020年1月1日\n"
    assert (body(text, front), left_out(text, front)) == (text.splitlines(), [])


def test_a_date_in_the_middle_stays_when_nothing_is_issued() -> None:
    front = FRONT.replace("关于印发值班工作制度的通知", "关于做好值班工作的通知")
    text = "各镇要落实。\n2025年6月27日\n值班名单另行通知。\n"
    assert (body(text, front), left_out(text, front)) == (text.splitlines(), [])


def test_two_issued_texts_are_refused() -> None:
    with pytest.raises(DraftError) as caught:
        parsed(draft(FRONT + "被印发件: 制度.md\n", WEB))
    assert str(caught.value) == (
        "稿.md:22:1 键“被印发件”：成文日期之后还有文字，又写了“被印发件”文件\n"
        "  → 被印发件只留一处：删去“被印发件”键，或删去日期之后的文字"
    )


def test_rules_pasted_without_a_notice_become_the_thing_issued() -> None:
    from gongwen.sources.draft import UNWRITTEN, parse_draft
    from gongwen.spans import SourceText

    title = "甲县政府办公室关于印发《甲县政府办公室工作规则》的通知"
    front = f"---\n文种: 通知\n标题: {title}\n发文机关: 甲县政府办公室\n---\n"
    head = "甲县政府办公室工作规则\n规章制度范文 发布时间:2012/8/28\n甲县政府办公室工作规则\n"
    pasted = f"{head}为了规范工作，制定本规则。\n一、总则\n"
    document = parse_draft(SourceText("稿.md", front + pasted), None)
    assert [block.text.value for block in document.body] == [UNWRITTEN]
    assert document.issued is not None
    assert document.issued.title is not None
    assert document.issued.title.value == "甲县政府办公室工作规则"
    assert [block.text.value for block in document.issued.body] == ["为了规范工作，制定本规则。", "一、总则"]
    assert [str(notice) for notice in document.notices] == [
        "稿.md:6：正文中重写的要素或网页文字，未排入正文：甲县政府办公室工作规则",
        "稿.md:7：正文中重写的要素或网页文字，未排入正文：规章制度范文 发布时间:2012/8/28",
        "稿.md:8：正文只有所印发的文件，作为被印发件另面排；请补写通知的正文",
    ]


SWALLOWED = (
    "经市政府同意，现就有关事项通知如下：\n联系人张三，电话12345678\n做好汛期值班工作\n各单位要高度重视。\n"
)


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("甲市政府办公室关于切实做好汛期值班工作的通知", SWALLOWED),
        ("甲市政府办公室关于切实做好汛期值班工作的通知", "做好汛期值班工作\n各单位要高度重视。\n"),
        ("关于印发计划的通知", "请于下列日期前报送。\n2026年5月8日\n逾期不候。\n"),
    ],
)
def test_what_a_clerk_typed_is_never_taken_for_a_restated_head(title: str, body: str) -> None:
    from gongwen.sources.draft import parse_draft
    from gongwen.spans import SourceText

    front = f"---\n文种: 通知\n标题: {title}\n发文机关: 甲市政府办公室\n成文日期: 2026年5月8日\n---\n"
    document = parse_draft(SourceText("稿.md", front + body), None)
    assert [block.text.value for block in document.body] == body.splitlines()
    assert (document.issued, document.left_out, document.notices) == (None, (), ())


UNLIKE = "正文开头像是又写了一遍版头，但与 front matter 不合，照排了："


@pytest.mark.parametrize(
    ("text", "line", "shown"),
    [
        ("白鹭政办〔2025〕22号\n各镇要落实。\n", 9, "白鹭政办〔2025〕22号"),
        (
            "关于做好秋粮收购的通知\n白鹭政办〔2025〕22号\n各镇人民政府：\n各镇要落实。\n",
            9,
            "关于做好秋粮收购的通知",
        ),
        ("来源：区政府办\n区粮食局\n白鹭区粮食局关于收购的通知\n", 11, "白鹭区粮食局关于收购的通知"),
        ("各镇要落实。\n2025年6月27日\n", None, ""),
        ("一、关于做好秋粮收购的通知\n各镇要落实。\n", None, ""),
        ("关于值班工作，各镇要按照通知\n各镇要落实。\n", None, ""),
        ("关于秋粮收购\n各镇要落实。\n", None, ""),
        ("会议听取了区政府关于秋粮收购的报告。\n会议同意报告。\n", None, ""),
        ("关于秋粮收购的通知。\n各镇要落实。\n", None, ""),
        ("各镇要落实。\n白鹭政办〔2025〕22号\n", None, ""),
        ("第3期\n各镇要落实。\n", None, ""),
        ("甲\n乙\n丙\n丁\n白鹭政办〔2025〕22号\n", None, ""),
    ],
)
def test_a_pasted_head_unlike_the_front_matter_is_set_and_told(
    text: str, line: int | None, shown: str
) -> None:
    document = parsed(draft(FRONT, text))
    said = [(notice.line, notice.message) for notice in document.notices if notice.message.startswith(UNLIKE)]
    assert said == ([(line, UNLIKE + shown)] if line else [])
    assert not said or body(text) == text.splitlines()


def test_a_head_like_the_front_matter_is_not_told_twice() -> None:
    assert not [notice for notice in parsed(draft(FRONT, WEB)).notices if notice.message.startswith(UNLIKE)]
