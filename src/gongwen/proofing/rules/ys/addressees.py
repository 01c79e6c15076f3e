"""YS18 至 YS21：主送、抄送机关的标点，主送机关该有没有、不该有而有，写了个人。页：ys18.md 至 ys21.md。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.document.clauses import REGULATION, cite
from gongwen.document.kinds import Direction, Format
from gongwen.findings import Level, Zone
from gongwen.proofing.lazy import Lazy
from gongwen.proofing.reading import PARAGRAPH
from gongwen.proofing.rule import Hit, Rule
from gongwen.proofing.rules.ys.listing import UP_KINDS, each_name, is_person, is_written, names_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.proofing.reading import Piece, Reading
    from gongwen.spans import Text

_LABEL = Lazy(r"(?:主\s?送|抄\s?送)(?:机关|单位)?\s?[：:]")
_REPEATED = Lazy(r"[，、；。,;]{2,4}(?=.)")
_STOPPED = Lazy(r"。(?=.)")
_TRAILING = Lazy(r"(?<![，、；。,;:.])[，、；。,;:.]++$")
_AND_SO_ON = Lazy(r"等(?:有关)?(?:单位|部门|机关)?(?=[：:。]?$)")
_SEPARATOR = Lazy(r"[，、；]")
_MIXED_LEAST = 3
# 一行全是机关名称：没有“的、为、是”之类成句的字。
_ORGANS = Lazy(
    r"(?:(?![的为是对在将了以请按就])[\u4e00-\u9fff（）()、]){1,60}"
    r"(?:政府|委员会|办公室|办公厅|部门|部委|单位|机构|[局厅委办院]|街道|乡镇|科室|学校|企业|公司)"
)
_REAL_TITLE = Lazy(r"[^，。；：]{0,60}关于[^。；：]{2,100}(?:通知|通报|批复|复函|函|请示|报告|意见|决定)")
_SPLIT = Lazy(r"[，；,]")
_MAX_LINE = 160
_NEEDED = frozenset({"request", "report", "letter", "reply", "bill"})
_USUAL = frozenset({"notice", "circular", "opinion"})
_GENERAL = frozenset({"proclamation", "announcement", "communique", "order", "minutes"})
_HANDED = "交办"


def check_marks(reading: Reading) -> Iterator[Hit]:
    """主送机关末尾的冒号、抄送机关末尾的句号由排版加；其余的标点各归其位。"""
    for piece in reading.of("addressees", "copied_to"):
        if is_written(piece.text):
            yield from _label(piece.text)
            yield from _inside(piece.text)
            yield from _at_end(piece, _stop(reading, piece), recognized=reading.document.recognized)


def _stop(reading: Reading, piece: Piece) -> str:
    """末尾的点号：标题之下的主送是冒号；抄送，移到版记的主送，是句号（7.4.2）。"""
    first = next(reading.body(), None)
    moved = reading.document.recognized and first is not None and piece.text.span > first.text.span
    return "：" if piece.role == "addressees" and not moved else "。"


def _label(text: Text) -> Iterator[Hit]:
    found = _LABEL.match(text.value)
    if found:
        yield Hit(text.at(*found.span()), f"“{found[0]}”由排版加，不写在名称里", "")


def _inside(text: Text) -> Iterator[Hit]:
    for found in _REPEATED.finditer(text.value):
        yield Hit(text.at(*found.span()), "标点重复", found[0][0])
    if not _REPEATED.search(text.value):
        for found in _STOPPED.finditer(text.value):
            yield Hit(text.at(*found.span()), "机关名称之间不用句号", "，")
    names = [name.value for name in names_in(text)]
    marks = set(_SEPARATOR.findall(text.value))
    if len(names) >= _MIXED_LEAST and {"，", "、"} <= marks and _alike(names):
        message = "同类的机关之间，顿号、逗号混用"
        yield Hit(text.at(0, len(text.value)), message, level=Level.ADVICE)


def _alike(names: list[str]) -> bool:
    """都是“市××局”之类一样起头的。"""
    return len({name[0] for name in names}) == 1 and names[0][0] in "市县区省州"


def _at_end(piece: Piece, right: str, *, recognized: bool) -> Iterator[Hit]:
    text, value = piece.text, piece.text.value
    found = _TRAILING.search(value)
    so_on = _AND_SO_ON.search(value)
    if so_on:
        message = "应当把机关写全，不写“等”"
        yield Hit(text.at(*so_on.span()), message, level=Level.ADVICE)
    # 排版补冒号、句号；半角的冒号由 BD01 改。
    if found and found[0] not in (right, ":"):
        fix = right if recognized else ""
        yield Hit(text.at(*found.span()), f"末尾应当用“{right}”", fix)
    elif found is None and recognized and piece.role == "copied_to" and not value.endswith("："):
        yield Hit(text.at(len(value), len(value)), "抄送机关末尾应当有句号", "。")


def check_colon(reading: Reading) -> Iterator[Hit]:
    """贴来的文字，标题之下一行是主送机关，却没有冒号。"""
    elements, kind = reading.elements, reading.kind
    if elements is None or not reading.document.recognized or elements.addressees is not None:
        return
    if (mistaken := _taken_as_title(reading)) is not None:
        yield mistaken
        return
    body = [piece for piece in reading.body() if piece.part == 0]
    if kind is None or not kind.statutory or kind.direction is Direction.PUBLIC or len(body) < 2:
        return
    first = body[0]
    value = first.text.value
    end = len(value) - len(found[0]) if (found := _TRAILING.search(value)) else len(value)
    if first.role == PARAGRAPH and 2 < end <= _MAX_LINE and _all_organs(value[:end]):
        yield Hit(first.text.at(end, len(value)), "主送机关后应当有全角冒号", "：")


def _taken_as_title(reading: Reading) -> Hit | None:
    """只有一个机关的，没有冒号就认成了标题，真的标题在它上面，被略去了。"""
    title = reading.elements.title if reading.elements else None
    if title is None or "\n" in title.value or not _ORGANS.fullmatch(title.value):
        return None
    above = (reading.source.slice(span).strip() for span in reading.document.left_out if span < title.span)
    if not any(_REAL_TITLE.fullmatch(line) for line in above):
        return None
    # 同一处还会报标题没有文种：改法让给人，免得两处一起改坏。
    whole = title.at(0, len(title.value))
    return Hit(whole, "主送机关后应当有全角冒号，没有就会认成标题", zone=Zone.OTHER)


def _all_organs(value: str) -> bool:
    items = [item for item in _SPLIT.split(value) if item]
    return bool(items) and all(map(_ORGANS.fullmatch, items))


def check_person(reading: Reading) -> Iterator[Hit]:
    """上行文不主送、不抄送个人；领导交办的除外。"""
    kind, elements = reading.kind, reading.elements
    if kind is None or elements is None or kind.name not in UP_KINDS | {"opinion"}:
        return
    handed = kind.name == "opinion" or bool(reading.with_any(_HANDED))
    level = Level.ADVICE if handed else None
    for term, names in (("主送", elements.addressees), ("抄送", elements.copied_to)):
        for name in each_name(names):
            if is_person(name.value):
                message = f"不以机关名义向上级机关负责人报送公文：{term}写机关，不写个人"
                yield Hit(name.at(0, len(name.value)), message, level=level)


def check_presence(reading: Reading) -> Iterator[Hit]:
    """请示、报告、函、批复、议案要有主送机关；公告、通告、公报、命令、纪要一般没有。"""
    kind, elements = reading.kind, reading.elements
    if kind is None or elements is None or reading.document.format is Format.PLAIN:
        return
    if elements.addressees is None:
        level = None if kind.name in _NEEDED and not reading.document.recognized else Level.ADVICE
        finished = kind.name in _USUAL and elements.issue_number is not None
        if (kind.name in _NEEDED or finished) and not any(check_colon(reading)):
            yield Hit(None, f"{kind.term}没有“主送机关”", level=level)
    elif kind.name in _GENERAL and not reading.document.recognized:
        message = f"{kind.term}面向社会或者另行分送，一般不写主送机关"
        yield Hit(elements.addressees.span, message, level=Level.ADVICE)


_TO = f"{REGULATION}第九条（八）"
RULES = (
    Rule("YS18", "主送、抄送机关的标点", Level.ERROR, f"{cite('7.3.2')}；{cite('7.4.2')}", check_marks),
    Rule("YS19", "主送机关后没有冒号", Level.ERROR, cite("7.3.2"), check_colon),
    Rule("YS20", "上行文主送、抄送个人", Level.ERROR, f"{REGULATION}第十五条（五）", check_person),
    Rule("YS21", "主送机关的有无", Level.ERROR, f"{_TO}；{cite('7.3.2')}", check_presence),
)
