"""指到别处：YZ21 第几条，YZ22 图表的序号，YZ23 附件的范围。页：yz21.md、yz22.md、yz23.md。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.document.clauses import cite
from gongwen.document.numbering import ARTICLE_LEVEL, han_number
from gongwen.findings import Level
from gongwen.proofing.lazy import Lazy
from gongwen.proofing.rule import Hit, Rule
from gongwen.proofing.sequence import breaks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.proofing.reading import Piece, Reading

_OWN_ARTICLE = Lazy(
    r"本(?:办法|规定|条例|细则|规则|制度|章程|法|规范|规程|准则|规约|公约)第(?P<n>[一二三四五六七八九十百零〇]{1,7}|\d{1,3})条"
)
_CAPTION = Lazy(r"\s*(?P<what>[图表])\s?(?P<n>\d{1,2})(?![\d.．\-—–])[\s　:：.．]?")
_CAPTIONS = Lazy(r"(?:^|(?<=[\s　]))(?P<what>[图表])\s?(?P<n>\d{1,2})(?![\d.．\-—–])")
_SENTENCE = ("。", "；", "，", "：")
_MENTION = Lazy(r"(?:见|如|详见|参见|据)(?P<what>[图表])\s?(?P<n>\d{1,2})(?![\d.．\-—–])")
_RANGE = Lazy(r"附件\s?(?P<a>\d{1,2})\s?(?:-|—|–|至|到|～|~|－)\s?(?:附件)?(?P<b>\d{1,2})(?![\d年月日])")
_COUNT = Lazy(r"附件(?:共|一共|合计)\s?(?P<n>\d{1,2}|[一二三四五六七八九十两]{1,3})(?:个|份|件)")
_MOST_CAPTION = 60
_AMENDING = ("修改为", "改为“", "增加一条", "删去第")
_OTHERS = ("》", "》的", "号", "号文", "号文件", "其", "原", "通知的", "方案的")


def check_articles(reading: Reading) -> Iterator[Hit]:
    """“本办法第五十条”，而全文只有四十条。"""
    parts: dict[int, list[Piece]] = {}
    for piece in reading.body():
        parts.setdefault(piece.part, []).append(piece)
    for pieces in parts.values():
        articles = [
            piece.number.value for piece in pieces if piece.number and piece.number.level == ARTICLE_LEVEL
        ]
        # 改动别的文件的，“本规定”是那个文件
        if any(word in piece.text.value for piece in pieces for word in _AMENDING):
            continue
        # 节录的、只有几条的不查
        if len(articles) < 3 or articles[0] != 1 or articles != sorted(set(articles)):
            continue
        for piece in pieces:
            for found in _OWN_ARTICLE.finditer(piece.text.value):
                number = han_number(found["n"]) if not found["n"].isdigit() else int(found["n"])
                if number and number > articles[-1]:
                    span = piece.text.at(*found.span("n"))
                    yield Hit(span, f"全文到第{articles[-1]}条为止，没有第{number}条")


def check_figures(reading: Reading) -> Iterator[Hit]:
    """图题、表题的序号逐个相接；“见表5”而没有表5。"""
    captions: dict[tuple[int, str], list[tuple[Piece, int, int, int]]] = {}
    for piece in reading.with_any("图", "表"):
        value = piece.text.value
        if _CAPTION.match(value) and len(value) <= _MOST_CAPTION and not value.endswith(_SENTENCE):
            # 并排的两个图，图题写在一行里
            for found in _CAPTIONS.finditer(value):
                key = piece.part, found["what"]
                captions.setdefault(key, []).append((piece, *found.span("n"), int(found["n"])))
    for (_, what), items in captions.items():
        if len(items) < 2 or items[0][3] != 1:
            continue
        for broken in breaks([item[3] for item in items]):
            piece, start, end, number = items[broken.at]
            message = f"“{what}{number}”不相接，前一个是“{what}{items[broken.at - 1][3]}”"
            yield Hit(piece.text.at(start, end), message, str(broken.expected) if broken.fixable else None)
    yield from _mentions(reading, captions)


def _mentions(
    reading: Reading, captions: dict[tuple[int, str], list[tuple[Piece, int, int, int]]]
) -> Iterator[Hit]:
    for piece in reading.with_any("见图", "见表", "如图", "如表", "据表"):
        for found in _MENTION.finditer(piece.text.value):
            items = captions.get((piece.part, found["what"]))
            if items and int(found["n"]) > max(item[3] for item in items):
                message = f"没有“{found['what']}{found['n']}”，只到“{found['what']}{items[-1][3]}”"
                # 图也许没有图题
                yield Hit(piece.text.at(*found.span("n")), message, level=Level.ADVICE)


def check_annex_range(reading: Reading) -> Iterator[Hit]:
    """“附件1—5”“附件共五个”，与附件说明所列的对照。"""
    if reading.elements is None or not reading.elements.annexes:
        return
    listed = len(reading.elements.annexes)
    for piece in reading.with_any("附件"):
        if piece.part:
            continue
        value = piece.text.value
        for found in _RANGE.finditer(value):
            if int(found["b"]) > listed and not value.endswith(_OTHERS, 0, found.start()):
                yield Hit(piece.text.at(*found.span("b")), f"只列了 {listed} 个附件", str(listed))
            elif int(found["a"]) >= int(found["b"]):
                yield Hit(piece.text.at(found.start("a"), found.end("b")), "附件的起止颠倒")
        for found in _COUNT.finditer(value):
            number = int(found["n"]) if found["n"].isdigit() else han_number(found["n"])
            if number != listed:
                yield Hit(piece.text.at(*found.span("n")), f"附件说明列了 {listed} 个附件")


ARTICLES = Rule("YZ21", "指到没有的条", Level.ERROR, "校对通则（指引与所指相符）", check_articles)
FIGURES = Rule("YZ22", "图表序号不相接", Level.ERROR, "校对通则（序数逐个相接）", check_figures)
ANNEX_RANGE = Rule("YZ23", "附件的个数、范围不符", Level.ERROR, cite("7.3.4"), check_annex_range)
