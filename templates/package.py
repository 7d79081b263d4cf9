"""A .docx file as its parts. What is no honest package is refused; the same parts give the same bytes."""

from __future__ import annotations

import os
import zipfile
from io import BytesIO
from pathlib import Path

from ledger.errors import BadDocument

Parts = dict[str, bytes]

MOST_PARTS = 300
MOST_BYTES = 48 * 1024 * 1024
# The earliest time that a zip entry can carry: the file says nothing of when it was made.
STAMP = (1980, 1, 1, 0, 0, 0)
FIRST = "[Content_Types].xml"


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


def write_parts(parts: Parts) -> bytes:
    """The package's bytes: sorted, without times, so that the same parts give the same file."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as package:
        for name in sorted(parts, key=lambda name: (name != FIRST, name)):
            entry = zipfile.ZipInfo(name, STAMP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            package.writestr(entry, parts[name])
    return buffer.getvalue()


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
