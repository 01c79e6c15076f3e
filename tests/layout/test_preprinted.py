"""套打：红的一点不印，黑的一点不动，PDF 和 DOCX 都是。"""

from __future__ import annotations

import json
import subprocess
from base64 import b64decode
from typing import TYPE_CHECKING, Any

import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageChops
from tests.helpers import ROUTE, run, told

from gongwen.layout.docx import FaceFacts, render_docx
from gongwen.layout.fonts import find_fonts, font_folders
from gongwen.layout.plan import make_plan
from gongwen.layout.plan.build import NO_RED, RED_LEFT_OUT
from gongwen.layout.style import load_style
from gongwen.layout.typeset import typeset
from gongwen.sources.draft import parse_draft
from gongwen.spans import SourceText

if TYPE_CHECKING:
    from pathlib import Path

    from gongwen.document.model import Document

SCALE = 2.0
MARKS = '份号: "000001"\n密级: 机密\n保密期限: 1年\n紧急程度: 特急\n'
COMMON = """\
标题: 关于做好值班工作的{kind}
成文日期: 2026年5月8日
印发机关: 澜州市人民政府办公室
印发日期: 2026年5月9日
"""
DRAFTS = {
    "notice": (
        "文种: 通知\n发文机关: 澜州市人民政府\n发文字号: 澜政发〔2026〕1号\n主送机关: 各县人民政府\n" + MARKS
    ),
    "joint": (
        "文种: 请示\n发文机关: [澜州市发展和改革委员会, 澜州市财政局, 澜州市教育局]\n"
        "发文字号: 澜发改〔2026〕1号\n签发人: [沈砚舟, 欧阳海峰, 林一]\n主送机关: 澜州市人民政府\n"
    ),
    "letter": "文种: 函\n格式: 信函\n发文机关: 澜州市人民政府\n发文字号: 澜政函〔2026〕1号\n" + MARKS,
    "order": "文种: 令\n发文机关: 澜州市人民政府\n发文字号: 第1号\n签名章: {职务: 市长, 姓名: 沈砚舟}\n",
    "minutes": "文种: 纪要\n发文机关: 澜州市人民政府\n发文字号: 第3期\n出席: [沈砚舟, 林一]\n" + MARKS,
    "unnumbered-minutes": "文种: 纪要\n发文机关: 澜州市人民政府\n",
    "bulletin": "文种: 简报\n发文机关: 澜州市人民政府办公室\n发文机关标志: 政务快报\n发文字号: 第3期\n",
}  # fmt: skip


def document(name: str) -> Document:
    front = DRAFTS[name]
    kind = front.split("\n")[0].removeprefix("文种: ")
    text = f"---\n{front}{COMMON.format(kind=kind)}---\n" + "请各单位认真贯彻执行。\n" * 3
    return parse_draft(SourceText("草稿.md", text), None)


def black(image: Image.Image) -> Image.Image:
    """只留黑的墨：红的墨红色通道是满的，看不出来。"""
    return image.getchannel("R")


def is_red(image: Image.Image) -> bool:
    red, green, _ = image.split()
    return ImageChops.subtract(red, green).point(lambda value: 255 * (value > 40)).getbbox() is not None


def faces(pdf: bytes | Path) -> list[Image.Image]:
    return [page.render(scale=SCALE).to_pil().convert("RGB") for page in pdfium.PdfDocument(pdf)]


def times(pdf: bytes | Path, words: str) -> int:
    """这几个字在首面上有几处；不用看得见。"""
    return "".join(pdfium.PdfDocument(pdf)[0].get_textpage().get_text_range().split()).count(words)


def same_black_ink(ordinary: list[Image.Image], preprinted: list[Image.Image]) -> list[bool]:
    return [
        ImageChops.difference(black(one), black(other)).getbbox() is None
        for one, other in zip(ordinary, preprinted, strict=True)
    ]


@pytest.mark.parametrize("name", DRAFTS)
def test_the_pdf_is_the_ordinary_one_less_its_red_ink(name: str, fonts_dir: Path) -> None:
    style = load_style()
    fonts = find_fonts(style, font_folders([fonts_dir]))
    ordinary = typeset(document(name), style, fonts)
    preprinted = typeset(document(name), style, fonts, preprinted=True)
    before, after = faces(ordinary.pdf.data), faces(preprinted.pdf.data)
    assert [is_red(face) for face in before] == [True] + [False] * (len(before) - 1)
    assert [is_red(face) for face in after] == [False] * len(before)
    assert same_black_ink(before, after) == [True] * len(before)
    assert preprinted.plan.notices == (*ordinary.plan.notices, RED_LEFT_OUT)
    masthead = "".join(preprinted.plan.head.masthead.lines)
    assert times(ordinary.pdf.data, masthead) == times(preprinted.pdf.data, masthead) + 1


@pytest.mark.needs_office_suite
def test_the_docx_is_the_ordinary_one_less_its_red_ink(
    tmp_path: Path, fontconfig_env: dict[str, str]
) -> None:
    style = load_style()
    paths = []
    for name in DRAFTS:
        for preprinted in (False, True):
            plan = make_plan(document(name), style, preprinted=preprinted)
            path = tmp_path / f"{name}-{preprinted}.docx"
            path.write_bytes(render_docx(plan, style, faces=FaceFacts()))
            paths.append(path)
    subprocess.run(
        [
            "soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless",
            "--convert-to", "pdf", "--outdir", str(tmp_path), *map(str, paths),
        ],
        check=True, env=fontconfig_env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=180,
    )  # fmt: skip
    found = {}
    for name in DRAFTS:
        pdfs = [tmp_path / f"{name}-{preprinted}.pdf" for preprinted in (False, True)]
        before, after = map(faces, pdfs)
        masthead = "".join(make_plan(document(name), style).head.masthead.lines)
        fewer = times(pdfs[0], masthead) - times(pdfs[1], masthead)
        red = any(map(is_red, before)), any(map(is_red, after))
        found[name] = (red, all(same_black_ink(before, after)), fewer)
    assert found == dict.fromkeys(DRAFTS, ((True, False), True, 1))


def test_a_paper_without_a_red_head_says_there_is_nothing_to_leave_out() -> None:
    text = "---\n文种: 讲话\n标题: 在会议上的讲话\n用印: 不落款\n---\n正文。\n"
    made = make_plan(parse_draft(SourceText("草稿.md", text), None), load_style(), preprinted=True)
    assert made.notices == (NO_RED,)


def draft(desk: Path) -> Path:
    path = desk / "稿.md"
    path.write_text(
        "---\n文种: 通知\n标题: 关于值班的通知\n发文机关: 澜州市人民政府\n发文字号: 澜政发〔2026〕1号\n"
        "主送机关: 各县人民政府\n成文日期: 2026年5月8日\n---\n请认真执行。\n",
        encoding="utf-8",
    )
    return path


def built(desk: Path) -> Any:
    """清单末一行记的构建事实。"""
    lines = (desk / "build/稿/稿.manifest.jsonl").read_bytes().splitlines()
    return json.loads(b64decode(json.loads(lines[-1])["payload"]))["built"]


def test_the_command_leaves_the_red_out_says_so_and_the_manifest_records_it(desk: Path) -> None:
    done = run("build", draft(desk), "--preprinted")
    assert (done.exit_code, told(done)) == (0, [f"说明：{RED_LEFT_OUT}", ROUTE])
    assert built(desk)["preprinted"] is True
    assert not any(map(is_red, faces(desk / "build/稿/稿.pdf")))
    assert run("build", draft(desk)).exit_code == 0
    assert "preprinted" not in built(desk)


def test_the_setting_of_the_machine_is_followed_unless_the_command_says_no(desk: Path) -> None:
    (desk / "gongwen.toml").write_text("套打 = true\n", encoding="utf-8")
    assert told(run("build", draft(desk))) == [f"说明：{RED_LEFT_OUT}", ROUTE]
    assert told(run("build", draft(desk), "--no-preprinted")) == [ROUTE]
    assert any(map(is_red, faces(desk / "build/稿/稿.pdf")))


def test_a_letterhead_of_the_office_is_not_preprinted(desk: Path) -> None:
    done = run("build", draft(desk), "--preprinted", "--template", "信笺.docx")
    assert (done.exit_code, told(done)) == (
        2,
        ["错误：套打和信笺不能同用", "  → 信笺的版头由它自己定：去掉 --preprinted，或去掉 --template"],
    )
    assert not (desk / "build").exists()
