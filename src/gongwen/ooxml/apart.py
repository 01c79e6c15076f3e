"""别人的 Word 文件在另一个进程里读：读坏了、读不完，都不连累这边。那边交回 Story 的 JSON。"""

from __future__ import annotations

from typing import Any

from gongwen.apart import Reading, answer_apart
from gongwen.confined import Limits
from gongwen.errors import PackageError
from gongwen.ooxml.story import Aside, AsideKind, Story, Stretch

LIMITS = Limits(seconds=60.0, memory_kb=2 * 1024 * 1024, file_blocks=0)
_AGAIN = "用 Word 或 WPS 打开看看，另存一份再用；来历不明的文件不要用"
_READING = Reading("Word 文件", "", PackageError, _AGAIN)


def read_story_apart(data: bytes, name: str) -> Story:
    """一个 .docx（.docm、.dotx）的文字，在限时、限内存的子进程里读。

    name 是报错时显示的名字。不是 Word 文档、损坏、太大、加了密、带 DTD，或读不完时引发 PackageError。
    """
    return story_from(answer_apart("gongwen.ooxml.reading_child", LIMITS, data, name, _READING))


def packed(story: Story) -> dict[str, Any]:
    """Story 写成 JSON 能写的样子：部件名只写一次，各节写成一串数。"""
    parts = list(dict.fromkeys(each.part for each in story.stretches))
    index = {part: at for at, part in enumerate(parts)}
    return {
        "text": story.text,
        "marks": story.marks,
        "parts": parts,
        "stretches": [(e.start, e.end, index[e.part], e.node, e.offset) for e in story.stretches],
        "asides": [(aside.kind.value, aside.start, aside.end) for aside in story.asides],
        "body_end": story.body_end,
        "notices": story.notices,
    }


def story_from(answer: dict[str, Any]) -> Story:
    """packed 的反面。"""
    parts = answer["parts"]
    return Story(
        answer["text"],
        tuple((start, label) for start, label in answer["marks"]),
        tuple(
            Stretch(start, end, parts[part], node, offset)
            for start, end, part, node, offset in answer["stretches"]
        ),
        tuple(Aside(AsideKind(kind), start, end) for kind, start, end in answer["asides"]),
        answer["body_end"],
        tuple(answer["notices"]),
    )
