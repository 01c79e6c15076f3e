"""十万字的一行、一千行各一百字：读入、认要素、跑全部规则，用时都随长度线性增长。

比的是同一次运行里长短两份的时间之比：长五倍，线性约五倍，平方二十五倍。
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from tests.helpers import draft, without
from tests.proof.nasty import limited

from gongwen.errors import GongwenError
from gongwen.findings import Level
from gongwen.proofing.engine import proof_document
from gongwen.proofing.rule import Hit, Rule
from gongwen.proofing.rules import RULES
from gongwen.sources.draft import parse_draft
from gongwen.spans import SourceText

if TYPE_CHECKING:
    from collections.abc import Callable

ALPHABETS = {
    "空格": " ",
    "全角空格": "　",
    "制表符": "\t",
    "括号": "(",
    "书名号": "《",
    "引号": "“",
    "直引号": '"',
    "顿号": "、",
    "冒号": "：",
    "数字": "1",
    "年月日": "年月日",
    "日期": "2026年5月8日",
    "附件": "附件",
    "印发": "印发",
    "关于": "关于",
    "竖线": "|",
    "井号": "#",
    "序数": "一、",
    "规则页的记号": "⟦",
    "放行": "放行<!--",
    "模板的记号": "{%",
    "空位": "【待填",
    "词": "工作",
    "夹杂": "附件1：关于印发《办法》的通知（试行）2026年5月8日一、“工作”，、。：a1.５ ",
}
HEAD = "澜州市人民政府办公室文件\n澜政办发〔2026〕18号\n关于做好防汛工作的通知\n各县人民政府：\n"
FOOT = "澜州市人民政府办公室\n2026年5月8日\n"
PLACES: dict[str, Callable[[str, str], str]] = {
    "正文一行": lambda one, _: draft(body=f"甲{one}乙\n"),
    "正文许多行": lambda _, lines: draft(body=f"甲\n{lines}乙\n"),
    "纯文本一行": lambda one, _: f"{HEAD}甲{one}乙\n{FOOT}",
    "纯文本许多行": lambda _, lines: f"{HEAD}甲\n{lines}{FOOT}{lines}",
    "标题": lambda one, _: draft(f"{without('标题')}标题: '甲{one}乙'\n"),
    "附注带转义": lambda one, _: draft(f'{without()}附注: "\\u7532{quoted(one)}乙"\n'),
}
# 一处一处报的（几乎每个字一处）短一些
FULL, DENSE, TRIAL = 100_000, 5000, 1000
DENSE_SECONDS = 0.006
# 线性的约 5，平方的约 25
MOST_RATIO = 14
WORTH_SECONDS = 0.2
MOST_SECONDS = 20.0


def quoted(one: str) -> str:
    return one.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t")


def text_of(place: str, pump: str, length: int) -> str:
    one = (pump * (length // len(pump) + 1))[:length]
    hundred = (pump * (100 // len(pump) + 1))[:99]
    return PLACES[place](one, f"{hundred}\n" * (length // 100))


def proofed(text: str, rules: tuple[Rule, ...] = RULES) -> None:
    with suppress(GongwenError):  # 表格写错之类：一样要很快说出来
        proof_document(parse_draft(SourceText("稿", text), None), rules)


def ratio(made: Callable[[int], str], rules: tuple[Rule, ...] = RULES) -> float:
    """长短两份的用时之比；不值得比的（很快）为 0。偶尔慢一回的不算：几回里取最小的。"""

    def seconds(length: int) -> float:
        text = made(length)
        return limited(lambda: proofed(text, rules), MOST_SECONDS)

    long = FULL if seconds(TRIAL) < DENSE_SECONDS else DENSE
    ratios = []
    for _ in range(3):
        spent = seconds(long)
        if spent < WORTH_SECONDS:
            return 0
        ratios.append(spent / seconds(long // 5))
        if ratios[-1] <= MOST_RATIO:
            break
    return min(ratios)


@pytest.mark.parametrize("alphabet", ALPHABETS)
def test_a_long_line_takes_time_in_proportion(alphabet: str) -> None:
    ratios = {
        place: ratio(lambda length, place=place: text_of(place, ALPHABETS[alphabet], length))
        for place in PLACES
    }
    assert {place: found for place, found in ratios.items() if found > MOST_RATIO} == {}


@pytest.mark.parametrize(
    "line", ["附件", "一、甲", "（一）甲。乙", "| 甲 |", "2026年5月8日", "澜州市人民政府", "（甲乙丙）"]
)
def test_many_short_lines_take_time_in_proportion(line: str) -> None:
    def made(length: int) -> str:
        return f"{HEAD}正文。\n{FOOT}" + f"{line}\n正文甲乙丙。\n甲\n" * (length // 20)

    assert ratio(made) <= MOST_RATIO


def test_a_planted_quadratic_rule_is_caught() -> None:
    def check(reading):
        for piece in reading.body():
            for at in range(0, len(piece.text.value), 2):
                if piece.text.value.count("无", at) > at:
                    yield Hit(piece.text.at(at, at + 1), "例")

    planted = Rule("ZZ99", "例", Level.ADVICE, "例", check)
    assert ratio(lambda length: text_of("正文一行", "中", length), (planted,)) > MOST_RATIO
