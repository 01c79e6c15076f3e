"""网页、公众号、邮件、办公系统在文件前后加的字样。只看一行的样子；在文件中间的不动。"""

from __future__ import annotations

import re

MAX_FURNITURE = 300
MAX_INDEX_TABLE = 600
_LABELLED = (
    "来源|信息来源|文章来源|稿源|作者|供稿|撰稿|记者|通讯员|摄影|编辑|责任编辑|责编|美编|监制|审核|初审|复审|终审|校对|"
    "发布人|发布者|发布机构|发布单位|发布部门|发稿人|录入人?|上传人?|浏览|阅读|点击|访问|"
    "索引号|主题分类|主题词|信息分类|体裁分类|组配分类|服务对象|分类|类别|栏目|所属栏目|有效性|效力状态|生效日期|失效日期|"
    "废止日期|公开类别|公开方式|公开范围|公开时限|公开期限|公开责任部门|公开日期|信息名称|文件名称|名称|标题|公文标题|文件标题|"
    "文号|文件编号|发文字号|发文机关|发文单位|制发机关|发文日期|发文时间|成文日期|成文时间|生成日期|统一登记号|规范性文件编号|"
    "发件人|收件人|发送时间|接收时间|主题|邮件主题|日期|时间|附件数|拟稿人?|拟稿单位|拟稿时间|核稿人?|复核人?|会签人?|签发|"
    "流水号|收文编号|收文日期|缓急|缓急程度|紧急程度|份数|印发份数|打印份数|办理状态|办理意见|处理意见|领导批示|正文|"
    "From|To|Cc|Subject|Sent|Date"
)
_LABEL = re.compile(
    rf"[【\[（(]?\s*(?P<label>{_LABELLED})\s*+(?:[】\]）)]\s*+)?(?P<mark>[：:])", re.IGNORECASE
)
# 公文自己也会以“时间：”“日期：”“标题：”起行，这些标签后面是数字日期（2026-05-08）才算网页的。
_NEEDS_DIGITS = (
    "时间",
    "日期",
    "Date",
    "分类",
    "类别",
    "名称",
    "审核",
    "校对",
    "份数",
    "作者",
    "正文",
    "编辑",
)
_NUMERIC_DATE = re.compile(r"\s*\d{4}[-/.]\d{1,2}[-/.]\d{1,2}")
_ANYWHERE = re.compile(
    r"发布(?:时间|日期)\s*[：:]|更新(?:时间|日期)\s*[：:]|(?:浏览|阅读|点击|访问)(?:次数|量|数|人次)|信息来源\s*[：:]|"
    r"字[体号](?:大小)?\s*[：:]|ICP备|公网安备|版权所有|Copyright|All Rights Reserved|"
    r"网站标识码|技术支持\s*[：:]|"
    r"\d{4}(?:[-/.]\d{1,2}[-/.]\d{1,2}|年\d{1,2}月\d{1,2}日)\s+\d{1,2}[:：]\d{2}",
    re.IGNORECASE,
)
_START = re.compile(
    r"(?:您|你)?(?:现在|当前|目前)?(?:的|所在)*位置\s*(?:[：:>»›是]|$)|首页\s*[>»›＞/|→\-·]|网站首页|返回(?:首页|顶部|列表|上一页|上级)|"
    r"上一[篇条页则]\s*(?:[：:]|$)|下一[篇条页则]\s*(?:[：:]|$)|[【\[（(]?(?:打印|关闭|收藏|纠错|复制链接)(?:本页|本文|此页|窗口|页面|《|[】\]）)]|\s|$)|"
    r"[【\[]?\s*分享(?:到|至|按钮|[：:】\]]|$)|我要(?:打印|分享|收藏|纠错)|"
    r"相关(?:链接|阅读|文章|新闻|附件|解读|文件|信息|推荐|报道|政策)(?:[：:]|$)|政策(?:图解|解读)(?:[：:]|$)|友情链接|延伸阅读|推荐阅读|往期(?:回顾|推荐)|"
    r"扫一扫|扫码|长按|微信扫|二维码|点击(?:蓝字|上方|下方|关注|阅读|下载|查看)|欢迎关注|关注(?:我们|公众号)|阅读原文|阅读全文|"
    r"(?:点赞|在看|留言|写留言|转发|收藏|赞|分享)\s*\d*$|喜欢此内容|人划线|收录于|原创(?:\s|$)|微信号|"
    r"附件下载|文件下载|下载(?:附件|文件|[：:]|$)|无障碍(?:阅读|浏览|模式|通道|$)|关怀版|长者模式|适老化?(?:模式|版|$)|繁[體体]|简体(?:中文)?$|English$|RSS|手机版|移动版|智能(?:问答|机器人)|"
    r"登录(?:$|[\s|/·注])|注册$|用户登录|高级搜索|站内搜索|搜索$|检索$|网站(?:地图|声明|导航|管理$)|联系我们|关于我们(?:$|[\s|])|法律声明|隐私(?:政策|声明|保护$)|"
    r"主办(?:单位)?\s*[：:]|承办(?:单位)?\s*[：:]|主管(?:单位)?\s*[：:]|(?:联系)?地址\s*[：:].*(?:邮编|电话)|建议使用|最佳浏览|[Cc]opyright|©|备案(?:号|序号)|政府网站(?:标识码|找错|工作年度报表)|"
    r"[-－—_=*·]{3,}$|[↓↑▼▲●■◆★☆\s]+$|-{2,}\s*(?:原始邮件|Original|转发)|(?:https?://|www\.)\S+$|正文\s*[：:]?$"
)
_LOST = re.compile(
    r"省略\s*\d+\s*字|(?:正式)?[会會][员員].{0,6}(?:阅读|閱讀|下载|下載)|未完.{0,4}全文|https?://|www\.[a-z]"
)
_PAGE_NUMBER = re.compile(r"[-－—–]\s?\d{1,3}\s?[-－—–]|第\s?\d{1,3}\s?页(?:[\s，,/共]*\d{1,3}\s?页)?")
_INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad"
_BLANKS = re.compile(rf"[\s{_INVISIBLE}]*")


def is_furniture(value: str) -> bool:
    """像网页、公众号、邮件、办公系统的字样，不像公文。"""
    if value.startswith("索引号") and len(value) <= MAX_INDEX_TABLE:
        return True
    if len(value) > MAX_FURNITURE:
        return False
    if _START.match(value) or (_ANYWHERE.search(value) and "。" not in value):
        return True
    found = _LABEL.match(value)
    if found is None:
        return False
    return found["label"] not in _NEEDS_DIGITS or _NUMERIC_DATE.match(value, found.end()) is not None


def labelled(value: str) -> tuple[str, int] | None:
    """“发文字号：××”一类的行：标签和值的起点；没有值的、不是的为 None。"""
    found = _LABEL.match(value) if len(value) <= MAX_FURNITURE else None
    if found is None or not value[found.end() :].strip():
        return None
    return found["label"], found.end()


def is_noise(value: str) -> bool:
    """夹在正文中间也可以略去的：页码、只有看不见的字符的行。"""
    return len(value) <= 40 and bool(_BLANKS.fullmatch(value) or _PAGE_NUMBER.fullmatch(value))


def is_inserted(value: str) -> bool:
    """像是网站插进正文的话（“省略631字，会员可阅读”）：照排，只提醒。"""
    return len(value) <= MAX_FURNITURE and _LOST.search(value) is not None
