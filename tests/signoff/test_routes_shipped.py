"""随包的路线：每一条的各步、角色、情形照办公室制度；硬性的规定都写成了数据。"""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest

from gongwen.office.route import headings, load_route
from gongwen.signoff.route import Limit, Route, Seal, route_of, route_table
from gongwen.signoff.vocabulary import Separation, StepKind


@cache
def routes() -> dict[str, Route]:
    return {each.name: load_route(each) for each in headings(None)}


# 办公室制度第 2 节的各行、第 3 节的头两行，先后照它；一行有两种办法的，两条都在
ROWS = {
    "[县] 13、15 平常的发文": ("县政府办发文", "县政府办发文主任审核"),
    "条例 22 办公室自己的文": ("县政府办自行发文",),
    "[县] 13、15 重要的，常务副县长、县长签的": ("县政府办重要发文",),
    "[县] 14 规范性文件": ("县政府规范性文件",),
    "[县] 15 常务会议纪要、县长办公会议纪要": ("县政府办会议纪要",),
    "[县] 15 专题会议纪要、情况通报": ("县政府办专题会议纪要", "县政府办情况通报"),
    "[县] 30 政府情况通报": ("县政府办情况通报主任签发",),
    "[县] 15 督查通报": ("县政府办督查通报",),
    "[县] 25 政务信息与调研": ("县政府办政务信息",),
    "[县] 25 政务快报": ("县政府办政务快报",),
    "[县] 19 领导讲话、综合汇报": ("县政府办领导讲话",),
    "[县] 20 会议材料": ("县政府办会议材料",),
    "[县] 35 介绍信、便函、证明": ("县政府办便函",),
    "[区] 六.4 发文": ("区政府办发文",),
    "[区] 五.1 会议通知": ("区政府办区长会议通知", "区政府办副区长会议通知"),
    "[乡] 党委、政府的文件，重要的文件": ("乡镇发文",),
    "[乡] 办公室常规文件": ("乡镇办公室文件",),
    "[乡] 一类文稿": ("乡镇一类文稿",),
    "[乡] 二类文稿": ("乡镇二类文稿", "乡镇二类文稿部门起草"),
    "[乡] 三类文稿": ("乡镇三类文稿", "乡镇办公室三类文稿"),
    "条例 18—25": ("条例发文程序",),
    "[县] 11、10、12 收文": ("县政府办收文",),
    "[乡] 收文": ("乡镇收文",),
}
# 每一步：代号、类别、角色，有什么情形才办，除了什么情形都办
STEPS = {
    "县政府办发文": """
        拟稿 拟稿 秘书科、部门
        会签 会签 会签
        初审 审核 秘书科
        复核 审核 对口副主任
        审核 审核 分管文秘副主任
        主任审核 审核 主任　有重要文件、上行文、常务副县长签发、县长签发
        审签 签发 分管副县长、常务副县长、县长
        登记 登记 秘书科
        校对 复核 秘书科
        印制 印制 秘书科
        用印 用印 印章保管人　有加盖印章
        分送 核发 秘书科
    """,
    "县政府办发文主任审核": """
        拟稿 拟稿 秘书科、部门
        会签 会签 会签
        初审 审核 秘书科
        复核 审核 对口副主任
        审核 审核 分管文秘副主任
        主任审核 审核 主任
        审签 签发 分管副县长、常务副县长、县长
        登记 登记 秘书科
        校对 复核 秘书科
        印制 印制 秘书科
        用印 用印 印章保管人　有加盖印章
        分送 核发 秘书科
    """,
    "县政府办自行发文": """
        拟稿 拟稿 秘书科、部门
        会签 会签 会签
        初审 审核 秘书科
        复核 审核 对口副主任
        审核 审核 分管文秘副主任
        签发 签发 主任
        登记 登记 秘书科
        校对 复核 秘书科
        印制 印制 秘书科
        用印 用印 印章保管人　有加盖印章
        分送 核发 秘书科
    """,
    "县政府办重要发文": """
        拟稿 拟稿 秘书科、部门
        会签 会签 会签
        初审 审核 秘书科
        复核 审核 对口副主任
        审核 审核 分管文秘副主任
        主任审核 审核 主任
        审签 签发 常务副县长、县长
        登记 登记 秘书科
        校对 复核 秘书科
        印制 印制 秘书科
        用印 用印 印章保管人　有加盖印章
        分送 核发 秘书科
    """,
    "县政府规范性文件": """
        拟稿 拟稿 秘书科、部门
        会签 会签 会签
        签批 审核 分管副县长、常务副县长、县长
        合法性审核 合法性审核 合法性审核机构
        副主任审阅 审核 分管副主任　有分管副主任审阅
        主任审核 审核 主任
        讨论通过 讨论通过 秘书科
        签发 签发 县长
        登记 登记 秘书科
        校对 复核 秘书科
        印制 印制 秘书科
        用印 用印 印章保管人　有加盖印章
        分送 核发 秘书科
        公开 办理 秘书科
        备案 办理 秘书科、合法性审核机构
    """,
    "县政府办会议纪要": """
        拟稿 拟稿 秘书科
        会签 会签 会签
        核稿 审核 分管副主任
        审核 审核 分管文秘副主任
        主任审核 审核 主任
        审签 签发 分管副县长、常务副县长、县长
        登记 登记 秘书科
        校对 复核 秘书科
        印制 印制 秘书科
        分送 核发 秘书科
    """,
    "县政府办专题会议纪要": """
        拟稿 拟稿 综合科
        会签 会签 会签
        核稿 审核 分管副主任
        审核 审核 分管文秘副主任
        主任审核 审核 主任
        审签 签发 分管副县长、常务副县长、县长
        登记 登记 秘书科
        校对 复核 秘书科
        印制 印制 秘书科
        分送 核发 秘书科
    """,
    "县政府办情况通报": """
        拟稿 拟稿 综合科
        会签 会签 会签
        核稿 审核 分管副主任
        审核 审核 分管文秘副主任
        主任审核 审核 主任
        审签 签发 分管副县长、常务副县长、县长
        登记 登记 秘书科
        校对 复核 秘书科
        印制 印制 秘书科
        用印 用印 印章保管人　有加盖印章
        分送 核发 秘书科
    """,
    "县政府办情况通报主任签发": """
        拟稿 拟稿 综合科
        会签 会签 会签
        审核 审核 分管文秘副主任
        主任签发 签发 主任
        县领导签发 签发 分管副县长、县长　有须县领导签发
        登记 登记 秘书科
        校对 复核 秘书科
        印制 印制 秘书科
        用印 用印 印章保管人　有加盖印章
        分送 核发 秘书科
    """,
    "县政府办督查通报": """
        拟稿 拟稿 督查室
        会签 会签 会签
        核稿 审核 分管副主任
        审核 审核 分管文秘副主任
        主任审核 审核 主任
        审签 签发 分管副县长、常务副县长、县长
        登记 登记 秘书科
        校对 复核 秘书科
        印制 印制 秘书科
        用印 用印 印章保管人　有加盖印章
        分送 核发 秘书科
    """,
    "县政府办政务信息": """
        拟稿 拟稿 综合科
        签发 签发 分管文秘副主任
    """,
    "县政府办政务快报": """
        拟稿 拟稿 综合科
        审核 审核 分管文秘副主任
        主任审核 审核 主任
        签发 签发 县长
        上报 核发 综合科
    """,
    "县政府办领导讲话": """
        拟稿 拟稿 综合科
        审核 审核 分管副主任
        文字把关 审核 分管文秘副主任
        主任审核 审核 主任　有常务副县长签发、县长签发
        审定 签发 分管副县长、常务副县长、县长
    """,
    "县政府办会议材料": """
        报送 拟稿 部门
        初审 审核 秘书科
        审核 审核 分管副主任、主任
        主任审核 审核 主任　有常务副县长签发、县长签发
        审定 签发 分管副县长、常务副县长、县长
    """,
    "县政府办便函": """
        拟稿 拟稿 秘书科、综合科、部门
        主任审核 审核 主任　有常务副县长签发、县长签发
        审批 签发 主任、分管副县长、常务副县长、县长
        用印 用印 印章保管人　有加盖印章
    """,
    "区政府办发文": """
        拟稿 拟稿 跟口秘书、部门
        会签 会签 会签
        科长审核 审核 秘书科长
        公开属性 审核 政务公开办
        副主任审核 审核 分管副主任
        合法性审核 合法性审核 合法性审核机构　有涉及法律
        签发 签发 主任、分管副区长、常务副区长、区长
        登记 登记 秘书科
        校对 复核 分管副主任、跟口秘书
        印制 印制 分管副主任、跟口秘书
        用印 用印 印章保管人　有加盖印章
        印发 核发 分管副主任、跟口秘书
    """,
    "区政府办区长会议通知": """
        拟稿 拟稿 秘书科
        签字 签发 主任
        通知 办理 综合科
    """,
    "区政府办副区长会议通知": """
        拟稿 拟稿 分管秘书
        签字 签发 常务副主任
        通知 办理 综合科
    """,
    "乡镇发文": """
        拟稿 拟稿 办公室、部门
        会签 会签 会签
        修订 审核 主任、副主任
        副主任审核 审核 副主任
        主任审核 审核 主任
        签发 签发 主要领导
        登记 登记 办公室
        印制 印制 办公室
        用印 用印 印章保管人　有加盖印章
        印发 核发 办公室
    """,
    "乡镇办公室文件": """
        拟稿 拟稿 办公室
        会签 会签 会签
        修订 审核 副主任
        审核 审核 副主任
        审定 签发 主任
        登记 登记 办公室
        印制 印制 办公室
        用印 用印 印章保管人　有加盖印章
        印发 核发 办公室
    """,
    "乡镇一类文稿": """
        拟稿 拟稿 起草小组
        修订 审核 主任、副主任
        审定 签发 主要领导
    """,
    "乡镇二类文稿": """
        拟稿 拟稿 对口办公室
        把关 审核 办公室
        副主任审核 审核 副主任
        主任审核 审核 主任
        审定 签发 党政领导、主要领导
    """,
    "乡镇二类文稿部门起草": """
        拟稿 拟稿 部门
        把关 审核 办公室
        副主任审核 审核 副主任
        主任审核 审核 主任
        审定 签发 党政领导、主要领导
    """,
    "乡镇三类文稿": """
        拟稿 拟稿 室办股班
        会签 会签 会签
        修订 审核 主任、副主任
        副主任审核 审核 副主任
        主任审核 审核 主任
        签发 签发 主要领导
        登记 登记 办公室
        印制 印制 办公室
        用印 用印 印章保管人　有加盖印章
        印发 核发 办公室
    """,
    "乡镇办公室三类文稿": """
        拟稿 拟稿 室办股班
        会签 会签 会签
        修订 审核 副主任
        审核 审核 副主任
        审定 签发 主任
        登记 登记 办公室
        印制 印制 办公室
        用印 用印 印章保管人　有加盖印章
        印发 核发 办公室
    """,
    "条例发文程序": """
        拟稿 拟稿 拟稿
        会签 会签 会签
        审核 审核 审核
        签发 签发 签发、主要负责人
        复核 复核 复核
        登记 登记 登记
        印制 印制 印制
        用印 用印 印章保管人　有加盖印章
        核发 核发 核发
    """,
    "县政府办收文": """
        签收 办理 秘书科　除抄送件
        抄送件签收 办理 文书科　有抄送件
        登记 登记 秘书科
        主任先阅 办理 主任　有紧急件
        传阅 办理 秘书科　有阅件
        直送 办理 秘书科　有资金编制请示
        传阅意见 审核 秘书科长　除阅件、紧急件、资金编制请示
        拟办意见 审核 副主任、主任　除阅件、紧急件、资金编制请示
        处理意见 审核 分管副县长、常务副县长、县长　除阅件、资金编制请示
        转办 办理 秘书科　除阅件、资金编制请示
        跟踪督办 办理 秘书科　有紧急件
        反馈 办理 秘书科　除阅件
    """,
    "乡镇收文": """
        签收 办理 办公室
        清点 办理 办公室　有重要文件
        登记 登记 办公室
        初审 审核 副主任、主任
        批示 审核 分管领导
        主要领导批示 审核 主要领导　有须主要领导批示
        分送 办理 办公室
        传阅 办理 办公室
        催阅 办理 办公室
        清退 办理 办公室　有须清退
    """,
}
COUNTY_SEALS = (
    Seal("县政府印章", ("印章保管人",), (("县长", "常务副县长"),), "政府发文"),
    Seal("县政府办公室印章", ("印章保管人",), (("主任", "分管机关副主任"),), "办公室发文"),
    Seal(
        "县政府办公室印章",
        ("印章保管人",),
        (("分管文秘副主任", "主任"), ("分管副县长", "常务副县长", "县长")),
        "政府文件用办公室印章",
    ),
)
DISTRICT_SEALS = (
    Seal("区政府印章", ("印章保管人",), (("区长",),), "政府发文"),
    Seal("区政府办公室印章", ("印章保管人",), (("主任",),), "办公室发文"),
)
TOWN_SEALS = (
    Seal("党委印章", ("印章保管人",), (("主要领导",),), "党委发文"),
    Seal("党委印章", ("印章保管人",), (("主要领导",),), "联合行文"),
    Seal("政府印章", ("印章保管人",), (("主要领导",),), "政府发文"),
    Seal("政府印章", ("印章保管人",), (("主要领导",),), "联合行文"),
    Seal("办公室印章", ("印章保管人",), (("主任", "主要领导"),), "办公室发文"),
)
SEALS = {
    "县政府办发文": COUNTY_SEALS,
    "县政府办发文主任审核": COUNTY_SEALS,
    "县政府办自行发文": COUNTY_SEALS[1:2],
    "县政府办重要发文": COUNTY_SEALS,
    "县政府规范性文件": COUNTY_SEALS,
    "县政府办情况通报": COUNTY_SEALS,
    "县政府办情况通报主任签发": COUNTY_SEALS,
    "县政府办督查通报": COUNTY_SEALS,
    "县政府办便函": (
        Seal("介绍信专用章", ("印章保管人",), (("主任", "分管副县长", "常务副县长", "县长"),)),
        *COUNTY_SEALS[:2],
    ),
    "区政府办发文": DISTRICT_SEALS,
    "乡镇发文": TOWN_SEALS,
    "乡镇三类文稿": TOWN_SEALS,
    "乡镇办公室文件": TOWN_SEALS[4:],
    "乡镇办公室三类文稿": TOWN_SEALS[4:],
    "条例发文程序": (Seal("发文机关印章", ("印章保管人",), (("签发", "主要负责人"),)),),
}


def told(route: Route) -> list[str]:
    lines = []
    for step in route.steps:
        when = f"　有{'、'.join(step.when)}" if step.when else ""
        unless = f"　除{'、'.join(step.unless)}" if step.unless else ""
        lines.append(f"{step.step_id} {step.kind.term} {'、'.join(step.roles)}{when}{unless}")
    return lines


def test_every_row_of_the_office_rules_has_its_routes_and_there_are_no_others() -> None:
    assert sorted(name for names in ROWS.values() for name in names) == sorted(routes())
    assert sorted(STEPS) == sorted(routes())


@pytest.mark.parametrize("name", STEPS)
def test_its_steps_are_those_of_the_office_rules(name: str) -> None:
    assert told(routes()[name]) == [line.strip() for line in STEPS[name].strip().splitlines()]


@pytest.mark.parametrize("name", STEPS)
def test_it_comes_back_from_the_manifest_the_same(name: str) -> None:
    route = routes()[name]
    table: dict[str, Any] = json.loads(json.dumps(route_table(route)))
    assert (route_of(table), route_of(table).digest) == (route, route.digest)


def test_no_two_routes_are_the_same_but_in_name() -> None:
    assert len({route.digest for route in routes().values()}) == len(routes())


def test_seals_are_approved_as_the_office_rules_say() -> None:
    found = {
        name: step.seals
        for name, route in routes().items()
        for step in route.steps
        if step.kind is StepKind.SEALED
    }
    assert found == SEALS


def test_what_the_county_head_or_his_deputy_signs_the_director_has_reviewed() -> None:
    found = {}
    for name, route in routes().items():
        for step in route.steps:
            heads = {"常务副县长", "县长"} & set(step.roles)
            if step.kind is StepKind.APPROVED and heads:
                assert {each.role for each in step.preconditions} == heads, name
                found[name] = {each for before in step.preconditions for each in before.steps}
                assert [each.roles for each in route.steps if each.step_id in found[name]] == [("主任",)], (
                    name
                )
    by_director = {"县政府办情况通报主任签发": {"主任签发"}}
    assert found == {name: {"主任审核"} for name in found} | by_director
    assert len(found) == 13


def test_upward_and_important_documents_are_signed_by_the_head() -> None:
    found = {
        name: step.limits
        for name, route in routes().items()
        for step in route.steps
        if step.kind is StepKind.APPROVED and any(each.condition == "上行文" for each in step.limits)
    }
    county = (
        Limit("上行文", ("县长",)),
        Limit("重要文件", ("县长",)),
        Limit("常务副县长签发", ("常务副县长",)),
        Limit("县长签发", ("县长",)),
    )
    assert found == {
        "县政府办发文": county,
        "县政府办发文主任审核": county,
        "县政府办自行发文": (Limit("上行文", ("主任",)),),
        "县政府办重要发文": county,
        "区政府办发文": (Limit("上行文", ("区长",)), Limit("重要文件", ("区长",))),
        "条例发文程序": (Limit("上行文", ("主要负责人",)), Limit("重要文件", ("主要负责人",))),
    }
    # 别的能发上行文的，签发的只有一个角色，就是主要负责人
    only = {"乡镇发文": ("主要领导",), "乡镇办公室文件": ("主任",), "县政府规范性文件": ("县长",)}
    for name, roles in only.items():
        assert [each.roles for each in routes()[name].steps if each.kind is StepKind.APPROVED] == [roles]


def test_joint_documents_are_signed_by_every_organ() -> None:
    printed = {
        name for name, route in routes().items() if any(s.kind is StepKind.PRINTED for s in route.steps)
    }
    joint = {
        name
        for name, route in routes().items()
        for step in route.steps
        if step.kind is StepKind.APPROVED and step.parties == ("发文机关",)
    }
    assert printed <= joint


def test_the_usual_separation_warns() -> None:
    assert {route.separation for route in routes().values()} == {Separation.WARN}


def test_incoming_routes_say_they_are_only_shown() -> None:
    incoming = [each for each in headings(None) if each.incoming]
    assert [each.name for each in incoming] == ["乡镇收文", "县政府办收文"]
    assert all("现在只供看和查" in each.note and each.fits is None for each in incoming)
