"""量成品：由 PDF 量各要素的位置、字体、颜色，与标准对照。不引用版式和排版的代码：这是另一双眼睛。"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongwen.document.clauses import Strength
from gongwen.errors import SourceError, Where
from gongwen.layout.measure.table import State, judge

if TYPE_CHECKING:
    from gongwen.layout.measure.table import Reading, Row

__all__ = ["Measured", "State", "Taken", "judged", "measure_pdf", "take"]


@dataclass(frozen=True, slots=True)
class Measured:
    """一份 PDF 的量法结果：认作什么格式，几面，各项对照。"""

    format: str
    faces: int
    rows: tuple[Row, ...]

    def rows_in(self, state: State) -> tuple[Row, ...]:
        """结论为 state 的各项。"""
        return tuple(row for row in self.rows if row.state is state)

    @property
    def broken(self) -> tuple[Row, ...]:
        """不合、而且是“规定”的各项。"""
        return tuple(row for row in self.rows_in(State.OFF) if row.requirement.strength is Strength.MUST)


@dataclass(frozen=True, slots=True)
class Taken:
    """量得而没有对照的：格式，几面，行距和字宽（pt），各次量得的。"""

    format: str
    faces: int
    pitch: float
    cell: float
    readings: tuple[Reading, ...]


def measure_pdf(data: bytes, name: str = "PDF") -> Measured:
    """量一份自己排的 PDF；外来的用 measure_apart。

    打不开、加了密码、没有文字（扫描件）、太大时引发 SourceError。
    """
    return judged(take(data, name))


def judged(taken: Taken) -> Measured:
    """与要求对照。"""
    return Measured(taken.format, taken.faces, judge(taken.readings, pitch=taken.pitch, cell=taken.cell))


def take(data: bytes, name: str) -> Taken:
    """量一份 PDF，不对照。"""
    import pypdfium2

    from gongwen.layout.measure.faces import read_faces
    from gongwen.layout.measure.paper import read_paper
    from gongwen.layout.measure.readings import readings

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise _unreadable(name, str(error)) from error
    try:
        faces = read_faces(document, name)
        told = document.get_metadata_dict()
    except pypdfium2.PdfiumError as error:
        raise _unreadable(name, str(error)) from error
    finally:
        document.close()
    if not any(face.chars for face in faces):
        raise SourceError("PDF 里没有文字，像是扫描件", Where(name), "用排版软件导出的 PDF 来量")
    paper = read_paper(faces, f"{told.get('Creator', '')} {told.get('Producer', '')}")
    found = tuple(readings(paper))
    return Taken(paper.head.format, len(faces), paper.area.pitch, paper.area.cell, found)


def _unreadable(name: str, said: str) -> SourceError:
    if "password" in said.lower():
        return SourceError("PDF 加了密码，打不开", Where(name), "去掉密码再量")
    return SourceError("不是能打开的 PDF", Where(name), "检查文件是不是完整的 PDF")
