"""校对的选择：命令行给的、gongwen.toml 写的，合成一套。"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from gongwen.config import Config
from gongwen.errors import UsageError
from gongwen.findings import LIMIT_PER_10K
from gongwen.proofing.counting import Counting, counting_named
from gongwen.proofing.engine import select_rules
from gongwen.proofing.rules import RULES

if TYPE_CHECKING:
    from gongwen.agency import Agency
    from gongwen.office.baseline import Baseline
    from gongwen.proofing.rule import Rule

MOST_JOBS = 64


@dataclass(frozen=True, slots=True)
class ProofOptions:
    """校对的选择；没有给的（None、空着）照 gongwen.toml。

    select、ignore：规则的代码或族名；max_rate：正文差错的限度（万分之几），给了以后只有不通过才算有问题；
    jobs：同时校对几份；baseline：基线文件；use_reviews：旁边有核定记录（.review.json）时照它裁定；
    counting：计错办法，“办公”或“图书”。
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    max_rate: float | None = None
    jobs: int | None = None
    baseline: Path | None = None
    use_reviews: bool = True
    counting: str | None = None


@dataclass(frozen=True, slots=True)
class Settled:
    """定下来的：每份文件都照它校对。gated 为真表示给了限度，退出码只看裁定；by_book：另按图书的办法计错。"""

    rules: tuple[Rule, ...] = RULES
    limit: float = LIMIT_PER_10K
    gated: bool = False
    jobs: int = 1
    skip: tuple[str, ...] = ()
    baseline: Baseline | None = None
    use_reviews: bool = True
    by_book: bool = False
    config: Config = field(default_factory=Config)
    agency: Agency | None = None


def _baseline(path: Path) -> Baseline:
    from gongwen.office.baseline import read_baseline

    return read_baseline(path)


def settle(options: ProofOptions, config: Config, agency: Agency | None) -> Settled:
    """命令行给的优先。代码不认识、数不对、基线读不了时引发 UsageError。"""
    own = config.proofing
    rate = own.max_rate if options.max_rate is None else options.max_rate
    if rate is not None and not (math.isfinite(rate) and 0 <= rate <= 10_000):
        raise UsageError(f"差错率上限不能是 {rate:g}", next_step="写每万字几处，0 到 10000，如 3")
    jobs = own.jobs if options.jobs is None else options.jobs
    if not 1 <= jobs <= MOST_JOBS:
        raise UsageError(f"同时校对 {jobs} 份不行", next_step=f"写 1 到 {MOST_JOBS}")
    named = options.counting or own.counting
    counting = counting_named(named) if named else Counting.OFFICE
    kept = options.baseline or (Path(own.baseline) if own.baseline else None)
    return Settled(
        rules=select_rules(RULES, options.select or own.select, (*own.ignore, *options.ignore)),
        limit=LIMIT_PER_10K if rate is None else rate,
        gated=rate is not None,
        jobs=jobs,
        skip=own.skip,
        baseline=_baseline(kept) if kept else None,
        use_reviews=options.use_reviews,
        by_book=counting is Counting.BOOK,
        config=config,
        agency=agency,
    )
