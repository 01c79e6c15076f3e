"""路线文件：写对的读成什么样；每一种写错的，整段报错连同文件、行、键。"""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.signoff.route_samples import INCOMING, ROUTE, without_step

from gongwen.errors import UsageError
from gongwen.settings import parse_settings
from gongwen.signoff.route import Limit, Precondition, Route, RouteStep, Seal
from gongwen.signoff.route_file import Fits, Heading, quick_heading, read_heading, read_route, route_from
from gongwen.signoff.vocabulary import Separation, StepKind


def read(text: str, name: str = "本办发文.toml") -> Route:
    return route_from(parse_settings(text.encode(), Path(name)))


TOO_MANY = '重要 = "全局性的"\n' + "".join(f'情形{at} = "第 {at} 种"\n' for at in range(30))
SEALS = (
    Seal("办公室印章", ("保管人",), (("主任", "副主任"), ("县长",))),
    Seal("办公室印章", ("保管人",), (("县长",),), "重要"),
)


def test_everything_is_read() -> None:
    assert read(ROUTE) == Route(
        name="本办发文",
        source="本办公文办理办法第五条",
        note="平常的发文。",
        conditions={"重要": "全局性的", "县长签发": "由县长签发"},
        separation=Separation.FORBID,
        dated_by=StepKind.ADOPTED,
        steps=(
            RouteStep("拟稿", "拟稿", StepKind.DRAFTED, ("秘书科",)),
            RouteStep(
                "会签",
                "会签",
                StepKind.COUNTERSIGNED,
                ("会签",),
                parties=("青溪县财政局", "青溪县教育局", "青溪县水利局"),
                at_least=2,
            ),
            RouteStep(
                "法审", "合法性审核", StepKind.LEGAL, ("司法局",), when=("重要",), unless=("联合行文",)
            ),
            RouteStep("审核", "审核", StepKind.REVIEWED, ("主任", "副主任")),
            RouteStep("通过", "通过", StepKind.ADOPTED, ("秘书科",)),
            RouteStep(
                "签发",
                "签发",
                StepKind.APPROVED,
                ("副县长", "县长"),
                parties=("发文机关",),
                limits=(Limit("上行文", ("县长",)), Limit("县长签发", ("县长",))),
                preconditions=(Precondition("县长", ("审核", "法审")),),
                note="县长签发的，主任先审",
            ),
            RouteStep("印制", "印制", StepKind.PRINTED, ("文印室",)),
            RouteStep("用印", "用印", StepKind.SEALED, ("保管人",), when=("加盖印章",), seals=SEALS),
        ),
    )


def test_what_is_left_out_has_its_usual_value() -> None:
    route = read(
        '名称 = "简"\n依据 = "第一条"\n[[步骤]]\n代号 = "拟"\n类别 = "拟稿"\n角色 = ["甲"]\n', "简.toml"
    )
    assert route == Route("简", "第一条", (RouteStep("拟", "拟", StepKind.DRAFTED, ("甲",)),), conditions={})
    assert (route.separation, route.dated_by) == (Separation.WARN, StepKind.APPROVED)
    assert route.separated == (StepKind.DRAFTED, StepKind.REVIEWED, StepKind.APPROVED)


def test_an_incoming_route_starts_with_its_register() -> None:
    assert [step.kind for step in read(INCOMING, "本办收文.toml").steps] == [StepKind.REGISTERED]


def test_the_heading_alone_is_the_same_read_quickly_or_wholly(tmp_path: Path) -> None:
    path = tmp_path / "本办发文.toml"
    path.write_text(ROUTE, encoding="utf-8")
    fits = Fits(("通知", "命令"), ("县人民政府办公室",), ("公文",), ("重要",), 10)
    heading = Heading("本办发文", "本办公文办理办法第五条", "平常的发文。", fits, incoming=False, path=path)
    assert (read_heading(path), quick_heading(path, path.read_bytes())) == (heading, heading)


def test_a_heading_written_after_the_steps_is_found_too(tmp_path: Path) -> None:
    """[适用] 写在各步之后，也是 TOML 许可的。"""
    start, end = ROUTE.index("[适用]"), ROUTE.index("[情形]")
    moved = ROUTE[:start] + ROUTE[end:] + "\n" + ROUTE[start:end]
    path = tmp_path / "本办发文.toml"
    path.write_text(moved, encoding="utf-8")
    assert quick_heading(path, path.read_bytes()) == read_heading(path)
    assert read_route(path) == read(ROUTE)


@pytest.mark.parametrize(
    ("text", "what", "next_step"),
    [
        pytest.param(
            ROUTE.replace('说明 = "平常', '说名 = "平常', 1),
            "本办发文.toml:4 键“说名”：不认识的键“说名”",
            "是不是“说明”？可用的键：格式、名称、种类、依据、说明、职责分离、分开的职责、成文日期、适用、情形、步骤、印章",
            id="an unknown key",
        ),
        pytest.param(
            ROUTE.replace("优先 = 10", "优选 = 10", 1),
            "本办发文.toml:14 键“优选”：不认识的键“优选”",
            "是不是“优先”？可用的键：文种、发文机关、格式、情形、优先",
            id="an unknown key in 适用",
        ),
        pytest.param(
            ROUTE.replace('名称 = "合法性审核"', '名成 = "合法性审核"', 1),
            "本办发文.toml:34 键“名成”：不认识的键“名成”",
            "是不是“名称”？可用的键：代号、名称、类别、角色、情形、除非、单位、至少、限定、前提、说明",
            id="an unknown key in a step",
        ),
        pytest.param(
            ROUTE.replace('批准 = "县长"', '批示 = "县长"', 1),
            "本办发文.toml:78 键“批示”：不认识的键“批示”",
            "是不是“批准”？可用的键：名称、保管、批准、情形",
            id="an unknown key in a seal",
        ),
        pytest.param(
            ROUTE.replace("格式 = 1", "格式 = 2", 1),
            "本办发文.toml:1 键“格式”：路线的格式是 2，本程序只认得 1",
            "升级 gongwen，或改回 1",
            id="a format of the future",
        ),
        pytest.param(
            ROUTE.replace("格式 = 1", '格式 = "1"', 1),
            "本办发文.toml:1 键“格式”：“格式”的值不对",
            "应为 整数",
            id="a format that is no number",
        ),
        pytest.param(
            ROUTE.replace('名称 = "本办发文"\n', "", 1),
            "本办发文.toml 键“名称”：缺“名称”",
            '加一行：名称 = "…"',
            id="no name",
        ),
        pytest.param(
            ROUTE.replace('依据 = "本办公文办理办法第五条"\n', "", 1),
            "本办发文.toml 键“依据”：缺“依据”",
            '加一行：依据 = "…"',
            id="no source",
        ),
        pytest.param(
            ROUTE.replace('"本办发文"', '"我办发文"', 1),
            "本办发文.toml:2 键“名称”：名称“我办发文”与文件名“本办发文.toml”不同",
            "文件名改成“我办发文.toml”，或改名称：草稿里写的“路线”照这个名称找",
            id="a name that is not the name of the file",
        ),
        pytest.param(
            ROUTE.replace("平常的发文。", "平常的\\u001b[2J发文。", 1),
            "本办发文.toml:4 键“说明”：“说明”里有控制字符",
            "写成一行，去掉换行和看不见的字符",
            id="a control character",
        ),
        pytest.param(
            ROUTE.replace('"法审"', '"法\\u202e审"', 1),
            "本办发文.toml:33 键“代号”：“代号”里有控制字符",
            "写成一行，去掉换行和看不见的字符",
            id="a name that turns the text around",
        ),
        pytest.param(
            ROUTE.replace('"平常的发文。"', '"平常的\\n发文。"', 1),
            "本办发文.toml:4 键“说明”：“说明”里有控制字符",
            "写成一行，去掉换行和看不见的字符",
            id="a note over several lines",
        ),
        pytest.param(
            ROUTE.replace(
                "平常的发文。",
                "长" * 601,
                1,
            ),
            "本办发文.toml:4 键“说明”：“说明”有 601 字，太长",
            "不超过 600 字",
            id="a note too long",
        ),
        pytest.param(
            ROUTE.replace("依据 =", '种类 = "来文"\n依据 =', 1),
            "本办发文.toml:3 键“种类”：没有“来文”这个种类",
            "是不是“收文”？可用：发文、收文",
            id="an unknown sort",
        ),
        pytest.param(
            ROUTE.replace('"禁止"', '"禁示"', 1),
            "本办发文.toml:5 键“职责分离”：没有“禁示”这种职责分离",
            "是不是“禁止”？可用：禁止、提醒、不问",
            id="an unknown separation",
        ),
        pytest.param(
            ROUTE.replace('["拟稿", "审核", "签发"]', '["拟稿", "审合"]', 1),
            "本办发文.toml:6 键“分开的职责”：没有“审合”这个类别",
            "是不是“审核”？可用：拟稿、审核、合法性审核、会签、讨论通过、签发、复核、登记、印制、用印、核发、办理",
            id="an unknown duty",
        ),
        pytest.param(
            ROUTE.replace('["拟稿", "审核", "签发"]', '["拟稿", "拟稿"]', 1),
            "本办发文.toml:6 键“分开的职责”：“分开的职责”里“拟稿”写了两次",
            "留下一处",
            id="a duty twice",
        ),
        pytest.param(
            ROUTE.replace('成文日期 = "讨论通过"', '成文日期 = "印发"', 1),
            "本办发文.toml:7 键“成文日期”：没有“印发”这种成文日期",
            "是不是“签发”？可用：签发、讨论通过",
            id="an unknown date",
        ),
        pytest.param(
            without_step("通过"),
            "本办发文.toml:7 键“成文日期”：成文日期取讨论通过的那天，路线里却没有讨论通过的步骤",
            "加上类别是“讨论通过”的一步，或写成“签发”",
            id="a date of adoption without a meeting",
        ),
        pytest.param(
            ROUTE.replace('"令"]', '"通之"]', 1),
            "本办发文.toml:10 键“文种”：没有“通之”这个文种",
            "是不是“通知”？可用：决议、决定、命令、令、命令(令)、命令（令）、公报、公告、通告、意见、通知、通报、报告、请示、批复、议案、函、纪要、便函、简报、介绍信、证明、讲话、总结",
            id="an unknown kind of document",
        ),
        pytest.param(
            ROUTE.replace('格式 = ["公文"]', '格式 = ["红头"]', 1),
            "本办发文.toml:12 键“格式”：没有“红头”这种格式",
            "是不是“白头”？可用：公文、信函、命令、纪要、简报、白头",
            id="an unknown layout",
        ),
        pytest.param(
            ROUTE.replace(
                '文种 = ["通知", "令"]\n发文机关 = ["县人民政府办公室"]\n格式 = ["公文"]\n情形 = ["重要"]\n',
                "",
                1,
            ),
            "本办发文.toml:9 键“适用”：“适用”什么也没有限定",
            "写上文种、发文机关、格式或情形；只按名称用的，删去这一节",
            id="a fit that fits everything",
        ),
        pytest.param(
            ROUTE.replace("优先 = 10", '优先 = "高"', 1),
            "本办发文.toml:14 键“优先”：“优先”的值不对",
            "应为 整数",
            id="a priority that is no number",
        ),
        pytest.param(
            ROUTE.replace("优先 = 10", "优先 = 100000", 1),
            "本办发文.toml:14 键“优先”：“优先”的值太大",
            "写 −1000 到 1000 之间的整数",
            id="a priority out of reach",
        ),
        pytest.param(
            ROUTE.replace('格式 = ["公文"]\n情形 = ["重要"]', '格式 = ["公文"]\n情形 = ["重大"]', 1),
            "本办发文.toml:13 键“情形”：没有“重大”这种情形",
            "是不是“重要”？在 [情形] 里声明，写上解释",
            id="a fit on an undeclared condition",
        ),
        pytest.param(
            ROUTE.replace('县长签发 = "由', '上行文 = "由', 1),
            "本办发文.toml:18 键“上行文”：“上行文”由公文本身看得出来，不在这里写",
            "删去这一行",
            id="a condition that is seen by itself",
        ),
        pytest.param(
            ROUTE.replace('重要 = "全局性的"', '重要 = ""', 1),
            "本办发文.toml:17 键“重要”：缺“重要”",
            '加一行：重要 = "…"',
            id="a condition without a meaning",
        ),
        pytest.param(
            ROUTE.replace('重要 = "全局性的"', '重要 = "全局性的"\n涉外 = "对外的"', 1),
            "本办发文.toml:18 键“涉外”：情形“涉外”声明了，没有用到",
            "在步骤的情形、除非、限定里用它，或删去",
            id="a condition that nothing uses",
        ),
        pytest.param(
            ROUTE.replace(
                '重要 = "全局性的"',
                TOO_MANY,
                1,
            ),
            "本办发文.toml:16 键“情形”：情形有 32 种，太多",
            "不超过 30 种",
            id="too many conditions",
        ),
        pytest.param(
            ROUTE.replace('[[步骤]]\n代号 = "拟稿"', '[步骤]\n代号 = "拟稿"', 1),
            "本办发文.toml:25：配置读不了：不合 TOML 格式",
            "“步骤”写了两次，留下一处；每行写“键 = 值”，文字加英文引号，开关写 true 或 false",
            id="a table written as text",
        ),
        pytest.param(
            ROUTE.partition("[[步骤]]")[0],
            "本办发文.toml 键“步骤”：一步也没有",
            "每一步写一段 [[步骤]]",
            id="no step",
        ),
        pytest.param(
            ROUTE + '[[步骤]]\n代号 = "办"\n' * 53,
            "本办发文.toml:20 键“步骤”：有 61 步，太多",
            "不超过 60 步",
            id="too many steps",
        ),
        pytest.param(
            ROUTE.replace('代号 = "法审"\n', "", 1),
            "本办发文.toml:32 键“代号”：缺“代号”",
            '加一行：代号 = "…"',
            id="no id",
        ),
        pytest.param(
            ROUTE.replace('代号 = "法审"', '代号 = "法 审"', 1),
            "本办发文.toml:33 键“代号”：代号“法 审”不好在命令行上写",
            "只用汉字、字母、数字、- 和 _，不超过 20 字",
            id="an id that cannot be typed",
        ),
        pytest.param(
            ROUTE.replace('代号 = "法审"', '代号 = "会签"', 1),
            "本办发文.toml:33 键“代号”：代号“会签”写了两次（前一次在第 26 行）",
            "各步的代号不能相同",
            id="an id twice",
        ),
        pytest.param(
            ROUTE.replace('类别 = "合法性审核"\n', "", 1),
            "本办发文.toml:32 键“类别”：缺“类别”",
            '加一行：类别 = "…"',
            id="no kind",
        ),
        pytest.param(
            ROUTE.replace('类别 = "合法性审核"', '类别 = "合法性审查"', 1),
            "本办发文.toml:35 键“类别”：没有“合法性审查”这个类别",
            "是不是“合法性审核”？可用：拟稿、审核、合法性审核、会签、讨论通过、签发、复核、登记、印制、用印、核发、办理",
            id="an unknown kind",
        ),
        pytest.param(
            ROUTE.replace('类别 = "合法性审核"', '类别 = "构建"', 1),
            "本办发文.toml:35 键“类别”：没有“构建”这个类别",
            "可用：拟稿、审核、合法性审核、会签、讨论通过、签发、复核、登记、印制、用印、核发、办理",
            id="a kind that only the program writes",
        ),
        pytest.param(
            ROUTE.replace('角色 = ["司法局"]\n', "", 1),
            "本办发文.toml:32 键“角色”：“法审”没有写由谁办",
            '加一行：角色 = ["…"]',
            id="no role",
        ),
        pytest.param(
            ROUTE.replace('角色 = ["司法局"]', '角色 = [""]', 1),
            "本办发文.toml:36 键“角色”：“角色”里有空的",
            "删去空的",
            id="an empty role",
        ),
        pytest.param(
            ROUTE.replace('角色 = ["司法局"]', "角色 = [1]", 1),
            "本办发文.toml:36 键“角色”：“角色”的值不对",
            "应为 文字",
            id="a role that is no text",
        ),
        pytest.param(
            ROUTE.replace('情形 = ["重要"]\n除非', '情形 = ["重耍"]\n除非', 1),
            "本办发文.toml:37 键“情形”：没有“重耍”这种情形（要在 [情形] 里声明）",
            "是不是“重要”？可用：重要、县长签发、上行文、联合行文、加盖印章、政府发文、办公室发文、党委发文",
            id="an undeclared condition",
        ),
        pytest.param(
            ROUTE.replace('除非 = ["联合行文"]', '除非 = ["联合发文"]', 1),
            "本办发文.toml:38 键“除非”：没有“联合发文”这种情形（要在 [情形] 里声明）",
            "是不是“联合行文”？可用：重要、县长签发、上行文、联合行文、加盖印章、政府发文、办公室发文、党委发文",
            id="an undeclared exception",
        ),
        pytest.param(
            ROUTE.replace('除非 = ["联合行文"]', '除非 = ["重要"]', 1),
            "本办发文.toml:38 键“除非”：“重要”又是情形又是除非",
            "留下一处",
            id="a condition that is an exception too",
        ),
        pytest.param(
            ROUTE.replace('单位 = ["青溪县财政局", "青溪县教育局", "青溪县水利局"]\n至少 = 2\n', "", 1),
            "本办发文.toml:25 键“单位”：会签没有写哪些单位",
            '写 单位 = ["会签"]（照草稿里的“会签”），或列出单位',
            id="a countersigning of nobody",
        ),
        pytest.param(
            ROUTE.replace("至少 = 2", "至少 = 4", 1),
            "本办发文.toml:30 键“至少”：“至少”是 4，单位只有 3 家",
            "写 1 到 3",
            id="more than there are",
        ),
        pytest.param(
            ROUTE.replace("至少 = 2", "至少 = 0", 1),
            "本办发文.toml:30 键“至少”：“至少”是 0，不是可用的家数",
            "写 1 到 3",
            id="none of them",
        ),
        pytest.param(
            ROUTE.replace('类别 = "审核"\n角色 = ["主任"', '类别 = "审核"\n至少 = 1\n角色 = ["主任"', 1),
            "本办发文.toml:43 键“至少”：“至少”要与“单位”同写",
            "写上单位，或删去“至少”",
            id="a number without parties",
        ),
        pytest.param(
            ROUTE.replace('"青溪县财政局", "青溪县教育局"', '"会签", "青溪县教育局"', 1),
            "本办发文.toml:29 键“单位”：“会签”不与别的单位同列",
            '只写 单位 = ["会签"]，或逐个列出',
            id="named parties among others",
        ),
        pytest.param(
            ROUTE.replace("限定 = { 上行文", "限定 = { 上行", 1),
            "本办发文.toml:55 键“限定”：没有“上行”这种情形（要在 [情形] 里声明）",
            "是不是“上行文”？可用：重要、县长签发、上行文、联合行文、加盖印章、政府发文、办公室发文、党委发文",
            id="a limit on an undeclared condition",
        ),
        pytest.param(
            ROUTE.replace('上行文 = ["县长"], ', '上行文 = ["市长"], ', 1),
            "本办发文.toml:55 键“限定”：没有“市长”这个角色（这一步的“角色”里）",
            "是不是“县长”？可用：副县长、县长",
            id="a limit to a role that cannot do it",
        ),
        pytest.param(
            ROUTE.replace('上行文 = ["县长"], ', "上行文 = [], ", 1),
            "本办发文.toml:55 键“限定”：限定“上行文”没有写由谁办",
            "写上角色，或删去",
            id="a limit to nobody",
        ),
        pytest.param(
            ROUTE.replace("前提 = { 县长", "前提 = { 市长", 1),
            "本办发文.toml:56 键“前提”：没有“市长”这个角色（这一步的“角色”里）",
            "是不是“县长”？可用：副县长、县长",
            id="a precondition of an unknown role",
        ),
        pytest.param(
            ROUTE.replace('["审核", "法审"]', '["审核", "法核"]', 1),
            "本办发文.toml:56 键“前提”：没有“法核”这一步",
            "是不是“法审”？可用：拟稿、会签、法审、审核、通过",
            id="a precondition that does not exist",
        ),
        pytest.param(
            ROUTE.replace('["审核", "法审"]', '["审核", "印制"]', 1),
            "本办发文.toml:56 键“前提”：前提“印制”不在这一步之前",
            "前提只能是前面的：拟稿、会签、法审、审核、通过",
            id="a precondition that comes later",
        ),
        pytest.param(
            ROUTE.replace('["审核", "法审"]', '["签发"]', 1),
            "本办发文.toml:56 键“前提”：前提“签发”不在这一步之前",
            "前提只能是前面的：拟稿、会签、法审、审核、通过",
            id="a precondition of itself",
        ),
        pytest.param(
            ROUTE.replace('["审核", "法审"]', "[]", 1),
            "本办发文.toml:56 键“前提”：前提“县长”没有写哪几步",
            "写上各步的代号，或删去",
            id="a precondition of no step",
        ),
        pytest.param(
            ROUTE.replace('保管 = ["保管人"]\n批准 = [[', "批准 = [[", 1),
            "本办发文.toml:70 键“保管”：印章“办公室印章”没有写谁保管",
            '加一行：保管 = ["…"]',
            id="a seal without a keeper",
        ),
        pytest.param(
            ROUTE.replace('批准 = "县长"\n', "", 1),
            "本办发文.toml:75 键“批准”：印章“办公室印章”没有写谁批准",
            '如 批准 = [["主任", "副主任"]]：其中一人批准就可以',
            id="a seal without approvals",
        ),
        pytest.param(
            ROUTE.replace('[["主任", "副主任"], "县长"]', '[[], "县长"]', 1),
            "本办发文.toml:73 键“批准”：印章“办公室印章”没有写谁批准",
            '如 批准 = [["主任", "副主任"]]：其中一人批准就可以',
            id="a seal with an empty approval",
        ),
        pytest.param(
            ROUTE.replace('批准 = "县长"\n情形 = "重要"\n', '批准 = "县长"\n', 1),
            "本办发文.toml:76 键“名称”：印章“办公室印章”写了两次（前一次在第 71 行）",
            "留下一处，或写明不同的“情形”",
            id="a seal twice",
        ),
        pytest.param(
            ROUTE.replace('批准 = "县长"\n情形 = "重要"', '批准 = "县长"\n情形 = "重大"', 1),
            "本办发文.toml:79 键“情形”：没有“重大”这种情形（要在 [情形] 里声明）",
            "是不是“重要”？可用：重要、县长签发、上行文、联合行文、加盖印章、政府发文、办公室发文、党委发文",
            id="a seal on an undeclared condition",
        ),
        pytest.param(
            without_step(
                "用印",
                ROUTE.replace("[[印章]]", '[[步骤]]\n代号 = "办"\n类别 = "办理"\n角色 = ["办"]\n[[印章]]', 1),
            ),
            "本办发文.toml:68 键“印章”：写了印章，没有用印的步骤",
            "加一步类别是“用印”的，或删去印章",
            id="a seal that no step uses",
        ),
        pytest.param(
            ROUTE.partition("[[印章]]")[0],
            "本办发文.toml:66 键“类别”：有用印的步骤，没有写印章",
            "每枚印章写一段 [[印章]]：名称、保管、批准",
            id="sealing without a seal",
        ),
        pytest.param(
            without_step("拟稿"),
            "本办发文.toml:22 键“类别”：“会签”：头一步不是拟稿",
            "发文从起草开始（条例第十八条）：头一步的类别写“拟稿”",
            id="no draft first",
        ),
        pytest.param(
            without_step("签发"),
            "本办发文.toml:52 键“类别”：“印制”：有“印制”，没有签发",
            "公文要经负责人审批签发（条例第二十二条）；没有签的一律不得印发：加一步不附情形的“签发”",
            id="printing without approval",
        ),
        pytest.param(
            ROUTE.replace(
                '代号 = "签发"\n类别 = "签发"\n', '代号 = "签发"\n类别 = "签发"\n情形 = ["重要"]\n', 1
            ),
            "本办发文.toml:62 键“类别”：“印制”：有“印制”，签发只在某种情形才要",
            "公文要经负责人审批签发（条例第二十二条）；没有签的一律不得印发：加一步不附情形的“签发”",
            id="printing with an approval that may be skipped",
        ),
        pytest.param(
            without_step("审核").replace('["审核", "法审"]', '["法审"]'),
            "本办发文.toml:56 键“类别”：“印制”：有“印制”，签发之前没有审核",
            "文稿签发前由办公厅（室）审核（条例第二十条）：在签发之前加一步不附情形的“审核”",
            id="printing without a review",
        ),
        pytest.param(
            ROUTE.replace(
                '代号 = "签发"\n类别 = "签发"\n',
                '代号 = "核"\n类别 = "印制"\n角色 = ["室"]\n[[步骤]]\n代号 = "签发"\n类别 = "签发"\n',
                1,
            ),
            "本办发文.toml:52 键“类别”：“核”：“印制”在签发之前",
            "复核、登记、印制、用印、核发都在签发之后（条例第二十五条）",
            id="printing before approval",
        ),
        pytest.param(
            ROUTE.replace('类别 = "审核"', '类别 = "复核"', 1),
            "本办发文.toml:42 键“类别”：“审核”：“复核”在签发之前",
            "复核、登记、印制、用印、核发都在签发之后（条例第二十五条）；签发之前的把关，类别写“审核”",
            id="a check before approval",
        ),
        pytest.param(
            ROUTE.replace(
                '代号 = "印制"\n',
                '代号 = "再审"\n类别 = "审核"\n角色 = ["主任"]\n[[步骤]]\n代号 = "印制"\n',
                1,
            ),
            "本办发文.toml:61 键“类别”：“再审”：“审核”在签发之后",
            "先审核，后签发（条例第二十条）；签发之后的查对，类别写“复核”",
            id="a review after approval",
        ),
    ],
)
def test_a_mistake_is_refused_with_its_line_and_key(text: str, what: str, next_step: str) -> None:
    with pytest.raises(UsageError) as caught:
        read(text)
    assert str(caught.value) == f"{what}\n  → {next_step}"


@pytest.mark.parametrize("kind", ["拟稿", "签发", "讨论通过", "复核", "印制", "核发"])
def test_an_incoming_route_has_no_steps_of_an_outgoing_one(kind: str) -> None:
    text = INCOMING + f'\n[[步骤]]\n代号 = "办"\n类别 = "{kind}"\n角色 = ["甲"]\n'
    with pytest.raises(UsageError) as caught:
        read(text, "本办收文.toml")
    assert str(caught.value) == (
        f"本办收文.toml:12 键“类别”：“办”：收文没有“{kind}”\n"
        "  → 收文用登记、办理、审核；要发文的另走发文的路线"
    )


@pytest.mark.parametrize(
    "text",
    [
        "名称 = [" * 50_000,
        "[[步骤]]\n" * 20_000,
        '名称 = "本办发文"\n' + "#" * 130 * 1024,
        "\x00",
        "步骤 = 1",
        "步骤 = [1]",
        "印章 = 1",
        "适用 = 1",
        "情形 = [1]",
        '[[步骤]]\n代号 = { 甲 = "乙" }',
        "格式 = 99999999999999999999999999",
    ],
)
def test_hostile_text_is_refused_and_never_crashes(text: str) -> None:
    head = '名称 = "本办发文"\n依据 = "甲"\n' if text.startswith(("[[", "步", "印", "适", "情")) else ""
    with pytest.raises(UsageError, match=r"^本办发文.toml"):
        read(head + text)


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        read_route(tmp_path)
    assert str(caught.value).startswith(f"{tmp_path}：配置读不了：")
