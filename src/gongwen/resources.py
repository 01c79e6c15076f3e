"""随包资源的位置：装成 wheel 时在包内 _resources/，在源码目录里运行时在仓库顶层。"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent


def resource_folder(name: str) -> Path:
    """routes、styles 或 templates 文件夹。"""
    packed = _PACKAGE / "_resources" / name
    return packed if packed.is_dir() else _PACKAGE.parents[1] / name
