"""YS32 至 YS36：署名、用印、签名章、发文机关标志。页：ys32.md 至 ys36.md。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.document.clauses import REGULATION, cite
from gongwen.document.kinds import Direction, Format
from gongwen.document.placeholders import UNFILLED
from gongwen.findings import Level
from gongwen.proofing.rule import Hit, Rule
from gongwen.proofing.rules.ys.listing import each_name, is_written, names_of, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.proofing.reading import Reading
    from gongwen.spans import Text

_OFFICES = ("办公室", "办公厅", "")
_NO_SEAL, _NO_SIGNATURE, _SEAL, _STAMP = "不盖章", "不落款", "盖章", "签名章"
_ONE_TO_ONE = frozenset({"request", "report", "reply", "bill"})
_SIGNED = frozenset({"request", "report", "reply", "letter", "notice", "circular"})
_PERIODICAL = frozenset({"minutes", "bulletin"})


def check_issuer(reading: Reading) -> Iterator[Hit]:
    """署名就是发文机关；政府的公文由它的办公室印发的除外。"""
    elements, kind = reading.elements, reading.kind
    if elements is None or kind is None or not kind.statutory or elements.issuers is None:
        return
    organs, issuers = names_of(reading, "issuing_organs"), list(each_name(elements.issuers))
    if kind.name == "minutes" or not organs or not issuers:
        return
    signed = [plain(text.value) for text in issuers]
    # 认出来的标志可以只有主办机关，有一个对得上就不说别的。
    joint = reading.document.recognized and any(_same(name, organ) for name in signed for organ in organs)
    for text, name in zip(issuers, signed, strict=True):
        if not is_written(text) or any(_same(name, organ) for organ in organs):
            continue
        near = any(_near(name, organ) for organ in organs)
        if near or not joint:
            level = None if near or not reading.document.recognized else Level.ADVICE
            message = f"署名“{name}”与发文机关（{'、'.join(organs)}）不一致"
            yield Hit(text.at(0, len(text.value)), message, level=level)
    missing = [organ for organ in organs if not any(_same(name, organ) for name in signed)]
    if len(signed) < len(organs) and missing and not reading.document.recognized:
        yield Hit(elements.issuers.span, f"联合行文的署名要列全，缺{'、'.join(missing)}")


def _same(one: str, other: str) -> bool:
    """同一个机关，或一个是另一个的办公室，或一个是另一个的简称。"""
    short, long = sorted((one, other), key=len)
    if long.startswith(short) and long[len(short) :] in _OFFICES:
        return True
    rest = iter(long)
    return len(short) < len(long) - 1 and short[-1] == long[-1] and all(char in rest for char in short)


def _near(one: str, other: str) -> bool:
    """只差一个字。"""
    if len(one) == len(other):
        return sum(left != right for left, right in zip(one, other, strict=True)) == 1
    short, long = sorted((one, other), key=len)
    return len(long) == len(short) + 1 and any(long[:at] + long[at + 1 :] == short for at in range(len(long)))


def check_minutes(reading: Reading) -> Iterator[Hit]:
    """纪要不署名、不盖章。"""
    elements, kind = reading.elements, reading.kind
    if elements is None or kind is None or kind.name != "minutes":
        return
    level = Level.ADVICE if reading.document.recognized else None
    if elements.issuers is not None:
        yield Hit(elements.issuers.span, "纪要不署名，发文机关在标志里", level=level)
    sealing = elements.sealing
    if sealing and sealing.value in (_SEAL, _STAMP):
        yield Hit(sealing.at(0, len(sealing.value)), "纪要不加盖印章")
    for stamp in elements.signature_stamps or ():
        yield Hit(stamp.name.at(0, len(stamp.name.value)), "纪要不加盖签名章", level=level)


def check_sealing(reading: Reading) -> Iterator[Hit]:
    """只有标有特定标志的普发性公文和电报可以不盖章。"""
    elements, kind = reading.elements, reading.kind
    sealing = elements.sealing if elements else None
    if sealing is None or kind is None or reading.document.recognized:
        return
    if reading.document.format is Format.PLAIN:
        return
    whole = sealing.at(0, len(sealing.value))
    if sealing.value == _NO_SEAL and (kind.name == "letter" or reading.document.format is Format.LETTER):
        yield Hit(whole, f"{kind.term}不是普发性公文，应当加盖印章")
    elif sealing.value == _NO_SEAL and kind.name in _ONE_TO_ONE:
        message = f"{kind.term}一般要加盖印章：只有标有特定标志的普发性公文和电报可以不盖"
        yield Hit(whole, message, level=Level.ADVICE)
    elif sealing.value == _NO_SIGNATURE and kind.name in _SIGNED:
        yield Hit(whole, f"{kind.term}应当有发文机关署名和成文日期", level=Level.ADVICE)


def check_stamp(reading: Reading) -> Iterator[Hit]:
    """命令由签发人签名章，联合发布的各有一个；议案由政府正职签署。"""
    elements, kind = reading.elements, reading.kind
    if elements is None or kind is None or reading.document.recognized:
        return
    if kind.name not in ("order", "bill"):
        return
    level = None if kind.name == "order" else Level.ADVICE
    organs = elements.issuing_organs
    stamps = elements.signature_stamps
    if not stamps:
        yield Hit(None, f"{kind.term}应当加盖签发人“签名章”", level=level)
    elif organs and not organs.verbatim and len(stamps) < len(organs.items):
        name = stamps[-1].name
        message = f"{len(organs.items)}个机关联合发布，只有{len(stamps)}个签名章"
        yield Hit(name.at(0, len(name.value)), message, level=level)


def check_masthead(reading: Reading) -> Iterator[Hit]:
    """发文机关标志：命令以“命令”“令”结尾，信函不加“文件”，其余是发文机关名称。"""
    elements, kind = reading.elements, reading.kind
    written = elements.masthead if elements else None
    if written is None or kind is None or not kind.statutory or UNFILLED.search(written.value):
        return
    value, whole = plain(written.value), written.at(0, len(written.value))
    if kind.name == "order":
        if not value.endswith(("命令", "令")):
            yield Hit(whole, "命令的标志是发文机关全称加“命令”或“令”")
        elif "政府" in value.replace("人民政府", ""):
            yield Hit(whole, "命令的标志用发文机关全称")
    elif reading.document.format is Format.LETTER and value.endswith("文件"):
        at = written.value.rindex("文")
        yield Hit(written.at(at, len(written.value)), "信函格式的标志不加“文件”", "")
    elif kind.name not in _PERIODICAL and not _names_organ(reading, written):
        organs = "、".join(names_of(reading, "issuing_organs"))
        yield Hit(whole, f"发文机关标志里没有发文机关（{organs}）的名称", level=Level.ADVICE)


def _names_organ(reading: Reading, written: Text) -> bool:
    value = plain(written.value)
    organs = names_of(reading, "issuing_organs")
    core = value.removesuffix("文件")
    if reading.kind and reading.kind.direction is Direction.PUBLIC:
        core = core.removesuffix(reading.kind.term)
    return not organs or "电报" in value or any(organ in value or _same(core, organ) for organ in organs)


_SIGNATURE = f"{REGULATION}第九条（十三）"
RULES = (
    Rule("YS32", "署名与发文机关不一致", Level.ERROR, f"{REGULATION}第九条（十一）", check_issuer),
    Rule("YS33", "纪要有署名、印章", Level.ERROR, f"{_SIGNATURE}；{cite('10.3')}", check_minutes),
    Rule("YS34", "该盖章的没有盖章", Level.ERROR, _SIGNATURE, check_sealing),
    Rule("YS35", "命令、议案没有签名章", Level.ERROR, f"{cite('10.2')}；7.3.5.3", check_stamp),
    Rule("YS36", "发文机关标志的写法", Level.ERROR, f"{cite('7.2.4')}；10.1；10.2", check_masthead),
)
