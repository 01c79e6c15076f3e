"""规则页就是测试：每一处标记都要报、报得准、改法对、改完不再报，别处不报。"""

from __future__ import annotations

from pathlib import Path

import pytest

import gongwen.proofing.rules as rules_package
from gongwen.agency import load_agency
from gongwen.findings import Level
from gongwen.proofing.engine import proof_document
from gongwen.proofing.pages import DOUBTFUL, RIGHT, WRONG, parse_page, read_page
from gongwen.proofing.rules import RULES
from gongwen.sources.draft import parse_draft
from gongwen.spans import SourceText

BY_CODE = {rule.code: rule for rule in RULES}
PAGES = {code: parse_page(read_page(code)) for code in BY_CODE}
CASES = [
    pytest.param(code, example, id=f"{code}-{example.line}")
    for code, page in PAGES.items()
    for example in page.examples
]
LEVELS = {WRONG: Level.ERROR, DOUBTFUL: Level.ADVICE}


# 例文都与这份名册对照
AGENCY = load_agency(Path(__file__).with_name("名册.toml"))
# 放行用没用上，要看别的规则报没报。
NEEDS_ALL = {"FX02"}


def found_in(code, text):
    document = parse_draft(SourceText("例.md", text), None)
    rules = RULES if code in NEEDS_ALL else [BY_CODE[code]]
    results = proof_document(document, rules, agency=AGENCY)
    findings = [finding for result in results for finding in result.findings]
    return [finding for finding in findings if finding.code == code]


def place(item):
    return (item.span.start, item.span.end, item.suggestion) if item.span else (None, None, item.suggestion)


def expected(marks):
    places = [(mark.start, mark.end, mark.right) for mark in marks]
    return sorted(places, key=lambda place: (place[0] or -1, place[1] or -1))


@pytest.mark.parametrize(("code", "example"), CASES)
def test_page_example_is_found_exactly(code, example):
    text, marks = example.wrong()
    findings = found_in(code, text)
    assert [place(item) for item in findings] == expected(marks)
    assert {item.level for item in findings} <= {LEVELS.get(example.section)}
    missing = [mark.key for mark in marks if mark.start is None]
    assert all(f"“{key}”" in item.message for key, item in zip(missing, findings, strict=False))


@pytest.mark.parametrize(("code", "example"), CASES)
def test_page_example_is_silent_after_its_fixes(code, example):
    text, marks = example.fixed()
    assert [place(item) for item in found_in(code, text)] == expected(marks)


@pytest.mark.parametrize(("code", "example"), CASES)
def test_page_example_has_marks_only_where_it_should(code, example):
    assert bool(example.wrong()[1]) == (example.section != RIGHT)


@pytest.mark.parametrize("code", BY_CODE)
def test_page_has_the_shape_of_a_page(code):
    page, rule = PAGES[code], BY_CODE[code]
    assert (page.code, page.name, page.source) == (code, rule.name, rule.source)
    assert page.sections in ((WRONG, RIGHT), (WRONG, DOUBTFUL, RIGHT), (DOUBTFUL, RIGHT))
    sections = {example.section for example in page.examples}
    assert RIGHT in sections
    assert (WRONG if rule.level is Level.ERROR else DOUBTFUL) in sections


def test_pages_and_list_are_tied_together():
    folder = Path(rules_package.__file__).parent
    pages = {path.relative_to(folder).as_posix() for path in folder.rglob("*.md")}
    assert pages == {f"{rule.code[:2].lower()}/{rule.code.lower()}.md" for rule in RULES}
    assert [rule.code for rule in RULES] == sorted(BY_CODE)


def test_every_rule_lives_in_the_folder_of_its_family():
    for rule in RULES:
        family = f"gongwen.proofing.rules.{rule.code[:2].lower()}."
        check = getattr(rule.check, "func", rule.check)  # 共用一个函数的，各给各的类
        assert check.__module__.startswith(family), rule.code


@pytest.mark.parametrize(
    "text",
    ["", "BD01 名称", "# BD01 名称\n", "# BD01 名称\n依据：某\n```\n例\n```\n"],
    ids=["空", "无标题", "无依据", "节外例文"],
)
def test_a_page_of_the_wrong_shape_is_refused(text):
    with pytest.raises(ValueError, match=r"应为|不在任何一节"):
        parse_page(text)
