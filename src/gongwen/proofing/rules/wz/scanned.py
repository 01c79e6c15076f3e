"""WZ19—WZ23：扫描、网页、旧格式留下的零碎。页：wz19.md—wz23.md。"""

from __future__ import annotations

import html
from datetime import date
from typing import TYPE_CHECKING

from gongwen.findings import Level
from gongwen.proofing import hanzi
from gongwen.proofing.exempt import cited, inside
from gongwen.proofing.lazy import Lazy
from gongwen.proofing.reading import PARAGRAPH, RUN_IN
from gongwen.proofing.rule import Hit, Rule
from gongwen.proofing.rules.wz.codes import is_garbled
from gongwen.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.proofing.reading import Reading

_SPACES = " \u00a0\u2002\u2003\u2009\u202f\u3000"
_SPACED = Lazy(f"[{_SPACES}](?<=[一-鿿]{{6}}.)(?=[一-鿿]{{6}})")
# 第几条、机关名称之后空开的不算
_APART = frozenset("条款项章节编院局厅部委会府办市省县区行社团司")
_LONG = 30
_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹ"
_PINYIN = Lazy(f"(?<=[一-鿿])[（(]([a-zü{_TONED}]{{1,6}})[）)]")
_TONES = str.maketrans(_TONED, "aaaaeeeeiiiioooouuuuüüüünnn")
# 把一声到四声写成字母上的符号：ā 是 1。
_TONE_OF = {char: str(at % 4 + 1) for at, char in enumerate(_TONED[:24])}
# GB 2312 一级字：常用字，用不着注音。
_COMMON = range(0xB0A1, 0xD7FA)
_KANA = dict(zip("ニミハカエタトロノヘーㄧ亅の", "二三八力工夕卜口丿八一一亅的", strict=True))
_LOOKALIKE = Lazy("(?<=[一-鿿])[ニミハカエタトローㄧの](?=[一-鿿])")
# 床笫的“笫”，后面接着数就是“第”
_ORDINAL = Lazy("笫(?=[一二三四五六七八九十百千0-9０-９])")
# 一个词至多二十几个字母：从每个字母起都试到词尾，长行就慢了
_MIXED = Lazy(
    "(?<![A-Za-z])[A-Za-z]{1,24}+[\u0391-\u03c9\u0400-\u04ff][A-Za-z]{0,24}|[\u0410-\u044f][A-Za-z]{1,24}"
)
_LETTERS = str.maketrans(
    "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧοАВЕКМНОРСТУХаеорсухіІѕЅјЈ", "ABEZHIKMNOPTYXoABEKMHOPCTYXaeopcyxiIsSjJ"
)
_KEYWORDS = Lazy(r"(?m)^[ \t\u3000]*主[ \u3000]{0,2}题[ \u3000]{0,2}词[ \u3000]?[：:].*")
# 2012 年 7 月 1 日起用新条例、新国标，不再标主题词。
_NEW_FORMAT = date(2012, 7, 1)
_ENTITY = Lazy(r"&(?:[a-zA-Z]{2,8}|#\d{2,6}|#x[0-9a-fA-F]{2,5});")
_TAG = Lazy(
    r"</?(?:p|br|span|div|strong|b|em|i|u|font|a|td|th|tr|table|tbody|img|sup|sub|ul|li|h[1-6]|o:p)"
    r"(?:\s[^<>]{0,200})?\s?/?>"
)


def spaced(reading: Reading) -> Iterator[Hit]:
    """一句话中间、汉字与汉字之间的空格。标题、名单、表格、落款里有意空开的不提。"""
    for piece in reading.with_any(*_SPACES):
        value = piece.text.value
        if piece.role not in (PARAGRAPH, RUN_IN) or len(value) < _LONG:
            continue
        places = [at for found in _SPACED.finditer(value) if value[(at := found.start()) - 1] not in _APART]
        # 一段里空好几处的，是名单、分列的事项
        if len(places) > 2:
            continue
        titles = cited(value)
        for at in places:
            if not inside(titles, at):
                yield Hit(piece.text.at(at, at + 1), "汉字之间不空格", "")


def pinyin(reading: Reading) -> Iterator[Hit]:
    """常用字后面括注的拼音，是识别、转换时留下的；生僻字注音的不提，没有标调的作提示。"""
    for piece in reading.with_any("（", "("):
        value = piece.text.value
        for found in _PINYIN.finditer(value):
            char = value[found.start() - 1]
            if not _is_common(char) or not _sounds(char, found[1]):
                continue
            level = None if found[1] != found[1].translate(_TONES) else Level.ADVICE
            message = f"“{char}”后面的拼音{found[0]}是识别留下的"
            yield Hit(piece.text.at(*found.span()), message, "", level=level)


def _is_common(char: str) -> bool:
    try:
        return int.from_bytes(char.encode("gb2312")) in _COMMON
    except UnicodeEncodeError:
        return False


def _sounds(char: str, written: str) -> bool:
    plain = written.translate(_TONES)
    tone = "".join(_TONE_OF.get(letter, "") for letter in written)
    return any(
        sound[:-1].replace("v", "ü") in (plain, plain.replace("u", "ü")) and tone in ("", sound[-1])
        for sound in hanzi.sounds(char)
    )


def lookalike(reading: Reading) -> Iterator[Hit]:
    """夹在汉字中间的假名，夹在英文字母中间的俄文、希腊字母：长得像，不是那个字。"""
    if not reading.letters.isdisjoint(_KANA):
        for piece in reading.with_any(*(set(_KANA) & reading.letters)):
            for found in () if is_garbled(piece.text.value) else _LOOKALIKE.finditer(piece.text.value):
                right = _KANA[found[0]]
                yield Hit(piece.text.at(*found.span()), f"“{found[0]}”不是汉字，应为“{right}”", right)
    for piece in reading.with_any("笫"):
        for found in _ORDINAL.finditer(piece.text.value):
            yield Hit(piece.text.at(*found.span()), "“笫”（音子）应为“第”", "第")
    for piece in reading.with_any(*(char for char in reading.letters if "\u0391" <= char <= "\u04ff")):
        for found in _MIXED.finditer(piece.text.value):
            right = found[0].translate(_LETTERS)
            if right.isascii():
                yield Hit(piece.text.at(*found.span()), f"“{found[0]}”里夹着别的字母，应为“{right}”", right)


def keywords(reading: Reading) -> Iterator[Hit]:
    """主题词：1999 年的格式才标。贴来的文字里的不算公文的内容，照原文找；成文日期以前的是网页上的。"""
    if "主" not in reading.source.text or (reading.dated and reading.dated < _NEW_FORMAT):
        return
    written = reading.document.elements.dated if reading.document.elements else None
    start = written.span.end if written else 0
    for found in _KEYWORDS.finditer(reading.source.text, start):
        yield Hit(Span(*found.span()), "公文不再标主题词", "")


def webpage(reading: Reading) -> Iterator[Hit]:
    """网页代码的残留。"""
    for piece in reading.with_any("&", "<"):
        value = piece.text.value
        for found in _ENTITY.finditer(value):
            right = html.unescape(found[0])
            if right != found[0]:
                right = "" if right.isspace() else right
                yield Hit(piece.text.at(*found.span()), f"网页代码“{found[0]}”", right)
        for found in _TAG.finditer(value):
            yield Hit(piece.text.at(*found.span()), f"网页代码“{found[0]}”", "")


_COPIED = "校对通则（转换、识别的文字要核对）"
SPACED = Rule("WZ19", "汉字之间有空格", Level.ADVICE, "GB/T 15834—2011（标点符号用法）；校对通则", spaced)
PINYIN = Rule("WZ20", "字后留有拼音", Level.ERROR, _COPIED, pinyin)
LOOKALIKE = Rule("WZ21", "假名、外文字母当字用", Level.ERROR, _COPIED, lookalike)
KEYWORDS = Rule("WZ22", "主题词", Level.ERROR, "GB/T 9704—2012（取消主题词）", keywords)
WEBPAGE = Rule("WZ23", "网页代码残留", Level.ERROR, _COPIED, webpage)
