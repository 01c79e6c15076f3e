"""重画 docs/流转.md 里的两张图：流转的网页，手机上（深色）和打印出来的样子。例子是编出来的一件。

用法：python -m tools.chain_pictures（要有 Chromium；没有就说一声，不重画）
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import pypdfium2
from PIL import Image
from tests.conftest import NEEDS
from tests.report.browser import Page, browser, installed
from tests.report.chain_corpus import chain
from tests.signoff.chain_scene import provisional
from tools.collage import side_by_side

from gongwen.report.chain_html import chain_html

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "图"
WIDE, PHONE = (1280, 1240), (390, 844)


def wide(page: Page, report: Path) -> None:
    """电脑上的一屏。"""
    page.prefers("light")
    page.open(report, *WIDE)
    page.picture(PICTURES / "流转.png")


def small(page: Page, report: Path, folder: Path) -> None:
    """手机上的一屏（深色），往下翻的一屏，和打印出来的头两页，拼成一张。"""
    page.prefers("dark")
    page.open(report, *PHONE)
    page.picture(folder / "手机一.png")
    page.run("document.getElementById('l8').scrollIntoView({behavior: 'instant'})")
    page.picture(folder / "手机二.png")
    page.prefers("light")
    page.open(report, *WIDE)
    page.pdf(folder / "打印.pdf")
    with pypdfium2.PdfDocument(folder / "打印.pdf") as document:
        sheets = [document[at].render(scale=PHONE[1] / document[at].get_height()).to_pil() for at in range(2)]
    phones = [Image.open(folder / f"手机{name}.png") for name in "一二"]
    side_by_side([*phones, *sheets]).save(PICTURES / "流转打印.png", optimize=True)


def main() -> None:
    if not installed():
        print(f"没有重画流转的图：缺 {NEEDS['needs_browser'][1]}", file=sys.stderr)
        return
    with tempfile.TemporaryDirectory() as home, browser(ROOT / ".fonts") as page:
        folder = Path(home)
        report = folder / "流转.html"
        story = provisional()
        report.write_text(chain_html(chain(story, verified=True), "0"), encoding="utf-8")
        wide(page, report)
        small(page, report, folder)
    print("写出 docs/图/流转.png、docs/图/流转打印.png")


if __name__ == "__main__":
    main()
