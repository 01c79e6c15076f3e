"""术语表：由要素、文种、条款的声明生成，供 docs/术语表.md 和报错用语共用。"""

from __future__ import annotations

from gongwen.document.clauses import CLAUSES, STANDARD
from gongwen.document.elements import Elements
from gongwen.document.kinds import KINDS, PAPERS, Kind
from gongwen.document.terms import Term, terms_of


def glossary_page() -> str:
    """术语表的 Markdown 全文。"""
    return "\n".join([*_intro(), *_element_rows(), "", *_kind_rows(), "", *_clause_rows()]) + "\n"


def _intro() -> list[str]:
    return [
        "# 术语表",
        "",
        "本页由程序里的声明生成（`make docs`），不要手改。草稿 front matter 的键就是“术语”一列；",
        "“标识”是程序里用的英文名。",
        "",
    ]


def _element_rows() -> list[str]:
    rows = ["## 要素", "", "| 术语（键） | 标识 | 依据 | 强度 | 怎么写 | 说明 |", "|---|---|---|---|---|---|"]
    return [*rows, *map(_element_row, terms_of(Elements))]


def _element_row(term: Term) -> str:
    shape = term.shape.value
    if term.choices:
        shape = f"{shape}：{'、'.join(term.choices)}"
    must = "（必备）" if term.required else ""
    return (
        f"| {term.term}{must} | `{term.name}` | {term.clause} | {term.strength} | {shape} | {term.meaning} |"
    )


def _kind_rows() -> list[str]:
    rows = ["## 文种", "", "| 文种 | 标识 | 行文方向 | 默认格式 | 其他写法 |", "|---|---|---|---|---|"]
    others = ["", "## 其他文书", "", "条例没有列为文种，办公室常用；标题不要求以文种结尾。", "", *rows[2:]]
    return [*rows, *map(_kind_row, KINDS), *others, *map(_kind_row, PAPERS)]


def _kind_row(kind: Kind) -> str:
    other = "、".join(kind.spellings)
    return f"| {kind.term} | `{kind.name}` | {kind.direction} | {kind.default_format} | {other} |"


def _clause_rows() -> list[str]:
    rows = [f"## {STANDARD} 条款", "", "| 条款 | 名称 |", "|---|---|"]
    return rows + [f"| {number} | {name} |" for number, name in CLAUSES.items()]
