"""文字。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.proofing.rules.wz import (
    attested,
    codes,
    doubled,
    glyphs,
    listed,
    near_misses,
    particles,
    scanned,
    single,
    slips,
)

if TYPE_CHECKING:
    from gongwen.proofing.rule import Rule

RULES: tuple[Rule, ...] = (
    doubled.RULE,
    listed.SOUND,
    listed.SHAPE,
    listed.IDIOM,
    listed.PHRASE,
    listed.ORGAN,
    listed.ORDER,
    listed.VARIANT,
    listed.REPEATED,
    single.RULE,
    listed.LENGTH,
    particles.COMPLEMENT,
    particles.ADVERBIAL,
    glyphs.TRADITIONAL,
    glyphs.VARIANT,
    codes.INVISIBLE,
    codes.GARBLED,
    codes.ALIKE,
    scanned.SPACED,
    scanned.PINYIN,
    scanned.LOOKALIKE,
    scanned.KEYWORDS,
    scanned.WEBPAGE,
    glyphs.UNLISTED,
    slips.RULE,
    near_misses.WRONG,
    near_misses.SWAPPED,
    near_misses.MISSING,
    attested.PARTICLES,
    attested.REPEATED,
)
