"""gongwen verify 的 JSON（format 1）。各键的意思见 docs/验证.md。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.signoff.verify.words import json_of, statement_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongwen.signoff.verify import Statement


def verify_json(statement: Statement, *, roster: str, receipts: str, ignored: Sequence[str] = ()) -> str:
    """以换行结尾的全文；roster、receipts 是照的哪一份，没有的为 null；ignored 是案卷里夹带的、没有用的。"""
    own = {"roster": roster or None, "receipts": receipts or None, "ignored": list(ignored)}
    table = statement_table(statement) | own
    return json_of(table) + "\n"
