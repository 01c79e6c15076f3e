"""草稿走哪条路线、有哪些情形、为什么：整句照写。"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.helpers import parsed

from gongwen.agency import Agency, agency_of
from gongwen.errors import DraftError, UsageError
from gongwen.office.route import headings, load_route
from gongwen.settings import parse_settings
from gongwen.signoff.route_choice import choose, chosen, with_office_rules
from gongwen.signoff.route_file import Fits, Heading
from gongwen.signoff.vocabulary import Separation, StepKind

if TYPE_CHECKING:
    from gongwen.document.model import Document

COUNTY = "青溪县人民政府办公室"


def document(*lines: str, kind: str = "通知", organ: str = COUNTY) -> Document:
    front = "\n".join([f"文种: {kind}", f"发文机关: {organ}", "标题: 关于防汛的事项", *lines])
    return parsed(f"---\n{front}\n---\n请认真做好防汛工作。\n")


def agency(signing: str) -> Agency:
    text = f'名称 = "{COUNTY}"\n\n[签批]\n{signing}\n'
    return agency_of(parse_settings(text.encode(), Path("office.toml")))


def choice(document: Document, office: Agency | None = None) -> tuple[str, str]:
    found = chosen(document, office, headings(None))
    return found.heading.name, found.explained


NATIONAL = ("条例发文程序", "没有别的路线适用，照条例的最低要求")


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (document(), ("县政府办发文", f"适用：文种是通知，发文机关是{COUNTY}")),
        (
            document("情形: 重要文件"),
            (
                "县政府办重要发文",
                f"适用：文种是通知，发文机关是{COUNTY}，情形有重要文件；也适用的有：县政府办发文",
            ),
        ),
        (
            document("情形: [规范性文件, 重要文件]"),
            (
                "县政府规范性文件",
                f"适用：文种是通知，发文机关是{COUNTY}，情形有规范性文件；也适用的有：县政府办重要发文、县政府办发文",
            ),
        ),
        (
            document("情形: 情况通报", kind="通报"),
            (
                "县政府办情况通报",
                (
                    f"适用：文种是通报，发文机关是{COUNTY}，情形有情况通报；"
                    "也适用的有：县政府办情况通报主任签发、县政府办发文"
                ),
            ),
        ),
        (document(kind="纪要"), ("县政府办会议纪要", f"适用：文种是纪要，发文机关是{COUNTY}")),
        (
            document(kind="介绍信", organ="青溪县人民政府"),
            ("县政府办便函", "适用：文种是介绍信，发文机关是青溪县人民政府"),
        ),
        (
            document(kind="函", organ="望川区人民政府办公室"),
            ("区政府办发文", "适用：文种是函，发文机关是望川区人民政府办公室"),
        ),
        (
            document(organ="青溪县云岭乡人民政府"),
            ("乡镇发文", "适用：文种是通知，发文机关是青溪县云岭乡人民政府"),
        ),
        (document(organ="澜州市人民政府办公室"), NATIONAL),
        # “自治区人民政府”不是区政府
        (document(organ="云川自治区人民政府"), NATIONAL),
        # 联合行文看主办的机关
        (
            document(organ="[青溪县人民政府办公室, 望川区人民政府办公室]"),
            ("县政府办发文", f"适用：文种是通知，发文机关是{COUNTY}"),
        ),
        (document("路线: 乡镇发文"), ("乡镇发文", "草稿里写的；也适用的有：县政府办发文")),
        (parsed("只有正文，认不出要素。\n"), NATIONAL),
    ],
)
def test_the_route_follows_the_draft_and_the_choice_is_explained(
    given: Document, expected: tuple[str, str]
) -> None:
    assert choice(given) == expected


def test_the_office_decides_before_the_routes_themselves_and_the_draft_before_the_office() -> None:
    one = agency('路线 = "县政府办发文主任审核"')
    assert choice(document(), one) == (
        "县政府办发文主任审核", "office.toml 的 [签批] 定的：走这一条；也适用的有：县政府办发文",
    )  # fmt: skip
    assert choice(document("路线: 县政府办发文"), one) == ("县政府办发文", "草稿里写的")


def test_the_office_may_decide_by_kind() -> None:
    office = agency('[签批.路线]\n函 = "县政府办便函"\n其他 = "县政府办发文主任审核"')
    assert choice(document(kind="函"), office) == (
        "县政府办便函", "office.toml 的 [签批] 定的：函走这一条；也适用的有：县政府办发文",
    )  # fmt: skip
    assert choice(document(), office)[0] == "县政府办发文主任审核"
    only_letters = agency('[签批.路线]\n函 = "县政府办便函"')
    assert choice(document(), only_letters)[0] == "县政府办发文"


def heading(name: str, fits: Fits | None) -> Heading:
    return Heading(name, "甲", "", fits, incoming=False, path=Path(f"{name}.toml"))


@pytest.mark.parametrize(
    ("fits", "order"),
    [
        # 优先大的在先，不论限定得多细
        ({"甲": Fits(organs=("办公室",), priority=1), "乙": Fits(("通知",), ("办公室",))}, "甲乙"),
        # 一样优先的，限定得多的在先
        ({"甲": Fits(("通知",)), "乙": Fits(("通知",), ("办公室",))}, "乙甲"),
        # 一样多的，机关名称合得长的在先
        ({"甲": Fits(organs=("办公室",)), "乙": Fits(organs=("政府办公室",))}, "乙甲"),
        # 都一样的，次序也总是一样
        ({"甲": Fits(("通知",)), "乙": Fits(("通知",))}, "甲乙"),
        # 不合的、只按名称用的，不在里面
        ({"甲": Fits(("函",)), "乙": None, "丙": Fits(formats=("公文",))}, "丙"),
    ],
)
def test_of_several_that_fit_the_narrower_comes_first(fits: dict[str, Fits | None], order: str) -> None:
    found = chosen(document(), None, [heading(name, each) for name, each in fits.items()])
    assert "".join([found.heading.name, *found.others]) == order


def test_an_unknown_route_of_the_office_is_told_with_its_line() -> None:
    with pytest.raises(UsageError) as caught:
        choice(document(), agency('职责分离 = "提醒"\n路线 = "县政府发文"'))
    assert str(caught.value) == (
        "office.toml:5 键“路线”：没有“县政府发文”这条路线\n"
        "  → 是不是“县政府办发文”？有哪些路线，运行 gongwen route list"
    )


def test_an_incoming_route_is_not_for_drafts() -> None:
    with pytest.raises(DraftError) as drafted:
        choice(document("路线: 县政府办收文"))
    told = "“县政府办收文”是收文路线，起草公文不能用\n"
    next_step = "  → 换一条发文的，或删去“路线”；有哪些路线，运行 gongwen route list"
    assert str(drafted.value) == f"稿.md:5:5 键“路线”：{told}{next_step}"
    with pytest.raises(UsageError) as office:
        choice(document(), agency('路线 = "县政府办收文"'))
    assert str(office.value) == f"office.toml:4 键“路线”：{told}{next_step}"


def conditions(given: Document) -> tuple[str, ...]:
    return choose(given, None, headings(None), load_route).conditions


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (document(), ("加盖印章", "办公室发文")),
        (document("用印: 不盖章"), ("办公室发文",)),
        (document("用印: 签名章", "签名章: {职务: 县长, 姓名: 沈砚舟}"), ("办公室发文",)),
        (document(kind="纪要"), ("办公室发文",)),
        (document(kind="请示"), ("上行文", "加盖印章", "办公室发文")),
        (document(kind="报告", organ="澜州市人民政府"), ("上行文", "加盖印章", "政府发文")),
        (document(kind="议案"), ("上行文", "加盖印章", "办公室发文")),
        # 方向不定的，标注了签发人的是上行文（7.2.6）
        (document("签发人: 沈砚舟", kind="意见"), ("上行文", "加盖印章", "办公室发文")),
        (document(kind="意见"), ("加盖印章", "办公室发文")),
        # 是政府的还是办公室的文，看主办的机关
        (
            document(organ="[青溪县人民政府, 望川区人民政府办公室]"),
            ("联合行文", "加盖印章", "政府发文"),
        ),
        (document(organ="青溪县云岭街道办事处"), ("加盖印章", "政府发文")),
        (document(organ="中共青溪县云岭镇委员会"), ("加盖印章", "党委发文")),
        (document(organ="中共青溪县委办公室"), ("加盖印章", "办公室发文")),
        (document(organ="青溪县水务局"), ("加盖印章",)),
        (document("情形: [重要文件, 县长签发]"), ("重要文件", "县长签发", "加盖印章", "办公室发文")),
        # 自己看得出来的也可以写，不重复
        (document("情形: [加盖印章]"), ("加盖印章", "办公室发文")),
        (parsed("只有正文，认不出要素。\n"), ()),
    ],
)
def test_conditions_are_those_written_and_those_seen(given: Document, expected: tuple[str, ...]) -> None:
    assert conditions(given) == expected


def test_organs_and_countersigners_are_taken_from_the_draft() -> None:
    given = document(
        "会签: [青溪县财政局, 青溪县教育局, 青溪县财政局]", organ="[青溪县人民政府, 望川区人民政府]"
    )
    done = choose(given, None, headings(None), load_route)
    assert (done.organs, done.countersigners) == (
        ("青溪县人民政府", "望川区人民政府"), ("青溪县财政局", "青溪县教育局"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (
            "情形: [重要事项]",
            (
                "稿.md:5:6 键“情形”：路线“县政府办发文”没有“重要事项”这种情形\n"
                "  → 是不是“重要文件”？可用：重要文件、常务副县长签发、县长签发、政府文件用办公室印章、"
                "上行文、联合行文、加盖印章；要走别的路线，写上“路线”"
            ),
        ),
        # 是谁的文由发文机关看出来：写得成的话，办公室的文就盖得上政府的章
        (
            "情形: [政府发文]",
            (
                "稿.md:5:6 键“情形”：路线“县政府办发文”没有“政府发文”这种情形\n"
                "  → 是不是“政府文件用办公室印章”？可用：重要文件、常务副县长签发、县长签发、"
                "政府文件用办公室印章、上行文、联合行文、加盖印章；要走别的路线，写上“路线”"
            ),
        ),
        (
            "情形: [县长签发, 常务副县长签发]",
            (
                "稿.md:5:6 键“情形”：这几种情形合在一起，没有人可以办“审签”："
                "常务副县长签发要常务副县长、县长签发要县长\n"
                "  → 改“情形”，或换一条路线（现在是“县政府办重要发文”）"
            ),
        ),
    ],
)
def test_conditions_that_the_route_does_not_know_or_cannot_meet_are_refused(line: str, message: str) -> None:
    with pytest.raises(DraftError) as caught:
        conditions(document(line))
    assert str(caught.value) == message


def test_the_office_sets_the_separation_of_duty() -> None:
    route = load_route(next(each for each in headings(None) if each.name == "条例发文程序"))
    usual = (StepKind.DRAFTED, StepKind.REVIEWED, StepKind.APPROVED)
    assert (route.separation, route.separated) == (Separation.WARN, usual)
    strict = with_office_rules(route, agency('职责分离 = "禁止"'))
    assert (strict.separation, strict.separated) == (Separation.FORBID, usual)
    merged = with_office_rules(route, agency('合并职责 = ["拟稿"]'))
    assert (merged.separation, merged.separated) == (Separation.WARN, usual[1:])
    assert with_office_rules(route, agency("")) == route
    assert len({route.digest, strict.digest, merged.digest}) == 3


def test_an_unknown_duty_of_the_office_is_told_with_its_line() -> None:
    route = load_route(headings(None)[0])
    with pytest.raises(UsageError) as caught:
        with_office_rules(route, agency('合并职责 = ["拟搞"]'))
    assert str(caught.value) == (
        "office.toml:4 键“合并职责”：“合并职责”里没有“拟搞”这种职责\n"
        "  → 是不是“拟稿”？可用：拟稿、审核、合法性审核、会签、讨论通过、"
        "签发、复核、登记、印制、用印、核发、办理"
    )


@pytest.mark.parametrize(
    ("signing", "message"),
    [
        (
            '职责分离 = "禁示"',
            "office.toml:4 键“职责分离”：“职责分离”没有“禁示”\n  → 是不是“禁止”？可用：禁止、提醒、不问",
        ),
        (
            '合并职位 = ["拟稿"]',
            (
                "office.toml:4 键“合并职位”：不认识的键“合并职位”\n"
                "  → 是不是“合并职责”？可用的键：职责分离、合并职责、路线、路线目录"
            ),
        ),
        ("合并职责 = 1", "office.toml:4 键“合并职责”：“合并职责”的值不对\n  → 应为 列表"),
        (
            '路线目录 = "../别处"',
            (
                "office.toml:4 键“路线目录”：“路线目录”要在 office.toml 所在的文件夹里面\n"
                '  → 写相对的路径，如 "路线"'
            ),
        ),
        (
            '路线目录 = "/别处"',
            (
                "office.toml:4 键“路线目录”：“路线目录”要在 office.toml 所在的文件夹里面\n"
                '  → 写相对的路径，如 "路线"'
            ),
        ),
        (
            '[签批.路线]\n函 = "甲"\n通知 = ""',
            "office.toml:6 键“通知”：“通知”没有写走哪条路线\n  → 写上路线的名称，或删去这一行",
        ),
        ("[签批.路线]\n函 = 1", "office.toml:5 键“函”：“函”的值不对\n  → 应为 文字"),
        ("路线 = 1", "office.toml:4 键“路线”：“路线”的值不对\n  → 应为 键和值"),
    ],
)
def test_a_mistake_in_the_office_file_is_told_with_its_line(signing: str, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        agency(signing)
    assert str(caught.value) == message
