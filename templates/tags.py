"""The names that a clerk writes between {{ and }}: each field of a context carries its Chinese tag.

A context is a frozen dataclass whose fields are text, truth values, or tuples of such dataclasses.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields, is_dataclass
from functools import cache
from typing import Any, get_args, get_type_hints

Variables = dict[str, Any]


def tag(name: str, *, optional: bool = False, default: Any = ...) -> Any:
    """A dataclass field with its tag; a template may leave an optional one out."""
    metadata = {"tag": name, "optional": optional}
    return field(metadata=metadata) if default is ... else field(metadata=metadata, default=default)


@dataclass(frozen=True, slots=True)
class Tag:
    """A name that a template may use; `inside` are the names of each element of a list."""

    name: str
    optional: bool
    inside: dict[str, Tag] | None


def tags_of(context: Any) -> dict[str, Tag]:
    """The tags that a context class offers, by name."""
    hints = get_type_hints(context)
    found = {}
    for item in fields(context):
        elements = [kind for kind in get_args(hints[item.name]) if is_dataclass(kind)]
        inside = tags_of(elements[0]) if elements else None
        if "tag" in item.metadata:
            name = item.metadata["tag"]
            found[name] = Tag(name, item.metadata["optional"], inside)
    return found


def variables(context: Any) -> Variables:
    """A context as what a template sees: tags to text, truth values, and lists of the same."""
    return {name: _value(getattr(context, attribute)) for attribute, name in _tagged(context.__class__)}


@cache
def _tagged(context: Any) -> tuple[tuple[str, str], ...]:
    return tuple((item.name, item.metadata["tag"]) for item in fields(context) if "tag" in item.metadata)


def _value(value: Any) -> Any:
    if isinstance(value, tuple):
        return [variables(element) for element in value]
    return value
