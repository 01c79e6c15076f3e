"""名单的写法：RM14 人数不符，RM15 括注的性别、民族，RM16 外国人名的间隔号。页：rm14.md—rm16.md。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.document.numbering import han_number
from gongwen.findings import Level, Zone
from gongwen.proofing.lazy import Lazy
from gongwen.proofing.names.words import is_name
from gongwen.proofing.rule import Hit, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.proofing.reading import Reading

# “同志”不算在姓名里：算进去又可以不算，配的办法就多得数不完
_NAME = "(?:(?![等共两一二三四五六七八九十]|同志)[㐀-鿿]){2,4}"
_COUNTED = Lazy(
    r"(?:(?<=[^㐀-鿿])|(?<=^)|(?<=[对给授予为由将请派任命录用表彰：]))"
    rf"(?P<names>{_NAME}(?:(?:同志)?、{_NAME}){{1,30}})(?:同志)?"
    r"(?P<rest>等)?共?(?P<number>\d{1,3}|[一二两三四五六七八九十]{1,3})"
    r"(?P<unit>人|名同志|位同志|名干部|名个人|位专家)"
)
_TOTAL = Lazy(
    r"(?<=[㐀-鿿])(?:\d{1,3}|[一二两三四五六七八九十]{1,3})(?:人|名同志|位同志|名干部|名个人|位专家)"
)
_LONGEST = 150
_NOTE = Lazy(r"(?<=[㐀-鿿])（(?P<inside>[^（）]{1,12})）")
_PEOPLES = (
    "蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡 "
    "纳西 景颇 柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 "
    "鄂温克 德昂 保安 裕固 京 塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺 汉"
)
_SEX = "男女"
_SPLIT = Lazy("[、，, ]")
# 译音常用的字
_FOREIGN = (
    "阿埃艾安巴贝比波布查达德迪丁恩尔菲费弗福格戈哈翰赫霍吉加杰卡科克拉莱兰劳雷里利林卢鲁罗马迈曼梅蒙米密莫姆纳内尼诺"
    "帕佩皮普奇乔切萨塞桑沙史斯索塔泰特托瓦维沃西希谢亚娅雅伊约泽詹兹玛丽莎娜琳琼"
)
_DOTTED = Lazy(rf"(?<=[{_FOREIGN}]{{2}})[.．•・‧∙●](?=[{_FOREIGN}]{{2}})")


def check_count(reading: Reading) -> Iterator[Hit]:
    """“张三、李四、王五等2人”：列的比说的多；没有“等”的，列的与说的不一样多。"""
    text = reading.whole
    for total in _TOTAL.finditer(text):
        # 前面几个字里有顿号的，才像一串姓名
        if text.rfind("、", max(total.start() - 7, 0), total.start()) < 0:
            continue
        piece, at = reading.placed(total.start())
        value = piece.text.value
        end = at + len(total[0])
        for found in _COUNTED.finditer(value, max(at - _LONGEST, 0), end):
            names = found["names"].replace("同志", "").split("、")
            if len(names[0]) > 2 and not is_name(names[0]):
                # “授予张三”：头一个字是前面的
                names[0] = names[0][1:]
            number = _number(found["number"])
            if number is None or len(names) < 2 or not all(map(is_name, names)):
                continue
            if len(names) > number or (not found["rest"] and len(names) < number):
                message = (
                    f"列了 {len(names)} 个姓名，写的是“{found['rest'] or ''}{found['number']}{found['unit']}”"
                )
                yield Hit(piece.text.at(*found.span("number")), message)


def _number(written: str) -> int | None:
    return int(written) if written.isdigit() else han_number(written.replace("两", "二"))


def check_note(reading: Reading) -> Iterator[Hit]:
    """姓名后面括注的性别、民族：先性别后民族，用逗号隔开；男的、汉族的不注；民族写全“族”字。"""
    for piece in reading.with_any("族）", "（女", "（男", "女）"):
        value = piece.text.value
        for found in _NOTE.finditer(value):
            right = _right_note(found["inside"])
            if right is not None and right != found["inside"] and _after_name(value, found.start()):
                message = f"括注写作“（{right}）”" if right else "男的、汉族的不用注明"
                span = found.span("inside") if right else found.span()
                yield Hit(piece.text.at(*span), message, right)


def _right_note(inside: str) -> str | None:
    """应当怎样写；不是性别、民族的括注为 None。"""
    peoples = set(_PEOPLES.split())
    words = [
        word for word in inside.replace("、", "，").replace(",", "，").replace(" ", "，").split("，") if word
    ]
    sexes = [word.removesuffix("性") for word in words if word.removesuffix("性") in _SEX]
    races = [word.removesuffix("族") for word in words if word.removesuffix("族") in peoples]
    if not words or len(sexes) + len(races) != len(words) or len(sexes) > 1 or len(races) > 1:
        return None
    if words == ["男"] or (races and not sexes and not inside.endswith("族")):
        return None
    kept = [sex for sex in sexes if sex == "女"] + [f"{race}族" for race in races if race != "汉"]
    return "，".join(kept)


def _after_name(value: str, at: int) -> bool:
    return any(at >= size and is_name(value[at - size : at]) for size in (2, 3))


def check_dot(reading: Reading) -> Iterator[Hit]:
    """外国人、少数民族姓名中间用间隔号“·”，不用小圆点、项目符号。"""
    for piece in reading.with_any(".", "．", "•", "・", "‧", "∙", "●"):
        for found in _DOTTED.finditer(piece.text.value):
            yield Hit(piece.text.at(*found.span()), "人名各部分之间用间隔号“·”", "·", Zone.NAME)


COUNT = Rule("RM14", "姓名的个数与人数不符", Level.ERROR, "校对通则", check_count)
NOTE = Rule("RM15", "性别、民族的括注", Level.ADVICE, "校对通则", check_note)
DOT = Rule("RM16", "人名的间隔号", Level.ERROR, "GB/T 15834—2011 4.14 间隔号", check_dot)
