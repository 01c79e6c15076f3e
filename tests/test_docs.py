"""生成的说明页与程序一致；说明里的命令和例子能跑。"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from gongwen.document.glossary import glossary_page
from gongwen.report.catalogue import catalogue_page

ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


@pytest.mark.parametrize(
    ("name", "page"),
    [("术语表.md", glossary_page), ("校对规则.md", catalogue_page)],
    ids=["glossary", "rules"],
)
def test_generated_page_is_current(name: str, page) -> None:  # type: ignore[no-untyped-def]
    assert (ROOT / "docs" / name).read_text(encoding="utf-8") == page(), "运行 make docs"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_relative_link_leads_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```|`[^`]*`", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    links = re.findall(r"\]\(((?!https?:|#)[^)\s]+)\)", text)
    assert [link for link in links if not (page.parent / link.split("#")[0]).exists()] == []
