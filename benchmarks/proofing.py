"""校对的基准：make bench 的一部分。

文字的长度、文件的件数各加上去，看每秒多少字、内存涨不涨；只看同一次运行里的比值和处理器时间。
"""

from __future__ import annotations

import random
import re
import subprocess
import sys
import time
from pathlib import Path

from gongwen import BuildOptions, build
from gongwen.proofing.engine import run_rules
from gongwen.proofing.reading import readings
from gongwen.proofing.rules import RULES
from gongwen.sources.draft import parse_draft
from gongwen.spans import SourceText

ROOT = Path(__file__).resolve().parent.parent
MEGABYTE = 1_000_000
FILES_FEW, FILES_MANY = 200, 1000
FACES, CHARACTERS_A_FACE = 300, 22 * 28
TARGETS = {"speed": 200_000, "growth": 2.4, "memory": 1.25, "docx_seconds": 10.0, "docx_memory": 500.0}
_WORDS = re.findall(
    "..",
    "会议指出部门单位落实责任工作检查督促整改方案通知报告请示意见办法规定条例机构人员经费项目"
    "建设发展改革创新服务群众基层安全生产应急防汛抗旱救灾教育医疗卫生交通运输"
    "农业农村生态环境保护资源土地规划财政税收金融市场监管执法司法公安信访档案印章保密值班接待"
    "采购",
)


_LONG_HEAD = """---
文种: 通知
标题: 澜州市人民政府办公室关于印发长文的通知
发文机关: 澜州市人民政府办公室
发文字号: 澜政办发〔2026〕9号
成文日期: 2026年5月8日
---
"""


def text_of(size: int, seed: int = 1) -> str:
    """约 size 个字节的公文样的文字：有层次、日期、文号、书名号，没有重复的词。

    词是随便排的，从不连用的两个字比真的公文多得多，所以也比真的公文慢。
    """
    chance = random.Random(seed)
    lines, used, number = [], 0, 0
    while used < size:
        number += 1
        words = chance.sample(_WORDS, k=chance.randrange(20, 50))
        body = "".join(word + ("，" if at % 3 == 2 else "") for at, word in enumerate(words)).strip("，")
        ruled = f"按《{chance.choice(_WORDS)}办法》（政办发〔2026〕{number}号）于2026年5月8日前办结。"
        lines.append(f"第{number}条　{body}，{ruled}")
        used += len(lines[-1].encode())
    return "\n".join(lines) + "\n"


def seconds_for(text: str) -> float:
    """全部规则看一遍这份文字的处理器时间，三次取最短；每次都是新的 Reading，索引也算在内。"""
    document = parse_draft(SourceText("稿.txt", text), None)
    spent = []
    for _ in range(3):
        (reading,) = readings(document)
        begin = time.process_time()
        run_rules(reading, RULES)
        spent.append(time.process_time() - begin)
    return min(spent)


def rule_speed() -> list[tuple[str, str, str]]:
    """全部规则每秒多少字，长一倍要几倍时间。"""
    text, count = text_of(MEGABYTE), len(RULES)
    once, twice = seconds_for(text), seconds_for(text_of(2 * MEGABYTE))
    return [
        (f"{count} 条规则，1 MB 文字，每核每秒", f"{len(text) / once:,.0f} 字", f"≥ {TARGETS['speed']:,} 字"),
        (f"{count} 条规则，2 MB 对 1 MB 的时间", f"{twice / once:.2f}", f"≤ {TARGETS['growth']}"),
    ]


_RUN_FILES = """
import resource, sys, time
from pathlib import Path
from gongwen.office.proof import start_proof
from gongwen.office.proof_options import ProofOptions
if __name__ == "__main__":
    begin = time.perf_counter()
    run = start_proof([Path(sys.argv[1])], options=ProofOptions(jobs=int(sys.argv[2])))
    count = sum(1 for _ in run.each())
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(count, time.perf_counter() - begin, peak / 1024)
"""


def many_files(work: Path) -> list[tuple[str, str, str]]:
    """一千份对两百份：两个进程的内存峰值、每份的时间；一千份用一个进程对两个进程。"""
    script = work / "run_files.py"
    script.write_text(_RUN_FILES, encoding="utf-8")
    for count in (FILES_FEW, FILES_MANY):
        folder = work / f"files{count}"
        folder.mkdir()
        for number in range(count):
            (folder / f"{number:04}.txt").write_text(text_of(9_000, number), encoding="utf-8")
    few, many, alone = (
        _counted(script, work / f"files{count}", jobs)
        for count, jobs in ((FILES_FEW, 2), (FILES_MANY, 2), (FILES_MANY, 1))
    )
    return [
        (f"{FILES_MANY} 份（各约 3000 字），两个进程", f"{many[0]:.1f} 秒，最大的进程 {many[1]:.0f} MB", ""),
        (f"内存峰值，{FILES_MANY} 份对 {FILES_FEW} 份", f"{many[1] / few[1]:.2f}", f"≤ {TARGETS['memory']}"),
        (f"{FILES_MANY} 份，一个进程对两个进程", f"{alone[0] / many[0]:.2f} 倍", ""),
    ]


def _counted(script: Path, folder: Path, jobs: int) -> tuple[float, float]:
    done = subprocess.run(
        [sys.executable, str(script), str(folder), str(jobs)],
        capture_output=True, text=True, check=True, cwd=ROOT,
    )  # fmt: skip
    _, seconds, peak = map(float, done.stdout.split())
    return seconds, peak


_RUN_DOCX = """
import resource, sys, time
from datetime import UTC, datetime
from pathlib import Path
from gongwen.office.marked import write_marked
from gongwen.office.proof import start_proof
begin = time.perf_counter()
run = start_proof([Path(sys.argv[1])])
now = datetime(2026, 5, 8, tzinfo=UTC)
(done,) = write_marked(
    run.each(), Path(sys.argv[2]), sources=run.paths, copies=True, fix=True, now=now, author="校对"
)
peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
print(time.perf_counter() - begin, peak / 1024, done.comments, done.fixed)
"""


def long_docx(work: Path) -> list[tuple[str, str, str]]:
    """三百面的 Word 文件：读、校对、写批注和修订，连同子进程；对它的十分之一。"""
    figures = []
    for faces in (FACES // 10, FACES):
        text = text_of(faces * CHARACTERS_A_FACE * 3, 3).replace("，按《", ",按《", faces * 2)
        draft = work / f"长{faces}.md"
        draft.write_text(_LONG_HEAD + text, encoding="utf-8")
        build([draft], BuildOptions(out=work / f"长{faces}", formats=("docx",)))
        made = work / f"长{faces}" / f"长{faces}.docx"
        done = subprocess.run(
            [sys.executable, "-c", _RUN_DOCX, str(made), str(work / "批注")],
            capture_output=True, text=True, check=True, cwd=ROOT,
        )  # fmt: skip
        figures.append(tuple(map(float, done.stdout.split())))
    short, long = figures
    said = f"{long[0]:.1f} 秒，{long[1]:.0f} MB（批注 {long[2]:.0f} 条，修订 {long[3]:.0f} 处）"
    wanted = f"< {TARGETS['docx_seconds']:g} 秒，< {TARGETS['docx_memory']:g} MB"
    return [
        (f"{FACES} 面的 Word 文件：读、校对、写批注和修订", said, wanted),
        (f"{FACES} 面对 {FACES // 10} 面的时间", f"{long[0] / short[0]:.1f}", ""),
    ]


def main(work: Path) -> list[tuple[str, str, str]]:
    """各项。"""
    return [*rule_speed(), *many_files(work), *long_docx(work)]
