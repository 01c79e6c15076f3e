"""脚注：面下一条短横线之下、字号小、以注号起头的几行。不夹在正文里，放到最后。"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from gongwen.sources.pdf.paragraphs import Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gongwen.sources.pdf.faces import Face
    from gongwen.sources.pdf.lines import Line

# 注的字比正文小这么多；线在纸的下半，占纸宽的这么多，左边与正文对齐差不过这么多字。
SMALLER, LOWER, SHORTEST, LONGEST, NEAR = 0.93, 0.4, 0.08, 0.6, 3.0
_MARK = re.compile(r"\s*(?:[①-⑳❶-❿*＊]|[\[［〔(（]?\d{1,3}[\]］〕)）]?|注\s*[：:\d])\s*")


def find_notes(faces: Sequence[Face], dropped: set[Line]) -> list[Line]:
    """各面的脚注，按先后。"""
    return [line for face in faces for line in _on_face(face, dropped)]


def _on_face(face: Face, dropped: set[Line]) -> list[Line]:
    lines = [line for line in face.lines if line not in dropped]
    weights: Counter[float] = Counter()
    for line in lines:
        weights[round(line.size)] += len(line.text)
    if not weights or any(line.flow for line in lines):
        return []
    size, left = weights.most_common(1)[0][0], min(line.left for line in lines)
    for level, begin, end in reversed(face.rules):
        share = (end - begin) / face.width
        if level < LOWER * face.height or not SHORTEST <= share <= LONGEST or begin - left > NEAR * size:
            continue
        below = [line for line in lines if line.baseline > level]
        small = below and all(line.size <= SMALLER * size for line in below)
        if small and _MARK.match(below[0].text) and len(below) < len(lines):
            return below
    return []


def note_paragraphs(lines: Iterable[Line]) -> Iterator[Paragraph]:
    """每条一段：注号起头，到下一个注号或换面为止。"""
    held: list[Line] = []
    for line in lines:
        if held and (_MARK.match(line.text) or line.page != held[-1].page):
            yield Paragraph(tuple(held), apart=False)
            held = []
        held.append(line)
    if held:
        yield Paragraph(tuple(held), apart=False)
