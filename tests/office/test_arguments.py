"""库的参数：写法随意的收下，写错的说清楚。"""

from __future__ import annotations

import multiprocessing
from pathlib import Path

import pytest
from tests.helpers import draft

import gongwen
from gongwen.errors import LayoutError, UsageError

OPTIONS = gongwen.BuildOptions(out="out", formats=("pdf",))


@pytest.fixture(autouse=True)
def _drafted(desk: Path) -> None:
    (desk / "稿.md").write_text(draft(), encoding="utf-8")


def test_strings_and_generators_are_paths_too(desk: Path) -> None:
    (built,) = gongwen.build((name for name in ["稿.md"]), OPTIONS)
    assert [path.as_posix() for path in built.outputs] == [
        "out/稿.pdf",
        "out/稿.proof.json",
        "out/稿.manifest.jsonl",
    ]
    assert [item.path for item in gongwen.proof(name for name in ["稿.md"]).files] == ["稿.md"]
    assert gongwen.read_draft("稿.md") == gongwen.read_draft(Path("稿.md"))


@pytest.mark.parametrize("one", ["稿.md", Path("稿.md")])
def test_one_path_alone_is_refused_with_the_way_to_write_it(desk: Path, one: str | Path) -> None:
    for use_case in (gongwen.build, gongwen.proof):
        with pytest.raises(UsageError) as caught:
            use_case(one)
        assert str(caught.value) == "要的是一组路径，不是一个\n  → 写成 ['稿.md']"


def test_no_format_at_all_is_refused(desk: Path) -> None:
    with pytest.raises(UsageError, match="没有要输出的格式"):
        gongwen.build(["稿.md"], gongwen.BuildOptions(formats=()))


def test_public_names_are_listed() -> None:
    assert dir(gongwen) == sorted(gongwen.__all__)


def _in_child(queue: multiprocessing.Queue[str]) -> None:
    try:
        gongwen.build(["稿.md"], OPTIONS)
    except LayoutError as error:
        queue.put(error.what)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_forked_child_is_told_instead_of_waiting_for_ever(desk: Path) -> None:
    gongwen.build(["稿.md"], OPTIONS)
    context = multiprocessing.get_context("fork")
    queue = context.Queue()
    child = context.Process(target=_in_child, args=(queue,))
    child.start()
    assert queue.get(timeout=60) == "排过版的进程 fork 出的子进程里不能再排版"
    child.join(timeout=60)
    assert child.exitcode == 0


def test_proof_names_a_missing_annex_by_its_own_path(desk: Path) -> None:
    text = draft().replace("---\n", "---\n附件:\n  - {标题: 表, 文件: 表.md}\n", 1)
    (desk / "稿.md").write_text(text, encoding="utf-8")
    found = gongwen.proof(["稿.md"]).files
    assert [(item.path, item.problem is None) for item in found] == [("稿.md", True), ("表.md", False)]


def test_proof_file_of_a_build_holds_no_path_of_the_machine(desk: Path) -> None:
    gongwen.build([desk / "稿.md"], OPTIONS)
    here = (desk / "out" / "稿.proof.json").read_text(encoding="utf-8")
    assert '"path": "稿.md"' in here
    assert str(desk) not in here
