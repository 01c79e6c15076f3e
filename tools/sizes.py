"""打印函数与模块的长度；有超过上限的就列出来，并以 1 退出。"""

from __future__ import annotations

import ast
import sys
from pathlib import Path

SOURCES = Path(__file__).resolve().parent.parent / "src"
MODULE_LINES = 400
FUNCTION_LINES = 40
FUNCTION_P90 = 20


def functions(module: Path) -> list[tuple[int, str]]:
    tree = ast.parse(module.read_text(encoding="utf-8"))
    return [
        ((node.end_lineno or node.lineno) - node.lineno + 1, f"{place(module)}:{node.lineno} {node.name}")
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def place(module: Path) -> str:
    return module.relative_to(SOURCES.parent).as_posix()


def p90(lengths: list[int]) -> int:
    return sorted(lengths)[int(0.9 * (len(lengths) - 1))] if lengths else 0


def main() -> int:
    modules = sorted(SOURCES.rglob("*.py"))
    lines = [(len(module.read_text(encoding="utf-8").splitlines()), place(module)) for module in modules]
    every = [entry for module in modules for entry in functions(module)]
    typical = p90([length for length, _ in every])
    over = [f"模块超过 {MODULE_LINES} 行：{name}（{count}）" for count, name in lines if count > MODULE_LINES]
    over += [f"函数超过 {FUNCTION_LINES} 行：{name}（{n}）" for n, name in every if n > FUNCTION_LINES]
    if typical > FUNCTION_P90:
        over.append(f"九成函数的长度超过 {FUNCTION_P90} 行")
    print(
        f"模块 {len(modules)} 个，最长 {max(lines, default=(0, ''))[0]} 行；"
        f"函数 {len(every)} 个，最长 {max(every, default=(0, ''))[0]} 行，九成不超过 {typical} 行"
    )
    print("\n".join(over), end="\n" if over else "")
    return 1 if over or not modules else 0


if __name__ == "__main__":
    sys.exit(main())
