"""What kind of document a file is, by its first bytes. What no reader reads is refused, with a way out."""

from __future__ import annotations

import zipfile
from io import BytesIO

from ledger.errors import BadDocument

MAX_UNPACKED = 256 * 1024 * 1024
MAX_PARTS = 4_000

_IMAGES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*", b"BM")
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TEXT_SUFFIXES = {"md": "md", "markdown": "md", "htm": "html", "html": "html"}


def recognise(content: bytes, name: str) -> str:
    """docx, pdf, html, txt, md or image. Raises BadDocument for anything else."""
    suffix = name.rpartition(".")[2].lower()
    if content.startswith(_COMPOUND):
        raise BadDocument(_compound_message(content, name, suffix))
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _packed(content, name)
    if b"%PDF-" in content[:1024]:
        return "pdf"
    if content.startswith(_IMAGES[:4]) or (content.startswith(b"BM") and suffix == "bmp"):
        return "image"
    if content.startswith(b"{\\rtf"):
        raise BadDocument(f"“{name}”是 RTF 文档，请用 Word 或 WPS 打开后另存为 .docx 再导入。")
    if suffix in ("docx", "docm", "pdf", "xlsx", "xls", "png", "jpg", "jpeg", "tif", "tiff"):
        raise BadDocument(f"“{name}”的内容不是 .{suffix} 文件（可能已损坏或改过扩展名），请重新获取原文件。")
    if _looks_binary(content):
        raise BadDocument(f"“{name}”不是可识别的文档，请提供 .docx、.pdf、.txt、.md 或 .html 文件。")
    if _looks_html(content):
        return "html"
    return _TEXT_SUFFIXES.get(suffix, "txt")


def _compound_message(content: bytes, name: str, suffix: str) -> str:
    if b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e" in content[: 1 << 20] or suffix in ("docx", "docm"):
        return f"“{name}”已加密，请用 Word 或 WPS 打开、取消密码后另存为 .docx 再导入。"
    return f"“{name}”是旧版 .doc/.wps 文档，请用 Word 或 WPS 打开后另存为 .docx 再导入。"


def _packed(content: bytes, name: str) -> str:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            parts = archive.infolist()
            names = {part.filename for part in parts}
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        raise BadDocument(f"“{name}”已损坏或不完整，无法打开，请重新获取原文件。") from None
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise BadDocument(f"“{name}”解压后过大，疑似异常文件，未导入。")
    if any(part.flag_bits & 1 for part in parts):
        raise BadDocument(f"“{name}”已加密，请取消密码后再导入。")
    if "word/document.xml" in names:
        return "docx"
    if "xl/workbook.xml" in names:
        raise BadDocument(f"“{name}”是 Excel 表格，政策文件请提供 .docx 或 .pdf；问题清单请用“导入问题”。")
    if "content.xml" in names and "mimetype" in names:
        raise BadDocument(f"“{name}”是 ODF 文档，请另存为 .docx 再导入。")
    raise BadDocument(f"“{name}”不是 Word 文档（可能是压缩包），请解压后选择其中的文档。")


def _looks_binary(content: bytes) -> bool:
    head = content[:8192]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    even, odd = head[::2].count(0), head[1::2].count(0)
    if max(even, odd) > len(head) // 16 and min(even, odd) <= max(even, odd) // 4:
        return False
    controls = sum(head.count(byte) for byte in (*range(9), *range(14, 27)))
    return controls > max(2, len(head) // 100)


def _looks_html(content: bytes) -> bool:
    head = content[:4096].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    return head.startswith((b"<!doctype html", b"<html", b"<head", b"<body", b"<?xml")) or b"<html" in head
