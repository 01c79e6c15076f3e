"""校对规则总表和各族的说明：由规则的声明和说明页生成，供 docs/校对规则.md、docs/校对规则/。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.findings import Level
from gongwen.proofing.pages import read_page
from gongwen.proofing.rules import FAMILIES, RULES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongwen.proofing.rule import Rule

_INTRO = """# 校对规则

本页和 `校对规则/` 里的各页由规则的说明页生成（`make docs`），不要手改。

差错计入差错率和裁定，提示不计；写“差错、提示”的，拿不准的几种情形降为提示。按办公室制度：标题、重要人物姓名、
重大方针政策有一处差错即不通过；正文差错超过文件字数万分之三不通过，正好万分之三不算。其他要素的差错照列，
付印前须改正，不改变裁定。附件、被印发件各按自己的字数裁定。
"""
_FAMILY_INTRO = """# {code} {name}

例文里 `⟦错|对⟧` 表示报这一处、建议改成“对”；`⟦错⟧` 只报，没有改法；`⟦|对⟧` 是补上，`⟦错|⟧` 是删去。
全部规则见[总表](../校对规则.md)。
"""


def catalogue_pages() -> dict[str, str]:
    """各页的 Markdown 全文，按文件名：总表，一族一页。"""
    pages = {"校对规则.md": _whole()}
    for code, name in FAMILIES.items():
        parts = [_demoted(read_page(rule.code)) for rule in _family(code)]
        pages[f"校对规则/{code}.md"] = "\n".join([_FAMILY_INTRO.format(code=code, name=name), *parts])
    return pages


def _family(code: str) -> Sequence[Rule]:
    return [rule for rule in RULES if rule.code.startswith(code)]


def _whole() -> str:
    families = ["| 族 | 查什么 | 条数 |", "|---|---|---|"]
    families += [
        f"| [{code}](校对规则/{code}.md) | {name} | {len(_family(code))} |" for code, name in FAMILIES.items()
    ]
    rows = ["| 代码 | 名称 | 级别 | 依据 |", "|---|---|---|---|", *map(_row, RULES)]
    return "\n".join([_INTRO, *families, "", f"共 {len(RULES)} 条。", "", *rows, ""])


def _row(rule: Rule) -> str:
    code, anchor = rule.code, rule.code.lower()
    cell = f'<a id="{anchor}"></a>[{code}](校对规则/{code[:2]}.md#{anchor})'
    return f"| {cell} | {rule.name} | {levels_of(rule)} | {rule.source} |"


def levels_of(rule: Rule) -> str:
    """“差错”“提示”，或“差错、提示”：说明页里另有提示一节的。"""
    if rule.level is Level.ADVICE:
        return Level.ADVICE.term
    return "差错、提示" if "\n## 提示\n" in read_page(rule.code) else Level.ERROR.term


def _demoted(page: str) -> str:
    """标题降一级，代码处设锚点。"""
    lines = [f"#{line}" if line.startswith("#") else line for line in page.splitlines()]
    code = lines[0].split()[1].lower()
    return "\n".join([f'<a id="{code}"></a>', "", *lines, ""])
