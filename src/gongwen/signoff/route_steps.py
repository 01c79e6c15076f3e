"""路线文件里的各步 [[步骤]] 和印章 [[印章]]。

[[步骤]]
代号 = "签发"
名称 = "审签"
类别 = "签发"
角色 = ["分管副县长", "常务副县长", "县长"]
限定 = { 上行文 = ["县长"] }
前提 = { 县长 = ["主任审核"], 常务副县长 = ["主任审核"] }

[[印章]]
名称 = "县政府印章"
保管 = ["印章保管人"]
批准 = [["县长", "常务副县长"]]

印章归路线里的每个用印步骤；批准的每一项是一组角色，每组要有一个人批准。
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from gongwen.errors import UsageError
from gongwen.signoff.route import (
    AUTOMATIC,
    JOINT_PARTIES,
    NAMED_PARTIES,
    Limit,
    Precondition,
    RouteStep,
    Seal,
)
from gongwen.signoff.route_values import MOST_NOTE, line_of, name_of, names_of, refuse_outside
from gongwen.signoff.vocabulary import StepKind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from gongwen.settings import Settings

STEPS, SEALS = "步骤", "印章"
_ID, _NAME, _KIND, _ROLES = "代号", "名称", "类别", "角色"
_WHEN, _UNLESS, _PARTIES, _LEAST, _LIMITS, _BEFORE, _NOTE = (
    "情形", "除非", "单位", "至少", "限定", "前提", "说明",
)  # fmt: skip
STEP_KEYS = (_ID, _NAME, _KIND, _ROLES, _WHEN, _UNLESS, _PARTIES, _LEAST, _LIMITS, _BEFORE, _NOTE)
_KEEPERS, _APPROVALS = "保管", "批准"
SEAL_KEYS = (_NAME, _KEEPERS, _APPROVALS, _WHEN)
KINDS = {kind.term: kind for kind in StepKind if kind is not StepKind.BUILT}
MOST_STEPS = 60
# 代号要在命令行上写：gongwen sign 案卷 --step 代号
_IDENTIFIER = re.compile(r"[A-Za-z0-9一-鿿〇][A-Za-z0-9一-鿿〇_-]{0,19}")


def read_steps(settings: Settings, declared: Collection[str]) -> tuple[RouteStep, ...]:
    """各步，照先后。declared 是 [情形] 里声明的；写得不对时引发 UsageError。"""
    tables = settings.typed(settings.values.get(STEPS, []), list, STEPS)
    if not tables:
        raise UsageError("一步也没有", settings.where(STEPS), f"每一步写一段 [[{STEPS}]]")
    if len(tables) > MOST_STEPS:
        raise UsageError(f"有 {len(tables)} 步，太多", settings.where(STEPS), f"不超过 {MOST_STEPS} 步")
    conditions = (*declared, *AUTOMATIC)
    seals = tuple(_seals(settings, conditions))
    steps: list[RouteStep] = []
    for index, value in enumerate(tables):
        table = settings.typed(value, dict, STEPS, index)
        steps.append(_step(settings, index, table, before=steps, conditions=conditions, seals=seals))
    _refuse_idle_seals(settings, steps, seals)
    return tuple(steps)


def _refuse_idle_seals(settings: Settings, steps: list[RouteStep], seals: tuple[Seal, ...]) -> None:
    sealed = [at for at, step in enumerate(steps) if step.kind is StepKind.SEALED]
    if seals and not sealed:
        where = settings.where(SEALS, 0)
        raise UsageError("写了印章，没有用印的步骤", where, "加一步类别是“用印”的，或删去印章")
    if sealed and not seals:
        where = settings.where(STEPS, sealed[0], _KIND)
        raise UsageError("有用印的步骤，没有写印章", where, f"每枚印章写一段 [[{SEALS}]]：名称、保管、批准")


def _step(
    settings: Settings,
    index: int,
    table: dict[str, Any],
    *,
    before: list[RouteStep],
    conditions: Collection[str],
    seals: tuple[Seal, ...],
) -> RouteStep:
    here = (STEPS, index)
    settings.refuse_unknown(table, STEP_KEYS, *here)
    step_id = _identifier(settings, table, before, index)
    kind = name_of(settings, table, _KIND, *here)
    refuse_outside(settings, kind, KINDS, "这个类别", *here, _KIND)
    roles = names_of(settings, table.get(_ROLES, []), *here, _ROLES)
    if not roles:
        raise UsageError(f"“{step_id}”没有写由谁办", settings.where(*here, _ROLES), '加一行：角色 = ["…"]')
    when, unless = (_conditions(settings, table, key, index, conditions) for key in (_WHEN, _UNLESS))
    for each in set(when) & set(unless):
        raise UsageError(f"“{each}”又是情形又是除非", settings.where(*here, _UNLESS), "留下一处")
    parties, least = _parties(settings, table, index, KINDS[kind])
    return RouteStep(
        step_id=step_id,
        name=line_of(settings, table.get(_NAME, ""), *here, _NAME) or step_id,
        kind=KINDS[kind],
        roles=roles,
        when=when,
        unless=unless,
        parties=parties,
        at_least=least,
        limits=tuple(_limits(settings, table, index, roles, conditions)),
        preconditions=tuple(_preconditions(settings, table, index, roles, before)),
        seals=seals if KINDS[kind] is StepKind.SEALED else (),
        note=line_of(settings, table.get(_NOTE, ""), *here, _NOTE, most=MOST_NOTE),
    )


def _identifier(settings: Settings, table: dict[str, Any], before: list[RouteStep], index: int) -> str:
    step_id = name_of(settings, table, _ID, STEPS, index)
    where = settings.where(STEPS, index, _ID)
    if not _IDENTIFIER.fullmatch(step_id):
        raise UsageError(
            f"代号“{step_id}”不好在命令行上写", where, "只用汉字、字母、数字、- 和 _，不超过 20 字"
        )
    for at, each in enumerate(before):
        if each.step_id == step_id:
            line = settings.where(STEPS, at, _ID).line
            raise UsageError(f"代号“{step_id}”写了两次（前一次在第 {line} 行）", where, "各步的代号不能相同")
    return step_id


def _conditions(
    settings: Settings, table: dict[str, Any], key: str, index: int, known: Collection[str]
) -> tuple[str, ...]:
    words = names_of(settings, table.get(key, []), STEPS, index, key)
    for word in words:
        refuse_outside(settings, word, known, "这种情形（要在 [情形] 里声明）", STEPS, index, key)
    return words


def _parties(
    settings: Settings, table: dict[str, Any], index: int, kind: StepKind
) -> tuple[tuple[str, ...], int | None]:
    parties = names_of(settings, table.get(_PARTIES, []), STEPS, index, _PARTIES)
    where = settings.where(STEPS, index, _PARTIES)
    if kind is StepKind.COUNTERSIGNED and not parties:
        raise UsageError(
            "会签没有写哪些单位", where, f'写 单位 = ["{NAMED_PARTIES}"]（照草稿里的“会签”），或列出单位'
        )
    for special in (NAMED_PARTIES, JOINT_PARTIES):
        if special in parties and len(parties) > 1:
            raise UsageError(f"“{special}”不与别的单位同列", where, f'只写 单位 = ["{special}"]，或逐个列出')
    if _LEAST not in table:
        return parties, None
    least = settings.typed(table[_LEAST], int, STEPS, index, _LEAST)
    where = settings.where(STEPS, index, _LEAST)
    if not parties:
        raise UsageError("“至少”要与“单位”同写", where, "写上单位，或删去“至少”")
    fixed = parties[0] not in (NAMED_PARTIES, JOINT_PARTIES)
    if not 1 <= least <= (len(parties) if fixed else 100):
        told = f"单位只有 {len(parties)} 家" if fixed and least > len(parties) else "不是可用的家数"
        raise UsageError(f"“至少”是 {least}，{told}", where, f"写 1 到 {len(parties) if fixed else 100}")
    return parties, least


def _limits(
    settings: Settings, table: dict[str, Any], index: int, roles: tuple[str, ...], known: Collection[str]
) -> Iterator[Limit]:
    here = (STEPS, index, _LIMITS)
    for condition, value in settings.typed(table.get(_LIMITS, {}), dict, *here).items():
        refuse_outside(settings, condition, known, "这种情形（要在 [情形] 里声明）", *here)
        named = names_of(settings, value, *here, condition)
        for role in named:
            refuse_outside(settings, role, roles, "这个角色（这一步的“角色”里）", *here)
        if not named:
            raise UsageError(f"限定“{condition}”没有写由谁办", settings.where(*here), "写上角色，或删去")
        yield Limit(condition, named)


def _preconditions(
    settings: Settings, table: dict[str, Any], index: int, roles: tuple[str, ...], before: list[RouteStep]
) -> Iterator[Precondition]:
    here = (STEPS, index, _BEFORE)
    earlier = [each.step_id for each in before]
    later = [each.get(_ID) for each in settings.values[STEPS][index:] if isinstance(each, dict)]
    for role, value in settings.typed(table.get(_BEFORE, {}), dict, *here).items():
        refuse_outside(settings, role, roles, "这个角色（这一步的“角色”里）", *here)
        steps = names_of(settings, value, *here, role)
        for each in steps:
            if each in later:
                raise UsageError(
                    f"前提“{each}”不在这一步之前",
                    settings.where(*here),
                    f"前提只能是前面的：{'、'.join(earlier)}",
                )
            refuse_outside(settings, each, earlier, "这一步", *here)
        if not steps:
            raise UsageError(f"前提“{role}”没有写哪几步", settings.where(*here), "写上各步的代号，或删去")
        yield Precondition(role, steps)


def _seals(settings: Settings, conditions: Collection[str]) -> Iterator[Seal]:
    seen: dict[tuple[str, str], int] = {}
    tables = settings.typed(settings.values.get(SEALS, []), list, SEALS)
    for index, value in enumerate(tables):
        here = (SEALS, index)
        table = settings.typed(value, dict, *here)
        settings.refuse_unknown(table, SEAL_KEYS, *here)
        name = name_of(settings, table, _NAME, *here)
        keepers = names_of(settings, table.get(_KEEPERS, []), *here, _KEEPERS)
        if not keepers:
            raise UsageError(
                f"印章“{name}”没有写谁保管", settings.where(*here, _KEEPERS), '加一行：保管 = ["…"]'
            )
        condition = line_of(settings, table.get(_WHEN, ""), *here, _WHEN)
        if condition:
            refuse_outside(settings, condition, conditions, "这种情形（要在 [情形] 里声明）", *here, _WHEN)
        if (name, condition) in seen:
            line = settings.where(SEALS, seen[name, condition], _NAME).line
            raise UsageError(
                f"印章“{name}”写了两次（前一次在第 {line} 行）",
                settings.where(*here, _NAME),
                "留下一处，或写明不同的“情形”",
            )
        seen[name, condition] = index
        yield Seal(name, keepers, _approvals(settings, table, name, index), condition)


def _approvals(
    settings: Settings, table: dict[str, Any], name: str, index: int
) -> tuple[tuple[str, ...], ...]:
    here = (SEALS, index, _APPROVALS)
    value = table.get(_APPROVALS, [])
    groups = [value] if isinstance(value, str) else settings.typed(value, list, *here)
    named = tuple(names_of(settings, each, *here) for each in groups[:20])
    if not named or not all(named):
        raise UsageError(
            f"印章“{name}”没有写谁批准",
            settings.where(*here),
            '如 批准 = [["主任", "副主任"]]：其中一人批准就可以',
        )
    return named
