"""生成版式图：docs/图/版式.png 和说明页 docs/版式图.md。用法：python -m tools.gallery（make pages 里有）。

各面的图片另放在 build/pages/，供逐面细看。次序、看点、条款取自 samples/版式.yaml；图上排了哪几面记在图片里，
说明页照它写，所以页面与图片、目录对不上时测试会报。
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import yaml
from PIL import Image, ImageDraw, ImageFont, ImageOps
from PIL.PngImagePlugin import PngInfo
from tools.pages import build, render
from tools.samples import palette

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "samples"
PAGE = ROOT / "docs" / "版式图.md"
PICTURE = ROOT / "docs" / "图" / "版式.png"
NOTE = "faces"
DPI = 44
COLUMNS = 8
FRAME = 2
GAP = 12
LABEL = 30
LABEL_SIZE = 22
GREY = (170, 170, 170)

HEAD = """# 版式图

本页由程序生成（`make pages`），不要手改：次序、看点、条款写在 `samples/版式.yaml`。
图上的号码就是表里的号码；“面”是图上排了哪几面、共几面。地名、机关、人名、数字都是虚构的。
各件的校对结果都没有差错；各面上的位置由[测量](测量.md)逐项量过，版面怎么定的见[排版](排版.md)。

![各种格式、各种变化的公文，共 {items} 件](图/版式.png)

| 图 | 草稿 | 面 | 看点 | 条款 |
|---|---|---|---|---|
"""


@dataclass(frozen=True, slots=True)
class Item:
    """版式图里的一件；faces 是要排的几面，空的全排。"""

    file: str
    shows: str
    clause: str
    faces: tuple[int, ...]

    @property
    def path(self) -> Path:
        return SAMPLES / self.file


@dataclass(frozen=True, slots=True)
class Shown:
    """图上的一件：排了哪几面，共几面。"""

    file: str
    faces: tuple[int, ...]
    total: int


def catalogue() -> tuple[Item, ...]:
    """目录里的各件，按所写的次序。"""
    listed = yaml.safe_load((SAMPLES / "版式.yaml").read_text(encoding="utf-8"))
    return tuple(Item(item["文件"], item["看点"], item["条款"], tuple(item.get("面", ()))) for item in listed)


def shown() -> tuple[Shown, ...]:
    """图片里记着的：依次是哪几件、哪几面。"""
    with Image.open(PICTURE) as image:
        noted = json.loads(image.info[NOTE])
    return tuple(Shown(file, tuple(faces), total) for file, faces, total in noted)


def gallery_page() -> str:
    """docs/版式图.md 的全文。"""
    items = catalogue()
    rows = [
        f"| {number} | [{item.path.stem}](../samples/{item.file}) | {_faces(each)} "
        f"| {item.shows} | {item.clause} |\n"
        for number, (item, each) in enumerate(zip(items, shown(), strict=True), start=1)
    ]
    return HEAD.format(items=len(items)) + "".join(rows)


def _faces(each: Shown) -> str:
    if len(each.faces) == each.total:
        return f"全 {each.total} 面"
    return f"{'、'.join(map(str, each.faces))}（共 {each.total} 面）"


def strip(number: int, item: Item, pdf: Path) -> tuple[Shown, Image.Image]:
    """一件的几面排成一行，上面写号码和名字。"""
    with pypdfium2.PdfDocument(pdf) as document:
        total = len(document)
        wanted = item.faces or tuple(range(1, total + 1))
        pages = [document[face - 1].render(scale=DPI / 72).to_pil().convert("RGB") for face in wanted]
    faces = [ImageOps.expand(page, border=FRAME, fill=GREY) for page in pages]
    width = sum(face.width for face in faces) + FRAME * (len(faces) - 1)
    made = Image.new("RGB", (width, LABEL + max(face.height for face in faces)), "white")
    label = f"{number}　{item.path.stem}"
    ImageDraw.Draw(made).text((FRAME, LABEL // 2), label, font=_label_font(), fill="black", anchor="lm")
    left = 0
    for face in faces:
        made.paste(face, (left, LABEL))
        left += face.width + FRAME
    return Shown(item.file, wanted, total), made


def _label_font() -> ImageFont.FreeTypeFont:
    folder = Path(os.environ.get("GONGWEN_FONTS") or ROOT / ".fonts")
    return ImageFont.truetype(folder / "FandolHei-Regular.otf", LABEL_SIZE)


def sheet(strips: list[Image.Image]) -> Image.Image:
    """各件依次排开，一行排不下就换行，一件不分在两行。"""
    face = round(210 / 25.4 * DPI) + 2 * FRAME
    most = COLUMNS * (face + FRAME) + (COLUMNS - 1) * GAP
    placed: list[tuple[int, int, Image.Image]] = []
    left, top, tallest = GAP, GAP, 0
    for each in strips:
        if left > GAP and left + each.width > most:
            left, top, tallest = GAP, top + tallest + GAP, 0
        placed.append((left, top, each))
        left += each.width + GAP
        tallest = max(tallest, each.height)
    width = max(x + each.width for x, _, each in placed) + GAP
    made = Image.new("RGB", (width, top + tallest + GAP), "white")
    for x, y, each in placed:
        made.paste(each, (x, y))
    return made


def write(strips: list[tuple[Shown, Image.Image]]) -> None:
    """写出图片（排了哪几面记在图片里）和说明页。"""
    note = PngInfo()
    noted = [(each.file, each.faces, each.total) for each, _ in strips]
    note.add_itxt(NOTE, json.dumps(noted, ensure_ascii=False))
    made = sheet([image for _, image in strips])
    picture = made.quantize(palette=palette(), dither=Image.Dither.NONE)
    picture.save(PICTURE, optimize=True, bits=4, pnginfo=note)
    PAGE.write_text(gallery_page(), encoding="utf-8")


def _main_of(item: Item, pdfs: list[Path]) -> Path:
    """一件可以排出几份（附件分开装订的）：取与草稿同名的一份。"""
    return next(pdf for pdf in pdfs if pdf.stem == item.path.stem)


def main() -> int:
    items = catalogue()
    named = [item.path for item in items]
    others = [path for path in sorted(SAMPLES.glob("*.md")) if path not in named]
    made = {path: build(path) for path in [*named, *others]}
    for pdfs in made.values():
        for pdf in pdfs:
            render(pdf)
    failed = [path.stem for path, pdfs in made.items() if not pdfs]
    if failed:
        print(f"没有排出：{'、'.join(failed)}", file=sys.stderr)
        return 2
    write([strip(at, item, _main_of(item, made[item.path])) for at, item in enumerate(items, start=1)])
    print(f"写出 {PAGE.relative_to(ROOT)}：{len(items)} 件；各面的图片在 build/pages/")
    return 0


if __name__ == "__main__":
    sys.exit(main())
