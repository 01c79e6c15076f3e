"""正文的行：每个非空行一段；标题、表格、图片之外没有标记，键入的字一个不吞。"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongwen.document.body import Align, Block, Heading, Paragraph, Table
from gongwen.document.numbering import ARTICLE_LEVEL, CHAPTER_LEVEL, Number, parse_number
from gongwen.errors import DraftError, place
from gongwen.sources.waivers import is_waiver_line
from gongwen.spans import Medium, Span, Text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from gongwen.spans import SourceText

_ATX = re.compile(r"(#{1,6})[ \t　]+(?=\S)")
_IMAGE = re.compile(r"!\[(?P<alt>[^\]\[]*)\]\((?P<path>[^()]+(?:\([^()]*\)[^()]*)*)\)")
_DELIMITER = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?")
_END_MARKS = "。！？；，、"
# 标题句的长度上限（字）：长过它的第一句是正文。在办公室制度和政府文件上看，两级标题都在此之内。
MAX_HEADING = 40
MAX_SENTENCE_HEADING = 30


@dataclass(frozen=True, slots=True)
class ImageRef:
    """正文中独占一行的图片引用。"""

    path: Text
    alt: Text
    span: Span


def text_lines(source: SourceText, start: int, end: int | None = None) -> list[Text]:
    """从偏移 start 到 end（在行首，默认到末尾）的非空行，去掉两端空白；注明放行的行不印出，不在内。"""
    first = source.position(start)[0]
    last = source.line_count if end is None else source.position(end)[0] - 1
    is_draft = source.medium is Medium.TEXT
    lines = []
    for number in range(first, last + 1):
        span = source.line_span(number)
        begin = max(span.start, start)
        if begin < span.end:
            line = Text(source.text[begin : span.end], Span(begin, span.end)).strip()
            if line.value and not (is_draft and is_waiver_line(line.value)):
                lines.append(line)
    return lines


def parse_blocks(
    source: SourceText, lines: Sequence[Text], open_image: Callable[[ImageRef], Block]
) -> tuple[Block, ...]:
    """把行读成正文各块；open_image 打开并检验图片。表格写错时引发 DraftError。"""
    blocks: list[Block] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        if _starts_table(source, lines, at):
            table, at = _table(source, lines, at)
            blocks.append(table)
            continue
        found = _IMAGE.fullmatch(line.value)
        if found:
            ref = ImageRef(line.part(*found.span("path")), line.part(*found.span("alt")), line.span)
            blocks.append(open_image(ref))
        else:
            blocks.append(parse_line(line))
        at += 1
    return _without_sentence_items(source, blocks)


def _starts_table(source: SourceText, lines: Sequence[Text], at: int) -> bool:
    if not lines[at].value.startswith("|") or at + 1 >= len(lines):
        return False
    return _is_delimiter(lines[at + 1]) and _adjacent(source, lines, at + 1)


def _without_sentence_items(source: SourceText, blocks: list[Block]) -> tuple[Block, ...]:
    """同级的几项里有一项是句子（并列的事项），以“。”“：”结尾的整行就都按正文排，不一行黑体一行仿宋。

    标题句后接正文的，同级中没有标题句的不比它们少时，也都按正文排。议程、名单一类的几项，下面都没有内容，
    也按正文排。
    """
    plain = {at for run in _sibling_runs(blocks, (1, 2, 3, 4)) if _is_list(source, blocks, run) for at in run}
    for run in _sibling_runs(blocks, (1, 2)):
        if any(_is_item(source, blocks, at) for at in run):
            plain |= {at for at in run if _ends_like_text(source, blocks[at])}
        led = {at for at in run if _runs_in(source, blocks[at])}
        unled = sum(at in plain or isinstance(blocks[at], Paragraph) for at in run)
        plain |= led if len(led) <= unled else set()
    return tuple(
        _as_paragraph(source, block) if isinstance(block, Heading) and at in plain else block
        for at, block in enumerate(blocks)
    )


def _as_paragraph(source: SourceText, heading: Heading) -> Paragraph:
    if heading.run_in is None:
        return Paragraph(heading.text, heading.number)
    span = Span(heading.text.span.start, heading.run_in.span.end)
    return Paragraph(Text(source.slice(span), span), heading.number)


def _runs_in(source: SourceText, block: Block) -> bool:
    """标题句后接正文；行首写了 # 的是有意写成标题，不算。"""
    return isinstance(block, Heading) and block.run_in is not None and not _marked(source, block)


def _marked(source: SourceText, heading: Heading) -> bool:
    line = source.slice(source.line_span(source.position(heading.text.span.start)[0]))
    return line.lstrip().startswith("#")


def _is_list(source: SourceText, blocks: list[Block], run: list[int]) -> bool:
    """几项下面都没有内容，是议程、名单，不是标题。三项以上的，末一项之后可以是结尾的话。

    有一项行首写了 # 的，是有意写成标题。
    """
    *earlier, last = run
    if any(isinstance(block, Heading) and _marked(source, block) for block in map(blocks.__getitem__, run)):
        return False
    if not all(_is_bare(blocks, at) for at in earlier):
        return False
    return _is_bare(blocks, last) if len(run) == 2 else len(run) > 2 and not _leads(blocks, last)


def _is_bare(blocks: list[Block], at: int) -> bool:
    """没有接排，下面也没有内容：后面就是同级、上级的序数，或文末。"""
    block = blocks[at]
    if isinstance(block, Heading) and block.run_in is not None:
        return False
    return at + 1 == len(blocks) or (_below(blocks, at) is not None and not _leads(blocks, at))


def _leads(blocks: list[Block], at: int) -> bool:
    """后面是它的下级序数，或者它自己接排正文。"""
    block, below = blocks[at], _below(blocks, at)
    own = block.number if isinstance(block, Heading | Paragraph) else None
    led = isinstance(block, Heading) and block.run_in is not None
    return led or (below is not None and own is not None and _rank(below) > own.level)


def _below(blocks: list[Block], at: int) -> Number | None:
    """下一块的序数。"""
    following = blocks[at + 1] if at + 1 < len(blocks) else None
    return following.number if isinstance(following, Heading | Paragraph) else None


def _sibling_runs(blocks: list[Block], levels: tuple[int, ...]) -> list[list[int]]:
    """各组同级序数（levels 各级）的位置；遇到上级序数、章、条另起一组。"""
    runs: list[list[int]] = []
    open_runs: dict[int, list[int]] = {}
    for at, block in enumerate(blocks):
        number = block.number if isinstance(block, Heading | Paragraph) else None
        if number is None:
            continue
        if number.level in levels:
            open_runs.setdefault(number.level, []).append(at)
        ended = [level for level in open_runs if _rank(number) < level]
        runs.extend(open_runs.pop(level) for level in ended)
    return runs + list(open_runs.values())


def _rank(number: Number) -> int:
    """章、条是各级项的上级。"""
    return 0 if number.level == ARTICLE_LEVEL else number.level


def _is_item(source: SourceText, blocks: list[Block], at: int) -> bool:
    """是一项事项：本来就是段落，或以句号结尾而下面没有内容。"""
    block = blocks[at]
    if isinstance(block, Paragraph):
        return True
    if not _ends_like_text(source, block) or not block_text(block).endswith("。"):
        return False
    return at + 1 == len(blocks) or (_below(blocks, at) is not None and not _leads(blocks, at))


def _ends_like_text(source: SourceText, block: Block) -> bool:
    """以“。”“：”结尾的整行标题；行首写了 # 的是有意写成标题，不算。"""
    if not isinstance(block, Heading) or block.run_in is not None or block.number is None:
        return False
    return block.text.value[-1] in "。：:" and not _marked(source, block)


def block_text(block: Block) -> str:
    """标题或段落的文字；表格、图片为空串。"""
    return block.text.value if isinstance(block, Heading | Paragraph) else ""


def parse_line(line: Text) -> Heading | Paragraph:
    """一行文字是标题还是段落。键入的序数胜过 # 的个数。"""
    marked = _ATX.match(line.value)
    if not marked:
        number = parse_number(line.value)
        return _numbered(line, number) if number else Paragraph(line)
    text = line.part(marked.end(), len(line.value))
    number = parse_number(text.value)
    if number and number.level != ARTICLE_LEVEL:
        return _split_heading(text, number.level, number) or Heading(number.level, text, number)
    level = min(len(marked[1]), 4)
    return _split_heading(text, level, None) or Heading(level, text)


def _numbered(line: Text, number: Number) -> Heading | Paragraph:
    if number.level == ARTICLE_LEVEL:
        return Paragraph(line, number)
    if number.level == CHAPTER_LEVEL:
        is_title = line.value[-1] not in _END_MARKS and len(line.value) <= MAX_HEADING
        return Heading(CHAPTER_LEVEL, line, number) if is_title else Paragraph(line, number)
    heading = _split_heading(line, number.level, number)
    if heading:
        return heading
    if _is_whole_heading(line.value, number.level):
        return Heading(number.level, line, number)
    return Paragraph(line, number)


def _split_heading(line: Text, level: int, number: Number | None) -> Heading | None:
    """“标题句。正文……”：标题句归标题，其余接排；不是这种写法时为 None。"""
    stop = line.value.find("。")
    if stop < 0 or stop + 1 > MAX_HEADING:
        return None
    rest = line.part(stop + 1, len(line.value)).strip()
    if not rest.value:
        return None
    return Heading(level, line.part(0, stop + 1), number, rest)


def _is_whole_heading(value: str, level: int) -> bool:
    if value.endswith("。") and level <= 2:
        return len(value) <= MAX_SENTENCE_HEADING and value.count("。") == 1 and "；" not in value
    return len(value) <= MAX_HEADING and value[-1] not in _END_MARKS + ("：:" if level > 2 else "")


def _is_delimiter(line: Text) -> bool:
    return "-" in line.value and "|" in line.value and bool(_DELIMITER.fullmatch(line.value))


def _table(source: SourceText, lines: Sequence[Text], at: int) -> tuple[Table, int]:
    header = _cells(lines[at])
    aligns = tuple(_align(cell.value) for cell in _cells(lines[at + 1]))
    if len(aligns) != len(header):
        raise DraftError(
            f"表头有 {len(header)} 格，分隔行有 {len(aligns)} 格",
            place(source, lines[at + 1].span),
            "让分隔行与表头的格数相同",
        )
    rows = [header]
    end = at + 2
    while end < len(lines) and lines[end].value.startswith("|") and _adjacent(source, lines, end):
        row = _cells(lines[end])
        if len(row) > len(header):
            raise DraftError(
                f"这一行有 {len(row)} 格，表头只有 {len(header)} 格",
                place(source, lines[end].span),
                "格内的竖线写成 \\|",
            )
        last = lines[end].span.end
        rows.append(row + (Text("", Span(last, last)),) * (len(header) - len(row)))
        end += 1
    return Table(tuple(rows), aligns, Span(lines[at].span.start, lines[end - 1].span.end)), end


def _adjacent(source: SourceText, lines: Sequence[Text], at: int) -> bool:
    """与上一行之间没有空行；空行把两个表格隔开。"""
    return source.position(lines[at].span.start)[0] - source.position(lines[at - 1].span.start)[0] == 1


def _cells(line: Text) -> tuple[Text, ...]:
    value = line.value
    start = 1 if value.startswith("|") else 0
    stop = (
        len(value) - 1 if value.endswith("|") and not value.endswith("\\|") and len(value) > 1 else len(value)
    )
    cuts = [start - 1]
    cuts += [i for i in range(start, stop) if value[i] == "|" and value[i - 1] != "\\"]
    cuts.append(stop)
    return tuple(_unescape(line.part(a + 1, b).strip()) for a, b in itertools.pairwise(cuts))


def _unescape(cell: Text) -> Text:
    if "\\|" not in cell.value:
        return cell
    kept = [i for i in range(len(cell.value)) if cell.value[i : i + 2] != "\\|"]
    return Text("".join(cell.value[i] for i in kept), cell.span, tuple(cell.span.start + i for i in kept))


def _align(delimiter: str) -> Align:
    left, right = delimiter.startswith(":"), delimiter.endswith(":")
    if left and right:
        return Align.CENTER
    if left:
        return Align.LEFT
    return Align.RIGHT if right else Align.AUTO
