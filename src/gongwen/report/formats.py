"""gongwen proof --format 的各种格式：名字 → 写它的函数；用到哪一种才载入哪一种。"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from gongwen.errors import UsageError, nearest

if TYPE_CHECKING:
    from gongwen.report.facts import Report

_FORMATS = {
    "human": ("human", "human_report"),
    "json": ("proof_json", "json_report"),
    "sarif": ("sarif", "sarif_report"),
    "junit": ("junit", "junit_report"),
    "github": ("github", "github_report"),
    "gitlab": ("gitlab", "gitlab_report"),
    "rdjson": ("rdjson", "rdjson_report"),
    "html": ("html", "html_report"),
}
NAMES = tuple(_FORMATS)


def report_named(name: str) -> Report:
    """这种格式的报告。没有这种格式时引发 UsageError。"""
    if name not in _FORMATS:
        close = nearest(name, NAMES)
        hint = f"是不是“{close}”？" if close else ""
        raise UsageError(f"没有格式“{name}”", next_step=f"{hint}可用的格式：{'、'.join(NAMES)}")
    module, function = _FORMATS[name]
    report: Report = getattr(import_module(f"gongwen.report.{module}"), function)
    return report
