"""单位资料 office.toml：本机关的名称、代字、主送和抄送、签批、人员、机关、地名；起草、排版时取作默认。

格式 = 1
名称 = "澜州市人民政府办公室"
机关代字 = "澜政办发"

[主送]
下行 = ["各县（区）人民政府", "市政府各部门"]

[[人员]]
姓名 = "沈砚舟"
职务 = "市长"
角色 = ["签发"]
"""

from __future__ import annotations

import hashlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from gongwen.agency.organs import ORGANS, PLACES, read_organs, read_places
from gongwen.agency.organs import Organ as Organ
from gongwen.agency.people import PEOPLE, read_people
from gongwen.agency.people import Person as Person
from gongwen.agency.signing import NO_SIGNING, SIGNING, read_signing
from gongwen.agency.signing import Signing as Signing
from gongwen.agency.values import text_of
from gongwen.errors import UsageError, Where, nearest
from gongwen.settings import Settings, read_settings

if TYPE_CHECKING:
    from collections.abc import Mapping

T = TypeVar("T")

FILE_NAME = "office.toml"
FORMAT = 1
MAX_LEVELS = 12
SIGNER, CONTACT = "签发", "联系人"
GROUP_MARK = "@"
_TEXTS = {
    "名称": "name",
    "简称": "short",
    "印发机关": "distributor",
    "版式": "style",
    "模板目录": "templates",
}
_CODE, _ADDRESSEES, _COPIED = "机关代字", "主送", "抄送"
KEYS = ("格式", *_TEXTS, _CODE, _ADDRESSEES, _COPIED, SIGNING, PEOPLE, ORGANS, PLACES)
OTHERWISE = "其他"
_OFFICES = ("办公室", "办公厅")


@dataclass(frozen=True, slots=True)
class Agency:
    """一个机关的资料。

    codes：文种到机关代字，“其他”是没有列出的文种的；addressees、copied_to：组名到机关。
    organs 是常用到的机关，places 是地名；templates 是单位自己的模板文件夹；signing 是签批的设置。
    folder 是 office.toml 所在的文件夹，digest 是文件的 SHA-256。
    """

    name: str
    folder: Path
    digest: str
    short: str = ""
    distributor: str = ""
    style: str = ""
    templates: str = ""
    codes: Mapping[str, str] | None = None
    addressees: Mapping[str, tuple[str, ...]] | None = None
    copied_to: Mapping[str, tuple[str, ...]] | None = None
    people: tuple[Person, ...] = ()
    organs: tuple[Organ, ...] = ()
    places: tuple[str, ...] = ()
    signing: Signing = NO_SIGNING

    @property
    def path(self) -> Path:
        """office.toml 的路径。"""
        return self.folder / FILE_NAME

    @property
    def route_folder(self) -> Path | None:
        """单位自己的路线文件夹；没有写时为 None。"""
        return self.folder / self.signing.folder if self.signing.folder else None

    @property
    def template_folder(self) -> Path | None:
        """单位自己的模板文件夹；没有写时为 None。"""
        return self.folder / self.templates if self.templates else None

    def serves(self, organ: str) -> bool:
        """organ 的文件由本机关办：就是本机关，或本机关是它的办公室（甲市人民政府与它的办公室）。"""
        own = {self.name, self.short} - {""}
        return organ in own or any(name.removeprefix(organ) in _OFFICES for name in own)

    def code_for(self, *kinds: str) -> str:
        """这个文种的机关代字；没有列出的用“其他”，都没有时为空串。"""
        return _first(self.codes or {}, (*kinds, OTHERWISE), "")

    def group(self, key: str, *names: str) -> tuple[str, ...]:
        """“主送”或“抄送”里第一个有的组；都没有时为空。"""
        return _first(self._groups(key), names, ())

    def named_group(self, key: str, name: str) -> tuple[str, ...] | None:
        """这个名字的组；没有时为 None。"""
        return self._groups(key).get(name)

    def group_names(self, key: str) -> tuple[str, ...]:
        """“主送”或“抄送”的全部组名。"""
        return tuple(self._groups(key))

    def _groups(self, key: str) -> Mapping[str, tuple[str, ...]]:
        return (self.addressees if key == _ADDRESSEES else self.copied_to) or {}

    def with_role(self, role: str) -> Person | None:
        """第一个有这个角色的人；“签发”“签发人”是一回事。"""
        wanted = role.removesuffix("人")
        named = (item for item in self.people if wanted in {each.removesuffix("人") for each in item.roles})
        return next(named, None)


def _first(values: Mapping[str, T], names: tuple[str, ...], otherwise: T) -> T:
    return next((values[name] for name in names if name in values), otherwise)


def find_agency(folder: Path | str) -> Agency | None:
    """folder 或它的上级文件夹里最近的 office.toml；没有时为 None。写得不对时引发 UsageError。"""
    try:
        found = nearest_file(Path(folder).absolute())
    except (OSError, ValueError) as error:
        raise UsageError("文件夹打不开", Where(str(folder)), "检查文件夹名和权限") from error
    return load_agency(found) if found else None


def nearest_file(start: Path, name: str = FILE_NAME) -> Path | None:
    """start（绝对路径）或它的上级文件夹里最近的一份；没有时为 None。别人写得进去的上级不去找。"""
    for each in (start, *start.parents)[:MAX_LEVELS]:
        if each != start and not _own(each):
            return None
        if (each / name).is_file():
            return each / name
    return None


def _own(folder: Path) -> bool:
    """自己的、别人写不进的文件夹：/tmp 之类谁都能放 office.toml，不往上找到那里去。"""
    if os.name != "posix":
        return True
    facts = folder.stat()
    return facts.st_uid == os.getuid() and not facts.st_mode & stat.S_IWOTH


def load_agency(path: Path | str) -> Agency:
    """读这份 office.toml。读不了、键不认识、值不对、人员重复时引发 UsageError，带行号。"""
    return agency_of(read_settings(Path(path)))


def agency_of(settings: Settings) -> Agency:
    """一份设置里的单位资料。"""
    settings.refuse_unknown(settings.values, KEYS)
    _check_format(settings)
    texts = {name: text_of(settings, settings.values.get(key, ""), key) for key, name in _TEXTS.items()}
    if not texts["name"]:
        raise UsageError(
            "缺“名称”：本机关的全称", settings.where("名称"), '加一行：名称 = "××市人民政府办公室"'
        )
    return Agency(
        folder=settings.path.parent,
        digest=hashlib.sha256(settings.data).hexdigest(),
        codes=_codes(settings),
        addressees=_groups_of(settings, _ADDRESSEES),
        copied_to=_groups_of(settings, _COPIED),
        people=read_people(settings),
        organs=read_organs(settings),
        places=read_places(settings),
        signing=read_signing(settings),
        **texts,
    )


def _check_format(settings: Settings) -> None:
    number = settings.typed(settings.values.get("格式", FORMAT), int, "格式")
    if number != FORMAT:
        shown = number if abs(number) < 10**6 else "一个很大的数"
        raise UsageError(
            f"单位资料的格式是 {shown}，本程序只认得 {FORMAT}",
            settings.where("格式"),
            "升级 gongwen，或改回 1",
        )


def _codes(settings: Settings) -> dict[str, str]:
    value = settings.values.get(_CODE, {})
    if isinstance(value, str):
        return {OTHERWISE: text_of(settings, value, _CODE)}
    table = settings.typed(value, dict, _CODE)
    return {kind: text_of(settings, code, _CODE, kind) for kind, code in table.items()}


def _groups_of(settings: Settings, key: str) -> dict[str, tuple[str, ...]]:
    table = settings.typed(settings.values.get(key, {}), dict, key)
    found = {}
    for name, value in table.items():
        items = [value] if isinstance(value, str) else settings.typed(value, list, key, name)
        found[name] = tuple(text_of(settings, item, key, name) for item in items)
        if not found[name] or not all(found[name]):
            raise UsageError(
                f"“{key}”的“{name}”组里有空的机关", settings.where(key, name), "删去空的，或删去这一组"
            )
    return found


def group_members(agency: Agency | None, key: str, written: str) -> tuple[str, ...]:
    """“@组名”展开成机关。没有这个组时引发 UsageError，说出最接近的。"""
    name = written.removeprefix(GROUP_MARK).strip()
    members = agency.named_group(key, name) if agency else None
    if members is not None:
        return members
    names = agency.group_names(key) if agency else ()
    close = nearest(name, names)
    hint = f"是不是“{close}”？" if close else ""
    raise UsageError(
        f"“{key}”里没有“{name}”这一组",
        None,
        hint + (f"可用的组：{'、'.join(names)}" if names else f"在 {FILE_NAME} 的 [{key}] 里写上"),
    )
