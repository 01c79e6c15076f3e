"""签一步：签的是什么，许不许，记下什么，留存什么；文件、草稿、钥匙、名册不对时怎么办。"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from tests.helpers import names, png, tree
from tests.office.signing_scene import PARAGRAPHS, UNCHECKED, Clock, Desk, first_look, signer_of, word
from tests.signoff.chain_scene import OFFICE, OPEN, ROUTE, key

from gongwen.agency import Agency
from gongwen.errors import GongwenError, ManifestError, OutputError, RefusedError, SourceError, UsageError
from gongwen.office.receipts import read_receipts
from gongwen.office.sheets import MAX_BYTES, read_sheet
from gongwen.office.sign import Signing, SignRequest, sign
from gongwen.report.sign_text import look_text, signed_text
from gongwen.signoff.algorithms import Unsigned
from gongwen.signoff.envelope import seal, seal_unsigned
from gongwen.signoff.keys import UNSIGNED_NOTICE
from gongwen.signoff.progress import CHINA
from gongwen.signoff.roster import Delegation, Roster
from gongwen.signoff.signing import next_step
from gongwen.signoff.step import Details, payload_of
from gongwen.signoff.vocabulary import Decision, Separation

if TYPE_CHECKING:
    from pathlib import Path

    from gongwen.signoff.algorithms import Signer

PARTIES = ("青溪县应急管理局", "青溪县水务局")
REBUILD = "先重新构建：gongwen build；改动要留的，另存一份"
STALE = "  周启明 拟稿的是改动以前的内容（第 2 行）"
PDF = b"%PDF-1.7 scanned"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path).build()


def scan(desk: Desk, data: bytes = PDF, name: str = "稿纸.pdf") -> Path:
    path = desk.folder / name
    path.write_bytes(data)
    return path


def reviewed(desk: Desk) -> Desk:
    """拟稿、初审过，轮到审签。"""
    desk.sign("周启明", "拟稿")
    desk.sign("沈砚舟", "同意")
    return desk


def refused(desk: Desk, *arguments: Any, **given: Any) -> GongwenError:
    """不许签的错误；什么也没有写。"""
    before = tree(desk.folder)
    with pytest.raises(GongwenError) as caught:
        desk.sign(*arguments, **given)
    assert tree(desk.folder) == before
    return caught.value


def told(error: GongwenError, desk: Desk) -> tuple[str, str, str | None]:
    """哪一类、什么不对（连同文件名）、怎么办。"""
    where = f"{error.where}：".replace(f"{desk.folder}/", "") if str(error.where) else ""
    return type(error).__name__, f"{where}{error.what}", error.next_step


def test_a_condition_of_another_route_is_refused_with_what_to_do(desk: Desk) -> None:
    desk.sign("周启明", "拟稿")
    error = refused(desk, "沈砚舟", "同意", conditions=("政务快报",))
    assert told(error, desk) == (
        "RefusedError",
        f"“政务快报”要走“县政府办政务快报”，这一件照“{ROUTE.name}”办到底",
        "在草稿的“情形”里写上“政务快报”，另起一件，用 -o 构建到新的文件夹，从头办",
    )
    error = refused(desk, "沈砚舟", "同意", conditions=("办公室发文",))
    known = "规范性文件、重要文件、上行文、联合行文、加盖印章"
    assert told(error, desk) == (
        "RefusedError",
        "路线里没有“办公室发文”这种情形",
        (
            f"可用：{known}；这一件照“{ROUTE.name}”办到底，要走别的路线的，"
            "另起一件，用 -o 构建到新的文件夹，从头办"
        ),
    )


def test_a_look_shows_what_is_signed_and_whose_turn_it_is(desk: Desk) -> None:
    look = desk.look()
    assert look.notices == (UNCHECKED,)
    assert look_text(look).replace(str(desk.path), "案卷") == first_look("案卷", desk.manifest, "2026-05-06")


def test_signing_writes_one_line_the_signed_copy_and_a_receipt(desk: Desk) -> None:
    before = tree(desk.folder)
    signed = desk.sign("周启明", "拟稿", comment="请审。")
    after = tree(desk.folder)
    rendition = signed.step.subjects[0].rendition
    assert {name for name in after if before.get(name) != after[name]} == {
        "build/通知/通知.manifest.jsonl",
        "build/通知/通知.signed",
        f"build/通知/通知.signed/{rendition[:16]}.docx",
        "receipts.jsonl",
    }
    assert after[f"build/通知/通知.signed/{rendition[:16]}.docx"] == rendition
    assert (
        signed_text(signed).replace(str(desk.path), "案卷")
        == f"""\
已记下：拟稿：周启明 拟稿 2026-05-06
  意见 请审。
清单第 2 行，用 ed25519 签名
清单的头 {desk.manifest.head}
接下来
    初审把关：由沈砚舟办；同意、修改、圈阅、退回
      gongwen sign 案卷 --step first --as 沈砚舟 --decision 同意
"""
    )
    register = read_receipts(desk.folder)
    assert register is not None
    assert [(row.case, row.seq, row.digest) for row in register.rows] == [("案卷一", 1, signed.head)]
    assert signed.notices == ()


def test_the_whole_chain_from_draft_to_dispatch(tmp_path: Path) -> None:
    """会签任意次序，纸上手签，委托，放行，先口头同意再补签，登记、定稿、用印、分送。"""
    desk = Desk(tmp_path)
    desk.build(conditions=("重要文件",), countersigners=PARTIES)
    desk.sign("周启明", "拟稿")
    desk.sign("沈砚舟", "修改", comment="文字已改。")
    desk.sign("梁知夏", "同意", party=PARTIES[1])
    paper = read_sheet(scan(desk))
    desk.sign("钟怀远", "圈阅", party=PARTIES[0], sheet=paper, registrar="方见微", on=date(2026, 5, 6))
    desk.clock = Clock(datetime(2026, 5, 12, 9, tzinfo=CHINA))
    desk.sign("何叙白", "同意", on_behalf_of="顾清岚", waive=(("5f1d3c", "引用原文"),))
    desk.sign("陆听澜", "待补签", how="电话请示，在省里开会", on=date(2026, 5, 12), registrar="方见微")
    desk.sign("周启明", "登记", number="青政办发〔2026〕12号")
    desk.build(conditions=("重要文件",), countersigners=PARTIES, final=True)
    desk.sign("陆听澜", "补签")
    desk.sign("周启明", "办结")
    desk.sign("许闻笛", "用印", seal="办公室印章", copies=46)
    last = desk.sign("方见微", "核发")
    assert last.manifest.progress.finished
    assert signed_text(last).splitlines()[-1] == "都办完了"
    assert [
        (step.step_id, step.actor, step.decision, step.on_behalf_of, step.entered_by, step.details)
        for step in desk.manifest.steps
        if step.actor
    ] == [
        ("draft", "周启明", "拟稿", None, None, Details()),
        ("first", "沈砚舟", "修改", None, None, Details()),
        ("counter", "梁知夏", "同意", None, None, Details(party=PARTIES[1])),
        ("counter", "钟怀远", "圈阅", None, "方见微", Details(party=PARTIES[0], signed_on="2026-05-06")),
        ("director", "何叙白", "同意", "顾清岚", None, Details()),
        (
            "approve", "陆听澜", "待补签", None, "方见微",
            Details(how="电话请示，在省里开会", consented_on="2026-05-12"),
        ),
        ("number", "周启明", "登记", None, None, Details(number="青政办发〔2026〕12号")),
        ("approve", "陆听澜", "补签", None, None, Details()),
        ("print", "周启明", "办结", None, None, Details()),
        ("seal", "许闻笛", "用印", None, None, Details(seal="办公室印章", copies=46)),
        ("send", "方见微", "核发", None, None, Details()),
    ]  # fmt: skip
    assert [(each.code, each.name, each.reason) for each in desk.manifest.progress.waivers] == [
        ("SZ02", "何叙白", "引用原文")
    ]
    register = read_receipts(desk.folder)
    assert register is not None
    assert register.disagreement("案卷一", [line.digest for line in desk.manifest.lines]) is None
    assert len(register.rows) == 11
    assert [name for name in names(desk.path) if "sheets" in name] == [f"通知.sheets/{paper.digest[:16]}.pdf"]


@pytest.mark.parametrize(
    ("arguments", "given", "expected"),
    [
        (
            ("顾清岚", "签发"),
            {},
            ("RefusedError", "还没有轮到“审签”，现在轮到“拟稿”", "“拟稿”可用的决定：拟稿"),
        ),
        (
            ("沈砚舟", "同意"),
            {"step": "first"},
            ("RefusedError", "“初审把关”还没有轮到", "现在可以办：“拟稿”（draft）"),
        ),
        (
            ("陆听澜", "签发"),
            {"step": "审签"},
            ("RefusedError", "“审签”还没有轮到", "现在可以办：“拟稿”（draft）"),
        ),
        (
            ("顾清岚", "拟稿"),
            {},
            ("RefusedError", "“顾清岚”这一天没有办“拟稿”的角色：要秘书科", "由周启明、方见微办"),
        ),
        (
            ("孟行远", "拟稿"),
            {},
            (
                "RefusedError",
                "签字名册里没有“孟行远”",
                "核对姓名；要用他的，先加进名册（gongwen roster add）",
            ),
        ),
        (
            ("周启明", "拟搞"),
            {},
            (
                "UsageError",
                "没有“拟搞”这个决定",
                "是不是“拟稿”？可用：拟稿、同意、修改、圈阅、退回、通过、签发、待补签、补签、登记、用印、核发、办结",
            ),
        ),
        (
            ("周启明", "拟稿"),
            {"step": "起草"},
            (
                "RefusedError",
                "路线里没有“起草”这一步",
                "可用：draft、first、legal、counter、director、approve、number、print、seal、send",
            ),
        ),
        (("周启明", "拟稿"), {"number": "1号"}, ("RefusedError", "不是登记，不写发文字号", "去掉 --number")),
        (
            ("周启明", "拟稿"),
            {"on": date(2026, 5, 6)},
            ("RefusedError", "不是登记手签的，不写纸上签的日期", "去掉 --on；手签的用 --from-sheet 登记"),
        ),
        (
            ("周启明", "拟稿"),
            {"waive": (("5f1d3c", "原文"),)},
            ("RefusedError", "拟稿的人不能放行", "由审核人、签发人具名放行"),
        ),
        (
            ("周启明", "拟稿"),
            {"waive": (("abcdef", "原文"),)},
            ("UsageError", "没有“abcdef”这一处差错", "可用：5f1d3c"),
        ),
        (
            ("周启明", "拟稿"),
            {"conditions": ("重要",)},
            (
                "RefusedError",
                "路线里没有“重要”这种情形",
                (
                    "可用：规范性文件、重要文件、上行文、联合行文、加盖印章；这一件照“县政府办公室发文（重要）”办到底，"
                    "要走别的路线的，另起一件，用 -o 构建到新的文件夹，从头办"
                ),
            ),
        ),
        (
            ("周启明", "拟稿"),
            {"comment": "\x1b[2J"},
            ("UsageError", "--comment 里有看不见的控制字符", "删去再签"),
        ),
        (("周启明", "拟稿"), {"comment": "好" * 2001}, ("UsageError", "--comment 超过 2000 字", "写短些")),
        (
            ("周启明", "拟稿"),
            {"registrar": "方见微"},
            ("RefusedError", "代人登记的，要有手签的发文稿纸", "用 --from-sheet 写上扫描件"),
        ),
    ],
)
def test_what_is_not_allowed_is_refused_with_what_would_be(
    desk: Desk, arguments: tuple[str, str], given: dict[str, Any], expected: tuple[str, str, str]
) -> None:
    assert told(refused(desk, *arguments, **given), desk) == expected


def test_a_return_needs_a_reason_and_reopens_the_earlier_step(desk: Desk) -> None:
    desk.sign("周启明", "拟稿")
    assert told(refused(desk, "沈砚舟", "退回"), desk) == (
        "RefusedError",
        "退回没有写理由",
        "写上 --reason 理由",
    )
    signed = desk.sign("沈砚舟", "退回", return_to="拟稿", reason="人数不一致")
    assert (signed.step.details.return_to, [each.step.step_id for each in signed.turns]) == (
        "draft",
        ["draft"],
    )
    assert "  沈砚舟退回到“拟稿”：人数不一致" in look_text(desk.look()).splitlines()


def test_a_return_to_a_later_step_is_refused(desk: Desk) -> None:
    desk.sign("周启明", "拟稿")
    assert told(refused(desk, "沈砚舟", "退回", return_to="审签", reason="再议"), desk) == (
        "RefusedError",
        "不能退回到“approve”",
        "可用：draft",
    )


CHANGED = "build/通知/通知.docx：文件与清单记的不同：构建以后变了"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda path: path.write_bytes(word("改了")), CHANGED),
        (lambda path: path.unlink(), "build/通知/通知.docx：清单记的文件不见了"),
        (lambda path: (path.unlink(), path.mkdir()), "build/通知/通知.docx：清单记的文件不见了"),
    ],
    ids=["edited", "removed", "folder"],
)
def test_a_file_changed_since_the_build_is_neither_shown_nor_signed(
    desk: Desk, change: Any, expected: str
) -> None:
    change(desk.path / "通知.docx")
    assert told(refused(desk, "周启明", "拟稿"), desk) == ("RefusedError", expected, REBUILD)
    with pytest.raises(RefusedError) as caught:
        desk.look()
    assert told(caught.value, desk) == ("RefusedError", expected, REBUILD)


def during(desk: Desk, act: Any) -> Signing:
    """正在问口令的时候，发生了 act。"""

    def signer(name: str) -> Signer:
        act()
        return signer_of(name)

    return replace(desk.signing, signer=signer)


def test_a_file_changed_while_the_passphrase_is_asked_is_not_signed(desk: Desk) -> None:
    seen = desk.look()
    path, manifest = desk.path / "通知.docx", desk.case.manifest.read_bytes()
    with pytest.raises(RefusedError) as caught:
        desk.sign("周启明", "拟稿", seen=seen, signing=during(desk, lambda: path.write_bytes(word("改了"))))
    assert told(caught.value, desk) == ("RefusedError", CHANGED, REBUILD)
    assert desk.case.manifest.read_bytes() == manifest
    assert names(desk.path) == ["通知.docx", "通知.manifest.jsonl", "通知.proof.json"]


def test_a_draft_changed_while_the_passphrase_is_asked_is_not_signed(desk: Desk) -> None:
    change = during(desk, lambda: desk.draft.write_text("改过", encoding="utf-8"))
    with pytest.raises(RefusedError) as caught:
        desk.sign("周启明", "拟稿", signing=change)
    assert told(caught.value, desk)[1] == "通知.md：草稿在构建之后改过"
    assert names(desk.path) == ["通知.docx", "通知.manifest.jsonl", "通知.proof.json"]


@pytest.mark.parametrize("asked", [False, True], ids=["after-look", "while-asked"])
def test_built_again_after_it_was_seen_it_is_not_signed(desk: Desk, asked: bool) -> None:
    seen = desk.look()

    def again() -> None:
        desk.build(*PARAGRAPHS, "三、落实责任。")

    if not asked:
        again()
    with pytest.raises(RefusedError) as caught:
        desk.sign("周启明", "拟稿", seen=seen, signing=during(desk, again if asked else lambda: None))
    assert told(caught.value, desk) == (
        "RefusedError",
        "build/通知/通知.manifest.jsonl：文件在看过之后变了：又构建过一次",
        "重新看过再签",
    )
    assert [step.step_id for step in desk.manifest.steps] == ["built-0", "built-1"]


def test_another_step_signed_in_between_is_no_obstacle(tmp_path: Path) -> None:
    desk = Desk(tmp_path).build(countersigners=PARTIES)
    reviewed(desk)
    seen = desk.look()
    other = during(desk, lambda: desk.sign("梁知夏", "同意", party=PARTIES[1]))
    desk.sign("钟怀远", "同意", party=PARTIES[0], seen=seen, signing=other)
    assert [step.details.party for step in desk.manifest.steps[-2:]] == [PARTIES[1], PARTIES[0]]


def test_the_step_is_the_one_that_was_seen(desk: Desk) -> None:
    """没有写哪一步，看的时候轮到初审；签之前别人办了初审，不会签到下一步上。"""
    desk.sign("周启明", "拟稿")
    seen = desk.look()
    desk.sign("沈砚舟", "同意")
    assert told(refused(desk, "沈砚舟", "圈阅", seen=seen), desk)[1] == "“初审把关”已经办过"


def test_a_draft_changed_since_the_build_is_refused(desk: Desk) -> None:
    desk.draft.write_text("改过", encoding="utf-8")
    expected = (
        "RefusedError",
        "通知.md：草稿在构建之后改过",
        "先重新构建：gongwen build；这不是它的草稿的，换一个文件夹再签",
    )
    assert told(refused(desk, "周启明", "拟稿"), desk) == expected
    with pytest.raises(RefusedError) as caught:
        desk.look()
    assert told(caught.value, desk) == expected
    desk.build("改过")
    assert desk.sign("周启明", "拟稿").step.seq == 2


def test_the_office_file_may_change(desk: Desk) -> None:
    (desk.folder / "office.toml").write_text('名称 = "青溪县"\n', encoding="utf-8")
    assert desk.look().notices == (UNCHECKED,)


def test_without_its_draft_a_case_can_be_signed_and_says_so(desk: Desk) -> None:
    desk.draft.unlink()
    assert desk.look().notices == (UNCHECKED, "附近没有草稿，没有核对它在构建之后改过没有")
    assert desk.sign("周启明", "拟稿").notices == ("附近没有草稿，没有核对它在构建之后改过没有",)


def test_a_clock_set_back_is_refused(desk: Desk) -> None:
    desk.sign("周启明", "拟稿")
    claimed = desk.manifest.steps[-1].claimed_at
    desk.clock = lambda: datetime(2026, 5, 6, 0, 3, tzinfo=UTC)
    assert told(refused(desk, "沈砚舟", "同意"), desk) == (
        "RefusedError",
        f"时间（2026-05-06T00:03:00+00:00）早于前面的一步（{claimed}）",
        "校准这台机器的时钟",
    )


def with_row(desk: Desk, name: str, **changed: Any) -> Signing:
    """名册里这个人换一个样子。"""
    rows = tuple(
        replace(row, **changed) if row.name == name else row for row in desk.signing.roster.signatories
    )
    return desk.with_roster(Roster(rows, desk.signing.roster.delegations, "1" * 64))


def test_an_expired_person_is_refused(desk: Desk) -> None:
    error = refused(desk, "周启明", "拟稿", signing=with_row(desk, "周启明", until=date(2026, 5, 5)))
    assert told(error, desk) == (
        "RefusedError",
        "“周启明”这一天没有办“拟稿”的角色：要秘书科",
        "由方见微办",
    )


def test_a_revoked_key_is_refused(desk: Desk) -> None:
    error = refused(desk, "周启明", "拟稿", signing=with_row(desk, "周启明", revoked_after=0))
    assert told(error, desk) == (
        "RefusedError",
        "“周启明”的钥匙都已过期或停用",
        "另建一把（gongwen key new），加进名册（gongwen roster add）",
    )


def test_the_key_of_another_is_refused(desk: Desk) -> None:
    wrong = replace(desk.signing, signer=lambda _: key("沈砚舟"))
    assert told(refused(desk, "周启明", "拟稿", signing=wrong), desk) == (
        "RefusedError",
        "这把钥匙不是“周启明”现在用的",
        f"用标识为 {key('周启明').keyid} 的钥匙",
    )
    bare = replace(desk.signing, signer=lambda _: Unsigned())
    assert told(refused(desk, "周启明", "拟稿", signing=bare), desk)[1] == "这把钥匙不是“周启明”现在用的"


def test_a_delegate_signs_only_within_the_dates(tmp_path: Path) -> None:
    desk = reviewed(Desk(tmp_path).build(conditions=("重要文件",)))
    error = refused(desk, "何叙白", "同意", on_behalf_of="顾清岚")
    assert told(error, desk) == (
        "RefusedError",
        "“顾清岚”没有在这一天委托“何叙白”",
        "先登记委托（gongwen roster delegate），写明角色和起止日期",
    )
    desk.clock = Clock(datetime(2026, 5, 11, 9, tzinfo=CHINA))
    [turn] = [each for each in desk.look().turns if each.required]
    assert [(each.name, each.on_behalf_of) for each in turn.doers] == [("顾清岚", None), ("何叙白", "顾清岚")]
    assert desk.sign("何叙白", "同意", on_behalf_of="顾清岚").step.on_behalf_of == "顾清岚"


def test_merged_duties_are_told_where_the_office_only_warns(tmp_path: Path) -> None:
    roster = Desk(tmp_path).signing.roster
    both = tuple(
        replace(row, roles=(*row.roles, "秘书科长")) if row.name == "周启明" else row
        for row in roster.signatories
    )
    desk = Desk(tmp_path).build()
    signing = desk.with_roster(Roster(both, (), "2" * 64))
    desk.sign("周启明", "拟稿", signing=signing)
    assert desk.sign("周启明", "同意", signing=signing).notices == ("“周启明”已经办过拟稿，这次又办审核",)


def test_merged_duties_are_refused_where_the_route_forbids_them(tmp_path: Path) -> None:
    roster = Desk(tmp_path).signing.roster
    both = tuple(
        replace(row, roles=(*row.roles, "秘书科长")) if row.name == "周启明" else row
        for row in roster.signatories
    )
    desk = Desk(tmp_path, replace(ROUTE, separation=Separation.FORBID)).build()
    signing = desk.with_roster(Roster(both, (), "2" * 64))
    desk.sign("周启明", "拟稿", signing=signing)
    assert told(refused(desk, "周启明", "同意", signing=signing), desk) == (
        "RefusedError",
        "“周启明”已经办过拟稿，不能再办审核",
        "换一个人办；单位允许合并的，在 office.toml 的 [签批] 里写明",
    )


def test_an_office_without_keys_is_told_once_what_that_does_not_prove(tmp_path: Path) -> None:
    desk = Desk(tmp_path).build()
    rows = tuple(replace(row, algorithm="", public_key=b"") for row in desk.signing.roster.signatories)
    bare = Signing(Roster(rows), lambda _: Unsigned(), desk.signing.agency)
    first = desk.sign("周启明", "拟稿", signing=bare)
    second = desk.sign("沈砚舟", "同意", signing=bare)
    assert (first.notices, second.notices) == ((UNSIGNED_NOTICE,), ())
    assert signed_text(first).splitlines()[1] == "清单第 2 行，没有签名"


def test_without_an_office_the_head_is_to_be_copied_by_hand(tmp_path: Path) -> None:
    desk = Desk(tmp_path, kept_register=False).build()
    assert desk.sign("周启明", "拟稿").notices == (
        "没有 office.toml，清单的头没有另外登记：把它抄到别处，才查得出清单末尾被人截去",
    )
    assert not (tmp_path / "receipts.jsonl").exists()


def test_a_receipt_that_cannot_be_kept_is_told_and_the_step_stands(desk: Desk) -> None:
    register = desk.folder / "receipts.jsonl"
    register.write_bytes(b"not a register\n")
    signed = desk.sign("周启明", "拟稿")
    [notice] = signed.notices
    assert notice.startswith(f"已经签好，但回执没有登记成：{register}:1：回执登记簿损坏：读不懂")
    assert desk.manifest.steps[-1].actor == "周启明"
    assert register.read_bytes() == b"not a register\n"


def test_a_manifest_cut_short_is_not_signed_on(desk: Desk) -> None:
    desk.sign("周启明", "拟稿")
    whole = desk.case.manifest.read_bytes()
    desk.case.manifest.write_bytes(whole[: whole.index(b"\n") + 1])
    unchecked, notice = desk.look().notices
    assert (unchecked, notice[:5]) == (UNCHECKED, "验证不合：")
    assert told(refused(desk, "方见微", "拟稿"), desk) == (
        "RefusedError",
        "receipts.jsonl:1：清单与回执登记簿不合：登记过第 2 行，清单被截短或换过",
        "找回原来的清单，查明原因再签",
    )
    desk.case.manifest.write_bytes(whole)
    assert desk.sign("沈砚舟", "同意").step.seq == 2


def test_the_first_without_a_key_is_told_even_after_one_with_a_key(desk: Desk) -> None:
    assert desk.sign("周启明", "拟稿").notices == ()
    desk.sign("沈砚舟", "同意")
    assert desk.sign("陆听澜", "签发").notices == (UNSIGNED_NOTICE,)
    assert desk.sign("周启明", "登记", number="青政办发〔2026〕12号").notices == ()


@pytest.mark.parametrize(
    ("data", "suffix"),
    [
        (PDF, ".pdf"),
        (png(2, 2), ".png"),
        (b"\xff\xd8\xff\xe0 jpeg", ".jpg"),
        (b"II*\x00 tiff", ".tiff"),
        (b"MM\x00* tiff", ".tiff"),
    ],
)
def test_a_sheet_is_kept_by_its_digest_and_its_real_kind(desk: Desk, data: bytes, suffix: str) -> None:
    sheet = read_sheet(scan(desk, data, "../桌面.exe".rpartition("/")[2]))
    signed = desk.sign("周启明", "拟稿", sheet=sheet, registrar="方见微", on=date(2026, 5, 6))
    kept = desk.path / "通知.sheets" / f"{sheet.digest[:16]}{suffix}"
    assert (kept.read_bytes(), signed.step.sheet_digest) == (data, sheet.digest)
    assert (signed.step.entered_by, signed.algorithm) == ("方见微", "ed25519")
    assert signed_text(signed).splitlines()[:2] == [
        "已记下：拟稿：周启明 拟稿 2026-05-06，手签登记，方见微登记",
        f"  扫描件 sha256:{sheet.digest}",
    ]


@pytest.mark.parametrize("data", [b"", b"MZ\x90\x00", b"<svg/>", b" %PDF-1.7", b"PK\x03\x04"])
def test_what_is_not_a_scan_is_refused(desk: Desk, data: bytes) -> None:
    with pytest.raises(SourceError) as caught:
        read_sheet(scan(desk, data))
    assert told(caught.value, desk) == (
        "SourceError",
        "稿纸.pdf：不是扫描件：要 PDF、PNG、JPEG 或 TIFF",
        "把签好的发文稿纸扫描成 PDF 或图片",
    )


def test_a_huge_scan_is_refused(desk: Desk) -> None:
    path = scan(desk)
    with path.open("r+b") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(SourceError) as caught:
        read_sheet(path)
    assert caught.value.what == "文件超过 50 MB，不像一件公文"


def test_a_sheet_needs_its_date_and_a_registrar_with_the_role(desk: Desk) -> None:
    sheet = read_sheet(scan(desk))
    assert told(refused(desk, "周启明", "拟稿", sheet=sheet, registrar="方见微"), desk)[1:] == (
        "没有写纸上签的日期",
        "写上 --on 日期",
    )
    day = date(2026, 5, 6)
    assert told(refused(desk, "周启明", "拟稿", sheet=sheet, on=day), desk)[1:] == (
        "不是登记手签的，不写纸上签的日期",
        "去掉 --on；手签的用 --from-sheet 登记",
    )
    assert told(refused(desk, "周启明", "拟稿", sheet=sheet, on=day, registrar="沈砚舟"), desk)[1:] == (
        "“沈砚舟”没有“手签登记”这个角色",
        "由方见微登记",
    )


def test_a_kept_file_that_someone_changed_stops_the_signing(desk: Desk) -> None:
    signed = desk.sign("周启明", "拟稿")
    kept = desk.path / "通知.signed" / f"{signed.step.subjects[0].rendition[:16]}.docx"
    kept.write_bytes(b"other")
    before = desk.case.manifest.read_bytes()
    with pytest.raises(OutputError) as caught:
        desk.sign("沈砚舟", "同意")
    assert told(caught.value, desk) == (
        "OutputError",
        f"build/通知/通知.signed/{kept.name}：留存的文件被人改过，或被换掉了",
        "把它移走，再签一次",
    )
    assert desk.case.manifest.read_bytes() == before


@pytest.mark.parametrize("name", ["通知.signed", "通知.sheets"])
def test_a_link_in_the_place_of_a_kept_folder_is_not_followed(desk: Desk, name: str) -> None:
    elsewhere = desk.folder / "别处"
    elsewhere.mkdir()
    (desk.path / name).symlink_to(elsewhere)
    sheet = read_sheet(scan(desk))
    with pytest.raises(OutputError) as caught:
        desk.sign("周启明", "拟稿", sheet=sheet, registrar="方见微", on=date(2026, 5, 6))
    assert caught.value.what == "这里应当是文件夹"
    assert (list(elsewhere.iterdir()), len(desk.manifest.lines)) == ([], 1)


def changes(desk: Desk) -> list[str]:
    """看到的变动那几行。"""
    lines = look_text(desk.look()).splitlines()
    start = next(at for at, line in enumerate(lines) if line.startswith("  上次"))
    return lines[start : lines.index("  现在可以办")]


def test_changes_since_the_last_step_are_marked_place_by_place(desk: Desk) -> None:
    desk.sign("周启明", "拟稿")
    assert changes(desk) == ["  上次（周启明拟稿）以后没有变"]
    desk.build(*PARAGRAPHS[:2], "一、各单位于6月20日前完成排查。", *PARAGRAPHS[3:], "三、落实责任。")
    assert changes(desk) == [
        "  上次（周启明拟稿）以后变了",
        "    通知.docx：数字 2 处",
        "      1. 改",
        "         上次 第4段第7字  一、各单位于【5】月20日前完成排查。",
        "         现在 第4段第7字  一、各单位于【6】月20日前完成排查。",
        "      2. 增",
        "         上次 第5段第13字  二、值班人员不得擅离职守【】。",
        "         现在 第5段第13字  二、值班人员不得擅离职守【。三、落实责任】。",
        STALE,
    ]


def test_a_consent_to_the_words_before_is_pointed_out(tmp_path: Path) -> None:
    """沈砚舟以后改过，顾清岚看过改后的：轮到的人也要知道沈砚舟同意的是改以前的，改了什么。"""
    desk = reviewed(Desk(tmp_path).build(conditions=("重要文件",)))
    changed = (*PARAGRAPHS[:2], "一、各单位于6月20日前完成排查。", *PARAGRAPHS[3:])
    desk.build(*changed, conditions=("重要文件",))
    desk.sign("顾清岚", "同意")
    shown = changes(desk)
    assert shown[:4] == [
        "  上次（顾清岚同意）以后没有变",
        STALE,
        "  沈砚舟 同意的是改动以前的内容（第 3 行）",
        "  第 2 行（周启明拟稿）以后变了",
    ]
    assert shown[-1] == "         现在 第4段第7字  一、各单位于【6】月20日前完成排查。"


def test_a_file_that_alone_was_changed_is_told(desk: Desk) -> None:
    """DOCX 没有变，只有 PDF 变了，也说。"""
    desk.build(**{"通知.pdf": b"%PDF-1.7 one"})
    desk.sign("周启明", "拟稿")
    docx = (desk.path / "通知.docx").read_bytes()
    desk.build(**{"通知.docx": docx, "通知.pdf": b"%PDF-1.7 two"})
    first, second, *_ = changes(desk)
    assert first == "  上次（周启明拟稿）以后变了"
    assert second.startswith("    通知.pdf：变了；没有比成：")


def test_many_findings_leave_room_for_what_is_to_be_done(tmp_path: Path) -> None:
    many = tuple({**OPEN, "fingerprint": f"5f1d{at:02}"} for at in range(21))
    lines = look_text(Desk(tmp_path).build(opened=many).look()).splitlines()
    start = lines.index("  没有处置的差错 21 处（放行写 --waive 指纹=理由）")
    assert [line.split()[0] for line in lines[start + 1 : start + 11]] == [f"5f1d{at:02}" for at in range(10)]
    assert lines[start + 11 : start + 13] == ["    另有 11 处，见 通知.proof.json", "  现在可以办"]


def test_a_title_of_two_lines_is_told_in_one(desk: Desk) -> None:
    desk.build(title="青溪县人民政府办公室\n关于做好防汛工作的通知")
    assert look_text(desk.look()).splitlines()[0] == "青溪县人民政府办公室关于做好防汛工作的通知"


def test_which_parties_are_wanted_is_told(tmp_path: Path) -> None:
    desk = Desk(tmp_path).build(countersigners=PARTIES)
    desk.sign("周启明", "拟稿")
    desk.sign("沈砚舟", "同意")
    assert told(refused(desk, "钟怀远", "同意"), desk) == (
        "RefusedError",
        "“会签”要写明代表哪一家（--party）",
        "还差：青溪县应急管理局、青溪县水务局",
    )


def test_a_decision_of_a_step_that_may_be_done_needs_the_step_named(desk: Desk) -> None:
    reviewed(desk)
    assert told(refused(desk, "周启明", "核发"), desk) == (
        "RefusedError",
        "还没有轮到“分送”，现在轮到“审签”",
        "“审签”可用的决定：签发、圈阅、退回、待补签、补签",
    )


def test_an_annex_that_comes_or_goes_is_told(desk: Desk) -> None:
    desk.build(**{"通知-附件1.docx": word("名单")})
    desk.sign("周启明", "拟稿")
    docx = (desk.path / "通知.docx").read_bytes()  # Word 文件里有时间，再做一份字节不同
    desk.build(**{"通知.docx": docx, "通知-附件2.docx": word("名单")})
    assert changes(desk) == [
        "  上次（周启明拟稿）以后变了",
        "    通知-附件2.docx：上次签的时候没有这个文件",
        "    通知-附件1.docx：上次签的时候有，现在没有了",
    ]


def test_a_signed_copy_that_is_gone_or_altered_is_told(desk: Desk) -> None:
    signed = desk.sign("周启明", "拟稿")
    kept = desk.path / "通知.signed" / f"{signed.step.subjects[0].rendition[:16]}.docx"
    desk.build("全变了")
    name = f"通知.signed/{kept.name}"
    kept.write_bytes(b"other")
    assert changes(desk)[1:] == [f"    通知.docx：变了；留存的那份（{name}）被人改过，不能比", STALE]
    kept.unlink()
    assert changes(desk)[1:] == [f"    通知.docx：变了；上次签的那份没有留存（{name}），不能逐字比", STALE]


@pytest.mark.parametrize("name", ["../通知.docx", "/etc/passwd", "甲/乙.docx", "..", "甲\\乙.docx"])
def test_file_names_that_lead_out_of_the_case_are_refused(tmp_path: Path, name: str) -> None:
    from gongwen.office.present import recorded_files

    desk = Desk(tmp_path).build()
    built = desk.manifest.steps[0]
    hostile = replace(built, built={**(built.built or {}), "outputs": {name: "0" * 64}})
    with pytest.raises(ManifestError) as caught:
        recorded_files(hostile)
    assert caught.value.what == f"清单里的文件名不能用：{name}"


@pytest.mark.parametrize("opened", [[{"file": "通知.md"}], [7], [{**OPEN, "message": 7}], "\x1b[2J"])
def test_a_proof_result_out_of_shape_is_refused(tmp_path: Path, opened: Any) -> None:
    desk = Desk(tmp_path)
    desk.build()
    [built] = desk.manifest.steps
    hostile = seal_unsigned(payload_of(replace(built, findings={**built.findings, "open": opened})))
    desk.case.manifest.write_bytes(hostile + b"\n")
    with pytest.raises(ManifestError) as caught:
        desk.look()
    assert caught.value.what == "流转清单损坏：读不懂（findings 里的 open 读不懂）"


def test_a_case_without_a_route_cannot_be_signed(tmp_path: Path) -> None:
    from gongwen.office.publish import Parcel, publish
    from gongwen.signoff.built import BuildFacts, digest

    files = {"通知.docx": word("一")}
    outputs = {name: digest(data) for name, data in files.items()}
    facts = BuildFacts({}, outputs, {}, "0" * 64, {}, {}, {}, {})
    publish([Parcel(tmp_path / "案", "通知", files, facts)], case="案", now=datetime(2026, 5, 8, tzinfo=UTC))
    desk = Desk(tmp_path)
    desk.path = tmp_path / "案"
    assert told(refused(desk, "周启明", "拟稿"), desk)[1:] == (
        "案/通知.manifest.jsonl：这一件构建的时候没有选路线，不能签",
        "在草稿里写上“路线”，再构建一次：gongwen build 草稿",
    )


def test_a_number_with_a_code_the_office_does_not_use_is_refused(tmp_path: Path) -> None:
    desk = reviewed(Desk(tmp_path).build())
    desk.sign("陆听澜", "签发")
    agency = Agency(OFFICE, tmp_path, "", codes={"其他": "青政办发"})
    signing = replace(desk.signing, agency=agency)
    error = refused(desk, "周启明", "登记", number="清政办发〔2026〕12号", signing=signing)
    assert isinstance(error, RefusedError)
    assert desk.sign("周启明", "登记", number="青政办发〔2026〕12号", signing=signing).step.seq == 4


def test_a_waiver_may_name_the_beginning_of_a_fingerprint(tmp_path: Path) -> None:
    long = {**OPEN, "fingerprint": "5f1d3c77aa01"}
    other = {**OPEN, "fingerprint": "5f1d3c88bb02"}
    desk = Desk(tmp_path).build(opened=(long, other))
    desk.sign("周启明", "拟稿")
    assert told(refused(desk, "沈砚舟", "同意", waive=(("5f1d3c", "原文"),)), desk) == (
        "UsageError",
        "有几处的指纹以“5f1d3c”开头",
        "可用：5f1d3c77aa01、5f1d3c88bb02",
    )
    signed = desk.sign("沈砚舟", "同意", waive=(("5f1d3c77", "原文"),))
    assert [(each.fingerprint, each.reason) for each in signed.step.waivers] == [("5f1d3c77aa01", "原文")]
    assert [each.fingerprint for each in desk.look().unwaived] == ["5f1d3c88bb02"]


def test_confirming_needs_no_step_named(tmp_path: Path) -> None:
    desk = reviewed(Desk(tmp_path).build())
    desk.sign("陆听澜", "待补签", how="电话请示", on=date(2026, 5, 6), registrar="方见微")
    commands = [line for line in look_text(desk.look()).splitlines() if "补签" in line and "gongwen" in line]
    assert commands == [f"      gongwen sign {desk.path} --step approve --as 陆听澜 --decision 补签"]
    assert desk.sign("陆听澜", "补签").step.step_id == "approve"
    assert told(refused(desk, "陆听澜", "补签", step="approve"), desk)[1] == "“陆听澜”没有要补签的"


def test_it_signs_without_a_look_by_the_machine_clock(desk: Desk) -> None:
    request = SignRequest(actor="周启明", decision=Decision.DRAFT)
    signed = sign(desk.path, request, desk.signing, around=desk.folder)
    assert abs(datetime.fromisoformat(signed.step.claimed_at) - datetime.now(UTC)) < timedelta(minutes=1)


def test_a_delegation_is_offered_with_its_command(tmp_path: Path) -> None:
    desk = reviewed(Desk(tmp_path).build(conditions=("重要文件",)))
    roster = replace(
        desk.signing.roster,
        delegations=(Delegation("顾清岚", "何叙白", "主任", date(2026, 5, 1), date(2026, 5, 9), "外出"),),
    )
    desk.signing = desk.with_roster(roster)
    assert look_text(desk.look()).splitlines()[-2:] == [
        "    主任审核：由顾清岚、何叙白（受顾清岚委托）办；同意、修改、圈阅、退回",
        f"      gongwen sign {desk.path} --step director --as 顾清岚 --decision 同意",
    ]


def test_an_unknown_number_of_waivers_is_refused(desk: Desk) -> None:
    desk.sign("周启明", "拟稿")
    error = refused(desk, "沈砚舟", "同意", waive=(("5f1d3c", "原文"),) * 201)
    assert isinstance(error, UsageError)


def test_a_step_signed_by_a_wrong_hand_is_told_before_one_signs_on(desk: Desk) -> None:
    """有人绕开程序，冒名添了一步：摘要、次序都对，只是没有用本人的钥匙。"""
    step = next_step(desk.manifest, "draft", desk.clock(), actor="周启明", decision=Decision.DRAFT)
    with desk.case.manifest.open("ab") as file:
        file.write(seal(payload_of(step), Unsigned()) + b"\n")
    [notice] = desk.look().notices
    assert notice.startswith("验证不合：第 2 行")
    assert notice.endswith("查明以前不要接着签，详见 gongwen verify")
