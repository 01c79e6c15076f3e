"""找字体：该用的在先，代用的要说，系统里装了就用，坏的略过。"""

from __future__ import annotations

import errno
import os
import struct
import subprocess
import sys
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import pytest
from tests.helpers import draft, names, run, tree
from tests.layout.tiny_fonts import endless, overwritten, tiny

from gongwen.errors import FontError
from gongwen.layout import fonts as finding
from gongwen.layout.charmap import parse_charmap, read_charmap
from gongwen.layout.font_checksums import wrong_checksums
from gongwen.layout.font_files import BadFont, look_through, problem, staged
from gongwen.layout.font_names import font_names
from gongwen.layout.fonts import find_fonts, substitutes, survey_fonts
from gongwen.layout.style import load_style
from gongwen.layout.system_fonts import SystemFonts, forget_system_fonts, system_fonts

if TYPE_CHECKING:
    from collections.abc import Callable

    Spoil = Callable[[bytes], bytes]

FANG = "FandolFang-Regular.otf"


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """自己的缓存；系统里一个字体也没有。"""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(finding, "scan_system", lambda: SystemFonts(frozenset()))
    return tmp_path


def families(found: finding.FontSet) -> dict[str, str]:
    return {role: font.face.family for role, font in found.roles.items()}


def linked(fonts_dir: Path, folder: Path, *, without: str = "") -> Path:
    """一个字体文件夹，里面是自由字体的链接。"""
    folder.mkdir()
    for path in fonts_dir.glob("*.[ot]t[fc]"):
        if path.name != without:
            (folder / path.name).symlink_to(path.resolve())
    return folder


def test_every_role_is_served_and_only_the_headline_font_is_a_substitute(
    fonts_dir: Path, cache: Path
) -> None:
    found = find_fonts(load_style(), (fonts_dir,))
    assert families(found) == {
        "xbs": "Noto Serif CJK SC",
        "fangsong": "FandolFang R",
        "kai": "FandolKai",
        "hei": "FandolHei",
        "song": "FandolSong",
    }
    assert [font.role for font in substitutes(found)] == ["xbs"]
    assert (found.skipped, found.missing) == ((), ())
    assert [face.family for face in found.fallback] == ["Noto Serif CJK SC", "LXGW WenKai"]


def test_missing_fonts_are_named_with_the_way_to_get_them(cache: Path) -> None:
    (cache / "空").mkdir()
    with pytest.raises(FontError) as caught:
        find_fonts(load_style(), (cache / "空",))
    assert caught.value.what == (
        "没有找到字体：小标宋（FZXiaoBiaoSong-B05S、方正小标宋简体、方正小标宋_GBK、FZXiaoBiaoSong-B05等）；"
        "仿宋（FangSong_GB2312、仿宋_GB2312、FangSong、仿宋等）；楷体（KaiTi_GB2312、楷体_GB2312、KaiTi、楷体等）；"
        "黑体（SimHei、黑体、STHeiti、FZHei-B01等）；宋体（SimSun、宋体、STSong、FZShuSong-Z01等）"
    )
    assert caught.value.next_step == (
        "在源码目录运行 make fonts 下载自由字体，或把字体文件夹写进环境变量 GONGWEN_FONTS；"
        "各系统怎样取得，运行 gongwen doctor"
    )
    assert [role.term for role in survey_fonts(load_style(), (cache / "空",)).missing] == [
        "小标宋", "仿宋", "楷体", "黑体", "宋体",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("installed", "asked"),
    [(set(), [False]), ({"方正小标宋简体"}, [False, True]), ({"FandolSong"}, [False])],
    ids=["nothing", "better", "no-better"],
)
def test_system_fonts_are_loaded_only_when_a_better_one_is_there(
    fonts_dir: Path, cache: Path, monkeypatch: pytest.MonkeyPatch, installed: set[str], asked: list[bool]
) -> None:
    told = []
    real = finding._library

    def library(folders: tuple[Path, ...], wanted: frozenset[str] = frozenset()) -> finding._Library:
        told.append(bool(wanted))
        return real(folders)

    monkeypatch.setattr(finding, "_library", library)
    monkeypatch.setattr(finding, "scan_system", lambda: SystemFonts(frozenset(installed)))
    find_fonts(load_style(), (fonts_dir,))
    assert told == asked


def test_a_fallback_font_of_the_system_is_used_when_the_folders_have_none(
    fonts_dir: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    system = cache / "系统"
    system.mkdir()
    (system / "思源.ttf").write_bytes(tiny("Noto Serif CJK SC", "镕"))
    own = cache / "字体"
    own.mkdir()
    for name in (FANG, "FandolKai-Regular.otf", "FandolHei-Regular.otf", "FandolSong-Regular.otf"):
        (own / name).symlink_to(fonts_dir / name)
    (own / "标.ttf").write_bytes(tiny("FZXiaoBiaoSong-B05S", "标"))
    assert find_fonts(load_style(), (own,)).fallback == ()
    monkeypatch.setattr(
        finding, "scan_system", lambda: SystemFonts(frozenset({"Noto Serif CJK SC"}), sound=False)
    )
    monkeypatch.setattr(finding, "system_roots", lambda: (system,))
    forget_system_fonts()
    assert [face.path for face in find_fonts(load_style(), (own,)).fallback] == [str(system / "思源.ttf")]


def test_scan_of_the_system_is_remembered_until_a_font_is_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("HOME", str(tmp_path))
    fonts = tmp_path / ".fonts"
    fonts.mkdir()
    scans = []

    def scan() -> SystemFonts:
        scans.append(1)
        return SystemFonts(frozenset({f"字体{len(scans)}"}), sound=len(scans) != 2)

    assert [system_fonts(scan), system_fonts(scan)] == [SystemFonts(frozenset({"字体1"}))] * 2
    (fonts / "新.ttf").touch()
    os.utime(fonts, (1, 1))
    assert [system_fonts(scan), system_fonts(scan)] == [SystemFonts(frozenset({"字体2"}), sound=False)] * 2
    next((tmp_path / "cache" / "gongwen").iterdir()).write_text("坏了", encoding="utf-8")
    assert system_fonts(scan) == SystemFonts(frozenset({"字体3"}))
    forget_system_fonts()
    assert system_fonts(scan) == SystemFonts(frozenset({"字体4"}))


def test_a_damaged_font_of_the_system_is_kept_from_typst(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache / "cache"))
    system = cache / "系统"
    system.mkdir()
    (system / "好.ttf").write_bytes(tiny("FangSong_GB2312", "好"))
    (system / "坏.ttf").write_bytes(overwritten("cmap", endless)(tiny("KaiTi_GB2312", "坏")))
    monkeypatch.setattr(finding, "system_roots", lambda: (system,))
    assert finding.scan_system() == SystemFonts(frozenset({"FangSong_GB2312"}), sound=False)
    assert families(survey_fonts(load_style(), ())) == {"fangsong": "FangSong_GB2312"}
    assert finding.system_font_files() == {str(system / "好.ttf")}


def test_a_font_that_may_not_be_embedded_is_passed_over_and_told(fonts_dir: Path, cache: Path) -> None:
    own = cache / "字体"
    own.mkdir()
    (own / "标.ttf").write_bytes(tiny("FZXiaoBiaoSong-B05S", "关于的通知", embedding=2))
    found = find_fonts(load_style(), (own, fonts_dir))
    assert families(found)["xbs"] == "Noto Serif CJK SC"
    assert found.skipped == (BadFont(str(own / "标.ttf"), "字体自己的授权标记不许嵌入 PDF"),)
    (own / "标.ttf").write_bytes(tiny("FZXiaoBiaoSong-B05S", "关于的通知", embedding=8))
    finding._library.cache_clear()
    assert families(find_fonts(load_style(), (own, fonts_dir)))["xbs"] == "FZXiaoBiaoSong-B05S"


def test_character_maps_agree_with_fonttools(fonts_dir: Path) -> None:
    from fontTools.ttLib import TTFont

    for name, index in ((FANG, 0), ("NotoSerifCJK-Bold.ttc", 2), ("LXGWWenKai-Regular.ttf", 0)):
        wanted = set(TTFont(fonts_dir / name, fontNumber=index).getBestCmap())
        ours = read_charmap(fonts_dir / name, index)
        assert {code for code in (*range(0x33000), *range(0xE0000, 0x110000)) if ours.has(code)} == wanted


def test_a_place_of_an_old_character_map_without_a_glyph_is_no_character() -> None:
    """两段：甲乙丙丁里丙映射到 0 号字形；一段用偏移，其中一个正好算成 0。"""
    first, second = 0x4E00, 0x5000
    ends, starts = (first + 3, second + 2, 0xFFFF), (first, second, 0xFFFF)
    deltas, shifts = (0, -(second + 1) & 0xFFFF, 1), (6, 0, 0)
    glyphs = (5, 6, 0, 7)
    body = struct.pack(">4H3HH3H3H3H4H", 6, 0, 0, 0, *ends, 0, *starts, *deltas, *shifts, *glyphs)
    form = struct.pack(">HHH", 4, 6 + len(body), 0) + body
    found = parse_charmap(struct.pack(">HHHHI", 0, 1, 3, 1, 12) + form)
    assert [code for code in range(0x10000) if found.has(code)] == [
        first, first + 1, first + 3, second, second + 2,
    ]  # fmt: skip


def cut(share: float) -> Spoil:
    return lambda font: font[: int(len(font) * share)]


def noise(length: int) -> bytes:
    return bytes(at * 37 % 251 for at in range(length))


CUT, SPOILT, MAP = "不完整，后面缺了一段", "损坏了", "损坏了，字符表（cmap）不对"
CORRUPT = {
    "empty": (FANG, lambda _: b"", "是空文件"),
    "text": (FANG, lambda _: "这不是字体\n".encode() * 99, "不是字体文件"),
    "otf-head-only": (FANG, lambda font: font[:100], SPOILT),
    "otf-cut-early": (FANG, cut(0.02), CUT),
    "otf-cut-in-half": (FANG, cut(0.5), CUT),
    "otf-cut-at-the-end": (FANG, cut(0.999), CUT),
    "ttf-cut-in-half": ("LXGWWenKai-Regular.ttf", cut(0.5), CUT),
    "ttf-cut-at-the-end": ("LXGWWenKai-Regular.ttf", cut(0.999), CUT),
    "ttc-cut-in-half": ("NotoSerifCJK-Regular.ttc", cut(0.5), CUT),
    "ttc-no-faces": ("NotoSerifCJK-Regular.ttc", lambda font: font[:8] + bytes(4) + font[12:], SPOILT),
    "cmap-noise": (FANG, overwritten("cmap", noise), MAP),
    "cmap-zero": (FANG, overwritten("cmap", bytes), MAP),
    "cmap-endless": (FANG, overwritten("cmap", endless), MAP),
    "cff-noise": (FANG, overwritten("CFF ", noise), "损坏了，字形表（CFF）不对"),
    "no-outlines": (FANG, lambda font: font.replace(b"CFF ", b"XXXX", 1), "损坏了，缺少必要的表"),
}


@pytest.mark.parametrize(("name", "spoil", "reason"), CORRUPT.values(), ids=CORRUPT.keys())
def test_a_corrupt_font_is_passed_over_when_another_serves(
    fonts_dir: Path,
    cache: Path,
    name: str,
    spoil: Spoil,
    reason: str,
) -> None:
    bad = cache / "坏"
    bad.mkdir()
    (bad / name).write_bytes(spoil((fonts_dir / name).read_bytes()))
    found = find_fonts(load_style(), (bad, fonts_dir))
    assert found.skipped == (BadFont(str(bad / name), reason),)
    assert families(found) == families(find_fonts(load_style(), (fonts_dir,)))
    assert {Path(font.face.path).parent for font in found.roles.values()} == {fonts_dir.resolve()}
    assert {Path(face.path).parent for face in found.fallback} == {fonts_dir.resolve()}


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [(spoil, reason) for name, spoil, reason in CORRUPT.values() if name == FANG],
    ids=[case for case, (name, *_) in CORRUPT.items() if name == FANG],
)
def test_a_corrupt_font_that_nothing_replaces_is_an_error_naming_it(
    fonts_dir: Path,
    cache: Path,
    spoil: Spoil,
    reason: str,
) -> None:
    folder = linked(fonts_dir, cache / "字体", without=FANG)
    (folder / FANG).write_bytes(spoil((fonts_dir / FANG).read_bytes()))
    with pytest.raises(FontError) as caught:
        find_fonts(load_style(), (folder,))
    assert caught.value.what == (
        "没有找到字体：仿宋（FangSong_GB2312、仿宋_GB2312、FangSong、仿宋等）；"
        f"没有用 {folder / FANG}：{reason}"
    )


def test_of_two_fonts_of_one_name_the_one_of_the_first_folder_is_used(fonts_dir: Path, cache: Path) -> None:
    """第一个文件夹里有坏文件、要绕开时也一样。"""
    first = linked(fonts_dir, cache / "一")
    assert {
        Path(font.face.path).parent for font in find_fonts(load_style(), (first, fonts_dir)).roles.values()
    } == {fonts_dir.resolve()}
    (cache / "二").mkdir()
    copy = cache / "二" / FANG
    copy.write_bytes((fonts_dir / FANG).read_bytes())
    for damaged in (False, True):
        if damaged:
            (cache / "二" / "坏.ttf").touch()
        finding._library.cache_clear()
        found = find_fonts(load_style(), (cache / "二", fonts_dir))
        assert found.roles["fangsong"].face.path == str(copy)


def test_files_that_cannot_be_read_and_folders_named_like_fonts_are_passed_over(
    fonts_dir: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = cache / "坏"
    (bad / "夹.ttf").mkdir(parents=True)
    (bad / "有字体.ttf").mkdir()
    (bad / "有字体.ttf" / "内.ttf").write_bytes(tiny("内", "内"))
    (bad / "断.ttf").symlink_to("没有")
    (bad / "圈").symlink_to(".")
    os.mkfifo(bad / "管.ttf")
    locked = bad / "锁.ttf"
    locked.write_bytes(tiny("锁", "锁"))
    real = Path.open

    def guarded(path: Path, mode: str = "r", **named: str) -> IO[Any]:
        if path == locked:
            raise PermissionError(errno.EACCES, "Permission denied")
        return real(path, mode, **named)

    monkeypatch.setattr(Path, "open", guarded)
    found = find_fonts(load_style(), (bad, fonts_dir))
    assert found.skipped == (
        BadFont(str(bad / "夹.ttf"), "是文件夹，不是字体文件"),
        BadFont(str(bad / "断.ttf"), "链接所指的文件不在"),
        BadFont(str(bad / "管.ttf"), "不是普通文件"),
        BadFont(str(locked), "读不了：没有权限"),
    )
    monkeypatch.undo()
    (looked,) = look_through([bad])
    assert looked.good == (str(bad / "有字体.ttf" / "内.ttf"), str(locked))


def test_what_was_found_of_a_file_is_remembered_until_it_changes(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = cache / "字体"
    folder.mkdir()
    font = folder / "甲.ttf"
    font.write_bytes(b"text")
    read: list[Path] = []
    monkeypatch.setattr(
        "gongwen.layout.font_files.problem", lambda path: (read.append(path), problem(path))[1]
    )
    for _ in range(2):
        assert look_through([folder])[0].bad == (BadFont(str(font), "不是字体文件"),)
    assert read == [font]
    font.write_bytes(tiny("甲", "甲"))
    assert look_through([folder])[0].good == (str(font),)
    assert read == [font, font]


def test_a_copy_of_the_good_fonts_is_made_where_links_cannot_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    font = tmp_path / "甲.ttf"
    font.write_bytes(tiny("甲", "甲"))

    def refused(*_: object) -> None:
        raise OSError(errno.EPERM, "not permitted")

    monkeypatch.setattr(Path, "symlink_to", refused)
    monkeypatch.setattr(Path, "hardlink_to", refused)
    folder, origins = staged([str(font)])
    ((copy, origin),) = origins.items()
    assert (Path(copy).read_bytes(), Path(copy).name, origin) == (font.read_bytes(), "甲.ttf", str(font))
    assert Path(copy).is_relative_to(folder)


def test_names_of_a_font_are_read_in_every_language(fonts_dir: Path, tmp_path: Path) -> None:
    font = tmp_path / "标.ttf"
    font.write_bytes(tiny("FZXiaoBiaoSong-B05S", "标", chinese="方正小标宋简体"))
    assert font_names(font) == {"FZXiaoBiaoSong-B05S", "方正小标宋简体"}
    assert "霞鹜文楷" in font_names(fonts_dir / "LXGWWenKai-Regular.ttf")
    font.write_bytes(b"\0\1\0\0" + bytes(9))
    assert (font_names(font), font_names(tmp_path / "没有.ttf")) == (frozenset(), frozenset())


def test_a_changed_byte_of_a_glyph_is_seen_in_the_checksums(tmp_path: Path) -> None:
    font = tmp_path / "甲.ttf"
    data = tiny("甲", "甲乙")
    font.write_bytes(data)
    assert wrong_checksums(font) == ()
    font.write_bytes(overwritten("glyf", noise)(data))
    assert wrong_checksums(font) == ("glyf",)
    font.write_bytes(data[:50])
    assert wrong_checksums(font) == ()


ALONE = """
from gongwen.layout import fonts
from gongwen.layout.system_fonts import SystemFonts
fonts.PROJECT_FOLDER, fonts.scan_system = "没有", lambda: SystemFonts(frozenset())
from gongwen.cli import main
main()
"""


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (overwritten("CFF ", noise, skip=4000), "{path}：字体“FandolFang R”损坏，排不出 PDF"),
        (overwritten("CFF ", lambda length: b"\xff" * length, skip=4), "有字体损坏，字形画不出来"),
    ],
    ids=["noise", "blank"],
)
def test_glyphs_that_cannot_be_drawn_stop_the_build_and_nothing_is_written(
    fonts_dir: Path, desk: Path, spoil: Spoil, said: str
) -> None:
    """另起进程：Typst 记着同一进程里排过的。"""
    folder = linked(fonts_dir, desk / "字体", without=FANG)
    (folder / FANG).write_bytes(spoil((fonts_dir / FANG).read_bytes()))
    (desk / "稿.md").write_text(draft(), encoding="utf-8")
    result = subprocess.run(
        [sys.executable, "-c", ALONE, "build", "稿.md"],
        env=os.environ | {"GONGWEN_FONTS": "字体", "XDG_CACHE_HOME": str(desk.parent / "cache")},
        capture_output=True, check=False, encoding="utf-8", cwd=desk,
    )  # fmt: skip
    assert (result.returncode, result.stdout, names(desk / "build")) == (2, "", [])
    assert result.stderr.splitlines() == [
        "错误：" + said.format(path=folder / FANG),
        "  → 换一个好的字体文件，或把它移出字体文件夹；哪些字体文件有毛病，运行 gongwen doctor",
    ]


def test_a_corrupt_font_beside_good_ones_is_told_and_changes_nothing(
    fonts_dir: Path, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (desk / "稿.md").write_text(draft(), encoding="utf-8")
    run("build", "稿.md", "-o", "一")
    (desk / "坏").mkdir()
    (desk / "坏" / FANG).write_bytes((fonts_dir / FANG).read_bytes()[:3_000_000])
    monkeypatch.setenv("GONGWEN_FONTS", os.pathsep.join(["坏", str(fonts_dir)]))
    result = run("build", "稿.md", "-o", "二")
    lines = [line for line in result.stderr.splitlines() if "没有用" in line]
    assert (result.exit_code, lines) == (
        0, [f"说明：字体：{desk}/坏/{FANG} 不完整，后面缺了一段，没有用"],
    )  # fmt: skip
    made = tree(desk)
    assert [made[f"一/稿.{kind}"] for kind in ("docx", "pdf")] == [
        made[f"二/稿.{kind}"] for kind in ("docx", "pdf")
    ]
