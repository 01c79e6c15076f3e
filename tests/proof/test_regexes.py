"""源代码里的每个正则式，在由它自己的字母拼成的十万字的长行上，用时都随长度线性增长。

只用它在代码里用到的方法查。比的是同一次运行里长行与短行的时间之比：长五倍，线性约五倍，平方二十五倍。
"""

from __future__ import annotations

import math
import re
from dataclasses import replace

import pytest
from tests.proof import nasty
from tests.proof.patterns import AT_EACH, UNKNOWN, Found, Module, find_patterns, not_found, read_modules

AREAS = (
    *("agency", "cli", "compare", "config", "document", "drafting", "layout", "office", "ooxml"),
    *("proofing", "report", "settings", "signoff", "sources", "spans"),
)
LONG, SHORT, TRIAL = 100_000, 20_000, 300
# 线性的约 5，平方的约 25
MOST_RATIO = 14
WORTH_SECONDS = 0.1
MOST_SECONDS = {LONG: 1.0, SHORT: 1.0, TRIAL: 0.2}
# 挑出来再在长行上查的，是短行上最慢的几行
WORST = 3

# 不是线性的，但遇到的文字有限：名字 → 最长多少字，凭什么
GUARDED = {
    "layout.pdf.count_faces:b'/Type\\\\s*+/Pages\\\\b[^>]*?/Count\\\\s++(\\\\d++)'": (
        2000,
        "自己排的 PDF 的一个字典",
    ),
    "layout.pdf.count_faces:b'/Count\\\\s++(\\\\d++)[^>]*?/Type\\\\s*+/Pages\\\\b'": (
        2000,
        "自己排的 PDF 的一个字典",
    ),
    "proofing.rules.bt.ending._NOTES.0": (120, "只看标题末尾 120 字"),
    "proofing.rules.bt.end_mark._TAIL.0": (8, "只看标题末尾 8 字"),
    "sources.pdf.furniture._FOLIO.0": (24, "长过 MOST_FOLIO 的行不看"),
    "sources.plain.numbers._MANGLED.0": (40, "长过 MAX_NUMBER 的行不看"),
    "sources.plain.numbers._WRITTEN.0": (40, "长过 MAX_NUMBER 的行不看"),
    "sources.plain.shapes._BRACKETS.0": (200, "只看标题末尾 200 字"),
    "sources.plain.signature._STAMP.0": (40, "长过 SHORT_STAMP 的行不看"),
    "sources.plain.title._ISSUING.0": (120, "标题不超过 MAX_TITLE"),
}
# 每个字摊到的时间，至多是线性的正则式的这么多倍
MOST_TIMES = 200
LINEAR = Found("线性", re.compile(r"(?:[^\ue000]|\ue000)*+"), frozenset({"fullmatch"}))

# match(文字, 位置) 的位置各不相重叠：名字 → 凭什么；照从头的 match 查
APART = {
    "layout.upright._PAGE.0": "交叉引用表里各对象的开头",
    "layout.upright._TABLE.0": "交叉引用表只有一个",
    "sources.frontmatter._COMMENT.0": "一个值之后，到行末",
    "sources.plain.furniture._NUMERIC_DATE.0": "一行里只有标签之后一处",
}

# 收集不到的：由别的东西拼出来，只有固定的字和转义过的字，没有重复
BUILT = {
    "drafting.template.read_template": "换行",
    "layout.measure.typefaces.kind_of": "字体名的一段",
    "layout.plan.titles._kept": "机关名称的并列",
    "office.build._stale": "文件名",
    "proofing.doubles.same": "零字节的重复，长度是算出来的",
    "proofing.lazy.compiled": "Lazy：各模块里的另行收集",
    "sources.plain.texts.split_names": "分隔的字，[…]+",
}


@pytest.fixture(scope="module")
def modules() -> list[Module]:
    return read_modules("gongwen")


@pytest.fixture(scope="module")
def patterns(modules: list[Module]) -> dict[str, Found]:
    return {found.name: _placed(found) for found in find_patterns(modules)}


def _placed(found: Found) -> Found:
    apart = {"match" if method == AT_EACH else method for method in found.methods}
    return replace(found, methods=frozenset(apart)) if found.name in APART else found


def slow_line(found: Found) -> str:
    """在哪一行上不是线性的，慢多少倍；没有为空串。"""
    trials = []
    for spec in nasty.stuck_specs(found.pattern):
        seconds = nasty.spent(found, spec.line(TRIAL), MOST_SECONDS[TRIAL])
        if seconds >= MOST_SECONDS[TRIAL]:
            return f"{spec}：{TRIAL} 字 {seconds} 秒还没有完"
        trials.append((seconds, spec))
    worst = [spec for _, spec in sorted(trials, key=lambda trial: -trial[0])[:WORST]]
    for spec in (*worst, *nasty.plain_specs(found.pattern)):
        if (ratio := _ratio(found, spec)) > MOST_RATIO:
            return f"{spec}：{ratio:.0f} 倍"
    return ""


def _ratio(found: Found, spec: nasty.Spec) -> float:
    """长行与短行的用时之比；不值得比的（很快）为 0。偶尔慢一回的不算：几回里取最小的。"""
    ratios = []
    for _ in range(3):
        long = nasty.spent(found, spec.line(LONG), MOST_SECONDS[LONG])
        if long < WORTH_SECONDS:
            return 0
        if long >= MOST_SECONDS[LONG]:
            return math.inf
        short = nasty.spent(found, spec.line(SHORT), MOST_SECONDS[SHORT])
        ratios.append(long / short)
        if ratios[-1] <= MOST_RATIO:
            break
    return min(ratios)


def times_as_slow(found: Found, most: int) -> float:
    """在至多 most 字的行上，每个字摊到的时间是线性的正则式的多少倍（最慢的一行）。"""
    specs = [*nasty.plain_specs(found.pattern), *nasty.stuck_specs(found.pattern)]
    limit = MOST_SECONDS[TRIAL]
    spec = max(specs, key=lambda each: nasty.spent(found, each.line(most), limit))
    line, repeats = spec.line(most), SHORT // most
    own, linear = (
        min(
            nasty.limited(lambda one=one: [nasty.apply(one, line) for _ in range(repeats)], 9.0)
            for _ in "123"
        )
        for one in (found, LINEAR)
    )
    return own / linear


@pytest.mark.parametrize("area", AREAS)
def test_every_pattern_is_linear_on_lines_of_its_own_alphabet(area: str, patterns: dict[str, Found]) -> None:
    own = {name: found for name, found in patterns.items() if name.split(".")[0] == area}
    slow = {name: slow_line(found) for name, found in own.items() if name not in GUARDED}
    assert {name: line for name, line in slow.items() if line} == {}


@pytest.mark.parametrize("name", GUARDED)
def test_a_guarded_pattern_is_quick_on_the_longest_text_it_meets(
    name: str, patterns: dict[str, Found]
) -> None:
    assert times_as_slow(patterns[name], GUARDED[name][0]) < MOST_TIMES


def test_every_pattern_in_the_source_is_found(modules: list[Module], patterns: dict[str, Found]) -> None:
    missed = {name for module in modules for name in not_found(module)}
    assert missed == set(BUILT)
    assert {name.split(".")[0] for name in patterns} <= set(AREAS)
    assert APART.keys() <= patterns.keys()
    assert {name: patterns[name].methods for name in ("sources.waivers._SAID.0", "spans._NEWLINE.0")} == {
        "sources.waivers._SAID.0": {"fullmatch"},
        "spans._NEWLINE.0": {"finditer"},
    }


PLANTED = {
    "平方：从每个位置起都数到头": (r" +x", "search"),
    "平方：写出开头才卡住": (r"附件\s*\d?\s*：", "match"),
    "平方：几个字一起重复": (r"(?:印发|转发).+的通知$", "search"),
    "平方：从给定的位置起": (r"[ \t]*\n", AT_EACH),
    "指数": (r"(?:[^，]{1,12}\s*)+。", "fullmatch"),
    "指数：只有不许有的字才看得出来": (r"[^，]{1,12}(?:\s+[^，]{1,12})+", "fullmatch"),
}


@pytest.mark.parametrize("kind", PLANTED)
def test_a_planted_slow_pattern_is_caught(kind: str) -> None:
    pattern, method = PLANTED[kind]
    assert slow_line(Found(kind, re.compile(pattern), frozenset({method}))) != ""


def test_a_planted_slow_pattern_is_slow_at_its_guard() -> None:
    planted = Found("例", re.compile(r" *\S? *\S? *x"), frozenset({"match"}))
    assert times_as_slow(planted, 20) < MOST_TIMES < times_as_slow(planted, 200)


def test_uses_are_told_from_the_source(tmp_path, monkeypatch) -> None:
    folder = tmp_path / "planted"
    folder.mkdir()
    (folder / "__init__.py").write_text("")
    (folder / "one.py").write_text(
        "import re\nfrom functools import cache\n"
        "WHOLE = re.compile('a')\nPLACED = re.compile('b')\nGIVEN = re.compile('c')\nNAMED = 'd'\n"
        "PAIRS = (('x', re.compile('e')), ('y', re.compile('f')))\n"
        "@cache\ndef made():\n    return re.compile('g')\n"
        "def local(word):\n    return re.compile(word)\n"
        "def use(text, other):\n"
        "    WHOLE.fullmatch(text)\n    PLACED.match(text, 3)\n    other(GIVEN)\n    re.search(NAMED, text)\n"
        "    made().sub('', text)\n    return [name for name, each in PAIRS if each.match(text)]\n"
    )
    (folder / "two.py").write_text(
        "from planted import one\nfrom planted.one import WHOLE as again\n"
        "def use(text):\n    again.search(text)\n    one.PLACED.split(text)\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    modules = read_modules("planted")
    assert {found.pattern.pattern: set(found.methods) for found in find_patterns(modules)} == {
        "a": {"fullmatch", "search"},
        "b": {AT_EACH, "split"},
        "c": {UNKNOWN},
        "d": {"search"},
        "e": {"match"},
        "f": {"match"},
        "g": {"sub"},
    }
    assert [name for module in modules for name in not_found(module)] == ["planted.one.local"]
