"""会务材料（桌签、会标、参会名单）上的姓名、职务、机关名称，对照单位资料里的名册。

words 认词，lines 读一行，sheets 读一张表，得到一个个 Mention；roster 是名册，posts 比职务，near 比姓名，
organs 比机关名称，order 看次序；checks 合成 Checked。这里不读文件。
"""
