"""重新生成 docs/ 里由程序得出的页：术语表、校对规则、版面要求、路线一览。用法：python tools/docs.py"""

from __future__ import annotations

from pathlib import Path

from gongwen.document.glossary import glossary_page
from gongwen.office.route import headings, load_route
from gongwen.report.catalogue import catalogue_pages
from gongwen.report.requirements import requirements_page
from gongwen.report.route_page import routes_page

DOCS = Path(__file__).resolve().parent.parent / "docs"


def pages() -> dict[str, str]:
    """各页的全文，按 docs/ 里的文件名。"""
    own = {
        "术语表.md": glossary_page(),
        "版面要求.md": requirements_page(),
        "路线一览.md": routes_page((each, load_route(each)) for each in headings(None)),
    }
    return own | catalogue_pages()


if __name__ == "__main__":
    for name, page in pages().items():
        (DOCS / name).parent.mkdir(exist_ok=True)
        (DOCS / name).write_text(page, encoding="utf-8")
        print(f"写出 docs/{name}")
