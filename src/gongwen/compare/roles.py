"""对照时各个要素的名字和分别。"""

from __future__ import annotations

from gongwen.document.elements import element_names, term_of
from gongwen.proofing.reading import ANNEX_TITLE, ISSUED_NOTE, ISSUED_TITLE

# 本包另起的要素名，别的是要素的字段名：标志、页眉页脚、附件的序号、签名章盖的姓名、表头。
MASTHEAD, RUNNING = "masthead", "running"
ANNEX_LABEL, SEAL_NAME, TABLE_HEAD = "annex_label", "seal_name", "table_head"
# 编号、日期：签发之后才编、才填的。
IDENTITY = frozenset({"copy_number", "issue_number", "dated", "distributed_on", "approvers"})
# 排在哪里各种格式不一样的，挪了不算。附件、签名章有次序，不在内。
PLACED = frozenset(
    {
        MASTHEAD, RUNNING, "copy_number", "secrecy", "secrecy_term", "urgency", "issue_number", "approvers",
        "addressees", "issuers", "dated", "remark", "copied_to", "distributor", "distributed_on", "present",
        "on_leave", "observers", "issuing_organs",
    }
)  # fmt: skip
_OWN_TERMS = {
    MASTHEAD: "发文机关标志",
    ANNEX_LABEL: "附件序号",
    SEAL_NAME: "签名章",
    TABLE_HEAD: "表头",
    RUNNING: "页眉页脚",
    ANNEX_TITLE: "附件标题",
    ISSUED_TITLE: "被印发件标题",
    ISSUED_NOTE: "被印发件题注",
}


def element_term(role: str) -> str:
    """要素的术语；没有的为空。"""
    if role in element_names():
        return term_of(role).term
    return _OWN_TERMS.get(role, "")
