"""“接入检验”一页：YAML 读得通，里面的命令照印的能跑，写出的文件就是平台要的；JSON 的各键都有说明。"""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import yaml
from tests.helpers import draft, run
from tests.report import corpus

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "接入检验.md").read_text(encoding="utf-8")
FENCES = re.findall(r"(?ms)^```(\w+)\n(.*?)^```$", PAGE)
COMMAND = re.compile(r"(?m)(?:^|- (?:run: )?|run: |sh ')(gongwen [^|<>#'\n]+)(?:.*?# 退出码 (\d))?")
COMMANDS = [found.groups() for _, text in FENCES for found in COMMAND.finditer(text)]
READ = {".sarif": json.loads, ".json": json.loads, ".rdjson": json.loads, ".xml": ET.fromstring}


@pytest.fixture
def drafts(desk):
    (desk / "drafts").mkdir()
    body = "各单位要高度重视防汛工作,现就有关事项通知如下。\n"
    (desk / "drafts" / "通知.md").write_text(draft(body=body), encoding="utf-8")
    (desk / "gongwen-baseline.json").write_text('{"format": 1, "files": {}}\n', encoding="utf-8")
    return desk


def loaded(marker):
    """页里含有 marker 的那一段 YAML。"""
    (text,) = [text for kind, text in FENCES if kind == "yaml" and marker in text]
    return yaml.safe_load(text)


def test_every_kind_of_fence_is_checked_here():
    assert {kind for kind, _ in FENCES} == {"sh", "yaml", "groovy"}
    assert len(COMMANDS) == 13


@pytest.mark.parametrize(("command", "code"), COMMANDS, ids=[command for command, _ in COMMANDS])
def test_a_command_of_the_page_runs_as_printed(drafts, command, code):
    words = shlex.split(command)
    result = run(*words[1:])
    writes_baseline = words[1] == "baseline"
    assert result.exit_code == (int(code) if code else 0 if writes_baseline else 1), result.output
    if "-o" in words:
        out = drafts / words[words.index("-o") + 1]
        assert READ[out.suffix](out.read_text(encoding="utf-8")) is not None


def test_a_baseline_silences_what_was_there(drafts):
    assert run("baseline", "drafts/").exit_code == 0
    assert run("proof", "drafts/", "--baseline", "gongwen-baseline.json").exit_code == 0


def test_github_uploads_the_file_the_command_writes():
    steps = loaded("upload-sarif")["jobs"]["proof"]["steps"]
    (written,) = [step["run"] for step in steps if "sarif" in step.get("run", "")]
    (upload,) = [step["with"] for step in steps if "upload-sarif" in step.get("uses", "")]
    assert shlex.split(written)[-1] == upload["sarif_file"]


def test_gitlab_takes_the_files_the_commands_write():
    job = loaded("codequality")["公文校对"]
    named = {shlex.split(line.split("||")[0])[-1] for line in job["script"][1:]}
    assert named == {*job["artifacts"]["reports"].values()}


def test_reviewdog_reads_the_file_the_command_writes():
    written, read = [
        step["run"]
        for step in loaded("reviewdog")["jobs"]["review"]["steps"]
        if "rdjson" in step.get("run", "")
    ]
    assert read.split("< ")[1] == shlex.split(written.split("||")[0])[-1]


def test_the_hook_is_what_the_page_says_and_its_command_is_ours():
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    (remote,) = loaded("rev: ")["repos"][0]["hooks"]
    (local,) = loaded("repo: local")["repos"][0]["hooks"]
    assert remote["id"] == hook["id"] == local["id"]
    assert {key: local[key] for key in ("name", "entry", "types_or", "require_serial")} == {
        key: hook[key] for key in ("name", "entry", "types_or", "require_serial")
    }
    assert run(*shlex.split(hook["entry"])[1:], *remote["args"], "--help").exit_code == 0


def test_every_format_of_the_table_exists_and_every_format_is_in_it():
    from gongwen.report.formats import NAMES

    table = PAGE.partition("## 哪种格式给谁")[2].partition("## ")[0]
    assert re.findall(r"(?m)^\| `(\w+)` \|", table) == sorted(NAMES, key=table.index)


def test_every_key_of_the_json_is_explained():
    report = json.loads(corpus.output("json"))
    (ruled,) = [item for item in report["files"][0]["set_aside"] if item["ruling"]["kind"] == "waived"]
    keys = {*report, *report["files"][0], *ruled, *ruled["ruling"]}
    tables = PAGE.partition("## JSON 的各键")[2]
    assert [key for key in sorted(keys) if f"`{key}`" not in tables] == []
