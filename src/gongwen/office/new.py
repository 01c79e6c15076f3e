"""起草用例：由模板写出一份新草稿。"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from gongwen.agency import CONTACT, GROUP_MARK, SIGNER, group_members
from gongwen.document.kinds import kind_of
from gongwen.document.placeholders import unfilled_places
from gongwen.drafting.fill import Filled, check_template, fill
from gongwen.drafting.shelf import shelf
from gongwen.errors import GongwenError, TemplateError, UsageError, Where
from gongwen.office.write_new import refuse_existing, write_new
from gongwen.sources.draft import parse_draft
from gongwen.sources.reading import shown_path
from gongwen.spans import SourceText

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from gongwen.agency import Agency
    from gongwen.document.kinds import Kind
    from gongwen.drafting.shelf import Shelf
    from gongwen.drafting.template import Field, Template

SUFFIXES = (".md", ".txt")
_KIND = re.compile(r"(?m)^文种:[ \t]*(\S+)[ \t]*$")
_GROUPS = {"主送机关": "主送", "抄送机关": "抄送"}


@dataclass(frozen=True, slots=True)
class Drafted:
    """写出的新草稿。paths 第一个是草稿，其余是一同写出的文件；placeholders 是还要填的地方。"""

    paths: tuple[Path, ...]
    placeholders: tuple[str, ...]
    notices: tuple[str, ...] = ()


def templates(agency: Agency | None = None) -> tuple[Template, ...]:
    """全部模板，单位自己的在前。"""
    return open_shelf(agency).templates()


def open_shelf(agency: Agency | None) -> Shelf:
    """模板架。单位的模板文件夹打不开时引发 UsageError。"""
    return shelf(agency.template_folder if agency else None)


def new_draft(
    kind: str,
    values: Mapping[str, str] | None = None,
    *,
    out: Path | str | None = None,
    agency: Agency | None = None,
    now: datetime | None = None,
    ask: Callable[[Field, str], str] | None = None,
) -> Drafted:
    """由 kind 的模板写出新草稿。

    values 是字段的值；没有的先看单位资料，再看模板的默认，再没有的成为空位。ask 逐个字段问（字段、现有的
    值），返回要用的值。out 默认是当前文件夹里的“模板名.md”。模板、字段不存在，已有同名文件时引发
    GongwenError，什么也不写。
    """
    template = open_shelf(agency).find(kind)
    path = draft_path(out if out is not None else f"{template.name}.md")
    check_template(template)
    refuse_existing([path])
    given = _expanded(values or {}, agency)
    chosen = {**_office_values(template, agency, given.get("发文机关", "")), **given}
    if ask is not None:
        chosen |= {
            field.name: ask(field, chosen.get(field.name, field.default))
            for field in template.fields
            if field.name not in given
        }
    today = (now or datetime.now(UTC).astimezone()).date()
    filled = fill(template, chosen, stem=path.stem, today=today)
    placeholders = _checked(template, filled, path)
    files = {path: filled.text} | {path.parent / name: text for name, text in filled.parts}
    return Drafted(write_new(files), placeholders)


def draft_path(out: Path | str) -> Path:
    """新草稿的路径。扩展名不是 .md、.txt 时引发 UsageError。"""
    path = Path(out)
    if path.suffix.lower() not in SUFFIXES:
        raise UsageError("草稿的文件名要以 .md 或 .txt 结尾", Where(shown_path(path)), "如 -o 通知.md")
    return path


def _expanded(values: Mapping[str, str], agency: Agency | None) -> dict[str, str]:
    """“@组名”展开成组里的机关。"""
    found = dict(values)
    for name, key in _GROUPS.items():
        if found.get(name, "").startswith(GROUP_MARK):
            found[name] = "，".join(group_members(agency, key, found[name]))
    return found


def _office_values(template: Template, agency: Agency | None, organ: str) -> dict[str, str]:
    """单位资料里有的字段。主送、抄送的组按模板名、文种、行文方向找；organ 是别的机关时一概不取。"""
    if agency is None or (organ and not agency.serves(organ)):
        return {}
    written = _KIND.search(template.body)
    kind = kind_of(written[1]) if written else None
    spoken = (template.name, *_groups_for(kind))
    signer, contact = agency.with_role(SIGNER), agency.with_role(CONTACT)
    known = {
        "发文机关": "" if kind and kind.name in _BY_GOVERNMENT and _is_office(agency) else agency.name,
        "发文机关简称": agency.short,
        "印发机关": agency.distributor,
        "机关代字": agency.code_for(*spoken),
        "签发人": signer.name if signer else "",
        "联系人": contact.name if contact else "",
        "联系电话": contact.phone if contact else "",
        **{name: "，".join(agency.group(key, *spoken)) for name, key in _GROUPS.items()},
    }
    return {name: value for name, value in known.items() if value and template.field(name)}


# 命令、议案、决议、公报由政府、人大或会议作出，办公室不能自己发。
_BY_GOVERNMENT = ("order", "bill", "resolution", "communique")


def _is_office(agency: Agency) -> bool:
    return agency.name.endswith(("办公室", "办公厅"))


# 批复、函只发给来文的那一个机关，不能按行文方向把下级都填上。
_TO_ONE = ("reply", "letter", "bill", "note")


def _groups_for(kind: Kind | None) -> tuple[str, ...]:
    if kind is None:
        return ()
    return (kind.term,) if kind.name in _TO_ONE else (kind.term, str(kind.direction))


def _checked(template: Template, filled: Filled, path: Path) -> tuple[str, ...]:
    """写出来的草稿读得进去，才算数；返回还要填的地方。"""
    found: list[str] = []
    texts: Iterable[tuple[str, str]] = ((shown_path(path), filled.text), *filled.parts)
    for name, text in texts:
        source = SourceText(name, text)
        try:
            document = parse_draft(source, None)
        except GongwenError as error:
            raise TemplateError(
                f"模板“{template.name}”写出的草稿读不了：{error.what}（草稿第 {error.where.line} 行）",
                Where(template.source.name),
                "先看填进去的值，如表格的竖线；值没有错就改模板",
            ) from error
        found += unfilled_places(document)
    return tuple(found)
