"""说明页写不下的：消息的用语，附件与同文被印发件，很长的引文。"""

from __future__ import annotations

import pytest

from gongwen.proofing.engine import proof_document
from gongwen.proofing.rules import RULES
from gongwen.sources.draft import parse_draft
from gongwen.spans import SourceText

HEAD = "---\n文种: 通知\n标题: 关于印发规则的通知\n发文机关: 甲\n"


def messages(text, folder=None):
    document = parse_draft(SourceText("例.md", text), folder)
    return [item.message for result in proof_document(document, RULES) for item in result.findings]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("各县,各部门", "半角逗号“,”应为全角"),
        ("坚持“甲’的思想。", "’ 应为 ”"),
        ("坚持“甲的思想。", "“ 后面缺 ”"),
        ("2026年2月30日", "没有 2026 年 2 月 30 日这一天"),
        ("4月31日", "没有 4 月 31 日这一天"),
        ("2026年13月5日", "没有 13 月"),
        ("一、甲\n二、乙\n二、丙", "序数“二、”重复，前一个是“二、”"),
        ("（一）甲\n（三）乙\n（四）丙", "序数“（三）”跳号，前一个是“（一）”"),
        ("1.甲\n2.乙\n3.丙\n2.丁", "序数“2.”倒退，前一个是“3.”"),
        ("（2）甲", "序数从“（2）”开始，前面没有“（1）”"),
        (HEAD + "---\n见附件1。", "正文提到附件1，草稿没有列附件"),
        (HEAD + "附件: 甲表\n---\n见附件2。", "正文提到附件2，只列了 1 个附件"),
    ],
)
def test_messages_say_what_is_wrong(text, message):
    assert messages(text) == [message]


def test_an_annex_may_show_the_number_of_another_document(tmp_path):
    (tmp_path / "原件.md").write_text("澜政办[2018]12号\n\n现予印发。\n", encoding="utf-8")
    draft = HEAD + "附件:\n  - {标题: 原件, 文件: 原件.md}\n---\n请遵照执行。\n"
    assert messages(draft, tmp_path) == []
    assert messages("澜政办[2018]12号\n\n现予印发。\n") == ["发文字号的年份应当用六角括号〔〕"]


def test_an_issued_text_in_the_same_file_is_numbered_on_its_own():
    rules = "办公室工作规则\n第一条 甲。\n第二条 乙，见附件9。\n一、丙\n二、丁\n"
    draft = HEAD + "成文日期: 2026年3月12日\n---\n一、甲\n二、乙\n甲\n2026年3月12日\n" + rules
    document = parse_draft(SourceText("例.md", draft), None)
    assert document.issued is not None
    assert messages(draft) == []


def test_a_quotation_that_runs_on_too_long_hides_no_numbers():
    lines = "".join("他说“甲。\n" if at == 0 else "乙。\n" for at in range(45))
    assert "序数“三、”跳号，前一个是“一、”" in messages(f"一、甲\n{lines}三、丙\n四、丁”\n")


def test_a_second_opening_mark_does_not_restart_the_quotation():
    assert messages("一、甲\n改为：“一、丙\n“三、丁。”\n二、乙\n") == []


def test_a_mark_is_never_to_be_changed_into_itself():
    title = "---\n文种: 通知\n标题: 〔《〕》通知\n发文机关: 甲\n---\n正文。\n"
    assert [message for message in messages(title) if "应为" in message or "缺" in message] == [
        "《 后面缺 》",
        "》 前面缺 《",
    ]
