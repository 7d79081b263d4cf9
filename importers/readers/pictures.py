"""How large a picture is, by its header alone: a picture is not unpacked before its size is known."""

from __future__ import annotations

import struct

_JPEG_SIZES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_TIFF_WIDTH, _TIFF_HEIGHT = 256, 257


def picture_size(content: bytes) -> tuple[int, int] | None:
    """Width and height in pixels of a PNG, JPEG, BMP or TIFF; None where the header does not say."""
    try:
        if content.startswith(b"\x89PNG\r\n\x1a\n"):
            width, height = struct.unpack(">II", content[16:24])
            return width, height
        if content.startswith(b"BM"):
            width, height = struct.unpack("<ii", content[18:26])
            return abs(width), abs(height)
        if content.startswith(b"\xff\xd8"):
            return _jpeg(content)
        if content.startswith((b"II*\0", b"MM\0*")):
            return _tiff(content)
    except (struct.error, IndexError):
        return None
    return None


def _jpeg(content: bytes) -> tuple[int, int] | None:
    position = 2
    while position + 9 < len(content):
        if content[position] != 0xFF:
            return None
        marker = content[position + 1]
        if marker in _JPEG_SIZES:
            height, width = struct.unpack(">HH", content[position + 5 : position + 9])
            return width, height
        if marker == 0xFF or 0xD0 <= marker <= 0xD9:
            position += 1 if marker == 0xFF else 2
        else:
            position += 2 + int.from_bytes(content[position + 2 : position + 4], "big")
    return None


def _tiff(content: bytes) -> tuple[int, int] | None:
    order = "<" if content.startswith(b"II") else ">"
    (directory,) = struct.unpack(order + "I", content[4:8])
    (entries,) = struct.unpack(order + "H", content[directory : directory + 2])
    sizes: dict[int, int] = {}
    for n in range(min(entries, 100)):
        at = directory + 2 + 12 * n
        tag, kind = struct.unpack(order + "HH", content[at : at + 4])
        if tag in (_TIFF_WIDTH, _TIFF_HEIGHT):
            form, length = ("H", 2) if kind == 3 else ("I", 4)
            (sizes[tag],) = struct.unpack(order + form, content[at + 8 : at + 8 + length])
    if len(sizes) < 2:
        return None
    return sizes[_TIFF_WIDTH], sizes[_TIFF_HEIGHT]
