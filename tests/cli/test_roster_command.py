"""gongwen roster：列出、加人、停用、委托；没有钥匙的说清不能证明什么。"""

from __future__ import annotations

import hashlib
import json
import re
import shlex
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from tests.helpers import ROOT, quick_keys, run

from gongwen.office.receipts import record
from gongwen.signoff.keys import UNSIGNED_NOTICE, public_text
from gongwen.signoff.progress import CHINA
from gongwen.signoff.roster import keyid_of

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

KEY, OTHER = (hashlib.sha256(each).digest() for each in (b"1", b"2"))
OFFICE = """\
名称 = "青溪县人民政府办公室"
[[人员]]
姓名 = "沈砚舟"
职务 = "县长"
机关 = "青溪县人民政府"
角色 = ["签发"]
[[人员]]
姓名 = "顾清岚"
职务 = "主任"
"""
TODAY = datetime.now(CHINA).date()
LATER = TODAY + timedelta(days=9)


@pytest.fixture(autouse=True)
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "office.toml").write_text(OFFICE, encoding="utf-8")
    return tmp_path


def roster(*arguments: str) -> Result:
    return run("roster", *arguments)


def add_shen() -> Result:
    return roster("add", "沈砚舟", "--key", public_text(KEY))


def test_an_office_without_keys_is_told_what_that_does_not_prove() -> None:
    result = roster("list")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        "姓名    职务  角色        钥匙标识  有效  状态\n"
        "沈砚舟  县长  签发、县长  没有钥匙  不限  有效\n"
        "顾清岚  主任  主任        没有钥匙  不限  有效\n"
        "\n"
        "2 人，现用的钥匙 0 把，委托 0 项\n"
        f"{UNSIGNED_NOTICE}\n"
    )


def test_an_empty_roster_says_how_to_begin(office: Path) -> None:
    (office / "office.toml").unlink()
    assert roster("list").stdout == (
        "名册是空的：在 office.toml 里写上人员，或 gongwen roster add 姓名 --key 公钥 --role 角色\n"
    )


def test_from_nothing_to_a_keyed_roster() -> None:
    added = add_shen()
    assert (added.exit_code, added.stderr) == (0, "")
    assert added.stdout == f"加进名册：沈砚舟（县长），角色：签发、县长，钥匙 {keyid_of(KEY)}\n"
    assert roster("list").stdout == (
        "姓名    职务  角色        钥匙标识                          有效  状态\n"
        f"沈砚舟  县长  签发、县长  {keyid_of(KEY)}  不限  有效\n"
        "顾清岚  主任  主任        没有钥匙                          不限  有效\n"
        "\n"
        "2 人，现用的钥匙 1 把，委托 0 项\n"
    )


def test_a_person_added_without_a_key_is_told_so() -> None:
    result = roster(
        "add", "顾清岚", "--no-key", "--role", "主任", "--role", "手签登记", "--until", "2027-01-01"
    )
    assert (result.exit_code, result.stderr) == (0, f"说明：{UNSIGNED_NOTICE}\n")
    assert result.stdout == "加进名册：顾清岚（主任），角色：主任、手签登记，没有钥匙\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["add", "沈砚舟"],
            (
                "错误：没有写公钥\n"
                "  → 写上 --key ed25519:…（gongwen key new 打印的那一行）；没有钥匙的写 --no-key\n"
            ),
        ),
        (
            ["add", "沈砚舟", "--no-key", "--key", public_text(KEY)],
            (
                "错误：--key 和 --no-key 只写一个\n"
                "  → 写上 --key ed25519:…（gongwen key new 打印的那一行）；没有钥匙的写 --no-key\n"
            ),
        ),
        (
            ["add", "沈砚舟", "--key", "ed25519:AAAA"],
            "错误：公钥是 3 字节，应为 32 字节\n  → 照 gongwen key new 打印的那一行抄\n",
        ),
        (
            ["revoke", "沈砚舟"],
            "错误：停用没有写原因\n  → 写上 --reason，如“调离”“钥匙遗失”\n",
        ),
        (
            ["delegate", "沈砚舟", "顾清岚", "--until", "2026-05-01", "--reason", "出差"],
            "错误：没有写委托的角色\n  → 写上 --role 角色\n",
        ),
        (["recall", "沈砚舟", "顾清岚"], "错误：没有写收回的角色\n  → 写上 --role 角色\n"),
        (
            ["delegate", "沈砚舟", "顾清岚", "--role", "县长", "--reason", "出差"],
            "错误：没有写到哪天止\n  → 写上 --until 日期\n",
        ),
        (
            ["delegate", "沈砚舟", "顾清\x1b[2J", "--role", "县长", "--until", "2099-05-01", "--reason", "x"],
            "错误：名册里没有“顾清<U+001B>[2J”\n  → 是不是“顾清岚”？先加进名册：gongwen roster add\n",
        ),
    ],
)
def test_what_is_missing_or_wrong_is_said(office: Path, arguments: list[str], message: str) -> None:
    result = roster(*arguments)
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", message)
    assert not (office / "roster.toml").exists()


def test_a_date_that_is_none_is_refused() -> None:
    assert roster("add", "沈砚舟", "--no-key", "--since", "2026-02-30").exit_code == 2


def test_a_revocation_says_what_still_counts(office: Path) -> None:
    add_shen()
    for seq in range(2):
        record(office, case="案卷", seq=seq, digest="0" * 64, now=datetime.now(UTC))
    result = roster("revoke", "沈砚舟", "--reason", "调离")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        f"停用：沈砚舟（县长），角色：签发、县长，钥匙 {keyid_of(KEY)}\n"
        "回执登记簿的前 2 行里登记过的步骤照旧算数\n"
    )
    assert f"{TODAY} 停用：调离" in roster("list").stdout


def test_a_revocation_where_nothing_was_registered_says_that_nothing_counts() -> None:
    add_shen()
    result = roster("revoke", keyid_of(KEY)[:10], "--reason", "遗失")
    assert (result.exit_code, result.stderr) == (
        0,
        "说明：还没有回执登记簿，以前签的都没有登记过，都不算数了，要重新签\n",
    )


def test_a_delegation_is_told_and_listed() -> None:
    arguments = ("--role", "县长", "--until", str(LATER), "--reason", "出国访问")
    result = roster("delegate", "沈砚舟", "顾清岚", *arguments)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == f"登记委托：沈砚舟 → 顾清岚，县长，{TODAY} 至 {LATER}，出国访问\n"
    assert roster("list").stdout == (
        "姓名    职务  角色        钥匙标识  有效  状态\n"
        "沈砚舟  县长  签发、县长  没有钥匙  不限  有效\n"
        "顾清岚  主任  主任        没有钥匙  不限  有效\n"
        "\n"
        "委托人  受托人  角色  有效                      状态  依据\n"
        f"沈砚舟  顾清岚  县长  {TODAY} 至 {LATER}  有效  出国访问\n"
        "\n"
        "2 人，现用的钥匙 0 把，委托 1 项\n"
        f"{UNSIGNED_NOTICE}\n"
    )


def test_a_delegation_may_be_recalled() -> None:
    given = ("--role", "县长", "--reason", "出差", "--until", str(LATER))
    roster("delegate", "沈砚舟", "顾清岚", *given)
    roster("delegate", "沈砚舟", "顾清岚", *given, "--since", str(LATER))
    result = roster("recall", "沈砚舟", "顾清岚", "--role", "县长")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        f"收回委托：沈砚舟 → 顾清岚，县长，到 {TODAY} 为止\n收回委托：沈砚舟 → 顾清岚，县长，还没开始，删去\n"
    )
    again = roster("recall", "沈砚舟", "顾清岚", "--role", "县长")
    assert (again.exit_code, again.stderr) == (
        2,
        ("错误：“沈砚舟”没有把“县长”委托给“顾清岚”，或今天就到期\n  → 核对姓名和角色：gongwen roster list\n"),
    )


def test_the_roster_as_json(office: Path) -> None:
    add_shen()
    record(office, case="案卷", seq=0, digest="0" * 64, now=datetime.now(UTC))
    roster("revoke", "沈砚舟", "--reason", "遗失")
    roster("add", "沈砚舟", "--key", public_text(OTHER), "--since", str(TODAY))
    roster("delegate", "沈砚舟", "顾清岚", "--role", "县长", "--until", str(LATER), "--reason", "出差")
    result = roster("list", "--format", "json")
    common = {
        "name": "沈砚舟",
        "post": "县长",
        "organ": "青溪县人民政府",
        "roles": ["签发", "县长"],
        "until": None,
    }
    assert (result.exit_code, result.stderr) == (0, "")
    assert json.loads(result.stdout) == {
        "format": 1,
        "people": [
            common
            | {
                "keyid": keyid_of(KEY),
                "public_key": public_text(KEY),
                "since": None,
                "state": "停用",
                "revoked_after": 1,
                "revoked_for": "遗失",
                "revoked_on": str(TODAY),
            },
            common
            | {
                "keyid": keyid_of(OTHER),
                "public_key": public_text(OTHER),
                "since": str(TODAY),
                "state": "有效",
                "revoked_after": None,
                "revoked_for": None,
                "revoked_on": None,
            },
            {
                "name": "顾清岚",
                "post": "主任",
                "organ": "青溪县人民政府办公室",
                "roles": ["主任"],
                "keyid": None,
                "public_key": None,
                "since": None,
                "until": None,
                "state": "有效",
                "revoked_after": None,
                "revoked_for": None,
                "revoked_on": None,
            },
        ],
        "delegations": [
            {
                "principal": "沈砚舟",
                "agent": "顾清岚",
                "role": "县长",
                "since": str(TODAY),
                "until": str(LATER),
                "reason": "出差",
                "state": "有效",
            }
        ],
        "notice": None,
    }


@pytest.mark.parametrize("command", [[], ["list"], ["add"], ["revoke"], ["delegate"], ["recall"]])
def test_the_help_is_in_chinese(command: list[str]) -> None:
    result = roster(*command, "--help")
    assert (result.exit_code, result.stdout.splitlines()[0].startswith("用法：")) == (0, True)
    assert "Options" not in result.stdout


def test_the_page_can_be_followed_as_printed(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (office / "office.toml").unlink()
    monkeypatch.setenv("GONGWEN_KEYS", str(office / "keys"))
    monkeypatch.setenv("GONGWEN_PASSPHRASE", "correct horse")
    quick_keys(monkeypatch)
    page = (ROOT / "docs" / "签字名册.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```sh\n(.*?)```", page, re.DOTALL)
    ten, revoked, delegated, recalled = (block.splitlines() for block in blocks)
    assert len(ten) == 10
    public, shown = "", ""
    for line in (*ten, *delegated, *recalled, *revoked):
        _, *arguments = shlex.split(line)
        result = run(*(public if each == "ed25519:…" else each for each in arguments))
        assert result.exit_code == 0, (line, result.output)
        public = next((each[3:] for each in result.stdout.splitlines() if each.startswith("公钥：")), "")
        shown = result.stdout if line == ten[-1] else shown
    assert "3 人，现用的钥匙 3 把，委托 1 项\n" in shown
