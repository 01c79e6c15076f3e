"""安全地打开别人给的 .docx：先看大小和成员，再读内容；不安全的不收，说清楚是哪一处。

读进来的 Package 各部件都是原来的字节；改了哪几个部件就换哪几个，其余逐字节照写。
"""

from __future__ import annotations

import io
import posixpath
import stat
import zipfile
import zlib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from lxml import etree

from gongwen.errors import PackageError, Where
from gongwen.ooxml.forms import WORD
from gongwen.ooxml.names import CONTENT_TYPES, EXTENSIONS, RELATIONS, qn
from gongwen.ooxml.package import serialized, write_package

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gongwen.ooxml.forms import Form

MAX_FILE = 50 * 1024 * 1024
MAX_MEMBERS = 2000
MAX_TOTAL = 256 * 1024 * 1024
MAX_XML = 32 * 1024 * 1024
MAX_TAGS = 4_000_000
# 千面的公文 document.xml 约 10 MB、一百多万个标签；带满图片的信笺几十 MB。
# 几十 KB 的压缩包能装下几百万个空标签，建成树要占上 GB 内存，所以先数“<”。
TYPES_PART = "[Content_Types].xml"
_CHUNK = 1024 * 1024
_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CENTRAL = b"PK\x01\x02"
_ENCRYPTED = 0x1
_ENCODINGS = {"utf-8", "utf-16", "utf-16le", "utf-16be", "us-ascii", "ascii"}
_READ_ALIKE = (
    "application/vnd.ms-word.document.macroEnabled.main+xml",
    "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
)
_MAKE_DOCX = WORD.make


@dataclass(frozen=True, slots=True)
class Relation:
    """关系表的一行。source 是引用方的部件名（整个包为空）；kind 是关系类型的全称。"""

    source: str
    identity: str
    kind: str
    target: str
    external: bool

    @property
    def short(self) -> str:
        """关系类型的末一段，如 image、hyperlink。"""
        return self.kind.rpartition("/")[2]

    @property
    def part(self) -> str:
        """内部目标的部件名。"""
        folder = posixpath.dirname(self.source)
        return posixpath.normpath(posixpath.join("/", folder, unquote(self.target))).lstrip("/")


@dataclass(frozen=True, slots=True)
class ContentTypes:
    """内容类型表：按部件名的，按扩展名的（都是小写）。"""

    overrides: Mapping[str, str]
    defaults: Mapping[str, str]

    def of(self, part: str) -> str:
        """部件的内容类型；没有登记为空。"""
        return self.overrides.get(part.lower()) or self.defaults.get(part.lower().rpartition(".")[2], "")


@dataclass(frozen=True, slots=True)
class Package:
    """打开了的文件。name 报错时用；parts 是部件名（如 word/document.xml）到字节；main 是正文部件。

    notices 是只读文字时放行、要告诉用户的内容。
    """

    name: str
    parts: Mapping[str, bytes]
    types: ContentTypes
    main: str = ""
    notices: tuple[str, ...] = ()
    form: Form = WORD
    _peeked: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    def tree(self, part: str) -> Any:
        """一个 XML 部件的根元素，每次都是新的一份，可以改。写得不对、带 DTD 时引发 PackageError。"""
        return _parsed(self, part)

    def peek(self, part: str) -> Any:
        """一个 XML 部件的根元素，只看不改：正文大，读一遍要几百毫秒，留着下次再看。"""
        if part != self.main:
            return self.tree(part)
        if part not in self._peeked:
            self._peeked[part] = self.tree(part)
        return self._peeked[part]

    def relations(self, source: str) -> tuple[Relation, ...]:
        """一个部件（整个包为空串）的关系。"""
        part = relations_part(source)
        return self.relations_in(part) if part in self.parts else ()

    def relations_in(self, part: str) -> tuple[Relation, ...]:
        """一张关系表（部件名，如 _rels/.rels）里的关系。"""
        return tuple(_relations(self, part, relations_source(part)))

    def is_xml(self, part: str) -> bool:
        """是不是 XML 部件：看扩展名和内容类型，有一样是就算。"""
        kind = self.types.of(part)
        return part.lower().endswith((".xml", ".rels", ".vml")) or kind.endswith(("+xml", "/xml"))

    def rewritten(self, changed: Mapping[str, bytes]) -> bytes:
        """换上 changed（也可以添新部件）之后的文件；没有换的逐字节照写，同样的内容得到同样的字节。"""
        return write_package({**self.parts, **changed})

    def error(self, what: str, next_step: str) -> PackageError:
        """带文件名的 PackageError。"""
        return PackageError(what, Where(self.name), next_step)


def open_package(data: bytes, name: str) -> Package:
    """打开一个 .docx。name 是报错时显示的名字。

    不是 .docx、损坏、太大、加了密，或带宏、控件、嵌入对象、外部链接、DTD、取别处内容的域时引发 PackageError。
    """
    from gongwen.ooxml.active import refuse_active

    typed = unpacked(data, name)
    opened = replace(typed, main=_main_part(typed))
    refuse_active(opened)
    return opened


def open_for_reading(data: bytes, name: str) -> Package:
    """打开一个 .docx、.docm、.dotx、.dotm，只读文字。

    宏、外部链接、嵌入对象放行，什么也不执行，写在 notices 里。
    大小、成员、加密、DTD 与 open_package 一样严。“Strict Open XML”的换成通常的命名空间。
    """
    from gongwen.ooxml.active import active_contents
    from gongwen.ooxml.strict import as_usual

    typed = as_usual(unpacked(data, name))
    opened = replace(typed, main=_main_part(typed, reading=True))
    if opened.peek(opened.main).tag != qn("w:document"):
        raise opened.error("不是 Word 文档（.docx）", _MAKE_DOCX)
    found = "、".join(active_contents(opened))
    return replace(opened, notices=(*typed.notices, *_noticed(found)))


def _noticed(found: str) -> tuple[str, ...]:
    return (f"带有{found}：没有运行，没有去取，也没有读里面的字",) if found else ()


def unpacked(data: bytes, name: str, form: Form = WORD) -> Package:
    """解了压、认了内容类型的文件，还没有认正文。form 是应当是哪一种文件，用在报错里。"""
    _refuse_other_files(data, name, form)
    members = _members(data, name, form)
    if TYPES_PART not in members:
        raise PackageError(f"是压缩包，不是 {form.noun}", Where(name), form.make)
    if sum(data.count(b"<") for data in members.values()) > MAX_TAGS:
        raise PackageError(
            f"里面的标签超过 {MAX_TAGS // 10_000} 万个", Where(name), "确认拿对了文件，或分成几件"
        )
    bare = Package(name, members, ContentTypes({}, {}), form=form)
    return replace(bare, types=_content_types(bare))


def relations_part(source: str) -> str:
    """部件的关系表所在的部件名。"""
    folder, base = posixpath.split(source)
    return posixpath.join(folder, "_rels", f"{base}.rels")


def relations_source(part: str) -> str:
    """关系表是谁的。"""
    folder, base = posixpath.split(part)
    return posixpath.join(posixpath.dirname(folder), base.removesuffix(".rels"))


def _refuse_other_files(data: bytes, name: str, form: Form) -> None:
    where = Where(name)
    if len(data) > MAX_FILE:
        size = MAX_FILE // 1024 // 1024
        raise PackageError(f"文件超过 {size} MB", where, "压缩里面的图片，或确认拿对了文件")
    if data.startswith(_OLE2):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise PackageError("文件加了密码", where, f"在 {form.program} 里去掉打开密码，另存后再用")
        raise PackageError(f"是 97—2003 格式的文件（{form.old}），不是 {form.suffix}", where, form.make)
    if not data.startswith(b"PK\x03\x04"):
        raise PackageError(f"不是 {form.noun}（{form.suffix}）", where, form.make)
    if data.count(_CENTRAL) > MAX_MEMBERS:  # 在 zipfile 为每个成员建对象之前
        raise PackageError(f"里面的成员超过 {MAX_MEMBERS} 个", where, "确认拿对了文件")


def _members(data: bytes, name: str, form: Form) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
            _refuse_infos(infos, name, form)
            return dict(_read_all(archive, infos, name))
    # 损坏的压缩包，zipfile 随坏的地方不同抛出这几种；别的异常照样抛出去。
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError) as error:
        raise PackageError("文件损坏，读不出来", Where(name), form.broken) from error


def _refuse_infos(infos: list[zipfile.ZipInfo], name: str, form: Form) -> None:
    """读内容之前就能看出来的：个数、总大小、加密、压缩方法、名字。"""
    where = Where(name)
    if len(infos) > MAX_MEMBERS:
        raise PackageError(f"里面的成员超过 {MAX_MEMBERS} 个", where, "确认拿对了文件")
    if sum(info.file_size for info in infos) > MAX_TOTAL:
        raise _too_big(name)
    seen: set[str] = set()
    for info in infos:
        if info.flag_bits & _ENCRYPTED:
            raise PackageError("文件加了密码", where, "去掉密码，另存后再用")
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise PackageError(f"压缩方法不是 {form.suffix} 用的", where, form.broken)
        if _is_trick(info) or info.filename.lower() in seen:
            raise PackageError(f"里面有不正常的成员名 {info.filename[:80]!r}", where, "来历不明的文件不要用")
        seen.add(info.filename.lower())


def _is_trick(info: zipfile.ZipInfo) -> bool:
    """想写到别处去的名字、链接。orig_filename 是 zipfile 截断、换斜杠之前的名字。"""
    raw = info.orig_filename
    pieces = raw.split("/")
    return (
        raw != info.filename
        or any(piece in ("", ".", "..") for piece in pieces)
        or any(char in "\\:" or ord(char) < 0x20 for char in raw)
        or stat.S_ISLNK(info.external_attr >> 16)
    )


def _read_all(
    archive: zipfile.ZipFile, infos: list[zipfile.ZipInfo], name: str
) -> Iterator[tuple[str, bytes]]:
    """逐块读，实际读出的总数一过限就停：登记的大小可以是假的。"""
    left = MAX_TOTAL
    for info in infos:
        chunks = []
        with archive.open(info) as file:
            while chunk := file.read(_CHUNK):
                left -= len(chunk)
                if left < 0:
                    raise _too_big(name)
                chunks.append(chunk)
        yield info.filename, b"".join(chunks)


def _too_big(name: str) -> PackageError:
    return PackageError(
        f"解压后超过 {MAX_TOTAL // 1024 // 1024} MB", Where(name), "压缩里面的图片；来历不明的文件不要用"
    )


def _parsed(package: Package, part: str) -> Any:
    data = package.parts[part]
    if len(data) > MAX_XML:
        raise package.error(f"{part} 超过 {MAX_XML // 1024 // 1024} MB", "确认拿对了文件，或分成几件")
    # 注释和处理指令 Word 不显示；留着会把一串字隔成几段，后面的就读不到
    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        if b"<!DOCTYPE" in data.replace(b"\0", b""):  # UTF-16 的每个字母带一个零
            raise _with_dtd(package, part) from error
        raise package.error(f"文件损坏：{part} 不是完整的 XML", package.form.broken) from error
    about = root.getroottree().docinfo
    if about.internalDTD is not None or about.doctype:
        raise _with_dtd(package, part)
    if about.encoding and about.encoding.lower() not in _ENCODINGS:
        raise package.error(
            f"{part} 的编码 {about.encoding} 不是 {package.form.suffix} 用的", package.form.broken
        )
    return root


def _with_dtd(package: Package, part: str) -> PackageError:
    return package.error(
        f"{part} 带有 DTD 或实体定义", f"正常的 {package.form.noun}没有这些；来历不明的文件不要用"
    )


def _content_types(package: Package) -> ContentTypes:
    overrides, defaults = {}, {}
    for entry in package.tree(TYPES_PART):
        kind = entry.get("ContentType", "")
        if entry.tag == qn("ct:Override"):
            overrides[entry.get("PartName", "").lstrip("/").lower()] = kind
        elif entry.tag == qn("ct:Default"):
            defaults[entry.get("Extension", "").lower()] = kind
    return ContentTypes(overrides, defaults)


def _relations(package: Package, part: str, source: str) -> Iterator[Relation]:
    for entry in package.tree(part).iter(qn("rel:Relationship")):
        yield Relation(
            source,
            entry.get("Id", ""),
            entry.get("Type", ""),
            entry.get("Target", ""),
            # 只有明写 Internal 或不写才算内部
            entry.get("TargetMode", "Internal") != "Internal",
        )


def _main_part(package: Package, *, reading: bool = False) -> str:
    """正文部件；主文档不是 WordprocessingML 文档时引发 PackageError。只读文字的，带宏的、模板也收。"""
    roots = [each for each in package.relations("") if each.short == "officeDocument"]
    main = roots[0].part if roots else ""
    kind = package.types.of(main)
    if len(roots) != 1 or main not in package.parts:
        raise package.error("是压缩包，不是 Word 文档", _MAKE_DOCX)
    kind = CONTENT_TYPES["document"] if reading and kind in _READ_ALIKE else kind
    if "macroEnabled" in kind:
        raise package.error("是带宏的 Word 文件", "去掉宏，另存为“Word 文档（*.docx）”再用")
    if kind.endswith("wordprocessingml.template.main+xml"):
        raise package.error("是 Word 模板（.dotx），不是 .docx", _MAKE_DOCX)
    if kind != CONTENT_TYPES["document"]:
        raise package.error("不是 Word 文档（.docx）", _MAKE_DOCX)
    if not reading and (roots[0].kind != RELATIONS["document"] or package.tree(main).tag != qn("w:document")):
        raise package.error("是“Strict Open XML”一类的写法，不是通常的 .docx", _MAKE_DOCX)
    return main


def extended_types(package: Package, extensions: set[str], overrides: Mapping[str, str]) -> bytes:
    """内容类型表，添上还没有登记的扩展名（names.EXTENSIONS 的键）和 overrides（/部件名到内容类型）。"""
    root = package.tree(TYPES_PART)
    for extension in sorted(extensions - set(package.types.defaults)):
        entry = etree.Element(qn("ct:Default"))
        entry.set("Extension", extension)
        entry.set("ContentType", EXTENSIONS[extension])
        root.insert(0, entry)
    for name, kind in sorted(overrides.items()):
        entry = etree.SubElement(root, qn("ct:Override"))
        entry.set("PartName", name)
        entry.set("ContentType", kind)
    return serialized(root)
