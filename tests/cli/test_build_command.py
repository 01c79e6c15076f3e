"""gongwen build：写出什么、说什么、以什么退出。"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.helpers import BODY, FRONT, ROUTE, draft, names, payloads, png, run, told, tree, without

import gongwen


def summary(path: str, faces: int = 1) -> str:
    from gongwen.proofing.rules import RULES

    return (
        f"{path}：{faces} 面。校对 1 件，运行 {len(RULES)} 条规则，"
        "差错 0 处，提示 0 处；差错率万分之 0.00；裁定：通过"
    )


def put(desk: Path, name: str = "稿.md", text: str | None = None) -> Path:
    path = desk / name
    path.write_bytes((draft() if text is None else text).encode())
    return path


def test_it_writes_four_files_into_a_folder_of_the_drafts_name(desk: Path) -> None:
    source = put(desk)
    before = (source.read_bytes(), source.stat().st_mtime_ns)
    result = run("build", "稿.md")
    assert (result.exit_code, told(result)) == (0, [ROUTE])
    assert result.stdout.splitlines() == [
        "写出 build/稿/稿.docx",
        "写出 build/稿/稿.pdf",
        "写出 build/稿/稿.proof.json",
        "写出 build/稿/稿.manifest.jsonl",
        summary("稿.md"),
    ]
    assert names(desk) == [
        "build/稿/稿.docx",
        "build/稿/稿.manifest.jsonl",
        "build/稿/稿.pdf",
        "build/稿/稿.proof.json",
        "稿.md",
    ]
    assert (source.read_bytes(), source.stat().st_mtime_ns) == before


def test_several_drafts_lie_flat_in_one_folder(desk: Path) -> None:
    for name in ("甲.md", "乙.txt"):
        put(desk, name)
    result = run("build", "甲.md", "乙.txt", "-o", "out", "--format", "pdf")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "写出 out/甲.pdf",
        "写出 out/甲.proof.json",
        "写出 out/甲.manifest.jsonl",
        summary("甲.md"),
        "写出 out/乙.pdf",
        "写出 out/乙.proof.json",
        "写出 out/乙.manifest.jsonl",
        summary("乙.txt"),
    ]


def test_building_again_overwrites_what_it_wrote(desk: Path) -> None:
    put(desk)
    run("build", "稿.md", "--format", "pdf")
    first = tree(desk)
    same = run("build", "稿.md", "--format", "pdf")
    second = tree(desk)
    put(desk, text=draft(body=BODY + "补一句。\n"))
    changed = run("build", "稿.md", "--format", "pdf")
    third = tree(desk)
    assert (same.exit_code, changed.exit_code) == (0, 0)
    assert {name for name in first if first[name] != second[name]} == {"build/稿/稿.manifest.jsonl"}
    assert {name for name in second if second[name] != third[name]} == {
        "稿.md",
        "build/稿/稿.manifest.jsonl",
        "build/稿/稿.pdf",
        "build/稿/稿.proof.json",
    }
    data = (desk / "build/稿/稿.manifest.jsonl").read_bytes()
    assert [each["seq"] for each in payloads(data)] == [0, 1, 2]


def test_a_place_left_empty_is_told_and_makes_it_1(desk: Path) -> None:
    put(desk, text=draft(without("发文字号", "成文日期"), BODY + "请于{{日期}}前报送。\n"))
    result = run("build", "稿.md", "--format", "pdf")
    assert (result.exit_code, told(result)) == (
        1,
        [ROUTE, "空位：发文字号还没有填", "空位：成文日期还没有填", "空位：稿.md:10 {{日期}}还没有填"],
    )
    assert "build/稿/稿.pdf" in names(desk)


def test_a_failed_verdict_makes_it_1_and_is_written(desk: Path) -> None:
    put(desk, text=draft(FRONT.replace("的通知", "")))
    result = run("build", "稿.md", "--format", "pdf")
    assert (result.exit_code, result.stdout.splitlines()[-1].split("裁定：")[1]) == (1, "不通过")
    report = json.loads((desk / "build/稿/稿.proof.json").read_text(encoding="utf-8"))
    assert [entry["verdict"] for entry in report["files"]] == ["fail"]


def test_the_proof_in_the_build_is_what_proof_says(desk: Path) -> None:
    (desk / "甲.md").write_text("甲表正文,有误。\n", encoding="utf-8")
    put(desk, text=draft(FRONT + "附件: {标题: 甲表, 文件: 甲.md}\n"))
    run("build", "稿.md", "--format", "pdf")
    proofed = run("proof", "稿.md", "--format", "json")
    assert (desk / "build/稿/稿.proof.json").read_text(encoding="utf-8") == proofed.stdout


@pytest.mark.parametrize(
    ("encoding", "notices"),
    [
        ("gbk", ["说明：稿.md：不是 UTF-8 编码，按 GBK（GB 18030） 读入"]),
        ("utf-16", ["说明：稿.md：不是 UTF-8 编码，按 UTF-16 读入"]),
        ("utf-8-sig", []),
    ],
)
def test_a_draft_in_another_encoding_is_built_and_told(desk: Path, encoding: str, notices: list[str]) -> None:
    put(desk)
    run("build", "稿.md", "--format", "pdf", "-o", "一")
    (desk / "稿.md").write_bytes(draft().encode(encoding))
    result = run("build", "稿.md", "--format", "pdf", "-o", "二")
    hashes = tree(desk)
    assert (result.exit_code, told(result)) == (0, [*notices, ROUTE])
    assert hashes["一/稿.pdf"] == hashes["二/稿.pdf"]


@pytest.mark.parametrize("newline", ["\r\n", "\r"], ids=["crlf", "cr"])
def test_line_breaks_of_other_systems_give_the_same_page(desk: Path, newline: str) -> None:
    put(desk)
    run("build", "稿.md", "--format", "pdf", "-o", "一")
    put(desk, text=draft().replace("\n", newline))
    result = run("build", "稿.md", "--format", "pdf", "-o", "二")
    hashes = tree(desk)
    assert (result.exit_code, told(result)) == (0, [ROUTE])
    assert hashes["一/稿.pdf"] == hashes["二/稿.pdf"]


def test_source_files_are_never_touched(desk: Path) -> None:
    (desk / "甲.md").write_text("甲表正文。\n", encoding="utf-8")
    (desk / "制度.md").write_text("# 制度\n第一条　甲。\n", encoding="utf-8")
    (desk / "图.png").write_bytes(png(40, 30))
    put(
        desk,
        text=draft(FRONT + "附件: {标题: 甲表, 文件: 甲.md}\n被印发件: 制度.md\n", BODY + "![图](图.png)\n"),
    )
    before = {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in desk.iterdir()}
    result = run("build", "稿.md", "--format", "pdf", "-o", "out")
    assert result.exit_code == 0
    after = {
        path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in desk.iterdir() if path.is_file()
    }
    assert after == before


@pytest.mark.parametrize(
    "name", ["空 格.md", "😀.md", "引'号\".md", "-横.md", "换\n行.md", "#井&号;$(x).md", "长" * 76 + ".md"]
)
def test_a_draft_may_have_any_name(desk: Path, name: str) -> None:
    put(desk, name)
    result = run("build", "--format", "pdf", "-o", "out", "--", name)
    stem = name.removesuffix(".md")
    assert (result.exit_code, told(result)) == (0, [ROUTE])
    assert names(desk) == sorted(
        [name, *(f"out/{stem}.{end}" for end in ("manifest.jsonl", "pdf", "proof.json"))]
    )


def test_a_long_title_and_ten_organs_can_be_set(desk: Path) -> None:
    title = "关于" + "做好防汛抗旱和抢险救灾准备工作" * 20 + "的通知"
    organs = "".join(f"  - 澜州市第{number}局\n" for number in "一二三四五六七八九十")
    put(desk, text=draft(f"文种: 通知\n发文机关:\n{organs}标题: {title}\n"))
    result = run("build", "稿.md", "--format", "pdf")
    assert result.exit_code == 1
    assert [line for line in told(result) if line.startswith("空位")] == [
        "空位：发文字号还没有填",
        "空位：成文日期还没有填",
    ]


# 以下在真的进程里：文件名的字节、关掉的输出、语言环境。


def gongwen_process(
    desk: Path, *arguments: str | bytes, **more: object
) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(Path(gongwen.__file__).parents[1])}
    environment |= more.pop("environment", {})  # type: ignore[arg-type]
    command = [sys.executable, "-m", "gongwen", *arguments]
    options = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "timeout": 60} | more
    return subprocess.run(command, cwd=desk, env=environment, check=False, **options)  # type: ignore[call-overload,no-any-return]


def test_a_name_in_gbk_bytes_is_built(desk: Path) -> None:
    """从旧系统的压缩包解出来的文件，名字常是 GBK 字节。"""
    name = "通知".encode("gbk") + b"\xff.md"
    (Path(os.fsdecode(os.fsencode(desk) + b"/" + name))).write_text(draft(), encoding="utf-8")
    built = gongwen_process(desk, "build", name, "--format", "pdf")
    proofed = gongwen_process(desk, "proof", name, "--format", "json")
    assert (built.returncode, b"Traceback" in built.stderr) == (0, False)
    assert (proofed.returncode, json.loads(proofed.stdout)["files"][0]["problem"]) == (0, None)


@pytest.mark.parametrize("locale", ["C", "POSIX", "zh_CN.GBK"])
def test_the_locale_makes_no_difference(desk: Path, locale: str) -> None:
    put(desk)
    environment = {"LANG": locale, "LC_ALL": locale}
    done = gongwen_process(desk, "build", "稿.md".encode(), "--format", "pdf", environment=environment)
    assert (done.returncode, b"Traceback" in done.stderr) == (0, False)
    assert done.stdout.decode().splitlines()[0] == "写出 build/稿/稿.pdf"


def test_brackets_nested_without_end_are_refused_at_once(desk: Path) -> None:
    """几万层括号不该让程序算上几分钟：PyYAML 的用时与层数的平方成正比。"""
    put(desk, text=draft(FRONT + "附注: " + "[" * 9000 + "\n"))
    done = gongwen_process(desk, "build", "稿.md", "--format", "pdf", timeout=10)
    assert (done.returncode, done.stdout, names(desk)) == (2, b"", ["稿.md"])
    assert done.stderr.decode().startswith("错误：稿.md:8:")
    assert "要素嵌套过深" in done.stderr.decode()


def test_output_that_cannot_be_shown_is_no_verdict(desk: Path) -> None:
    put(desk)
    with Path("/dev/full").open("wb") as full:
        done = gongwen_process(desk, "proof", "稿.md", "--format", "json", stdout=full)
    assert (done.returncode, b"Traceback" in done.stderr) == (2, False)


def test_a_folder_that_is_gone_is_no_crash(desk: Path) -> None:
    put(desk)
    program = (
        "import os, sys; os.mkdir('gone'); os.chdir('gone'); os.rmdir('../gone'); sys.argv[0] = 'gongwen'\n"
        "from gongwen.cli import main; main()"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(gongwen.__file__).parents[1])}
    command = [
        sys.executable,
        "-c",
        program,
        "build",
        str(desk / "稿.md"),
        "--format",
        "pdf",
        "-o",
        str(desk / "out"),
    ]
    done = subprocess.run(command, cwd=desk, env=environment, capture_output=True, check=False)
    assert b"Traceback" not in done.stderr
    assert done.returncode in {0, 2}


def test_places_to_fill_are_counted_apart_from_errors_and_fail_the_paper(desk: Path) -> None:
    text = draft(body="各单位,要于【待填：日期】前报送。\n")
    (desk / "稿.md").write_text(text, encoding="utf-8")
    built, proofed = run("build", "稿.md", "--format", "pdf"), run("proof", "稿.md")
    assert (built.exit_code, proofed.exit_code) == (1, 1)
    wanted = "差错 1 处，提示 0 处，空位 1 处；"
    assert wanted in built.stdout.splitlines()[-1]
    assert wanted in proofed.stdout.splitlines()[-1]
    assert "    不通过：还有空位 1 处没有填，没有写完，不能送印" in proofed.stdout.splitlines()
    (desk / "缺.md").write_text(draft(without("发文字号")), encoding="utf-8")
    assert (
        run("build", "缺.md", "--format", "pdf")
        .stdout.splitlines()[-1]
        .endswith("裁定：通过；还有空位，没有写完")
    )


def test_an_office_layout_is_told_deviation_by_deviation(desk: Path) -> None:
    (desk / "稿.md").write_text(draft(), encoding="utf-8")
    done = run("build", "稿.md", "--style", "28磅行距")
    assert (done.exit_code, told(done)) == (
        0,
        [
            (
                "说明：版式“28磅行距”与 GB/T 9704—2012 的基准不同："
                "5.2.3 行数和字数（grid.pitch）：28 pt，基准 28.95 pt（推导）"
            ),
            ROUTE,
        ],
    )


@pytest.mark.parametrize(("style", "stroked"), [("gbt9704", False), ("三级加粗", True)])
def test_a_bold_third_level_is_seen_in_the_pdf_though_the_font_has_no_bold(
    desk: Path, style: str, stroked: bool
) -> None:
    from pypdf import PdfReader

    (desk / "稿.md").write_text(draft(body="一、甲\n（一）乙\n1.丙。丁戊。\n"), encoding="utf-8")
    assert run("build", "稿.md", "--style", style, "--format", "pdf").exit_code == 0
    content = PdfReader(desk / "build" / "稿" / "稿.pdf").pages[0].get_contents()
    assert content is not None
    # 2 Tr 是既填色又描边
    assert (b"2 Tr" in content.get_data()) == stroked
