"""读 PDF 要告诉用户的话：不可靠在哪里，什么没有读。"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gongwen.sources.pdf.faces import Face
    from gongwen.sources.pdf.lines import Line

UNSURE = "文字是从 PDF 按位置读出来的，分段、空格不如 Word 文件可靠，要紧的地方请对照原件"


class Told(NamedTuple):
    """读完知道的：各面，页码，页眉页脚，续表略去的表头，坏了的面，有批注的面，附带的文件。"""

    faces: Sequence[Face]
    folios: Sequence[Line]
    running: Sequence[Line]
    repeated: int
    broken: Sequence[int]
    annotated: Sequence[int]
    attached: int


def told(found: Told) -> Iterator[str]:
    """逐条。"""
    yield UNSURE
    yield from unread(found)
    recognized = [face for face in found.faces if face.recognized]
    yield from _on_faces("的文字是识别出来的（看不见的字，垫在图片上），不可靠，请逐字对照原件", recognized)
    unsure = [face for face in found.faces if face.unsure]
    yield from _on_faces("像是分两栏，又说不准，照一整行读的，请看看先后", unsure)
    yield from _on_faces("是竖排的，按从右到左读", [face for face in found.faces if face.upright])
    if found.folios:
        yield f"略去页码 {len(found.folios)} 处"
    if found.running:
        counts = Counter(line.text for line in found.running)
        shown = "、".join(f"“{text[:20]}”" for text, _ in counts.most_common(2))
        yield f"略去各面重复的页眉页脚 {len(found.running)} 处：{shown}"
    if found.repeated:
        yield f"略去续表重复的表头 {found.repeated} 处"
    yield from _left_out(found)


def unread(found: Told) -> Iterator[str]:
    """没有读的面：扫描的，字转成了曲线的，坏了的。有这样的面，就不能说整份都校对过。"""
    bare = [face for face in found.faces if not face.texts]
    yield from _on_faces("是图片，没有文字，没有读", [face for face in bare if face.pictured])
    curved = [face for face in bare if face.curved and not face.pictured]
    yield from _on_faces("没有文字，只有图形，字可能转成了曲线", curved)
    if found.broken:
        yield f"第{face_numbers(found.broken)}面坏了，没有读"


def _left_out(found: Told) -> Iterator[str]:
    slanted = sum(face.slanted for face in found.faces)
    if slanted:
        yield f"斜着的字 {slanted} 个没有读（多半是水印）"
    outside = sum(face.outside for face in found.faces)
    if outside:
        yield f"纸外面的字 {outside} 个没有读"
    if found.annotated:
        yield f"第{face_numbers(found.annotated)}面有批注、表单或电子印章，里面的文字没有读"
    if found.attached:
        yield f"PDF 里附带的 {found.attached} 个文件没有读"


def _on_faces(said: str, faces: Sequence[Face]) -> Iterator[str]:
    if faces:
        yield f"第{face_numbers(face.number for face in faces)}面{said}"


def face_numbers(numbers: Iterable[int]) -> str:
    """“1、3—5”：连着三个以上的写起止。"""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    parts = [f"{run[0]}—{run[-1]}" if len(run) > 2 else "、".join(map(str, run)) for run in runs]
    return "、".join(parts)
