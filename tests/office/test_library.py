"""作为库使用：公开的名字、说明、用到才载入。"""

from __future__ import annotations

import ast
import dataclasses
import inspect
import subprocess
import sys
from pathlib import Path

import pytest
from tests.helpers import draft, names, payloads, tree

import gongwen
from gongwen.config import Config
from gongwen.errors import GongwenError, UsageError
from gongwen.office.build import BuildOptions, build


def test_the_public_names_are_those_exported() -> None:
    assert sorted(gongwen.__all__) == gongwen.__all__ == sorted(gongwen._HOMES)
    module = ast.parse(Path(gongwen.__file__).read_text(encoding="utf-8"))
    typed = [
        alias.name
        for node in ast.walk(module)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("gongwen.")
        for alias in node.names
    ]
    assert sorted(typed) == gongwen.__all__


@pytest.mark.parametrize("name", gongwen.__all__)
def test_every_public_name_is_documented(name: str) -> None:
    item = getattr(gongwen, name)
    assert item.__module__ == gongwen._HOMES[name]
    assert inspect.getdoc(item)
    assert not (inspect.getdoc(item) or "").startswith(f"{name}(")  # 数据类自动生成的不算
    if inspect.isfunction(item):
        hints = inspect.signature(item)
        assert hints.return_annotation is not inspect.Signature.empty
        assert [each for each in hints.parameters.values() if each.annotation is each.empty] == []


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'bulid'"):
        gongwen.bulid  # noqa: B018


def test_importing_the_package_loads_nothing_else() -> None:
    program = (
        "import sys, gongwen; print(*sorted(each for each in sys.modules if each.startswith('gongwen')))"
    )
    paths = {"PYTHONPATH": str(Path(gongwen.__file__).parents[1])}
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, env=paths
    )
    assert done.stdout.split() == ["gongwen"]


def test_the_example_in_the_docstring_works(desk: Path) -> None:
    (desk / "通知.md").write_text(draft(), encoding="utf-8")
    example = [line[4:] for line in (gongwen.__doc__ or "").splitlines() if line.startswith("    ")]
    space: dict[str, object] = {}
    exec("\n".join(example), space)
    built, report = space["built"], space["report"]
    assert isinstance(built, gongwen.Built)
    assert isinstance(report, gongwen.ProofReport)
    assert (built.exit_code, report.exit_code) == (0, 0)
    assert names(desk) == [
        "build/通知/通知.docx",
        "build/通知/通知.manifest.jsonl",
        "build/通知/通知.pdf",
        "build/通知/通知.proof.json",
        "通知.md",
    ]


def pdf(out: Path | None = None) -> BuildOptions:
    return BuildOptions(out=out, formats=("pdf",))


def test_inputs_are_on_the_manifest_each_under_its_own_name(desk: Path) -> None:
    front = "附件:\n  - {标题: 甲表, 文件: 一/表.md}\n  - {标题: 乙表, 文件: 二/表.md}\n"
    for folder in ("一", "二"):
        (desk / folder).mkdir()
        (desk / folder / "表.md").write_text(f"{folder}表正文。\n", encoding="utf-8")
    (desk / "稿.md").write_text(draft(front + draft()[4:].split("---\n")[0]), encoding="utf-8")
    build([Path("稿.md")], pdf())
    [payload] = payloads((desk / "build/稿/稿.manifest.jsonl").read_bytes())
    hashes = tree(desk)
    assert sorted(payload["built"]["inputs"].values()) == sorted(
        hashes[name] for name in ("稿.md", "一/表.md", "二/表.md")
    )


def test_the_manifest_records_what_lies_in_the_folder(desk: Path) -> None:
    (desk / "稿.md").write_text(draft(), encoding="utf-8")
    build([Path("稿.md")], pdf(Path("out")))
    [payload] = payloads((desk / "out/稿.manifest.jsonl").read_bytes())
    found = {name[4:]: value for name, value in tree(desk).items() if name.startswith("out/")}
    del found["稿.manifest.jsonl"]
    assert payload["built"]["outputs"] == found
    assert [(each["name"], each["rendition"]) for each in payload["subjects"]] == [
        ("稿.pdf", found["稿.pdf"])
    ]
    assert payload["built"]["inputs"] == {"稿.md": tree(desk)["稿.md"]}


def test_the_same_draft_gives_the_same_bytes(desk: Path) -> None:
    (desk / "稿.md").write_text(draft(), encoding="utf-8")
    build([Path("稿.md")], pdf(Path("一")))
    build([Path("稿.md")], pdf(Path("二")))
    hashes = tree(desk)
    assert hashes["一/稿.pdf"] == hashes["二/稿.pdf"]
    assert hashes["一/稿.proof.json"] == hashes["二/稿.proof.json"]


def test_progress_is_told_once_for_each_draft(desk: Path) -> None:
    for name in ("甲.md", "乙.md"):
        (desk / name).write_text(draft(), encoding="utf-8")
    seen: list[Path] = []
    build([Path("甲.md"), Path("乙.md")], pdf(), Config(), progress=seen.append)
    assert seen == [Path("甲.md"), Path("乙.md")]


@pytest.mark.parametrize(
    ("drafts", "options", "message"),
    [
        ([], BuildOptions(), "没有给出草稿\n  → 写上草稿的文件名，如 gongwen build 通知.md"),
        (["a.md"], BuildOptions(formats=("odt",)), "不能输出“odt”\n  → 可用：docx、pdf"),  # type: ignore[arg-type]
    ],
)
def test_wrong_use_is_refused(drafts: list[str], options: BuildOptions, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        build([Path(each) for each in drafts], options)
    assert str(caught.value) == message


def test_options_and_results_cannot_be_changed() -> None:
    for kind in (gongwen.BuildOptions, gongwen.Built, gongwen.Config, gongwen.Document, gongwen.ProofReport):
        assert dataclasses.is_dataclass(kind)
        assert kind.__dataclass_params__.frozen  # type: ignore[attr-defined]
    assert issubclass(gongwen.GongwenError, Exception)
    assert gongwen.GongwenError is GongwenError
