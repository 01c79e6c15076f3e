"""全部样例：草稿与排出来的 DOCX、PDF 对照，字都相同，一处不报。"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from tests.compare.texts import Listed, listed, read_draft
from tests.golden.facts import SAMPLES, name_of

from gongwen.compare.comparing import compare_texts
from gongwen.office.compare import compare_files

if TYPE_CHECKING:
    from pathlib import Path

# 主送机关移到版记：标签和标点随着换。
MOVED = "版式/主送移版记.md"
LAYOUT = [("版面", "增", "", "主送："), ("版面", "改", "：", "。")]


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_a_finished_copy_of_any_sample_has_the_same_characters(kind: str, finished: dict[str, Path]) -> None:
    def differences(path: Path) -> tuple[str, list[Listed]]:
        name = name_of(path)
        return name, listed(compare_files(path, finished[name] / f"{path.stem}.{kind}"))

    with ThreadPoolExecutor(2) as pool:
        found = dict(pool.map(differences, SAMPLES))
    assert found == {name_of(path): LAYOUT if name_of(path) == MOVED else [] for path in SAMPLES}


def test_the_two_finished_copies_have_the_same_characters(finished: dict[str, Path]) -> None:
    for name in ("校车安全检查联合通知.md", "信函两面.md", "命令两职务.md", "防汛通知.md"):
        folder = finished[name if name in finished else f"版式/{name}"]
        comparison = compare_files(folder / f"{folder.name}.docx", folder / f"{folder.name}.pdf")
        assert listed(comparison) == [], name


def test_one_wrong_character_of_the_draft_shows_against_the_finished_pdf(
    tmp_path: Path, finished: dict[str, Path]
) -> None:
    sample = next(path for path in SAMPLES if path.name == "设立保护区请示.md")
    draft = tmp_path / "请示.md"
    text = sample.read_text(encoding="utf-8")
    body = text.index("\n---\n") + 5
    at = text.index("保护", body)
    draft.write_text(text[:at] + "保沪" + text[at + 2 :], encoding="utf-8")
    comparison = compare_files(draft, finished[name_of(sample)] / f"{sample.stem}.pdf")
    assert listed(comparison) == [("文字", "改", "沪", "护")]
    ((item),) = comparison.differences
    assert (item.signed.place, item.other.place[:2]) == (
        read_draft(draft).sources[0].place(at + 1),
        "第1",
    )
    assert comparison.exit_code() == 1
    assert compare_texts(comparison.signed, comparison.signed).differences == ()
