"""The rail in windows of any height."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.ui.widgets.rail import Rail

PAGES = ("overview", "reading", "tasks", "matrix", "compare", "check", "indicators", "desk", "progress")


@pytest.mark.parametrize(("height", "style"), [(600, "TextUnderIcon"), (450, "TextOnly"), (300, "TextOnly")])
def test_buttons_fit_and_do_not_overlap(qtbot: QtBot, height: int, style: str) -> None:
    rail = Rail()
    qtbot.addWidget(rail)
    for key in PAGES:
        rail.add_page(key, "页面", "home")
    rail.resize(60, height)
    rail.show()
    qtbot.waitExposed(rail)
    places = [rail.button(key).geometry() for key in PAGES]
    assert places[-1].bottom() <= rail.height()
    assert all(one.bottom() < other.top() for one, other in pairwise(places))
    assert rail.button("desk").toolButtonStyle() == Qt.ToolButtonStyle[f"ToolButton{style}"]
