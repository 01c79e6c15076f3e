"""像姓名的地方：叠字、用字都以本人为准，不当作错字。"""

from __future__ import annotations

# 常见的单姓，少了常在词尾的（高、方、程、任、于、江……），免得把词当成姓名。
SURNAMES = frozenset(
    "王李张刘陈杨赵黄周吴徐孙胡朱郭罗梁宋郑谢韩唐冯董萧曹袁邓傅沈彭吕苏卢蒋蔡贾丁魏薛叶阎潘戴夏钟汪姜范石姚谭廖邹熊陆郝崔邱秦史侯邵孟"
)


def after_surname(value: str, at: int, reach: int = 1) -> bool:
    """第 at 个字前面 reach 个字以内是姓。"""
    return any(char in SURNAMES for char in value[max(at - reach, 0) : at])
