"""校对规则的列表和说明，供 gongwen rules、gongwen explain。"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from gongwen.proofing.pages import Example, parse_page, read_page
from gongwen.report.table_text import aligned

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gongwen.proofing.rule import Rule

FORMAT = 1


def rules_text(rules: Sequence[Rule]) -> str:
    """一行一条的表，末行是条数。"""
    rows = [("代码", "级别", "名称", "依据")]
    rows += [(rule.code, rule.level.term, rule.name, rule.source) for rule in rules]
    return "\n".join([*aligned(rows), "", f"共 {len(rules)} 条；看一条的说明：gongwen explain 代码"]) + "\n"


def rules_json(rules: Sequence[Rule], version: str) -> str:
    """全部规则的 JSON（format 1）。"""
    listed = [
        {
            "code": rule.code,
            "name": rule.name,
            "level": rule.level.value,
            "source": rule.source,
            "fixable": parse_page(read_page(rule.code)).fixable,
        }
        for rule in rules
    ]
    report = {"format": FORMAT, "version": version, "rules": listed}
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"


def explanation(rule: Rule) -> str:
    """一条规则的说明页，例文里的记号换成终端里好读的：【错】→【对】。"""
    page = parse_page(read_page(rule.code))
    examples = {example.line: example for example in page.examples}
    lines = read_page(rule.code).splitlines()
    return "\n".join([f"{lines[0]}（{rule.level.term}）", *_told(lines, examples)]) + "\n"


def _told(lines: Sequence[str], examples: dict[int, Example]) -> Iterator[str]:
    number = 1
    while number < len(lines):
        line = lines[number]
        if line.startswith("```"):
            end = lines.index("```", number + 1)
            shown = examples[number + 2].marked.splitlines()
            yield from (f"    {_readable(each)}" for each in shown)
            number = end
        else:
            yield _readable(line) if number + 1 in examples else line
        number += 1


def _readable(marked: str) -> str:
    """⟦错|对⟧ 写成【错→对】，⟦|对⟧ 写成【补：对】，⟦错|⟧ 写成【删：错】，⟦错⟧ 写成【错】。"""
    shown = ""
    while "⟦" in marked:
        before, _, rest = marked.partition("⟦")
        inside, _, marked = rest.partition("⟧")
        wrong, bar, right = inside.partition("|")
        mark = wrong if not bar else f"{wrong}→{right}" if wrong and right else ""
        shown += f"{before}【{mark or (f'补：{right}' if right else f'删：{wrong}' if wrong else '缺')}】"
    return shown + marked
