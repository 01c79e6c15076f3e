"""常用字的同音字、形近字，和“这样连着写没有人写”的判断。

同音由 pypinyin 得出，只在语料里常用的字里取；形近是下面手写的一组。
"""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cache
from typing import TYPE_CHECKING

from pypinyin import Style, pinyin

if TYPE_CHECKING:
    import random
    from collections.abc import Iterable

COMMON = 3500
# 形近的字，一组里的互相误写
SHAPES = (
    "己已巳 未末 土士 千干于 天夭 人入 大太犬 日曰 目自 刀力 今令 贝见 田由甲申 王玉主 戊戌戍 侯候 "
    "治冶 拔拨 折拆 析柝 幻幼 辩辨瓣 晴睛 密蜜 粟栗 券卷 壁璧 竞竟 赢嬴羸 历厉 末未 免兔 鸟乌 "
    "徙徒 茶荼 哀衷衰 肓盲 延廷 祟崇 徽微 弛驰 佯祥 塞寨 管菅 崖涯 陕狭 遣遗 鼓彭 亨享 冒胃 "
    "帅师 仑仓 抡抢 侍待 持恃 杨扬 杭抗 沦沧 炼练 炜玮 烨晔 琛深 昊吴 彤形 妍研 洁浩 皓浩 "
    "钧钩 铭酩 锋峰 泽译 择泽 铎译 涛祷 岚岗 峻俊 骏竣 桦烨 楠南 柏怕 枫飒 梓辛 莹营 萤营 "
    "晨震 辰唇 旭旮 昱显 晖辉 曦羲 舟丹 砚现 听昕 怀杯 瑾谨 望妄 舒野 启户 景影 孟盂 华毕 温湿 "
    "程逞 林材 知如 远运 清请 和知 陶掏 罗岁 江汪 云去 深探 郑关 允充 之乏 苏办 明朋 周用 吴昊 淮准 安案 "
    "部陪 责贵 提题 设没 定走 政致 市巾 场扬 农衣 法洁 项顶 规现 划刘 建健 检捡 监盐 推堆 进近 "
    "第弟 其共 各名 任住 件伴 作昨 体休 位泣 使便 保褓 值植 做故 全金 公分 关美 具貝 养着 写与 "
    "决块 况祝 净静 准淮 减咸 凡几 出击 分公 切初 刊刑 列例 创仓 制致 务各 动功 助肋 努怒 劳荣 "
    "包句 区匹 医匠 半羊 协办 单草 卖买 占古 厂广 压庄 原源 去丢 参叁 友反 发友 受爱 变弯 口囗 古占 "
    "可何 史吏 司同 合台 同问 名各 后石 向问 否杏 员贝 命合 品晶 响晌 商高 善喜 喷愤 器哭 四西 因困 "
    "园圆 固因 国围 图圈 圆园 在再 地他 均钧 坚竖 型形 域城 堂常 境镜 增憎 处外 复夏 多夕 夫失 头买 "
).split()


@cache
def _shapes() -> dict[str, str]:
    table: dict[str, set[str]] = defaultdict(set)
    for group in SHAPES:
        for char in group:
            table[char] |= set(group) - {char}
    return {char: "".join(sorted(others)) for char, others in table.items()}


class Sounds:
    """由一批文字得出的常用字、同音字、连写。"""

    def __init__(self, texts: Iterable[str]) -> None:
        counts: Counter[str] = Counter()
        doubles: Counter[str] = Counter()
        for text in texts:
            counts.update(text)
            doubles.update(map("".join, zip(text, text[1:], strict=False)))
        common = [char for char, _ in counts.most_common() if "\u4e00" <= char <= "\u9fff"][:COMMON]
        self._seen = {pair for pair, count in doubles.items() if count > 1}
        self._readings: dict[str, frozenset[str]] = {}
        self._groups: dict[str, list[str]] = defaultdict(list)
        for char in common:
            for reading in self._reading(char):
                self._groups[reading].append(char)

    def _reading(self, char: str) -> frozenset[str]:
        if char not in self._readings:
            self._readings[char] = readings(char)
        return self._readings[char]

    def same_sound(self, char: str) -> list[str]:
        """常用字里的同音字，不论声调。"""
        found = {other for reading in self._reading(char) for other in self._groups.get(reading, ())}
        return sorted(found - {char})

    def alike(self, char: str) -> list[str]:
        """形近字。"""
        return list(_shapes().get(char, ""))

    def written(self, text: str) -> bool:
        """相邻两字的每一对都有人这样写过。"""
        return all(pair in self._seen for pair in map("".join, zip(text, text[1:], strict=False)))

    def strange(self, before: str, char: str, after: str) -> bool:
        """把 char 放在这里，与前后都没有人连着写过：读的人一眼看出不通。"""
        return before + char not in self._seen and char + after not in self._seen

    def misheard(self, word: str, chance: random.Random) -> str | None:
        """词里一个字写成同音字，写出来的词没有人写过。"""
        return self._miswritten(word, chance, self.same_sound)

    def misread(self, word: str, chance: random.Random) -> str | None:
        """词里一个字写成形近字，写出来的词没有人写过。"""
        return self._miswritten(word, chance, self.alike)

    def _miswritten(self, word: str, chance: random.Random, others: object) -> str | None:
        spots = list(range(len(word)))
        chance.shuffle(spots)
        for at in spots:
            choices = others(word[at]) if callable(others) else []
            chance.shuffle(choices)
            for other in choices[:12]:
                wrong = word[:at] + other + word[at + 1 :]
                if not self.written(wrong):
                    return wrong
        return None


@cache
def readings(char: str) -> frozenset[str]:
    """全部读音，不带声调。"""
    found = pinyin(char, style=Style.NORMAL, heteronym=True, errors="ignore")
    return frozenset(found[0]) if found else frozenset()
