"""单位配置：键用中文，写错就说。"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gongwen.config import Config, load_config
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
            (
                "{path}:1 键“允许保密”：不认识的键“允许保密”\n"
                "  → 是不是“允许涉密”？可用的键：允许涉密、版式、字体目录、套打、不用代用字体"
            ),
        ),
        (
            "zzz = 1",
            "{path}:1 键“zzz”：不认识的键“zzz”\n  → 可用的键：允许涉密、版式、字体目录、套打、不用代用字体",
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
    assert str(caught.value) == message.format(path=path)


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
    assert str(caught.value) == message.format(path=path)
