"""What is being typed, kept in a file as it is typed: a crash or a power cut loses at most a keystroke."""

from __future__ import annotations

import contextlib
import json
import os
from pathlib import Path


class Drafts:
    """Named drafts of one person, in one small file; an unreadable file counts as none."""

    def __init__(self, directory: Path | None) -> None:
        """`directory` None keeps drafts in memory only."""
        self._directory = directory
        self._texts: dict[str, dict[str, str]] = {}
        self._name = "drafts"

    def of(self, person: str) -> None:
        """Turn to that person's drafts."""
        self._name = "drafts-" + "".join(c if c.isalnum() else "_" for c in person)
        self._texts = {}
        if self._directory is None:
            return
        with contextlib.suppress(OSError, ValueError):
            kept = json.loads(self._path.read_text("utf-8"))
            if isinstance(kept, dict):
                self._texts = {
                    str(name): {str(key): str(value) for key, value in fields.items()}
                    for name, fields in kept.items()
                    if isinstance(fields, dict)
                }

    @property
    def _path(self) -> Path:
        assert self._directory is not None
        return self._directory / f"{self._name}.json"

    def get(self, name: str) -> dict[str, str]:
        """The fields kept under a name; none where nothing was kept."""
        return dict(self._texts.get(name, {}))

    def keep(self, name: str, fields: dict[str, str]) -> None:
        """Keep these fields; with nothing in them the draft is dropped. A full disk is no reason to stop."""
        filled = {key: value for key, value in fields.items() if value}
        if filled == self._texts.get(name, {}):
            return
        if filled:
            self._texts[name] = filled
        else:
            self._texts.pop(name, None)
        if self._directory is None:
            return
        with contextlib.suppress(OSError):
            self._directory.mkdir(parents=True, exist_ok=True)
            beside = self._path.with_suffix(".new")
            beside.write_text(json.dumps(self._texts, ensure_ascii=False), "utf-8")
            os.replace(beside, self._path)
