"""The icons are one consistent set that a theme can colour."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from app import paths

LINES = sorted(path for path in (paths.resources() / "icons").glob("*.svg") if path.stem != "qinglan")


@pytest.mark.parametrize("path", LINES, ids=lambda path: path.stem)
def test_line_icon_takes_the_themes_colour(path: Path) -> None:
    svg = ET.parse(path).getroot()
    assert (svg.get("viewBox"), svg.get("stroke"), svg.get("stroke-width")) == ("0 0 24 24", "currentColor", "1.75")


def test_nothing_in_the_set_has_a_colour_of_its_own() -> None:
    assert not [path.name for path in LINES if "#" in path.read_text(encoding="utf-8")]


def test_the_programs_icon_stands_in_each_form() -> None:
    assert all((paths.resources() / "icons" / f"qinglan.{kind}").is_file() for kind in ("svg", "png", "ico"))
