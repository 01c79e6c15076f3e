"""构建 wheel，连同锁定的运行依赖装进全新的虚拟环境，在别的目录里把命令真跑一遍。

用法：python tools/smoke_wheel.py 样例.md
只装运行依赖（不含开发工具），这样 pyproject.toml 里漏写的依赖会在这里露出来。
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import venv
import zipfile
from importlib.metadata import requires
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
EXPECTED = (".docx", ".pdf", ".proof.json", ".manifest.jsonl")


def run(*command: str | Path, cwd: Path = ROOT) -> str:
    environment = os.environ | {
        "GONGWEN_FONTS": str(ROOT / ".fonts"),
        "PYTHONWARNINGS": "default",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    }
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
    # 1 表示校对有差错，也是正常结束；但没有接住的异常也会以 1 退出
    if done.returncode not in (0, 1) or "Traceback" in done.stderr:
        sys.exit(f"失败（{done.returncode}）：{' '.join(map(str, command))}\n{done.stdout}{done.stderr}")
    return done.stdout


def runtime_names(package: str = "gongwen", seen: set[str] | None = None) -> set[str]:
    """本包运行时要用到的全部包名，按已装环境里的元数据逐层展开。"""
    seen = set() if seen is None else seen
    for line in requires(package) or []:
        requirement = Requirement(line)
        name = canonicalize_name(requirement.name)
        if name not in seen and (requirement.marker is None or requirement.marker.evaluate({"extra": ""})):
            seen.add(name)
            runtime_names(name, seen)
    return seen


def locked(names: set[str]) -> str:
    """锁文件里这些包的条目（带校验值）。"""
    entries = re.split(r"(?m)^(?=[A-Za-z0-9])", (ROOT / "requirements.lock").read_text(encoding="utf-8"))
    return "".join(entry for entry in entries if canonicalize_name(entry.split("==")[0]) in names)


def packaged(wheel: Path) -> None:
    """规则页、词表、排版源文件、路线、版式、模板都要在 wheel 里，一个不少。"""
    folders = {
        "src/gongwen": "gongwen",
        "routes": "gongwen/_resources/routes",
        "styles": "gongwen/_resources/styles",
        "templates": "gongwen/_resources/templates",
    }
    tracked = run("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", *folders).split("\0")
    wanted = {
        inside + name.removeprefix(folder)
        for name in tracked
        for folder, inside in folders.items()
        if name.startswith(folder + "/") and (ROOT / name).is_file()
    }
    if absent := sorted(wanted - set(zipfile.ZipFile(wheel).namelist())):
        sys.exit(f"wheel 里缺：{absent}")


def install(work: Path) -> Path:
    """新虚拟环境里的 bin 目录，已装好 wheel 与运行依赖。"""
    run(sys.executable, "-m", "pip", "wheel", "-qq", "--no-deps", "--no-build-isolation", "-w", work, ROOT)
    wheel = next(work.glob("gongwen-*.whl"))
    packaged(wheel)
    venv.create(work / "venv", with_pip=True)
    binaries = work / "venv" / ("Scripts" if os.name == "nt" else "bin")
    pip = (binaries / "python", "-m", "pip")
    for file, names in (("build.lock", {"setuptools"}), ("runtime.lock", runtime_names())):
        (work / file).write_text(locked(names), encoding="utf-8")
        options = ("-qq", "--require-hashes", "--no-deps", "--no-build-isolation", "--use-pep517")
        run(*pip, "install", *options, "-r", work / file)
    run(*pip, "install", "-qq", "--no-deps", wheel)
    run(*pip, "check")
    print(f"{wheel.name}：{wheel.stat().st_size // 1024} KiB，运行依赖 {len(runtime_names())} 个")
    return binaries


def exercise(command: Path, sample: Path, desk: Path) -> None:
    shutil.copytree(sample.parent, desk, dirs_exist_ok=True)
    before = set(desk.rglob("*"))
    print(run(command, "--version", cwd=desk).strip())
    print(run(command, "build", sample.name, cwd=desk).strip())
    print(run(command, "proof", sample.name, cwd=desk).strip())
    written = {path for path in set(desk.rglob("*")) - before if path.is_file()}
    wanted = {sample.stem + ending for ending in EXPECTED}
    if absent := wanted - {path.name for path in written}:
        sys.exit(f"没有写出 {sorted(absent)}；写出的有：{sorted(path.name for path in written)}")
    if empty := [path.name for path in written if not path.stat().st_size]:
        sys.exit(f"写出了空文件：{empty}")


def main(sample: str) -> None:
    with tempfile.TemporaryDirectory(prefix="gongwen-smoke-") as folder:
        work = Path(folder)
        exercise(install(work) / "gongwen", ROOT / sample, work / "desk")
    print("wheel 安装与运行：通过")


if __name__ == "__main__":
    main(*sys.argv[1:])
