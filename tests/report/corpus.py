"""各种机器格式共用的一小批文件：〔2026〕、𠮷、CRLF、怪的路径、恶意的文字、Word 文件、读不了的。

改了格式之后，看过差别，再运行：PYTHONPATH=. python tests/report/corpus.py
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from gongwen.findings import Disposition, Finding, Level, Ruling, Zone
from gongwen.proofing.engine import ProofResult
from gongwen.proofing.fingerprint import with_fingerprints
from gongwen.proofing.rule import Rule
from gongwen.report.checked import CheckedFile
from gongwen.report.facts import RunFacts
from gongwen.report.formats import report_named
from gongwen.spans import Mark, Medium, SourceText, Span

if TYPE_CHECKING:
    from collections.abc import Iterable

EXPECTED = Path(__file__).with_name("expected")
# 格式 → 定稿的整份输出
WHOLE = {
    "json": "proof.json",
    "sarif": "proof.sarif",
    "junit": "junit.xml",
    "github": "github.txt",
    "gitlab": "gl-code-quality.json",
    "rdjson": "rdjson.json",
}


def _rule(code: str, name: str, level: Level = Level.ERROR) -> Rule:
    return Rule(code, name, level, "例标准 1", lambda _: [])


RULES = (
    _rule("ZA01", "汉字旁用了半角标点"),
    _rule("ZA02", "标题末尾用了标点"),
    _rule("ZA03", "没有成文日期"),
    _rule("ZA04", "数字的写法", Level.ADVICE),
)
FACTS = RunFacts("0.1.0", RULES)
_BY_CODE = {rule.code: rule for rule in RULES}

NOTICE = "草稿/100% 完成 〔2026〕通知.md"
REPORT = "来文/报告.docx"
HOSTILE = "坏,名:字\n::error::x\u202e%.md"
CLEAN = "./草稿/好.txt"
LEGACY = "旧稿.txt"
GONE = "缺 失.md"

NOTICE_TEXT = (
    "---\r\n"
    "标题: 关于𠮷县〔2026〕防汛工作的通知。\r\n"
    "---\r\n"
    "𠮷县,各部门𠮷:\r\n"
    "发文字号为澜政〔2026〕3号，共1百件。\r\n"
    "第一段写到\r\n"
    "第二行为止\r\n"
    "旧话,新话。\r\n"
)
HOSTILE_TEXT = (
    "]]>,::error::甲\x1b[31m\u202e乙<script>alert(1)</script>{0}[点我](javascript:alert)\ufffe##[error]丙\n"
)
REPORT_TEXT = "关于𠮷县的报告\n各县,各部门：\n一、情况\n"


def place(text: str, part: str, length: int | None = None) -> Span:
    """part 在 text 里第一次出现的地方；length 为 0 是它前面的插入点。"""
    start = text.index(part)
    return Span(start, start + (len(part) if length is None else length))


def finding(
    code: str,
    message: str,
    span: Span | None = None,
    suggestion: str | None = None,
    zone: Zone = Zone.BODY,
    ruling: Ruling | None = None,
) -> Finding:
    """一处；级别、名称照规则。"""
    rule = _BY_CODE[code]
    return Finding(code, rule.name, rule.level, zone, message, span, suggestion, rule.source, ruling=ruling)


def checked(
    path: str, source: SourceText, findings: Iterable[Finding], notices: tuple[str, ...] = ()
) -> CheckedFile:
    """一份校对过的：有处置的（核定的除外）移到一边。"""
    ordered = with_fingerprints(source, findings)
    aside = tuple(item for item in ordered if item.ruling and item.ruling.kind is not Disposition.CONFIRMED)
    live = tuple(item for item in ordered if item not in aside)
    return CheckedFile(path, ProofResult(source, live, len(source.text), len(RULES), aside), notices=notices)


def _notice() -> CheckedFile:
    text = NOTICE_TEXT
    baselined = Ruling(Disposition.BASELINED)
    confirmed = Ruling(Disposition.CONFIRMED, by="沈砚舟")
    waived = Ruling(Disposition.WAIVED, "原文如此")
    dismissed = Ruling(Disposition.DISMISSED, "是原名", "周启明")
    found = [
        finding("ZA03", "缺成文日期（“成文日期”键）", zone=Zone.OTHER),
        finding("ZA02", "标题末尾不用“。”", place(text, "。"), "", Zone.TITLE),
        finding("ZA01", "半角逗号“,”应为全角", place(text, ","), "，", ruling=confirmed),
        finding("ZA01", "半角冒号“:”应为全角", place(text, ":\r\n发", 1), "："),
        finding("ZA04", "“1百”应写作“100”或“一百”", place(text, "1百")),
        finding("ZA04", "少了“余”", place(text, "件。", 0), "余"),
        finding("ZA04", "一句话分成了两行", place(text, "写到\r\n第二行"), "写到第二行"),
        finding("ZA02", "旧稿就有的", place(text, "旧话"), ruling=baselined),
        finding("ZA01", "半角逗号“,”应为全角", place(text, ",新话", 1), "，", ruling=waived),
        finding("ZA04", "“新话”请核", place(text, "新话"), ruling=dismissed),
    ]
    return checked(NOTICE, SourceText(NOTICE, text, digest="0" * 64), found)


def _hostile() -> CheckedFile:
    text = HOSTILE_TEXT
    found = [
        finding("ZA01", f"坏字“{text[:-1]}”", place(text, text[:-1]), "好%]]>\n::error::字<b>\u202e{1}"),
        finding("ZA04", "两行\r\n::warning::的说明 \ud800", place(text, "丙")),
    ]
    return checked(HOSTILE, SourceText(HOSTILE, text), found)


def _report() -> CheckedFile:
    text = REPORT_TEXT
    marks = (Mark(0, "第1段"), Mark(8, "第2段"), Mark(16, "第3段"))
    source = SourceText(REPORT, text, digest="1" * 64, medium=Medium.DOCX, marks=marks)
    return checked(REPORT, source, [finding("ZA01", "半角逗号“,”应为全角", place(text, ","), "，")])


def _legacy() -> CheckedFile:
    source = SourceText(LEGACY, "各县,各部门。\n", encoding="gb18030", guessed=True)
    found = [finding("ZA01", "半角逗号“,”应为全角", Span(2, 3), "，")]
    return checked(LEGACY, source, found, (f"{LEGACY}：编码不是 UTF-8，按 GB 18030 读的",))


def files() -> list[CheckedFile]:
    """全部；好的一件出现两次，像两件草稿引用同一个附件。"""
    clean = checked(CLEAN, SourceText(CLEAN, "请遵照执行。\n"), [])
    gone = CheckedFile(GONE, problem=f"{GONE}：找不到这个文件\n  → 检查文件名和路径")
    return [_notice(), _report(), _report(), _hostile(), _legacy(), clean, gone]


def output(name: str, items: Iterable[CheckedFile] | None = None, facts: RunFacts = FACTS) -> str:
    """这种格式的整份输出。"""
    return "".join(report_named(name)(files() if items is None else items, facts))


def expected(name: str) -> str:
    """定稿的整份输出。"""
    return (EXPECTED / WHOLE[name]).read_text(encoding="utf-8")


def split_lines(text: str) -> list[str]:
    """各行，含换行符；与 SourceText 另写一遍，好互相核对。"""
    return re.findall(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z", text)


if __name__ == "__main__":
    for each, filename in WHOLE.items():
        (EXPECTED / filename).write_bytes(output(each).encode())
