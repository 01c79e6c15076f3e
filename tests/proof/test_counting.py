"""差错率的两种算法：办公室制度的三条线（原始的与核定的），图书的计错办法。"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from gongwen.errors import UsageError
from gongwen.findings import Disposition, Finding, Level, Ruling, Verdict, Zone
from gongwen.proofing.counting import Counting, counting_named
from gongwen.proofing.counting.book import count_by_book, kind_of
from gongwen.proofing.counting.faces import faces_of
from gongwen.proofing.counting.table import book_table, parse_table
from gongwen.proofing.engine import Basis, ProofResult
from gongwen.proofing.rules import RULES
from gongwen.report.counting import counting_json, counting_text
from gongwen.spans import Mark, Medium, SourceText, Span


def found(code="XX01", at=0, text="", suggestion=None, zone=Zone.BODY, level=Level.ERROR):
    span = None if at is None else Span(at, at + len(text))
    return Finding(code, "例", level, zone, "例", span, suggestion, "例", f"{at}{code}")


def ruled(finding, kind):
    return replace(finding, ruling=Ruling(kind, "理由", "王晓明"))


def reviewed(characters, confirmed=0, dismissed=0, left=0, zone=Zone.BODY):
    """一份的结果：核定、驳回、没有核的各几处。"""
    every = [found(at=at, zone=zone) for at in range(confirmed + dismissed + left)]
    live = [ruled(item, Disposition.CONFIRMED) for item in every[:confirmed]]
    live += every[confirmed + dismissed :]
    aside = tuple(ruled(item, Disposition.DISMISSED) for item in every[confirmed : confirmed + dismissed])
    return ProofResult(SourceText("例", ""), tuple(live), characters, 1, aside)


# ---- 办公室制度 ----


@pytest.mark.parametrize(
    ("characters", "confirmed", "dismissed", "left", "expected"),
    [
        # 没有核过：按原始的
        (10_000, 0, 0, 3, (Basis.RAW, 3.0, None, Verdict.PASS)),
        (10_000, 0, 0, 4, (Basis.RAW, 4.0, None, Verdict.FAIL)),
        # 核了一部分：仍按原始的，驳回的也还算
        (10_000, 0, 3, 1, (Basis.RAW, 4.0, 0.0, Verdict.FAIL)),
        (10_000, 1, 0, 3, (Basis.RAW, 4.0, 1.0, Verdict.FAIL)),
        # 全都核过：只算核定的，正好万分之三不算超过
        (10_000, 3, 5, 0, (Basis.CONFIRMED, 8.0, 3.0, Verdict.PASS)),
        (10_000, 4, 0, 0, (Basis.CONFIRMED, 4.0, 4.0, Verdict.FAIL)),
        (9_999, 3, 1, 0, (Basis.CONFIRMED, 4.0, 3.0, Verdict.FAIL)),
        (100, 0, 9, 0, (Basis.CONFIRMED, 900.0, 0.0, Verdict.PASS)),
    ],
)
def test_the_verdict_uses_the_confirmed_rate_only_when_every_error_is_decided(
    characters, confirmed, dismissed, left, expected
):
    result = reviewed(characters, confirmed, dismissed, left)
    assert (result.basis, result.raw_rate, result.confirmed_rate, result.verdict) == expected


@pytest.mark.parametrize("zone", [Zone.TITLE, Zone.NAME, Zone.POLICY])
def test_zero_tolerance_follows_the_same_basis(zone):
    assert reviewed(100_000, dismissed=2, zone=zone).crossed == ()
    assert reviewed(100_000, dismissed=1, left=1, zone=zone).crossed == (
        f"{zone}有差错 2 处（办公室制度：{zone}差错零容忍）",
    )
    assert reviewed(100_000, confirmed=1, dismissed=1, zone=zone).crossed == (
        f"{zone}有差错 1 处（办公室制度：{zone}差错零容忍）",
    )


def test_errors_are_counted_in_the_body_and_divided_by_the_whole_file():
    body, other = found(at=1), found(at=2, zone=Zone.OTHER)
    result = ProofResult(SourceText("例", ""), (body, other), 5_000, 1)
    assert (result.rate_per_10k, result.verdict) == (2.0, Verdict.PASS)


def test_waived_and_baselined_places_are_in_neither_rate():
    aside = tuple(ruled(found(at=at), kind) for at, kind in enumerate(("waived", "baselined")))
    aside = tuple(replace(item, ruling=Ruling(Disposition(item.ruling.kind))) for item in aside)
    result = ProofResult(SourceText("例", ""), (), 100, 1, aside)
    assert (result.basis, result.raw_rate, result.confirmed_rate, result.verdict) == (
        Basis.RAW, 0.0, None, Verdict.PASS,
    )  # fmt: skip


@pytest.mark.parametrize(("limit", "errors"), [(2.3, 23), (4.1, 41), (4.6, 46), (9.7, 97), (0.1, 1)])
def test_exactly_a_limit_with_a_decimal_is_not_over(limit, errors):
    exact = replace(reviewed(100_000, left=errors), limit=limit)
    over = replace(reviewed(100_000, left=errors + 1), limit=limit)
    assert (exact.verdict, over.verdict) == (Verdict.PASS, Verdict.FAIL)


def test_a_rate_just_over_is_not_told_as_the_limit_itself():
    assert reviewed(9_999, left=3).crossed == (
        "正文差错 3 处，全文 9999 字，合万分之 3.00 强（办公室制度：正文差错不得超过文件字数万分之三）",
    )


# ---- 图书：表 ----


def test_every_rule_falls_under_a_code_or_a_family():
    table = book_table()
    without = [r.code for r in RULES if r.code not in table.codes and r.code[:2] not in table.families]
    assert without == []


def test_no_row_names_a_rule_that_does_not_exist():
    assert sorted(book_table().codes.keys() - {rule.code for rule in RULES}) == []


def test_the_weights_are_those_of_the_articles():
    assert {each.id: (str(each.weight), each.article) for each in book_table().kinds} == {
        "text": ("1", "三、1.（1）（2）"),
        "number": ("1", "三、1.（1）"),
        "one": ("1", "三、1.（1）"),
        "few": ("2", "三、1.（2）"),
        "many": ("4", "三、1.（2）"),
        "mismatch": ("1", "三、1.（3）"),
        "fact": ("2", "三、1.（4）"),
        "foreign": ("1", "三、1.（5）"),
        "letter": ("0.5", "三、1.（6）"),
        "traditional": ("0.5", "三、1.（7）"),
        "unit_name": ("1", "三、1.（8）"),
        "mark": ("0.1", "三、2.（1）"),
        "symbol": ("0.5", "三、2.（5）"),
        "label": ("0.1", "三、2.（6）"),
        "layout": ("0.1", "三、3.（1）"),
        "font": ("0.1", "三、3.（2）"),
        "none": ("0", "不是编校差错"),
    }
    assert (book_table().limit, book_table().limit_article) == (1, "《图书质量管理规定》第五条")


def test_a_rule_of_an_unknown_family_is_counted_strictly():
    assert book_table().kind_of("QQ01") == "text"


KIND = '[[kind]]\nid = "a"\nname = "甲"\nweight = 1\narticle = "一"\nchecked = true\n'
HEAD = 'format = 1\nsource = "甲"\nlimit = 1\nlimit_article = "乙"\n'
ROW = '[[rule]]\nfamily = "BD"\nkind = "a"\n'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (HEAD.replace("1", "2", 1) + KIND + ROW, "format 应为 1"),
        (HEAD + KIND + KIND + ROW, "有两类用了同一个 id"),
        (HEAD + KIND + ROW.replace('"a"', '"b"'), "没有这一类：b"),
        (HEAD + KIND + ROW + ROW, "同一条规则、同一族写了两次"),
        (HEAD + KIND + "worth = 2\n" + ROW, "不认识的键：worth"),
        (HEAD + KIND + "past = 3\n" + ROW, "past 和 then 要一起写"),
    ],
)
def test_a_table_written_wrong_is_refused(text, message):
    with pytest.raises(ValueError, match=message):
        parse_table(text)


# ---- 图书：落在哪一类 ----


@pytest.mark.parametrize(
    ("code", "text", "suggestion", "kind"),
    [
        ("BD01", ",", "，", "mark"),
        ("BT02", "。", "", "mark"),
        ("WZ01", "的", "", "one"),
        ("WZ01", "。", "", "mark"),
        ("WZ01", "。。。", "……", "mark"),
        ("WZ01", "进一步", "", "few"),
        ("WZ01", "一二三四五", "", "few"),
        ("WZ01", "一二三四五六", "", "many"),
        ("WZ01", "高速率低时延的", None, "text"),
        ("WZ01", "”", None, "mark"),
        ("WZ01", "账号", "帐号", "text"),
        ("BT01", "", "的通知", "few"),
        ("YS01", "[2026]", "〔2026〕", "mark"),
        ("YS01", "0", "", "one"),
        ("YS01", "0012", "", "one"),
        ("YS01", "〔二六〕", "〔2026〕", "text"),
        ("YS01", "26", "2026", "number"),
        ("YS02", "2026年3月10日", None, "fact"),
        ("YS05", "【待填：事项】", None, "none"),
        ("SZ01", "2026年2月30日", None, "number"),
        ("SZ02", "１２", "12", "font"),
        ("YZ01", "三、", "二、", "label"),
        ("YZ02", "附件2", None, "mismatch"),
        ("RM01", "王小明", "王晓明", "fact"),
        ("ZC01", "两个坚持", None, "fact"),
        ("BS01", " ", "", "layout"),
        ("QF01", "", None, "none"),
        ("FX01", "放行", None, "none"),
    ],
)
def test_a_finding_falls_under_the_kind_of_its_rule_and_of_what_it_changes(code, text, suggestion, kind):
    item = found(code, 0, text, suggestion)
    assert kind_of(item, SourceText("例", text), book_table()) == kind


def test_a_missing_element_is_a_text_error():
    assert kind_of(found("YS03", None), SourceText("例", ""), book_table()) == "text"


# ---- 图书：重复的 ----


def faced(*texts, code="WZ90", suggestion="对", level=Level.ERROR):
    """一份 PDF：每面一串字，每个字都是一处差错；十万字由面数算出。"""
    findings, marks, at = [], [], 0
    for face, text in enumerate(texts, 1):
        marks.append(Mark(at, f"第{face}面第1行"))
        for char in text:
            findings.append(found(code, at, char, suggestion, level=level))
            at += 1
    source = SourceText("例.pdf", "".join(texts), medium=Medium.PDF, marks=tuple(marks))
    return ProofResult(source, tuple(findings), 1, 1)


def counted(result):
    return [(row.kind.id, row.places, str(row.counted)) for row in count_by_book(result).rows]


def test_the_same_wrong_character_counts_once_a_face_and_four_at_most():
    assert counted(faced("错错错")) == [("text", 3, "1")]
    assert counted(faced("错错", "错")) == [("text", 3, "2")]
    assert counted(faced(*["错错"] * 6)) == [("text", 12, "4")]
    assert counted(faced("错讹", "错讹")) == [("text", 4, "4")]


def test_repeated_marks_and_repeated_extra_characters_all_count():
    assert counted(faced("，，，", code="BD90")) == [("mark", 3, "0.3")]
    assert counted(faced("的的", "的", suggestion="")) == [("one", 3, "3")]


def test_labels_past_three_count_one_in_all():
    assert counted(faced("一二三", code="YZ01")) == [("label", 3, "0.3")]
    assert counted(faced("一二三四", code="YZ01")) == [("label", 4, "1")]


def test_fonts_count_once_a_face_whatever_the_character_and_one_at_most():
    assert counted(faced("ＡＢ", "Ａ", code="SZ02")) == [("font", 3, "0.2")]
    assert counted(faced(*["Ａ"] * 12, code="SZ02")) == [("font", 12, "1")]


@pytest.mark.parametrize(
    ("kind", "faces", "expected"),
    [
        ("symbol", ["℃℃"], "0.5"),
        ("symbol", ["℃", "℃", "℃", "℃"], "1.5"),
        ("symbol", ["℃㎡"], "1.0"),
        ("letter", ["○○○"], "1.5"),
        ("letter", ["○○○○"], "1.5"),
        ("letter", ["○○"], "1.0"),
        ("traditional", ["國國國國", "國"], "1.5"),
        ("unit_name", ["斤斤", "斤", "斤", "斤"], "3"),
    ],
)
def test_kinds_that_no_rule_reaches_yet_repeat_as_the_articles_say(monkeypatch, kind, faces, expected):
    table = replace(book_table(), codes={"DW01": kind})
    monkeypatch.setattr("gongwen.proofing.counting.book.book_table", lambda: table)
    assert counted(faced(*faces, code="DW01")) == [(kind, sum(map(len, faces)), expected)]


def test_advice_and_open_places_are_not_counted():
    advice = faced("错", level=Level.ADVICE)
    blank = replace(found("YS05", 0, "错"), zone=Zone.BLANK)
    count = count_by_book(replace(advice, findings=(*advice.findings, blank)))
    assert (count.rows, count.total, count.unfinished, count.verdict) == ((), 0, 1, Verdict.PASS)


def test_only_what_a_person_confirmed_is_counted_once_all_is_decided():
    result = faced("错讹谬")
    confirmed, dismissed = result.findings[:2], result.findings[2:]
    partly = replace(
        result,
        findings=tuple(ruled(item, Disposition.CONFIRMED) for item in confirmed),
        set_aside=tuple(ruled(item, Disposition.DISMISSED) for item in dismissed),
    )
    assert counted(partly) == [("text", 2, "2")]
    undecided = replace(partly, findings=(partly.findings[0], result.findings[1]))
    assert counted(undecided) == [("text", 3, "3")]


# ---- 图书：字数、面、结论 ----


def test_a_pdf_is_counted_by_the_capacity_of_its_faces():
    count = count_by_book(faced("错", "甲"[:0], "讹"))
    assert (count.faces.known, count.faces.count, count.characters) == (True, 3, 3 * 22 * 28)


def test_blank_faces_have_no_marks_and_are_not_counted():
    marks = (Mark(0, "第1面第1行"), Mark(3, "第1面第2行"), Mark(5, "第4面第1行"))
    faces = faces_of(SourceText("例.pdf", "甲乙\n丙\n丁", medium=Medium.PDF, marks=marks))
    assert (faces.known, faces.count, [faces.at(at) for at in (0, 3, 4, 5, 9)]) == (True, 2, [1, 1, 1, 4, 4])


def test_faces_of_a_text_are_estimated_by_rows_of_28_and_faces_of_22():
    text = "甲" * 29 + "\n\n" + "乙\n" * 20 + "丙" * 28 + "\n丁"
    faces = faces_of(SourceText("例.md", text))
    places = {char: faces.at(text.index(char)) for char in "甲乙丙丁"}
    assert (faces.known, faces.count, places) == (False, 2, {"甲": 1, "乙": 1, "丙": 2, "丁": 2})


def test_an_empty_text_has_one_face_and_rate_zero():
    result = ProofResult(SourceText("例.md", ""), (found("WZ90", None),), 0, 1)
    count = count_by_book(result)
    assert (faces_of(result.source).at(0), count.faces.count, count.rate) == (1, 1, Decimal(0))


@pytest.mark.parametrize(
    ("errors", "characters", "rate", "verdict"),
    [
        (1, 10_000, "1.00", Verdict.PASS),
        (1, 9_999, "1.00", Verdict.FAIL),
        (2, 20_000, "1.00", Verdict.PASS),
        (2, 100_000, "0.20", Verdict.PASS),
        (3, 20_000, "1.50", Verdict.FAIL),
    ],
)
def test_exactly_one_in_ten_thousand_is_not_over(errors, characters, rate, verdict):
    text = "一丁七"[:errors]
    findings = tuple(found("WZ90", at, char, "对") for at, char in enumerate(text))
    count = count_by_book(ProofResult(SourceText("例.md", text), findings, characters, 1))
    assert (str(count.rate), count.verdict) == (rate, verdict)


def test_ten_marks_in_ten_thousand_are_exactly_the_limit():
    """0.1 的十倍是 1：不按浮点数加。"""
    findings = tuple(found("BD90", at, "，", "。") for at in range(10))
    result = ProofResult(SourceText("例.md", "，" * 10), findings, 10_000, 1)
    assert (count_by_book(result).total, count_by_book(result).verdict) == (1, Verdict.PASS)
    assert count_by_book(replace(result, characters=9_999)).verdict is Verdict.FAIL


# ---- 写出来 ----


def test_the_text_says_what_was_counted_and_how_the_characters_are_known():
    source = SourceText("例.md", "错,讹【待填：甲】")
    findings = (
        found("WZ90", 0, "错", "对"),
        found("BD90", 1, ",", "，"),
        found("WZ90", 2, "讹", "对"),
        found("YS05", 3, "【待填：甲】", zone=Zone.BLANK),
    )
    assert counting_text("例.md", count_by_book(ProofResult(source, findings, 10_000, 1))) == [
        "例.md：按图书的办法计 2.1 个原始差错，10000 字；差错率万分之 2.10，合格线万分之 1；不合格",
        "    错字、别字、倒字          2 处  计 2 个    三、1.（1）（2）",
        "    标点符号错用、漏用、多用  1 处  计 0.1 个  三、2.（1）",
        "    没有排成面，字数是印出的字数，不是版面字数，从严；面数按每面 22 行、每行 28 字估为 1 面",
        "    还有空位 1 处没有填，不计差错，付印前须填完",
    ]


def test_the_text_of_a_clean_pdf():
    clean = replace(faced("甲"), findings=())
    assert counting_text("例.pdf", count_by_book(clean)) == [
        "例.pdf：按图书的办法计 0 个原始差错，616 字；差错率万分之 0.00，合格线万分之 1；合格",
        "    字数是版面字数：1 面 × 22 行 × 28 字（附件第二条）",
    ]


def test_the_json_has_the_numbers_as_decimal_text():
    assert counting_json(count_by_book(faced("错", code="BD90"))) == {
        "method": "book",
        "source": "《图书质量管理规定》（新闻出版总署令第26号）附件《图书编校质量差错率计算方法》",
        "basis": "raw",
        "total": "0.1",
        "characters": 616,
        "characters_are": "page_capacity",
        "faces": 1,
        "faces_are": "counted",
        "rate_per_10k": "1.62",
        "limit_per_10k": "1",
        "verdict": "fail",
        "unfinished": 0,
        "rows": [
            {
                "kind": "mark",
                "name": "标点符号错用、漏用、多用",
                "places": 1,
                "counted": "0.1",
                "article": "三、2.（1）",
            }
        ],
    }


def test_the_methods_are_named_and_each_has_its_source():
    names = ("办公", "office", "图书", "book")
    assert [counting_named(name) for name in names] == [Counting.OFFICE] * 2 + [Counting.BOOK] * 2
    assert [each.source[:6] for each in Counting] == ["政府办公室工", "《图书质量管"]
    with pytest.raises(UsageError, match="没有计错办法“图图书”\n  → 是不是“图书”？可用的：办公、图书"):
        counting_named("图图书")
