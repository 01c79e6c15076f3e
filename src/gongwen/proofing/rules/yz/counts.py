"""说的件数与列的件数：YZ15 “以下三项”，YZ16 “甲、乙等3个县”。页：yz15.md、yz16.md。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.document.numbering import han_number
from gongwen.findings import Level
from gongwen.proofing.amounts import counted
from gongwen.proofing.lazy import Lazy
from gongwen.proofing.reading import HEADING, RUN_IN
from gongwen.proofing.rule import Hit, Rule
from gongwen.proofing.sequence import to_han

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Sequence

    from gongwen.proofing.reading import Piece, Reading

_MOST = 30
# “至少有下列两项”“符合下列三项之一”说的不是总数
_AT_LEAST = ("至少", "至少有", "至少具备", "至少符合", "其中", "任意", "不少于", "除")
_N = r"(?P<n>\d{1,2}|[一二两三四五六七八九十]{1,3})"
_UNIT = r"(?:个方面|方面|项|点|条|件|类|种|大|个(?!月|小时|工作日|百分点))"
_CLAIM = Lazy(
    rf"(?:以下|下列|如下|下述|(?:抓好|做好|做到|存在|主要有|主要是|采取|提出|分为)(?:以下|下列|了)?){_N}{_UNIT}(?!规定|基本|指标|或|以上|以下|之[一二]|中的)"
)
_INLINE = Lazy(r"(?:^|(?<=[；。，：！？、:;\s”]))([一二三四五六七八九十]{1,2})(是|要)")
_NAMES = Lazy(
    r"[^，。；：\n]{0,8}[：:](?P<items>[^，。；：、\n（）()]{2,20}(?:、[^，。；：、\n（）()]{2,20}){1,12})。"
)
_LOOSE = Lazy(r"等$|等[^级]|以及其他|[“《]")
_LISTED = Lazy(
    r"(?:^|(?<=[，。；：:！？]))(?:对|将|在|由|向|和|与|为|给予|授予|表彰|包括|涉及|覆盖|其中)?"
    r"(?P<items>[^，。；：:！？、（）()\n]{2,16}(?:、[^，。；：:！？、（）()\n]{2,16}){1,12})等"
    rf"{_N}(?:个(?:县|市|区|乡|镇|村|街道|单位|部门|县区|县市区|县（区）|县（市、区）|省|省份|城市|国家|项目|集体|企业)|家(?:企业|单位)|名(?:同志|干部|个人)|位同志|人|所(?:学校|高校)|项(?:制度|工程|任务)|部(?:法律|法规|规章))"
)
_SOURCE = "校对通则（件数与所列一致）"


def check_claims(reading: Reading) -> Iterator[Hit]:
    """“做好以下三项工作：”之后列了几项。"""
    pieces = list(reading.body())
    for at, piece in enumerate(pieces):
        value = piece.text.value
        for found in _CLAIM.finditer(value):
            number = counted(found["n"])
            if value.endswith(_AT_LEAST, 0, found.start()):
                continue
            tail = value[found.end() :]
            listed = _inline(tail) or (_following(pieces, at) if value.endswith(("：", "。", ":")) else 0)
            if "。" in tail.rstrip("。") and not _inline(tail):
                listed = 0
            if number and not listed and _NAMES.match(tail):
                yield from _check_names(piece, found, number, tail)
            elif number and listed > 1 and number != listed:
                fix = str(listed) if found["n"].isdigit() else to_han(listed)
                message = f"说的是 {number} 项，列出的是 {listed} 项"
                yield Hit(piece.text.at(*found.span("n")), message, None if number == 2 else fix)


def _check_names(piece: Piece, found: re.Match[str], number: int, tail: str) -> Iterator[Hit]:
    """“包括以下四个方面：公文格式、公文写作、校对规范和保密要求。”：顿号隔开的几项。"""
    listing = _NAMES.match(tail)
    if listing is None or _LOOSE.search(listing["items"]):
        return
    items = listing["items"].split("、")
    least = len(items)
    most = least + sum(items[-1].count(word) for word in ("和", "及", "与"))
    if not least <= number <= most:
        message = f"说的是 {number} 项，列出的是 {least} 项"
        yield Hit(piece.text.at(*found.span("n")), message)


def _inline(tail: str) -> int:
    """同一段里“一是……二是……”列了几项；不相接的不算。"""
    values = [han_number(found[1]) or 0 for found in _INLINE.finditer(tail)]
    return len(values) if values == list(range(1, len(values) + 1)) else 0


def _following(pieces: Sequence[Piece], at: int) -> int:
    """后面几段同一层次的序数，从一起、相接的，共有几个。遇到更大的层次、不带序数的就完了。"""
    first = pieces[at + 1] if at + 1 < len(pieces) else None
    number = first.number if first else None
    if first is None or number is None or number.value != 1 or number.unit:
        return _following_is(pieces, at)
    own = pieces[at].number
    if own is not None and own.level >= number.level:
        return 0
    count = 0
    for piece in pieces[at + 1 : at + 200]:
        if piece.part != first.part:
            break
        its = piece.number
        if its is None:
            # 条目下面的自然段；没有标题的一列，遇到不带序数的段就完了
            if piece.role == RUN_IN or (piece.role != HEADING and first.role == HEADING):
                continue
            break
        if its.level < number.level or its.unit:
            break
        if its.level == number.level:
            if its.value != count + 1:
                return 0
            count += 1
    return count


def _following_is(pieces: Sequence[Piece], at: int) -> int:
    """后面几段以“一是”“二是”起头的，共有几个。"""
    count = 0
    for piece in pieces[at + 1 : at + _MOST]:
        values = [han_number(found[1]) or 0 for found in _INLINE.finditer(piece.text.value)]
        if not values or values[0] != count + 1:
            break
        if values != list(range(count + 1, count + len(values) + 1)):
            return 0
        count += len(values)
    return count


def check_listed(reading: Reading) -> Iterator[Hit]:
    """“甲、乙、丙等2个县”：列出的比说的还多。"""
    for piece in reading.with_any("等"):
        for found in _LISTED.finditer(piece.text.value):
            number = counted(found["n"])
            listed = found["items"].count("、") + 1
            if number and listed > number:
                message = f"说的是 {number} 个，前面列出的有 {listed} 个"
                yield Hit(piece.text.at(*found.span("n")), message)


CLAIMS = Rule("YZ15", "项数与所列不符", Level.ERROR, _SOURCE, check_claims)
LISTED = Rule("YZ16", "个数少于所列", Level.ERROR, _SOURCE, check_listed)
