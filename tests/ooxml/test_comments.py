"""Word 的批注：放在哪几个字上，写成什么样，编号、关系、内容类型不与原来的冲突。"""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from tests.ooxml.marks import OTHER, STAMP, commented, ins, inside, marked, opened, plainly, text_of
from tests.ooxml.packages import MAIN, MAIN_RELS, TYPES_PART
from tests.ooxml.words import box, field, para, run, table
from tests.ooxml.words import row as line

from gongwen.ooxml.annotate import Remark, annotated
from gongwen.ooxml.names import CONTENT_TYPES, RELATIONS
from gongwen.ooxml.opening import open_for_reading
from gongwen.ooxml.reader import read_story
from gongwen.ooxml.stamp import Stamp

BOLD = "<w:b/>"
SAID = (
    '<w:comment w:id="{}" w:author="张三" w:date="2026-11-22T10:30:00Z" w:initials="张"><w:p><w:pPr>'
    '<w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
    '<w:ind w:left="0" w:right="0" w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="left"/></w:pPr>'
    '<w:r><w:rPr><w:spacing w:val="0"/><w:sz w:val="16"/><w:szCs w:val="16"/></w:rPr><w:annotationRef/></w:r>'
    '<w:r><w:rPr><w:spacing w:val="0"/><w:sz w:val="18"/><w:szCs w:val="18"/></w:rPr>'
    '<w:t xml:space="preserve">{}</w:t></w:r></w:p></w:comment>'
)
SECTION = '<w:sectPr><w:headerReference w:type="default" r:id="{}"/></w:sectPr>'
OLD = f'<w:comment w:id="1" {OTHER}><w:p><w:r><w:t>旧的</w:t></w:r></w:p></w:comment>'


def test_a_comment_holds_exactly_its_characters() -> None:
    made, _ = marked(opened(para(run("甲𠮷〔2026〕", BOLD))), [(1, 2)])
    assert inside(made) == (
        f'<w:p>{run("甲", BOLD)}<w:commentRangeStart w:id="1"/>{run("𠮷", BOLD)}<w:commentRangeEnd w:id="1"/>'
        '<w:r><w:rPr><w:spacing w:val="0"/><w:sz w:val="16"/><w:szCs w:val="16"/></w:rPr>'
        f'<w:commentReference w:id="1"/></w:r>{run("〔2026〕", BOLD)}</w:p>'
    )
    assert inside(made, "word/comments.xml") == f"<w:comments>{SAID.format(1, '第0条')}</w:comments>"


def test_the_part_is_registered_once() -> None:
    package = opened(para(run("甲乙")))
    made, _ = marked(package, [(0, 1), (1, 2)])
    (relation,) = made.relations(MAIN)
    assert (relation.kind, relation.part) == (RELATIONS["comments"], "word/comments.xml")
    assert made.types.of("word/comments.xml") == CONTENT_TYPES["comments"]
    assert {name for name in made.parts if made.parts[name] != package.parts.get(name)} == {
        MAIN,
        MAIN_RELS,
        TYPES_PART,
        "word/comments.xml",
    }


def test_existing_comments_stay_and_their_numbers_are_not_used_again() -> None:
    body = '<w:p><w:commentRangeStart w:id="1"/>{}<w:commentRangeEnd w:id="1"/><w:r>{}</w:r></w:p>'
    package = opened(body.format(run("甲乙"), '<w:commentReference w:id="1"/>'), comments=OLD)
    made, _ = marked(package, [(0, 2)])
    assert inside(made, "word/comments.xml").endswith(f">{OLD}{SAID.format(2, '第0条')}</w:comments>")
    assert commented(made) == {"旧的": "甲乙", "第0条": "甲乙"}
    assert {name for name in made.parts if made.parts[name] != package.parts.get(name)} == {
        MAIN,
        "word/comments.xml",
    }


def test_another_relation_of_the_same_name_and_another_part_of_the_same_name_are_left_alone() -> None:
    package = opened(para(run("甲")))
    taken = b'<Relationship Id="RIDGONGWEN1" Type="x" Target="comments.xml"/></Relationships>'
    odd = package.rewritten(
        {
            "word/comments.xml": b"<other/>",
            MAIN_RELS: package.parts[MAIN_RELS].replace(b"</Relationships>", taken),
        }
    )
    made, _ = marked(open_for_reading(odd, "稿.docx"), [(0, 1)])
    assert made.parts["word/comments.xml"] == b"<other/>"
    assert [(each.identity, each.part) for each in made.relations(MAIN)] == [
        ("RIDGONGWEN1", "word/comments.xml"),
        ("rIdGongwen2", "word/comments2.xml"),
    ]


def test_comments_may_overlap_touch_and_repeat() -> None:
    made, _ = marked(opened(para(run("甲乙丙丁"))), [(0, 3), (1, 4), (1, 2), (2, 3), (2, 3)])
    assert plainly(made) == (
        "<w:p>[<w:r><w:t>甲</w:t></w:r>[[<w:r><w:t>乙</w:t></w:r>][[<w:r><w:t>丙</w:t></w:r>]]]"
        "<w:r><w:t>丁</w:t></w:r>]</w:p>"
    )
    assert commented(made) == dict(
        zip(
            ("第0条", "第1条", "第2条", "第3条", "第4条"), ("甲乙丙", "乙丙丁", "乙", "丙", "丙"), strict=True
        )
    )


def test_a_comment_may_cross_runs_links_insertions_and_paragraphs() -> None:
    link = f'<w:hyperlink w:anchor="a">{run("乙")}</w:hyperlink>'
    package = opened(para(run("甲"), link) + para(ins(run("丙丁")), run("戊")))
    text = text_of(package)
    made, _ = marked(package, [(1, text.index("丁")), (0, len(text))])
    assert commented(made) == {"第0条": "乙丙", "第1条": "甲乙丙丁戊"}
    assert text_of(made) == text


def test_a_mark_inside_someones_insertion_splits_it_so_that_rejecting_it_leaves_the_comment_whole() -> None:
    made, _ = marked(opened(para(ins(run("甲乙丙")))), [(1, 2)])
    insertion = f'<w:ins w:id="{{}}" {OTHER}><w:r><w:t>{{}}</w:t></w:r></w:ins>'
    assert plainly(made) == (
        f"<w:p>{insertion.format(90, '甲')}[{insertion.format(1, '乙')}]{insertion.format(2, '丙')}</w:p>"
    )


def test_a_point_is_shown_on_the_character_before_it() -> None:
    made, _ = marked(opened(para(run("甲乙"))), [(1, 1), (0, 0)])
    assert commented(made) == {"第0条": "甲", "第1条": "甲"}


def test_text_that_no_node_holds_is_shown_on_the_nearest_that_one_does() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/><w:suff w:val="nothing"/></w:lvl>'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    package = opened(para(run("甲")) + para(run("总则"), properties=numbered), numbering=numbering)
    assert text_of(package) == "甲\n一、总则\n"
    made, _ = marked(package, [(2, 4), (1, 2)])
    assert commented(made) == {"第0条": "总", "第1条": "甲"}


def test_a_comment_without_a_place_covers_the_first_paragraph() -> None:
    made, _ = marked(
        opened(para(run("甲"), run("乙"), properties="<w:keepNext/>") + para(run("丙"))), [(None, 0)]
    )
    assert plainly(made) == (
        "<w:p><w:pPr><w:keepNext/></w:pPr>[<w:r><w:t>甲</w:t></w:r><w:r><w:t>乙</w:t></w:r>]</w:p>"
        "<w:p><w:r><w:t>丙</w:t></w:r></w:p>"
    )


def test_a_document_without_paragraphs_gets_one_for_its_comment() -> None:
    made, _ = marked(opened("<w:sectPr/>"), [(None, 0)])
    assert plainly(made) == "<w:p>[]</w:p><w:sectPr/>"


def test_cells_of_a_table_can_be_commented() -> None:
    package = opened(table(line("事项", "数量"), line("甲", "乙")))
    text = text_of(package)
    made, _ = marked(package, [(text.index("乙"), text.index("乙") + 1)])
    assert commented(made) == {"第0条": "乙"}


def test_text_in_a_field_can_be_commented() -> None:
    made, _ = marked(opened(para(run("见"), field("REF a", "附件"), run("。"))), [(1, 2)])
    assert commented(made) == {"第0条": "附"}


# —— Word 不许放批注的地方 ——


def test_text_of_a_text_box_is_commented_on_the_run_that_holds_the_box() -> None:
    package = opened(para(box(para("框里")), run("框外")))
    at = text_of(package).index("框里")
    made, _ = marked(package, [(at, at + 1)])
    (said,) = commented(made)
    assert said == "（所指的文字在文本框里：“框”）第0条"
    first, start = plainly(made).index("["), plainly(made).index("<w:r><mc:AlternateContent>")
    assert first + 1 == start
    assert "</mc:AlternateContent></w:r>]<w:r><w:t>框外" in plainly(made)


def test_a_footnote_is_commented_at_its_reference() -> None:
    reference = '<w:r><w:footnoteReference w:id="3"/></w:r>'
    notes = f'<w:footnote w:id="3">{para("甲注")}</w:footnote>'
    package = opened(para(run("正"), reference, run("文")), footnotes=notes)
    at = text_of(package).index("甲注")
    made, _ = marked(package, [(at, at + 2)])
    assert plainly(made) == f"<w:p><w:r><w:t>正</w:t></w:r>[{reference}]<w:r><w:t>文</w:t></w:r></w:p>"
    assert list(commented(made)) == ["（所指的文字在脚注里：“甲注”）第0条"]
    assert made.parts["word/footnotes.xml"] == package.parts["word/footnotes.xml"]


def test_a_header_is_commented_on_the_first_paragraph_of_its_section() -> None:
    first = para(run("一"), properties=SECTION.format("header1"))
    package = opened(
        first + para(run("二")) + para(run("三")) + SECTION.format("header2"),
        header1=para("甲眉"),
        header2=para("乙眉"),
    )
    at = text_of(package).index("乙眉")
    made, _ = marked(package, [(at, at + 1), (at - 3, at - 2)])
    assert commented(made) == {
        "（所指的文字在页眉里：“乙”）第0条": "二",
        "（所指的文字在页眉里：“甲”）第1条": "一",
    }


# —— 署名 ——


def test_the_date_is_the_writers_clock_and_the_names_are_cut_to_what_word_takes() -> None:
    beijing = datetime(2026, 11, 22, 7, 5, 9, 123, tzinfo=timezone(timedelta(hours=8)))
    assert Stamp("", "", beijing).date == "2026-11-22T07:05:09Z"
    package = opened(para(run("甲")))
    stamp = Stamp("长" * 300, "长" * 30, beijing)
    done = annotated(package, read_story(package), [Remark(0, 1, ("甲",))], [], stamp)
    said = inside(open_for_reading(done.data, "稿.docx"), "word/comments.xml")
    assert f'w:author="{"长" * 255}" w:date="2026-11-22T07:05:09Z" w:initials="{"长" * 9}"' in said


def test_a_comment_of_several_paragraphs_keeps_odd_characters_harmless() -> None:
    package = opened(para(run("甲")))
    remark = Remark(0, 1, ("<b>&", "\x07\t二", ""))
    done = annotated(package, read_story(package), [remark], [], STAMP)
    root = open_for_reading(done.data, "稿.docx").tree("word/comments.xml")
    assert ["".join(each.itertext()) for each in root[0]] == ["<b>&", "\ufffd二", ""]
