"""各系统怎样取得字体：font_advice.toml 里的话，本机的系统排在前面。"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LICENSED, FREE = "licensed", "free"
OTHER = "other"
# 认不出的系统（别的 Linux 发行版）
_GENERIC = "装上有这种字体的软件包，或把字体文件放进一个文件夹，写进 gongwen.toml 的“字体目录”"


@dataclass(frozen=True, slots=True)
class SystemAdvice:
    """一种系统上怎样取得：here 为真是本机的系统；lines 是各用途（licensed 为有版权的一类）的话。"""

    system: str
    name: str
    here: bool
    lines: Mapping[str, str]


def advice(roles: Sequence[str], here: str, *, free: bool, licensed: bool) -> tuple[SystemAdvice, ...]:
    """缺这些用途时各系统的话，本机的系统在前。

    free：有用途连代用的都没有，要取自由字体；licensed：DOCX 里写的字体也有没装的。
    """
    wanted = [*([FREE] if free else []), *roles, *([LICENSED] if licensed else [])]
    if not wanted:
        return ()
    systems = [*_systems()]
    if here not in {each["id"] for each in systems}:
        systems.append({"id": OTHER, "name": "其他系统"})
    systems.sort(key=lambda each: each["id"] not in (here, OTHER))
    return tuple(
        SystemAdvice(
            each["id"],
            each["name"],
            each["id"] in (here, OTHER),
            {role: each.get(role, _GENERIC) for role in wanted if role != FREE or FREE in each},
        )
        for each in systems
    )


@cache
def _systems() -> list[dict[str, Any]]:
    text = Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")
    return list(tomllib.loads(text)["system"])
