"""文字：常见误写、成语误写、叠字、漏字、的地得、繁异体、看不见的字、识别残留、旧格式残留。"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from tools.quality.making import occurrences, pairs, replace, transposed, trimmed
from tools.quality.plant import Operator, Plant

if TYPE_CHECKING:
    import random

    from tools.quality.clean import CleanDocument
    from tools.quality.making import Change
    from tools.quality.plant import Make
    from tools.quality.sounds import Sounds

WORDS = Path(__file__).resolve().parent.parent / "words"
HAN = r"[\u4e00-\u9fff]"


def rows(name: str) -> list[tuple[str, str]]:
    """words/ 里一份（错，对）的表。"""
    lines = (WORDS / name).read_text(encoding="utf-8").splitlines()
    parts = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(wrong, right) for wrong, right in parts]


def twins(name: str) -> dict[str, str]:
    """words/ 里两字一组的表：前一个换成后一个。"""
    lines = (WORDS / name).read_text(encoding="utf-8").splitlines()
    return {pair[0]: pair[1] for line in lines if not line.startswith("#") for pair in line.split()}


def fixed_words() -> list[str]:
    """四字以上的固定说法。"""
    text = (WORDS / "fixed.txt").read_text(encoding="utf-8")
    return [word for line in text.splitlines() if not line.startswith("#") for word in line.split()]


def operators(sounds: Sounds) -> tuple[Operator, ...]:
    """文字的全部办法。"""
    idioms = [(wrong, right) for wrong, right in rows("idioms.tsv")]
    return (
        pairs("WZ", "常见误写", rows("miswritten.tsv")),
        pairs("WZ", "成语误写", idioms),
        Operator("WZ", "漏字", _missing(sounds)),
        Operator("WZ", "词内颠倒", _turned(sounds)),
        *_doubled(),
        *_particles(),
        *_characters(),
        *_remains(),
    )


def _wz(kind: str, pattern: str, change: Change, where: str = "body") -> Operator:
    return replace("WZ", kind, pattern, change, where=where)


def _somewhere(document: CleanDocument, chance: random.Random, words: list[str]) -> tuple[int, str] | None:
    there = [word for word in words if word in document.text[document.body_start :]]
    if not there:
        return None
    word = chance.choice(there)
    spots = [at for at in occurrences(document.text, word) if at >= document.body_start]
    return (chance.choice(spots), word) if spots else None


def _missing(sounds: Sounds) -> Make:
    """固定说法里少一个字，两边的字没有人连着写过。"""

    def make(document: CleanDocument, chance: random.Random) -> Plant | None:
        found = _somewhere(document, chance, fixed_words())
        if found is None:
            return None
        at, word = found
        drop = at + chance.randrange(1, len(word))
        if sounds.written(document.text[drop - 1] + document.text[drop + 1]):
            return None
        return trimmed("WZ", "漏字", document.text, drop, drop + 1, "")

    return make


def _turned(sounds: Sounds) -> Make:
    def make(document: CleanDocument, chance: random.Random) -> Plant | None:
        found = _somewhere(document, chance, fixed_words())
        wrong = transposed(found[1], chance) if found else None
        if found is None or wrong is None or sounds.written(wrong):
            return None
        return trimmed("WZ", "词内颠倒", document.text, found[0], found[0] + len(wrong), wrong)

    return make


def _doubled() -> tuple[Operator, ...]:
    function = "的在和了对为与及由以被把将是"
    return (
        _wz(
            "虚字重复",
            rf"(?<={HAN})[{function}](?={HAN})(?!的确|是否|和平|和谐|对应|为了|以及|及时|在于)",
            r"\g<0>\g<0>",
        ),
        _wz(
            "词重复",
            r"(?:进一步|人民政府|有关部门|工作|管理|加强|建设|发展|推进|完善|建立)(?=[\u4e00-\u9fff])",
            r"\g<0>\g<0>",
        ),
        _wz(
            "词首字重复",
            r"(?:经济|社会|企业|服务|政府|机制|制度|监督|项目|群众|安全)(?=[\u4e00-\u9fff])",
            lambda m, _: m[0][0] + m[0],
        ),
    )


def _particles() -> tuple[Operator, ...]:
    verbs = "(?:贯彻|落实|开展|推进|组织|做好|执行|履行|学习|研究|实施|完成|解决|维护|保障|处理|加强)"
    return (
        _wz(
            "地写作的",
            rf"(?:认真|切实|深入|扎实|积极|全面|有效|稳妥|主动|及时|严格|大力)(?P<at>地){verbs}",
            "的",
        ),
        _wz("得写作的", r"(?:取|获|赢|使|值|显|觉)(?P<at>得)(?=[了到\u4e00-\u9fff])(?!的)", "的"),
        _wz(
            "的写作得",
            rf"{HAN}{{2}}(?P<at>的)(?:意见|问题|通知|要求|规定|精神|原则|责任|制度|基础|需要|能力)",
            "得",
        ),
        _wz("的写作地", rf"{HAN}{{2}}(?P<at>的)(?:意见|问题|通知|要求|规定|原则|责任|制度|机制|体系)", "地"),
    )


def _characters() -> tuple[Operator, ...]:
    variants, radicals = twins("variants.txt"), twins("radicals.txt")

    def of(table: dict[str, str]) -> Change:
        return lambda match, _: table[match[0]]

    return (
        _wz("繁体异体", rf"(?<={HAN})[{''.join(variants)}](?={HAN})", of(variants)),
        _wz("部首字", rf"(?<={HAN})[{''.join(radicals)}](?={HAN})", of(radicals)),
        _wz(
            "看不见的字",
            rf"(?<={HAN})(?P<at>)(?={HAN})",
            lambda _m, chance: chance.choice("\u200b\u00ad\ufeff\u200d\u2060"),
        ),
        _wz(
            "私用区的字",
            rf"(?<={HAN}){HAN}(?={HAN})",
            lambda _m, chance: chr(0xE000 + chance.randrange(6000)),
        ),
        _wz("替代符", rf"(?<={HAN}){HAN}(?={HAN})", lambda _m, chance: chance.choice("\ufffd□?")),
    )


def _remains() -> tuple[Operator, ...]:
    return (
        pairs("WZ", "识别形近", rows("ocr.tsv")),
        Operator("WZ", "括注拼音", _pinyin),
        Operator("WZ", "主题词残留", _subject),
    )


def _pinyin(document: CleanDocument, chance: random.Random) -> Plant | None:
    from pypinyin import Style, pinyin

    found = [*re.finditer(rf"(?<={HAN}){HAN}(?={HAN})", document.text[document.body_start :])]
    if not found:
        return None
    match = chance.choice(found)
    at = document.body_start + match.end()
    sound = pinyin(match[0], style=chance.choice((Style.TONE, Style.NORMAL)))[0][0]
    return trimmed("WZ", "括注拼音", document.text, at, at, chance.choice((f"（{sound}）", f"({sound})")))


def _subject(document: CleanDocument, chance: random.Random) -> Plant | None:
    """版记里还有“主题词”。"""
    words = chance.choice(
        ("农业　防汛　通知", "城乡建设　管理　意见", "人事　任免　通知", "经济管理　机构　通知")
    )
    found = re.search(r"(?m)^抄送：", document.text)
    if found is None or document.has_front:
        at = len(document.text) if document.text.endswith("\n") else None
    else:
        at = found.start()
    if at is None or document.gapped:
        return None
    return trimmed("WZ", "主题词残留", document.text, at, at, f"主题词：{words}\n")
