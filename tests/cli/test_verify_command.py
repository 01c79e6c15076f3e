"""gongwen verify 和 python -m gongwen.signoff.verify：打印什么，以什么退出。"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from tests.helpers import FRONT, draft, run
from tests.signoff.hostile.samples import FOLDER, sample
from tests.signoff.hostile.scene import (
    AFTER,
    BEFORE,
    MANIFEST,
    NUMBER,
    RESCUE,
    ROUTE,
    WATER,
    Story,
    begun,
    people,
    signed,
    whole,
)

from gongwen.signoff.roster_file import roster_text
from gongwen.signoff.verify import ASPECTS
from gongwen.signoff.verify.checks import ASK
from gongwen.signoff.vocabulary import Decision

if TYPE_CHECKING:
    from pathlib import Path

OFFICE = '格式 = 1\n名称 = "青溪县人民政府办公室"\n简称 = "县政府办公室"\n'
HEAD = "127013dbf13efa4fc393903d34ce70e7a558442a83ad52ca3d7b95d25601b74a"
FACTS = [
    f"路线：县政府办公室发文（摘要 {ROUTE.digest[:16]}）；情形：重要文件",
    "会签单位：青溪县应急管理局、青溪县水务局",
]
ASPECT_NAMES = ("integrity", "order", "authority", "completeness", "time", "revocation")


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """一个单位的文件夹：单位资料、名册、登记簿，build/通知 里一件办完的公文。"""
    folder = tmp_path / "办公室"
    case = folder / "build" / "通知"
    case.mkdir(parents=True)
    (folder / "office.toml").write_text(OFFICE, encoding="utf-8")
    for name, data in sample("untouched").evidence.files().items():
        ((case if name.startswith("通知") else folder) / name).write_bytes(data)
    monkeypatch.chdir(folder)
    return folder


def replaced(office: Path, name: str) -> None:
    """案卷、登记簿换成动过手脚的一件。"""
    for path, data in sample(name).evidence.files().items():
        target = office / ("build/通知" if path.startswith("通知") else ".") / path
        target.write_bytes(data)


def test_a_whole_case_is_all_right(office: Path) -> None:
    done = run("verify", "build/通知")
    assert (done.exit_code, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[:11] == [
        f"build/通知/{MANIFEST}：《青溪县人民政府办公室关于做好防汛工作的通知》，看了 12 行",
        *FACTS,
        "比过的文件：通知.pdf",
        "结论：通过：六项都合",
        "  ✓ 没有改动：合",
        "  ✓ 次序合规：合",
        "  ✓ 由有权的人办：合",
        "  ✓ 没有缺少：合",
        "  ✓ 时间可信：合",
        "  ✓ 没有用停用的钥匙：合",
    ]
    assert [line for line in lines if line.startswith("    ")] == [
        f"    ✓ 合　{check.term}" for check in ASPECTS
    ]
    assert lines[-2:] == [
        f"件号 青溪县防汛通知，末行摘要 {HEAD}",
        f"名册：{office}/roster.toml；回执登记簿：{office}/receipts.jsonl",
    ]


def test_a_title_of_two_lines_is_told_in_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = draft(FRONT.replace("关于做好防汛工作的通知", '"关于做好\\n防汛工作的通知"'))
    (tmp_path / "稿.md").write_text(text, encoding="utf-8")
    run("build", "稿.md", "--format", "docx")
    first = run("verify", "build/稿").stdout.splitlines()[0]
    assert first == "build/稿/稿.manifest.jsonl：《关于做好防汛工作的通知》，看了 1 行"


def test_the_manifest_itself_can_be_named(office: Path) -> None:
    assert run("verify", f"build/通知/{MANIFEST}").stdout == run("verify", "build/通知").stdout


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("untouched", 0), ("flipped-payload", 1), ("torn-last-line", 1), ("cut-off", 1),
        ("flipped-document", 1), ("only-built", 3), ("revoked-later", 3), ("newer-version", 2),
        ("not-a-manifest", 2), ("key-under-two-names", 2),
    ],
)  # fmt: skip
def test_the_exit_code_says_what_was_found(office: Path, name: str, code: int) -> None:
    replaced(office, name)
    assert run("verify", "build/通知").exit_code == code


def test_a_failing_check_says_where_and_what_to_do(office: Path) -> None:
    replaced(office, "flipped-payload")
    done = run("verify", "build/通知")
    shown = done.stdout.partition("逐项：")[0].splitlines()
    assert shown[1:] == [
        *FACTS,
        "比过的文件：没有",
        "结论：不通过：有不合的，不要照这一份用印、分送，先办下面“要办的”",
        "  ✗ 没有改动：不合",
        "  – 次序合规：不能确定",
        "  – 由有权的人办：不能确定",
        "  – 没有缺少：不能确定",
        "  – 时间可信：不能确定",
        "  – 没有用停用的钥匙：不能确定",
        "",
        "要办的：",
        "  ✗ 不合　签名与内容相符：第 3 行，签名与内容不符：内容或签名被改过（“沈砚舟”的钥匙）",
        "      → 从没有动过的副本（办公室存的、别的收件人手里的）取回这份清单，再验一次",
        "  – 不能确定　最后一行完整等 47 项：第 3 行起没有看",
        "",
    ]


def test_the_json_is_the_whole_statement(office: Path) -> None:
    done = run("verify", "build/通知", "--json")
    assert json.loads(done.stdout) == {
        "format": 1,
        "manifest": f"build/通知/{MANIFEST}",
        "case": "青溪县防汛通知",
        "title": "青溪县人民政府办公室关于做好防汛工作的通知",
        "lines": 12,
        "head": HEAD,
        "exit_code": 0,
        "statement": dict.fromkeys(ASPECT_NAMES, "ok"),
        "checks": [
            {
                "check": check.value,
                "name": check.term,
                "aspect": aspect.value,
                "state": "ok",
                "line": None,
                "message": "",
                "next_step": "",
            }
            for check, aspect in ASPECTS.items()
        ],
        "notes": [],
        "route": {
            "name": ROUTE.name,
            "digest": ROUTE.digest,
            "conditions": ["重要文件"],
            "countersigners": [RESCUE, WATER],
        },
        "documents": ["通知.pdf"],
        "roster": f"{office}/roster.toml",
        "receipts": f"{office}/receipts.jsonl",
        "ignored": [],
    }
    assert run("verify", "build/通知", "--format", "json").stdout == done.stdout


def test_a_failing_check_in_the_json(office: Path) -> None:
    replaced(office, "wrong-role")
    report = json.loads(run("verify", "build/通知", "--json").stdout)
    assert report["exit_code"] == 1
    assert report["statement"] == {
        "integrity": "ok",
        "order": "ok",
        "authority": "fail",
        "completeness": "not established",
        "time": "ok",
        "revocation": "ok",
    }
    assert [each for each in report["checks"] if each["state"] == "fail"] == [
        {
            "check": "role",
            "name": "办的人有这个角色",
            "aspect": "authority",
            "state": "fail",
            "line": 3,
            "message": "“许闻笛”这一天没有办“初审”的角色：要秘书科长",
            "next_step": "由沈砚舟办",
        }
    ]


def test_named_files_are_used_instead(office: Path, tmp_path: Path) -> None:
    (tmp_path / "别的名册.toml").write_text(roster_text(people()), encoding="utf-8")
    (tmp_path / "空的登记簿.jsonl").write_bytes(b"")
    done = run(
        "verify",
        "build/通知",
        "--roster",
        tmp_path / "别的名册.toml",
        "--receipts",
        tmp_path / "空的登记簿.jsonl",
    )
    assert done.exit_code == 3
    assert "  – 不能确定　末尾没有被切掉等 2 项" not in done.stdout
    assert "    – 不能确定　末尾没有被切掉：登记簿里没有这一件的回执" in done.stdout.splitlines()
    assert done.stdout.splitlines()[-1] == (
        f"名册：{tmp_path}/别的名册.toml；回执登记簿：{tmp_path}/空的登记簿.jsonl"
    )


def test_a_roster_in_the_case_does_not_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    received, mine = tmp_path / "收到", tmp_path / "我的"
    shutil.copytree(FOLDER / "untouched", received)
    mine.mkdir()
    monkeypatch.chdir(mine)
    done = run("verify", received)
    assert done.exit_code == 3
    assert done.stdout.splitlines()[-1] == "名册：没有；回执登记簿：没有"


@pytest.mark.parametrize("inside", ["收到", "收到/里面"])
def test_what_lies_in_the_case_does_not_count_even_when_standing_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, inside: str
) -> None:
    received = tmp_path / "收到"
    shutil.copytree(FOLDER / "untouched", received)
    (received / "里面").mkdir()
    for folder in (received, received / "里面"):
        (folder / "office.toml").write_text(OFFICE, encoding="utf-8")
        shutil.copy(FOLDER / "untouched" / "roster.toml", folder / "roster.toml")
    monkeypatch.chdir(tmp_path / inside)
    done = run("verify", received)
    assert done.exit_code == 3
    assert done.stdout.splitlines()[-2:] == [
        (
            "案卷里的 office.toml、roster.toml、receipts.jsonl 没有用：外来的案卷会夹带假的；"
            "要用，写 --roster、--receipts"
        ),
        "名册：没有；回执登记簿：没有",
    ]
    named = run(
        "verify", received, "--roster", received / "roster.toml", "--receipts", received / "receipts.jsonl"
    )
    assert named.exit_code == 0


def test_standing_in_the_case_of_an_office_its_own_roster_is_used(
    office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(office / "build" / "通知")
    (office / "build/通知/roster.toml").write_text("假的", encoding="utf-8")
    done = run("verify", ".")
    assert done.exit_code == 0
    assert done.stdout.splitlines()[-1] == (
        f"名册：{office}/roster.toml；回执登记簿：{office}/receipts.jsonl"
    )


@pytest.mark.parametrize("command", ["verify", "show", "sign"])
def test_a_pipe_or_millions_of_lines_are_refused_at_once(tmp_path: Path, command: str) -> None:
    pipe, lines = tmp_path / "甲" / MANIFEST, tmp_path / "乙" / MANIFEST
    pipe.parent.mkdir()
    lines.parent.mkdir()
    os.mkfifo(pipe)
    lines.write_bytes(b"\n" * (16 * 1024 * 1024))
    for folder in ("甲", "乙"):
        done = run(command, tmp_path / folder)
        assert (done.exit_code, done.stdout) == (2, "")
        assert done.stderr.startswith("错误：")


def test_a_paper_step_is_shown_as_entered_from_paper(office: Path) -> None:
    story = begun(5)
    sheet = story.scanned()
    story.sign(
        "approve", "陆听澜", Decision.APPROVE,
        entered_by="方见微", sheet_digest=sheet, signed_on="2026-05-06",
    )  # fmt: skip
    story.sign("number", "方见微", Decision.REGISTER, number=NUMBER)
    kept(office, story)
    done = run("verify", "build/通知")
    assert done.exit_code == 3
    told = done.stdout.partition("说明：\n")[2].partition("\n\n")[0].splitlines()
    assert told == [
        "  第 7 行“签发”陆听澜：手签登记，登记人方见微",
        "  第 7 行“签发”陆听澜：他有钥匙，这一步没有用，凭的是登记人",
    ]


def told_notes(office: Path, story: Story) -> list[str]:
    kept(office, story)
    shown = run("verify", "build/通知").stdout
    return shown.partition("说明：\n")[2].partition("\n\n")[0].splitlines()


def test_who_consented_to_another_content_is_told(office: Path) -> None:
    story = begun(3).build("防汛抗旱")
    assert told_notes(office, signed(story, BEFORE[3:7])) == [
        "  第 2 行 周启明 拟稿的内容与签发的不同",
        "  第 3 行 沈砚舟 初审的内容与签发的不同",
        "  第 4 行 顾清岚 主任审核的内容与签发的不同",
    ]


def test_approvals_of_a_seal_on_paper_name_the_keeper_and_who_approved(office: Path) -> None:
    story = signed(signed(Story().build(), BEFORE).build(final=True), AFTER[:1])
    story.sign(
        "seal", "许闻笛", Decision.SEAL,
        seal="政府印章", copies=40, sheet_digest=story.scanned(), approvals=("江望舒",),
    )  # fmt: skip
    assert told_notes(office, story) == [
        "  第 11 行“用印”许闻笛：批准人江望舒，照纸上的审批单，由保管印章的许闻笛登记"
    ]


def test_conditions_added_at_a_step_are_told(office: Path) -> None:
    story = signed(Story().build(conditions=()), BEFORE[:1])
    story.sign("first", "沈砚舟", Decision.AGREE, conditions=("重要文件",))
    assert told_notes(office, story) == ["  第 3 行“初审”沈砚舟：添上情形“重要文件”"]


def test_files_the_manifest_does_not_list_are_told(office: Path) -> None:
    (office / "build/通知/通知（盖章版）.pdf").write_bytes(b"%PDF-1.7")
    assert told_notes(office, whole()) == [
        "  旁边的通知（盖章版）.pdf，清单没有记，没有验：不要当作这一件的文件"
    ]


def test_a_build_after_the_last_signature_is_not_established(office: Path) -> None:
    replaced(office, "final-after-the-last-step")
    done = run("verify", "build/通知")
    assert done.exit_code == 3
    assert done.stdout.partition("要办的：\n")[2].splitlines()[:2] == [
        (
            "  – 不能确定　最后的文件有人签过：第 9 行，最后构建的文件还没有人签过："
            "构建的行没有签名，证明不了是谁出的"
        ),
        "      → 请办下一步的人（印制、用印等）看过文件再签；路线里定稿以后没有步骤的，添一步",
    ]


def test_a_late_receipt_tells_both_times(office: Path) -> None:
    replaced(office, "receipt-late")
    assert (
        "    – 不能确定　时间与回执相合：第 4 行，写的时间是 2026-05-06T02:30:00+00:00，"
        "到 2026-05-06T07:30:00+00:00 才登记：是不是那时签的，没有凭据"
    ) in run("verify", "build/通知").stdout.splitlines()


def kept(office: Path, story: Story) -> None:
    for path, data in story.evidence.files().items():
        target = office / ("build/通知" if path.startswith("通知") else ".") / path
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(data)


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (["没有"], "错误：没有：没有这个文件或文件夹\n  → 写清单，或清单所在的文件夹\n"),
        (["build"], "错误：build：没有流转清单\n  → 写明是哪一份清单（.manifest.jsonl）\n"),
        (
            ["build/通知", "--roster", "没有.toml"],
            "错误：没有.toml：没有这份名册\n  → 检查文件名和路径\n",
        ),
        (
            ["build/通知", "--receipts", "没有.jsonl"],
            "错误：没有.jsonl：没有这份回执登记簿\n  → 检查文件名和路径\n",
        ),
        (
            ["office.toml"],
            (
                "错误：office.toml：这不是流转清单\n"
                "  → 写 gongwen build 写出的文件夹，或里面的 .manifest.jsonl\n"
            ),
        ),
    ],
    ids=["case", "manifest", "roster", "receipts", "other-file"],
)
def test_what_could_not_be_verified_says_why(office: Path, arguments: list[str], error: str) -> None:
    done = run("verify", *arguments)
    assert (done.exit_code, done.stdout, done.stderr) == (2, "", error)


def test_nothing_is_written_and_no_network_is_used(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object, **_options: object) -> None:
        raise AssertionError("连了网")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    before = {path: path.read_bytes() for path in office.rglob("*") if path.is_file()}
    assert run("verify", "build/通知").exit_code == 0
    assert {path: path.read_bytes() for path in office.rglob("*") if path.is_file()} == before


HOSTILE = "\x1b[2J\u202e\x9b31m\x07\u2028"


@pytest.mark.parametrize("form", ["human", "json"])
def test_control_characters_never_reach_the_terminal(office: Path, form: str) -> None:
    story = begun(1).force(
        "first", f"沈{HOSTILE}", Decision.AGREE, comment=HOSTILE, reason=HOSTILE, on_behalf_of=HOSTILE
    )
    kept(office, story)
    done = run("verify", "build/通知", "--format", form)
    assert done.exit_code == 1
    assert [each for each in done.stdout if not each.isprintable() and each not in "\n\u3000"] == []
    assert ("<U+001B>" if form == "human" else "\\u001b") in done.stdout


def stranger(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """陌生人：空的文件夹，没有配置，只用这个包。"""
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.run(
        [sys.executable, "-P", "-m", "gongwen.signoff.verify", *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_a_stranger_needs_only_the_manifest_and_the_roster(tmp_path: Path) -> None:
    for name in (MANIFEST, "roster.toml"):
        shutil.copy(FOLDER / "untouched" / name, tmp_path)
    done = stranger(tmp_path, MANIFEST, "--roster", "roster.toml")
    assert (done.returncode, done.stderr) == (3, "")
    assert done.stdout.partition("逐项：")[0].splitlines() == [
        f"{MANIFEST}：《青溪县人民政府办公室关于做好防汛工作的通知》，看了 12 行",
        *FACTS,
        "比过的文件：没有",
        "结论：没有不合的，有不能确定的，见下面“要办的”",
        "  – 没有改动：不能确定",
        "  ✓ 次序合规：合",
        "  ✓ 由有权的人办：合",
        "  – 没有缺少：不能确定",
        "  – 时间可信：不能确定",
        "  ✓ 没有用停用的钥匙：合",
        "",
        "要办的：",
        "  – 不能确定　文件就是构建的文件：没有“通知.pdf”，没有比",
        "      → 把它与清单放在一起再验",
        "  – 不能确定　登记簿完好等 2 项：没有回执登记簿，说不准末尾有没有被切掉",
        f"      → {ASK}",
        "  – 不能确定　时间与回执相合：没有回执，时间是签的人自己说的",
        f"      → {ASK}",
        "",
    ]


def test_a_stranger_with_everything_is_told_it_is_all_right(tmp_path: Path) -> None:
    shutil.copytree(FOLDER / "untouched", tmp_path, dirs_exist_ok=True)
    done = stranger(tmp_path, ".", "--roster", "roster.toml", "--receipts", "receipts.jsonl", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    report = json.loads(done.stdout)
    assert report["statement"] == dict.fromkeys(ASPECT_NAMES, "ok")
    assert report["head"] == HEAD


@pytest.mark.parametrize(
    ("arguments", "first"),
    [
        ([], "错误：参数写得不对（没有写清单）"),
        (["没有"], "错误：没有：没有这个文件或文件夹"),
        ([MANIFEST, "--roster"], "错误：参数写得不对（argument --roster: expected one argument）"),
        ([MANIFEST, "--roster", MANIFEST], "错误：通知.manifest.jsonl"),
    ],
    ids=["nothing", "no-file", "no-value", "not-a-roster"],
)
def test_a_stranger_is_told_why_it_did_not_run(tmp_path: Path, arguments: list[str], first: str) -> None:
    shutil.copy(FOLDER / "untouched" / MANIFEST, tmp_path)
    done = stranger(tmp_path, *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines()[0].startswith(first)
    assert "Traceback" not in done.stderr


def test_a_module_in_the_received_folder_is_not_run(tmp_path: Path) -> None:
    shutil.copytree(FOLDER / "untouched", tmp_path, dirs_exist_ok=True)
    (tmp_path / "argparse.py").write_text("raise SystemExit(0)", encoding="utf-8")
    done = stranger(tmp_path, MANIFEST, "--roster", "roster.toml")
    assert (done.returncode, done.stderr) == (3, "")


def test_only_a_few_packages_are_loaded_for_a_stranger(tmp_path: Path) -> None:
    code = (
        "import sys; from gongwen.signoff.verify.__main__ import main; "
        "print(sorted({each.split('.')[0] for each in sys.modules} & "
        "{'click', 'docx', 'typst', 'lxml', 'jieba', 'yaml', 'jinja2', 'pypdf', 'pypdfium2'}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path
    )
    assert done.stdout == "[]\n"
