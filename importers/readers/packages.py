"""Parts of an Office package, read within bounds and with no outside entity or document type."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import Any

from lxml import etree

from ledger.errors import BadDocument

MAX_PART = 12 * 1024 * 1024
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
COMPAT = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"


class Package:
    """The XML parts of a .docx. Raises BadDocument for what is broken, too large or hostile."""

    def __init__(self, content: bytes, name: str) -> None:
        self._archive = zipfile.ZipFile(BytesIO(content))
        self._name = name

    def part(self, path: str) -> Any | None:
        """The root element of a part; None where the package has no such part."""
        try:
            info = self._archive.getinfo(path)
        except KeyError:
            return None
        if info.file_size > MAX_PART:
            raise BadDocument(f"“{self._name}”的内容过大，不像一份政策文件，未导入。")
        try:
            data = self._archive.read(info)
        except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError, zipfile.zlib.error):  # type: ignore[attr-defined]
            raise BadDocument(f"“{self._name}”已损坏或不完整，无法打开，请重新获取原文件。") from None
        if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data[:65536]:
            raise BadDocument(f"“{self._name}”含有不允许的外部实体声明，未导入。")
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            return etree.fromstring(data, parser)
        except etree.XMLSyntaxError:
            raise BadDocument(
                f"“{self._name}”的内容已损坏，无法读取，请用 Word 打开并另存后再导入。"
            ) from None


def attribute(element: Any, name: str = "val") -> str | None:
    """A Word attribute of an element, without its namespace."""
    value = element.get(WORD + name)
    return value if value is None else str(value)


def child(element: Any, *path: str) -> Any | None:
    """The element at a path of Word names under this one."""
    for name in path:
        if element is None:
            return None
        element = element.find(WORD + name)
    return element


def is_on(element: Any | None) -> bool:
    """Whether a toggle (w:vanish, w:vMerge) stands there and is not switched off."""
    return element is not None and attribute(element) not in ("0", "false", "off", "none")
