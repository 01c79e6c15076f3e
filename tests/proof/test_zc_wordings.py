"""政策表述：按成文日期判断的行，题名里照录的，序列的成员。"""

from __future__ import annotations

import pytest

from gongwen.proofing.engine import run_rules, select_rules
from gongwen.proofing.reading import readings
from gongwen.proofing.rules import RULES
from gongwen.sources.draft import parse_draft
from gongwen.spans import SourceText

DRAFT = "---\n文种: 通知\n标题: 关于学习的通知\n发文机关: 澜州市人民政府\n成文日期: {dated}\n---\n{body}\n"


def told(body: str, *codes: str, dated: str = "2025年3月3日") -> list[tuple[str, str, str | None]]:
    text = DRAFT.format(dated=dated, body=body)
    (reading,) = readings(parse_draft(SourceText("通知.md", text), None))
    report = run_rules(reading, select_rules(RULES, list(codes)))
    return [
        (item.code, reading.source.slice(item.span) if item.span else "", item.suggestion)
        for item in report.findings
    ]


@pytest.mark.parametrize(("dated", "count"), [("2017年10月1日", 1), ("2017年11月1日", 0)])
def test_wording_before_its_day_is_told_only_in_earlier_documents(dated: str, count: int) -> None:
    body = "深入学习习近平新时代中国特色社会主义思想。"
    assert len(told(body, "ZC08", dated=dated)) == count


def test_cited_title_is_left_as_it_is() -> None:
    assert told("学习《构建人类命运共统体文选》。", "ZC01", "ZC02") == []
    assert told("推动构建人类命运共统体。", "ZC01", "ZC02") == [("ZC01", "人类命运共统体", "人类命运共同体")]


def test_missing_member_of_a_series_is_told() -> None:
    assert [each[0] for each in told("坚决反对“四风”（形式主义、官僚主义、享乐主义）。", "ZC06")] == ["ZC06"]
    assert told("坚决反对“四风”（形式主义、官僚主义、享乐主义、奢靡之风）。", "ZC06") == []
