"""问子进程：外来的文件在限时、限内存的进程里读，那边交回一份 JSON；读坏了、读不完，都不连累这边。"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gongwen.confined import run_module
from gongwen.errors import GongwenError, Where

if TYPE_CHECKING:
    from gongwen.confined import Limits


@dataclass(frozen=True, slots=True)
class Reading:
    """读的是什么（noun），读不成时说话的主语（subject，可空）、引发的错误、现在怎么办。"""

    noun: str
    subject: str
    error: type[GongwenError]
    advice: str

    def trouble(self, name: str, what: str) -> GongwenError:
        """读不成的错误。"""
        return self.error(f"{self.subject}{what}", Where(name), self.advice)


def answer_apart(module: str, limits: Limits, sent: bytes, name: str, reading: Reading) -> dict[str, Any]:
    """子进程（python -m module）交回的 JSON；name 是报错时显示的名字。

    超时、起动不了、读到一半停了（内存不够，或文件有意写坏），或那边说读不了（problem）时引发 reading.error。
    """
    try:
        said = run_module(module, limits, sent)
        answer: dict[str, Any] = json.loads(said)
    except TimeoutError as error:
        raise reading.trouble(name, f"读了 {limits.seconds:g} 秒还没有读完") from error
    except OSError as error:
        what = f"读 {reading.noun}的进程起动不了：{error.strerror}"
        raise reading.error(what, Where(name), reading.advice) from error
    except ValueError as error:
        raise reading.trouble(name, "读到一半停了：文件坏了，或要的内存太多") from error
    if "problem" in answer:
        raise reading.error(answer["problem"], Where(name), answer["next_step"])
    return answer
