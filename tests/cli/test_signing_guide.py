"""docs/签批.md 里的命令照印的能跑：一件通知从构建到分送。日期换成今天的。"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from tests.helpers import run
from tests.test_guides import ROOT, follow

from gongwen.office.case import find_case, read_case
from gongwen.signoff.progress import CHINA

if TYPE_CHECKING:
    from pathlib import Path

WRITTEN = date(2026, 5, 11)  # 说明里的“今天”


def dated_today(text: str) -> str:
    """说明里的日期、年份，照今天的换过。"""
    today = datetime.now(CHINA).date()
    shift = today - WRITTEN

    def moved(found: re.Match[str]) -> str:
        return str(date.fromisoformat(found[0]) + shift)

    return re.sub(r"2026-\d\d-\d\d", moved, text).replace("〔2026〕", f"〔{today.year}〕")


def test_one_notice_goes_from_build_to_dispatch_as_printed(desk: Path, tmp_path: Path) -> None:
    (desk / "会签单.pdf").write_bytes(b"%PDF-1.7 scanned")
    page = tmp_path / "签批.md"
    text = (ROOT / "docs" / "签批.md").read_text(encoding="utf-8")
    first, rest = text.split("## 准备", 1)
    assert "```sh" in first  # 头一段只是样子，后面才从头走
    page.write_text(dated_today("## 准备" + rest), encoding="utf-8")
    assert follow(str(page), desk) == 12
    progress = read_case(find_case(desk / "build" / "防汛通知")).progress
    assert progress.finished
    assert [(step.step_id, step.actor) for step in progress.consents()] == [
        ("拟稿", "周启明"),
        ("会签", "钟怀远"),
        ("会签", "梁知夏"),
        ("初审", "方见微"),
        ("复核", "何叙白"),
        ("审核", "陆听澜"),
        ("主任审核", "何叙白"),
        ("审签", "沈砚舟"),
        ("登记", "周启明"),
        ("校对", "方见微"),
        ("印制", "周启明"),
        ("用印", "许闻笛"),
        ("分送", "周启明"),
    ]
    assert run("verify", "build/防汛通知").exit_code in (0, 3)
    assert progress.built is not None
    assert progress.built.is_final


def test_the_day_after_is_counted(desk: Path) -> None:
    today = datetime.now(CHINA).date()
    assert dated_today("2026-05-11 至 2026-05-15") == f"{today} 至 {today + timedelta(days=4)}"
