"""贴来的文字里的要素：认的时候改读了的、没有认出来的，照原文报。"""

from __future__ import annotations

import pytest

from gongwen.proofing.engine import proof_document
from gongwen.proofing.rules.ys import RULES
from gongwen.sources.draft import parse_draft
from gongwen.spans import SourceText

PAPER = """\
澜州市公安局文件
澜公〔2026〕41号　　签发人：程牧云
澜州市公安局关于增设交通信号灯的请示
澜州市人民政府：
为保障学生出行安全，拟在学校周边增设信号灯。
妥否，请批示。
附件：信号灯布设方案
澜州市公安局
2026年5月11日
（联系人：唐子衿，联系电话：0000—1234568）
抄送：市财政局，市教育局。
澜州市公安局办公室　　2026年5月12日印发
"""


def reported(text):
    document = parse_draft(SourceText("稿.txt", text), None)
    return [
        (item.code, text[item.span.start : item.span.end] if item.span else "", item.suggestion)
        for result in proof_document(document, RULES)
        for item in result.findings
    ]


def test_a_paper_typed_right_is_left_alone():
    assert reported(PAPER) == []


@pytest.mark.parametrize(
    ("right", "wrong", "found"),
    [
        ("〔2026〕41号", "〔2026年〕41号", ("YS01", "〔2026年〕", "〔2026〕")),
        ("〔2026〕41号", "（2026）41号", ("YS01", "（2026）", "〔2026〕")),
        ("〔2026〕41号", "〔2026〕 41号", ("YS01", " ", "")),
        ("附件：", "附件:", ("YS44", ":", "：")),
        ("附件：", "附件，", ("YS44", "，", "：")),
        ("2026年5月11日", "二〇二六年五月十一日", ("YS37", "二〇二六年五月十一日", "2026年5月11日")),
        ("2026年5月11日", "2026.5.11", ("YS37", "2026.5.11", "2026年5月11日")),
        ("2026年5月11日", "2026年5月11", ("YS37", "2026年5月11", "2026年5月11日")),
        ("12日印发", "12日", ("YS37", "", "印发")),
        ("2026年5月12日印发", "2026年5月10日印发", ("YS02", "2026年5月10日", None)),
        ("抄送：", "抄送", ("YS27", "", "：")),
        ("抄送：", "抄送:", ("YS27", ":", "：")),
        ("抄送：", "抄报：", ("YS27", "抄报", "抄送")),
        ("市教育局。", "市教育局", ("YS18", "", "。")),
        ("市教育局。", "市教育局；", ("YS18", "；", "。")),
    ],
)
def test_one_mistake_is_reported_once_where_it_is(right, wrong, found):
    assert reported(PAPER.replace(right, wrong, 1)) == [found]


def test_a_single_addressee_without_its_colon_is_told_from_the_title_it_was_taken_for():
    title = "澜州市公安局关于增设交通信号灯的请示\n"
    body = PAPER.partition("澜州市人民政府：\n")[2]
    paper = f"{title}澜公〔2026〕41号\n澜州市人民政府\n{body}"
    assert ("YS19", "澜州市人民政府", None) in reported(paper)
