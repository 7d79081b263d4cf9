"""Shared fixtures. The real plans lie beside the project; where they are absent, their tests skip."""

from __future__ import annotations

from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def shared_dir() -> Path:
    """The real plans and labelled data; where they are absent the test skips with the reason."""
    directory = PROJECT.parent / "shared"
    if not (directory / "policies").is_dir():
        pytest.skip(f"the real plans are not here: {directory}")
    return directory
