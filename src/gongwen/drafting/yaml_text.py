"""把文字写成 YAML 的值：能照写的照写，不能的加引号。"""

from __future__ import annotations

import json

import yaml


def yaml_value(value: str) -> str:
    """写在“键: ”之后的样子。"""
    return value if _reads_as_itself(value) else quoted(value)


def quoted(value: str) -> str:
    """加双引号的样子。"""
    return json.dumps(value, ensure_ascii=False)


def _reads_as_itself(value: str) -> bool:
    """不加引号写在“键: ”之后，YAML 读出来还是它。"""
    try:
        node = yaml.compose(f"k: {value}", yaml.SafeLoader)
    except yaml.YAMLError:
        return False
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    return len(pairs) == 1 and isinstance(pairs[0][1], yaml.ScalarNode) and pairs[0][1].value == value
