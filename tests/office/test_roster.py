"""签字名册用例：找名册，加人，停用，委托；两个进程同时加一个不丢。"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from gongwen.agency import Agency, load_agency
from gongwen.errors import GongwenError, OutputError, RefusedError, UsageError
from gongwen.office.newcomer import NewPerson
from gongwen.office.receipts import record
from gongwen.office.roster import (
    add_person,
    delegate,
    find_roster,
    listing,
    read_roster_file,
    recall,
    revoke,
    roster_path,
)
from gongwen.signoff.algorithms import Unsigned
from gongwen.signoff.roster import Delegation
from gongwen.signoff.roster_file import roster_text
from gongwen.signoff.roster_rows import RosterFile, Row
from gongwen.signoff.signing import refuse_wrong_key
from gongwen.signoff.step import Step
from gongwen.signoff.vocabulary import StepKind

NOW = datetime(2026, 5, 8, 17, 30, tzinfo=UTC)  # 东八区已经是 5 月 9 日
TODAY = date(2026, 5, 9)
KEY, OTHER = (hashlib.sha256(each).digest() for each in (b"1", b"2"))
OFFICE = """\
名称 = "青溪县人民政府办公室"
[[人员]]
姓名 = "沈砚舟"
职务 = ["县长", "县政府党组书记"]
机关 = "青溪县人民政府"
角色 = ["签发"]
起 = 2024-03-01
[[人员]]
姓名 = "顾清岚"
职务 = "主任"
[[人员]]
姓名 = "陆听澜"
职务 = "秘书科科长"
止 = 2025-12-31
"""
SHEN = Row(
    name="沈砚舟",
    roles=("签发", "县长", "县政府党组书记"),
    post="县长、县政府党组书记",
    organ="青溪县人民政府",
    since=date(2024, 3, 1),
)
GU = Row(name="顾清岚", roles=("主任",), post="主任", organ="青溪县人民政府办公室")
LU = Row(
    name="陆听澜",
    roles=("秘书科科长",),
    post="秘书科科长",
    organ="青溪县人民政府办公室",
    until=date(2025, 12, 31),
)
ACTING = Delegation("沈砚舟", "顾清岚", "县长", date(2026, 5, 9), date(2026, 5, 20), "出国访问")


@pytest.fixture
def agency(tmp_path: Path) -> Agency:
    path = tmp_path / "office.toml"
    path.write_text(OFFICE, encoding="utf-8")
    return load_agency(path)


def add(agency: Agency | None, name: str, key: bytes = b"", **given: object) -> Row:
    person = replace(NewPerson(name=name, public_key=key), **given)
    return add_person(agency.folder if agency else Path(), agency, person, NOW)


def rows(agency: Agency) -> tuple[Row, ...]:
    found = read_roster_file(agency.folder, agency)
    return found.rows if found else ()


def register(folder: Path, lines: int) -> None:
    for seq in range(lines):
        record(folder, case="案卷", seq=seq, digest=f"{seq}" * 64, now=NOW)


def test_a_person_comes_in_with_what_the_office_says_of_him(agency: Agency) -> None:
    assert add(agency, "沈砚舟", KEY) == replace(SHEN, public_key=KEY)
    assert rows(agency) == (replace(SHEN, public_key=KEY),)


def test_what_is_given_goes_before_what_the_office_says(agency: Agency) -> None:
    given = {
        "roles": ("副主任", "手签登记"),
        "post": "副主任",
        "organ": "青溪县司法局",
        "since": date(2026, 1, 1),
        "until": date(2026, 12, 31),
    }
    added = add(agency, "顾清岚", KEY, **given)
    assert added == replace(GU, public_key=KEY, **given)


def test_everyone_of_the_office_counts_with_or_without_a_roster_file(agency: Agency) -> None:
    assert find_roster(agency.folder, agency).signatories == tuple(each.signatory for each in (SHEN, GU, LU))
    assert find_roster(agency.folder, agency).digest == ""
    add(agency, "顾清岚", KEY)
    found = find_roster(agency.folder, agency)
    assert found.signatories == tuple(each.signatory for each in (replace(GU, public_key=KEY), SHEN, LU))
    assert found.digest == hashlib.sha256((agency.folder / "roster.toml").read_bytes()).hexdigest()


def test_a_roster_is_beside_the_office_and_one_in_the_folder_of_a_case_does_not_count(agency: Agency) -> None:
    case = agency.folder / "build" / "通知"
    case.mkdir(parents=True)
    (case / "roster.toml").write_text(roster_text(RosterFile((replace(GU, name="外人"),))), encoding="utf-8")
    assert roster_path(case, agency) == agency.folder / "roster.toml"
    assert find_roster(case, agency).of("外人") == ()


def test_without_an_office_the_roster_is_in_the_folder_or_above(tmp_path: Path) -> None:
    below = tmp_path / "甲" / "乙"
    below.mkdir(parents=True)
    assert find_roster(below, None).signatories == ()
    (tmp_path / "roster.toml").write_text(roster_text(RosterFile((GU,))), encoding="utf-8")
    assert find_roster(below, None).signatories == (GU.signatory,)


def test_a_roster_in_a_folder_anyone_can_write_to_is_not_found_from_below(tmp_path: Path) -> None:
    public = tmp_path / "公用"
    below = public / "乙"
    below.mkdir(parents=True)
    (public / "roster.toml").write_text(roster_text(RosterFile((GU,))), encoding="utf-8")
    public.chmod(0o777)
    assert find_roster(below, None).signatories == ()


def test_a_name_the_office_does_not_know_is_refused_with_the_nearest(agency: Agency) -> None:
    with pytest.raises(UsageError) as caught:
        add(agency, "沈观舟", KEY)
    assert str(caught.value) == (
        f"{agency.path}：office.toml 的人员里没有“沈观舟”\n"
        "  → 是不是“沈砚舟”？是别的人的，先在 [[人员]] 里写上"
    )
    assert not (agency.folder / "roster.toml").exists()


def test_an_office_without_people_takes_anyone_with_a_role(tmp_path: Path) -> None:
    (tmp_path / "office.toml").write_text('名称 = "青溪县人民政府办公室"\n', encoding="utf-8")
    agency = load_agency(tmp_path / "office.toml")
    with pytest.raises(UsageError) as caught:
        add(agency, "周启明", KEY)
    assert str(caught.value) == "没有写“周启明”的角色\n  → 写上 --role 角色，可以写几次"
    added = add(agency, "周启明", KEY, roles=("主任",))
    assert added == Row(name="周启明", roles=("主任",), organ="青溪县人民政府办公室", public_key=KEY)


def test_one_who_has_left_is_not_added_by_default(agency: Agency) -> None:
    with pytest.raises(UsageError) as caught:
        add(agency, "陆听澜", KEY)
    assert str(caught.value) == f"{agency.path}：“陆听澜”照 office.toml 现在不在任\n  → 核对起、止"


def test_one_key_under_two_names_is_refused_and_nothing_is_written(agency: Agency) -> None:
    add(agency, "沈砚舟", KEY)
    before = (agency.folder / "roster.toml").read_bytes()
    with pytest.raises(UsageError) as caught:
        add(agency, "顾清岚", KEY)
    assert caught.value.what == "一把钥匙给了“沈砚舟”“顾清岚”两个人（前一次在第 11 行）"
    with pytest.raises(UsageError) as caught:
        add(agency, "沈砚舟", KEY)
    assert caught.value.what == "“沈砚舟”的这把钥匙列了两次（前一次在第 11 行）"
    assert (agency.folder / "roster.toml").read_bytes() == before


def test_without_a_key_once_only(agency: Agency) -> None:
    assert add(agency, "顾清岚") == GU
    with pytest.raises(UsageError) as caught:
        add(agency, "顾清岚")
    assert str(caught.value) == "“顾清岚”已经在名册里\n  → 要给他加钥匙，写上 --key"


def closed(row: Row, lines: int, reason: str) -> Row:
    return replace(row, revoked_after=lines, revoked_for=reason, revoked_on=TODAY)


def test_from_unsigned_to_a_key_the_unsigned_time_ends_where_the_register_is(agency: Agency) -> None:
    add(agency, "顾清岚")
    register(agency.folder, 3)
    add(agency, "顾清岚", KEY)
    add(agency, "沈砚舟", OTHER)  # 没有进过名册文件，也不带钥匙签过
    assert rows(agency) == (
        closed(GU, 3, "改用钥匙"),
        replace(GU, public_key=KEY),
        closed(SHEN, 3, "改用钥匙"),
        replace(SHEN, public_key=OTHER),
    )


def test_where_nothing_was_registered_no_unsigned_time_is_kept(agency: Agency) -> None:
    add(agency, "沈砚舟", KEY)
    assert rows(agency) == (replace(SHEN, public_key=KEY),)


def test_revoking_a_person_ends_all_his_keys_at_the_line_of_the_register(agency: Agency) -> None:
    add(agency, "沈砚舟", KEY)
    add(agency, "沈砚舟", OTHER)
    add(agency, "顾清岚")
    register(agency.folder, 5)
    done = revoke(agency.folder, agency, "沈砚舟", " 调离 ", NOW)
    ended = tuple(closed(replace(SHEN, public_key=key), 5, "调离") for key in (KEY, OTHER))
    assert (done.rows, done.position) == (ended, 5)
    assert rows(agency) == (*ended, GU)


def test_revoking_one_key_by_its_beginning_leaves_the_other(agency: Agency) -> None:
    first, second = add(agency, "沈砚舟", KEY), add(agency, "沈砚舟", OTHER)
    revoke(agency.folder, agency, first.keyid[:8].upper(), "遗失", NOW)
    assert rows(agency) == (closed(first, 0, "遗失"), second)


def test_revoking_a_person_of_the_office_who_has_no_key_writes_him_down(agency: Agency) -> None:
    revoke(agency.folder, agency, "顾清岚", "退休", NOW)
    assert rows(agency) == (closed(GU, 0, "退休"),)
    found = find_roster(agency.folder, agency)
    step = Step(
        case="案", seq=1, step_id="审核", step_kind=StepKind.REVIEWED, claimed_at=NOW.isoformat(), prev=None,
        actor="顾清岚",
    )  # fmt: skip
    with pytest.raises(RefusedError) as caught:
        refuse_wrong_key(step, found, Unsigned())
    assert caught.value.what == "“顾清岚”在名册里已经停用"


@pytest.mark.parametrize(
    ("who", "reason", "message"),
    [
        ("沈砚舟", " ", "停用没有写原因\n  → 写上 --reason，如“调离”“钥匙遗失”"),
        (
            "沈观舟",
            "调离",
            "名册里没有“沈观舟”\n  → 是不是“沈砚舟”？写姓名，或钥匙的标识（gongwen roster list）",
        ),
        (
            "0000",
            "调离",
            "名册里没有“0000”\n  → 写姓名，或钥匙的标识（gongwen roster list）",
        ),
        ("顾清岚", "调离", "“顾清岚”已经停用\n  → 不必再停用；各人的情况见 gongwen roster list"),
    ],
)
def test_a_revocation_that_cannot_be_is_refused(agency: Agency, who: str, reason: str, message: str) -> None:
    add(agency, "沈砚舟", KEY)
    revoke(agency.folder, agency, "顾清岚", "退休", NOW)
    with pytest.raises(UsageError) as caught:
        revoke(agency.folder, agency, who, reason, NOW)
    assert str(caught.value) == message


def test_a_damaged_register_stops_a_revocation_with_the_reason(agency: Agency) -> None:
    add(agency, "沈砚舟", KEY)
    (agency.folder / "receipts.jsonl").write_bytes(b"{}\n")
    with pytest.raises(GongwenError) as caught:
        revoke(agency.folder, agency, "沈砚舟", "调离", NOW)
    assert caught.value.what == "回执登记簿损坏：读不懂"


def test_a_delegation_writes_both_down_and_counts_in_its_days(agency: Agency) -> None:
    assert delegate(agency.folder, agency, ACTING) == ACTING
    assert read_roster_file(agency.folder, agency) == RosterFile((SHEN, GU), (ACTING,))
    found = find_roster(agency.folder, agency)
    days = (date(2026, 5, 8), date(2026, 5, 9), date(2026, 5, 20), date(2026, 5, 21))
    assert [sorted(found.delegated("沈砚舟", "顾清岚", day)) for day in days] == [
        [],
        ["县长"],
        ["县长"],
        [],
    ]
    assert [row.name for row in listing(agency.folder, agency).rows] == ["沈砚舟", "顾清岚", "陆听澜"]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"role": "镇长"}, "“沈砚舟”没有“镇长”这个角色，不能委托\n  → 是不是“县长”？"),
        ({"agent": "顾清风"}, "名册里没有“顾清风”\n  → 是不是“顾清岚”？先加进名册：gongwen roster add"),
        ({"agent": "沈砚舟"}, "“沈砚舟”不能委托给自己\n  → 受托人写另一个人"),
        ({"until": date(2026, 5, 1)}, "“止”（2026-05-01）早于“起”（2026-05-09）\n  → 起在前，止在后"),
        ({"reason": ""}, "委托没有写依据\n  → 写上 --reason，如“出差，主任办公会 5 月 6 日议定”"),
        ({}, "这一项委托已经登记过\n  → 要延长，另登记一项，写明新的起止"),
    ],
)
def test_a_delegation_that_cannot_be_is_refused(
    agency: Agency, change: dict[str, object], message: str
) -> None:
    delegate(agency.folder, agency, ACTING)
    before = (agency.folder / "roster.toml").read_bytes()
    with pytest.raises(UsageError) as caught:
        delegate(agency.folder, agency, replace(ACTING, **change))
    listed = "可以委托的：签发、县长、县政府党组书记、签发人"
    assert str(caught.value) == (message + listed if "role" in change else message)
    assert (agency.folder / "roster.toml").read_bytes() == before


def test_a_recalled_delegation_ends_today_and_one_to_come_is_gone(agency: Agency) -> None:
    past = replace(ACTING, since=date(2026, 1, 1), until=date(2026, 1, 9))
    later = replace(ACTING, since=date(2026, 6, 1), until=date(2026, 6, 9))
    other = replace(ACTING, role="签发")
    for each in (past, ACTING, later, other):
        delegate(agency.folder, agency, each)
    ended = replace(ACTING, until=TODAY)
    names = {"principal": "沈砚舟", "agent": "顾清岚", "role": "县长"}
    assert recall(agency.folder, agency, **names, now=NOW) == (ended, replace(later, until=TODAY))
    found = read_roster_file(agency.folder, agency)
    assert found == RosterFile((SHEN, GU), (past, ended, other))
    with pytest.raises(UsageError) as caught:
        recall(agency.folder, agency, **names, now=NOW)
    assert caught.value.what == "“沈砚舟”没有把“县长”委托给“顾清岚”，或今天就到期"


def test_everything_else_is_kept_and_so_is_the_mode(agency: Agency) -> None:
    add(agency, "沈砚舟", KEY)
    delegate(agency.folder, agency, ACTING)
    path = agency.folder / "roster.toml"
    path.chmod(0o640)
    revoke(agency.folder, agency, "顾清岚", "退休", NOW)
    add(agency, "顾清岚", OTHER)
    assert read_roster_file(agency.folder, agency) == RosterFile(
        (replace(SHEN, public_key=KEY), closed(GU, 0, "退休"), replace(GU, public_key=OTHER)), (ACTING,)
    )
    assert path.read_text(encoding="utf-8").startswith("# 签字名册：")
    assert path.stat().st_mode & 0o777 == 0o640
    assert sorted(each.name for each in agency.folder.iterdir()) == ["office.toml", "roster.toml"]


def test_a_linked_roster_is_written_where_the_link_leads(agency: Agency, tmp_path: Path) -> None:
    kept = tmp_path / "保管"
    kept.mkdir()
    (agency.folder / "roster.toml").symlink_to(kept / "名册.toml")
    add(agency, "沈砚舟", KEY)
    add(agency, "顾清岚", OTHER)
    assert (agency.folder / "roster.toml").is_symlink()
    assert [row.name for row in rows(agency)] == ["沈砚舟", "顾清岚"]
    assert [each.name for each in kept.iterdir()] == ["名册.toml"]


def test_a_full_disk_leaves_the_roster_as_it_was(agency: Agency, monkeypatch: pytest.MonkeyPatch) -> None:
    add(agency, "沈砚舟", KEY)
    before = (agency.folder / "roster.toml").read_bytes()

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError) as caught:
        add(agency, "顾清岚", OTHER)
    assert str(caught.value) == (
        f"{agency.folder / 'roster.toml'}：名册写不出去：磁盘满了\n  → 检查文件夹、磁盘空间和权限"
    )
    assert (agency.folder / "roster.toml").read_bytes() == before
    assert sorted(each.name for each in agency.folder.iterdir()) == ["office.toml", "roster.toml"]


MANY = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from gongwen.office.newcomer import NewPerson
from gongwen.office.roster import add_person
for number in range(15):
    person = NewPerson(name=f"{sys.argv[2]}{number}", roles=("科员",))
    add_person(Path(sys.argv[1]), None, person, datetime.now(UTC))
"""


def test_two_processes_that_add_at_once_lose_nobody(tmp_path: Path) -> None:
    workers = [subprocess.Popen([sys.executable, "-c", MANY, str(tmp_path), name]) for name in "甲乙"]
    assert [worker.wait() for worker in workers] == [0, 0]
    found = read_roster_file(tmp_path, None)
    assert found is not None
    assert sorted(row.name for row in found.rows) == sorted(
        f"{name}{number}" for name in "甲乙" for number in range(15)
    )
