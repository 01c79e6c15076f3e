"""写出新文件：不覆盖，要么都写出要么一个不写，草稿最后出现。"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.helpers import tree

from gongwen.errors import OutputError
from gongwen.office import write_new as module
from gongwen.office.write_new import write_new

if TYPE_CHECKING:
    from pathlib import Path


def test_the_draft_appears_last_so_that_it_never_names_a_file_that_is_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[list[str]] = []
    link = module.link_new

    def watched(temporary: Path, final: Path) -> None:
        link(temporary, final)
        seen.append(sorted(path.name for path in tmp_path.glob("*.md")))

    monkeypatch.setattr(module, "link_new", watched)
    paths = write_new({tmp_path / "稿.md": "一", tmp_path / "稿-附件1.md": "二"})
    assert seen == [["稿-附件1.md"], ["稿-附件1.md", "稿.md"]]
    assert [path.name for path in paths] == ["稿.md", "稿-附件1.md"]


@pytest.mark.parametrize("error", [KeyboardInterrupt, OSError(28, "full")])
def test_what_fails_half_way_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    (tmp_path / "我的.md").write_text("我的", encoding="utf-8")
    before, link = tree(tmp_path), module.link_new

    def breaking(temporary: Path, final: Path) -> None:
        if final.name == "稿.md":
            raise error
        link(temporary, final)

    monkeypatch.setattr(module, "link_new", breaking)
    with pytest.raises((KeyboardInterrupt, OutputError)):
        write_new({tmp_path / "稿.md": "一", tmp_path / "稿-附件1.md": "二"})
    assert tree(tmp_path) == before


def test_a_file_that_came_meanwhile_is_not_overwritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "refuse_existing", lambda _: None)
    (tmp_path / "稿.md").write_text("别人的", encoding="utf-8")
    before = tree(tmp_path)
    with pytest.raises(OutputError, match="已有这个文件，不覆盖"):
        write_new({tmp_path / "稿.md": "一", tmp_path / "稿-附件1.md": "二"})
    assert tree(tmp_path) == before
