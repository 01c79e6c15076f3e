"""gongwen doctor 的 JSON（format 1）。各键的意思见 docs/字体.md。"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gongwen.report.checkup import Checkup

FORMAT = 1


def doctor_json(checkup: Checkup) -> str:
    """查到的全部，以换行结尾。"""
    report = {"format": FORMAT, "exit_code": checkup.exit_code, **asdict(checkup)}
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"
