"""XML and archives from strangers: no entities, no network, no bombs."""

from __future__ import annotations

import io
import zipfile
import zlib

from lxml import etree

from app.errors import FileRefused

MAX_MEMBERS = 20_000
MAX_PART = 48 * 1024 * 1024  # bytes of one XML part, unpacked
MAX_TAGS = 2_500_000  # marks "<" of one part: elements cost far more memory than their bytes
MAX_TOTAL = 160 * 1024 * 1024  # bytes of all parts read from one archive

_DAMAGED_HINT = "请用 Word 或 WPS 打开，另存一份后再导入；打不开的，请重新索取该文件。"
_PARSER = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}


def parse(data: bytes, name: str) -> etree._Element:
    """Parse one XML part; a document type (with it: entities), damage and too many elements are refused."""
    if data.count(b"<") > MAX_TAGS:
        raise too_large(name)
    if _declares(data):
        raise FileRefused(
            f"“{name}”的内容带有不应有的实体定义，可能是恶意文件。", "请核实该文件的来源，重新索取后再导入。"
        )
    try:
        root = etree.fromstring(data, etree.XMLParser(**_PARSER))
    except (etree.XMLSyntaxError, ValueError) as problem:
        raise FileRefused(f"“{name}”已损坏：其中的内容不完整或无法识别。", _DAMAGED_HINT) from problem
    if root is None or root.getroottree().docinfo.internalDTD is not None:
        raise FileRefused(f"“{name}”已损坏：其中的内容不完整或无法识别。", _DAMAGED_HINT)
    return root


def _declares(data: bytes) -> bool:
    """Whether the part has a document type, in any of the encodings XML allows without being told."""
    for encoding in ("ascii", "utf-16-le", "utf-16-be"):
        if "<!DOCTYPE".encode(encoding) in data or "<!ENTITY".encode(encoding) in data:
            return True
    return False


def too_large(name: str) -> FileRefused:
    """What is said of a file beyond the limits."""
    return FileRefused(
        f"“{name}”的内容过大，超出了方案文件的正常范围。", "请核实该文件的来源；确需导入的，请另存为 PDF。"
    )


def _named_alike(data: bytes, info: zipfile.ZipInfo) -> bool:
    """Whether a member bears the name that the archive's directory gives it."""
    at = info.header_offset
    head = data[at : at + 30] if at >= 0 else b""
    if len(head) < 30 or not head.startswith(b"PK\x03\x04"):
        return False
    name = data[at + 30 : at + 30 + int.from_bytes(head[26:28], "little")]
    encoding = "utf-8" if int.from_bytes(head[6:8], "little") & 0x800 else "cp437"
    return name.decode(encoding, "replace") == info.orig_filename


class Archive:
    """The members of an archive, read one by one within limits."""

    def __init__(self, data: bytes, name: str) -> None:
        self._name = name
        self._read = 0
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            members = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, EOFError, NotImplementedError, OverflowError) as problem:
            raise self._damaged() from problem
        if len(members) > MAX_MEMBERS:
            raise too_large(self._name)
        if not all(_named_alike(data, info) for info in members):
            raise self._damaged()  # a part under another name would silently be absent
        self.names = {info.filename: info for info in members}

    def __contains__(self, part: str) -> bool:
        """Whether the archive has this member."""
        return part in self.names

    def read(self, part: str, *, kept: bool = True) -> bytes:
        """One member's bytes; refuses what is too large, damaged or encrypted.

        ``kept`` False: a picture or face that is let go again, so that it counts by its own size only.
        """
        info = self.names[part]
        if info.flag_bits & 1:
            raise FileRefused(f"“{self._name}”设有密码，无法读取。", "请用原软件打开，取消密码后另存，再导入。")
        if info.file_size > MAX_PART:
            raise too_large(self._name)
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise self._damaged()
        try:
            with self._zip.open(info) as stream:
                data = stream.read(MAX_PART + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, OSError) as problem:
            raise self._damaged() from problem
        self._read += len(data) if kept else 0
        if len(data) > MAX_PART or self._read > MAX_TOTAL:
            raise too_large(self._name)
        return data

    def xml(self, part: str) -> etree._Element | None:
        """One member as XML, None where it is absent."""
        return parse(self.read(part), self._name) if part in self.names else None

    def _damaged(self) -> FileRefused:
        return FileRefused(f"“{self._name}”已损坏：文件不完整，无法解开。", _DAMAGED_HINT)
