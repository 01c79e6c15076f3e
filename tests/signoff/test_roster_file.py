"""签字名册文件：读回写出的，写得不对的逐条不收；没有名册文件的由单位资料得出。"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from gongwen.agency import agency_of
from gongwen.errors import UsageError
from gongwen.settings import parse_settings
from gongwen.signoff.keys import public_text
from gongwen.signoff.roster import Delegation, Signatory
from gongwen.signoff.roster_file import MAX_BYTES, parse_roster, parse_roster_file, roster_of, roster_text
from gongwen.signoff.roster_rows import RosterFile, Row

PATH = Path("roster.toml")
KEY, OTHER = (hashlib.sha256(each).digest() for each in (b"1", b"2"))
SHEN = Row(
    name="沈砚舟",
    post="县长",
    organ="青溪县人民政府",
    roles=("县长", "签发"),
    public_key=KEY,
    since=date(2026, 1, 1),
)
GU = Row(name="顾清岚", roles=("主任",), until=date(2027, 12, 31))
LOST = Row(
    name="顾清岚",
    roles=("主任",),
    public_key=OTHER,
    revoked_after=7,
    revoked_for="钥匙遗失",
    revoked_on=date(2026, 5, 8),
)
ACTING = Delegation("沈砚舟", "顾清岚", "县长", date(2026, 5, 1), date(2026, 5, 10), "出国访问")
WHOLE = RosterFile((SHEN, GU), (ACTING,))
PERSON = '[[签字人]]\n姓名 = "沈砚舟"\n角色 = ["县长"]\n'
SECOND = '[[签字人]]\n姓名 = "顾清岚"\n角色 = ["主任"]\n'
KEYED = f'公钥 = "{public_text(KEY)}"\n'
GIVEN = '[[委托]]\n委托人 = "沈砚舟"\n受托人 = "顾清岚"\n角色 = "县长"\n'
TERM = '起 = 2026-05-01\n止 = 2026-05-10\n依据 = "出差"\n'


def refusal(text: str) -> str:
    with pytest.raises(UsageError) as caught:
        parse_roster(("格式 = 1\n" + text).encode(), PATH)
    return str(caught.value)


def test_what_is_written_is_read_back() -> None:
    for found in (WHOLE, RosterFile(), RosterFile((LOST,)), RosterFile((replace(SHEN, name='引"号\\'),))):
        assert parse_roster_file(roster_text(found).encode(), PATH) == found


def test_the_file_is_readable_and_says_not_to_edit_it() -> None:
    assert roster_text(RosterFile((SHEN, LOST), (replace(ACTING, agent="顾清岚"),))) == (
        "# 签字名册：谁可以签，用哪把钥匙，什么时候有效，受谁委托。\n"
        "# 由 gongwen roster add、revoke、delegate 写，不要手改：改错一个字，签过的就验不过去；"
        "自己加的注释不保留。\n"
        "# 查看：gongwen roster list。公钥可以公开；“停用于”是停用那一刻回执登记簿的行数。\n"
        "格式 = 1\n"
        "\n"
        "[[签字人]]\n"
        '姓名 = "沈砚舟"\n'
        '职务 = "县长"\n'
        '机关 = "青溪县人民政府"\n'
        '角色 = ["县长", "签发"]\n'
        '公钥 = "ed25519:a4ayc/80/OGda4BO/1o/V0etpOqiLx1JwB5S3beHW0s="\n'
        "起 = 2026-01-01\n"
        "\n"
        "[[签字人]]\n"
        '姓名 = "顾清岚"\n'
        '角色 = ["主任"]\n'
        '公钥 = "ed25519:1HNeOiZeFu7gP1lxi5tdAwGcB9i2xR+Q2jpmbuwTqzU="\n'
        "停用于 = 7\n"
        '停用原因 = "钥匙遗失"\n'
        "停用日期 = 2026-05-08\n"
        "\n"
        "[[委托]]\n"
        '委托人 = "沈砚舟"\n'
        '受托人 = "顾清岚"\n'
        '角色 = "县长"\n'
        "起 = 2026-05-01\n"
        "止 = 2026-05-10\n"
        '依据 = "出国访问"\n'
    )


def test_the_roster_of_a_file() -> None:
    data = roster_text(RosterFile((SHEN, LOST), (ACTING,))).encode()
    found = parse_roster(data, PATH)
    assert found.signatories == (
        Signatory(
            "沈砚舟",
            ("县长", "签发", "签发人"),
            "县长",
            "青溪县人民政府",
            "ed25519",
            KEY,
            since=date(2026, 1, 1),
        ),
        Signatory("顾清岚", ("主任",), "", "", "ed25519", OTHER, until=date(2026, 5, 8), revoked_after=7),
    )
    assert (found.delegations, found.digest) == ((ACTING,), hashlib.sha256(data).hexdigest())


def test_a_person_without_a_key_has_no_algorithm() -> None:
    [row] = parse_roster(roster_text(RosterFile((GU,))).encode(), PATH).signatories
    assert (row.algorithm, row.public_key, row.keyid) == ("", b"", "")


def test_the_earlier_of_the_end_and_the_revocation_counts() -> None:
    ended = replace(LOST, until=date(2026, 5, 1))
    assert [row.signatory.until for row in (LOST, ended, GU)] == [
        date(2026, 5, 8),
        date(2026, 5, 1),
        date(2027, 12, 31),
    ]


def test_one_person_may_have_several_keys() -> None:
    found = RosterFile((SHEN, replace(SHEN, public_key=OTHER, since=None)))
    assert parse_roster_file(roster_text(found).encode(), PATH) == found


def test_one_key_may_go_on_from_post_to_post() -> None:
    before = replace(SHEN, until=date(2026, 5, 8))
    found = RosterFile((before, replace(SHEN, roles=("县委书记",), since=date(2026, 5, 9))))
    assert parse_roster_file(roster_text(found).encode(), PATH) == found
    [first, second] = found.roster("").of("沈砚舟")
    assert first.keyid == second.keyid


@pytest.mark.parametrize("day", [date(2026, 5, 8), date(2026, 5, 9)], ids=["overlapping", "revoked"])
def test_one_key_twice_at_once_or_again_after_it_was_revoked_is_refused(day: date) -> None:
    before = replace(SHEN, until=date(2026, 5, 8))
    if day > date(2026, 5, 8):
        before = replace(before, revoked_after=1, revoked_for="遗失", revoked_on=date(2026, 5, 8))
    with pytest.raises(UsageError) as caught:
        parse_roster_file(roster_text(RosterFile((before, replace(SHEN, since=day)))).encode(), PATH)
    assert caught.value.what == "“沈砚舟”的这把钥匙列了两次（前一次在第 11 行）"


@pytest.mark.parametrize(
    "change",
    [{"roles": ("秘书科",)}, {"post": "科长"}, {"organ": "青溪县司法局"}],
    ids=["roles", "post", "organ"],
)
def test_two_rows_of_one_name_at_one_time_say_the_same(change: dict[str, object]) -> None:
    other = replace(SHEN, public_key=OTHER, **change)
    with pytest.raises(UsageError) as caught:
        parse_roster_file(roster_text(RosterFile((SHEN, other))).encode(), PATH)
    assert str(caught.value) == (
        "roster.toml:15 键“姓名”：“沈砚舟”有两段时间重叠，机关、职务或角色却不同（另一段在第 6 行）\n"
        "  → 两个人的，姓名要分得清，如“张伟（秘书科）”；换了职务的，旧的一段先写上“止”"
    )
    ended = replace(SHEN, until=date(2026, 5, 8))
    revoked = replace(SHEN, revoked_after=1, revoked_for="免职", revoked_on=date(2026, 5, 8))
    told_apart = replace(other, name="沈砚舟（秘书科）")
    for rows in ((ended, replace(other, since=date(2026, 5, 9))), (revoked, other), (SHEN, told_apart)):
        assert parse_roster_file(roster_text(RosterFile(rows)).encode(), PATH).rows == rows


@pytest.mark.parametrize(
    ("one", "other"), [("沈砚舟", "沈 砚舟"), ("王工", "王⼯"), ("é", "e\u0301"), ("张伟（甲）", "张伟(甲)")]
)
def test_two_names_that_look_the_same_are_not_two_people(one: str, other: str) -> None:
    text = PERSON.replace("沈砚舟", one) + SECOND.replace("顾清岚", other)
    assert refusal(text) == (
        f"roster.toml:6 键“姓名”：“{other}”与“{one}”看着是一个姓名（“{one}”在第 2 行）\n"
        "  → 两个人的，姓名要分得清，如“张伟（秘书科）”"
    )


@pytest.mark.parametrize(
    "char", "\u034f\u115f\u17b4\u180b\u200d\u2060\u2800\u3000\u3164\ufe00\uffa0\U000e0100"
)
def test_a_character_no_one_sees_is_refused_by_its_code_point(char: str) -> None:
    assert refusal(PERSON.replace("沈砚舟", f"沈{char}砚舟")) == (
        f"roster.toml:3 键“姓名”：“姓名”里有看不见的字符（U+{ord(char):04X}）\n  → 去掉它，重新写一遍"
    )


def test_hundreds_of_rows_of_one_name_are_refused_at_once() -> None:
    closed = '停用于 = 0\n停用原因 = "换"\n停用日期 = 2026-01-01\n'
    assert refusal((PERSON + closed) * 5000) == (
        "roster.toml:603 键“姓名”：“沈砚舟”列了 100 次以上，不像名册\n  → 确认拿对了文件"
    )


def test_unsigned_times_may_stand_closed_beside_a_key() -> None:
    closed = replace(LOST, name="沈砚舟", public_key=b"")
    found = RosterFile((closed, SHEN))
    assert parse_roster_file(roster_text(found).encode(), PATH) == found


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            PERSON + KEYED + SECOND + KEYED,
            (
                "roster.toml:9 键“公钥”：一把钥匙给了“沈砚舟”“顾清岚”两个人（前一次在第 5 行）\n"
                "  → 各人用各人的钥匙，另建一把"
            ),
        ),
        (
            PERSON + KEYED + PERSON + KEYED,
            "roster.toml:9 键“公钥”：“沈砚舟”的这把钥匙列了两次（前一次在第 5 行）\n  → 删去一处",
        ),
        (
            PERSON + PERSON,
            "roster.toml:6 键“姓名”：“沈砚舟”列了两次（前一次在第 2 行）\n  → 删去一处",
        ),
        (
            PERSON + PERSON + KEYED,
            (
                "roster.toml:6 键“姓名”：“沈砚舟”有钥匙，又有没有停用的、不带钥匙的一段（另一段在第 2 行）\n"
                "  → 有了钥匙就不能不用：把不带钥匙的一段停用或删去"
            ),
        ),
        (
            PERSON + KEYED + PERSON,
            (
                "roster.toml:7 键“姓名”：“沈砚舟”有钥匙，又有没有停用的、不带钥匙的一段（另一段在第 2 行）\n"
                "  → 有了钥匙就不能不用：把不带钥匙的一段停用或删去"
            ),
        ),
        (
            PERSON + '公钥 = "ed25519:%"\n',
            (
                "roster.toml:5 键“公钥”：公钥不是 base64\n"
                "  → 照 gongwen key new 打印的那一行抄，用 gongwen roster add"
            ),
        ),
        (
            PERSON + '公钥 = "ed25519:AAAA"\n',
            (
                "roster.toml:5 键“公钥”：公钥是 3 字节，应为 32 字节\n"
                "  → 照 gongwen key new 打印的那一行抄，用 gongwen roster add"
            ),
        ),
        (PERSON + "公钥 = 1\n", "roster.toml:5 键“公钥”：“公钥”的值不对\n  → 应为 文字"),
        (
            PERSON + "起 = 2026-05-02\n止 = 2026-05-01\n",
            "roster.toml:6 键“止”：“止”（2026-05-01）早于“起”（2026-05-02）\n  → 起在前，止在后",
        ),
        (PERSON + '起 = "明天"\n', "roster.toml:5 键“起”：“起”不是日期\n  → 写成 2026-01-31 这样"),
        (
            PERSON + '公匙 = ""\n',
            (
                "roster.toml:5 键“公匙”：不认识的键“公匙”\n"
                "  → 是不是“公钥”？可用的键：姓名、职务、机关、角色、公钥、起、止、停用于、停用原因、停用日期"
            ),
        ),
        (
            "[[签名人]]\n",
            "roster.toml:2 键“签名人”：不认识的键“签名人”\n  → 是不是“签字人”？可用的键：格式、签字人、委托",
        ),
        ('签字人 = "沈砚舟"\n', "roster.toml:2 键“签字人”：“签字人”的值不对\n  → 应为 列表"),
        ("签字人 = [1]\n", "roster.toml:2 键“签字人”：“签字人”的第 1 项不对\n  → 应为 键和值"),
        (
            '[[签字人]]\n角色 = ["县长"]\n',
            "roster.toml:2 键“姓名”：签字人缺“姓名”\n  → 每个人都写明姓名",
        ),
        (
            '[[签字人]]\n姓名 = "沈砚舟"\n角色 = []\n',
            "roster.toml:4 键“角色”：“沈砚舟”缺“角色”\n  → 每个人至少有一个角色，不能是空的",
        ),
        (
            '[[签字人]]\n姓名 = "沈砚舟"\n角色 = [" "]\n',
            "roster.toml:4 键“角色”：“沈砚舟”缺“角色”\n  → 每个人至少有一个角色，不能是空的",
        ),
        (
            '[[签字人]]\n姓名 = "沈砚\\u200b舟"\n角色 = ["县长"]\n',
            "roster.toml:3 键“姓名”：“姓名”里有看不见的字符（U+200B）\n  → 去掉它，重新写一遍",
        ),
        (
            '[[签字人]]\n姓名 = "沈砚\\u001b舟"\n角色 = ["县长"]\n',
            "roster.toml:3 键“姓名”：“姓名”应当是一行文字\n  → 去掉换行和控制字符，不超过 200 字",
        ),
        (
            PERSON + "停用于 = 3\n",
            "roster.toml:5 键“停用于”：停用的缺“停用原因”\n  → 停用用 gongwen roster revoke，三项一起写",
        ),
        (
            PERSON + '停用原因 = "调离"\n停用日期 = 2026-05-08\n',
            "roster.toml:5 键“停用原因”：停用的缺“停用于”\n  → 停用用 gongwen roster revoke，三项一起写",
        ),
        (
            PERSON + '停用于 = -1\n停用原因 = "调离"\n停用日期 = 2026-05-08\n',
            "roster.toml:5 键“停用于”：“停用于”不对\n  → 是回执登记簿的行数，不小于 0",
        ),
        (
            PERSON + '停用于 = true\n停用原因 = "调离"\n停用日期 = 2026-05-08\n',
            "roster.toml:5 键“停用于”：“停用于”的值不对\n  → 应为 整数",
        ),
        (
            PERSON + '停用于 = 1\n停用原因 = "调离"\n停用日期 = "昨天"\n',
            "roster.toml:7 键“停用日期”：“停用日期”不是日期\n  → 写成 2026-01-31 这样",
        ),
        (
            PERSON + SECOND + GIVEN.replace("顾清岚", "沈砚舟") + TERM,
            "roster.toml:10 键“受托人”：“沈砚舟”委托给自己\n  → 受托人写另一个人",
        ),
        (
            PERSON + SECOND + GIVEN.replace("县长", "县委书记") + TERM,
            "roster.toml:11 键“角色”：“沈砚舟”没有“县委书记”这个角色，不能委托\n  → 可以委托的：县长",
        ),
        (
            PERSON + SECOND + GIVEN.replace("顾清岚", "顾清风") + TERM,
            (
                "roster.toml:10 键“受托人”：名册里没有“顾清风”\n"
                "  → 是不是“顾清岚”？先加进名册（gongwen roster add）"
            ),
        ),
        (
            PERSON + SECOND + GIVEN + TERM.replace("05-10", "04-10"),
            "roster.toml:13 键“止”：“止”（2026-04-10）早于“起”（2026-05-01）\n  → 起在前，止在后",
        ),
        (
            PERSON + SECOND + GIVEN + "起 = 2026-05-01\n依据 = '出差'\n",
            "roster.toml:8 键“止”：缺“止”\n  → 写成 2026-01-31 这样",
        ),
        (
            PERSON + SECOND + GIVEN + "起 = 2026-05-01\n止 = 2026-05-10\n",
            "roster.toml:8 键“依据”：委托缺“依据”\n  → 委托要写明谁、给谁、什么、为什么",
        ),
        (
            PERSON + SECOND + GIVEN + TERM + "角色名 = 1\n",
            (
                "roster.toml:15 键“角色名”：不认识的键“角色名”\n"
                "  → 是不是“角色”？可用的键：委托人、受托人、角色、起、止、依据"
            ),
        ),
        ("[[签字人\n", None),
    ],
)
def test_a_roster_written_wrong_is_refused(text: str, message: str | None) -> None:
    if message is None:
        assert refusal(text).startswith("roster.toml:2：配置读不了：不合 TOML 格式\n")
    else:
        assert refusal(text) == message


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("格式 = 2\n", "roster.toml:1 键“格式”：名册的格式是 2，本程序只认得 1\n  → 升级 gongwen"),
        (
            "格式 = 2\n新的 = 1\n",
            "roster.toml:1 键“格式”：名册的格式是 2，本程序只认得 1\n  → 升级 gongwen",
        ),
        ("", "roster.toml 键“格式”：名册缺“格式”\n  → 加一行：格式 = 1"),
        ('格式 = "1"\n', "roster.toml:1 键“格式”：“格式”的值不对\n  → 应为 整数"),
        (
            "格式 = 1\n" + "a." * 100_000 + "a = 1\n",
            "roster.toml:2：名册里有一行太长，不像名册\n  → 确认拿对了文件",
        ),
        ("格式 = 1\n" + "#\n" * MAX_BYTES, "roster.toml：配置读不了：超过 1024 KB\n  → 确认拿对了文件"),
    ],
)
def test_another_format_or_a_huge_file_is_refused(text: str, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_roster(text.encode(), PATH)
    assert str(caught.value) == message


def test_500_people_with_keys_and_long_posts_fit() -> None:
    rows = tuple(
        replace(
            SHEN,
            name=f"沈砚{number}",
            post="青溪县人民政府办公室党组成员、副主任、四级调研员",
            organ="青溪县人民政府办公室",
            roles=("副主任", "分管文秘副主任", "手签登记"),
            public_key=hashlib.sha256(str(number).encode()).digest(),
        )
        for number in range(500)
    )
    found = RosterFile(rows, (replace(ACTING, principal="沈砚1", agent="沈砚2", role="副主任"),))
    text = roster_text(found).encode()
    assert parse_roster_file(text, PATH) == found
    assert len(text) < MAX_BYTES // 4


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
止 = 2027-01-01
"""


def test_without_a_roster_file_the_people_of_the_office_have_no_keys() -> None:
    agency = agency_of(parse_settings(OFFICE.encode(), Path("office.toml")))
    found = roster_of(agency)
    assert found.signatories == (
        Signatory(
            "沈砚舟",
            ("签发", "县长", "县政府党组书记", "签发人"),
            "县长、县政府党组书记",
            "青溪县人民政府",
            since=date(2024, 3, 1),
        ),
        Signatory("顾清岚", ("主任",), "主任", "青溪县人民政府办公室", until=date(2027, 1, 1)),
    )
    assert (found.delegations, found.digest) == ((), "")
