"""几个进程同时校对：按原来的次序交回，手里只留几份，一千份也不占多少内存。"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from gongwen.report.checked import CheckedFile
from gongwen.sources.reading import shown_path

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from concurrent.futures import Executor, Future
    from pathlib import Path

    from gongwen.office.proof_options import Settled

    Check = Callable[[Path, Settled], list[CheckedFile]]
    Job = tuple[Path, Future[list[CheckedFile]]]
    Submit = Callable[[Path], Future[list[CheckedFile]]]

# 每个进程排着几份：多了占内存，少了会等
_AHEAD = 4


def checked_in_order(
    check: Check, paths: Sequence[Path], settled: Settled, jobs: int
) -> Iterator[tuple[Path, list[CheckedFile]]]:
    """逐份校对，次序与 paths 相同。进程中途停了（内存不够之类）的那一份记作读不了，其余照校。"""
    if jobs == 1 or len(paths) < 2:
        for path in paths:
            yield path, check(path, settled)
        return
    yield from _in_processes(check, paths, settled, min(jobs, len(paths)))


def _in_processes(
    check: Check, paths: Sequence[Path], settled: Settled, jobs: int
) -> Iterator[tuple[Path, list[CheckedFile]]]:
    left = deque(paths)
    while left:
        pool = _pool(jobs)
        waiting: deque[Job] = deque()
        submit = _submitter(pool, check, settled)
        try:
            yield from _until_broken(submit, left, waiting, jobs * _AHEAD)
        finally:
            pool.shutdown(wait=True, cancel_futures=True)
        # 不知道是哪一份弄停的：手里的几份各用一个新进程再来一遍
        for path, _ in waiting:
            yield path, _alone(check, path, settled)


def _submitter(pool: Executor, check: Check, settled: Settled) -> Submit:
    return lambda path: pool.submit(check, path, settled)


def _until_broken(
    submit: Submit, left: deque[Path], waiting: deque[Job], most: int
) -> Iterator[tuple[Path, list[CheckedFile]]]:
    """从 left 里取着校对，直到取完；进程停了也结束，还没有结果的在 waiting 里。"""
    from concurrent.futures.process import BrokenProcessPool

    try:
        while left or waiting:
            while left and len(waiting) < most:
                waiting.append((left[0], submit(left[0])))
                left.popleft()
            path, future = waiting[0]
            found = future.result()
            waiting.popleft()
            yield path, found
    except BrokenProcessPool:
        return


def _alone(check: Check, path: Path, settled: Settled) -> list[CheckedFile]:
    from concurrent.futures.process import BrokenProcessPool

    with _pool(1) as pool:
        try:
            return pool.submit(check, path, settled).result()
        except BrokenProcessPool:
            name = shown_path(path)
            problem = f"{name}：校对的进程中途停了，多半是内存不够\n  → 把文件分成几件，或减少同时校对的份数"
            return [CheckedFile(name, problem=problem)]


def _pool(jobs: int) -> Executor:
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    # spawn：调用者的进程里可能有别的线程（排过版的进程不能 fork）
    return ProcessPoolExecutor(jobs, mp_context=get_context("spawn"))
