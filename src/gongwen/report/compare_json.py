"""对照结果的 JSON（format 1）：同样的输入，同样的字节。"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gongwen.report.json_text import json_text

if TYPE_CHECKING:
    from gongwen.compare.differences import Comparison, Difference, Passage
    from gongwen.compare.stream import Compared

FORMAT = 1


def compare_json(comparison: Comparison, version: str) -> str:
    """全部结果，以换行结尾；各处按在签发稿里的先后。same 是字都相同。"""
    return json_text(compare_table(comparison, version), 2) + "\n"


def compare_table(comparison: Comparison, version: str) -> dict[str, Any]:
    """全部结果，写成 JSON 以前的样子。"""
    return {
        "format": FORMAT,
        "version": version,
        "signed": _side(comparison.signed),
        "other": _side(comparison.other),
        "same": not comparison.of_characters,
        "counts": {category.value: count for category, count in comparison.counts.items()},
        "notices": list(comparison.notices),
        "differences": [_difference(item) for item in comparison.differences],
    }


def _side(compared: Compared) -> dict[str, Any]:
    files = [{"path": source.name, "digest": source.digest} for source in compared.sources]
    return {"path": compared.name, "characters": len(compared.chars), "files": files}


def _difference(item: Difference) -> dict[str, Any]:
    return {
        "category": item.category.value,
        "change": item.change.value,
        "element": item.element,
        "note": item.note,
        "signed": _passage(item.signed),
        "other": _passage(item.other),
    }


def _passage(passage: Passage) -> dict[str, Any]:
    return {
        "path": passage.source,
        "place": passage.place,
        "start": passage.span.start,
        "end": passage.span.end,
        "before": passage.before,
        "text": passage.text,
        "after": passage.after,
    }
