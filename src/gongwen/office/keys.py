"""钥匙文件用例：建一把，列出来，签的时候找出来打开。

放在 ~/.gongwen/keys（环境变量 GONGWEN_KEYS 另指），文件夹 0700，文件 0600，不覆盖；别人读得到的不用。
口令从文件描述符、环境变量 GONGWEN_PASSPHRASE 或提问来，不从命令行参数来：命令行别人看得到。
"""

from __future__ import annotations

import os
import stat
import unicodedata
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from gongwen.errors import KeyFileError, OutputError, UsageError, Where, system_reason
from gongwen.signoff.algorithms import Unsigned
from gongwen.signoff.keys import MAX_BYTES, MAX_PASSPHRASE, new_key, open_key, stated_public_key
from gongwen.signoff.roster import keyid_of
from gongwen.sources.reading import shown_path

if TYPE_CHECKING:
    from collections.abc import Callable

    from gongwen.signoff.algorithms import Signer
    from gongwen.signoff.roster import Roster

FOLDER, PASSPHRASE = "GONGWEN_KEYS", "GONGWEN_PASSPHRASE"
SUFFIX = ".key"
_MOST_NAME = 40
_LISTED = 1000


@dataclass(frozen=True, slots=True)
class StoredKey:
    """钥匙文件夹里的一把。public_key 为空的，文件里没有写明；problem 是不能用的原因，没有的为空。"""

    path: Path
    public_key: bytes
    problem: str = ""

    @property
    def keyid(self) -> str:
        """公钥的标识；没有写明公钥的为空串。"""
        return keyid_of(self.public_key) if self.public_key else ""

    @property
    def name(self) -> str:
        """文件名里写的姓名。"""
        return self.path.name.removesuffix(SUFFIX).rpartition("-")[0]


@dataclass(frozen=True, slots=True)
class PassphraseSource:
    """口令从哪里来：fd 是文件描述符号，ask 是提问（给出问什么，返回回答）；都没有的看环境变量。"""

    fd: int | None = None
    ask: Callable[[str], str] | None = None

    def passphrase(self, prompt: str) -> bytes:
        """口令。没有地方来的引发 KeyFileError。"""
        if self.fd is not None:
            return _normal(_from_descriptor(self.fd))
        if told := os.environ.get(PASSPHRASE):
            return _normal(told)
        if self.ask is not None:
            return _normal(self.ask(prompt))
        raise KeyFileError(
            "没有口令，这里也不能提问", None, f"在终端里运行，或用 --passphrase-fd、环境变量 {PASSPHRASE}"
        )

    def fresh(self, prompt: str) -> bytes:
        """新设的口令：提问的问两遍，两遍要一样。"""
        first = self.passphrase(prompt)
        asked = self.fd is None and not os.environ.get(PASSPHRASE)
        if asked and self.passphrase("再输一遍") != first:
            raise KeyFileError("两遍口令不一样", None, "重新来一次；没有建钥匙")
        return first


def _normal(text: str) -> bytes:
    """同一个字有两种编码的写成一种，别的不动。"""
    return unicodedata.normalize("NFC", text).encode("utf-8", "surrogateescape")


def _from_descriptor(fd: int) -> str:
    """头一行，不含换行符。"""
    data = b""
    try:
        while b"\n" not in data and len(data) <= MAX_PASSPHRASE and (more := os.read(fd, 1)):
            data += more
    except (OSError, OverflowError) as error:
        raise KeyFileError(
            f"文件描述符 {fd} 读不了", None, "如 gongwen key new 姓名 --passphrase-fd 3 3< 口令文件"
        ) from error
    return data.split(b"\n")[0].removesuffix(b"\r").decode("utf-8", "surrogateescape")


def key_folder() -> Path:
    """钥匙文件夹；不一定已经有。"""
    chosen = os.environ.get(FOLDER)
    return Path(chosen) if chosen else Path.home() / ".gongwen" / "keys"


def create_key(name: str, passphrase: bytes, out: Path | None = None) -> StoredKey:
    """新建一把，写成文件，返回它。out 是写到哪里，None 是钥匙文件夹里的“姓名-标识.key”。

    姓名不能用引发 UsageError，口令太短引发 KeyFileError，已有这个文件、写不成引发 OutputError。
    """
    if not name.strip() or not name.isprintable():
        raise UsageError("姓名是空的，或有看不见的字符", None, "写上姓名：gongwen key new 姓名")
    pair = new_key(passphrase)
    path = out or _made(key_folder()) / f"{file_name(name)}-{pair.keyid[:8]}{SUFFIX}"
    _write(path, pair.private_file)
    return StoredKey(path, pair.public_key)


def file_name(name: str) -> str:
    """姓名写成文件名里可用的样子：只留文字、数字、间隔号、连字符，路径的花样都去掉。"""
    kept = "".join(char if char.isalnum() or char in "·-" else "_" for char in name.strip())
    return kept[:_MOST_NAME] or "_"


def _made(folder: Path) -> Path:
    """钥匙文件夹，没有的建起来；别人写得进去的不用。"""
    try:
        for each in reversed([each for each in (folder, *folder.parents) if not each.exists()]):
            with suppress(FileExistsError):  # 两个进程同时建
                each.mkdir(mode=0o700)
        open_to = stat.S_IMODE(folder.stat().st_mode) & 0o022
    except OSError as error:
        raise OutputError(
            f"钥匙文件夹建不起来：{system_reason(error)}", Where(shown_path(folder)), "检查路径和权限"
        ) from error
    if os.name == "posix" and open_to:
        where = Where(shown_path(folder))
        raise KeyFileError("钥匙文件夹别人写得进去", where, f"改好权限：chmod 700 {shown_path(folder)}")
    return folder


def _write(path: Path, data: bytes) -> None:
    """写成新文件，只有自己读得到；写不完的不留。"""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        except BaseException:
            path.unlink(missing_ok=True)
            raise
    except FileExistsError as error:
        raise OutputError(
            "已有这个文件，不覆盖", Where(shown_path(path)), "换一个文件名；钥匙丢了就签不了，不要删"
        ) from error
    except (OSError, ValueError) as error:
        reason = system_reason(error) if isinstance(error, OSError) else "文件名不能用"
        raise OutputError(
            f"钥匙写不出去：{reason}", Where(shown_path(path)), "检查文件夹、磁盘空间和权限"
        ) from error


def list_keys() -> tuple[StoredKey, ...]:
    """钥匙文件夹里的各把，照文件名。不用口令：公钥是文件头一行写的。"""
    try:
        paths = sorted(key_folder().glob(f"*{SUFFIX}"))[:_LISTED]
    except OSError as error:
        raise KeyFileError(
            f"钥匙文件夹读不了：{system_reason(error)}", Where(shown_path(key_folder())), "检查权限"
        ) from error
    return tuple(map(_listed, paths))


def _listed(path: Path) -> StoredKey:
    try:
        return StoredKey(path, stated_public_key(read_key_file(path)) or b"")
    except KeyFileError as error:
        return StoredKey(path, b"", error.what)


def read_key_file(path: Path) -> bytes:
    """钥匙文件的字节。没有这个文件、读不了、别人也读得到的引发 KeyFileError。"""
    where = Where(shown_path(path))
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
        try:
            _refuse_open_to_others(os.fstat(handle), path)
            return os.read(handle, MAX_BYTES + 1)
        finally:
            os.close(handle)
    except FileNotFoundError as error:
        raise KeyFileError(
            "没有这个钥匙文件", where, "检查文件名和路径；全部钥匙见 gongwen key list"
        ) from error
    except (OSError, ValueError) as error:
        reason = system_reason(error) if isinstance(error, OSError) else "文件名不能用"
        raise KeyFileError(f"钥匙文件读不了：{reason}", where, "检查路径和权限") from error


def _refuse_open_to_others(facts: os.stat_result, path: Path) -> None:
    where = Where(shown_path(path))
    if not stat.S_ISREG(facts.st_mode):
        raise KeyFileError("不是钥匙文件", where, "确认拿对了文件")
    if os.name == "posix" and (facts.st_mode & 0o077 or facts.st_uid != os.getuid()):
        raise KeyFileError(
            "钥匙文件别人也读得到，或不是你自己的，不用它",
            where,
            f"改好权限：chmod 600 {shown_path(path)}；别人可能已经拿到的，停用这一把，另建一把",
        )


def signer_for(
    name: str, roster: Roster, passphrase: PassphraseSource, key_file: Path | None = None
) -> Signer:
    """name 签的时候用的：照名册没有钥匙的不签名，有的把他的钥匙打开；key_file 是指明的钥匙文件。

    找不到文件、口令不对、钥匙都停用了的引发 KeyFileError。
    """
    keyed = [row for row in roster.of(name) if row.public_key]
    live = [row.keyid for row in keyed if row.revoked_after is None]
    if key_file is None:
        if not keyed:
            return Unsigned()
        if not live:
            raise KeyFileError(
                f"“{name}”的钥匙都已停用", None, "另建一把（gongwen key new），加进名册（gongwen roster add）"
            )
        key_file = _file_of(name, live)
    data = read_key_file(key_file)
    return open_key(data, passphrase.passphrase(f"“{name}”的口令"), shown_path(key_file))


def _file_of(name: str, keyids: list[str]) -> Path:
    """这些钥匙里头一把在本机的文件。"""
    for path in sorted(key_folder().glob(f"*{SUFFIX}")):
        if any(path.name.endswith(f"-{each[:8]}{SUFFIX}") for each in keyids):
            return path
        if _listed(path).keyid in keyids:
            return path
    raise KeyFileError(
        f"这台机器上没有“{name}”的钥匙（标识 {'、'.join(keyids)}）",
        Where(shown_path(key_folder())),
        "在放着钥匙的机器上签；钥匙在别处的，用 --key 写上文件；丢了的，停用（gongwen roster revoke）后另建",
    )
