"""一条异议：这一步为什么不行，归哪一项检查，可以怎样。"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Check(StrEnum):
    """逐项的检查：签的时候、验的时候各查什么。值是英文标识，term 是给人看的。"""

    ROUTE = "route"
    CASE = "case"
    ORDER = "order"
    DECISION = "decision"
    REQUIRED = "required"
    ROLE = "role"
    DELEGATION = "delegation"
    PARTY = "party"
    SEPARATION = "separation"
    PRECONDITION = "precondition"
    REGISTRAR = "registrar"
    PROVISIONAL = "provisional"
    SUBJECT = "subject"
    FINDINGS = "findings"
    WAIVER = "waiver"
    FINAL = "final"
    CONTENT = "content"
    VERDICT = "verdict"
    SEAL = "seal"
    CLOCK = "clock"

    @property
    def term(self) -> str:
        """中文名。"""
        return _TERMS[self]


_TERMS = {
    Check.ROUTE: "路线没有换",
    Check.CASE: "都是这一件的",
    Check.ORDER: "照路线的次序",
    Check.DECISION: "决定合于这一步",
    Check.REQUIRED: "该写的都写了",
    Check.ROLE: "办的人有这个角色",
    Check.DELEGATION: "委托在期限之内",
    Check.PARTY: "各家各办各的",
    Check.SEPARATION: "职责分开",
    Check.PRECONDITION: "前提的步骤办过",
    Check.REGISTRAR: "代为登记的人有权登记",
    Check.PROVISIONAL: "待补签、补签相合",
    Check.SUBJECT: "签的是最近构建的文件",
    Check.FINDINGS: "看到的是那次的校对结果",
    Check.WAIVER: "放行的有人具名、写明理由",
    Check.FINAL: "定稿在签发之后",
    Check.CONTENT: "内容是签发的内容",
    Check.VERDICT: "校对通过，或具名放行",
    Check.SEAL: "用印经过批准",
    Check.CLOCK: "时间没有倒退",
}


@dataclass(frozen=True, slots=True)
class Objection:
    """一条异议。what 是为什么不行，next_step 是可以怎样。"""

    check: Check
    what: str
    next_step: str = ""
