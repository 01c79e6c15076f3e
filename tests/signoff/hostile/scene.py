"""一件办完的公文：每个人都有钥匙，每一步都有回执。钥匙、时间写死，每次得到的字节都一样。

Story 照签的时候的规矩签；force 不问规矩，用对的钥匙硬写进去，看验的时候认不认。
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from gongwen.signoff.algorithms import ED25519, Signer, Unsigned
from gongwen.signoff.built import BuildFacts, Routing, append_built
from gongwen.signoff.envelope import line_digest, seal
from gongwen.signoff.manifest import Manifest, read_manifest
from gongwen.signoff.progress import CHINA
from gongwen.signoff.receipts import Receipt, parse_receipts, receipt_line, register_digest
from gongwen.signoff.roster import REGISTRAR, keyid_of
from gongwen.signoff.roster_file import roster_text
from gongwen.signoff.roster_rows import RosterFile, Row
from gongwen.signoff.route import Limit, Precondition, Route, RouteStep, Seal
from gongwen.signoff.signing import next_step, signed_line
from gongwen.signoff.step import Details, Waiver, payload_of
from gongwen.signoff.verify import Statement, verify
from gongwen.signoff.vocabulary import Decision, Separation, StepKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gongwen.signoff.step import Step

OFFICE, COUNTY = "青溪县人民政府办公室", "青溪县人民政府"
RESCUE, WATER = "青溪县应急管理局", "青溪县水务局"
CASE, OTHER_CASE = "青溪县防汛通知", "青溪县防火通知"
MANIFEST, PDF, SCAN = "通知.manifest.jsonl", "通知.pdf", b"%PDF-1.7 scan\n"
START = datetime(2026, 5, 6, 9, 0, tzinfo=CHINA)
NOW = datetime(2026, 6, 1, 0, 0, tzinfo=UTC)
GAP = timedelta(minutes=30)
NUMBER = "青政办发〔2026〕18号"

ROUTE = Route(
    name="县政府办公室发文",
    source="青溪县人民政府办公室工作规则第十三条",
    conditions={"重要文件": "涉及全局的"},
    separation=Separation.FORBID,
    steps=(
        RouteStep("draft", "拟稿", StepKind.DRAFTED, ("秘书科",)),
        RouteStep("first", "初审", StepKind.REVIEWED, ("秘书科长",)),
        RouteStep("director", "主任审核", StepKind.REVIEWED, ("主任",), when=("重要文件",)),
        RouteStep("counter", "会签", StepKind.COUNTERSIGNED, ("单位负责人",), parties=("会签",)),
        RouteStep(
            "approve",
            "签发",
            StepKind.APPROVED,
            ("副县长", "县长"),
            limits=(Limit("上行文", ("县长",)),),
            preconditions=(Precondition("县长", ("director",)),),
        ),
        RouteStep("number", "登记", StepKind.REGISTERED, ("秘书科",)),
        RouteStep("print", "印制", StepKind.PRINTED, ("秘书科",)),
        RouteStep(
            "seal",
            "用印",
            StepKind.SEALED,
            ("印章管理",),
            seals=(
                Seal("办公室印章", ("印章管理",), (("副县长", "县长"),)),
                Seal("政府印章", ("印章管理",), (("县长",),)),
            ),
        ),
        RouteStep("send", "分送", StepKind.DISPATCHED, ("秘书科",)),
    ),
)

_PEOPLE = (
    ("周启明", "秘书科副科长", OFFICE, ("秘书科",)),
    ("沈砚舟", "秘书科科长", OFFICE, ("秘书科长", "秘书科")),
    ("方见微", "秘书科科员", OFFICE, ("秘书科", REGISTRAR)),
    ("顾清岚", "主任", OFFICE, ("主任",)),
    ("何叙白", "副主任", OFFICE, ("副主任",)),
    ("钟怀远", "局长", RESCUE, ("单位负责人",)),
    ("梁知夏", "局长", WATER, ("单位负责人",)),
    ("陆听澜", "副县长", COUNTY, ("副县长",)),
    ("江望舒", "县长", COUNTY, ("县长",)),
    ("许闻笛", "机要室主任", OFFICE, ("印章管理",)),
)
FINDING = {
    "file": "通知.md", "code": "BT01", "zone": "标题", "fingerprint": "5f1d3c", "message": "标题里有错字",
}  # fmt: skip
PASSED = {"verdict": "pass", "errors": 0, "open": [], "counted": {"通知.md": 3000}}
FAULTY = {"verdict": "fail", "errors": 1, "open": [FINDING], "counted": {"通知.md": 3000}}
WAIVER = Waiver("BT01", "5f1d3c", "顾清岚", "是地名，没有错")


class Key:
    """由名字得来的钥匙，只供测试。"""

    algorithm = ED25519

    def __init__(self, name: str) -> None:
        self._private = Ed25519PrivateKey.from_private_bytes(hashlib.sha256(name.encode()).digest())
        self.public = self._private.public_key().public_bytes_raw()
        self.keyid = keyid_of(self.public)

    def sign(self, data: bytes) -> bytes:
        return self._private.sign(data)


@cache
def key(name: str) -> Key:
    return Key(name)


@cache
def people() -> RosterFile:
    """名册：每个人一把钥匙。"""
    return RosterFile(
        tuple(
            Row(name=name, roles=roles, post=post, organ=organ, public_key=key(name).public)
            for name, post, organ, roles in _PEOPLE
        )
    )


def changed_people(name: str, **changes: Any) -> RosterFile:
    """名册里这个人的一段改了几项。"""
    rows = (replace(row, **changes) if row.name == name else row for row in people().rows)
    return replace(people(), rows=tuple(rows))


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """拿来验的全部：清单、名册、登记簿、成品、扫描件。"""

    manifest: bytes
    roster: RosterFile | None = field(default_factory=people)
    receipts: bytes | None = None
    pdf: bytes = b""
    scans: tuple[tuple[str, bytes], ...] = ()

    def verified(self) -> Statement:
        scans = {named: hashlib.sha256(data).hexdigest() for named, data in self.scans}
        return verify(
            self.manifest,
            MANIFEST,
            self.roster.roster("0" * 64) if self.roster else None,
            receipts=None if self.receipts is None else parse_receipts(self.receipts, "receipts.jsonl"),
            files=lambda name: hashlib.sha256(self.pdf).hexdigest() if name == PDF else None,
            sheets=scans.get,
            now=NOW,
        )

    def files(self) -> dict[str, bytes]:
        """存成文件的样子。"""
        found = {MANIFEST: self.manifest, PDF: self.pdf}
        if self.roster is not None:
            found["roster.toml"] = roster_text(self.roster).encode()
        if self.receipts is not None:
            found["receipts.jsonl"] = self.receipts
        for named, data in self.scans:
            found[f"通知.sheets/{named[:16]}.pdf"] = data
        return found


class Story:
    """一件公文的经过：每行过三十分钟，签一步记一条回执。"""

    def __init__(self, *, case: str = CASE, route: Route = ROUTE, roster: RosterFile | None = None) -> None:
        self.data, self.now, self.pdf = b"", START, b""
        self.roster = roster or people()
        self.register, self._tail = b"", None
        self._case, self._route = case, route
        self._scans: tuple[tuple[str, bytes], ...] = ()

    @property
    def manifest(self) -> Manifest:
        return read_manifest(self.data, MANIFEST)

    @property
    def evidence(self) -> Evidence:
        return Evidence(
            manifest=self.data, roster=self.roster, receipts=self.register, pdf=self.pdf, scans=self._scans
        )

    def build(
        self,
        words: str = "防汛",
        *,
        final: bool = False,
        findings: dict[str, Any] = PASSED,
        route: Route | None = None,
        conditions: tuple[str, ...] = ("重要文件",),
    ) -> Story:
        self.pdf = f"%PDF-1.7 {words}{'（定稿）' if final else ''}\n".encode()
        facts = BuildFacts(
            inputs={"通知.md": hashlib.sha256(words.encode()).hexdigest()},
            outputs={PDF: hashlib.sha256(self.pdf).hexdigest()},
            fonts={},
            content=hashlib.sha256(f"内容{words}".encode()).hexdigest(),
            style={"name": "gbt9704"},
            rules={"version": "0"},
            versions={"gongwen": "0"},
            proof=findings,
            title=f"青溪县人民政府办公室关于做好{words}工作的通知",
            routing=Routing(route or self._route, "草稿写明", conditions, (OFFICE,), (RESCUE, WATER)),
            final=final,
        )
        now = self.now.astimezone(UTC)
        self.data = append_built(self.data, facts, case=self._case, now=now, name=MANIFEST)
        self.now += GAP
        return self

    def step(self, step_id: str, actor: str, decision: Decision, **given: Any) -> Step:
        """下一步；given 里 Details 的各项也直接写。"""
        own = {name: given.pop(name) for name in tuple(given) if name in Details.__dataclass_fields__}
        return next_step(
            self.manifest,
            step_id,
            self.now.astimezone(UTC),
            actor=actor,
            decision=decision,
            details=Details(**own),
            **given,
        )

    def sign(self, step_id: str, actor: str, decision: Decision, **given: Any) -> Story:
        """照规矩签一步，记一条回执。"""
        step = self.step(step_id, actor, decision, **given)
        line = signed_line(self.manifest, step, self.roster.roster(""), key(step.signatory or ""))
        return self._added(line, receipt=True)

    def force(
        self,
        step_id: str,
        actor: str,
        decision: Decision,
        *,
        signer: Signer | None = None,
        changes: dict[str, Any] | None = None,
        receipt: bool = True,
        **given: Any,
    ) -> Story:
        """不问规矩，硬写一步：signer 是用谁的钥匙，changes 是改掉的各项。"""
        step = replace(self.step(step_id, actor, decision, **given), **(changes or {}))
        return self._added(
            seal(payload_of(step), signer or key(step.signatory or "")) + b"\n", receipt=receipt
        )

    def scanned(self, data: bytes = SCAN, *, kept: bytes | None = None) -> str:
        """留一份扫描件，返回登记的摘要；kept 是后来换成的。"""
        named = hashlib.sha256(data).hexdigest()
        self._scans = (*self._scans, (named, data if kept is None else kept))
        return named

    def receipt(self, digest: str | None = None) -> Story:
        """把现在的末行记到登记簿里。"""
        lines = self.data.splitlines()
        at = (self.now - GAP).astimezone(UTC).isoformat(timespec="seconds")
        count = self.register.count(b"\n") + 1
        row = receipt_line(
            Receipt(count, self._case, len(lines) - 1, digest or line_digest(lines[-1]), at, self._tail)
        )
        self._tail = register_digest(row[:-1])
        self.register += row
        return self

    def _added(self, line: bytes, *, receipt: bool) -> Story:
        self.data += line
        self.now += GAP
        return self.receipt() if receipt else self

    _tail: str | None


Move = tuple[str, str, Decision, dict[str, Any]]
BEFORE: tuple[Move, ...] = (
    ("draft", "周启明", Decision.DRAFT, {}),
    ("first", "沈砚舟", Decision.AMEND, {"comment": "第二条的时限改为六月底"}),
    ("director", "顾清岚", Decision.AGREE, {}),
    ("counter", "钟怀远", Decision.AGREE, {"party": RESCUE}),
    ("counter", "梁知夏", Decision.AGREE, {"party": WATER}),
    ("approve", "陆听澜", Decision.APPROVE, {"comment": "同意印发"}),
    ("number", "方见微", Decision.REGISTER, {"number": NUMBER}),
)
"""定稿以前的各步。"""
AFTER: tuple[Move, ...] = (
    ("print", "方见微", Decision.DONE, {}),
    ("seal", "许闻笛", Decision.SEAL, {"seal": "办公室印章", "copies": 40}),
    ("send", "方见微", Decision.DISPATCH, {}),
)
"""定稿以后的各步。"""


def signed(story: Story, moves: Iterable[Move]) -> Story:
    for step_id, actor, decision, given in moves:
        story.sign(step_id, actor, decision, **given)
    return story


def begun(count: int, **given: Any) -> Story:
    """构建以后签了 count 步。"""
    return signed(Story(**given).build(), BEFORE[:count])


def whole(**given: Any) -> Story:
    """从头到尾办完的一件。"""
    return signed(signed(Story(**given).build(), BEFORE).build(final=True), AFTER)


def unsigned_whole() -> Evidence:
    """同样的一件，都没有钥匙，也没有回执。"""
    bare = replace(people(), rows=tuple(replace(row, public_key=b"") for row in people().rows))
    story = Story(roster=bare).build()
    for at, (step_id, actor, decision, given) in enumerate((*BEFORE, *AFTER)):
        if at == len(BEFORE):
            story.build(final=True)
        story.force(step_id, actor, decision, signer=Unsigned(), receipt=False, **given)
    return replace(story.evidence, receipts=None)
