"""校对结果写成 Word 的批注和修订；改稿与原稿的对照。"""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest
from tests.helpers import draft, parsed
from tests.ooxml.checker import VERSIONS, all_complaints
from tests.ooxml.marks import AUTHOR, STAMP, commented, plainly, rejected, text_of
from tests.ooxml.words import docx, para

from gongwen.findings import Disposition, Finding, Level, Ruling, Zone
from gongwen.ooxml.opening import open_for_reading
from gongwen.proofing.engine import ProofResult, proof_document
from gongwen.proofing.fixes import OVERLAPPING, Fix, plan_fixes
from gongwen.proofing.rules import RULES
from gongwen.report.docx_marked import marked_docx, remark_lines
from gongwen.report.draft_diff import draft_diff
from gongwen.sources.docx import docx_document, read_docx
from gongwen.spans import Medium, SourceText, Span

if TYPE_CHECKING:
    from pathlib import Path

LETTER = """\
澜州市人民政府办公室关于做好防汛工作的通知
各县人民政府：
各单位要高度重视,认真落实的的。
专家𠮷某〔2026〕参加。
澜州市人民政府办公室
2026年5月8日
"""


def finding(start: int | None, end: int = 0, suggestion: str | None = None, **changed) -> Finding:
    span = None if start is None else Span(start, end)
    given = {"code": "BD01", "name": "名", "level": Level.ERROR, "zone": Zone.BODY, "message": "半角逗号"}
    return Finding(**{**given, "span": span, "suggestion": suggestion, "source": "GB/T 15834", **changed})


def result(text: str, *findings: Finding, medium: Medium = Medium.TEXT) -> ProofResult:
    return ProofResult(SourceText("稿.md", text, medium=medium), findings, len(text), 1)


@pytest.mark.parametrize(
    ("made", "lines"),
    [
        (finding(0, 1, "，"), ["差错 BD01：半角逗号", "改为：，", "依据：GB/T 15834"]),
        (finding(0, 1, ""), ["差错 BD01：半角逗号", "改法：删去", "依据：GB/T 15834"]),
        (finding(0, 1, level=Level.ADVICE), ["提示 BD01：半角逗号", "依据：GB/T 15834"]),
        (
            finding(0, 1, ruling=Ruling(Disposition.CONFIRMED, by="张三")),
            ["差错 BD01：半角逗号", "依据：GB/T 15834", "已核定，张三"],
        ),
        (
            finding(0, 1, ruling=Ruling(Disposition.CONFIRMED, "确有其误")),
            ["差错 BD01：半角逗号", "依据：GB/T 15834", "已核定：确有其误"],
        ),
    ],
    ids=["change", "delete", "advice", "by", "reason"],
)
def test_a_comment_says_what_how_and_by_what_rule(made: Finding, lines: list[str]) -> None:
    assert list(remark_lines(made)) == lines


def test_findings_without_a_place_share_one_comment_on_the_first_paragraph() -> None:
    made = marked_docx(result("甲\n乙", finding(None), finding(None), finding(2, 3)), b"", STAMP, fix=False)
    package = open_for_reading(made.data, "稿")
    lines = "差错 BD01：半角逗号依据：GB/T 15834"
    assert commented(package) == {f"没有位置的各处：{lines}{lines}": "甲", lines: "乙"}
    assert (made.comments, made.changes, made.left) == (2, 0, ())


def test_a_text_is_copied_line_by_line_and_fixed_when_asked() -> None:
    source = result("甲,乙\r\n| 一 | 二 |\n", finding(1, 2, "，"), finding(1, 3, "丙"), finding(7, 8))
    plain = open_for_reading(marked_docx(source, b"", STAMP, fix=False).data, "稿")
    assert text_of(plain).splitlines()[0] == "甲,乙"
    made = marked_docx(source, b"", STAMP, fix=True)
    package = open_for_reading(made.data, "稿")
    assert text_of(package).splitlines()[0] == "甲，乙"
    assert text_of(rejected(package)) == text_of(plain)
    assert (made.comments, made.changes) == (3, 1)
    assert made.left == (
        (source.findings[1], OVERLAPPING),
        (source.findings[2], "没有改法，要人来改"),
    )


def test_a_word_file_is_marked_in_its_own_copy(tmp_path: Path) -> None:
    data = docx("".join(para(line) for line in LETTER.splitlines()))
    path = tmp_path / "稿.docx"
    path.write_bytes(data)
    (checked,) = proof_document(docx_document(*read_docx(path)), RULES)
    made = marked_docx(checked, data, STAMP, fix=True)
    package = open_for_reading(made.data, "稿")
    assert text_of(package) == LETTER.replace("重视,", "重视，").replace("的的", "的")
    assert text_of(rejected(package)) == LETTER
    assert [text for said, text in commented(package).items() if "BD01" in said] == [","]
    assert (made.changes, plainly(package).count("<w:ins>"), plainly(package).count("<w:del>")) == (2, 1, 2)


def test_a_change_that_could_not_be_made_is_told(tmp_path: Path) -> None:
    field = '<w:fldSimple w:instr="REF a"><w:r><w:t>甲,乙</w:t></w:r></w:fldSimple>'
    path = tmp_path / "稿.docx"
    path.write_bytes(docx(para(field)))
    source, _ = read_docx(path)
    comma = finding(1, 2, "，")
    made = marked_docx(ProofResult(source, (comma,), 3, 1), path.read_bytes(), STAMP, fix=True)
    assert (made.comments, made.changes, made.left) == (1, 0, ((comma, "在域里"),))


@pytest.fixture(scope="module")
def copy_of_draft(tmp_path_factory: pytest.TempPathFactory) -> Path:
    text = draft(body="各单位要重视,认真落实的的。\n| 事项 | 数量 |\n|---|---|\n| 𠮷〔2026〕 | (市) |\n")
    (checked,) = proof_document(parsed(text), RULES)
    path = tmp_path_factory.mktemp("文") / "稿.校对.docx"
    path.write_bytes(marked_docx(checked, b"", STAMP, fix=True).data)
    return path


@pytest.mark.parametrize("version", [VERSIONS[0], VERSIONS[-1]])
def test_word_accepts_the_copy_of_a_draft(docx_checker: Path, copy_of_draft: Path, version: str) -> None:
    assert all_complaints(docx_checker, {"稿": copy_of_draft}, version) == {}


@pytest.mark.needs_office_suite
def test_libreoffice_opens_the_copy_of_a_draft_with_both_old_and_new(
    copy_of_draft: Path, fontconfig_env: dict[str, str], tmp_path: Path
) -> None:
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to"]
    subprocess.run(
        [*command, "txt:Text (encoded):UTF8", "--outdir", str(tmp_path), str(copy_of_draft)],
        check=True,
        capture_output=True,
        env=fontconfig_env,
        cwd=tmp_path,
        timeout=120,
    )
    shown = (tmp_path / "稿.校对.txt").read_text(encoding="utf-8-sig")
    assert shown.splitlines()[8:] == [
        "各单位要重视,，认真落实的的。",
        "| 事项 | 数量 |",
        "|---|---|",
        "| 𠮷〔2026〕 | (市)（市） |",
    ]
    assert AUTHOR not in shown


# —— 对照 ——


def diff(text: str, *places: tuple[int, int, str]) -> str:
    fixes = [Fix(finding(start, end), Span(start, end), new) for start, end, new in places]
    return draft_diff(SourceText("稿.md", text), fixes, "稿.改稿.md")


def numbered(count: int) -> str:
    return "".join(f"{number:02}\n" for number in range(1, count + 1))


HEAD = "--- 稿.md（原稿）\n+++ 稿.改稿.md（改稿）\n"


@pytest.mark.parametrize(
    ("text", "places", "shown"),
    [
        ("甲,乙", [(1, 2, "，")], "@@ -1,1 +1,1 @@\n-甲,乙\n+甲，乙\n"),
        ("甲,乙,丙\n", [(1, 2, "，"), (3, 4, "；")], "@@ -1,1 +1,1 @@\n-甲,乙,丙\n+甲，乙；丙\n"),
        ("甲\n", [(1, 1, "\n乙")], "@@ -1,1 +1,2 @@\n-甲\n+甲\n+乙\n"),
        ("甲\n乙\n丙\n", [(1, 2, "")], "@@ -1,3 +1,2 @@\n-甲\n-乙\n+甲乙\n 丙\n"),
        ("甲\r\n乙\x1b", [(0, 1, "丙")], "@@ -1,2 +1,2 @@\n-甲\n+丙\n 乙<U+001B>\n"),
        (
            numbered(12),
            [(12, 14, "五"), (33, 35, "十二")],
            "@@ -2,11 +2,11 @@\n 02\n 03\n 04\n-05\n+五\n 06\n 07\n 08\n 09\n 10\n 11\n-12\n+十二\n",
        ),
        (
            numbered(13),
            [(0, 0, "零\n"), (36, 38, "")],
            "@@ -1,4 +1,5 @@\n-01\n+零\n+01\n 02\n 03\n 04\n@@ -10,4 +11,4 @@\n 10\n 11\n 12\n-13\n+\n",
        ),
    ],
    ids=["one", "same-line", "added-line", "joined-lines", "control", "near", "far"],
)
def test_the_difference_shows_the_lines_around(text: str, places, shown: str) -> None:
    assert diff(text, *places) == HEAD + shown


def test_no_change_shows_nothing() -> None:
    assert diff("甲") == ""


def test_the_old_lines_and_the_difference_give_the_new_lines() -> None:
    text = draft(body="一,二\n" + numbered(20) + "三,四\n" + numbered(9))
    (checked,) = proof_document(parsed(text), RULES)
    plan = plan_fixes(checked.source, checked.findings)
    shown = draft_diff(checked.source, plan.fixes, "改.md")
    assert shown.count("@@ -") == 2
    assert patched(text.splitlines(), shown.splitlines()[2:]) == plan.applied_to(text).splitlines()


def patched(old: list[str], lines: list[str]) -> list[str]:
    """把对照用在原来的各行上；对不上的报错。"""
    new: list[str] = []
    at = 0
    for line in lines:
        if line.startswith("@@"):
            start = int(line.split(",")[0].removeprefix("@@ -")) - 1
            new += old[at:start]
            at = start
            assert line.split("+")[1].split(",")[0] == str(len(new) + 1)
            continue
        if line[0] != "+":
            assert old[at] == line[1:]
            at += 1
        if line[0] != "-":
            new.append(line[1:])
    return new + old[at:]
