"""gongwen doctor：打印什么，以什么退出。"""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest
from tests.helpers import names, run
from tests.layout.tiny_fonts import tiny

from gongwen.layout import fonts as finding
from gongwen.layout.system_fonts import SystemFonts
from gongwen.office import doctor as checking
from gongwen.report.table_text import display_width

PAGE = Path(__file__).resolve().parents[2] / "docs" / "字体.md"


@pytest.fixture
def lone_desk(desk: Path, fonts_dir: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Debian 上的一张桌子：系统里没有字体，.fonts 里是自由字体。"""
    (desk / ".fonts").symlink_to(fonts_dir.resolve())
    monkeypatch.delenv("GONGWEN_FONTS")
    monkeypatch.setenv("XDG_CACHE_HOME", str(desk.parent / "cache"))
    monkeypatch.setattr(finding, "scan_system", lambda: SystemFonts(frozenset()))
    monkeypatch.setattr(checking, "system_roots", lambda: ())
    monkeypatch.setattr(checking, "system_font_files", frozenset)
    monkeypatch.setattr(checking, "this_system", lambda: "debian")
    monkeypatch.setattr(checking, "wrong_checksums", lambda _: ())  # 读完整个文件要一秒多
    monkeypatch.setattr(checking, "project_folders", lambda: (desk / ".fonts",))
    monkeypatch.setattr(finding, "project_folders", lambda: (desk / ".fonts",))
    return desk


HUMAN = """\
字体（版式 gbt9704）
  用途    PDF 里用的               种类    文件                      DOCX 里写的     本机
  小标宋  Noto Serif CJK SC（粗）  代用    {}/NotoSerifCJK-Bold.ttc     方正小标宋简体  没有装
  仿宋    FandolFang R             本用途  {}/FandolFang-Regular.otf    仿宋_GB2312     没有装
  楷体    FandolKai                本用途  {}/FandolKai-Regular.otf     楷体_GB2312     没有装
  黑体    FandolHei                本用途  {}/FandolHei-Regular.otf     黑体            没有装
  宋体    FandolSong               本用途  {}/FandolSong-Regular.otf    宋体            没有装
  生僻字  Noto Serif CJK SC        后备    {}/NotoSerifCJK-Regular.ttc  宋体            没有装
          LXGW WenKai              后备    {}/LXGWWenKai-Regular.ttf

人名生僻字（镕喆堃芃祎赟珺瑄昇㎡𠮷）
  小标宋、生僻字：都有
  仿宋、黑体、宋体：没有镕喆堃芃祎赟珺瑄昇㎡𠮷，用 Noto Serif CJK SC 代替
  楷体：没有镕喆堃芃祎赟珺瑄昇㎡𠮷，用 LXGW WenKai 代替

怎样取得字体（有版权的用单位采购的正版，不要从别的电脑拷贝）
  DOCX 里写的方正小标宋简体、仿宋_GB2312、楷体_GB2312、黑体、宋体没有装在系统里：\
在本机用 Word、WPS 打开会换成别的字体
  Debian、Ubuntu（本机）
    小标宋    没有自由的小标宋字体，用单位采购的方正小标宋简体；代用的粗宋体在软件包 fonts-noto-cjk
    有版权的  用单位采购的正版安装包，放进 ~/.local/share/fonts
  Windows
    小标宋    用单位采购的方正小标宋简体
    有版权的  用单位采购的正版安装包，或随正版 Office、WPS 安装；右键字体文件，选“为所有用户安装”
  macOS
    小标宋    用单位采购的方正小标宋简体
    有版权的  用单位采购的正版安装包，或随正版 Office、WPS 安装；用“字体册”打开安装
  麒麟、统信 UOS
    小标宋    系统或正版 WPS 多带方正小标宋；没有的用单位采购的安装包
    有版权的  多随系统或正版 WPS 安装；没有的用单位采购的正版安装包，双击安装

周围
"""
LAST = "5 种用途有该用的字体，小标宋用代用的：可以构建，--strict-fonts 时不能"


def untabled(text: str) -> str:
    """栏间的空白只留两格：栏宽随文件夹的长短变。"""
    return re.sub(r"(?<=\S) {3,}", "  ", text)


def test_the_fonts_the_rare_characters_and_the_ways_to_get_them_are_printed(
    lone_desk: Path, fonts_dir: Path
) -> None:
    result = run("doctor")
    folder = "".join(re.findall(r"（粗）  代用    (\S+)/NotoSerifCJK-Bold", result.stdout))
    told, around, rest = result.stdout.partition("周围\n")
    assert (result.exit_code, result.stderr) == (1, "")
    assert untabled((told + around).replace(folder, "{}")) == untabled(HUMAN)
    assert [line.split()[0] for line in rest.splitlines()[:-2]] == [
        "程序", "部件", "LibreOffice", "找字体的文件夹", "gongwen.toml", "office.toml", "缓存",
    ]  # fmt: skip
    assert rest.splitlines()[-2:] == ["", LAST]
    assert names(lone_desk) == [".fonts"]


def test_the_columns_stand_in_line(lone_desk: Path) -> None:
    rows = run("doctor").stdout.splitlines()[1:8]
    at = [display_width(row[: row.rindex(row.split()[-1])]) for row in rows]
    assert at == [at[0]] * 7


def test_without_a_font_for_a_role_it_is_2(lone_desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "project_folders", lambda: ())
    result = run("doctor")
    assert (result.exit_code, result.stdout.splitlines()[2]) == (
        2, "  小标宋  无          没有  无    方正小标宋简体  没有装",
    )  # fmt: skip
    assert result.stdout.splitlines()[-1] == (
        "0 种用途有该用的字体，小标宋、仿宋、楷体、黑体、宋体、生僻字没有字体：不能构建"
    )
    assert "人名生僻字" not in result.stdout


def test_with_every_font_of_its_own_it_is_0(
    lone_desk: Path, fonts_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (lone_desk / "字体").mkdir()
    (lone_desk / "字体" / "标.ttf").write_bytes(tiny("FZXiaoBiaoSong-B05S", "一"))
    (lone_desk / "gongwen.toml").write_text('字体目录 = ["字体"]\n', encoding="utf-8")
    monkeypatch.setattr(checking, "system_font_files", lambda: _installed(lone_desk))
    result = run("doctor")
    assert (result.exit_code, result.stdout.splitlines()[-1]) == (0, "6 种用途有该用的字体：可以构建")
    assert "怎样取得" not in result.stdout


def _installed(desk: Path) -> frozenset[str]:
    names = ("方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体")
    for index, name in enumerate(names):
        (desk / f"{index}.ttf").write_bytes(tiny(f"F{index}", "一", chinese=name))
    return frozenset(str(desk / f"{index}.ttf") for index in range(len(names)))


def test_damaged_files_are_listed_between(lone_desk: Path) -> None:
    (lone_desk / "字体").mkdir()
    (lone_desk / "字体" / "坏.ttf").write_bytes(b"")
    (lone_desk / "gongwen.toml").write_text('字体目录 = ["字体"]\n', encoding="utf-8")
    lines = run("doctor").stdout.splitlines()
    at = lines.index("有毛病的字体文件")
    assert lines[at + 1 : at + 3] == ["  字体/坏.ttf：是空文件，没有用", ""]


@pytest.mark.parametrize("option", [["--json"], ["--format", "json"]], ids=["short", "long"])
def test_the_json_has_the_documented_keys(lone_desk: Path, option: list[str]) -> None:
    result = run("doctor", *option)
    found = json.loads(result.stdout)
    assert (result.exit_code, found["exit_code"], found["format"]) == (1, 1, 1)
    page = PAGE.read_text(encoding="utf-8").partition("## `--json`")[2]
    rows = dict(re.findall(r"(?m)^\| ((?:`\w+`、?)+) \| (.*) \|$", page))
    assert re.findall(r"`(\w+)`", "".join(rows)) == list(found)
    for key, entry in (
        ("`roles`", found["roles"][0]),
        ("`advice`", found["advice"][0]),
        ("`surroundings`", found["surroundings"]),
    ):
        assert [each for each in entry if f"`{each}`" not in rows[key]] == []
    assert found["roles"][2]["status"] == "own"
    assert found["roles"][0]["lacks"] == {}


def test_a_style_that_is_not_there_and_a_broken_setting_are_errors(lone_desk: Path) -> None:
    result = run("doctor", "--style", "没有的")
    assert (result.exit_code, result.stdout, result.stderr.splitlines()[0]) == (
        2, "", "错误：没有版式“没有的”",
    )  # fmt: skip
    (lone_desk / "gongwen.toml").write_text("版市 = 1\n", encoding="utf-8")
    result = run("doctor")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "不认识的键“版市”" in result.stderr


def test_the_commands_of_the_page_run(lone_desk: Path) -> None:
    text = PAGE.read_text(encoding="utf-8")
    lines = [line for block in re.findall(r"```sh\n(.*?)```", text, re.DOTALL) for line in block.splitlines()]
    commands = [shlex.split(line.split(" #")[0]) for line in lines]
    assert [command[0] for command in commands] == ["gongwen"] * 3
    assert [run(*command[1:]).exit_code for command in commands] == [1, 1, 1]
