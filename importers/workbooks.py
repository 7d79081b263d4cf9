"""The cells of a workbook's first filled sheet as text. Bounded before and while reading."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from datetime import date, datetime, time, timedelta

from ledger.errors import BadDocument

MAX_CELLS = 2_000_000
MAX_COLUMNS = 500
MAX_UNPACKED = 300_000_000
MAX_MEMBERS = 2_000
_PLACE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')


def read_cells(content: bytes, name: str) -> list[list[str]]:
    """Rows of text from xlsx, xls or ods bytes; raises BadDocument in one Chinese line."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum

    if content[:2] == b"PK":
        _check_archive(content, name)
    elif not content.startswith(b"\xd0\xcf\x11\xe0"):
        raise BadDocument(f"“{name}”不是表格文件，内容与扩展名不符，请检查。")
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = [sheet.name for sheet in book.sheets_metadata if sheet.typ is SheetTypeEnum.WorkSheet]
        for sheet_name in sheets:
            sheet = book.get_sheet_by_name(sheet_name)
            if sheet.total_width > MAX_COLUMNS or sheet.total_height * sheet.total_width > MAX_CELLS:
                raise BadDocument(f"“{name}”的表“{sheet_name}”太大，请删去空行空列或拆成几份。")
            rows = [[_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
            if any(cell for row in rows for cell in row):
                return rows
    except PasswordError:
        raise BadDocument(f"“{name}”有密码保护，请先取消密码再导入。") from None
    except (CalamineError, OSError, ValueError):
        raise BadDocument(f"“{name}”打不开，文件可能已损坏，请用表格软件重新另存。") from None
    raise BadDocument(f"“{name}”里没有内容，请检查。")


def _check_archive(content: bytes, name: str) -> None:
    """Refuses what would unpack to more than memory should hold, before unpacking it."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise BadDocument(f"“{name}”打不开，文件可能已损坏，请用表格软件重新另存。") from None
    if len(members) > MAX_MEMBERS or sum(member.file_size for member in members) > MAX_UNPACKED:
        raise BadDocument(f"“{name}”解压后过大，不像问题清单，已拒绝导入。")
    for member in members:
        if member.filename.startswith("xl/worksheets/") and _spread(content, member) > MAX_CELLS:
            raise BadDocument(f"“{name}”里有单元格离表格太远，请删去空行空列，或另存一份再导入。")


def _spread(content: bytes, member: zipfile.ZipInfo) -> int:
    """How many cells the sheet's filled area has: the reader below makes them all, empty or not."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            places = _PLACE.findall(archive.read(member))
    except (zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError, RuntimeError, OSError, EOFError):
        return 0
    columns = {column for column, _ in places}
    rows = [int(row) for _, row in places]
    if not rows:
        return 0
    wide = [_column(column) for column in columns]
    return (max(rows) - min(rows) + 1) * (max(wide) - min(wide) + 1)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _text(cell: object) -> str:
    if cell is None or cell == "":
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(sep=" ")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, bool | int | float | time | timedelta):
        return str(cell)
    return str(cell).strip()
