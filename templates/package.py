"""A .docx file as its parts. What is no honest package is refused; the same parts give the same bytes."""

from __future__ import annotations

import os
import struct
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from ledger.errors import BadDocument

Parts = dict[str, bytes]

MOST_PARTS = 300
MOST_BYTES = 48 * 1024 * 1024
FIRST = "[Content_Types].xml"
# Fields of a zip entry: version 2.0, UTF-8 names, deflated. The day is 1 January 1980, the earliest that an
# entry can carry: the file does not say when it was made.
VERSION, UTF_8, DEFLATED, EARLIEST_DAY = 20, 0x800, 8, 0x21
LEVEL = 6


def read_parts(content: bytes, name: str) -> Parts:
    """The parts of a .docx by their name. Raises BadDocument for no .docx, an encrypted one, a zip bomb."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            entries = package.infolist()
            if len(entries) > MOST_PARTS or sum(entry.file_size for entry in entries) > MOST_BYTES:
                raise BadDocument(f"“{name}”展开后过大，不是正常的 Word 文档，请检查文件来源。")
            if any(entry.flag_bits & 1 for entry in entries):
                raise BadDocument(f"“{name}”已加密，请先在 Word 中取消密码再使用。")
            parts = {entry.filename: package.read(entry) for entry in entries if not entry.is_dir()}
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, EOFError, OSError, ValueError):
        parts = {}
    except RuntimeError:
        raise BadDocument(f"“{name}”已加密，请先在 Word 中取消密码再使用。") from None
    if FIRST not in parts or "word/document.xml" not in parts:
        raise BadDocument(f"“{name}”不是 Word 文档（.docx），请用 Word 或 WPS 另存为 .docx 后再试。")
    return parts


@dataclass(frozen=True, slots=True)
class PackedPart:
    """A part as the zip holds it: deflated once, it goes into as many papers as are made of a template."""

    name: bytes
    checksum: int
    size: int
    body: bytes

    def local_header(self) -> bytes:
        return b"PK\x03\x04" + self._shared() + self.name

    def central_header(self, offset: int) -> bytes:
        return b"PK\x01\x02\x14\x00" + self._shared() + struct.pack("<HHHLL", 0, 0, 0, 0, offset) + self.name

    def _shared(self) -> bytes:
        sizes = (self.checksum, len(self.body), self.size, len(self.name), 0)
        return struct.pack("<HHHHHLLLHH", VERSION, UTF_8, DEFLATED, 0, EARLIEST_DAY, *sizes)


def pack_part(name: str, body: bytes) -> PackedPart:
    """A part deflated."""
    deflater = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    return PackedPart(name.encode(), zlib.crc32(body), len(body), deflater.compress(body) + deflater.flush())


def pack(parts: Iterable[PackedPart]) -> bytes:
    """The package's bytes: sorted and without times, so that the same parts give the same file."""
    ordered = sorted(parts, key=lambda part: (part.name != FIRST.encode(), part.name))
    pieces: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for part in ordered:
        header = part.local_header()
        directory.append(part.central_header(offset))
        pieces += (header, part.body)
        offset += len(header) + len(part.body)
    size = sum(map(len, directory))
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, len(ordered), len(ordered), size, offset, 0)
    return b"".join([*pieces, *directory, end])


def write_parts(parts: Parts) -> bytes:
    """The package's bytes from its parts."""
    return pack(pack_part(name, body) for name, body in parts.items())


def save(content: bytes, out: Path) -> Path:
    """Puts a whole file in place or nothing; makes the folder. Raises BadDocument where it cannot."""
    partial = out.with_name(f".{out.name}.{os.getpid()}.tmp")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        partial.write_bytes(content)
        partial.replace(out)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise BadDocument(
            f"文件“{out}”写不进去（{error.strerror}），请关闭正在打开它的程序或换一个文件夹。"
        ) from None
    return out
