"""签一步要写的各项，和怎样成为清单里的一步。"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gongwen.errors import RefusedError, UsageError, nearest
from gongwen.report.pointed import is_unsafe
from gongwen.signoff.step import Details, Waiver
from gongwen.signoff.verdict import open_findings
from gongwen.signoff.vocabulary import DECISIONS, Decision

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from gongwen.office.sheets import Sheet
    from gongwen.signoff.progress import Progress
    from gongwen.signoff.route import RouteStep

_SHORT, _LONG = 200, 2000
_PREFIX = 6
_DATED = (Decision.ADOPT, Decision.PROVISIONAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignRequest:
    """要签的一步。

    step 是步骤的标识或名称，None 是轮到的那一步；waive 是放行的各处：指纹（或它的前六位以上）和理由；
    on 是那天的日期：讨论通过的、待补签同意的、纸上手签的；sheet 是手签的发文稿纸的扫描件，
    registrar 是登记它的人。其余各项见 signoff.step.Details。
    """

    actor: str
    decision: Decision | str
    step: str | None = None
    comment: str | None = None
    reason: str | None = None
    return_to: str | None = None
    party: str | None = None
    on_behalf_of: str | None = None
    number: str | None = None
    meeting: str | None = None
    on: date | None = None
    how: str | None = None
    seal: str | None = None
    copies: int | None = None
    approved_by: tuple[str, ...] = ()
    waive: tuple[tuple[str, str], ...] = ()
    conditions: tuple[str, ...] = ()
    sheet: Sheet | None = None
    registrar: str | None = None

    @property
    def chosen(self) -> Decision:
        """决定。没有这个决定时引发 UsageError。"""
        try:
            return Decision(self.decision)
        except ValueError:
            words = [each.value for each in Decision]
            close = nearest(str(self.decision), words)
            hint = f"是不是“{close}”？" if close else ""
            raise UsageError(
                f"没有“{self.decision}”这个决定", None, f"{hint}可用：{'、'.join(words)}"
            ) from None

    def step_id(self, progress: Progress) -> str:
        """办的是哪一步：写的标识或名称；没有写的，补签的取要补的那一步，别的取轮到的。"""
        if self.step is None:
            return self._current(progress)
        steps = progress.route.steps if progress.route else ()
        return _named(self.step, [(each.step_id, each.name) for each in steps], "步")

    def _current(self, progress: Progress) -> str:
        if self.chosen is Decision.CONFIRM:
            own = [each.step_id for each in progress.provisional if each.actor == self.actor]
            if own:
                return own[0]
        if progress.current is None:
            raise UsageError("没有写哪一步", None, "写上 --step")
        self._refuse_early(progress, progress.current)
        return progress.current.step_id

    def _refuse_early(self, progress: Progress, current: RouteStep) -> None:
        """决定不是轮到的那一步的：说出是哪一步的、轮到哪一步。"""
        steps = progress.route.steps if progress.route else ()
        ahead = [
            each for each in steps if self.chosen in DECISIONS[each.kind] and not progress.complete(each)
        ]
        if self.chosen in DECISIONS[current.kind] or not ahead:
            return
        possible = [each for each in ahead if each in progress.open_steps]
        if possible:
            raise UsageError(
                f"轮到的是“{current.name}”，没有“{self.chosen}”这个决定",
                None,
                f"要办“{possible[0].name}”的，写上 --step {possible[0].step_id}",
            )
        wanted = [each for each in ahead if progress.wanted(each)] or ahead
        raise RefusedError(
            f"还没有轮到“{wanted[0].name}”，现在轮到“{current.name}”",
            None,
            f"“{current.name}”可用的决定：{'、'.join(each.value for each in DECISIONS[current.kind])}",
        )


def _named(written: str, known: list[tuple[str, str]], unit: str) -> str:
    """写的标识或名称是哪一个的标识；认不出的原样返回，由路线去说。"""
    found = [step_id for step_id, name in known if written in (step_id, name)]
    if len(found) > 1 and written not in found:
        raise UsageError(f"有 {len(found)} {unit}都叫“{written}”", None, f"写明标识：{'、'.join(found)}")
    return written if written in found or not found else found[0]


def given_of(request: SignRequest, progress: Progress) -> dict[str, Any]:
    """清单里那一步的各项（不含件号、序号之类由清单得来的）。写得不对时引发 UsageError。"""
    _refuse_bad_text(request)
    sheet_digest = request.sheet.digest if request.sheet else None
    on = request.on.isoformat() if request.on else None
    decision = request.chosen
    paper = sheet_digest is not None and decision is not Decision.PROVISIONAL
    target = request.return_to
    if target is not None and progress.route is not None:
        target = _named(target, [(each.step_id, each.name) for each in progress.route.steps], "步")
    details = Details(
        party=request.party,
        number=request.number,
        return_to=target,
        meeting=request.meeting,
        meeting_on=on if decision is Decision.ADOPT else None,
        how=request.how,
        consented_on=on if decision is Decision.PROVISIONAL else None,
        signed_on=on if paper or decision not in _DATED else None,  # 用不着日期而写了的，由检查去说
        seal=request.seal,
        copies=request.copies,
        approvals=request.approved_by or None,
        conditions=tuple(dict.fromkeys(request.conditions)) or None,
    )
    return {
        "actor": request.actor,
        "on_behalf_of": request.on_behalf_of,
        "entered_by": request.registrar,
        "sheet_digest": sheet_digest,
        "decision": decision,
        "comment": request.comment,
        "reason": request.reason,
        "waivers": tuple(_waivers(request, progress)),
        "details": details,
    }


def _waivers(request: SignRequest, progress: Progress) -> Iterator[Waiver]:
    left = open_findings(progress.built.findings) if progress.built else ()
    for written, reason in request.waive:
        exact = [each for each in left if each.fingerprint == written]
        long_enough = len(written) >= _PREFIX
        found = exact or [each for each in left if long_enough and each.fingerprint.startswith(written)]
        if len({each.fingerprint for each in found}) != 1:
            told = "、".join(dict.fromkeys(each.fingerprint for each in found or left))
            what = f"有几处的指纹以“{written}”开头" if found else f"没有“{written}”这一处差错"
            raise UsageError(what, None, f"可用：{told}" if told else "这一件没有要放行的差错")
        for code, fingerprint in dict.fromkeys((each.code, each.fingerprint) for each in found):
            yield Waiver(code, fingerprint, request.actor, reason.strip())


def _refuse_bad_text(request: SignRequest) -> None:
    """清单要永远读得了：不收控制字符、太长的。"""
    short = {
        "--step": request.step, "--as": request.actor, "--return-to": request.return_to,
        "--party": request.party, "--on-behalf-of": request.on_behalf_of, "--number": request.number,
        "--meeting": request.meeting, "--seal": request.seal, "--registrar": request.registrar,
    }  # fmt: skip
    rows = [(key, value or "", _SHORT) for key, value in short.items()]
    rows += [("--approved-by", each, _SHORT) for each in request.approved_by]
    rows += [("--waive", f"{print_}{why}", _LONG) for print_, why in request.waive]
    long = {"--comment": request.comment, "--reason": request.reason, "--how": request.how}
    rows += [(key, (value or "").replace("\n", ""), _LONG) for key, value in long.items()]
    for key, value, most in rows:
        if any(map(is_unsafe, value)):
            raise UsageError(f"{key} 里有看不见的控制字符", None, "删去再签")
        if len(value) > most:
            raise UsageError(f"{key} 超过 {most} 字", None, "写短些")
    if len(request.waive) > _SHORT or len(request.approved_by) > _SHORT:
        raise UsageError(f"写了 {_SHORT} 个以上", None, "分几次签")
