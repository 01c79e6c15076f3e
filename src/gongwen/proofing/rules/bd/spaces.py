"""BD11、BD48：全角标点旁、汉字之间有空格。页：bd11.md、bd48.md。"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from gongwen.findings import Level
from gongwen.proofing.chars import HAN_DIGITS
from gongwen.proofing.exempt import cited, inside, quoted
from gongwen.proofing.habits import told_once
from gongwen.proofing.lazy import Lazy
from gongwen.proofing.reading import PARAGRAPH, RUN_IN
from gongwen.proofing.rule import Hit, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.proofing.reading import Reading

_SPACES = " 　\t\xa0"
_BEFORE = "，。、；：？！”’）》〉】〕"
_AFTER = "，。、；：？！“‘（《〈【〔"
_PAIRS = (
    *(a + b for a, b in product(_SPACES, _BEFORE)),
    *(a + b for a, b in product(_AFTER, _SPACES)),
)
# 空两格以上的是留着填写的、排成几列的，不是误打的空格。
_WRONG = Lazy(
    rf"(?<![\s_])(?<=(.))[{_SPACES}](?=[{_BEFORE}])|(?<=([{_AFTER}]))[{_SPACES}](?=[^\s_{_BEFORE}])"
)
_BLANKS = frozenset("年月日第共计为:/")
_OWN_RULES = frozenset({"signature_stamps", "approvers", "issuers", "copied_to", "addressees"})


def check(reading: Reading) -> Iterator[Hit]:
    """标点前后的空格。多是转换、换行、分列留下的，看得出来，只作提示。"""
    yield from told_once(_beside_marks(reading))


def _beside_marks(reading: Reading) -> Iterator[Hit]:
    for piece in reading.with_any(*_PAIRS):
        if piece.role in _OWN_RULES:
            continue
        value = piece.text.value
        for found in _WRONG.finditer(value):
            start, end = found.span()
            before, after = found.group(1, 2)
            # “年　月　日”“负责人：　（签字）”是留着填写的
            if after == "：" or (before and (before in _BLANKS or before in _AFTER)):
                continue
            # 序数之后的空格：一、 甲
            if after == "、" and not value[: start - 1].strip(f"{HAN_DIGITS}0123456789"):
                continue
            yield Hit(piece.text.at(start, end), "全角标点旁不空格", "")


RULE = Rule("BD11", "标点旁有空格", Level.ADVICE, "GB/T 15834—2011 5.1（标点占一个字位置）", check)

_BETWEEN = Lazy(r"(?<=[\u4e00-\u9fff”》）])[ 　](?=[\u4e00-\u9fff“《（])")
# 条、款、序数之后，并列的机关之间的空格是有意留的
_KEPT_AFTER = Lazy(
    r"(?:第[一二三四五六七八九十百零〇\d]{1,7}[编章节条款部分]{1,2}"
    r"|[）)日]|国务院|[检法]院|检察院|中央|[局部委厅室署府司办组处]|委员会|监会|银行|人大)$"
)
_SENTENCE = 20
_FIRST = 10


def _check_between(reading: Reading) -> Iterator[Hit]:
    """长句里汉字之间的空格。一段只提示一处：排版、识别留下的往往一连许多处。"""
    yield from told_once(_between(reading))


def _between(reading: Reading) -> Iterator[Hit]:
    for piece in reading.of(PARAGRAPH, RUN_IN):
        value = piece.text.value
        if len(value) < _SENTENCE or (" " not in value and "　" not in value):
            continue
        # 题注（……公布　自……起施行）、书名、口号里的空格是有意留的
        if value[0] in "（(":
            continue
        names = sorted((*cited(value), *quoted(value)))
        for found in _BETWEEN.finditer(value, _FIRST):
            at = found.start()
            if not inside(names, at) and not _KEPT_AFTER.search(value, at - 9, at):
                yield Hit(piece.text.at(at, at + 1), "汉字之间有空格", "")
                break


BETWEEN = Rule("BD48", "汉字之间有空格", Level.ADVICE, "校对通则（行文不空格）", _check_between)
