"""签字名册的姓名：同名的认得出是哪一个；外单位的职务不是本机关的角色；换职务不换钥匙。"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from gongwen.agency import Agency, load_agency
from gongwen.errors import UsageError
from gongwen.office.newcomer import NewPerson
from gongwen.office.receipts import record
from gongwen.office.roster import add_person, delegate, find_roster, listing, read_roster_file, revoke
from gongwen.report.roster_json import roster_json
from gongwen.report.roster_text import delegation_state
from gongwen.signoff.roster import Delegation
from gongwen.signoff.roster_rows import Row

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 5, 8, 17, 30, tzinfo=UTC)  # 东八区已经是 5 月 9 日
TODAY = date(2026, 5, 9)
KEY, OTHER = (hashlib.sha256(each).digest() for each in (b"1", b"2"))
ORGAN = "青溪县人民政府办公室"
OFFICE = f"""\
名称 = "{ORGAN}"
[[人员]]
姓名 = "张伟"
职务 = ["主任", "党组书记"]
角色 = ["签发"]
[[人员]]
姓名 = "张伟"
职务 = "秘书科科长"
同名 = true
[[人员]]
姓名 = "顾清岚"
职务 = "副主任"
[[人员]]
姓名 = "陆听澜"
职务 = "主任"
机关 = "青溪县发展和改革局"
[[人员]]
姓名 = "沈砚舟"
职务 = "县长"
机关 = "青溪县人民政府"
"""
CHIEF = Row(name="张伟（主任）", roles=("签发", "主任", "党组书记"), post="主任、党组书记", organ=ORGAN)
CLERK = Row(name="张伟（秘书科科长）", roles=("秘书科科长",), post="秘书科科长", organ=ORGAN)
GU = Row(name="顾清岚", roles=("副主任",), post="副主任", organ=ORGAN, public_key=KEY)


def office(folder: Path, text: str = OFFICE) -> Agency:
    path = folder / "office.toml"
    path.write_text(text, encoding="utf-8")
    return load_agency(path)


@pytest.fixture
def agency(tmp_path: Path) -> Agency:
    return office(tmp_path)


def add(agency: Agency, name: str, key: bytes = b"", **given: object) -> Row:
    return add_person(agency.folder, agency, replace(NewPerson(name=name, public_key=key), **given), NOW)


def refusal(agency: Agency, name: str, key: bytes = b"", **given: object) -> tuple[str, str | None]:
    with pytest.raises(UsageError) as caught:
        add(agency, name, key, **given)
    return caught.value.what, caught.value.next_step


def rows(agency: Agency) -> tuple[Row, ...]:
    found = read_roster_file(agency.folder, agency)
    return found.rows if found else ()


def test_of_two_people_of_one_name_neither_has_the_roles_of_the_other(agency: Agency) -> None:
    found = find_roster(agency.folder, agency)
    assert found.of("张伟") == ()
    assert (found.of(CHIEF.name), found.of(CLERK.name)) == ((CHIEF.signatory,), (CLERK.signatory,))


@pytest.mark.parametrize(
    "given", [{}, {"roles": ("主任",)}, {"post": "科员"}, {"organ": ORGAN}], ids=["", "role", "post", "organ"]
)
def test_adding_a_name_two_people_have_stops_and_asks(agency: Agency, given: dict[str, object]) -> None:
    assert refusal(agency, "张伟", KEY, **given) == (
        "office.toml 里有 2 个“张伟”",
        "写明是哪一个：--post 职务，或 --organ 机关；可以写的姓名：张伟（主任）、张伟（秘书科科长）",
    )


@pytest.mark.parametrize(
    ("name", "given", "added"),
    [
        ("张伟", {"post": "秘书科科长"}, CLERK),
        ("张伟（秘书科科长）", {}, CLERK),
        ("张伟（秘书科）", {"post": "秘书科科长"}, replace(CLERK, name="张伟（秘书科）")),
        ("张伟（主任）", {}, CHIEF),
        ("张伟", {"post": "党组书记"}, replace(CHIEF, post="党组书记")),
    ],
)
def test_the_one_meant_comes_in_with_his_own_roles(
    agency: Agency, name: str, given: dict[str, object], added: Row
) -> None:
    assert add(agency, name, KEY, **given) == replace(added, public_key=KEY)


def test_once_one_of_them_has_a_key_the_name_without_a_key_is_gone(agency: Agency, tmp_path: Path) -> None:
    add(agency, CHIEF.name, KEY)
    signers = [row.name for row in find_roster(agency.folder, agency).signatories]
    assert signers == ["张伟（主任）", "顾清岚", "陆听澜", "沈砚舟"]
    # 另一个调走了，留下的也不能丢开钥匙、用不带括注的姓名签
    alone = office(
        tmp_path, OFFICE.replace('职务 = "秘书科科长"\n', '职务 = "秘书科科长"\n止 = 2020-01-01\n')
    )
    assert find_roster(alone.folder, alone).of("张伟") == ()
    assert add(alone, "张伟（主任）", OTHER).name == "张伟（主任）"


def test_a_post_elsewhere_is_no_role_here(agency: Agency) -> None:
    found = find_roster(agency.folder, agency)
    assert {row.name: row.roles for row in found.signatories if row.name[0] in "陆沈顾"} == {
        "顾清岚": ("副主任",),
        "陆听澜": (),
        "沈砚舟": ("县长",),
    }
    what = "外单位的职务不算本机关的角色；写上 --role 角色，可以写几次"
    assert refusal(agency, "陆听澜", KEY) == ("没有写“陆听澜”的角色", what)
    assert refusal(agency, "顾清岚", KEY, organ="青溪县司法局") == ("没有写“顾清岚”的角色", what)
    record(agency.folder, case="案", seq=0, digest="0" * 64, now=NOW)
    added = add(agency, "陆听澜", KEY, roles=("会签",))
    assert added == Row(
        name="陆听澜", roles=("会签",), post="主任", organ="青溪县发展和改革局", public_key=KEY
    )
    assert rows(agency) == (added,)


def test_one_without_a_role_is_neither_entrusted_nor_revoked(agency: Agency) -> None:
    with pytest.raises(UsageError) as caught:
        delegate(agency.folder, agency, replace(ACTING, agent="陆听澜"))
    assert str(caught.value) == ("“陆听澜”还没有角色\n  → 先加进名册：gongwen roster add 陆听澜 --role 角色")
    with pytest.raises(UsageError) as caught:
        revoke(agency.folder, agency, "陆听澜", "调离", NOW)
    assert caught.value.what == "“陆听澜”没有角色，本来就不能签"


@pytest.mark.parametrize("mark", ["\ufe00", "\U000e0100", "\u3164", "\u200b", "\u2800"])
def test_a_name_of_the_office_with_something_unseen_is_refused(tmp_path: Path, mark: str) -> None:
    agency = office(tmp_path, OFFICE.replace("顾清岚", f"顾清岚{mark}"))
    with pytest.raises(UsageError) as caught:
        find_roster(tmp_path, agency)
    assert caught.value.what == f"“顾清岚{mark}”的姓名里有看不见的字符（U+{ord(mark):04X}）"


def test_two_names_of_the_office_that_look_the_same_are_refused(tmp_path: Path) -> None:
    agency = office(tmp_path, OFFICE.replace("陆听澜", "顾 清岚"))
    with pytest.raises(UsageError) as caught:
        find_roster(tmp_path, agency)
    assert caught.value.what == "“顾清岚”“顾 清岚”看着是一个姓名"


def test_a_new_post_keeps_the_key_and_ends_the_old_one_the_day_before(agency: Agency) -> None:
    assert add(agency, "顾清岚", KEY) == GU
    told = {"roles": ("主任",), "post": "主任"}
    new = add(agency, "顾清岚", KEY, **told)
    assert new == replace(GU, **told, since=TODAY)
    assert rows(agency) == (replace(GU, until=date(2026, 5, 8)), new)
    found = find_roster(agency.folder, agency)
    days = (date(2026, 5, 8), TODAY)
    assert [sorted(found.roles_of("顾清岚", day)) for day in days] == [["副主任"], ["主任"]]
    # 停用的是钥匙：两段都停用
    assert [row.revoked_on for row in revoke(agency.folder, agency, new.keyid, "遗失", NOW).rows] == [
        TODAY
    ] * 2
    assert refusal(agency, "顾清岚", KEY)[0].startswith("“顾清岚”的这把钥匙列了两次")


def test_a_new_post_that_cannot_begin_is_refused(agency: Agency) -> None:
    add(agency, "顾清岚", KEY, since=TODAY)
    assert refusal(agency, "顾清岚", KEY, roles=("主任",)) == (
        "“顾清岚”新的一段要晚于原来的一段（2026-05-09）",
        "写明从哪天起：--since 日期；同一天改不了两次",
    )
    later = add(agency, "顾清岚", KEY, roles=("主任",), since=date(2026, 6, 1))
    assert rows(agency) == (replace(GU, since=TODAY, until=date(2026, 5, 31)), later)


def test_a_new_key_with_other_roles_is_refused_until_the_old_one_has_ended(agency: Agency) -> None:
    add(agency, "顾清岚", KEY)
    assert refusal(agency, "顾清岚", OTHER, roles=("秘书科科员",)) == (
        "“顾清岚”现用的另一把钥匙写的是另外的机关、职务或角色",
        (
            "换了职务的，先用原来的公钥加一次（钥匙不必换），或先停用那一把；"
            "是同名的另一个人，姓名写得分得清，如“张伟（秘书科）”"
        ),
    )
    revoke(agency.folder, agency, "顾清岚", "免职", NOW)
    # 新的钥匙从今天起：不能写上以前的日期，以副主任的身份签
    assert add(agency, "顾清岚", OTHER, roles=("秘书科科员",)).since == TODAY


ACTING = Delegation("沈砚舟", "顾清岚", "县长", date(2026, 5, 1), date(2026, 5, 20), "出国访问")


@pytest.mark.parametrize(
    ("who", "state"),
    [("", "有效"), ("沈砚舟", "不能用：委托人已停用"), ("顾清岚", "不能用：受托人已停用")],
)
def test_a_delegation_of_one_who_was_revoked_is_not_listed_as_valid(
    agency: Agency, who: str, state: str
) -> None:
    delegate(agency.folder, agency, ACTING)
    if who:
        revoke(agency.folder, agency, who, "调离", NOW)
    found = listing(agency.folder, agency)
    assert delegation_state(found, ACTING, TODAY) == state
    assert f'"state": "{state}"' in roster_json(found, TODAY).split('"delegations"')[1]


def test_a_delegation_whose_people_or_role_have_ended_is_not_listed_as_valid(agency: Agency) -> None:
    delegate(agency.folder, agency, ACTING)
    found = listing(agency.folder, agency)

    def state(name: str, **change: object) -> str:
        changed = tuple(replace(row, **change) if row.name == name else row for row in found.rows)
        return delegation_state(replace(found, rows=changed), ACTING, TODAY)

    ended = {"until": date(2026, 5, 8)}
    assert state("沈砚舟", **ended) == "不能用：委托人不在有效期内"
    assert state("顾清岚", **ended) == "不能用：受托人不在有效期内"
    assert state("沈砚舟", roles=("县委副书记",)) == "不能用：委托人现在没有这个角色"
    assert delegation_state(found, ACTING, date(2026, 5, 21)) == "过期"
