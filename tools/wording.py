"""由 ../shared/data/corpus 统计常用的说法，写成 proofing/wording/*.bin。用法：python -m tools.wording

只记“哪两个字、哪四个字常常连着用”，不带原文。数得出来的次数：两字连用 2 次以上，四字连用 5 次以上；
两字 13 次以上、四字 20 次以上的各另有一份，是常用的。次数少的不要：语料里也有错字。
两个字颠倒过来常用几百倍的也不要：“展发”多半是写颠倒了。
"""

from __future__ import annotations

import lzma
import re
import zlib
from array import array
from collections import Counter
from pathlib import Path

from gongwen.proofing.hanzi import characters, looking_like, sounding_like

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT.parent / "shared" / "data" / "corpus"
OUT = ROOT / "src" / "gongwen" / "proofing" / "wording"
HAN = re.compile(r"[\u4e00-\u9fa5〇]{2,}")
PASSES = 8
LEAST_PAIR, LEAST_COMMON, LEAST_FOUR, LEAST_STRONG = 2, 13, 5, 20
LEAST_CHAR, LEAST_ALONE = 50, 10
NOT_WORDS = frozenset(
    "的了者第其不应可并处个或及予和与有在是一二三四五六七八九十百千万年月日条款项章节将被把所对于以由为"
)
REVERSED = 300


def runs() -> list[str]:
    """语料里一串一串的汉字。"""
    found: list[str] = []
    for path in sorted(CORPUS.glob("*.txt.xz")):
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                if not line.startswith("#DOC"):
                    found += HAN.findall(line)
    return found


def counted(texts: list[str], size: int) -> Counter[str]:
    """size 个字连用的次数；分几遍数，省内存，只留够数的。"""
    least = LEAST_PAIR if size == 2 else LEAST_FOUR
    kept: Counter[str] = Counter()
    for at in range(PASSES):
        each = Counter(
            text[k : k + size]
            for text in texts
            for k in range(len(text) - size + 1)
            if ord(text[k]) % PASSES == at
        )
        kept.update({gram: number for gram, number in each.items() if number >= least})
    return kept


def in_order(counts: Counter[str]) -> list[str]:
    """去掉颠倒过来常用得多的。"""
    return [pair for pair, number in counts.items() if number * REVERSED >= counts[pair[::-1]]]


def words(texts: list[str], fours: Counter[str]) -> list[str]:
    """四字的说法：常常单独成一句的。含虚字、数目的不要，乱码不要。"""
    alone = Counter(text for text in texts if len(text) == 4)
    return [
        word
        for word, number in alone.items()
        if number >= LEAST_ALONE
        and fours[word] >= LEAST_STRONG
        and NOT_WORDS.isdisjoint(word)
        and len(word.encode("gb2312", "ignore")) == 8
    ]


def packed(grams: list[str], code: str) -> bytes:
    """排好序的数（小端），同一位的字节放在一起再压缩：相邻的数前几位相同，压得小。"""
    numbers = array(code, sorted(int.from_bytes(gram.encode("utf-16-be")) for gram in grams))
    raw = numbers.tobytes()
    return zlib.compress(b"".join(raw[at :: numbers.itemsize] for at in range(numbers.itemsize)), 9)


def near(pairs: Counter[str]) -> bytes:
    """每个字，和与它音近、形近的常用字，一行一个字：每次由读音、字形现算，启动要多等一百毫秒。"""
    times: Counter[str] = Counter()
    for pair, number in pairs.items():
        times[pair[0]] += number
    common = {char for char, number in times.items() if number >= LEAST_CHAR}
    lines = []
    for char in characters():
        others = (sounding_like(char) | looking_like(char)) & common - {char}
        lines.append(char + "".join(sorted(others)))
    return zlib.compress("\n".join(lines).encode("utf-8"), 9)


def main() -> None:
    """数一遍，写出三份表。"""
    texts = runs()
    pairs, fours = counted(texts, 2), counted(texts, 4)
    strong = [gram for gram, number in fours.items() if number >= LEAST_STRONG]
    kept = in_order(pairs)
    tables = (
        ("pairs", kept, "I"),
        ("common", [pair for pair in kept if pairs[pair] >= LEAST_COMMON], "I"),
        ("backward", [pair[::-1] for pair in kept], "I"),
        ("fours", list(fours), "Q"),
        ("strong", strong, "Q"),
        ("words", words(texts, fours), "Q"),
    )
    for name, grams, code in tables:
        data = packed(grams, code)
        (OUT / f"{name}.bin").write_bytes(data)
        print(f"{name}.bin：{len(grams)} 条，{len(data)} 字节")
    (OUT / "near.bin").write_bytes(near(pairs))


if __name__ == "__main__":
    main()
