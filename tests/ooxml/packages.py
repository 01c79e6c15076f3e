"""造 .docx：正常的一份，以及在它上面改坏的。"""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "word/document.xml"
MAIN_RELS = "word/_rels/document.xml.rels"
TYPES_PART = "[Content_Types].xml"
_EXTERNAL = ' TargetMode="External"'


def document(body: str) -> bytes:
    return f'{HEAD}<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{body}</w:body></w:document>'.encode()


def paragraph(*texts: str) -> str:
    runs = "".join(f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>' for text in texts)
    return f"<w:p>{runs}</w:p>"


def types(
    main: str = f"{WORD}.document.main+xml",
    overrides: Mapping[str, str] | None = None,
    defaults: Mapping[str, str] | None = None,
) -> bytes:
    named = {f"/{MAIN}": main, **(overrides or {})}
    kinds = {
        "rels": "application/vnd.openxmlformats-package.relationships+xml",
        "xml": "application/xml",
        **(defaults or {}),
    }
    rows = [f'<Default Extension="{name}" ContentType="{kind}"/>' for name, kind in kinds.items()]
    rows += [f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in named.items()]
    return f'{HEAD}<Types xmlns="{TYPES}">{"".join(rows)}</Types>'.encode()


def relations(*rows: tuple[str, str, bool], base: str = R) -> bytes:
    """各行：类型的末一段，目标，是否外部。"""
    made = "".join(
        f'<Relationship Id="rId{at}" Type="{base}/{kind}" Target="{target}"{_EXTERNAL if external else ""}/>'
        for at, (kind, target, external) in enumerate(rows, start=1)
    )
    return f'{HEAD}<Relationships xmlns="{RELS}">{made}</Relationships>'.encode()


def members(body: str = paragraph("你好")) -> dict[str, bytes]:
    """最小的一份 .docx 的各成员。"""
    return {
        TYPES_PART: types(),
        "_rels/.rels": relations(("officeDocument", MAIN, False)),
        MAIN: document(body),
    }


def zipped(parts: Mapping[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", compression) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name), data, compression)
    return made.getvalue()


def with_parts(**changed: object) -> bytes:
    """在最小的一份上换、添成员：main 是正文，rels 是正文的关系，其余用 extra 给出。"""
    extra = changed.pop("extra", {})
    parts = members(str(changed.pop("body", paragraph("你好"))))
    if "rels" in changed:
        parts[MAIN_RELS] = changed.pop("rels")
    if "types" in changed:
        parts[TYPES_PART] = changed.pop("types")
    assert not changed
    return zipped({**parts, **extra})
