"""认词：像姓名的、像职务的、像机关的；表头、“出席：”一类的标签。词表在 words.toml。"""

from __future__ import annotations

import pkgutil
import re
import tomllib
from functools import cache
from typing import Any

from gongwen.proofing.lazy import Lazy

HAN = r"一-鿿㐀-䶿豈-﫿〇\U00020000-\U000323af"
DOT = "·•・‧∙"
_HAN_NAME = Lazy(rf"[{HAN}]{{2,4}}")
_COLUMN_NAME = Lazy(rf"[{HAN}]{{2,6}}")
_DOTTED = Lazy(rf"[{HAN}]{{1,10}}(?:[{DOT}][{HAN}]{{1,10}})+")
# 以这些字结尾的三个字以内的词不是姓名
_NOT_ENDING = tuple("表单册议席签牌证卡厅楼室号排会等及")
_LABEL_WORDS = Lazy(
    "出席|列席|主持|参加|参会|与会|到会|人员|领导|嘉宾|代表|记录|联系|请假|缺席|发言|陪同|主席台|前排|名单|带队|成员|组长|席"
)
_KINDS = Lazy("领导|嘉宾|代表|[各等有]|直属|市直|县直|区直|县区|部门$|单位$|机关$")
FORMER = Lazy("原|前任|前|时任")
BY_STROKES = Lazy("姓氏笔[画划]|姓名笔[画划]|笔[画划]为序|笔[画划]排")
# 座次从中间往两边排，也不照名册
UNORDERED = Lazy(
    "不分先后|座次|座位|从[左右中]|按?姓氏?(?:拼音|音序)|按?(?:拼音|音序)(?:为序|排)|(?:报名|签到)(?:先后|次序)"
)


@cache
def _words() -> dict[str, Any]:
    data = pkgutil.get_data(__name__.rpartition(".")[0], "words.toml")
    if data is None:
        raise FileNotFoundError("words.toml")
    return tomllib.loads(data.decode("utf-8"))


@cache
def listed(name: str) -> frozenset[str]:
    """一张词表。"""
    return frozenset(_words()[name].split())


@cache
def surnames() -> frozenset[str]:
    """单姓。"""
    return frozenset("".join(listed("surnames")))


@cache
def post_pattern() -> re.Pattern[str]:
    """一个职务：所在（context）、修饰（modifiers）、职名（core）。"""
    heads = f"[{_words()['heads']}]长"
    cores = {*listed("posts"), *(f"{each}长" for each in listed("long")), heads}
    core = "|".join(sorted(cores, key=lambda each: (-len(each), each)))
    modifiers = "|".join(_words()["modifiers"].split())
    return re.compile(
        rf"(?P<context>.{{0,60}}?)(?P<modifiers>(?:{modifiers}){{0,6}})(?P<core>{core})", re.DOTALL
    )


@cache
def _organ_pattern() -> re.Pattern[str]:
    ends = "|".join(sorted(listed("organs"), key=lambda each: (-len(each), each)))
    return re.compile(rf"[{HAN}A-Za-z0-9（）()“”]{{1,38}}(?:{ends})")


@cache
def _columns() -> dict[str, str]:
    return {word: kind for kind, words in _words()["columns"].items() for word in words.split()}


def is_name(text: str) -> bool:
    """像姓名：姓加一两个字的名，复姓，带“·”的；职务、机关、常用词不算。"""
    if _DOTTED.fullmatch(text):
        return True
    if not _HAN_NAME.fullmatch(text) or text in listed("not_names") or is_post(text):
        return False
    if text[:2] in listed("compounds") and len(text) > 2:
        return True
    if len(text) == 4 or text[0] not in surnames():
        return False
    return not text.endswith(_NOT_ENDING) and not (len(text) == 3 and is_organ(text))


def may_be_name(text: str) -> bool:
    """在姓名一栏里的：两到六个字，或带“·”的，不必姓在表里。"""
    fits = _COLUMN_NAME.fullmatch(text) or _DOTTED.fullmatch(text)
    return fits is not None and not is_post(text) and column_of(text) is None and text not in listed("totals")


def is_post(text: str) -> bool:
    """像职务：以职务名结尾。"""
    return len(text) <= 60 and post_pattern().fullmatch(text) is not None


def is_organ(text: str) -> bool:
    """像机关、单位：以“局”“委员会”之类结尾。"""
    return _organ_pattern().fullmatch(text) is not None and not is_post(text)


def is_unit(text: str) -> bool:
    """一个单位的名称；“市领导”“市直部门”“各县（区）”之类是一类人、一类单位，不是。"""
    return is_organ(text) and _KINDS.search(text) is None


def column_of(text: str) -> str | None:
    """表头是哪一栏：name、post、organ、both（单位及职务）、other；不是表头为 None。"""
    return _columns().get(re.sub(r"\s", "", text).replace("(", "（").replace(")", "）"))


def is_label(text: str) -> bool:
    """“出席”“主持人”之类，后面跟着名单。"""
    return len(text) <= 12 and _LABEL_WORDS.search(text) is not None
