"""任意的结构、任意的批注和改动：接受修订是改后的文字，拒绝是原来的文字和格式，批注管的就是那几个字。"""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.ooxml.marks import commented, letters, marked, opened, rejected, text_of

from gongwen.ooxml.edits import Change, without_overlaps
from gongwen.ooxml.reader import read_story

TEXTS = st.text("甲乙丙,( 𠮷〔〕", min_size=1, max_size=6)
SHAPES = st.sampled_from(["", "<w:rPr><w:b/></w:rPr>", '<w:rPr><w:sz w:val="32"/></w:rPr>'])
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
OTHERS = 'w:author="李四" w:date="2026-01-01T00:00:00Z"'


@st.composite
def texts(draw):
    space = draw(st.sampled_from(["", ' xml:space="preserve"']))
    return f"<w:t{space}>{draw(TEXTS)}</w:t>"


NODES = st.one_of(
    texts(),
    st.sampled_from(
        [
            "<w:tab/>",
            "<w:br/>",
            "<w:noBreakHyphen/>",
            "<w:lastRenderedPageBreak/>",
            '<w:sym w:font="Wingdings" w:char="F0FC"/>',
        ]
    ),
)


@st.composite
def runs(draw):
    content = "".join(draw(st.lists(NODES, min_size=1, max_size=3)))
    return f"<w:r>{draw(SHAPES)}{content}</w:r>"


def wrapped(inner):
    content = st.lists(inner, min_size=1, max_size=3).map("".join)
    return st.one_of(
        content.map(lambda text: f'<w:hyperlink w:anchor="a">{text}</w:hyperlink>'),
        content.map(lambda text: f'<w:ins w:id="70" {OTHERS}>{text}</w:ins>'),
        content.map(lambda text: f'<w:moveTo w:id="71" {OTHERS}>{text}</w:moveTo>'),
        content.map(lambda text: f"<w:sdt><w:sdtContent>{text}</w:sdtContent></w:sdt>"),
        content.map(
            lambda text: f"<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>{text}</w:sdtContent></w:sdt>"
        ),
        content.map(lambda text: f'<w:smartTag w:element="x">{text}</w:smartTag>'),
        content.map(lambda text: f'<w:fldSimple w:instr="REF a">{text}</w:fldSimple>'),
        content.map(
            lambda text: (
                '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
                "<w:r><w:instrText>REF a</w:instrText></w:r>"
                f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{text}'
                '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
            )
        ),
    )


INLINES = st.recursive(runs(), wrapped, max_leaves=4)
CONTENTS = st.lists(INLINES, max_size=4).map("".join)
PARAGRAPHS = CONTENTS.map(lambda content: f"<w:p>{content}</w:p>")
# 表格、文本框里没有字的段落不读，所以各段都有一个改不掉的字
FULL = CONTENTS.map(
    lambda content: f'<w:p><w:fldSimple w:instr="REF a"><w:r><w:t>戊</w:t></w:r></w:fldSimple>{content}</w:p>'
)
# 文本框写两遍，给新旧程序各取所需
BOXES = FULL.map(
    lambda inner: (
        f'<w:p><w:r><mc:AlternateContent xmlns:mc="{MC}"><mc:Choice Requires="wps"><w:drawing>'
        f"<w:txbxContent>{inner}</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict>"
        f"<w:txbxContent>{inner}</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent>"
        "<w:t>丁</w:t></w:r></w:p>"
    )
)
TABLES = st.lists(FULL, min_size=1, max_size=3).map(
    lambda cells: f"<w:tbl><w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr></w:tbl>"
)
BODIES = st.lists(st.one_of(PARAGRAPHS, TABLES, BOXES), min_size=1, max_size=3).map("".join)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(body=BODIES, data=st.data())
def test_accepting_gives_the_new_text_and_rejecting_the_old(body, data):
    package = opened(body)
    story = read_story(package)
    place = st.integers(0, len(story.text))
    spans = st.tuples(place, place).map(sorted)
    remarks = data.draw(st.lists(spans, max_size=4))
    changes = data.draw(st.lists(st.tuples(spans, st.text("新𠮷\t(", max_size=3)), max_size=4, unique_by=str))
    wanted = [(start, end, text) for (start, end), text in changes]
    made, done = marked(package, [(start, end) for start, end in remarks], wanted)

    left = [change for change, _ in done.left]
    kept = [change for change in without_overlaps(Change(*each) for each in wanted)[0] if change not in left]
    text = story.text
    for change in reversed(kept):
        text = text[: change.start] + change.text + text[change.end :]
    assert text_of(made) == text
    assert text_of(rejected(made)) == story.text
    assert letters(rejected(made)) == letters(package)
    if remarks:
        covered = {said.rpartition("）")[2]: text for said, text in commented(made).items()}
        mapped = {at for each in story.stretches for at in range(each.start, each.end)}
        for number, (start, end) in enumerate(remarks):
            wanted_text = "".join(story.text[at] for at in range(start, end) if at in mapped)
            # 文本框里的字批在外面的一段上，又排在那一段之前
            assert "txbxContent" in body or wanted_text in covered[f"第{number}条"]
