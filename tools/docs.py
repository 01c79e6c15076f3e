"""重新生成 docs/ 里由程序得出的页：术语表、校对规则、版面要求。用法：python tools/docs.py"""

from __future__ import annotations

from pathlib import Path

from gongwen.document.glossary import glossary_page
from gongwen.report.catalogue import catalogue_page
from gongwen.report.requirements import requirements_page

DOCS = Path(__file__).resolve().parent.parent / "docs"
PAGES = {"术语表.md": glossary_page, "校对规则.md": catalogue_page, "版面要求.md": requirements_page}

if __name__ == "__main__":
    for name, page in PAGES.items():
        (DOCS / name).write_text(page(), encoding="utf-8")
        print(f"写出 docs/{name}")
