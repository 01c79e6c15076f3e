"""本机设置 gongwen.toml：放在运行命令的文件夹里。键用中文，不认识的键报错。

没有 gongwen.toml 时，用 pyproject.toml 里的 [tool.gongwen]，键相同。
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from gongwen.settings import Settings, read_settings, read_tool_settings

if TYPE_CHECKING:
    from collections.abc import Iterator

FILE_NAME = "gongwen.toml"
PROJECT_FILE, TOOL = "pyproject.toml", "gongwen"


@dataclass(frozen=True, slots=True)
class ProofConfig:
    """校对的设置。

    select、ignore：启用、停用的规则（代码或族名）；max_rate：正文差错的限度（万分之几），None 是不另设；
    jobs：同时校对几份；skip：文件夹里略过的路径（通配）；baseline：基线文件；counting：计错办法。
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    max_rate: float | None = None
    jobs: int = 1
    skip: tuple[str, ...] = ()
    baseline: str | None = None
    counting: str | None = None


@dataclass(frozen=True, slots=True)
class Config:
    """设置。

    allow_classified：本机经批准，可以处理涉密文件；style：默认版式，None 时用单位的；fonts：字体文件夹；
    preprinted：用印好红头的纸，构建默认套打；strict_fonts：构建默认不许用代用字体；proofing：校对的设置。
    """

    allow_classified: bool = False
    style: str | None = None
    fonts: tuple[str, ...] = ()
    preprinted: bool = False
    strict_fonts: bool = False
    proofing: ProofConfig = field(default_factory=ProofConfig)


_CLASSIFIED, _STYLE, _FONTS, _PREPRINTED = "允许涉密", "版式", "字体目录", "套打"
_STRICT_FONTS = "不用代用字体"
_SELECT, _IGNORE, _RATE, _JOBS = "启用规则", "停用规则", "差错率上限", "同时校对"
_SKIP, _BASELINE, _COUNTING = "略过", "基线", "计错办法"
KEYS = (
    *(_CLASSIFIED, _STYLE, _FONTS, _PREPRINTED, _STRICT_FONTS),
    *(_SELECT, _IGNORE, _RATE, _JOBS, _SKIP, _BASELINE, _COUNTING),
)


def load_config(folder: Path | str) -> Config:
    """读 folder 里的 gongwen.toml，没有时读 pyproject.toml 的 [tool.gongwen]；都没有时用默认值。

    写得不对时引发 UsageError。
    """
    settings = _settings(Path(folder))
    if settings is None:
        return Config()
    values = settings.values
    settings.refuse_unknown(values, KEYS)
    return Config(
        allow_classified=settings.typed(values.get(_CLASSIFIED, False), bool, _CLASSIFIED),
        style=_text(settings, _STYLE),
        fonts=tuple(map(str, settings.typed(values.get(_FONTS, []), list, _FONTS))),
        preprinted=settings.typed(values.get(_PREPRINTED, False), bool, _PREPRINTED),
        strict_fonts=settings.typed(values.get(_STRICT_FONTS, False), bool, _STRICT_FONTS),
        proofing=_proofing(settings),
    )


def _settings(folder: Path) -> Settings | None:
    if (folder / FILE_NAME).exists():
        return read_settings(folder / FILE_NAME)
    project = folder / PROJECT_FILE
    return read_tool_settings(project, TOOL) if project.is_file() else None


def _proofing(settings: Settings) -> ProofConfig:
    values = settings.values
    rate = values.get(_RATE)
    return ProofConfig(
        select=tuple(_texts(settings, _SELECT)),
        ignore=tuple(_texts(settings, _IGNORE)),
        max_rate=None if rate is None else float(settings.typed(rate, float, _RATE)),
        jobs=settings.typed(values.get(_JOBS, 1), int, _JOBS),
        skip=tuple(_texts(settings, _SKIP)),
        baseline=_text(settings, _BASELINE),
        counting=_text(settings, _COUNTING),
    )


def _text(settings: Settings, key: str) -> str | None:
    value = settings.values.get(key)
    return None if value is None else str(settings.typed(value, str, key))


def _texts(settings: Settings, key: str) -> Iterator[str]:
    for value in settings.typed(settings.values.get(key, []), list, key):
        yield settings.typed(value, str, key)
