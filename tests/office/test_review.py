"""核定：记录的读写与合并，照它处置，存得住，导入分得清。"""

from __future__ import annotations

import json
import os
import threading
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.helpers import draft, names

from gongwen.config import Config, ProofConfig
from gongwen.errors import DecisionsError, OutputError, UsageError
from gongwen.findings import Disposition, Verdict
from gongwen.office.decision_files import decisions_for, decisions_path, read_decisions, record
from gongwen.office.review import (
    confirm_all,
    decision_on,
    dismiss,
    import_decisions,
    open_desk,
    recent_reasons,
)
from gongwen.proofing.engine import Basis
from gongwen.report.decisions import (
    Decision,
    Decisions,
    apply_decisions,
    decisions_json,
    parse_decisions,
    stale_decisions,
    undecided_again,
)
from gongwen.report.review_text import decisions_table

DAY = date(2026, 11, 22)
BODY = "各单位要落实,现通知如下。\n做好的的工作。\n按时报送;照办。\n"
ENTRY = {"path": "稿.md", "digest": "a" * 64, "decisions": []}
ROW = {
    "fingerprint": "0123456789abcdef",
    "code": "BD01",
    "text": ",",
    "decision": "dismissed",
    "by": "王晓明",
    "reason": "引文照录",
    "on": "2026-11-22",
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "稿.md").write_text(draft(body=BODY), encoding="utf-8")
    return tmp_path


def decided(kind=Disposition.CONFIRMED, by="王晓明", reason="", on=DAY, fingerprint="0123456789abcdef"):
    return Decision(fingerprint, "BD01", ",", kind, by, reason, on)


def written(*rows: object, **entry: object) -> bytes:
    return json.dumps({"format": 1, "files": [ENTRY | {"decisions": list(rows)} | entry]}).encode()


# ---- 读 ----


def test_what_is_written_is_read_back_the_same() -> None:
    dismissal = decided(Disposition.DISMISSED, reason="引文照录〔2026〕𠮷")
    files = (
        Decisions("稿.md", "a" * 64, (dismissal, decided(by="李 强"))),
        Decisions("表.md"),
    )
    text = decisions_json(files)
    assert parse_decisions(text.encode(), "核定.json") == files
    assert decisions_json(parse_decisions(text.encode(), "核定.json")) == text


def test_the_shape_of_the_file() -> None:
    dismissal = decided(Disposition.DISMISSED, reason="引文照录")
    assert json.loads(decisions_json([Decisions("稿.md", "a" * 64, (dismissal,))])) == {
        "format": 1,
        "files": [{"path": "稿.md", "digest": "a" * 64, "decisions": [ROW]}],
    }


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "x.json：核定的记录读不了：不是 JSON，或同一项写了两次"),
        (b"\xff\xfe", "x.json：核定的记录读不了：不是 JSON，或同一项写了两次"),
        (b"[" * 100_000, "x.json：核定的记录读不了：不是 JSON，或同一项写了两次"),
        (b'{"format": 1, "format": 1, "files": []}', "x.json：核定的记录读不了：不是 JSON，或同一项写了两次"),
        (b'{"format": ' + b"9" * 5000 + b"}", "x.json：核定的记录读不了：不是 JSON，或同一项写了两次"),
        (b"[]", "x.json：应为一组键和值"),
        (b"{}", "x.json 键“format”：缺了这一项"),
        (b'{"format": 2, "everything": "else"}', "x.json 键“format”：核定记录的格式是 2，本程序只认得 1"),
        (b'{"format": true, "files": []}', "x.json 键“format”：这不是核定的记录"),
        (b'{"format": "1", "files": []}', "x.json 键“format”：这不是核定的记录"),
        (b'{"format": 1}', "x.json 键“files”：应为列表"),
        (b'{"format": 1, "files": {}}', "x.json 键“files”：应为列表"),
        (b'{"format": 1, "files": [], "fils": 1}', "x.json 键“fils”：不认识的一项，是不是“files”？"),
        (b'{"format": 1, "files": ["a"]}', "x.json 键“第1件”：应为一组键和值"),
        (b" " * (16 * 2**20 + 1), "x.json：核定的记录超过 16 MB"),
    ],
)
def test_a_file_that_is_not_of_this_format_is_refused(data: bytes, told: str) -> None:
    with pytest.raises(DecisionsError) as caught:
        parse_decisions(data, "x.json")
    assert str(caught.value).splitlines()[0] == told


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"decision": "maybe"}, "decision”：只能是 confirmed（核定）或 dismissed（驳回）"),
        ({"decision": ["confirmed"]}, "decision”：只能是 confirmed（核定）或 dismissed（驳回）"),
        ({"decision": "waived"}, "decision”：只能是 confirmed（核定）或 dismissed（驳回）"),
        ({"reason": ""}, "reason”：驳回没有写理由"),
        ({"reason": " 　"}, "reason”：驳回没有写理由"),
        ({"by": ""}, "by”：驳回没有写姓名"),
        ({"by": 7}, "by”：应为文字"),
        ({"by": "王" * 41}, "by”：超过 40 字"),
        ({"reason": "理" * 201}, "reason”：超过 200 字"),
        ({"reason": "好\u001b[2J"}, "reason”：有看不见的控制字符"),
        ({"by": "王\u202e晓明"}, "by”：有看不见的控制字符"),
        ({"by": "王\ud800"}, "by”：有看不见的控制字符"),
        ({"text": "\u0007"}, "text”：有看不见的控制字符"),
        ({"text": "\ud800"}, "text”：有不成字的编码"),
        ({"text": "长" * 20_001}, "text”：超过 20000 字"),
        ({"text": None}, "text”：应为文字"),
        ({"fingerprint": "0123"}, "fingerprint”：写法不对"),
        ({"fingerprint": "0123456789ABCDEF"}, "fingerprint”：写法不对"),
        ({"fingerprint": "0123456789abcdef\n"}, "fingerprint”：写法不对"),
        ({"code": "../../x"}, "code”：写法不对"),
        ({"on": "2026-11-31"}, "on”：没有这一天"),
        ({"on": "20261122"}, "on”：写法不对"),
        ({"on": 20261122}, "on”：应为文字"),
        ({"why": "x"}, "why”：不认识的一项，是不是“by”？"),
    ],
)
def test_a_decision_written_wrong_is_refused_with_its_place(wrong: dict[str, object], told: str) -> None:
    with pytest.raises(DecisionsError) as caught:
        parse_decisions(written(ROW, ROW | wrong), "x.json")
    assert str(caught.value).splitlines()[0] == f"x.json 键“第1件第2条 {told}"


@pytest.mark.parametrize("missing", ["fingerprint", "code", "decision", "on"])
def test_a_decision_without_a_needed_part_is_refused(missing: str) -> None:
    with pytest.raises(DecisionsError, match="缺了这一项"):
        parse_decisions(written({key: value for key, value in ROW.items() if key != missing}), "x.json")


@pytest.mark.parametrize("entry", [{"path": ""}, {"path": "a\nb"}, {"digest": "zz"}, {"digest": None}])
def test_an_entry_written_wrong_is_refused(entry: dict[str, object]) -> None:
    with pytest.raises(DecisionsError):
        parse_decisions(written(**entry), "x.json")


def test_the_text_of_a_place_may_hold_what_the_rule_was_about() -> None:
    ((row,),) = [
        each.decisions for each in parse_decisions(written(ROW | {"text": "甲\n\u200b乙"}), "x.json")
    ]
    assert row.text == "甲\n\u200b乙"


# ---- 合并 ----


def test_a_later_decision_of_another_person_wins_and_the_earlier_stays() -> None:
    first, second = decided(by="王晓明"), decided(Disposition.DISMISSED, by="李 强", reason="原文如此")
    both = Decisions("稿.md").adding([first], "").adding([second], "b" * 64)
    assert (both.decisions, both.digest, both.current) == (
        (first, second),
        "b" * 64,
        {first.fingerprint: second},
    )


def test_the_same_person_changing_his_mind_the_same_day_replaces_it() -> None:
    first, second = decided(), decided(Disposition.DISMISSED, reason="原文如此")
    assert Decisions("稿.md").adding([first], "").adding([second], "").decisions == (second,)
    later = decided(Disposition.DISMISSED, reason="原文如此", on=date(2026, 11, 23))
    assert Decisions("稿.md").adding([first], "").adding([later], "").decisions == (first, later)


def test_an_older_decision_imported_late_does_not_win() -> None:
    now = decided(by="李 强", on=DAY)
    old = decided(Disposition.DISMISSED, by="王晓明", reason="原文如此", on=date(2026, 11, 20))
    both = Decisions("稿.md").adding([now], "").adding([old], "")
    assert both.current == {now.fingerprint: now}
    assert len(both.decisions) == 2


def test_importing_the_same_again_changes_nothing() -> None:
    rows = [decided(), decided(Disposition.DISMISSED, by="李 强", reason="原文如此")]
    once = Decisions("稿.md").adding(rows, "")
    assert once.adding(rows, "") == once


# ---- 处置 ----


def test_decisions_set_the_ruling_and_move_dismissals_aside(folder: Path) -> None:
    (sheet,) = open_desk(["稿.md"]).sheets
    first, second, third = sheet.plain.findings
    decisions = Decisions("稿.md").adding(
        [
            decision_on(sheet, first, Disposition.CONFIRMED, "王晓明", today=DAY),
            decision_on(sheet, second, Disposition.DISMISSED, "李 强", reason="原文如此", today=DAY),
        ],
        "",
    )
    result = apply_decisions(sheet.plain, decisions)
    shown = [
        (each.code, each.ruling and (each.ruling.kind.value, each.ruling.by)) for each in result.findings
    ]
    aside = [(each.code, each.ruling and each.ruling.reason) for each in result.set_aside]
    assert (shown, aside) == (
        [("BD01", ("confirmed", "王晓明")), ("BD01", None)],
        [("WZ01", "原文如此")],
    )
    assert (result.basis, result.undecided) == (Basis.RAW, 1)
    assert undecided_again(result) == sheet.plain
    assert apply_decisions(result, decisions) == result
    flipped = decisions.adding([decided(fingerprint=second.fingerprint, on=date(2026, 11, 23))], "")
    assert [each.code for each in apply_decisions(result, flipped).findings] == ["BD01", "WZ01", "BD01"]
    assert third in result.findings


def test_waived_places_stay_where_they_are(folder: Path) -> None:
    (folder / "稿.md").write_text(draft(body="<!-- 放行 BD01：引文 -->\n" + BODY), encoding="utf-8")
    (sheet,) = open_desk(["稿.md"]).sheets
    (waived,) = sheet.plain.set_aside
    decisions = Decisions("稿.md", "", (decided(fingerprint=waived.fingerprint),))
    assert apply_decisions(sheet.plain, decisions).set_aside == (waived,)


def test_decisions_survive_added_lines_and_go_stale_when_the_sentence_changes(folder: Path) -> None:
    desk, count = confirm_all(open_desk(["稿.md"]), "王晓明", DAY)
    assert (count, desk.exit_code) == (3, 0)
    changed = "新添的一段。\n" + BODY.replace("做好的的工作", "做好各项的的工作")
    (folder / "稿.md").write_text(draft(body=changed), encoding="utf-8")
    (sheet,) = open_desk(["稿.md"]).sheets
    assert [each.code for each in sheet.open_findings()] == ["WZ01"]
    assert [each.text for each in sheet.stale] == ["的"]
    assert len(sheet.decisions.decisions) == 3
    assert stale_decisions(sheet.plain, sheet.decisions, {"BD01"}) == ()


def test_decisions_on_rules_that_are_not_run_are_not_called_stale(folder: Path) -> None:
    confirm_all(open_desk(["稿.md"]), "王晓明", DAY)
    (sheet,) = open_desk(["稿.md"], Config(proofing=ProofConfig(select=("WZ",)))).sheets
    assert ([each.code for each in sheet.plain.findings], sheet.stale) == (["WZ01"], ())
    table = decisions_table(sheet.plain, sheet.decisions, sheet.codes)
    assert [line.split()[0] for line in table[1:]] == ["稿.md:10:4", "没有运行这条规则", "没有运行这条规则"]


# ---- 存 ----


def test_the_file_is_beside_the_draft_and_holds_the_digest(folder: Path) -> None:
    (sheet,) = open_desk(["稿.md"]).sheets
    sheet.saved([decision_on(sheet, sheet.plain.findings[0], Disposition.CONFIRMED, "王晓明", today=DAY)])
    assert names(folder) == ["稿.md", "稿.review.json"]
    assert json.loads((folder / "稿.review.json").read_text(encoding="utf-8")) == {
        "format": 1,
        "files": [
            {
                "path": "稿.md",
                "digest": sheet.plain.source.digest,
                "decisions": [
                    {
                        "fingerprint": sheet.plain.findings[0].fingerprint,
                        "code": "BD01",
                        "text": ",",
                        "decision": "confirmed",
                        "by": "王晓明",
                        "reason": "",
                        "on": "2026-11-22",
                    }
                ],
            }
        ],
    }


def test_two_files_of_one_stem_share_the_record_and_keep_apart(folder: Path) -> None:
    record(folder / "稿.md", [decided()], "a" * 64)
    record(folder / "稿.docx", [decided(by="李 强")], "b" * 64)
    assert decisions_for(folder / "稿.md") == Decisions("稿.md", "a" * 64, (decided(),))
    assert decisions_for(folder / "稿.docx") == Decisions("稿.docx", "b" * 64, (decided(by="李 强"),))
    assert decisions_for(folder / "稿.pdf") is None
    assert decisions_for(folder / "别的.md") is None


def test_an_export_put_beside_the_draft_is_used_as_it_is(folder: Path) -> None:
    entries = [
        Decisions("drafts/别处/稿.md", "", (decided(by="李 强"),)),
        Decisions(f"drafts\\{folder.name}\\稿.md", "", (decided(),)),
    ]
    (folder / "稿.review.json").write_text(decisions_json(entries), encoding="utf-8")
    found = decisions_for(folder / "稿.md")
    assert found == entries[1]
    record(folder / "稿.md", [decided(Disposition.DISMISSED, reason="原文如此")], "")
    assert [len(each.decisions) for each in read_decisions(folder / "稿.review.json")] == [1, 1]


def test_two_people_saving_at_once_lose_nothing(folder: Path) -> None:
    def save(by: str) -> None:
        for number in range(20):
            record(folder / "稿.md", [decided(by=by, fingerprint=f"{number:016x}")], "")

    threads = [threading.Thread(target=save, args=(by,)) for by in ("王晓明", "李 强")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = decisions_for(folder / "稿.md")
    assert found is not None
    assert len(found.decisions) == 40
    assert names(folder) == ["稿.md", "稿.review.json"]


def test_a_save_that_breaks_off_leaves_the_old_record(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    record(folder / "稿.md", [decided()], "")
    before = (folder / "稿.review.json").read_bytes()

    def stopped(_handle: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", stopped)
    with pytest.raises(KeyboardInterrupt):
        record(folder / "稿.md", [decided(by="李 强")], "")
    assert (folder / "稿.review.json").read_bytes() == before
    assert names(folder) == ["稿.md", "稿.review.json"]


def test_what_a_killed_save_left_is_cleared_and_others_files_are_not(folder: Path) -> None:
    (folder / ".gongwen-review-0.partial").write_text("半")
    (folder / ".gongwen-x.partial").write_text("别的命令的")
    record(folder / "稿.md", [decided()], "")
    assert names(folder) == [".gongwen-x.partial", "稿.md", "稿.review.json"]


def test_a_full_disk_is_told_and_the_old_record_stays(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    record(folder / "稿.md", [decided()], "")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match="核定的记录写不出去：磁盘满了"):
        record(folder / "稿.md", [decided(by="李 强")], "")
    found = decisions_for(folder / "稿.md")
    assert found is not None
    assert found.decisions == (decided(),)


def test_a_broken_record_is_refused_and_never_written_over(folder: Path) -> None:
    (folder / "稿.review.json").write_text("{", encoding="utf-8")
    with pytest.raises(DecisionsError, match=r"稿\.review\.json：核定的记录读不了"):
        open_desk(["稿.md"])
    with pytest.raises(DecisionsError):
        record(folder / "稿.md", [decided()], "")
    assert (folder / "稿.review.json").read_text(encoding="utf-8") == "{"


@pytest.mark.parametrize(("make", "told"), [(Path.mkdir, "是文件夹"), (Path.exists, "没有这个文件")])
def test_a_file_to_import_that_cannot_be_read_says_why(folder: Path, make, told: str) -> None:
    make(folder / "核定.json")
    with pytest.raises(DecisionsError, match=f"核定的记录读不了：{told}"):
        import_decisions(open_desk(["稿.md"]), folder / "核定.json", DAY)


def test_annexes_are_reviewed_too_each_with_its_own_record(folder: Path) -> None:
    (folder / "附件").mkdir()
    (folder / "附件" / "表.md").write_text("各县,各部门。\n", encoding="utf-8")
    head = "文种: 通知\n标题: 关于报送的通知\n发文机关: 甲\n附件:\n  - {标题: 表, 文件: 附件/表.md}\n"
    (folder / "稿.md").write_text(draft(head, BODY), encoding="utf-8")
    desk, count = confirm_all(open_desk(["稿.md", "稿.md"]), "王晓明", DAY)
    assert ([sheet.name for sheet in desk.sheets], count) == (["稿.md", "附件/表.md"], 4)
    assert names(folder) == ["稿.md", "稿.review.json", "附件/表.md", "附件/表.review.json"]


def test_a_file_that_cannot_be_read_does_not_stop_the_others(folder: Path) -> None:
    desk = open_desk(["没有.md", "稿.md"])
    assert ([sheet.name for sheet in desk.sheets], len(desk.problems), desk.exit_code) == (["稿.md"], 1, 2)


# ---- 一次办的 ----


def test_dismissing_by_fingerprint(folder: Path) -> None:
    desk = open_desk(["稿.md"])
    prints = [each.fingerprint for each in desk.sheets[0].plain.findings]
    desk, count = dismiss(desk, [prints[0], prints[1][:6]], "王晓明", "引文照录", DAY)
    reasons = [each.ruling and each.ruling.reason for each in desk.sheets[0].result.set_aside]
    assert (count, reasons) == (2, ["引文照录"] * 2)


@pytest.mark.parametrize(
    ("wanted", "by", "reason", "told"),
    [
        ("ffffffffffffffff", "王晓明", "理由", "没有一处是“ffffffffffffffff”"),
        ("", "王晓明", "理由", "没有一处是“”"),
        (None, "", "理由", "驳回：没有写姓名"),
        (None, "王晓明", "", "驳回：没有写理由"),
        (None, "王晓明", "\u001b[31m", "驳回：理由里有看不见的控制字符"),
    ],
)
def test_a_dismissal_that_says_too_little_writes_nothing(
    folder: Path, wanted: str | None, by: str, reason: str, told: str
) -> None:
    desk = open_desk(["稿.md"])
    given = desk.sheets[0].plain.findings[0].fingerprint if wanted is None else wanted
    with pytest.raises(UsageError) as caught:
        dismiss(desk, [given], by, reason, DAY)
    assert str(caught.value).splitlines()[0] == told
    assert names(folder) == ["稿.md"]


def test_confirming_all_leaves_what_was_decided_and_the_advice(folder: Path) -> None:
    (folder / "稿.md").write_text(draft(body=BODY + "共１２件。\n"), encoding="utf-8")
    desk = open_desk(["稿.md"])
    desk, _ = dismiss(desk, [desk.sheets[0].plain.findings[0].fingerprint], "李 强", "引文", DAY)
    desk, count = confirm_all(desk, "王晓明", DAY)
    (sheet,) = desk.sheets
    assert count == 2
    assert [(each.code, each.ruling is None) for each in sheet.result.findings] == [
        ("WZ01", False),
        ("BD01", False),
        ("SZ02", True),
    ]
    assert (sheet.result.basis, sheet.result.verdict, desk.exit_code) == (Basis.CONFIRMED, Verdict.FAIL, 0)


def test_the_reasons_used_last_come_first(folder: Path) -> None:
    (sheet,) = open_desk(["稿.md"]).sheets
    rows = [
        decided(Disposition.DISMISSED, reason=f"理由{day}", on=date(2026, 11, day), fingerprint=f"{day:016x}")
        for day in (3, 1, 2, 3, 7, 8, 9)
    ]
    sheet = replace(sheet, decisions=Decisions("稿.md").adding(rows, ""))
    assert recent_reasons([sheet]) == ["理由9", "理由8", "理由7", "理由3", "理由2"]


# ---- 导入 ----


def exported(folder: Path, *entries: Decisions) -> Path:
    path = folder / "核定.json"
    path.write_text(decisions_json(entries), encoding="utf-8")
    return path


def test_an_export_of_several_files_goes_to_each(folder: Path) -> None:
    (folder / "子").mkdir()
    (folder / "子" / "稿.md").write_text(draft(body="各县,照办。\n"), encoding="utf-8")
    desk = open_desk(["稿.md", "子/稿.md"])
    here, below = (sheet.plain for sheet in desk.sheets)
    rows = [
        Decisions("x/稿.md", here.source.digest, (decided(fingerprint=here.findings[0].fingerprint),)),
        Decisions("子/稿.md", "", (decided(fingerprint=below.findings[0].fingerprint),)),
        Decisions("别的.md", "", (decided(),)),
        Decisions("空的.md", "", ()),
    ]
    done = import_decisions(desk, exported(folder, *rows), DAY)
    assert (done.new, done.known, done.unmatched) == (2, 0, ("别的.md",))
    assert [len(sheet.open_findings()) for sheet in done.desk.sheets] == [2, 0]
    again = import_decisions(done.desk, folder / "核定.json", DAY)
    assert (again.new, again.known) == (0, 2)


def test_an_entry_that_could_be_either_file_is_refused(folder: Path) -> None:
    for name in ("甲", "乙"):
        (folder / name).mkdir()
        (folder / name / "稿.md").write_text(draft(body=f"{name}县,照办。\n"), encoding="utf-8")
    path = exported(folder, Decisions("稿.md", "", (decided(),)))
    with pytest.raises(DecisionsError, match=r"核定\.json：“稿.md”分不清是哪一份，有 2 份同名"):
        import_decisions(open_desk(["甲/稿.md", "乙/稿.md"]), path, DAY)
    assert not decisions_path(folder / "甲" / "稿.md").exists()


def test_a_decision_from_the_future_is_refused_and_nothing_is_stored(folder: Path) -> None:
    path = exported(folder, Decisions("稿.md", "", (decided(), decided(on=date(9999, 1, 1)))))
    with pytest.raises(DecisionsError, match=r"键“稿\.md 第2条”：核定的日期 9999-01-01 在今天之后"):
        import_decisions(open_desk(["稿.md"]), path, DAY)
    assert names(folder) == ["核定.json", "稿.md"]


def test_a_name_left_out_of_the_export_comes_from_the_command(folder: Path) -> None:
    path = exported(folder, Decisions("稿.md", "", (decided(by=""),)))
    with pytest.raises(DecisionsError, match="没有写核定人的姓名\n  → 加上 --by 姓名"):
        import_decisions(open_desk(["稿.md"]), path, DAY)
    done = import_decisions(open_desk(["稿.md"]), path, DAY, "王晓明")
    assert [each.by for each in done.desk.sheets[0].decisions.decisions] == ["王晓明"]
