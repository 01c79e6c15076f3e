"""自己写过的文件的摘要，记在用户的缓存里：再写时认得出哪些是自己写的、没有被人改过。

丢了也不要紧：认不出来的就不盖，说明一句。
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.layout.user_cache import recall, remember
from gongwen.signoff.built import digest

if TYPE_CHECKING:
    from typing import Final

_NAME, _FORMAT = "written.json", 1
MOST: Final = 5000
_EVERY: Final = 50


class OwnFiles:
    """写过的文件。add 之后每满五十个存一次，最后要 save。"""

    def __init__(self) -> None:
        self._known = recall(_NAME, _FORMAT)
        self._fresh: list[str] = []

    def holds(self, data: bytes) -> bool:
        """写过这样的一份。"""
        return digest(data) in self._known

    def add(self, data: bytes) -> None:
        """记下要写的一份；要在换上之前记。"""
        self._known[digest(data)] = 1
        self._fresh.append(digest(data))
        if len(self._fresh) >= _EVERY:
            self.save()

    def save(self) -> None:
        """存下来。别的进程这时记下的也留着；太多时丢掉最早的。"""
        if not self._fresh:
            return
        kept = {key: value for key, value in recall(_NAME, _FORMAT).items() if key not in self._fresh}
        kept |= dict.fromkeys(self._fresh, 1)
        remember(_NAME, _FORMAT, dict(list(kept.items())[-MOST:]))
        self._fresh = []
