"""A document of any format as one canonical text. Knows which reader reads what; refuses what none can.

The format is recognised by content, not by name: a renamed file is read as what it is, and a name that
claims another format is refused where the content is no document at all.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from importers.blocks import Reading
from importers.canonical import Block, Paragraph, Table, canonical
from importers.formats import recognise
from ledger.errors import BadDocument
from ledger.plan import Problem, Source, Span

MAX_BYTES = 64 * 1024 * 1024
MAX_CHARACTERS = 1_000_000
MAX_BLOCKS = 60_000

_READERS = {
    "docx": "importers.readers.word",
    "pdf": "importers.readers.pdf",
    "html": "importers.readers.html",
    "txt": "importers.readers.plain",
    "md": "importers.readers.plain",
    "image": "importers.readers.scan",
}


@dataclass(frozen=True, slots=True)
class Document:
    """A file as read. `text` is canonical; `recognised` where its characters come from pictures."""

    text: str
    source: Source
    content: bytes
    blocks: tuple[Block, ...]
    pages: tuple[Span, ...] = ()
    problems: tuple[Problem, ...] = ()
    recognised: bool = False
    confidence: float = 1.0

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        return tuple(block for block in self.blocks if isinstance(block, Paragraph))

    @property
    def tables(self) -> tuple[Table, ...]:
        return tuple(block for block in self.blocks if isinstance(block, Table))

    def page_of(self, position: int) -> int | None:
        """The page, from 1, on which a position of the text stands."""
        return next((n for n, page in enumerate(self.pages, 1) if page.start <= position < page.end), None)


def read_document(path: Path) -> Document:
    """The document in a file of at most 64 MiB.

    Raises BadDocument for a file that is missing, empty, too large, encrypted, broken or of no known kind.
    """
    return read_content(_content(Path(path)), Path(path).name)


def read_content(content: bytes, name: str) -> Document:
    """The document in these bytes; `name` is only used to tell text formats apart and in messages."""
    if not content.strip(b"\0 \t\r\n"):
        raise BadDocument(f"“{name}”是空文件，请检查后重新提供。")
    if len(content) > MAX_BYTES:
        raise BadDocument(f"“{name}”超过 {MAX_BYTES >> 20} MB，请拆分后分别导入。")
    kind = recognise(content, name)
    read: Callable[[bytes, str], Reading] = import_module(_READERS[kind]).read
    reading = read(content, name)
    if len(reading.blocks) > MAX_BLOCKS:
        raise BadDocument(f"“{name}”超过 {MAX_BLOCKS // 10_000} 万段，不像一份政策文件，请拆分后导入。")
    made = canonical(reading)
    if not made.text.strip():
        raise BadDocument(f"“{name}”中没有可读取的文字，请检查文件内容。")
    if len(made.text) > MAX_CHARACTERS:
        raise BadDocument(
            f"“{name}”的文字超过 {MAX_CHARACTERS // 10_000} 万字，不像一份政策文件，请拆分后导入。"
        )
    return Document(
        text=made.text,
        source=Source(hashlib.sha256(content).hexdigest(), kind, name),
        content=content,
        blocks=made.blocks,
        pages=made.pages,
        problems=tuple(Problem(note) for note in (*_recognition(reading, made.confidence), *reading.notes)),
        recognised=reading.recognised,
        confidence=made.confidence,
    )


def _recognition(reading: Reading, confidence: float) -> tuple[str, ...]:
    if not reading.recognised:
        return ()
    return (f"文字由图片识别而来（最低可信度 {confidence:.0%}），请对照原件核对。",)


def _content(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise BadDocument(f"“{path.name}”是文件夹，请选择一个文件。")
        if path.stat().st_size > MAX_BYTES:
            raise BadDocument(f"“{path.name}”超过 {MAX_BYTES >> 20} MB，请拆分后分别导入。")
        return path.read_bytes()
    except FileNotFoundError:
        raise BadDocument(f"找不到文件“{path}”，请检查路径。") from None
    except OSError as error:
        raise BadDocument(f"无法读取文件“{path.name}”（{error.strerror}），请检查权限。") from None
