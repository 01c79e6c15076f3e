"""外来的 PDF 在另一个进程里读：读坏了、读不完，都不连累这边。那边只交回量得的数，由这边来对照。"""

from __future__ import annotations

from gongwen.apart import Reading as Apart
from gongwen.apart import answer_apart
from gongwen.confined import Limits
from gongwen.errors import SourceError
from gongwen.layout.measure import Measured, Taken, judged
from gongwen.layout.measure.table import Reading, requirements

LIMITS = Limits(seconds=300.0, memory_kb=4 * 1024 * 1024, file_blocks=0)
_READING = Apart("PDF ", "PDF ", SourceError, "检查文件是不是完整的 PDF，或拆成几份再量")


def measure_apart(data: bytes, name: str) -> Measured:
    """与 measure_pdf 相同，读 PDF 在限时、限内存的子进程里。"""
    answer = answer_apart("gongwen.layout.measure", LIMITS, data, name, _READING)
    keys = {need.key for need in requirements()}
    readings = tuple(Reading(**each) for each in answer["readings"] if each["key"] in keys)
    return judged(Taken(answer["format"], answer["faces"], answer["pitch"], answer["cell"], readings))
