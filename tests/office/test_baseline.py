"""基线：旧的不再报，新的照报；挪了行还认得，改好了会说。"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gongwen.config import Config, ProofConfig
from gongwen.errors import OutputError, UsageError
from gongwen.office.adopt import Adopted, start_baseline, write_baseline
from gongwen.office.baseline import read_baseline
from gongwen.office.proof import proof
from gongwen.office.proof_options import ProofOptions

OLD = "请各单位于5月8日前报送,逾期不候。\n请于〔2026〕年内完成,𠮷县除外。\n"


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("起草").mkdir()
    Path("起草/甲.txt").write_text(OLD, encoding="utf-8")


def reported(baseline: str = "基线.json") -> list[tuple[str, int]]:
    report = proof(["起草"], options=ProofOptions(baseline=Path(baseline)))
    return [
        (item.code, each.result.source.position(item.span.start)[0])
        for each in report.files
        for item in each.result.findings
    ]


def adopt(out: str = "基线.json") -> Adopted:
    return write_baseline(start_baseline(["起草"], Path(out), Config()), Path(out))


def test_known_places_are_set_aside_and_new_ones_reported() -> None:
    assert adopt() == Adopted(1, 3, ())
    assert reported() == []
    Path("起草/甲.txt").write_text("新添一段,有错。\n\n" + OLD, encoding="utf-8")
    assert reported() == [("BD01", 1)]


def test_the_second_of_two_same_sentences_is_new() -> None:
    adopt()
    Path("起草/甲.txt").write_text(OLD + OLD, encoding="utf-8")
    assert reported() == [("BD01", 3), ("BD01", 4), ("WZ24", 4)]


def test_what_is_gone_is_told() -> None:
    adopt()
    Path("起草/甲.txt").write_text("请各单位于5月8日前报送,逾期不候。\n", encoding="utf-8")
    report = proof(["起草"], options=ProofOptions(baseline=Path("基线.json")))
    assert report.notices == ("起草/甲.txt：基线里有 2 处已经没有了，运行 gongwen baseline 更新基线",)
    assert report.exit_code == 0


def test_the_baseline_is_the_same_wherever_the_command_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    adopt()
    first = Path("基线.json").read_bytes()
    monkeypatch.chdir("起草")
    write_baseline(start_baseline(["甲.txt"], Path("../基线.json"), Config()), Path("../基线.json"))
    assert Path("../基线.json").read_bytes() == first
    config = Config(proofing=ProofConfig(baseline="../基线.json"))
    assert proof(["甲.txt"], config).files[0].result.findings == ()


def test_the_file_has_this_shape() -> None:
    adopt()
    table = json.loads(Path("基线.json").read_text(encoding="utf-8"))
    rows = table["files"].pop("起草/甲.txt")
    assert table == {"format": 1, "files": {}}
    assert [(row["code"], row["text"], len(row["fingerprint"])) for row in rows] == [
        ("BD01", ",", 16),
        ("BD01", ",", 16),
        ("WZ24", "𠮷", 16),
    ]


def test_a_file_that_is_no_baseline_is_not_overwritten() -> None:
    Path("笔记.json").write_text("{}", encoding="utf-8")
    with pytest.raises(OutputError, match="这个文件已经有了，不是基线，没有动它"):
        adopt("笔记.json")
    assert Path("笔记.json").read_text(encoding="utf-8") == "{}"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "基线读不了：不是 JSON"),
        (b"[" * 100_000, "基线读不了：不是 JSON"),
        (b"\xff\xfe", "基线读不了：不是 JSON"),
        (b"[]", "这不是基线文件"),
        (b'{"format": 1, "files": []}', "这不是基线文件"),
        (b'{"format": 2, "files": {}}', "基线的格式是 2，本程序只认得 1"),
        (b'{"format": 1, "files": {"a": [{}]}}', "基线写得不对：每一处要有 fingerprint"),
        (b'{"format": 1, "files": {"a": 1}}', "基线写得不对：每一处要有 fingerprint"),
    ],
)
def test_a_wrong_baseline_is_refused(data: bytes, message: str) -> None:
    path = Path("基线.json")
    path.write_bytes(data)
    with pytest.raises(UsageError) as caught:
        read_baseline(path)
    assert (caught.value.what, caught.value.where.path) == (message, "基线.json")


def test_a_missing_baseline_is_said() -> None:
    with pytest.raises(UsageError, match="基线读不了：没有这个基线文件"):
        proof(["起草"], options=ProofOptions(baseline=Path("没有.json")))
