"""PDF documents: the text layer with its layout and ruled tables; pages without text go to recognition."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from importers.blocks import RawTable, Reading
from importers.readers.layout import PageSize, Placed, blocks_of
from importers.readers.pdf_tables import ruled_tables
from ledger.errors import BadDocument

MAX_PAGES = 600
MAX_GLYPHS = 60_000
MAX_RECOGNISED = 60
_SPARSE = 12


def read(content: bytes, name: str) -> Reading:
    """Lines and tables of a PDF in printed order. Pages that are pictures are recognised where possible."""
    document = _opened(content, name)
    try:
        return _read(document, name)
    finally:
        document.close()


def _opened(content: bytes, name: str) -> Any:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
        pages = len(document)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            raise BadDocument(f"“{name}”已加密，请取消密码后再导入。") from None
        raise BadDocument(f"“{name}”已损坏或不完整，无法打开，请重新获取原文件。") from None
    if not 0 < pages <= MAX_PAGES:
        document.close()
        raise BadDocument(f"“{name}”有 {pages} 页，超出可读取的范围（1—{MAX_PAGES} 页），请拆分后导入。")
    return document


def _read(document: Any, name: str) -> Reading:
    import pypdfium2

    items: list[Placed | RawTable] = []
    sizes: list[PageSize] = []
    pictures: list[int] = []
    for number in range(1, len(document) + 1):
        try:
            page = document[number - 1]
            sizes.append(PageSize(*page.get_size()))
            found = list(_page_items(page, number, name))
        except pypdfium2.PdfiumError:
            raise BadDocument(f"“{name}”第 {number} 页已损坏，无法读取，请重新获取原文件。") from None
        if sum(len(item.text) for item in found if isinstance(item, Placed)) < _SPARSE and not _is_blank(
            page
        ):
            pictures.append(number)
        items.extend(found)
    if not pictures:
        return Reading(tuple(blocks_of(items, sizes)))
    return _with_pictures(document, name, items, sizes, pictures)


def _is_blank(page: Any) -> bool:
    return next(iter(page.get_objects(max_depth=2)), None) is None


def _with_pictures(
    document: Any, name: str, items: list[Placed | RawTable], sizes: list[PageSize], pictures: list[int]
) -> Reading:
    """The reading with the pages that are pictures recognised, or a note of which were left out."""
    from importers.readers import scan

    if not scan.is_available():
        if len(pictures) == len(sizes):
            raise BadDocument(scan.missing_message(name))
        pages = "、".join(map(str, pictures[:20]))
        return Reading(
            tuple(blocks_of(items, sizes)), (f"第 {pages} 页是图片，没有读取；{scan.HOW_TO_INSTALL}",)
        )
    notes = []
    if len(pictures) > MAX_RECOGNISED:
        notes.append(f"只识别了前 {MAX_RECOGNISED} 页图片，其余没有读取，请拆分后导入。")
    read = [item for item in items if item.page not in pictures]
    for number in pictures[:MAX_RECOGNISED]:
        page = document[number - 1]
        read.extend(scan.recognise_page(page, number))
    read.sort(key=lambda item: item.page)
    return Reading(tuple(blocks_of(read, sizes)), tuple(notes), recognised=True)


def _page_items(page: Any, number: int, name: str) -> Iterator[Placed | RawTable]:
    height = page.get_size()[1]
    textpage = page.get_textpage()
    if textpage.count_chars() > MAX_GLYPHS:
        raise BadDocument(f"“{name}”第 {number} 页的文字过多，不像一份政策文件，未导入。")
    text = textpage.get_text_range()
    boxes = _boxes(textpage, text, height)
    tables = ruled_tables(page, text, boxes, height, number)
    emitted: set[int] = set()
    position = 0
    for line in text.split("\n"):
        start, position = position, position + len(line) + 1
        inside = next(
            (
                n
                for n, table in enumerate(tables)
                if any(i in table.glyphs for i in range(start, position - 1))
            ),
            None,
        )
        if inside is not None and inside not in emitted:
            emitted.add(inside)
            yield tables[inside].table
        kept = [i for i in range(start, position - 1) if inside is None or i not in tables[inside].glyphs]
        yield from _placed(text, boxes, kept, number)


def _boxes(textpage: Any, text: str, height: float) -> list[tuple[float, float, float, float]]:
    """left, top, right, bottom of every character; characters beyond the page's count have none."""
    count = textpage.count_chars()
    boxes = []
    for i in range(len(text)):
        if i < count:
            left, bottom, right, top = textpage.get_charbox(i, loose=True)
            boxes.append((left, height - top, right, height - bottom))
        else:
            boxes.append((0.0, 0.0, 0.0, 0.0))
    return boxes


def _placed(
    text: str, boxes: list[tuple[float, float, float, float]], glyphs: list[int], number: int
) -> Iterator[Placed]:
    printed = [i for i in glyphs if text[i].strip()]
    if not printed:
        return
    sizes = sorted(boxes[i][3] - boxes[i][1] for i in printed)
    yield Placed(
        text="".join(text[i] for i in glyphs).strip("\r\n"),
        page=number,
        left=min(boxes[i][0] for i in printed),
        right=max(boxes[i][2] for i in printed),
        top=min(boxes[i][1] for i in printed),
        bottom=max(boxes[i][3] for i in printed),
        size=sizes[len(sizes) // 2],
    )
