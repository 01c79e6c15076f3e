"""在干净的公文里造错：种子固定，每件每种有数，几处不相干的放在一份文字里。"""

from __future__ import annotations

import hashlib
import random
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tools.quality.plant import PLACELESS, Plant, PlantedText, clear_of, planted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tools.quality.clean import CleanDocument
    from tools.quality.plant import Operator

SEED = "gongwen"
PER_KIND = 24  # 每一半里每种最多几处
PER_DOCUMENT = 6  # 每件每种最多几处；先每件一处，不够再轮
TOGETHER = 4
LARGE = {"缺字", "同音", "形近", "常见误写", "成语误写"}  # 这几种词多，多造一些
UNTRUSTED = {"SZ", "YZ", "YS"}


@dataclass(frozen=True, slots=True)
class Job:
    """一份干净的文字，和造了错的一份。"""

    clean: CleanDocument
    planted: PlantedText


def plan(
    documents: Sequence[CleanDocument], operators: Iterable[Operator], per_kind: int = PER_KIND
) -> tuple[Job, ...]:
    """给这些文件造的错。同样的输入，同样的结果。"""
    pieces = [piece for document in documents for piece in excerpts(document)]
    chosen: dict[str, list[Plant]] = {piece.name: [] for piece in pieces}
    for operator in operators:
        for plant in _of_operator(operator, pieces, per_kind * (3 if operator.kind in LARGE else 1)):
            chosen[plant.document].append(plant)
    return tuple(job for piece in pieces for job in _jobs(piece, chosen[piece.name]))


def excerpts(document: CleanDocument) -> Iterator[CleanDocument]:
    """长的语料文件只取开头和中间各一段：造错用不着整件。"""
    first = document.excerpt(0)
    yield first
    if document.gapped and len(document.text) > 3 * len(first.text):
        yield document.excerpt(
            _chance(document.name, "段").randrange(len(first.text), len(document.text) - 3000)
        )


def _chance(*parts: str) -> random.Random:
    digest = hashlib.sha256("\x00".join((SEED, *parts)).encode()).digest()
    return random.Random(int.from_bytes(digest[:8], "big"))


def _of_operator(operator: Operator, pieces: Sequence[CleanDocument], most: int) -> list[Plant]:
    """各件轮着来：先每件一处，够了为止。"""
    found: dict[tuple[str, int, int, str], Plant] = {}
    order = [piece for piece in pieces if _suits(operator, piece)]
    _chance(operator.family, operator.kind).shuffle(order)
    for turn in range(PER_DOCUMENT):
        for piece in [*order]:
            if len(found) >= most:
                return [*found.values()]
            chance = _chance(operator.family, operator.kind, piece.name, str(turn))
            plant = operator.make(piece, chance)
            if plant is None:
                order.remove(piece)  # 这一件用不上
            else:
                named = replace(plant, document=piece.name, around=_around(piece.text, plant))
                found.setdefault((piece.name, plant.start, plant.end, plant.wrong), named)
    return [*found.values()]


def _around(text: str, plant: Plant) -> str:
    before = text[max(0, plant.start - 14) : plant.start]
    return f"{before}⟦{plant.wrong}⟧{text[plant.end : plant.end + 14]}".replace("\n", "⏎")


def _suits(operator: Operator, piece: CleanDocument) -> bool:
    return piece.trusted or not (operator.digits or operator.family in UNTRUSTED)


def _jobs(piece: CleanDocument, plants: Sequence[Plant]) -> Iterator[Job]:
    """把一件里的错分到几份文字里，每份里的互相离得远。"""
    batches: list[list[Plant]] = []
    for plant in plants:
        room = (batch for batch in batches if len(batch) < TOGETHER and _fits(plant, batch))
        batch = next(room, None)
        if batch is None:
            batches.append([plant])
        else:
            batch.append(plant)
    for batch in batches:
        yield Job(piece, planted(piece.text, batch))


def _fits(plant: Plant, batch: Sequence[Plant]) -> bool:
    """结果可以没有位置的几族，同一族的不放在一起：才分得清是谁的。"""
    alone = plant.family in PLACELESS and any(plant.family == other.family for other in batch)
    return not alone and clear_of(plant, batch)


def counted(jobs: Iterable[Job]) -> Counter[tuple[str, str]]:
    """每族每种造了几处。"""
    return Counter((plant.family, plant.kind) for job in jobs for plant in job.planted.plants)
