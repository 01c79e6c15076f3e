"""要素的读法：每个键、每种写法，值和位置。"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.helpers import BODY, FRONT, draft, parsed, without

from gongwen.document.body import Heading
from gongwen.document.elements import AnnexEntry, Elements, Names, Stamp, element_terms
from gongwen.document.kinds import Format, kind_spellings
from gongwen.document.terms import Shape
from gongwen.errors import DraftError
from gongwen.spans import SourceText, Text

if TYPE_CHECKING:
    from gongwen.document.model import Document

TERMS = element_terms()
FREE = [key for key, term in TERMS.items() if term.shape in {Shape.TEXT, Shape.DATE, Shape.FILE}]
LISTS = [key for key, term in TERMS.items() if term.shape is Shape.NAMES]
CHOICES = [key for key, term in TERMS.items() if term.shape is Shape.CHOICE]
BREAKS = {"lf": "\n", "crlf": "\r\n", "cr": "\r"}


def read(key: str, written: str) -> tuple[Document, object]:
    """键写成 written（从冒号之后起）时的公文和这个键的值。"""
    document = parsed(draft(without(key) + f"{key}:{written}\n"))
    assert document.elements is not None
    return document, getattr(document.elements, TERMS[key].name)


def at_its_place(document: Document, text: Text) -> str:
    """按位置从原文逐字取回的文字；折行、换行处取回的是换行或缩进，写作空格。"""
    source = document.source.text
    return "".join(
        source[text.at(index, index + 1).start] if not char.isspace() else char
        for index, char in enumerate(text.value)
    )


@pytest.mark.parametrize("key", FREE)
@pytest.mark.parametrize(
    ("written", "value"),
    [
        (" 000123", "000123"),
        (" 0x1F", "0x1F"),
        (" yes", "yes"),
        (" 2026-03-12", "2026-03-12"),
        (" '甲''乙'", "甲'乙"),
        (' "甲乙〔2026〕1号"', "甲乙〔2026〕1号"),
        (' "000123"', "000123"),
        (" |\n  甲乙\n  丙丁", "甲乙\n丙丁"),
        (" |-\n  甲乙\n\n  丙丁\n", "甲乙\n\n丙丁"),
        (" 甲乙 # 说明", "甲乙"),
        ("   甲乙：丙　", "甲乙：丙"),
        (" !!str 甲乙", "甲乙"),
        ("\n  甲乙", "甲乙"),
        (" 𠮷野", "𠮷野"),
        (" 甲:乙", "甲:乙"),
    ],
    ids=[
        "zeros", "hex", "bool", "date", "single", "double", "quoted-zeros", "block", "block-blank-line",
        "comment", "spaces", "tag", "next-line", "astral", "colon-inside",
    ],
)  # fmt: skip
def test_a_single_value_is_read_as_written_and_found_in_its_place(key: str, written: str, value: str) -> None:
    document, text = read(key, written)
    assert isinstance(text, Text)
    assert text.value == value
    assert at_its_place(document, text) == value


@pytest.mark.parametrize("key", sorted(set(FREE) - {"标题"}))
@pytest.mark.parametrize("written", ["", " ''", ' "  "', " ~", " null", " |\n\n", " 　"])
def test_an_empty_value_is_no_value(key: str, written: str) -> None:
    assert read(key, written)[1] is None


@pytest.mark.parametrize("key", LISTS)
@pytest.mark.parametrize(
    ("written", "values", "verbatim"),
    [
        (" 甲县人民政府", ["甲县人民政府"], True),
        (" 甲县，乙县，各直属单位：", ["甲县，乙县，各直属单位："], True),
        (" '甲县'", ["甲县"], True),
        (" |\n  甲县\n  乙县", ["甲县\n乙县"], True),
        (" [甲县, 乙县]", ["甲县", "乙县"], False),
        (' ["甲县", \'乙县\', ""]', ["甲县", "乙县"], False),
        ("\n  - 甲县\n  - 乙县", ["甲县", "乙县"], False),
        ("\n- 甲县\n- 000123\n-\n- 乙县", ["甲县", "000123", "乙县"], False),
        (" [甲县]", ["甲县"], False),
    ],
    ids=["one", "run-on", "quoted", "block", "flow", "flow-quoted", "dashes", "flush-dashes", "list-of-one"],
)
def test_names_take_a_list_or_one_string(key: str, written: str, values: list[str], verbatim: bool) -> None:
    document, found = read(key, written)
    assert isinstance(found, Names)
    assert (list(found.values()), found.verbatim) == (values, verbatim)
    assert [at_its_place(document, item) for item in found.items] == values


@pytest.mark.parametrize("key", sorted(set(LISTS) - {"发文机关"}))
@pytest.mark.parametrize("written", ["", " []", " ['', ]", " ''", "\n  -\n"])
def test_an_empty_list_is_no_value(key: str, written: str) -> None:
    assert read(key, written)[1] is None


@pytest.mark.parametrize(
    ("key", "choice"), [(key, choice) for key in CHOICES for choice in TERMS[key].choices]
)
def test_every_choice_is_accepted(key: str, choice: str) -> None:
    document, text = read(key, f" '{choice}'")
    assert isinstance(text, Text)
    assert (text.value, document.source.slice(text.span)) == (choice, choice)


@pytest.mark.parametrize("spelling", kind_spellings())
def test_the_format_follows_the_kind(spelling: str) -> None:
    own = {
        "命": Format.ORDER,
        "令": Format.ORDER,
        "纪": Format.MINUTES,
        "便": Format.LETTER,
        "简": Format.BULLETIN,
        "介": Format.PLAIN,
        "证": Format.PLAIN,
        "讲": Format.PLAIN,
        "总": Format.PLAIN,
    }
    assert read("文种", f" {spelling}")[0].format is own.get(spelling[0], Format.GENERAL)


def test_a_written_format_wins() -> None:
    assert read("格式", " 信函")[0].format is Format.LETTER


@pytest.mark.parametrize(
    ("written", "entries"),
    [
        (" 甲表", [("甲表", None)]),
        (" [甲表, 乙表]", [("甲表", None), ("乙表", None)]),
        ("\n  - 甲表\n  - 标题: 乙表\n    文件: 附件/乙.md", [("甲表", None), ("乙表", "附件/乙.md")]),
        (" {标题: 甲表, 文件: 甲.md}", [("甲表", "甲.md")]),
        ("\n  标题: '甲表'\n  文件: \"甲.md\"", [("甲表", "甲.md")]),
        ("\n  - {文件: 甲.md, 标题: 甲表}", [("甲表", "甲.md")]),
        ("\n  - 标题: 甲表\n    文件:", [("甲表", None)]),
    ],
)
def test_annexes_take_titles_or_titles_with_files(
    written: str, entries: list[tuple[str, str | None]]
) -> None:
    document, found = read("附件", written)
    assert isinstance(found, tuple)
    assert [(entry.title.value, entry.file.value if entry.file else None) for entry in found] == entries
    texts = [text for entry in found for text in (entry.title, entry.file) if text]
    assert [document.source.slice(text.span) for text in texts] == [text.value for text in texts]
    assert {type(entry) for entry in found} == {AnnexEntry}


@pytest.mark.parametrize(
    ("written", "stamps"),
    [
        (" {职务: 市长, 姓名: 沈砚舟}", [("市长", "沈砚舟")]),
        ("\n  姓名: 沈砚舟\n  职务: 市长", [("市长", "沈砚舟")]),
        (
            "\n  - {职务: 市长, 姓名: 沈砚舟}\n  - 职务: 主任\n    姓名: 陆听澜",
            [("市长", "沈砚舟"), ("主任", "陆听澜")],
        ),
    ],
)
def test_signature_stamps_take_one_or_several(written: str, stamps: list[tuple[str, str]]) -> None:
    found = read("签名章", written)[1]
    assert isinstance(found, tuple)
    assert [(stamp.post.value, stamp.name.value) for stamp in found] == stamps
    assert {type(stamp) for stamp in found} == {Stamp}


@pytest.mark.parametrize("key", ["附件", "签名章"])
@pytest.mark.parametrize("written", ["", " []", " ''", " null"])
def test_no_annex_and_no_stamp_is_no_value(key: str, written: str) -> None:
    assert read(key, written)[1] is None


@pytest.mark.parametrize("newline", BREAKS.values(), ids=BREAKS)
@pytest.mark.parametrize(
    "front",
    [
        FRONT,
        without("标题") + "标题: |\n  关于做好防汛\n  工作的通知\n",
        FRONT + "抄送机关:\n  - 市委办\n  - '市政协'\n",
    ],
    ids=["plain", "block", "list"],
)
def test_every_kind_of_line_break_reads_alike(newline: str, front: str) -> None:
    def values(elements: Elements | None) -> dict[str, object]:
        found = {
            name: getattr(elements, name) for name in ("kind", "title", "dated", "addressees", "copied_to")
        }
        return {
            name: item.values() if isinstance(item, Names) else item and item.value
            for name, item in found.items()
        }

    wanted, document = parsed(draft(front)), parsed(draft(front).replace("\n", newline))
    assert values(document.elements) == values(wanted.elements)
    assert [block.text.value for block in document.body] == [block.text.value for block in wanted.body]


def test_the_byte_order_mark_is_not_part_of_the_text(tmp_path: object) -> None:
    from pathlib import Path

    from gongwen.sources.reading import read_source

    path = Path(str(tmp_path)) / "稿.md"
    path.write_bytes(b"\xef\xbb\xbf" + draft().encode())
    source = read_source(path)
    assert (source.text, source.encoding, source.guessed) == (draft(), "utf-8", False)


@pytest.mark.parametrize("closing", ["---", "---  ", "...", "---\t"])
def test_the_front_matter_ends_at_dashes_or_dots(closing: str) -> None:
    document = parsed(f"---\n{FRONT}{closing}\n{BODY}")
    heading, body = BODY.splitlines()[2].split("。", 1)
    assert [block.text.value for block in document.body] == [*BODY.splitlines()[:2], f"{heading}。"]
    last = document.body[-1]
    assert isinstance(last, Heading)
    assert last.run_in is not None
    assert last.run_in.value == body


def test_a_blank_line_before_the_front_matter_does_no_harm() -> None:
    document = parsed("\n" + draft())
    assert document.elements is not None
    assert document.source.slice(document.elements.title.span) == "关于做好防汛工作的通知"


def test_dashes_inside_the_text_do_not_end_the_front_matter() -> None:
    front = without("标题") + "标题: |\n  甲\n  ---\n  乙\n"
    document = parsed(draft(front))
    assert document.elements is not None
    assert document.elements.title is not None
    assert document.elements.title.value == "甲\n---\n乙"


@pytest.mark.parametrize(
    "written",
    [" 关于做好\n  防汛工作的通知", " >\n  关于做好\n  防汛工作的通知", ' "关于做好\n  防汛工作的通知"'],
)
def test_a_title_wrapped_in_the_draft_gains_no_space(written: str) -> None:
    """写成多行的标题照所写分行；YAML 折行插进来的空格谁也没有写。"""
    document = read("标题", written)[0]
    assert document.elements is not None
    assert document.elements.title is not None
    assert document.elements.title.value.replace("\n", "") == "关于做好防汛工作的通知"


SAFE = st.text(alphabet="甲乙丙〔〕12：，。𠮷%＃", min_size=1, max_size=12).filter(
    lambda text: text[0] != "%"
)


@settings(deadline=None)
@given(
    lines=st.lists(SAFE, min_size=1, max_size=4),
    style=st.sampled_from(["plain", "single", "double", "block", "|2-"]),
)
def test_every_character_of_a_value_points_at_itself(lines: list[str], style: str) -> None:
    if style == "plain":
        written, value = " " + lines[0], lines[0]
    elif style == "single":
        written, value = f" '{lines[0]}'", lines[0]
    elif style == "double":
        written, value = f' "{lines[0]}"', lines[0]
    else:
        head = " |" if style == "block" else " |2-"
        written, value = head + "".join(f"\n  {line}" for line in lines), "\n".join(lines)
    document, text = read("附注", written)
    assert isinstance(text, Text)
    assert text.value == value
    assert at_its_place(document, text) == value


@settings(deadline=None)
@given(st.text(alphabet="文种标题:： \n\t-[]{}|>&*!%@`'\"#\\甲1", max_size=60))
def test_any_front_matter_is_read_or_refused_with_a_place(front: str) -> None:
    refused: list[DraftError] = []
    try:
        parsed(f"---\n{front}\n---\n正文。\n")
    except DraftError as error:
        refused.append(error)
    assert [error.where for error in refused if error.where.path != "稿.md" or not error.next_step] == []


def test_a_text_in_which_nothing_is_recognized_is_only_a_body() -> None:
    document = parsed("做好防汛工作\n各县要高度重视。\n")
    assert (document.elements, document.kind, document.format) == (None, None, Format.GENERAL)
    assert [block.text.value for block in document.body] == ["做好防汛工作", "各县要高度重视。"]
    assert (document.recognized, document.unrecognized) == (False, "认不出标题")


def test_values_point_into_the_whole_source() -> None:
    source = SourceText("稿.md", draft())
    document = parsed(source.text)
    assert document.elements is not None
    assert document.elements.title is not None
    assert source.position(document.elements.title.span.start) == (5, 5)
