"""干净的公文：国务院文件、样例、语料里分了篇的、自己编的。

按名字的 SHA-256 分成两半：dev 可以逐处看，held 只打印总数。
"""

from __future__ import annotations

import hashlib
import lzma
import os
import re
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent.parent
OWN = Path(__file__).resolve().parent / "documents"
DATA = Path(os.environ.get("GONGWEN_DATA", ROOT.parent / "shared" / "data"))
# 语料文件：取几篇（0 是全部）、数字可不可信
CORPORA = (
    ("zj_local", 0, True),
    ("kb_guizhou_pbc", 0, True),
    ("local_digital_policies", 0, True),
    ("env_cee", 0, True),
    ("city_gwr_2024", 60, True),
    ("smart_policies", 60, False),
)
MIN_CHARACTERS = 300
EXCERPT = 3000
_HEADER = re.compile(r"^#DOC\t([^\t\n]*)\t?([^\n]*)\n", re.MULTILINE)
# 网页转换的痕迹：汉字旁的半角标点。每万字过这么多的，不算干净的文字
_HALF = re.compile(r"(?<=[\u4e00-\u9fff”）》])[,;:()]|[,;:()](?=[\u4e00-\u9fff“（《])")
DIRTY_PER_10K = 5
_KINDS = r"(?:决议|决定|命令|令|公报|公告|通告|意见|通知|通报|报告|请示|批复|议案|函|纪要|答复)"
_TITLE_END = re.compile(rf"{_KINDS}$")
_FRONT = re.compile(r"\A---\n.*?^---\n", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True)
class CleanDocument:
    """一件干净的公文。folder 是它的附件、单位资料所在；为 None 时只有文字。

    trusted 为假：数字不可信。gapped 为真：语料里的，中间缺段，序号连不上。
    """

    name: str
    text: str
    group: str
    folder: Path | None = None
    trusted: bool = True
    gapped: bool = False
    heading: str = ""
    roster: Path | None = field(default=None)

    @property
    def held(self) -> bool:
        """在不给看的一半里。"""
        return hashlib.sha256(self.name.encode()).digest()[0] % 2 == 1

    @cached_property
    def body_start(self) -> int:
        """front matter 之后；没有时从标题之后算。"""
        if found := _FRONT.match(self.text):
            return found.end()
        return self.title[1] if self.title else 0

    @cached_property
    def has_front(self) -> bool:
        """有没有 front matter。"""
        return _FRONT.match(self.text) is not None

    @cached_property
    def title(self) -> tuple[int, int] | None:
        """标题在哪里：front matter 里一行的，或开头几行连起来是标题的；没有时为 None。"""
        if self.has_front:
            front = self.text[: self.body_start_of_front]
            found = re.search(r"(?m)^标题: (?:\|-\n  )?([^|>\n\"]{6,80}(?:\n  [^\n]{4,60})*)$", front)
            return found.span(1) if found else None
        return self._plain_title()

    @property
    def body_start_of_front(self) -> int:
        """front matter 的末尾；没有时为 0。"""
        found = _FRONT.match(self.text)
        return found.end() if found else 0

    def _plain_title(self) -> tuple[int, int] | None:
        lines = [*re.finditer(r"[^\n]+", self.text[:1500])][:14]
        for first in range(len(lines)):
            for last in range(first, min(first + 4, len(lines))):
                joined = "".join(line.group().strip() for line in lines[first : last + 1])
                if self._is_title(joined):
                    return lines[first].start(), lines[last].end()
        return None

    def _is_title(self, joined: str) -> bool:
        if self.heading and joined == self.heading.split(" ")[-1]:
            return True
        named = "关于" in joined and _TITLE_END.search(joined)
        return bool(named) and 10 <= len(joined) <= 90 and not re.search(r"[。；：，〔]|文件", joined)

    def excerpt(self, start: int) -> CleanDocument:
        """从 start 所在的段起约三千字；短的文件就是它自己。"""
        if len(self.text) <= EXCERPT + 1000 or self.has_front:
            return self
        begin = 0 if start < 200 else self.text.rfind("\n", 0, start) + 1
        end = self.text.find("\n", min(begin + EXCERPT, len(self.text) - 1))
        piece = self.text[begin : end if end > 0 else len(self.text)]
        heading = self.heading if begin == 0 else ""
        return CleanDocument(
            f"{self.name}@{begin}", piece, self.group, None, self.trusted, self.gapped, heading
        )


def clean_documents() -> tuple[CleanDocument, ...]:
    """全部干净的公文，次序固定。"""
    return (*own_documents(), *_samples(), *_state_council(), *_corpora())


def own_documents() -> tuple[CleanDocument, ...]:
    """自己编的：有 front matter 的和贴来的样子的。"""
    paths = sorted((*OWN.glob("*.md"), *OWN.glob("*.txt")))
    roster = OWN / "office.toml"
    return tuple(
        CleanDocument(path.name, path.read_text(encoding="utf-8"), "自编", OWN, roster=roster)
        for path in paths
    )


def _samples() -> Iterator[CleanDocument]:
    folder = ROOT / "samples"
    for path in sorted(folder.glob("*.md")):
        yield CleanDocument(f"samples/{path.name}", path.read_text(encoding="utf-8"), "样例", folder)


def _state_council() -> Iterator[CleanDocument]:
    text = (DATA / "clean-dev" / "state-council-2019.txt").read_text(encoding="utf-8")
    for title, body in _split(text):
        yield CleanDocument(title, body, "国务院", heading=title)


def _corpora() -> Iterator[CleanDocument]:
    for name, most, trusted in CORPORA:
        with lzma.open(DATA / "corpus" / f"{name}.txt.xz", "rt", encoding="utf-8") as file:
            found = [(title, body) for title, body in _split(file.read()) if _is_clean(body)]
        found.sort(key=lambda item: hashlib.sha256(item[0].encode()).digest())
        for title, body in found[: most or len(found)]:
            yield CleanDocument(f"{name}/{title}", body, name, None, trusted, gapped=True, heading=title)


def _split(text: str) -> Iterator[tuple[str, str]]:
    parts = _HEADER.split(text)[1:]
    for index in range(0, len(parts), 3):
        yield (parts[index + 1] or parts[index]).strip(), parts[index + 2].strip("\n") + "\n"


def _is_clean(body: str) -> bool:
    dirty = len(_HALF.findall(body))
    return len(body) >= MIN_CHARACTERS and dirty * 10000 <= DIRTY_PER_10K * len(body)
