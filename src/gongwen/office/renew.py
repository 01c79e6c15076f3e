"""由旧文件起草用例：去年的草稿，或贴来的文字，写成一份新草稿。"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from gongwen.config import Config
from gongwen.document.body import Image
from gongwen.document.placeholders import unfilled_places
from gongwen.drafting.renewed import renewed
from gongwen.drafting.written import written
from gongwen.errors import DraftError, place
from gongwen.office.guard import refuse_classified, refuse_marked
from gongwen.office.new import Drafted, draft_path
from gongwen.office.write_new import write_new
from gongwen.sources.draft import parse_draft
from gongwen.sources.reading import read_source, shown_path
from gongwen.spans import SourceText

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.document.model import Document

MOST_SHOWN = 20


def draft_from(old: Path | str, *, out: Path | str | None = None, config: Config | None = None) -> Drafted:
    """由 old 写出新草稿，old 不动。

    有 front matter 的，清掉字号、份号和日期，其余照旧；没有的，认出要素写进 front matter。out 默认是
    “原名-新稿.md”。读不了、认不出标题、已有同名文件时引发 GongwenError，什么也不写。
    """
    settings = config or Config()
    path = Path(old)
    target = draft_path(out if out is not None else f"{path.stem}-新稿.md")
    source = read_source(path)
    refuse_marked(source, settings)
    document = parse_draft(source, None)
    refuse_classified(document, settings)
    again = renewed(source)
    if again is None:
        return _from_text(document, target)
    notices = [f"清掉了{'、'.join(again.cleared)}"] if again.cleared else []
    notices += _beside(document, path.parent, target.parent)
    if again.reminders:
        notices.append("提到年份、日期、届次的地方，请逐处核对：")
        notices += [f"  {line}" for line in again.reminders[:MOST_SHOWN]]
    if len(again.reminders) > MOST_SHOWN:
        notices.append(f"  还有 {len(again.reminders) - MOST_SHOWN} 处")
    fresh = parse_draft(SourceText(shown_path(target), again.text), None)
    notices += _came_back(fresh)
    return Drafted(write_new({target: again.text}), unfilled_places(fresh), tuple(notices))


def _came_back(document: Document) -> Iterator[str]:
    """清掉之后又从正文里认回来的：去年的日期还在正文末尾。"""
    dated = document.elements.dated if document.elements else None
    if dated is not None:
        line, _ = document.source.position(dated.span.start)
        yield f"正文第 {line} 行还写着日期“{dated.value}”，排版时会当作成文日期：删去，或改成新的"


def _from_text(document: Document, target: Path) -> Drafted:
    if document.elements is None:
        raise DraftError(
            "看不出哪一行是标题，不知道是什么公文",
            place(document.source, None),
            "另起一份：gongwen new 通知，再把正文贴进去",
        )
    made = written(document, target.stem)
    fresh = parse_draft(SourceText(shown_path(target), made.text), None)
    files = {target: made.text} | {target.parent / name: text for name, text in made.parts}
    return Drafted(write_new(files), unfilled_places(fresh), tuple(map(str, document.notices)))


def _beside(document: Document, old: Path, new: Path) -> Iterator[str]:
    """附件、被印发件写的是相对路径，新草稿换了文件夹就找不到了。"""
    elements = document.elements
    if elements is None or old.resolve() == new.resolve():
        return
    files = [entry.file.value for entry in elements.annexes or () if entry.file is not None]
    files += [elements.issued.value] if elements.issued is not None else []
    files += [block.path.value for block in document.body if isinstance(block, Image)]
    if files:
        yield f"引用的文件要复制到新草稿旁边：{'、'.join(files)}"
