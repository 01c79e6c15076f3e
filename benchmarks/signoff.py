"""流转的基准：make bench 的一部分。

十一步、Ed25519 的一件：签完要多久，验一遍要多久，清单多大。都按处理器时间；机器忽快忽慢，
另给同一次运行里的比值：签比只做十一次 Ed25519 签名、验比只做十一次 Ed25519 验签，各是几倍。
"""

from __future__ import annotations

import hashlib
import statistics
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from gongwen.signoff.algorithms import ED25519
from gongwen.signoff.built import BuildFacts, Routing, append_built
from gongwen.signoff.manifest import read_manifest
from gongwen.signoff.roster import Roster, Signatory, keyid_of
from gongwen.signoff.route import Route, RouteStep
from gongwen.signoff.signing import next_step, signed_line
from gongwen.signoff.step import Details
from gongwen.signoff.verify import verify
from gongwen.signoff.vocabulary import Decision, StepKind

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS = 41
TARGETS = {"signed": 50.0, "verified": 10.0}
START = datetime(2026, 5, 8, 1, tzinfo=UTC)
_STEPS = (
    ("拟稿", StepKind.DRAFTED, Decision.DRAFT, Details()),
    ("初审", StepKind.REVIEWED, Decision.AGREE, Details()),
    ("公开审查", StepKind.REVIEWED, Decision.AGREE, Details()),
    ("合法性审核", StepKind.LEGAL, Decision.AGREE, Details()),
    ("副主任审核", StepKind.REVIEWED, Decision.AMEND, Details()),
    ("主任审核", StepKind.REVIEWED, Decision.CIRCLE, Details()),
    ("签发", StepKind.APPROVED, Decision.APPROVE, Details()),
    ("复核", StepKind.CHECKED, Decision.AGREE, Details()),
    ("登记", StepKind.REGISTERED, Decision.REGISTER, Details(number="青政办发〔2026〕12号")),
    ("印制", StepKind.PRINTED, Decision.DONE, Details()),
    ("核发", StepKind.DISPATCHED, Decision.DISPATCH, Details()),
)
ROUTE = Route(
    "县政府办发文", "基准", tuple(RouteStep(name, name, kind, (name,)) for name, kind, *_ in _STEPS)
)


@dataclass(frozen=True)
class Key:
    """一把钥匙。"""

    private: Ed25519PrivateKey
    algorithm: str = ED25519

    @property
    def public(self) -> bytes:
        """公钥。"""
        return self.private.public_key().public_bytes_raw()

    @property
    def keyid(self) -> str:
        """公钥的标识。"""
        return keyid_of(self.public)

    def sign(self, data: bytes) -> bytes:
        """签名。"""
        return self.private.sign(data)


KEYS = {name: Key(Ed25519PrivateKey.generate()) for name, *_ in _STEPS}
ROSTER = Roster(
    tuple(Signatory(name, (name,), algorithm=ED25519, public_key=key.public) for name, key in KEYS.items())
)


def _build(data: bytes, now: datetime, **final: Any) -> bytes:
    facts = BuildFacts(
        inputs={"通知.md": "1" * 64},
        outputs={f"通知.{kind}": hashlib.sha256(kind.encode()).hexdigest() for kind in ("docx", "pdf")},
        fonts={"仿宋.ttf": "3" * 64},
        content="4" * 64,
        style={"name": "gbt9704", "digest": "5" * 64},
        rules={"version": "0", "codes": []},
        versions={},
        proof={
            "verdict": "pass",
            "errors": 0,
            "rate_per_10k": {"通知.md": "0.00"},
            "counted": {},
            "open": [],
        },
        title="关于做好2026年防汛备汛工作的通知",
        routing=Routing(ROUTE, "默认"),
        **final,
    )
    return append_built(data, facts, case="基准", now=now, name="清单")


def chain() -> tuple[bytes, float]:
    """办完的一件，和签十一步用的毫秒：每一步都重读清单、走一遍、看一遍、签一行。"""
    now = START
    data, spent = _build(b"", now), 0.0
    for name, kind, decision, details in _STEPS:
        now += timedelta(minutes=5)
        if kind is StepKind.PRINTED:
            data = _build(data, now, final=True)
        begin = time.process_time()
        manifest = read_manifest(data, "清单")
        step = next_step(manifest, name, now, actor=name, decision=decision, details=details)
        data += signed_line(manifest, step, ROSTER, KEYS[name])
        spent += time.process_time() - begin
    return data, 1000 * spent


def main() -> list[tuple[str, str, str]]:
    """各行：项目、量得、要求。"""
    data, _ = chain()
    later = START + timedelta(days=1)
    signed, verified, bare_sign, bare_verify = [], [], [], []
    key = next(iter(KEYS.values()))
    message = data[:1500]
    signature, public = key.sign(message), key.private.public_key()
    for _ in range(ROUNDS):
        signed.append(chain()[1])
        verified.append(_timed(lambda: verify(data, "清单", ROSTER, now=later)))
        bare_sign.append(_timed(lambda: [key.sign(message) for _ in _STEPS]))
        bare_verify.append(_timed(lambda: [public.verify(signature, message) for _ in _STEPS]))
    return [
        (
            "签十一步（Ed25519，库内，每步重读清单；中位数）",
            f"{statistics.median(signed):.1f} 毫秒，是只做签名的 {_ratio(signed, bare_sign):.0f} 倍",
            f"< {TARGETS['signed']:.0f} 毫秒",
        ),
        (
            "验十一步（库内，全部检查；中位数）",
            f"{statistics.median(verified):.1f} 毫秒，是只做验签的 {_ratio(verified, bare_verify):.1f} 倍",
            f"< {TARGETS['verified']:.0f} 毫秒",
        ),
        ("十一步、两次构建的清单", f"{len(data)} 字节", ""),
    ]


def _timed(work: Callable[[], object]) -> float:
    begin = time.process_time()
    work()
    return 1000 * (time.process_time() - begin)


def _ratio(one: list[float], other: list[float]) -> float:
    return statistics.median(a / b for a, b in zip(one, other, strict=True))


if __name__ == "__main__":
    for row in main():
        print(*row, sep=" | ")
