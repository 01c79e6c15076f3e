"""对照结果的终端文字：按类列出，每处两份的位置和前后的字，不同的用【】括起；最后一行总结。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.compare.differences import OF_CHARACTERS, Category
from gongwen.report.pointed import columns, printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.compare.differences import Comparison, Difference, Passage

SIGNED, OTHER = "签发稿", "对照稿"
# 一类里最多列这么多处；版面的不要紧，少列些。
MOST, MOST_LAYOUT = 200, 10
# 一处最多显示这么多字。
LONG = 60


def compare_text(comparison: Comparison) -> str:
    """全部结果，以换行结尾。"""
    lines = [f"{SIGNED} {printable(comparison.signed.name)}，{OTHER} {printable(comparison.other.name)}"]
    number = 0
    for category in Category:
        found = comparison.of(category)
        most = MOST_LAYOUT if category is Category.LAYOUT else MOST
        if found:
            lines += ["", f"{category.term} {len(found)} 处"]
        for item in found[:most]:
            number += 1
            lines += _difference(number, item, comparison)
        if len(found) > most:
            lines.append(f"  还有 {len(found) - most} 处没有列出，全部见 --format html 或 json")
    return "\n".join([*lines, "", compare_summary(comparison)]) + "\n"


def compare_summary(comparison: Comparison) -> str:
    """一行总结：字同不同，各类几处，两份的字数。"""
    counts = comparison.counts
    apart = [
        f"{item.term} {counts[item]} 处" for item in Category if item not in OF_CHARACTERS and counts[item]
    ]
    listed = "、".join(
        f"{item.term} {counts[item]}" for item in Category if item in OF_CHARACTERS and counts[item]
    )
    differing = comparison.of_characters
    verdict = f"字不同 {differing} 处（{listed}）" if differing else "字都相同"
    sizes = f"{SIGNED} {len(comparison.signed.chars)} 字，{OTHER} {len(comparison.other.chars)} 字"
    return "；".join([verdict, *(["另有" + "，".join(apart)] if apart else []), sizes])


def what_changed(item: Difference) -> str:
    """怎么变的：改、删、增，连同所在的要素、补充的话。"""
    return "，".join(part for part in (item.change.term, item.element, item.note) if part)


def _difference(number: int, item: Difference, comparison: Comparison) -> Iterator[str]:
    yield f"  {number}. {what_changed(item)}"
    ours, theirs = where_of(item.signed, comparison.signed.name), where_of(item.other, comparison.other.name)
    width = max(columns(ours), columns(theirs)) + 2
    for label, where, passage in ((SIGNED, ours, item.signed), (OTHER, theirs, item.other)):
        yield f"     {label} {where}{' ' * (width - columns(where))}{snippet(passage)}"


def where_of(passage: Passage, own: str) -> str:
    """位置；在引用的文件里的，连同文件名。"""
    return passage.place if passage.source == own else f"{printable(passage.source)} {passage.place}"


def snippet(passage: Passage) -> str:
    """前后的字和不同的字。"""
    return printable(f"{passage.before}【{shortened(passage.text)}】{passage.after}")


def shortened(text: str) -> str:
    """一处的字；太长的只留头尾。"""
    if len(text) <= LONG:
        return text
    return f"{text[: LONG // 2]}……{text[-LONG // 4 :]}（共 {len(text)} 字）"
