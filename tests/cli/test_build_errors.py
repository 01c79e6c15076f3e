"""做不成的构建：说清什么不对、在哪里、怎么办；退出码 2，什么也不写，原来的文件不动。"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from tests.helpers import BODY, FRONT, ROUTE, draft, names, png, run, told, tree, without

from gongwen.config import KEYS as CONFIG_KEYS
from gongwen.document.elements import element_terms
from gongwen.document.kinds import kind_spellings

if TYPE_CHECKING:
    from pathlib import Path

KEYS = "、".join(element_terms())
YAML = "每行写“键: 值”，冒号用半角且后面空一格；值中有半角冒号、以 [ { @ ` % 等开头时，用英文引号括起来"
FOUND = "检查文件名，或把文件放到草稿旁边"
BESIDE = "把文件放到草稿旁边，写相对路径"
OPEN = "换一张能打开的图片"
CLASSIFIED = "在批准的涉密计算机上办理，并在该机的 gongwen.toml 中写“允许涉密 = true”；误标的删去密级"


def annex(file: str) -> str:
    return draft(FRONT + f"附件:\n  - 标题: 甲表\n    文件: {file}\n")


def image(file: str) -> str:
    return draft(body=BODY + f"![图]({file})\n")


# 每种错误一项；三段依次是草稿全文、在哪里与什么不对、怎么办。
CASES: dict[str, tuple[str, str, str]] = {
    "unknown-key": (
        draft(FRONT + "发文自号: 1\n"),
        "稿.md:8:1 键“发文自号”：不认识的键“发文自号”",
        f"是不是“发文字号”？可用的键：{KEYS}",
    ),
    "unknown-key-like-none": (
        draft("zzz: 1\n" + FRONT),
        "稿.md:2:1 键“zzz”：不认识的键“zzz”",
        f"可用的键：{KEYS}",
    ),
    "merge-key": (draft("<<: {标题: x}\n" + FRONT), "稿.md:2:1 键“<<”：不认识的键“<<”", f"可用的键：{KEYS}"),
    "list-for-a-value": (
        draft(without("标题") + "标题: [甲, 乙]\n"),
        "稿.md:7:5 键“标题”：“标题”应当是一个值，写成了列表或键值",
        "应为一个值",
    ),
    "map-for-a-value": (
        draft(FRONT + "成文日期:\n  年: 2026\n".replace("成文日期", "印发日期")),
        "稿.md:9:3 键“印发日期”：“印发日期”应当是一个值，写成了列表或键值",
        "应为日期，如 2026年3月12日",
    ),
    "map-for-names": (
        draft(FRONT + "抄送机关: {甲: 乙}\n"),
        "稿.md:8:7 键“抄送机关”：“抄送机关”写成了键值",
        "应为一个值或列表",
    ),
    "list-in-names": (
        draft(FRONT + "抄送机关: [[甲], 乙]\n"),
        "稿.md:8:8 键“抄送机关”：“抄送机关”应当是一个值，写成了列表或键值",
        "应为一个值或列表",
    ),
    "wrong-kind": (
        draft(FRONT.replace("文种: 通知", "文种: 通值")),
        "稿.md:2:5 键“文种”：“文种”不能是“通值”",
        f"是不是“通知”？可用：{'、'.join(kind_spellings())}",
    ),
    "wrong-format": (
        draft(FRONT + "格式: docx\n"),
        "稿.md:8:5 键“格式”：“格式”不能是“docx”",
        "可用：公文、信函、命令、纪要、简报、白头",
    ),
    "wrong-seal": (
        draft(FRONT + "用印: 不盖印\n"),
        "稿.md:8:5 键“用印”：“用印”不能是“不盖印”",
        "是不是“不盖章”？可用：盖章、不盖章、签名章、不落款",
    ),
    "annex-without-title": (
        draft(FRONT + "附件:\n  - 文件: 甲.md\n"),
        "稿.md:9:5 键“附件”：附件缺少“标题”",
        "应为列表：标题，或 {标题, 文件}",
    ),
    "annex-title-empty": (
        draft(FRONT + "附件:\n  - ''\n"),
        "稿.md:9:5 键“附件”：附件的标题是空的",
        "应为列表：标题，或 {标题, 文件}",
    ),
    "annex-unknown-key": (
        draft(FRONT + "附件: {题目: 甲, 文件: 甲.md}\n"),
        "稿.md:8:6 键“附件”：“附件”中的键“题目”不认识",
        "是不是“标题”？可用：标题、文件、横排、装订",
    ),
    "annex-value-is-a-list": (
        draft(FRONT + "附件:\n  - {标题: 甲, 横排: [是]}\n"),
        "稿.md:9:17 键“附件”：“附件”中的“横排”应当是一个值，写成了列表或键值",
        "写成“横排: 值”",
    ),
    "annex-key-twice": (
        draft(FRONT + "附件: {标题: 甲, 标题: 乙}\n"),
        "稿.md:8:13 键“附件”：“附件”中的键“标题”写了两次",
        "可用：标题、文件、横排、装订",
    ),
    "stamp-without-name": (
        draft(FRONT + "签名章: {职务: 市长}\n"),
        "稿.md:8:6 键“签名章”：签名章缺少“姓名”",
        "应为{职务, 姓名}，或其列表",
    ),
    "stamp-as-text": (
        draft(FRONT + "签名章: 沈砚舟\n"),
        "稿.md:8:6 键“签名章”：签名章应写明职务和姓名",
        "应为{职务, 姓名}，或其列表",
    ),
    "key-twice": (
        draft(FRONT + "标题: 又一个\n"),
        "稿.md:8:1 键“标题”：这个键写了两次",
        "留下一处；多个机关写成列表",
    ),
    "fullwidth-colon": (
        draft(FRONT + "附注：此件公开发布\n"),
        "稿.md:8:1 键“附注”：键“附注”后用了全角冒号",
        "改为半角冒号，后面空一格",
    ),
    "fullwidth-colon-everywhere": (
        draft("文种：通知\n标题：甲\n"),
        "稿.md:2:1 键“文种”：键“文种”后用了全角冒号",
        "改为半角冒号，后面空一格",
    ),
    "title-missing": (
        draft(without("标题")),
        "稿.md 键“标题”：缺少必备要素“标题”",
        "在 front matter 中加一行“标题: …”",
    ),
    "title-blank": (
        draft(without("标题") + "标题: '  　'\n"),
        "稿.md 键“标题”：缺少必备要素“标题”",
        "在 front matter 中加一行“标题: …”",
    ),
    "kind-missing": (
        draft(without("文种")),
        "稿.md 键“文种”：缺少必备要素“文种”",
        "在 front matter 中加一行“文种: …”",
    ),
    "organ-empty-list": (
        draft(without("发文机关") + "发文机关: []\n"),
        "稿.md 键“发文机关”：缺少必备要素“发文机关”",
        "在 front matter 中加一行“发文机关: …”",
    ),
    "no-front-matter": (
        BODY,
        "稿.md：没有 front matter，照文字也认不出是一件公文：认不出标题",
        "在文件开头写 --- 和要素，如“文种: 通知”，再写 ---；或另起一份：gongwen new 通知，把正文贴进去",
    ),
    "empty-file": (
        "",
        "稿.md：没有 front matter，照文字也认不出是一件公文：没有正文",
        "在文件开头写 --- 和要素，如“文种: 通知”，再写 ---；或另起一份：gongwen new 通知，把正文贴进去",
    ),
    "never-closed": (
        f"---\n{FRONT}{BODY}",
        "稿.md:1:1：front matter 没有结束",
        "在要素之后、正文之前另起一行写 ---",
    ),
    "empty-body": (draft(body="\n \n　\n"), "稿.md：正文是空的", "在第二个 --- 之后写正文"),
    "anchor": (
        draft(FRONT + "附注: &a 甲\n"),
        "稿.md:8:5：要素中不能用 & 和 * 引用",
        "把内容写全；文字以 & 或 * 开头时加引号",
    ),
    "alias": (
        draft(FRONT + "附注: *a\n"),
        "稿.md:8:5：要素中不能用 & 和 * 引用",
        "把内容写全；文字以 & 或 * 开头时加引号",
    ),
    "bomb": (
        draft("a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"),
        "稿.md:2:4：要素中不能用 & 和 * 引用",
        "把内容写全；文字以 & 或 * 开头时加引号",
    ),
    "tab": (draft("\t" + FRONT), "稿.md:2:1：要素写得不合 YAML 格式", YAML),
    "at-sign": (draft(FRONT + "附注: @甲\n"), "稿.md:8:5：要素写得不合 YAML 格式", YAML),
    "open-bracket": (draft(FRONT + "抄送机关: [甲, 乙\n"), "稿.md:9:1：要素写得不合 YAML 格式", YAML),
    "only-a-word": (draft("通知\n"), "稿.md:2:1：要素不是“键: 值”的形式", "每行写“键: 值”"),
    "a-list": (draft("- 通知\n"), "稿.md:2:1：要素不是“键: 值”的形式", "每行写“键: 值”"),
    "list-as-key": (draft("? [甲]\n: 乙\n"), "稿.md:2:3：键必须是一个词", "每行写“键: 值”"),
    "c1-control": (draft(FRONT + "附注: 甲\x9b乙\n"), "稿.md:8:6：要素中有不能用的字符", "删去该字符"),
    "too-long": (
        draft(FRONT + "附注: " + "长" * 200_001 + "\n"),
        "稿.md:1:1：front matter 过长",
        "正文应写在第二个 --- 之后",
    ),
    "annex-missing": (annex("没有.md"), "稿.md:10:9 键“附件”：文件“没有.md”不存在", FOUND),
    "annex-above": (annex("../外.md"), "稿.md:10:9 键“附件”：“../外.md”不在草稿所在的文件夹内", BESIDE),
    "annex-around": (
        annex("夹/../../外.md"),
        "稿.md:10:9 键“附件”：“夹/../../外.md”不在草稿所在的文件夹内",
        BESIDE,
    ),
    "annex-absolute": (
        annex("/etc/passwd"),
        "稿.md:10:9 键“附件”：“/etc/passwd”不在草稿所在的文件夹内",
        BESIDE,
    ),
    "annex-link": (annex("链.md"), "稿.md:10:9 键“附件”：“链.md”不在草稿所在的文件夹内", BESIDE),
    "annex-through-link": (
        annex("链夹/外.md"),
        "稿.md:10:9 键“附件”：“链夹/外.md”不在草稿所在的文件夹内",
        BESIDE,
    ),
    "annex-folder": (annex("夹"), "稿.md:10:9 键“附件”：文件“夹”是文件夹", FOUND),
    "annex-dot": (annex("."), "稿.md:10:9 键“附件”：文件“.”是文件夹", FOUND),
    "annex-type": (
        annex("表.xlsx"),
        "稿.md:10:9 键“附件”：还不能排“.xlsx”文件",
        "附件和被印发件用 .md 或 .txt；图片在正文中写作 ![说明](图片.png)",
    ),
    "annex-loop": (annex("环.md"), "稿.md:10:9 键“附件”：文件名不能用：'环.md'", "改用普通的文件名"),
    "annex-long-name": (
        annex("长" * 200 + ".md"),
        f"稿.md:10:9 键“附件”：文件名不能用：'{'长' * 200}.md'",
        "改用普通的文件名",
    ),
    "annex-empty": (
        annex("空.md"),
        "稿.md:10:9 键“附件”：附件文件是空的",
        "在文件中写入附件正文，或只列标题",
    ),
    "annex-binary": (
        annex("坏.md"),
        "坏.md:1：不是文本文件（含控制字符 U+0000）",
        "另存为 UTF-8 编码的纯文本后再试",
    ),
    "annex-image-outside": (
        annex("夹/图.md"),
        "夹/图.md:2:6：“../../外.png”不在草稿所在的文件夹内",
        BESIDE,
    ),
    "issued-missing": (
        draft(FRONT + "被印发件: 没有.md\n"),
        "稿.md:8:7 键“被印发件”：文件“没有.md”不存在",
        FOUND,
    ),
    "issued-empty": (
        draft(FRONT + "被印发件: 空.md\n"),
        "稿.md:8:7 键“被印发件”：被印发件是空的",
        "在文件中写入正文",
    ),
    "image-missing": (image("没有.png"), "稿.md:12:6：文件“没有.png”不存在", FOUND),
    "image-above": (image("../外.png"), "稿.md:12:6：“../外.png”不在草稿所在的文件夹内", BESIDE),
    "image-type": (image("空.md"), "稿.md:12:6：图片格式“.md”不能用", "用 PNG 或 JPEG 图片"),
    "image-text": (image("假.png"), "稿.md:12:6：图片“假.png”损坏，或不是 PNG、JPEG", OPEN),
    "image-cut": (image("半.png"), "稿.md:12:6：图片“半.png”损坏，或不是 PNG、JPEG", OPEN),
    "image-cut-jpeg": (image("半.jpg"), "稿.md:12:6：图片“半.jpg”损坏，或不是 PNG、JPEG", OPEN),
    "image-huge": (image("大.png"), "稿.md:12:6：图片 10000×10000 像素，超过 4000 万", "缩小图片后再插入"),
    "table-ragged": (
        draft(body=BODY + "|甲|\n|---|\n|1|2|\n"),
        "稿.md:14:1：这一行有 2 格，表头只有 1 格",
        "格内的竖线写成 \\|",
    ),
    "no-font": (
        draft(body=BODY + "甲\U0010fffd\n"),
        "稿.md:12:2：没有字体能印自造字 U+10FFFD（私用区，各机器的字形不同）",
        "改用别的字或删去；确要用时，把含这个字的字体放进环境变量 GONGWEN_FONTS 所指的文件夹",
    ),
    "classified": (
        draft("密级: 机密\n" + FRONT),
        "稿.md:2:1 键“密级”：标有密级，不予处理：涉密文件不进普通计算机",
        CLASSIFIED,
    ),
}


@pytest.fixture
def full_desk(desk: Path) -> Path:
    """桌上和桌外都有些文件：附件、图片、链接。"""
    outside = desk.parent
    (outside / "外.md").write_text("外面的文字。\n", encoding="utf-8")
    (outside / "外.png").write_bytes(png(4, 4))
    (desk / "夹").mkdir()
    (desk / "夹" / "图.md").write_text("表文。\n![图](../../外.png)\n", encoding="utf-8")
    (desk / "链.md").symlink_to("../外.md")
    (desk / "链夹").symlink_to("..")
    (desk / "环.md").symlink_to("环.md")
    (desk / "空.md").write_text("\n \n", encoding="utf-8")
    (desk / "坏.md").write_bytes(b"\0\1")
    (desk / "表.xlsx").write_bytes(b"PK")
    (desk / "假.png").write_text("这是文字", encoding="utf-8")
    (desk / "半.png").write_bytes(png(400, 300)[:200])
    (desk / "半.jpg").write_bytes(b"\xff\xd8\xff\xc0\x00\x11\x08\x00\x10\x00\x10" + b"\0" * 20)
    (desk / "大.png").write_bytes(png(10_000, 10_000))
    return desk


def written_by_nobody(desk: Path) -> dict[str, str]:
    return {name: digest for name, digest in tree(desk.parent).items() if "链夹/" not in name}


@pytest.mark.parametrize("case", CASES)
def test_a_build_that_cannot_be_done_says_why_and_writes_nothing(full_desk: Path, case: str) -> None:
    text, what, next_step = CASES[case]
    (full_desk / "稿.md").write_bytes(text.encode())
    before = written_by_nobody(full_desk)
    result = run("build", "稿.md", "--format", "pdf")
    assert result.stderr == f"错误：{what}\n  → {next_step}\n"
    assert (result.exit_code, result.stdout) == (2, "")
    assert written_by_nobody(full_desk) == before


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (
            b"\x03\x04",
            "错误：稿.md:1：不是文本文件（含控制字符 U+0003）\n  → 另存为 UTF-8 编码的纯文本后再试\n",
        ),
        (
            draft().encode()[:-5],
            "错误：稿.md：不是文本文件，或编码无法识别\n  → 另存为 UTF-8 编码的纯文本后再试\n",
        ),
        (
            draft().encode() + "字".encode() * 3_500_000,
            "错误：稿.md：文件超过 8 MB，不像一件公文\n  → 确认拿对了文件，或分成几件\n",
        ),
    ],
    ids=["binary", "cut", "10-megabytes"],
)
def test_a_file_that_is_not_a_draft_is_refused(desk: Path, data: bytes, message: str) -> None:
    (desk / "稿.md").write_bytes(data)
    result = run("build", "稿.md", "-o", "out")
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", message)
    assert names(desk) == ["稿.md"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["没有.md"], "没有.md：找不到这个文件\n  → 检查文件名和路径"),
        (["."], ".：这是文件夹，不是文件\n  → 检查文件名和路径"),
        (
            ["稿.md", "--style", "gbt9074"],
            "没有版式“gbt9074”\n  → 是不是“gbt9704”？可用的版式：28磅行距、gbt9704、三级加粗",
        ),
        (["稿.md", "--format", "pdf,odt"], "不能输出“odt”\n  → 可用：docx、pdf"),
        (["稿.md", "--format", "pfd"], "不能输出“pfd”\n  → 是不是“pdf”？可用：docx、pdf"),
        (["稿.md", "--format", ""], "不能输出“”\n  → 可用：docx、pdf"),
        (
            ["稿.md", "夹/稿.md"],
            "两份草稿同名，会写到同一处：稿.md、夹/稿.md\n  → 改名，或分几次构建到不同的文件夹",
        ),
        (
            ["稿.md", "夹/稿.md", "-o", "out"],
            "两份草稿同名，会写到同一处：稿.md、夹/稿.md\n  → 改名，或分几次构建到不同的文件夹",
        ),
        (
            ["稿.md", "稿.txt", "-o", "out"],
            "两份草稿同名，会写到同一处：稿.md、稿.txt\n  → 改名，或分几次构建到不同的文件夹",
        ),
        (
            ["稿.md", "稿.md"],
            "两份草稿同名，会写到同一处：稿.md、稿.md\n  → 改名，或分几次构建到不同的文件夹",
        ),
        (["稿.md", "没有.md", "-o", "out"], "没有.md：找不到这个文件\n  → 检查文件名和路径"),
    ],
)
def test_a_wrong_command_is_refused(desk: Path, arguments: list[str], message: str) -> None:
    (desk / "夹").mkdir()
    for name in ("稿.md", "稿.txt", "夹/稿.md"):
        (desk / name).write_text(draft(), encoding="utf-8")
    before = tree(desk)
    result = run("build", *arguments)
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", f"错误：{message}\n")
    assert tree(desk) == before


def test_one_bad_draft_keeps_the_others_from_being_written(desk: Path) -> None:
    (desk / "甲.md").write_text(draft(), encoding="utf-8")
    (desk / "乙.md").write_text(draft(without("标题")), encoding="utf-8")
    result = run("build", "甲.md", "乙.md", "--format", "pdf", "-o", "out")
    assert (result.exit_code, names(desk)) == (2, ["乙.md", "甲.md"])


def test_a_file_that_is_not_ours_is_left_alone(desk: Path) -> None:
    (desk / "稿.md").write_text(draft(), encoding="utf-8")
    (desk / "稿.pdf").write_bytes(b"someone's")
    before = tree(desk)
    result = run("build", "稿.md", "--format", "pdf", "-o", ".")
    assert (result.exit_code, result.stdout, result.stderr) == (
        2,
        "",
        (
            "错误：稿.pdf：已有同名文件，不是上次构建写的，或写出后被人改过\n"
            "  → 把它移走或改名，或用 -o 换一个文件夹\n"
        ),
    )
    assert tree(desk) == before


@pytest.mark.parametrize("out", ["表.txt", "表.txt/夹"])
def test_an_output_folder_that_cannot_be_is_refused_in_chinese(desk: Path, out: str) -> None:
    (desk / "稿.md").write_text(draft(), encoding="utf-8")
    (desk / "表.txt").write_text("x", encoding="utf-8")
    before = tree(desk)
    result = run("build", "稿.md", "--format", "pdf", "-o", out)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"错误：{out}：写不出去：")
    assert result.stderr.endswith("\n  → 检查磁盘空间、文件夹名和权限，或用 -o 换一个文件夹\n")
    assert re.findall("[A-Za-z]{2,}", result.stderr.replace(out, "")) == []
    assert tree(desk) == before


def test_a_draft_is_not_its_own_annex(desk: Path) -> None:
    (desk / "稿.md").write_text(annex("稿.md"), encoding="utf-8")
    result = run("build", "稿.md", "--format", "pdf")
    assert (result.exit_code, result.stdout, names(desk)) == (2, "", ["稿.md"])
    assert result.stderr.startswith("错误：稿.md:10:9 键“附件”：")


def test_a_broken_configuration_stops_the_build(desk: Path) -> None:
    (desk / "稿.md").write_text(draft(), encoding="utf-8")
    (desk / "gongwen.toml").write_text('"版市" = "x"\n', encoding="utf-8")
    result = run("build", "稿.md")
    assert (result.exit_code, result.stdout, result.stderr) == (
        2,
        "",
        (
            f"错误：{desk / 'gongwen.toml'}:1 键“版市”：不认识的键“版市”\n"
            f"  → 是不是“版式”？可用的键：{'、'.join(CONFIG_KEYS)}\n"
        ),
    )


def test_a_classified_draft_is_built_where_the_configuration_allows_it(desk: Path) -> None:
    (desk / "稿.md").write_text(draft("份号: 000001\n密级: 机密\n保密期限: 1年\n" + FRONT), encoding="utf-8")
    (desk / "gongwen.toml").write_text('"允许涉密" = true\n', encoding="utf-8")
    result = run("build", "稿.md", "--format", "pdf", "-o", "out")
    assert (result.exit_code, told(result)) == (0, [ROUTE])


def test_nothing_on_the_screen_can_move_the_cursor(desk: Path) -> None:
    result = run("build", "坏\x1b[2J名\u202e.md")
    assert result.exit_code == 2
    assert result.stderr == "错误：坏<U+001B>[2J名<U+202E>.md：找不到这个文件\n  → 检查文件名和路径\n"
