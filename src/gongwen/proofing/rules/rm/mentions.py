"""文字里紧挨着职务的姓名（“市长沈砚舟”“沈砚舟市长”），和姓名类要素里的姓名；各条规则共用，一份只读一遍。"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongwen.proofing.lazy import Lazy
from gongwen.proofing.names.near import Near
from gongwen.proofing.names.words import is_name, listed, surnames

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from gongwen.proofing.names.roster import Roster
    from gongwen.proofing.reading import Piece, Reading
    from gongwen.spans import Span

NAME_ROLES = ("approvers", "present", "observers", "on_leave", "stamp_name")
_CORES = (
    "[市县区州盟旗省镇乡部厅局司处科署院校行所站队馆台社]长|秘书长|检察长|指挥长|参谋长|董事长|理事长|会长"
    "|总理|国务委员|专员|主任委员|主任(?!科员|医师|会议)|书记(?!处|员|官)|主席(?!台|团)|政委|司令员|总经理|总工程师|调研员|巡视员"
    "|委员(?!会)"
)
_CORE = Lazy(_CORES)
_POST = Lazy(
    f"(?P<modifiers>(?:常务副|党组副|党委副|党组|党委|代理|代|副|第一副|第一){{0,2}})(?P<core>{_CORES})"
)
_FORMER = Lazy("(?:原任?|前任?|时任|曾任|历任|已故|离任|卸任|拟任|候选|新任|提名).{0,14}$")
_AFTER = Lazy(
    r"(?=$|[，。、；：！）（\s]|同志|主持|出席|列席|参加|陪同|强调|指出|要求|讲话|讲到|带队|率队|致辞|宣布|介绍|汇报|传达|通报|部署|表态|总结|点评|发言|牵头|负责|担任|为"
    r"|签署|签订|会见|调研|主讲|作|补充|到场|表示|认为|代表|前往|深入|检查|督导|督察|走访|慰问|看望|听取|安排|等(?:[\d一二三四五六七八九十]|领导|同志|出席|参加|陪同|[，。、）])|和|与|及|在|到|向|任)"
)
# 两个字的姓名写错、三个字的少写一个，后面是这些的，也断得开
_GOES_ON = Lazy(
    r"[的将已还也就先再又亲对从把被给代由以于是]|现场|当场|一行|签字|批示|批准|同意|提出|听取|召集|召开|组织|率领|会上|陪|赴"
    r"|分别|分头|共同|关于|首先|随后|最后|重点|实地|全程"
)
_ORGAN_ENDS = "局委办厅部院处科所站队心府会镇乡县区市省州司署行校社团组室段场厂馆台库组班"
_OWN = ("", "市", "县", "区", "市政府", "市人民政府", "县政府", "县人民政府", "区政府", "区人民政府")
# 头一个字也是姓的动词：“市长召集和主持”
_VERBS = frozenset(
    {"召集", "连任", "任期", "任职", "任命", "兼任", "同意", "从严", "应对", "包保", "包抓", "宣誓"}
)
_STRONG = (Near.WRITING, Near.SWAPPED, Near.SOUND, Near.SHAPE)
_SHORT = (*_STRONG, Near.MISSING)
_LAST: list[tuple[Reading, tuple[Mention, ...]]] = []


@dataclass(frozen=True, slots=True)
class Mention:
    """一处姓名。piece.text.value[start:end] 是姓名。

    post 是紧挨着的职务（修饰连职名），没有为空；organ 是职务前面的单位：认得出的是名称，没有写为空，
    写了而认不出的为 None；former 表示前面有“原”“时任”之类；context 是职务前面的文字。
    """

    piece: Piece
    start: int
    end: int
    post: str = ""
    organ: str | None = ""
    former: bool = False
    context: str = ""
    post_start: int = 0
    post_end: int = 0

    @property
    def name(self) -> str:
        """姓名。"""
        return self.piece.text.value[self.start : self.end]

    @property
    def span(self) -> Span:
        """姓名在原文中的区间。"""
        return self.piece.text.at(self.start, self.end)

    @property
    def post_span(self) -> Span:
        """职务在原文中的区间。"""
        return self.piece.text.at(self.post_start, self.post_end)

    @property
    def in_element(self) -> bool:
        """在签发人、出席之类的要素里。"""
        return self.piece.role in NAME_ROLES


def mentions(reading: Reading) -> tuple[Mention, ...]:
    """一份文件里的各处姓名，按先后。"""
    if not _LAST or _LAST[0][0] is not reading:
        _LAST[:] = [(reading, tuple(_mentions(reading)))]
    return _LAST[0][1]


def _mentions(reading: Reading) -> Iterator[Mention]:
    last: Piece | None = None
    for found in _CORE.finditer(reading.whole):
        if _promising(reading.whole, found, reading.roster):
            piece, _ = reading.placed(found.start())
            if piece is not last:
                last = piece
                yield from _beside_posts(piece, reading.roster)
    posts = _stamp_posts(reading)
    for piece in reading.of(*NAME_ROLES):
        yield from _in_element(piece, reading.roster, posts.get(id(piece), ""))


def _promising(text: str, found: re.Match[str], roster: Roster | None) -> bool:
    """旁边可能有姓名：后面一个字是姓，或后面断得开、前面几个字是一句的开头。先看一眼，省得处处细看。"""
    following = text[found.end() : found.end() + 1]
    if following in surnames() or (roster and following in roster.characters):
        return True
    if not _AFTER.match(text, found.end()):
        return False
    before = text[max(found.start() - 8, 0) : found.start()]
    return (
        len(before) < 8
        or not before.isalpha()
        or bool(roster and any(c in roster.characters for c in before))
    )


def _stamp_posts(reading: Reading) -> dict[int, str]:
    """签名章的职务是它后面的姓名的。"""
    found, last = {}, ""
    for piece in reading.of("stamp_post", "stamp_name"):
        if piece.role == "stamp_post":
            last = piece.text.value
        else:
            found[id(piece)], last = last, ""
    return found


def _beside_posts(piece: Piece, roster: Roster | None) -> Iterator[Mention]:
    value = piece.text.value
    done = 0
    for found in _POST.finditer(value):
        if value[max(found.start() - 1, 0) : found.start()] in ("总", "首"):
            continue
        after = _name_after(value, found.end(), roster)
        before = _name_before(value, found.start(), roster) if found.start() >= done else 0
        if after:
            yield _made(piece, found.end(), found.end() + after, found.span(), roster)
            done = found.end() + after
        elif before and _AFTER.match(value, found.end()):
            span = found.start() - before, found.start()
            yield Mention(piece, *span, found[0], "", _is_former(value, span[0]), "", *found.span())


def _made(piece: Piece, start: int, end: int, post: tuple[int, int], roster: Roster | None) -> Mention:
    value = piece.text.value
    context = _context(value, post[0])
    former = _is_former(value, post[0])
    organ = _organ(context, roster)
    return Mention(piece, start, end, value[slice(*post)], organ, former, context, *post)


def _is_former(value: str, at: int) -> bool:
    return _FORMER.search(value[max(at - 18, 0) : at].rpartition("，")[2].rpartition("；")[2]) is not None


def _context(value: str, at: int) -> str:
    """职务前面连着的汉字。"""
    start = at
    while start > max(at - 24, 0) and value[start - 1].isalpha():
        start -= 1
    return value[start:at]


def _organ(context: str, roster: Roster | None) -> str | None:
    known = roster.organs if roster else ()
    organ = next((each for each in known if context.endswith(each)), None)
    if organ or not context:
        return organ or ""
    if context in _OWN:
        return ""
    place = next((each for each in roster.places if context.endswith(each)), None) if roster else None
    if place:
        return place
    # “由市长”“邀请副市长”：前面的不是单位
    return "" if context[-1] not in _ORGAN_ENDS else None


def _name_after(value: str, at: int, roster: Roster | None) -> int:
    """职务后面的姓名有几个字；没有为 0。名册里有的、只差一点的在先。"""
    if roster:
        for size in (3, 2, 4):
            if len(value) >= at + size and roster.called(value[at : at + size]):
                return size
        for size in (3, 2, 4):
            piece = value[at : at + size]
            if len(piece) == size and piece.isalpha() and _is_near(value, at, size, roster):
                return size
    return next((size for size in (3, 2) if _is_plain_name(value, at, size)), 0)


def _is_near(value: str, at: int, size: int, roster: Roster) -> bool:
    """与名册里的只差一点；三个字里两个相同、另一个音同形近的，两个字的，后面不必是标点。"""
    near = roster.near(value[at : at + size])
    if not near or _ends(value, at + size):
        return bool(near)
    how = near[0][1]
    return (size == 3 and how in _STRONG) or (size == 2 and how in _SHORT)


def is_parted(mention: Mention) -> bool:
    """姓名后面断得开：是标点、职务，或者接着说他怎样。"""
    value, at = mention.piece.text.value, mention.end
    return mention.post_start == at or _ends(value, at) or _GOES_ON.match(value, at) is not None


def _ends(value: str, at: int) -> bool:
    return _AFTER.match(value, at) is not None


def _is_plain_name(value: str, at: int, size: int) -> bool:
    piece = value[at : at + size]
    common = listed("not_names")
    known = len(piece) == size and is_name(piece) and piece not in common and piece[:2] not in common
    return known and piece[:2] not in _VERBS and piece[-1] not in "和与及或的" and _ends(value, at + size)


def _name_before(value: str, at: int, roster: Roster | None) -> int:
    """职务前面的姓名有几个字；没有为 0。只认前面是标点、句首的，“由沈砚舟市长”之类只认名册里有的。"""
    for size in (3, 2, 4):
        piece = value[max(at - size, 0) : at]
        if len(piece) < size or not piece.isalpha():
            continue
        starts = at == size or not value[at - size - 1].isalpha()
        if roster and (roster.called(piece) or (starts and roster.near(piece))):
            return size
        if starts and size < 4 and is_name(piece):
            return size
    return 0


def _in_element(piece: Piece, roster: Roster | None, post: str) -> Iterator[Mention]:
    """“沈砚舟”“市长沈砚舟”“市教育局殷绍钧”：职务写在前面的已经读过。"""
    value = piece.text.value
    name = "".join(value.split())
    if name == value and not _POST.search(value):
        size = _element_name(value, roster)
        organ = value[: len(value) - size] if size else ""
        if size:
            yield Mention(piece, len(value) - size, len(value), post, organ or "", context=organ)


def _element_name(value: str, roster: Roster | None) -> int:
    for size in (3, 2, 4) if roster else ():
        if len(value) >= size and roster and roster.called(value[-size:]):
            return size
    if 1 < len(value) <= 4:
        return len(value)
    for size in (3, 2) if roster else ():
        known = len(value) > size and value[-size - 1] in _ORGAN_ENDS
        if roster and known and roster.near(value[-size:]):
            return size
    return 0
