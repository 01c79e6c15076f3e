"""版面要求的一览（docs/版面要求.md）：由 requirements.toml 生成。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.document.clauses import CLAUSES
from gongwen.layout.measure.table import required_text, requirements

if TYPE_CHECKING:
    from gongwen.layout.measure.table import Requirement

HEAD = """# 版面要求

本页由程序生成（`make docs`），不要手改。`gongwen inspect` 逐项量这些，怎么量见[量成品的版面](量版面.md)。
强度是条款的用语；“推导”由别的条款推得，“惯例”国标没有规定，不合的只是与通行做法不同。

| 要素 | 要求 | 条款 | 强度 |
|---|---|---|---|
"""


def requirements_page() -> str:
    """全部要求，按 requirements.toml 的次序。"""
    return HEAD + "".join(map(_row, requirements()))


def _row(need: Requirement) -> str:
    clause = f"{need.clause} {CLAUSES[need.clause]}"
    return f"| {need.element} | {required_text(need)} | {clause} | {need.strength} |\n"
