"""The size of a picture is known before it is unpacked."""

from __future__ import annotations

import struct

import pytest

from importers.document import read_content
from importers.readers import scan
from importers.readers.pictures import picture_size
from ledger.errors import BadDocument

PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR" + struct.pack(">II", 30_000, 20_000) + b"\0" * 9
JPEG = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x11\x08" + struct.pack(">HH", 600, 800) + b"\0" * 9
BMP = b"BM" + b"\0" * 16 + struct.pack("<ii", 640, -480) + b"\0" * 20
TIFF = (
    b"II*\0"
    + struct.pack("<I", 8)
    + struct.pack("<H", 2)
    + struct.pack("<HHIHH", 256, 3, 1, 1200, 0)
    + struct.pack("<HHII", 257, 4, 1, 900)
)


@pytest.mark.parametrize(
    ("content", "size"),
    [
        (PNG, (30_000, 20_000)),
        (JPEG, (800, 600)),
        (BMP, (640, 480)),
        (TIFF, (1200, 900)),
        (b"GIF89a", None),
        (PNG[:18], None),
    ],
    ids=["png", "jpeg", "bmp", "tiff", "another kind", "cut short"],
)
def test_the_size_stands_in_the_header(content: bytes, size: tuple[int, int] | None) -> None:
    assert picture_size(content) == size


def test_a_picture_too_large_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "is_available", lambda: True)
    with pytest.raises(BadDocument) as refusal:
        read_content(PNG, "大图.png")
    assert str(refusal.value) == "“大图.png”的图片过大，请以 200—300 dpi 重新扫描。"
