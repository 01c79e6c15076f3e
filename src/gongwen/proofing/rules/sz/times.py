"""SZ29：“减少几倍”。页：sz29.md。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.findings import Level
from gongwen.proofing.lazy import Lazy
from gongwen.proofing.rule import Rule
from gongwen.proofing.rules.sz.forms import HAN, Form, find

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.proofing.reading import Reading
    from gongwen.proofing.rule import Hit

_TIMES = rf"(?:\d{{1,4}}(?:\.\d{{1,2}})?|[{HAN}十百千几数两]{{1,4}})[多余]?倍"
_FORMS = (
    Form(
        Lazy(
            rf"(?:减少|降低|下降|缩短|缩小|压缩|减轻|减|降|少|低|缩)了?(?:近|约|超过|大约)?{_TIMES}(?!速|率|频)"
        ),
        "“{}”：减少、降低不用倍数，用百分数或几分之几",
        near=("倍",),
    ),
)


def check(reading: Reading) -> Iterator[Hit]:
    """每一处用倍数说的减少。"""
    return find(reading, _FORMS)


RULE = Rule("SZ29", "减少、降低用了倍数", Level.ADVICE, "校对通则（数量增减的说法）", check)
