"""微软 Open XML SDK 的检验器：一份文件、一个 Office 版本，挑出的毛病。"""

from __future__ import annotations

import json
import os
import subprocess
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

VERSIONS = (
    "Office2007",
    "Office2010",
    "Office2013",
    "Office2016",
    "Office2019",
    "Office2021",
    "Microsoft365",
)
# 不要本机的 ICU，不留诊断用的管道，少做一遍优化编译。
QUIET = {
    "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1",
    "DOTNET_EnableDiagnostics": "0",
    "DOTNET_TieredPGO": "0",
}


def complaints(checker: Path, path: Path, version: str) -> list[str]:
    """一份文件的毛病，每条写明哪一种、在哪个部件、怎么说的。"""
    command = [str(checker), str(path), version]
    done = subprocess.run(command, capture_output=True, timeout=120, env=os.environ | QUIET, check=False)
    found = json.loads(done.stdout)
    assert found["ok"] == (not found["errors"])
    return [f"{each['id']} {each['path']} {each['description']}" for each in found["errors"]]


def all_complaints(checker: Path, files: Mapping[str, Path], version: str) -> dict[str, list[str]]:
    """各份文件的毛病，没有毛病的不列。"""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        results = pool.map(lambda path: complaints(checker, path, version), files.values())
        return {name: found for name, found in zip(files, results, strict=True) if found}


def known_versions(checker: Path, path: Path) -> tuple[str, ...]:
    """检验器认得的版本，取自它的用法说明。"""
    command = [str(checker), str(path), "？"]
    done = subprocess.run(command, capture_output=True, text=True, env=os.environ | QUIET, check=False)
    return tuple((done.stdout + done.stderr).split("[")[1].split("]")[0].split("|"))
