"""要素：字号、日期、主送、签发人、抄送、附注、版记、附件说明的写法。"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tools.quality.making import ALL, FRONT, pick, replace, trimmed
from tools.quality.plant import Operator, Plant

if TYPE_CHECKING:
    import random

    from tools.quality.clean import CleanDocument
    from tools.quality.making import Change
    from tools.quality.sounds import Sounds

# 自己的字号：front matter 的一行，或贴来的文字里自成一行的（上行文后面还有签发人）
_NUMBER = r"^(?:发文字号: )?[\u4e00-\u9fff]{2,12}"
_TAIL = r"(?=$|　| )"
_WHOLE = rf"{_NUMBER}〔\d{{4}}〕\d+号{_TAIL}"
_DATED = r"^(?:[成印][文发]日期: )?"


def operators(_: Sounds) -> tuple[Operator, ...]:
    """要素的全部办法。"""
    return (*_numbers(), *_dates(), *_front(), *_plain(), *_both())


def _ys(kind: str, pattern: str, change: Change, where: str = ALL, *, anywhere: bool = False) -> Operator:
    return replace("YS", kind, pattern, change, where=where, anywhere=anywhere)


def _numbers() -> tuple[Operator, ...]:
    head = _NUMBER
    return (
        _ys(
            "字号括号",
            rf"{head}(?P<at>〔(\d{{4}})〕)\d+号{_TAIL}",
            pick(r"[\2]", r"【\2】", r"（\2）", r"(\2)", r"﹝\2﹞", r"《\2》", r"［\2］"),
        ),
        _ys("字号括号缺一半", rf"{head}〔\d{{4}}(?P<at>〕)\d+号{_TAIL}", ""),
        _ys("字号年份两位", rf"{head}〔(?P<at>20)\d\d〕\d+号{_TAIL}", ""),
        _ys("字号第号", rf"{head}〔\d{{4}}〕(?P<at>)\d+号{_TAIL}", "第"),
        _ys("字号补零", rf"{head}〔\d{{4}}〕(?P<at>)\d{{1,2}}号{_TAIL}", pick("0", "00")),
        _ys("字号缺号字", rf"{head}〔\d{{4}}〕\d+(?P<at>号){_TAIL}", ""),
        _ys(
            "字号全角数字",
            rf"{head}〔\d{{4}}〕(?P<at>\d+)号{_TAIL}",
            lambda m, _: m["at"].translate(str.maketrans("0123456789", "０１２３４５６７８９")),
        ),
        _ys(
            "字号汉字年份",
            rf"{head}〔(?P<at>\d{{4}})〕\d+号{_TAIL}",
            lambda m, _: m["at"].translate(str.maketrans("0123456789", "〇一二三四五六七八九")),
        ),
        _ys("字号夹空格", rf"{head}〔\d{{4}}〕(?P<at>)\d+号{_TAIL}", " "),
        _ys("字号多年字", rf"{head}〔\d{{4}}(?P<at>)〕\d+号{_TAIL}", "年"),
    )


def _dates() -> tuple[Operator, ...]:
    end = r"(?=$|印发$)"
    return (
        _plain_only("日期补零", rf"^\d{{4}}年(?P<at>)[1-9]月\d{{1,2}}日{end}", "0"),
        _plain_only("日期补零日", rf"^\d{{4}}年\d{{1,2}}月(?P<at>)[1-9]日{end}", "0"),
        _ys("日期两位年", rf"{_DATED}(?P<at>20)\d\d年\d{{1,2}}月\d{{1,2}}日{end}", ""),
        _ys("日期缺日字", rf"{_DATED}\d{{4}}年\d{{1,2}}月\d{{1,2}}(?P<at>日){end}", ""),
        _ys(
            "日期不存在",
            rf"{_DATED}\d{{4}}年(?P<at>\d{{1,2}}月\d{{1,2}}日){end}",
            pick("2月30日", "6月31日", "13月1日"),
        ),
        _ys(
            "日期混写",
            rf"{_DATED}\d{{4}}年(?P<at>\d{{1,2}})月\d{{1,2}}日{end}",
            lambda m, _: "〇一二三四五六七八九十"[int(m["at"])] if int(m["at"]) < 11 else None,
        ),
        _plain_only("日期用点", rf"^(?P<at>(\d{{4}})年(\d{{1,2}})月(\d{{1,2}})日){end}", r"\2.\3.\4"),
        Operator("YS", "印发早于成文", _early),
    )


def _early(document: CleanDocument, chance: random.Random) -> Plant | None:
    text = document.text
    written = re.search(r"(?m)^成文日期: (\d{4})年(\d+)月(\d+)日$", text)
    printed = re.search(r"(?m)^印发日期: (\d{4}年(\d+)月\d+日)$", text)
    if not written or not printed:
        dates = [*re.finditer(r"(?m)(?:^|　| )(\d{4})年(\d+)月(\d+)日(?:印发)?$", text)]
        if len(dates) != 2 or document.has_front or not dates[1][0].endswith("印发"):
            return None
        written, last = dates
        span = (last.start(1), last.end() - 2)
    else:
        span = printed.span(1)
    month = int(written[2]) - 1
    if month < 1:
        return None
    wrong = f"{written[1]}年{month}月{chance.randrange(1, 28)}日"
    return trimmed("YS", "印发早于成文", text, *span, wrong, (written.span(),))


def _front() -> tuple[Operator, ...]:
    """有 front matter 的。"""
    lower = "各县（区）人民政府"

    def key(kind: str, pattern: str, change: Change, *, anywhere: bool = False) -> Operator:
        return _ys(kind, pattern, change, FRONT, anywhere=anywhere)

    up = r"\A---\n文种: (?:请示|报告)\n(?:[^\n]*\n)*?"
    ask = r"\A---\n文种: 请示\n(?:[^\n]*\n)*?"
    return (
        key("上行文缺签发人", up + r"(?P<at>签发人: [^\n]*\n)", "", anywhere=True),
        key("请示多头主送", ask + r"主送机关: (?P<at>[^\n\[]+)\n", lambda m, _: f"[{m['at']}, 沧东省财政厅]"),
        key("请示抄送下级", ask + r"抄送机关: (?P<at>[^\n\[]+)\n", lambda m, _: f"[{m['at']}, {lower}]"),
        key(
            "紧急程度不对",
            r"^紧急程度: (?P<at>加急|特急)$",
            pick("急件", "紧急", "火急", "特级", "加级", "急"),
        ),
        key("份号不是六位", r'^份号: "(?P<at>\d{6})"$', lambda m, _: m["at"][-3:]),
        key(
            "附件名称带标点",
            r"^  - (?:标题: )?[^\n:：]{4,40}[\u4e00-\u9fff](?P<at>)$",
            pick("。", "；", "，"),
        ),
        key(
            "主送缺", r"(?P<at>^主送机关: [^\n\[]*\n)(?=(?:[^\n]*\n)*?---\n[^\n]*\n)", _absent, anywhere=True
        ),
    )


def _absent(match: re.Match[str], _: random.Random) -> str | None:
    return "" if re.search(r"文种: (?:请示|报告|批复|函)\n", match.string[:200]) else None


def _plain() -> tuple[Operator, ...]:
    """贴来的样子的。"""
    addressed = r"^(?=[^\n]{4,80}：$)[^\n：。]*(?:人民政府|部门|机构|办公室|局|委员会|厅|公司)(?P<at>：)$"
    return (
        _plain_only("主送缺冒号", addressed, ""),
        _plain_only("主送后标点", addressed, pick("，", "；", "。", "、")),
        _plain_only("主送半角冒号", addressed, ":"),
        _plain_only("附注缺括号", r"^（((?:此件|联系人)[^\n]{4,40})）$", r"\1"),
        _plain_only("附注半角括号", r"^（((?:此件|联系人)[^\n]{4,40})）$", r"(\1)"),
        _plain_only("印发缺印发", r"^[^\n]{4,20}[　 ]+\d{4}年\d{1,2}月\d{1,2}日(?P<at>印发)$", ""),
        _plain_only("抄送缺冒号", r"^抄送(?P<at>：)", pick("", "，", ":")),
        _plain_only("抄送末尾标点", r"^抄送：[^\n]+(?P<at>。)$", pick("", "；", "，")),
        _plain_only("签发人冒号", r"签发人(?P<at>：)", pick("", ":", "，")),
        _plain_only("附件说明冒号", r"^附件(?P<at>：)", pick("", ":", "，")),
        _plain_only(
            "附件说明末尾标点", r"^(?:附件：)?\d\.[^\n]{4,40}[\u4e00-\u9fff](?P<at>)$", pick("。", "；")
        ),
        _plain_only(
            "附件说明顿号",
            r"^(?:附件：)?\d(?P<at>\.)[\u4e00-\u9fff][^\n]{4,40}[表录案单法则]$",
            pick("、", "．"),
        ),
        _plain_only(
            "附件说明书名号", r"^附件：(?:1\.)?(?P<at>[^\n《》。]{6,40})$", lambda m, _: f"《{m['at']}》"
        ),
    )


def _plain_only(kind: str, pattern: str, change: Change) -> Operator:
    operator = _ys(kind, pattern, change)

    def make(document: CleanDocument, chance: random.Random) -> Plant | None:
        return None if document.has_front or document.gapped else operator.make(document, chance)

    return Operator("YS", kind, make)


def _both() -> tuple[Operator, ...]:
    return (
        _ys(
            "报告夹带请示",
            r"(?<=\n)(?:特此报告|专此报告)。(?=\n|\Z)",
            pick("妥否，请批示。", "以上意见当否，请批示。", "请予批准。"),
            anywhere=True,
        ),
        _ys(
            "请示结语作报告",
            r"(?<=\n)妥否，请(?:批示|批准)。(?=\n|\Z)",
            pick("特此报告。", "特此通知。"),
            anywhere=True,
        ),
    )
