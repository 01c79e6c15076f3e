"""gongwen sign：看到什么，签好说什么，以什么退出；口令、钥匙、终端。"""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from tests.helpers import run, tree
from tests.office.signing_scene import PARAGRAPHS, UNCHECKED, Clock, Desk, first_look
from tests.signoff.chain_scene import _PEOPLE, OFFICE, ROUTE

from gongwen.cli import commands
from gongwen.report.sign_text import quoted
from gongwen.signoff.keys import UNSIGNED_NOTICE
from gongwen.signoff.progress import CHINA, claimed_day

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

PASSPHRASE = "青溪 3 号楼 correct horse"
CASE = "build/通知"


def office_file() -> str:
    parts = [f'格式 = 1\n名称 = "{OFFICE}"']
    for name, post, organ, roles in _PEOPLE:
        told = json.dumps(roles, ensure_ascii=False)
        parts.append(f'[[人员]]\n姓名 = "{name}"\n职务 = "{post}"\n机关 = "{organ}"\n角色 = {told}')
    return "\n\n".join(parts) + "\n"


@pytest.fixture
def case(desk: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """两年前构建的一件：命令用的是真的时钟，不能早于前面的步骤。"""
    monkeypatch.setenv("GONGWEN_KEYS", str(desk / "钥匙"))
    monkeypatch.delenv("GONGWEN_PASSPHRASE", raising=False)
    (desk / "office.toml").write_text(office_file(), encoding="utf-8")
    return Desk(desk, clock=Clock(datetime(2024, 5, 6, 9, tzinfo=CHINA))).build()


def signed(*arguments: str) -> Result:
    return run("sign", CASE, *arguments, "--yes")


def today(case: Desk) -> str:
    return str(claimed_day(case.manifest.steps[-1]))


def at_terminal(monkeypatch: pytest.MonkeyPatch, typed: str, *arguments: str) -> Result:
    """在终端里，人打了 typed。"""
    monkeypatch.setattr("gongwen.cli.sign.at_terminal", lambda: True)
    return CliRunner().invoke(commands, ["sign", CASE, *arguments], input=typed, catch_exceptions=False)


def test_without_a_decision_it_only_shows(case: Desk) -> None:
    before = tree(case.folder)
    result = run("sign", CASE)
    assert (result.exit_code, result.stderr) == (0, f"说明：{UNCHECKED}\n")
    assert result.stdout == first_look(CASE, case.manifest, "2024-05-06")
    assert tree(case.folder) == before


def test_the_command_shown_can_be_copied(case: Desk) -> None:
    for _ in range(2):
        shown = run("sign", CASE).stdout.splitlines()
        command = next(line.split() for line in shown if line.startswith("      gongwen sign"))
        assert run(*command[1:], "--yes").exit_code == 0
    assert [step.step_id for step in case.manifest.steps] == ["built-0", "draft", "first"]


def test_signing_shows_what_is_signed_and_what_comes_next(case: Desk) -> None:
    result = signed("--as", "周启明", "--decision", "拟稿", "--comment", "请审。")
    built, day = case.manifest.steps[0], today(case)
    assert (result.exit_code, result.stderr) == (0, f"说明：{UNCHECKED}\n说明：{UNSIGNED_NOTICE}\n")
    assert (
        result.stdout
        == f"""\
青溪县人民政府办公室关于做好2026年防汛备汛工作的通知
  案卷 {CASE}，清单 1 行，头 {case.manifest.lines[0].digest}
  签的是（2024-05-06 构建）
    通知.docx  sha256:{built.subjects[0].rendition}
    内容       sha256:{built.content}
  路线 县政府办公室发文（重要），摘要 {ROUTE.digest[:16]}
    为什么 照文种选的
  校对 差错 1 处，提示 2 处；差错率 通知.md 万分之 2.72；裁定：通过
  没有处置的差错 1 处（放行写 --waive 指纹=理由）
    5f1d3c  SZ02  正文（通知.md）  “2千余人”应写作“2000余人”
要记下：拟稿：周启明 拟稿 {day}
  意见 请审。
已记下：拟稿：周启明 拟稿 {day}
  意见 请审。
清单第 2 行，没有签名
清单的头 {case.manifest.head}
接下来
    初审把关：由沈砚舟办；同意、修改、圈阅、退回
      gongwen sign {CASE} --step first --as 沈砚舟 --decision 同意
"""
    )
    assert signed("--as", "沈砚舟", "--decision", "同意").stderr == ""


@pytest.mark.parametrize(
    ("arguments", "stderr"),
    [
        (
            ("--as", "沈砚舟", "--step", "first", "--decision", "同意"),
            "不许签：“初审把关”还没有轮到\n  → 现在可以办：“拟稿”（draft）\n",
        ),
        (
            ("--as", "顾清岚", "--decision", "拟稿"),
            "不许签：“顾清岚”这一天没有办“拟稿”的角色：要秘书科\n  → 由周启明、方见微办\n",
        ),
        (
            ("--as", "孟行\x1b[31m远", "--decision", "拟稿"),
            "错误：--as 里有看不见的控制字符\n  → 删去再签\n",
        ),
    ],
)
def test_what_is_not_allowed_is_told_and_nothing_is_written(
    case: Desk, arguments: tuple[str, ...], stderr: str
) -> None:
    before = tree(case.folder)
    result = signed(*arguments)
    assert (result.exit_code, result.stdout, result.stderr) == (1 if "不许" in stderr else 2, "", stderr)
    assert tree(case.folder) == before


@pytest.mark.parametrize(
    ("arguments", "stderr"),
    [
        (("--decision", "拟稿"), "错误：没有写是谁办的\n  → 写上 --as 姓名\n"),
        (
            ("--as", "周启明"),
            "错误：没有写 --decision，不知道要签什么\n  → 写上 --decision；只看的，别的都不写\n",
        ),
        (
            ("--as", "周启明", "--decision", "拟稿", "--on", "5月6日"),
            "错误：日期“5月6日”读不懂\n  → 写成 2026-05-08 这样\n",
        ),
        (
            ("--as", "周启明", "--decision", "拟稿", "--on", "20260506"),
            "错误：日期“20260506”读不懂\n  → 写成 2026-05-08 这样\n",
        ),
        (
            ("--as", "周启明", "--decision", "拟稿", "--waive", "5f1d3c"),
            "错误：--waive “5f1d3c”没有写理由\n  → 写成 --waive 指纹=理由\n",
        ),
        (
            ("--as", "周启明", "--decision", "拟稿", "--from-sheet", "没有.pdf"),
            "错误：没有.pdf：找不到这个文件\n  → 检查文件名和路径\n",
        ),
    ],
)
def test_a_command_written_wrong_is_told(case: Desk, arguments: tuple[str, ...], stderr: str) -> None:
    result = signed(*arguments)
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", stderr)


def test_outside_a_terminal_it_must_be_told_yes(case: Desk) -> None:
    before = tree(case.folder)
    result = run("sign", CASE, "--as", "周启明", "--decision", "拟稿")
    assert (result.exit_code, result.stdout, result.stderr) == (
        2,
        "",
        "错误：要在终端里确认，标准输入不是终端\n  → 看过无误的，加上 --yes\n",
    )
    assert tree(case.folder) == before


@pytest.mark.parametrize("typed", ["y\n", "是\n"])
def test_at_a_terminal_it_asks_first(case: Desk, monkeypatch: pytest.MonkeyPatch, typed: str) -> None:
    result = at_terminal(monkeypatch, typed, "--as", "周启明", "--decision", "拟稿")
    assert (result.exit_code, len(case.manifest.lines)) == (0, 2)
    assert "确认签批？（y/n）" in result.stderr


@pytest.mark.parametrize("typed", ["n\n", "\n", "不\n"])
def test_what_is_not_confirmed_is_not_signed(case: Desk, monkeypatch: pytest.MonkeyPatch, typed: str) -> None:
    before = tree(case.folder)
    result = at_terminal(monkeypatch, typed, "--as", "周启明", "--decision", "拟稿")
    assert (result.exit_code, result.stderr.splitlines()[-1]) == (1, "没有签")
    assert tree(case.folder) == before


def test_a_draft_changed_after_the_build_is_not_shown(case: Desk) -> None:
    case.draft.write_text("改过", encoding="utf-8")
    result = run("sign", CASE)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        "不许签：通知.md：草稿在构建之后改过\n"
        "  → 先重新构建：gongwen build；这不是它的草稿的，换一个文件夹再签\n"
    )


def test_what_changed_since_the_last_step_is_shown(case: Desk) -> None:
    signed("--as", "周启明", "--decision", "拟稿")
    case.clock = lambda: datetime.now(UTC)
    case.build(*PARAGRAPHS[:2], "一、各单位于6月20日前完成排查。", *PARAGRAPHS[3:])
    lines = run("sign", CASE).stdout.splitlines()
    start = lines.index("  上次（周启明拟稿）以后变了")
    assert lines[start + 1 : start + 5] == [
        "    通知.docx：数字 1 处",
        "      1. 改",
        "         上次 第4段第7字  一、各单位于【5】月20日前完成排查。",
        "         现在 第4段第7字  一、各单位于【6】月20日前完成排查。",
    ]


def test_a_title_with_escapes_does_not_reach_the_terminal(case: Desk) -> None:
    case.build(title="关于\x1b[2J\u202e的通知")
    assert run("sign", CASE).stdout.splitlines()[0] == "关于<U+001B>[2J<U+202E>的通知"


def test_json_is_for_office_systems(case: Desk) -> None:
    look = json.loads(run("sign", CASE, "--format", "json").stdout)
    told = ("format", "case", "lines", "route", "route_why", "route_digest", "conditions", "countersigners")
    assert {key: look[key] for key in (*told, "stale", "approved", "finished")} == {
        "format": 1,
        "case": CASE,
        "lines": 1,
        "route": "县政府办公室发文（重要）",
        "route_why": "照文种选的",
        "route_digest": ROUTE.digest,
        "conditions": [],
        "countersigners": [],
        "stale": [],
        "approved": False,
        "finished": False,
    }
    assert look["turns"] == [
        {
            "step": "draft",
            "name": "拟稿",
            "kind": "drafted",
            "party": None,
            "required": True,
            "awaits_final": False,
            "roles": ["秘书科"],
            "decisions": ["拟稿"],
            "people": [
                {
                    "name": name,
                    "on_behalf_of": None,
                    "command": f"gongwen sign {CASE} --step draft --as {name} --decision 拟稿",
                }
                for name in ("周启明", "方见微")
            ],
        }
    ]
    assert look["open_findings"] == [
        {
            "file": "通知.md",
            "code": "SZ02",
            "zone": "正文",
            "fingerprint": "5f1d3c",
            "message": "“2千余人”应写作“2000余人”",
            "waived": False,
        }
    ]
    result = signed("--as", "周启明", "--decision", "拟稿", "--format", "json")
    done = json.loads(result.stdout)
    assert (result.stderr, done["lines"], done["head"], done["algorithm"]) == (
        "",
        2,
        case.manifest.head,
        "unsigned-sha256",
    )
    assert (done["signed"]["actor"], done["signed"]["decision"], done["notices"]) == (
        "周启明",
        "拟稿",
        [UNSIGNED_NOTICE],
    )


def test_a_refusal_in_json_says_what_would_be_allowed(case: Desk) -> None:
    from gongwen.version import VERSION

    result = signed("--as", "沈砚舟", "--step", "first", "--decision", "同意", "--format", "json")
    assert (result.exit_code, result.stderr) == (1, "")
    assert json.loads(result.stdout) == {
        "format": 1,
        "version": VERSION,
        "refused": "“初审把关”还没有轮到",
        "next_step": "现在可以办：“拟稿”（draft）",
    }


def keyed(monkeypatch: pytest.MonkeyPatch, name: str = "周启明") -> None:
    """给这个人建一把钥匙，加进名册。"""
    monkeypatch.setenv("GONGWEN_PASSPHRASE", PASSPHRASE)
    made = run("key", "new", name)
    assert made.exit_code == 0, made.output
    public = next(word for word in made.output.split() if word.startswith("ed25519:"))
    added = run("roster", "add", name, "--key", public)
    assert added.exit_code == 0, added.output


def test_a_person_with_a_key_signs_with_it(case: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    keyed(monkeypatch)
    result = signed("--as", "周启明", "--decision", "拟稿")
    assert (result.exit_code, result.stderr) == (0, f"说明：{UNCHECKED}\n")
    assert "清单第 2 行，用 ed25519 签名" in result.stdout.splitlines()
    assert case.manifest.lines[-1].algorithm == "ed25519"


def test_the_passphrase_may_come_by_a_file_descriptor(case: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    keyed(monkeypatch)
    monkeypatch.delenv("GONGWEN_PASSPHRASE")
    read, write = os.pipe()
    os.write(write, PASSPHRASE.encode() + b"\n")
    os.close(write)
    result = signed("--as", "周启明", "--decision", "拟稿", "--passphrase-fd", str(read))
    os.close(read)
    assert (result.exit_code, case.manifest.lines[-1].algorithm) == (0, "ed25519")


def test_a_wrong_passphrase_signs_nothing(case: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    keyed(monkeypatch)
    monkeypatch.setenv("GONGWEN_PASSPHRASE", "not this one")
    before = tree(case.folder)
    result = signed("--as", "周启明", "--decision", "拟稿")
    assert (result.exit_code, "口令不对" in result.stderr) == (2, True)
    assert tree(case.folder) == before


def test_without_the_key_on_this_machine_nothing_is_signed(
    case: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    keyed(monkeypatch)
    monkeypatch.setenv("GONGWEN_KEYS", str(case.folder / "别的钥匙"))
    before = tree(case.folder)
    result = signed("--as", "周启明", "--decision", "拟稿")
    assert (result.exit_code, "这台机器上没有“周启明”的钥匙" in result.stderr) == (2, True)
    assert tree(case.folder) == before


def test_a_refused_step_asks_for_no_passphrase(case: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    keyed(monkeypatch)
    monkeypatch.delenv("GONGWEN_PASSPHRASE")
    result = signed("--as", "周启明", "--step", "approve", "--decision", "签发")
    assert (result.exit_code, result.stderr.splitlines()[0]) == (1, "不许签：“审签”还没有轮到")


def test_a_revoked_person_is_refused(case: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    keyed(monkeypatch)
    assert run("roster", "revoke", "周启明", "--reason", "调离").exit_code == 0
    before = tree(case.folder)
    result = signed("--as", "周启明", "--decision", "拟稿")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.splitlines() == [
        "不许签：“周启明”的钥匙都已过期或停用",
        "  → 另建一把（gongwen key new），加进名册（gongwen roster add）",
    ]
    assert tree(case.folder) == before


def test_a_hand_signed_sheet_is_registered(case: Desk) -> None:
    (case.folder / "稿纸.pdf").write_bytes(b"%PDF-1.7 scanned")
    result = signed(
        "--as", "周启明", "--decision", "拟稿",
        "--from-sheet", "稿纸.pdf", "--registrar", "方见微", "--on", "2024-05-06",
    )  # fmt: skip
    step = case.manifest.steps[-1]
    assert result.exit_code == 0
    assert "已记下：拟稿：周启明 拟稿 2024-05-06，手签登记，方见微登记" in result.stdout.splitlines()
    assert (
        case.path / "通知.sheets" / f"{step.sheet_digest[:16] if step.sheet_digest else ''}.pdf"
    ).is_file()


def test_a_receipt_is_kept_beside_the_office_file(case: Desk) -> None:
    signed("--as", "周启明", "--decision", "拟稿")
    [row] = [json.loads(line) for line in (case.folder / "receipts.jsonl").read_text().splitlines()]
    assert (row["case"], row["seq"], row["digest"]) == ("案卷一", 1, case.manifest.head)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("build/通知", "build/通知"),
        ("我的 案卷", "'我的 案卷'"),
        ("甲'乙", "'甲'\\''乙'"),
        ("$HOME", "'$HOME'"),
    ],
)
def test_what_is_to_be_copied_is_quoted_for_the_shell(text: str, written: str) -> None:
    assert quoted(text) == written


def test_there_is_no_case(desk: Path) -> None:
    result = run("sign", "没有")
    assert (result.exit_code, result.stderr) == (
        2,
        "错误：没有：没有这个文件或文件夹\n  → 写 gongwen build 写出的文件夹，或里面的清单\n",
    )
