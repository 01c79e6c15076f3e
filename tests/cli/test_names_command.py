"""gongwen names：终端文字、JSON、退出码；说明页里的例子照印的能跑。"""

from __future__ import annotations

import json
import re
import shutil
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from tests.helpers import ROOT

from gongwen.cli.names import names_command
from gongwen.office.versions import gongwen_version
from gongwen.proofing.names.checklist import CHECKS

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

PAGE = ROOT / "docs" / "会务.md"
FENCE = re.compile(r"^```(?P<info>[^\n]*)\n(?P<text>.*?)^```$", re.DOTALL | re.MULTILINE)
OFFICE = '名称 = "澜州市人民政府办公室"\n[[人员]]\n姓名 = "沈砚舟"\n职务 = "市长"\n'


def names(*arguments: str) -> Result:
    return CliRunner().invoke(names_command, [*arguments], catch_exceptions=False)


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "office.toml").write_text(OFFICE, encoding="utf-8")
    return tmp_path


def test_the_page_can_be_followed_as_printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    shown = ""
    for found in FENCE.finditer(PAGE.read_text(encoding="utf-8")):
        kind, _, name = found["info"].partition(" ")
        if name:
            (tmp_path / name).write_text(found["text"], encoding="utf-8")
        elif kind == "sh":
            command, _, wanted = found["text"].partition("#")
            result = names(*command.split()[2:])
            assert (result.exit_code, result.stderr) == (int(re.sub(r"\D", "", wanted)), "")
            shown = result.stdout
        else:
            assert (kind, found["text"]) == ("text", shown)
    assert shown


def test_every_check_is_on_the_page_and_in_order() -> None:
    rows = re.findall(r"^\| (HW\d\d) \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert rows == [check.code for check in CHECKS]


def test_the_samples_as_the_terminal_shows_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / "samples" / "会务", tmp_path / "会务")
    monkeypatch.chdir(tmp_path / "会务")
    result = names("会标.txt", "桌签.csv", "参会名单.xlsx")
    assert (result.exit_code, result.stderr) == (1, "")
    assert result.stdout == (
        "会标.txt（会标）：0 个姓名，与名册相符 0，不符 0，名册里没有 0\n"
        "\n"
        "桌签.csv 第2行第2列  HW01 差错 "
        "名册里没有“沈砚洲”，有“沈砚舟”（市委副书记、市长）：有同音字，职务相同，请核对\n"
        "    1　【沈砚洲】　市长\n"
        "    应为：沈砚舟\n"
        "桌签.csv 第8行第3列  HW02 差错 职务与名册不符：名册里“江云深”是“澜州市气象局局长”\n"
        "    7　江云深　【市气象局副局长】\n"
        "    应为：澜州市气象局局长\n"
        "桌签.csv 第10行第2列  HW01 差错 与名册写法不同：名册作“李堃”，请核对\n"
        "    9　【李　坤】　市水利局副局长\n"
        "    应为：李堃\n"
        "桌签.csv（桌签）：11 个姓名，与名册相符 8，不符 3，名册里没有 0\n"
        "    会标、桌签上的姓名、职务和名称，错一处就是失误（政府办公室工作责任制度第十九条）\n"
        "\n"
        "参会名单.xlsx 工作表“名单”C6  HW07 提示 次序与名册不同：名册里“陆听澜”在“季怀川”之后\n"
        "    4　市政府办公室　【陆听澜】　主任\n"
        "参会名单.xlsx 工作表“名单”B12  HW04 差错 "
        "“澜洲市气象局”与名册里的“澜州市气象局”只差一点：有同音字，请核对\n"
        "    10　【澜洲市气象局】　江云深　局长\n"
        "    应为：澜州市气象局\n"
        "参会名单.xlsx  名册里没有 1 人，请人工核对：孟昭华（工作表“名单”C14）\n"
        "参会名单.xlsx（名单）：12 个姓名，与名册相符 11，不符 0，名册里没有 1\n"
        "\n"
        "按 office.toml 的 12 人核对 3 份，共 23 个姓名："
        "与名册相符 19，不符 3，名册里没有 1；差错 4 处，提示 1 处\n"
    )


def test_json_has_every_finding_and_every_unknown_name(office: Path) -> None:
    (office / "名单.csv").write_text("姓名,职务,单位\n沈砚洲,市长,\n陈静,经理,甲公司\n", encoding="utf-8")
    result = names("名单.csv", "没有.txt", "--format", "json")
    assert (result.exit_code, json.loads(result.stdout)) == (
        2,
        {
            "format": 1,
            "version": gongwen_version(),
            "people": 1,
            "files": [
                {
                    "path": "名单.csv",
                    "paper": "名单",
                    "names": 2,
                    "matched": 0,
                    "wrong": 1,
                    "errors": 1,
                    "advice": 0,
                    "problem": None,
                    "unknown": [{"name": "陈静", "post": "经理", "organ": "甲公司", "place": "第3行第1列"}],
                    "findings": [
                        {
                            "code": "HW01",
                            "level": "error",
                            "message": "名册里没有“沈砚洲”，有“沈砚舟”（市长）：有同音字，职务相同，请核对",
                            "place": "第2行第1列",
                            "text": "沈砚洲",
                            "suggestion": "沈砚舟",
                        }
                    ],
                },
                {
                    "path": "没有.txt",
                    "paper": None,
                    "names": 0,
                    "matched": 0,
                    "wrong": 0,
                    "errors": 0,
                    "advice": 0,
                    "problem": "没有.txt：找不到这个文件\n  → 检查文件名和路径",
                    "unknown": [],
                    "findings": [],
                },
            ],
        },
    )
    assert result.stderr == (
        "按 office.toml 的 1 人核对 1 份，1 份读不了，共 2 个姓名："
        "与名册相符 0，不符 1，名册里没有 1；差错 1 处，提示 0 处\n"
    )


def test_clean_is_0_and_what_was_guessed_is_told(office: Path) -> None:
    (office / "桌签.txt").write_bytes("沈砚舟".encode("gbk"))
    result = names("桌签.txt")
    assert result.exit_code == 0
    assert result.stdout == (
        "桌签.txt（桌签）：1 个姓名，与名册相符 1，不符 0，名册里没有 0\n\n"
        "按 office.toml 的 1 人核对 1 份，共 1 个姓名："
        "与名册相符 1，不符 0，名册里没有 0；差错 0 处，提示 0 处\n"
    )
    assert result.stderr == "说明：桌签.txt：编码不是 UTF-8，按 gb18030 读的，请看看有没有乱码\n"


def test_what_cannot_be_read_is_2_and_the_rest_is_checked(office: Path) -> None:
    (office / "旧.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    (office / "桌签.txt").write_text("沈砚舟", encoding="utf-8")
    result = names("旧.xls", "桌签.txt")
    assert result.exit_code == 2
    assert result.stdout.splitlines()[:3] == [
        "旧.xls：没有核对。是 97—2003 格式的文件（.xls、.et）",
        "  → 用 Excel 或 WPS 打开，另存为“Excel 工作簿（*.xlsx）”再用",
        "",
    ]
    assert result.stdout.splitlines()[-1].startswith(
        "按 office.toml 的 1 人核对 1 份，1 份读不了，共 1 个姓名"
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (None, "错误：没有 office.toml，没有名册可以对照"),
        ('名称 = "甲"\n', "office.toml：office.toml 里没有人员，没有名册可以对照"),
    ],
)
def test_without_a_roster_it_is_2_and_says_what_to_do(office: Path, text: str | None, said: str) -> None:
    if text is None:
        (office / "office.toml").unlink()
    else:
        (office / "office.toml").write_text(text, encoding="utf-8")
    result = names("桌签.txt")
    first, second = result.stderr.splitlines()
    assert (result.exit_code, result.stdout) == (2, "")
    assert first.endswith(said)
    assert second == (
        "  → 在放 office.toml 的文件夹里运行；还没有的，先 gongwen init，再把要核对的人逐个写成一段 [[人员]]"
    )


def test_many_of_a_kind_and_many_strangers_are_folded(office: Path) -> None:
    lines = ["沈砚洲"] * 25 + [f"陈{chr(0x4E00 + at * 7)}静" for at in range(70)]
    (office / "名单.txt").write_text("\n".join(lines), encoding="utf-8")
    shown = names("名单.txt").stdout.splitlines()
    assert sum("HW01 差错" in line for line in shown) == 10
    assert "名单.txt  HW01 还有 15 处没有列出，全部见 JSON 结果" in shown
    (listed,) = [line for line in shown if "请人工核对" in line]
    assert listed.endswith("……还有 10 人，全部见 JSON 结果")


def test_text_from_a_list_cannot_drive_the_terminal(office: Path) -> None:
    (office / "名单.csv").write_text("姓名,职务\n沈砚洲,\u202e市长\n", encoding="utf-8")
    assert "    【沈砚洲】　<U+202E>市长" in names("名单.csv").stdout.splitlines()
