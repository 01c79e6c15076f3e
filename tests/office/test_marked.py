"""写出校对.docx 和改稿.md：原件不动，别人的文件不盖，写不成不留半份。"""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.helpers import BODY, FRONT, draft, names, tree
from tests.ooxml.marks import commented, rejected, text_of
from tests.ooxml.packages import MAIN_RELS, TYPES_PART, members, relations, types, zipped
from tests.ooxml.words import docx, para

from gongwen.errors import OutputError
from gongwen.office import marked as module
from gongwen.office import own_files
from gongwen.office.marked import Marked, write_marked
from gongwen.office.proof import proof
from gongwen.ooxml.opening import open_for_reading

if TYPE_CHECKING:
    from collections.abc import Iterable

NOW = datetime(2026, 11, 22, 10, 30, tzinfo=UTC)
LATER = datetime(2026, 11, 23, tzinfo=UTC)
WRONG = "各单位要高度重视防汛工作,现就有关事项通知如下。\n一、压实责任\n二、落实责任制。𠮷〔2026〕\n"
RIGHT = WRONG.replace("工作,", "工作，")
LETTER = "关于做好防汛工作的通知\n各县人民政府：\n各单位要高度重视,认真落实。\n𠮷〔2026〕\n"
FOREIGN = "out/{}：已有同名文件，不是本程序写的，或写出后被人改过\n  → 把它移走或改名，或用 -o 换一个文件夹"
OWN = "out/{}：结果会盖掉原件\n  → 用 -o 换一个文件夹"


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """空的当前文件夹，缓存也是空的。"""
    folder = tmp_path / "桌"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "缓存"))


def put(name: str, content: str | bytes) -> Path:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def word(text: str = LETTER) -> bytes:
    return docx("".join(para(line) for line in text.splitlines()))


def written(
    *paths: Path, copies: bool = True, fix: bool = True, now: datetime = NOW, sources: Iterable[Path] = ()
) -> list[Marked]:
    files = proof(paths).files
    out = Path("out")
    return [
        *write_marked(files, out, sources=[*paths, *sources], copies=copies, fix=fix, now=now, author="校对")
    ]


def package(path: Path | None):
    assert path is not None
    return open_for_reading(path.read_bytes(), str(path))


def test_a_word_file_gets_a_copy_with_comments() -> None:
    path = put("甲/通知.docx", word())
    before = tree(Path("甲"))
    (done,) = written(path, copies=False, fix=False)
    assert done == Marked("甲/通知.docx", Path("out/通知.校对.docx"), comments=done.comments)
    assert tree(Path("甲")) == before
    assert text_of(package(done.copy)) == LETTER
    assert [text for said, text in commented(package(done.copy)).items() if "BD01" in said] == [","]
    assert names(Path("out")) == ["通知.校对.docx"]


def test_with_fix_the_copy_has_tracked_changes() -> None:
    (done,) = written(put("通知.docx", word()))
    assert text_of(package(done.copy)) == LETTER.replace(",", "，")
    assert text_of(rejected(package(done.copy), "校对")) == LETTER
    assert (done.fixed, done.draft, done.difference) == (1, None, "")
    assert b'w:date="2026-11-22T10:30:00Z"' in package(done.copy).parts["word/document.xml"]


def test_a_draft_is_fixed_in_a_new_file_and_the_difference_is_given() -> None:
    path = put("通知.md", draft(body=WRONG))
    (done,) = written(path, copies=False)
    assert Path("out/通知.改稿.md").read_bytes().decode() == draft(body=RIGHT)
    assert path.read_text(encoding="utf-8") == draft(body=WRONG)
    assert done.outputs == (Path("out/通知.改稿.md"),)
    assert done.difference == (
        "--- 通知.md（原稿）\n+++ out/通知.改稿.md（改稿）\n@@ -6,6 +6,6 @@\n 主送机关: 各县人民政府\n"
        " 成文日期: 2026年5月8日\n ---\n-各单位要高度重视防汛工作,现就有关事项通知如下。\n"
        "+各单位要高度重视防汛工作，现就有关事项通知如下。\n 一、压实责任\n 二、落实责任制。𠮷〔2026〕\n"
    )
    rare = "11:9 WZ24 “𠮷”不在《通用规范汉字表》里，请核对：没有改法，要人来改"
    assert (done.fixed, done.comments, done.left) == (1, 0, (rare,))


def test_what_is_left_is_told_with_its_place() -> None:
    body = "一、总则\n三、职责\n见4月31日,完\n"
    (done,) = written(put("通知.md", draft(body=body)), copies=False)
    assert done.left == (
        "10:1 YZ01 序数“三、”跳号，前一个是“一、”：没有改法，要人来改",
        "11:2 SZ01 没有 4 月 31 日这一天：没有改法，要人来改",
    )


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_the_new_draft_is_utf8_with_the_newlines_of_the_old(encoding: str, newline: str) -> None:
    text = draft(body=WRONG.replace("𠮷", "")).replace("\n", newline)
    (done,) = written(put("稿.txt", text.encode(encoding)), copies=False)
    assert done.draft == Path("out/稿.改稿.txt")
    assert done.draft.read_bytes() == text.replace("工作,", "工作，").encode()


def test_a_draft_can_be_copied_to_word_and_fixed_at_once() -> None:
    (done,) = written(put("通知.md", draft(body=WRONG)))
    assert done.outputs == (Path("out/通知.校对.docx"), Path("out/通知.改稿.md"))
    assert text_of(package(done.copy)) == draft(body=RIGHT)


def test_a_clean_draft_has_no_new_version() -> None:
    (done,) = written(put("通知.md", draft()), copies=False)
    assert done == Marked("通知.md")
    assert names(Path("out")) == []


def test_files_of_the_same_name_get_different_names() -> None:
    paths = [
        put("甲/通知.md", draft(body=WRONG)),
        put("乙/通知.MD", draft(body=WRONG)),
        put("通知.docx", word()),
    ]
    made = [each.outputs for each in written(*paths)]
    assert made == [
        (Path("out/通知.校对.docx"), Path("out/通知.改稿.md")),
        (Path("out/通知（2）.校对.docx"), Path("out/通知（2）.改稿.MD")),
        (Path("out/通知（3）.校对.docx"),),
    ]


def test_an_annex_of_two_drafts_is_written_once() -> None:
    front = FRONT + "附件:\n  - 标题: 名单\n    文件: 附.md\n"
    put("附.md", "名单,如下\n")
    made = written(put("甲.md", draft(front)), put("乙.md", draft(front)), copies=False)
    assert [each.path for each in made] == ["甲.md", "附.md", "乙.md"]


def test_macros_keep_their_extension() -> None:
    macro = {
        **members("".join(para(line) for line in LETTER.splitlines())),
        TYPES_PART: types("application/vnd.ms-word.document.macroEnabled.main+xml", None, {"bin": "a/b"}),
        MAIN_RELS: relations(("vbaProject", "vbaProject.bin", False)),
        "word/vbaProject.bin": b"macro",
    }
    (done,) = written(put("通知.docm", zipped(macro)))
    assert done.copy == Path("out/通知.校对.docm")
    assert package(done.copy).parts["word/vbaProject.bin"] == b"macro"


# —— 不盖别人的 ——


def test_our_own_output_is_replaced() -> None:
    path = put("通知.md", draft(body=WRONG))
    first = written(path)
    put("通知.md", draft(body=WRONG + "再,加\n"))
    again = written(path, now=LATER)
    assert [each.outputs for each in again] == [each.outputs for each in first]
    assert "再，加" in Path("out/通知.改稿.md").read_text(encoding="utf-8")
    assert names(Path("out")) == ["通知.改稿.md", "通知.校对.docx"]


@pytest.mark.parametrize("name", ["通知.改稿.md", "通知.校对.docx"])
def test_a_file_that_is_not_ours_is_not_replaced(name: str) -> None:
    path, theirs = put("通知.md", draft(body=WRONG)), put(f"out/{name}", "别人的")
    (done,) = written(path)
    assert done.problem == FOREIGN.format(name)
    assert theirs.read_text(encoding="utf-8") == "别人的"
    assert all(".gongwen" not in each for each in names(Path("out")))


def test_our_output_that_someone_changed_is_not_replaced() -> None:
    path = put("通知.md", draft(body=WRONG))
    written(path, copies=False)
    output = Path("out/通知.改稿.md")
    output.write_text(output.read_text(encoding="utf-8") + "人改的\n", encoding="utf-8")
    (done,) = written(path, copies=False)
    assert done.problem == FOREIGN.format("通知.改稿.md")
    assert output.read_text(encoding="utf-8").endswith("人改的\n")


def test_without_the_memory_of_it_only_the_very_same_output_is_replaced(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = put("通知.md", draft(body=WRONG))
    written(path)
    monkeypatch.setenv("XDG_CACHE_HOME", "没有")
    assert [each.problem for each in written(path)] == [None]
    monkeypatch.setenv("XDG_CACHE_HOME", "也没有")
    assert [each.problem for each in written(path, now=LATER)] == [FOREIGN.format("通知.校对.docx")]


@pytest.mark.parametrize("kind", ["symlink", "dangling", "folder"])
def test_links_and_folders_are_not_replaced(kind: str) -> None:
    path, target = put("通知.md", draft(body=WRONG)), Path("out/通知.改稿.md")
    target.parent.mkdir()
    if kind == "folder":
        target.mkdir()
    else:
        target.symlink_to(put("../别处.md", "别处") if kind == "symlink" else "没有")
    before = tree(Path())
    (done,) = written(path, copies=False)
    assert done.problem == FOREIGN.format("通知.改稿.md")
    assert tree(Path()) == before


@pytest.mark.parametrize("link", ["hard", "soft"])
def test_a_source_under_another_name_is_not_replaced(link: str) -> None:
    path, target = put("通知.md", draft(body=WRONG)), Path("out/通知.改稿.md")
    target.parent.mkdir()
    if link == "hard":
        os.link(path, target)
    else:
        target.symlink_to(path.absolute())
    (done,) = written(path, copies=False)
    assert done.problem == OWN.format("通知.改稿.md")
    assert path.read_text(encoding="utf-8") == draft(body=WRONG)


def test_an_output_that_is_a_later_source_of_the_same_run_is_not_replaced() -> None:
    """上次写出的副本，这次又拿来校对：它现在是原件。"""
    path = put("通知.docx", word())
    written(path)
    copy = Path("out/通知.校对.docx")
    before = copy.read_bytes()
    made = written(path, copy, now=LATER)
    assert [each.problem for each in made] == [OWN.format("通知.校对.docx"), None]
    assert made[1].copy == Path("out/通知.校对.校对.docx")
    assert copy.read_bytes() == before


# —— 写不成的 ——


def test_a_word_file_that_changed_after_proofing_is_told_and_the_others_are_written() -> None:
    first, second = put("甲.docx", word()), put("乙.md", draft(body=WRONG))
    files = proof([first, second]).files
    first.write_bytes(word("别的\n"))
    made = list(
        write_marked(
            files, Path("out"), sources=[first, second], copies=False, fix=True, now=NOW, author="校对"
        )
    )
    assert [each.problem for each in made] == ["甲.docx：校对之后文件变了\n  → 重新校对一遍", None]
    assert names(Path("out")) == ["乙.改稿.md"]


def test_files_that_could_not_be_read_are_passed_over() -> None:
    assert [each.path for each in written(put("甲.md", b"\0"), put("乙.md", draft(body=WRONG)))] == ["乙.md"]


@pytest.mark.parametrize("error", [OSError(28, "full"), KeyboardInterrupt()])
def test_what_fails_half_way_leaves_nothing_and_keeps_the_old(
    monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    path = put("通知.md", draft(body=WRONG))
    written(path, copies=False)
    put("通知.md", draft(body=WRONG + "再,加\n"))
    before = tree(Path("out"))

    def fails(_: int) -> None:
        raise error

    monkeypatch.setattr(module.os, "fsync", fails)
    if isinstance(error, OSError):
        (done,) = written(path, copies=False)
        assert done.problem == "out/通知.改稿.md：写不出去：磁盘满了\n  → 检查磁盘空间、文件夹名和权限"
    else:
        with pytest.raises(KeyboardInterrupt):
            written(path, copies=False)
    assert tree(Path("out")) == before


def test_a_file_that_came_meanwhile_is_not_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    path = put("通知.md", draft(body=WRONG))
    staged = module.staged

    def meanwhile(target: Path, data: bytes) -> Path:
        temporary = staged(target, data)
        target.write_text("别人的", encoding="utf-8")
        return temporary

    monkeypatch.setattr(module, "staged", meanwhile)
    (done,) = written(path, copies=False)
    assert done.problem == FOREIGN.format("通知.改稿.md")
    assert {name: Path("out", name).read_text(encoding="utf-8") for name in names(Path("out"))} == {
        "通知.改稿.md": "别人的"
    }


def test_a_folder_that_cannot_be_made_is_told() -> None:
    put("out", "文件")
    with pytest.raises(OutputError, match="写不出去"):
        written(put("通知.md", draft(body=BODY)))


def test_the_memory_of_our_outputs_does_not_grow_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own_files, "MOST", 3)
    for number in range(5):
        ours = own_files.OwnFiles()
        ours.add(b"%d" % number)
        ours.save()
    known = own_files.OwnFiles()
    assert [known.holds(b"%d" % number) for number in range(5)] == [False, False, True, True, True]
