"""拿语料核对词表的每一行：对的写法有没有人用，错的写法是不是真没有人用。

用法：python tools/lexicon_audit.py [--corpus 文件夹] [--seed 数] [--list 词表]
语料是一个文件夹的 .txt.xz（一段一行），读一遍，数每个写法出现几次（除外的字串里的不数）。
不合要求的逐行列出，以 1 退出；再随手抽 30 行给人看。
"""

from __future__ import annotations

import argparse
import lzma
import random
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass
from operator import add
from pathlib import Path
from typing import TYPE_CHECKING

from gongwen.proofing import lexicon
from gongwen.proofing.lexicon import Row, load_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT.parent / "shared" / "data" / "corpus"
SAMPLE = 30
# 差错的一条，错的写法至多是对的二百分之一；提示的，至多一半（异形词本来就有人用）。
ERROR_SHARE, ADVICE_SHARE = 200, 2
# 语料自己也有错字：对的不够二百次时，错的三次以内、不到二十分之一的，逐条列出来给人看，不算不合。
SLIPS, SLIP_SHARE = 3, 20
# 只凭语料立的词，对的写法至少要见五次；词典、标准里有的，见过就行。
FROM_CORPUS, LEAST_FROM_CORPUS = "公文语料", 5


@dataclass(frozen=True)
class Kind:
    """一份词表怎样核：right、wrong、exceptions、level 是列名；slips 是错一个字的两列。

    strict 为假的比语料新，对的写法语料里没有的只列出来。
    """

    right: str = ""
    wrong: str = ""
    exceptions: str = ""
    level: str = ""
    advice: bool = False
    strict: bool = True
    slips: tuple[str, ...] = ()


KINDS = {
    "miswritings": Kind(right="对", wrong="错", exceptions="除外", level="级"),
    "idioms": Kind(right="对", wrong="错", exceptions="除外"),
    "variants": Kind(right="对", wrong="错", exceptions="除外", advice=True),
    "word-slips": Kind(right="词", level="级", slips=("首误", "末误")),
    "policy-pairs": Kind(right="正", wrong="误", level="级", strict=False),
    "policy-outdated": Kind(right="现表述", strict=False),
    "renamed-organs": Kind(right="新名", strict=False),
    "laws": Kind(right="名称", strict=False),
}
# 别的词表列的是对的写法，在第一列；有的比语料新，语料里没有的只列出来
PLAIN = Kind(strict=False)
NOT_WORDS = {"works"}


@dataclass(frozen=True)
class Entry:
    """一行要核的写法。"""

    name: str
    number: int
    row: Row
    right: str
    wrong: str = ""
    exceptions: tuple[str, ...] = ()
    advice: bool = False
    strict: bool = True


def entries(name: str) -> Iterator[Entry]:
    """一份词表的各行。"""
    folder = Path(str(lexicon.__file__)).parent
    with (folder / f"{name}.tsv").open(encoding="utf-8") as lines:
        columns = next(lines).rstrip("\n").split("\t")
    kind = KINDS.get(name, PLAIN)
    for number, row in enumerate(load_rows(name), 2):
        cells = dict(zip(columns, (*row.values, row.source), strict=True))
        longer = cells.get(kind.exceptions, "")
        right = cells[kind.right] if kind.right else row.values[0]
        exceptions = tuple(longer.split("|")) if longer else ()
        advice = kind.advice or cells.get(kind.level) == "提示"
        for wrong in wrongs(kind, cells, right):
            yield Entry(name, number, row, right, wrong, exceptions, advice, kind.strict)


def wrongs(kind: Kind, cells: dict[str, str], right: str) -> list[str]:
    """这一行的错的写法：写着的，或者由首误、末误的字拼成的；没有错的写法的是一个空串。"""
    if not kind.slips:
        return [cells.get(kind.wrong, "")]
    first, last = (cells[name] for name in kind.slips)
    return [char + right[1] for char in first] + [right[0] + char for char in last]


def names() -> list[str]:
    """全部词表。"""
    folder = Path(str(lexicon.__file__)).parent
    return sorted(path.stem for path in folder.glob("*.tsv") if path.stem not in NOT_WORDS)


class Tally:
    """要数的写法，按头两个字归在一起：语料逐字走一遍，头两个字不在表里的一眼略过。"""

    def __init__(self, every: Iterable[Entry]) -> None:
        self.counts: Counter[str] = Counter()
        self._exceptions: dict[str, tuple[str, ...]] = {}
        for entry in every:
            self._exceptions.setdefault(entry.right, ())
            if entry.wrong:
                self._exceptions[entry.wrong] = entry.exceptions
        self._short = [word for word in self._exceptions if len(word) == 1]
        self._by_pair: dict[str, list[str]] = defaultdict(list)
        for word in self._exceptions:
            if len(word) > 1:
                self._by_pair[word[:2]].append(word)

    def read(self, text: str) -> None:
        """数一份语料。"""
        pairs = map(self._by_pair.get, map(add, text, text[1:]))
        for at, words in enumerate(pairs):
            if words:
                for word in words:
                    if text.startswith(word, at) and not self._is_excepted(text, at, word):
                        self.counts[word] += 1
        for word in self._short:
            self.counts[word] += text.count(word)

    def _is_excepted(self, text: str, at: int, word: str) -> bool:
        longer = self._exceptions[word]
        return any(text.startswith(each, at - each.find(word)) for each in longer if each.find(word) <= at)


def fault(entry: Entry, counts: Counter[str]) -> str:
    """这一行哪里不合；合的为空串。"""
    right = counts[entry.right]
    if not right and not entry.strict:
        return ""
    least = LEAST_FROM_CORPUS if entry.wrong and entry.row.source == FROM_CORPUS else 1
    if right < least:
        return f"“{entry.right}”语料里只有 {right} 次"
    share = ADVICE_SHARE if entry.advice else ERROR_SHARE
    if entry.wrong and counts[entry.wrong] * share > right and not is_slip(entry, counts):
        return f"“{entry.wrong}”语料里有 {counts[entry.wrong]} 次，“{entry.right}”{right} 次"
    return ""


def is_slip(entry: Entry, counts: Counter[str]) -> bool:
    """错的写法在语料里只是偶尔写错。"""
    wrong = counts[entry.wrong]
    return 0 < wrong <= SLIPS and wrong * SLIP_SHARE <= counts[entry.right]


def overlaps(every: Iterable[Entry]) -> Iterator[str]:
    """同一份词表里，对的写法含着另一行错的写法：改了这一处，又会报那一处。"""
    listed = [entry for entry in every if entry.wrong]
    wrongs = {entry.wrong: entry for entry in listed}
    longest = max(map(len, wrongs), default=0)
    for entry in listed:
        for start in range(len(entry.right)):
            for end in range(start + 2, min(len(entry.right), start + longest) + 1):
                other = wrongs.get(entry.right[start:end])
                if other and not any(each in entry.right for each in other.exceptions):
                    yield f"{place(entry)}：“{entry.right}”含着{place(other)} 的“{other.wrong}”"


def place(entry: Entry) -> str:
    return f"{entry.name}.tsv 第 {entry.number} 行"


def show(entry: Entry, counts: Counter[str]) -> str:
    used = f"{entry.right} {counts[entry.right]}"
    if entry.wrong:
        used = f"{entry.wrong} {counts[entry.wrong]} → {used}"
    return f"{place(entry)}：{used}（{entry.row.source}）"


def report(every: list[Entry], counts: Counter[str], seed: int) -> int:
    """打印各词表的行数、不合的行、抽看的行；返回退出码。"""
    bad = [f"{place(entry)}：{why}" for entry in every if (why := fault(entry, counts))]
    bad += overlaps(every)
    for name, rows in Counter(entry.name for entry in every).items():
        unseen = [e.right for e in every if e.name == name and not e.strict and not counts[e.right]]
        newer = f"，语料里没有的 {len(unseen)} 条：{'、'.join(unseen)}" if unseen else ""
        print(f"{name}：{rows} 条{newer}")
    seen = [show(entry, counts) for entry in every if not entry.advice and is_slip(entry, counts)]
    print(f"语料里也写错过的 {len(seen)} 条：", *seen, sep="\n")
    print(f"共 {len(every)} 条，不合的 {len(bad)} 条")
    print(*bad, sep="\n", end="\n" if bad else "")
    chance = random.Random(seed)
    unique = list({(entry.name, entry.number): entry for entry in chance.sample(every, len(every))}.values())
    chosen = chance.sample(unique, min(SAMPLE, len(unique)))
    print(f"抽看 {len(chosen)} 行（--seed {seed}）：")
    print(*(show(entry, counts) for entry in chosen), sep="\n")
    return 1 if bad else 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    parser.add_argument("--seed", type=int, default=6)
    parser.add_argument("--list", action="append", choices=names(), help="只核这一份")
    options = parser.parse_args()
    files = sorted(options.corpus.glob("*.txt.xz"))
    if not files:
        print(f"{options.corpus} 里没有 .txt.xz 的语料；用 --corpus 指定", file=sys.stderr)
        return 2
    every = [entry for name in options.list or names() for entry in entries(name)]
    tally = Tally(every)
    for path in files:
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            tally.read("".join(line for line in lines if not line.startswith("#DOC\t")))
    return report(every, tally.counts, options.seed)


if __name__ == "__main__":
    sys.exit(main())
