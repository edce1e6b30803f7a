"""Fixtures of the service tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.models.workspace import Workspace, open_workspace
from tests.services import stored_plans


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """An empty workspace on disk."""
    with open_workspace(tmp_path / "审阅.qinglan") as opened:
        yield opened


@pytest.fixture
def stored(workspace: Workspace) -> tuple[Workspace, int, int]:
    """A workspace with the two invented plans, and their versions' ids."""
    return workspace, *stored_plans.store(workspace)
