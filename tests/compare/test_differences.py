"""各类不同：一处不多，一处不少。"""

from __future__ import annotations

import pytest
from tests.compare.texts import as_draft, as_text, between, between_drafts, listed
from tests.helpers import BODY, FRONT, draft, without

from gongwen.compare.comparing import compare_texts

P1 = "各单位要高度重视防汛工作，逐级压实责任，确保安全度汛。"
P2 = "一、全面排查水库、堤防、涵闸和在建工程的风险隐患，建立台账。"
P3 = "二、补足抢险物资，修订应急预案，每旬组织一次演练。"


@pytest.mark.parametrize(
    ("signed", "other", "expected"),
    [
        ("落实各项措施。", "落实各顶措施。", [("文字", "改", "项", "顶")]),
        ("落实各项措施。", "落实各措施。", [("文字", "删", "项", "")]),
        ("落实各项措施。", "落实好各项措施。", [("文字", "增", "", "好")]),
        ("签订责任书。", "订签责任书。", [("文字", "颠倒", "签订", "订签")]),
        ("落实各项措施。", "落实各项措施，", [("标点", "改", "。", "，")]),
        ("水库，堤防。", "水库,堤防。", [("标点", "改", "，", ",")]),
        ("投入12万元。", "投入13万元。", [("数字", "改", "2", "3")]),
        ("共有244条。", "共有214条。", [("数字", "改", "4", "1")]),
        ("增长1.5倍。", "增长15倍。", [("数字", "删", ".", "")]),
        ("投入5万元。", "投入5亿元。", [("数字", "改", "万", "亿")]),
        ("十二个县区。", "十三个县区。", [("数字", "改", "二", "三")]),
        ("每三个月一次。", "每五个月一次。", [("数字", "改", "三", "五")]),
        ("步调一致。", "步调致。", [("文字", "删", "一", "")]),
        ("完成率95%。", "完成率95‰。", [("数字", "改", "%", "‰")]),
        ("见Ａ栏。", "见A栏。", [("文字", "改", "Ａ", "A")]),
        ("共１２处。", "共12处。", [("文字", "改", "１２", "12")]),
        ("𠮷林路改造。", "吉林路改造。", [("文字", "改", "𠮷", "吉")]),
        ("朱熹à同志。", "朱熹a同志。", [("文字", "改", "à", "a")]),
        ("朱熹a\u0301同志。", "朱熹a\u0300同志。", [("文字", "改", "a\u0301", "a\u0300")]),
        ("朱熹\u00e1同志。", "朱熹a\u0301同志。", [("版面", "改", "\u00e1", "a\u0301")]),
        ("葛\U000e0100城路。", "葛城路。", [("文字", "改", "葛\U000e0100", "葛")]),
        ("抓好落实。", "抓好落实\u200b。", []),
        ("抓好落实。", "抓好 落实。", [("版面", "多空白", "", "")]),
        ("第一条　为了管理。", "第一条为了管理。", [("版面", "少空白", "", "")]),
    ],
)
def test_one_change_in_a_sentence(signed: str, other: str, expected: list[object]) -> None:
    front = "关于防汛工作的通知\n各县：\n现将有关事项通知如下。\n"
    assert between(front + signed, front + other) == expected


def test_identical_texts_have_no_difference() -> None:
    assert between(f"{P1}\n{P2}\n{P3}", f"{P1}\n{P2}\n{P3}") == []


def test_line_breaks_and_indents_are_layout() -> None:
    wrapped = "　　各单位要高度重视防汛工作，\n　　逐级压实责任，确保安全度汛。"
    assert between(P1, wrapped) == [("版面", "分段", "", "")]
    assert between(wrapped, P1) == [("版面", "并段", "", "")]


def test_wrapped_lines_are_told_not_listed() -> None:
    text = "".join(f"第{n}项工作由牵头单位负责协调并且按月报送进展情况。" for n in range(1, 9))
    wrapped = "\n".join(text[at : at + 17] for at in range(0, len(text), 17))
    comparison = compare_texts(as_text(text), as_text(wrapped))
    folds = len(wrapped.splitlines()) - 1
    assert (comparison.differences, comparison.notices) == (
        (),
        (f"折行、拉开字距 {folds} 处，没有列入版面",),
    )


def test_a_moved_paragraph_is_moved_not_removed_and_added() -> None:
    assert between(f"{P1}\n{P2}\n{P3}", f"{P1}\n{P3}\n{P2}") == [("移动", "移动", P3, P3)]


def test_a_moved_paragraph_that_was_also_changed() -> None:
    changed = P3.replace("应急预案", "应急予案")
    assert between(f"{P1}\n{P2}\n{P3}", f"{P1}\n{changed}\n{P2}") == [
        ("移动", "移动", P3, changed),
        ("文字", "改", "预", "予"),
    ]


def test_swapped_paragraphs_that_were_both_changed() -> None:
    two, three = P2.replace("隐患", "影患"), P3.replace("应急预案", "应急予案")
    assert between(f"{P1}\n{P2}\n{P3}", f"{P1}\n{three}\n{two}") == [
        ("文字", "改", "隐", "影"),
        ("移动", "移动", P3, three),
        ("文字", "改", "预", "予"),
    ]


def test_paragraphs_moved_together_are_one_move() -> None:
    text = [f"第{n}项工作由第{n}组牵头，按期完成并报送结果。" for n in "一二三四五六七"]
    moved = [*text[2:], *text[:2]]
    assert between("\n".join(text), "\n".join(moved)) == [
        ("移动", "移动", text[0] + text[1], text[0] + text[1])
    ]


def test_a_removed_and_an_added_paragraph() -> None:
    assert between(f"{P1}\n{P2}\n{P3}", f"{P1}\n{P3}") == [("文字", "删", P2, "")]
    assert between(f"{P1}\n{P3}", f"{P1}\n{P2}\n{P3}") == [("文字", "增", "", P2)]


def test_a_repeated_sentence_is_added_after_the_first() -> None:
    comparison = compare_texts(as_text(f"{P1}\n{P3}"), as_text(f"{P1}\n{P1}\n{P3}"))
    ((added),) = comparison.differences
    assert (added.change.term, added.other.text, added.other.place) == ("增", P1, "2:1")


def test_totally_different_texts_are_told_as_a_whole() -> None:
    assert between("甲乙丙丁", "戊己庚辛") == [("文字", "改", "甲乙丙丁", "戊己庚辛")]


def test_swapped_amounts_in_a_table_are_changed_numbers_not_moves() -> None:
    table = "| 单位 | 数量 |\n|---|---|\n| 甲县 | 4712 |\n| 乙县 | 6385 |\n"
    swapped = table.replace("4712", "x").replace("6385", "4712").replace("x", "6385")
    assert between_drafts(draft(body=BODY + table), draft(body=BODY + swapped)) == [
        ("数字", "改", "4712", "6385"),
        ("数字", "改", "6385", "4712"),
    ]


def test_a_swapped_row_of_a_table_is_a_move() -> None:
    rows = [f"| {n} | {name} | {n * 137} |\n" for n, name in enumerate(("甲县", "乙县", "丙县", "丁县"), 1)]
    head = "| 序 | 单位 | 数量 |\n|---|---|---|\n"
    signed = draft(body=BODY + head + "".join(rows))
    other = draft(body=BODY + head + "".join([rows[0], rows[2], rows[1], rows[3]]))
    assert between_drafts(signed, other) == [("移动", "移动", "3丙县411", "3丙县411")]


def test_the_number_and_date_filled_in_later_are_seen_but_no_alarm() -> None:
    signed = draft(without("发文字号", "成文日期"))
    comparison = between_drafts(signed, draft())
    assert comparison == [
        ("编号日期", "补填", "〔〕号", "澜政办发〔2026〕18号"),
        ("编号日期", "补填", "年月日", "2026年5月8日"),
    ]


def test_a_blank_typed_in_the_signed_text_is_filled_in() -> None:
    typed = f"关于做好防汛工作的通知\n各县人民政府：\n{BODY}澜州市人民政府办公室\n2026年　月　日\n"
    comparison = compare_texts(as_text("澜政办发〔2026〕　号\n" + typed), as_draft(draft()))
    assert [item for item in listed(comparison) if item[0] == "编号日期"] == [
        ("编号日期", "补填", "澜政办发〔2026〕号", "澜政办发〔2026〕18号"),
        ("编号日期", "补填", "2026年月日", "2026年5月8日"),
    ]
    assert comparison.exit_code() == 0


def test_a_changed_number_or_date_is_listed_whole() -> None:
    other = draft(FRONT.replace("18号", "19号").replace("5月8日", "5月9日"))
    assert between_drafts(draft(), other) == [
        ("编号日期", "改", "澜政办发〔2026〕18号", "澜政办发〔2026〕19号"),
        ("编号日期", "改", "2026年5月8日", "2026年5月9日"),
    ]


def test_a_number_left_out_is_listed() -> None:
    assert between_drafts(draft(), draft(without("发文字号"))) == [
        ("编号日期", "删", "澜政办发〔2026〕18号", "〔〕号")
    ]


def test_another_signer_is_a_difference_of_characters() -> None:
    front = FRONT.replace("通知", "请示") + "签发人: 温怀玉\n"
    assert between_drafts(draft(front), draft(front.replace("温怀玉", "温怀王"))) == [
        ("文字", "改", "玉", "王")
    ]
    assert between_drafts(draft(front.replace("签发人: 温怀玉\n", "")), draft(front)) == [
        ("编号日期", "补填", "签发人：", "签发人：温怀玉")
    ]


def test_a_date_in_the_body_is_a_number() -> None:
    body = BODY + "请于5月25日前报送。\n"
    assert between_drafts(draft(body=body), draft(body=body.replace("25", "26"))) == [
        ("数字", "改", "5", "6")
    ]


def test_the_way_a_date_is_written_in_the_draft_does_not_matter() -> None:
    assert between_drafts(draft(), draft(FRONT.replace("2026年5月8日", "2026-05-08"))) == []


def test_one_place_of_the_draft_printed_twice_is_listed_once() -> None:
    other = draft(FRONT.replace("发文机关: 澜州", "发文机关: 兰州"))
    assert between_drafts(draft(), other) == [("文字", "改", "澜", "兰")]


def test_names_of_a_list_in_another_order_are_not_layout() -> None:
    front = FRONT + "抄送机关: [市委办公室, 市人大常委会办公室, 市政协办公室]\n"
    other = FRONT + "抄送机关: [市人大常委会办公室, 市委办公室, 市政协办公室]\n"
    comparison = between_drafts(draft(front), draft(other))
    assert comparison
    assert {category for category, *_ in comparison} <= {"文字", "标点", "移动"}


def test_the_typed_head_in_another_order_is_no_difference() -> None:
    typed = (
        "澜州市人民政府办公室文件\n关于做好防汛工作的通知\n澜政办发〔2026〕18号\n各县人民政府：\n"
        f"{BODY}澜州市人民政府办公室\n2026年5月8日\n"
    )
    assert listed(compare_texts(as_draft(draft()), as_text(typed))) == []


def test_what_the_layout_adds_may_be_missing_from_a_plain_text() -> None:
    typed = f"关于做好防汛工作的通知\n各县人民政府：\n{BODY}澜州市人民政府办公室\n2026年5月8日\n"
    assert listed(compare_texts(as_draft(draft()), as_text(typed))) == [
        ("版面", "删", "澜州市人民政府办公室文件", ""),
        ("编号日期", "删", "澜政办发〔2026〕18号", ""),
    ]


def test_a_masthead_without_its_last_words_is_a_difference() -> None:
    typed = (
        "澜州市人民政府办公室\n澜政办发〔2026〕18号\n关于做好防汛工作的通知\n各县人民政府：\n"
        f"{BODY}澜州市人民政府办公室\n2026年5月8日\n"
    )
    assert listed(compare_texts(as_draft(draft()), as_text(typed))) == [("文字", "删", "文件", "")]


def test_page_numbers_are_left_out_and_told() -> None:
    comparison = compare_texts(as_text(f"{P1}\n{P2}"), as_text(f"{P1}\n— 1 —\n{P2}\n— 2 —"))
    assert (comparison.differences, comparison.notices) == ((), ("稿.txt：没有比的 2 行：— 1 —、— 2 —",))


def test_places_and_contexts_are_given_on_both_sides() -> None:
    comparison = compare_texts(as_text(f"{P1}\n{P2}"), as_text(f"{P1}\n\n{P2.replace('台账', '台帐')}"))
    ((item),) = comparison.differences
    assert (item.signed.place, item.signed.before, item.signed.text, item.signed.after) == (
        "2:29",
        "涵闸和在建工程的风险隐患，建立台"[-14:],
        "账",
        "。",
    )
    assert (item.other.place, item.other.before, item.other.text, item.other.after) == (
        "3:29",
        "涵闸和在建工程的风险隐患，建立台"[-14:],
        "帐",
        "。",
    )


@pytest.mark.parametrize(("strict", "code"), [(False, 0), (True, 1)])
def test_numbers_and_layout_count_only_when_strict(strict: bool, code: int) -> None:
    comparison = compare_texts(as_draft(draft(without("发文字号"))), as_draft(draft()))
    assert comparison.exit_code(strict=strict) == code
    assert compare_texts(as_text(P1), as_text(P2)).exit_code(strict=strict) == 1
    assert compare_texts(as_text(P1), as_text(P1)).exit_code(strict=strict) == 0


@pytest.mark.parametrize(
    ("other", "place", "before", "after"),
    [
        ("甲乙丙。\n丁戊己。\n请庚辛壬。", "3:1", "", "庚辛壬。"),
        ("甲乙丙。\n丁戊己。请\n庚辛壬。", "2:5", "丁戊己。", ""),
        ("甲乙丙。\n丁戊己。\n请\n庚辛壬。", "2:5", "丁戊己。", "庚辛壬。"),
    ],
)
def test_where_characters_are_missing(other: str, place: str, before: str, after: str) -> None:
    comparison = compare_texts(as_text("甲乙丙。\n丁戊己。\n庚辛壬。"), as_text(other))
    ((item),) = comparison.differences
    assert (item.signed.place, item.signed.before, item.signed.after) == (place, before, after)
    assert (item.change.term, item.other.text) == ("增", "请")


def test_an_empty_text_misses_everything() -> None:
    assert between("", P1) == [("文字", "增", "", P1)]
    assert between(P1, "") == [("文字", "删", P1, "")]
    assert between("", "") == []


def test_annexes_in_another_order_are_not_layout() -> None:
    front = FRONT + "附件: [防汛物资储备清单, 应急值班联系表]\n"
    other = FRONT + "附件: [应急值班联系表, 防汛物资储备清单]\n"
    found = between_drafts(draft(front), draft(other))
    assert {category for category, *_ in found} == {"移动"}


def test_a_signature_is_not_made_good_by_a_masthead_of_the_same_words() -> None:
    lines = ["关于商请支持的函", "澜政办函〔2026〕9号", "市水利局：", "请予支持为盼，专此函达。"]
    signed = "\n".join([*lines, "澜州市人民政府办公室", "2026年5月8日"])
    other = "\n".join(["澜州市人民政府办公室", *lines, "2026年5月8日"])
    assert {category for category, *_ in between(signed, other)} & {"文字", "移动"}
