"""生成的说明页与程序一致；说明里的命令和例子能跑。"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tools.docs import pages

ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
GENERATED = pages()


@pytest.mark.parametrize("name", GENERATED)
def test_generated_page_is_current(name: str) -> None:
    assert (ROOT / "docs" / name).read_text(encoding="utf-8") == GENERATED[name], "运行 make docs"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_relative_link_leads_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```|`[^`]*`", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    links = re.findall(r"\]\(((?!https?:|#)[^)\s]+)\)", text)
    assert [link for link in links if not (page.parent / link.split("#")[0]).exists()] == []


def test_the_draft_and_commands_of_the_readme_run_as_printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from click.testing import CliRunner

    from gongwen.cli import commands

    text = PAGES[0].read_text(encoding="utf-8")
    draft = re.search(r"```markdown\n(.*?)```", text, re.DOTALL)
    shell = re.search(r"## 几条命令\n\n```sh\n(.*?)```", text, re.DOTALL)
    program = re.search(r"```python\n(.*?)```", text, re.DOTALL)
    assert draft
    assert shell
    assert program
    monkeypatch.chdir(tmp_path)
    (tmp_path / "通知.md").write_text(draft[1], encoding="utf-8")
    for line in shell[1].splitlines():
        _, *arguments = line.split("#")[0].split()
        done = CliRunner().invoke(commands, arguments)
        assert (done.exit_code, "单独成面" in done.stderr) == (0, False), (line, done.output)
    exec(compile(program[1], "README", "exec"), {})
    assert sorted(path.name for path in (tmp_path / "build" / "通知").iterdir()) == [
        "通知.docx",
        "通知.manifest.jsonl",
        "通知.pdf",
        "通知.proof.json",
    ]


def test_the_configuration_of_the_readme_is_accepted(tmp_path: Path) -> None:
    from gongwen.config import Config, ProofConfig, load_config

    found = re.search(r"```toml\n(.*?)```", PAGES[0].read_text(encoding="utf-8"), re.DOTALL)
    assert found
    (tmp_path / "gongwen.toml").write_text(found[1], encoding="utf-8")
    assert load_config(tmp_path) == Config(
        allow_classified=False,
        style="gbt9704",
        fonts=("字体",),
        proofing=ProofConfig(
            select=("BD", "WZ"),
            ignore=("SZ02",),
            max_rate=3.0,
            jobs=2,
            skip=("归档/*",),
            baseline="gongwen-baseline.json",
            counting="办公",
        ),
    )
