"""校对规则总表：由规则的声明和说明页生成，供 docs/校对规则.md。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.findings import Level
from gongwen.proofing.pages import read_page
from gongwen.proofing.rules import RULES

if TYPE_CHECKING:
    from gongwen.proofing.rule import Rule

_INTRO = """# 校对规则

本页由规则的说明页生成（`make docs`），不要手改。例文里 `⟦错|对⟧` 表示报这一处、建议改成“对”；
`⟦错⟧` 只报，没有改法；`⟦|对⟧` 是补上，`⟦错|⟧` 是删去。

差错计入差错率和裁定，提示不计。按办公室制度：标题、重要人物姓名、重大方针政策有一处差错即不通过；
正文差错超过文件字数万分之三不通过，正好万分之三不算。其他要素的差错照列，付印前须改正，不改变裁定。
附件、被印发件各按自己的字数裁定。
"""


def catalogue_page() -> str:
    """校对规则总表的 Markdown 全文。"""
    rows = ["| 代码 | 名称 | 级别 | 依据 |", "|---|---|---|---|", *map(_row, RULES)]
    pages = [_demoted(read_page(rule.code)) for rule in RULES]
    return "\n".join([_INTRO, *rows, "", *pages])


def _row(rule: Rule) -> str:
    level = "差错" if rule.level is Level.ERROR else "提示"
    return f"| [{rule.code}](#{rule.code.lower()}) | {rule.name} | {level} | {rule.source} |"


def _demoted(page: str) -> str:
    """标题降一级，代码处设锚点。"""
    lines = [f"#{line}" if line.startswith("#") else line for line in page.splitlines()]
    code = lines[0].split()[1].lower()
    return "\n".join([f'<a id="{code}"></a>', "", *lines, ""])
