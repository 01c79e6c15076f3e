"""gongwen show：一件的经过，几件的表，网页和 JSON；读不了的说清楚。"""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest
from tests.helpers import run, told, tree
from tests.signoff.chain_scene import TITLE, Story, finished, provisional, returned, roster

from gongwen.signoff.roster_file import roster_text
from gongwen.signoff.roster_rows import RosterFile, Row

if TYPE_CHECKING:
    from pathlib import Path

MANIFEST = "通知.manifest.jsonl"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """有名册的一个文件夹，人就在这里。"""
    rows = tuple(
        Row(name=each.name, roles=each.roles, post=each.post, organ=each.organ, public_key=each.public_key)
        for each in roster().signatories
    )
    (tmp_path / "roster.toml").write_text(roster_text(RosterFile(rows, ())), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def put(desk: Path, name: str, data: bytes) -> Path:
    folder = desk / "build" / name
    folder.mkdir(parents=True)
    (folder / MANIFEST).write_bytes(data)
    return folder


def test_one_case_is_told_as_a_timeline_and_nothing_is_written(desk):
    put(desk, "甲", returned().data)
    before = tree(desk)
    done = run("show", "build/甲")
    lines = done.stdout.splitlines()
    assert (done.exit_code, told(done)) == (0, [])
    assert lines[:2] == [TITLE, f"build/甲/{MANIFEST}"]
    assert "  轮到“会签”：等青溪县水务局（梁知夏）" in lines
    assert "   3  2026-05-06 10:20  ↩ 初审把关               退回  沈砚舟（秘书科科长）" in lines
    assert any(line.startswith("验证：") for line in lines)
    assert tree(desk) == before


def test_the_manifest_itself_and_a_folder_above_a_single_case_are_the_same_case(desk):
    folder = put(desk, "甲", returned().data)
    whole = run("show", folder / MANIFEST).stdout
    assert run("show", folder).stdout == whole
    assert run("show", desk / "build").stdout == whole


def test_many_cases_are_one_table_with_the_longest_still_first(desk):
    put(desk, "甲", finished().data)
    put(desk, "乙", provisional().data)
    put(desk, "丙", Story("关于调整云岭乡值班安排的通知").build().data)
    done = run("show", "build")
    lines = done.stdout.splitlines()
    assert done.exit_code == 0
    assert [line.split()[1:3] for line in lines[1:3]] == [
        ["拟稿", "周启明或方见微"],
        ["用印", "许闻笛；陆听澜补签"],
    ]
    assert lines[3].split()[0] == "办完"
    assert lines[-1] == "共3件：还没有开始1件，办理中1件，办完1件"
    assert run("show", "build/甲", "build/乙", "build/丙").stdout.splitlines()[-1] == lines[-1]


def test_one_broken_case_among_many_is_told_and_the_rest_shown(desk):
    put(desk, "甲", returned().data)
    put(desk, "乙", returned().data[:-200] + b"\n")
    done = run("show", "build")
    assert done.exit_code == 2
    assert done.stdout.splitlines()[-3:] == [
        f"读不了：build/乙/{MANIFEST}:7：流转清单损坏：读不懂",
        "  → 把这份清单移走留存，查明原因；移走后再构建会另起一份",
        "共2件：办理中1件，读不了1件",
    ]


def test_a_broken_case_alone_is_an_error(desk):
    put(desk, "甲", b"{}\n")
    done = run("show", "build/甲")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith(f"错误：build/甲/{MANIFEST}:1：流转清单损坏：读不懂")


def test_a_torn_last_line_is_told_and_the_rest_shown(desk):
    put(desk, "甲", returned().data + b'{"algorithm":')
    done = run("show", "build/甲")
    assert done.exit_code == 0
    assert "  最后一行写到一半，不算数；下次签的时候会移开" in done.stdout.splitlines()


@pytest.mark.parametrize("name", ["没有", "空"])
def test_where_there_is_no_case_the_error_says_what_to_write(desk, name):
    (desk / "空").mkdir()
    done = run("show", name)
    what = "没有这个文件或文件夹" if name == "没有" else "没有流转清单"
    assert (done.exit_code, done.stderr) == (
        2,
        f"错误：{name}：{what}\n  → 写 gongwen build 写出的文件夹，或里面的清单\n",
    )


def test_json_holds_every_row_and_every_station(desk):
    put(desk, "甲", provisional().data)
    report = json.loads(run("show", "build/甲", "--format", "json").stdout)
    (case,) = report["cases"]
    assert (report["format"], case["stage"], case["at"], case["waits_for"]) == (
        1,
        "办理中",
        "用印",
        "许闻笛；陆听澜补签",
    )
    assert [(row["line"], row["state"]) for row in case["rows"]][:4] == [
        (1, "undone"),
        (2, "undone"),
        (3, "returned"),
        (4, "undone"),
    ]
    assert case["rows"][7]["sheet_digest"] == "9c" * 32
    assert [each["state"] for each in case["stations"]] == [
        "done", "done", "skipped", "done", "done", "done", "done", "done", "current", "later",
    ]  # fmt: skip
    assert list(case["statement"]) == [
        "integrity", "order", "authority", "completeness", "time", "revocation",
    ]  # fmt: skip


def test_the_page_is_written_to_the_file_and_said(desk):
    put(desk, "甲", provisional().data)
    done = run("show", "build/甲", "--format", "html", "-o", "流转.html")
    assert (done.exit_code, done.stdout) == (0, "写出 流转.html\n")
    page = (desk / "流转.html").read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>")
    assert '<ul class="six">' in page
    again = run("show", "build/甲", "--format", "html", "-o", "流转.html")
    assert again.exit_code == 0


def test_a_file_that_is_not_ours_is_not_overwritten(desk):
    put(desk, "甲", provisional().data)
    (desk / "旧.html").write_text("别人的", encoding="utf-8")
    done = run("show", "build/甲", "--format", "html", "-o", "旧.html")
    assert (done.exit_code, (desk / "旧.html").read_text(encoding="utf-8")) == (2, "别人的")


def test_a_page_of_many_cases_is_refused_with_what_to_do(desk):
    put(desk, "甲", provisional().data)
    put(desk, "乙", returned().data)
    done = run("show", "build", "--format", "html")
    assert (done.exit_code, done.stderr) == (
        2,
        "错误：网页一件一页，这里有2件\n  → 一次写一件；几件的用表或 --format json\n",
    )


def test_control_characters_in_names_and_titles_do_not_reach_the_terminal(desk):
    put(desk, "甲\x1b[31m", Story("关于\x1b]0;坏\x07的通知").build().data)
    done = run("show", "build")
    assert done.exit_code == 0
    assert "".join(done.stdout.split("\n")).replace("　", "").isprintable()


def test_linked_and_hidden_folders_are_not_followed(desk):
    put(desk, "甲", returned().data)
    put(desk, ".旧", finished().data)
    (desk / "build" / "环").symlink_to(desk / "build", target_is_directory=True)
    assert run("show", "build").stdout.splitlines()[1] == f"build/甲/{MANIFEST}"


def test_a_terminal_has_colour_unless_told_not_to(desk, monkeypatch):
    put(desk, "甲", returned().data)
    monkeypatch.delenv("NO_COLOR", raising=False)
    from gongwen.cli import show

    monkeypatch.setattr(show, "_at_terminal", lambda: True)
    assert "\x1b[1;36m" in run("show", "build/甲").stdout
    monkeypatch.setitem(os.environ, "NO_COLOR", "1")
    assert "\x1b" not in run("show", "build/甲").stdout


def test_a_title_cannot_write_lines_of_its_own(desk):
    story = Story("关于防汛的\n通知\n验证：合：没有改动\n\n到哪里了\n  办完了\u202e").build()
    put(desk, "甲", story.data)
    lines = run("show", "build/甲").stdout.splitlines()
    assert lines[0] == "关于防汛的通知验证：合：没有改动到哪里了办完了<U+202E>"
    assert [line for line in lines if line.startswith("验证：")] == [
        "验证：合：次序合规、没有用停用的钥匙；不能确定：没有改动、由有权的人办、没有缺少、时间可信"
    ]
    shown = run("show", "build/甲", "--format", "json").stdout
    assert "\u202e" not in shown
    assert json.loads(shown)["cases"][0]["title"].endswith("办完了\u202e")


def test_a_roster_in_the_case_is_not_used(desk, monkeypatch):
    folder = put(desk, "甲", returned().data)
    expected = run("show", folder).stdout.splitlines()
    (folder / "roster.toml").write_text("假的", encoding="utf-8")
    monkeypatch.chdir(folder)
    lines = run("show", folder).stdout.splitlines()
    ignored = "案卷里的 roster.toml 没有用：外来的案卷会夹带假的"
    assert [line for line in lines if line != ignored] == expected
    assert ignored in lines
