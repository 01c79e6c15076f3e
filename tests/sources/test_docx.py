"""Word 文件读成 Document：样例排成 DOCX 再读回来，要素和正文与草稿一样；有意写坏的报清楚。"""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
from tests.golden.facts import SAMPLES, name_of
from tests.ooxml.packages import MAIN, members, paragraph, with_parts, zipped
from tests.ooxml.test_reader import sections
from tests.ooxml.words import cell, docx, mapped, para, row, table

from gongwen import apart as asking
from gongwen.document.elements import Names, element_names
from gongwen.document.kinds import kind_of
from gongwen.document.model import Document, block_texts
from gongwen.errors import GongwenError, PackageError, SourceError
from gongwen.findings import Zone
from gongwen.office.proof import proof_results
from gongwen.proofing.reading import readings
from gongwen.sources.docx import docx_document, parse_docx, read_docx, source_of
from gongwen.sources.draft import read_draft
from gongwen.spans import Medium, Text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from gongwen.confined import Limits
    from gongwen.document.body import Block


def read(body: str, **parts: str) -> Document:
    return docx_document(*read_docx(docx(body, **parts), "通知.docx"))


# 样例：排成 DOCX，再读回来

# 只在草稿里的：怎样排、怎样流转，印出来没有；没写署名的，印的就是发文机关，认作署名。
NOT_IN_PRINT = {"format", "openness", "sealing", "route", "issued"}
# 读回来与草稿不同的，逐项列出。
DIFFERENT: dict[str, dict[str, object]] = {
    "提供储备数据便函.md": {"kind": "函"},  # 便函是函的一种排法，题末写的是函
    "政府工作报告决议.md": {
        "issuing_organs": "澜州市第六届人民代表大会第五次会议"
    },  # 草稿写的是大会，印出的是会议
    "防汛会议讲话.md": {"issuing_organs": None},  # 讲话不印发文机关
    "版式/联合主办标志.md": {"issuing_organs": "澜州市农业农村局", "masthead": None},  # 标志只有主办机关
    # 以下有意写错，排出来就是错的
    "初稿/信息公开督查通报.md": {"kind": "通知"},
    "初稿/借用场地函.md": {"issue_number": "〔〕号"},
    "初稿/增设信号灯请示.md": {"kind": "报告", "remark": None},
}
# 附注要整个括在圆括号里才认；这一件多一个括号，成了日期之后的文字。
UNMATCHED_REMARK = "初稿/增设信号灯请示.md"


def plain(text: str) -> str:
    """不计空白、隔开机关人名的标点、附注的括号。"""
    return "".join(char for char in text if not char.isspace() and char not in "，、。（）()")


def value(name: str, given: Any) -> str | None:
    if given is None:
        return None
    if name == "kind":
        found = kind_of(given.value)
        return found.term if found else given.value
    if isinstance(given, Text):
        return plain(given.value)
    if isinstance(given, Names):
        return plain("".join(given.values()))
    if name == "signature_stamps":
        return plain("".join(stamp.post.value for stamp in given))
    return plain("".join(entry.title.value.lstrip("0123456789.") for entry in given))


def values(document: Document) -> dict[str, str | None]:
    assert document.elements is not None
    return {
        name: value(name, getattr(document.elements, name))
        for name in element_names()
        if name not in NOT_IN_PRINT
    }


def blocks(body: Iterable[Block]) -> list[str]:
    return [words for text in block_texts(tuple(body)) if (words := "".join(text.value.split()))]


def without_default_signature(draft: dict[str, str | None], back: dict[str, str | None]) -> None:
    if draft["issuers"] is None:
        back["issuers"] = None


def test_every_sample_reads_back_from_its_docx_as_it_was_drafted(finished: dict[str, Path]) -> None:
    for path in SAMPLES:
        name = name_of(path)
        data = (finished[name] / f"{path.stem}.docx").read_bytes()
        story = mapped(data)
        draft, back = read_draft(path), docx_document(source_of(story, data, name), story)
        expected, found = values(draft), values(back)
        without_default_signature(expected, found)
        assert found == expected | DIFFERENT.get(name, {}), name
        assert blocks(back.body) == blocks(draft.body), name
        assert [blocks(annex.body) for annex in back.annexes] == [
            blocks(annex.body) for annex in draft.annexes
        ], name
        if name != UNMATCHED_REMARK:
            assert (back.issued and blocks(back.issued.body)) == (
                draft.issued and blocks(draft.issued.body)
            ), name
        _only_annex_heads_are_left_out(back, name)


def _only_annex_heads_are_left_out(document: Document, name: str) -> None:
    """“附件1”和与附件说明相同的标题由排版另排，别的一行也不丢。"""
    titles = plain("".join(annex.title.value for annex in document.annexes))
    for span in document.left_out:
        line = plain(document.source.slice(span))
        assert line.rstrip("123") == "附件" or line in titles, (name, line)


def test_the_finished_samples_are_as_clean_in_word_as_in_markdown(finished: dict[str, Path]) -> None:
    for path in SAMPLES:
        name = name_of(path)
        if name.startswith("初稿/"):
            continue
        data = (finished[name] / f"{path.stem}.docx").read_bytes()
        story = mapped(data)
        checked = proof_results(docx_document(source_of(story, data, name), story))
        assert [finding.message for result in checked for finding in result.findings] == [], name


# 认要素

LINES = (
    "澜州市人民政府办公室文件",
    "澜政办发〔2026〕12号",
    "澜州市人民政府办公室关于做好",
    "汛期值班工作的通知",
    "各县（区）人民政府，市政府各部门：",
    "现将有关事项通知如下：",
    "一、加强值班值守。各单位要严格执行24小时值班制度。",
    "澜州市人民政府办公室",
    "2026年5月8日",
)


def body(lines: tuple[str, ...] = LINES) -> str:
    return "".join(map(para, lines))


def test_elements_are_recognised_with_their_places_in_the_word_file() -> None:
    document = read(body())
    source, elements = document.source, document.elements
    assert (source.medium, source.name, source.guessed) == (Medium.DOCX, "通知.docx", False)
    assert elements is not None
    assert elements.issue_number is not None
    assert elements.title is not None
    assert source.place(elements.issue_number.span.start) == "第2段第1字"
    assert source.slice(elements.issue_number.span) == "澜政办发〔2026〕12号"
    assert elements.title.value == "澜州市人民政府办公室关于做好\n汛期值班工作的通知"
    assert [str(notice) for notice in document.notices][:2] == [
        "通知.docx 第1段：认作发文机关标志（其后加“文件”）：澜州市人民政府办公室",
        "通知.docx 第2段：认作发文字号：澜政办发〔2026〕12号",
    ]


def test_what_is_not_an_official_document_has_only_its_body() -> None:
    document = read(para("今天天气很好。") + para("我们去植树。"))
    assert (document.elements, document.unrecognized) == (None, "认不出标题")
    assert blocks(document.body) == ["今天天气很好。", "我们去植树。"]


def test_tables_of_the_body_are_tables_of_the_document() -> None:
    grid = table(row("序号", "名称"), row("1", cell("甲|乙", "丙")))
    document = read(body(LINES[:7]) + grid + body(LINES[7:]))
    assert blocks(document.body)[-4:] == ["序号", "名称", "1", "甲|乙丙"]


NOTE = f'<w:footnote w:id="1">{para("注,释")}</w:footnote>'
REFERRED = para("正文,有注", '<w:r><w:footnoteReference w:id="1"/></w:r>', "。")


def test_notes_count_as_body_and_headers_as_other_elements_uncounted() -> None:
    made = body(LINES[:6]) + REFERRED + body(LINES[6:]) + sections("default:header1")
    document = read(made, footnotes=NOTE, header1=para("页,眉"))
    assert [(aside.text.value, aside.note) for aside in document.asides] == [
        ("注,释", True),
        ("页,眉", False),
    ]
    (result,) = proof_results(document)
    found = [
        (document.source.place(finding.span.start), finding.zone)
        for finding in result.findings
        if finding.code == "BD01" and finding.span is not None
    ]
    assert found == [("第7段第3字", Zone.BODY), ("脚注1第2字", Zone.BODY), ("页眉第2字", Zone.OTHER)]
    (reading,) = readings(document)
    printed = "".join(
        "".join(piece.text.value.split()) for piece in reading.pieces if piece.role != "running"
    )
    assert reading.characters == result.characters == len(printed)
    assert "注,释" in printed
    assert "页,眉" not in printed


def test_lines_nobody_recognises_are_still_proofed() -> None:
    document = read(para("内部资料,注意保存") + body())
    assert [document.source.slice(span) for span in document.left_out] == ["内部资料,注意保存"]
    (result,) = proof_results(document)
    assert [(finding.code, finding.zone) for finding in result.findings] == [
        ("YS51", Zone.OTHER),
        ("BD01", Zone.OTHER),
    ]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            ("000012\t澜政函〔2026〕47号", "特急", "澜州市人民政府关于商请协助的函", "沧南市人民政府："),
            {"copy_number": "000012", "issue_number": "澜政函〔2026〕47号", "urgency": "特急"},
        ),
        (
            ("签发人：秦若谷　程牧云", "章行远　倪思源", "澜教〔2026〕61号\t高建宁", "关于增加编制的请示"),
            {"issue_number": "澜教〔2026〕61号", "approvers": "秦若谷程牧云章行远倪思源高建宁"},
        ),
        (
            ("澜公〔2026〕41号\t签发人：", "关于增加编制的请示", "市政府："),
            {"issue_number": "澜公〔2026〕41号", "approvers": None},
        ),
        (
            ("澜州市公安局通告", "澜公通〔2026〕4号", "关于实行交通管制的通告"),
            {"masthead": "澜州市公安局通告", "issue_number": "澜公通〔2026〕4号"},
        ),
        (
            ("专题会议纪要", "澜州市人民政府办公室\t2026年8月7日", "研究取水口迁建工作的会议纪要"),
            {"masthead": "专题会议纪要", "dated": "2026年8月7日", "title": "研究取水口迁建工作的会议纪要"},
        ),
        (
            ("澜州市人民政府办公室关于开展", "义务植树活动的通知。", "各县（区）人民政府："),
            {"title": "澜州市人民政府办公室关于开展义务植树活动的通知"},
        ),
        (
            ("澜州市人民政府关于借用场地的函", "【待填：主送机关】："),
            {"addressees": "【待填：主送机关】"},
        ),
    ],
)  # fmt: skip
def test_heads_laid_out_as_offices_do_in_word_are_recognised(
    lines: tuple[str, ...], expected: dict[str, str | None]
) -> None:
    tabbed = [
        line.replace("\t", "</w:t><w:tab/><w:t>") for line in (*lines, "现将有关事项函告如下，请予支持。")
    ]
    document = read(body(tuple(tabbed)))
    found = values(document)
    assert {name: found[name] for name in expected} == {
        name: None if each is None else plain(each) for name, each in expected.items()
    }
    assert document.left_out == ()


def test_a_post_above_the_date_is_signed_with_a_stamp() -> None:
    lines = (
        "澜州市人民政府令",
        "第6号",
        "《办法》已经通过，现予公布，自2026年7月1日起施行。",
        "市长",
        "2026年6月16日",
    )
    document = read(body((*lines, "澜州市湿地保护办法", "第一条　为了保护湿地，制定本办法。")))
    assert document.elements is not None
    assert document.elements.signature_stamps is not None
    assert [stamp.post.value for stamp in document.elements.signature_stamps] == ["市长"]
    assert values(document)["dated"] == "2026年6月16日"
    assert blocks(document.body) == [lines[2]]


# 读不了的

OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def bomb() -> bytes:
    """300 MB 的零。"""
    made = io.BytesIO(with_parts())
    with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("word/media/a.png", b"\0" * (300 << 20))
    return made.getvalue()


LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "哈"><!ENTITY b "&a;&a;&a;&a;">]>'
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">&b;</w:document>'
)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "文件是空的"),
        (OLE2 + b"\0" * 600, "是 97—2003 格式的文件（.doc），不是 .docx"),
        (OLE2 + "EncryptedPackage".encode("utf-16-le"), "文件加了密码"),
        (b"{\\rtf1\\ansi}", "不是 Word 文档（.docx）"),
        (zipped({"a.txt": b"1"}), "是压缩包，不是 Word 文档"),
        (zipped({**members(), MAIN: b"<html/>"}), "不是 Word 文档（.docx）"),
        (
            zipped({each: part for each, part in members().items() if each != MAIN}),
            "是压缩包，不是 Word 文档",
        ),
        (with_parts()[:-40], "文件损坏，读不出来"),
        (with_parts(extra={MAIN: LAUGHS.encode()}), f"{MAIN} 带有 DTD 或实体定义"),
        (with_parts(body="<w:p/>" * 4_000_001), "里面的标签超过 400 万个"),
        (with_parts(body="<w:p/>" * 9), "文件里没有文字"),
        (bomb(), "解压后超过 256 MB"),
    ],
    ids=lambda each: "data" if isinstance(each, bytes) else each[:12],
)
def test_what_cannot_be_read_is_named_with_a_next_step(data: bytes, what: str) -> None:
    with pytest.raises(GongwenError) as caught:
        docx_document(*read_docx(data, "来文.docx"))
    assert (caught.value.what, caught.value.where.path) == (what, "来文.docx")
    assert isinstance(caught.value, SourceError | PackageError)
    assert caught.value.next_step


def test_two_million_tags_are_read_within_the_limits() -> None:
    empty = "<w:p><w:r/></w:p>" * 50_000
    data = docx(empty + f"<w:p>{'<w:r><w:t/></w:r>' * 620_000}</w:p>" + paragraph("好"))
    source, story = read_docx(data, "来文.docx")
    assert (source.text.strip(), len(story.text)) == ("好", 50_003)


def test_numbers_that_would_fill_the_memory_stop_at_the_limit() -> None:
    level = f'<w:lvl w:ilvl="0"><w:lvlText w:val="{"甲" * 64}"/></w:lvl>'
    lists = f'<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum>'
    lists += '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    numbered = "<w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr>"
    styles = f'<w:style w:type="paragraph" w:default="1" w:styleId="a">{numbered}</w:style>'
    with pytest.raises(PackageError, match="文字超过 300 万字"):
        read_docx(docx("<w:p/>" * 100_000, numbering=lists, styles=styles), "来文.docx")


@pytest.mark.parametrize(
    ("said", "what"),
    [
        (TimeoutError(), "读了 60 秒还没有读完"),
        (OSError(12, "内存不够"), "读 Word 文件的进程起动不了：内存不够"),
        (b"", "读到一半停了：文件坏了，或要的内存太多"),
        (b'{"text": "', "读到一半停了：文件坏了，或要的内存太多"),
    ],
)
def test_a_child_that_fails_is_reported(
    monkeypatch: pytest.MonkeyPatch, said: bytes | Exception, what: str
) -> None:
    def run_module(module: str, limits: Limits, sent: bytes) -> bytes:
        assert (module, limits.seconds, limits.memory_kb) == ("gongwen.ooxml.reading_child", 60, 2 << 20)
        assert sent == b"x"
        if isinstance(said, Exception):
            raise said
        return said

    monkeypatch.setattr(asking, "run_module", run_module)
    with pytest.raises(PackageError) as caught:
        read_docx(b"x", "来文.docx")
    assert (caught.value.what, caught.value.where.path) == (what, "来文.docx")


def test_a_path_is_read_and_its_digest_is_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "通知.docx"
    path.write_bytes(docx(body()))
    document = parse_docx(path)
    assert document.source.name == str(path)
    assert document.source.digest == read_docx(path.read_bytes(), "x")[0].digest
    with pytest.raises(SourceError, match="找不到这个文件"):
        parse_docx(tmp_path / "没有.docx")
