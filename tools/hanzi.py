"""由 Unihan 和字形算出汉字表（读音、笔画、形近、异体），写进 src/gongwen/proofing/hanzi/。

用法：apt-get download unicode-data && dpkg-deb -x unicode-data*.deb 文件夹
      python tools/hanzi.py 文件夹/usr/share/unicode
字取《通用规范汉字表》（Unihan 的 kTGH，8105 字）。形近有两种：宋体粗体的点阵像（模糊之后去掉平均字形，
取主成分，相关系数在线上），或仓颉码去掉偏旁之后相同（同一声旁换偏旁、加偏旁）。另要 numpy、pillow，约一分钟。
"""

from __future__ import annotations

import bz2
import sys
import unicodedata
from collections import defaultdict
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

ROOT = Path(__file__).resolve().parent.parent
FONT, FACE = ROOT / ".fonts" / "NotoSerifCJK-Bold.ttc", 2
OUT = ROOT / "src" / "gongwen" / "proofing" / "hanzi"
SIDE, COMPONENTS, ALIKE = 28, 100, 0.55
# 左边、上边、外面的偏旁的仓颉码；去掉它剩下的相同，就是换了偏旁
RADICALS = (
    "OIN MG IF NL MR MB HA HN HV HQ KN KH CL IE OK YR IM CN HX AV QM NU VM VF LI MW ND DD TT BU JB HH HO HJ"
    " SF SM ML A B C D E F G H I J K L M N O P Q R S T U V W X Y"
)
# Unihan 没有列的
WRITTEN = ("昇升", "陞升", "珮佩", "淩凌", "勳勋")
# 上面两样没有认出、文秘容易看错的
SEEN = (
    "周同 肖尚 刁习 明朋 林木 昱昊 顾顽 沈沉 彤肜 启君 奚溪 郝赫 洲州 砚研 冯马 芃茂 亓元 仉仇 逄逢 亳毫 闫问"
)
MARKS = {"̄": "1", "́": "2", "̌": "3", "̀": "4"}
NOTICE = """\
# {title}。由 tools/hanzi.py 生成，不要手改。
# 读音、笔画、异体取自 Unicode 汉字数据库（Unihan {version}），有删改；形近为本项目计算所得。
# © 1991-2022 Unicode, Inc. 按 Unicode 许可使用，见 UNICODE-LICENSE.txt。
"""


def char_of(code: str) -> str:
    """U+6C88 之类所指的字。"""
    return chr(int(code.removeprefix("U+"), 16))


class Unihan:
    """Unihan 的几个属性：名字 → 字 → 值。"""

    def __init__(self, folder: Path) -> None:
        self.of: dict[str, dict[str, str]] = defaultdict(dict)
        self.version = ""
        for path in sorted(folder.glob("Unihan_*.txt.bz2")):
            for line in bz2.decompress(path.read_bytes()).decode("utf-8").splitlines():
                if line.startswith("U+"):
                    code, name, value = line.split("\t")
                    self.of[name][char_of(code)] = value
                elif line.startswith("# Unicode version: "):
                    self.version = line.split(": ")[1].strip()


def sounds(value: str) -> list[str]:
    """“134.010:hé,hè”一类的值里的读音，声调写成数字：he2 he4。"""
    syllables = (one for piece in value.split() for one in piece.rpartition(":")[2].split(","))
    return sorted({toned(syllable) for syllable in syllables})


def toned(syllable: str) -> str:
    tone, letters = "5", ""
    for char in unicodedata.normalize("NFD", syllable):
        if char in MARKS:
            tone = MARKS[char]
        elif char == "̈":  # ü
            letters = letters[:-1] + "v"
        elif char.isalpha():
            letters += char
    return letters + tone


def pictures(chars: list[str]) -> np.ndarray:
    font = ImageFont.truetype(str(FONT), 48, index=FACE)
    rows = np.zeros((len(chars), SIDE * SIDE), np.float64)
    for at, char in enumerate(chars):
        picture = Image.new("L", (56, 56), 0)
        ImageDraw.Draw(picture).text((4, -2), char, 255, font=font)
        blurred = picture.filter(ImageFilter.GaussianBlur(2.5))
        rows[at] = np.asarray(blurred.resize((SIDE, SIDE), Image.Resampling.BILINEAR), np.float64).ravel()
    return rows - rows.mean(axis=0)


def by_picture(chars: list[str]) -> set[tuple[str, str]]:
    left, scale, _ = np.linalg.svd(pictures(chars), full_matrices=False)
    parts = left[:, :COMPONENTS] * np.sqrt(scale[:COMPONENTS])
    parts /= np.linalg.norm(parts, axis=1, keepdims=True)
    close = np.triu(parts @ parts.T, 1) > ALIKE
    return {(chars[one], chars[other]) for one, other in zip(*np.nonzero(close), strict=True)}


def by_component(chars: list[str], unihan: Unihan) -> set[tuple[str, str]]:
    sharing = defaultdict(set)
    for char in chars:
        for code in unihan.of["kCangjie"].get(char, "").split():
            sharing[code].add(char)
            for radical in RADICALS.split():
                if code.startswith(radical) and len(code) - len(radical) >= 2:
                    sharing[code[len(radical) :]].add(char)
                    break
    return {
        (one, other)
        for group in sharing.values()
        if len(group) < 40
        for one in group
        for other in group
        if one < other
    }


def variants(chars: list[str], unihan: Unihan) -> list[str]:
    """同一个字的两种写法，如“堃坤”“東东”；后一个字在表里。"""
    pairs = set(WRITTEN)
    known = set(chars)
    said = {char: set(sounds(value)) for char, value in unihan.of["kTGHZ2013"].items()}
    for name in ("kTraditionalVariant", "kSemanticVariant", "kZVariant"):
        for char in chars:
            for value in unihan.of[name].get(char, "").split():
                other = char_of(value.partition("<")[0])
                # 都在表里的两个字，读音也相同才算一个字的两种写法
                if other not in known or (other > char and said[char] & said[other]):
                    pairs.add(other + char)
    return sorted(pairs)


def main() -> None:
    unihan = Unihan(Path(sys.argv[1]))
    chars = sorted(unihan.of["kTGH"])
    alike = defaultdict(set)
    seen = {(pair[0], pair[1]) for pair in SEEN.split()}
    for one, other in by_picture(chars) | by_component(chars, unihan) | seen:
        alike[min(one, other)].add(max(one, other))
    rows = [
        "\t".join((
            char,
            unihan.of["kTotalStrokes"][char].split()[0],
            " ".join(sounds(unihan.of["kTGHZ2013"][char])),
            "".join(sorted(alike[char])),
        ))
        for char in chars
    ]  # fmt: skip
    notice = NOTICE.format(title="《通用规范汉字表》各字的笔画数、读音、形近的字（只列码位在后的）",
                           version=unihan.version)  # fmt: skip
    (OUT / "characters.tsv").write_text(notice + "\n".join(rows) + "\n", encoding="utf-8")
    pairs = variants(chars, unihan)
    notice = NOTICE.format(title="同一个字的两种写法：繁体、异体在前", version=unihan.version)
    (OUT / "variants.txt").write_text(notice + "\n".join(pairs) + "\n", encoding="utf-8")
    print(f"{len(chars)} 字，形近 {sum(map(len, alike.values()))} 对，异体 {len(pairs)} 对")


if __name__ == "__main__":
    main()
