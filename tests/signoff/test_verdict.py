"""裁定：放行以后还越不越线。拿不准的一律算越线。"""

from __future__ import annotations

from typing import Any

import pytest
from tests.signoff.chains import finding, proof

from gongwen.findings import ZERO_TOLERANCE, Zone
from gongwen.signoff.step import Waiver
from gongwen.signoff.verdict import OpenFinding, faults, open_findings


def failing(*listed: dict[str, str], **more: Any) -> dict[str, Any]:
    return proof(verdict="fail", errors=len(listed), open=list(listed)) | more


def waiver(fingerprint: str, code: str = "WZ01") -> Waiver:
    return Waiver(code, fingerprint, "沈砚舟", "专名")


def test_a_passing_verdict_stands() -> None:
    assert faults(proof(open=[finding()]), ()) == ()


@pytest.mark.parametrize("zone", [*ZERO_TOLERANCE, Zone.BLANK])
def test_one_in_the_grave_zones_is_over_the_line(zone: Zone) -> None:
    assert faults(failing(finding(zone=zone)), ()) == (f"{zone}有差错：错字",)
    assert faults(failing(finding(zone=zone)), [waiver("ab12")]) == ()


def test_a_waiver_is_for_its_rule_and_place_only() -> None:
    for given in (waiver("ab12", "WZ02"), waiver("cd34")):
        assert faults(failing(finding()), [given]) == ("标题有差错：错字",)


def test_body_errors_over_three_in_ten_thousand() -> None:
    body = [finding(str(n), Zone.BODY) for n in range(4)]
    over = "通知.md 正文差错 4 处，超过万分之三"
    given = failing(*body, counted={"通知.md": 10_000})
    assert faults(given, ()) == (over,)
    assert faults(given, [waiver("0")]) == ()  # 恰好三处不算超过
    assert faults(failing(*body[:1], counted={"通知.md": 3_333}), ()) == (
        "通知.md 正文差错 1 处，超过万分之三",
    )


def test_each_file_is_counted_by_itself() -> None:
    other = finding("9", Zone.BODY) | {"file": "附件.md"}
    given = failing(finding("1", Zone.BODY), other, counted={"通知.md": 10_000, "附件.md": 100})
    assert faults(given, ()) == ("附件.md 正文差错 1 处，超过万分之三",)


@pytest.mark.parametrize("counted", [None, [], {}, {"通知.md": None}, {"通知.md": "10000"}])
def test_without_the_size_of_the_file_body_errors_are_over(counted: Any) -> None:
    given = failing(finding(zone=Zone.BODY), counted=counted)
    assert faults(given, ()) == ("通知.md 正文差错 1 处，超过万分之三",)


def test_a_failing_verdict_with_nothing_listed_stands() -> None:
    assert faults(failing(), ()) == ("校对裁定不通过",)
    assert faults({}, ()) == ("校对裁定不通过",)


def test_a_failing_verdict_stands_while_nothing_is_waived() -> None:
    assert faults(failing(finding(zone="某处")), ()) == ("校对裁定不通过",)


def test_findings_are_read() -> None:
    assert open_findings(failing(finding())) == (OpenFinding("通知.md", "WZ01", "标题", "ab12", "错字"),)


@pytest.mark.parametrize(
    "listed",
    [None, 5, "某", {}, ["某"], [[]], [{}], [{**finding(), "more": "x"}], [{**finding(), "code": []}]],
)
def test_hostile_findings_are_refused(listed: Any) -> None:
    with pytest.raises(ValueError, match="open 读不懂"):
        open_findings({"open": listed})
