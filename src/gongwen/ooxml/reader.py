"""把打开的 Word 文件读成一份文字（Story）：正文在前，脚注、尾注、页眉、页脚在后。

text_nodes、node_text 在 nodes.py，这里一并给出：写批注、修订的一方用它们按 Stretch.node 找回节点。
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from gongwen.ooxml.containers import Body, Numbers, Side
from gongwen.ooxml.flow import Finds, Flow
from gongwen.ooxml.names import qn
from gongwen.ooxml.nodes import iter_text_nodes, node_text, text_nodes
from gongwen.ooxml.numbering import Counters, Numbering
from gongwen.ooxml.story import Aside, AsideKind, Story
from gongwen.ooxml.style_chain import Styles, is_on
from gongwen.ooxml.transcript import MAX_CHARS, TooLongError, Transcript

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.ooxml.opening import Package

__all__ = ["node_text", "read_story", "text_nodes"]

_REVISED = (qn("w:ins"), qn("w:del"), qn("w:moveFrom"), qn("w:moveTo"))
_DRAWN = {"chart": "图表", "diagramData": "SmartArt 图形", "image": "图片"}
_RUNNING = {
    "header": (AsideKind.HEADER, qn("w:headerReference")),
    "footer": (AsideKind.FOOTER, qn("w:footerReference")),
}
_TYPE = qn("w:type")


def read_story(package: Package) -> Story:
    """整份文件的文字。文字过多时引发 PackageError。"""
    try:
        styles = Styles(_root(package, "styles"))
        numbering = Numbering.read(_root(package, "numbering"), styles)
        return _Reading(package, styles, numbering).story()
    except TooLongError:
        raise package.error(
            f"文字超过 {MAX_CHARS // 10_000} 万字，不像一件公文", "确认拿对了文件，或分成几件"
        ) from None


def _part(package: Package, kind: str) -> str:
    """正文所引用的、类型为 kind 的部件；没有为空串。"""
    found = (each.part for each in package.relations(package.main) if each.short == kind)
    return next((part for part in found if part in package.parts), "")


def _root(package: Package, kind: str) -> Any:
    part = _part(package, kind)
    return package.tree(part) if part else None


@dataclass
class _Reading:
    package: Package
    styles: Styles
    numbering: Numbering
    transcript: Transcript = field(default_factory=Transcript)
    numbers: Numbers = field(default_factory=Numbers)
    finds: Finds = field(default_factory=Finds)
    asides: list[Aside] = field(default_factory=list)

    def story(self) -> Story:
        root = self.package.peek(self.package.main)
        self._flow(self.package.main).walk(root, Body(self.transcript))
        body_end = self.transcript.at
        referred = tuple(self.finds.notes)
        self._contents()
        self._notes("footnote", AsideKind.FOOTNOTE, referred)
        self._notes("endnote", AsideKind.ENDNOTE, referred)
        for kind in _RUNNING:
            self._running(kind, root)
        return Story(
            self.transcript.text(),
            tuple(self.transcript.marks),
            tuple(self.transcript.stretches),
            tuple(self.asides),
            body_end,
            tuple(self._notices(root)),
        )

    def _flow(self, part: str, side: str = "", *, pages: bool = True) -> Flow:
        self.transcript.part = part
        data = self.package.parts[part]
        # UTF-16 的看不出来，照查
        hiding = b"anish" in data or b"\0" in data[:64] or self.styles.hide
        counters = Counters(self.numbering)
        return Flow(self.transcript, self.styles, counters, self.numbers, self.finds, side, pages, hiding)

    def _contents(self) -> None:
        """自动生成的目录。"""
        start, side = self.transcript.at, Side(self.transcript, str(AsideKind.CONTENTS))
        for bits in self.finds.contents:
            side.paragraph(bits)
        if self.transcript.at > start:
            self.asides.append(Aside(AsideKind.CONTENTS, start, self.transcript.at))

    def _notes(self, name: str, kind: AsideKind, referred: tuple[tuple[str, str], ...]) -> None:
        """脚注（尾注），按正文引用的先后；正文没有引用的看不见，不读。"""
        part = _part(self.package, f"{name}s")
        wanted = dict.fromkeys(identity for sort, identity in referred if sort == name)
        if not part or not wanted:
            return
        first, notes = 0, dict[str, tuple[Any, int]]()
        for note in self.package.tree(part).iterchildren(qn(f"w:{name}")):
            notes.setdefault(note.get(qn("w:id"), ""), (note, first))
            first += sum(1 for _ in iter_text_nodes(note))
        for order, identity in enumerate(wanted, 1):
            if identity in notes:
                note, first = notes[identity]
                self._side(part, note, kind, f"{kind}{order}", first)

    def _side(self, part: str, root: Any, kind: AsideKind, label: str, first: int = 0) -> None:
        start = self.transcript.at
        flow = self._flow(part, label, pages=kind not in (AsideKind.HEADER, AsideKind.FOOTER))
        flow.walk(root, Side(self.transcript, label), first)
        if self.transcript.at > start:
            self.asides.append(Aside(kind, start, self.transcript.at))

    def _running(self, name: str, root: Any) -> None:
        """页眉（页脚）：各节看得见的，同样的只读一次。"""
        kind, tag = _RUNNING[name]
        parts = {each.identity: each.part for each in self.package.relations(self.package.main)}
        seen: set[str] = set()
        labels = 0
        for part in dict.fromkeys(parts.get(identity, "") for identity in self._shown(root, tag)):
            if part not in self.package.parts:
                continue
            label = str(kind) if not labels else f"{kind}{labels + 1}"
            said = self._draft(part, kind)
            if said and said not in seen:
                seen.add(said)
                labels += 1
                self._side(part, self.package.tree(part), kind, label)

    def _draft(self, part: str, kind: AsideKind) -> str:
        """先读一遍这个部件，只为看它写的是什么。"""
        apart = _Reading(self.package, self.styles, self.numbering)
        apart._side(part, self.package.tree(part), kind, "")
        return apart.transcript.text()

    def _shown(self, root: Any, tag: str) -> Iterator[str]:
        """看得见的各处引用：首页的要写了“首页不同”，偶数页的要写了“奇偶页不同”。"""
        settings = _root(self.package, "settings")
        even = settings is not None and is_on(settings.find(qn("w:evenAndOddHeaders")))
        sections = list(root.iter(qn("w:sectPr")))
        first = any(is_on(section.find(qn("w:titlePg"))) for section in sections)
        for section in sections:
            for each in section.iterchildren(tag):
                sort = each.get(_TYPE, "default")
                if sort == "default" or (sort == "first" and first) or (sort == "even" and even):
                    yield each.get(qn("r:id"), "")

    def _notices(self, root: Any) -> Iterator[str]:
        yield from self.package.notices
        if next(root.iter(*_REVISED), None) is not None:
            yield "有修订，按全部接受之后的样子读"
        comments = _root(self.package, "comments")
        count = 0 if comments is None else len(comments)
        if count:
            yield f"有 {count} 条批注，没有读"
        if self.finds.hidden:
            yield f"有 {self.finds.hidden} 个字设成隐藏，没有读"
        if self.finds.drawn:
            yield f"有 {self.finds.drawn} 处用域画出来的字（带圈字符一类），没有读"
        if self.finds.private:
            codes = "、".join(f"U+{ord(char):04X}" for char in dict.fromkeys(self.finds.private[:10]))
            yield f"有 {len(self.finds.private)} 个符号只有原来的字体里才有（{codes}），换了字体就变样"
        drawn = {each.target: each.short for each in self.package.relations(self.package.main)}
        kinds = [_DRAWN[short] for short in drawn.values() if short in _DRAWN]
        for what in dict.fromkeys(kinds):
            yield f"有 {kinds.count(what)} 幅{what}，里面的字没有读"
