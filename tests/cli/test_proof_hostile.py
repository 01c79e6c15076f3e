"""故意为难校对：盖掉原稿的 -o，绕圈的链接，不成字的文件名，藏在注释里的字，改了的句子，被叫停。"""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path

import pytest
from tests.helpers import draft, names, run
from tests.ooxml import words

WRONG = draft(body="请于4月30日前报送清单,并做好的的核对工作。\n")


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / ".cache"))


def test_a_report_never_replaces_the_draft_it_is_about():
    Path("通知.md").write_text(WRONG)
    result = run("proof", "通知.md", "-o", "通知.md")
    assert (result.exit_code, Path("通知.md").read_text()) == (2, WRONG)


def test_a_report_never_replaces_a_draft_under_another_name():
    Path("通知.md").write_text(WRONG)
    Path("硬链接.md").hardlink_to("通知.md")
    run("proof", "通知.md", "-o", "硬链接.md")
    assert Path("硬链接.md").read_text() == WRONG


def test_a_report_never_replaces_a_draft_in_the_tree_or_its_annex():
    Path("稿").mkdir()
    Path("稿", "甲.md").write_text(WRONG)
    run("proof", "稿", "--format", "html", "-o", "稿/甲.md")
    assert Path("稿", "甲.md").read_text() == WRONG


def test_a_report_written_to_a_special_file_does_not_replace_it():
    # 像 /dev/null 那样的设备，写进去，不换掉
    Path("通知.md").write_text(WRONG)
    os.mkfifo("管道")
    reader = os.open("管道", os.O_RDONLY | os.O_NONBLOCK)
    try:
        run("proof", "通知.md", "-o", "管道")
    finally:
        os.close(reader)
    assert stat.S_ISFIFO(Path("管道").lstat().st_mode)


def test_a_link_that_leads_to_itself_does_not_stop_the_walk():
    Path("稿").mkdir()
    Path("稿", "甲.md").write_text(WRONG)
    Path("稿", "圈.md").symlink_to("圈.md")
    result = run("proof", "稿", "--format", "json")
    assert [each["path"] for each in json.loads(result.stdout)["files"]] == ["稿/圈.md", "稿/甲.md"]
    assert result.exit_code == 2


@pytest.mark.parametrize("file", ['"a\\0b.md"', "圈.md"])
def test_an_annex_with_an_impossible_name_does_not_stop_the_walk(file):
    Path("稿").mkdir()
    Path("稿", "甲.md").write_text(WRONG)
    Path("稿", "圈.md").symlink_to("圈.md")
    front = f"文种: 通知\n附件:\n  - 标题: 表\n    文件: {file}\n"
    Path("稿", "乙.md").write_text(draft(front=front))
    result = run("proof", "稿", "--format", "json")
    assert "稿/甲.md" in [each["path"] for each in json.loads(result.stdout)["files"]]


def _changed_sentence():
    body = "请报送防汛物资清单,做好核对，抓紧落实。\n"
    Path("通知.md").write_text(draft(body=body))
    found = json.loads(run("proof", "通知.md", "--format", "json").stdout)["files"][0]["findings"]
    print_of = [each["fingerprint"] for each in found if each["code"] == "BD01"]
    moved = "请报送防汛物资清单，做好核对,抓紧落实。\n"
    return print_of, moved


def test_a_dismissal_does_not_pass_to_another_comma_of_a_changed_sentence():
    # 改正了驳回过的那个逗号，又在同一句别处写错一个：这一个没有人核过
    (fingerprint,), moved = _changed_sentence()
    run("review", "通知.md", "--dismiss", fingerprint, "--reason", "引文", "--by", "王晓明")
    Path("通知.md").write_text(draft(body=moved))
    found = json.loads(run("proof", "通知.md", "--format", "json").stdout)["files"][0]
    assert [each["text"] for each in found["findings"] if each["code"] == "BD01"] == [","]
    assert found["verdict"] == "fail"


def test_a_baseline_does_not_hide_another_comma_of_a_changed_sentence():
    _, moved = _changed_sentence()
    run("baseline", "通知.md")
    Path("通知.md").write_text(draft(body=moved))
    result = run("proof", "通知.md", "--baseline", "gongwen-baseline.json", "--format", "json")
    found = json.loads(result.stdout)["files"][0]["findings"]
    assert [each["text"] for each in found if each["code"] == "BD01"] == [","]


def test_words_after_a_waiver_on_its_line_are_still_printed_and_proofed():
    # “-->”之后的文字是要印的
    body = "第一段。\n\n<!-- 放行 BD01：理由 --> 各单位的的话要印。 <!-- 注 -->\n"
    Path("通知.md").write_text(draft(body=body))
    found = json.loads(run("proof", "通知.md", "--format", "json").stdout)["files"][0]
    assert "WZ01" in [each["code"] for each in found["findings"]]


def test_two_waivers_on_one_line_are_not_read_as_one_with_a_long_reason():
    body = "<!-- 放行 BD01：甲 --><!-- 放行 WZ01：乙 -->\n请报送清单,并核对。\n"
    Path("通知.md").write_text(draft(body=body))
    aside = json.loads(run("proof", "通知.md", "--format", "json").stdout)["files"][0]["set_aside"]
    assert "乙" not in "".join(each["ruling"]["reason"] for each in aside)


GBK = (b"\xc4\xe3", b"\xba\xc3")  # 旧压缩包里解出来的 GBK 文件名


def _old_names(suffix, data):
    Path("gao").mkdir()
    for name in GBK:
        Path("gao", os.fsdecode(name + suffix)).write_bytes(data)


def test_two_files_with_undecodable_names_are_both_fixed():
    _old_names(b".md", WRONG.encode())
    run("proof", "gao", "--fix", "-o", "改")
    assert len(names(Path("改"))) == 2


def test_a_word_file_with_an_undecodable_name_is_marked():
    body = words.para("关于做好工作的通知") + words.para("各单位,请做好的的工作。")
    _old_names(b".docx", words.docx(body))
    result = run("proof", "gao", "--fix", "-o", "改")
    assert ("找不到这个文件" in result.stderr, len(names(Path("改")))) == (False, 2)


def test_decisions_beside_a_file_with_an_undecodable_name_count():
    _old_names(b".md", WRONG.encode())
    path = os.fsdecode(b"gao/" + GBK[0] + b".md")
    run("review", path, "--confirm-all", "--by", "王晓明")
    found = json.loads(run("proof", path, "--format", "json").stdout)["files"][0]
    assert found["basis"] == "confirmed"


def test_baselines_of_two_undecodable_names_are_kept_apart():
    _old_names(b".md", WRONG.encode())
    run("baseline", os.fsdecode(b"gao/" + GBK[0] + b".md"))
    other = os.fsdecode(b"gao/" + GBK[1] + b".md")
    result = run("proof", other, "--baseline", "gongwen-baseline.json", "--format", "json")
    assert json.loads(result.stdout)["files"][0]["findings"] != []


@pytest.mark.parametrize("inside", ["<!-- c -->", "<?pi x?>"])
def test_an_xml_comment_inside_the_text_hides_nothing(inside):
    # Word 照显示“甲,乙的的丙”
    assert words.text(f"<w:p><w:r><w:t>甲,{inside}乙的的丙</w:t></w:r></w:p>") == "甲,乙的的丙\n"


def test_an_xml_comment_does_not_hide_the_secrecy_mark():
    # Word 里看得见“机密★10年”
    body = words.para("机<!--x-->密★10年") + words.para("澜州市人民政府办公室关于做好工作的通知")
    Path("通知.docx").write_bytes(words.docx(body + words.para("各单位，请做好工作。")))
    assert run("proof", "通知.docx").exit_code == 2


@pytest.mark.parametrize(
    "written",
    ['[tool]\ngongwen = { "停用规则" = ["BD01"] }\n', '[tool."gongwen"]\n"停用规则" = ["BD01"]\n'],
)
def test_other_spellings_of_the_tool_table_are_read(written):
    Path("pyproject.toml").write_text(written)
    Path("通知.md").write_text(WRONG)
    found = json.loads(run("proof", "通知.md", "--format", "json").stdout)["files"][0]
    assert "BD01" not in [each["code"] for each in found["findings"]]


def test_a_tool_table_of_the_wrong_shape_is_refused():
    Path("pyproject.toml").write_text("[tool]\ngongwen = 3\n")
    Path("通知.md").write_text(WRONG)
    assert run("proof", "通知.md").exit_code == 2


def test_splitting_a_run_does_not_repeat_the_id_of_its_format_revision():
    from collections import Counter
    from datetime import UTC, datetime

    from gongwen.ooxml.annotate import annotated
    from gongwen.ooxml.edits import Change
    from gongwen.ooxml.names import qn
    from gongwen.ooxml.opening import open_for_reading
    from gongwen.ooxml.reader import read_story
    from gongwen.ooxml.stamp import Stamp

    format_change = '<w:b/><w:rPrChange w:id="5" w:author="x"><w:rPr/></w:rPrChange>'
    package = open_for_reading(words.docx(words.para(words.run("请,做好", format_change))), "通知.docx")
    stamp = Stamp("公文校对", "公", datetime(2026, 1, 1, tzinfo=UTC))
    done = annotated(package, read_story(package), [], [Change(1, 2, "，")], stamp)
    made = open_for_reading(done.data, "通知.docx")
    ids = Counter(each.get(qn("w:id")) for each in made.tree(made.main).iter(qn("w:rPrChange")))
    assert max(ids.values()) == 1


def test_a_stopped_report_leaves_no_temporary_file():
    import signal
    import subprocess
    import sys
    import time

    Path("通知.md").write_text(WRONG + "请做好的的,工作。\n" * 20000)
    command = [sys.executable, "-m", "gongwen", "proof", "通知.md", "--format", "html", "-o", "出/报告.html"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for _ in range(200):
        if Path("出").exists() and names(Path("出")):
            break
        time.sleep(0.05)
    process.send_signal(signal.SIGTERM)
    process.wait()
    assert names(Path("出")) == []
