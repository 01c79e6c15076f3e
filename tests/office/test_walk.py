"""校对的对象：文件夹里的逐个找出来，我们自己写出的、附件不重复算。"""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.helpers import FRONT, draft

from gongwen.errors import UsageError
from gongwen.office.walk import found_files


@pytest.fixture
def drafts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    folder = Path("起草")
    for name, text in {
        "乙.md": draft(),
        "甲.txt": "甲。\n",
        "归档/旧.md": draft(),
        "归档/2025/更旧.MD": draft(),
        "收到.docx": "",
        "清样.pdf": "",
        "表.xlsx": "",
        "乙.review.json": "{}",
        ".git/说明.md": "",
        ".隐藏.md": "",
        "~$收到.docx": "",
        "乙.校对.docx": "",
        "乙.改稿.md": "",
        "成品/乙.docx": "",
        "成品/乙.pdf": "",
        "成品/乙.manifest.jsonl": "",
    }.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def names(*paths: Path, skip: tuple[str, ...] = ()) -> list[str]:
    return [path.as_posix() for path in found_files(paths, skip).paths]


def test_a_folder_gives_its_documents_by_name(drafts: Path) -> None:
    assert names(drafts) == [
        "起草/乙.md",
        "起草/归档/2025/更旧.MD",
        "起草/归档/旧.md",
        "起草/收到.docx",
        "起草/清样.pdf",
        "起草/甲.txt",
    ]


@pytest.mark.parametrize(
    ("skip", "left", "passed_over"),
    [
        (("归档/*",), ["起草/乙.md", "起草/收到.docx", "起草/清样.pdf", "起草/甲.txt"], 2),
        (("起草/归档/旧.md", "*.pdf", "*.docx"), ["起草/乙.md", "起草/归档/2025/更旧.MD", "起草/甲.txt"], 3),
    ],
    ids=["inside-the-folder", "from-here"],
)
def test_skipped_paths_are_counted(
    drafts: Path, skip: tuple[str, ...], left: list[str], passed_over: int
) -> None:
    assert names(drafts, skip=skip) == left
    assert found_files([drafts], skip).passed_over == passed_over


def test_named_files_are_taken_as_they_are_and_only_once(drafts: Path) -> None:
    named = [drafts / "乙.改稿.md", Path("没有.md"), drafts / "乙.改稿.md"]
    assert names(*named, skip=("*",)) == ["起草/乙.改稿.md", "没有.md"]


def test_what_a_draft_attaches_is_not_a_draft_of_its_own(tmp_path: Path) -> None:
    front = FRONT + "附件: {标题: 甲表, 文件: 附件/甲.md}\n被印发件: 制度.md\n"
    (tmp_path / "附件").mkdir()
    for name, text in {
        "稿.md": draft(front),
        "附件/甲.md": "甲。\n",
        "附件/乙.md": "乙。\n",
        "制度.md": "# 制度\n第一条　甲。\n",
        "坏.md": "---\n标题: [\n---\n",
    }.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    found = [path.relative_to(tmp_path).as_posix() for path in found_files([tmp_path]).paths]
    assert found == ["坏.md", "稿.md", "附件/乙.md"]


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        found_files([tmp_path])
    assert str(caught.value) == (
        f"{tmp_path}：文件夹里没有可校对的文件（.md、.txt、.docx、.pdf）\n  → 检查文件夹名"
    )


def test_a_folder_that_is_all_skipped_says_so(drafts: Path) -> None:
    with pytest.raises(UsageError, match=r"检查文件夹名和 gongwen.toml 的“略过”"):
        found_files([drafts], ["*"])


def test_a_loop_of_links_ends(tmp_path: Path) -> None:
    (tmp_path / "甲.md").write_text("甲。", encoding="utf-8")
    (tmp_path / "圈").symlink_to(tmp_path)
    assert [path.name for path in found_files([tmp_path]).paths] == ["甲.md"]
