"""Word 的修订：删、添、换，照原来的格式，套在别人的修订里也合规矩；接受、拒绝都对得上。"""

from __future__ import annotations

import pytest
from tests.ooxml.marks import (
    OTHER,
    SIGNED,
    commented,
    ins,
    inside,
    marked,
    opened,
    plainly,
    rejected,
    text_of,
)
from tests.ooxml.words import box, field, para, run, table
from tests.ooxml.words import row as line

BOLD = "<w:b/>"
DATE = "<w:sdtPr><w:date/></w:sdtPr>"
ACROSS = "跨了段落或表格的格子"


def revised(body: str, *changes: tuple[int, int, str]) -> str:
    """改过之后正文的 XML；接受的是改后的文字，拒绝的是原来的。"""
    package = opened(body)
    text = before = text_of(package)
    made, done = marked(package, [], changes)
    assert done.left == ()
    for start, end, new in sorted(changes, reverse=True):
        text = text[:start] + new + text[end:]
    assert text_of(made) == text
    assert text_of(rejected(made)) == before
    return plainly(made)


def left(body: str, *changes: tuple[int, int, str]) -> list[tuple[int, str]]:
    """没有作的修订：从第几个字起，什么缘故。做不了的一个字也不动。"""
    package = opened(body)
    made, done = marked(package, [], changes)
    assert inside(made) == inside(package)
    return [(change.start, reason) for change, reason in done.left]


def gone(text: str, properties: str = "") -> str:
    made = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f"<w:del><w:r>{made}<w:delText>{text}</w:delText></w:r></w:del>"


def new(text: str, properties: str = "") -> str:
    return f"<w:ins>{kept(text, properties)}</w:ins>"


def kept(text: str, properties: str = "") -> str:
    return run(text, properties).replace(' xml:space="preserve"', "")


def test_a_replacement_deletes_the_old_and_adds_the_new_in_the_same_format() -> None:
    made, _ = marked(opened(para(run("甲[2026]号", BOLD))), [], [(1, 7, "〔2026〕𠮷")])
    assert inside(made) == (
        f'<w:p>{run("甲", BOLD)}<w:del w:id="1" {SIGNED}><w:r><w:rPr>{BOLD}</w:rPr>'
        f'<w:delText xml:space="preserve">[2026]</w:delText></w:r></w:del>'
        f'<w:ins w:id="2" {SIGNED}>{run("〔2026〕𠮷", BOLD)}</w:ins>{run("号", BOLD)}</w:p>'
    )


def test_a_deletion() -> None:
    assert revised(para(run("的的", BOLD)), (1, 2, "")) == para(kept("的", BOLD), gone("的", BOLD))


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (0, para(new("新"), kept("甲乙"))),
        (1, para(kept("甲"), new("新"), kept("乙"))),
        (2, para(kept("甲乙"), new("新"))),
    ],
    ids=["start", "middle", "end"],
)
def test_an_insertion_at_a_point(at: int, expected: str) -> None:
    assert revised(para(run("甲乙")), (at, at, "新")) == expected


def test_an_insertion_between_formats_takes_the_format_before_it() -> None:
    assert revised(para(run("甲", BOLD), run("乙")), (1, 1, "新")) == para(
        kept("甲", BOLD), new("新", BOLD), kept("乙")
    )


def test_an_insertion_beside_a_link_stays_out_of_it() -> None:
    link = f'<w:hyperlink w:anchor="a">{kept("甲")}</w:hyperlink>'
    assert revised(para(link, run("乙")), (1, 1, "新")) == para(link, new("新"), kept("乙"))


def test_a_format_that_was_itself_revised_is_not_handed_on() -> None:
    change = f'<w:b/><w:rPrChange w:id="7" {OTHER}><w:rPr/></w:rPrChange>'
    found = revised(para(run("甲", change)), (1, 1, "新"))
    assert found == para(kept("甲", change), new("新", BOLD))


def test_in_a_place_of_two_formats_only_what_differs_is_changed() -> None:
    assert revised(para(run("("), run("市", BOLD), run(")")), (0, 3, "（市）")) == para(
        gone("("), new("（"), kept("市", BOLD), gone(")"), new("）")
    )


def test_tabs_and_breaks_are_deleted_and_added() -> None:
    body = "<w:p><w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t></w:r></w:p>"
    assert revised(body, (1, 2, ""), (3, 3, "\t丙")) == (
        "<w:p><w:r><w:t>甲</w:t></w:r><w:del><w:r><w:tab/></w:r></w:del>"
        "<w:r><w:t>乙</w:t></w:r><w:ins><w:r><w:tab/><w:t>丙</w:t></w:r></w:ins></w:p>"
    )


def test_what_is_not_text_between_the_characters_is_not_deleted() -> None:
    note = '<w:r><w:footnoteReference w:id="3"/></w:r>'
    assert revised(para(run("甲"), note, run("乙丙")), (0, 2, "丁")) == para(
        gone("甲"), note, gone("乙"), new("丁"), kept("丙")
    )


def test_changes_side_by_side_keep_their_order() -> None:
    assert revised(para(run("甲乙")), (0, 1, "一"), (1, 1, "二"), (1, 2, "三")) == para(
        gone("甲"), new("一"), new("二"), gone("乙"), new("三")
    )


# —— 套在别的里面 ——


def test_deleting_inside_someones_insertion_nests() -> None:
    found = revised(para(ins(run("甲乙丙"))), (1, 2, ""))
    assert found == para(ins(kept("甲") + gone("乙") + kept("丙")))


def test_replacing_inside_someones_insertion_keeps_the_two_hands_apart() -> None:
    assert revised(para(ins(run("甲乙丙"))), (1, 2, "丁")) == para(
        ins(kept("甲") + gone("乙")), new("丁"), ins(kept("丙"), 3)
    )


def test_rejecting_the_earlier_insertion_leaves_only_the_later_one() -> None:
    made, _ = marked(opened(para(ins(run("甲乙")), run("丙"))), [], [(1, 1, "丁")])
    assert text_of(rejected(rejected(made, "李四"))) == "丙\n"
    assert text_of(rejected(made, "李四")) == "丁丙\n"


@pytest.mark.parametrize(
    "wrapper",
    [
        '<w:hyperlink w:anchor="a">{}</w:hyperlink>',
        "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>",
        '<w:smartTag w:element="x">{}</w:smartTag>',
        f'<w:moveTo w:id="8" {OTHER}>{{}}</w:moveTo>',
    ],
    ids=["link", "control", "smart-tag", "move"],
)
def test_a_deletion_inside_a_wrapper_stays_inside_it(wrapper: str) -> None:
    assert revised(para(wrapper.format(run("甲乙"))), (0, 1, "")) == para(
        wrapper.format(gone("甲") + kept("乙"))
    )


def test_a_text_box_written_twice_is_changed_in_both() -> None:
    found = revised(para(box(para("甲乙")), run("外")), (1, 2, "丙"))
    assert found.count(gone("乙") + new("丙")) == 2


def test_headers_and_footnotes_are_changed_where_they_are() -> None:
    section = '<w:sectPr><w:headerReference w:type="default" r:id="header1"/></w:sectPr>'
    package = opened(para("正文") + section, header1=para("甲眉"))
    at = text_of(package).index("甲")
    made, done = marked(package, [(at, at + 1)], [(at, at + 1, "乙")])
    assert done.left == ()
    assert text_of(made) == text_of(package).replace("甲", "乙")
    assert gone("甲") + new("乙") in plainly(made, "word/header1.xml")
    assert commented(made) == {"（所指的文字在页眉里：“甲”）第0条": "正文"}


# —— 不作的 ——


def test_what_cannot_be_revised_safely_is_left_and_told() -> None:
    control = f"<w:sdt>{DATE}<w:sdtContent>{run('乙')}</w:sdtContent></w:sdt>"
    simple = f'<w:fldSimple w:instr="DATE">{run("丙")}</w:fldSimple>'
    formula = "<m:oMath><m:r><m:t>丁</m:t></m:r></m:oMath>"
    body = para(field("REF a", "甲"), control, simple, formula)
    assert left(body, *((at, at + 1, "新") for at in range(4)), (1, 1, "新")) == [
        (0, "在域里"),
        (1, "在域里"),
        (1, "在内容控件里"),
        (2, "在域里"),
        (3, "在注音、公式一类的内容里"),
    ]


@pytest.mark.parametrize(
    ("body", "change", "reason"),
    [
        (para("甲") + para("乙"), (0, 3, "丙"), ACROSS),
        (para("甲") + para("乙"), (0, 1, "丙\n丁"), ACROSS),
        (para("甲") + para("乙"), (1, 2, ""), "有自动编号、换行一类没有写在文件里的字"),
        ("<w:p/>" + para("甲"), (0, 0, "乙"), "这里没有文字可以依附"),
        (para("甲"), (0, 1, "甲\r"), ACROSS),
    ],
    ids=["two-paragraphs", "new-paragraph", "paragraph-end", "empty-paragraph", "return"],
)
def test_changes_of_paragraphs_are_left(body: str, change: tuple[int, int, str], reason: str) -> None:
    assert left(body, change) == [(change[0], reason)]


def test_a_change_across_cells_is_left() -> None:
    body = table(line("甲", "乙"), line("丙", "丁"))
    text = text_of(opened(body))
    assert left(body, (text.index("甲"), text.index("乙") + 1, "戊")) == [(text.index("甲"), ACROSS)]


def test_a_long_change_of_two_formats_is_made_whole() -> None:
    body = para(run("甲" * 800), run("乙" * 800, BOLD))
    assert revised(body, (0, 1600, "丙")) == para(
        gone("甲" * 800), gone("乙" * 800, BOLD), new("丙", BOLD)
    ).replace("</w:del><w:del>", "")


def test_of_overlapping_changes_the_first_is_made() -> None:
    package = opened(para(run("甲乙丙")))
    made, done = marked(package, [], [(1, 3, "二"), (0, 2, "一"), (1, 1, "添")])
    assert text_of(made) == "一丙\n"
    assert [(change.text, reason) for change, reason in done.left] == [
        ("添", "与前面的改动重叠"),
        ("二", "与前面的改动重叠"),
    ]


# —— 与批注在一起 ——


def test_a_comment_covers_the_deleted_and_the_added() -> None:
    made, _ = marked(opened(para(run("甲乙丙"))), [(1, 2)], [(1, 2, "丁")])
    assert plainly(made) == f"<w:p>{kept('甲')}[{gone('乙')}{new('丁')}]{kept('丙')}</w:p>"


def test_a_comment_on_a_point_covers_what_is_added_there() -> None:
    made, _ = marked(opened(para(run("甲乙"))), [(1, 1)], [(1, 1, "丁")])
    assert plainly(made) == f"<w:p>{kept('甲')}[{new('丁')}]{kept('乙')}</w:p>"


def test_a_comment_on_part_of_a_deletion_splits_it() -> None:
    made, _ = marked(opened(para(run("甲乙丙"))), [(1, 2)], [(0, 3, "")])
    assert plainly(made) == f"<w:p>{gone('甲')}[{gone('乙')}]{gone('丙')}</w:p>"
