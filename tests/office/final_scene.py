"""一件公文从构建、审签到定稿：真的构建，步骤由没有钥匙的名册签。"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.helpers import draft

import gongwen
from gongwen.agency import find_agency
from gongwen.office.case import Case, append_line, read_case
from gongwen.signoff.algorithms import Unsigned
from gongwen.signoff.progress import CHINA
from gongwen.signoff.roster import REGISTRAR, Roster, Signatory
from gongwen.signoff.signing import next_step, signed_line
from gongwen.signoff.step import Details
from gongwen.signoff.vocabulary import Decision

if TYPE_CHECKING:
    from gongwen.office.build import Built
    from gongwen.signoff.progress import Progress

OFFICE, BUREAU = "澜州市人民政府办公室", "澜州市水务局"
NUMBER = "澜政办发〔2026〕18号"
FRONT = f"""\
文种: 通知
发文机关: {OFFICE}
标题: 关于做好防汛工作的通知
主送机关: 各县人民政府
印发机关: {OFFICE}
路线: 条例发文程序
"""
PEOPLE = (
    ("周启明", OFFICE, ("拟稿",)),
    ("顾清岚", OFFICE, ("审核",)),
    ("沈砚舟", OFFICE, ("签发", "主要负责人")),
    ("梁知夏", BUREAU, ("签发", "主要负责人")),
    ("方见微", OFFICE, ("复核", "登记", "印制", "核发")),
    ("许闻笛", OFFICE, ("印章保管人", REGISTRAR)),
)
ROSTER = Roster(tuple(Signatory(name, roles, organ=organ) for name, organ, roles in PEOPLE))


class Desk:
    """办公桌上的一件：草稿 稿.md，构建到 build/稿/。每一步过一小时。"""

    def __init__(self, folder: Path, front: str = FRONT, body: str | None = None) -> None:
        self.folder, self.path = folder, Path("稿.md")
        self.case = Case(Path("build/稿/稿.manifest.jsonl"))
        self.now = datetime(2026, 5, 8, 9, tzinfo=CHINA)
        self.write(front, body)

    def write(self, front: str = FRONT, body: str | None = None) -> Desk:
        text = draft(front) if body is None else draft(front, body)
        (self.folder / self.path).write_text(text, encoding="utf-8")
        return self

    def at(self, day: str) -> Desk:
        """到这一天的上午九点（东八区）。"""
        self.now = datetime.fromisoformat(day).replace(hour=9, tzinfo=CHINA)
        return self

    def build(self, *, final: bool = False, **options: Any) -> Built:
        chosen = gongwen.BuildOptions(final=final, **{"formats": ("pdf",), **options})
        [built] = gongwen.build(
            [self.path], chosen, agency=find_agency(self.folder), now=self.now.astimezone(UTC)
        )
        self.now += timedelta(hours=1)
        return built

    def final(self, **options: Any) -> Built:
        return self.build(final=True, **options)

    def sign(self, step_id: str, actor: str, decision: Decision, **given: Any) -> Desk:
        """签一步；given 里 Details 的各项也直接写。"""
        own = {key: given.pop(key) for key in tuple(given) if key in Details.__dataclass_fields__}
        given |= {"actor": actor, "decision": decision, "details": Details(**own)}

        def line(manifest: Any) -> bytes:
            step = next_step(manifest, step_id, self.now.astimezone(UTC), **given)
            return signed_line(manifest, step, ROSTER, Unsigned())

        append_line(self.case, line)
        self.now += timedelta(hours=1)
        return self

    def reviewed(self) -> Desk:
        """拟稿、审核过了。"""
        self.sign("拟稿", "周启明", Decision.DRAFT)
        return self.sign("审核", "顾清岚", Decision.AGREE)

    def approved(self) -> Desk:
        """签发了。"""
        return self.reviewed().sign("签发", "沈砚舟", Decision.APPROVE)

    def registered(self, number: str = NUMBER) -> Desk:
        """签发以后复核、登记了。"""
        self.sign("复核", "方见微", Decision.AGREE)
        return self.sign("登记", "方见微", Decision.REGISTER, number=number)

    @property
    def progress(self) -> Progress:
        return read_case(self.case).progress

    def printed(self) -> str:
        """成品 PDF 的文字，不带空白。"""
        from pypdf import PdfReader

        pages = PdfReader("build/稿/稿.pdf").pages
        return "".join("".join(page.extract_text().split()) for page in pages)
