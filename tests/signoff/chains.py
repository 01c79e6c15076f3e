"""流转的测试共用：一条各样步骤都有的路线、一份有钥匙的名册、一步步往下走的一件。"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from gongwen.signoff.algorithms import ED25519, Signer, Unsigned
from gongwen.signoff.built import BuildFacts, Routing, append_built
from gongwen.signoff.envelope import open_line, seal
from gongwen.signoff.manifest import Manifest, read_manifest
from gongwen.signoff.objection import Check
from gongwen.signoff.objections import objections
from gongwen.signoff.progress import Progress, applied
from gongwen.signoff.roster import REGISTRAR, Delegation, Roster, Signatory, keyid_of
from gongwen.signoff.route import Limit, Precondition, Route, RouteStep, Seal
from gongwen.signoff.signing import next_step, signed_line
from gongwen.signoff.step import Details, Step, payload_of, step_of
from gongwen.signoff.verify import verify
from gongwen.signoff.verify.checks import State
from gongwen.signoff.vocabulary import DECISIONS, Decision, Separation, StepKind

if TYPE_CHECKING:
    from collections.abc import Sequence

START = datetime(2026, 5, 8, 1, 0, tzinfo=UTC)
DAY = date(2026, 5, 8)
CONTENT, OTHER = "4" * 64, "5" * 64
SHEET = "c" * 64
NUMBER = "青政发〔2026〕12号"
COUNTY, DISTRICT = "青溪县人民政府", "望川区人民政府"
WATER, EMERGENCY = "青溪县水务局", "青溪县应急管理局"

SEALS = (
    Seal("县政府印章", ("印章保管人",), (("副县长", "县长"),)),
    Seal("县政府印章", ("印章保管人",), (("县长",),), "重要文件"),
)
ROUTE = Route(
    name="县政府发文",
    source="青溪县人民政府办公室工作规则",
    conditions={"重要文件": "涉及全局的", "规范性文件": "要合法性审核的", "紧急": "不经会签的"},
    separation=Separation.FORBID,
    steps=(
        RouteStep("拟稿", "拟稿", StepKind.DRAFTED, ("秘书",)),
        RouteStep("初审", "初审把关", StepKind.REVIEWED, ("秘书科长",)),
        RouteStep("法审", "合法性审核", StepKind.LEGAL, ("法制机构",), when=("规范性文件",)),
        RouteStep(
            "会签", "会签", StepKind.COUNTERSIGNED, ("局长",), unless=("紧急",), parties=("会签",), at_least=2
        ),
        RouteStep("主任审核", "主任审核", StepKind.REVIEWED, ("主任",), when=("重要文件",)),
        RouteStep(
            "签发",
            "签发",
            StepKind.APPROVED,
            ("副县长", "县长"),
            parties=("发文机关",),
            limits=(Limit("上行文", ("县长",)),),
            preconditions=(Precondition("县长", ("主任审核",)),),
        ),
        RouteStep("复核", "复核", StepKind.CHECKED, ("秘书科长",)),
        RouteStep("登记", "登记编号", StepKind.REGISTERED, ("文书",)),
        RouteStep("印制", "印制", StepKind.PRINTED, ("文书",)),
        RouteStep("用印", "用印", StepKind.SEALED, ("印章保管人",), seals=SEALS),
        RouteStep("核发", "核发", StepKind.DISPATCHED, ("文书",)),
    ),
)

# 名称、角色、机关、有没有钥匙
_PEOPLE = (
    ("周启明", ("秘书", "副县长"), COUNTY, True),  # 兼着，看职责分离
    ("沈砚舟", ("秘书科长",), COUNTY, True),
    ("方见微", ("文书", REGISTRAR), COUNTY, True),
    ("陆听澜", ("印章保管人", REGISTRAR), COUNTY, True),
    ("顾清岚", ("主任",), COUNTY, True),
    ("白既明", ("法制机构",), COUNTY, True),
    ("钟怀远", ("局长",), EMERGENCY, True),
    ("梁知夏", ("局长",), WATER, True),
    ("江照晚", ("副县长",), COUNTY, True),
    ("叶知秋", ("县长",), COUNTY, True),
    ("温如许", ("副县长",), DISTRICT, True),
    ("苏望舒", (), COUNTY, True),
    ("程以宁", ("局长",), EMERGENCY, False),
)


@dataclass(frozen=True)
class Key:
    """一把钥匙。"""

    private: Ed25519PrivateKey
    public_key: bytes
    algorithm: str = ED25519

    @property
    def keyid(self) -> str:
        return keyid_of(self.public_key)

    def sign(self, data: bytes) -> bytes:
        return self.private.sign(data)


@cache
def key(name: str) -> Key:
    """这个人的钥匙，由姓名得来，每次一样。"""
    private = Ed25519PrivateKey.from_private_bytes(hashlib.sha256(name.encode()).digest())
    return Key(private, private.public_key().public_bytes_raw())


def keyed(name: str, roles: tuple[str, ...], organ: str = "", **given: Any) -> Signatory:
    """名册的一行，有钥匙。"""
    return Signatory(name, roles, organ=organ, algorithm=ED25519, public_key=key(name).public_key, **given)


def delegation(since: date = DAY, until: date = DAY) -> Delegation:
    """县长委托周启明。"""
    return Delegation("江照晚", "苏望舒", "副县长", since, until, "出差")


def roster(*more: Signatory, delegations: Sequence[Delegation] = ()) -> Roster:
    """名册；more 里同名的换掉原来的。"""
    rows = {
        name: keyed(name, roles, organ) if has_key else Signatory(name, roles, organ=organ)
        for name, roles, organ, has_key in _PEOPLE
    }
    kept = [row for name, row in rows.items() if name not in {each.name for each in more}]
    return Roster((*kept, *more), tuple(delegations))


def proof(**more: Any) -> dict[str, Any]:
    """通过了的校对结果。"""
    return {
        "verdict": "pass",
        "errors": 0,
        "rate_per_10k": {},
        "counted": {"通知.md": 900},
        "open": [],
    } | more


def finding(fingerprint: str = "ab12", zone: str = "标题") -> dict[str, str]:
    """没有处置的一处。"""
    return {"file": "通知.md", "code": "WZ01", "zone": zone, "fingerprint": fingerprint, "message": "错字"}


_last = [(b"", read_manifest(b"", "清单"))]


def _read(data: bytes) -> Manifest:
    """读清单；接着上一次读的，只读添上的几行（随便走的测试读几万次）。"""
    had, manifest = _last[0]
    if not had or not data.startswith(had):
        manifest = read_manifest(data, "清单")
    else:
        for line in data[len(had) :].splitlines():
            opened = open_line(line, "清单", len(manifest.lines) + 1)
            step = step_of(opened.payload)
            manifest = Manifest(
                "清单",
                (*manifest.lines, opened),
                (*manifest.steps, step),
                applied(manifest.progress, step),
            )
    _last[0] = (data, manifest)
    return manifest


@dataclass
class Chain:
    """一件公文，一步步往下走；now 每步过五分钟。"""

    route: Route = ROUTE
    roster: Roster = roster()  # noqa: RUF009 不可变，各处共用一份没有关系
    conditions: tuple[str, ...] = ()
    organs: tuple[str, ...] = (COUNTY,)
    countersigners: tuple[str, ...] = (EMERGENCY, WATER)
    data: bytes = b""
    now: datetime = START

    @property
    def manifest(self) -> Manifest:
        """现在的清单。"""
        return _read(self.data)

    @property
    def progress(self) -> Progress:
        """到了哪里。"""
        return self.manifest.progress

    @property
    def current(self) -> str | None:
        """轮到哪一步。"""
        return self.progress.current.step_id if self.progress.current else None

    @property
    def open(self) -> list[str]:
        """现在可以办的各步。"""
        return [each.step_id for each in self.progress.open_steps]

    def facts(self, content: str = CONTENT, **changes: Any) -> BuildFacts:
        """一次构建的事实。"""
        given: dict[str, Any] = {
            "inputs": {"通知.md": "1" * 64},
            "outputs": {"通知.pdf": hashlib.sha256(repr((content, changes)).encode()).hexdigest()},
            "fonts": {},
            "content": content,
            "style": {},
            "rules": {},
            "versions": {},
            "proof": proof(),
            "title": "通知",
            "routing": Routing(self.route, "默认", self.conditions, self.organs, self.countersigners),
        }
        return BuildFacts(**(given | changes))

    def build(self, content: str = CONTENT, **changes: Any) -> Chain:
        """构建一次，不问该不该。"""
        self.now += timedelta(minutes=5)
        self.data = append_built(
            self.data, self.facts(content, **changes), case="甲", now=self.now, name="清单"
        )
        return self

    def step(self, step_id: str, actor: str, decision: Decision | None = None, **given: Any) -> Step:
        """要签的一步；decision 不写的是平常的，details 的各项直接写。"""
        names = {each for each in Details.__slots__ if each in given}
        details = Details(**{each: given.pop(each) for each in names})
        place = self.route.step(step_id)
        usual = DECISIONS[place.kind][0] if place else Decision.AGREE
        changes = {each: given.pop(each) for each in list(given) if each in _FIXED}
        step = next_step(
            self.manifest, step_id, self.now + timedelta(minutes=5), actor=actor,
            decision=decision or usual, details=details, **given,
        )  # fmt: skip
        return replace(step, **changes)

    def objections(self, step: Step) -> list[Check]:
        """这一步的各条异议归哪几项检查。"""
        return [each.check for each in objections(self.progress, step, self.roster)]

    def refused(
        self, step_id: str, actor: str, decision: Decision | None = None, **given: Any
    ) -> list[Check]:
        """这一步的各条异议。"""
        return self.objections(self.step(step_id, actor, decision, **given))

    def sign(self, step_id: str, actor: str, decision: Decision | None = None, **given: Any) -> Chain:
        """签一步。"""
        step = self.step(step_id, actor, decision, **given)
        self.now += timedelta(minutes=5)
        signer = self.signer(step.signatory or "")
        self.data += signed_line(self.manifest, step, self.roster, signer)
        return self

    def force(self, step: Step) -> Chain:
        """不问该不该，用签的人自己的钥匙签进清单。"""
        self.now = max(self.now, self.now + timedelta(minutes=5))
        self.data += seal(payload_of(step), self.signer(step.signatory or "")) + b"\n"
        return self

    def signer(self, name: str) -> Signer:
        """这个人的钥匙；没有的不签名。"""
        return key(name) if any(row.public_key for row in self.roster.of(name)) else Unsigned()

    def failures(self) -> set[str]:
        """验证不合的各项。"""
        statement = verify(self.data, "清单", self.roster, now=self.now + timedelta(days=1))
        return {str(each.check.value) for each in statement.results if each.state is State.FAIL}

    def replayed(self) -> set[Check]:
        """从头走一遍，各步的异议。"""
        progress, found = Progress(), set[Check]()
        for step in self.manifest.steps:
            found |= {each.check for each in objections(progress, step, self.roster)}
            progress = applied(progress, step)
        return found

    def to(self, step_id: str) -> Chain:
        """照平常的走到这一步之前。"""
        while self.current != step_id:
            current = self.current
            assert current is not None
            if current in ("印制", "用印", "核发") and self.progress.final is None:
                assert self.progress.built is not None
                self.build(self.progress.built.content or CONTENT, final=True)
            for usual in USUAL[current]:
                if usual.get("party") in (None, *self.countersigners) and self.current == current:
                    self.sign(current, **usual)
        return self


_FIXED = ("case", "seq", "prev", "subjects", "findings", "route_digest", "claimed_at", "step_kind")
USUAL: dict[str, tuple[dict[str, Any], ...]] = {
    "拟稿": ({"actor": "周启明"},),
    "初审": ({"actor": "沈砚舟"},),
    "法审": ({"actor": "白既明"},),
    "会签": ({"actor": "钟怀远", "party": EMERGENCY}, {"actor": "梁知夏", "party": WATER}),
    "主任审核": ({"actor": "顾清岚"},),
    "签发": ({"actor": "江照晚"},),
    "复核": ({"actor": "沈砚舟"},),
    "登记": ({"actor": "方见微", "number": NUMBER},),
    "印制": ({"actor": "方见微"},),
    "用印": ({"actor": "陆听澜", "seal": "县政府印章", "copies": 30},),
    "核发": ({"actor": "方见微"},),
}


def begun(**given: Any) -> Chain:
    """构建好了的一件。"""
    return Chain(**given).build()
