"""签之前核对清单里的路线：构建的行没有签名，谁都改得了；要与单位的、与草稿选的一样。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.errors import DraftError, RefusedError, UsageError, Where
from gongwen.office.route import headings, load_route
from gongwen.signoff.route_choice import chosen, routing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from gongwen.agency import Agency
    from gongwen.document.model import Document
    from gongwen.signoff.manifest import Manifest
    from gongwen.signoff.progress import Progress
    from gongwen.signoff.route import Route
    from gongwen.signoff.route_file import Heading

_REBUILD = "重新构建一次；不是你构建的，查明是谁改的"
_NO_OFFICE = "这里没有 office.toml，比的是随包的路线；单位有 office.toml 的，到它所在的文件夹里签"
_MOST = 5


def route_doubts(manifest: Manifest, draft: Path | None, agency: Agency | None) -> tuple[str, ...]:
    """清单里的路线是不是单位的；draft 是找到的草稿，照它再选一次。返回要告诉用户的话。

    还没有人签过而不同的，引发 RefusedError；有人签过的一件照原来的办，只说一声。
    """
    progress = manifest.progress
    if progress.route is None:
        return ()
    known = {each.name: each for each in headings(agency)}
    heading = known.get(progress.route.name)
    wrong = _differing(progress.route, load_route(heading, agency)) if heading else ()
    if progress.begun:
        told = f"清单里的路线与单位现在的不同（{_told(wrong)}）；照清单里的办"
        return (told,) if wrong and not progress.finished else ()
    if not wrong and draft is not None:
        wrong = tuple(_against_draft(progress, _document(draft, agency), agency, known))
    if wrong:
        what = f"清单里的路线与单位的不同（{_told(wrong)}）"
        raise RefusedError(what, Where(manifest.name), _REBUILD if agency else f"{_REBUILD}。{_NO_OFFICE}")
    if heading is None:
        return (f"没有名叫“{progress.route.name}”的路线（单位的、随包的都没有），没有核对清单里的路线",)
    return ()


def _told(wrong: tuple[str, ...]) -> str:
    more = f"……共 {len(wrong)} 处" if len(wrong) > _MOST else ""
    return "；".join(wrong[:_MOST]) + more


def _differing(recorded: Route, own: Route) -> tuple[str, ...]:
    """清单里的与单位的哪里不同；一样的为空。"""
    return () if recorded.digest == own.digest else tuple(_parts(recorded, own)) or ("说明或依据",)


def _parts(recorded: Route, own: Route) -> Iterator[str]:
    if recorded.separation is not own.separation:
        yield f"职责分离是“{recorded.separation}”，单位的是“{own.separation}”"
    if recorded.separated != own.separated:
        yield "要分开的职责"
    if recorded.dated_by is not own.dated_by:
        yield "成文日期照哪一步"
    if recorded.conditions != own.conditions:
        yield "可以写的情形"
    theirs = {each.step_id: each for each in recorded.steps}
    ours = {each.step_id: each for each in own.steps}
    yield from (f"少了“{each.name}”一步" for key, each in ours.items() if key not in theirs)
    yield from (f"多了“{each.name}”一步" for key, each in theirs.items() if key not in ours)
    both = [key for key in ours if key in theirs]
    yield from (f"“{ours[key].name}”一步" for key in both if ours[key] != theirs[key])
    if both != [key for key in theirs if key in ours]:
        yield "各步的次序"


def _document(draft: Path, agency: Agency | None) -> Document:
    """草稿；只取怎么走，不显示内容，密级构建的时候看过。"""
    from gongwen.office.defaults import with_agency
    from gongwen.sources.draft import parse_draft
    from gongwen.sources.reading import read_source

    return with_agency(parse_draft(read_source(draft), draft.parent), agency)


def _against_draft(
    progress: Progress, document: Document, agency: Agency | None, known: Mapping[str, Heading]
) -> Iterator[str]:
    """照草稿再选一次，与清单里的哪里不同。路线是单位没有的，草稿又认不出要素的，没有可比的。"""
    assert progress.route is not None
    try:
        heading = chosen(document, agency, tuple(known.values())).heading
    except (DraftError, UsageError):
        if progress.route.name not in known:
            return  # 草稿写的路线不在这里：另说
        raise
    if heading.name != progress.route.name:
        if progress.route.name in known or document.elements is not None:
            yield f"清单里是“{progress.route.name}”，照草稿是“{heading.name}”"
        return
    own = routing(document, load_route(heading, agency), "")
    rows = (
        ("情形", sorted(progress.conditions), sorted(own.conditions)),
        ("发文机关", list(progress.organs), list(own.organs)),
        ("会签单位", list(progress.countersigners), list(own.countersigners)),
    )
    for term, recorded, derived in rows:
        if recorded != derived:
            shown = ["、".join(each) or "没有" for each in (recorded, derived)]
            yield f"{term}：清单里是{shown[0]}，照草稿是{shown[1]}"
