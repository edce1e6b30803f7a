"""A plan in memory; lanes and the way to wait for them are those of the tests around."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ui.pages.invented import Invented, make_plan


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The offscreen platform says this of windows with a smallest size and of menus; it means nothing."""
    noise = "This plugin does not support (propagateSizeHints|raise|grabbing the keyboard)"
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore(noise, extend=True))


@pytest.fixture
def invented() -> Invented:
    """One plan of 24 tasks."""
    return Invented([make_plan()])
