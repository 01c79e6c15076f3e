"""随机的改动：翻一位、换一个值、乱写的字节，都不认，也都不崩。"""

from __future__ import annotations

import base64
import json
import random
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

import pytest
import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.signoff.hostile.samples import raw_line
from tests.signoff.hostile.scene import (
    MANIFEST,
    NOW,
    PDF,
    Evidence,
    begun,
    key,
    people,
    unsigned_whole,
    whole,
)

from gongwen.errors import ManifestError
from gongwen.signoff.algorithms import Unsigned
from gongwen.signoff.built import digest
from gongwen.signoff.envelope import open_line, seal
from gongwen.signoff.receipts import parse_receipts
from gongwen.signoff.step import FORMAT, payload_of
from gongwen.signoff.verify import State, Statement, verify
from gongwen.signoff.verify.opening import opened
from gongwen.signoff.vocabulary import Decision

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

FLIPS = 2000
SIGNED, UNSIGNED, BEGUN = whole().evidence, unsigned_whole(), begun(2)


def verified(evidence: Evidence, manifests: Iterable[bytes]) -> Iterator[Statement]:
    """照同样的名册、登记簿、成品，验各份清单。"""
    roster = evidence.roster.roster("") if evidence.roster else None
    receipts = None if evidence.receipts is None else parse_receipts(evidence.receipts, "receipts.jsonl")
    files = {PDF: digest(evidence.pdf)}.get
    for each in manifests:
        yield verify(each, MANIFEST, roster, receipts=receipts, files=files, now=NOW)


def flipped(data: bytes, seed: int) -> list[bytes]:
    rng = random.Random(seed)
    found = []
    for bit in rng.sample(range(len(data) * 8), FLIPS):
        changed = bytearray(data)
        changed[bit // 8] ^= 1 << bit % 8
        found.append(bytes(changed))
    return found


@pytest.mark.parametrize(("evidence", "untouched"), [(SIGNED, 0), (UNSIGNED, 3)], ids=["signed", "unsigned"])
def test_no_flipped_bit_is_accepted(evidence: Evidence, untouched: int) -> None:
    whole, *changed = verified(evidence, [evidence.manifest, *flipped(evidence.manifest, 9704)])
    assert whole.exit_code == untouched
    assert len(changed) == FLIPS
    assert {(each.exit_code, each.integrity) for each in changed} == {(1, State.FAIL)}


def test_no_flipped_bit_in_the_register_is_accepted() -> None:
    assert SIGNED.receipts is not None
    refused = 0
    for each in flipped(SIGNED.receipts, 2012)[:500]:
        try:
            receipts = parse_receipts(each, "receipts.jsonl")
        except ManifestError:
            refused += 1
            continue
        roster = people().roster("")
        statement = verify(SIGNED.manifest, MANIFEST, roster, receipts=receipts, now=NOW)
        refused += statement.exit_code != 0
    assert refused == 500


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(-1e15, 1e15) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


def checks_on(body: bytes) -> frozenset[str]:
    """载荷是这些字节、由对的钥匙签好的一行，不合的检查。"""
    manifest = BEGUN.data + raw_line(body, "顾清岚")
    return verify(manifest, MANIFEST, BEGUN.roster.roster(""), now=NOW).failing


@pytest.mark.parametrize(
    "body",
    [
        b'{"a":1,"a":1}', b'{"b":1,"a":2}', b'{"a":1.0}', b"[-0]", b"[1e2]", b'["\\u4e00"]', b'["\\/"]',
        b" 1", b"[1]\n", b"\xef\xbb\xbf{}", "{}".encode("utf-16"),
    ],
)  # fmt: skip
def test_other_ways_to_write_the_same_are_not_canonical(body: bytes) -> None:
    assert checks_on(body) == {"canonical"}


@pytest.mark.parametrize(
    "body", [b"NaN", b"[Infinity]", b'["\\ud800"]', b"[9007199254740993]", b"\xff", b"1", b"null", b"[]", b""]
)
def test_a_payload_that_is_no_table_is_a_broken_line(body: bytes) -> None:
    assert checks_on(body) == {"form"}


def test_a_line_is_opened_exactly_when_the_envelope_opens_it() -> None:
    [first, *_] = UNSIGNED.manifest.splitlines()
    rng = random.Random(8785)
    for _ in range(300):
        changed = bytearray(first)
        for _ in range(rng.randint(0, 2)):
            changed[rng.randrange(len(changed))] = rng.choice(b'"{}[]:,aZ09+/= \\')
        line = bytes(changed)
        try:
            open_line(line, MANIFEST, 1)
            accepted = True
        except ManifestError:
            accepted = False
        assert (opened(line + b"\n", MANIFEST, None).broken is None) == accepted


@given(st.binary(max_size=300))
def test_bytes_that_are_no_manifest_never_crash(data: bytes) -> None:
    with pytest.raises(ManifestError):
        verify(data, MANIFEST, people().roster(""), now=NOW)


@given(st.binary(max_size=200), st.integers(0, 4))
def test_bytes_written_into_a_manifest_never_crash(data: bytes, at: int) -> None:
    lines = begun(3).data.splitlines(keepends=True)
    statement = verify(b"".join([*lines[:at], data, *lines[at:]]), MANIFEST, people().roster(""), now=NOW)
    assert statement.exit_code == (1 if data else 3)


FORGED = payload_of(BEGUN.step("director", "顾清岚", Decision.AGREE))


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(sorted(FORGED)), JSON, st.booleans())
def test_a_value_of_any_shape_never_crashes(name: str, value: Any, keyed: bool) -> None:
    try:
        line = seal(FORGED | {name: value}, key("顾清岚") if keyed else Unsigned()) + b"\n"
    except (ValueError, rfc8785.CanonicalizationError):
        return
    newer = name == "format" and isinstance(value, int) and value > FORMAT
    with pytest.raises(ManifestError) if newer else nullcontext():
        statement = verify(BEGUN.data + line, MANIFEST, BEGUN.roster.roster(""), now=NOW)
        assert statement.exit_code in (1, 3)


ROUTE_PATHS = st.lists(
    st.sampled_from(["built", "route", "definition", "steps", "0", "roles", "seals"]), max_size=6
)
FIRST = payload_of(begun(0).manifest.steps[0])


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.sampled_from(["built", "route", "definition", "steps", "0", "roles", "seals"]), max_size=6),
    JSON,
)
def test_a_route_of_any_shape_never_crashes(path: list[str], value: Any) -> None:
    payload = json.loads(json.dumps(FIRST))
    at: Any = payload
    for name in ["built", "route", *path]:
        inner = at.get(name) if isinstance(at, dict) else at[0] if isinstance(at, list) and at else None
        if not isinstance(inner, dict | list):
            break
        at = inner
    if isinstance(at, dict):
        at[path[-1] if path else "definition"] = value
    try:
        line = seal(payload, Unsigned()) + b"\n"
    except (ValueError, rfc8785.CanonicalizationError):
        return
    statement = verify(line, MANIFEST, people().roster(""), now=NOW)
    assert statement.exit_code in (1, 3)


def test_a_manifest_of_very_many_lines_is_refused_at_once() -> None:
    with pytest.raises(ManifestError) as caught:
        verify(BEGUN.data * 700, MANIFEST, BEGUN.roster.roster(""), now=NOW)
    assert str(caught.value) == (
        f"{MANIFEST}：清单有 2100 行：一件公文不会有这么多（至多 2000 行）\n  → 确认拿对了文件"
    )


@pytest.mark.parametrize(
    "line",
    [
        b'{"payload":"' + b"[" * 200_000,
        b'{"payload":' + b"[" * 200_000 + b'],"sig":1}',
        b'{"payload":"eyJ9","sig":' + b"9" * 5000 + b"}",
        b'{"signatures":[{"keyid":"","sig":""}],"payload":"' + base64.b64encode(b"[" * 100_000) + b'"}',
    ],
    ids=["open", "deep", "long-number", "deep-payload"],
)
def test_deep_and_huge_lines_are_a_broken_line(line: bytes) -> None:
    statement = verify(BEGUN.data + line + b"\n", MANIFEST, BEGUN.roster.roster(""), now=NOW)
    assert (statement.exit_code, statement.failing, statement.lines) == (1, {"form"}, 3)


def test_a_deep_payload_signed_by_the_right_key_is_a_broken_line() -> None:
    body = b'{"findings":' + b'{"a":' * 50_000 + b"1" + b"}" * 50_001
    statement = verify(BEGUN.data + raw_line(body, "顾清岚"), MANIFEST, BEGUN.roster.roster(""), now=NOW)
    assert (statement.exit_code, statement.failing) == (1, {"form"})
