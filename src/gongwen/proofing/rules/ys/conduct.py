"""YS46 至 YS53：行文规则：部门对下级政府、联合行文、内设机构、越级、转报，涉密字样，旧格式，文种。

页：ys46.md 至 ys53.md。
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.document.clauses import REGULATION, STANDARD
from gongwen.document.kinds import Direction, Format
from gongwen.findings import Level
from gongwen.proofing.lazy import Lazy
from gongwen.proofing.rule import Hit, Rule
from gongwen.proofing.rules.ys.listing import UP_KINDS, each_name, is_written, names_of, plain
from gongwen.proofing.rules.ys.marks import SECRETS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.proofing.reading import Reading

_LEADING = ("人民政府", "政府办公室", "政府办公厅", "国务院", "国务院办公厅")
_NOT_DEPARTMENT = (
    "政府",
    "国务院",
    "党委",
    "市委",
    "县委",
    "区委",
    "省委",
    "州委",
    "常委会",
    "人大",
    "政协",
    "中央",
)
_GOVERNMENT = Lazy(r"(?:各|.{1,6}[县区市州乡镇]).{0,12}人民政府|各县.{0,6}人民政府")
_CONSENT = Lazy(
    r"(?:经|受|报|按照|根据)[^。；]{0,30}(?:政府|国务院|党委|省委|市委|县委|区委|同志|领导)[^。；]{0,14}(?:同意|批准|授权|审定|委托|部署|要求|通知|意见|安排)"
)
_COMMANDING = frozenset({"notice", "decision", "opinion", "circular", "order"})
_INTERNAL = Lazy(
    r".{2,}(?:局|委员会|委|厅|办公室|院|部|政府|中心|公司)(?P<inner>[^局委厅院部府]{1,12}(?:科|处|股|室))"
)
_SURELY = ("科", "股")
_STANDING = ("办公室", "办公厅", "办事处", "代表处", "管理处", "联络处", "人民防空办公室", "参事室", "研究室")
_TRANSMITTED = Lazy(r"(?:转报|转呈|转发|呈转|报送).{2,60}的?请示的?(?:请示|报告|函|通知)$")
_LEVELS = (
    (Lazy(r"(?:中华人民共和国)?国务院|全国人民代表大会|中共中央|中央"), 0),
    (Lazy(r"省|自治区"), 1),
    (Lazy(r"[^省区]{2,5}(?:市|自治州|地区|盟)"), 2),
    (Lazy(r"[^省市州]{1,5}(?:县|区|旗)"), 3),
    (Lazy(r"[^省市县区州]{1,5}(?:乡|镇|街道)"), 4),
)
_TWO_LEVELS = 2
_BODY_MARK = Lazy(
    r"(?:密\s?级|秘密等级)\s?[：:]\s?\S{1,8}"
    r"|内部(?:资料|文件|材料)[，,\s　]{0,3}(?:注意保[存密]|请勿外传|不得外传)"
)
_COPIES = Lazy(
    r"[（(]?\s?(?:共印|印数|印发份数)\s?[：:]?\s?\d{1,6}\s?份\s?[）)]?。?|(?:打字|校对)\s?[：:].{2,30}"
)
_NUMBERED = "〔"


def check_department(reading: Reading) -> Iterator[Hit]:
    """部门不得向下级党委、政府发布指令性公文；经政府同意的，文中须注明。"""
    kind, elements = reading.kind, reading.elements
    organs = names_of(reading, "issuing_organs")
    if kind is None or elements is None or kind.name not in _COMMANDING or not organs:
        return
    if any(word in organ for organ in organs for word in _NOT_DEPARTMENT):
        return
    if any(_CONSENT.search(piece.text.value) for piece in reading.with_any("政府", "国务院", "委", "领导")):
        return
    for text in each_name(elements.addressees):
        if _GOVERNMENT.match(plain(text.value)):
            message = "部门向下级政府行文，须经本级政府同意，并在文中注明（如“经市政府同意”）"
            yield Hit(text.at(0, len(text.value)), message)


def check_joint(reading: Reading) -> Iterator[Hit]:
    """联合行文的机关是同级的，不重复。"""
    elements = reading.elements
    texts = list(each_name(elements.issuing_organs)) if elements else []
    written = [text for text in texts if is_written(text)]
    seen: set[str] = set()
    first = plain(texts[0].value) if texts else ""
    for text in written:
        name = plain(text.value)
        whole = text.at(0, len(text.value))
        if name in seen:
            yield Hit(whole, f"发文机关“{name}”写了两次")
        elif name != first and _unequal(first, name):
            message = f"联合行文的应当是同级机关：“{first}”与“{name}”"
            yield Hit(whole, message, level=Level.ADVICE)
        seen.add(name)


def _unequal(one: str, other: str) -> bool:
    """一个是政府，另一个是部门；或一个是省的，另一个是县的。"""
    if one.endswith(_LEADING) != other.endswith(_LEADING):
        governments = [name for name in (one, other) if name.endswith("人民政府")]
        others = [name for name in (one, other) if name.endswith(("局", "厅"))]
        return bool(governments and others)
    levels = [_level(name) for name in (one, other)]
    return None not in levels and levels[0] != levels[1] and one.endswith(_LEADING)


def _level(name: str) -> int | None:
    """名称里最下一级的地名是哪一级；没有为 None。"""
    at, found = 0, None
    for pattern, level in _LEVELS:
        match = pattern.search(name, at)
        if match:
            at, found = match.end(), level
    return found


def check_internal(reading: Reading) -> Iterator[Hit]:
    """内设机构除办公厅（室）外不得对外正式行文。"""
    kind, elements = reading.kind, reading.elements
    if kind is None or elements is None or not kind.statutory:
        return
    for text in each_name(elements.issuing_organs):
        name = plain(text.value)
        found = _INTERNAL.fullmatch(name)
        if found and not name.endswith(_STANDING) and is_written(text):
            level = Level.ERROR if name.endswith(_SURELY) else Level.ADVICE
            message = "部门内设机构除办公厅（室）外不得对外正式行文"
            yield Hit(text.at(0, len(text.value)), message, level=level)


def check_skipping(reading: Reading) -> Iterator[Hit]:
    """一般不得越级行文；特殊情况越级的，同时抄送被越过的机关。"""
    kind, elements = reading.kind, reading.elements
    organs = names_of(reading, "issuing_organs")
    own = _level(organs[0]) if organs else None
    if kind is None or elements is None or kind.name not in UP_KINDS or own is None:
        return
    for text in each_name(elements.addressees):
        above = _level(plain(text.value))
        if above is not None and own - above >= _TWO_LEVELS:
            message = "一般不得越级行文；确需越级的，同时抄送被越过的机关"
            yield Hit(text.at(0, len(text.value)), message)


def check_transmitted(reading: Reading) -> Iterator[Hit]:
    """下级的请示以本机关名义上报时，要提出倾向性意见，不得原文转报。"""
    if reading.kind is None or reading.kind.direction is Direction.PUBLIC:
        return
    for piece in reading.of("title"):
        if _TRANSMITTED.search(plain(piece.text.value)):
            message = "下级机关的请示应当提出倾向性意见后上报，不得原文转报"
            yield Hit(piece.text.at(0, len(piece.text.value)), message)


def check_secret_words(reading: Reading) -> Iterator[Hit]:
    """没有标密级的文件里写着“密级：”“内部资料　注意保存”。"""
    elements = reading.elements
    if elements is None or elements.secrecy is not None:
        return
    for piece in reading.with_any("密", "内部"):
        found = _BODY_MARK.fullmatch(piece.text.value.strip("（()）。 　"))
        if found:
            message = "没有标密级的公文不写这样的字样；涉密的在版头标密级和保密期限"
            yield Hit(piece.text.at(0, len(piece.text.value)), message)


def check_old_forms(reading: Reading) -> Iterator[Hit]:
    """国标没有的要素：印数、打字、校对。"""
    pieces = reading.with_any("共印", "印数", "份数", "打字", "校对")
    spans = [piece.text.span for piece in pieces if _COPIES.fullmatch(piece.text.value.strip())]
    if reading.document.recognized:
        left = reading.document.left_out
        spans += [span for span in left if _COPIES.fullmatch(reading.source.slice(span).strip())]
    for span in spans:
        yield Hit(span, "国标的版记没有印数、打字、校对")


def check_paper(reading: Reading) -> Iterator[Hit]:
    """便函、总结、讲话之类不是法定文种，不用公文格式，不编发文字号。"""
    kind, elements = reading.kind, reading.elements
    if kind is None or elements is None or kind.statutory:
        return
    number = elements.issue_number
    if number is not None and _NUMBERED in number.value:
        message = f"{kind.term}不是条例所列的文种，一般不编发文字号"
        yield Hit(number.at(0, len(number.value)), message)
    elif reading.document.format is Format.GENERAL and elements.kind is not None:
        message = f"{kind.term}不是条例所列的文种，一般不用公文格式单独行文"
        yield Hit(elements.kind.at(0, len(elements.kind.value)), message)


RULES = (
    Rule("YS46", "部门向下级政府行文", Level.ADVICE, f"{REGULATION}第十六条（二）", check_department),
    Rule("YS47", "联合行文的机关", Level.ERROR, f"{REGULATION}第十七条", check_joint),
    Rule("YS48", "内设机构行文", Level.ERROR, f"{REGULATION}第十七条", check_internal),
    Rule("YS49", "越级行文", Level.ADVICE, f"{REGULATION}第十四条", check_skipping),
    Rule("YS50", "原文转报请示", Level.ADVICE, f"{REGULATION}第十五条（三）", check_transmitted),
    Rule("YS51", "没有标密级的涉密字样", Level.ADVICE, f"{SECRETS}第二十二条", check_secret_words),
    Rule("YS52", "国标没有的要素", Level.ADVICE, f"{STANDARD} 7.4 版记", check_old_forms),
    Rule("YS53", "法定文种以外的文书", Level.ADVICE, f"{REGULATION}第八条", check_paper),
)
