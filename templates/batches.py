"""All papers of a month in one go: one file each, one merged for printing; a failed one costs no other."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ledger.errors import GongjianError
from ledger.vocabulary import NoticeKind
from templates.contexts import NoticeContext
from templates.merging import merge
from templates.notices import USUAL, PaperSettings, notice_bytes
from templates.package import Parts, save

_UNFIT = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
LONGEST = 80

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Job:
    """A paper to be written: what to call it when it fails, and how its context is made."""

    name: str
    kind: NoticeKind
    make: Callable[[], NoticeContext]
    pictures: Parts | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """A paper that was not written, and why, in Chinese."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Batch:
    """What came of a batch. `merged` is None where nothing could be merged."""

    written: tuple[Path, ...]
    failed: tuple[Failure, ...]
    merged: Path | None


def paper_file_name(kind: NoticeKind, context: NoticeContext) -> str:
    """How a paper's file is called: number, kind, recipient; without what a file system cannot hold."""
    words = [context.number or context.day, kind.label, context.recipient]
    name = _UNFIT.sub("_", "_".join(word for word in words if word)).strip(" .")
    return f"{name[:LONGEST]}.docx"


def render_batch(
    jobs: Sequence[Job],
    folder: Path,
    *,
    settings: PaperSettings = USUAL,
    merged_name: str | None = "合并打印.docx",
    progress: Progress = lambda done, of, name: None,
) -> Batch:
    """Writes each paper into the folder, and all of them merged. A refusal is collected with its reason.

    `progress` is called after each paper with how many are done, of how many, and its name.
    """
    written: list[Path] = []
    contents: list[bytes] = []
    failed: list[Failure] = []
    for position, job in enumerate(jobs, 1):
        try:
            context = job.make()
            content = notice_bytes(job.kind, context, settings=settings, pictures=job.pictures)
            out = _free(folder / paper_file_name(job.kind, context), written)
            written.append(save(content, out))
            contents.append(content)
        except GongjianError as error:
            failed.append(Failure(job.name, str(error)))
        progress(position, len(jobs), job.name)
    merged = None
    if merged_name is not None and contents:
        try:
            merged = save(merge(contents), folder / merged_name)
        except GongjianError as error:
            failed.append(Failure(merged_name, str(error)))
    return Batch(tuple(written), tuple(failed), merged)


def _free(out: Path, taken: Sequence[Path]) -> Path:
    """Two papers of one batch never share a file."""
    number = 2
    free = out
    while free in taken:
        free = out.with_stem(f"{out.stem}_{number}")
        number += 1
    return free
