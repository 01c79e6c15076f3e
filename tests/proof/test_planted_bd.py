"""要看上下几行的标点规则，种进完整的文件里也报：例文的几行接在五份不同的样例之后。"""

from __future__ import annotations

import pytest
from tests.proof.test_pages import PAGES
from tests.proof.test_planted import fires, hosts

from gongwen.proofing.pages import RIGHT

# 例文是几行的，共用的测试只拿它自成一份文件来试
BY_LINES = ("BD36", "BD37")


def planted(code):
    wanted = [item for item in PAGES[code].examples if item.section != RIGHT and item.marked.endswith("\n")]
    lines = [item.wrong()[0] for item in wanted if not item.marked.startswith("---")]
    return [f"{host}以下事项请一并办理。\n\n{text}" for host in hosts() for text in lines]


@pytest.mark.parametrize("code", BY_LINES)
def test_a_rule_on_neighbouring_lines_fires_inside_whole_documents(code):
    assert all(fires(code, text) for text in planted(code))
