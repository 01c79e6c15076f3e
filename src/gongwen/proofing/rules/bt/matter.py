"""BT08、BT13：标题没有事由；事由与文种说的不是一件事。页：bt08.md、bt13.md。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.document.clauses import REGULATION
from gongwen.findings import Level
from gongwen.proofing.lazy import Lazy
from gongwen.proofing.rule import Hit, Rule
from gongwen.proofing.rules.bt.titles import own_titles, plain_names, titles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.proofing.reading import Reading

_EMPTY = Lazy(r"关于(?:印发|转发|批转|做好|开展|加强|召开|同意)?的?$")
# 这些文种单看名称不知道说什么；公告、通告、命令、决定可以只写机关和文种。
_BARE = ("通知", "通报", "请示", "批复", "报告", "函", "意见", "议案")
# 文种 → 与它说的不是一件事的事由开头 → 怎么办
_AGAINST = (
    (
        "报告",
        Lazy(r"关于(?:恳请|请求|申请|请予|请批|要求(?:给予|解决|拨付|增加))"),
        "向上级请求事项用请示，报告不夹带请示事项",
    ),
    ("请示", Lazy(r"关于(?:同意|印送|通报|答复|表扬|商请|商洽|函告|通知)"), "请示是请求上级指示、批准"),
    ("批复", Lazy(r"关于(?:恳请|请求|申请|商请|征求|召开|转发|报送|开展|做好)"), "批复是答复下级的请示"),
    ("通知", Lazy(r"关于(?:恳请|请求|商请|商洽|请批|恳求)"), "请求、商洽用请示或函"),
    ("通报", Lazy(r"关于(?:恳请|请求|申请|商请|商洽|征求|召开|转发|报送)"), "通报是表彰、批评、告知情况"),
    ("决定", Lazy(r"关于(?:恳请|请求|申请|商请|商洽|征求|报送)"), "决定不用来请求、商洽"),
    ("报告", Lazy(r"关于(?:征求[^的]{0,40}意见|商请|商洽|同意|召开)"), "报告是汇报工作、反映情况"),
    ("函", Lazy(r"关于(?:任免|任命|嘉奖|责令|命令)"), "函用于不相隶属机关之间"),
    ("公告", Lazy(r"关于(?:报送|转发|召开全|商请|恳请|请求|征求[^的]{0,12}部门)"), "公告向国内外宣布事项"),
    ("通告", Lazy(r"关于(?:报送|转发|召开全|商请|恳请|请求)"), "通告公布应当遵守或者周知的事项"),
    ("意见", Lazy(r"关于(?:恳请|请求|申请|商请|商洽|召开|报送|转发)"), "意见对重要问题提出见解和处理办法"),
)


def check_empty(reading: Reading) -> Iterator[Hit]:
    """“关于的通知”没有事由；只有机关和文种的，看是什么文种。"""
    names = plain_names(reading)
    for title in titles(reading):
        stem = title.outside[: title.end - len(title.kind)]
        found = _EMPTY.search(stem, max(0, len(stem) - 6)) if title.kind else None
        if found:
            yield Hit(title.span(found.start(), title.end), "标题没有事由")
        elif title.kind in _BARE and stem.rstrip("的") in names:
            message = f"标题只有发文机关和文种，看不出{title.kind}什么"
            yield Hit(title.span(0, title.end), message, level=Level.ADVICE)


def check_against(reading: Reading) -> Iterator[Hit]:
    """“关于恳请……的报告”“关于同意……的请示”。"""
    for title in own_titles(reading):
        for kind, against, why in _AGAINST:
            found = against.search(title.outside) if title.kind == kind else None
            if found:
                yield Hit(title.span(found.start() + 2, found.end()), f"“{found[0][2:]}”不用{kind}：{why}")


_SOURCE = f"{REGULATION}第九条（七）"
EMPTY = Rule("BT08", "标题没有事由", Level.ERROR, _SOURCE, check_empty)
AGAINST = Rule("BT13", "文种与事由不合", Level.ADVICE, f"{REGULATION}第八条", check_against)
