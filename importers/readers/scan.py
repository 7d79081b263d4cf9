"""Pictures of pages, recognised offline. The recogniser is an extra; a refusal says how to get it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib.util import find_spec
from typing import Any

from importers.blocks import Reading
from importers.readers.layout import PageSize, Placed, blocks_of
from importers.readers.pictures import picture_size
from ledger.errors import BadDocument

HOW_TO_INSTALL = '如需识别，请安装识别组件：pip install "gongjian-ledger[ocr]"。'
_SCALE = 2.0
_MAX_PIXELS = 60_000_000
# GB/T 9704 prints the year of a document number in 〔〕, which recognition takes for other brackets.
_NUMBER_YEAR = re.compile(r"[\[［(（【]((?:19|20)\d\d)[\]］)）】](?=\s*\d{1,4}\s*号)")


def is_available() -> bool:
    """Whether the recogniser is installed."""
    return find_spec("rapidocr_onnxruntime") is not None


def missing_message(name: str) -> str:
    """What a person is told who hands in a picture where nothing can read it."""
    return f"“{name}”是扫描件，没有文字层；{HOW_TO_INSTALL}也可以提供 .docx 文件。"


def read(content: bytes, name: str) -> Reading:
    """The lines of one picture."""
    if not is_available():
        raise BadDocument(missing_message(name))
    picture = _decoded(content, name)
    height, width = picture.shape[:2]
    lines = list(_lines(picture, 1, 1.0))
    return Reading(tuple(blocks_of(lines, [PageSize(float(width), float(height))])), recognised=True)


def recognise_page(page: Any, number: int) -> Iterator[Placed]:
    """The lines of a PDF page that is a picture, in the units of the page."""
    width, height = page.get_size()
    scale = min(_SCALE, (_MAX_PIXELS / max(1.0, width * height)) ** 0.5)
    picture = page.render(scale=scale).to_numpy()
    yield from _lines(picture, number, scale)


def _decoded(content: bytes, name: str) -> Any:
    import cv2
    import numpy

    size = picture_size(content)
    if size is not None and size[0] * size[1] > _MAX_PIXELS:
        raise BadDocument(f"“{name}”的图片过大，请以 200—300 dpi 重新扫描。")
    picture = cv2.imdecode(numpy.frombuffer(content, numpy.uint8), cv2.IMREAD_COLOR)
    if picture is None or size is None:
        raise BadDocument(f"“{name}”不是可读取的图片，请重新扫描或提供 .docx 文件。")
    return picture


@lru_cache(maxsize=1)
def _engine() -> Any:
    import logging

    from rapidocr_onnxruntime import RapidOCR

    logging.getLogger("rapidocr_onnxruntime").setLevel(logging.ERROR)
    return RapidOCR()


def _lines(picture: Any, number: int, scale: float) -> Iterator[Placed]:
    """Recognised lines from top to bottom; pieces of one line from left to right as one."""
    found, _ = _engine()(picture)
    pieces = [
        (
            min(point[0] for point in box) / scale,
            min(point[1] for point in box) / scale,
            max(point[0] for point in box) / scale,
            max(point[1] for point in box) / scale,
            text,
            float(score),
        )
        for box, text, score in found or ()
    ]
    for row in _rows(pieces):
        row.sort()
        yield Placed(
            text=_NUMBER_YEAR.sub(r"〔\1〕", "".join(piece[4] for piece in row)),
            page=number,
            left=row[0][0],
            right=max(piece[2] for piece in row),
            top=min(piece[1] for piece in row),
            bottom=max(piece[3] for piece in row),
            size=max(piece[3] - piece[1] for piece in row) * 0.8,
            confidence=min(piece[5] for piece in row),
        )


Piece = tuple[float, float, float, float, str, float]


def _rows(pieces: Sequence[Piece]) -> list[list[Piece]]:
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: (piece[1] + piece[3]) / 2):
        middle = (piece[1] + piece[3]) / 2
        if rows and middle < max(other[3] for other in rows[-1]) - 0.3 * (piece[3] - piece[1]):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return rows
