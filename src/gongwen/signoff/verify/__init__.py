"""验证：一份流转清单，谁都可以不联网地验。

    python -m gongwen.signoff.verify 通知.manifest.jsonl --roster roster.toml

verify 由清单的字节和名册得出结论 Statement：六项（没有改动、次序合规、由有权的人办、没有缺少、时间可信、
没有用停用的钥匙），各是“合”“不合”“不能确定”，连同每一项检查的结果。检查的先后在 verifying.py 的开头。
"""

from gongwen.signoff.verify.checks import ASPECTS, AnyCheck, Aspect, Audit, CheckResult, State, Statement
from gongwen.signoff.verify.verifying import verify

__all__ = ["ASPECTS", "AnyCheck", "Aspect", "Audit", "CheckResult", "State", "Statement", "verify"]
