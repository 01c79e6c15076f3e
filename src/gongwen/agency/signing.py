"""office.toml 里的 [签批]：职责分不分开、合并哪些、平常走哪条路线、本单位自己的路线放在哪里。

[签批]
职责分离 = "提醒"
合并职责 = ["拟稿"]
路线目录 = "路线"

[签批.路线]
通知 = "县政府办发文"
其他 = "条例发文程序"

这里只认字面；职责、路线有没有，由 signoff/route_choice.py 看。
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from gongwen.agency.values import text_of, texts_of
from gongwen.errors import UsageError, nearest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gongwen.settings import Settings

SIGNING = "签批"
SEPARATION, MERGED, ROUTES, FOLDER = "职责分离", "合并职责", "路线", "路线目录"
SIGNING_KEYS = (SEPARATION, MERGED, ROUTES, FOLDER)
SEPARATIONS = ("禁止", "提醒", "不问")
OTHERWISE = "其他"


@dataclass(frozen=True, slots=True)
class Signing:
    """签批的设置。

    separation 是职责分离怎么办，没有写的为空，照路线的；merged 是不必与别的分开的职责；
    routes：文种到路线的名称，“其他”是没有列出的文种的；folder 是本单位自己的路线文件夹，相对于 office.toml。
    lines 是各键在 office.toml 的第几行，报错用。
    """

    separation: str = ""
    merged: tuple[str, ...] = ()
    routes: Mapping[str, str] | None = None
    folder: str = ""
    lines: Mapping[str, int] | None = None

    def route_for(self, *kinds: str) -> str:
        """这个文种走的路线；没有列出的用“其他”，都没有时为空串。"""
        named = self.routes or {}
        return next((named[kind] for kind in (*kinds, OTHERWISE) if kind in named), "")

    def line_of(self, key: str) -> int | None:
        """这个键在第几行。"""
        return (self.lines or {}).get(key)


NO_SIGNING = Signing()


def read_signing(settings: Settings) -> Signing:
    """[签批] 一节；没有的为空的设置。写得不对时引发 UsageError，带行号。"""
    if SIGNING not in settings.values:
        return NO_SIGNING
    table = settings.typed(settings.values[SIGNING], dict, SIGNING)
    settings.refuse_unknown(table, SIGNING_KEYS, SIGNING)
    separation = text_of(settings, table.get(SEPARATION, ""), SIGNING, SEPARATION)
    if separation and separation not in SEPARATIONS:
        close = nearest(separation, SEPARATIONS)
        hint = f"是不是“{close}”？" if close else ""
        raise UsageError(
            f"“{SEPARATION}”没有“{separation}”",
            settings.where(SIGNING, SEPARATION),
            f"{hint}可用：{'、'.join(SEPARATIONS)}",
        )
    return Signing(
        separation,
        texts_of(settings, table.get(MERGED, []), SIGNING, MERGED),
        _routes(settings, table),
        _folder(settings, table),
        {key: line for key in table if (line := settings.where(SIGNING, key).line)},
    )


def _routes(settings: Settings, table: dict[str, Any]) -> dict[str, str]:
    value = table.get(ROUTES, {})
    if isinstance(value, str):
        return {OTHERWISE: text_of(settings, value, SIGNING, ROUTES)} if value.strip() else {}
    named = settings.typed(value, dict, SIGNING, ROUTES)
    routes = {kind: text_of(settings, name, SIGNING, ROUTES, kind) for kind, name in named.items()}
    for kind, name in routes.items():
        if not name:
            raise UsageError(
                f"“{kind}”没有写走哪条路线",
                settings.where(SIGNING, ROUTES, kind),
                "写上路线的名称，或删去这一行",
            )
    return routes


def _folder(settings: Settings, table: dict[str, Any]) -> str:
    folder = text_of(settings, table.get(FOLDER, ""), SIGNING, FOLDER)
    if PurePath(folder).is_absolute() or ".." in PurePath(folder).parts:
        raise UsageError(
            f"“{FOLDER}”要在 office.toml 所在的文件夹里面",
            settings.where(SIGNING, FOLDER),
            '写相对的路径，如 "路线"',
        )
    return folder
