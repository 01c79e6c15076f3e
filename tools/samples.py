"""生成 docs/样例.md 和各件的页面图片。用法：python -m tools.samples（make docs 里有）。

标题、文种、格式取自草稿，校对结果取自 tests/golden/expected.json，次序和看点取自 samples/样例.yaml，
面数由图片量得：页面与样例对不上时测试会报。图片不作比较，字体不同就不同。
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pypdfium2
import yaml
from PIL import Image, ImageOps
from tools.pages import build

from gongwen.document.kinds import Direction
from gongwen.findings import Level
from gongwen.sources.draft import read_draft

if TYPE_CHECKING:
    from gongwen.document.model import Document

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "samples"
PAGE = ROOT / "docs" / "样例.md"
PICTURES = ROOT / "docs" / "图" / "样例"
EXPECTED = ROOT / "tests" / "golden" / "expected.json"
DPI = 54
FRAME = 2
FACE = round(210 / 25.4 * DPI) + 2 * FRAME
# 黑白灰五级、红三级：够看清字，一面十来 KB。
PALETTE = [(level,) * 3 for level in (0, 105, 170, 215, 255)] + [
    (255, level, level) for level in (0, 110, 185)
]

HEAD = """# 样例

本页由程序生成（`make docs`），不要手改：次序和看点写在 `samples/样例.yaml`，
校对结果取自 `tests/golden/expected.json`，每次测试都把样例重新校对一遍，与这里所列一处不差才算通过。
地名、机关、人名、数字都是虚构的。

照着写一份时，把样例复制出来改；`gongwen build 草稿.md` 得到的就是图上的版面。
"""
DRAFTS = """以下几件是有意写错的初稿，毛病都是办公室里常见的。
`gongwen proof` 报出所列各处，一处不多、一处不少。行是草稿里的行。
"""


@dataclass(frozen=True, slots=True)
class Sample:
    """目录里的一件。"""

    file: str
    group: str
    shows: str
    direction: str | None = None

    @property
    def path(self) -> Path:
        return SAMPLES / self.file

    @property
    def name(self) -> str:
        return self.path.stem

    @property
    def picture(self) -> Path:
        return PICTURES / f"{self.name}.png"


def catalogue() -> tuple[Sample, ...]:
    """目录里的各件，按所写的次序。"""
    listed = yaml.safe_load((SAMPLES / "样例.yaml").read_text(encoding="utf-8"))
    return tuple(Sample(item["文件"], item["组"], item["看点"], item.get("方向")) for item in listed)


def samples_page() -> str:
    """docs/样例.md 的全文。"""
    expected = json.loads(EXPECTED.read_text(encoding="utf-8"))
    lines = [HEAD]
    for group, members in groupby(catalogue(), key=lambda sample: sample.group):
        lines += [f"## {group}", ""]
        if group == "初稿":
            lines.append(DRAFTS)
        for sample in members:
            lines += entry(sample, expected[sample.file]["proof"])
    return "\n".join(lines)


def entry(sample: Sample, proof: list[dict[str, Any]]) -> list[str]:
    document = read_draft(sample.path)
    return [
        f"### {sample.name}",
        "",
        title_of(document),
        "",
        f"- {' · '.join(facts_of(sample, document))}",
        f"- 看点：{sample.shows}",
        f"- 草稿：[{sample.file}](../samples/{sample.file})",
        *result_lines(proof),
        "",
        f"![{sample.name}的各面](图/样例/{sample.picture.name})",
        "",
    ]


def title_of(document: Document) -> str:
    assert document.elements is not None
    assert document.elements.title is not None
    # 联合行文的标题里各机关用空格隔开，换行处也要隔开。
    lines = document.elements.title.value.split("\n")
    return "".join(line + ("　" if "　" in line else "") for line in lines[:-1]) + lines[-1]


def facts_of(sample: Sample, document: Document) -> list[str]:
    """文种、方向、格式、面数；方向不定又没有另写的，不写。"""
    assert document.kind is not None
    direction = sample.direction or document.kind.direction.value
    known = [] if direction == Direction.ANY.value else [direction]
    return [document.kind.term, *known, f"{document.format.value}格式", f"{faces_of(sample.picture)} 面"]


def faces_of(picture: Path) -> int:
    """图上有几面：各面宽度相同，排成一行。"""
    with Image.open(picture) as image:
        return image.width // FACE


def result_lines(proof: list[dict[str, Any]]) -> list[str]:
    found = [(item["path"], each) for item in proof for each in item["findings"]]
    characters = sum(item["characters"] for item in proof)
    if not found:
        return [f"- 校对：没有差错（{len(proof)} 件 {characters} 字）"]
    errors = sum(item["errors"] for item in proof)
    advice = sum(item["advice"] for item in proof)
    return [
        f"- 校对：差错 {errors} 处，提示 {advice} 处",
        "",
        "| 行 | 规则 | 级别 | 原文 | 说明 | 改为 |",
        "|---|---|---|---|---|---|",
        *(finding_row(each) for _, each in found),
    ]


def finding_row(finding: dict[str, Any]) -> str:
    code = finding["code"]
    cells = [
        str(finding["line"] or "—"),
        f"[{code}](校对规则.md#{code.lower()})",
        Level(finding["level"]).term,
        finding["text"] or "（没有）",
        finding["message"],
        fix_of(finding["suggestion"]),
    ]
    return "| " + " | ".join(cell.replace("|", "&#124;").replace("\n", " ") for cell in cells) + " |"


def fix_of(suggestion: str | None) -> str:
    """改法：没有的写“—”，删去的写明。"""
    if suggestion is None:
        return "—"
    return suggestion or "删去"


def draw(sample: Sample) -> bool:
    """排版，把各面并排画成一张小图。"""
    made = build(sample.path)
    if not made:
        return False
    with pypdfium2.PdfDocument(made[0]) as document:
        pages = [page.render(scale=DPI / 72).to_pil().convert("RGB") for page in document]
    faces = [ImageOps.expand(page, border=FRAME, fill=(170, 170, 170)) for page in pages]
    strip = Image.new("RGB", (FACE * len(faces), max(face.height for face in faces)), "white")
    for index, face in enumerate(faces):
        strip.paste(face, (FACE * index, 0))
    PICTURES.mkdir(parents=True, exist_ok=True)
    strip.quantize(palette=palette(), dither=Image.Dither.NONE).save(sample.picture, optimize=True, bits=4)
    return True


def palette() -> Image.Image:
    chosen = Image.new("P", (1, 1))
    flat = [level for colour in PALETTE for level in colour]
    chosen.putpalette(flat + flat[:3] * (256 - len(PALETTE)))
    return chosen


def main() -> int:
    samples = catalogue()
    failed = [sample.file for sample in samples if not draw(sample)]
    if failed:
        print(f"没有画出：{'、'.join(failed)}", file=sys.stderr)
        return 2
    for stale in set(PICTURES.glob("*.png")) - {sample.picture for sample in samples}:
        stale.unlink()
    PAGE.write_text(samples_page(), encoding="utf-8")
    print(f"写出 {PAGE.relative_to(ROOT)}：{len(samples)} 件")
    return 0


if __name__ == "__main__":
    sys.exit(main())
