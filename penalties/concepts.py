"""The kinds of problem that findings tell of, independent of any schedule or plan.

Owns the reading of `knowledge/concepts.yaml`.  Refuses to know a rule, an amount or a document.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Aspect:
    """Words that name the duty more closely where a finding has one of `when`."""

    when: tuple[str, ...]
    tasks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Concept:
    """One kind of problem.

    `family` is the wider kind, `counts` what is counted as one 起 (boilers, measures, premises, trucks,
    fires, occasions, stalls, machines, vehicles, places, roads).  `clause`, `unless`, `kin` and `wide` say
    which rule prices it, `tasks` and `aspects` which task it breaks.  `beyond` is what it is called beyond a
    clause's limit.  `reason` is set where it is no air problem.
    """

    name: str
    label: str
    family: str
    counts: str
    air: bool
    reason: str | None
    clause: tuple[str, ...]
    unless: tuple[str, ...]
    kin: tuple[str, ...]
    wide: tuple[str, ...]
    tasks: tuple[str, ...]
    aspects: tuple[Aspect, ...]
    beyond: str | None = None


def _concept(name: str, entry: Mapping[str, Any]) -> Concept:
    aspects = tuple(Aspect(tuple(a["when"]), tuple(a["tasks"])) for a in entry.get("aspects", ()))
    return Concept(
        name=name,
        label=entry["label"],
        family=entry.get("family", name),
        counts=entry.get("counts", "premises"),
        air=entry.get("air", True),
        reason=entry.get("reason"),
        clause=tuple(entry.get("clause", ())),
        unless=tuple(entry.get("unless", ())),
        kin=tuple(entry.get("kin", ())),
        wide=tuple(entry.get("wide", ())),
        tasks=tuple(entry.get("tasks", ())),
        aspects=aspects,
        beyond=entry.get("beyond"),
    )


def read_yaml(name: str) -> Any:
    """A file of `knowledge/` as plain values."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load((files("penalties") / "knowledge" / name).read_text(encoding="utf-8"), Loader=loader)


@lru_cache(maxsize=1)
def load_concepts() -> Mapping[str, Concept]:
    """Every concept by its name, in the order of the file; read once."""
    entries = read_yaml("concepts.yaml")["concepts"]
    return {name: _concept(name, entry) for name, entry in entries.items()}
