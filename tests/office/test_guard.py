"""涉密文件：怎么写都认得出，默认不办；普通文件里的“机密”二字不算。"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.helpers import BODY, FRONT, draft, without

from gongwen.config import Config, load_config
from gongwen.errors import ClassifiedError
from gongwen.office.build import build
from gongwen.office.proof import proof

if TYPE_CHECKING:
    from pathlib import Path

REFUSED = "标有密级，不予处理：涉密文件不进普通计算机"
ALLOWED = Config(allow_classified=True)


def problem(path: Path, config: Config | None = None) -> str | None:
    [checked, *_] = proof([path], config).files
    return checked.problem


@pytest.mark.parametrize(
    "written",
    [
        "密级: 机密",
        "密级: 绝密",
        "密级: 秘密★1年",
        "密级:   机密",
        '密级: "机密"',
        "密级: '机密'",
        "密级 : 机密",
        "密级:\t机密",
        "密级: |\n  机密",
        "密级:\n  机密",
        "密级: >-\n  机密",
        '"密级": 机密',
        "'密级': 机密",
        "密级: !!str 机密",
        '密级: "\\u673a\\u5bc6"',
        '"\\u5bc6\\u7ea7": 机密',
        "? 密级\n: 机密",
        "密级: 　机密",
        "密级: ★机密",
        "密级: 机 密",
        "密级: 絕密",
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
def test_a_grade_in_the_front_matter_is_refused_however_it_is_written(
    tmp_path: Path, written: str, newline: str
) -> None:
    path = tmp_path / "稿.md"
    path.write_bytes(draft(FRONT + written + "\n").replace("\n", newline).encode())
    assert REFUSED in (problem(path) or "")


def test_a_grade_after_a_long_front_matter_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "稿.md"
    many = "抄送机关:\n" + "  - 澜州市人民政府办公室\n" * 300
    path.write_text(draft(FRONT + many + "密级: 机密\n"), encoding="utf-8")
    assert REFUSED in (problem(path) or "")


def test_the_message_names_the_place_and_no_content(tmp_path: Path) -> None:
    path = tmp_path / "稿.md"
    path.write_text(draft("密级: 机密\n" + FRONT), encoding="utf-8")
    assert problem(path) == (
        f"{path}:2:1 键“密级”：{REFUSED}\n"
        "  → 在批准的涉密计算机上办理，并在该机的 gongwen.toml 中写“允许涉密 = true”；误标的删去密级"
    )


@pytest.mark.parametrize("mark", ["机密", "　机密★10年", "绝密★长期  ", "秘密\r", "机密▲"])
def test_a_mark_at_the_head_of_a_plain_text_is_refused(tmp_path: Path, mark: str) -> None:
    path = tmp_path / "稿.txt"
    path.write_bytes(f"000123\n{mark}\n特急\n{BODY}".encode())
    assert REFUSED in (problem(path) or "")


@pytest.mark.parametrize("key", ["附件", "被印发件"])
def test_a_classified_annex_is_refused_too(tmp_path: Path, key: str) -> None:
    path = tmp_path / "稿.md"
    value = "{标题: 甲表, 文件: 甲.md}" if key == "附件" else "甲.md"
    path.write_text(draft(FRONT + f"{key}: {value}\n"), encoding="utf-8")
    (tmp_path / "甲.md").write_text("机密★1年\n甲表正文。\n", encoding="utf-8")
    assert (problem(path) or "").startswith(f"{tmp_path / '甲.md'}:1:1 键“密级”：{REFUSED}")


@pytest.mark.parametrize(
    "text",
    [
        draft(FRONT + "密级:\n"),
        draft(FRONT + "密级: ''\n"),
        draft(body=BODY + "严守国家秘密，不得泄露工作机密。\n"),
        draft(body=BODY * 80 + "机密\n"),
        draft(without("标题") + "标题: 关于机密文件管理的通知\n"),
    ],
    ids=["empty", "quoted-empty", "words", "far-down", "title"],
)
def test_a_paper_that_only_speaks_of_secrets_is_handled(tmp_path: Path, text: str) -> None:
    path = tmp_path / "稿.md"
    path.write_text(text, encoding="utf-8")
    assert problem(path) is None


def test_an_office_that_may_says_so_in_its_configuration(tmp_path: Path) -> None:
    path = tmp_path / "稿.md"
    path.write_text(draft(FRONT + "密级: 机密\n"), encoding="utf-8")
    assert problem(path, ALLOWED) is None


def test_the_advice_of_the_message_can_be_followed_to_the_letter(tmp_path: Path) -> None:
    path = tmp_path / "稿.md"
    path.write_text(draft(FRONT + "密级: 机密\n"), encoding="utf-8")
    advice = (problem(path) or "").split("中写“")[1].split("”")[0]
    (tmp_path / "gongwen.toml").write_text(advice + "\n", encoding="utf-8")
    assert problem(path, load_config(tmp_path)) is None


def test_build_refuses_before_anything_is_written(desk: Path) -> None:
    (desk / "稿.md").write_text(draft(FRONT + "'密级': 机密\n"), encoding="utf-8")
    with pytest.raises(ClassifiedError):
        build([desk / "稿.md"])
    assert [path.name for path in desk.iterdir()] == ["稿.md"]
