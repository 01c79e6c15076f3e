"""建立单位资料用例：由回答写出 office.toml。"""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from gongwen.agency import FILE_NAME, Agency, agency_of
from gongwen.errors import UsageError, nearest
from gongwen.office.write_new import write_new
from gongwen.settings import parse_settings

_PHONE = re.compile(r"[\d—–－()（）+-]{5,}")
_SEPARATORS = re.compile(r"[，,；;\n]+(?![^（）()]*[）)])")
# 括号里的不分：“各县（市、区）人民政府”是一个。


@dataclass(frozen=True, slots=True)
class Question:
    """要问的一项。listed 的回答是一串，用逗号隔开。"""

    key: str
    prompt: str
    listed: bool = False


QUESTIONS = (
    Question("名称", "本机关的全称"),
    Question("简称", "规范化简称"),
    Question("机关代字", "发文字号里年份之前的字，如“澜政办发”"),
    Question("印发机关", "负责印发公文的部门，印在版记里"),
    Question("上级机关", "请示、报告主送的上级机关", listed=True),
    Question("下级机关", "通知等主送的下级机关，用逗号隔开", listed=True),
    Question("抄送机关", "下行文通常抄送的机关，用逗号隔开", listed=True),
    Question(
        "人员",
        "姓名 职务 角色，几个人用逗号隔开，如“沈砚舟 市长 签发，陆听澜 秘书科科长 联系人”",
        listed=True,
    ),
)


def write_office(answers: dict[str, str], folder: Path | str = ".") -> Agency:
    """写出 folder 里的 office.toml，返回其中的单位资料。

    answers 的键见 QUESTIONS，“名称”必有。键不认识、人员写得不对时引发 UsageError；
    已有 office.toml 时引发 OutputError。
    """
    known = [question.key for question in QUESTIONS]
    for key in answers:
        if key not in known:
            close = nearest(key, known)
            hint = f"是不是“{close}”？" if close else ""
            raise UsageError(f"没有“{key}”这一项", None, f"{hint}可用：{'、'.join(known)}")
    if not answers.get("名称", "").strip():
        raise UsageError("没有写“名称”（本机关的全称）", None, "如 --set 名称=××市人民政府办公室")
    for key, value in answers.items():
        if any(unicodedata.category(char) in ("Cc", "Cs") and char != "\n" for char in value):
            raise UsageError(f"“{key}”里有控制字符或坏字节", None, "重新写一遍")
    path = Path(folder) / FILE_NAME
    text = office_text({key: value.strip() for key, value in answers.items()})
    agency = agency_of(parse_settings(text.encode(), path))
    write_new({path: text})
    return agency


def office_text(answers: dict[str, str]) -> str:
    """office.toml 的全文。"""
    lines = [
        "# 单位资料：gongwen new、gongwen build 取作默认。文字加英文引号；# 之后是说明。",
        "格式 = 1",
        *(f"{key} = {_quoted(answers.get(key, ''))}" for key in ("名称", "简称", "印发机关")),
        '# 各文种的代字不同时，写成 机关代字 = {通知 = "…", 函 = "…", 其他 = "…"}',
        f"机关代字 = {_quoted(answers.get('机关代字', ''))}",
        "",
        "# 主送、抄送的组。组名是模板名、文种或行文方向（上行、下行、平行）的，起草时自动填；",
        '# 别的组在草稿里写 "@组名"。',
        *_groups("主送", (("上行", answers.get("上级机关", "")), ("下行", answers.get("下级机关", "")))),
        *_groups("抄送", (("下行", answers.get("抄送机关", "")),)),
        "# 人员。角色“签发”的填签发人，“联系人”的填附注。",
    ]
    for written in _items(answers.get("人员", "")):
        lines += _person(written)
    return "\n".join(lines) + "\n"


def _groups(key: str, groups: tuple[tuple[str, str], ...]) -> list[str]:
    rows = [
        f"{name} = [{', '.join(map(_quoted, items))}]" for name, text in groups if (items := _items(text))
    ]
    return [f"[{key}]", *rows, ""]


def _person(written: str) -> list[str]:
    """“姓名 职务 角色… 电话”；有数字的一项是电话。"""
    name, *rest = written.split()
    if not rest:
        raise UsageError(f"人员“{written}”没有写职务", None, "写成“姓名 职务”，中间空一格，如“沈砚舟 市长”")
    post, *others = rest
    phones = [item for item in others if _PHONE.fullmatch(item)]
    roles = [item for item in others if item not in phones]
    rows = ["", "[[人员]]", f"姓名 = {_quoted(name)}", f"职务 = {_quoted(post)}"]
    rows += [f"电话 = {_quoted(phones[0])}"] if phones else []
    return [*rows, f"角色 = [{', '.join(map(_quoted, roles))}]"] if roles else rows


def _items(text: str) -> list[str]:
    return [item.strip() for item in _SEPARATORS.split(text) if item.strip()]


def _quoted(value: str) -> str:
    # JSON 的字符串也是 TOML 的；DEL 除外，TOML 不许照写。
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007F")
