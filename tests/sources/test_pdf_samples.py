"""排出来的 PDF 读回去：各样例的要素、正文与草稿一样，不一样的一一列明缘由。"""

from __future__ import annotations

import os
import subprocess
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
from tests.golden.facts import CLEAN, FORMATS, SAMPLES, name_of
from tests.sources.pdf_pages import read

from gongwen.document.model import block_texts
from gongwen.sources.draft import parse_draft
from gongwen.sources.pdf import parse_pdf, pdf_document
from gongwen.sources.reading import read_source

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from gongwen.document.elements import Elements
    from gongwen.document.model import Document

ELEMENTS = (
    "kind",
    "copy_number",
    "secrecy",
    "urgency",
    "masthead",
    "issuing_organs",
    "issue_number",
    "approvers",
    "title",
    "addressees",
    "issuers",
    "dated",
    "remark",
    "copied_to",
    "distributor",
    "distributed_on",
    "present",
    "on_leave",
    "observers",
)
# 签名章、纪要、决议的 PDF 上没有署名；讲话是白头，连机关都没有印
NOT_SIGNED = {
    "提请审议条例议案.md",
    "政务快报.md",
    "政府工作报告决议.md",
    "湿地保护管理办法令.md",
    "防汛会议讲话.md",
    "常务会议纪要.md",
    "版式/命令.md",
    "版式/命令两职务.md",
    "版式/纪要无编号.md",
    "版式/纪要长名单.md",
    "版式/联合签名章.md",
}
# 印的就与草稿写的不同：样例 → 要素 → （草稿的，读回的）
DIFFERENT: dict[str, dict[str, tuple[str | None, str | None]]] = {
    # 便函的标志没有“文件”，也没有字号，与标题开头的机关分不开
    "提供储备数据便函.md": {
        "kind": ("便函", "函"),
        "title": ("关于提供防汛抗旱物资储备数据的函", "澜州市人民政府办公室关于提供防汛抗旱物资储备数据的函"),
    },
    # 决议由会议作出，标题上是会议
    "政府工作报告决议.md": {"issuing_organs": ("澜州市人民代表大会", "澜州市第六届人民代表大会第五次会议")},
    "湿地保护管理办法令.md": {"kind": ("命令(令)", "令")},
    "防汛会议讲话.md": {"issuing_organs": ("澜州市人民政府", None)},
    # 标志只印主办机关
    "版式/信函联合.md": {
        "issuing_organs": ("澜州市住房和城乡建设局，澜州市城市管理局", "澜州市住房和城乡建设局")
    },
    "版式/联合主办标志.md": {
        "masthead": ("澜州市农业农村局文件", None),
        "issuing_organs": ("澜州市农业农村局，澜州市生态环境局，澜州市水利局", "澜州市农业农村局"),
    },
}


def value(elements: Elements, name: str) -> str | None:
    """一个要素的文字，空白、末尾的标点、括号、姓名之间是顿号还是空格不计：排版自己加减这些。"""
    found: Any = getattr(elements, name)
    if found is None:
        return None
    text = found.value if hasattr(found, "value") else "，".join(found.values())
    return "".join(text.split()).strip("（）").rstrip("。：").replace("、", "，")


def differences(name: str, draft: Document, back: Document) -> dict[str, tuple[str | None, str | None]]:
    assert draft.elements is not None
    assert back.elements is not None, back.unrecognized
    found = {}
    for key in ELEMENTS:
        written, printed = value(draft.elements, key), value(back.elements, key)
        if key == "issuers" and written is None and name not in NOT_SIGNED:
            written = value(draft.elements, "issuing_organs")
        if written != printed:
            found[key] = (written, printed)
    return found


def paragraphs(document: Document) -> Iterator[str]:
    """正文、附件、被印发件的各段、各格。"""
    bodies = [document.body, *(annex.body for annex in document.annexes)]
    bodies += [document.issued.body] if document.issued else []
    return (text.value for body in bodies for text in block_texts(body) if text.value)


def drafts() -> Iterator[tuple[str, Document]]:
    for path in SAMPLES:
        yield name_of(path), parse_draft(read_source(path, path.name), path.parent)


@pytest.fixture(scope="module")
def read_back(finished: dict[str, Path]) -> dict[str, Document]:
    """样例 → 由它的 PDF 读回的。"""
    return {
        name: pdf_document(read((folder / f"{folder.name}.pdf").read_bytes()))
        for name, folder in finished.items()
    }


def test_elements_of_every_clean_sample_are_those_of_the_draft(read_back: dict[str, Document]) -> None:
    clean = {name_of(path) for path in (*CLEAN, *FORMATS)}
    found = {
        name: different
        for name, draft in drafts()
        if name in clean and (different := differences(name, draft, read_back[name]))
    }
    assert found == DIFFERENT


def test_formats_and_annexes_are_those_of_the_draft(read_back: dict[str, Document]) -> None:
    found = {}
    for name, draft in drafts():
        back = read_back[name]
        one, other = (
            (each.format.value, [annex.title.value for annex in each.annexes]) for each in (draft, back)
        )
        if one != other:
            found[name] = (one[0], other[0], one[1] == other[1])
    assert found == {
        "提供储备数据便函.md": ("信函", "公文", True),
        "政府工作报告决议.md": ("白头", "公文", True),
    }


def test_every_paragraph_of_every_sample_is_read_back_character_for_character(
    read_back: dict[str, Document],
) -> None:
    wrong, total = [], 0
    for name, draft in drafts():
        written, printed = Counter(paragraphs(draft)), Counter(paragraphs(read_back[name]))
        total += written.total()
        wrong += [(name, text) for text in (written - printed).elements()]
        wrong += [(name, text) for text in (printed - written).elements()]
    assert wrong == []
    assert total > 1500


def test_places_are_faces_and_printed_lines(finished: dict[str, Path]) -> None:
    document = parse_pdf(finished["防汛通知.md"] / "防汛通知.pdf")
    source = document.source
    assert document.elements is not None
    places = {
        "第1面第4行第1字": "澜政办发〔2026〕18号",
        "第1面第5行第1字": "澜州市人民政府办公室关于",
        "第1面第8行第25字": "至9月30日）降水",
        "第2面第23行第1格第1字": "巩固提升",
        "第3面第18行第1字": "2026年5月8日\n",
    }
    assert {source.place(source.text.index(text)): text for text in places.values()} == places


@pytest.mark.needs_office_suite
def test_papers_made_by_an_office_suite_are_read_back(
    finished: dict[str, Path], tmp_path: Path, fontconfig_env: dict[str, str]
) -> None:
    """LibreOffice 悬在行外的标点排丢了（它的 PDF 上就没有），除此以外一字不差。"""
    papers = [str(folder / f"{folder.name}.docx") for folder in finished.values()]
    suite = [
        "soffice",
        f"-env:UserInstallation=file://{tmp_path}/profile",
        "--headless",
        "--convert-to",
        "pdf",
    ]
    subprocess.run(
        [*suite, "--outdir", str(tmp_path), *papers],
        check=True,
        capture_output=True,
        env=dict(os.environ) | fontconfig_env,
        timeout=300,
    )
    lost = str.maketrans("", "", "，。、；：")
    wrong, changed, total = [], 0, 0
    for name, draft in drafts():
        back = pdf_document(read((tmp_path / f"{finished[name].name}.pdf").read_bytes()))
        written, printed = Counter(paragraphs(draft)), Counter(paragraphs(back))
        total += written.total()
        changed += (written - printed).total()
        left = [Counter(text.translate(lost) for text in each.elements()) for each in (written, printed)]
        wrong += [(name, text) for text in ((left[0] - left[1]) + (left[1] - left[0])).elements()]
    assert wrong == []
    assert changed <= 0.02 * total
