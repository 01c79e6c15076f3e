"""页码、各面重复的页眉页脚：认出来，不读，告诉有几处。"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gongwen.sources.pdf.faces import Face
    from gongwen.sources.pdf.lines import Line

_DASH = r"[-－—–―─_~·•・.\s]"
_FOLIO = re.compile(
    rf"{_DASH}*[-－—–―─~·•・]\s*\d{{1,4}}\s*[-－—–―─~·•・]{_DASH}*|"
    r"第\s*\d{1,4}\s*页(?:\s*[，,/（(]?\s*共\s*\d{1,4}\s*页[)）]?)?|"
    r"共\s*\d{1,4}\s*页\s*[，,/]?\s*第\s*\d{1,4}\s*页|"
    r"[Pp]age\s*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?"
)
_BARE = re.compile(r"(?P<at>\d{1,4})(?:\s*/\s*\d{1,4})?")
# 页码在上下的这么多之内；重复的页眉页脚也是。
MARGIN = 0.12
LEAST_REPEATED, MOST_FOLIO = 3, 24
_LEVEL = 6.0


def furniture(faces: Sequence[Face]) -> tuple[list[Line], list[Line]]:
    """页码，重复的页眉页脚，都按面的先后。"""
    ends = (line for face in faces for line in _ends(face) if len(line.text) <= MOST_FOLIO)
    folios = {line for line in ends if _FOLIO.fullmatch(line.text.strip())}
    folios |= set(_bare_folios(faces, folios))
    running = set(_running(faces, folios))
    return _in_order(folios), _in_order(running)


def _in_order(lines: set[Line]) -> list[Line]:
    return sorted(lines, key=lambda line: (line.page, line.flow, line.baseline, line.left, line.text))


def _ends(face: Face) -> Iterator[Line]:
    """每一栏最上、最下的一行，和朝别的方向的行。"""
    yield from face.aside
    lines = face.lines
    groups = [lines]
    flows = sorted({line.flow for line in lines})
    if len(flows) > 1:
        groups += [[line for line in lines if line.flow == flow] for flow in flows]
    for mine in groups if lines else ():
        yield min(mine, key=lambda line: line.baseline)
        yield max(mine, key=lambda line: line.baseline)


def _bare_folios(faces: Sequence[Face], known: set[Line]) -> Iterator[Line]:
    """只有数字的页码：在上下边上，而且随面数一面一面加。"""
    found: dict[int, list[Line]] = defaultdict(list)
    for face in faces:
        for line in dict.fromkeys(_ends(face)):
            bare = _BARE.fullmatch(line.text.strip())
            if bare and line not in known and (line.flow < 0 or _in_margin(line, face)):
                found[int(bare["at"]) - face.number].append(line)
    for lines in found.values():
        if len({line.page for line in lines}) >= 2:
            yield from lines
    if len(faces) == 1:
        yield from found.get(0, ())


def _in_margin(line: Line, face: Face) -> bool:
    return not MARGIN * face.height < line.baseline < (1 - MARGIN) * face.height


def _running(faces: Sequence[Face], folios: set[Line]) -> Iterator[Line]:
    """各面上下边上重复的行（其中的数字可以不同）。"""
    least = min(LEAST_REPEATED, len(faces))
    groups: dict[tuple[str, int], list[Line]] = defaultdict(list)
    for face in faces:
        for line in face.lines:
            if line not in folios and _in_margin(line, face):
                masked = re.sub(r"\d+", "0", "".join(line.text.split()))
                groups[masked, round(line.baseline / _LEVEL)].append(line)
    for (masked, _), lines in groups.items():
        pages = {line.page for line in lines}
        every = len(pages) >= 2 and any(pages == set(range(start, len(faces) + 1, 2)) for start in (1, 2))
        if (every or len(pages) >= max(2, least)) and masked.strip("0"):
            yield from lines
