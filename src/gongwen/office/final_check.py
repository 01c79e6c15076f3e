"""印、盖、发之前，定稿与签发的那份逐字比：构建的行没有签名，换上别的文件也写得出“内容没有变”。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.compare.differences import OF_CHARACTERS
from gongwen.compare.roles import MASTHEAD, element_term
from gongwen.errors import RefusedError, Where
from gongwen.office.signed_copies import changes_from
from gongwen.report.compare_text import snippet, what_changed
from gongwen.signoff.final_facts import registered_number
from gongwen.sources.reading import shown_path

if TYPE_CHECKING:
    from gongwen.compare.differences import Difference
    from gongwen.config import Config
    from gongwen.office.case import Case
    from gongwen.report.signing_facts import ChangedFile
    from gongwen.signoff.manifest import Manifest

_MOST = 5
_FINAL = "重新出定稿：gongwen build --final 草稿"


def refuse_other_text(case: Case, manifest: Manifest, config: Config | None) -> None:
    """定稿的文字与签发的不同、没有比成的，引发 RefusedError。编号、日期、版面可以不同。"""
    final, approvals = manifest.progress.final, manifest.progress.approvals
    if final is None or not approvals:
        return
    approved = max(approvals, key=lambda each: each.seq)
    printed = registered_number(manifest.progress) or "" if (final.built or {}).get("preprinted") else None
    for each in changes_from(case, approved, final, config).files:
        _refuse(case, each, printed)


def _refuse(case: Case, changed: ChangedFile, printed: str | None) -> None:
    where = Where(shown_path(case.folder / changed.name))
    comparison = changed.comparison
    if comparison is None:
        raise RefusedError(
            f"定稿没有与签发的那份比成：{changed.problem}",
            where,
            f"{_FINAL}；还是比不成的，找回签发时留存的那份（{case.stem}.signed），或退回签发重办",
        )
    wrong = [each for each in comparison.differences if _counts(each, printed)]
    if wrong:
        told = [
            f"{what_changed(each)}：{snippet(each.signed)}→{snippet(each.other)}" for each in wrong[:_MOST]
        ]
        more = f"；……共 {len(wrong)} 处" if len(wrong) > _MOST else ""
        raise RefusedError(
            f"定稿的文字与签发的不同：{'；'.join(told)}{more}",
            where,
            f"{_FINAL}；还是不同的，查明是谁改的",
        )


def _counts(item: Difference, printed: str | None) -> bool:
    """字不同；签发人也不许不同，它不是定稿填的。

    套打的（printed 是登记的字号，不是套打的为 None）红头已经印在纸上，定稿里没有，那里至多剩字号。
    """
    if printed is not None and item.element == element_term(MASTHEAD) and item.other.text in printed:
        return False
    return item.category in OF_CHARACTERS or item.element == element_term("approvers")
