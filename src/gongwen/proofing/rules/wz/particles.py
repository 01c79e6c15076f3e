"""WZ12、WZ13：得、地写成了的。页：wz12.md、wz13.md。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.findings import Level
from gongwen.proofing.lazy import Lazy
from gongwen.proofing.rule import Hit, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.proofing.reading import Reading

# 取得、获得、使得、值得、显得、不得、来得及……里的“得”。后面接着的说明它是动词的一部分；
# 前面的字连成别的词的（听取的意见、行使的权力、价值的学习）除外。
_VERBS = (
    r"(?<![听收采领提索换争骗盗窃录选考吸汲夺赚支截抽套摄进可应所])取的(?=了|良好|显著|明显|较好|优异|可喜|积极进展|重大进展"
    r"|新进展|新成效|新突破|实效|实质性|阶段性|突破|成效|进展|圆满)"
    r"|(?<![查捕收缴截抓擒斩拿])获的(?=了|好评|批准|表彰|通过|国家级|省级|全国|第)"
    r"|(?<![价产净数比峰均总量市面颜增保升贬币原])值的(?=注意|一提|肯定|学习|借鉴|推广|信赖|信任|关注|重视|期待)"
    r"|(?<![明彰凸浅])显的(?=尤为|更加|十分|格外|非常|特别|不足|滞后)"
    r"|(?<=[，。；：、])使的(?=其|全[省市县区国]|我[省市县区国]|群众|企业|农民|经济|工作)"
    r"|(?<=[均也都并者员位门织业人])不的(?=擅自|以任何|低于|少于|高于|超过|多于|违反|隐瞒|收取|参与|从事|泄露|转让|挪用|拒绝|借故)"
    r"|来的及|来不的|对的起人民|靠的住|守的住|顶的住|稳的住|站的住脚|豁的出|叫的响|经的起|禁的起|舍的(?=投入|花钱|下功夫)"
    r"|觉的(?=自己|应该|应当|有必要|很)|说的过去|谈的上|称的上|算的上"
)
_VERB = Lazy(_VERBS)
_HEADS = ("取的", "获的", "值的", "显的", "使的", "不的", "来的及", "来不的")
_OTHERS = ("的起", "的住", "的出", "的响", "舍的", "觉的", "说的过", "的上")
# “做的好”可能是“做的好事”；后面断开的才像“做得好”。
_RESULT = Lazy(r"[做搞干抓办建管用学]的(?=(?:很|更加?|比较|十分)?[好实细紧严牢稳快准](?:[，。；、]|$))")
_RESULTS = tuple(f"{verb}的" for verb in "做搞干抓办建管用学")
_ADVERBS = (
    "认真|切实|深入|扎实|严格|及时|充分|稳步|逐步|不断|大力|努力|坚决|自觉|主动|迅速|牢固|紧紧|牢牢|反复|妥善"
)
# 不当名词用的动词，后面接着所做的事
_ACTIONS = (
    "贯彻落实|贯彻执行|做好|抓好|搞好|办好|管好|用好|推动|促进|履行|解决|完成|纠正|防范|防止|加强|加快|维护|把|将"
    "|组织开展|开展好|落实好|树立|提高|增强|掌握|抓住|守住"
)
_ADVERB = Lazy(rf"(?:{_ADVERBS})的(?=(?:{_ACTIONS})[一-鿿]{{2}})")
_PLAIN = tuple(f"{word}的" for word in _ADVERBS.split("|"))


def complement(reading: Reading) -> Iterator[Hit]:
    """一定该用“得”的。"""
    for piece in reading.with_any(*_HEADS, *_OTHERS):
        for found in _VERB.finditer(piece.text.value):
            at = found.start() + found[0].index("的")
            yield Hit(piece.text.at(at, at + 1), f"“{found[0]}”的“的”应为“得”", "得")
    for piece in reading.with_any(*_RESULTS):
        for found in _RESULT.finditer(piece.text.value):
            at = found.end() - 1
            yield Hit(piece.text.at(at, at + 1), f"“{found[0]}”的“的”宜为“得”", "得", level=Level.ADVICE)


def adverbial(reading: Reading) -> Iterator[Hit]:
    """修饰动词的“的”：认真的贯彻落实会议精神。"""
    for piece in reading.with_any(*_PLAIN):
        for found in _ADVERB.finditer(piece.text.value):
            at = found.end() - 1
            yield Hit(piece.text.at(at, at + 1), f"“{found[0]}”修饰后面的动词，宜用“地”", "地")


COMPLEMENT = Rule("WZ12", "得写成的", Level.ERROR, "现代汉语词典（第7版）；校对通则", complement)
ADVERBIAL = Rule("WZ13", "地写成的", Level.ADVICE, "现代汉语词典（第7版）；校对通则", adverbial)
