"""HTML 页的框架：样式、脚本、安全策略。

页里除了自己的一段脚本，什么也不许执行、不许取：策略只认这段脚本和这段样式的摘要，
图片、字体、网络、表单、框架一律没有；脚本里也不许由文字造出 HTML（Trusted Types）。
"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from functools import cache
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING

from gongwen.report.html_tags import escaped

if TYPE_CHECKING:
    from gongwen.report.html_tags import Html

_POLICY = (
    "default-src 'none'; style-src '{style}'; script-src '{script}'; base-uri 'none'; form-action 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)


def page_start(title: str, intro: Html, kind: str) -> str:
    """各件之前的部分；title 是窗口的标题，intro 是页首。

    kind 是“one”；几件时是“several”，有总表可回；很多件时加“many”，浏览器只排看得见的几件。
    """
    style = asset("page.css")
    before, _, _ = _parts()
    policy = _POLICY.format(style=_digest(style), script=_digest(_script()))
    return before.substitute(policy=policy, style=style, title=escaped(title), intro=intro, kind=kind)


def page_end(version: str, rules: int) -> str:
    """各件之后的部分。"""
    _, _, after = _parts()
    return after.substitute(script=_script(), version=escaped(version), rules=rules)


@cache
def asset(name: str) -> str:
    """随包的一个文件。"""
    return (files("gongwen.report") / "assets" / name).read_text(encoding="utf-8")


def _script() -> str:
    """页里唯一的一段脚本。"""
    return f'"use strict";\n(() => {{\n{asset("page.js")}\n{asset("review.js")}\nstart();\n}})();\n'


@cache
def _parts() -> tuple[Template, str, Template]:
    before, mark, after = asset("page.html").partition("$files\n")
    return Template(before), mark, Template(after)


def _digest(text: str) -> str:
    return "sha256-" + b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
