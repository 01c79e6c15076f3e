"""重画 docs/校对.md 里的两张图：网页，手机上和打印出来的样子。例子就是那一页里的草稿。

用法：python -m tools.proof_pictures（要有 Chromium；没有就说一声，不重画）
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
import time
from pathlib import Path

import pypdfium2
from PIL import Image
from tests.conftest import NEEDS
from tests.helpers import run
from tests.report.browser import Page, browser, installed
from tools.collage import side_by_side

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "图"
WIDE, PHONE = (1280, 1120), (390, 844)


def example(folder: Path) -> Path:
    """校对那一页的草稿，校对成网页。"""
    text = (ROOT / "docs" / "校对.md").read_text(encoding="utf-8")
    found = re.search(r"```markdown (?P<name>\S+)\n(?P<text>.*?)```", text, re.DOTALL)
    if not found:
        sys.exit("docs/校对.md 里没有例子")
    os.chdir(folder)
    Path(found["name"]).write_text(found["text"], encoding="utf-8")
    run("proof", found["name"], "--format", "html", "-o", "报告.html")
    return folder / "报告.html"


def settled(page: Page, *keys: str) -> None:
    """按几个键，等翻页停下来。"""
    for key in keys:
        page.key(key)
        time.sleep(0.5)


def wide(page: Page, report: Path) -> None:
    """核过两处、选中一处的网页。"""
    page.open(report, *WIDE)
    page.fill("#who", "周启明")
    settled(page, "j", "y", "j")
    page.run("scrollTo({top: 0, behavior: 'instant'})")
    page.picture(PICTURES / "校对报告.png")


def small(page: Page, report: Path, folder: Path) -> None:
    """手机上的一屏，和打印出来的各页，拼成一张。"""
    page.run("localStorage.clear()")
    page.open(report, *PHONE)
    settled(page, "j", "j", "j")
    page.picture(folder / "手机.png")
    page.open(report, *WIDE)
    page.pdf(folder / "打印.pdf")
    with pypdfium2.PdfDocument(folder / "打印.pdf") as document:
        sheets = [each.render(scale=PHONE[1] / each.get_height()).to_pil() for each in document]
    side_by_side([Image.open(folder / "手机.png"), *sheets]).save(
        PICTURES / "校对报告打印.png", optimize=True
    )


def main() -> None:
    if not installed():
        print(f"没有重画校对报告的图：缺 {NEEDS['needs_browser'][1]}", file=sys.stderr)
        return
    with tempfile.TemporaryDirectory() as home, browser(ROOT / ".fonts") as page:
        folder = Path(home)
        report = example(folder)
        wide(page, report)
        small(page, report, folder)
        os.chdir(ROOT)
    print("写出 docs/图/校对报告.png、docs/图/校对报告打印.png")


if __name__ == "__main__":
    main()
