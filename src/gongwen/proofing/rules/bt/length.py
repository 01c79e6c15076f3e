"""BT22、BT23：标题太长；通知的标题末尾有“（试行）”。页：bt22.md、bt23.md。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.document.clauses import REGULATION, cite
from gongwen.findings import Level
from gongwen.proofing.lazy import Lazy
from gongwen.proofing.rule import Hit, Rule
from gongwen.proofing.rules.bt.titles import after_organs, own_titles, plain_names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.proofing.reading import Reading

# 2 号字一行排 20 字，三行；前面的机关名称是定了的，不算在内。
_MOST = 60
_STATE = Lazy(r"(?:通知|函|请示|报告|批复|通报)(?P<note>（(?:试行|暂行|修订|修正|草案)[^（）]{0,8}）)$")


def check_length(reading: Reading) -> Iterator[Hit]:
    """机关名称之后超过三行的标题。"""
    names = plain_names(reading)
    for title in own_titles(reading):
        length = title.end - after_organs(title, names)
        if title.kind and length > _MOST:
            yield Hit(title.span(0, title.end), f"标题的事由和文种有 {length} 字，排出来超过三行，可以精简")


def check_state(reading: Reading) -> Iterator[Hit]:
    """试行的是所印发的办法，不是通知。"""
    for title in own_titles(reading):
        found = _STATE.search(title.plain)
        if found:
            message = f"“{found['note']}”说的是所发的文件，应当紧跟在文件名称之后"
            yield Hit(title.span(*found.span("note")), message)


LENGTH = Rule(
    "BT22", "标题太长", Level.ADVICE, f"{cite('7.3.1')}（可分一行或多行，简明是惯例）", check_length
)
STATE = Rule(
    "BT23",
    "“（试行）”的位置",
    Level.ADVICE,
    f"{REGULATION}第九条（七）（题注跟着文件名称是惯例）",
    check_state,
)
