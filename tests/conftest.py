"""Shared fixtures. The real plans lie beside the project where it is developed; elsewhere their tests skip."""

from __future__ import annotations

from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def shared_dir() -> Path:
    """The directory with the real plans and labelled data; skips the test, with the reason, where it is absent."""
    directory = PROJECT.parent / "shared"
    if not (directory / "policies").is_dir():
        pytest.skip(f"the real plans are not here: {directory}")
    return directory
