"""流转的词：步骤的类别 StepKind，对一步的决定 Decision，各类步骤可以有哪些决定。"""

from __future__ import annotations

from enum import StrEnum


class StepKind(StrEnum):
    """一步是做什么的。清单里写英文标识，路线文件和给人看的用 term。"""

    BUILT = "built"
    DRAFTED = "drafted"
    REVIEWED = "reviewed"
    LEGAL = "legal_reviewed"
    COUNTERSIGNED = "countersigned"
    ADOPTED = "adopted"
    APPROVED = "approved"
    CHECKED = "checked"
    REGISTERED = "registered"
    PRINTED = "printed"
    SEALED = "sealed"
    DISPATCHED = "dispatched"
    HANDLED = "handled"

    @property
    def term(self) -> str:
        """中文名。"""
        return _KINDS[self]


_KINDS = {
    StepKind.BUILT: "构建",
    StepKind.DRAFTED: "拟稿",
    StepKind.REVIEWED: "审核",
    StepKind.LEGAL: "合法性审核",
    StepKind.COUNTERSIGNED: "会签",
    StepKind.ADOPTED: "讨论通过",
    StepKind.APPROVED: "签发",
    StepKind.CHECKED: "复核",
    StepKind.REGISTERED: "登记",
    StepKind.PRINTED: "印制",
    StepKind.SEALED: "用印",
    StepKind.DISPATCHED: "核发",
    StepKind.HANDLED: "办理",
}


class Decision(StrEnum):
    """对一步的决定，值就是清单里写的字。圈阅视为同意（条例第二十二条），照原样记。"""

    DRAFT = "拟稿"
    AGREE = "同意"
    AMEND = "修改"
    CIRCLE = "圈阅"
    RETURN = "退回"
    ADOPT = "通过"
    APPROVE = "签发"
    PROVISIONAL = "待补签"
    CONFIRM = "补签"
    REGISTER = "登记"
    SEAL = "用印"
    DISPATCH = "核发"
    DONE = "办结"


_REVIEW = (Decision.AGREE, Decision.AMEND, Decision.CIRCLE, Decision.RETURN)
DECISIONS: dict[StepKind, tuple[Decision, ...]] = {
    StepKind.BUILT: (),
    StepKind.DRAFTED: (Decision.DRAFT,),
    StepKind.REVIEWED: _REVIEW,
    StepKind.LEGAL: _REVIEW,
    StepKind.COUNTERSIGNED: _REVIEW,
    StepKind.ADOPTED: (Decision.ADOPT, Decision.RETURN),
    StepKind.APPROVED: (
        Decision.APPROVE,
        Decision.CIRCLE,
        Decision.RETURN,
        Decision.PROVISIONAL,
        Decision.CONFIRM,
    ),
    StepKind.CHECKED: _REVIEW,
    StepKind.REGISTERED: (Decision.REGISTER,),
    StepKind.PRINTED: (Decision.DONE, Decision.RETURN),
    StepKind.SEALED: (Decision.SEAL, Decision.RETURN),
    StepKind.DISPATCHED: (Decision.DISPATCH, Decision.RETURN),
    StepKind.HANDLED: (Decision.DONE,),
}
"""各类步骤可以有的决定；头一个是平常的。"""

# 拟的、办的人没有放行的份：放行要由审的、签的人具名；复核在签发以后，不替签发人作主
MAY_WAIVE = frozenset({StepKind.REVIEWED, StepKind.LEGAL, StepKind.COUNTERSIGNED, StepKind.APPROVED})


class Separation(StrEnum):
    """职责分离：同一个人又拟又审又签时怎么办（单位的设置，小单位可以合并）。"""

    FORBID = "禁止"
    WARN = "提醒"
    OFF = "不问"
