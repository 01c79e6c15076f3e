"""路线用例：有哪些路线，草稿走哪一条，看一条，查几份路线文件。"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from gongwen.errors import RefusedError, UsageError, Where, nearest, system_reason
from gongwen.resources import resource_folder
from gongwen.settings import MAX_BYTES
from gongwen.signoff.manifest import read_manifest
from gongwen.signoff.route import AUTOMATIC, BEGIN_ANEW
from gongwen.signoff.route_choice import chosen, routing, with_office_rules
from gongwen.signoff.route_file import SUFFIX, quick_heading, read_heading, read_route
from gongwen.sources.reading import shown_path

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from gongwen.agency import Agency
    from gongwen.config import Config
    from gongwen.document.model import Document
    from gongwen.signoff.built import Routing
    from gongwen.signoff.manifest import Manifest
    from gongwen.signoff.progress import Progress
    from gongwen.signoff.route import Route
    from gongwen.signoff.route_file import Heading

FOLDER = "routes"
MOST = 300
_DRAFTS = (".md", ".txt", ".docx")


def headings(agency: Agency | None) -> tuple[Heading, ...]:
    """全部路线的开头，照名称；单位自己的与随包的同名时用单位的。读不了、写得不对时引发 UsageError。"""
    found = {path.name: path for path in _files(resource_folder(FOLDER))}
    if agency is not None and agency.route_folder is not None:
        found |= {path.name: path for path in _own_files(agency, agency.route_folder)}
    return tuple(quick_heading(path, _data(path)) for _, path in sorted(found.items()))


def _files(folder: Path) -> list[Path]:
    # 以点开头的是编辑器的临时文件
    found = (each for each in folder.glob(f"*{SUFFIX}") if not each.name.startswith("."))
    return sorted(each for each in found if each.is_file())


def _own_files(agency: Agency, folder: Path) -> list[Path]:
    where = Where(shown_path(agency.path), agency.signing.line_of("路线目录"), key="路线目录")
    if not folder.is_dir():
        raise UsageError(f"没有“{agency.signing.folder}”这个文件夹", where, "建一个，或删去“路线目录”")
    files = _files(folder)
    if len(files) > MOST:
        raise UsageError(f"路线目录里有 {len(files)} 个文件，太多", where, f"不超过 {MOST} 个")
    return files


def _data(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        where = Where(shown_path(path))
        raise UsageError(f"路线读不了：{system_reason(error)}", where, "检查文件的权限") from error


def load_route(heading: Heading, agency: Agency | None = None) -> Route:
    """读一条路线，照单位的设置改过职责分离。"""
    return with_office_rules(read_route(heading.path), agency)


@dataclass(frozen=True, slots=True)
class Routed:
    """草稿怎么走，和要告诉用户的话。"""

    routing: Routing
    notices: tuple[str, ...]
    heading: Heading


def routed(document: Document, agency: Agency | None, manifest: Path | None = None) -> Routed:
    """草稿怎么走。manifest 是以前的流转清单（可以没有）：已经有人签过的，照原来的路线。

    路线、情形写得不对时引发 DraftError；单位资料、路线文件写得不对时引发 UsageError。
    """
    choice = chosen(document, agency, headings(agency))
    route = load_route(choice.heading, agency)
    recorded = _recorded(manifest)
    kept = recorded.progress.route if recorded and recorded.progress.begun else None
    if recorded is None or kept is None:
        done = routing(document, route, choice.explained)
        return Routed(done, (f"审签路线：{route.name}（{choice.explained}）",), choice.heading)
    done = routing(document, kept, _why(recorded), instead=route.name)
    told = f"审签路线：{kept.name}（已经有人签过，照原来的办"
    if route.digest != kept.digest:
        other = f"现在选的“{route.name}”" if route.name != kept.name else "这条路线现在的写法"
        told += f"；{other}与原来的不同，要用它，{BEGIN_ANEW}"
    return Routed(done, (f"{told}）",), choice.heading)


def _recorded(path: Path | None) -> Manifest | None:
    """以前的清单；没有的、一行也不完整的为 None。损坏的引发 ManifestError。"""
    if path is None or not path.is_file():
        return None
    data = path.read_bytes()
    return read_manifest(data, shown_path(path)) if b"\n" in data else None


def _why(manifest: Manifest) -> str:
    """当初为什么选这条路线。"""
    facts = ((step.built or {}).get("route") for step in manifest.steps)
    return next((str(each.get("why", "")) for each in facts if isinstance(each, dict)), "")


def refuse_for_another_route(progress: Progress, conditions: Collection[str], agency: Agency | None) -> None:
    """要走别的路线的情形（如规范性文件），签的时候添不了：引发 RefusedError，说出另起一件走哪一条。"""
    route, organ = progress.route, next(iter(progress.organs), "")
    unknown = [each for each in conditions if each not in (*((route and route.conditions) or ()), *AUTOMATIC)]
    if route is None or not unknown:
        return
    for each in sorted(headings(agency), key=lambda each: -each.fits.priority if each.fits else 0):
        fits = each.fits
        if fits and unknown[0] in fits.conditions and organ.endswith(fits.organs or ("",)):
            raise RefusedError(
                f"“{unknown[0]}”要走“{each.name}”，这一件照“{route.name}”办到底",
                None,
                f"在草稿的“情形”里写上“{unknown[0]}”，{BEGIN_ANEW}",
            )


@dataclass(frozen=True, slots=True)
class Shown:
    """要看的一条路线。routing 是照草稿选的，按名称看的为 None；conditions 为 None 的看全部。"""

    heading: Heading
    route: Route
    conditions: tuple[str, ...] | None = None
    routing: Routing | None = None


def shown_route(name: str, agency: Agency | None, config: Config, conditions: Sequence[str] = ()) -> Shown:
    """name 是路线的名称、路线文件，或草稿。没有、写得不对时引发 UsageError、DraftError。"""
    path = Path(name)
    if path.suffix in _DRAFTS:
        document = _document(path, agency, config)
        done = routed(document, agency)
        told = (*done.routing.conditions, *_checked_conditions(done.routing.route, conditions))
        return Shown(done.heading, done.routing.route, tuple(dict.fromkeys(told)), done.routing)
    if path.suffix == SUFFIX and not path.is_file():
        raise UsageError("找不到这个文件", Where(shown_path(path)), "检查文件名和路径")
    heading = read_heading(path) if path.suffix == SUFFIX else _named(name, headings(agency))
    route = load_route(heading, agency)
    told = _checked_conditions(route, conditions)
    return Shown(heading, route, told or None)


def routed_draft(path: Path, agency: Agency | None, config: Config) -> Routing:
    """一份草稿怎么走。"""
    return routed(_document(path, agency, config), agency).routing


def _document(path: Path, agency: Agency | None, config: Config) -> Document:
    from gongwen.office.defaults import with_agency
    from gongwen.office.guard import refuse_classified, refuse_marked
    from gongwen.sources.draft import parse_draft
    from gongwen.sources.reading import read_source

    source = read_source(path)
    refuse_marked(source, config)
    document = with_agency(parse_draft(source, path.parent), agency)
    refuse_classified(document, config)
    return document


def _named(name: str, known: Collection[Heading]) -> Heading:
    found = {each.name: each for each in known}
    if name in found:
        return found[name]
    close = nearest(name, found)
    hint = f"是不是“{close}”？" if close else ""
    raise UsageError(f"没有“{name}”这条路线", None, f"{hint}有哪些路线，运行 gongwen route list")


def _checked_conditions(route: Route, asked: Sequence[str]) -> tuple[str, ...]:
    known = (*(route.conditions or {}), *AUTOMATIC)
    for word in asked:
        if word not in known:
            close = nearest(word, known)
            hint = f"是不是“{close}”？" if close else ""
            raise UsageError(
                f"路线“{route.name}”没有“{word}”这种情形", None, f"{hint}可用：{'、'.join(known)}"
            )
    return tuple(asked)


def check_routes(paths: Sequence[Path]) -> tuple[UsageError | Route, ...]:
    """逐个查路线文件：合的是路线，不合的是错误，先后照 paths。"""
    return tuple(_checked(path) for path in paths)


def _checked(path: Path) -> UsageError | Route:
    try:
        return read_route(path)
    except UsageError as error:
        return error
