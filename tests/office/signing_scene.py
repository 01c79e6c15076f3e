"""签批的测试用的：编出来的一件公文，真的写在文件夹里，可以一步一步签，可以重新构建。"""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import docx
from tests.signoff.chain_scene import KEYED, OFFICE, OPEN, ROUTE, START, TITLE, key, proof, roster

from gongwen.agency import Agency
from gongwen.office.case import Case, find_case, read_case
from gongwen.office.look import look
from gongwen.office.publish import Parcel, publish
from gongwen.office.sign import Signing, SignRequest, sign
from gongwen.signoff.algorithms import Signer, Unsigned
from gongwen.signoff.built import BuildFacts, Routing, digest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from gongwen.report.signing_facts import Look, Signed
    from gongwen.signoff.manifest import Manifest
    from gongwen.signoff.roster import Roster
    from gongwen.signoff.route import Route

# 编的路线不是随包的，也不是单位的文件：签以前说一声
UNCHECKED = f"没有名叫“{ROUTE.name}”的路线（单位的、随包的都没有），没有核对清单里的路线"
PARAGRAPHS = (
    "各乡镇人民政府：",
    "为做好防汛备汛工作，现就有关事项通知如下。",
    "一、各单位于5月20日前完成排查。",
    "二、值班人员不得擅离职守。",
)


def word(*paragraphs: str, title: str = TITLE) -> bytes:
    """一份小的 Word 文件。"""
    made, out = docx.Document(), io.BytesIO()
    for text in (title, *paragraphs):
        made.add_paragraph(text)
    made.save(out)
    return out.getvalue()


def signer_of(name: str) -> Signer:
    """这个人的钥匙；没有钥匙的不签名。"""
    return key(name) if name in KEYED else Unsigned()


class Clock:
    """测试里的时钟：问一次走一分钟。"""

    def __init__(self, start: datetime = START) -> None:
        self.now = start

    def __call__(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now


class Desk:
    """一件公文的案卷和草稿：folder 里是草稿 通知.md、office.toml，build/通知 里是案卷。"""

    def __init__(
        self,
        folder: Path,
        route: Route = ROUTE,
        *,
        kept_register: bool = True,
        clock: Callable[[], datetime] | None = None,
    ) -> None:
        self.folder = folder
        self.clock: Callable[[], datetime] = clock or Clock()
        self.route = route
        self.draft = folder / "通知.md"
        self.path = folder / "build" / "通知"
        agency = Agency(OFFICE, folder, "") if kept_register else None
        self.signing = Signing(roster(), signer_of, agency)

    @property
    def case(self) -> Case:
        return find_case(self.path)

    @property
    def manifest(self) -> Manifest:
        return read_case(self.case)

    def build(
        self,
        *paragraphs: str,
        opened: tuple[dict[str, str], ...] = (OPEN,),
        conditions: tuple[str, ...] = (),
        countersigners: tuple[str, ...] = (),
        final: bool = False,
        title: str = TITLE,
        **more: bytes,
    ) -> Desk:
        text = paragraphs or PARAGRAPHS
        written = "\n".join(text).encode()
        if not self.draft.exists() or self.draft.read_bytes() != written:
            self.draft.write_bytes(written)
        files = {"通知.docx": word(*text), "通知.proof.json": b"{}\n", **more}
        facts = BuildFacts(
            inputs={"通知.md": digest(self.draft.read_bytes()), "office.toml": "0" * 64},
            outputs={name: digest(data) for name, data in files.items()},
            fonts={},
            content=digest("".join(text).encode()),
            style={"name": "gbt9704"},
            rules={"version": "0"},
            versions={"gongwen": "0"},
            proof=proof(*opened),
            title=title,
            routing=Routing(self.route, "照文种选的", conditions, (OFFICE,), countersigners),
            final=final,
        )
        now = self.clock().astimezone(UTC)
        publish([Parcel(self.path, "通知", files, facts)], case="案卷一", now=now)
        return self

    def look(self, **given: Any) -> Look:
        given = {"agency": self.signing.agency, "around": self.folder, **given}
        return look(self.path, self.signing.roster, now=self.clock(), **given)

    def sign(
        self,
        actor: str,
        decision: str,
        *,
        seen: Look | None = None,
        signing: Signing | None = None,
        **given: Any,
    ) -> Signed:
        request = SignRequest(actor=actor, decision=decision, **given)
        chosen = signing or self.signing
        return sign(self.path, request, chosen, now=self.clock, seen=seen, around=self.folder)

    def with_roster(self, changed: Roster) -> Signing:
        return Signing(changed, signer_of, self.signing.agency)


def first_look(shown: str, manifest: Manifest, day: str) -> str:
    """刚构建的一件（day 那天构建，案卷写作 shown），看的时候该是什么样子。"""
    built = manifest.steps[0]
    return f"""\
青溪县人民政府办公室关于做好2026年防汛备汛工作的通知
  案卷 {shown}，清单 1 行，头 {manifest.head}
  签的是（{day} 构建）
    通知.docx  sha256:{built.subjects[0].rendition}
    内容       sha256:{built.content}
  路线 县政府办公室发文（重要），摘要 {ROUTE.digest[:16]}
    为什么 照文种选的
    可以办  拟稿（draft）
    要办    初审把关（first）
    不要    合法性审核（legal）
    不要    会签（counter）
    不要    主任审核（director）
    要办    审签（approve）
    要办    登记编号（number）
    要办    校对印制（print）
    要办    用印（seal）
    要办    分送（send）
  校对 差错 1 处，提示 2 处；差错率 通知.md 万分之 2.72；裁定：通过
  没有处置的差错 1 处（放行写 --waive 指纹=理由）
    5f1d3c  SZ02  正文（通知.md）  “2千余人”应写作“2000余人”
  现在可以办
    拟稿：由周启明、方见微办；拟稿
      gongwen sign {shown} --step draft --as 周启明 --decision 拟稿
"""
