"""检查字体和周围：各用途怎样，DOCX 里的装了没有，生僻字由谁代，哪种系统，怎样取得。"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.layout.tiny_fonts import overwritten, tiny

from gongwen.agency import load_agency
from gongwen.config import Config
from gongwen.errors import StyleError
from gongwen.layout import fonts as finding
from gongwen.layout.style import load_style
from gongwen.layout.suite import find_suite
from gongwen.layout.system_fonts import SystemFonts
from gongwen.office import doctor as checking
from gongwen.office.doctor import PARTS, RARE, doctor, this_system
from gongwen.report.checkup import FaceUsed, FolderCheck, FontFile, Status
from gongwen.report.font_advice import advice

if TYPE_CHECKING:
    from gongwen.report.checkup import Checkup

ROOT = Path(__file__).resolve().parents[2]
ROLES = ("xbs", "fangsong", "kai", "hei", "song", "fallback")
SERIF, WENKAI = "Noto Serif CJK SC", "LXGW WenKai"


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """空桌子：没有字体文件夹，系统的字体文件夹是空的“系统”。"""
    folder = tmp_path / "桌"
    (folder / "系统").mkdir(parents=True)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "缓存"))
    monkeypatch.delenv("GONGWEN_FONTS", raising=False)
    monkeypatch.setattr(finding, "PROJECT_FOLDER", "没有")
    for module in (finding, checking):
        monkeypatch.setattr(module, "system_roots", lambda: (folder / "系统",))
    monkeypatch.setattr(finding, "scan_system", lambda: scanned(folder / "系统"))
    monkeypatch.setattr(
        checking, "system_font_files", lambda: frozenset(map(str, (folder / "系统").glob("*.ttf")))
    )
    return folder


def scanned(system: Path) -> SystemFonts:
    """只扫描这个文件夹，当作里面有坏的：那样只从它那里取，用不着真的系统。"""
    return SystemFonts(frozenset(finding._named(map(str, system.glob("*.ttf")))), sound=False)


def statuses(checkup: Checkup) -> list[str]:
    return [role.status.value for role in checkup.roles]


def test_with_nothing_every_role_is_missing_and_every_system_is_advised(bare: Path) -> None:
    checkup = doctor(Config())
    assert (checkup.exit_code, checkup.buildable, statuses(checkup)) == (2, False, ["missing"] * 6)
    assert [role.role for role in checkup.roles] == list(ROLES)
    assert [(role.faces, role.lacks, role.installed) for role in checkup.roles] == [((), {}, False)] * 6
    for system in checkup.advice:
        free = ["free"] if system.system == "debian" else []
        assert list(system.lines) == [*free, *ROLES, "licensed"]


def test_the_free_fonts_serve_all_but_the_headline(
    bare: Path, fonts_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GONGWEN_FONTS", str(fonts_dir))
    checkup = doctor(Config())
    assert (checkup.exit_code, checkup.buildable) == (1, True)
    assert statuses(checkup) == ["substitute", "own", "own", "own", "own", "own"]
    assert {role.role: [face.family for face in role.faces] for role in checkup.roles} == {
        "xbs": [SERIF],
        "fangsong": ["FandolFang R"],
        "kai": ["FandolKai"],
        "hei": ["FandolHei"],
        "song": ["FandolSong"],
        "fallback": [SERIF, WENKAI],
    }
    assert {role.role: role.lacks for role in checkup.roles} == {
        "xbs": {},
        "fangsong": dict.fromkeys(RARE, SERIF),
        "kai": dict.fromkeys(RARE, WENKAI),
        "hei": dict.fromkeys(RARE, SERIF),
        "song": dict.fromkeys(RARE, SERIF),
        "fallback": {},
    }
    assert [list(system.lines) for system in checkup.advice] == [["xbs", "licensed"]] * 4
    assert (checkup.skipped, checkup.suspect) == ((), ())


def test_with_every_font_installed_there_is_nothing_to_advise(bare: Path) -> None:
    for family, chinese in (
        ("FZXiaoBiaoSong-B05S", "方正小标宋简体"), ("FangSong_GB2312", "仿宋_GB2312"),
        ("KaiTi_GB2312", "楷体_GB2312"), ("SimHei", "黑体"), ("SimSun", "宋体"), ("SimSun-ExtB", "宋体-ExtB"),
    ):  # fmt: skip
        chars = "𠮷" if family == "SimSun-ExtB" else "一镕" if family == "SimSun" else "一"
        (bare / "系统" / f"{family}.ttf").write_bytes(tiny(family, chars, chinese=chinese))
    checkup = doctor(Config())
    assert (checkup.exit_code, statuses(checkup), checkup.advice) == (0, ["own"] * 6, ())
    assert [role.installed for role in checkup.roles] == [True] * 6
    assert checkup.roles[1].faces == (FaceUsed("FangSong_GB2312", 400, "系统/FangSong_GB2312.ttf"),)
    rare = dict.fromkeys(RARE) | {"镕": "SimSun", "𠮷": "SimSun-ExtB"}
    assert [checkup.roles[1].lacks, checkup.roles[5].lacks] == [
        rare, {char: family for char, family in rare.items() if char != "镕"},
    ]  # fmt: skip


def test_the_font_named_in_the_docx_counts_under_any_of_its_names_and_only_when_installed(bare: Path) -> None:
    (bare / "系统" / "小标宋.ttf").write_bytes(tiny("FZXBSJW--GB1-0", "一", chinese="方正小标宋简体"))
    (bare / "字体").mkdir()
    (bare / "字体" / "仿宋.ttf").write_bytes(tiny("FangSong_GB2312", "一", chinese="仿宋_GB2312"))
    checkup = doctor(Config(fonts=("字体",)))
    assert [(role.term, role.status.value, role.installed) for role in checkup.roles[:2]] == [
        ("小标宋", "missing", True),
        ("仿宋", "own", False),
    ]


def test_a_font_installed_since_the_last_scan_is_seen(bare: Path) -> None:
    assert doctor(Config()).roles[2].status is Status.MISSING
    (bare / "系统" / "楷.ttf").write_bytes(tiny("KaiTi", "一"))
    finding._library.cache_clear()
    assert doctor(Config()).roles[2].status is Status.OWN


def test_only_the_fallback_missing_still_builds(bare: Path, fonts_dir: Path) -> None:
    (bare / "字体").mkdir()
    for path in fonts_dir.glob("Fandol*.otf"):
        (bare / "字体" / path.name).symlink_to(path.resolve())
    checkup = doctor(Config(fonts=("字体",)))
    assert (checkup.exit_code, checkup.buildable) == (2, True)
    assert statuses(checkup) == ["substitute", "own", "own", "own", "own", "missing"]
    assert checkup.roles[1].lacks == dict.fromkeys(RARE)


def test_files_that_are_damaged_or_look_so_are_listed(
    bare: Path, fonts_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (bare / "字体").mkdir()
    (bare / "字体" / "坏.ttf").write_bytes(tiny("KaiTi_GB2312", "一")[:300])
    (bare / "字体" / "疑.ttf").write_bytes(
        overwritten("glyf", lambda length: b"\1" * length)(tiny("KaiTi_GB2312", "一"))
    )
    (bare / "字体" / "禁.ttf").write_bytes(tiny("SimHei", "一", embedding=2))
    monkeypatch.setenv("GONGWEN_FONTS", str(fonts_dir))
    checkup = doctor(Config(fonts=("字体",)))
    assert checkup.skipped == (
        FontFile("字体/坏.ttf", "不完整，后面缺了一段"),
        FontFile("字体/禁.ttf", "字体自己的授权标记不许嵌入 PDF"),
    )
    assert checkup.suspect == (
        FontFile("字体/疑.ttf", "glyf 表与校验和不符，可能损坏；印出来的字不对就换掉"),
    )


def test_the_style_is_chosen_as_in_a_build(bare: Path) -> None:
    (bare / "office.toml").write_text('名称 = "澜州市水利局"\n版式 = "28磅行距"\n', encoding="utf-8")
    agency = load_agency(bare / "office.toml")
    assert doctor(Config(), agency=agency).style == "28磅行距"
    assert doctor(Config(style="三级加粗"), agency=agency).style == "三级加粗"
    assert doctor(Config(style="三级加粗"), agency=agency, style="gbt9704").style == "gbt9704"
    with pytest.raises(StyleError, match="没有版式“没有的”"):
        doctor(Config(), style="没有的")


def test_surroundings_are_told_in_paths_one_can_type(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (bare / "内").mkdir()
    (bare / "有").mkdir()
    (bare / "office.toml").write_text('名称 = "澜州市水利局"\n', encoding="utf-8")
    monkeypatch.chdir(bare / "内")
    (bare / "内" / "gongwen.toml").write_text("", encoding="utf-8")
    monkeypatch.setenv("GONGWEN_FONTS", "../有")
    around = doctor(Config(fonts=("没有",)), agency=load_agency(bare / "office.toml")).surroundings
    assert (around.config, around.agency, around.cache) == (
        "gongwen.toml", "../office.toml", "../../缓存/gongwen",
    )  # fmt: skip
    assert around.folders == (
        FolderCheck("没有", "gongwen.toml 的“字体目录”", exists=False),
        FolderCheck("../有", "环境变量 GONGWEN_FONTS", exists=True),
        FolderCheck("../系统", "系统", exists=True),
    )
    suite = find_suite()
    assert (around.suite, around.cache_writable) == (suite.command if suite else "", True)
    assert around.python.startswith("3.")


def test_without_files_of_its_own_the_surroundings_are_empty(
    bare: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking, "find_suite", lambda: None)
    (bare / "占").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(bare / "占"))
    around = doctor(Config()).surroundings
    assert (around.config, around.agency, around.suite, around.cache_writable) == ("", "", "", False)


def test_the_parts_are_the_dependencies_of_the_package(bare: Path) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert sorted(PARTS) == sorted(re.split(r"[<>=]", each)[0] for each in project["dependencies"])
    parts = doctor(Config()).surroundings.parts
    assert [name for name, version in parts.items() if not re.match(r"\d", version)] == []
    assert checking._version("没有这个") == ""


@pytest.mark.parametrize(
    ("name", "release", "system"),
    [
        ("win32", "", "windows"),
        ("darwin", "", "macos"),
        ("linux", "ID=debian\n", "debian"),
        ("linux", 'PRETTY_NAME="Ubuntu"\nID=ubuntu\nID_LIKE=debian\n', "debian"),
        ("linux", 'ID="linuxmint"\nID_LIKE="ubuntu debian"\n', "debian"),
        ("linux", 'NAME="Kylin"\nID=kylin\nID_LIKE=debian\n', "kylin"),
        ("linux", "ID=uos\nID_LIKE=debian\n", "kylin"),
        ("linux", 'ID=Deepin\nID_LIKE="debian"\n', "kylin"),
        ("linux", "ID='openkylin'\n", "kylin"),
        ("linux", "ID=fedora\n", "other"),
        ("linux", None, "other"),
    ],
)
def test_the_system_is_told_from_os_release(
    tmp_path: Path, name: str, release: str | None, system: str
) -> None:
    path = tmp_path / "os-release"
    if release is not None:
        path.write_text(release, encoding="utf-8")
    assert this_system(name, path) == system


@pytest.mark.parametrize(
    ("here", "first"),
    [
        ("debian", "Debian、Ubuntu"), ("windows", "Windows"), ("macos", "macOS"),
        ("kylin", "麒麟、统信 UOS"), ("other", "其他系统"),
    ],
)  # fmt: skip
def test_advice_for_the_system_at_hand_comes_first(here: str, first: str) -> None:
    found = advice(["kai"], here, free=False, licensed=True)
    assert (found[0].name, [system.here for system in found]) == (first, [True] + [False] * (len(found) - 1))
    assert {system.system for system in found} >= {"debian", "windows", "macos", "kylin"}
    assert {tuple(system.lines) for system in found} == {("kai", "licensed")}
    assert advice([], here, free=False, licensed=False) == ()


def test_advice_speaks_of_every_role_and_gives_no_address() -> None:
    text = (ROOT / "src/gongwen/report/font_advice.toml").read_text(encoding="utf-8")
    systems = tomllib.loads(text)["system"]
    for system in systems:
        keys = [key for key in system if key not in ("id", "name", "free", "licensed")]
        assert keys == list(load_style().fonts)
    assert re.findall(r"https?:|www\.|拷贝", "".join(map(str, systems))) == []
