"""发文字号：机关代字〔年份〕序号（GB/T 9704—2012 7.2.5）；令、纪要、简报的第×号、第×期。"""

from __future__ import annotations

import re
from dataclasses import dataclass

_YEARED = re.compile(
    r"(?P<code>[\u3400-\u9fffA-Za-z]{1,20})〔(?P<year>(?:19|20)\d\d)〕(?P<serial>[1-9]\d{0,5})号"
)
_RUNNING = re.compile(
    r"(?P<code>[\u3400-\u9fffA-Za-z]{0,20}?)(?:(?P<year>(?:19|20)\d\d)年)?第(?P<serial>[1-9]\d{0,5})[号期]"
)


@dataclass(frozen=True, slots=True)
class IssueNumber:
    """写得规范的发文字号。code 是机关代字（第×号、第×期的可以没有），year 没有写的为 None。"""

    code: str
    year: int | None
    serial: int
    yeared: bool


def parse_issue_number(written: str) -> IssueNumber | None:
    """写得规范的发文字号；别的写法一概为 None。"""
    yeared = _YEARED.fullmatch(written)
    found = yeared or _RUNNING.fullmatch(written)
    if found is None:
        return None
    year = int(found["year"]) if found["year"] else None
    return IssueNumber(found["code"], year, int(found["serial"]), yeared is not None)
