"""自编的文件读得成；造错的一半不引用校对；记下的真差错写错了要拒绝。"""

from __future__ import annotations

import ast
from datetime import date
from re import finditer
from typing import TYPE_CHECKING

import pytest
from tools.quality.clean import ROOT, CleanDocument, own_documents
from tools.quality.truefinds import TrueFinds

from gongwen.errors import UsageError
from gongwen.sources.draft import parse_draft
from gongwen.spans import SourceText

if TYPE_CHECKING:
    from pathlib import Path

DOCUMENTS = own_documents()
PACKAGE = ROOT / "tools" / "quality"
MAY_PROOF = {"proofed.py"}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.name)
def test_an_invented_document_is_read_as_a_whole_document(document: CleanDocument) -> None:
    draft = parse_draft(SourceText(document.name, document.text), document.folder)
    assert draft.elements is not None
    assert draft.elements.title is not None
    assert document.title is not None
    title = document.text[slice(*document.title)]
    assert title.replace("\n", "").replace(" ", "") == draft.elements.title.value.replace("\n", "")


def test_weekdays_in_the_invented_documents_are_right() -> None:
    wrong = []
    for document in DOCUMENTS:
        for found in finditer(
            r"(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日（星期([一二三四五六日])）", document.text
        ):
            day = date(int(found[1] or 2026), int(found[2]), int(found[3]))
            if "一二三四五六日"[day.weekday()] != found[4]:
                wrong.append((document.name, found[0]))
    assert wrong == []


def test_both_halves_have_invented_documents() -> None:
    assert {document.held for document in DOCUMENTS} == {False, True}


def modules_of(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    return names | {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}


def test_only_the_module_that_proofs_imports_the_proofing() -> None:
    users = {
        path.name
        for path in PACKAGE.rglob("*.py")
        if any(name.startswith("gongwen.proofing") for name in modules_of(path))
    }
    assert users == MAY_PROOF


def test_the_planter_reaches_neither_the_proofing_nor_the_measuring() -> None:
    planter = ["clean.py", "plant.py", "making.py", "planting.py", "sounds.py"]
    paths = [PACKAGE / name for name in planter] + [*(PACKAGE / "operators").glob("*.py")]
    parts = ("clean", "making", "operators", "plant", "sounds")
    allowed = tuple(f"tools.quality.{part}" for part in parts)
    outside = {
        (path.name, name)
        for path in paths
        for name in modules_of(path)
        if name.startswith(("gongwen", "tools")) and not name.startswith((*allowed, "gongwen.agency"))
    }
    assert outside == set()


def true_finds(folder: Path, text: str) -> TrueFinds:
    path = folder / "true-finds.tsv"
    path.write_text(text, encoding="utf-8")
    return TrueFinds(path)


def test_a_true_find_is_held_once_recorded_and_a_stale_row_is_named(tmp_path: Path) -> None:
    true = true_finds(tmp_path, "# 注\n甲\tBD01\t,\t真是半角\n甲\tBD02\t-\t缺了\n乙\tWZ01\t的的\t真的\n")
    assert true.holds("甲", "BD01", ",")
    assert not true.holds("甲", "BD01", ";")
    assert true.holds("甲", "BD02", "")
    assert true.unused({"甲"}) == []
    assert true.unused({"甲", "乙"}) == [4]


@pytest.mark.parametrize(
    ("text", "said"),
    [("甲\tBD01\t,\n", "真差错一行有四格"), ("甲\tBD01\t,\t一\n甲\tBD01\t,\t二\n", "与第 1 行相同")],
)
def test_a_malformed_true_find_is_refused_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(UsageError, match=said) as caught:
        true_finds(tmp_path, text)
    assert caught.value.where is not None
    assert caught.value.where.line == len(text.splitlines())
