"""把样例排成页面图片，供人看版面：build/pages/ 下每页一张 PNG，另有一张总览。

用法：python tools/pages.py [样例.md …]
"""

from __future__ import annotations

import math
import shutil
import subprocess
import sys
from pathlib import Path

import pypdfium2
from PIL import Image, ImageOps

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "build" / "pages"
DPI = 60
COLUMNS = 6


def build(sample: Path) -> list[Path]:
    folder = OUT / sample.stem
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    command = [Path(sys.executable).with_name("gongwen"), "build", sample, "--out", folder]
    subprocess.run(command, check=False)
    made = sorted(folder.glob("*.pdf"))
    if not made:
        print(f"排版没有成功：{sample}", file=sys.stderr)
    return made


def render(pdf: Path) -> list[Image.Image]:
    with pypdfium2.PdfDocument(pdf) as document:
        pages = [page.render(scale=DPI / 72).to_pil() for page in document]
    for number, page in enumerate(pages, start=1):
        page.save(pdf.with_name(f"{pdf.stem}-{number}.png"))
    return pages


def contact_sheet(pages: list[Image.Image]) -> Image.Image:
    framed = [ImageOps.expand(page.convert("RGB"), border=4, fill="gray") for page in pages]
    width, height = max(page.width for page in framed), max(page.height for page in framed)
    columns = min(COLUMNS, len(framed))
    sheet = Image.new("RGB", (columns * width, math.ceil(len(framed) / columns) * height), "gray")
    for index, page in enumerate(framed):
        sheet.paste(page, (index % columns * width, index // columns * height))
    return sheet


def main(names: list[str]) -> int:
    samples = [Path(name) for name in names] or sorted((ROOT / "samples").glob("*.md"))
    pages = [page for sample in samples for pdf in build(sample) for page in render(pdf)]
    if not pages:
        print("没有排出任何页面", file=sys.stderr)
        return 2
    sheet = OUT / "总览.png"
    contact_sheet(pages).quantize(48).save(sheet, optimize=True)
    print(f"样例 {len(samples)} 件，{len(pages)} 页；总览：{sheet.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
