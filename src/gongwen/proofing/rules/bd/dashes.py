"""BD26—BD28：破折号的形式，起止的连接号，汉字之间的短横线。页：bd26.md 至 bd28.md。"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from gongwen.findings import Level
from gongwen.proofing.exempt import inside, quoted
from gongwen.proofing.habits import told_once
from gongwen.proofing.lazy import Lazy
from gongwen.proofing.reading import CELL
from gongwen.proofing.rule import Hit, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.proofing.reading import Piece, Reading

_HAN = r"\u4e00-\u9fff"
_LINES = "-－─―ー–−"
_DOUBLE = Lazy(
    rf"(?:^|(?<=[{_HAN}”’）》。，；：！？]))"
    rf"(?:-{{2,4}}|－{{2,4}}|─{{2,4}}|―{{2,4}}|ー{{2,4}}|–{{2,4}}|— —)(?=[{_HAN}“《（])"
)
_TRIPLE = Lazy(rf"(?:^|(?<=[{_HAN}”）》。，；：]))—{{3}}(?=[{_HAN}“《])")
# 点号之后、段首的单个一字线只能是半个破折号；两个词之间的是连接号。
_HALF = Lazy(rf"(?:^|(?<=[，。；：！？]))[—―─－](?=[{_HAN}“《])|^-(?=[{_HAN}“《])|(?<=[{_HAN}])—(?=“)")
_WORD_LIKE = Lazy(
    rf"(?:^|(?<=[”》）]))一一(?![对列落核说分解记录登细查作予])(?=[{_HAN}“《])|(?<=[{_HAN}])一一(?=“)"
)
_RIGHT = Lazy("——(?!—)")
_STARTS = frozenset("-－─―ー–—一")
_NEEDLES = (
    *("--", "－－", "──", "――", "ーー", "––", "— —", "———", "—“", "一一“"),
    *(a + b for a, b in product("，。；：！？", "—―─－")),
    *("”一一", "》一一", "）一一"),
)


def _check_dash(reading: Reading) -> Iterator[Hit]:
    """缺半个的破折号；多半个的、减号和画线符号代替的很通行，和“一一”都只作提示。"""
    yield from told_once(_all_dashes(reading), Level.ERROR)


def _all_dashes(reading: Reading) -> Iterator[Hit]:
    for piece in reading.pieces:
        # “——坚持……”是对的，最多见
        if piece.text.value[:1] in _STARTS and not _RIGHT.match(piece.text.value):
            yield from _dashes(piece)
    for piece in reading.with_any(*_NEEDLES):
        if piece.text.value[:1] not in _STARTS:
            yield from _dashes(piece)


def _dashes(piece: Piece) -> Iterator[Hit]:
    value = piece.text.value
    if piece.role == CELL:
        return
    for pattern in (_DOUBLE, _TRIPLE, _HALF):
        for found in pattern.finditer(value):
            # 引号里的是名称，两个词之间也可能是连接号
            fix = None if inside(quoted(value), found.start()) else "——"
            level = None if pattern is _HALF else Level.ADVICE
            yield Hit(piece.text.at(*found.span()), "破折号的形式是“——”", fix, level=level)
    for found in _WORD_LIKE.finditer(value):
        message = "破折号打成了汉字“一一”，请核对"
        yield Hit(piece.text.at(*found.span()), message, "——", level=Level.ADVICE)


DASH = Rule("BD26", "破折号的形式", Level.ERROR, "GB/T 15834—2011 4.10.2", _check_dash)

_YEARS = Lazy(r"(?<![\d-])(?:19|20)\d\d年?([-－–−~∼〜_]|--|－－|——)(?=(?:19|20)\d\d年)")
# 一字线打成了汉字“一”；“二0一0年”不算
_HAN_ONE = Lazy(
    r"(?<![\d〇○零一二三四五六七八九.])(\d{1,4})[年月日%％]?(一)(?=\d{1,8}(?![\d一二三四五六七八九]))"
)
_SPAN_MARKS = "-－–−~∼〜_"
_WRONG_SPANS = frozenset({"——", "_"})
_AMOUNTS = Lazy(
    r"(?<![\dA-Za-z.\-－/])\d{1,6}(?:\.\d{1,3})?[%％]?([-－–−~∼〜])(?=\d{1,6}(?:\.\d{1,3})?"
    r"(?:[%％℃]|[万亿]|[个家人名次项年月日天岁周小分秒元吨米公亩倍种所处套件条户辆期级层])(?![-－]))"
)
_OF_TIME = Lazy(r"\d{1,4}[年月日周岁时]")
_PAIRS = tuple(f"{digit}{mark}" for digit in "0123456789年月日%％" for mark in _SPAN_MARKS + "—一")


def _check_spans(reading: Reading) -> Iterator[Hit]:
    """起止年份、数值范围用了短横线、半角浪线，很通行，只作提示；打成汉字“一”、破折号的是差错。"""
    yield from told_once(_all_spans(reading), Level.ERROR)


def _all_spans(reading: Reading) -> Iterator[Hit]:
    for piece in reading.with_any(*_PAIRS):
        value = piece.text.value
        for found in _YEARS.finditer(value):
            level = None if found[1] in _WRONG_SPANS else Level.ADVICE
            yield Hit(piece.text.at(*found.span(1)), "起止年份之间用一字线“—”", "—", level=level)
        for found in _HAN_ONE.finditer(value):
            # 区号、编号之间是短横线
            fix = None if found[1].startswith("0") and len(found[1]) > 1 else "—"
            yield Hit(piece.text.at(*found.span(2)), "连接号打成了汉字“一”", fix)
        for found in _AMOUNTS.finditer(value):
            # 年份由上面报
            if not _YEARS.match(value, found.start()):
                of_time = _OF_TIME.match(value, found.end()) is not None
                message = "起止的时间之间用一字线“—”" if of_time else "数值范围用浪纹线“～”或一字线“—”"
                fix = "—" if of_time else "～"
                yield Hit(piece.text.at(*found.span(1)), message, fix, level=Level.ADVICE)


SPANS = Rule("BD27", "起止、范围的连接号", Level.ERROR, "GB/T 15834—2011 4.13.3.2、4.13.3.3", _check_spans)

_BETWEEN_WORDS = Lazy(rf"(?<=[{_HAN}）])[-－–−―─ー](?=[{_HAN}（])")
_WORD_MARKS = "－–−―─ー-"


def _check_words(reading: Reading) -> Iterator[Hit]:
    """地名、项目之间的短横线：宜昌-恩施。也可能是名称原有的写法，只作提示。"""
    yield from told_once(
        Hit(piece.text.at(*found.span()), "起止、走向的连接号用一字线“—”", "—")
        for piece in reading.with_any(*_WORD_MARKS)
        for found in _BETWEEN_WORDS.finditer(piece.text.value)
    )


WORDS = Rule("BD28", "汉字之间用了短横线", Level.ADVICE, "GB/T 15834—2011 4.13.3.2", _check_words)
