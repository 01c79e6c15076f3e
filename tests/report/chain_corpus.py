"""流转的几种样子，和把每一处文字都换成坏字的一件。"""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any

from tests.signoff import chain_scene
from tests.signoff.chain_scene import Story, roster

from gongwen.report.chains import Chain
from gongwen.signoff.timeline import timeline
from gongwen.signoff.verify import Statement, verify

PATH = "build/防汛/通知.manifest.jsonl"
TODAY = date(2026, 5, 11)
NOW = datetime(2026, 5, 11, 1, 0, tzinfo=UTC)


def chain(story: Story, *, path: str = PATH, idle: int | None = 3, verified: bool = False) -> Chain:
    return Chain(
        path,
        timeline(story.manifest, roster(), TODAY),
        idle=idle,
        statement=statement(story) if verified else None,
    )


def statement(story: Story) -> Statement:
    return verify(story.data, PATH, roster(), now=NOW)


def several() -> list[Chain]:
    """各个阶段各一件，还有一件读不了的。"""
    unrouted = Story("关于印发《云岭乡值班制度》的通知", None).build()
    return [
        chain(chain_scene.finished(), path="build/甲/通知.manifest.jsonl", idle=None),
        chain(chain_scene.returned(), path="build/乙/通知.manifest.jsonl", idle=5),
        Chain("build/丙/通知.manifest.jsonl", None, "build/丙/通知.manifest.jsonl:2：流转清单损坏：读不懂"),
        chain(chain_scene.provisional(), path="build/丁/通知.manifest.jsonl", idle=12),
        chain(chain_scene.changed(), path="build/戊/通知.manifest.jsonl", idle=0),
        chain(unrouted, path="build/己/通知.manifest.jsonl", idle=1),
    ]


def hostile(whole: Chain, bad: str) -> Chain:
    """每一处文字都是 bad 的一件。"""
    changed: Chain = _replaced(whole, bad)
    return changed


def _replaced(value: Any, bad: str) -> Any:
    if isinstance(value, Enum):
        return value
    if isinstance(value, str):
        return bad
    if isinstance(value, tuple):
        return tuple(_replaced(each, bad) for each in value)
    if isinstance(value, dict):
        return {key: _replaced(each, bad) for key, each in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return replace(
            value, **{item.name: _replaced(getattr(value, item.name), bad) for item in fields(value)}
        )
    return value
