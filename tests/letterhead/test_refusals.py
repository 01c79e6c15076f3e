"""信笺写得不对、有恶意：说清楚是哪一处、怎么改，什么也不执行。"""

from __future__ import annotations

import builtins
import time

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from tests.letterhead.sheets import BODY_TAG, filled, member, saved, sheet, split_runs
from tests.ooxml.packages import W, document, paragraph, relations, types, with_parts

from gongwen.errors import PackageError, TemplateError
from gongwen.layout.letterhead.opening import open_letterhead
from gongwen.layout.letterhead.tags import UNFINISHED

COMMENTS = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
LEVELS = "按段取舍写 {%p if 名 %}，按表格的行取舍写 {%tr if 名 %}"
ROWS = "在要取舍的行上下各加一行来写，这两行不印"
FULL_IF = "补上 else，或改写成 {% if 名 %}…{% endif %}"
WORDS = "只能用 if、elif、else、endif"
ONLY = "信笺里只能用 {{ 变量 }}、{{p 成段的变量 }}、{% if 变量 %}…{% else %}…{% endif %}"


def refused(data: bytes) -> TemplateError:
    with pytest.raises(TemplateError) as caught:
        open_letterhead(data, "信笺.docx")
    assert caught.value.where.path == "信笺.docx"
    return caught.value


HOSTILE = {
    "{{ ''.__class__.__mro__ }}": "正文里不能用 “.”取属性",
    "{{ ''['__class__'] }}": "正文里不能用 [ ] 取下标",
    "{{ cycler.__init__.__globals__ }}": "正文里不能用 “.”取属性",
    "{{ lipsum() }}": "正文里不能用 函数调用",
    "{{ range(9) }}": "正文里不能用 函数调用",
    "{{ 7*7 }}": "正文里不能用 算术",
    "{{ 9**9**9 }}": "正文里不能用 算术",
    "{{ 标题|attr('x') }}": "正文里不能用 过滤器 attr",
    "{{ 标题|center(999999999) }}": "正文里不能用 过滤器 center",
    "{{ self }}": "正文里没有变量“self”",
    "{{ loop }}": "正文里没有变量“loop”",
    "{{ 段_正文 }}": "正文里没有变量“段_正文”",
    "{% for i in range(99999999) %}": "正文里有信笺里不许写的语句",
    "{% for a in 标题 %}{{ a }}{% endfor %}": "正文里有信笺里不许写的语句",
    "{% include '/etc/passwd' %}": "正文里有信笺里不许写的语句",
    "{% import 'os' as os %}": "正文里有信笺里不许写的语句",
    "{% set x = 1 %}": "正文里有信笺里不许写的语句",
    "{% macro f() %}": "正文里有信笺里不许写的语句",
    "{% raw %}{% endraw %}": "正文里有信笺里不许写的语句",
    "{% if x.__class__ %}{% endif %}": "正文里不能用 “.”取属性",
    "{% if 标题 is defined %}{% endif %}": "正文里不能用 is 判断",
    "{% colspan 标题 %}": "正文里有信笺里不许写的语句",
}


@pytest.mark.parametrize(("tag", "what"), HOSTILE.items(), ids=[str(at) for at in range(len(HOSTILE))])
def test_hostile_expressions_are_refused_with_the_text_near_them(
    tag: str, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = sheet(f"请看{tag}完", BODY_TAG)
    monkeypatch.setattr(builtins, "open", None)
    begun = time.monotonic()
    error = refused(data)
    assert error.what.startswith(f"{what}，在“请看{tag[:20]}")
    assert error.next_step
    assert time.monotonic() - begun < 5


@pytest.mark.parametrize(
    ("data", "part"),
    [
        (sheet(BODY_TAG, header="{{ ''.__class__ }}"), "页眉"),
        (sheet(BODY_TAG, footer="{{ ''.__class__ }}"), "页脚"),
    ],
)  # fmt: skip
def test_headers_and_footers_are_checked_too(data: bytes, part: str) -> None:
    assert refused(data).what == f"{part}里不能用 “.”取属性，在“{{{{ ''.__class__ }}}}”处"


@pytest.mark.parametrize(
    ("tag", "what", "nearest"),
    [
        ("题{{ 标题目 }}", "没有变量“标题目”", "是不是“标题”？"),
        ("{{ 发文文号 }}", "没有变量“发文文号”", "是不是“发文字号”？"),
        ("{{ 主送机構 }}", "没有变量“主送机構”", "是不是“主送机关”？"),
        ("{{p 正文儿 }}", "没有变量“正文儿”", "是不是“正文”？"),
        ("{{p正纹 }}", "没有变量“正纹”", "是不是“正文”？"),
        ("{% if 附註 %}甲{% endif %}", "没有变量“附註”", "是不是“附注”？"),
    ],
)
def test_an_unknown_variable_names_the_nearest(tag: str, what: str, nearest: str) -> None:
    error = refused(sheet(tag, BODY_TAG))
    assert error.what == f"正文里{what}，在“{tag}”处"
    assert error.next_step is not None
    assert error.next_step.startswith(f"{nearest}可用的变量：")


TOGETHER = "都写在同一段的文字里，或各自独占一段、独占一行"
ELSE = "{% if 附注 %}乙{% else 标题 %}丙{% endif %}"
LONG = "{{ " + "甲" * 300 + " }}"
WRONG = [
    (("甲{{ 标题",), "标签没有写完整", "甲{{ 标题", UNFINISHED),
    (("{{ 标", "题 }}"), "标签没有写完整", "{{ 标", UNFINISHED),
    (("甲}}",), "标签没有写完整", "甲}}", UNFINISHED),
    ((LONG,), "标签没有写完整", LONG[:14], UNFINISHED),
    (("｛｛ 标题 ｝｝",), "标签用了全角的花括号", "｛｛ 标题 ｝｝", "改用半角的 {{ }}、{% %}"),
    (("甲{{ 正文 }}",), "“正文”是成段的，不能夹在文字里", "甲{{ 正文 }}", "另起一段，只写 {{p 正文 }}"),
    (("甲{{p 正文 }}",), "这个标签要独占一段", "甲{{p 正文 }}", "前后的文字另起一段"),
    (("{{p 附注 }}",), "“附注”是文字，不是成段的", "{{p 附注 }}", "写成 {{ 附注 }}"),
    (("{{r 附注 }}",), "有用不了的写法", "{{r 附注 }}", LEVELS),
    (("{%- if 附注 %}",), "标签里有减号或加号", "{%- if 附注 %}", "去掉紧挨着 % 和花括号的减号、加号"),
    (("{% if 附注 %}",), "有 if，没有 endif", "{% if 附注 %}", "在后面补上 {% endif %}"),
    (("{% endif %}",), "有 endif，前面没有 if", "{% endif %}", "补上 {% if 名 %}，或删去它"),
    (("甲{% else %}",), "有 else，前面没有 if", "甲{% else %}", "补上 {% if 名 %}，或删去它"),
    (("甲{% if 附注 %}", "乙{% endif %}"), "endif 与它的 if 不在一处", "乙{% endif %}", TOGETHER),
    (("{%p if 附注 %}", "乙{% endif %}"), "endif 与它的 if 不在一处", "乙{% endif %}", TOGETHER),
    (("{%tr if 附注 %}",), "{%tr %} 不在表格的行里，或那一行里还有表格", "{%tr if 附注 %}", ROWS),
    (("{%p for x in 标题 %}",), "有信笺里不许写的语句", "{%p for x in 标题 %}", WORDS),
    (("{{ 标题 if 附注 }}甲",), "{{ }} 里有 if，没有 else", "{{ 标题 if 附注 }}甲", FULL_IF),
    ((ELSE,), "else 后面有多余的字", ELSE, ONLY),
]


@pytest.mark.parametrize(("paragraphs", "what", "near", "next_step"), WRONG, ids=range(len(WRONG)))
def test_what_is_written_wrong_is_named_with_the_way_out(
    paragraphs: tuple[str, ...], what: str, near: str, next_step: str
) -> None:
    error = refused(sheet(*paragraphs, BODY_TAG))
    assert (error.what, error.next_step) == (f"正文里{what}，在“{near}”处", next_step)


def test_a_mistake_of_grammar_is_shown_with_what_jinja_says() -> None:
    error = refused(sheet("{{ 标题 附注 }}甲", BODY_TAG))
    assert error.what == (
        "正文里写法不对：{{ }} 里写了多余的字（expected token 'end of print statement', got '附注'），"
        "在“{{ 标题 附注 }}甲”处"
    )
    assert error.next_step == ONLY


def test_a_letterhead_must_have_a_place_for_the_body() -> None:
    error = refused(sheet("{{ 标题 }}"))
    assert (error.what, error.next_step) == (
        "信笺里没有放正文的地方",
        "在要印正文的地方单独写一段：{{p 正文 }}",
    )


def test_blocks_stand_only_in_the_body_of_the_letterhead() -> None:
    assert refused(sheet(BODY_TAG, header=BODY_TAG)).what == "页眉里不能放成段的“正文”，在“{{p 正文 }}”处"


def test_a_block_tag_beside_a_section_break_or_a_picture_is_refused() -> None:
    written = docx.Document()
    held = written.add_paragraph(BODY_TAG)
    held._p.get_or_add_pPr().append(OxmlElement("w:sectPr"))
    assert refused(saved(written)).what == (
        "正文里这个标签所在的段落里还有图形、文本框或分节符，在“{{p 正文 }}”处"
    )


@pytest.mark.parametrize(
    "odd",
    [
        '<w:p><w:fldSimple w:instr="REF {{ 标题 }}"/></w:p>',
        "<w:p><w:r><w:instrText>{{ 标题 }}</w:instrText></w:r></w:p>",
        '<w:p><w:pPr><w:pStyle w:val="{{ 标题 }}"/></w:pPr></w:p>',
        "<w:p><w:del><w:r><w:delText>{{ 标题 }}</w:delText></w:r></w:del></w:p>",
    ],
)
def test_tags_where_nothing_can_be_filled_are_refused(odd: str) -> None:
    error = refused(with_parts(body=odd + paragraph(BODY_TAG)))
    assert error.what.startswith("正文里标签写在了填不进去的地方，在“")


def test_tags_in_charts_and_comments_are_refused() -> None:
    listed = types(overrides={"/word/comments.xml": COMMENTS})
    comments = f'<w:comments xmlns:w="{W}">{paragraph("{{ 标题 }}")}</w:comments>'.encode()
    data = with_parts(types=listed, body=paragraph(BODY_TAG), extra={"word/comments.xml": comments})
    assert refused(data).what == "标签写在了填不进去的地方：word/comments.xml"


def test_a_choice_across_a_hyperlink_cannot_break_the_document() -> None:
    run = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'
    body = (
        f"<w:p>{run.format('甲{% if 附注 %}')}<w:hyperlink>{run.format('乙{% endif %}')}</w:hyperlink></w:p>"
    )
    error = refused(with_parts(body=body + paragraph(BODY_TAG)))
    assert error.what == "正文里endif 与它的 if 不在一处，在“{% if 附注 %}乙{% endif %}”处"


def test_thousands_of_tags_and_huge_paragraphs_are_settled_quickly() -> None:
    begun = time.monotonic()
    assert refused(with_parts(body=paragraph("{{ 标题 }}" * 2001) + paragraph(BODY_TAG))).what == (
        "正文里的标签超过 2000 个"
    )
    assert refused(with_parts(body=paragraph("{{" * 100_000) + paragraph(BODY_TAG))).what.startswith(
        "正文里标签没有写完整"
    )
    long = with_parts(body=paragraph("{ { " * 300_000, "{{ 发文机关 }}") + paragraph(BODY_TAG))
    assert "澜州市人民政府办公室".encode() in member(filled(long), "word/document.xml")
    assert time.monotonic() - begun < 20


def test_unsafe_files_are_refused_before_any_tag_is_looked_at() -> None:
    linked = relations(("attachedTemplate", "http://evil.example/t.dotm", True))
    with pytest.raises(PackageError, match="附加的模板"):
        open_letterhead(with_parts(body=paragraph("{{ ''.__class__ }}"), rels=linked), "信笺.docx")
    with pytest.raises(PackageError, match="数字签名"):
        open_letterhead(
            with_parts(body=paragraph(BODY_TAG), extra={"_xmlsignatures/sig1.xml": b"<a/>"}), "信笺.docx"
        )


def test_another_prefix_for_the_same_names_is_refused_not_mangled() -> None:
    data = document(paragraph(BODY_TAG)).replace(b"<w:", b"<v:").replace(b"</w:", b"</v:")
    data = data.replace(b"xmlns:w", b"xmlns:v")
    with pytest.raises(PackageError, match="信笺的写法少见"):
        open_letterhead(with_parts(extra={"word/document.xml": data}), "信笺.docx")


def test_the_letterhead_in_memory_is_not_changed_by_filling() -> None:
    data = split_runs("{", "{ 标题 }", "}")
    letterhead = open_letterhead(data, "信笺.docx")
    sources = dict(letterhead.sources)
    assert filled(data) == filled(data)
    assert dict(letterhead.sources) == sources
    assert qn("w:p") in {each.tag for each in letterhead.package.tree("word/document.xml").iter()}


def test_a_letterhead_as_long_as_a_book_is_refused() -> None:
    with pytest.raises(PackageError, match="信笺的正文太长"):
        open_letterhead(with_parts(body=paragraph("字" * 1_500_000) + paragraph(BODY_TAG)), "信笺.docx")
