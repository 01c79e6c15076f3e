"""无界面的 Chromium：经管道说 DevTools 协议，不必另装别的包。测试和画说明里的图都用它。"""

from __future__ import annotations

import base64
import fcntl
import json
import os
import select
import shutil
import signal
import tempfile
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

COMMANDS = ("chromium-headless-shell", "chromium", "chromium-browser")
_PATIENCE = 120
_FLAGS = (
    "--headless",
    "--no-sandbox",  # 容器里没有建沙箱的权限；打开的都是自己写的页
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
    "--no-first-run",
    "--disable-extensions",
    "--disable-background-networking",
    "--disable-component-update",
    "--force-color-profile=srgb",
    "--remote-debugging-pipe",
)


class Page:
    """一个打开的页。said 是它的控制台说的话和没有接住的异常，asked 是它向外要的地址。"""

    def __init__(self, pipes: tuple[int, int]) -> None:
        self._sent, self._received = pipes
        self._number, self._rest = 0, b""
        self.said: list[str] = []
        self.asked: list[str] = []
        self._events: list[tuple[str, dict[str, Any]]] = []
        self.renew()

    def renew(self) -> None:
        """换一个新的浏览环境：以前的页存下的什么也没有。"""
        self._session = ""
        self._context = self._call("Target.createBrowserContext")["browserContextId"]
        made = self._call("Target.createTarget", url="about:blank", browserContextId=self._context)
        attached = self._call("Target.attachToTarget", targetId=made["targetId"], flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self._call(f"{domain}.enable")

    def open(self, path: Path, width: int = 1280, height: int = 900, *, script: bool = True) -> None:
        """打开一个文件，等它读完。"""
        self._call("Emulation.setScriptExecutionDisabled", value=not script)
        self._call(
            "Emulation.setDeviceMetricsOverride",
            width=width, height=height, deviceScaleFactor=1, mobile=width < 600,
        )  # fmt: skip
        self._events.clear()
        self._call("Page.navigate", url=path.resolve().as_uri())
        self.wait_for("Page.loadEventFired")

    def prefers(self, scheme: str) -> None:
        """浏览的人要深色（dark）还是浅色（light）。"""
        self._call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])

    def run(self, expression: str) -> Any:
        """在页里求值，返回 JSON 能写的结果。"""
        done = self._call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in done:
            raise AssertionError(done["exceptionDetails"])
        return done["result"].get("value")

    def click(self, selector: str) -> None:
        """点一下。"""
        self.run(f"document.querySelector({json.dumps(selector)}).click()")

    def key(self, text: str) -> None:
        """按一个键。"""
        for kind in ("keyDown", "keyUp"):
            self._call("Input.dispatchKeyEvent", type=kind, key=text, text=text if len(text) == 1 else "")

    def fill(self, selector: str, text: str) -> None:
        """改一个输入框、下拉框的值，并说它改了。"""
        where, value = json.dumps(selector), json.dumps(text)
        self.run(
            f"(() => {{ const it = document.querySelector({where}); it.value = {value};"
            " it.dispatchEvent(new Event('change', {bubbles: true})); })()"
        )

    def picture(self, path: Path, *, whole: bool = False) -> None:
        """窗口里看见的存成 PNG；whole 为真时是整页。"""
        done = self._call("Page.captureScreenshot", format="png", captureBeyondViewport=whole)
        path.write_bytes(base64.b64decode(done["data"]))

    def pdf(self, path: Path) -> None:
        """打印成 PDF。"""
        done = self._call("Page.printToPDF", preferCSSPageSize=True, printBackground=False)
        path.write_bytes(base64.b64decode(done["data"]))

    def downloads_to(self, folder: Path) -> None:
        """下载的文件存到哪里。"""
        self._call(
            "Browser.setDownloadBehavior",
            behavior="allow", downloadPath=str(folder), eventsEnabled=True, browserContextId=self._context,
        )  # fmt: skip

    def wait_for(self, event: str, **wanted: Any) -> None:
        """等一件事发生，它的各项正是 wanted。"""
        while not any(name == event and wanted.items() <= about.items() for name, about in self._events):
            self._read()

    def _call(self, method: str, **parameters: Any) -> dict[str, Any]:
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters}
        if self._session and not method.startswith(("Target.", "Browser.")):
            message["sessionId"] = self._session
        os.write(self._sent, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._read()
            if answer.get("id") == self._number:
                if "error" in answer:
                    raise AssertionError(f"{method}：{answer['error']}")
                return dict(answer["result"])

    def _read(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            if not select.select([self._received], [], [], _PATIENCE)[0]:
                raise AssertionError(f"浏览器 {_PATIENCE} 秒没有说话")
            piece = os.read(self._received, 1 << 20)
            if not piece:
                raise AssertionError("浏览器退出了")
            self._rest += piece
        line, _, self._rest = self._rest.partition(b"\0")
        message: dict[str, Any] = json.loads(line)
        self._note(message.get("method", ""), message.get("params", {}))
        return message

    def _note(self, method: str, about: dict[str, Any]) -> None:
        if method in ("Page.loadEventFired", "Browser.downloadProgress"):
            self._events.append((method, about))
        if method == "Runtime.consoleAPICalled":
            self.said.append(" ".join(str(each.get("value")) for each in about["args"]))
        elif method == "Runtime.exceptionThrown":
            self.said.append(about["exceptionDetails"]["text"])
        elif method == "Log.entryAdded":
            self.said.append(about["entry"]["text"])
        elif method == "Network.requestWillBeSent":
            self.asked.append(about["request"]["url"])


def installed() -> str | None:
    """装着的浏览器的路径。"""
    return next(filter(None, map(shutil.which, COMMANDS)), None)


@contextmanager
def browser(fonts: Path) -> Iterator[Page]:
    """起一个浏览器，只看得见 fonts 里的字体；用完结束它。"""
    command = installed() or COMMANDS[0]
    theirs_in, ours_out = os.pipe()
    ours_in, theirs_out = os.pipe()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        process = _spawn(
            [command, *_FLAGS, f"--user-data-dir={home}"],
            os.environ | {"FONTCONFIG_FILE": str(fonts / "fonts.conf"), "HOME": home},
            theirs_in,
            theirs_out,
        )
        os.close(theirs_in)
        os.close(theirs_out)
        try:
            yield Page((ours_out, ours_in))
        finally:
            os.close(ours_out)
            os.close(ours_in)
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
            os.waitpid(process, 0)


def _spawn(command: list[str], environment: dict[str, str], reads: int, writes: int) -> int:
    """起动，返回进程号。协议规定 3 号是它读的，4 号是它写的；先挪到后面，免得互相盖掉。"""
    high = [fcntl.fcntl(each, fcntl.F_DUPFD_CLOEXEC, 20) for each in (reads, writes)]
    null = [(os.POSIX_SPAWN_OPEN, number, os.devnull, os.O_RDWR, 0) for number in range(3)]
    pipes = [(os.POSIX_SPAWN_DUP2, each, number) for number, each in enumerate(high, 3)]
    try:
        return os.posix_spawn(command[0], command, environment, file_actions=[*null, *pipes])
    finally:
        for each in high:
            os.close(each)
