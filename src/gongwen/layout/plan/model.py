"""Plan：一件公文排版前的全部决定，PDF 与 DOCX 共用，与渲染器无关。

长度一律 pt；right 一类的缩进是 pt；文字都是要印的样子。
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

DETACHED = "附件"
# 不与正文装订的附件，另成文件的“格式”：只有附件，没有版头、主体和版记。


LONG_RUN = 8


@dataclass(frozen=True, slots=True)
class Run:
    """同一字体的一段文字。font 是字体用途：xbs、fangsong、kai、hei、song。"""

    text: str
    font: str = "fangsong"
    bold: bool = False


@dataclass(frozen=True, slots=True)
class HeadingItem:
    """标题行。level 0–4；run_in 为真时标题后接排正文，整段不作大纲标题。"""

    level: int
    runs: tuple[Run, ...]
    run_in: bool = False
    kind: str = "heading"


@dataclass(frozen=True, slots=True)
class ParaItem:
    """自然段，首行空二字。"""

    runs: tuple[Run, ...]
    kind: str = "para"


@dataclass(frozen=True, slots=True)
class TableItem:
    """表格：首行为表头。widths 是各列占版心宽的份额（和为 1），aligns 为 left/center/right。

    blanks 是留给手写的空行（第几行，表头为 0）；tall 是高过半面、可以拆到两面的行。
    inset 是格子左右的空白（pt），None 时照版式；run 是不到这么长的一串字母、数字不断开。
    words 是折行时不拆词的格：第几行、第几栏、各词（只 PDF；Word 里照字折）。
    """

    rows: tuple[tuple[str, ...], ...]
    aligns: tuple[str, ...]
    widths: tuple[float, ...]
    blanks: tuple[int, ...] = ()
    tall: tuple[int, ...] = ()
    inset: float | None = None
    run: int = LONG_RUN
    words: tuple[tuple[int, int, tuple[str, ...]], ...] = ()
    kind: str = "table"


@dataclass(frozen=True, slots=True)
class ImageItem:
    """图片：file 是 Plan.images 的键；宽高为 pt。

    turns：像素要顺时针转几个直角才是正的，宽高是转正之后的。Typst 照 EXIF 自己转，Word 不转。
    """

    file: str
    alt: str
    width: float
    height: float
    captioned: bool = False
    kind: str = "image"
    turns: int = 0


@dataclass(frozen=True, slots=True)
class CaptionItem:
    """图题：居中排在图片下（惯例）。"""

    runs: tuple[Run, ...]
    kind: str = "caption"


Item: TypeAlias = HeadingItem | ParaItem | TableItem | ImageItem | CaptionItem


@dataclass(frozen=True, slots=True)
class Masthead:
    """发文机关标志：lines 各行；suffix 是联合行文时居右的“文件”；size 为字号。"""

    lines: tuple[str, ...]
    suffix: str
    size: float


@dataclass(frozen=True, slots=True)
class Head:
    """版头。marks 自上而下是份号、密级、紧急程度；number 缺号时是看得见的空位。

    approver_rows 非空时字号居左、签发人居右，每行至多两名；subline 是纪要的机关与日期行。
    """

    marks: tuple[Run, ...]
    masthead: Masthead
    number: str
    approver_rows: tuple[str, ...] = ()
    subline: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class ClosingRow:
    """署名、日期的一行。

    cells 一格：右缩进 right；多格：各自居中（联合用印），widths 是各格的宽，不给时版心等分；
    一格里用换行符分开的是折成几行的署名。before 是行前的空白。
    stamp_gap 不为 None 时是签名章的职务行：职务与章的位置之间空 stamp_gap，章宽 stamp_width。
    from_left：位置由首字定（不盖章的日期），文字处理软件把字距拉开了也不动首字。
    """

    cells: tuple[str, ...]
    right: float = 0.0
    before: float = 0.0
    stamp_gap: float | None = None
    stamp_width: float = 0.0
    widths: tuple[float, ...] = ()
    from_left: bool = False


@dataclass(frozen=True, slots=True)
class SealItem:
    """印章图：file 是 Plan.images 的键；宽高都是 size。

    right 是它的右边到版心右边（出了版心为负）；top 是从成文日期一行字的顶端到它的上边，在上面为负。
    """

    file: str
    size: float
    right: float
    top: float


@dataclass(frozen=True, slots=True)
class AnnexNote:
    """附件说明的一项：number 为“1.”，只有一件时为空。"""

    number: str
    title: str


@dataclass(frozen=True, slots=True)
class AnnexItem:
    """附件：label 如“附件1”，标题各行，正文。landscape：横排，各项按转过来的版心排（第 8 条）。

    number 是不与正文装订的附件在 label 之前标的发文字号（7.3.7），装订在一起的为空。
    """

    label: str
    title_lines: tuple[str, ...]
    items: tuple[Item, ...]
    landscape: bool = False
    number: str = ""


@dataclass(frozen=True, slots=True)
class IssuedItem:
    """被印发件：标题各行（可空），题注，正文。"""

    title_lines: tuple[str, ...]
    note: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class ColophonRow:
    """版记的一行：label 如“抄送：”，text 在其后回行对齐；right 不空时居右（印发日期）。"""

    label: str
    text: str
    right: str = ""
    rule_above: bool = True


@dataclass(frozen=True, slots=True)
class Meta:
    """文档属性：标题、作者、日期（年, 月, 日；没有时用固定日期）。"""

    title: str
    author: str
    date: tuple[int, int, int] | None


@dataclass(frozen=True, slots=True)
class Plan:
    """一件公文的排版计划。title_note 是标题之下居中的各行；白头文件的 head 没有文字。

    preprinted：纸上已印好红头，标志和红线不印，位置空着（套打）。
    """

    format: str
    meta: Meta
    head: Head
    title_lines: tuple[str, ...]
    addressees: str
    items: tuple[Item, ...]
    annex_notes: tuple[AnnexNote, ...]
    closing: tuple[ClosingRow, ...]
    remark: str
    attendance: tuple[tuple[str, str], ...]
    annexes: tuple[AnnexItem, ...]
    issued: IssuedItem | None
    colophon: tuple[ColophonRow, ...]
    placeholders: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    images: dict[str, bytes] = field(default_factory=dict, repr=False)
    title_note: tuple[str, ...] = ()
    preprinted: bool = False
    seal: SealItem | None = None

    @property
    def ends_turned(self) -> bool:
        """文末是横排的附件：版记不能排在这一面上。"""
        return self.issued is None and bool(self.annexes) and self.annexes[-1].landscape
