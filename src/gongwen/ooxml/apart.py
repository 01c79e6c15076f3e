"""别人的 Word 文件在另一个进程里读：读坏了、读不完，都不连累这边。那边交回 Story 的 JSON。"""

from __future__ import annotations

import json
from typing import Any

from gongwen.confined import Limits, run_module
from gongwen.errors import PackageError, Where
from gongwen.ooxml.story import Aside, AsideKind, Story, Stretch

LIMITS = Limits(seconds=60.0, memory_kb=2 * 1024 * 1024, file_blocks=0)


def read_story_apart(data: bytes, name: str) -> Story:
    """一个 .docx（.docm、.dotx）的文字，在限时、限内存的子进程里读。

    name 是报错时显示的名字。不是 Word 文档、损坏、太大、加了密、带 DTD，或读不完时引发 PackageError。
    """
    try:
        said = run_module("gongwen.ooxml.reading_child", LIMITS, data)
    except TimeoutError as error:
        raise _trouble(name, f"读了 {LIMITS.seconds:g} 秒还没有读完") from error
    except OSError as error:
        raise _trouble(name, f"读 Word 文件的进程起动不了：{error.strerror}") from error
    return _received(said, name)


def _trouble(name: str, what: str) -> PackageError:
    return PackageError(what, Where(name), "用 Word 或 WPS 打开看看，另存一份再用；来历不明的文件不要用")


def _received(said: bytes, name: str) -> Story:
    """那边交回的 JSON。什么也没有交回，是读到一半停了（内存不够，或文件有意写坏）。"""
    try:
        answer: dict[str, Any] = json.loads(said)
    except ValueError as error:
        raise _trouble(name, "读到一半停了：文件坏了，或要的内存太多") from error
    if "problem" in answer:
        raise PackageError(answer["problem"], Where(name), answer["next_step"])
    return story_from(answer)


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
