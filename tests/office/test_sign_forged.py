"""构建的行没有签名，谁都改得了：改了路线的，换了定稿的，签的时候都看得出。"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from tests.helpers import BODY, draft
from tests.office.final_scene import FRONT, ROSTER, Desk
from tests.office.test_seal_image import seal

from gongwen.agency import Agency, find_agency
from gongwen.errors import RefusedError
from gongwen.office.case import read_case
from gongwen.office.final_check import refuse_other_text
from gongwen.office.kept import keep
from gongwen.office.look import look
from gongwen.office.sign import Signing, SignRequest, sign
from gongwen.office.signed_copies import FOLDER, keepsakes
from gongwen.report.sign_text import brief_text
from gongwen.signoff.algorithms import Unsigned
from gongwen.signoff.envelope import seal_unsigned
from gongwen.signoff.route import route_of, route_table
from gongwen.signoff.step import Subject, payload_of
from gongwen.signoff.vocabulary import Decision, Separation

if TYPE_CHECKING:
    from pathlib import Path

    from gongwen.signoff.step import Step

REBUILD = "重新构建一次；不是你构建的，查明是谁改的"
NO_OFFICE = f"{REBUILD}。这里没有 office.toml，比的是随包的路线；单位有 office.toml 的，到它所在的文件夹里签"
MANIFEST = "build/稿/稿.manifest.jsonl"
OTHER = "一、各县要在6月30日前排查完隐患。\n"


def next_day() -> datetime:
    return datetime(2026, 5, 9, tzinfo=UTC)


def built(desk: Desk) -> Step:
    step = read_case(desk.case).built
    assert step is not None
    return step


def conditions(desk: Desk) -> str:
    """清单里的情形。"""
    return "、".join(sorted(read_case(desk.case).progress.conditions))


def write(desk: Desk, step: Step, *, after: bool = False) -> None:
    """没有钥匙的人把构建的行换成 step，或接在后面。"""
    kept = desk.case.manifest.read_bytes() if after else b""
    desk.case.manifest.write_bytes(kept + seal_unsigned(payload_of(step)) + b"\n")


def forged(step: Step, **changed: Any) -> Step:
    """怎么走改过的构建。changed 是 route 里的各项，separation、without 改路线本身。"""
    facts = dict((step.built or {})["route"])
    route = route_of(facts["definition"])
    gone = changed.pop("without", None)
    steps = tuple(each for each in route.steps if each.step_id != gone)
    route = replace(route, steps=steps, separation=changed.pop("separation", route.separation))
    route = replace(route, name=changed.pop("name", route.name))
    facts |= {"name": route.name, "definition": route_table(route), **changed}
    return replace(step, route_digest=route.digest, built={**(step.built or {}), "route": facts})


def told(desk: Desk, agency: Agency | None = None) -> tuple[str, str | None]:
    """看、签都不许，说的一样。"""
    with pytest.raises(RefusedError) as seen:
        look(desk.case.manifest, ROSTER, agency=agency, around=desk.folder)
    signing = Signing(ROSTER, lambda _: Unsigned(), agency)
    request = SignRequest(actor="周启明", decision="拟稿")
    with pytest.raises(RefusedError) as caught:
        sign(desk.case.manifest, request, signing, now=next_day, around=desk.folder)
    assert str(seen.value) == str(caught.value)
    return seen.value.what, seen.value.next_step


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({"without": "审核"}, "少了“审核”一步"),
        ({"separation": Separation.OFF}, "职责分离是“不问”，单位的是“提醒”"),
        ({"conditions": ["上行文"]}, "情形：清单里是上行文，照草稿是{own}"),
        ({"organs": ["望川区人民政府"]}, "发文机关：清单里是望川区人民政府，照草稿是澜州市人民政府办公室"),
        ({"countersigners": ["青溪县水务局"]}, "会签单位：清单里是青溪县水务局，照草稿是没有"),
        ({"name": "某某路线"}, "清单里是“某某路线”，照草稿是“条例发文程序”"),
    ],
)
def test_a_route_rewritten_before_anyone_signed_is_refused(
    desk: Path, changed: dict[str, Any], wrong: str
) -> None:
    made = Desk(desk)
    made.build()
    own = conditions(made)
    write(made, forged(built(made), **changed))
    assert told(made) == (f"清单里的路线与单位的不同（{wrong.format(own=own)}）", NO_OFFICE)


def test_the_office_rules_are_part_of_its_routes(desk: Path) -> None:
    """单位写的职责分离照样算在内：去掉它的不许，没有动过的可以。"""
    (desk / "office.toml").write_text(
        '格式 = 1\n名称 = "澜州市人民政府办公室"\n[签批]\n职责分离 = "禁止"\n合并职责 = ["审核"]\n',
        encoding="utf-8",
    )
    made = Desk(desk)
    made.build()
    agency = find_agency(desk)
    assert look(made.case.manifest, ROSTER, agency=agency).notices == ()
    write(made, forged(built(made), separation=Separation.OFF))
    assert told(made, agency) == (
        "清单里的路线与单位的不同（职责分离是“不问”，单位的是“禁止”）",
        REBUILD,
    )


def test_a_route_changed_after_the_signing_began_is_only_told(desk: Path) -> None:
    made = Desk(desk)
    made.build()
    made.sign("拟稿", "周启明", Decision.DRAFT)
    (desk / "office.toml").write_text(
        '格式 = 1\n名称 = "澜州市人民政府办公室"\n[签批]\n职责分离 = "禁止"\n', encoding="utf-8"
    )
    seen = look(made.case.manifest, ROSTER, agency=find_agency(desk))
    assert seen.notices[0] == (
        "清单里的路线与单位现在的不同（职责分离是“提醒”，单位的是“禁止”）；照清单里的办"
    )


def test_what_the_signer_sees_names_the_route(desk: Path) -> None:
    made = Desk(desk)
    made.build()
    seen = look(made.case.manifest, ROSTER)
    route = seen.progress.route
    assert route is not None
    assert brief_text(seen).splitlines()[5:7] == [
        f"  路线 条例发文程序（情形：{conditions(made)}），摘要 {route.digest[:16]}",
        "    为什么 草稿里写的",
    ]


def finished(desk: Path, *, formats: tuple[str, ...] = ("docx", "pdf"), **options: Any) -> Desk:
    """签发、登记过、出了定稿的一件；签过的都留存着。"""
    made = Desk(desk)
    made.build(formats=formats)
    keep(keepsakes(made.case, built(made)))
    made.approved().registered()
    made.final(formats=formats, **options)
    return made


def objection(made: Desk) -> tuple[str, str] | None:
    """定稿的文字与签发的不同：哪个文件，什么不对；相同的为 None。"""
    try:
        refuse_other_text(made.case, read_case(made.case), None)
    except RefusedError as error:
        return str(error.where), error.what
    return None


def final_refused(made: Desk) -> tuple[str, str]:
    """哪个文件，什么不对。"""
    found = objection(made)
    assert found
    return found


def swapped(made: Desk, elsewhere: Path, *names: str) -> None:
    """把定稿的这几种换成别的内容的，再添一行假的构建。"""
    other = Desk(elsewhere, FRONT, draft("", BODY)[8:] + OTHER)
    other.path = elsewhere / "稿.md"
    other.build(formats=("docx", "pdf"), out=elsewhere / "out")
    for name in names:
        (made.case.folder / name).write_bytes((elsewhere / "out" / name).read_bytes())
    last, lines = built(made), read_case(made.case)
    found = {
        each.name: hashlib.sha256((made.case.folder / each.name).read_bytes()).hexdigest()
        for each in last.subjects
    }
    facts = dict(last.built or {})
    fake = replace(
        last,
        seq=len(lines.lines),
        prev=lines.head,
        step_id=f"built-{len(lines.lines)}",
        subjects=tuple(Subject(each.name, each.content, found[each.name]) for each in last.subjects),
        built={**facts, "outputs": {**facts["outputs"], **found}},
    )
    write(made, fake, after=True)


@pytest.mark.parametrize("with_seal", [False, True])
def test_an_honest_final_is_the_text_that_was_signed(desk: Path, with_seal: bool) -> None:
    (desk / "印章.png").write_bytes(seal())
    options: dict[str, Any] = {"seal_image": "印章.png", "seal_mm": 45} if with_seal else {}
    assert objection(finished(desk, **options)) is None


def test_an_honest_final_on_preprinted_paper_is_the_text_that_was_signed(desk: Path) -> None:
    assert objection(finished(desk, preprinted=True)) is None


@pytest.mark.parametrize("name", ["稿.docx", "稿.pdf"])
def test_a_final_with_other_words_is_refused(desk: Path, tmp_path: Path, name: str) -> None:
    """只换了一种的也看得出。"""
    made = finished(desk)
    elsewhere = tmp_path / "别处"
    elsewhere.mkdir()
    swapped(made, elsewhere, name)
    where, what = final_refused(made)
    assert (where, what[:13]) == (f"build/稿/{name}", "定稿的文字与签发的不同：增")
    assert "6月30日" in what


def test_a_final_that_cannot_be_compared_is_refused(desk: Path) -> None:
    made = finished(desk, formats=("pdf",))
    [kept] = made.case.beside(FOLDER).iterdir()
    kept.unlink()
    assert final_refused(made) == (
        "build/稿/稿.pdf",
        f"定稿没有与签发的那份比成：变了；上次签的那份没有留存（稿.signed/{kept.name}），不能逐字比",
    )


def test_the_seal_is_not_put_on_a_swapped_final(desk: Path, tmp_path: Path) -> None:
    made = finished(desk, formats=("docx", "pdf"))
    elsewhere = tmp_path / "别处"
    elsewhere.mkdir()
    swapped(made, elsewhere, "稿.pdf")
    before = made.case.manifest.read_bytes()
    request = SignRequest(actor="方见微", decision="办结", step="印制")
    signing = Signing(ROSTER, lambda _: Unsigned(), None)
    with pytest.raises(RefusedError) as caught:
        sign(made.case.manifest, request, signing, now=next_day)
    assert caught.value.what.startswith("定稿的文字与签发的不同：")
    assert made.case.manifest.read_bytes() == before
