"""切开文字：格式、空白、节点照旧；域、公式、内容控件里的认得出来。"""

from __future__ import annotations

import pytest
from lxml import etree
from tests.ooxml.marks import ins, inside, opened, rewritten, text_of
from tests.ooxml.packages import MAIN
from tests.ooxml.words import para, run

from gongwen.ooxml.names import qn
from gongwen.ooxml.nodes import text_nodes
from gongwen.ooxml.runs import TextRuns, closed, host, in_fields, legal, lifted, text_run
from gongwen.ooxml.stamp import free_ids, ids_in

BOLD = "<w:b/>"
START = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
FIELD = (
    f"{START}<w:r><w:instrText>REF a</w:instrText></w:r>"
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>{}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)


def cut(body: str, *places: tuple[int, int]) -> str:
    """在这些（第几个节点，第几个字）之前切开之后，正文的 XML。"""
    package = opened(body)
    root = package.tree(MAIN)
    pieces = TextRuns(text_nodes(root), free_ids(ids_in([root])))
    for node, offset in places:
        pieces.cut(node, offset)
    made = rewritten(package, MAIN, root)
    assert text_of(made) == text_of(package)
    return inside(made)


def node(body: str, at: int = 0):
    root = opened(body).tree(MAIN)
    return text_nodes(root)[at]


def test_both_halves_keep_the_format_and_the_spaces() -> None:
    found = cut(para(run("甲 𠮷〔2026〕", BOLD)), (0, 2))
    assert found == para(run("甲 ", BOLD), run("𠮷〔2026〕", BOLD))


def test_a_run_keeps_its_attributes() -> None:
    found = cut('<w:p><w:r w:rsidR="00AB12CD"><w:t>甲乙</w:t></w:r></w:p>', (0, 1))
    half = '<w:r w:rsidR="00AB12CD"><w:t xml:space="preserve">{}</w:t></w:r>'
    assert found == para(half.format("甲"), half.format("乙"))


@pytest.mark.parametrize("offset", [0, 2])
def test_a_cut_at_either_end_of_a_run_changes_nothing(offset: int) -> None:
    assert cut(para(run("甲乙", BOLD)), (0, offset)) == para(run("甲乙", BOLD))


def test_several_cuts_in_one_node_are_found_again() -> None:
    assert cut(para(run("甲乙丙丁")), (0, 3), (0, 1), (0, 2), (0, 1)) == para(*map(run, "甲乙丙丁"))


def test_tabs_breaks_and_symbols_are_cut_on_either_side() -> None:
    symbol = '<w:sym w:font="Wingdings" w:char="F0FC"/>'
    body = f"<w:p><w:r><w:t>甲</w:t><w:tab/><w:br/>{symbol}<w:t>乙</w:t></w:r></w:p>"
    assert cut(body, (1, 0), (1, 1), (3, 0), (3, 1)) == (
        f"<w:p><w:r><w:t>甲</w:t></w:r><w:r><w:tab/></w:r><w:r><w:br/></w:r><w:r>{symbol}</w:r>"
        "<w:r><w:t>乙</w:t></w:r></w:p>"
    )


def test_spaces_that_word_does_not_show_do_not_appear_after_a_cut() -> None:
    found = cut("<w:p><w:r><w:t> 甲乙 </w:t></w:r></w:p>", (0, 2))
    assert found == para(run("甲"), run("乙"))


def test_what_is_not_text_stays_with_the_half_it_is_in() -> None:
    body = '<w:p><w:r><w:t>甲乙</w:t><w:footnoteReference w:id="2"/><w:t>丙</w:t></w:r></w:p>'
    assert cut(body, (0, 1), (0, 2)) == (
        f'<w:p>{run("甲")}{run("乙")}<w:r><w:footnoteReference w:id="2"/><w:t>丙</w:t></w:r></w:p>'
    )


@pytest.mark.parametrize(
    "wrapper",
    [
        '<w:hyperlink w:anchor="a">{}</w:hyperlink>',
        ins("{}"),
        "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>",
        '<w:smartTag w:element="x">{}</w:smartTag>',
    ],
    ids=["link", "insertion", "control", "smart-tag"],
)
def test_text_inside_a_wrapper_is_cut_inside_it(wrapper: str) -> None:
    assert cut(para(wrapper.format(run("甲乙"))), (0, 1)) == para(wrapper.format(run("甲") + run("乙")))


def test_a_formula_is_not_cut() -> None:
    body = "<w:p><m:oMath><m:r><m:t>甲乙</m:t></m:r></m:oMath></w:p>"
    assert cut(body, (0, 1)) == inside(opened(body))


def test_text_in_fields_is_known_also_in_nested_and_unpaired_ones() -> None:
    nested = FIELD.format(run("乙") + FIELD.format(run("丙")) + run("丁"))
    root = opened(para(run("甲"), nested, run("戊"), START, run("己"))).tree(MAIN)
    assert in_fields(root, text_nodes(root)) == {1, 2, 3}


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (run("甲"), ""),
        (f'<w:hyperlink w:anchor="a">{ins(run("甲"))}</w:hyperlink>', ""),
        (f"<w:sdt><w:sdtContent>{run('甲')}</w:sdtContent></w:sdt>", ""),
        (
            f"<w:sdt><w:sdtPr><w:date/></w:sdtPr><w:sdtContent>{run('甲')}</w:sdtContent></w:sdt>",
            "在内容控件里",
        ),
        (f'<w:fldSimple w:instr="DATE">{run("甲")}</w:fldSimple>', "在域里"),
        (f"<w:r><w:ruby><w:rubyBase>{run('甲')}</w:rubyBase></w:ruby></w:r>", "在注音、公式一类的内容里"),
    ],
    ids=["plain", "link", "control", "date", "field", "ruby"],
)
def test_where_text_is_better_left_alone(content: str, reason: str) -> None:
    assert closed(node(para(content)).getparent()) == reason


def test_a_locked_control_round_paragraphs_closes_them_too() -> None:
    lock = '<w:sdtPr><w:lock w:val="sdtContentLocked"/></w:sdtPr>'
    body = f"<w:sdt>{lock}<w:sdtContent>{para(run('甲'))}</w:sdtContent></w:sdt>"
    assert closed(node(body).getparent()) == "在内容控件里"


def test_marks_go_outside_what_cannot_hold_them() -> None:
    box = f"<w:r><w:pict><w:txbxContent>{para(run('甲'))}</w:txbxContent></w:pict></w:r>"
    ruby = f"<w:r><w:ruby><w:rubyBase>{run('乙')}</w:rubyBase></w:ruby></w:r>"
    root = opened(para(box, ruby, run("丙"))).tree(MAIN)
    paragraph = root[0][0]
    hosts = [host(each.getparent()) for each in text_nodes(root)]
    assert [paragraph.index(each) for each in hosts] == [0, 1, 2]


def test_lifting_splits_the_revisions_around() -> None:
    gone = '<w:del w:id="91" w:author="李四"><w:r><w:delText>乙</w:delText></w:r></w:del>'
    root = opened(para(ins(run("甲") + gone + run("丙")))).tree(MAIN)
    last = text_nodes(root)[1].getparent()
    place = lifted(last, iter(["5"]), after=False)
    assert [each.get(qn("w:id")) for each in root.iter(qn("w:ins"))] == ["90", "5"]
    assert place is last.getparent()
    assert lifted(place, iter([]), after=True) is place


def test_text_becomes_tabs_breaks_and_legal_characters() -> None:
    made = text_run("甲\t𠮷\n\x0b")
    assert [etree.QName(each).localname for each in made] == ["t", "tab", "t", "br", "t"]
    assert "".join(made.itertext()) == "甲𠮷\ufffd"
    assert legal("\x00〔\ud800〕") == "\ufffd〔\ufffd〕"
