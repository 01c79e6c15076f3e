"""由 LibreOffice 把 DOCX 排成 PDF：只用于单位自备的信笺，版面是信笺的，Typst 排不了。

在另一个进程里做：自己的临时用户目录、限时、限内存、关掉宏和网络；超时就连同它起的进程一起结束。
"""

from __future__ import annotations

import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from gongwen.confined import Limits, run_confined
from gongwen.errors import LayoutError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from gongwen.layout.fonts import FontSet
    from gongwen.layout.style import Style

LIMITS = Limits(seconds=120.0, memory_kb=6 * 1024 * 1024, file_blocks=1024 * 1024)
# 千面的 DOCX 要一个多 GB；虚拟内存比实际用的多得多。写出的文件至多 512 MB。
INSTALL = "装上 LibreOffice（apt-get install libreoffice-writer-nogui），或加 --format docx 只要 DOCX"
_COMMANDS = ("soffice", "libreoffice")
_KNOWN = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
)
_EXPORT = 'pdf:writer_pdf_Export:{"SelectPdfVersion":{"type":"long","value":"2"}}'
# 2 是 PDF/A-2b，与平常的构建相同
_HEAVY = 600


@dataclass(frozen=True, slots=True)
class Suite:
    """找到的 LibreOffice。"""

    command: str

    def to_pdf(self, data: bytes, fonts: FontSet, style: Style, folders: Iterable[Path]) -> bytes:
        """DOCX 的字节排成 PDF 的字节；folders 是除系统以外的字体文件夹。

        超时、出错、没有写出 PDF 时引发 LayoutError。
        """
        with tempfile.TemporaryDirectory(prefix="gongwen-") as name:
            desk = Path(name)
            source = desk / "in" / "document.docx"
            source.parent.mkdir()
            source.write_bytes(data)
            _write_profile(desk / "profile")
            settings = desk / "fonts.conf"
            settings.write_text(fontconfig(fonts, style, folders), encoding="utf-8")
            said = _run(self._arguments(desk, source), _environment(desk, settings), desk)
            made = desk / "out" / "document.pdf"
            pdf = made.read_bytes() if made.is_file() else b""
        if not pdf.startswith(b"%PDF"):
            raise LayoutError(
                f"LibreOffice 没有排出 PDF{_told(said)}",
                None,
                "用 Word 或 WPS 打开 --format docx 的结果看看；打得开时由 Word、WPS 另存为 PDF",
            )
        return pdf

    def _arguments(self, desk: Path, source: Path) -> list[str]:
        return [
            self.command,
            f"-env:UserInstallation={(desk / 'profile').as_uri()}",
            "--headless",
            "--norestore",
            "--nologo",
            "--nodefault",
            "--nolockcheck",
            "--convert-to",
            _EXPORT,
            "--outdir",
            str(desk / "out"),
            str(source),
        ]


def find_suite() -> Suite | None:
    """本机的 LibreOffice；没有装时为 None。"""
    found = next(filter(None, map(shutil.which, _COMMANDS)), None)
    found = found or next((path for path in _KNOWN if Path(path).is_file()), None)
    return Suite(found) if found else None


def require_suite() -> Suite:
    """本机的 LibreOffice；没有装时引发 LayoutError，说怎么装。"""
    suite = find_suite()
    if suite is None:
        raise LayoutError("按信笺排 PDF 要用 LibreOffice，本机没有装", None, INSTALL)
    return suite


def _told(said: str) -> str:
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    return f"：{lines[-1][:200]}" if lines else ""


def _environment(desk: Path, settings: Path) -> dict[str, str]:
    """只带必要的变量：不把本机的代理、口令之类带进去。字体缓存留在用户的缓存文件夹，免得每次重建。"""
    kept = ("PATH", "LANG", "LC_ALL", "LC_CTYPE", "SYSTEMROOT", "WINDIR", "TEMP", "TMP")
    cache = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return {key: os.environ[key] for key in kept if key in os.environ} | {
        "HOME": str(desk),
        "TMPDIR": str(desk),
        "XDG_CACHE_HOME": cache,
        "FONTCONFIG_FILE": str(settings),
        "SAL_USE_VCLPLUGIN": "svp",
    }


def _run(arguments: list[str], environment: Mapping[str, str], desk: Path) -> str:
    """运行，返回它说的话。"""
    try:
        return run_confined(arguments, environment, desk, LIMITS).decode("utf-8", "replace")
    except TimeoutError as error:
        raise LayoutError(
            f"LibreOffice 排了 {LIMITS.seconds:g} 秒还没有排完",
            None,
            "文件太长时分成几件；或加 --format docx 只要 DOCX",
        ) from error
    except OSError as error:  # TimeoutError 也是 OSError，要在它之后
        raise LayoutError(f"LibreOffice 起动不了：{error.strerror}", None, INSTALL) from error


def _write_profile(folder: Path) -> None:
    """用户目录里只有一份设置：不执行宏和活动内容，不更新链接，不上网（代理指到没有服务的端口）。"""
    settings = (
        ("org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
        ("org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
        ("org.openoffice.Office.Common/Security/Scripting", "DisableActiveContent", "true"),
        ("org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
        ("org.openoffice.Office.Common/Misc", "FirstRun", "false"),
        ("org.openoffice.Office.Common/Save/Document", "AutoSave", "false"),
        ("org.openoffice.Office.Writer/Content/Update", "Link", "0"),
        ("org.openoffice.Inet/Settings", "ooInetProxyType", "2"),
        ("org.openoffice.Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
        ("org.openoffice.Inet/Settings", "ooInetHTTPProxyPort", "9"),
        ("org.openoffice.Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
        ("org.openoffice.Inet/Settings", "ooInetHTTPSProxyPort", "9"),
    )
    items = "".join(
        f'<item oor:path="/{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>\n"
        for path, name, value in settings
    )
    user = folder / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry">\n' + items + "</oor:items>\n",
        encoding="utf-8",
    )


def fontconfig(fonts: FontSet, style: Style, folders: Iterable[Path]) -> str:
    """fonts.conf：系统的字体之外加上 folders，没有装的公文字体用 fonts 找到的代替。"""
    lines = [
        '<?xml version="1.0"?>',
        '<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">',
        "<fontconfig>",
        '<include ignore_missing="yes">/etc/fonts/fonts.conf</include>',
        *(f"<dir>{escape(str(folder))}</dir>" for folder in folders),
        *_aliases(fonts, style),
        "</fontconfig>",
    ]
    return "\n".join(lines) + "\n"


def _aliases(fonts: FontSet, style: Style) -> Iterator[str]:
    for role, found in sorted(fonts.roles.items()):
        asked = style.fonts[role]
        names = dict.fromkeys([asked.docx, *(family.name for family in asked.families)])
        for name in (escape(each) for each in names if each != found.face.family):
            # accept 排在本名之后：系统里真有这个字体时仍用它
            yield (
                f'<alias binding="same"><family>{name}</family>'
                f"<accept><family>{escape(found.face.family)}</family></accept></alias>"
            )
        if found.face.weight >= _HEAVY:
            name = escape(asked.docx)
            yield (
                f'<match><test name="family"><string>{name}</string></test>'
                '<edit name="weight" mode="assign"><const>bold</const></edit></match>'
            )
