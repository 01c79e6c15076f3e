"""两份指南里的命令、例子照印的能跑：按先后写文件、跑命令、跑程序。"""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from tests.helpers import run

ROOT = Path(__file__).resolve().parents[1]
FENCE = re.compile(r"^```(?P<info>[^\n]*)\n(?P<text>.*?)^```$", re.DOTALL | re.MULTILINE)
EXPECTED = re.compile(r"#\s*退出码 (\d)")
# 只是给人看的：提问的样子、CI 的配置、模板的例子。
SHOWN_ONLY = {"text", "yaml", "markdown"}


def fences(page: str) -> list[tuple[str, str]]:
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    return [(found["info"].strip(), found["text"]) for found in FENCE.finditer(text)]


def follow(page: str, desk: Path) -> int:
    """照着做一遍，返回做了几步。"""
    done = 0
    for info, text in fences(page):
        kind, _, name = info.partition(" ")
        if name:
            (desk / name).write_text(text, encoding="utf-8")
        elif kind == "sh":
            for line in text.splitlines():
                command = shlex.split(line.split(" #")[0].split(" >")[0])
                assert command[0] == "gongwen", line
                result = run(*command[1:])
                wanted = EXPECTED.search(line)
                assert result.exit_code == (int(wanted[1]) if wanted else 0), (line, result.output)
        elif kind == "python":
            exec(compile(text, page, "exec"), {})
        else:
            assert kind in SHOWN_ONLY, info
            continue
        done += 1
    return done


@pytest.mark.parametrize(("page", "steps"), [("文秘指南.md", 11), ("开发指南.md", 7)])
def test_a_guide_can_be_followed_as_printed(desk: Path, page: str, steps: int) -> None:
    assert follow(page, desk) == steps


def test_the_paper_of_the_clerk_guide_goes_from_open_places_to_none(desk: Path) -> None:
    follow("文秘指南.md", desk)
    names = sorted(path.name for path in (desk / "build" / "国庆值班").iterdir())
    assert names == [f"国庆值班.{kind}" for kind in ("docx", "manifest.jsonl", "pdf", "proof.json")]
    manifest = (desk / "build" / "国庆值班" / "国庆值班.manifest.jsonl").read_text(encoding="utf-8")
    assert len(manifest.splitlines()) == 2


def test_the_template_shown_can_be_used(desk: Path) -> None:
    ((_, text), *_) = [fence for fence in fences("模板.md") if fence[0] == "markdown"]
    (desk / "模板").mkdir()
    (desk / "模板" / "我的.md").write_text(text, encoding="utf-8")
    (desk / "office.toml").write_text('名称 = "澜州市水利局"\n模板目录 = "模板"\n', encoding="utf-8")
    assert run("new", "值班", "--set", "事由=做好国庆假期值班工作").exit_code == 0
    lines = (desk / "我的.md").read_text(encoding="utf-8").splitlines()
    assert re.sub(r"\d{4}", "今年", "\n".join(lines)) == (
        "---\n文种: 通知\n发文机关: 澜州市水利局\n发文字号:  # 登记编号时填，如 澜政办发〔今年〕1号\n"
        "标题: 澜州市水利局关于做好国庆假期值班工作的通知\n成文日期:  # 签发的日期\n---\n"
        "现就做好国庆假期值班工作通知如下：\n【待填：逐项写明谁、在什么时候、做什么】"
    )


def test_the_office_file_shown_is_read_and_every_key_is_explained(tmp_path: Path) -> None:
    from gongwen.agency import KEYS, load_agency
    from gongwen.agency.people import PERSON_KEYS

    ((_, text), *_) = [fence for fence in fences("单位资料.md") if fence[0] == "toml"]
    (tmp_path / "office.toml").write_text(text, encoding="utf-8")
    agency = load_agency(tmp_path / "office.toml")
    assert (agency.code_for("函"), agency.group("主送", "会议通知")) == ("澜政办函", ("市政府各部门",))
    page = (ROOT / "docs" / "单位资料.md").read_text(encoding="utf-8")
    explained = "".join(re.findall(r"(?m)^\| ([^|]+) \|", page))
    assert [key for key in KEYS if key not in explained] == []
    assert [key for key in PERSON_KEYS if key not in page.partition("| 人员 |")[2].splitlines()[0]] == []
