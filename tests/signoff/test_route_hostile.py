"""路线文件的性质：怎样改坏都只报错，不崩；收下的都合规定，原样回得来；说明里的例子收得下。"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.helpers import ROOT
from tests.signoff.route_samples import ROUTE

from gongwen.errors import UsageError
from gongwen.settings import parse_settings
from gongwen.signoff.route import Route, route_of, route_table
from gongwen.signoff.route_file import FIT_KEYS, KEYS, heading_of, route_from
from gongwen.signoff.route_rules import AFTER_APPROVAL
from gongwen.signoff.route_steps import SEAL_KEYS, STEP_KEYS
from gongwen.signoff.vocabulary import StepKind

LINES = ROUTE.splitlines()
NEW = ("构建", "复核", "登记", "核发", "0", "\\u001b", "../x")
WORDS = sorted(
    {*re.findall(r'[^\s"=\[\],{}]+', ROUTE), "构建", "复核", "登记", "核发", "0", "\\u001b", "../x"}
)


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """删去、重复、对调几行，或换掉几个词。"""
    lines = list(LINES)
    for _ in range(draw(st.integers(1, 4))):
        at, other = draw(st.integers(0, len(lines) - 1)), draw(st.integers(0, len(lines) - 1))
        match draw(st.sampled_from("删重调换")):
            case "删":
                lines[at] = ""
            case "重":
                lines.insert(other, lines[at])
            case "调":
                lines[at], lines[other] = lines[other], lines[at]
            case _:
                word, new = draw(st.sampled_from(WORDS)), draw(st.sampled_from(WORDS))
                lines[at] = lines[at].replace(word, new)
    return "\n".join(lines)


def read(text: str) -> Route | str:
    """读好的路线；不收的是报错的文件名。"""
    try:
        return route_from(parse_settings(text.encode(), Path("本办发文.toml")))
    except UsageError as error:
        return str(error.where.path)


@given(damaged())
@settings(max_examples=400, deadline=None)
def test_a_damaged_file_is_refused_or_keeps_the_rules(text: str) -> None:
    route = read(text)
    if isinstance(route, str):
        assert route == "本办发文.toml"
        return
    assert route_of(route_table(route)) == route
    kinds = [step.kind for step in route.steps]
    approvals = [at for at, kind in enumerate(kinds) if kind is StepKind.APPROVED]
    assert (
        kinds[0] is StepKind.DRAFTED
        or heading_of(parse_settings(text.encode(), Path("本办发文.toml"))).incoming
    )
    if StepKind.PRINTED in kinds or StepKind.DISPATCHED in kinds:
        assert any(not route.steps[at].when and not route.steps[at].unless for at in approvals)
        assert StepKind.REVIEWED in kinds[: approvals[0]]
    if approvals:
        assert not set(AFTER_APPROVAL) & set(kinds[: approvals[-1]])
    for at, step in enumerate(route.steps):
        earlier = {each.step_id for each in route.steps[:at]}
        assert {each for before in step.preconditions for each in before.steps} <= earlier
        assert (step.kind is StepKind.SEALED) == bool(step.seals)
    assert len({step.step_id for step in route.steps}) == len(route.steps)


PAGE = (ROOT / "docs" / "路线.md").read_text(encoding="utf-8")


def test_the_route_of_the_guide_is_read_and_every_key_is_explained() -> None:
    text = next(each for each in re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL) if "[[步骤]]" in each)
    assert isinstance(read(text), Route)
    told = re.sub(r"(?ms)^```.*?^```", "", PAGE.partition("## 怎样写一条")[2])
    missing = [key for key in (*KEYS, *FIT_KEYS, *STEP_KEYS, *SEAL_KEYS) if key not in told]
    assert missing == []


def test_the_mistake_of_the_guide_is_told_as_printed() -> None:
    text = next(each for each in re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL) if "[[步骤]]" in each)
    shown = re.findall(r"(?ms)^```\n(路线/.*?)^```", PAGE)[0]
    number = int(shown.split(":")[1].split()[0])
    lines = text.splitlines()
    assert lines[number - 1].startswith("类别")
    lines[number - 1] = '类别 = "审合"'
    with pytest.raises(UsageError) as caught:
        route_from(parse_settings("\n".join(lines).encode(), Path("路线/本办发文.toml")))
    assert f"{caught.value}\n" == shown
