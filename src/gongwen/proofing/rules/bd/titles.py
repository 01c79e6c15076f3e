"""BD14—BD17：并列引号、书名号之间的顿号，文件名用引号，不是作品的用书名号。页：bd14.md 至 bd17.md。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.findings import Level
from gongwen.proofing.chars import HAN
from gongwen.proofing.habits import told_once
from gongwen.proofing.lazy import Lazy
from gongwen.proofing.rule import Hit, Rule
from gongwen.proofing.rules.bd.quotation import speaks_of_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.proofing.reading import Reading

_CHAIN_SOURCE = "GB/T 15834—2011 4.5.3.5"
# 前后还接着没有引号、书名号的并列项，或者带括注的，顿号省不得。
_QUOTED_CHAIN = Lazy(r"(?<!、)“[^“”]{1,40}”((?:、“[^“”]{1,40}”){1,20})(?![、（])")
_TITLE_CHAIN = Lazy(r"(?<!、)《[^《》]{1,60}》((?:、《[^《》]{1,60}》){1,20})(?![、（])")


def _check_quoted(reading: Reading) -> Iterator[Hit]:
    """“甲”、“乙”、“丙”：一串只报一处，通篇如此的只报一次。"""
    yield from told_once(_chains(reading, "”、“", _QUOTED_CHAIN, "引号"))


def _check_titled(reading: Reading) -> Iterator[Hit]:
    """《甲》、《乙》：一串只报一处，通篇如此的只报一次。"""
    yield from told_once(_chains(reading, "》、《", _TITLE_CHAIN, "书名号"))


def _chains(reading: Reading, needle: str, pattern: Lazy, name: str) -> Iterator[Hit]:
    for piece in reading.with_any(needle):
        for found in pattern.finditer(piece.text.value):
            listed = found[1][: found[1].rindex("、") + 1]
            span = piece.text.at(found.start(1), found.start(1) + len(listed))
            yield Hit(
                span, f"并列的{name}之间通常不用顿号", listed.replace(needle, needle[0] + needle[2])[1:-1]
            )


QUOTED = Rule("BD14", "并列的引号之间用了顿号", Level.ADVICE, _CHAIN_SOURCE, _check_quoted)
TITLED = Rule("BD15", "并列的书名号之间用了顿号", Level.ADVICE, _CHAIN_SOURCE, _check_titled)

_NAMED = Lazy(
    rf"“(?:中华人民共和国[{HAN}]{{1,20}}(?:法|法典|条例)|(关于[^“”]{{4,60}}的(?:通知|意见|决定|办法|方案|规定|批复)))”"
)
_USED_AS = Lazy(
    r"“([^“”《》一二两三四五六七八九十\d+]{4,40}(?:法|条例|办法|规定|细则|通知|意见|规划|纲要|预案|方案))”"
)
_VERBS = (
    *("根据", "按照", "依据", "依照", "印发", "转发", "违反", "施行", "修订", "出台", "编制", "发布"),
    *("颁布", "制定", "实施", "执行", "现将", "拟定的", "》"),
)
_AFTER_NAME = ("已经", "印发", "正式施行", "自", "执行", "施行")
_CLOSED = tuple(f"{end}”" for end in "法例定则知见划要案")


def _check_named(reading: Reading) -> Iterator[Hit]:
    """法规、文件的名称用了引号；不是全称的只作提示。"""
    for piece in reading.with_any(*_CLOSED, "复”"):
        value = piece.text.value
        whole = {
            found.span(): found
            for found in _NAMED.finditer(value)
            if not speaks_of_words(value, found.start())
        }
        for found in whole.values():
            level = Level.ADVICE if found[1] else None
            name = found[0][1:-1]
            yield Hit(piece.text.at(*found.span()), "法规、文件的名称用书名号", f"《{name}》", level=level)
        for found in _USED_AS.finditer(value):
            if found.span() in whole or speaks_of_words(value, found.start()):
                continue
            if value.endswith(_VERBS, 0, found.start()) or value.startswith(_AFTER_NAME, found.end()):
                span = piece.text.at(*found.span())
                yield Hit(span, "法规、文件的名称用书名号", f"《{found[1]}》", level=Level.ADVICE)


NAMED = Rule("BD16", "文件名称用了引号", Level.ERROR, "GB/T 15834—2011 4.15.3.1", _check_named)

_ENDINGS = (
    *("委员会", "人民政府", "办公室", "办公厅", "公安局", "分局", "集团公司", "有限公司"),
    *("工程", "项目", "活动", "论坛", "大赛", "竞赛", "博览会", "奖", "奖章", "专项行动", "课程", "称号"),
)
_NOT_WORK = Lazy(rf"《([^《》〈〉]{{2,25}}(?:{'|'.join(_ENDINGS)}))》")
_IN_WORK = ("关于", "致", "给", "：", "走进")
_ENDED = tuple(f"{ending[-1]}》" for ending in _ENDINGS)


def _check_works(reading: Reading) -> Iterator[Hit]:
    """机关、项目、活动、奖项的名称用了书名号。也可能真有这样一篇文章，只作提示。"""
    for piece in reading.with_any(*_ENDED):
        for found in _NOT_WORK.finditer(piece.text.value):
            if not any(word in found[1] for word in _IN_WORK):
                message = "机关、项目、活动、奖项等不是作品，名称不用书名号"
                yield Hit(piece.text.at(*found.span()), message)


WORKS = Rule("BD17", "不是作品的名称用了书名号", Level.ADVICE, "GB/T 15834—2011 A.13.1", _check_works)
