"""由语料统计标题分行用的词表。用法：python tools/title_words.py 语料文件夹

语料是公文、法规、工作报告的纯文本（.txt.xz），不随仓库分发；用 jieba 分词，只留常用的二至四字词，按次数排。
"""

from __future__ import annotations

import lzma
import re
import sys
from collections import Counter
from pathlib import Path

import jieba

OUTPUT = Path(__file__).resolve().parent.parent / "src" / "gongwen" / "layout" / "plan" / "title_words.txt"
WORDS = 12_000
PER_FILE = 1_500_000
HAN = re.compile(r"[一-鿿]{2,4}")


def main(folder: Path) -> None:
    """统计并写出词表。"""
    counts: Counter[str] = Counter()
    for path in sorted(folder.glob("*.txt.xz")):
        with lzma.open(path, "rt", encoding="utf-8") as file:
            text = file.read(PER_FILE)
        weight = 1 if path.name.startswith("laws") else 3
        for word, count in Counter(filter(HAN.fullmatch, jieba.cut(text))).items():
            counts[word] += weight * count
    rows = "".join(f"{word}\n" for word, _ in counts.most_common(WORDS))
    OUTPUT.write_text(rows, encoding="utf-8")
    print(f"写出 {OUTPUT.name}：{WORDS} 个词")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
