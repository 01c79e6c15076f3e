"""信笺里可以用的变量：要素各用自己的术语，成段的另列；说明页的表由这里生成。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.document.elements import Elements, Names, element_terms
from gongwen.document.terms import terms_of
from gongwen.layout.plan.build import joined
from gongwen.layout.plan.flat import flattened
from gongwen.layout.plan.head import BLANK_DATE, date_text, number_text, printed_date
from gongwen.spans import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gongwen.document.model import Document
    from gongwen.layout.plan.model import Plan

# 不印的（格式、用印、审签的各键），和成段印的（附件、被印发件）
_NOT_TEXT = {"format", "sealing", "route", "conditions", "countersigners", "annexes", "issued"}
_PRINTED = {
    "secrecy": "连同保密期限，如“机密★1年”",
    "issuing_organs": "几个机关用顿号隔开",
    "masthead": "没有写的由发文机关加“文件”得出",
    "issue_number": "草稿没有写时印空位“　　　〔　　　　〕　　号”",
    "approvers": "几个人用一个全角空格隔开；上行文没有写时印空位",
    "title": "一行；草稿写成几行的照所写分行",
    "title_note": "照所写分行",
    "addressees": "用逗号隔开，末尾有冒号",
    "issuers": "没有写的用发文机关；几个机关各占一行",
    "dated": "印作“2026年5月8日”；草稿没有写时印空位",
    "remark": "带圆括号",
    "copied_to": "用逗号隔开，末尾有句号",
    "distributed_on": "印作“2026年5月9日”，不带“印发”二字",
    "signature_stamps": "签发人的职务，几位各占一行",
    "present": "用顿号隔开",
    "on_leave": "用顿号隔开",
    "observers": "用顿号隔开",
}
BLOCKS: Mapping[str, str] = {
    "标题": "标题按国标的字体居中，分行成梯形或菱形",
    "正文": "各级标题、段落、表格、图片；必须有",
    "附件说明": "“附件：1.……”，没有附件就没有这一段",
    "落款": "署名和成文日期，位置照“用印”的写法",
    "附件": "各附件，每件另起一面",
    "被印发件": "印发、转发的文件，另起一面",
}


def text_names() -> tuple[str, ...]:
    """印成文字的变量，次序同术语表。"""
    return tuple(term.term for term in terms_of(Elements) if term.name not in _NOT_TEXT)


def block_only() -> frozenset[str]:
    """只能成段印的变量。"""
    return frozenset(BLOCKS) - frozenset(text_names())


def variable_rows() -> list[str]:
    """说明页里两张变量表的各行（Markdown）。"""
    terms = element_terms()
    texts = [
        f"| `{{{{ {name} }}}}` | {_PRINTED.get(terms[name].name, '照写的印')} |" for name in text_names()
    ]
    blocks = [f"| `{{{{p {name} }}}}` | {how} |" for name, how in BLOCKS.items()]
    head = "|---|---|"
    return ["| 文字 | 印成 |", head, *texts, "", "| 成段的 | 印成 |", head, *blocks]


def text_values(document: Document, plan: Plan) -> dict[str, str]:
    """各文字变量的值；没有写的为空串，缺的字号、日期是看得见的空位。"""
    assert document.elements is not None  # make_plan 已经查过
    elements = flattened(document.elements)
    special = _special(document, elements, plan)
    return {
        term.term: special.get(term.name, _plain(getattr(elements, term.name)))
        for term in terms_of(Elements)
        if term.name not in _NOT_TEXT
    }


def _special(document: Document, elements: Elements, plan: Plan) -> dict[str, str]:
    masthead, copied = plan.head.masthead, joined(elements.copied_to, "，")
    secrecy = elements.secrecy.value if elements.secrecy else ""
    stamps = elements.signature_stamps or ()
    rows = plan.head.approver_rows
    return {
        "secrecy": next((mark.text for mark in plan.head.marks if mark.text.startswith(secrecy)), secrecy)
        if secrecy
        else "",
        "masthead": "\n".join(masthead.lines) + masthead.suffix,
        "issue_number": number_text(document, elements) if _prints("发文字号", elements, plan) else "",
        "approvers": joined(elements.approvers, "　") or (rows[0] if rows else ""),
        "title_note": "\n".join(plan.title_note),
        "addressees": _ended(joined(elements.addressees, "，"), "：", ":"),
        "issuers": joined(elements.issuers or elements.issuing_organs, "\n"),
        "dated": date_text(elements) if _prints("成文日期", elements, plan) else "",
        "remark": plan.remark,
        "copied_to": _ended(copied, "。"),
        "distributed_on": _distributed(elements, plan),
        "signature_stamps": "\n".join(stamp.post.value for stamp in stamps),
    }


def _prints(term: str, elements: Elements, plan: Plan) -> bool:
    """写了，或缺了要留空位。"""
    return term in plan.placeholders or getattr(elements, element_terms()[term].name) is not None


def _distributed(elements: Elements, plan: Plan) -> str:
    if elements.distributed_on is not None:
        return printed_date(elements.distributed_on.value)
    return BLANK_DATE if "印发日期" in plan.placeholders else ""


def _ended(text: str, mark: str, also: str = "") -> str:
    return text if not text or text.endswith((mark, also or mark)) else text + mark


def _plain(value: object) -> str:
    match value:
        case Text():
            return "\n".join(line.strip() for line in value.value.splitlines() if line.strip())
        case Names():
            return joined(value, "、")
        case _:
            return ""
