"""键用中文的 TOML 文件：gongwen.toml、office.toml 共用的读法。报错带文件、行号、键。"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gongwen.errors import UsageError, Where, nearest, system_reason

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

MAX_BYTES = 128 * 1024
# TOML 的裸键只能是 ASCII；汉字的键替用户加上引号。字符串（没有收尾的也算）和注释先整个跳过。
_TOKEN = re.compile(
    r''''{3}.*?(?:'{3}|\Z)|"""(?:\\.|[^\\])*?(?:"""|\\?\Z)|"(?:\\.|[^"\\\n])*+"?|'[^'\n]*+'?|\#[^\n]*'''
    r"|(?<![\w-])(?P<key>[A-Za-z0-9_-]{0,40}[一-鿿〇][\w-]*)(?=[ \t]*[=.\]])",
    re.DOTALL,
)
_HEADER = re.compile(r"[ \t]*+(?P<open>\[\[?+)[ \t]*+[\"']?(?P<name>[^\]\"']++)[\"']?[ \t]*+\]")
_ENTRY = re.compile(r"[ \t]*[\"']?(?P<key>[^\"'=\[\]#\s]+)[\"']?[ \t]*=")
_WORDS = {bool: "true 或 false", str: "文字", list: "列表", dict: "键和值", int: "整数", float: "数"}


@dataclass(frozen=True, slots=True)
class Settings:
    """读进来的一份设置。lines 是各键所在的行：("人员", 0, "姓名") 是第一个 [[人员]] 里的姓名。"""

    path: Path
    values: dict[str, Any]
    data: bytes
    lines: dict[tuple[str | int, ...], int]

    def where(self, *keys: str | int) -> Where:
        """这个键的位置；行号找不到时用上一级的。"""
        named = next((str(key) for key in reversed(keys) if isinstance(key, str)), None)
        for end in range(len(keys), 0, -1):
            # [签批.路线] 的各键记在 ("签批.路线", …)
            for form in (keys[:end], (".".join(map(str, keys[:2])), *keys[2:end])):
                if form in self.lines:
                    return Where(str(self.path), self.lines[form], key=named)
        return Where(str(self.path), key=named)

    def refuse_unknown(self, values: Collection[str], allowed: Collection[str], *above: str | int) -> None:
        """values 里有 allowed 之外的键时引发 UsageError，说出最接近的。"""
        for key in values:
            if key not in allowed:
                close = nearest(key, allowed)
                hint = f"是不是“{close}”？" if close else ""
                raise UsageError(
                    f"不认识的键“{key}”", self.where(*above, key), f"{hint}可用的键：{'、'.join(allowed)}"
                )

    def typed(self, value: Any, wanted: type, *keys: str | int) -> Any:
        """value 不是 wanted 类型时引发 UsageError；float 也收整数。"""
        kinds = (int, float) if wanted is float else wanted
        if not isinstance(value, kinds) or (wanted in (int, float) and isinstance(value, bool)):
            name = next(str(key) for key in reversed(keys) if isinstance(key, str))
            nth = f"的第 {keys[-1] + 1} 项" if isinstance(keys[-1], int) else "的值"
            raise UsageError(f"“{name}”{nth}不对", self.where(*keys), f"应为 {_WORDS[wanted]}")
        return value


def read_tool_settings(path: Path, name: str) -> Settings | None:
    """pyproject.toml 里 [tool.name] 一节；没有这一节时为 None，别处写得不对与我们无关。"""
    data = _read(path)
    if b"tool" not in data or name.encode() not in data:
        return None
    whole = parse_settings(data, path)
    table = whole.values.get("tool", {})
    if not isinstance(table, dict) or name not in table:
        return None
    header = f"tool.{name}"
    if not isinstance(table[name], dict):
        where = whole.where("tool", name)
        raise UsageError(f"“{header}”应当是一节", where, f"写成 [{header}]，下面每行一个键")
    lines = {keys[1:]: line for keys, line in whole.lines.items() if keys[0] == header and len(keys) > 1}
    return Settings(path, table[name], data, lines)


def read_settings(path: Path) -> Settings:
    """读一份设置。读不了、不合 TOML 时引发 UsageError。"""
    return parse_settings(_read(path), path)


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise UsageError(
            f"配置读不了：{system_reason(error)}", Where(str(path)), "检查文件的路径和权限"
        ) from error


def parse_settings(data: bytes, path: Path, most: int = MAX_BYTES) -> Settings:
    """把文件内容读成设置；path 只用来报错，most 是最多几个字节。"""
    if len(data) > most:
        raise UsageError(f"配置读不了：超过 {most // 1024} KB", Where(str(path)), "确认拿对了文件")
    try:
        text = data.decode("utf-8-sig")
        values = tomllib.loads(_TOKEN.sub(_with_quotes, text))
    except UnicodeDecodeError as error:
        raise UsageError("配置读不了：不是 UTF-8 文本", Where(str(path)), "另存为 UTF-8 编码") from error
    except (ValueError, RecursionError) as error:
        where = Where(str(path), _line_of(error, text))
        raise UsageError("配置读不了：不合 TOML 格式", where, _advice(text, where.line)) from error
    return Settings(path, values, data, _key_lines(text))


def _line_of(error: Exception, text: str) -> int | None:
    """tomllib 的报错里的行号；“at end of document”是最后一行。"""
    told = re.search(r"line (\d+)", str(error))
    if told:
        return int(told[1])
    return len(text.splitlines()) or None if "end of document" in str(error) else None


_FORM = "每行写“键 = 值”，文字加英文引号，开关写 true 或 false"
_MISTAKES = (
    (re.compile(r"[=,\[]\s*“|”\s*(?:[,\]}]|$)"), '引号要用英文的 "，不用“”'),
    (re.compile(r"^[^\"'#]*[＝：]"), "等号要用半角的 ="),
    (re.compile(r"[\"']\s*[，、；]\s*[\"']"), "列表里用半角逗号隔开"),
    (re.compile(r"=\s*[一-鿿]"), "文字要加英文引号"),
    (re.compile(r"=\s*\d{4}-\d{2}-\d{2}\s*(?:#.*)?$"), "没有这一天，核对日期"),
)


def _advice(text: str, number: int | None) -> str:
    """照出错的一行说该怎么写；看不出来的说一般写法。"""
    lines = text.splitlines()
    line = lines[number - 1] if number and number <= len(lines) else ""
    told = next((advice for pattern, advice in _MISTAKES if pattern.search(line)), "")
    if not told and line:
        name = line.partition("=")[0].strip().strip("[]\"' ")
        again = [each for each in lines if each.partition("=")[0].strip().strip("[]\"' ") == name]
        told = f"“{name}”写了两次，留下一处" if name and len(again) > 1 else ""
    return f"{told}；{_FORM}" if told else _FORM


def _with_quotes(found: re.Match[str]) -> str:
    return f'"{found["key"]}"' if found["key"] else found[0]


def _key_lines(text: str) -> dict[tuple[str | int, ...], int]:
    """各键在第几行。多行字符串里像键的行也会记上，只影响报错的行号。"""
    lines: dict[tuple[str | int, ...], int] = {}
    counts: dict[str, int] = {}
    table: tuple[str | int, ...] = ()
    for number, line in enumerate(text.splitlines(), 1):
        if header := _HEADER.match(line):
            name = header["name"].rstrip(" \t")
            table = (name,)
            lines.setdefault(table, number)
            if header["open"] == "[[":
                counts[name] = counts.get(name, -1) + 1
                table = (name, counts[name])
                lines[table] = number
        elif entry := _ENTRY.match(line):
            lines.setdefault((*table, entry["key"]), number)
    return lines
