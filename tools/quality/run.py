"""make quality：造错、校对、算账、打印；没有到要求的数时以 1 退出。"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from tools.quality import report
from tools.quality.clean import DATA, clean_documents
from tools.quality.measure import Alarms, outcomes, tallies
from tools.quality.operators import FAMILIES, all_operators
from tools.quality.planting import plan
from tools.quality.proofed import proofed
from tools.quality.sounds import Sounds
from tools.quality.truefinds import TRUE_FINDS, TrueFinds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tools.quality.clean import CleanDocument
    from tools.quality.measure import Outcome
    from tools.quality.planting import Job
    from tools.quality.proofed import Found, Proofed

LINE_HEAD = 8
AROUND = 24


def main(arguments: Sequence[str] | None = None) -> int:
    """跑一遍；返回退出码。"""
    options = _options(arguments)
    if not DATA.is_dir():
        print(f"没有测量用的文字：{DATA}；用 GONGWEN_DATA 指明", file=sys.stderr)
        return 2
    documents = clean_documents()
    sounds = Sounds(document.text for document in documents)
    operators = [each for each in all_operators(sounds) if not options.only or each.family in options.only]
    true = TrueFinds(TRUE_FINDS)
    halves = [held for held in (False, True) if options.held in (options.dev, held)]
    short: list[str] = []
    crashes: Counter[str] = Counter()
    figures = {}
    for held in halves:
        half = report.HALVES[held]
        chosen = [document for document in documents if document.held is held]
        found = _planted(half, plan(chosen, operators), crashes) if not options.alarms else []
        alarms = None if options.only and not options.alarms else _alarms(half, chosen, true, crashes)
        _print(half, found, alarms, options, held)
        short += report.shortfalls(found, alarms, half)
        figures[half] = _figures(found, alarms, held)
    short += [f"规则出错 {count} 份：{crash}" for crash, count in crashes.items()]
    if options.json:
        options.json.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    unused = true.unused({document.name for document in documents if document.held in halves})
    if not options.only and unused:
        short += [f"true-finds.tsv 第 {line} 行不再报了，删去" for line in unused]
    print("\n".join(f"没有到：{each}" for each in short) if short else "都到了要求的数")
    return 1 if short else 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tools.quality", description=__doc__)
    parser.add_argument("--dev", action="store_true", help="只跑可以看的一半")
    parser.add_argument("--held", action="store_true", help="只跑留着的一半，只印总数")
    parser.add_argument("--only", nargs="+", metavar="族", choices=FAMILIES, help="只造这几族的错，不数误报")
    parser.add_argument("--kinds", action="store_true", help="每种错一行")
    parser.add_argument("--missed", nargs="*", metavar="族", help="逐处印出漏的（只有 dev）")
    parser.add_argument(
        "--alarms", nargs="*", metavar="代码", help="只数误报，逐处印出（只有 dev）；可只看几条规则、几族"
    )
    parser.add_argument("--json", type=Path, metavar="文件", help="把数写成 JSON")
    options = parser.parse_args(arguments)
    if options.missed:
        options.only = options.only or options.missed
    options.listing = options.alarms
    options.alarms = options.alarms is not None
    return options


def _progress(what: str, done: int, total: int, since: float) -> None:
    if done == total or done % 50 == 0:
        end = "\n" if done == total else ""
        print(
            f"\r{what} {done}/{total}　{time.process_time() - since:.0f} 秒",
            end=end,
            file=sys.stderr,
            flush=True,
        )


def _planted(half: str, jobs: Sequence[Job], crashes: Counter[str]) -> list[Outcome]:
    found: list[Outcome] = []
    cleans: dict[str, Proofed] = {}
    since = time.process_time()
    for index, job in enumerate(jobs, 1):
        clean = cleans.get(job.clean.name)
        if clean is None:
            clean = cleans[job.clean.name] = proofed(job.clean)
        if clean.refused:
            continue
        dirty = proofed(job.clean, job.planted.text)
        if crash := clean.crashed or dirty.crashed:
            crashes[crash] += 1
            continue
        found += outcomes(job.planted, clean, dirty)
        _progress(f"{half} 造错", index, len(jobs), since)
    return found


def _alarms(half: str, documents: Sequence[CleanDocument], true: TrueFinds, crashes: Counter[str]) -> Alarms:
    alarms = Alarms()
    since = time.process_time()
    for index, document in enumerate(documents, 1):
        result = proofed(document)
        if result.refused:
            alarms.unread.append(f"{document.name}：{result.refused.splitlines()[0]}")
        if result.crashed:
            crashes[result.crashed] += 1
        alarms.characters += result.characters
        for item in result.found:
            _count(alarms, document, item, true)
        _progress(f"{half} 干净", index, len(documents), since)
    return alarms


def _count(alarms: Alarms, document: CleanDocument, item: Found, true: TrueFinds) -> None:
    if _is_gap(document, item):
        alarms.apart += 1
    elif true.holds(document.name, item.code, _at(document, item)):
        alarms.true += 1
    else:
        listing = alarms.errors if item.error else alarms.advice
        listing.append((document.name, item, _context(document, item)))


def _is_gap(document: CleanDocument, item: Found) -> bool:
    """缺段的语料里，行首的序号接不上是缺段造成的，不是规则报错。"""
    if not document.gapped or item.family != "YZ" or item.start is None:
        return False
    return item.start - (document.text.rfind("\n", 0, item.start) + 1) < LINE_HEAD


def _at(document: CleanDocument, item: Found) -> str:
    if item.part or item.start is None or item.end is None:
        return ""
    return document.text[item.start : item.end]


def _context(document: CleanDocument, item: Found) -> str:
    if item.part or item.start is None or item.end is None:
        return item.message
    before = document.text[max(0, item.start - AROUND) : item.start].replace("\n", "⏎")
    after = document.text[item.end : item.end + AROUND].replace("\n", "⏎")
    return f"{before}⟦{_at(document, item)}⟧{after}　{item.message}"


def _print(
    half: str, found: list[Outcome], alarms: Alarms | None, options: argparse.Namespace, held: bool
) -> None:
    print(f"== {half}")
    if found:
        print("\n".join(report.recall_lines(found, options.kinds and not held)))
    if alarms is not None:
        print("\n".join(report.alarm_lines(alarms)))
    if held:
        return
    if alarms is not None:
        print("\n".join(report.by_rule(alarms)))
        if options.alarms:
            _list_alarms(alarms, options.listing)
    if options.missed is not None:
        _list_missed(found, options.missed)


def _list_alarms(alarms: Alarms, codes: Sequence[str]) -> None:
    for name, listing in (("差错", alarms.errors), ("提示", alarms.advice)):
        for document, item, context in listing:
            if not codes or item.code in codes or item.family in codes:
                print(f"{item.code}\t{name}\t{document}\t{context}")


def _list_missed(found: Sequence[Outcome], families: Sequence[str]) -> None:
    for each in found:
        plant = each.plant
        if not each.by and (not families or plant.family in families):
            change = f"“{plant.right}”→“{plant.wrong}”　{plant.around}".replace("\n", "⏎")
            print(f"漏　{plant.family}　{plant.kind}　{plant.document[:40]}　{change}")


def _figures(found: Sequence[Outcome], alarms: Alarms | None, held: bool) -> dict[str, object]:
    table = {
        f"{family} {kind}".strip(): [tally.planted, tally.error, tally.advice]
        for (family, kind), tally in {
            **tallies(found),
            **({} if held else tallies(found, by_kind=True)),
        }.items()
    }
    rules = Counter(each.by for each in found if each.by)
    figures: dict[str, object] = {"造错、报作差错、报作提示": table}
    if not held:
        figures["由哪条规则找到"] = dict(sorted(rules.items()))
    if alarms is not None:
        figures["干净文字"] = {
            "字数": alarms.characters, "误报差错": len(alarms.errors), "误报提示": len(alarms.advice),
            "缺段": alarms.apart, "真差错": alarms.true,
        }  # fmt: skip
    return figures
