"""登记的发文字号成不成样子：代字、六角括号、年份、序号；年份是签发的或登记的那一年。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.document.issue_numbers import parse_issue_number
from gongwen.signoff.objection import Check, Objection
from gongwen.signoff.progress import claimed_day, day_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.signoff.progress import Progress
    from gongwen.signoff.step import Step


def number_objections(progress: Progress, step: Step) -> Iterator[Objection]:
    """登记的发文字号的异议；没有写的不在这里说。"""
    written = step.details.number
    if written is None or not written.strip():
        return
    number = parse_issue_number(written)
    if number is None:
        yield Objection(
            Check.REQUIRED,
            f"发文字号“{written}”写得不对",
            "写作 机关代字〔年份〕序号，如 青政办发〔2026〕12号；没有代字的写 第12号、第12期",
        )
        return
    days = (claimed_day(step), day_of(step), *map(day_of, progress.approvals))
    years = sorted({day.year for day in days})
    if number.year is not None and number.year not in years:
        told = "、".join(map(str, years))
        yield Objection(
            Check.REQUIRED,
            f"发文字号的年份是 {number.year}，签发、登记是在 {told} 年",
            "用签发或登记那一年的号",
        )
