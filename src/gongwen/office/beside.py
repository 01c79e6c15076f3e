"""在旁边做一件事：另一个线程里做，用到结果时再取。

不用 concurrent.futures：它要载入 logging，比这里省下的时间还多。
"""

from __future__ import annotations

from threading import Thread
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


class Beside(Generic[T]):
    """马上开始做；result() 等它做完，做的时候出的错在这里引发。"""

    def __init__(self, work: Callable[[], T], name: str) -> None:
        self._work = work
        self._done: list[T] = []
        self._failed: list[BaseException] = []
        self._thread = Thread(target=self._run, name=name)
        self._thread.start()

    def _run(self) -> None:
        try:
            self._done.append(self._work())
        except BaseException as error:  # noqa: BLE001  线程里不能往外抛，由 result() 在主线程里抛
            self._failed.append(error)

    def result(self) -> T:
        """做出来的。"""
        self._thread.join()
        if self._failed:
            raise self._failed[0]
        return self._done[0]
