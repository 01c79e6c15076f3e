"""读一份清单：各行、走到哪里、写到一半的一截；怎样弄坏都只引发 ManifestError，说出是哪一行。"""

from __future__ import annotations

import json
import random
from dataclasses import replace
from typing import Any

import pytest
import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.signoff.chains import Chain, begun, finding, proof

from gongwen.errors import ManifestError
from gongwen.signoff.algorithms import Unsigned
from gongwen.signoff.built import append_built, recorded_outputs
from gongwen.signoff.envelope import line_digest, pre_authentication, seal
from gongwen.signoff.manifest import read_manifest
from gongwen.signoff.step import payload_of

FLIPS = 300
FINISHED = begun().to("核发").sign("核发", "方见微").data
PAYLOADS = [payload_of(each) for each in read_manifest(FINISHED, "清单").steps]


def refusal(data: bytes) -> str:
    with pytest.raises(ManifestError) as caught:
        read_manifest(data, "清单")
    return str(caught.value).split("\n")[0]


def with_payload(changes: dict[str, Any]) -> bytes:
    """构建的一行之后，这样的一行（序号、前一行都对）。"""
    chain = begun()
    line = seal(PAYLOADS[1] | {"prev": chain.manifest.head} | changes, Unsigned())
    return chain.data + line + b"\n"


def test_an_empty_manifest() -> None:
    manifest = read_manifest(b"", "清单")
    assert (manifest.lines, manifest.steps, manifest.head, manifest.built) == ((), (), None, None)


def test_a_finished_one() -> None:
    manifest = read_manifest(FINISHED, "清单")
    assert (len(manifest.lines), manifest.progress.finished, manifest.torn) == (12, True, b"")
    assert manifest.head == line_digest(FINISHED.split(b"\n")[-2])


def test_cut_anywhere_the_whole_lines_count() -> None:
    lines = FINISHED.split(b"\n")
    for length in range(0, len(FINISHED), 97):
        manifest = read_manifest(FINISHED[:length], "清单")
        whole = FINISHED[:length].count(b"\n")
        assert (len(manifest.lines), manifest.torn) == (whole, FINISHED[:length].split(b"\n")[-1])
        assert manifest.head == (line_digest(lines[whole - 1]) if whole else None)


def test_building_goes_on_after_whole_lines_only() -> None:
    torn = FINISHED + b'{"algo'
    with pytest.raises(ManifestError, match="最后一行不完整"):
        append_built(torn, Chain().facts(), case="甲", now=Chain().now, name="清单")


WRONG: dict[str, dict[str, Any]] = {
    "没有件号": {"case": None},
    "类别": {"step_kind": []},
    "路线的定义是空的": {
        "step_kind": "built",
        "built": {"route": {"definition": {}, "conditions": [], "organs": [], "countersigners": []}},
    },
    "没有处置的各处": {"findings": {"open": 5}},
    "格式 1": {"format": 1},
    "深": {"findings": json.loads("[" * 400 + "]" * 400)},
}


@pytest.mark.parametrize("name", WRONG)
def test_a_line_that_cannot_be_read_is_named(name: str) -> None:
    assert refusal(with_payload(WRONG[name])).startswith("清单:2：流转清单损坏：读不懂（")


RAW: dict[str, bytes] = {
    "不是 JSON": b"{",
    "空行": b"",
    "不是 UTF-8": b"\xff\xfe",
    "数": b"5",
    "列表": b"[]",
    "很深": b"[" * 100_000,
    "很大的数": b'{"payload":' + b"9" * 10_000 + b"}",
    "NUL": b"\x00" * 100,
}


@pytest.mark.parametrize("name", RAW)
def test_garbage_is_refused(name: str) -> None:
    assert refusal(RAW[name] + b"\n") == "清单:1：流转清单损坏：读不懂"


UNREADABLE, OTHERWISE = "流转清单损坏：读不懂", "流转清单损坏：内容与摘要不符"
BODIES = {
    b'{"a":1}': "清单的 format 是 None，本程序认 2",
    b"[]": UNREADABLE,
    b"5": UNREADABLE,
    b'"x"': UNREADABLE,
    b"{": UNREADABLE,
    b'{"format":2,"a":NaN}': UNREADABLE,
    b'{"format":2,"a":1e999}': UNREADABLE,
    b'{"format":2,"a":"\\ud800"}': UNREADABLE,
    b'{"format":2,"a":' + b"9" * 5000 + b"}": UNREADABLE,
    b'{"format":2,"a":9007199254740993}': UNREADABLE,
    b'{"format":2,"a":' + b"[" * 990 + b"]" * 990 + b"}": UNREADABLE,
    b'{"format":2,"a":1,"a":1}': OTHERWISE,
    b'{"format":2.0}': OTHERWISE,
    b'{"format":true}': "流转清单损坏：与前一行不相接",
    b'{"format":[]}': "清单的 format 是 []，本程序认 2",
    b'{ "format":2}': OTHERWISE,
}


@pytest.mark.parametrize("body", BODIES, ids=map(str, range(len(BODIES))))
def test_hostile_bodies_are_refused(body: bytes) -> None:
    import base64

    signature = base64.b64encode(Unsigned().sign(pre_authentication(TYPE, body))).decode()
    envelope = {
        "algorithm": "unsigned-sha256",
        "payload": base64.b64encode(body).decode(),
        "payloadType": TYPE,
        "signatures": [{"keyid": "", "sig": signature}],
    }
    assert refusal(rfc8785.dumps(envelope) + b"\n") == f"清单:1：{BODIES[body]}"


TYPE = "application/vnd.gongwen.step+json"


def test_flipped_bits_never_pass_as_the_same() -> None:
    chance = random.Random(7)
    for _ in range(FLIPS):
        at = chance.randrange(len(FINISHED))
        flipped = FINISHED[:at] + bytes([FINISHED[at] ^ 1 << chance.randrange(8)]) + FINISHED[at + 1 :]
        try:
            manifest = read_manifest(flipped, "清单")
        except ManifestError:
            continue
        # 前一行的摘要在下一行，所以读得懂的只可能改在最后一行（由签名看），或最后的换行符没有了
        assert manifest.lines[:11] == read_manifest(FINISHED, "清单").lines[:11]


@settings(max_examples=200, derandomize=True, deadline=None)
@given(
    key=st.sampled_from(sorted(PAYLOADS[1])),
    value=st.recursive(
        st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=5),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
        max_leaves=6,
    ),
)
def test_a_hostile_line_raises_nothing_else(key: str, value: Any) -> None:
    try:
        data = with_payload({key: value})
    except ValueError:
        return
    try:
        manifest = read_manifest(data, "清单")
    except ManifestError:
        return
    assert len(manifest.steps) == 2


@pytest.mark.parametrize("key", ["case", "built", "findings"])
def test_a_hostile_manifest_is_not_built_upon(key: str) -> None:
    [step] = begun().manifest.steps
    payload = payload_of(step)
    for data in (
        seal({**payload, key: [1]}, Unsigned()) + b"\n",
        seal({each: value for each, value in payload.items() if each != key}, Unsigned()) + b"\n",
    ):
        if key == "built" and b"built" not in data:
            continue
        with pytest.raises(ManifestError):
            append_built(data, Chain().facts(), case="甲", now=Chain().now, name="清单")
        with pytest.raises(ManifestError):
            recorded_outputs(data, "清单")


def test_whatever_is_in_the_file_the_checks_raise_nothing() -> None:
    """硬写进去的一步，各项检查都说得出，不会自己出错。"""
    chain = begun().build(proof=proof(verdict="fail", open=[finding()])).to("用印")
    base = chain.step("用印", "陆听澜", seal="县政府印章", copies=3)
    for changes in (
        {"actor": None}, {"decision": None}, {"step_id": "没有"}, {"on_behalf_of": ""}, {"entered_by": ""},
        {"route_digest": None}, {"case": ""}, {"findings": {}},
    ):  # fmt: skip
        forced = replace(chain, data=chain.data).force(replace(base, **changes))
        assert forced.replayed() != set()
