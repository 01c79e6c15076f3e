"""照改法改：只改差错，姓名不动，重叠的先来的算；改完再校对，改过的不再报。"""

from __future__ import annotations

import pytest
from tests.golden.facts import FIRST_DRAFTS, name_of
from tests.helpers import BODY, FRONT, draft, parsed

from gongwen.findings import Disposition, Finding, Level, Ruling, Zone
from gongwen.proofing.engine import proof_document
from gongwen.proofing.fixes import (
    A_NAME,
    ADVICE_ONLY,
    IN_FRONT,
    NO_PLACE,
    NO_SUGGESTION,
    OVERLAPPING,
    FixPlan,
    plan_fixes,
)
from gongwen.proofing.pages import parse_page, read_page
from gongwen.proofing.rules import RULES
from gongwen.sources.reading import read_source
from gongwen.spans import Medium, SourceText, Span

EXAMPLES = [
    pytest.param(rule, example, id=f"{rule.code}-{example.line}")
    for rule in RULES
    for example in parse_page(read_page(rule.code)).examples
]
TEXT = "甲乙丙丁"


def finding(start: int | None, end: int = 0, suggestion: str | None = "新", **changed) -> Finding:
    span = None if start is None else Span(start, end)
    return Finding(
        **{
            "code": "BD01",
            "name": "名",
            "level": Level.ERROR,
            "zone": Zone.BODY,
            "message": "话",
            "span": span,
            "suggestion": suggestion,
            "source": "据",
            **changed,
        }
    )


def fixed(*findings: Finding, text: str = TEXT, **options) -> tuple[str, list[str]]:
    """改过的文字，没有改的缘故。"""
    plan = plan_fixes(SourceText("稿.md", text), findings, **options)
    return plan.applied_to(text), [reason for _, reason in plan.left]


def proofed(text: str, rules=RULES):
    return proof_document(parsed(text), rules)[0]


def fixed_once(text: str, rules) -> FixPlan:
    result = proofed(text, rules)
    return plan_fixes(result.source, result.findings)


def test_errors_with_a_suggestion_are_fixed() -> None:
    assert fixed(finding(0, 1), finding(2, 3, ""), finding(4, 4, "𠮷〔2026〕")) == ("新乙丁𠮷〔2026〕", [])


def test_what_is_not_sure_is_left_with_its_reason() -> None:
    left = [
        (finding(None), NO_PLACE),
        (finding(0, 1, None), NO_SUGGESTION),
        (finding(0, 1, level=Level.ADVICE), ADVICE_ONLY),
        (finding(0, 1, zone=Zone.NAME), A_NAME),
        (finding(0, 1, zone=Zone.NAME, ruling=Ruling(Disposition.CONFIRMED, by="张三")), A_NAME),
    ]
    assert fixed(*(each for each, _ in left)) == (TEXT, [reason for _, reason in left])


def test_advice_is_fixed_when_asked_for() -> None:
    levels = (Level.ERROR, Level.ADVICE)
    assert fixed(finding(0, 1, level=Level.ADVICE), levels=levels) == ("新乙丙丁", [])


@pytest.mark.parametrize(
    ("findings", "text", "left"),
    [
        ([finding(0, 2, "一"), finding(1, 3, "二")], "一丙丁", 1),
        ([finding(0, 2, "一"), finding(0, 2, "二")], "一丙丁", 1),
        ([finding(0, 0, "一"), finding(0, 0, "二")], "一甲乙丙丁", 1),
        ([finding(0, 3, "一"), finding(1, 1, "二")], "一丁", 1),
        ([finding(0, 1, "一"), finding(1, 2, "二"), finding(2, 2, "三")], "一二三丙丁", 0),
        ([finding(0, 0, "一"), finding(0, 1, "二")], "一二乙丙丁", 0),
    ],
    ids=["overlap", "same", "same-point", "inside", "touching", "point-first"],
)
def test_of_overlapping_fixes_the_first_wins(findings: list[Finding], text: str, left: int) -> None:
    assert fixed(*findings) == (text, [OVERLAPPING] * left)


def test_a_fix_that_changes_nothing_is_no_fix() -> None:
    plan = plan_fixes(SourceText("稿.md", TEXT), [finding(0, 1, "甲")])
    assert (plan.fixes, plan.left) == ((), ())


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_newlines_stay_as_they_are(newline: str) -> None:
    assert fixed(finding(0, 1), text=f"甲{newline}乙{newline}") == (f"新{newline}乙{newline}", [])


# —— front matter：改了读出来要是那个样子 ——


@pytest.mark.parametrize(
    ("written", "place", "suggestion", "wanted"),
    [
        ("关于(消防)的通知", "(消防)", "（消防）", "关于（消防）的通知"),
        ('"关于(消防)的通知"', "(消防)", "（消防）", '"关于（消防）的通知"'),
        ('关于"十四五"的通知', '"十四五"', "“十四五”", "关于“十四五”的通知"),
        ("|\n  关于(消防)\n  的通知", "(消防)", "（消防）", "|\n  关于（消防）\n  的通知"),
        ("关于消防的通知", "消防", "消防: 一", None),
        ('"关于\\"十四五\\"的通知"', "\\", "“", None),
        ("'关于''十四五''的通知'", "'", "“", None),
        ("关于消防的通知", "关", "- 关", None),
    ],
    ids=["plain", "quoted", "quotes", "block", "colon", "escape", "apostrophe", "dash"],
)
def test_an_element_is_fixed_only_when_it_still_reads_as_meant(
    written: str, place: str, suggestion: str, wanted: str | None
) -> None:
    text = draft(FRONT.replace("关于做好防汛工作的通知", written))
    start = text.index(place, text.index("标题: ") + 4 + written.startswith(("'", '"')))
    found = fixed(finding(start, start + len(place), suggestion, zone=Zone.TITLE), text=text)
    assert found == ((text, [IN_FRONT]) if wanted is None else (text.replace(written, wanted), []))


def test_one_unsafe_fix_does_not_stop_the_others() -> None:
    text = draft()
    title, body = text.index("防汛"), text.index(BODY)
    made, left = fixed(
        finding(title, title + 2, "防: 汛"),
        finding(title + 2, title + 4, "事"),
        finding(body, body + 1),
        text=text,
    )
    assert (made, left) == (text.replace("工作的", "事的", 1).replace("各单位", "新单位"), [IN_FRONT])


def test_nothing_is_fixed_in_a_draft_whose_front_matter_is_broken() -> None:
    text = "---\n标题: '甲\n---\n乙"
    assert fixed(finding(len(text) - 1, len(text)), text=text) == (text, [IN_FRONT])


def test_word_files_have_no_front_matter() -> None:
    source = SourceText("稿.docx", "---\n甲: 乙\n---\n", medium=Medium.DOCX)
    assert plan_fixes(source, [finding(4, 5, "- : ")]).left == ()


# —— 改完再校对 ——


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_fixing_an_example_of_a_page_converges(rule, example) -> None:
    text, _ = example.wrong()
    for rules in ([rule], RULES):
        made = fixed_once(text, rules).applied_to(text)
        assert fixed_once(made, rules).fixes == ()


@pytest.mark.parametrize("path", FIRST_DRAFTS, ids=name_of)
def test_fixing_a_first_draft_converges_and_touches_only_what_it_told(path) -> None:
    text = read_source(path).text
    result = proofed(text)
    plan = plan_fixes(result.source, result.findings)
    assert plan.fixes
    assert len(plan.fixes) + len(plan.left) == len(result.findings)
    made = plan.applied_to(text)
    again = proofed(made)
    assert plan_fixes(again.source, again.findings).fixes == ()
    assert again.errors < result.errors
    assert [each.message for each in again.findings] == [each.message for each, _ in plan.left]


def test_names_are_never_rewritten() -> None:
    front = FRONT.replace("文种: 通知", "文种: 请示").replace("主送", "签发人: 张三,李四\n主送")
    result = proofed(draft(front))
    plan = plan_fixes(result.source, result.findings)
    assert [(each.code, reason) for each, reason in plan.left if each.zone is Zone.NAME] == [("BD01", A_NAME)]
    assert "张三,李四" in plan.applied_to(result.source.text)
