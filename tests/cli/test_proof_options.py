"""gongwen proof 的各个选项，gongwen rules、explain、baseline。"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.helpers import draft, run

from gongwen.findings import Level
from gongwen.proofing.rules import RULES

BAD = "请各单位于5月8日前报送,逾期不候。\n于2026年2月30日截止。\n"


@pytest.fixture(autouse=True)
def drafts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name, text in {"甲.md": draft(body=BAD), "乙.md": draft(), "归档/丙.md": draft(body=BAD)}.items():
        path = Path("起草", name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def codes(*arguments: str) -> list[tuple[str, str]]:
    result = run("proof", "--format", "json", *arguments)
    files = json.loads(result.stdout)["files"]
    return [(Path(item["path"]).stem, each["code"]) for item in files for each in item["findings"]]


def test_a_folder_is_walked() -> None:
    assert codes("起草") == [("丙", "BD01"), ("丙", "SZ01"), ("甲", "BD01"), ("甲", "SZ01")]


@pytest.mark.parametrize(
    ("arguments", "left"),
    [
        (("--select", "SZ01"), ["SZ01"]),
        (("--select", "bd,sz01"), ["BD01", "SZ01"]),
        (("--select", "BD", "--select", "SZ"), ["BD01", "SZ01"]),
        (("--ignore", "BD"), ["SZ01"]),
        (("--select", "BD", "--ignore", "BD02，YS"), ["BD01"]),
    ],
)
def test_rules_are_selected_and_ignored(arguments: tuple[str, ...], left: list[str]) -> None:
    assert [code for _, code in codes(*arguments, "起草/甲.md")] == left


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ("--select", "WZ1"),
            "错误：没有规则“WZ1”\n  → 是不是“WZ21”？全部规则见 gongwen rules",
        ),
        (
            ("--select", "BD", "--ignore", "BD"),
            "错误：没有可运行的规则：选的都停用了\n  → 至少留下一条规则",
        ),
        (("--max-rate", "-1"), "错误：差错率上限不能是 -1\n  → 写每万字几处，0 到 10000，如 3"),
        (("--max-rate", "nan"), "错误：差错率上限不能是 nan\n  → 写每万字几处，0 到 10000，如 3"),
        (("--jobs", "0"), "错误：同时校对 0 份不行\n  → 写 1 到 64"),
    ],
)
def test_a_wrong_choice_is_refused_with_a_way_out(arguments: tuple[str, ...], said: str) -> None:
    result = run("proof", *arguments, "起草")
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", said + "\n")


def test_the_configuration_is_followed_and_the_command_line_comes_first() -> None:
    Path("gongwen.toml").write_text(
        '启用规则 = ["SZ"]\n略过 = ["归档/*"]\n差错率上限 = 10000\n', encoding="utf-8"
    )
    assert codes("起草") == [("甲", "SZ01")]
    assert codes("--select", "BD", "起草") == [("甲", "BD01")]
    result = run("proof", "起草")
    assert (result.exit_code, result.stderr) == (0, "照 gongwen.toml 的“略过”，有 1 份没有校对\n")
    assert run("proof", "--max-rate", "3", "起草").exit_code == 1


@pytest.mark.parametrize(
    ("rate", "code"), [("10000", 0), ("0", 1)], ids=["under-the-limit", "over-the-limit"]
)
def test_with_a_limit_only_the_verdict_decides_the_exit_code(rate: str, code: int) -> None:
    result = run("proof", "--max-rate", rate, "起草/甲.md")
    assert result.exit_code == code
    assert ("所设的限度是万分之 0" in result.stdout) == bool(code)


def test_a_title_error_fails_whatever_the_limit() -> None:
    Path("丁.md").write_text(draft().replace("的通知\n", "的通知。\n", 1), encoding="utf-8")
    assert run("proof", "--max-rate", "10000", "丁.md").exit_code == 1


def test_the_report_goes_to_a_file_and_the_summary_to_the_screen() -> None:
    result = run("proof", "--format", "json", "-o", "结果/报告.json", "起草")
    shown = run("proof", "--format", "json", "起草")
    assert Path("结果/报告.json").read_text(encoding="utf-8") == shown.stdout
    assert result.stdout == "写出 结果/报告.json\n" + shown.stderr
    assert [path.name for path in Path("结果").iterdir()] == ["报告.json"]


def test_a_report_that_cannot_be_written_is_said() -> None:
    result = run("proof", "-o", "起草", "起草/乙.md")
    assert (result.exit_code, result.stderr) == (2, "错误：起草：这是文件夹，写不成文件\n  → 写上文件名\n")


def test_two_processes_print_the_same_report() -> None:
    assert run("proof", "--jobs", "2", "起草").output == run("proof", "起草").output


def test_no_progress_bar_when_not_a_terminal() -> None:
    assert run("proof", "起草").stderr == ""


def test_a_baseline_is_adopted_and_then_only_new_places_count() -> None:
    made = run("baseline", "起草")
    assert (made.exit_code, made.stdout) == (0, "写出 gongwen-baseline.json：2 份，4 处\n")
    assert run("proof", "起草").exit_code == 1
    clean = run("proof", "--baseline", "gongwen-baseline.json", "起草")
    assert (clean.exit_code, "基线 4 处" in clean.stdout) == (0, True)
    Path("gongwen.toml").write_text('基线 = "gongwen-baseline.json"\n', encoding="utf-8")
    assert run("proof", "起草").exit_code == 0
    again = run("baseline", "起草")
    assert (again.exit_code, again.stdout) == (0, made.stdout)


def test_a_baseline_names_the_files_it_could_not_read() -> None:
    Path("起草/坏.md").write_bytes(b"\0")
    result = run("baseline", "起草", "-o", "基线.json")
    assert (result.exit_code, result.stdout) == (2, "写出 基线.json：2 份，4 处\n")
    assert result.stderr.startswith("起草/坏.md:1：不是文本文件")


def test_rules_are_listed() -> None:
    lines = run("rules").stdout.splitlines()
    assert [line.split()[0] for line in lines[1:-2]] == [rule.code for rule in RULES]
    assert lines[-1] == f"共 {len(RULES)} 条；看一条的说明：gongwen explain 代码"


def test_rules_are_listed_for_programs() -> None:
    listed = json.loads(run("rules", "--format", "json").stdout)
    assert [item["code"] for item in listed["rules"]] == [rule.code for rule in RULES]
    assert listed["rules"][0] == {
        "code": "BD01",
        "name": "汉字旁用了半角标点",
        "level": "error",
        "source": "GB/T 15834—2011（标点符号用法）",
        "fixable": True,
    }


def test_a_rule_is_explained() -> None:
    result = run("explain", "fx02")
    assert (result.exit_code, result.stdout) == (
        0,
        """# FX02 放行没有用上（提示）
依据：本程序的约定（docs/校对.md）

放行的那一段已经改好，或者代码写错了段：留着会放过以后的差错，应当删去。没有运行的规则不算。

## 提示
- 【<!-- 放行 BD01：原文如此 -->】
    【<!-- 放行 BD01、BD02：外文资料 -->】
    请各单位于5月8日前报送,逾期不候。
    【<!-- 放行 BD：外文资料 -->】
    请各单位于5月8日前报送。
    请各单位于5月8日前报送,逾期不候。

## 不报
    <!-- 放行 BD01：外文资料 -->
    请各单位于5月8日前报送,逾期不候。
    <!-- 全文放行 BD：外文资料 -->
    请各单位于5月8日前报送。
    请各单位于5月8日前报送,逾期不候。
""",
    )


def test_a_family_is_explained_rule_by_rule() -> None:
    heads = [line for line in run("explain", "BD").stdout.splitlines() if line.startswith("# ")]
    level = {Level.ERROR: "差错", Level.ADVICE: "提示"}
    family = [rule for rule in RULES if rule.code.startswith("BD")]
    assert heads == [f"# {rule.code} {rule.name}（{level[rule.level]}）" for rule in family]


def test_an_unknown_code_has_no_explanation() -> None:
    result = run("explain", "ZZ01")
    assert result.exit_code == 2
    assert result.stderr.startswith("错误：没有规则“ZZ01”\n  → 是不是“ZC01”？")
