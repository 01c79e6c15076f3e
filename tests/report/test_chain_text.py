"""看到哪里了的终端文字：整份定稿，宽度照汉字算，清单里的控制符不起作用。

改了文字之后，看过差别，再运行：PYTHONPATH=. python tests/report/test_chain_text.py
"""

from __future__ import annotations

import re

import pytest
from tests.report import corpus
from tests.report.chain_corpus import chain, hostile, several
from tests.report.test_html import HOSTILE
from tests.signoff.chain_scene import Story, changed, finished, provisional, returned
from tests.signoff.hostile.samples import samples
from tests.signoff.hostile.scene import MANIFEST

from gongwen.errors import ManifestError
from gongwen.report.chain_html import chain_html
from gongwen.report.chain_table import chains_text
from gongwen.report.chain_text import chain_text
from gongwen.report.chains import Chain
from gongwen.report.pointed import columns
from gongwen.signoff.manifest import read_manifest
from gongwen.signoff.timeline import timeline
from gongwen.signoff.verify import State

SAMPLES = samples()
GOLDEN = corpus.EXPECTED / "chain.txt"
ESCAPE = re.compile(r"\x1b\[[0-9;]*m")


def everything() -> str:
    """各种样子接在一起。"""
    cases = [
        chain(story(), verified=story is finished) for story in (returned, provisional, changed, finished)
    ]
    cases += [chain(Story().build(), idle=0), chain(Story(route=None).build(), idle=None)]
    return "\n".join([*map(chain_text, cases), chain_text(cases[1], width=60), chains_text(several())])


def test_the_whole_text_is_as_recorded():
    assert everything() == GOLDEN.read_text(encoding="utf-8")


@pytest.mark.parametrize("width", [60, 80, 96, 120])
def test_no_line_is_wider_than_the_terminal_but_for_a_hanging_mark(width):
    lines = chain_text(chain(changed()), width=width).splitlines()
    assert [line for line in lines if columns(line) > width + 2] == []


def test_colour_adds_nothing_but_colour():
    whole = chain(changed(), verified=True)
    painted = chain_text(whole, colour=True)
    assert ESCAPE.sub("", painted) == chain_text(whole)
    assert "\x1b[2;9m审签" in painted
    assert "\x1b[1;36m❯\x1b[0m" in painted or "\x1b[1;36m      ❯ 审签" in painted
    table = chains_text(several(), colour=True)
    assert ESCAPE.sub("", table) == chains_text(several())


@pytest.mark.parametrize("bad", HOSTILE)
def test_nothing_in_a_manifest_can_reach_the_terminal_raw(bad):
    whole = hostile(chain(provisional(), verified=True), bad)
    for text in (chain_text(whole), chains_text([whole, whole])):
        assert set(text.replace("\n", "")) & set(bad) <= {each for each in bad if each.isprintable()}
        assert "".join(text.split("\n")).replace("　", "").isprintable()


@pytest.mark.parametrize("sample", SAMPLES.values(), ids=SAMPLES)
def test_a_case_that_was_tampered_with_is_refused_or_shown_with_what_is_wrong(sample):
    evidence = sample.evidence
    try:
        manifest = read_manifest(evidence.manifest, MANIFEST)
    except ManifestError:
        assert sample.exit_code in {1, 2}
        return
    statement = evidence.verified()
    people = evidence.roster.roster("0" * 64) if evidence.roster else None
    whole = Chain(MANIFEST, timeline(manifest, people), statement=statement)
    text, page = chain_text(whole, width=10_000), chain_html(whole, "0")
    wrong = {
        each.line
        for each in statement.results
        if each.state is State.FAIL and each.line is not None and each.line <= len(manifest.steps)
    }
    assert (text.count("【验证不合：") >= len(wrong), page.count("验证不合：") >= len(wrong)) == (True, True)
    assert ("验证有不合的" in text) == ("验证有不合的" in page) == (sample.exit_code == 1)


def test_a_long_opinion_is_cut_and_says_where_the_whole_is():
    text = chain_text(hostile(chain(returned()), "长" * 5000))
    assert "……（太长，没有全写，见--format" in "".join(text.split())
    assert len(text) < 200_000


def test_a_case_that_cannot_be_read_says_why_and_nothing_else():
    assert (
        chain_text(Chain("清单", None, "清单:2：坏了\n  → 查\x1b[2J")) == "清单:2：坏了\n  → 查<U+001B>[2J\n"
    )


def test_the_longest_still_comes_first_and_what_is_over_last():
    lines = chains_text(several()).splitlines()
    assert [line.split()[0] for line in lines[1:6]] == ["12天", "5天", "1天", "0天", "办完"]
    assert lines[-2:] == [
        "读不了：build/丙/通知.manifest.jsonl:2：流转清单损坏：读不懂",
        "共6件：没有选路线1件，办理中2件，签发后内容变了1件，办完1件，读不了1件",
    ]


if __name__ == "__main__":
    GOLDEN.write_text(everything(), encoding="utf-8")
