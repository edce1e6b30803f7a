"""The look: contrast, fonts, icons."""

from __future__ import annotations

from itertools import product

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QFontInfo, QIcon
from PySide6.QtWidgets import QApplication

from app import paths
from app.ui import theme
from app.ui.actions import COMMANDS
from app.ui.pageset import PAGES
from app.ui.theme import DARK, LIGHT, Tokens

TEXTS = (
    "text", "secondary", "accent", "red", "amber", "green", "hint", "lead", "joint", "sole", "support", "implement"
)  # fmt: skip
GROUNDS = ("ground", "pane", "raised")


def luminance(color: str) -> float:
    """Relative luminance as WCAG has it."""
    mixed = QColor(color)
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4
        for part in (mixed.redF(), mixed.greenF(), mixed.blueF())
    )
    return float(0.2126 * red + 0.7152 * green + 0.0722 * blue)


def contrast(one: str, other: str) -> float:
    """Contrast ratio."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), list(product(TEXTS, GROUNDS)))
def test_text_can_be_read(tokens: Tokens, text: str, ground: str) -> None:
    assert contrast(getattr(tokens, text), getattr(tokens, ground)) >= 4.5


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["selected", "hover", "mark"])
def test_text_can_be_read_on_marked_ground(tokens: Tokens, ground: str) -> None:
    assert contrast(tokens.text, getattr(tokens, ground)) >= 4.5
    assert contrast(tokens.on_accent, tokens.accent) >= 4.5


def test_style_sheet_has_no_token_left(qapp: QApplication) -> None:
    assert "@" not in theme.style_sheet(LIGHT)
    assert DARK.pane in theme.style_sheet(DARK)


def test_bundled_fonts_are_the_ones_in_use(qapp: QApplication) -> None:
    theme.load_ui_fonts()
    assert QFontInfo(theme.ui_font()).family() == theme.UI_FAMILY
    assert QFontInfo(theme.ui_font(medium=True)).weight() == theme.ui_font(medium=True).weight()
    assert QFontInfo(theme.serif_font()).family() == theme.SERIF_FAMILY


def test_apply_switches_tokens(qapp: QApplication) -> None:
    theme.apply(qapp, dark=True)
    assert theme.tokens() is DARK
    theme.apply(qapp)
    assert theme.tokens() is LIGHT


def test_every_icon_named_is_there(qapp: QApplication) -> None:
    names = {command.icon for command in COMMANDS if command.icon} | {entry.icon for entry in PAGES}
    missing = [name for name in names if not (paths.resources() / "icons" / f"{name}.svg").is_file()]
    assert missing == []


def test_icon_is_tinted_and_dimmed(qapp: QApplication) -> None:
    theme.apply(qapp)
    icon = theme.icon("import", "accent")

    def colors(mode: QIcon.Mode) -> set[str]:
        image = icon.pixmap(QSize(24, 24), mode).toImage()
        points = [image.pixelColor(x, y) for x in range(24) for y in range(24)]
        return {point.name() for point in points if point.alpha() == 255}

    assert LIGHT.accent.lower() in colors(QIcon.Mode.Normal)
    assert LIGHT.accent.lower() not in colors(QIcon.Mode.Disabled)
