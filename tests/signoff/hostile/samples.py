"""动过手脚的各件：一项检查至少一件。expected 是不合的各项检查，一项不多，一项不少。

写成文件（改了 scene.py 或这里以后）：python -m tests.signoff.hostile.samples
"""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import rfc8785
from tests.signoff.hostile.scene import (
    AFTER,
    BEFORE,
    FAULTY,
    OTHER_CASE,
    ROUTE,
    START,
    WAIVER,
    WATER,
    Evidence,
    Story,
    begun,
    changed_people,
    key,
    people,
    signed,
    unsigned_whole,
    whole,
)

from gongwen.signoff.algorithms import Unsigned
from gongwen.signoff.envelope import PAYLOAD_TYPE, pre_authentication, seal
from gongwen.signoff.roster import Delegation
from gongwen.signoff.roster_rows import RosterFile, Row
from gongwen.signoff.step import Subject, payload_of
from gongwen.signoff.vocabulary import Decision

if TYPE_CHECKING:
    from collections.abc import Callable

FOLDER = Path(__file__).parent / "samples"


@dataclass(frozen=True)
class Sample:
    """一件：做了什么手脚，不合的检查，退出码（2 是没有验成），拿来验的东西。"""

    what: str
    expected: frozenset[str]
    exit_code: int
    evidence: Evidence


@cache
def sample(name: str) -> Sample:
    """这个名字的一件。"""
    return _MAKERS[name]()


def samples() -> dict[str, Sample]:
    """各件，照名字。"""
    return {name: sample(name) for name in _MAKERS}


_MAKERS: dict[str, Callable[[], Sample]] = {}


def _sample(
    what: str, *checks: str, exit_code: int = 1
) -> Callable[[Callable[[], Evidence | Story]], Callable[[], Evidence | Story]]:
    def added(make: Callable[[], Evidence | Story]) -> Callable[[], Evidence | Story]:
        def made() -> Sample:
            done = make()
            evidence = done.evidence if isinstance(done, Story) else done
            return Sample(what, frozenset(checks), exit_code, evidence)

        _MAKERS[make.__name__.replace("_", "-")] = made
        return make

    return added


def _lines(data: bytes) -> list[bytes]:
    return data.splitlines(keepends=True)


def _changed(evidence: Evidence, at: int, change: Callable[[dict[str, Any]], object]) -> Evidence:
    """第 at 行（从 0 起）的信封改一处，写法还是规范的。"""
    lines = _lines(evidence.manifest)
    envelope = json.loads(lines[at])
    change(envelope)
    lines[at] = rfc8785.dumps(envelope) + b"\n"
    return replace(evidence, manifest=b"".join(lines))


def _payload_changed(evidence: Evidence, at: int, old: str, new: str) -> Evidence:
    """第 at 行的载荷里改几个字，签名不动。"""

    def change(envelope: dict[str, Any]) -> None:
        body = base64.b64decode(envelope["payload"])
        assert old.encode() in body
        envelope["payload"] = base64.b64encode(body.replace(old.encode(), new.encode())).decode()

    return _changed(evidence, at, change)


@_sample("一件都没有动过的", exit_code=0)
def untouched() -> Story:
    return whole()


@_sample("没有钥匙、没有回执的，没有动过", exit_code=3)
def untouched_unsigned() -> Evidence:
    return unsigned_whole()


@_sample("只构建了，还没有人办", exit_code=3)
def only_built() -> Story:
    return Story().build()


@_sample("签名的一行，意见改了一个字", "signature")
def flipped_payload() -> Evidence:
    return _payload_changed(begun(4).evidence, 2, "六月底", "七月底")


@_sample("不签名的一行（构建），标题改了一个字", "digest")
def flipped_built() -> Evidence:
    return _payload_changed(begun(4).evidence, 0, "防汛工作", "防旱工作")


@_sample("签名改了一位", "signature")
def flipped_signature() -> Evidence:
    def change(envelope: dict[str, Any]) -> None:
        raw = bytearray(base64.b64decode(envelope["signatures"][0]["sig"]))
        raw[3] ^= 1
        envelope["signatures"][0]["sig"] = base64.b64encode(raw).decode()

    return _changed(begun(4).evidence, 2, change)


@_sample("成品改了一位", "document")
def flipped_document() -> Evidence:
    evidence = whole().evidence
    return replace(evidence, pdf=bytes([evidence.pdf[0] ^ 1]) + evidence.pdf[1:])


@_sample("成品换成另一件的", "document")
def other_document() -> Evidence:
    return replace(whole().evidence, pdf=Story(case=OTHER_CASE).build("防火", final=True).pdf)


@_sample("手签的扫描件换了一份", "sheet")
def other_scan() -> Story:
    story = begun(5)
    sheet = story.scanned(kept=b"%PDF-1.7 another scan\n")
    return story.sign(
        "approve",
        "陆听澜",
        Decision.APPROVE,
        entered_by="方见微",
        sheet_digest=sheet,
        signed_on="2026-05-06",
    )


@_sample("中间抽去一步", "missing")
def step_removed() -> Evidence:
    evidence = begun(4).evidence
    lines = _lines(evidence.manifest)
    return replace(evidence, manifest=b"".join(lines[:3] + lines[4:]))


@_sample("末尾切掉两步，有回执", "cut")
def cut_off() -> Evidence:
    evidence = whole().evidence
    return replace(evidence, manifest=b"".join(_lines(evidence.manifest)[:-2]))


@_sample("末尾切掉两步，没有回执", exit_code=3)
def cut_off_without_receipts() -> Evidence:
    return replace(cut_off(), receipts=None)


@_sample("两步调换", "reordered")
def reordered() -> Evidence:
    evidence = begun(4).evidence
    lines = _lines(evidence.manifest)
    lines[2], lines[3] = lines[3], lines[2]
    return replace(evidence, manifest=b"".join(lines))


@_sample("一步抄了两遍", "duplicated")
def duplicated() -> Evidence:
    evidence = begun(4).evidence
    lines = _lines(evidence.manifest)
    return replace(evidence, manifest=b"".join([*lines[:4], lines[3], *lines[4:]]))


@_sample("审核换成另一件的审核", "case")
def step_from_another_case() -> Evidence:
    evidence = begun(4).evidence
    lines = _lines(evidence.manifest)
    lines[3] = _lines(begun(4, case=OTHER_CASE).data)[3]
    return replace(evidence, manifest=b"".join(lines))


@_sample("中间一行由本人重新签过，后面的没有重签", "link")
def line_replaced() -> Evidence:
    evidence = begun(4).evidence
    lines = _lines(evidence.manifest)
    lines[3] = _lines(begun(2).force("director", "顾清岚", Decision.CIRCLE).data)[3]
    return replace(evidence, manifest=b"".join(lines), receipts=None)


@_sample("从签发起由各人串通重做，登记簿没有改", "receipt")
def redone_after_receipt() -> Evidence:
    story = begun(5)
    story.sign("approve", "陆听澜", Decision.CIRCLE)
    signed(signed(story, BEFORE[6:]).build(final=True), AFTER)
    return replace(story.evidence, receipts=whole().register)


@_sample("由没有这个角色的人审核", "role")
def wrong_role() -> Story:
    return signed(begun(1).force("first", "许闻笛", Decision.AGREE), BEFORE[2:])


@_sample("同一个人又拟又审，单位不许", "separation")
def same_person_twice() -> Story:
    story = Story().build().sign("draft", "沈砚舟", Decision.DRAFT)
    return story.force("first", "沈砚舟", Decision.AGREE)


@_sample("一把钥匙写在两个人名下", "one_owner")
def key_under_two_names() -> Evidence:
    row = Row(name="何叙白二", roles=("主任",), public_key=key("何叙白").public)
    return replace(whole().evidence, roster=replace(people(), rows=(*people().rows, row)))


@_sample("用旧的一把签，那把已过了有效期", "expired")
def expired_key() -> Evidence:
    renewed = tuple(
        each
        for row in people().rows
        for each in (
            [replace(row, until=date(2026, 5, 5)), replace(row, public_key=key("顾清岚二").public)]
            if row.name == "顾清岚"
            else [row]
        )
    )
    story = begun(2, roster=replace(people(), rows=renewed))
    return story.force("director", "顾清岚", Decision.AGREE, signer=key("顾清岚")).evidence


@_sample("停用的钥匙签的，时间写在停用以前", "revoked")
def revoked_key_backdated() -> Evidence:
    story = begun(2)
    position = story.register.count(b"\n")
    story.force("director", "顾清岚", Decision.AGREE)
    revoked = changed_people(
        "顾清岚", revoked_after=position, revoked_for="遗失", revoked_on=date(2026, 5, 20)
    )
    return replace(story.evidence, roster=revoked)


@_sample("停用的钥匙在停用以前签的，有回执", exit_code=3)
def revoked_later() -> Evidence:
    story = begun(3)
    position = story.register.count(b"\n")
    revoked = changed_people(
        "顾清岚", revoked_after=position, revoked_for="遗失", revoked_on=date(2026, 5, 20)
    )
    return replace(story.evidence, roster=revoked)


@_sample("停用的钥匙签的，没有登记簿", exit_code=3)
def revoked_without_receipts() -> Evidence:
    return replace(revoked_key_backdated(), receipts=None)


@_sample("时间写早了，早于前一步的回执", "witnessed")
def backdated() -> Story:
    story = begun(2)
    story.register, story._tail = b"", None
    story.now += timedelta(hours=5)
    story.receipt()
    story.now -= timedelta(hours=5)
    return story.sign("director", "顾清岚", Decision.AGREE)


@_sample("时钟拨回去一天", "clock")
def clock_set_back() -> Story:
    story = begun(2)
    story.register, story._tail = b"", None
    story.now -= timedelta(days=1)
    story.force("director", "顾清岚", Decision.AGREE, receipt=False)
    story.now = START + timedelta(hours=3)
    return story.receipt()


@_sample("时间写在将来", "future")
def from_the_future() -> Story:
    story = begun(2)
    story.now += timedelta(days=60)
    return story.force("director", "顾清岚", Decision.AGREE, receipt=False)


@_sample("签完隔了五个小时才登记", exit_code=3)
def receipt_late() -> Story:
    story = begun(2).force("director", "顾清岚", Decision.AGREE, receipt=False)
    story.now += timedelta(hours=5)
    return story.receipt()


@_sample("钥匙到期以后签的，时间写在到期以前", "expired")
def backdated_before_expiry() -> Evidence:
    story = begun(2).force("director", "顾清岚", Decision.AGREE, receipt=False)
    story.now += timedelta(days=20)
    return replace(story.receipt().evidence, roster=changed_people("顾清岚", until=date(2026, 5, 10)))


@_sample("委托到期以后签的，时间写在到期以前", "expired")
def backdated_before_the_delegation_ended() -> Story:
    delegation = Delegation("陆听澜", "何叙白", "副县长", date(2026, 5, 1), date(2026, 5, 9), "出差")
    story = begun(5, roster=replace(people(), delegations=(delegation,)))
    story.force("approve", "何叙白", Decision.APPROVE, on_behalf_of="陆听澜", receipt=False)
    story.now += timedelta(days=20)
    return story.receipt()


@_sample("路线到登记为止，定稿没有人签过", exit_code=3)
def final_after_the_last_step() -> Story:
    after = {"print", "seal", "send"}
    shorter = replace(ROUTE, steps=tuple(each for each in ROUTE.steps if each.step_id not in after))
    return signed(Story(route=shorter).build(), BEFORE).build(final=True).receipt()


@_sample("登记簿有一条写在将来", "register")
def receipt_from_the_future() -> Story:
    story = begun(2).force("director", "顾清岚", Decision.AGREE, receipt=False)
    story.receipt()
    return _receipt_at(story, timedelta(days=60))


@_sample("登记簿截短了，比停用的时候少几行", "register")
def register_shortened() -> Evidence:
    story = begun(3)
    revoked = changed_people("何叙白", revoked_after=9, revoked_for="遗失", revoked_on=date(2026, 5, 20))
    return replace(story.evidence, roster=revoked)


@_sample("登记簿的最后一行写到一半", exit_code=3)
def register_torn() -> Evidence:
    evidence = whole().evidence
    return replace(evidence, receipts=(evidence.receipts or b"") + b'{"at":"2026')


def _receipt_at(story: Story, later: timedelta) -> Story:
    """另一件的一条回执，时间晚这么多。"""
    story.now += later
    story._case = OTHER_CASE
    story.receipt()
    story.now -= later
    return story


@_sample("办到一半换了一条少了会签的路线", "route")
def route_swapped() -> Story:
    shorter = replace(ROUTE, steps=tuple(each for each in ROUTE.steps if each.step_id != "counter"))
    return begun(3).build(route=shorter)


@_sample("办到一半减了一种情形", "route")
def condition_dropped() -> Story:
    return begun(2).build(conditions=())


@_sample("放行的一处从签发以前删去了，照样出了定稿", "verdict")
def waiver_dropped() -> Story:
    story = signed(Story().build(findings=FAULTY), BEFORE)
    return signed(story.build(final=True, findings=FAULTY), AFTER)


@_sample("放行有具名，没有动过", exit_code=0)
def waived_by_name() -> Story:
    story = signed(Story().build(findings=FAULTY), BEFORE[:2])
    story.sign("director", "顾清岚", Decision.AGREE, waivers=(WAIVER,))
    return signed(signed(story, BEFORE[3:]).build(final=True, findings=FAULTY), AFTER)


@_sample("以别人的名字放行", "waiver")
def waiver_in_another_name() -> Story:
    story = signed(Story().build(findings=FAULTY), BEFORE[:2])
    return story.force("director", "顾清岚", Decision.AGREE, waivers=(replace(WAIVER, name="沈砚舟"),))


@_sample("钥匙标识改成别人的", "keyid")
def keyid_changed() -> Evidence:
    other = key("何叙白").keyid
    return _changed(begun(4).evidence, 2, lambda each: each["signatures"][0].update(keyid=other))


@_sample("用别人的钥匙签", "owner")
def signed_by_another() -> Story:
    return begun(2).force("director", "顾清岚", Decision.AGREE, signer=key("何叙白"))


@_sample("用名册里没有的钥匙签", "owner")
def signed_by_a_stranger() -> Story:
    return begun(2).force("director", "顾清岚", Decision.AGREE, signer=key("无名"))


@_sample("签名的一行换成不签名的", "unsigned")
def unsigned_in_its_place() -> Story:
    return begun(2).force("director", "顾清岚", Decision.AGREE, signer=Unsigned())


@_sample("改用钥匙以前没有签名的一步，那时有回执", exit_code=3)
def unsigned_before_the_key() -> Evidence:
    story = begun(2).force("director", "顾清岚", Decision.AGREE, signer=Unsigned())
    return replace(story.evidence, roster=_keyed_since(story.register.count(b"\n")))


@_sample("改用钥匙以后没有签名的一步，时间写在那以前", "revoked")
def unsigned_backdated_before_the_key() -> Evidence:
    story = begun(2)
    position = story.register.count(b"\n")
    story.force("director", "顾清岚", Decision.AGREE, signer=Unsigned())
    return replace(story.evidence, roster=_keyed_since(position))


def _keyed_since(position: int) -> RosterFile:
    """登记簿有 position 行的那天，顾清岚改用钥匙。"""
    day = date(2026, 5, 20)
    rows = tuple(
        each
        for row in people().rows
        for each in (
            [
                replace(row, public_key=b"", revoked_after=position, revoked_for="改用钥匙", revoked_on=day),
                replace(row, since=day),
            ]
            if row.name == "顾清岚"
            else [row]
        )
    )
    return replace(people(), rows=rows)


@_sample("载荷类型改了", "payload_type")
def payload_type_changed() -> Evidence:
    return _changed(begun(4).evidence, 2, lambda each: each.update(payloadType="text/plain"))


@_sample("信封里多了一个空格", "canonical")
def loose_envelope() -> Evidence:
    evidence = begun(4).evidence
    return replace(evidence, manifest=evidence.manifest.replace(b'"algorithm":', b'"algorithm": ', 1))


@_sample("载荷不是规范的 JSON，签名是对的", "canonical")
def loose_payload() -> Evidence:
    story = begun(2)
    step = story.step("director", "顾清岚", Decision.AGREE)
    body = json.dumps(payload_of(step), ensure_ascii=False).encode()
    return replace(story.evidence, manifest=story.data + raw_line(body, "顾清岚"))


@_sample("载荷不是 JSON，签名是对的", "form")
def not_json() -> Evidence:
    story = begun(2)
    return replace(story.evidence, manifest=story.data + raw_line(b"\xff\x00{", "顾清岚"))


@_sample("载荷多了一个键，签名是对的", "fields")
def extra_field() -> Evidence:
    story = begun(2)
    payload = payload_of(story.step("director", "顾清岚", Decision.AGREE)) | {"note": "x"}
    return replace(story.evidence, manifest=story.data + seal(payload, key("顾清岚")) + b"\n")


@_sample("签的一步没有写是哪个文件", "fields")
def signs_no_document() -> Story:
    return begun(2).force("director", "顾清岚", Decision.AGREE, changes={"subjects": ()})


def raw_line(body: bytes, name: str) -> bytes:
    """这个人签好的一行，载荷是什么字节都行。"""
    signer = key(name)
    raw = signer.sign(pre_authentication(PAYLOAD_TYPE, body))
    envelope = {
        "algorithm": signer.algorithm,
        "payload": base64.b64encode(body).decode(),
        "payloadType": PAYLOAD_TYPE,
        "signatures": [{"keyid": signer.keyid, "sig": base64.b64encode(raw).decode()}],
    }
    return rfc8785.dumps(envelope) + b"\n"


@_sample("没有审核就签发，审核是后补的", "order")
def approved_before_review() -> Story:
    story = begun(1).force("approve", "陆听澜", Decision.APPROVE)
    return story.force("first", "沈砚舟", Decision.AGREE)


@_sample("县长签发，主任没有审核", "precondition")
def precondition_skipped() -> Story:
    story = signed(Story().build(conditions=()), (*BEFORE[:2], *BEFORE[3:5]))
    return story.force("approve", "江望舒", Decision.APPROVE)


@_sample("先同意、待补签的，到办完也没有补", "confirmed")
def never_confirmed() -> Story:
    story = _consented(begun(5))
    return signed(signed(story, BEFORE[6:]).build(final=True), AFTER)


@_sample("待补签，还没有办完", exit_code=3)
def still_provisional() -> Story:
    return _consented(begun(5))


@_sample("由别人补签", "provisional")
def confirmed_by_another() -> Story:
    return _consented(begun(5)).force("approve", "江望舒", Decision.CONFIRM)


def _consented(story: Story) -> Story:
    return story.sign(
        "approve",
        "陆听澜",
        Decision.PROVISIONAL,
        entered_by="方见微",
        how="电话请示，同意印发",
        consented_on="2026-05-06",
    )


@_sample("签发以后改了内容，没有重新签发", "reapproved")
def changed_after_approval() -> Story:
    return signed(Story().build(), BEFORE).build("防汛抗旱")


@_sample("改过的内容直接出了定稿", "content", "reapproved")
def final_of_another_content() -> Story:
    return signed(Story().build(), BEFORE).build("防汛抗旱", final=True)


@_sample("没有签发就出了定稿", "final")
def final_before_approval() -> Story:
    return begun(3).build(final=True)


@_sample("签的不是最近构建的文件", "subject")
def other_subject() -> Story:
    forged = (Subject("通知.pdf", "a" * 64, "b" * 64),)
    return begun(2).force("director", "顾清岚", Decision.AGREE, changes={"subjects": forged})


@_sample("记的校对结果不是那次构建的", "findings")
def other_findings() -> Story:
    return begun(2).force("director", "顾清岚", Decision.AGREE, changes={"findings": FAULTY})


@_sample("审核的一步写了“签发”的决定", "decision")
def wrong_decision() -> Story:
    return begun(2).force("director", "顾清岚", Decision.APPROVE)


@_sample("退回没有写理由", "required")
def returned_without_reason() -> Story:
    return begun(2).force("director", "顾清岚", Decision.RETURN)


@_sample("受委托办的，委托还没有开始", "delegation")
def delegation_not_begun() -> Evidence:
    given = Delegation("顾清岚", "何叙白", "主任", date(2026, 5, 10), date(2026, 5, 20), "出差")
    story = begun(2).force("director", "何叙白", Decision.AGREE, on_behalf_of="顾清岚")
    return replace(story.evidence, roster=replace(people(), delegations=(given,)))


@_sample("替别的单位会签", "party")
def wrong_party() -> Story:
    return begun(3).force("counter", "钟怀远", Decision.AGREE, party=WATER)


@_sample("由无权登记的人登记手签的", "registrar")
def wrong_registrar() -> Story:
    story = begun(5)
    sheet = story.scanned()
    return story.force(
        "approve",
        "陆听澜",
        Decision.APPROVE,
        entered_by="许闻笛",
        sheet_digest=sheet,
        signed_on="2026-05-06",
    )


@_sample("用政府的印章，县长没有批准", "seal")
def seal_not_approved() -> Story:
    story = signed(signed(Story().build(), BEFORE).build(final=True), AFTER[:1])
    return story.force("seal", "许闻笛", Decision.SEAL, seal="政府印章", copies=40)


@_sample("最后一行写到一半", "torn")
def torn_last_line() -> Evidence:
    story = begun(3)
    more = begun(4).data[len(story.data) :]
    return replace(story.evidence, manifest=story.data + more[:200])


@_sample("新版本程序写的清单", exit_code=2)
def newer_version() -> Evidence:
    story = begun(2)
    payload = payload_of(story.step("director", "顾清岚", Decision.AGREE)) | {"format": 99}
    return replace(story.evidence, manifest=story.data + seal(payload, key("顾清岚")) + b"\n")


@_sample("根本不是清单", exit_code=2)
def not_a_manifest() -> Evidence:
    return replace(begun(1).evidence, manifest="关于做好防汛工作的通知\n".encode())


def stored() -> dict[str, bytes]:
    """各件写成的文件，一件一个文件夹；与 untouched 一样的不再存。"""
    every = {name: each.evidence.files() for name, each in samples().items()}
    return {
        f"{name}/{path}": data
        for name, files in every.items()
        for path, data in files.items()
        if name == "untouched" or every["untouched"].get(path) != data
    }


def write(folder: Path = FOLDER) -> None:
    """重写各个文件。"""
    for path, data in stored().items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)


NAMES = tuple(_MAKERS)


if __name__ == "__main__":
    write()
