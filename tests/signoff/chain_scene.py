"""一件编出来的公文怎样走审签：路线、名册、钥匙，和走到各处的清单。看的各种样子（终端、网页、稿纸）共用。"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

from gongwen.signoff.algorithms import ED25519, Signer, Unsigned
from gongwen.signoff.built import BuildFacts, Routing, append_built
from gongwen.signoff.manifest import Manifest, read_manifest
from gongwen.signoff.progress import CHINA
from gongwen.signoff.roster import REGISTRAR, Delegation, Roster, Signatory, keyid_of
from gongwen.signoff.route import Limit, Route, RouteStep, Seal
from gongwen.signoff.signing import next_step, signed_line
from gongwen.signoff.step import Details, Waiver
from gongwen.signoff.vocabulary import Decision, StepKind

TITLE = "青溪县人民政府办公室关于做好2026年防汛备汛工作的通知"
OFFICE = "青溪县人民政府办公室"
START = datetime(2026, 5, 6, 9, 0, tzinfo=CHINA)
KEYED = ("周启明", "沈砚舟", "顾清岚", "方见微")

ROUTE = Route(
    name="县政府办公室发文（重要）",
    source="青溪县人民政府办公室工作规则第十三条、第十五条",
    conditions={"重要文件": "涉及全局的", "规范性文件": "规范性文件"},
    steps=(
        RouteStep("draft", "拟稿", StepKind.DRAFTED, ("秘书科",)),
        RouteStep("first", "初审把关", StepKind.REVIEWED, ("秘书科长",)),
        RouteStep("legal", "合法性审核", StepKind.LEGAL, ("合法性审核机构",), when=("规范性文件",)),
        RouteStep("counter", "会签", StepKind.COUNTERSIGNED, ("单位负责人",), parties=("会签",)),
        RouteStep("director", "主任审核", StepKind.REVIEWED, ("主任",), when=("重要文件",)),
        RouteStep(
            "approve",
            "审签",
            StepKind.APPROVED,
            ("分管副县长", "县长"),
            limits=(Limit("规范性文件", ("县长",)),),
        ),
        RouteStep("number", "登记编号", StepKind.REGISTERED, ("秘书科",)),
        RouteStep("print", "校对印制", StepKind.PRINTED, ("秘书科",)),
        RouteStep(
            "seal",
            "用印",
            StepKind.SEALED,
            ("印章管理",),
            seals=(Seal("办公室印章", ("印章管理",), (("主任",),)),),
        ),
        RouteStep("send", "分送", StepKind.DISPATCHED, ("秘书科",), note="登记分送的单位和份数"),
    ),
)

_PEOPLE = (
    ("周启明", "秘书科副科长", OFFICE, ("秘书科",)),
    ("沈砚舟", "秘书科科长", OFFICE, ("秘书科长",)),
    ("方见微", "秘书科科员", OFFICE, ("秘书科", REGISTRAR)),
    ("钟怀远", "局长", "青溪县应急管理局", ("单位负责人",)),
    ("梁知夏", "局长", "青溪县水务局", ("单位负责人",)),
    ("顾清岚", "主任", OFFICE, ("主任",)),
    ("何叙白", "副主任", OFFICE, ("副主任",)),
    ("陆听澜", "副县长", "青溪县人民政府", ("分管副县长",)),
    ("江望舒", "县长", "青溪县人民政府", ("县长",)),
    ("许闻笛", "机要室主任", OFFICE, ("印章管理",)),
    ("赵临川", "司法局副局长", "青溪县司法局", ("合法性审核机构",)),
)
OPEN = {
    "file": "通知.md",
    "code": "SZ02",
    "zone": "正文",
    "fingerprint": "5f1d3c",
    "message": "“2千余人”应写作“2000余人”",
}


class Key:
    """由姓名得来的一把钥匙：每次都一样，只供测试。"""

    algorithm = ED25519

    def __init__(self, name: str) -> None:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        self._key = Ed25519PrivateKey.from_private_bytes(name.encode().ljust(32, b"\0")[:32])
        self.public = self._key.public_key().public_bytes_raw()
        self.keyid = keyid_of(self.public)

    def sign(self, data: bytes) -> bytes:
        return self._key.sign(data)


@cache
def key(name: str) -> Key:
    return Key(name)


@cache
def roster() -> Roster:
    return Roster(
        tuple(
            Signatory(
                name,
                roles,
                post,
                organ,
                ED25519 if name in KEYED else "",
                key(name).public if name in KEYED else b"",
            )
            for name, post, organ, roles in _PEOPLE
        ),
        (Delegation("顾清岚", "何叙白", "主任", date(2026, 5, 11), date(2026, 5, 20), "主任外出培训"),),
        "0" * 64,
    )


def proof(*opened: dict[str, str]) -> dict[str, Any]:
    """清单上的校对结果。"""
    return {
        "verdict": "fail" if len(opened) > 1 else "pass",
        "errors": len(opened),
        "advice": 2,
        "characters": 3680,
        "rate_per_10k": {"通知.md": f"{len(opened) / 0.368:.2f}"},
        "left": sorted({each["code"] for each in opened}),
        "counted": {"通知.md": 3680},
        "open": list(opened),
    }


class Story:
    """一件公文的经过：每办一步过四十分钟。"""

    def __init__(self, title: str = TITLE, route: Route | None = ROUTE, *, case: str = "案卷一") -> None:
        self.data = b""
        self.now = START
        self._title, self._route, self._case = title, route, case

    @property
    def manifest(self) -> Manifest:
        return read_manifest(self.data, "通知.manifest.jsonl")

    def next_day(self) -> Story:
        self.now = self.now.replace(hour=9, minute=10) + timedelta(days=1)
        return self

    def build(
        self,
        content: str = "a",
        *opened: dict[str, str],
        conditions: tuple[str, ...] = ("重要文件",),
        countersigners: tuple[str, ...] = ("青溪县应急管理局", "青溪县水务局"),
        final: bool = False,
    ) -> Story:
        routing = self._route and Routing(
            self._route, "草稿写了“情形：重要文件”", conditions, (OFFICE,), countersigners
        )
        facts = BuildFacts(
            inputs={"通知.md": content * 64},
            outputs={"通知.docx": f"{len(self.data):x}".rjust(64, "d"), "通知.pdf": content * 64},
            fonts={},
            content=content * 64,
            style={"name": "gbt9704"},
            rules={"version": "0"},
            versions={"gongwen": "0"},
            proof=proof(*opened),
            title=self._title,
            routing=routing or None,
            final=final,
        )
        self.data = append_built(self.data, facts, case=self._case, now=self.now.astimezone(UTC), name="清单")
        self.now += timedelta(minutes=40)
        return self

    def sign(self, step_id: str, actor: str, decision: Decision, **given: Any) -> Story:
        manifest = self.manifest
        step = next_step(manifest, step_id, self.now.astimezone(UTC), actor=actor, decision=decision, **given)
        signer: Signer = key(step.signatory or "") if step.signatory in KEYED else Unsigned()
        self.data += signed_line(manifest, step, roster(), signer)
        self.now += timedelta(minutes=40)
        return self


def returned() -> Story:
    """拟稿、初审退回、改过再拟、初审修改、会签了一家。"""
    story = Story().build("a", OPEN, {**OPEN, "fingerprint": "77aa01", "message": "“做为”应为“作为”"})
    story.sign("draft", "周启明", Decision.DRAFT)
    story.sign(
        "first", "沈砚舟", Decision.RETURN, reason="第二条的转移人数与水务局的数据不一致，核实后再报。"
    )
    story.build("b", OPEN).sign("draft", "周启明", Decision.DRAFT, comment="已与县水务局核对。")
    story.sign("first", "沈砚舟", Decision.AMEND, comment="文字已改，请会签。")
    return story.sign(
        "counter", "钟怀远", Decision.AGREE, details=Details(party="青溪县应急管理局"), comment="同意。"
    )


def provisional() -> Story:
    """会签的一家手签登记，主任圈阅并放行，副县长先口头同意（待补签），登记、定稿、印制。"""
    story = returned().next_day()
    story.sign(
        "counter",
        "梁知夏",
        Decision.AGREE,
        entered_by="方见微",
        sheet_digest="9c" * 32,
        details=Details(party="青溪县水务局", signed_on="2026-05-07"),
    )
    waiver = Waiver(OPEN["code"], OPEN["fingerprint"], "顾清岚", "引用省里原文，原文如此")
    story.sign("director", "顾清岚", Decision.CIRCLE, waivers=(waiver,))
    story.sign(
        "approve",
        "陆听澜",
        Decision.PROVISIONAL,
        entered_by="方见微",
        details=Details(how="电话请示，陆听澜在省里开会", consented_on="2026-05-07"),
    )
    story.next_day().sign(
        "number", "周启明", Decision.REGISTER, details=Details(number="青政办发〔2026〕18号")
    )
    return story.build("b", OPEN, final=True).sign("print", "周启明", Decision.DONE)


def finished() -> Story:
    """补签、用印、分送，都办完了。"""
    story = provisional().sign("approve", "陆听澜", Decision.CONFIRM, details=Details())
    story.sign("seal", "许闻笛", Decision.SEAL, details=Details(seal="办公室印章", copies=46))
    return story.sign("send", "周启明", Decision.DISPATCH)


def changed() -> Story:
    """副县长补签以后内容又改了：签发和后面的都不算了。"""
    return provisional().sign("approve", "陆听澜", Decision.CONFIRM).build("c")
