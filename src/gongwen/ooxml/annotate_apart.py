"""别人的 Word 文件在限时、限内存的子进程里写批注、作修订。

那边自己再读一遍：所读的文字与校对时的一样，偏移才作数。
"""

from __future__ import annotations

import hashlib
import json
import sys
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any

from gongwen.confined import Limits, run_module
from gongwen.errors import PackageError, Where
from gongwen.ooxml.annotate import Annotated, Remark, annotated
from gongwen.ooxml.edits import Change
from gongwen.ooxml.stamp import Stamp

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongwen.spans import SourceText

LIMITS = Limits(seconds=120.0, memory_kb=2 * 1024 * 1024, file_blocks=0)
_AGAIN = "换一份试试：用 Word 或 WPS 打开，另存为“Word 文档（*.docx）”"


def annotate_apart(
    data: bytes, source: SourceText, remarks: Sequence[Remark], changes: Sequence[Change], stamp: Stamp
) -> Annotated:
    """与 annotated 相同，在子进程里。data 是原来的文件，source 是校对时读出的。

    打不开、超时、内存不够、读出的文字对不上时引发 PackageError。
    """
    name = source.name
    job = {
        "name": name,
        "digest": _digest(source.text),
        "remarks": [asdict(each) for each in remarks],
        "changes": [asdict(each) for each in changes],
        "author": stamp.author,
        "initials": stamp.initials,
        "date": stamp.moment.isoformat(),
    }
    try:
        said = run_module(__name__, LIMITS, _packed(job, data))
    except TimeoutError as error:
        raise _trouble(name, f"写批注用了 {LIMITS.seconds:g} 秒还没有写完") from error
    except OSError as error:
        raise _trouble(name, f"写批注的进程起动不了：{error.strerror}") from error
    return _received(said, name)


def _received(said: bytes, name: str) -> Annotated:
    try:
        answer, data = _unpacked(said)
    except ValueError as error:
        raise _trouble(name, "写批注写到一半停了：文件坏了，或要的内存太多") from error
    if "problem" in answer:
        raise PackageError(answer["problem"], Where(name), answer["next_step"])
    return Annotated(data, tuple((Change(**change), reason) for change, reason in answer["left"]))


def _trouble(name: str, what: str) -> PackageError:
    return PackageError(what, Where(name), _AGAIN)


def _packed(head: dict[str, Any], data: bytes) -> bytes:
    return json.dumps(head).encode("ascii") + b"\n" + data


def _unpacked(packed: bytes) -> tuple[dict[str, Any], bytes]:
    head, _, data = packed.partition(b"\n")
    found: dict[str, Any] = json.loads(head)
    return found, data


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def main() -> None:
    """子进程：标准输入是任务（一行 JSON）和文件，标准输出是结果（一行 JSON）和写好的文件。"""
    job, data = _unpacked(sys.stdin.buffer.read())
    try:
        answer, made = _work(job, data)
    except PackageError as error:
        answer, made = {"problem": error.what, "next_step": error.next_step}, b""
    sys.stdout.buffer.write(_packed(answer, made))


def _work(job: dict[str, Any], data: bytes) -> tuple[dict[str, Any], bytes]:
    from gongwen.ooxml.opening import open_for_reading
    from gongwen.ooxml.reader import read_story

    package = open_for_reading(data, job["name"])
    story = read_story(package)
    if _digest(story.text) != job["digest"]:
        raise package.error("文件与校对时的不一样", "重新校对一遍")
    done = annotated(
        package,
        story,
        [Remark(each["start"], each["end"], tuple(each["paragraphs"])) for each in job["remarks"]],
        [Change(**each) for each in job["changes"]],
        Stamp(job["author"], job["initials"], datetime.fromisoformat(job["date"])),
    )
    return {"left": [(asdict(change), reason) for change, reason in done.left]}, done.data


if __name__ == "__main__":
    main()
