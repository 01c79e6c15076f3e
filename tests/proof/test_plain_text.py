"""贴来的文字怎样校对：标题按标题判，补好的不再报，没有的要素不算缺，略去的不校对。"""

from __future__ import annotations

import pytest
from tests.helpers import parsed, shared

from gongwen.findings import Finding, Zone
from gongwen.proofing.engine import proof_document
from gongwen.proofing.reading import readings
from gongwen.proofing.rules import RULES

HEAD = "澜州市水利局关于做好值班工作的通知\n"
BODY = "各县水利局：\n请做好值班工作。\n"
END = "澜州市水利局\n2026年5月8日\n"


def findings(text: str) -> list[Finding]:
    [result] = proof_document(parsed(text), RULES)
    return list(result.findings)


def reported(text: str) -> list[tuple[str, Zone, str]]:
    """报的代码、类、原文。"""
    return [
        (item.code, item.zone, text[item.span.start : item.span.end] if item.span else "")
        for item in findings(text)
    ]


def test_a_mistake_in_a_recognized_title_counts_as_one_in_the_title() -> None:
    text = f"澜州市水利局关于做好值班工作的通知。\n{BODY}{END}"
    assert reported(text) == [("BT02", Zone.TITLE, "。")]
    text = f"澜州市水利局关于做好值班,防汛工作的通知\n{BODY}{END}"
    assert reported(text) == [("BD01", Zone.TITLE, ",")]


@pytest.mark.parametrize("number", ["澜水〔202621", "澜水〔2026 21号", "澜水2026 21号"])
def test_a_repaired_number_is_reported_as_it_is_written(number: str) -> None:
    text = HEAD + number + "\n" + BODY + END
    assert reported(text) == [("YS01", Zone.OTHER, number)]
    assert [item.suggestion for item in findings(text)] == ["澜水〔2026〕21号"]


def test_a_number_typed_with_the_wrong_brackets_is_reported_where_it_is() -> None:
    text = f"{HEAD}澜水[2026]21号\n{BODY}{END}"
    assert reported(text) == [("YS01", Zone.OTHER, "[2026]")]
    assert [item.suggestion for item in findings(text)] == ["〔2026〕"]


@pytest.mark.parametrize(
    "text",
    [
        f"澜州市水利局关于增加编制的请示\n澜州市人民政府：\n现将有关事项请示如下。\n{END}",
        f"澜州市水利局关于值班的\n{BODY}",
        "关于值班的通知\n各科室：\n请落实，具体安排见附件2。\n",
        "# 值班办法\n第一条　本办法自发布之日起施行。\n",
    ],
)
def test_what_a_pasted_text_lacks_is_not_an_error(text: str) -> None:
    assert reported(text) == []


def test_a_blank_the_clerk_left_is_still_reported() -> None:
    text = f"澜州市水利局关于【待填：事由】的通知\n{BODY}{END}"
    assert reported(text) == [("YS05", Zone.BLANK, "【待填：事由】")]


def test_annexes_listed_in_a_pasted_text_are_checked() -> None:
    text = f"{HEAD}各县水利局：\n请落实，见附件2。\n附件：值班表\n{END}"
    assert reported(text) == [("YZ02", Zone.BODY, "附件2")]


def test_what_a_site_added_is_not_proofed() -> None:
    site = "首页 > 通知,公告\n来源：水利局,办公室\n"
    text = site + HEAD + BODY + END + "上一篇：甲,乙\n"
    assert reported(text) == []
    assert reported(site + "请做好值班工作,防汛工作。\n") != []


def test_what_is_inferred_is_not_counted_or_proofed_twice() -> None:
    [reading] = readings(parsed(HEAD + BODY + END))
    assert [piece.role for piece in reading.pieces] == [
        "title",
        "addressees",
        "issuers",
        "dated",
        "paragraph",
    ]
    assert reading.characters == len((HEAD + BODY + END).replace("\n", "").replace("：", ""))


def test_many_documents_in_one_file_are_proofed_as_they_stand() -> None:
    path = shared("data", "clean-dev", "state-council-2019.txt")
    document = parsed(path.read_text(encoding="utf-8"))
    assert (document.elements, document.unrecognized) == (None, "像是几件公文连在一起")
    assert [notice.message for notice in document.notices] == ["像是几件公文连在一起，没有分开认，只有正文"]


def test_each_of_many_real_documents_is_recognized_whole() -> None:
    path = shared("data", "clean-dev", "state-council-2019.txt")
    wrong = []
    parts = path.read_text(encoding="utf-8").split("#DOC\t")[1:]
    for part in parts:
        head, _, text = part.partition("\n")
        elements = parsed(text).elements
        title = elements.title.value if elements and elements.title else ""
        told = head.split("\t")[1]
        whole = elements and elements.issue_number and elements.dated
        if "".join(title.split()) != "".join(told.split()) or not whole:
            wrong.append(told)
    # 国务院令：网站上的名称是所公布的条例，令的标题是“中华人民共和国国务院令”
    assert (len(parts), wrong) == (40, ["中华人民共和国个人所得税法实施条例"])
