"""一处的指纹：规则、所在的句子、同样的第几处。前面添行、删行，改动别的句子，都不改变它。

基线、核定的记录、SARIF 和 GitLab 的报告都靠它认出“还是那一处”。
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from gongwen.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gongwen.findings import Finding
    from gongwen.spans import SourceText

_ENDS = "。！？；!?;\r\n"
_BLANK = re.compile(r"\s+")
# 几千字不断句的，只看所报之处前后这么多字，免得一行里有一千处时慢成平方。
_REACH = 200
LENGTH = 16


def with_fingerprints(source: SourceText, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """各处加上指纹，次序不变；findings 应已按位置排好。"""
    seen: Counter[str] = Counter()
    done = []
    for finding in findings:
        about = sentence_at(source, finding.span) if finding.span else finding.message
        place = source.slice(finding.span)[:_REACH] if finding.span else ""
        key = "\n".join((finding.code, normalised(about), normalised(place)))
        seen[key] += 1
        digest = hashlib.sha256(f"{key}\n{seen[key]}".encode("utf-8", "surrogatepass")).hexdigest()
        done.append(replace(finding, fingerprint=digest[:LENGTH]))
    return tuple(done)


def sentence_at(source: SourceText, span: Span) -> str:
    """区间所在的句子，含句末标点；最多向两边各看 200 字，区间太长的只看它的开头。"""
    text = source.text
    span = Span(span.start, min(span.end, span.start + _REACH))
    low, high = max(0, span.start - _REACH), min(len(text), span.end + _REACH)
    start = max((text.rfind(mark, low, span.start) + 1 for mark in _ENDS), default=0)
    ends = (at for mark in _ENDS if (at := text.find(mark, max(span.end, start), high)) >= 0)
    return text[max(start, low) : min(ends, default=high) + 1]


def normalised(text: str) -> str:
    """空白的差别不计。全角半角的要计：改了一个逗号，又写错另一个，不是原来那一处。"""
    return _BLANK.sub("", text)
