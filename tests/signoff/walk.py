"""照一条路线办一件：不签名的名册，一步一小时。测试某一条规定时用，路线写得只有要用的几步。"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from gongwen.signoff.algorithms import Unsigned
from gongwen.signoff.built import BuildFacts, Routing, append_built
from gongwen.signoff.manifest import Manifest, read_manifest
from gongwen.signoff.progress import CHINA
from gongwen.signoff.roster import Roster, Signatory
from gongwen.signoff.signing import next_step, signed_line
from gongwen.signoff.step import Details

if TYPE_CHECKING:
    from gongwen.signoff.route import Route
    from gongwen.signoff.vocabulary import Decision

OFFICE = "青溪县人民政府办公室"
PASS = {"verdict": "pass", "errors": 0, "open": [], "counted": {"通知.md": 3000}}


def people(**roles: str | tuple[str, ...]) -> Roster:
    """名册：姓名=角色，都没有钥匙，都是办公室的人。"""
    rows = ((name, (held,) if isinstance(held, str) else held) for name, held in roles.items())
    return Roster(tuple(Signatory(name, held, organ=OFFICE) for name, held in rows))


class Walk:
    def __init__(
        self,
        route: Route,
        roster: Roster,
        *,
        organs: tuple[str, ...] = (OFFICE,),
        conditions: tuple[str, ...] = (),
        start: datetime = datetime(2026, 5, 8, 9, tzinfo=CHINA),
    ) -> None:
        self.data, self.now = b"", start
        self._routing, self._roster = Routing(route, "测试", conditions, organs), roster

    @property
    def manifest(self) -> Manifest:
        return read_manifest(self.data, "通知.manifest.jsonl")

    def at(self, day: str) -> Walk:
        """到这一天的上午九点（东八区）。"""
        self.now = datetime.fromisoformat(day).replace(hour=9, tzinfo=CHINA)
        return self

    def build(self, content: str = "a", *, final: bool = False) -> Walk:
        facts = BuildFacts(
            {}, {"通知.pdf": "0" * 64}, {}, content, {}, {}, {}, PASS, routing=self._routing, final=final
        )
        self.data = append_built(self.data, facts, case="案", now=self.now.astimezone(UTC), name="清单")
        self.now += timedelta(hours=1)
        return self

    def sign(self, step_id: str, actor: str, decision: Decision, **given: Any) -> Walk:
        """签一步；given 里 Details 的各项也直接写。"""
        own = {key: given.pop(key) for key in tuple(given) if key in Details.__dataclass_fields__}
        manifest = self.manifest
        step = next_step(
            manifest,
            step_id,
            self.now.astimezone(UTC),
            actor=actor,
            decision=decision,
            details=Details(**own),
            **given,
        )
        self.data += signed_line(manifest, step, self._roster, Unsigned())
        self.now += timedelta(hours=1)
        return self
