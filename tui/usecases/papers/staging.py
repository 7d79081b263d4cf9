"""Files that appear whole, after the books have said yes.

Each is written in full under a hidden name beside its place while the books can still refuse; the moves
come last and only rename.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from ledger.errors import BadDocument


class Staging:
    """Files on their way into a folder; what is not moved when the block ends is removed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._waiting: list[tuple[Path, Path]] = []

    def __enter__(self) -> Staging:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for partial, _ in self._waiting:
            # What cannot be removed must not hide why the papers were refused.
            with suppress(OSError):
                partial.unlink(missing_ok=True)

    def put(self, name: str, content: bytes) -> Path:
        """Writes a file beside its place and gives the place. Raises BadDocument where it cannot."""
        place = self._free(self._folder / name)
        partial = place.with_name(f".{place.name}.{os.getpid()}.tmp")
        self._waiting.append((partial, place))
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with partial.open("wb") as out:
                out.write(content)
                out.flush()
                os.fsync(out.fileno())
        except OSError as error:
            raise BadDocument(
                f"文件“{place}”写不进去（{error.strerror}），没有编号，请换一个文件夹或腾出空间后再试。"
            ) from None
        return place

    def move(self) -> Sequence[Path]:
        """Puts every file in its place; gives those that would not go, their whole content kept beside."""
        stuck = []
        for partial, place in self._waiting:
            try:
                partial.replace(place)
            except OSError:
                stuck.append(place)
        self._waiting.clear()
        return stuck

    def _free(self, place: Path) -> Path:
        """A place that no file has, in the folder or on its way there."""
        taken = {target for _, target in self._waiting}
        free, turn = place, 2
        while free in taken or free.exists():
            free, turn = place.with_stem(f"{place.stem}_{turn}"), turn + 1
        return free
