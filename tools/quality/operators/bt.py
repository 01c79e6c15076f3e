"""标题：丢了关于、的、文种，文种重了或不对，标点，转发套转发，附件标题不一，标题里的别字。"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tools.quality.making import TITLE, pick, replace, trimmed
from tools.quality.operators.ws import rows
from tools.quality.plant import Operator, Plant

if TYPE_CHECKING:
    import random

    from tools.quality.clean import CleanDocument
    from tools.quality.making import Change
    from tools.quality.sounds import Sounds

_KIND = r"(?:决定|公告|通告|意见|通知|通报|报告|请示|函|批复)"
_OTHERS = ("通知", "报告", "请示", "通报", "批复", "决定", "函", "意见", "公告")


def operators(_: Sounds) -> tuple[Operator, ...]:
    """标题的全部办法。"""
    every = (*_words(), *_kinds(), *_marks(), *_annexes(), Operator("BT", "题中别字", _slip))
    return tuple(_titled(each) for each in every)


def _titled(operator: Operator) -> Operator:
    """语料里的，只有通知、批复一类有真正的标题。"""

    def make(document: CleanDocument, chance: random.Random) -> Plant | None:
        if document.gapped and (document.group != "zj_local" or not document.heading):
            return None
        return operator.make(document, chance)

    return Operator("BT", operator.kind, make)


def _bt(kind: str, pattern: str, change: Change) -> Operator:
    return replace("BT", kind, pattern, change, where=TITLE)


def _words() -> tuple[Operator, ...]:
    named = r"(?!印发|转发|批转|同意|表彰|成立|授予|调整)"
    ends = r"(?=[^关]{4,50}的(?:通知|意见|报告|请示|决定|通报)$)"
    about = rf"(?<=[室厅局委院会府部])关于{named}{ends}"
    return (
        _bt("漏关于", about, ""),
        _bt("漏的", rf"(?<=[\u4e00-\u9fff]{{6}})的(?={_KIND}$)", ""),
        _bt("关于重复", r"关于(?=[\u4e00-\u9fff]{4})", "关于关于"),
        _bt("的重复", rf"的(?={_KIND}$)", "的的"),
    )


def _kinds() -> tuple[Operator, ...]:
    return (
        _bt("漏文种", rf"(?<=的){_KIND}$", ""),
        _bt("漏的和文种", rf"的{_KIND}$", ""),
        _bt("文种重复", r"(?<=的)(?:请示|报告|通知|意见|决定|通报|批复)$", _doubled),
        Operator("BT", "文种与文种键不合", _other_kind),
        Operator("BT", "文种与内容不合", _against_content),
        Operator("BT", "转发套转发", _chain),
    )


def _doubled(match: re.Match[str], chance: random.Random) -> str:
    if match[0] == "请示":
        return chance.choice(("请示报告", "请示的报告"))
    return "报告的请示" if match[0] == "报告" and chance.random() < 0.3 else match[0] * 2


def _other_kind(document: CleanDocument, chance: random.Random) -> Plant | None:
    """front matter 的文种键说的是一种，标题写另一种。"""
    if not document.has_front or document.title is None:
        return None
    start, end = document.title
    found = re.search(rf"的({_KIND})$", document.text[start:end])
    if not found:
        return None
    wrong = chance.choice([kind for kind in _OTHERS if kind != found[1]])
    at = start + found.start(1)
    key = re.search(r"(?m)^文种: .*$", document.text)
    also = (key.span(),) if key else ()
    return trimmed("BT", "文种与文种键不合", document.text, at, end, wrong, also)


_CONTENTS = (
    ("通知", r"(?:印发|转发)给你们", ("报告", "请示")),
    ("请示", r"[，。]请(?:予)?(?:批示|批准)", ("报告", "函", "通知")),
    ("报告", r"特此报告", ("请示", "通知")),
    ("批复", r"请示[^。\n]{0,20}收悉", ("通知", "函", "请示")),
    ("函", r"(?:专此函|特此函|请予函复|函商如下)", ("请示", "通知")),
)


def _against_content(document: CleanDocument, chance: random.Random) -> Plant | None:
    """没有 front matter 的：正文分明是另一种。"""
    if document.has_front or document.title is None:
        return None
    start, end = document.title
    for kind, sign, others in _CONTENTS:
        title = document.text[start:end]
        if title.endswith(f"的{kind}") and re.search(sign, document.text[end:]):
            return trimmed("BT", "文种与内容不合", document.text, end - len(kind), end, chance.choice(others))
    return None


def _chain(document: CleanDocument, _: random.Random) -> Plant | None:
    """“甲关于某事的通知”写成“甲关于转发乙关于转发丙关于某事的通知的通知的通知”。"""
    if document.title is None:
        return None
    start, end = document.title
    title = document.text[start:end]
    found = re.fullmatch(r"([^\n《》]{4,20}?)(关于(?!印发|转发|批转)[^《》\n]{4,40}的通知)", title)
    if not found:
        return None
    upper = "沧东省人民政府办公厅"
    wrong = f"{found[1]}关于转发{upper}关于转发国务院办公厅{found[2]}的通知的通知"
    return trimmed("BT", "转发套转发", document.text, start, end, wrong)


def _marks() -> tuple[Operator, ...]:
    return (
        _bt("末尾标点", rf"{_KIND}(?P<at>)$", pick("。", "；", "，", "！")),
        _bt("中间标点", r"(?<=[室厅局委院会府部])(?P<at>)(?=关于)", pick("，", "。", "：", "；")),
        _bt(
            "事由中标点",
            r"(?<=[\u4e00-\u9fff]{3}工作)(?P<at>)(?=的(?:通知|意见|报告|请示|决定))",
            pick("。", "，", "；"),
        ),
        _bt("书名号缺一半", r"(?<=《)[^《》\n]{3,40}(?P<at>》)", ""),
    )


def _annexes() -> tuple[Operator, ...]:
    """附件说明的标题与附件自己的标题不一。"""
    return (Operator("BT", "附件标题不一", _annex),)


def _annex(document: CleanDocument, chance: random.Random) -> Plant | None:
    if not document.has_front:
        found = [*re.finditer(r"(?m)^附件：(?:1\.)?([^\n。]{6,40})$", document.text)]
        found = [item for item in found if document.text.count(f"\n{item[1]}\n") == 1]
    else:
        front = document.text[: document.body_start_of_front]
        found = [
            item
            for item in re.finditer(r"(?m)^  - 标题: ([^\n]{6,40})\n    文件: (\S+)$", front)
            if _repeats(document, item)
        ]
    if not found:
        return None
    match = chance.choice(found)
    title = match[1]
    at = chance.randrange(1, len(title) - 2)
    wrong = title[:at] + title[at + 1 :] if chance.random() < 0.5 else title[:-1] + "册"
    return trimmed("BT", "附件标题不一", document.text, *match.span(1), wrong, anywhere=True)


def _repeats(document: CleanDocument, match: re.Match[str]) -> bool:
    """附件文件自己也写了这个标题。"""
    if document.folder is None:
        return False
    path = document.folder / match[2]
    return path.is_file() and match[1] in path.read_text(encoding="utf-8")[:200]


def _slip(document: CleanDocument, chance: random.Random) -> Plant | None:
    if document.title is None:
        return None
    start, end = document.title
    title = document.text[start:end]
    there = [row for row in rows("title-slips.tsv") if row[1] in title]
    if not there:
        return None
    wrong, right = chance.choice(there)
    at = start + title.index(right)
    return trimmed("BT", "题中别字", document.text, at, at + len(right), wrong)
