"""单位配置：键用中文，写错就说。"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gongwen.config import KEYS, Config, ProofConfig, load_config
from gongwen.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    assert load_config(tmp_path) == Config(
        allow_classified=False, style=None, fonts=(), preprinted=False, strict_fonts=False
    )


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "byte-order-mark"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("quote", ['"', ""], ids=["quoted", "bare"])
def test_every_key_is_read(tmp_path: Path, mark: bytes, newline: str, quote: str) -> None:
    """TOML 的裸键只许 ASCII，而报错叫人写的是“允许涉密 = true”：照写要能用。"""
    text = '#允许涉密# = true\n#版式# = "本办"\n#字体目录# = ["a", "b"]\n#套打# = true\n'
    text += "#不用代用字体# = true\n"
    text = text.replace("#", quote).replace("\n", newline)
    (tmp_path / "gongwen.toml").write_bytes(mark + text.encode())
    assert load_config(tmp_path) == Config(
        allow_classified=True, style="本办", fonts=("a", "b"), preprinted=True, strict_fonts=True
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            '"允许保密" = true',
            ("{path}:1 键“允许保密”：不认识的键“允许保密”\n  → 是不是“允许涉密”？可用的键：{keys}"),
        ),
        (
            "zzz = 1",
            "{path}:1 键“zzz”：不认识的键“zzz”\n  → 可用的键：{keys}",
        ),
        ('"允许涉密" = "是"', "{path}:1 键“允许涉密”：“允许涉密”的值不对\n  → 应为 true 或 false"),
        ('"允许涉密" = 1', "{path}:1 键“允许涉密”：“允许涉密”的值不对\n  → 应为 true 或 false"),
        ('"版式" = 1', "{path}:1 键“版式”：“版式”的值不对\n  → 应为 文字"),
        ('"套打" = "是"', "{path}:1 键“套打”：“套打”的值不对\n  → 应为 true 或 false"),
        ('"字体目录" = "a"', "{path}:1 键“字体目录”：“字体目录”的值不对\n  → 应为 列表"),
    ],
)
def test_a_wrong_configuration_is_refused(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "gongwen.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        load_config(tmp_path)
    assert str(caught.value) == message.format(path=path, keys="、".join(KEYS))


TOML = "配置读不了：不合 TOML 格式\n  → 每行写“键 = 值”，文字加英文引号，开关写 true 或 false"
TEXT = "配置读不了：不是 UTF-8 文本\n  → 另存为 UTF-8 编码"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"x = [", f"{{path}}:1：{TOML}"),
        ("版式 = '本办'".encode("gbk"), f"{{path}}：{TEXT}"),
        (b"\n= =", f"{{path}}:2：{TOML}"),
    ],
)
def test_a_configuration_that_cannot_be_read_is_refused(tmp_path: Path, data: bytes, message: str) -> None:
    path = tmp_path / "gongwen.toml"
    path.write_bytes(data)
    with pytest.raises(UsageError) as caught:
        load_config(tmp_path)
    assert str(caught.value) == message.format(path=path, keys="、".join(KEYS))


PROOF = """启用规则 = ["BD", "WZ01"]
停用规则 = ["BD02"]
差错率上限 = 2.5
同时校对 = 2
略过 = ["归档/*"]
基线 = "旧稿.json"
计错办法 = "图书"
"""


@pytest.mark.parametrize(
    ("name", "head"),
    [("gongwen.toml", ""), ("pyproject.toml", '[project]\nname = "x"\n\n[tool.gongwen]\n')],
    ids=["own-file", "pyproject"],
)
def test_proofing_keys_are_read_from_either_file(tmp_path: Path, name: str, head: str) -> None:
    (tmp_path / name).write_text(head + PROOF, encoding="utf-8")
    assert load_config(tmp_path).proofing == ProofConfig(
        select=("BD", "WZ01"),
        ignore=("BD02",),
        max_rate=2.5,
        jobs=2,
        skip=("归档/*",),
        baseline="旧稿.json",
        counting="图书",
    )


def test_own_file_comes_before_pyproject(tmp_path: Path) -> None:
    (tmp_path / "gongwen.toml").write_text("同时校对 = 2\n", encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text("[tool.gongwen]\n同时校对 = 3\n", encoding="utf-8")
    assert load_config(tmp_path).proofing.jobs == 2


@pytest.mark.parametrize(
    "text",
    ["", "[tool.other]\nx = 1\n", 'name = "tool.gongwen"\n'],
    ids=["empty", "no-section", "only-mentioned"],
)
def test_a_pyproject_without_our_section_is_none_of_our_business(tmp_path: Path, text: str) -> None:
    (tmp_path / "pyproject.toml").write_text(text, encoding="utf-8")
    assert load_config(tmp_path) == Config()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            '启动规则 = ["BD"]',
            "{path}:4 键“启动规则”：不认识的键“启动规则”\n  → 是不是“启用规则”？可用的键：{keys}",
        ),
        ('启用规则 = "BD"', "{path}:4 键“启用规则”：“启用规则”的值不对\n  → 应为 列表"),
        ("停用规则 = [1]", "{path}:4 键“停用规则”：“停用规则”的值不对\n  → 应为 文字"),
        ('差错率上限 = "3"', "{path}:4 键“差错率上限”：“差错率上限”的值不对\n  → 应为 数"),
        ("差错率上限 = true", "{path}:4 键“差错率上限”：“差错率上限”的值不对\n  → 应为 数"),
        ("同时校对 = 1.5", "{path}:4 键“同时校对”：“同时校对”的值不对\n  → 应为 整数"),
    ],
)
def test_a_wrong_key_in_pyproject_is_named_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "pyproject.toml"
    path.write_text(f'[project]\nname = "x"\n[tool.gongwen]\n{text}\n', encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        load_config(tmp_path)
    assert str(caught.value) == message.format(path=path, keys="、".join(KEYS))
