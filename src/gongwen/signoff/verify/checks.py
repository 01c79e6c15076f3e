"""验证的各项检查：归到结论的哪一项、叫什么名字、不合的时候怎么办。"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from gongwen.signoff.objection import Check

if TYPE_CHECKING:
    from collections.abc import Mapping


ASK = "自己单位的，签一步就会记；外单位的，向保管登记簿（receipts.jsonl）的人要来，用 --receipts 写上"


class State(StrEnum):
    """一项检查、结论一项的三种状态。"""

    OK = "ok"
    FAIL = "fail"
    UNKNOWN = "not established"

    @property
    def term(self) -> str:
        """中文名。"""
        return {"ok": "合", "fail": "不合", "not established": "不能确定"}[self.value]


class Aspect(StrEnum):
    """结论的六项。"""

    INTEGRITY = "integrity"
    ORDER = "order"
    AUTHORITY = "authority"
    COMPLETENESS = "completeness"
    TIME = "time"
    REVOCATION = "revocation"

    @property
    def term(self) -> str:
        """中文名。"""
        return _ASPECT_TERMS[self]


_ASPECT_TERMS = {
    Aspect.INTEGRITY: "没有改动",
    Aspect.ORDER: "次序合规",
    Aspect.AUTHORITY: "由有权的人办",
    Aspect.COMPLETENESS: "没有缺少",
    Aspect.TIME: "时间可信",
    Aspect.REVOCATION: "没有用停用的钥匙",
}


class Audit(StrEnum):
    """只有验的时候才查的各项：信封、签名、文件、回执、全程。一步一步该不该办的在 objection.Check。"""

    TORN = "torn"
    FORM = "form"
    PAYLOAD_TYPE = "payload_type"
    CANONICAL = "canonical"
    DIGEST = "digest"
    KEYID = "keyid"
    SIGNATURE = "signature"
    FIELDS = "fields"
    DUPLICATED = "duplicated"
    REORDERED = "reordered"
    MISSING = "missing"
    LINK = "link"
    DOCUMENT = "document"
    SHEET = "sheet"
    COVERED = "covered"
    ONE_OWNER = "one_owner"
    OWNER = "owner"
    UNSIGNED = "unsigned"
    EXPIRED = "expired"
    REVOKED = "revoked"
    REAPPROVED = "reapproved"
    CONFIRMED = "confirmed"
    FUTURE = "future"
    WITNESSED = "witnessed"
    REGISTER = "register"
    RECEIPT = "receipt"
    CUT = "cut"
    FINISHED = "finished"

    @property
    def term(self) -> str:
        """中文名。"""
        return _TERMS[self]


_TERMS = {
    Audit.TORN: "最后一行完整",
    Audit.FORM: "每一行都读得懂",
    Audit.PAYLOAD_TYPE: "载荷类型没有改",
    Audit.CANONICAL: "写法一字不差",
    Audit.DIGEST: "不签名的行与摘要相符",
    Audit.KEYID: "钥匙标识没有改",
    Audit.SIGNATURE: "签名与内容相符",
    Audit.FIELDS: "每一项都合规定",
    Audit.DUPLICATED: "没有重复的行",
    Audit.REORDERED: "行没有调换",
    Audit.MISSING: "中间没有少行",
    Audit.LINK: "前后相接",
    Audit.DOCUMENT: "文件就是构建的文件",
    Audit.SHEET: "扫描件就是登记的扫描件",
    Audit.COVERED: "最后的文件有人签过",
    Audit.ONE_OWNER: "一把钥匙只归一个人",
    Audit.OWNER: "用的是本人的钥匙",
    Audit.UNSIGNED: "有钥匙的人都签了名",
    Audit.EXPIRED: "钥匙在有效期内",
    Audit.REVOKED: "没有用停用的钥匙",
    Audit.REAPPROVED: "签发后改了内容的，重新签发了",
    Audit.CONFIRMED: "待补签的都补了",
    Audit.FUTURE: "时间不在将来",
    Audit.WITNESSED: "时间与回执相合",
    Audit.REGISTER: "登记簿完好",
    Audit.RECEIPT: "与回执相符",
    Audit.CUT: "末尾没有被切掉",
    Audit.FINISHED: "全程办完",
}

AnyCheck = Check | Audit

ASPECTS: Mapping[AnyCheck, Aspect] = {
    **dict.fromkeys(
        (
            Audit.TORN, Audit.FORM, Audit.PAYLOAD_TYPE, Audit.CANONICAL, Audit.DIGEST, Audit.KEYID,
            Audit.SIGNATURE, Audit.FIELDS, Check.CASE, Audit.DUPLICATED, Audit.REORDERED, Audit.MISSING,
            Audit.LINK, Audit.DOCUMENT, Audit.SHEET, Audit.COVERED,
        ),
        Aspect.INTEGRITY,
    ),
    **dict.fromkeys(
        (
            Check.ROUTE, Check.ORDER, Check.DECISION, Check.REQUIRED, Check.SUBJECT, Check.FINDINGS,
            Check.WAIVER, Check.PROVISIONAL, Check.FINAL, Check.CONTENT, Check.VERDICT, Check.PRECONDITION,
            Check.SEPARATION, Audit.REAPPROVED,
        ),
        Aspect.ORDER,
    ),
    **dict.fromkeys(
        (
            Audit.ONE_OWNER, Audit.OWNER, Audit.UNSIGNED, Audit.EXPIRED, Check.ROLE, Check.DELEGATION,
            Check.PARTY, Check.REGISTRAR, Check.SEAL,
        ),
        Aspect.AUTHORITY,
    ),
    **dict.fromkeys(
        (Audit.REGISTER, Audit.RECEIPT, Audit.CUT, Audit.FINISHED, Audit.CONFIRMED), Aspect.COMPLETENESS
    ),
    **dict.fromkeys((Check.CLOCK, Audit.FUTURE, Audit.WITNESSED), Aspect.TIME),
    Audit.REVOKED: Aspect.REVOCATION,
}  # fmt: skip
"""各项检查归结论的哪一项；先后就是打印的先后。"""

# 由谁办：没有名册就看不了
NEED_ROSTER = (
    Check.ROLE, Check.DELEGATION, Check.PARTY, Check.REGISTRAR, Check.SEAL, Check.PRECONDITION,
    Check.SEPARATION,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CheckResult:
    """一项检查的结果。line 是清单的第几行，不关哪一行的为 None；message 是为什么，next_step 是现在怎么办。"""

    check: AnyCheck
    aspect: Aspect
    state: State
    message: str = ""
    line: int | None = None
    next_step: str = ""


def failed(check: AnyCheck, message: str, line: int | None = None, next_step: str = "") -> CheckResult:
    """不合。"""
    return CheckResult(check, ASPECTS[check], State.FAIL, message, line, next_step)


def unknown(check: AnyCheck, message: str, line: int | None = None, next_step: str = "") -> CheckResult:
    """不能确定。"""
    return CheckResult(check, ASPECTS[check], State.UNKNOWN, message, line, next_step)


@dataclass(frozen=True, slots=True)
class RouteFacts:
    """照的路线：名称、摘要，情形，会签单位。"""

    name: str
    digest: str
    conditions: tuple[str, ...] = ()
    countersigners: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """验证的结论：六项的状态，各项检查的结果，看了几行，末行的摘要，要说明的话（手签登记等）。

    route 是照的路线，没有的为 None；documents 是比过、就是构建的那一份的各个文件。
    """

    name: str
    case: str
    title: str
    lines: int
    head: str | None
    states: Mapping[Aspect, State]
    results: tuple[CheckResult, ...]
    notes: tuple[str, ...] = ()
    route: RouteFacts | None = None
    documents: tuple[str, ...] = ()

    @property
    def integrity(self) -> State:
        """没有改动。"""
        return self.states[Aspect.INTEGRITY]

    @property
    def order(self) -> State:
        """次序合规。"""
        return self.states[Aspect.ORDER]

    @property
    def authority(self) -> State:
        """由有权的人办。"""
        return self.states[Aspect.AUTHORITY]

    @property
    def completeness(self) -> State:
        """没有缺少。"""
        return self.states[Aspect.COMPLETENESS]

    @property
    def time(self) -> State:
        """时间可信。"""
        return self.states[Aspect.TIME]

    @property
    def revocation(self) -> State:
        """没有用停用的钥匙。"""
        return self.states[Aspect.REVOCATION]

    @property
    def exit_code(self) -> int:
        """0 全都合；1 有不合；3 没有不合，有不能确定的。"""
        states = set(self.states.values())
        return 1 if State.FAIL in states else 3 if State.UNKNOWN in states else 0

    @property
    def failing(self) -> frozenset[str]:
        """不合的检查（英文标识）。"""
        return frozenset(each.check.value for each in self.results if each.state is State.FAIL)
