"""在旁边做一件事：取得到结果，错也取得到。"""

from __future__ import annotations

import threading

import pytest

from gongwen.office.beside import Beside


def test_the_work_is_done_in_another_thread_and_its_result_is_taken() -> None:
    done = Beside(threading.current_thread, "旁边")
    assert done.result().name == "旁边"
    assert done.result() is not threading.current_thread()


def test_what_went_wrong_is_raised_where_the_result_is_taken() -> None:
    def fail() -> None:
        raise ValueError("坏了")

    work = Beside(fail, "旁边")
    with pytest.raises(ValueError, match="坏了"):
        work.result()
