"""每条规则都不只认得它说明页里的那几句：例文种进五份不同的文件，照样报，也只报这些。"""

from __future__ import annotations

from itertools import islice

import pytest
from tests.helpers import ROOT
from tests.proof.test_pages import AGENCY, NEEDS_ALL, PAGES

from gongwen.findings import Level
from gongwen.office.defaults import with_agency
from gongwen.proofing.engine import proof_document
from gongwen.proofing.pages import RIGHT, WRONG
from gongwen.proofing.rules import RULES
from gongwen.sources.draft import parse_draft
from gongwen.spans import SourceText

BY_CODE = {rule.code: rule for rule in RULES}
HOSTS = ("防汛通知", "设立保护区请示", "热线办理情况通报", "商请支持论坛的函", "便民服务中心建设意见")
LEAST = 5


def hosts():
    for name in HOSTS:
        path = ROOT / "samples" / f"{name}.md"
        yield path.read_text(encoding="utf-8").rstrip("\n") + "\n\n"


def planted(code):
    """列表里的例文接在样例的正文之后；带要素的例文本身就是一份文件。"""
    wanted = [item for item in PAGES[code].examples if item.section != RIGHT]
    lines = [item for item in wanted if not item.marked.endswith("\n")]
    whole = [item for item in wanted if item.marked.endswith("\n")]
    yield from (item.wrong()[0] for item in whole)
    for host in hosts() if lines else ():
        yield from (host + item.wrong()[0] + "\n" for item in islice(lines, 3))


def fires(code, text):
    document = with_agency(parse_draft(SourceText("文件.md", text), None), None)
    rules = RULES if code in NEEDS_ALL else [BY_CODE[code]]
    results = proof_document(document, rules, agency=AGENCY)
    return any(finding.code == code for result in results for finding in result.findings)


@pytest.mark.parametrize("code", BY_CODE)
def test_rule_fires_in_at_least_five_different_documents(code):
    texts = list(dict.fromkeys(planted(code)))
    assert sum(fires(code, text) for text in texts) == len(texts) >= LEAST


@pytest.mark.parametrize("code", BY_CODE)
def test_page_shows_a_finding_of_the_rule_s_own_level(code):
    sections = {item.section for item in PAGES[code].examples}
    assert (WRONG in sections) == (BY_CODE[code].level is Level.ERROR)
