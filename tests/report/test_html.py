"""HTML 页：整份定稿；外来的文字只是文字；标出的正是所报的；长文件写得快、占得少。

改了页面之后，看过差别，再运行：PYTHONPATH=. python tests/report/test_html.py
"""

from __future__ import annotations

import base64
import gc
import hashlib
import json
import re
import time
import weakref
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.report import corpus

from gongwen.findings import Disposition, Level, Ruling
from gongwen.proofing.engine import ProofResult
from gongwen.report.checked import CheckedFile
from gongwen.report.html import html_report
from gongwen.report.html_page import asset
from gongwen.report.html_tags import escaped, tag
from gongwen.report.human import human_report
from gongwen.spans import Mark, Medium, SourceText, Span

GOLDEN = corpus.EXPECTED / "report.html"
HOSTILE = [
    "</script><script>document.title='坏'</script>",
    "<img src=x onerror=\"document.title='坏'\">",
    '" onmouseover="document.title=\'坏\'" x="',
    "' onfocus='x' autofocus tabindex='1",
    "</style><style>*{display:none}</style>",
    "-->]]></title></textarea></template><svg onload=alert(1)>",
    "<meta http-equiv=refresh content=0;url=javascript:alert(1)>",
    "<a href=javascript:alert(1)>点</a><iframe srcdoc='<script>1</script>'>",
    "&lt;b&gt; &amp; &#60;script&#62; &nbsp;",
    "甲\u202e乙\u2066丙\u200b丁\x00戊\x1b己\x7f\ud800",
    "关于𠮷县〔2026〕3号",
    "{{1}} ${1} $files $script %s",
]


class Outline(HTMLParser):
    """页里的元素、属性和文字。"""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.rows: list[str] = []
        self.marked: list[tuple[str, str]] = []
        self._in: list[str] = []
        self._skipped = 0

    def handle_starttag(self, name, attributes):
        self.tags.append((name, dict(attributes)))
        if name == "p":
            self.rows.append("")
        if name == "mark":
            self.marked.append((dict(attributes).get("data-f") or "", ""))
        if name not in ("meta", "input", "line", "rect", "path"):
            self._in.append(name)

    def handle_endtag(self, name):
        if name in self._in:
            while self._in.pop() != name:
                pass

    def handle_data(self, data):
        if "p" not in self._in or {"b", "a", "style", "script"} & {*self._in}:
            return
        self.rows[-1] += data
        if "mark" in self._in:
            number, text = self.marked[-1]
            self.marked[-1] = (number, text + data)


def page_of(*items: CheckedFile) -> str:
    return "".join(html_report(items, corpus.FACTS))


def outline(page: str) -> Outline:
    read = Outline()
    read.feed(page)
    return read


def paper(page: str) -> Outline:
    """只看原文的一块。"""
    return outline(page.partition("<article")[2].partition("</article>")[0])


def without_assets(page: str) -> str:
    """样式、脚本换成省略号，策略里的摘要也是。"""
    page = re.sub(r"(<(style|script)>).*?(</\2>)", r"\1……\3", page, flags=re.DOTALL)
    return re.sub(r"sha256-[\w+/=]+", "sha256-……", page)


def shape(page: str) -> list[tuple[str, list[str]]]:
    """各元素和它们有的属性；写明看不见的字符的小框不算。"""
    tags = outline(page).tags
    return [(name, sorted(each)) for name, each in tags if (name, each.get("class")) != ("span", "u")]


def checked(text: str, *places: tuple[int, int], ruling: Ruling | None = None) -> CheckedFile:
    found = [corpus.finding("ZA01", "报", Span(*place), "改", ruling=ruling) for place in places]
    return corpus.checked("稿.md", SourceText("稿.md", text, digest="0" * 64), found)


def test_the_whole_page_is_as_recorded():
    assert without_assets(corpus.output("html")) == GOLDEN.read_text(encoding="utf-8")


def test_the_same_input_gives_the_same_bytes():
    assert corpus.output("html").encode() == corpus.output("html").encode()


def test_no_files_give_a_whole_page():
    read = outline(page_of())
    assert [name for name, _ in read.tags if name in ("html", "head", "body", "main", "section")] == [
        "html", "head", "body", "main",
    ]  # fmt: skip


def test_the_policy_allows_this_style_and_this_script_and_nothing_else():
    page = corpus.output("html")

    def digest(name):
        (text,) = re.findall(rf"<{name}>(.*?)</{name}>", page, re.DOTALL)
        return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()

    policy = next(
        each["content"] for name, each in outline(page).tags if name == "meta" and "content" in each
    )
    assert policy == (
        f"default-src 'none'; style-src '{digest('style')}'; script-src '{digest('script')}'; "
        "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    )
    assert page.index("Content-Security-Policy") < page.index("<style>")


@pytest.mark.parametrize("name", ["page.js", "review.js"])
def test_the_script_never_makes_html_out_of_text(name):
    forbidden = r"innerHTML|outerHTML|insertAdjacent|document\.write|eval|Function\(|setAttribute|</|<!--"
    assert re.findall(forbidden, asset(name)) == []


def test_nothing_is_fetched_and_no_element_carries_a_handler_or_a_style():
    read = outline(corpus.output("html"))
    names = {name for name, _ in read.tags}
    assert (
        names & {"link", "img", "iframe", "object", "embed", "base", "video", "audio", "use", "image"}
        == set()
    )
    attributes = {key for _, each in read.tags for key in each}
    assert [
        key for key in attributes if key.startswith("on") or key in ("style", "src", "srcset", "action")
    ] == []
    links = {each["href"] for name, each in read.tags if name == "a"}
    assert [link for link in links if not (link or "").startswith("#")] == []
    assert re.findall(r"https?:|url\(|@import", asset("page.css")) == []


@pytest.mark.parametrize("bad", HOSTILE)
def test_hostile_text_is_only_text_wherever_it_stands(bad):
    text = f"甲{bad}乙\n"
    ruling = Ruling(Disposition.DISMISSED, bad, bad)
    found = [
        corpus.finding("ZA01", bad, Span(0, 1), bad),
        corpus.finding("ZA01", bad, Span(1, 1 + len(bad)), bad, ruling=ruling),
        corpus.finding("ZA03", bad, None),
    ]
    source = SourceText(bad, text, encoding=bad, guessed=True, digest="0" * 64)
    items = [corpus.checked(bad, source, found, (bad,)), CheckedFile(bad, problem=bad)]
    page, plain = page_of(*items), page_of(*[_harmless(item) for item in items])
    assert shape(page) == shape(plain)
    assert page.encode("utf-8")
    assert not set(page) & set("\x00\x1b\x7f\u202e\u2066\u200b\ud800")


def _harmless(item: CheckedFile) -> CheckedFile:
    """同样的一件，坏字都换成“好”。"""
    if item.result is None:
        return CheckedFile("好", problem="好")
    ruling = Ruling(Disposition.DISMISSED, "好", "好")
    # 有看不见的字符的，多记一份原文给脚本用
    kept = "\u200b" if "data-t" in page_of(item) else ""
    found = [
        corpus.finding("ZA01", "好", Span(0, 1), "好"),
        corpus.finding("ZA01", "好", Span(1, 2 + len(kept)), "好", ruling=ruling),
        corpus.finding("ZA03", "好", None),
    ]
    source = SourceText("好", f"甲好{kept}乙\n", encoding="好", guessed=True, digest="0" * 64)
    return corpus.checked("好", source, found, ("好",))


def test_escaping_keeps_what_can_be_seen_and_names_what_cannot():
    assert escaped("甲 　\t<b>&\"'\u202e\x00") == (
        '甲 　\t&lt;b&gt;&amp;&quot;&#x27;<span class="u">U+202E</span><span class="u">U+0000</span>'
    )
    assert tag("a", "<", None, title='"\n\u202e', data_x=None) == (
        '<a title="&quot;&lt;U+000A>&lt;U+202E>">&lt;</a>'
    )


@pytest.mark.parametrize(
    ("text", "places", "marked"),
    [
        ("甲乙丙丁\n", [(1, 3)], [("1", "乙丙")]),
        ("甲乙丙丁\n", [(0, 3), (1, 2)], [("1", "甲"), ("1 2", "乙"), ("1", "丙")]),
        ("甲乙丙丁\n", [(0, 2), (1, 4)], [("1", "甲"), ("1 2", "乙"), ("2", "丙丁")]),
        ("甲乙丙丁\n", [(1, 2), (2, 3)], [("1", "乙"), ("2", "丙")]),
        ("甲乙\n丙丁\n\n戊", [(1, 8)], [("1", "乙"), ("1", "丙丁"), ("1", "戊")]),
        ("甲乙\r\n丙丁\r\n", [(1, 4)], [("1", "乙")]),
        ("甲乙丙丁\n", [(2, 2)], [("1", "")]),
        ("甲乙\n丙", [(2, 2), (3, 3), (4, 4)], [("1", ""), ("2", ""), ("3", "")]),
        ("甲乙\n", [(2, 3), (3, 3)], [("1", ""), ("2", "")]),
        ("\n\n\n\n\n甲", [(1, 1)], [("1", "")]),
        ("甲乙丙丁", [(0, 4), (2, 2)], [("1", "甲乙"), ("2", ""), ("1", "丙丁")]),
    ],
)
def test_each_place_is_marked_where_it_is(text, places, marked):
    assert paper(page_of(checked(text, *places))).marked == marked


@given(
    st.lists(st.sampled_from(["甲", "乙", ",", "\n", "\r\n", "　", "<"]), max_size=40).map("".join),
    st.lists(st.tuples(st.integers(0, 50), st.integers(0, 12)), max_size=6, unique=True),
)
def test_marks_cover_exactly_the_places_and_the_text_stays_whole(text, drawn):
    places = sorted({(min(start, len(text)), min(start + length, len(text))) for start, length in drawn})
    page = page_of(checked(text, *places))
    read = paper(page)
    seen = text.replace("\r\n", "\n").split("\n")
    shown = [row for row in read.rows if not row.startswith("空行 ")]
    assert [row for row in shown if row.strip()] == [row for row in seen if row.strip()]
    covered: dict[str, str] = {}
    for numbers, part in read.marked:
        for number in numbers.split():
            covered[number] = covered.get(number, "") + part
    wanted = [text[start:end].replace("\r", "").replace("\n", "") for start, end in places]
    assert covered == {str(number): part for number, part in enumerate(wanted, 1)}
    ids = [each["id"] for _, each in outline(page).tags if "id" in each]
    assert len(ids) == len({*ids})
    assert {f"m1-{number}" for number in range(1, len(places) + 1)} <= {*ids}


def test_lines_carry_their_numbers_or_the_places_of_the_original():
    def labels(source):
        page = page_of(corpus.checked(source.name, source, []))
        return re.findall(r"<p(?: class=\"\w+\")?><b>(.*?)</b>", page)

    assert labels(SourceText("稿.md", "甲\n\n乙\n")) == ["1", "2", "3"]
    assert labels(SourceText("稿.md", "甲\n\n\n\n\n乙\n")) == ["1", "2", "6"]
    marks = (Mark(0, "第1段"), Mark(4, "第2段"), Mark(6, "表1第1行第1格"))
    source = SourceText("文.docx", "甲\n乙\n丙\n丁\n", medium=Medium.DOCX, marks=marks)
    assert labels(source) == ["第1段", "", "第2段", "表1第1行第1格"]


def test_only_the_front_matter_of_a_draft_is_quieter():
    def quiet(text):
        return re.findall(r'<p class="h"><b>\d+</b><span>(.*?)</span>', page_of(checked(text)))

    assert quiet("---\n标题: 甲\n---\n正文\n") == ["---", "标题: 甲", "---"]
    assert quiet("正文\n---\n甲: 乙\n---\n") == []


def test_a_long_place_is_cut_in_the_list_and_in_what_will_be_exported():
    page = page_of(checked("甲" * 500, (0, 500)))
    assert f'<del class="w">{"甲" * 60}……</del>' in page
    (kept,) = [each["data-t"] for _, each in outline(page).tags if "data-t" in each]
    assert json.loads(kept or "") == "甲" * 200 + "……"


def test_what_the_record_would_refuse_is_written_out_before_export():
    page = page_of(checked("甲\x1b\t\u200b\ud800乙", (0, 6)))
    (kept,) = [each["data-t"] for _, each in outline(page).tags if "data-t" in each]
    assert json.loads(kept or "") == "甲<U+001B>\t\u200b<U+D800>乙"


@pytest.mark.parametrize(("kind", "times"), [("apart", 3), ("one line", 3), ("nested", 5)])
def test_a_large_document_stays_small_and_quick(kind, times):
    """一百多万字节、两千处：页面不过原文的三倍，几秒写完（平方的话要几分钟）；两千处层层相套的也不过五倍。"""
    count, step = 2000, 200
    text = ("汉" * (step - 1) + ("汉" if kind == "one line" else "\n")) * count
    spans = [Span(at * step + 3, at * step + 4) for at in range(count)]
    if kind == "nested":
        spans = [Span(at, len(text) - at) for at in range(count)]
    found = tuple(corpus.finding("ZA01", "半角逗号应为全角", span, "，") for span in spans)
    result = ProofResult(SourceText("稿.md", text), found, len(text), 4)
    start = time.perf_counter()
    page = page_of(CheckedFile("稿.md", result))
    assert time.perf_counter() - start < 30
    ratio = len(page.encode()) / len(text.encode())
    assert ratio < times


@pytest.mark.parametrize("report", [html_report, human_report])
@pytest.mark.usefixtures("settled")
def test_files_are_not_kept(report):
    alive: weakref.WeakSet[SourceText] = weakref.WeakSet()
    most = 0

    def one_after_another():
        nonlocal most
        for number in range(40):
            source = SourceText(f"{number}.md", "各县,各部门\n")
            alive.add(source)
            gc.collect()
            most = max(most, len(alive))
            yield corpus.checked(source.name, source, [corpus.finding("ZA01", "半角", Span(2, 3), "，")])

    text = "".join(report(one_after_another(), corpus.FACTS))
    assert (text.count("39.md") > 1, most <= 2) == (True, True)


def test_states_and_levels_differ_by_class_not_by_colour_alone():
    kinds = [None, *Disposition]
    text = "甲,乙,丙,丁,戊,\n"
    found = [
        corpus.finding(
            "ZA01",
            "报",
            Span(at * 2 + 1, at * 2 + 2),
            "，",
            ruling=Ruling(kind, "是", "周") if kind else None,
        )
        for at, kind in enumerate(kinds)
    ]
    page = page_of(corpus.checked("稿.md", SourceText("稿.md", text), found))
    classes = [each["class"] for name, each in paper(page).tags if name == "mark"]
    assert classes == ["e", "e k", "e s", "e s", "e s"]
    assert corpus.finding("ZA04", "报").level is Level.ADVICE
    for style in ("underline wavy", "underline dotted", "double", "underline dashed"):
        assert style in asset("page.css")


if __name__ == "__main__":
    GOLDEN.write_text(without_assets(corpus.output("html")), encoding="utf-8")
