"""YZ02：附件的序号与正文、附件说明不一致。页：yz02.md。"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from gongwen.document.clauses import cite
from gongwen.document.numbering import han_number
from gongwen.findings import Level
from gongwen.proofing.lazy import Lazy
from gongwen.proofing.rule import Hit, Rule
from gongwen.proofing.sequence import breaks

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gongwen.document.elements import AnnexEntry
    from gongwen.proofing.reading import Reading

_REFERENCE = Lazy(r"附件\s?([0-9０-９]{1,2}|[一二三四五六七八九十]{1,3})(?![0-9０-９年月日个份.．])")
# “《××》附件2”“〔2019〕5号文件附件2”说的是别的文件的附件。
_OTHERS = ("》", "》的", "号", "文件", "文件的", "公约", "协定", "协议", "通知的", "方案的", "其", "原")
_TYPED = Lazy(r"(?:附件)?\s*(\d{1,2})\s*[.．、：:]\s*")
_MARKS = "。；，、：;,:."


def check(reading: Reading) -> Iterator[Hit]:
    """正文提到而没有列的附件；附件标题的手写序号、重复、末尾标点。"""
    if reading.elements is None:
        return
    annexes = reading.elements.annexes or ()
    # 贴来的文字常常没有连附件一起贴，一个附件也没有列的不算漏。
    if annexes or not reading.document.recognized:
        yield from _unlisted(reading, len(annexes))
    yield from _typed_numbers(annexes)
    yield from _titles(annexes)


def _unlisted(reading: Reading, count: int) -> Iterator[Hit]:
    for piece in reading.body():
        if piece.part:
            continue
        value = piece.text.value
        for found in _REFERENCE.finditer(value):
            written = found[1]
            number = int(written) if written.isdigit() else han_number(written) or 0
            if number > count and not value.endswith(_OTHERS, 0, found.start()):
                listed = f"只列了 {count} 个附件" if count else "草稿没有列附件"
                yield Hit(piece.text.at(*found.span()), f"正文提到附件{number}，{listed}")


def _typed_numbers(annexes: Sequence[AnnexEntry]) -> Iterator[Hit]:
    typed = [(entry.title, found) for entry in annexes if (found := _TYPED.match(entry.title.value))]
    if len(typed) != len(annexes):
        return
    for broken in breaks([int(found[1]) for _, found in typed]):
        title, found = typed[broken.at]
        fix = str(broken.expected) if broken.fixable else None
        yield Hit(title.at(*found.span(1)), f"附件的序号是 {found[1]}，应为 {broken.expected}", fix)


def _titles(annexes: Sequence[AnnexEntry]) -> Iterator[Hit]:
    seen: dict[str, int] = {}
    for index, entry in enumerate(annexes, 1):
        value = entry.title.value
        typed = _TYPED.match(value)
        end = len(value.rstrip(_MARKS))
        name = unicodedata.normalize("NFKC", "".join(value[typed.end() if typed else 0 : end].split()))
        if name in seen:
            yield Hit(entry.title.at(0, len(value)), f"与附件{seen[name]}是同一个标题")
        seen.setdefault(name, index)
        if end < len(value):
            yield Hit(entry.title.at(end, len(value)), f"附件名称后不加“{value[end:]}”", "")


RULE = Rule("YZ02", "附件序号、名称不一致", Level.ERROR, f"{cite('7.3.4')}；7.3.7 附件", check)
