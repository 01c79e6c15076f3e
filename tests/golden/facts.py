"""样例的定稿事实：计划、Typst 输入、DOCX 各部件的摘要，和校对结果。与装了什么字体无关。

samples/ 和 samples/版式/ 下的各件应当没有差错；samples/初稿/ 下的各件有意写错，差错一处不多、一处不少。
改了排版之后，看过 make pages 的图片，再运行：PYTHONPATH=. python tests/golden/facts.py
"""

from __future__ import annotations

import hashlib
import json
import sys
import zipfile
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from gongwen.layout.docx import FaceFacts, render_docx
from gongwen.layout.fonts import Face, RoleFont
from gongwen.layout.pdf import Fit, typst_data
from gongwen.layout.plan import make_plan
from gongwen.layout.style import load_style
from gongwen.office.proof import proof_results
from gongwen.report.checked import CheckedFile
from gongwen.report.proof_json import proof_json
from gongwen.sources.draft import parse_draft
from gongwen.sources.reading import read_source

ROOT = Path(__file__).resolve().parents[2]
EXPECTED = Path(__file__).with_name("expected.json")
FOLDER = ROOT / "samples"
CLEAN = sorted(FOLDER.glob("*.md"))
FIRST_DRAFTS = sorted((FOLDER / "初稿").glob("*.md"))
FORMATS = sorted((FOLDER / "版式").glob("*.md"))
SAMPLES = [*CLEAN, *FORMATS, *FIRST_DRAFTS]


def name_of(path: Path) -> str:
    """在 samples/ 之下的路径，版式、初稿带文件夹。"""
    return path.relative_to(FOLDER).as_posix()


def sha(data: bytes | str) -> str:
    return hashlib.sha256(data.encode() if isinstance(data, str) else data).hexdigest()


def facts(path: Path) -> dict[str, Any]:
    """一件样例的事实。"""
    style = load_style()
    document = parse_draft(read_source(path, path.name), path.parent)
    plan = make_plan(document, style)
    fonts = SimpleNamespace(
        roles={
            role: RoleFont(role, font.term, Face(font.families[0].name, 400, "", 0), own=True)
            for role, font in style.fonts.items()
            if role != "fallback"
        },
        fallback=(),
    )
    typst_input = typst_data(plan, style, fonts, Fit(style.pt("grid.pitch")))
    docx = zipfile.ZipFile(BytesIO(render_docx(plan, style, faces=FaceFacts("even"))))
    checked = [CheckedFile(item.source.name, result=item) for item in proof_results(document)]
    return {
        "title_lines": list(plan.title_lines),
        "placeholders": list(plan.placeholders),
        "notices": [str(notice) for notice in document.notices],
        "typst_input": sha(typst_input),
        "docx": {name: sha(docx.read(name)) for name in sorted(docx.namelist())},
        "proof": json.loads(proof_json(checked, "0"))["files"],
    }


if __name__ == "__main__":
    found = {name_of(path): facts(path) for path in SAMPLES}
    EXPECTED.write_text(
        json.dumps(found, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8"
    )
    sys.stdout.write(f"写出 {EXPECTED.name}：{len(found)} 件\n")
