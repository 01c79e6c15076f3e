"""差错率画成一根横条：限度始终在正中，左边是不超过，右边是超过；数写在条下。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.proofing.engine import Basis
from gongwen.report.html_tags import Html, joined, tag

if TYPE_CHECKING:
    from gongwen.proofing.engine import ProofResult

# 限度在条上的位置（百分比）；超过的部分越远越密，再大也不出条外
_MIDDLE, _BEYOND = 50.0, 48.0
_TICKS = (0, 1 / 3, 2 / 3, 1, 2, 10)
_TOP, _HEIGHT = 20, 10
_TRIANGLE = "M-6 6H6L0 16Z"


def gauge(result: ProofResult) -> Html:
    """一件的差错率：原始的是空心三角，核定的是实心三角，色条到裁定所用的一个。"""
    raw, confirmed, limit = result.raw_rate, result.confirmed_rate, result.limit
    used = confirmed if result.basis is Basis.CONFIRMED and confirmed is not None else raw
    over = "over" if used > limit else "under"
    marks = [_pointer(_position(raw, limit), "raw")]
    if confirmed is not None:
        marks.append(_pointer(_position(confirmed, limit), "confirmed"))
    return tag(
        "svg",
        _bar(100, "track"),
        _bar(_position(used, limit), f"fill {over}"),
        *(_tick(rate, limit) for rate in sorted({limit * part for part in _TICKS})),
        *marks,
        class_="gauge",
        role="img",
        aria_label=_spoken(raw, confirmed, limit),
        width="100%",
        height="58",
    )


def mini_gauge(result: ProofResult) -> Html:
    """总表里的一小条，中间的竖线是限度。"""
    position = _position(result.rate_per_10k, result.limit)
    over = "over" if result.rate_per_10k > result.limit else "under"
    return tag(
        "svg",
        _bar(100, "track", top=3, height=6),
        _bar(position, f"fill {over}", top=3, height=6),
        tag("line", x1=f"{_MIDDLE:g}%", x2=f"{_MIDDLE:g}%", y1="0", y2="12", class_="limit"),
        class_="mini",
        aria_hidden="true",
        width="72",
        height="12",
    )


def _position(rate: float, limit: float) -> float:
    """差错率在条上的位置（百分比）。限度是 0 时，一处都没有才不算超过。"""
    if rate <= limit:
        return _MIDDLE * rate / limit if limit else 0.0
    return _MIDDLE + _BEYOND * (1 - limit / rate)


def _bar(width: float, css: str, top: int = _TOP, height: int = _HEIGHT) -> Html:
    return tag("rect", x="0", y=top, width=f"{width:.2f}%", height=height, rx=height // 2, class_=css)


def _tick(rate: float, limit: float) -> Html:
    x = f"{_position(rate, limit):.2f}%"
    at_limit = rate == limit
    css, top = ("limit", _TOP - 6) if at_limit else ("tick", _TOP + _HEIGHT + 2)
    anchor = "start" if rate == 0 else "middle"
    label = f"限度 {rate:g}" if at_limit else f"{rate:.2g}"
    line = tag("line", x1=x, x2=x, y1=top, y2=_TOP + _HEIGHT + 6, class_=css)
    return joined([line, tag("text", label, x=x, y=_TOP + _HEIGHT + 20, text_anchor=anchor, class_=css)])


def _pointer(position: float, css: str) -> Html:
    """一个尖朝下的三角，尖对着位置。"""
    shape = tag("path", d=_TRIANGLE, class_=css)
    return tag("svg", shape, x=f"{position:.2f}%", overflow="visible")


def key(basis: Basis) -> Html:
    """图例里的三角。"""
    shape = tag("path", d=_TRIANGLE, class_=basis.value, transform="translate(7 -4)")
    return tag("svg", shape, class_="key", width="14", height="13", aria_hidden="true")


def _spoken(raw: float, confirmed: float | None, limit: float) -> str:
    second = "没有核定" if confirmed is None else f"核定差错率万分之 {confirmed:.2f}"
    return f"原始差错率万分之 {raw:.2f}，{second}，限度万分之 {limit:g}"
