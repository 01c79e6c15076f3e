"""一步的载荷：写出去读回来一样；键、类型、时间、日期有一处不对就不收，只引发 ValueError。"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.signoff.chains import NUMBER, SHEET, begun

from gongwen.signoff.step import FORMAT, Details, Step, Subject, Waiver, payload_of, step_of
from gongwen.signoff.vocabulary import Decision, StepKind

FULL = replace(
    begun().step("登记", "方见微"),
    prev="a" * 64,
    sheet_digest=SHEET,
    entered_by="陆听澜",
    on_behalf_of="顾清岚",
    comment="同意",
    reason="重写",
    waivers=(Waiver("WZ01", "ab12", "方见微", "专名"),),
    details=Details(
        "机关", NUMBER, "拟稿", "常务会议", "2026-05-08", "电话", "2026-05-08", "2026-05-08", "印", 3,
        ("叶知秋",), ("重要文件",),
    ),
    built={"outputs": {}},
)  # fmt: skip
PAYLOAD = payload_of(FULL)
WRONG: tuple[Any, ...] = (
    None,
    True,
    0,
    1,
    -1,
    1.5,
    float("nan"),
    10**400,
    "",
    "\ud800",
    [],
    [[]],
    {},
    {"a": []},
)


def test_every_field_comes_back() -> None:
    assert step_of(PAYLOAD) == FULL


def test_a_built_line_comes_back() -> None:
    [step] = begun().manifest.steps
    assert step_of(payload_of(step)) == step
    assert (step.is_final, step.signatory, step.content) == (False, None, "4" * 64)


def _accepts(key: str, value: Any) -> bool:
    """这个键可以是这个值。"""
    texts = {"case", "step_id", "actor", "on_behalf_of", "entered_by", "comment", "reason", "route_digest"}
    if key in texts:
        return isinstance(value, str) or (value is None and key not in ("case", "step_id"))
    lists = value == [] if isinstance(value, list) else False
    return {
        "seq": type(value) is int,
        "format": type(value) is int,
        "prev": value is None,
        "sheet_digest": value is None,
        "decision": value is None,
        "waivers": lists,
        "details": value == {},
        "findings": isinstance(value, dict),
        "built": isinstance(value, dict),
    }.get(key, False)


@pytest.mark.parametrize("key", PAYLOAD)
@pytest.mark.parametrize("value", WRONG, ids=range(len(WRONG)))
def test_each_key_takes_its_own_type_only(key: str, value: Any) -> None:
    payload = {**PAYLOAD, key: value}
    old = key == "format" and value == 1  # 格式 1 只有构建的行
    if _accepts(key, value) and not old:
        step_of(payload)
    else:
        with pytest.raises(ValueError, match=r"."):
            step_of(payload)


@pytest.mark.parametrize("key", [key for key in PAYLOAD if key != "built"])
def test_a_missing_key_is_refused(key: str) -> None:
    with pytest.raises(ValueError, match="键不对"):
        step_of({each: value for each, value in PAYLOAD.items() if each != key})


def test_an_unknown_key_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^键不对：别的$"):
        step_of({**PAYLOAD, "别的": 1})


@pytest.mark.parametrize("key", PAYLOAD["details"])
@pytest.mark.parametrize("value", WRONG, ids=range(len(WRONG)))
def test_each_detail_takes_its_own_type_only(key: str, value: Any) -> None:
    payload = {**PAYLOAD, "details": {key: value}}
    texts = {"party", "number", "return_to", "meeting", "how", "seal"}
    own = (key in texts and isinstance(value, str)) or (key == "copies" and type(value) is int)
    if own or (key in ("approvals", "conditions") and value == []):
        step_of(payload)
    else:
        with pytest.raises(ValueError, match=r"类型|日期"):
            step_of(payload)


HOSTILE: dict[str, dict[str, Any]] = {
    "不认识的一项": {"details": {"rank": "x"}},
    "项名不是标识符": {"details": {"": "x"}},
    "自我": {"details": {"self": "x"}},
    "主体多一键": {"subjects": [{"name": "a", "content": "b", "rendition": "c", "d": "e"}]},
    "主体少一键": {"subjects": [{"name": "a", "content": "b"}]},
    "主体不是表": {"subjects": ["a"]},
    "放行不是字": {"waivers": [{"code": "a", "fingerprint": 1, "name": "c", "reason": "d"}]},
    "没有主体": {"subjects": []},
    "两个文件两样内容": {
        "subjects": [
            {"name": "a.docx", "content": "b", "rendition": "c"},
            {"name": "a.pdf", "content": "d", "rendition": "e"},
        ]
    },
    "没有这一类": {"step_kind": "seized"},
    "没有这个决定": {"decision": "照准"},
    "没有时区": {"claimed_at": "2026-05-08T01:30:00"},
    "别的时区": {"claimed_at": "2026-05-08T09:30:00+08:00"},
    "时间带毫秒": {"claimed_at": "2026-05-08T01:30:00.5+00:00"},
    "周历": {"claimed_at": "2026-W19-5"},
    "全角数字": {"claimed_at": "２026-05-08T01:30:00+00:00"},
    "末尾换行": {"claimed_at": "2026-05-08T01:30:00+00:00\n"},
    "元年": {"claimed_at": "0001-01-01T00:00:00+00:00"},
    "没有这一时": {"claimed_at": "2026-05-08T25:30:00+00:00"},
    "没有这一天": {"details": {"signed_on": "2026-02-30"}},
    "日期没有补零": {"details": {"meeting_on": "2026-5-8"}},
    "摘要太短": {"sheet_digest": "ab"},
    "摘要是路径": {"sheet_digest": "../" + "a" * 61},
    "摘要大写": {"prev": "A" * 64},
    "定稿写成文字": {"built": {"final": "yes"}},
    "输出不是表": {"built": {"outputs": []}},
    "输出不是字": {"built": {"outputs": {"a.pdf": 1}}},
    "路线是文字": {"built": {"route": "县政府发文"}},
    "路线没有定义": {"built": {"route": {"conditions": [], "organs": [], "countersigners": []}}},
    "情形是文字": {
        "built": {"route": {"definition": {}, "conditions": "重要", "organs": [], "countersigners": []}}
    },
    "机关不是字": {
        "built": {"route": {"definition": {}, "conditions": [], "organs": [[]], "countersigners": []}}
    },
    "格式 1 的人办的": {"format": 1},
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_payloads_are_refused(name: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        step_of({**PAYLOAD, **HOSTILE[name]})


def test_an_old_built_line_has_no_details() -> None:
    built = payload_of(begun().manifest.steps[0])
    old = {key: value for key, value in built.items() if key != "details"} | {"format": 1}
    assert step_of(old).details == Details()
    assert step_of(old | {"subjects": []}).content is None
    with pytest.raises(ValueError, match=r"."):
        step_of(old | {"details": {"party": "机关"}})


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=300, derandomize=True, deadline=None)
@given(key=st.sampled_from([*PAYLOAD, "别的"]), value=_JSON)
def test_whatever_stands_there_only_value_errors_come_out(key: str, value: Any) -> None:
    try:
        step = step_of({**PAYLOAD, key: value})
    except ValueError:
        return
    assert payload_of(step)[key] == value


@given(
    st.builds(
        Step,
        case=st.text(), seq=st.integers(), step_id=st.text(), step_kind=st.sampled_from(StepKind),
        claimed_at=st.datetimes().filter(lambda t: 1000 <= t.year < 3000).map(
            lambda t: t.isoformat(timespec="seconds") + "+00:00"
        ),
        prev=st.none() | st.just("0" * 64),
        actor=st.none() | st.text(), decision=st.none() | st.sampled_from(Decision),
        subjects=st.lists(
            st.builds(Subject, st.text(), st.just("a" * 64), st.text()), min_size=1, max_size=2
        ).map(tuple),
        waivers=st.lists(st.builds(Waiver, *[st.text()] * 4), max_size=2).map(tuple),
        details=st.builds(
            Details, st.none() | st.text(), approvals=st.none() | st.lists(st.text(), max_size=2).map(tuple)
        ),
        findings=st.dictionaries(st.text(), st.text(), max_size=2), format=st.just(FORMAT),
    )
)  # fmt: skip
@settings(max_examples=150, derandomize=True, deadline=None)
def test_what_is_written_reads_back(step: Step) -> None:
    assert step_of(payload_of(step)) == step
