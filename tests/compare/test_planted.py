"""全部样例，各种单字的错：找得出，一处不多。"""

from __future__ import annotations

import shutil
from pathlib import Path
from random import Random

import pytest
from tests.compare.planted import KINDS, plant, write
from tests.compare.texts import listed, read_draft
from tests.golden.facts import FOLDER, SAMPLES, name_of

from gongwen.compare.comparing import compare_texts
from gongwen.compare.differences import Category, Comparison


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """样例的副本。"""
    return Path(shutil.copytree(FOLDER, tmp_path_factory.mktemp("样例") / "samples"))


@pytest.mark.parametrize("kind", KINDS)
def test_one_wrong_character_anywhere_in_any_sample_is_found_alone(copied: Path, kind: str) -> None:
    random, planted_in = Random(kind), 0
    for sample in SAMPLES:
        path = copied / name_of(sample)
        signed = read_draft(path)
        planted = plant(signed, kind, random)
        if planted is None:
            continue
        planted_in += 1
        folder = path.parent
        before = write(folder, planted)
        comparison = compare_texts(signed, read_draft(path))
        (folder / planted.file).write_bytes(before.encode("utf-8"))
        found = [(item.signed.text, item.other.text) for item in comparison.differences]
        assert found == [(planted.signed, planted.other)], (name_of(sample), planted)
        ((item),) = comparison.differences
        assert item.signed.span.start == planted.start, (name_of(sample), planted)
        assert planted.category in ("", item.category.term), (name_of(sample), planted)
    assert planted_in >= 30


def changed(sample: str, old: str, new: str) -> Comparison:
    """一件样例与改过的它。"""
    from tests.compare.texts import as_draft

    text = (FOLDER / sample).read_text(encoding="utf-8")
    assert old in text
    return compare_texts(as_draft(text), as_draft(text.replace(old, new)))


def test_two_paragraphs_of_a_sample_swapped() -> None:
    one = "1.水库堤防。逐库检查溢洪道、放水设施和下游行洪通道，病险水库一律空库运行。\n"
    two = "2.城市排水。汛前完成全部雨水管网、泵站和下穿通道的清淤疏浚，配齐警示标志、拦挡设施和移动泵车。\n"
    comparison = changed("防汛通知.md", one + two, two + one)
    assert listed(comparison) == [("移动", "移动", one.strip(), one.strip())]


def test_a_paragraph_of_a_sample_split_and_merged() -> None:
    old, new = "做到不漏一户、不落一人。坚持", "做到不漏一户、不落一人。\n坚持"
    split = changed("防汛通知.md", old, new)
    assert (listed(split), split.exit_code()) == ([("版面", "分段", "", "")], 0)
    merged = changed("防汛通知.md", "接受社会监督。\n", "接受社会监督。")
    assert (listed(merged), merged.exit_code()) == ([("版面", "并段", "", "")], 0)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("〔2026〕18号", "〔2026〕81号", ("编号日期", "改", "澜政办发〔2026〕18号", "澜政办发〔2026〕81号")),
        ("〔2026〕18号", "(2026)18号", ("编号日期", "改", "澜政办发〔2026〕18号", "澜政办发(2026)18号")),
        (
            "成文日期: 2026年5月8日",
            "成文日期: 2026年5月3日",
            ("编号日期", "改", "2026年5月8日", "2026年5月3日"),
        ),
        (
            "印发日期: 2026年5月9日",
            "印发日期: 2025年5月9日",
            ("编号日期", "改", "2026年5月9日印发", "2025年5月9日印发"),
        ),
        ('"000017"', '"000018"', ("编号日期", "改", "000017", "000018")),
        ("5月15日至9月30日", "5月15日至9月80日", ("数字", "改", "3", "8")),
        ("一至二成", "一至三成", ("数字", "改", "二", "三")),
    ],
)
def test_numbers_and_dates_of_a_sample(old: str, new: str, expected: tuple[str, ...]) -> None:
    comparison = changed("防汛通知.md", old, new)
    assert listed(comparison) == [expected]
    assert (comparison.exit_code(), comparison.exit_code(strict=True)) == (int(expected[0] == "数字"), 1)


def test_every_category_is_counted() -> None:
    comparison = changed("防汛通知.md", "一至二成", "一至三成")
    assert comparison.counts == dict.fromkeys(Category, 0) | {Category.NUMBERS: 1}
