"""桌签、会标、参会名单与名册对照：相符的一声不响，差一个字的都找得到，名册里有的不会说成别人。"""

from __future__ import annotations

import io
import random
import time
from typing import TYPE_CHECKING

import docx
import pytest
from tests.helpers import ROOT
from tests.office.rosters import LAYOUTS, Layout, agency, brief, invented, spaced
from tests.sources.workbooks import Table, workbook

import gongwen
from gongwen.agency import Person, load_agency
from gongwen.config import Config
from gongwen.errors import UsageError
from gongwen.office.names import NamesReport, check_names
from gongwen.proofing.hanzi import alike, same_sound
from gongwen.proofing.names.checks import Checked, Paper

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from gongwen.agency import Agency
    from gongwen.proofing.names.mentions import NameFinding

MAYOR = Person("沈砚舟", "市委副书记、市长")
DEPUTY = Person("林望舒", "常务副市长")
WATER = Person("顾衡", "局长", "澜州市水利局")
ROSTER = agency(
    (
        MAYOR,
        DEPUTY,
        Person("季怀川", "秘书长", "澜州市人民政府"),
        WATER,
        Person("李堃", "副局长", "澜州市水利局"),
        Person("张伟", "防汛科科长", "澜州市水利局"),
        Person("张玮", "综合科科长", "澜州市人民政府办公室"),
        Person("李明", "主任", "澜州市发展和改革委员会"),
        Person("李鸣", "局长", "澜州市财政局"),
        Person("欧阳景行", "县长", "青屿县人民政府"),
        Person("阿依古丽·买买提", "副县长", "青屿县人民政府"),
    ),
    "澜州市应急管理局",
    "各县（区）人民政府",
)
INVENTED = invented()


def reported(tmp_path: Path, data: bytes | str, name: str, office: Agency = ROSTER) -> NamesReport:
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return check_names([path], office)


def checked(tmp_path: Path, data: bytes | str, name: str = "名单.txt", office: Agency = ROSTER) -> Checked:
    (item,) = reported(tmp_path, data, name, office).files
    assert item.result is not None, item.problem
    return item.result


def told(result: Checked) -> list[tuple[str, str, str, str | None]]:
    """报的各处：代码和级别，位置，说法，名册里的写法。"""
    return [
        (f"{each.code} {each.level.term}", each.spot.place, each.message, each.suggestion)
        for each in result.findings
    ]


def counts(result: Checked) -> tuple[int, int, list[str]]:
    """相符、不符的人数，名册里没有的姓名。"""
    return result.matched, result.wrong, [each.name for each in result.unknown]


def xlsx(people: Sequence[Person]) -> bytes:
    rows = [[spaced(each.name), each.organ, each.post] for each in people]
    return workbook(Table([["澜州市会议名单"], ["姓名", "单位", "职务"], *rows], merges=("A1:C1",)))


def word(people: Sequence[Person], *, bordered: bool) -> bytes:
    written, made = docx.Document(), io.BytesIO()
    written.add_paragraph("澜州市会议名单")
    table = written.add_table(len(people) + 1, 2, style="Table Grid" if bordered else None)
    rows = [("姓名", "单位及职务"), *((spaced(each.name), brief(each)) for each in people)]
    cells = table._cells
    for at, text in enumerate(text for row in rows for text in row):
        cells[at].text = text
    written.save(made)
    return made.getvalue()


def cards(people: Sequence[Person]) -> bytes:
    """一面一个姓名的桌签，每个两面。"""
    written, made = docx.Document(), io.BytesIO()
    for each in people:
        written.add_paragraph(spaced(each.name))
        written.add_paragraph(spaced(each.name))
    written.save(made)
    return made.getvalue()


FILES: dict[str, tuple[str, Callable[[Sequence[Person]], bytes]]] = {
    "workbook": (".xlsx", xlsx),
    "word table": (".docx", lambda people: word(people, bordered=True)),
    "word layout": (".docx", lambda people: word(people, bordered=False)),
    "word cards": (".docx", cards),
}


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_a_list_that_agrees_with_the_roster_is_quiet_in_every_layout(tmp_path: Path, layout: Layout) -> None:
    result = checked(tmp_path, layout.write(INVENTED), f"名单{layout.suffix}", agency(INVENTED))
    assert (counts(result), told(result)) == ((200, 0, []), [])


@pytest.mark.parametrize("kind", FILES)
def test_a_list_that_agrees_is_quiet_in_every_kind_of_file(tmp_path: Path, kind: str) -> None:
    suffix, write = FILES[kind]
    result = checked(tmp_path, write(INVENTED), f"名单{suffix}", agency(INVENTED))
    assert (counts(result), told(result)) == ((200, 0, []), [])


def wrong_character(name: str, luck: random.Random, fits: Callable[[str, str], bool]) -> str:
    """换一个字；没有可换的字时原样。"""
    at = luck.randrange(len(name))
    choice = [char for char in CHARACTERS if char != name[at] and fits(name[at], char)]
    return f"{name[:at]}{luck.choice(choice)}{name[at + 1 :]}" if choice else name


def swapped(name: str, luck: random.Random) -> str:
    at = luck.randrange(len(name) - 1)
    return f"{name[:at]}{name[at + 1]}{name[at]}{name[at + 2 :]}"


# 《通用规范汉字表》一、二级字里的三千多个
CHARACTERS = [chr(code) for code in range(0x4E00, 0x9FA6) if bytes(chr(code), "gb18030")[:1] < b"\xd8"
              and len(bytes(chr(code), "gb2312", "ignore")) == 2]  # fmt: skip
DAMAGES: dict[str, Callable[[str, random.Random], str]] = {
    "sound": lambda name, luck: wrong_character(name, luck, same_sound),
    "shape": lambda name, luck: wrong_character(name, luck, alike),
    "transposition": swapped,
}


def _meant(finding: NameFinding, planted: Sequence[tuple[str, str]]) -> str:
    """报的这一处说应为谁；与两个人都差一点的，没有改法，看说的人里有没有他。"""
    written = finding.spot.text.replace("　", "")
    old = dict(planted).get(written, "")
    return old if finding.suggestion is None and f"“{old}”" in finding.message else finding.suggestion or ""


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_every_planted_error_is_found_and_nothing_else(tmp_path: Path, layout: Layout, damage: str) -> None:
    luck, people = random.Random(layout.name + damage), list(INVENTED)
    names = {person.name for person in people}
    for at in luck.sample(range(200), 8):
        name = DAMAGES[damage](people[at].name, luck)
        if name not in names:
            people[at] = Person(name, people[at].post, people[at].organ)
    planted = [(new.name, old.name) for new, old in zip(people, INVENTED, strict=True) if new != old]
    assert len(planted) > 3
    result = checked(tmp_path, layout.write(people), f"名单{layout.suffix}", agency(INVENTED))
    found = [(each.spot.text.replace("　", ""), _meant(each, planted)) for each in result.findings]
    assert (sorted(found), counts(result)) == (sorted(planted), (200 - len(planted), len(planted), []))
    assert {each.code for each in result.findings} == {"HW01"}


SHEN, SUBTLE = "“沈砚舟”（市委副书记、市长）", "；职务不同，可能是另一个人"
BUREAU, OFFICE = "“张伟”（澜州市水利局防汛科科长）", "“张玮”（澜州市人民政府办公室综合科科长）"
GULI = "“阿依古丽·买买提”（青屿县人民政府副县长）"


@pytest.mark.parametrize(
    ("line", "level", "name", "people", "how", "suggestion"),
    [
        ("沈砚洲", "差错", "沈砚洲", SHEN, "有同音字，请核对", "沈砚舟"),
        ("沈砚丹", "差错", "沈砚丹", SHEN, "有形近字，请核对", "沈砚舟"),
        ("沈舟砚", "差错", "沈舟砚", SHEN, "前后两个字颠倒，请核对", "沈砚舟"),
        ("申砚舟", "差错", "申砚舟", SHEN, "有同音字，请核对", "沈砚舟"),
        ("沈研洲", "差错", "沈研洲", SHEN, "有同音字，请核对", "沈砚舟"),
        ("林忘书", "差错", "林忘书", "“林望舒”（常务副市长）", "有同音字，请核对", "林望舒"),
        ("沈砚文", "提示", "沈砚文", SHEN, "差一个字，请核对", None),
        ("沈砚", "提示", "沈砚", SHEN, "少一个字，请核对", None),
        ("沈砚文　市长", "差错", "沈砚文", SHEN, "差一个字，职务相同，请核对", "沈砚舟"),
        ("市长　沈舟", "差错", "沈舟", SHEN, "少一个字，职务相同，请核对", "沈砚舟"),
        ("市长沈砚洲", "差错", "沈砚洲", SHEN, "有同音字，职务相同，请核对", "沈砚舟"),
        ("会议由市长沈砚洲主持。", "差错", "沈砚洲", SHEN, "有同音字，职务相同，请核对", "沈砚舟"),
        ("宏图公司经理　沈砚洲", "提示", "沈砚洲", SHEN, f"有同音字，请核对{SUBTLE}", None),
        ("副市长　沈砚洲", "提示", "沈砚洲", SHEN, f"有同音字，请核对{SUBTLE}", None),
        (
            "季怀穿　市政府秘书长",
            "差错",
            "季怀穿",
            "“季怀川”（澜州市人民政府秘书长）",
            "有同音字，职务相同，请核对",
            "季怀川",
        ),
        (
            "欧 阳 井 行",
            "差错",
            "欧阳井行",
            "“欧阳景行”（青屿县人民政府县长）",
            "有同音字，请核对",
            "欧阳景行",
        ),
        ("阿衣古丽•买买提", "差错", "阿衣古丽·买买提", GULI, "有同音字，请核对", "阿依古丽·买买提"),
        ("顾横", "差错", "顾横", "“顾衡”（澜州市水利局局长）", "有同音字，请核对", "顾衡"),
        ("章伟", "差错", "章伟", BUREAU, "有同音字，请核对", "张伟"),
        ("张炜", "差错", "张炜", f"{BUREAU}、{OFFICE}", "有同音字，请核对", None),
        ("张炜　市政府办综合科科长", "差错", "张炜", OFFICE, "有同音字，职务相同，请核对", "张玮"),
    ],
)
def test_a_name_that_is_off_is_reported_with_how_and_whom(
    tmp_path: Path, line: str, level: str, name: str, people: str, how: str, suggestion: str | None
) -> None:
    result = checked(tmp_path, line)
    message = f"名册里没有“{name}”，有{people}：{how}"
    assert told(result) == [(f"HW01 {level}", "第1行", message, suggestion)]
    assert counts(result) == ((0, 1, []) if level == "差错" else (0, 0, [name]))


@pytest.mark.parametrize(("written", "listed"), [("李　坤", "李堃"), ("張伟", "张伟"), ("張偉", "张伟")])
def test_another_way_of_writing_is_called_that(tmp_path: Path, written: str, listed: str) -> None:
    assert told(checked(tmp_path, written)) == [
        ("HW01 差错", "第1行", f"与名册写法不同：名册作“{listed}”，请核对", listed)
    ]


@pytest.mark.parametrize(
    ("line", "post", "holder"),
    [("陈静　市水利局局长", "澜州市水利局局长", "顾衡"), ("市长：陈静", "市委副书记、市长", "沈砚舟")],
)
def test_a_post_that_another_person_holds_is_reported(
    tmp_path: Path, line: str, post: str, holder: str
) -> None:
    message = f"名册里任“{post}”的是“{holder}”，不是“陈静”；换了人的，先改名册"
    assert told(checked(tmp_path, line)) == [("HW03 差错", "第1行", message, None)]


@pytest.mark.parametrize(
    "line",
    [
        "陈静　副局长",
        "陈静　临江市市长",
        "陈静　局长",
        "陈静　市司法局局长",
        "陈静　办公室主任",
        "陈静　原市长",
    ],
)
def test_posts_that_many_hold_or_of_other_organs_are_let_through(tmp_path: Path, line: str) -> None:
    result = checked(tmp_path, line)
    assert (told(result), counts(result)) == ([], (0, 0, ["陈静"]))


@pytest.mark.parametrize(
    ("line", "code", "message", "suggestion"),
    [
        ("沈砚舟　副市长", "差错", "职务与名册不符：名册里“沈砚舟”是“市委副书记、市长”", "市委副书记、市长"),
        ("顾衡　副局长", "差错", "职务与名册不符：名册里“顾衡”是“澜州市水利局局长”", "局长"),
        (
            "顾衡　市林业局局长",
            "差错",
            "职务与名册不符：名册里“顾衡”是“澜州市水利局局长”",
            "澜州市水利局局长",
        ),
        (
            "张伟　市政府办公室综合科科长",
            "差错",
            (
                "职务与名册不符：名册里“张伟”是“澜州市水利局防汛科科长”，"
                "任“市政府办公室综合科科长”的是“张玮”；姓名和职务有一个写错了"
            ),
            None,
        ),
        (
            "李明　市财政局局长",
            "差错",
            (
                "职务与名册不符：名册里“李明”是“澜州市发展和改革委员会主任”，"
                "任“市财政局局长”的是“李鸣”；姓名和职务有一个写错了"
            ),
            None,
        ),
        ("林望舒　副市长", "提示", "职务的写法与名册不同：名册里“林望舒”是“常务副市长”", "常务副市长"),
        (
            "顾衡　市水利局党组书记",
            "提示",
            "职务的写法与名册不同：名册里“顾衡”是“澜州市水利局局长”",
            "澜州市水利局局长",
        ),
    ],
)
def test_a_post_that_does_not_agree_is_reported(
    tmp_path: Path, line: str, code: str, message: str, suggestion: str | None
) -> None:
    result = checked(tmp_path, line)
    assert told(result) == [(f"HW02 {code}", "第1行", message, suggestion)]
    assert result.findings[0].spot.text == line.split("　")[1]


@pytest.mark.parametrize(
    "line",
    [
        "市长沈砚舟",
        "市委副书记　沈砚舟",
        "沈砚舟　市委副书记、市长",
        "澜州市人民政府市长　沈砚舟",
        "防汛指挥部总指挥　沈砚舟",
        "领导小组组长：沈砚舟",
        "原副市长　沈砚舟",
        "沈砚舟（时任副市长）",
        "水利局局长顾　衡",
        "顾衡　一级调研员",
        "张玮　市政府办综合科科长",
        "市发改委主任李　明",
        "张　伟\n张　玮\n李　明\n李　鸣",
        "阿依古丽•买买提",
        "会议由市长沈砚舟主持，常务副市长林望舒出席。",
    ],
)
def test_fuller_shorter_former_and_meeting_posts_are_let_through(tmp_path: Path, line: str) -> None:
    result = checked(tmp_path, line)
    assert (told(result), result.matched) == ([], line.count("\n") + 1 + line.count("林望舒"))


def test_people_who_are_not_in_the_roster_are_only_listed(tmp_path: Path) -> None:
    result = checked(tmp_path, "孟昭华　经理\n孟昭华的座位\n陈静\n林业局　王小明")
    assert (told(result), counts(result)) == ([], (0, 0, ["孟昭华", "陈静", "王小明"]))


def test_names_of_strangers_are_seldom_taken_for_errors() -> None:
    from gongwen.proofing.names.near import Near
    from gongwen.proofing.names.roster import Roster

    roster, mine = Roster(agency(INVENTED)), {person.name for person in INVENTED}
    strangers = [each.name for seed in range(20, 30) for each in invented(seed=seed) if each.name not in mine]
    near = [
        name
        for name in strangers
        for _, how in roster.near(name)
        if how not in (Near.ONE, Near.MISSING, Near.EXTRA)
    ]
    assert len(strangers) > 1800
    assert len(near) / len(strangers) < 0.02


def test_columns_with_units_are_compared_too(tmp_path: Path) -> None:
    text = "姓名,单位\n顾衡,市水利局\n张伟,市财政局\n李明,市领导\n"
    assert told(checked(tmp_path, text, "名单.csv")) == [
        ("HW02 提示", "第3行第1列", "单位与名册不同：名册里“张伟”在“澜州市水利局”", None)
    ]


def test_the_same_name_may_be_two_people_with_two_posts(tmp_path: Path) -> None:
    office = agency((Person("张伟", "局长", "澜州市水利局"), Person("张伟", "局长", "澜州市林业局")))
    assert told(checked(tmp_path, "市水利局局长张伟\n市林业局局长张伟", office=office)) == []
    assert told(checked(tmp_path, "市财政局局长张伟", office=office)) == [
        (
            "HW02 差错",
            "第1行",
            "职务与名册不符：名册里“张伟”是“澜州市水利局局长”，或“澜州市林业局局长”",
            None,
        )
    ]


@pytest.mark.parametrize(
    ("text", "level", "written", "organ", "how"),
    [
        ("澜洲市2026年防汛工作会议", "差错", "澜洲市", "澜州市", "有同音字"),
        ("兰州市2026年防汛工作会议", "差错", "兰州市", "澜州市", "有同音字"),
        ("滥州市防汛工作会议", "提示", "滥州市", "澜州市", "有音近字"),
        ("澜州市水力局工作会", "差错", "澜州市水力局", "澜州市水利局", "有同音字"),
        ("全市水力局工作会", "差错", "市水力局", "市水利局", "有同音字"),
        ("澜州市应急管里局", "差错", "澜州市应急管里局", "澜州市应急管理局", "有同音字"),
        ("澜州市应急理管局", "差错", "澜州市应急理管局", "澜州市应急管理局", "前后两个字颠倒"),
        ("澜州市人民政办公室", "差错", "澜州市人民政办公室", "澜州市人民政府办公室", "少一个字"),
        ("澜州市人民政府办办公室", "差错", "澜州市人民政府办办公室", "澜州市人民政府办公室", "多一个字"),
        ("澜州市人民政府办公厅", "提示", "澜州市人民政府办公厅", "澜州市人民政府办公室", "差一个字"),
        ("青与县人民政府", "差错", "青与县人民政府", "青屿县人民政府", "有同音字"),
    ],
)
def test_an_organ_or_place_that_is_off_by_a_character_is_reported(
    tmp_path: Path, text: str, level: str, written: str, organ: str, how: str
) -> None:
    result = checked(tmp_path, text, "会标.txt")
    message = f"“{written}”与名册里的“{organ}”只差一点：{how}，请核对"
    assert (result.paper, told(result)) == (Paper.BANNER, [(f"HW04 {level}", "第1行", message, organ)])


@pytest.mark.parametrize(
    "text",
    [
        "澜州市2026年防汛工作会议",
        "澜州市水利局局长会议",
        "市财政局、市政府办公室、青屿县人民政府",
        "澜州市水务局　市林业局　沧州市　澜州县",
        "各县（区）人民政府",
    ],
)
def test_right_and_other_organs_are_let_through(tmp_path: Path, text: str) -> None:
    assert told(checked(tmp_path, text, "会标.txt")) == []


def test_the_same_misspelling_is_reported_once_and_the_posts_are_compared_as_if_right(tmp_path: Path) -> None:
    text = "姓名,单位,职务\n顾衡,市水力局,局长\n李堃,市水力局,副局长\n张伟,市水力局,\n"
    assert told(checked(tmp_path, text, "名单.csv")) == [
        (
            "HW04 差错",
            "第2行第2列",
            "“市水力局”与名册里的“市水利局”只差一点：有同音字，请核对；另有 2 处同样的",
            "市水利局",
        )
    ]


def test_someone_listed_twice_is_pointed_out_except_as_host_or_contact(tmp_path: Path) -> None:
    text = "主持：沈砚舟\n出席：沈砚舟、林望舒、顾衡、林望舒、陈静\n列席：陈静、陈静\n联系人：顾衡\n"
    result = checked(tmp_path, text)
    assert [each for each in told(result) if "HW05" in each[0]] == [
        ("HW05 提示", "第2行", "“林望舒”列了两次，前一次在第2行", None),
        ("HW05 提示", "第3行", "“陈静”列了 3 次，前一次在第2行", None),
    ]


def test_another_sheet_is_another_list(tmp_path: Path) -> None:
    tables = [
        Table([["姓名"], ["顾衡"], ["李堃"]], name="名单"),
        Table([["姓名"], ["沈砚舟"], ["顾衡"]], name="用餐"),
    ]
    assert told(checked(tmp_path, workbook(*tables), "名单.xlsx")) == []


def test_a_unit_in_the_place_of_a_name_and_headings_are_not_names(tmp_path: Path) -> None:
    text = "参会名单,,\n序号,姓名,职务\n市领导,,\n1,沈砚舟,市长\n一、市直部门,,\n2,市水利局,\n,合计,1人\n"
    result = checked(tmp_path, text, "名单.csv")
    assert (told(result), counts(result)) == ([], (1, 0, []))


def test_two_people_of_one_name_are_not_one_listed_twice(tmp_path: Path) -> None:
    assert told(checked(tmp_path, "陈静　甲公司经理\n陈静　乙公司经理\n")) == []


def test_cards_may_have_two_sides_but_not_two_people(tmp_path: Path) -> None:
    text = "沈砚舟\n沈砚舟\n顾　衡\n顾　衡\n李　明　李　鸣\n沈砚舟\n沈砚舟"
    result = checked(tmp_path, text, "桌签.txt")
    assert (result.paper, counts(result)) == (Paper.CARDS, (5, 0, []))
    assert told(result) == [
        ("HW06 提示", "第5行", "一个桌签上有 2 个人：李明、李鸣", None),
        ("HW05 提示", "第6行", "“沈砚舟”列了两次，前一次在第1行", None),
    ]
    assert result.findings[0].spot.text == "李　明　李　鸣"


def test_cards_whose_sides_stand_apart_are_not_listed_twice(tmp_path: Path) -> None:
    names = [spaced(person.name) for person in ROSTER.people[:6]]
    assert told(checked(tmp_path, "\n".join(names + names), "席卡.txt")) == []


@pytest.mark.parametrize(
    ("name", "text", "paper"),
    [
        ("桌签.csv", "沈砚舟", Paper.CARDS),
        ("a.txt", "主席台席卡\n沈砚舟", Paper.CARDS),
        ("a.txt", "沈砚舟\n沈砚舟\n顾衡\n顾衡", Paper.CARDS),
        ("a.txt", "沈砚舟\n顾衡", Paper.LIST),
        ("横幅.txt", "热烈欢迎", Paper.BANNER),
    ],
)
def test_what_paper_it_is_is_seen_from_the_name_or_the_contents(
    tmp_path: Path, name: str, text: str, paper: Paper
) -> None:
    assert checked(tmp_path, text, name).paper is paper


ORDERED = "沈砚舟\n林望舒\n季怀川\n顾衡\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (ORDERED, []),
        ("沈砚舟\n季怀川\n林望舒\n顾衡\n", [("第2行", "次序与名册不同：名册里“季怀川”在“林望舒”之后")]),
        ("林望舒\n季怀川\n顾衡\n沈砚舟\n", [("第4行", "次序与名册不同：名册里“沈砚舟”在“林望舒”之前")]),
        ("顾衡\n沈砚舟\n林望舒\n季怀川\n", [("第1行", "次序与名册不同：名册里“顾衡”在“季怀川”之后")]),
        ("顾衡\n季怀川\n林望舒\n沈砚舟\n", [("第1行", "这一组 4 人的次序大多与名册不同")]),
        ("出席：\n季怀川\n顾衡\n列席：\n沈砚舟\n林望舒\n", []),
        ("主持：顾衡\n出席：沈砚舟、林望舒", []),
        ("按姓氏拼音排列\n顾衡\n沈砚舟\n", []),
        ("顾衡　沈砚舟（排名不分先后）", []),
        ("市水利局：顾衡、李堃、张伟\n市发改委：李明\n", []),
        ("市水利局：顾衡、张伟、李堃\n市政府：季怀川\n", [
            ("第1行", "次序与名册不同：名册里“顾衡”在“季怀川”之后"),
            ("第1行", "次序与名册不同：名册里“张伟”在“李堃”之后")]),
        ("市水利局　顾衡　局长\n　　李堃　副局长\n市发改委　李明　主任\n市财政局　李鸣　局长\n", []),
        ("主席台座次：林望舒　沈砚舟　季怀川", []),
        ("顾　衡　市水利局局长\n李　堃　市水利局副局长\n季怀川　市政府秘书长\n", [
            ("第1行", "次序与名册不同：名册里“顾衡”在“季怀川”之后")]),
    ],
)  # fmt: skip
def test_the_order_of_the_roster_is_held_against_the_list(
    tmp_path: Path, text: str, expected: list[tuple[str, str]]
) -> None:
    found = told(checked(tmp_path, text))
    assert found == [("HW07 提示", place, message, None) for place, message in expected]


def test_the_order_by_strokes_is_checked_where_the_list_says_so(tmp_path: Path) -> None:
    text = "（按姓氏笔画为序）\n李明\n沈砚舟\n张伟\n林望舒\n张玮\n顾衡\n"
    assert told(checked(tmp_path, text)) == [
        ("HW08 提示", "第6行", "按姓氏笔画，“张”（7 画）在“林”（8 画）之前", None)
    ]


def test_hidden_merged_and_calculated_cells_of_a_workbook_are_checked(tmp_path: Path) -> None:
    table = Table(
        [["会议名单"], ["姓名", "单位", "职务"], ["=A(1)", "市水利局", "局长"], ["李坤", "", "副局长"]],
        merges=("A1:C1", "B3:B4"),
        hidden_rows=(4,),
        results={"A3": "顾衡"},
    )
    report = reported(tmp_path, workbook(table), "名单.xlsx")
    assert report.files[0].result is not None
    assert told(report.files[0].result) == [
        ("HW01 差错", "工作表“名单”A4", "与名册写法不同：名册作“李堃”，请核对", "李堃")
    ]
    path = tmp_path / "名单.xlsx"
    assert report.notices == (
        f"{path}：工作表“名单”有 1 行是隐藏的，也核对了",
        f"{path}：工作表“名单”有 1 格是公式，按文件里存的结果核对",
    )


def test_a_formula_in_a_csv_is_only_text(tmp_path: Path) -> None:
    text = "姓名,职务\n\"=cmd|'/c calc'!A0\",市长\n@SUM(1),局长\n沈砚舟,市长\n"
    result = checked(tmp_path, text, "名单.csv")
    assert (told(result), counts(result)) == ([], (1, 0, []))


@pytest.mark.parametrize(
    "piece",
    [
        "张 ",
        "（",
        "出席：",
        "市长",
        "澜州市水",
        "阿·",
        "局长沈",
        "副",
        "、",
        "| ",
        "\t",
        "沈砚舟，",
        "会议。",
        "A",
    ],
)
def test_long_lines_of_any_alphabet_are_read_in_reasonable_time(tmp_path: Path, piece: str) -> None:
    started = time.process_time()
    (item,) = reported(tmp_path, "名单" + piece * (100_000 // len(piece)), "名单.txt").files
    assert item.result is not None
    assert time.process_time() - started < 20


def test_a_file_that_cannot_be_read_does_not_stop_the_others(tmp_path: Path) -> None:
    (tmp_path / "坏.xlsx").write_bytes(b"PK\x03\x04")
    (tmp_path / "桌签.txt").write_text("沈砚舟", encoding="utf-8")
    report = check_names([tmp_path / "坏.xlsx", tmp_path / "没有.csv", tmp_path / "桌签.txt"], ROSTER)
    assert [item.problem and item.problem.splitlines()[0].rpartition("：")[2] for item in report.files] == [
        "文件损坏，读不出来",
        "找不到这个文件",
        None,
    ]
    assert (report.exit_code, report.errors, report.people) == (2, 0, 11)


def test_a_list_marked_secret_is_refused_unless_the_machine_may(tmp_path: Path) -> None:
    path = tmp_path / "名单.csv"
    path.write_text("机密★一年,\n姓名,职务\n沈砚洲,市长\n", encoding="utf-8")
    (item,) = check_names([path], ROSTER).files
    assert (item.problem or "").splitlines()[0].endswith("标有密级，不予处理：涉密文件不进普通计算机")
    assert check_names([path], ROSTER, Config(allow_classified=True)).exit_code == 1


def test_without_a_roster_nothing_is_checked(tmp_path: Path) -> None:
    for office, what in (
        (None, "没有 office.toml，没有名册可以对照"),
        (agency(()), "office.toml 里没有人员，没有名册可以对照"),
    ):
        with pytest.raises(UsageError) as caught:
            check_names([tmp_path / "桌签.txt"], office)
        assert caught.value.what == what
        assert caught.value.next_step == (
            "在放 office.toml 的文件夹里运行；还没有的，先 gongwen init，再把要核对的人逐个写成一段 [[人员]]"
        )


def test_the_samples_have_the_errors_that_were_put_into_them() -> None:
    folder = ROOT / "samples" / "会务"
    office = load_agency(folder / "office.toml")
    report = gongwen.check_names(
        [folder / name for name in ("会标.txt", "桌签.csv", "参会名单.xlsx")], office
    )
    results = [item.result for item in report.files if item.result]
    assert [(result.paper.value, *counts(result)) for result in results] == [
        ("会标", 0, 0, []),
        ("桌签", 8, 3, []),
        ("名单", 11, 0, ["孟昭华"]),
    ]
    assert [
        (each.code, each.level.value, each.spot.text, each.suggestion) for r in results for each in r.findings
    ] == [
        ("HW01", "error", "沈砚洲", "沈砚舟"),
        ("HW02", "error", "市气象局副局长", "澜州市气象局局长"),
        ("HW01", "error", "李　坤", "李堃"),
        ("HW07", "advice", "陆听澜", None),
        ("HW04", "error", "澜洲市气象局", "澜州市气象局"),
    ]
