"""gongwen review：一问一答，每答一处就存，被杀也不丢；从导出的文件导入；不在终端里就拒绝。"""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
import time
from datetime import date
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from tests.helpers import ROOT, draft, names
from tests.test_guides import fences, follow

from gongwen.cli.review import KEYS, review_command
from gongwen.report.counting import counting_page

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

BODY = "各单位要落实,现通知如下。\n做好的的工作。\n按时报送;照办。\n"
CARDS = """\
[1/3] 稿.md:9:7  BD01 差错（正文）半角逗号“,”应为全角
    各单位要落实【,】现通知如下。
    改为：，
    依据：GB/T 15834—2011（标点符号用法）

[2/3] 稿.md:10:4  WZ01 差错（正文）“的”重复
    做好的【的】工作。
    改法：删去
    依据：GB/T 15834—2011（标点符号用法）；校对通则（一词不重打）

[3/3] 稿.md:11:5  BD01 差错（正文）半角分号“;”应为全角
    按时报送【;】照办。
    改为：；
    依据：GB/T 15834—2011（标点符号用法）
"""
# 先把标准输入那个伪终端认作自己的，Ctrl-C 才送得到
PROGRAM = (
    "import fcntl, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); "
    "from gongwen.cli.review import review_command; review_command()"
)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("gongwen.cli.review.today", lambda: date(2026, 11, 22))
    (tmp_path / "稿.md").write_text(draft(body=BODY), encoding="utf-8")
    return tmp_path


@pytest.fixture
def at_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gongwen.cli.review.at_terminal", lambda: True)


def review(*arguments: str, said: str = "") -> Result:
    return CliRunner().invoke(review_command, [*arguments], input=said, catch_exceptions=False)


def decisions(folder: Path, name: str = "稿.review.json") -> list[tuple[str, ...]]:
    entries = json.loads((folder / name).read_text(encoding="utf-8"))["files"]
    keys = ("code", "text", "decision", "by", "reason", "on")
    return [tuple(row[key] for key in keys) for entry in entries for row in entry["decisions"]]


@pytest.mark.usefixtures("at_terminal")
def test_each_place_is_shown_and_the_answers_are_kept(desk: Path) -> None:
    result = review("稿.md", said="王晓明\ny\nn\n引文照录\nn\n1\n")
    assert result.stdout == (
        f"\n{CARDS}\n"
        "稿.md：77 字，差错 1 处，提示 0 处，驳回 2 处；原始差错率万分之 389.61，核定差错率万分之 129.87；"
        "按核定差错率裁定：不通过\n"
        "    不通过：正文差错 1 处，全文 77 字，合万分之 129.87"
        "（办公室制度：正文差错不得超过文件字数万分之三）；全文不足 3334 字，正文有 1 处差错即超过\n"
    )
    assert result.stderr == (
        f"核定人姓名: 王晓明\n{KEYS} ＞ y\n{KEYS} ＞ n\n驳回的理由: 引文照录\n{KEYS} ＞ n\n"
        "  1 引文照录\n驳回的理由（可以写上面的编号）: 1\n"
    )
    assert decisions(desk) == [
        ("BD01", ",", "confirmed", "王晓明", "", "2026-11-22"),
        ("WZ01", "的", "dismissed", "王晓明", "引文照录", "2026-11-22"),
        ("BD01", ";", "dismissed", "王晓明", "引文照录", "2026-11-22"),
    ]
    assert result.exit_code == 0


@pytest.mark.usefixtures("at_terminal")
def test_back_skip_page_and_quit(desk: Path) -> None:
    result = review("稿.md", "--by", "王晓明", said="什么\n\n?\ny\n上一处\n驳回\n原文如此\n跳过\n退出\n")
    assert [
        line for line in result.stdout.splitlines() if line.startswith(("[", "例", "全文", "    已核"))
    ] == [
        "[1/3] 稿.md:9:7  BD01 差错（正文）半角逗号“,”应为全角",
        "例：各县⟦,|，⟧各部门⟦,|，⟧请遵照执行。",
        "例：主要任务⟦:|：⟧部署党务工作⟦;|；⟧研究党员发展事项⟦;|；⟧决策重大事项。",
        "例：是否同意⟦?|？⟧请批示⟦!|！⟧",
        "全文见 gongwen explain BD01",
        "[2/3] 稿.md:10:4  WZ01 差错（正文）“的”重复",
        "[1/3] 稿.md:9:7  BD01 差错（正文）半角逗号“,”应为全角",
        "    已核：核定（王晓明 2026-11-22）",
        "[2/3] 稿.md:10:4  WZ01 差错（正文）“的”重复",
        "[3/3] 稿.md:11:5  BD01 差错（正文）半角分号“;”应为全角",
    ]
    assert "退出：核过的都已存好，接着核再运行一次就行" in result.stdout.splitlines()
    assert decisions(desk) == [("BD01", ",", "dismissed", "王晓明", "原文如此", "2026-11-22")]
    assert result.exit_code == 1


@pytest.mark.usefixtures("at_terminal")
def test_a_second_run_asks_only_what_is_left_and_again_asks_all(desk: Path) -> None:
    review("稿.md", "--by", "王晓明", said="y\nq\n")
    assert "[1/2] 稿.md:10:4" in review("稿.md", "--by", "李 强", said="q\n").stdout
    assert (
        "    已核：核定（王晓明 2026-11-22）"
        in review("稿.md", "--by", "李 强", "--again", said="q\n").stdout
    )
    review("稿.md", "--by", "李 强", "--again", said="n\n引文照录\nq\n")
    assert [row[2:4] for row in decisions(desk)] == [("confirmed", "王晓明"), ("dismissed", "李 强")]


@pytest.mark.usefixtures("at_terminal")
def test_the_name_and_the_reason_are_required_and_checked(desk: Path) -> None:
    said = f"\n{'王' * 41}\n王晓明\nn\n\n9\x1b[2J\n2\nq\n"
    result = review("稿.md", said=said)
    assert [line for line in result.stderr.splitlines() if line.startswith("  ")] == [
        "  姓名超过 40 字",
        "  没有写理由",
        "  理由里有看不见的控制字符",
    ]
    assert decisions(desk) == [("BD01", ",", "dismissed", "王晓明", "2", "2026-11-22")]


@pytest.mark.usefixtures("at_terminal")
def test_advice_can_be_left_out_and_a_clean_file_has_nothing_to_ask(desk: Path) -> None:
    (desk / "稿.md").write_text(draft(body="共１２件。\n"), encoding="utf-8")
    assert review("稿.md", said="王晓明\nq\n").stdout.splitlines()[1].startswith("[1/1] 稿.md:9:2  SZ02 提示")
    done = review("稿.md", "--errors")
    assert (done.stdout.splitlines()[0], done.exit_code) == ("没有要核的", 0)
    assert names(desk) == ["稿.md"]


@pytest.mark.usefixtures("at_terminal")
def test_what_the_document_says_cannot_reach_the_terminal(desk: Path) -> None:
    (desk / "稿.md").write_text(draft(body="各县\u202e,各部门。\n"), encoding="utf-8")
    shown = review("稿.md", "--by", "甲", said="y\nq\n").stdout.splitlines()
    assert [line for line in shown if "【" in line] == [
        "    各县【<U+202E>】,各部门。",
        "    各县<U+202E>【,】各部门。",
    ]


@pytest.mark.usefixtures("at_terminal")
def test_a_disk_that_fills_up_is_told_and_what_was_kept_stays(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    review("稿.md", "--by", "王晓明", said="y\nq\n")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    result = review("稿.md", "--by", "王晓明", said="y\n")
    assert (result.exit_code, result.stderr.splitlines()[-2:]) == (
        2,
        ["错误：稿.review.json：核定的记录写不出去：磁盘满了", "  → 检查文件夹、磁盘空间和权限"],
    )
    assert len(decisions(desk)) == 1


# ---- 不在终端里 ----


def test_without_a_terminal_it_refuses_instead_of_waiting(desk: Path) -> None:
    result = review("稿.md", said="王晓明\ny\n")
    assert (result.exit_code, result.stdout, result.stderr.splitlines()) == (
        2,
        "",
        [
            "错误：要在终端里逐处核定，标准输入不是终端",
            "  → 用 --import 导入 HTML 页导出的核定，--list 列出已有的，或 --confirm-all、--dismiss",
        ],
    )
    assert names(desk) == ["稿.md"]


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--list", "--confirm-all"], "--import、--list、--confirm-all、--dismiss 各自单独用"),
        (["--list", "--again"], "--import、--list、--confirm-all、--dismiss 各自单独用"),
        (["--reason", "甲"], "--reason 是 --dismiss 的理由"),
        (["--confirm-all"], "核定：没有写姓名"),
        (["--dismiss", "abcdef0", "--by", "甲", "--reason", "乙"], "没有一处是“abcdef0”"),
        (["--import", "没有.json"], "没有.json：核定的记录读不了：没有这个文件"),
    ],
)
def test_options_that_do_not_go_together_write_nothing(desk: Path, options: list[str], told: str) -> None:
    result = review("稿.md", *options)
    assert (result.exit_code, result.stderr.splitlines()[0]) == (2, f"错误：{told}")
    assert names(desk) == ["稿.md"]


def test_the_list_shows_what_is_decided_what_is_left_and_what_is_gone(desk: Path) -> None:
    review("稿.md", "--confirm-all", "--by", "王晓明")
    changed = BODY.replace("落实,", "狠抓落实,") + "请知悉;照办。\n"
    (desk / "稿.md").write_text(draft(body=changed), encoding="utf-8")
    (_, first, second) = [row["fingerprint"] for row in rows(desk)]
    review("稿.md", "--dismiss", second[:8], "--by", "李 强", "--reason", "引文照录")
    result = review("稿.md", "--list")
    gone = rows(desk)[0]["fingerprint"]
    table = [line.split() for line in result.stdout.splitlines()[:7]]
    fresh, last = table[1][-1], table[4][-1]
    assert table == [
        ["位置", "代码", "文字", "核定", "核定人", "日期", "理由", "指纹"],
        ["稿.md:9:9", "BD01", ",", "没有核", fresh],
        ["稿.md:10:4", "WZ01", "的", "核定", "王晓明", "2026-11-22", first],
        ["稿.md:11:5", "BD01", ";", "驳回", "李", "强", "2026-11-22", "引文照录", second],
        ["稿.md:12:4", "BD01", ";", "没有核", last],
        ["原文已改", "BD01", ",", "核定", "王晓明", "2026-11-22", gone],
        ["已由后一条代替", "BD01", ";", "核定", "王晓明", "2026-11-22", second],
    ]
    assert "    核定过的 1 处原文已改，不再适用；仍留在记录里" in result.stdout.splitlines()
    assert result.exit_code == 1


def rows(folder: Path) -> list[dict[str, str]]:
    (entry,) = json.loads((folder / "稿.review.json").read_text(encoding="utf-8"))["files"]
    return list(entry["decisions"])


def test_an_export_of_the_page_is_imported(desk: Path) -> None:
    review("稿.md", "--confirm-all", "--by", "王晓明")
    first, second, third = rows(desk)
    (desk / "稿.review.json").unlink()
    page = {
        "format": 1,
        "files": [
            {"path": "drafts/稿.md", "digest": "0" * 64, "decisions": [first, second]},
            {"path": "drafts/别的.md", "digest": "1" * 64, "decisions": [third]},
        ],
    }
    (desk / "核定.json").write_text(json.dumps(page, ensure_ascii=False), encoding="utf-8")
    result = review("稿.md", "--import", "核定.json")
    assert (result.exit_code, result.stdout.splitlines()[0], result.stderr.splitlines()) == (
        1,
        "导入 2 条",
        ["说明：没有导入“drafts/别的.md”的：这次没有给这一份"],
    )
    assert rows(desk) == [first, second]
    assert review("稿.md", "--import", "核定.json").stdout.splitlines()[0] == "导入 0 条，本来就有的 2 条"


def test_a_hostile_export_is_refused_with_its_place(desk: Path) -> None:
    row = {"fingerprint": "0" * 16, "code": "BD01", "text": "", "decision": "dismissed", "on": "2026-11-22"}
    page = {"format": 1, "files": [{"path": "稿.md", "digest": "", "decisions": [row]}]}
    (desk / "核定.json").write_text(json.dumps(page), encoding="utf-8")
    result = review("稿.md", "--import", "核定.json")
    assert (result.exit_code, result.stderr.splitlines()) == (
        2,
        [
            "错误：核定.json 键“第1件第1条 by”：驳回没有写姓名",
            "  → 从 HTML 页重新导出，或用 gongwen review 重新核定；不要手改",
        ],
    )
    assert names(desk) == ["核定.json", "稿.md"]


def test_a_file_that_cannot_be_read_is_told_and_the_others_are_done(desk: Path) -> None:
    result = review("没有.md", "稿.md", "--confirm-all", "--by", "王晓明")
    assert (result.exit_code, result.stdout.splitlines()[0], result.stderr.splitlines()[0]) == (
        2,
        "核定 3 处",
        "错误：没有.md：找不到这个文件",
    )


# ---- 说明 ----


def test_the_page_can_be_followed_and_its_conversation_is_what_is_shown(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert follow("核定.md", desk) == 2
    assert [row[2:4] for row in decisions(desk, "报送通知.review.json")] == [("confirmed", "王晓明")] * 5
    (desk / "报送通知.review.json").unlink()
    monkeypatch.setattr("gongwen.cli.review.at_terminal", lambda: True)
    shown = review("报送通知.md", said="王晓明\ny\nq\n").output
    (printed,) = [text for kind, text in fences("核定.md") if kind == "text" and text.startswith("核定人")]
    assert shown.startswith(printed)


def test_the_table_of_the_page_is_the_table_of_the_program() -> None:
    page = (ROOT / "docs" / "核定.md").read_text(encoding="utf-8")
    table = page.partition("测试比对 -->\n")[2].partition("<!-- 图书计错表完 -->")[0]
    assert table == counting_page()


# ---- 半路停下 ----


class Terminal:
    """在真的终端（伪终端）里运行的一次核定。"""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._ours, theirs = pty.openpty()
        self.process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, "稿.md"],
            stdin=theirs, stdout=theirs, stderr=theirs, cwd=folder, start_new_session=True,
        )  # fmt: skip
        os.close(theirs)

    def type(self, text: str) -> None:
        os.write(self._ours, text.encode())

    def ended(self) -> int:
        """等它结束，返回退出码。"""
        code = self.process.wait(30)
        os.close(self._ours)
        return code

    def wait_for(self, count: int) -> None:
        """等到存了这么多条。"""
        end = time.monotonic() + 60
        while time.monotonic() < end:
            if (self._folder / "稿.review.json").exists() and len(decisions(self._folder)) == count:
                return
            time.sleep(0.05)
        raise AssertionError(f"等了一分钟没有存到 {count} 条")


def test_killed_in_the_middle_it_keeps_every_answer_given(desk: Path) -> None:
    terminal = Terminal(desk)
    terminal.type("王晓明\ny\nn\n引文照录\n")
    terminal.wait_for(2)
    os.kill(terminal.process.pid, signal.SIGKILL)
    assert terminal.ended() == -signal.SIGKILL
    assert names(desk) == ["稿.md", "稿.review.json"]
    assert [row[:5] for row in decisions(desk)] == [
        ("BD01", ",", "confirmed", "王晓明", ""),
        ("WZ01", "的", "dismissed", "王晓明", "引文照录"),
    ]


def test_ctrl_c_in_the_middle_of_a_reason_keeps_what_was_answered(desk: Path) -> None:
    terminal = Terminal(desk)
    terminal.type("王晓明\ny\n")
    terminal.wait_for(1)
    terminal.type("n\n没有写完的理")
    time.sleep(0.5)
    terminal.type("\x03")
    assert terminal.ended() == 1
    assert [row[:4] for row in decisions(desk)] == [("BD01", ",", "confirmed", "王晓明")]
