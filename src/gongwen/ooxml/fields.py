"""域代码：从 WordprocessingML 里取出每个域的指令，不论它拆在几段文字里。"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gongwen.ooxml.names import qn

if TYPE_CHECKING:
    from collections.abc import Iterator

_CODE = {qn("w:instrText"), qn("w:delInstrText")}
_TEXT = _CODE | {qn("w:t")}


def has_fields(root: Any) -> bool:
    """有没有域。"""
    return next(root.iter(qn("w:fldChar"), qn("w:fldSimple"), *_CODE), None) is not None


def field_codes(root: Any) -> Iterator[str]:
    """每个域的指令文字，去掉首尾空白。

    外层域的指令还没有完时，里面的域的结果也算外层的指令：有人这样拼出域名来躲检查。
    """
    open_fields: list[list[str]] = []
    closed: list[bool] = []
    for element in root.iter(qn("w:fldChar"), qn("w:fldSimple"), *_TEXT):
        if element.tag == qn("w:fldSimple"):
            yield element.get(qn("w:instr"), "").strip()
        elif element.tag in _TEXT:
            if not open_fields and element.tag in _CODE:
                yield (element.text or "").strip()
            for code, done in zip(open_fields, closed, strict=True):
                if not done:
                    code.append(element.text or "")
        else:
            yield from _marked(element.get(qn("w:fldCharType")), open_fields, closed)
    for code in open_fields:
        yield "".join(code).strip()


def _marked(kind: str | None, open_fields: list[list[str]], closed: list[bool]) -> Iterator[str]:
    """遇到域的开头、分隔、结尾。"""
    if kind == "begin":
        open_fields.append([])
        closed.append(False)
    elif kind == "separate" and open_fields:
        closed[-1] = True
    elif kind == "end" and open_fields:
        closed.pop()
        yield "".join(open_fields.pop()).strip()


def field_steps(root: Any) -> list[str]:
    """每个 w:fldChar 做什么：begin、separate、end；不成对的为空串，不理它，免得后面的文字全当成指令。"""
    steps: list[str] = []
    open_at: list[int] = []
    parted: list[int | None] = []
    for at, element in enumerate(root.iter(qn("w:fldChar"))):
        kind = element.get(qn("w:fldCharType"), "")
        steps.append("")
        if kind == "begin":
            open_at.append(at)
            parted.append(None)
        elif kind == "separate" and open_at:
            parted[-1] = at if parted[-1] is None else parted[-1]
        elif kind == "end" and open_at:
            steps[open_at.pop()], steps[at] = "begin", "end"
            middle = parted.pop()
            if middle is not None:
                steps[middle] = "separate"
    return steps
