"""十五种公文文种及行文方向（《党政机关公文处理工作条例》第八条；方向是通行做法，条例未列），和办公室常用的其他文书。"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Direction(StrEnum):
    """行文方向。"""

    UP = "上行"
    DOWN = "下行"
    LEVEL = "平行"
    PUBLIC = "泛行"
    ANY = "不定"


class Format(StrEnum):
    """公文格式：通用格式与三种特定格式（GB/T 9704—2012 第 7、10 章）；白头、简报不在国标之内，是惯例。"""

    GENERAL = "公文"
    LETTER = "信函"
    ORDER = "命令"
    MINUTES = "纪要"
    BULLETIN = "简报"
    PLAIN = "白头"


@dataclass(frozen=True, slots=True)
class Kind:
    """一个文种：英文标识、中文名、方向、默认格式、草稿中可用的写法、标题末尾可用的写法。

    statutory 是条例所列；numbered 是要编发文字号（不编的，缺字号不算空位）。
    """

    name: str
    term: str
    direction: Direction
    default_format: Format = Format.GENERAL
    spellings: tuple[str, ...] = ()
    endings: tuple[str, ...] = ()
    statutory: bool = True
    numbered: bool = True

    @property
    def written(self) -> tuple[str, ...]:
        """草稿“文种”键接受的写法。"""
        return (self.term, *self.spellings)

    @property
    def title_endings(self) -> tuple[str, ...]:
        """标题末尾可以出现的文种写法。"""
        return self.endings or (self.term,)


KINDS: tuple[Kind, ...] = (
    Kind("resolution", "决议", Direction.DOWN),
    Kind("decision", "决定", Direction.DOWN),
    Kind(
        "order",
        "命令",
        Direction.DOWN,
        Format.ORDER,
        ("令", "命令(令)", "命令（令）"),
        ("命令", "令"),
    ),
    Kind("communique", "公报", Direction.PUBLIC),
    Kind("proclamation", "公告", Direction.PUBLIC),
    Kind("announcement", "通告", Direction.PUBLIC),
    Kind("opinion", "意见", Direction.ANY),
    Kind("notice", "通知", Direction.DOWN),
    Kind("circular", "通报", Direction.DOWN),
    Kind("report", "报告", Direction.UP),
    Kind("request", "请示", Direction.UP),
    Kind("reply", "批复", Direction.DOWN),
    Kind("bill", "议案", Direction.LEVEL),
    Kind("letter", "函", Direction.LEVEL),
    Kind("minutes", "纪要", Direction.DOWN, Format.MINUTES, numbered=False),
)


def _paper(name: str, term: str, layout: Format, *, numbered: bool = False) -> Kind:
    return Kind(name, term, Direction.ANY, layout, statutory=False, numbered=numbered)


# 办公室常用、条例没有列为文种的文书（办公室制度）。
PAPERS: tuple[Kind, ...] = (
    _paper("note", "便函", Format.LETTER),
    _paper("bulletin", "简报", Format.BULLETIN, numbered=True),
    _paper("introduction", "介绍信", Format.PLAIN),
    _paper("certificate", "证明", Format.PLAIN),
    _paper("speech", "讲话", Format.PLAIN),
    _paper("summary", "总结", Format.PLAIN),
)


def kind_of(word: str) -> Kind | None:
    """写法对应的文种；不认识时为 None。"""
    wanted = word.strip()
    return next((kind for kind in (*KINDS, *PAPERS) if wanted in kind.written), None)


def kind_spellings() -> tuple[str, ...]:
    """“文种”键的全部可用写法。"""
    return tuple(word for kind in (*KINDS, *PAPERS) for word in kind.written)
