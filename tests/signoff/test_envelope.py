"""流转清单：DSSE 信封、规范 JSON、前后相接；动一位就不认。"""

from __future__ import annotations

import base64
import hashlib
import json
import random
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import rfc8785
from tests.helpers import BODY, FRONT, draft, parsed, payloads

from gongwen.errors import ManifestError, Where
from gongwen.signoff.built import BuildFacts, append_built, digest, recorded_outputs
from gongwen.signoff.content import content_digest
from gongwen.signoff.envelope import line_digest, open_lines, pre_authentication, seal_unsigned

if TYPE_CHECKING:
    from collections.abc import Callable

FIXTURES = Path(__file__).parent / "fixtures"
NOW = datetime(2026, 5, 8, 9, 30, tzinfo=UTC)
ASIDE = "把这份清单移走留存，查明原因；移走后再构建会另起一份"


def facts(**outputs: str) -> BuildFacts:
    return BuildFacts(
        inputs={"通知.md": "1" * 64},
        outputs={
            name.replace("__", "."): value * 64 for name, value in (outputs or {"通知__pdf": "2"}).items()
        },
        fonts={"仿宋.ttf": "3" * 64},
        content="4" * 64,
        style={"name": "gbt9704", "digest": "5" * 64},
        rules={"version": "0", "codes": ["BD01"]},
        versions={"gongwen": "0"},
        proof={"verdict": "pass", "errors": 0, "rate_per_10k": "0.00"},
    )


def chain(lines: int) -> bytes:
    data = b""
    for number in range(lines):
        data = append_built(data, facts(通知__pdf=str(number)), case="案卷一", now=NOW, name="清单")
    return data


def payload_of(line: bytes) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(base64.b64decode(json.loads(line)["payload"]))
    return found


def sealed(**changes: object) -> bytes:
    return seal_unsigned(payload_of(chain(1)) | changes) + b"\n"


def resealed(change: Callable[[dict[str, Any]], object]) -> bytes:
    envelope = json.loads(chain(1))
    change(envelope)
    return rfc8785.dumps(envelope) + b"\n"


def refusal(data: bytes) -> str:
    with pytest.raises(ManifestError) as caught:
        open_lines(data, "清单")
    return str(caught.value)


def broken(line: int, why: str) -> str:
    return f"清单:{line}：流转清单损坏：{why}\n  → {ASIDE}"


def test_a_line_verifies_again_from_its_parts() -> None:
    [line, end] = chain(1).split(b"\n")
    envelope = json.loads(line)
    body = base64.b64decode(envelope["payload"], validate=True)
    kind = envelope["payloadType"].encode()
    signed = b"DSSEv1 " + b" ".join([str(len(kind)).encode(), kind, str(len(body)).encode(), body])
    assert end == b""
    assert sorted(envelope) == ["algorithm", "payload", "payloadType", "signatures"]
    assert pre_authentication(kind.decode(), body) == signed
    assert envelope["signatures"] == [
        {"keyid": "", "sig": base64.b64encode(hashlib.sha256(signed).digest()).decode()}
    ]
    assert rfc8785.dumps(envelope) == line
    assert rfc8785.dumps(json.loads(body)) == body


def test_the_first_line_says_what_was_built() -> None:
    assert payload_of(chain(1)) == {
        "format": 2, "case": "案卷一", "seq": 0, "step_id": "built-0", "step_kind": "built",
        "actor": None, "on_behalf_of": None, "entered_by": None, "sheet_digest": None, "decision": None,
        "comment": None, "claimed_at": "2026-05-08T09:30:00+00:00", "prev": None,
        "subjects": [{"name": "通知.pdf", "content": "4" * 64, "rendition": "0" * 64}],
        "route_digest": None, "reason": None,
        "findings": {"verdict": "pass", "errors": 0, "rate_per_10k": "0.00"}, "waivers": [],
        "details": {},
        "built": {
            "title": "", "inputs": {"通知.md": "1" * 64}, "outputs": {"通知.pdf": "0" * 64},
            "fonts": {"仿宋.ttf": "3" * 64},
            "style": {"name": "gbt9704", "digest": "5" * 64}, "rules": {"version": "0", "codes": ["BD01"]},
            "versions": {"gongwen": "0"}, "route": None, "template": None,
        },
    }  # fmt: skip


def test_a_rebuild_appends_and_commits_to_the_line_before() -> None:
    data = chain(3)
    lines = data.splitlines()
    assert data.startswith(chain(2))
    assert [each["prev"] for each in payloads(data)] == [None, line_digest(lines[0]), line_digest(lines[1])]
    assert [(each["seq"], each["step_id"], each["case"]) for each in payloads(data)] == [
        (0, "built-0", "案卷一"),
        (1, "built-1", "案卷一"),
        (2, "built-2", "案卷一"),
    ]


def test_the_case_of_a_rebuild_is_the_one_it_began_with() -> None:
    again = append_built(chain(1), facts(), case="另一案卷", now=NOW, name="清单")
    assert [each["case"] for each in payloads(again)] == ["案卷一", "案卷一"]


def test_every_output_ever_recorded_is_known() -> None:
    assert recorded_outputs(chain(3), "清单") == {"0" * 64, "1" * 64, "2" * 64}
    assert recorded_outputs(b"", "清单") == set()


def test_only_renditions_are_subjects() -> None:
    made = facts(通知__pdf="1", 通知__docx="2", 通知__proof__json="3")
    data = append_built(b"", made, case="案", now=NOW, name="清单")
    assert [each["name"] for each in payload_of(data)["subjects"]] == ["通知.docx", "通知.pdf"]


def test_the_stored_manifests_of_every_format_are_still_read() -> None:
    read = {number: FIXTURES / f"manifest-format-{number}.jsonl" for number in (1, 2)}
    assert read[2].read_bytes() == chain(2)
    assert {
        number: [each["format"] for each in payloads(path.read_bytes())] for number, path in read.items()
    } == {1: [1, 1], 2: [2, 2]}


def test_a_torn_last_line_is_refused() -> None:
    data = chain(2)
    assert refusal(data[:-1]) == broken(2, "最后一行不完整")
    assert refusal(data[:-100]) == broken(2, "最后一行不完整")
    assert refusal(data + b"{") == broken(3, "最后一行不完整")


def test_a_newer_format_is_refused_by_name() -> None:
    assert refusal(sealed(format=3)) == "清单:1：清单的 format 是 3，本程序认 2\n  → 升级 gongwen"


def test_lines_taken_out_repeated_or_reordered_are_refused() -> None:
    first, second, third = chain(3).splitlines(keepends=True)
    assert refusal(second + third) == broken(1, "与前一行不相接")
    assert refusal(first + third) == broken(2, "与前一行不相接")
    assert refusal(first + third + second) == broken(2, "与前一行不相接")
    assert refusal(first + first) == broken(2, "与前一行不相接")
    assert refusal(first + b"\n" + second) == broken(2, "读不懂")


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"not json\n", "读不懂"),
        (b"[]\n", "读不懂"),
        (b"1\n", "读不懂"),
        (b"{}\n", "读不懂"),
        (b"\xff\n", "读不懂"),
        (b"[" * 100_000 + b"\n", "读不懂"),
        (seal_unsigned([]) + b"\n", "读不懂"),  # type: ignore[arg-type]
        (seal_unsigned(1) + b"\n", "读不懂"),  # type: ignore[arg-type]
        (chain(1).replace(b'"algorithm"', b' "algorithm"'), "内容与摘要不符"),
        (resealed(lambda each: each.update(payloadType="text/plain")), "内容与摘要不符"),
        (resealed(lambda each: each.update(algorithm="ed25519")), "内容与摘要不符"),
        (resealed(lambda each: each["signatures"][0].update(keyid="某人")), "内容与摘要不符"),
        (resealed(lambda each: each["signatures"].append(each["signatures"][0])), "读不懂"),
        (resealed(lambda each: each.update(更多="x")), "内容与摘要不符"),
        (resealed(lambda each: each.update(signatures=[])), "读不懂"),
        (resealed(lambda each: each.update(payload=each["payload"] + "\n")), "读不懂"),
    ],
    ids=[
        "text", "list", "number", "empty", "bytes", "deep", "payload-list", "payload-number", "not-canonical",
        "type", "algorithm", "keyid", "second-signature", "extra-key", "no-signature", "loose-base64",
    ],
)  # fmt: skip
def test_a_line_that_is_not_ours_is_refused(data: bytes, why: str) -> None:
    assert refusal(data) == broken(1, why)


def test_no_single_flipped_bit_is_accepted() -> None:
    data = chain(2)
    places = set(range(len(data) - 800, len(data))) | set(random.Random(9704).sample(range(len(data)), 400))
    accepted = []
    for at in sorted(places):
        for bit in range(8):
            flipped = bytearray(data)
            flipped[at] ^= 1 << bit
            try:
                open_lines(bytes(flipped), "清单")
            except ManifestError:
                continue
            accepted.append((at, bit))
    assert accepted == []


def test_the_place_of_a_broken_line_is_named() -> None:
    data = chain(2).replace(b"payloadType", b"payloadKind")
    with pytest.raises(ManifestError) as caught:
        open_lines(data, "夹/通知.manifest.jsonl")
    assert caught.value.where == Where("夹/通知.manifest.jsonl", 1)


def content(front: str = FRONT, body: str = BODY) -> str:
    return content_digest(parsed(draft(front, body)))


@pytest.mark.parametrize(
    "front",
    [
        FRONT.replace("18号", "19号"),
        FRONT.replace("5月8日", "6月1日"),
        FRONT + "用印: 不盖章\n",
        FRONT + "份号: 000123\n",
        FRONT + "印发日期: 2026年5月9日\n",
        FRONT.replace("文种: 通知", "文种: '通知'"),
    ],
    ids=["issue-number", "date", "seal", "copy-number", "distributed-on", "quotes"],
)
def test_numbering_and_sealing_leave_the_content_as_it_was(front: str) -> None:
    assert content(front) == content()


@pytest.mark.parametrize(
    ("front", "body"),
    [
        (FRONT.replace("防汛", "防旱"), BODY),
        (FRONT.replace("各县", "各区"), BODY),
        (FRONT, BODY + "补一句。\n"),
        (FRONT, BODY.replace("\n一、", "\n二、")),
        (FRONT + "附件: 甲表\n", BODY),
        (FRONT + "抄送机关: 市委办\n", BODY),
    ],
    ids=["title", "addressees", "body", "number", "annex", "copied-to"],
)
def test_a_change_of_words_changes_the_content(front: str, body: str) -> None:
    assert content(front, body) != content()


def test_blank_lines_and_spaces_at_line_ends_are_not_content() -> None:
    assert content(body=BODY.replace("\n", " \n\n")) == content()


def test_a_digest_is_sha256_in_hexadecimal() -> None:
    assert digest(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
