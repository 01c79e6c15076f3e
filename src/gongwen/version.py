"""版本号，唯一的一处；pyproject.toml 从这里读。"""

VERSION = "0.1.0"
