"""按绝对位置画的公文，不经本项目的排版：哪里画错由测试说了算。单位 pt，从纸的左上角量；base 是基线。"""

from __future__ import annotations

from dataclasses import dataclass, replace
from io import BytesIO

import pypdf
import typst
from pypdf.generic import DictionaryObject, NameObject

MM = 72 / 25.4
WIDTH, HEIGHT = 210 * MM, 297 * MM
LEFT, RIGHT, TOP, BOTTOM = 28 * MM, 184 * MM, 37 * MM, 262 * MM
MIDDLE = WIDTH / 2 + MM
CELLS, CELL, PITCH, SIZE, ASCENT = 28, 15.75, 28.95, 16, 0.88
ABOVE, BELOW = 0.851, 0.095  # “澜州市人民政府”的墨迹在基线之上、之下各几字高
RED, BLACK = "#FF0000", "#000000"
WORDS = "汛期将至为切实做好今年防汛备汛工作确保人民群众生命财产安全经市政府同意现就有关事项通知如下" * 6
HEAD = """#set page(width: 210mm, height: 297mm, margin: 0pt)
#set text(lang: "zh", cjk-latin-spacing: none, top-edge: "baseline", bottom-edge: "baseline")
"""
NAMED = {"Noto": "FZXBSK--GBK1-0"}  # 粗宋体顶替小标宋，成品里说它就是


@dataclass(frozen=True, slots=True)
class Pen:
    family: str
    size: float = SIZE
    weight: int = 400
    tracking: float = 0
    colour: str = BLACK


FANG, HEI, KAI = Pen("FandolFang R"), Pen("FandolHei"), Pen("FandolKai")
SMALL, FOLIO, TITLE = Pen("FandolFang R", 14), Pen("FandolSong", 14), Pen("Noto Serif CJK SC", 22, 700)


def width(text: str, pen: Pen) -> float:
    return sum(1 if char > "\u2000" else 0.5 for char in text) * pen.size


@dataclass(frozen=True, slots=True)
class Mark:
    """一面上的一样东西：top 是字的基线、别的东西的上边；size 是字号，不是字的为 0。"""

    left: float
    top: float
    code: str
    size: float = 0
    colour: str = BLACK

    def typst(self) -> str:
        code = self.code.replace("COLOUR", f'rgb("{self.colour}")')
        return f"#place(top + left, dx: {self.left:.3f}pt, dy: {self.top:.3f}pt, {code})"


class Paper:
    def __init__(self, fonts: typst.Fonts) -> None:
        self.fonts = fonts
        self.faces: list[list[Mark]] = [[]]

    def text(
        self, x: float, base: float, text: str, pen: Pen = FANG, *, align: float = 0, face: int = -1
    ) -> None:
        """align：x 在字的左边（0）、正中（0.5）还是右边（1）。"""
        left = x - align * width(text, pen)
        left += pen.size / 2 if text[0] in "（《“〔" else 0  # Typst 把句首的左括号削去半字
        look = f'font: "{pen.family}", weight: {pen.weight}, size: {pen.size}pt, tracking: {pen.tracking}pt'
        code = f'box(width: 2000pt, text({look}, fill: COLOUR, "{text}"))'
        self.faces[face].append(Mark(left, base, code, pen.size, pen.colour))

    def bar(
        self, top: float, thick: float, left: float = LEFT, width: float = 156 * MM, colour: str = BLACK
    ) -> None:
        code = f"rect(width: {width:.3f}pt, height: {thick}pt, fill: COLOUR)"
        self.faces[-1].append(Mark(left, top, code, colour=colour))

    def masthead(self, middle: float, top: float, text: str, size: float) -> float:
        """返回墨迹的下边。"""
        pen = replace(TITLE, size=size, colour=RED)
        self.text(middle, top + ABOVE * size, text, pen, align=0.5)
        return top + (ABOVE + BELOW) * size

    def folios(self, missing: tuple[int, ...]) -> None:
        for number in {*range(1, len(self.faces) + 1)} - {*missing}:
            x, align = (RIGHT - CELL, 1) if number % 2 else (LEFT + CELL, 0)
            self.text(x, BOTTOM + 7 * MM + 5, f"—{number}—", FOLIO, align=align, face=number - 1)

    def pdf(self, names: dict[str, str] | None = None) -> bytes:
        """names：字体名里的片段 → 成品里改叫什么。"""
        faces = ("\n".join(mark.typst() for mark in face) for face in self.faces)
        source = HEAD + "\n#pagebreak()\n".join(faces)
        data = typst.compile(source.encode(), font_paths=self.fonts)
        writer, names = pypdf.PdfWriter(clone_from=BytesIO(data)), names or NAMED
        for each in writer._objects:
            for key in {"/BaseFont", "/FontName"} & {*(each if isinstance(each, DictionaryObject) else ())}:
                for part in filter(each[key].__contains__, names):
                    each[NameObject(key)] = NameObject(f"/ABCDEE+{names[part]}")
        return written(writer)


def written(writer: pypdf.PdfWriter) -> bytes:
    made = BytesIO()
    writer.write(made)
    return made.getvalue()


class Column:
    """一行行往下写，满一面换一面。"""

    def __init__(self, paper: Paper, base: float, pitch: float = PITCH) -> None:
        self.paper, self.base, self.pitch = paper, base, pitch

    def row(self, number: int) -> float:
        return TOP + number * self.pitch + ASCENT * SIZE

    def line(self, text: str, indent: float = 0, pen: Pen = FANG) -> None:
        self.paper.text(LEFT + indent * CELL, self.base, text, replace(pen, tracking=CELL - SIZE))
        self.base += self.pitch
        if self.base > self.row(0) + BOTTOM - TOP - SIZE:
            self.next_face()

    def paragraph(self, text: str, indent: int = 2, pen: Pen = FANG) -> None:
        self.line(text[: CELLS - indent], indent, pen)
        for start in range(CELLS - indent, len(text), CELLS):
            self.line(text[start : start + CELLS], 0, pen)

    def fill(self, face: int, row: int, indent: int = 2) -> None:
        while (len(self.paper.faces), self.base) < (face, self.row(row)):
            self.paragraph(WORDS[:173] + "。", indent)

    def next_face(self) -> None:
        self.paper.faces.append([])
        self.base = self.row(0)

    def closing(self, sender: str, date: str) -> None:
        """盖章的署名和成文日期。"""
        middle = RIGHT - 4 * CELL - width(date, FANG) / 2
        for text in (sender, date):
            self.paper.text(middle, self.base, text, align=0.5)
            self.base += self.pitch


@dataclass(frozen=True, slots=True)
class Official:
    """“文件”格式的一件，默认处处合规定。"""

    pitch: float = PITCH
    rule: float = 1.5
    rule_shift: float = 0
    title_size: float = 22
    addressee_indent: float = 0
    indent: int = 2
    faces: int = 2
    agenda: tuple[str, ...] = ()
    note_left: float = 2
    gap: float = 2
    date: str = "2026年5月8日"
    annex: bool = True
    dense_annex: float = 0  # 另有一个三面的附件，字这么大
    colophon: bool = True
    no_folio: tuple[int, ...] = ()

    def draw(self, fonts: typst.Fonts) -> Paper:
        paper = Paper(fonts)
        column = Column(paper, self._head(paper), self.pitch)
        column.line("各县、区人民政府，市政府各部门：", self.addressee_indent)
        for text in self.agenda:
            column.paragraph(text)
        if not self.agenda:
            self._body(column)
        if self.annex:
            column.base += self.pitch
            column.line("附件：任务分工表", self.note_left)
        column.base += self.gap * self.pitch
        column.closing("澜州市人民政府", self.date)
        if self.annex:
            self._annex(column)
        if self.colophon:
            self._colophon(paper)
        paper.folios(self.no_folio)
        return paper

    def _head(self, paper: Paper) -> float:
        """标志到标题；返回主送机关的基线。"""
        leading = self.pitch - SIZE
        top = paper.masthead(MIDDLE, TOP + 35 * MM, "澜州市人民政府文件", 48) + leading + 2 * self.pitch
        paper.text(MIDDLE, top + ASCENT * SIZE, "澜政发〔2026〕12号", align=0.5)
        top += SIZE + 4 * MM
        if self.rule:
            paper.bar(top, self.rule, LEFT + self.rule_shift, colour=RED)
        top += self.rule + 2 * self.pitch + ASCENT * self.title_size
        pen = replace(TITLE, size=self.title_size)
        paper.text(MIDDLE, top, "澜州市人民政府", pen, align=0.5)
        paper.text(MIDDLE, top + 34.95, "关于做好今年防汛工作的通知", pen, align=0.5)
        return top + 34.95 + 0.12 * self.title_size + leading + self.pitch + ASCENT * SIZE

    def _body(self, column: Column) -> None:
        column.paragraph(WORDS[:120] + "。", self.indent)
        column.paragraph("一、提高思想认识", self.indent, HEI)
        column.paragraph("（一）压实工作责任", self.indent, KAI)
        column.paragraph("1.加强监测预警。" + WORDS[:130] + "。", self.indent)
        column.fill(self.faces, 3, self.indent)

    def _annex(self, column: Column) -> None:
        column.line("（此件公开发布）", 2)
        column.next_face()
        column.line("附件", pen=HEI)
        column.paper.text(MIDDLE, TOP + 2 * self.pitch + 22 * ASCENT, "任务分工表", TITLE, align=0.5)
        column.base = column.row(4)
        column.fill(len(column.paper.faces), 12)
        for number in range(90 if self.dense_annex else 0):
            if number % 30 == 0:
                column.next_face()
            text = WORDS[: int((RIGHT - LEFT) / self.dense_annex)]
            column.paper.text(LEFT, TOP + 12 + number % 30 * 20, text, replace(FANG, size=self.dense_annex))

    def _colophon(self, paper: Paper) -> None:
        paper.faces += [[] for _ in range(len(paper.faces) % 2)]
        thick, thin, row, base = 0.35 * MM, 0.25 * MM, 28, 19.3
        middle = BOTTOM - thick - row - thin
        for top, each in ((middle - row - thick, thick), (middle, thin), (BOTTOM - thick, thick)):
            paper.bar(top, each)
        paper.text(LEFT + CELL, middle - row + base, "抄送：中共澜州市委办公室，市政协办公室。", SMALL)
        paper.text(LEFT + CELL, middle + thin + base, "澜州市人民政府办公室", SMALL)
        paper.text(RIGHT - CELL, middle + thin + base, self.date + "印发", SMALL, align=1)


@dataclass(frozen=True, slots=True)
class Letter:
    """信函格式的一件，默认处处合规定。"""

    length: float = 170 * MM
    thick: float = 2.25
    lower: bool = True
    foot: float = 20 * MM
    no_folio: tuple[int, ...] = (1,)

    def draw(self, fonts: typst.Fonts) -> Paper:
        paper, leading = Paper(fonts), PITCH - SIZE
        upper = paper.masthead(WIDTH / 2, 30 * MM, "澜州市人民政府办公室", 42) + 4 * MM
        lower, second = HEIGHT - self.foot, upper + self.thick + 1.5
        below = ((lower - self.thick - 2.25, 0.75), (lower - self.thick, self.thick)) if self.lower else ()
        for rule in ((upper, self.thick), (second, 0.75), *below):
            paper.bar(*rule, (WIDTH - self.length) / 2, self.length, RED)
        paper.text(RIGHT, second + 14.75 + ASCENT * SIZE, "澜政办函〔2026〕7号", align=1)
        top = second + 14.75 + 3 * PITCH
        paper.text(WIDTH / 2, top + ASCENT * 22, "关于商请支持的函", TITLE, align=0.5)
        column = Column(paper, top + 22 + leading + PITCH + ASCENT * SIZE)
        column.line("澜州市水利局：")
        column.fill(2, 5)
        column.base += 2 * PITCH
        column.closing("澜州市人民政府办公室", "2026年5月8日")
        paper.text(LEFT + 14, BOTTOM - 2, "抄送：澜州市委办公室。", SMALL)
        paper.folios(self.no_folio)
        return paper
