"""签字名册用例：找名册；加人、停用、委托。名册是 office.toml 旁边的 roster.toml。

写的时候锁住文件夹，重读，改好的先照读名册的办法读一遍，写临时文件再改名：两个人同时加都在，断电不留半截。
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from gongwen.agency import nearest_file
from gongwen.agency.values import overlap
from gongwen.errors import OutputError, UsageError, Where, system_reason
from gongwen.office.newcomer import hint, with_defaults
from gongwen.office.receipts import read_receipts
from gongwen.office.staging import locked, staged
from gongwen.signoff.progress import CHINA
from gongwen.signoff.roster_file import FILE_NAME, MAX_BYTES, parse_roster_file, roster_text
from gongwen.signoff.roster_names import plain
from gongwen.signoff.roster_rows import RosterFile, Row, agency_rows
from gongwen.sources.reading import shown_path

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime
    from pathlib import Path

    from gongwen.agency import Agency
    from gongwen.office.newcomer import NewPerson
    from gongwen.signoff.roster import Delegation, Roster

_REPLACED = "改用钥匙"
_ADD = "先加进名册：gongwen roster add"


@dataclass(frozen=True, slots=True)
class Revoked:
    """停用的结果：停用的各段，停用时回执登记簿有几行。"""

    rows: tuple[Row, ...]
    position: int


def roster_path(folder: Path, agency: Agency | None) -> Path:
    """名册在哪里（不一定已经有）：office.toml 旁边；没有单位资料的，folder 或上级文件夹里最近的一份。"""
    if agency is not None:
        return agency.folder / FILE_NAME
    return nearest_file(folder.absolute(), FILE_NAME) or folder / FILE_NAME


def read_roster_file(folder: Path, agency: Agency | None) -> RosterFile | None:
    """名册文件的内容；没有这个文件的为 None。写得不对时引发 UsageError。"""
    path = roster_path(folder, agency)
    data = _bytes(path)
    return None if data is None else parse_roster_file(data, path)


def find_roster(folder: Path, agency: Agency | None) -> Roster:
    """签字名册。单位资料里有而名册文件里没有的人也算，没有钥匙；两样都没有的为空名册。

    folder 是人所在的文件夹，不是案卷：案卷里夹带的名册不作数。写得不对时引发 UsageError。
    """
    path = roster_path(folder, agency)
    data = _bytes(path)
    found = RosterFile() if data is None else parse_roster_file(data, path)
    rows = complete(found, agency).rows
    return RosterFile(rows, found.delegations).roster(
        "" if data is None else hashlib.sha256(data).hexdigest()
    )


def listing(folder: Path, agency: Agency | None) -> RosterFile:
    """名册上的全部内容，连同只在单位资料里的人。"""
    return complete(read_roster_file(folder, agency) or RosterFile(), agency)


def complete(found: RosterFile, agency: Agency | None) -> RosterFile:
    """添上单位资料里有而名册文件里没有的人。

    同名的有一个进了名册文件，其余的也要各加一次：不然改一改职务，有钥匙的人就又可以不用钥匙签。
    """
    names = {plain(row.name) for row in found.rows}
    more = [row for row in (agency_rows(agency) if agency else ()) if plain(row.name) not in names]
    return RosterFile((*found.rows, *more), found.delegations)


def add_person(folder: Path, agency: Agency | None, person: NewPerson, now: datetime) -> Row:
    """加一个人，或给他加一把钥匙，返回加的那一段。

    没有写的角色、职务、机关、起止照 office.toml。以前没有钥匙的，不带钥匙的那一段同时停用：以后不用钥匙签的
    不算。他现用的钥匙，写上别的职务、角色再加一次，是换了职务：原来的一段到前一天为止。
    """
    row = with_defaults(agency, person, _day(now))
    done: list[Row] = []

    def added(found: RosterFile, position: int) -> RosterFile:
        done[:] = [_from_today(found, row, person, now)]
        if not row.public_key:
            return _added_bare(found, done[0])
        return _added_keyed(found, done[0], agency, position, now)

    _edit(folder, agency, added)
    return done[0]


def _from_today(found: RosterFile, row: Row, person: NewPerson, now: datetime) -> Row:
    """名册里他另有不同的身份，又没有写起的，从今天起：新的身份不能用来补以前的。"""
    other = any(not each.agrees(row) for each in found.of(row.name))
    return replace(row, since=_day(now)) if other and person.since is None else row


def _added_bare(found: RosterFile, row: Row) -> RosterFile:
    if any(each.name == row.name and each.live for each in found.rows):
        raise UsageError(f"“{row.name}”已经在名册里", None, "要给他加钥匙，写上 --key")
    return replace(found, rows=(*found.rows, row))


def _added_keyed(
    found: RosterFile, row: Row, agency: Agency | None, position: int, now: datetime
) -> RosterFile:
    rows = found.rows
    bare = [each for each in rows if each.name == row.name and not each.public_key and each.live]
    if not found.of(row.name) and position:
        # 不签名的时候可能签过：那几步以回执为凭，照旧算数
        own = [each for each in agency_rows(agency) if each.name == row.name and each.roles] if agency else []
        rows, bare = (*rows, *own), own
    changed = {id(each): _closed(each, position, _REPLACED, now) for each in bare}
    for each in found.of(row.name):
        if each.public_key and each.live and overlap(each.term, row.term) and not each.agrees(row):
            changed[id(each)] = _ended(each, row)
    return replace(found, rows=(*(changed.get(id(each), each) for each in rows), row))


def _ended(old: Row, new: Row) -> Row:
    """换了职务的，原来的一段到前一天为止；另是一把钥匙的、到不了前一天的，引发 UsageError。"""
    if old.public_key != new.public_key:
        raise UsageError(
            f"“{old.name}”现用的另一把钥匙写的是另外的机关、职务或角色",
            None,
            "换了职务的，先用原来的公钥加一次（钥匙不必换），或先停用那一把；"
            "是同名的另一个人，姓名写得分得清，如“张伟（秘书科）”",
        )
    if new.since is None or (old.since is not None and new.since <= old.since):
        since = f"（{old.since}）" if old.since else ""
        raise UsageError(
            f"“{old.name}”新的一段要晚于原来的一段{since}",
            None,
            "写明从哪天起：--since 日期；同一天改不了两次",
        )
    return replace(old, until=new.since - timedelta(days=1))


def revoke(folder: Path, agency: Agency | None, who: str, reason: str, now: datetime) -> Revoked:
    """停用一个人的全部钥匙（写姓名），或一把钥匙（写标识，可以只写开头 8 位以上）。

    “停用于”是回执登记簿现在的行数：登记过的步骤照旧算数，没有登记过的、以后的都不算。没有这个人、已经停用的引发
    UsageError。没有钥匙的人也可以停用。
    """
    who, done = who.strip(), []
    if not reason.strip():
        raise UsageError("停用没有写原因", None, "写上 --reason，如“调离”“钥匙遗失”")

    def revoked(found: RosterFile, position: int) -> RosterFile:
        whole = complete(found, agency)
        wanted = _matching(whole, who)
        done.append(Revoked(tuple(_closed(row, position, reason.strip(), now) for row in wanted), position))
        known = [*found.rows, *(row for row in wanted if row not in found.rows)]
        return replace(
            found,
            rows=tuple(
                _closed(row, position, reason.strip(), now) if row in wanted else row for row in known
            ),
        )

    _edit(folder, agency, revoked)
    return done[0]


def _matching(found: RosterFile, who: str) -> list[Row]:
    """要停用的各段：没有停用的。"""
    named = [row for row in found.rows if row.name == who]
    keyed = [row for row in found.rows if len(who) >= 8 and row.keyid.startswith(who.lower())]
    if len({row.keyid for row in keyed}) > 1:
        raise UsageError(f"有几把钥匙的标识以“{who}”开头", None, "把标识写全：gongwen roster list")
    rows = named or keyed
    if not rows:
        raise UsageError(
            f"名册里没有“{who}”",
            None,
            hint(who, (row.name for row in found.rows)) + "写姓名，或钥匙的标识（gongwen roster list）",
        )
    live = [row for row in rows if row.live]
    if not any(row.roles for row in rows):
        raise UsageError(f"“{who}”没有角色，本来就不能签", None, "不必停用")
    if not live:
        raise UsageError(f"“{who}”已经停用", None, "不必再停用；各人的情况见 gongwen roster list")
    return live


def delegate(folder: Path, agency: Agency | None, delegation: Delegation) -> Delegation:
    """登记一项委托，返回它。两人中只在 office.toml 里的也写进名册文件。

    没有这个人、委托人没有这个角色、起止颠倒、登记过同样的引发 UsageError。
    """

    def delegated(found: RosterFile, _position: int) -> RosterFile:
        whole = complete(found, agency)
        if delegation in found.delegations:
            raise UsageError("这一项委托已经登记过", None, "要延长，另登记一项，写明新的起止")
        _check_delegation(whole, delegation)
        names = (delegation.principal, delegation.agent)
        more = [row for row in whole.rows if row.name in names and not found.of(row.name)]
        return RosterFile((*found.rows, *more), (*found.delegations, delegation))

    _edit(folder, agency, delegated)
    return delegation


def recall(
    folder: Path, agency: Agency | None, *, principal: str, agent: str, role: str, now: datetime
) -> tuple[Delegation, ...]:
    """提前收回委托，返回改好的各项：正在生效的到今天为止（今天办的照旧算数），还没开始的删去。

    没有这样的委托时引发 UsageError。
    """
    done: list[Delegation] = []
    today = _day(now)

    def recalled(found: RosterFile, _position: int) -> RosterFile:
        kept: list[Delegation] = []
        for each in found.delegations:
            same = (each.principal, each.agent, each.role) == (principal, agent, role)
            ended = replace(each, until=today) if same and today < each.until else each
            done.extend([ended] if ended is not each else [])
            kept.extend([ended] if ended.since <= ended.until else [])
        if not done:
            raise UsageError(
                f"“{principal}”没有把“{role}”委托给“{agent}”，或今天就到期",
                None,
                "核对姓名和角色：gongwen roster list",
            )
        return replace(found, delegations=tuple(kept))

    _edit(folder, agency, recalled)
    return tuple(done)


def _check_delegation(found: RosterFile, each: Delegation) -> None:
    names = {row.name for row in found.rows}
    for name in (each.principal, each.agent):
        if name not in names:
            raise UsageError(f"名册里没有“{name}”", None, hint(name, names) + _ADD)
    if each.principal == each.agent:
        raise UsageError(f"“{each.principal}”不能委托给自己", None, "受托人写另一个人")
    if not found.roles_of(each.agent):
        raise UsageError(f"“{each.agent}”还没有角色", None, f"{_ADD} {each.agent} --role 角色")
    roles = found.roles_of(each.principal)
    if each.role not in roles:
        raise UsageError(
            f"“{each.principal}”没有“{each.role}”这个角色，不能委托",
            None,
            f"{hint(each.role, roles)}可以委托的：{'、'.join(roles)}",
        )
    if each.until < each.since:
        raise UsageError(f"“止”（{each.until}）早于“起”（{each.since}）", None, "起在前，止在后")
    if not each.reason.strip():
        raise UsageError("委托没有写依据", None, "写上 --reason，如“出差，主任办公会 5 月 6 日议定”")


def _closed(row: Row, position: int, reason: str, now: datetime) -> Row:
    return replace(row, revoked_after=position, revoked_for=reason, revoked_on=_day(now))


def _day(now: datetime) -> date:
    return now.astimezone(CHINA).date()


def _edit(folder: Path, agency: Agency | None, change: Callable[[RosterFile, int], RosterFile]) -> None:
    """锁住，重读，照 change 改，读得回来才换上。change 的第二个参数是回执登记簿现在的行数。"""
    path = roster_path(folder, agency)
    try:
        with locked(path.parent):
            data = _bytes(path)
            receipts = read_receipts(path.parent)
            changed = change(
                RosterFile() if data is None else parse_roster_file(data, path),
                receipts.position if receipts else 0,
            )
            text = roster_text(changed).encode()
            if parse_roster_file(text, path) != changed:
                raise UsageError("名册写了读不回来", Where(shown_path(path)), "去掉姓名、角色里不平常的字符")
            _put(path, text)
    except OSError as error:
        raise OutputError(
            f"名册写不出去：{system_reason(error)}", Where(shown_path(path)), "检查文件夹、磁盘空间和权限"
        ) from error


def _put(path: Path, text: bytes) -> None:
    target = path.resolve()  # 是链接的，写到它指的地方
    temporary = staged(target, [text])
    try:
        with suppress(FileNotFoundError):  # 头一次写，没有可照的权限
            temporary.chmod(target.stat().st_mode & 0o777)
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)


def _bytes(path: Path) -> bytes | None:
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise UsageError(
            f"名册读不了：{system_reason(error)}", Where(shown_path(path)), "检查文件的路径和权限"
        ) from error
