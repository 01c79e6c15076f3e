"""基准测试：make bench。

机器是共用的、忽快忽慢，所以只看同一次运行里的比值：整个 gongwen build 进程对 LibreOffice 冷启动转换
同一份 DOCX；热身之后每秒几件；一千面对一百面。打印中位数和比值，并写进 build/bench.md。
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

import proofing
import signoff

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 9
WARM_DOCUMENTS = 60
FACES_SMALL, FACES_LARGE = 100, 1000
TARGETS = {"office": 2.5, "warm": 12.0, "growth": 16.0, "memory": 1024.0}

HEAD = """---
文种: 通知
标题: 澜州市人民政府办公室关于开展{n}号专项检查的通知
发文机关: 澜州市人民政府办公室
发文字号: 澜政办发〔2026〕{n}号
主送机关: 各县（区）人民政府
成文日期: 2026年5月8日
印发机关: 澜州市人民政府办公室
印发日期: 2026年5月9日
---
"""
SENTENCE = (
    "各县（区）、各部门要结合实际细化工作措施，明确责任分工和完成时限，确保各项任务落到实处、取得实效。"
)
CHARACTERS_A_FACE = 22 * 28


def main() -> None:
    """跑各项，打印结果。"""
    with tempfile.TemporaryDirectory(prefix="gongwen-bench-") as folder:
        work = Path(folder)
        rows = [
            *against_office_suite(work),
            warm(work),
            inspecting(work),
            *growth(work),
            *proofing.main(work),
            *signoff.main(),
        ]
    table = render(rows)
    print(table)
    (ROOT / "build").mkdir(exist_ok=True)
    (ROOT / "build" / "bench.md").write_text(table, encoding="utf-8")


def against_office_suite(work: Path) -> list[tuple[str, str, str]]:
    """整个进程对 LibreOffice：交替运行，逐对取比值。"""
    soffice = shutil.which("soffice")
    gongwen = shutil.which("gongwen", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    assert gongwen, "先运行 make install"
    out = work / "out"
    sample = write(work / "两面.md", 7, 2)
    build = [gongwen, "build", str(sample), "-o", str(out)]
    timed(build)
    if soffice is None:
        return [("整个 build 进程", "LibreOffice 没有安装，无法比较", "")]
    document = out / f"{sample.stem}.docx"
    profile = f"-env:UserInstallation=file://{work}/profile"
    convert = [
        soffice,
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(work / "lo"),
        str(document),
    ]
    timed(convert)  # 建好用户配置，之后每次都是冷启动的进程
    ours, theirs = [], []
    for _ in range(ROUNDS):
        ours.append(timed(build))
        theirs.append(timed(convert))
    ratio = statistics.median(b / a for a, b in zip(ours, theirs, strict=True))
    return [
        ("build 整个进程，四样输出（中位数）", f"{statistics.median(ours):.3f} 秒", ""),
        ("LibreOffice 冷启动转换同一 DOCX（中位数）", f"{statistics.median(theirs):.3f} 秒", ""),
        ("后者 / 前者", f"{ratio:.2f}", f"≥ {TARGETS['office']}"),
    ]


def warm(work: Path) -> tuple[str, str, str]:
    """同一进程里连着做，每件内容不同。"""
    from gongwen import BuildOptions, build

    drafts = [write(work / f"w{n}.md", n, 2) for n in range(WARM_DOCUMENTS + 5)]
    options = BuildOptions(out=work / "warm")
    now = datetime(2026, 5, 8, tzinfo=UTC)
    for draft in drafts[:5]:
        build([draft], options, now=now)
    spent = []
    for draft in drafts[5:]:
        begin = time.process_time()
        build([draft], options, now=now)
        spent.append(time.process_time() - begin)
    rate = 1 / statistics.median(spent)
    return (
        "热身之后，每核每秒（按处理器时间，两面的通知，四样输出）",
        f"{rate:.1f} 件",
        f"≥ {TARGETS['warm']:g}",
    )


def inspecting(work: Path) -> tuple[str, str, str]:
    """量一件成品 ÷ 排这一件，同一进程里交替，按处理器时间。"""
    from gongwen import BuildOptions, build
    from gongwen.layout.measure import measure_pdf

    draft, out, ratios = write(work / "量.md", 5, 6), work / "measured", []
    options = BuildOptions(out=out)
    for _ in range(ROUNDS):
        begin = time.process_time()
        build([draft], options)
        built = time.process_time()
        measure_pdf((out / "量.pdf").read_bytes())
        ratios.append((time.process_time() - built) / (built - begin))
    return ("量六面的一件 ÷ 排这一件", f"{statistics.median(ratios[1:]):.2f}", "")


def growth(work: Path) -> list[tuple[str, str, str]]:
    """一千面对一百面：时间之比和内存峰值，各在新进程里量。"""
    seconds, peaks = [], []
    for faces in (FACES_SMALL, FACES_LARGE):
        runs = [measured(write(work / f"g{faces}.md", faces, faces), work / "grown") for _ in range(3)]
        seconds.append(statistics.median(each[0] for each in runs))
        peaks.append(max(each[1] for each in runs))
    return [
        (f"{FACES_SMALL} 面（中位数）", f"{seconds[0]:.2f} 秒，{peaks[0]:.0f} MB", ""),
        (
            f"{FACES_LARGE} 面（中位数）",
            f"{seconds[1]:.2f} 秒，{peaks[1]:.0f} MB",
            f"< {TARGETS['memory']:.0f} MB",
        ),
        ("时间之比", f"{seconds[1] / seconds[0]:.1f}", f"≤ {TARGETS['growth']:g}"),
    ]


def write(path: Path, number: int, faces: int) -> Path:
    """一份约 faces 面的草稿。"""
    paragraph = SENTENCE * 4
    count = max(1, round((faces - 0.7) * CHARACTERS_A_FACE / (len(paragraph) + 14)))
    body = "\n".join(f"{paragraph}" for _ in range(count))
    path.write_text(HEAD.format(n=number) + body + "\n", encoding="utf-8")
    return path


def timed(command: list[str]) -> float:
    """一个进程从头到尾的秒数。"""
    begin = time.perf_counter()
    done = subprocess.run(command, capture_output=True, check=False, cwd=ROOT)
    assert done.returncode in (0, 1), done.stderr.decode()
    return time.perf_counter() - begin


def measured(draft: Path, out: Path) -> tuple[float, float]:
    """新进程里构建一份草稿：秒数和内存峰值（MB）。"""
    code = (
        "import resource, sys, time\n"
        "from pathlib import Path\n"
        "begin = time.perf_counter()\n"
        "import gongwen\n"
        "gongwen.build([Path(sys.argv[1])], gongwen.BuildOptions(out=Path(sys.argv[2])))\n"
        "print(time.perf_counter() - begin, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(draft), str(out)],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    seconds, peak = map(float, done.stdout.split())
    return seconds, peak


def render(rows: list[tuple[str, str, str]]) -> str:
    """Markdown 表格。"""
    lines = ["| 项目 | 量得 | 要求 |", "|---|---|---|"]
    return "\n".join([*lines, *(f"| {name} | {value} | {target} |" for name, value, target in rows)]) + "\n"


if __name__ == "__main__":
    main()
