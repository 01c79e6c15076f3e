"""动过手脚的各件，各由自己的那一项检查查出来：不合的检查一项不多，一项不少。"""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.signoff.hostile.samples import FOLDER, NAMES, sample, samples, stored
from tests.signoff.hostile.scene import MANIFEST, NOW

from gongwen.errors import ManifestError, UsageError
from gongwen.signoff.built import digest
from gongwen.signoff.receipts import parse_receipts
from gongwen.signoff.roster_file import parse_roster
from gongwen.signoff.verify import ASPECTS, Aspect, Audit, State, verify

UNREADABLE = ("newer-version", "not-a-manifest")


@pytest.mark.parametrize("name", [each for each in NAMES if each not in UNREADABLE])
def test_each_sample_fails_its_own_checks_and_no_other(name: str) -> None:
    statement = sample(name).evidence.verified()
    assert (statement.failing, statement.exit_code) == (sample(name).expected, sample(name).exit_code)


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_is_no_manifest_of_ours_is_not_verified(name: str) -> None:
    with pytest.raises(ManifestError):
        sample(name).evidence.verified()
    assert sample(name).exit_code == 2


def test_every_check_has_a_sample_that_only_it_catches() -> None:
    alone = {check for each in samples().values() if len(each.expected) == 1 for check in each.expected}
    together = {"content"}  # 定稿的内容不是签发的，也就是签发以后改了、没有重新签发
    never_fails = {Audit.FINISHED.value, Audit.COVERED.value}  # 没有办完、没有人签过不是不合，是不能确定
    assert {each.value for each in ASPECTS} - alone == together | never_fails


def test_a_failing_check_makes_its_aspect_fail_and_no_other() -> None:
    for made in samples().values():
        if made.exit_code == 1:
            statement = made.evidence.verified()
            failed = {each.aspect for each in statement.results if each.state is State.FAIL}
            assert {aspect for aspect, state in statement.states.items() if state is State.FAIL} == failed


def test_the_stored_files_are_what_the_generator_makes() -> None:
    found = {
        path.relative_to(FOLDER).as_posix(): path.read_bytes() for path in FOLDER.rglob("*") if path.is_file()
    }
    made = stored()
    differing = sorted(path for path in found.keys() | made.keys() if found.get(path) != made.get(path))
    assert differing == [], "重写：python -m tests.signoff.hostile.samples"


READ_AS_FILES = [each for each in NAMES if each not in (*UNREADABLE, "key-under-two-names")]


@pytest.mark.parametrize("name", READ_AS_FILES)
def test_a_stored_sample_read_as_files_gives_the_same_statement(name: str) -> None:
    def read(path: str) -> bytes:
        own = FOLDER / name / path
        return (own if own.exists() else FOLDER / "untouched" / path).read_bytes()

    scans = {path.stem: digest(path.read_bytes()) for path in (FOLDER / name).glob("*.sheets/*")}
    statement = verify(
        read(MANIFEST),
        MANIFEST,
        parse_roster(read("roster.toml"), Path("roster.toml")),
        receipts=parse_receipts(read("receipts.jsonl"), "receipts.jsonl")
        if sample(name).evidence.receipts is not None
        else None,
        files=lambda path: digest(read(path)),
        sheets=lambda named: scans.get(named[:16]),
        now=NOW,
    )
    assert statement == sample(name).evidence.verified()


def test_a_roster_file_with_a_key_under_two_names_is_not_even_read() -> None:
    with pytest.raises(UsageError, match="钥匙"):
        parse_roster((FOLDER / "key-under-two-names" / "roster.toml").read_bytes(), Path("roster.toml"))


def test_what_a_revoked_key_signed_counts_only_by_the_receipts() -> None:
    states = {
        name: sample(name).evidence.verified().states[Aspect.REVOCATION]
        for name in ("revoked-later", "revoked-key-backdated", "revoked-without-receipts")
    }
    assert states == {
        "revoked-later": State.OK,
        "revoked-key-backdated": State.FAIL,
        "revoked-without-receipts": State.UNKNOWN,
    }


def test_cut_off_without_a_receipt_completeness_is_not_established() -> None:
    statement = sample("cut-off-without-receipts").evidence.verified()
    assert (statement.completeness, statement.integrity, statement.order) == (
        State.UNKNOWN,
        State.OK,
        State.OK,
    )


PAGE = Path(__file__).resolve().parents[3] / "docs" / "验证.md"


def test_the_page_lists_every_sample_with_its_checks_and_exit_code() -> None:
    terms = {check.value: check.term for check in ASPECTS}
    rows = [
        f"| `{name}` | {each.what} | {'、'.join(terms[check] for check in sorted(each.expected)) or '—'}"
        f" | {each.exit_code} |"
        for name, each in samples().items()
    ]
    page = PAGE.read_text(encoding="utf-8").splitlines()
    assert [line for line in page if line.startswith("| `")] == rows


def test_the_page_lists_every_check() -> None:
    page = PAGE.read_text(encoding="utf-8")
    listed = [line.split(" | ")[1:3] for line in page.splitlines() if line.count(" | ") == 3]
    assert [each for each in listed if each[1].startswith("`")] == [
        [check.term, f"`{check.value}`"] for check in ASPECTS
    ]
