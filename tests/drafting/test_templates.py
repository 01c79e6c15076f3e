"""随程序的文字模板：三十个都在，空着能排，填好能过校对，各用各的套语。"""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from itertools import cycle
from typing import TYPE_CHECKING

import pytest
from jinja2 import meta, nodes
from tests.helpers import run

from gongwen.document.kinds import KINDS
from gongwen.drafting.fill import check_template, fill
from gongwen.drafting.sandbox import sandbox
from gongwen.drafting.shelf import shelf
from gongwen.drafting.template import GIVEN
from gongwen.office.proof import proof_results
from gongwen.sources.draft import read_draft

if TYPE_CHECKING:
    from pathlib import Path

TODAY = date(2026, 11, 21)
GROUPS = {
    "十五种公文": {kind.term for kind in KINDS},
    "会议": {"会议通知", "常务会议纪要", "办公会议纪要", "专题会议纪要"},
    "制度与转发": {"印发通知", "转发通知"},
    "信息简报": {"情况通报", "督查通报", "政务快报", "政务信息"},
    "函件证明": {"便函", "介绍信", "证明"},
    "文稿": {"工作总结", "领导讲话"},
}
# 登记、签发、送印时才有的三项，草稿里空着。
GIVEN_LATER = ("发文字号", "成文日期", "印发日期")
TITLE_PROMPT = 12

COMMON = {
    "发文机关": "澜州市人民政府",
    "主送机关": "各县（区）人民政府，市政府各部门",
    "抄送机关": "市委办公室，市人大常委会办公室，市政协办公室",
    "印发机关": "澜州市人民政府办公室",
    "机关代字": "澜政发",
    "签发人": "沈砚舟",
    "职务": "市长",
    "联系人": "陆听澜",
    "联系电话": "0000—1234567",
    "依据": "为加强湿地生态系统保护",
    "公开属性": "主动公开",
    "施行日期": "2026年12月1日",
    "会议时间": "2026年11月18日",
    "会议地点": "市政府第二会议室",
    "主持人": "市长沈砚舟",
    "出席": "沈砚舟、顾怀瑾、程望舒",
    "请假": "何清和",
    "列席": "市财政局吴淮安、市林业局苏明远",
}
VALUES = {
    "请示": {"主送机关": "沧东省人民政府", "事由": "设立白鹭河省级湿地自然保护区"},
    "报告": {"主送机关": "沧东省人民政府", "事由": "2026年湿地保护工作情况"},
    "批复": {
        "发文机关": "沧东省人民政府",
        "主送机关": "澜州市人民政府",
        "事由": "设立白鹭河省级湿地自然保护区",
        "来文标题": "澜州市人民政府关于设立白鹭河省级湿地自然保护区的请示",
        "来文字号": "澜政〔2026〕31号",
        "称呼": "你市",
    },
    "议案": {
        "主送机关": "澜州市人民代表大会常务委员会",
        "事由": "《澜州市湿地保护条例（草案）》",
        "会议名称": "市人民政府第20次常务会议",
    },
    "函": {
        "发文机关": "澜州市人民政府办公室",
        "主送机关": "沧东省林业局办公室",
        "事由": "支持举办湿地保护论坛",
        "来文标题": "沧东省林业局办公室关于征求论坛方案意见的函",
        "来文字号": "沧林办函〔2026〕3号",
    },
    "通知": {"事由": "做好2026年冬季湿地巡护工作"},
    "通报": {"事由": "2026年第三季度湿地保护工作情况"},
    "决议": {
        "发文机关": "澜州市人民代表大会常务委员会",
        "会议名称": "澜州市第五届人民代表大会常务委员会第八次会议",
        "事由": "加强白鹭河湿地保护",
        "审议内容": "市人民政府关于湿地保护情况的报告",
    },
    "决定": {"事由": "建立白鹭河湿地保护联席会议制度"},
    "命令": {"事由": "澜州市湿地保护管理办法", "依据": "2026年6月10日市人民政府第20次常务会议"},
    "公报": {
        "发文机关": "澜州市林业局",
        "事由": "2025年澜州市湿地资源状况",
        "会议名称": "澜州市湿地保护委员会第三次全体会议",
    },
    "公告": {"事由": "调整白鹭河湿地保护范围"},
    "通告": {"事由": "白鹭河湿地禁渔", "适用范围": "白鹭河干流及沿岸湿地", "截止日期": "2027年2月28日"},
    "意见": {"事由": "加强湿地保护管理工作"},
    "纪要": {"发文机关": "澜州市人民政府办公室", "会议名称": "白鹭河湿地保护联席会议"},
    "会议通知": {
        "会议名称": "全市湿地保护工作会议",
        "会议时间": "2026年12月3日（星期四）上午9:00",
        "参会人员": "各县（区）人民政府分管负责人，市政府有关部门主要负责人",
        "报名时间": "2026年12月1日12:00",
    },
    "常务会议纪要": {"发文机关": "澜州市人民政府办公室", "会议机关": "澜州市人民政府", "会次": "20"},
    "办公会议纪要": {
        "发文机关": "澜州市人民政府办公室",
        "会议名称": "澜州市人民政府市长办公会议",
        "事由": "研究湿地生态补偿资金安排",
    },
    "专题会议纪要": {
        "发文机关": "澜州市人民政府办公室",
        "会议机关": "澜州市人民政府",
        "事由": "白鹭河湿地退养还湿工作",
    },
    "印发通知": {
        "制度名称": "澜州市湿地生态补偿资金管理办法",
        "文体": "办法",
        "会议名称": "市人民政府第20次常务会议",
        "依据": "经市政府同意",
    },
    "转发通知": {
        "发文机关": "澜州市人民政府办公室",
        "来文机关": "沧东省人民政府办公厅",
        "来文事由": "加强湿地保护管理工作",
        "来文字号": "沧政办发〔2026〕15号",
        "依据": "经市政府同意",
    },
    "情况通报": {
        "刊名": "澜州市人民政府情况通报",
        "事由": "全市湿地保护重点工作进展",
        "统计时间": "2026年10月31日",
    },
    "督查通报": {
        "刊名": "澜州市人民政府督查通报",
        "事由": "2026年湿地保护重点任务落实",
        "依据": "按照市政府工作安排",
        "督查时间": "2026年11月9日至13日",
        "督查对象": "各县（区）和市政府有关部门",
        "整改时限": "2026年12月10日",
    },
    "政务快报": {
        "主送机关": "沧东省人民政府办公厅",
        "刊名": "政务快报",
        "事由": "山体滑坡",
        "事发时间": "2026年7月18日6时20分",
        "事发地点": "南屏县青石镇",
    },
    "政务信息": {
        "刊名": "政务信息与调研",
        "信息标题": "澜州市建成湿地智慧监测网络",
        "供稿单位": "市林业局",
    },
    "便函": {
        "主送机关": "沧东省林业局办公室",
        "事由": "借用湿地科普展览资料",
        "依据": "因举办世界湿地日宣传活动需要",
    },
    "介绍信": {
        "编号": "澜政办介〔2026〕1号",
        "主送机关": "沧东省林业局",
        "姓名": "苏明远",
        "职务": "湿地保护科科长",
        "人数": "贰",
        "事由": "湿地监测数据核对",
        "有效天数": "柒",
    },
    "证明": {
        "主送机关": "沧东省林业局",
        "姓名": "苏明远",
        "证件号码": "000000197001010000",
        "事由": "自2018年7月起在本单位工作",
        "用途": "办理职称评审",
    },
    "工作总结": {"期间": "2026年", "事由": "湿地保护"},
    "领导讲话": {
        "讲话人": "市长 沈砚舟",
        "会议名称": "全市湿地保护工作会议",
        "称呼": "同志们",
        "会议任务": "总结今年湿地保护工作，部署明年任务",
    },
}
# 模板、选的用途 → 正文（被印发件除外）最后一段的结尾。
CLOSINGS = [
    ("请示", {}, "妥否，请批示。"),
    ("报告", {}, "特此报告。"),
    ("批复", {}, "此复。"),
    ("批复", {"批复意见": "不同意"}, "此复。"),
    ("议案", {}, "现提请审议。"),
    ("函", {"类别": "商洽"}, "专此函达，请予支持并函复。"),
    ("函", {"类别": "询问"}, "专此函达，请予函复。"),
    ("函", {"类别": "请求批准"}, "专此函达，请予批准并函复。"),
    ("函", {"类别": "答复"}, "特此函复。"),
    ("通知", {"类别": "告知事项"}, "特此通知。"),
    ("决定", {}, "本决定自2026年12月1日起施行。"),
    ("命令", {}, "现予公布，自2026年12月1日起施行。"),
    ("命令", {"类别": "强制措施"}, "本命令自2026年12月1日起施行。"),
    ("公告", {}, "特此公告。"),
    ("通告", {}, "特此通告。"),
    ("意见", {"行文方向": "上行"}, "以上意见如无不妥，请批转有关地区和部门执行。"),
    ("意见", {"行文方向": "平行"}, "以上意见供参考。"),
    ("印发通知", {}, "审议通过，现印发给你们，请认真贯彻执行。"),
    ("政务快报", {}, "后续情况续报。"),
    ("便函", {}, "请予支持为盼。"),
    ("介绍信", {}, "请予接洽并给予协助。"),
    ("证明", {}, "特此证明。"),
]
_FREE = re.compile(r"【待填：[^】\n]*】")
# 可空的字段空着时不该留下的：空的括号、书名号，没有下文的冒号，挨在一起的点号。
_REMAINS = re.compile(
    r"（[，、：；]*）|《》|“”|[：，、；][。）]|[，、；：。][，、；：]|。。|^[，。、；）]",
    re.MULTILINE,
)
_UNFINISHED = re.compile(r"(?m)[：，、；]$")
_EMPTY_KEY = re.compile(r"(?m)^(?P<key>[^\s:#]+):[ \t]*(?:#.*)?$")


def template(name):
    return shelf().find(name)


def values(name, **chosen):
    known = COMMON | VALUES[name]
    fields = template(name).fields
    return {field.name: known[field.name] for field in fields if not field.choices} | chosen


def variants():
    """每个模板，照默认的一次，每个可选的值各一次。"""
    for each in shelf().templates():
        yield pytest.param(each.name, {}, id=each.name)
        for field in each.fields:
            for choice in field.choices:
                if choice != field.default:
                    yield pytest.param(each.name, {field.name: choice}, id=f"{each.name}-{choice}")


each_template = pytest.mark.parametrize("name", sorted(VALUES))
each_variant = pytest.mark.parametrize(("name", "chosen"), list(variants()))


def filled(name, given):
    return fill(template(name), given, stem="稿", today=TODAY)


def completed(text):
    """自己写的空位都填上：独占一段的是一句话，句中的是半句。"""
    whole = re.sub(r"(?m)(^|。)【待填：[^】\n]*】$", r"\1有关工作按照计划推进。", text)
    names = cycle("甲乙丙丁戊己庚辛壬癸")  # 两个标题不写得一样
    return _FREE.sub(lambda _: f"有关内容{next(names)}", whole)


def documents(folder, result, complete):
    for name, text in (("稿.md", result.text), *result.parts):
        (folder / name).write_text(completed(text) if complete else text, encoding="utf-8")
    return read_draft(folder / "稿.md")


def findings(document):
    return [item for result in proof_results(document) for item in result.findings]


def body(result):
    return result.text.split("\n---\n", 1)[1].rstrip("\n")


def test_the_shelf_holds_the_thirty_templates_each_in_its_group():
    found = {name: set() for name in GROUPS}
    for each in shelf().templates():
        found[each.group].add(each.name)
    assert found == GROUPS
    assert set(VALUES) == set().union(*GROUPS.values())


def test_no_two_templates_answer_to_one_name():
    spoken = Counter(shelf().names())
    for each in shelf().templates():
        spoken.update(each.aliases)
    assert [name for name, times in spoken.items() if times > 1] == []


@pytest.mark.parametrize(
    ("alias", "name"),
    [("令", "命令"), ("印发", "印发通知"), ("转发", "转发通知"), ("表彰通报", "通报"), ("讲话", "领导讲话"),
     ("总结", "工作总结"), ("简报", "政务信息"), ("会议纪要", "纪要"), ("复函", "函"), ("表彰决定", "决定")],
)  # fmt: skip
def test_a_common_name_finds_the_template(alias, name):
    assert shelf().find(alias).name == name


@each_template
def test_fields_and_variables_are_the_same(name):
    each = template(name)
    check_template(each)
    used = meta.find_undeclared_variables(sandbox().parse(each.body))
    assert used - set(GIVEN) == {field.name for field in each.fields}


@each_template
def test_the_questions_are_few_and_say_something(name):
    each = template(name)
    assert each.summary
    assert 3 <= len(each.fields) <= 12
    for field in each.fields:
        assert not set(field.prompt) & set("【】\n")
        assert field.asked != field.name or field.choices or field.optional
        assert not field.default or not field.choices or field.default in field.choices


@each_template
def test_prompts_do_not_swell_the_title(name):
    each = template(name)
    title = next(line for line in each.body.splitlines() if line.startswith("标题:"))
    printed = [field for field in filled(name, {}).unfilled if f"{{{{ {field.name} }}}}" in title]
    assert [field.name for field in printed if len(field.asked) > TITLE_PROMPT] == []


@each_variant
def test_unfilled_it_reads_and_only_its_placeholders_are_found(name, chosen, tmp_path):
    result = filled(name, chosen)
    found = findings(documents(tmp_path, result, complete=False))
    assert {item.code for item in found} == {"YS05"}
    asked = {f"空位没有填：【待填：{field.asked}】" for field in result.unfilled}
    assert asked - {item.message for item in found} == set()


@each_variant
def test_filled_it_passes_proofreading_without_a_word(name, chosen, tmp_path):
    result = filled(name, values(name, **chosen))
    assert result.unfilled == ()
    document = documents(tmp_path, result, complete=True)
    assert [(item.code, item.message) for item in findings(document)] == []
    assert document.notices == ()


def left_behind(name, given, folder):
    """没有话的冒号、空括号、空的键，和校对报的各处。"""
    result = filled(name, given)
    head = result.text.split("\n---\n", 1)[0]
    empty = {found["key"] for found in _EMPTY_KEY.finditer(head)} - set(GIVEN_LATER)
    texts = [result.text, *(text for _, text in result.parts)]
    remains = [found for text in texts for found in _REMAINS.findall(text)]
    document = documents(folder, result, complete=True)
    said = [(item.code, item.message) for item in findings(document)]
    return [*_UNFINISHED.findall(head), *empty, *remains, *said]


@each_variant
def test_optional_fields_left_empty_leave_nothing_behind(name, chosen, tmp_path):
    required = {field.name for field in template(name).fields if not field.optional}
    given = {key: value for key, value in values(name).items() if key in required}
    assert left_behind(name, given | chosen, tmp_path) == []


def _bare(node, guarded=frozenset()):
    """没有用 if 或 default 守着的变量。"""
    if isinstance(node, nodes.Filter) and node.name == "default":
        return
    if isinstance(node, nodes.Name) and node.name not in guarded:
        yield node.name
    if isinstance(node, nodes.If):
        inside = guarded | {each.name for each in nodes.Output([node.test]).find_all(nodes.Name)}
        for child in node.body:
            yield from _bare(child, inside)
        for child in (*node.elif_, *node.else_):
            yield from _bare(child, guarded)
        return
    for child in node.iter_child_nodes():
        yield from _bare(child, guarded)


@each_template
def test_an_optional_field_is_always_behind_an_if(name):
    optional = {field.name for field in template(name).fields if field.optional}
    bare = optional & set(_bare(sandbox().parse(template(name).body)))
    # “2026年工作总结”与“2026年湿地保护工作总结”：空着也通顺。
    assert bare == ({"事由"} if name == "工作总结" else set())


@each_template
def test_an_optional_field_can_be_given_alone(name, tmp_path):
    given = values(name)
    optional = [field.name for field in template(name).fields if field.optional and field.name in given]
    required = {key: value for key, value in given.items() if key not in optional}
    for each in optional:
        assert left_behind(name, required | {each: given[each]}, tmp_path) == []


@each_template
def test_every_value_is_printed_in_some_variant(name):
    given = values(name)
    chosen = [{}, *({field.name: choice} for field in template(name).fields for choice in field.choices)]
    # 有的字段二选一：逐个去掉可空的，再看别的印没印。
    without = [{field.name: ""} for field in template(name).fields if field.optional]
    results = [filled(name, values(name, **each)) for each in [*chosen, *without]]
    written = "".join(each.text + "".join(text for _, text in each.parts) for each in results)
    assert {key for key, value in given.items() if value not in written} == set()


@pytest.mark.parametrize(("name", "chosen", "closing"), CLOSINGS)
def test_it_closes_with_the_formula_of_its_kind(name, chosen, closing):
    assert body(filled(name, values(name, **chosen))).endswith(closing)


def test_a_reply_cites_the_request_by_title_and_number():
    opening = body(filled("批复", values("批复"))).splitlines()[0]
    assert opening == (
        "你市《澜州市人民政府关于设立白鹭河省级湿地自然保护区的请示》（澜政〔2026〕31号）收悉。"
        "经研究，现批复如下："
    )


def test_forwarding_does_not_say_notice_of_notice():
    def title(chosen):
        text = filled("转发通知", values("转发通知", **chosen)).text
        return re.search("(?m)^标题: (.*)$", text)[1]

    head = "澜州市人民政府办公室转发沧东省人民政府办公厅关于加强湿地保护管理工作"
    assert title({}) == head + "的通知"
    assert title({"来文文种": "意见"}) == head + "意见的通知"


def test_the_speaker_and_the_date_stand_on_two_lines(tmp_path):
    document = documents(tmp_path, filled("领导讲话", values("领导讲话")), complete=True)
    assert document.elements.title_note.value == "市长 沈砚舟\n（2026年11月18日）"


@pytest.mark.parametrize("name", ["命令", "印发通知", "转发通知"])
def test_what_is_issued_is_a_file_of_its_own_with_a_title(name, tmp_path):
    result = filled(name, values(name))
    assert [part for part, _ in result.parts] == ["稿-被印发件.md"]
    issued = documents(tmp_path, result, complete=True).issued
    assert issued.title.value == result.parts[0][1].splitlines()[0]
    assert issued.title.value in body(result)


def test_nothing_is_left_of_the_rules_before_2012():
    texts = {each.name: each.source.text for each in shelf().templates()}
    old = re.compile(r"主题词|此页无正文|〇|指示的通知|现批转给你们，请参照")
    assert {name for name, text in texts.items() if old.search(text)} == set()


def test_a_report_asks_for_nothing():
    for chosen in ({}, {"联系人": "陆听澜"}):
        assert not re.search("请批示|请审批|请批准|妥否|恳请", body(filled("报告", chosen)))


@each_template
def test_unfilled_it_can_be_laid_out_and_says_what_is_missing(name, desk: Path):
    result = filled(name, {})
    documents(desk, result, complete=False)
    done = run("build", "稿.md", "--format", "pdf")
    assert done.exit_code == 1
    assert (desk / "build/稿/稿.pdf").exists()
    for field in result.unfilled:
        assert f"【待填：{field.asked}】还没有填" in done.stderr
