"""校对用例：读不了的记下来，其余照校。"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.helpers import BODY, FRONT, draft, without

from gongwen.office.proof import proof

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def put(tmp_path: Path, **files: str | bytes) -> list[Path]:
    from pathlib import Path as Place

    for name, content in files.items():
        data = content.encode() if isinstance(content, str) else content
        (tmp_path / name.replace("__", ".")).write_bytes(data)
    return [Place(name.replace("__", ".")) for name in files]


def outcome(paths: list[Path]) -> list[tuple[str, bool]]:
    return [(item.path, item.problem is None) for item in proof(paths).files]


def test_it_goes_on_after_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    from pathlib import Path as Place

    good, bad, last = put(tmp_path, 甲__md=draft(), 乙__md=b"\0", 丙__txt=BODY)
    report = proof([good, bad, Place("没有.md"), last])
    assert [(item.path, item.problem) for item in report.files] == [
        ("甲.md", None),
        ("乙.md", "乙.md:1：不是文本文件（含控制字符 U+0000）\n  → 另存为 UTF-8 编码的纯文本后再试"),
        ("没有.md", "没有.md：找不到这个文件\n  → 检查文件名和路径"),
        ("丙.txt", None),
    ]
    assert (report.problems, report.exit_code) == (2, 2)


def test_annexes_are_proofed_after_their_draft(tmp_path: Path) -> None:
    front = FRONT + "附件: {标题: 甲表, 文件: 甲.md}\n被印发件: 制度.md\n"
    paths = put(
        tmp_path,
        稿__md=draft(front),
        甲__md="甲表正文。\n",
        制度__md="# 制度\n第一条　甲。\n",
        乙__md=draft(),
    )
    assert outcome([paths[0], paths[3]]) == [
        ("稿.md", True),
        ("甲.md", True),
        ("制度.md", True),
        ("乙.md", True),
    ]


@pytest.mark.parametrize(
    ("annex", "problem"),
    [
        (None, "稿.md:8:18 键“附件”：文件“甲.md”不存在\n  → 检查文件名，或把文件放到草稿旁边"),
        (b"\0", "甲.md:1：不是文本文件（含控制字符 U+0000）\n  → 另存为 UTF-8 编码的纯文本后再试"),
        (b"", "稿.md:8:18 键“附件”：附件文件是空的\n  → 在文件中写入附件正文，或只列标题"),
    ],
    ids=["missing", "binary", "empty"],
)
def test_a_bad_annex_does_not_keep_the_draft_from_being_proofed(
    tmp_path: Path, annex: bytes | None, problem: str
) -> None:
    [path] = put(tmp_path, 稿__md=draft(FRONT + "附件: {标题: 甲表, 文件: 甲.md}\n"))
    if annex is not None:
        (tmp_path / "甲.md").write_bytes(annex)
    report = proof([path])
    assert (report.files[0].path, report.files[0].result is not None) == ("稿.md", True)
    assert [item.problem for item in report.files if item.problem] == [problem]
    assert report.exit_code == 2


@pytest.mark.parametrize(
    ("text", "errors"),
    [
        (draft(FRONT.replace("5月8日", "2月30日")), 1),
        (draft(FRONT.replace("通知", "请示").replace("各县", "澜州市"), BODY.replace("通知", "请示")), 1),
        (draft(without("成文日期")), 0),
    ],
    ids=["no-such-day", "no-approver", "no-date"],
)
def test_what_is_wrong_with_the_content_is_a_finding(tmp_path: Path, text: str, errors: int) -> None:
    report = proof(put(tmp_path, 稿__md=text))
    assert (report.problems, report.errors, report.exit_code) == (0, errors, min(errors, 1))


def test_the_encoding_is_told_once(tmp_path: Path) -> None:
    report = proof(put(tmp_path, 稿__md=draft().encode("gbk")))
    assert report.notices == ("稿.md：不是 UTF-8 编码，按 GBK（GB 18030） 读入",)


def test_a_file_is_not_touched(tmp_path: Path) -> None:
    [path] = put(tmp_path, 稿__md=draft())
    before = (path.read_bytes(), path.stat().st_mtime_ns)
    proof([path])
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before
    assert [each.name for each in tmp_path.iterdir()] == ["稿.md"]


@pytest.mark.parametrize("text", ["", " \n　\n"])
def test_an_empty_file_is_a_problem_not_a_pass(tmp_path: Path, text: str) -> None:
    path = tmp_path / "空.txt"
    path.write_text(text, encoding="utf-8")
    report = proof([path])
    assert (report.files[0].problem, report.exit_code) == (f"{path}：文件是空的\n  → 确认拿对了文件", 2)
