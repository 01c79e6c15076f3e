"""对干净的和造了错的文字运行校对：只有这里引用 gongwen.proofing。"""

from __future__ import annotations

import traceback
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from gongwen.agency import Agency, load_agency
from gongwen.errors import GongwenError
from gongwen.findings import Level
from gongwen.proofing.engine import proof_document
from gongwen.proofing.rules import RULES
from gongwen.sources.draft import parse_draft
from gongwen.spans import SourceText

if TYPE_CHECKING:
    from tools.quality.clean import CleanDocument

    from gongwen.findings import Finding


@dataclass(frozen=True, slots=True)
class Found:
    """一条结果。start 为 None：没有位置；part 是第几份原文，0 是草稿自己。"""

    code: str
    error: bool
    message: str
    start: int | None
    end: int | None
    part: int = 0

    @property
    def family(self) -> str:
        """规则的族。"""
        return self.code[:2]


@dataclass(frozen=True, slots=True)
class Proofed:
    """一件校对的结果；refused 不空：读不成，是什么缘故；crashed 不空：规则自己出了错。"""

    found: tuple[Found, ...]
    characters: int
    refused: str = ""
    crashed: str = ""


@cache
def _agency(path: Path | None) -> Agency | None:
    return load_agency(path) if path else None


def proofed(document: CleanDocument, text: str | None = None) -> Proofed:
    """校对这件公文；给了 text 的校对 text，名字、文件夹、单位资料照旧。"""
    source = SourceText(document.name, document.text if text is None else text)
    try:
        draft = parse_draft(source, document.folder)
        results = proof_document(draft, RULES, agency=_agency(document.roster))
    except GongwenError as error:
        return Proofed((), 0, refused=str(error))
    except Exception as error:  # noqa: BLE001 一条规则坏了，其余的照样量；坏的列出来，以 1 退出
        where = traceback.extract_tb(error.__traceback__)[-1]
        return Proofed((), 0, crashed=f"{Path(where.filename).name}:{where.lineno} {error!r}")
    found = tuple(_found(item, part) for part, result in enumerate(results) for item in result.findings)
    return Proofed(found, sum(result.characters for result in results))


def _found(item: Finding, part: int) -> Found:
    start, end = (item.span.start, item.span.end) if item.span else (None, None)
    return Found(item.code, item.level is Level.ERROR, item.message, start, end, part)
