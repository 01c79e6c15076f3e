"""重新生成 docs/术语表.md。用法：python tools/glossary.py"""

from pathlib import Path

from gongwen.document.glossary import glossary_page

PAGE = Path(__file__).resolve().parent.parent / "docs" / "术语表.md"

if __name__ == "__main__":
    PAGE.write_text(glossary_page(), encoding="utf-8")
    print(f"写出 {PAGE.name}")
