"""The key industries in which enterprises are graded: an editable list, shipped for the guide of 2020."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from ledger.errors import BadDocument

OWN_LIST = "重点行业.yaml"
_SHIPPED = "industries-2020.yaml"


@dataclass(frozen=True, slots=True)
class Industries:
    """The guide that lists them, and every written name → the industry's name in the guide."""

    guide: str
    names: dict[str, str]

    def find(self, written: str) -> str | None:
        """The industry of that name or other name; None for one that the guide does not list."""
        plain = written.strip().removesuffix("行业").removesuffix("业")
        return self.names.get(written.strip()) or self.names.get(plain)


def parse_industries(text: str, name: str) -> Industries:
    """From the text of the list; raises BadDocument in one Chinese line."""
    import yaml

    try:
        table = yaml.safe_load(text)
        names: dict[str, str] = {}
        for entry in table["industries"]:
            for written in (entry["name"], *entry.get("aliases", [])):
                names.setdefault(str(written), str(entry["name"]))
        return Industries(str(table["guide"]), names)
    except (yaml.YAMLError, TypeError, KeyError, AttributeError):
        raise BadDocument(f"行业名单“{name}”格式不对，请照随附的 industries-2020.yaml 填写。") from None


def read_industries(path: Path) -> Industries:
    """An office's own list; raises BadDocument where it is no such list or no text."""
    try:
        return parse_industries(path.read_text(encoding="utf-8"), path.name)
    except (OSError, UnicodeDecodeError):
        raise BadDocument(f"读不出行业名单“{path.name}”，请存为 UTF-8 文本。") from None


def industries_in(folder: Path) -> Industries:
    """The office's own list where it keeps one in `folder`, else the shipped one."""
    own = folder / OWN_LIST
    return read_industries(own) if own.exists() else industries_of_2020()


def start_own_list(folder: Path) -> Path:
    """The office's own list in `folder`, begun as a copy of the shipped one where there is none yet."""
    own = folder / OWN_LIST
    if not own.exists():
        own.write_text(_shipped(), encoding="utf-8")
    return own


@lru_cache(maxsize=1)
def industries_of_2020() -> Industries:
    """The shipped list of the 2020 guide."""
    return parse_industries(_shipped(), _SHIPPED)


def _shipped() -> str:
    return (files("penalties") / "data" / _SHIPPED).read_text(encoding="utf-8")
