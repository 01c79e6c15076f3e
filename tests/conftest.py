"""跳过的规矩与字体：缺外部程序时本地跳过并说明，CI=true 时一律算失败。"""

from __future__ import annotations

import gc
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Generator

ROOT = Path(__file__).resolve().parent.parent
IN_CI = os.environ.get("CI") == "true"
# 交出外部东西的 fixture：没有就跳过，CI 里算失败
EXTERNAL = {"fonts_dir", "docx_checker", "sarif_schema"}

# 标记 → 能证明所需程序在场的命令，有一个就行；缺了怎么办
NEEDS = {
    "needs_office_suite": (("soffice",), "LibreOffice（apt-get install libreoffice-writer-nogui）"),
    "needs_pdf_tools": (("pdftoppm",), "poppler-utils（apt-get install poppler-utils）"),
    "needs_browser": (
        ("chromium-headless-shell", "chromium", "chromium-browser"),
        "Chromium（apt-get install chromium-headless-shell）",
    ),
    "needs_postgres": (("pg_ctlcluster", "pg_ctl"), "PostgreSQL（apt-get install postgresql）"),
}


# 一例要多久看机器忙不忙，不作断言
settings.register_profile("gongwen", deadline=None)
settings.load_profile("gongwen")


def pytest_configure(config: pytest.Config) -> None:
    for marker, (_, what) in NEEDS.items():
        config.addinivalue_line("markers", f"{marker}: 需要 {what}")


def pytest_runtest_setup(item: pytest.Item) -> None:
    for marker, (commands, what) in NEEDS.items():
        if item.get_closest_marker(marker) and not any(map(shutil.which, commands)):
            pytest.skip(f"缺 {what}")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """CI=true 时，靠外部程序或字体的测试不许以跳过收场，不论是谁叫它跳过的。"""
    report = yield
    external = any(map(item.get_closest_marker, NEEDS)) or EXTERNAL & {*getattr(item, "fixturenames", ())}
    if IN_CI and external and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"CI 里不许跳过：{report.longrepr}"
    return report


@pytest.fixture
def settled() -> Generator[None]:
    """已有的对象不再参加回收：一万多个测试收在内存里，不然每次 gc.collect 要走半秒。"""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.fixture(scope="session")
def fonts_dir() -> Path:
    """自由字体所在的目录（GONGWEN_FONTS，否则 .fonts/）。"""
    folder = Path(os.environ.get("GONGWEN_FONTS") or ROOT / ".fonts")
    if not any(folder.glob("*.[ot]t[fc]")):
        pytest.skip(f"{folder.name}/ 里没有字体（make fonts）")
    return folder


@pytest.fixture(scope="session")
def finished(tmp_path_factory: pytest.TempPathFactory, fonts_dir: Path) -> dict[str, Path]:
    """全部样例和版式样例的成品：样例在 samples/ 之下的路径 → 放着 DOCX、PDF 的文件夹（约 10 秒）。"""
    from tests.golden.facts import SAMPLES, name_of

    import gongwen

    folder, config = tmp_path_factory.mktemp("成品"), gongwen.Config(fonts=(str(fonts_dir),))
    made = {name_of(path): (path, folder / path.stem) for path in SAMPLES}
    for path, out in made.values():
        gongwen.build([path], gongwen.BuildOptions(out=out), config)
    return {name: out for name, (_, out) in made.items()}


@pytest.fixture(scope="session")
def docx_checker() -> Path:
    """检验 DOCX 的程序（微软 Open XML SDK 的检验器）。"""
    program = ROOT / ".tools" / "ooxml-validator"
    if not program.exists():
        pytest.skip("没有 DOCX 检验器（make validator；只有 Linux x64 的，要用 npm 取）")
    return program


@pytest.fixture(scope="session")
def sarif_schema() -> Path:
    """SARIF 2.1.0 官方的 JSON schema。"""
    schema = ROOT / ".tools" / "sarif-schema-2.1.0.json"
    if not schema.exists():
        pytest.skip("没有 SARIF 的 schema（make validator；要用 npm 取）")
    return schema


@pytest.fixture(scope="session")
def fontconfig_env(fonts_dir: Path) -> dict[str, str]:
    """让 LibreOffice 只看见 fonts_dir 的环境变量。"""
    return dict(os.environ) | {"FONTCONFIG_FILE": str(fonts_dir / "fonts.conf")}


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fonts_dir: Path) -> Path:
    """一张办公桌：空的当前文件夹，构建要用的字体已经指明。"""
    folder = tmp_path / "桌"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("GONGWEN_FONTS", str(fonts_dir))
    return folder
