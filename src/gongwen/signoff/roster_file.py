"""签字名册文件 roster.toml：由 gongwen roster 写，严格地读。

格式 = 1

[[签字人]]
姓名 = "沈砚舟"
职务 = "县长"
机关 = "青溪县人民政府"
角色 = ["县长", "签发"]
公钥 = "ed25519:…"
起 = 2026-01-01

[[委托]]
委托人 = "沈砚舟"
受托人 = "顾清岚"
角色 = "县长"
起 = 2026-05-01
止 = 2026-05-10
依据 = "出国访问，县政府党组会议"
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from gongwen.agency.values import SINCE, UNTIL, overlap, term_of, text_of
from gongwen.errors import UsageError, Where, nearest
from gongwen.settings import Settings, parse_settings
from gongwen.signoff.keys import public_key_of, public_text
from gongwen.signoff.roster import Delegation, Roster
from gongwen.signoff.roster_names import code_point, folded, invisible
from gongwen.signoff.roster_rows import FORMAT, RosterFile, Row, roster_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

__all__ = ["FILE_NAME", "parse_roster", "parse_roster_file", "roster_of", "roster_text"]

FILE_NAME = "roster.toml"
# 一个人约 300 字节；两三千人也放得下
MAX_BYTES = 1024 * 1024
# 一行写几十万个点的键，读 TOML 的程序要算上几分钟
MAX_LINE = 8 * 1024
# 一个姓名的各段两两都要比
MAX_ROWS = 100
TELL_APART = "两个人的，姓名要分得清，如“张伟（秘书科）”"
PEOPLE, DELEGATIONS = "签字人", "委托"
_NAME, _POST, _ORGAN, _ROLES, _KEY = "姓名", "职务", "机关", "角色", "公钥"
_AFTER, _WHY, _ON = "停用于", "停用原因", "停用日期"
ROW_KEYS = (_NAME, _POST, _ORGAN, _ROLES, _KEY, SINCE, UNTIL, _AFTER, _WHY, _ON)
_PRINCIPAL, _AGENT, _ROLE, _REASON = "委托人", "受托人", "角色", "依据"
DELEGATION_KEYS = (_PRINCIPAL, _AGENT, _ROLE, SINCE, UNTIL, _REASON)
_FORMAT = "格式"
KEYS = (_FORMAT, PEOPLE, DELEGATIONS)
_HEADER = """\
# 签字名册：谁可以签，用哪把钥匙，什么时候有效，受谁委托。
# 由 gongwen roster add、revoke、delegate 写，不要手改：改错一个字，签过的就验不过去；自己加的注释不保留。
# 查看：gongwen roster list。公钥可以公开；“停用于”是停用那一刻回执登记簿的行数。
"""


def parse_roster(data: bytes, path: Path) -> Roster:
    """名册文件的内容读成名册；path 只用来报错。写得不对时引发 UsageError，带行号。"""
    return parse_roster_file(data, path).roster(hashlib.sha256(data).hexdigest())


def parse_roster_file(data: bytes, path: Path) -> RosterFile:
    """名册文件的内容，照写的样子；path 只用来报错。写得不对时引发 UsageError，带行号。"""
    _refuse_long_lines(data, path)
    settings = parse_settings(data, path, MAX_BYTES)
    _check_format(settings)
    settings.refuse_unknown(settings.values, KEYS)
    tables = settings.typed(settings.values.get(PEOPLE, []), list, PEOPLE)
    rows: list[Row] = []
    for index, value in enumerate(tables):
        rows.append(_row(settings, index, settings.typed(value, dict, PEOPLE, index)))
    _refuse_twice(settings, rows)
    found = RosterFile(tuple(rows))
    tables = settings.typed(settings.values.get(DELEGATIONS, []), list, DELEGATIONS)
    return RosterFile(found.rows, tuple(_delegations(settings, tables, found)))


def _refuse_long_lines(data: bytes, path: Path) -> None:
    for number, line in enumerate(data[:MAX_BYTES].split(b"\n"), 1):
        if len(line) > MAX_LINE:
            raise UsageError("名册里有一行太长，不像名册", Where(str(path), number), "确认拿对了文件")


def _check_format(settings: Settings) -> None:
    if _FORMAT not in settings.values:
        raise UsageError("名册缺“格式”", settings.where(_FORMAT), f"加一行：格式 = {FORMAT}")
    number = settings.typed(settings.values[_FORMAT], int, _FORMAT)
    if number != FORMAT:
        shown = number if abs(number) < 10**6 else "一个很大的数"
        raise UsageError(
            f"名册的格式是 {shown}，本程序只认得 {FORMAT}", settings.where(_FORMAT), "升级 gongwen"
        )


def _row(settings: Settings, index: int, table: dict[str, Any]) -> Row:
    settings.refuse_unknown(table, ROW_KEYS, PEOPLE, index)
    texts = {key: _text(settings, table.get(key, ""), PEOPLE, index, key) for key in (_NAME, _POST, _ORGAN)}
    listed = settings.typed(table.get(_ROLES, []), list, PEOPLE, index, _ROLES)
    roles = tuple(_text(settings, role, PEOPLE, index, _ROLES) for role in listed)
    if not texts[_NAME]:
        raise UsageError("签字人缺“姓名”", settings.where(PEOPLE, index, _NAME), "每个人都写明姓名")
    if not roles or not all(roles):
        where = settings.where(PEOPLE, index, _ROLES)
        raise UsageError(f"“{texts[_NAME]}”缺“角色”", where, "每个人至少有一个角色，不能是空的")
    since, until = term_of(settings, table, PEOPLE, index)
    after, why, on = _revocation(settings, table, index)
    return Row(
        name=texts[_NAME],
        roles=roles,
        post=texts[_POST],
        organ=texts[_ORGAN],
        public_key=_public_key(settings, table, index),
        since=since,
        until=until,
        revoked_after=after,
        revoked_for=why,
        revoked_on=on,
    )


def _text(settings: Settings, value: Any, *keys: str | int) -> str:
    """一行看得见的文字：零宽、颠倒次序的字符会让两个姓名看着一样。"""
    text = text_of(settings, value, *keys)
    char = invisible(text)
    if char is not None:
        raise UsageError(
            f"“{keys[-1]}”里有看不见的字符（{code_point(char)}）", settings.where(*keys), "去掉它，重新写一遍"
        )
    return text


def _public_key(settings: Settings, table: dict[str, Any], index: int) -> bytes:
    if _KEY not in table:
        return b""
    text = settings.typed(table[_KEY], str, PEOPLE, index, _KEY)
    try:
        return public_key_of(text)
    except ValueError as error:
        where = settings.where(PEOPLE, index, _KEY)
        raise UsageError(
            str(error), where, "照 gongwen key new 打印的那一行抄，用 gongwen roster add"
        ) from error


def _revocation(settings: Settings, table: dict[str, Any], index: int) -> tuple[int | None, str, date | None]:
    """停用的三项：要么都有，要么都没有。"""
    given = [key for key in (_AFTER, _WHY, _ON) if key in table]
    if not given:
        return None, "", None
    for key in (_AFTER, _WHY, _ON):
        if key not in table:
            where = settings.where(PEOPLE, index, given[0])
            raise UsageError(f"停用的缺“{key}”", where, "停用用 gongwen roster revoke，三项一起写")
    after = settings.typed(table[_AFTER], int, PEOPLE, index, _AFTER)
    if not 0 <= after < 2**53:
        raise UsageError(
            "“停用于”不对", settings.where(PEOPLE, index, _AFTER), "是回执登记簿的行数，不小于 0"
        )
    why = _text(settings, table[_WHY], PEOPLE, index, _WHY)
    on = day_of(settings, table, _ON, PEOPLE, index)
    return after, why, on


def day_of(settings: Settings, table: dict[str, Any], key: str, *above: str | int) -> date:
    """必有的一个日期。"""
    # term_of 认“起”“止”；借它认一个日期，报错的键换成自己的
    try:
        day, _ = term_of(settings, {SINCE: table.get(key)}, *above)
    except UsageError as error:
        raise UsageError(f"“{key}”不是日期", settings.where(*above, key), error.next_step) from error
    if day is None:
        raise UsageError(f"缺“{key}”", settings.where(*above, key), "写成 2026-01-31 这样")
    return day


def _refuse_twice(settings: Settings, rows: list[Row]) -> None:
    """一把钥匙只给一个人；一个姓名只是一个人；没有钥匙的，同一段时间只列一次，有了钥匙就要停用。"""
    keyed: dict[bytes, list[int]] = {}
    named: dict[str, list[int]] = {}
    for index, row in enumerate(rows):
        if row.public_key:
            for before in keyed.setdefault(row.public_key, []):
                _refuse_key_again(settings, rows, before, index)
            keyed[row.public_key].append(index)
        earlier = named.setdefault(folded(row.name), [])
        if len(earlier) == MAX_ROWS:
            where = settings.where(PEOPLE, index, _NAME)
            raise UsageError(f"“{row.name}”列了 {MAX_ROWS} 次以上，不像名册", where, "确认拿对了文件")
        for before in earlier:
            _refuse_one_of_two(settings, rows, before, index)
        earlier.append(index)


def _refuse_key_again(settings: Settings, rows: list[Row], before: int, index: int) -> None:
    one, other = rows[before], rows[index]
    if one.name == other.name and one.live == other.live and not overlap(one.term, other.term):
        return  # 换了职务，钥匙没有换；停用的钥匙不能再用，所以要停用都停用
    first, where = settings.where(PEOPLE, before, _KEY).line, settings.where(PEOPLE, index, _KEY)
    if one.name == other.name:
        raise UsageError(f"“{one.name}”的这把钥匙列了两次（前一次在第 {first} 行）", where, "删去一处")
    raise UsageError(
        f"一把钥匙给了“{one.name}”“{other.name}”两个人（前一次在第 {first} 行）",
        where,
        "各人用各人的钥匙，另建一把",
    )


def _refuse_one_of_two(settings: Settings, rows: list[Row], before: int, index: int) -> None:
    """姓名相同（或看着相同）的两段，不能是一个人的，或不能并列的。"""
    told = _conflict(rows[before], rows[index])
    if told is not None:
        (what, which), next_step = told
        first = settings.where(PEOPLE, before).line
        raise UsageError(f"{what}（{which}在第 {first} 行）", settings.where(PEOPLE, index, _NAME), next_step)


def _conflict(one: Row, other: Row) -> tuple[tuple[str, str], str] | None:
    """怎样不合、前面的一段叫什么，和怎样办；合的为 None。"""
    name = one.name
    if name != other.name:
        return (f"“{other.name}”与“{name}”看着是一个姓名", f"“{name}”"), TELL_APART
    if bool(one.public_key) != bool(other.public_key):
        if (one if other.public_key else other).live:
            what = f"“{name}”有钥匙，又有没有停用的、不带钥匙的一段"
            return (what, "另一段"), "有了钥匙就不能不用：把不带钥匙的一段停用或删去"
        return None
    if not (one.live and other.live and overlap(one.term, other.term)):
        return None
    if not one.agrees(other):
        what = f"“{name}”有两段时间重叠，机关、职务或角色却不同"
        return (what, "另一段"), f"{TELL_APART}；换了职务的，旧的一段先写上“止”"
    return None if one.public_key else ((f"“{name}”列了两次", "前一次"), "删去一处")


def _delegations(settings: Settings, tables: list[Any], found: RosterFile) -> Iterator[Delegation]:
    for index, value in enumerate(tables):
        table = settings.typed(value, dict, DELEGATIONS, index)
        settings.refuse_unknown(table, DELEGATION_KEYS, DELEGATIONS, index)
        texts = {}
        for key in (_PRINCIPAL, _AGENT, _ROLE, _REASON):
            texts[key] = _text(settings, table.get(key, ""), DELEGATIONS, index, key)
            if not texts[key]:
                raise UsageError(
                    f"委托缺“{key}”",
                    settings.where(DELEGATIONS, index, key),
                    "委托要写明谁、给谁、什么、为什么",
                )
        since, until = (day_of(settings, table, key, DELEGATIONS, index) for key in (SINCE, UNTIL))
        term_of(settings, table, DELEGATIONS, index)
        each = Delegation(texts[_PRINCIPAL], texts[_AGENT], texts[_ROLE], since, until, texts[_REASON])
        _check_delegation(settings, index, each, found)
        yield each


def _check_delegation(settings: Settings, index: int, each: Delegation, found: RosterFile) -> None:
    for key, name in ((_PRINCIPAL, each.principal), (_AGENT, each.agent)):
        if not found.of(name):
            close = nearest(name, {row.name for row in found.rows})
            hint = f"是不是“{close}”？" if close else ""
            raise UsageError(
                f"名册里没有“{name}”",
                settings.where(DELEGATIONS, index, key),
                f"{hint}先加进名册（gongwen roster add）",
            )
    if each.principal == each.agent:
        raise UsageError(
            f"“{each.principal}”委托给自己", settings.where(DELEGATIONS, index, _AGENT), "受托人写另一个人"
        )
    roles = found.roles_of(each.principal)
    if each.role not in roles:
        close = nearest(each.role, roles)
        hint = f"是不是“{close}”？" if close else ""
        raise UsageError(
            f"“{each.principal}”没有“{each.role}”这个角色，不能委托",
            settings.where(DELEGATIONS, index, _ROLE),
            f"{hint}可以委托的：{'、'.join(roles)}",
        )


def roster_text(found: RosterFile) -> str:
    """名册文件的全文。"""
    parts = [_HEADER + f"{_FORMAT} = {FORMAT}\n", *map(_row_text, found.rows)]
    return "\n".join([*parts, *map(_delegation_text, found.delegations)])


def _row_text(row: Row) -> str:
    lines = [f"[[{PEOPLE}]]", f"{_NAME} = {_quoted(row.name)}"]
    lines += [f"{key} = {_quoted(text)}" for key, text in ((_POST, row.post), (_ORGAN, row.organ)) if text]
    lines.append(f"{_ROLES} = [{', '.join(map(_quoted, row.roles))}]")
    if row.public_key:
        lines.append(f"{_KEY} = {_quoted(public_text(row.public_key))}")
    lines += [f"{key} = {day}" for key, day in ((SINCE, row.since), (UNTIL, row.until)) if day]
    if row.revoked_after is not None:
        lines += [f"{_AFTER} = {row.revoked_after}", f"{_WHY} = {_quoted(row.revoked_for)}"]
        lines += [f"{_ON} = {row.revoked_on}"]
    return "\n".join([*lines, ""])


def _delegation_text(each: Delegation) -> str:
    texts = ((_PRINCIPAL, each.principal), (_AGENT, each.agent), (_ROLE, each.role))
    lines = [f"[[{DELEGATIONS}]]", *(f"{key} = {_quoted(text)}" for key, text in texts)]
    lines += [f"{SINCE} = {each.since}", f"{UNTIL} = {each.until}", f"{_REASON} = {_quoted(each.reason)}"]
    return "\n".join([*lines, ""])


def _quoted(value: str) -> str:
    # JSON 的字符串也是 TOML 的；DEL 除外，TOML 不许照写
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007F")
