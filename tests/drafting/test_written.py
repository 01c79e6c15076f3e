"""把认出的公文写成草稿：要素进 front matter，附件、被印发件另成文件，写出来的读得回去。"""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.helpers import names, run, shared

from gongwen.document.elements import element_names
from gongwen.document.model import Document, block_texts
from gongwen.drafting.written import written
from gongwen.sources.draft import parse_draft, read_draft
from gongwen.spans import SourceText, Text

ROOT = Path(__file__).resolve().parents[2]

PASTED = """\
首页 > 政务公开 > 文件
澜州市水利局文件
澜水〔2026〕17号

澜州市水利局关于印发
《水闸管理办法》的通知

各县（区）水利局：
现将办法印发给你们。
2026年3月20日

水闸管理办法
第一条 为了管好水闸，制定本办法。
| 等级 | 次数 |
|---|---|
| 大型 | 4 |
第二条 本办法自印发之日起施行。
"""


def texts(document: Document) -> list[str]:
    """印出来的全部文字：要素、正文、附件、被印发件。"""
    found = []
    for name in element_names():
        value = getattr(document.elements, name)
        found += [value.value] if isinstance(value, Text) and name != "issued" else []
        found += list(value.values()) if hasattr(value, "values") else []
    found += [text.value for text in block_texts(document.body)]
    for annex in document.annexes:
        found += [annex.title.value, *(text.value for text in block_texts(annex.body))]
    if document.issued is not None:
        heads = (text for text in (document.issued.title, document.issued.note) if text is not None)
        found += [text.value for text in (*heads, *block_texts(document.issued.body))]
    return found


def test_a_pasted_notice_becomes_two_files(desk: Path) -> None:
    (desk / "贴.txt").write_text(PASTED, encoding="utf-8")
    assert run("new", "--from", "贴.txt", "-o", "稿.md").exit_code == 0
    assert names(desk) == ["稿-被印发件.md", "稿.md", "贴.txt"]
    lines = (desk / "稿.md").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not line.startswith("#")] == [
        "---",
        "文种: 通知",
        "发文机关:",
        "  - 澜州市水利局",
        "发文字号: 澜水〔2026〕17号",
        "标题: |-",
        "  澜州市水利局关于印发",
        "  《水闸管理办法》的通知",
        "主送机关: 各县（区）水利局",
        "成文日期: 2026年3月20日",
        "被印发件: 稿-被印发件.md",
        "---",
        "现将办法印发给你们。",
    ]
    assert (desk / "稿-被印发件.md").read_text(encoding="utf-8") == (
        "水闸管理办法\n第一条 为了管好水闸，制定本办法。\n| 等级 | 次数 |\n|---|---|\n| 大型 | 4 |\n\n"
        "第二条 本办法自印发之日起施行。\n"
    )
    assert run("build", "稿.md").exit_code in (0, 1)


@pytest.mark.parametrize("sample", sorted((ROOT / "samples").glob("*.md")), ids=lambda path: path.stem)
def test_a_sample_written_again_says_the_same(sample: Path, tmp_path: Path) -> None:
    before = read_draft(sample)
    made = written(before, "稿")
    for name, text in made.parts:
        (tmp_path / name).write_text(text, encoding="utf-8")
    for picture in sample.parent.rglob("*.png"):
        target = tmp_path / picture.relative_to(sample.parent)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(picture.read_bytes())
    after = parse_draft(SourceText("稿.md", made.text), tmp_path)
    assert texts(after) == texts(before)
    assert (after.kind, after.format) == (before.kind, before.format)


@pytest.mark.parametrize("name", ["district-office-rules.txt", "county-office-rules.txt"])
def test_a_real_page_written_again_says_the_same(name: str, tmp_path: Path) -> None:
    before = read_draft(shared("real", name))
    made = written(before, "稿")
    for part, text in made.parts:
        (tmp_path / part).write_text(text, encoding="utf-8")
    after = parse_draft(SourceText("稿.md", made.text), tmp_path)
    assert texts(after) == texts(before)


def test_what_no_title_can_be_told_of_is_refused(desk: Path) -> None:
    (desk / "乱.txt").write_text("只是一句话，没有标题。\n又是一句。\n", encoding="utf-8")
    done = run("new", "--from", "乱.txt")
    assert (done.exit_code, names(desk)) == (2, ["乱.txt"])
    assert done.stderr.startswith("错误：乱.txt：看不出哪一行是标题，不知道是什么公文\n")
