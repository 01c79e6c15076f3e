"""一份草稿走哪条路线、有哪些情形，并说出为什么。

先看草稿写的“路线”，再看单位资料的 [签批]，再看各条路线自己写的“适用”，都没有时走条例的最低要求。
不碰文件：有哪些路线、怎样读，由调用的人给。
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gongwen.agency.signing import MERGED, ROUTES, SIGNING
from gongwen.document.kinds import Direction
from gongwen.document.sealing import is_sealed
from gongwen.errors import DraftError, UsageError, Where, nearest, place
from gongwen.signoff.built import Routing
from gongwen.signoff.route import BEGIN_ANEW, JOINT, STAMPED, TELLABLE, UPWARD, organ_conditions
from gongwen.signoff.vocabulary import Separation, StepKind

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from gongwen.agency import Agency
    from gongwen.document.elements import Names
    from gongwen.document.model import Document
    from gongwen.signoff.route import Route, RouteStep
    from gongwen.signoff.route_file import Heading

NATIONAL = "条例发文程序"
# 议案由政府提请人大审议，也是往上报的；条例没有列行文方向
_UPWARD_KINDS = ("议案",)


@dataclass(frozen=True, slots=True)
class Choice:
    """选的一条路线。why 是为什么（一句话）；others 是也适用的各条的名称，先后照该用的次序。"""

    heading: Heading
    why: str
    others: tuple[str, ...] = ()

    @property
    def explained(self) -> str:
        """为什么，连同也适用的各条。"""
        return f"{self.why}；也适用的有：{'、'.join(self.others)}" if self.others else self.why


def choose(
    document: Document, agency: Agency | None, headings: Sequence[Heading], load: Callable[[Heading], Route]
) -> Routing:
    """草稿怎么走。

    headings 是全部路线的开头，load 读其中一条。路线、情形写得不对时引发 DraftError，带位置；
    单位资料里写得不对时引发 UsageError。
    """
    choice = chosen(document, agency, headings)
    return routing(document, with_office_rules(load(choice.heading), agency), choice.explained)


def chosen(document: Document, agency: Agency | None, headings: Sequence[Heading]) -> Choice:
    """选哪一条，为什么。"""
    known = {each.name: each for each in headings}
    usable = {each.name: each for each in headings if not each.incoming}
    fitting = sorted(_fitting(document, usable.values()), key=_rank, reverse=True)
    named = _named(document, known) or _by_office(document, agency, known)
    if named is None and fitting:
        named = Choice(fitting[0].heading, fitting[0].why)
    if named is None:
        if NATIONAL not in usable:
            raise UsageError(f"没有可用的“{NATIONAL}”", None, "单位自己的同名路线要是发文的")
        named = Choice(usable[NATIONAL], "没有别的路线适用，照条例的最低要求")
    others = (each.heading.name for each in fitting if each.heading.name != named.heading.name)
    return replace(named, others=tuple(others))


def routing(document: Document, route: Route, why: str, *, instead: str | None = None) -> Routing:
    """照这条路线怎么走：情形、发文机关、会签单位。

    instead：已经有人签过、路线不能换的，是草稿现在选的路线的名称；没有签过的为 None。
    """
    conditions = dict.fromkeys((*_told(document, route, instead), *automatic(document)))
    _refuse_nobody(document, route, conditions)
    elements = document.elements
    return Routing(
        route,
        why,
        tuple(conditions),
        _values(elements.issuing_organs if elements else None),
        tuple(dict.fromkeys(_values(elements.countersigners if elements else None))),
    )


def automatic(document: Document) -> tuple[str, ...]:
    """由公文本身看得出来的情形。"""
    elements = document.elements
    if elements is None:
        return ()
    kind = document.kind
    upward = kind is not None and (kind.direction is Direction.UP or kind.term in _UPWARD_KINDS)
    found = {
        # 签发人只有上行文才标注（7.2.6）：意见等方向不定的，看它
        UPWARD: upward or elements.approvers is not None,
        JOINT: len(_values(elements.issuing_organs)) > 1,
        STAMPED: is_sealed(document),
    }
    own = organ_conditions(_values(elements.issuing_organs))
    return (*(name for name in TELLABLE if found[name]), *own)


def with_office_rules(route: Route, agency: Agency | None) -> Route:
    """照单位的设置改过职责分离的路线。单位资料里的职责不认识时引发 UsageError。"""
    if agency is None:
        return route
    signing = agency.signing
    duties = {kind.term: kind for kind in StepKind if kind is not StepKind.BUILT}
    for word in signing.merged:
        if word not in duties:
            close = nearest(word, duties)
            hint = f"是不是“{close}”？" if close else ""
            raise UsageError(
                f"“{MERGED}”里没有“{word}”这种职责",
                Where(str(agency.path), signing.line_of(MERGED), key=MERGED),
                f"{hint}可用：{'、'.join(duties)}",
            )
    merged = {duties[word] for word in signing.merged}
    separation = Separation(signing.separation) if signing.separation else route.separation
    separated = tuple(each for each in route.separated if each not in merged)
    return replace(route, separation=separation, separated=separated)


@dataclass(frozen=True, slots=True)
class _Fit:
    heading: Heading
    why: str
    narrow: int
    suffix: int


def _rank(fit: _Fit) -> tuple[int, int, int, str]:
    """先看优先，再看限定得多的，再看机关名称合得长的，再照名称，件件一样。"""
    priority = fit.heading.fits.priority if fit.heading.fits else 0
    return priority, fit.narrow, fit.suffix, fit.heading.name


def _fitting(document: Document, headings: Collection[Heading]) -> Iterator[_Fit]:
    elements = document.elements
    if elements is None:
        return
    kind = document.kind.term if document.kind else ""
    organ = next(iter(_values(elements.issuing_organs)), "")
    told = _values(elements.conditions)
    for heading in headings:
        fits = heading.fits
        if fits is None:
            continue
        suffix = max((each for each in fits.organs if _ends(organ, each)), key=len, default="")
        met = [each for each in fits.conditions if each in told]
        asked = (fits.kinds, fits.organs, fits.formats, fits.conditions)
        good = (kind in fits.kinds, bool(suffix), document.format.value in fits.formats, bool(met))
        if all(ok for wanted, ok in zip(asked, good, strict=True) if wanted):
            why = _why(
                fits.kinds and kind, organ if suffix else "", fits.formats and document.format.value, met
            )
            yield _Fit(heading, why, sum(map(bool, asked)), len(suffix))


def _ends(organ: str, ending: str) -> bool:
    """名称以此结尾；“区人民政府”不算在“某某自治区人民政府”里。"""
    region = ending.startswith("区") and organ.removesuffix(ending).endswith("自治")
    return organ.endswith(ending) and not region


def _why(kind: object, organ: str, form: object, met: Sequence[str]) -> str:
    told = (("文种是", kind), ("发文机关是", organ), ("格式是", form), ("情形有", "、".join(met)))
    return "适用：" + "，".join(f"{what}{value}" for what, value in told if value)


def _named(document: Document, known: dict[str, Heading]) -> Choice | None:
    written = document.elements.route if document.elements else None
    if written is None:
        return None
    if _is_usable(written.value, known):
        return Choice(known[written.value], "草稿里写的")
    raise DraftError(*_unusable(written.value, known, place(document.source, written.span, "路线")))


def _by_office(document: Document, agency: Agency | None, known: dict[str, Heading]) -> Choice | None:
    if agency is None:
        return None
    kind = document.kind
    name = agency.signing.route_for(*(kind.written if kind else ()))
    if not name:
        return None
    if _is_usable(name, known):
        named = (
            f"{kind.term}走这一条"
            if kind and kind.written[0] in (agency.signing.routes or {})
            else "走这一条"
        )
        return Choice(known[name], f"{agency.path.name} 的 [{SIGNING}] 定的：{named}")
    where = Where(str(agency.path), agency.signing.line_of(ROUTES), key=ROUTES)
    raise UsageError(*_unusable(name, known, where))


def _is_usable(name: str, known: dict[str, Heading]) -> bool:
    return name in known and not known[name].incoming


def _unusable(name: str, known: dict[str, Heading], where: Where) -> tuple[str, Where, str]:
    """起草用不了这条路线：是收文的，或没有。"""
    listed = "有哪些路线，运行 gongwen route list"
    if name in known:
        return f"“{name}”是收文路线，起草公文不能用", where, f"换一条发文的，或删去“路线”；{listed}"
    close = nearest(name, [each for each in known if _is_usable(each, known)])
    return f"没有“{name}”这条路线", where, (f"是不是“{close}”？" if close else "") + listed


def _told(document: Document, route: Route, instead: str | None) -> tuple[str, ...]:
    """草稿写的情形，都要是这条路线认得的。"""
    names = document.elements.conditions if document.elements else None
    known = (*(route.conditions or {}), *TELLABLE)
    for item in names.items if names else ():
        if item.value not in known:
            close = nearest(item.value, known) if instead in (None, route.name) else None
            hint = f"是不是“{close}”？" if close else ""
            raise DraftError(
                f"路线“{route.name}”没有“{item.value}”这种情形",
                place(document.source, item.span, "情形"),
                f"{hint}可用：{'、'.join(known)}；{_another(route, instead)}",
            )
    return _values(names)


def _another(route: Route, instead: str | None) -> str:
    """要走别的路线怎么办。"""
    if instead is None:
        return "要走别的路线，写上“路线”"
    named = f"要走“{instead}”的" if instead != route.name else "要走别的路线的，写上“路线”"
    return f"已经有人签过，这一件照“{route.name}”办到底；{named}，{BEGIN_ANEW}"


def _refuse_nobody(document: Document, route: Route, conditions: Collection[str]) -> None:
    """几种情形的限定合在一起，没有一个角色可以办的。"""
    for step in route.steps:
        limits = [each for each in step.limits if each.condition in conditions]
        if step.wanted(conditions) and limits and not _able(step, limits):
            told = "、".join(f"{each.condition}要{'或'.join(each.roles)}" for each in limits)
            names = document.elements.conditions if document.elements else None
            raise DraftError(
                f"这几种情形合在一起，没有人可以办“{step.name}”：{told}",
                place(document.source, names.span if names else None, "情形"),
                f"改“情形”，或换一条路线（现在是“{route.name}”）",
            )


def _able(step: RouteStep, limits: Sequence[object]) -> set[str]:
    roles = set(step.roles)
    for each in step.limits:
        if each in limits:
            roles &= set(each.roles)
    return roles


def _values(names: Names | None) -> tuple[str, ...]:
    return names.values() if names else ()
