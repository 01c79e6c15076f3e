"""签批的难关：几个进程一起签，签的时候被杀。在自己的进程里跑，结果打印成 JSON。

python -m tests.office.case_trials 名目 文件夹 参数…；各个子进程由 fork 得来，载入一次就够。
"""

from __future__ import annotations

import json
import os
import random
import resource
import signal
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.office.signing_scene import Desk
from tests.signoff.chain_scene import ROUTE

from gongwen.errors import GongwenError
from gongwen.signoff.route import Route, RouteStep
from gongwen.signoff.vocabulary import StepKind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

PARTIES = ("青溪县应急管理局", "青溪县水务局")
BACK_AND_FORTH = Route(
    name="来回",
    source="测试",
    steps=(
        RouteStep("draft", "拟稿", StepKind.DRAFTED, ("秘书科",)),
        RouteStep("first", "初审", StepKind.REVIEWED, ("秘书科长",)),
    ),
)


def _desk(folder: Path, route: Route = ROUTE) -> Desk:
    """用本机的时钟：各个进程的时间是一样的。"""
    return Desk(folder, route, clock=lambda: datetime.now(UTC))


def forked(*jobs: Callable[[], Any]) -> list[Any]:
    """各件事在各自的进程里一起做，返回各自的结果；被拒的是“类名：什么不对”。"""
    start_read, start_write = os.pipe()
    children = []
    for job in jobs:
        read, write = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.close(start_write)
            os.read(start_read, 1)  # 一起开始
            os.write(write, json.dumps(_outcome(job), ensure_ascii=False).encode())
            os._exit(0)
        os.close(write)
        children.append((pid, read))
    os.close(start_read)
    os.close(start_write)
    return [_result(pid, read) for pid, read in children]


def _outcome(job: Callable[[], Any]) -> Any:
    try:
        return job()
    except GongwenError as error:
        return f"{type(error).__name__}：{error.what}"


def _result(pid: int, read: int) -> Any:
    data = b""
    while piece := os.read(read, 65536):
        data += piece
    os.close(read)
    os.waitpid(pid, 0)
    return json.loads(data) if data else None


def same_step(folder: Path, count: str) -> Any:
    """几个进程同时签同一步。"""
    desk = _desk(folder).build()
    desk.sign("周启明", "拟稿")
    return forked(*[lambda: desk.sign("沈砚舟", "同意", step="first").head for _ in range(int(count))])


def countersign(folder: Path, rounds: str) -> Any:
    """各家同时会签；退回再来，来回几遍。"""
    desk = _desk(folder).build(countersigners=PARTIES)
    told = []
    for _ in range(int(rounds)):
        desk.sign("周启明", "拟稿")
        desk.sign("沈砚舟", "同意")
        jobs = [
            lambda who=who, party=party: desk.sign(who, "同意", step="counter", party=party).step.seq
            for who, party in (("钟怀远", PARTIES[0]), ("梁知夏", PARTIES[1]))
        ]
        told.append([type(each).__name__ for each in forked(*jobs)])
        desk.sign("陆听澜", "退回", reason="再议")
    return told


def build_and_sign(folder: Path, rounds: str) -> Any:
    """一个进程不停地构建，一个不停地签。返回各自办成了几次。"""
    desk = _desk(folder, BACK_AND_FORTH).build()

    def builds() -> int:
        for number in range(int(rounds)):
            desk.build(**{"通知.pdf": b"%d" % number})
        return int(rounds)

    def signs() -> dict[str, int]:
        done: dict[str, int] = {}
        for _ in range(int(rounds) * 3):
            told = _outcome(lambda: _one_more(desk))
            key = told if isinstance(told, str) else "签了"
            done[key] = done.get(key, 0) + 1
        return done

    return forked(builds, signs)


def _one_more(desk: Desk) -> int:
    """拟稿、退回，来来回回。"""
    current = desk.manifest.progress.current
    if current is not None and current.step_id == "draft":
        return desk.sign("周启明", "拟稿").step.seq
    return desk.sign("沈砚舟", "退回", reason="再改").step.seq


def kills(folder: Path, runs: str, seed: str) -> Any:
    """签到一半用 kill -9 杀掉，看清单还在不在，能不能接着签。"""
    luck = random.Random(int(seed))
    desk = _desk(folder, BACK_AND_FORTH).build()
    return [_killed(desk, luck, within=number % 2 == 1) for number in range(int(runs))]


def _killed(desk: Desk, luck: random.Random, *, within: bool) -> dict[str, Any]:
    """within：杀在写到一半的时候；不然什么时候都可能。"""
    before = len(desk.manifest.lines)
    read, write = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(read)
        _sign_slowly(desk, write, luck.randrange(50, 300), luck.randrange(60) if within else -1)
    os.close(write)
    os.read(read, 1)  # 头一步签好以后才杀
    if not within:
        time.sleep(luck.random() * 0.1)
        os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    told = 1
    while piece := os.read(read, 65536):
        told += len(piece)
    os.close(read)
    after = desk.manifest
    _one_more(desk)
    settled = desk.manifest
    return {
        "lost": before + told > len(after.lines),
        "torn": len(after.torn),
        "aside": [
            path.stat().st_size for path in desk.path.glob("*.torn-*") if path.read_bytes() == after.torn
        ],
        "went_on": len(settled.lines) - len(after.lines),
        "whole": settled.torn == b"",
    }


def _sign_slowly(desk: Desk, tell: int, piece: int, last: int) -> None:
    """不停地签，签好一步写一个字节；一次写 piece 个字节。头一步以后写到第 last 次杀掉自己（-1 不杀）。"""
    real, left = os.write, [-1]

    def little(handle: int, data: bytes) -> int:
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        left[0] -= 1
        return real(handle, bytes(data)[:piece])

    os.write = little
    _one_more(desk)
    real(tell, b".")
    left[0] = last
    while True:
        _one_more(desk)
        real(tell, b".")


def limited(folder: Path) -> Any:
    """文件大小到了上限（与磁盘满了一样写到一半失败）。"""
    desk = _desk(folder, BACK_AND_FORTH).build()
    desk.sign("周启明", "拟稿")
    desk.sign("沈砚舟", "退回", reason="再改")
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    manifest = desk.case.manifest
    before = manifest.read_bytes()

    def job() -> Any:
        resource.setrlimit(resource.RLIMIT_FSIZE, (len(before) + 500, resource.RLIM_INFINITY))
        return desk.sign("周启明", "拟稿").step.seq

    told = forked(job)
    return [*told, manifest.read_bytes() == before, desk.sign("周启明", "拟稿").step.seq]


def main(arguments: Sequence[str]) -> None:
    name, folder, *rest = arguments
    trials = (same_step, countersign, build_and_sign, kills, limited)
    trial: Callable[..., Any] = {each.__name__: each for each in trials}[name]
    print(json.dumps(trial(Path(folder), *rest), ensure_ascii=False))


if __name__ == "__main__":
    main(sys.argv[1:])
