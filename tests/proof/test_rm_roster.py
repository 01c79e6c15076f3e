"""人名职务、机关名称与名册对照：一处误写各种样子都认得出，写对了的、别处的一个也不报。"""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from tests.helpers import ROOT
from tests.office.rosters import agency, invented
from tests.proof.test_pages import AGENCY

from gongwen.agency import Organ, Person
from gongwen.findings import Level, Zone
from gongwen.proofing.engine import run_rules
from gongwen.proofing.reading import readings
from gongwen.proofing.rules import RULES
from gongwen.sources.draft import parse_draft
from gongwen.spans import SourceText

MINE = [rule for rule in RULES if rule.code[:2] in ("RM", "JG")]
SAMPLES = sorted((ROOT / "samples").glob("*.md"))
FRONT = "---\n文种: 纪要\n标题: 澜州市人民政府常务会议纪要\n发文机关: 澜州市人民政府\n{more}---\n{body}\n"


def found(text, office=AGENCY):
    document = parse_draft(SourceText("文件.md", text), None)
    results = [run_rules(reading, MINE) for reading in readings(document, office)]
    return [
        (finding.code, finding.level, text[finding.span.start : finding.span.end], finding.suggestion)
        for result in results
        for finding in result.findings
    ]


@pytest.mark.parametrize("wrong", ["沈研舟", "沈砚洲", "沈舟砚", "沈砚砚舟", "沈砚", "谌砚舟"])
@pytest.mark.parametrize(
    "text",
    [
        "2026年3月1日，市长{}主持召开会议。",
        "会议听取了汇报。{}市长强调，要压实责任。",
        FRONT.format(more="出席: [市长{}, 陆听澜]\n", body="会议听取了汇报。"),
        FRONT.format(more="签名章: {{职务: 市长, 姓名: {}}}\n", body="会议听取了汇报。"),
    ],
    ids=["职务在前", "职务在后", "出席", "签名章"],
)
def test_a_name_beside_its_post_is_found_however_it_is_off(text, wrong):
    told = found(text.format(wrong))
    assert [(code[:2], level, *rest) for code, level, *rest in told] == [("RM", Level.ERROR, wrong, "沈砚舟")]


@pytest.mark.parametrize(
    "wrong",
    [
        *("澜州市应及管理局", "澜州市应急理管局", "澜州市应急管管理局", "澜州市急管理局", "澜州市应急管理居"),
        *(
            "州市应急管理局",
            "澜市应急管理局",
            "阑州市应急管理局",
            "澜州市应急管理局局",
            "澜州市应急菅理局",
            "澜澜州市应急管理局",
        ),
    ],
)
def test_an_organ_is_found_however_it_is_off(wrong):
    assert found(f"请{wrong}。") == [("JG01", Level.ERROR, wrong, "澜州市应急管理局")]


def test_an_element_that_lacks_the_last_character_of_an_organ_is_found():
    text = "---\n文种: 通知\n标题: 关于检查的通知\n发文机关: 澜州市水利\n---\n澜州市水利、交通有序推进。\n"
    assert found(text) == [("JG01", Level.ERROR, "澜州市水利", "澜州市水利局")]


def test_a_name_fails_the_document_by_itself():
    document = parse_draft(SourceText("文件.md", "会议由市长沈研舟主持。"), None)
    (reading,) = readings(document, AGENCY)
    assert [finding.zone for finding in run_rules(reading, MINE).findings] == [Zone.NAME]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("office", [AGENCY, None], ids=["有名册", "没有名册"])
def test_samples_have_no_errors_beyond_people_who_are_not_in_the_roster(path, office):
    told = found(path.read_text(encoding="utf-8"), office)
    assert [each for each in told if each[1] is Level.ERROR] == []


def test_people_of_a_large_roster_are_all_recognised():
    people = invented()
    text = "\n".join(f"{each.organ}{each.post}{each.name}参加会议。" for each in people)
    assert [each for each in found(text, agency(people)) if each[1] is Level.ERROR] == []


def test_a_long_document_takes_time_in_proportion_to_its_length():
    people = invented(100)
    line = "市水利局局长王怀瑾主持，市发展和改革委员会、市教育局负责同志参加，会议强调要压实责任。"

    def taken(lines):
        text = "\n".join(f"{line}{number}" for number in range(lines))
        reading = readings(parse_draft(SourceText("文件.md", text), None), agency(people))[0]
        start = time.perf_counter()
        run_rules(reading, MINE)
        return time.perf_counter() - start

    taken(50)
    assert taken(2000) < 40 * max(taken(200), 0.02)


def test_a_renamed_organ_is_reported_only_after_the_change():
    office = agency((Person("甲乙丙", "局长"),))
    renamed = Organ("澜州市港航局", former=("澜州市港务局",))
    assert found("由澜州市港务局负责。", replace(office, organs=(renamed,))) == [
        ("JG04", Level.ERROR, "澜州市港务局", "澜州市港航局")
    ]
    assert found("原澜州市港务局负责。", replace(office, organs=(renamed,))) == []
