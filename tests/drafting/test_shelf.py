"""模板架：一个文件坏了不连累别的，太多了要说。"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gongwen.drafting.shelf import MAX_TEMPLATES, shelf
from gongwen.errors import TemplateError, UsageError

if TYPE_CHECKING:
    from pathlib import Path

GOOD = "---\n说明: 试\n别名: [阿试]\n---\n---\n文种: 通知\n标题: 题\n---\n文。\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "模板"
    made.mkdir()
    (made / "README.md").write_text("# 这里放模板\n", encoding="utf-8")
    (made / "坏.md").write_text("---\n说名: 试\n---\n", encoding="utf-8")
    (made / "压缩.md").write_bytes(b"PK\x03\x04")
    (made / "试.md").write_text(GOOD, encoding="utf-8")
    return made


def test_what_cannot_be_read_is_left_out_and_told_of(folder: Path) -> None:
    found, problems = shelf(folder).readable()
    assert [template.name for template in found] == ["试", *shelf().names()]
    assert found == shelf(folder).templates()
    assert problems == (
        f"{folder}/README.md 不是模板，略过：模板开头没有说明部分",
        f"{folder}/压缩.md 不是模板，略过：这是 Word、WPS 一类的文件，只能读纯文本",
        f"{folder}/坏.md 不是模板，略过：第 2 行，不认识的键“说名”",
    )


def test_names_and_aliases_work_beside_a_broken_file(folder: Path) -> None:
    assert (shelf(folder).find("阿试").name, shelf(folder).find("工作通知").name) == ("试", "通知")
    with pytest.raises(UsageError) as caught:
        shelf(folder).find("请求")
    assert caught.value.what == "没有“请求”的模板"


def test_the_exact_name_of_a_broken_template_still_tells_why(folder: Path) -> None:
    with pytest.raises(TemplateError) as caught:
        shelf(folder).find("README")
    assert str(caught.value).splitlines()[0] == f"{folder}/README.md：模板开头没有说明部分"


def test_too_many_templates_are_not_cut_silently(tmp_path: Path) -> None:
    for number in range(MAX_TEMPLATES):
        (tmp_path / f"t{number:04}.md").write_text(GOOD, encoding="utf-8")
    assert shelf(tmp_path).find("t0999").name == "t0999"
    (tmp_path / "t1000.md").write_text(GOOD, encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        shelf(tmp_path)
    assert str(caught.value) == (
        f"{tmp_path}：模板文件夹里有 1001 个 .md 文件，超过 1000 个\n"
        "  → 文件夹里只放模板，或改 office.toml 的“模板目录”"
    )


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("没有", "没有这个模板文件夹\n  → 建好文件夹，或改 office.toml 的“模板目录”"),
        ("长" * 100, "模板文件夹打不开：文件名太长\n  → 检查 office.toml 的“模板目录”"),
    ],
)
def test_a_folder_that_is_not_there_is_told_of(tmp_path: Path, name: str, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        shelf(tmp_path / name)
    assert str(caught.value) == f"{tmp_path / name}：{message}"
