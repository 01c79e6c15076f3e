"""对项目本身的检验：入库的文件、锁文件、命令、引用关系。"""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
LOCKED = {
    canonicalize_name(entry.split("==")[0]): entry
    for entry in re.split(r"(?m)^(?=[A-Za-z0-9])", LOCK)
    if "==" in entry
}
HEAVY = {"docx", "docxtpl", "fontTools", "jieba", "jinja2", "lxml", "pypdf", "typst"}

MACHINE_PATH = re.compile(r"(?<![\w./~:-])/(?:work|farm|root|home|Users|tmp|opt)/\w")
REGISTRY = re.compile(r"pypi\.org|python[h]osted|npmjs\.(?:org|com)|(?:deb|security)\.debian\.org|crates\.io")


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def repository_files() -> list[Path]:
    """已入库的与将入库的文件（不含被忽略的）。"""
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listing, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


def matches(pattern: re.Pattern[str]) -> list[str]:
    found = []
    for path in repository_files():
        text = path.read_bytes().decode("utf-8", errors="ignore")
        for number, line in enumerate(text.splitlines(), start=1):
            if pattern.search(line):
                found.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()[:80]}")
    return found


def test_no_file_holds_a_path_of_the_machine_it_was_made_on() -> None:
    assert matches(MACHINE_PATH) == []


def test_no_file_names_a_package_registry() -> None:
    assert matches(REGISTRY) == []


@pytest.mark.parametrize("command", ["make demo", "make test"])
def test_readme_shows_how_to_start(command: str) -> None:
    assert command in read("README.md")


def test_every_locked_package_has_hashes() -> None:
    assert len(LOCKED) > 10
    assert [name for name, entry in LOCKED.items() if "--hash=sha256:" not in entry] == []


def test_lock_leaves_the_choice_of_index_to_the_machine() -> None:
    options = [line for line in LOCK.splitlines() if line.startswith("-")]
    assert options == []
    assert "://" not in LOCK
    assert "file:" not in LOCK


def test_lock_covers_every_declared_dependency_within_its_range() -> None:
    declared = [
        *PROJECT["dependencies"],
        *(line for extra in PROJECT["optional-dependencies"].values() for line in extra),
    ]
    build = tomllib.loads(read("pyproject.toml"))["build-system"]["requires"]
    outside = []
    for requirement in map(Requirement, [*declared, *build]):
        entry = LOCKED.get(canonicalize_name(requirement.name), "==")
        locked = re.split(r"[ ;\\\n]", entry.split("==")[1])[0]
        if not locked or locked not in requirement.specifier:
            outside.append(f"{requirement} 锁定为 {locked or '无'}")
    assert outside == []


def test_version_is_written_once() -> None:
    from gongwen.version import VERSION

    places = [
        path.relative_to(ROOT).as_posix()
        for path in [ROOT / "pyproject.toml", *(ROOT / "src").rglob("*.py")]
        if f'"{VERSION}"' in path.read_text(encoding="utf-8")
    ]
    assert places == ["src/gongwen/version.py"]
    assert version("gongwen") == VERSION


def test_ci_runs_the_same_checks_as_make_check_and_the_tests_last() -> None:
    makefile_checks = re.search(r"(?m)^check: (.*?) ##", read("Makefile"))
    ci_checks = re.search(r"(?m)^for check in (.*?); do", read(".ci/run"))
    commands = [line.strip() for line in read(".ci/run").splitlines() if line.strip().startswith("make ")]
    assert makefile_checks is not None
    assert ci_checks is not None
    assert makefile_checks[1].split() == [*ci_checks[1].split(), "test"]
    assert re.match(r"make (--\S+ )*test\b", commands[-1])


@pytest.mark.parametrize("module", ["gongwen", "gongwen.cli"])
def test_import_loads_nothing_heavy(module: str) -> None:
    program = f"import sys, {module}; print(*sorted({HEAVY!r} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_modules_import_each_other_by_module_and_not_through_the_package() -> None:
    """`from gongwen import 名字` 会绕过分层检查：层与层之间只准引用模块。"""
    children = {path.stem for path in (ROOT / "src" / "gongwen").iterdir()}
    around = [
        f"{path.relative_to(ROOT)}:{node.lineno} {alias.name}"
        for path in (ROOT / "src" / "gongwen").rglob("*.py")
        if path.name != "__init__.py" or path.parent.name != "gongwen"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module == "gongwen"
        for alias in node.names
        if alias.name not in children
    ]
    assert around == []


def claims_something(function: ast.FunctionDef) -> bool:
    return any(
        isinstance(node, ast.Assert)
        or (
            isinstance(node, ast.Call)
            and re.search(r"raises|warns|assert|check|expect", ast.unparse(node.func)) is not None
        )
        for node in ast.walk(function)
    )


def test_every_test_asserts_something() -> None:
    silent = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
        for path in (ROOT / "tests").rglob("test_*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_") and not claims_something(node)
    ]
    assert silent == []


@pytest.mark.parametrize(
    "body",
    [
        "@pytest.mark.needs_office_suite\ndef test_it():\n    assert True",
        "def test_it(fonts_dir):\n    assert True",
        "def test_it(docx_checker):\n    assert True",
    ],
    ids=["program", "fonts", "checker"],
)
@pytest.mark.parametrize(("ci", "outcome"), [("true", "1 error"), ("", "1 skipped")])
def test_what_is_missing_is_skipped_locally_and_fails_in_ci(
    tmp_path: Path, body: str, ci: str, outcome: str
) -> None:
    shutil.copy(ROOT / "tests" / "conftest.py", tmp_path)
    (tmp_path / "pytest.ini").write_text("[pytest]\naddopts = --strict-markers\n", encoding="utf-8")
    (tmp_path / "test_it.py").write_text(f"import pytest\n{body}\n", encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", str(tmp_path)]
    environment = dict(os.environ) | {"PATH": str(tmp_path), "CI": ci, "GONGWEN_FONTS": str(tmp_path)}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert outcome in done.stdout.splitlines()[-1]
