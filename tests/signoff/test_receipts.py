"""回执登记簿：一行一条，前后相接；动一位、抽一行、换次序都不认。"""

from __future__ import annotations

import hashlib
import json
import random
import re
from dataclasses import replace

import pytest
import rfc8785

from gongwen.errors import ManifestError
from gongwen.signoff.receipts import (
    MAX_CASE,
    Receipt,
    Receipts,
    parse_receipts,
    receipt_line,
    register_digest,
)

CASES = ("案卷一", "案卷二")
AT = "2026-05-08T01:30:00+00:00"
ASIDE = "把这份登记簿留存，查明原因，用备份的一份；没有它，清单是不是全的就说不定"


def digest(case: str, seq: int) -> str:
    return hashlib.sha256(f"{case}{seq}".encode()).hexdigest()


def register(*entries: tuple[str, int]) -> bytes:
    lines: list[bytes] = []
    for case, seq in entries:
        prev = register_digest(lines[-1][:-1]) if lines else None
        lines.append(receipt_line(Receipt(len(lines) + 1, case, seq, digest(case, seq), AT, prev)))
    return b"".join(lines)


WHOLE = register(("案卷一", 1), ("案卷二", 1), ("案卷一", 2), ("案卷一", 4), ("案卷二", 3))


def refusal(data: bytes) -> str:
    with pytest.raises(ManifestError) as caught:
        parse_receipts(data, "receipts.jsonl")
    return str(caught.value)


def broken(line: int, why: str) -> str:
    return f"receipts.jsonl:{line}：回执登记簿损坏：{why}\n  → {ASIDE}"


def test_a_register_is_read_back_row_by_row() -> None:
    found = parse_receipts(WHOLE, "receipts.jsonl")
    assert [(row.n, row.case, row.seq, row.digest) for row in found.rows] == [
        (1, "案卷一", 1, digest("案卷一", 1)),
        (2, "案卷二", 1, digest("案卷二", 1)),
        (3, "案卷一", 2, digest("案卷一", 2)),
        (4, "案卷一", 4, digest("案卷一", 4)),
        (5, "案卷二", 3, digest("案卷二", 3)),
    ]
    assert (found.position, found.torn) == (5, b"")
    assert found.tail == register_digest(WHOLE.splitlines()[-1])


def test_every_line_is_canonical_json_with_its_own_check() -> None:
    for line in (*WHOLE.splitlines(), receipt_line(replace(FIRST, case='引"号\\\t\x01\x7f\u2028😀'))[:-1]):
        table = json.loads(line)
        check = table.pop("check")
        assert check == hashlib.sha256(rfc8785.dumps(table)).hexdigest()
        assert line == rfc8785.dumps(table | {"check": check})


def test_an_empty_register_has_nothing() -> None:
    assert parse_receipts(b"", "receipts.jsonl") == Receipts()


def test_the_head_of_a_case_and_what_covers_a_step() -> None:
    found = parse_receipts(WHOLE, "receipts.jsonl")
    head = found.head_of("案卷一")
    assert head is not None
    assert (head.n, head.seq) == (4, 4)
    assert found.head_of("案卷三") is None
    assert [row.n for row in found.covering("案卷一", 2)] == [3, 4]
    assert [row.n for row in found.covering("案卷一", 3)] == [4]
    assert [row.n for row in found.covering("案卷一", 5)] == []


def test_a_manifest_cut_off_or_replaced_disagrees() -> None:
    found = parse_receipts(WHOLE, "receipts.jsonl")
    own = [digest("案卷一", seq) for seq in range(6)]
    other = [*own[:2], "0" * 64, *own[3:]]
    assert found.disagreement("案卷一", own) is None
    assert found.disagreement("案卷一", own[:5]) is None
    assert found.disagreement("案卷一", own[:4]) == found.rows[3]
    assert found.disagreement("案卷一", other) == found.rows[2]
    assert found.disagreement("案卷三", []) is None


def test_a_torn_last_line_is_set_apart() -> None:
    more = register(("案卷一", 1), ("案卷二", 1))
    first, second = more.splitlines(keepends=True)
    for size in range(1, len(second)):
        found = parse_receipts(first + second[:size], "receipts.jsonl")
        assert (found.position, found.torn) == (1, second[:size])


def test_lines_taken_out_repeated_or_reordered_are_refused() -> None:
    one, two, three = register(("甲", 1), ("乙", 1), ("甲", 2)).splitlines(keepends=True)
    assert refusal(two + three) == broken(1, "与前一行不相接")
    assert refusal(one + three) == broken(2, "与前一行不相接")
    assert refusal(one + three + two) == broken(2, "与前一行不相接")
    assert refusal(one + one) == broken(2, "与前一行不相接")
    assert refusal(one + b"\n" + two) == broken(2, "读不懂")
    assert refusal(one + two.replace(b"\n", b"\r\n") + three) == broken(2, "读不懂")


def test_a_case_that_goes_backwards_is_refused() -> None:
    assert refusal(register(("甲", 2), ("甲", 2))) == broken(2, "同一件的行数倒退")
    assert refusal(register(("甲", 2), ("乙", 1), ("甲", 1))) == broken(3, "同一件的行数倒退")


def test_a_newer_format_is_refused_by_name() -> None:
    table = json.loads(WHOLE.splitlines()[0]) | {"format": 2}
    assert refusal(rfc8785.dumps(table) + b"\n") == (
        "receipts.jsonl:1：回执登记簿的 format 不是 1，本程序只认 1\n  → 升级 gongwen"
    )


def checked(line: bytes) -> bytes:
    """换上合于其余各项的 check。"""
    whole = re.sub(rb',"check":"[0-9a-f]{64}"', b"", line)
    return re.sub(rb'(?<="check":")[0-9a-f]{64}', hashlib.sha256(whole).hexdigest().encode(), line)


FIRST = Receipt(1, "甲", 1, "0" * 64, AT, None)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (b"text", "读不懂"),
        (b"[]", "读不懂"),
        (b"{}", "读不懂"),
        (b"null", "读不懂"),
        (b"\xff", "读不懂"),
        (b"[" * 100_000, "读不懂"),
        (b'{"n":' + b"9" * 5000 + b"}", "读不懂"),
        (receipt_line(FIRST)[:-1].replace(b",", b", ", 1), "读不懂"),
        (receipt_line(FIRST)[:-1].replace(b'"seq":1', b'"seq":2'), "内容与摘要不符"),
        (receipt_line(FIRST)[:-1].replace(b'"seq":1', b'"seq":1.0'), "读不懂"),
        (receipt_line(FIRST)[:-1].replace(b'"seq":1', b'"seq":true'), "读不懂"),
        (receipt_line(replace(FIRST, case="")), "读不懂"),
        (receipt_line(replace(FIRST, case="x" * (MAX_CASE + 1))), "读不懂"),
        (receipt_line(replace(FIRST, digest="0" * 63)), "读不懂"),
        (receipt_line(replace(FIRST, digest="A" * 64)), "读不懂"),
        (receipt_line(replace(FIRST, seq=-1)), "读不懂"),
        (receipt_line(replace(FIRST, at="昨天")), "读不懂"),
        (receipt_line(replace(FIRST, at="2026-05-08T09:30:00+08:00")), "读不懂"),
        (receipt_line(replace(FIRST, at="2026-05-08T09:30:00")), "读不懂"),
        (receipt_line(replace(FIRST, at="2026-13-08T09:30:00+00:00")), "读不懂"),
        (receipt_line(FIRST)[:-1].replace("甲".encode(), b"\\u7532"), "内容与摘要不符"),
        (checked(receipt_line(FIRST)[:-1].replace("甲".encode(), b"\\u7532")), "读不懂"),
        (checked(receipt_line(FIRST)[:-1].replace("甲".encode(), b"\xff")), "读不懂"),
        (checked(receipt_line(FIRST)[:-1].replace("甲".encode(), b"\\ud800")), "读不懂"),
        (checked(receipt_line(FIRST)[:-1].replace("甲".encode(), b"\\x")), "读不懂"),
        (receipt_line(replace(FIRST, n=2)), "与前一行不相接"),
        (receipt_line(replace(FIRST, prev="0" * 64)), "与前一行不相接"),
    ],
)
def test_a_line_that_is_not_ours_is_refused(line: bytes, why: str) -> None:
    assert refusal(line.removesuffix(b"\n") + b"\n") == broken(1, why)


def test_no_single_flipped_bit_is_accepted() -> None:
    places = random.Random(9704).sample(range(len(WHOLE) * 8), 1000)
    accepted = []
    for place in places:
        flipped = bytearray(WHOLE)
        flipped[place // 8] ^= 1 << place % 8
        try:
            found = parse_receipts(bytes(flipped), "receipts.jsonl")
        except ManifestError:
            continue
        if not found.torn:  # 末尾的换行符坏了的，最后一行算写到一半
            accepted.append(place)
    assert accepted == []
