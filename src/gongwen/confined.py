"""在另一个进程里运行：限时、限内存、限写出的文件；超时就连同它起的进程一起结束。"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# sh 的限制：不留内存映像，虚拟内存、CPU 秒数、写出的文件各有上限；系统不支持的一项略过
_LIMITED = 'ulimit -c 0; ulimit -v "$1"; ulimit -t "$2"; ulimit -f "$3"; shift 3; exec "$@"'


@dataclass(frozen=True, slots=True)
class Limits:
    """上限：秒、虚拟内存（KB）、写出的文件（512 字节一块）。"""

    seconds: float
    memory_kb: int
    file_blocks: int


def run_confined(
    arguments: Sequence[str],
    environment: Mapping[str, str],
    desk: Path,
    limits: Limits,
    *,
    sent: bytes | None = None,
    apart: bool = False,
) -> bytes:
    """运行，返回它写到标准输出的；sent 送进它的标准输入。desk 是它的当前文件夹。

    apart 为真时标准错误不混进来（丢掉）。起动不了时引发 OSError，超时引发 TimeoutError。
    """
    command = list(arguments)
    if sys.platform != "win32":
        # ulimit 由 sh 来设：preexec_fn 在有别的线程时不安全，构建正有线程在算字体摘要
        values = [str(limits.memory_kb), str(int(limits.seconds) + 1), str(limits.file_blocks)]
        command = ["/bin/sh", "-c", _LIMITED, "sh", *values, *command]
    process = subprocess.Popen(  # noqa: S603 命令由调用者定，参数是我们的
        command,
        cwd=desk,
        env=dict(environment),
        stdin=subprocess.DEVNULL if sent is None else subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL if apart else subprocess.STDOUT,
        start_new_session=True,
    )
    with process:
        try:
            said, _ = process.communicate(sent, timeout=limits.seconds)
        except subprocess.TimeoutExpired as error:
            raise TimeoutError from error
        finally:
            if process.poll() is None:
                _end(process)
    return said


# 子进程要知道的几样；别的环境变量不给它
_KEPT = ("PATH", "LANG", "LC_ALL", "SYSTEMROOT", "WINDIR", "PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV")


def run_module(module: str, limits: Limits, sent: bytes) -> bytes:
    """在限时、限内存的子进程里运行本包的一个模块（python -m），返回它写到标准输出的。

    起动不了时引发 OSError，超时引发 TimeoutError；中途停了（内存不够）时交回的不完整，由调用者辨认。
    """
    environment = {key: os.environ[key] for key in _KEPT if key in os.environ}
    environment |= {"PYTHONIOENCODING": "utf-8", "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", module]
    with tempfile.TemporaryDirectory(prefix="gongwen-") as desk:
        return run_confined(command, environment, Path(desk), limits, sent=sent, apart=True)


def _end(process: subprocess.Popen[bytes]) -> None:
    """结束它和它起的全部进程：soffice 是脚本，真正在排的是它的子进程。"""
    if sys.platform == "win32":
        process.kill()
        return
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
