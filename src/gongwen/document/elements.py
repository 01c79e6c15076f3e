"""公文要素：草稿 front matter 的全部键（GB/T 9704—2012 第 7 章；条例第九条）。"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache

from gongwen.document.clauses import Strength
from gongwen.document.kinds import Format, kind_spellings
from gongwen.document.terms import Shape, Term, element, terms_of
from gongwen.spans import Span, Text

MUST, USUAL, PRACTICE = Strength.MUST, Strength.USUAL, Strength.PRACTICE


@dataclass(frozen=True, slots=True)
class Names:
    """机关或人名：逐个列出的，或照原样印的一串（verbatim 为真时 items 只有一项）。"""

    items: tuple[Text, ...]
    verbatim: bool = False

    def values(self) -> tuple[str, ...]:
        """各名称的文字。"""
        return tuple(item.value for item in self.items)

    @property
    def span(self) -> Span:
        """从第一项到最后一项。"""
        return Span(self.items[0].span.start, self.items[-1].span.end)


@dataclass(frozen=True, slots=True)
class AnnexEntry:
    """“附件”键的一项：标题，附件正文所在文件（只列标题时为 None），要不要横排（第 8 条）。

    detached：不与正文装订，另成文件（7.3.7）。
    """

    title: Text
    file: Text | None = None
    landscape: bool = False
    detached: bool = False


@dataclass(frozen=True, slots=True)
class Stamp:
    """“签名章”键的一项：职务与姓名。"""

    post: Text
    name: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Elements:
    """front matter 所给的要素；没有写的为 None。"""

    kind: Text | None = element(
        "文种", "条例第八条", MUST, Shape.CHOICE, "十五种公文之一，或办公室的其他文书",
        choices=kind_spellings(), required=True,
    )  # fmt: skip
    format: Text | None = element(
        "格式", "10", MUST, Shape.CHOICE, "版面格式；不写时按文种的默认格式",
        choices=tuple(Format),
    )  # fmt: skip
    copy_number: Text | None = element("份号", "7.2.1", USUAL, Shape.TEXT, "6 位阿拉伯数字，如 000123")
    secrecy: Text | None = element("密级", "7.2.2", USUAL, Shape.TEXT, "绝密、机密、秘密；默认拒绝处理")
    secrecy_term: Text | None = element("保密期限", "7.2.2", USUAL, Shape.TEXT, "如 1年，印作“机密★1年”")
    urgency: Text | None = element("紧急程度", "7.2.3", USUAL, Shape.TEXT, "特急、加急；电报可用特提、平急")
    issuing_organs: Names | None = element(
        "发文机关",
        "7.2.4",
        MUST,
        Shape.NAMES,
        "发文机关全称或规范化简称，联合行文主办机关在前",
        required=True,
    )
    masthead: Text | None = element(
        "发文机关标志", "7.2.4", MUST, Shape.TEXT, "照写的印；不写时由发文机关加“文件”"
    )
    issue_number: Text | None = element(
        "发文字号", "7.2.5", MUST, Shape.TEXT, "机关代字〔年份〕序号，如 澜政办发〔2026〕12号；草稿可缺"
    )
    approvers: Names | None = element("签发人", "7.2.6", MUST, Shape.NAMES, "上行文必有，联合行文列全部")
    title: Text | None = element(
        "标题", "7.3.1", USUAL, Shape.TEXT, "照写的印；写成多行时按所写分行", required=True
    )
    title_note: Text | None = element(
        "题注", "7.3.1", PRACTICE, Shape.TEXT, "标题之下居中的会议通过日期、讲话人等；可写成几行"
    )
    addressees: Names | None = element("主送机关", "7.3.2", MUST, Shape.NAMES, "列表，或照写印出的一串")
    annexes: tuple[AnnexEntry, ...] | None = element(
        "附件",
        "7.3.4",
        MUST,
        Shape.ANNEXES,
        "只写标题时仅排附件说明；写“横排: 是”的横过来排，写“装订: 否”的另成文件",
    )
    issued: Text | None = element(
        "被印发件", "7.3.7", PRACTICE, Shape.FILE, "印发、转发类通知所印发的文件，另面排，不标“附件”"
    )
    openness: Text | None = element(
        "公开属性", "条例第九条", PRACTICE, Shape.TEXT, "主动公开、依申请公开、不予公开"
    )
    issuers: Names | None = element("署名", "7.3.5", MUST, Shape.NAMES, "不写时用发文机关；纪要不署名")
    dated: Text | None = element("成文日期", "7.3.5.4", MUST, Shape.DATE, "签发或会议通过日期；草稿可缺")
    remark: Text | None = element("附注", "7.3.6", MUST, Shape.TEXT, "如联系人；印时加圆括号")
    copied_to: Names | None = element("抄送机关", "7.4.2", USUAL, Shape.NAMES, "列表，或照写印出的一串")
    distributor: Text | None = element("印发机关", "7.4.3", USUAL, Shape.TEXT, "印发公文的部门")
    distributed_on: Text | None = element("印发日期", "7.4.3", USUAL, Shape.DATE, "送印日期，印时后加“印发”")
    sealing: Text | None = element(
        "用印", "7.3.5", MUST, Shape.CHOICE, "不写时：写了签名章的用签名章，否则盖章；不落款的不排署名和日期",
        choices=("盖章", "不盖章", "签名章", "不落款"),
    )  # fmt: skip
    signature_stamps: tuple[Stamp, ...] | None = element(
        "签名章", "7.3.5.3", MUST, Shape.STAMPS, "签发人的职务和姓名"
    )
    present: Names | None = element("出席", "10.3", USUAL, Shape.NAMES, "纪要的出席人员")
    on_leave: Names | None = element("请假", "10.3", USUAL, Shape.NAMES, "纪要的请假人员")
    observers: Names | None = element("列席", "10.3", USUAL, Shape.NAMES, "纪要的列席人员")
    route: Text | None = element("路线", "办公室制度", PRACTICE, Shape.TEXT, "审签流程的名称")
    conditions: Names | None = element(
        "情形", "办公室制度", PRACTICE, Shape.NAMES, "审签上的情形，如 重要文件、涉及法律；可用的见所走的路线"
    )
    countersigners: Names | None = element("会签", "条例第十九条", PRACTICE, Shape.NAMES, "要会签的单位")


@cache
def element_terms() -> dict[str, Term]:
    """草稿键（中文）到术语。"""
    return {term.term: term for term in terms_of(Elements)}


@cache
def term_of(name: str) -> Term:
    """字段（英文标识）的术语。"""
    return next(term for term in terms_of(Elements) if term.name == name)


def element_names() -> tuple[str, ...]:
    """全部字段的英文标识。"""
    return tuple(item.name for item in fields(Elements))
