"""gongwen doctor 的终端文字：字体各用途的表，生僻字，怎样取得，周围的东西，末行结论。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.layout.fonts import FALLBACK
from gongwen.report.checkup import Status
from gongwen.report.font_advice import FREE, LICENSED
from gongwen.report.human import printable
from gongwen.report.table_text import aligned

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.report.checkup import Checkup, RoleCheck, Surroundings

HEAD = ("用途", "PDF 里用的", "种类", "文件", "DOCX 里写的", "本机")
_BOLD = 600
_INDENT = "  "


def doctor_text(checkup: Checkup) -> str:
    """查到的全部，以换行结尾。"""
    sections = [_fonts(checkup), _rare(checkup), _files(checkup), _advice(checkup), _around(checkup)]
    lines = [line for section in sections if section for line in (*section, "")]
    return "\n".join(printable(line) for line in (*lines, verdict(checkup))) + "\n"


def _fonts(checkup: Checkup) -> list[str]:
    rows = [HEAD, *(row for role in checkup.roles for row in _rows(role))]
    return [f"字体（版式 {checkup.style}）", *(_INDENT + line for line in aligned(rows))]


def _rows(role: RoleCheck) -> Iterator[tuple[str, ...]]:
    installed = "装了" if role.installed else "没有装"
    kind = "后备" if role.role == FALLBACK and role.faces else role.status.term
    shown = [
        (f"{face.family}（粗）" if face.weight >= _BOLD else face.family, kind, face.file)
        for face in role.faces
    ] or [("无", kind, "无")]
    for index, cells in enumerate(shown):
        if index:
            yield ("", *cells, "", "")
        else:
            yield (role.term, *cells, role.docx, installed)


def _rare(checkup: Checkup) -> list[str]:
    """同样缺的用途并作一行。"""
    alike: dict[tuple[tuple[str, str | None], ...], list[str]] = {}
    for role in (role for role in checkup.roles if role.faces):
        alike.setdefault(tuple(role.lacks.items()), []).append(role.term)
    lines = [f"{_INDENT}{'、'.join(terms)}：{_lacking(dict(lacks))}" for lacks, terms in alike.items()]
    return [f"人名生僻字（{checkup.rare}）", *lines] if lines else []


def _lacking(lacks: dict[str, str | None]) -> str:
    if not lacks:
        return "都有"
    families: dict[str | None, str] = {}
    for char, family in lacks.items():
        families[family] = families.get(family, "") + char
    return "；".join(
        f"没有{chars}，用 {family} 代替" if family else f"没有{chars}，哪个字体都没有"
        for family, chars in families.items()
    )


def _files(checkup: Checkup) -> list[str]:
    lines = [f"{_INDENT}{each.path}：{each.problem}，没有用" for each in checkup.skipped]
    lines += [f"{_INDENT}{each.path}：{each.problem}" for each in checkup.suspect]
    return ["有毛病的字体文件", *lines] if lines else []


def _advice(checkup: Checkup) -> list[str]:
    if not checkup.advice:
        return []
    terms = {role.role: role.term for role in checkup.roles} | {FREE: "自由的", LICENSED: "有版权的"}
    absent = dict.fromkeys(role.docx for role in checkup.roles if not role.installed)
    lines = []
    if absent:
        lines.append(
            f"{_INDENT}DOCX 里写的{'、'.join(absent)}没有装在系统里：在本机用 Word、WPS 打开会换成别的字体"
        )
    for system in checkup.advice:
        lines.append(f"{_INDENT}{system.name}{'（本机）' if system.here else ''}")
        rows = [(terms.get(role, role), text) for role, text in system.lines.items()]
        lines += [_INDENT * 2 + line for line in aligned(rows)]
    return ["怎样取得字体（有版权的用单位采购的正版，不要从别的电脑拷贝）", *lines]


def _around(checkup: Checkup) -> list[str]:
    around = checkup.surroundings
    parts = "、".join(f"{name} {version or '没有装'}" for name, version in around.parts.items())
    rows = [
        ("程序", f"gongwen {checkup.version}，Python {around.python}，{around.system}"),
        ("部件", parts),
        ("LibreOffice", around.suite or "没有找到；只有用自备信笺（--template）排 PDF 时才要"),
        *_folders(around),
        ("gongwen.toml", around.config or "没有，用默认的设置"),
        ("office.toml", around.agency or "没有，不用单位资料"),
        ("缓存", around.cache + ("" if around.cache_writable else "（写不了，每次重新扫描字体）")),
    ]
    return ["周围", *(_INDENT + line for line in aligned(rows))]


def _folders(around: Surroundings) -> Iterator[tuple[str, str]]:
    for index, folder in enumerate(around.folders):
        absent = "" if folder.exists else "，没有这个文件夹"
        yield "" if index else "找字体的文件夹", f"{folder.path}（{folder.source}{absent}）"


def verdict(checkup: Checkup) -> str:
    """末行：几种用途有该用的字体，哪些是代用、没有；能不能构建。"""
    missing, substitutes = checkup.terms(Status.MISSING), checkup.terms(Status.SUBSTITUTE)
    own = f"{len(checkup.terms(Status.OWN))} 种用途有该用的字体"
    used = f"，{'、'.join(substitutes)}用代用的" if substitutes else ""
    if missing:
        then = "可以构建，遇到生僻字不能" if checkup.buildable else "不能构建"
        return f"{own}{used}，{'、'.join(missing)}没有字体：{then}"
    return f"{own}{used}：可以构建" + ("，--strict-fonts 时不能" if substitutes else "")
