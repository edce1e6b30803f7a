"""The look: colours from one set of tokens (light and dark), the bundled fonts, tinted line icons."""

from __future__ import annotations

import gc
from dataclasses import dataclass, fields
from functools import cache

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QIcon,
    QIconEngine,
    QPainter,
    QPalette,
    QPixmap,
)
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QWidget

from app import paths

UI_FAMILY = "Noto Sans SC"
SERIF_FAMILY = "Noto Serif SC"
UI_POINTS = 10.5
SERIF_POINTS = 12.0
SMALL_POINTS = 9.0
ROW_HEIGHT = 32
STEP = 4

_UI_FONTS = ("NotoSansSC-Regular.ttf", "NotoSansSC-Medium.ttf")
_SERIF_FONTS = ("NotoSerifSC-Regular.ttf", "NotoSerifSC-Bold.ttf")


@dataclass(frozen=True, slots=True)
class Tokens:
    """Every colour of the window. Text on ground reaches a contrast of 4.5:1 (tests/ui/test_theme.py)."""

    dark: bool
    ground: str
    pane: str
    raised: str
    line: str
    text: str
    secondary: str
    accent: str
    on_accent: str
    selected: str
    hover: str
    red: str
    amber: str
    green: str
    hint: str
    disabled: str
    mark: str
    lead: str
    joint: str
    sole: str
    support: str
    implement: str

    def role(self, role: str) -> str:
        """Colour of a role sign (lead, joint, sole, support, implement)."""
        return str(getattr(self, role))

    def severity(self, severity: str) -> str:
        """Colour of a severity word."""
        return {"重大": self.red, "一般": self.amber, "文字性": self.secondary}.get(severity, self.hint)


LIGHT = Tokens(
    dark=False, ground="#FFFFFF", pane="#F6F7F9", raised="#FFFFFF", line="#D9DDE3", text="#1C2530",
    secondary="#5A6675", accent="#1F5FA8", on_accent="#FFFFFF", selected="#DCE8F6", hover="#ECEFF3",
    red="#B3261E", amber="#8A5C00", green="#2E7D32", hint="#5A6675", disabled="#9AA4B0", mark="#FFF3C4",
    lead="#1F5FA8", joint="#6A3FA0", sole="#00696B", support="#5A6675", implement="#8A5C00",
)  # fmt: skip
DARK = Tokens(
    dark=True, ground="#14181E", pane="#1B2027", raised="#20262E", line="#353D48", text="#E6EAF0",
    secondary="#A7B1BE", accent="#7FB2EA", on_accent="#0F1A26", selected="#263B55", hover="#262D37",
    red="#F2A19B", amber="#E3B85C", green="#8CCB90", hint="#A7B1BE", disabled="#66707D", mark="#4A4220",
    lead="#7FB2EA", joint="#C3A6EE", sole="#6CCBCD", support="#A7B1BE", implement="#E3B85C",
)  # fmt: skip
SEVERITY_SIGNS = {"重大": "▲", "一般": "◆", "文字性": "◇"}
HINT_SIGN = "○"

_PROPERTY = "qinglan_dark"
_SHEET_PROPERTY = "qinglan_sheet"


def tokens() -> Tokens:
    """The tokens in force; kept at the QApplication, so there is no state of our own."""
    app = QApplication.instance()
    return DARK if app is not None and app.property(_PROPERTY) else LIGHT


def _all_widgets(app: QApplication) -> list[QWidget]:
    """All widgets there are. Python must not clear garbage meanwhile: a widget in it would end while it is listed."""
    running = gc.isenabled()
    gc.disable()
    try:
        return app.allWidgets()
    finally:
        if running:
            gc.enable()


def apply(app: QApplication, *, dark: bool = False) -> None:
    """Dress the whole program: style, font, palette, style sheet."""
    app.setProperty(_PROPERTY, dark)
    theme = tokens()
    app.setStyle("Fusion")
    app.setFont(ui_font())
    app.setPalette(palette(theme))
    app.setStyleSheet(style_sheet(theme))
    for widget in _all_widgets(app):
        sheet = widget.property(_SHEET_PROPERTY)
        if sheet:
            widget.setStyleSheet(_filled(str(sheet), theme))


def dress(widget: QWidget, sheet: str) -> None:
    """Give a widget rules of its own, with tokens as ``@accent;``; they follow a change of theme."""
    if widget.property(_SHEET_PROPERTY) != sheet:
        widget.setProperty(_SHEET_PROPERTY, sheet)
        widget.setStyleSheet(_filled(sheet, tokens()))


CELLS = "QTableView::item { padding: 0 5px; }"
"""For plain tables: words stand under their heads."""


def load_ui_fonts() -> None:
    """Register the bundled interface fonts; before the first window, so that no box is ever seen."""
    _load(_UI_FONTS)


@cache
def _load(names: tuple[str, ...]) -> bool:
    """Register font files once; False where one is missing (then the system's fonts stand in)."""
    folder = paths.resources() / "fonts"
    return all(QFontDatabase.addApplicationFont(str(folder / name)) >= 0 for name in names)


def ui_font(points: float = UI_POINTS, *, medium: bool = False) -> QFont:
    """The interface font."""
    font = QFont(UI_FAMILY)
    font.setPointSizeF(points)
    if medium:
        font.setWeight(QFont.Weight.Medium)
    return font


def serif_font(points: float = SERIF_POINTS, *, bold: bool = False) -> QFont:
    """The font of plan text; its files (15 MB each) are loaded when the first page asks for it."""
    _load(_SERIF_FONTS)
    font = QFont(SERIF_FAMILY)
    font.setPointSizeF(points)
    font.setBold(bold)
    return font


def color(name: str) -> QColor:
    """A token as QColor: ``color("accent")``."""
    return QColor(str(getattr(tokens(), name)))


class _LineIcon(QIconEngine):
    """An SVG drawn in a colour of the theme at whatever size and pixel ratio is asked for."""

    def __init__(self, name: str, token: str) -> None:
        super().__init__()
        self._name = name
        self._token = token

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, _state: QIcon.State) -> None:
        """Draw into ``rect``."""
        token = "disabled" if mode == QIcon.Mode.Disabled else self._token
        # Square, at the left: what a wider icon size leaves at the right keeps the words away.
        side = min(rect.width(), rect.height())
        place = QRectF(rect.left(), rect.top() + (rect.height() - side) / 2, side, side)
        _renderer(self._name, str(getattr(tokens(), token))).render(painter, place)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """As a pixmap of exactly ``size`` device pixels."""
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, pixmap.rect(), mode, state)
        painter.end()
        return pixmap

    def clone(self) -> QIconEngine:
        """A copy, as Qt wants it when icons are shared."""
        return _LineIcon(self._name, self._token)


@cache
def _renderer(name: str, tint: str) -> QSvgRenderer:
    source = (paths.resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    return QSvgRenderer(source.replace("currentColor", tint).encode())


def icon(name: str, token: str = "text") -> QIcon:
    """A line icon of resources/icons, tinted with a token."""
    return QIcon(_LineIcon(name, token))


def program_icon() -> QIcon:
    """The program's own icon, in its own colours."""
    return QIcon(str(paths.resources() / "icons" / "qinglan.png"))


def palette(theme: Tokens) -> QPalette:
    """Qt's palette from the tokens, so that plain widgets fit without a style sheet."""
    roles = QPalette.ColorRole
    made = QPalette()
    for role, value in (
        (roles.Window, theme.pane), (roles.Base, theme.ground), (roles.AlternateBase, theme.pane),
        (roles.Button, theme.raised), (roles.Text, theme.text), (roles.WindowText, theme.text),
        (roles.ButtonText, theme.text), (roles.ToolTipBase, theme.raised), (roles.ToolTipText, theme.text),
        (roles.Highlight, theme.selected), (roles.HighlightedText, theme.text), (roles.Link, theme.accent),
        (roles.PlaceholderText, theme.secondary), (roles.Mid, theme.line), (roles.Accent, theme.accent),
    ):  # fmt: skip
        made.setColor(role, QColor(value))
    for role in (roles.Text, roles.WindowText, roles.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme.disabled))
    return made


def style_sheet(theme: Tokens) -> str:
    """The few rules that the palette cannot say; one short sheet, for polishing costs start-up time."""
    return _filled(_SHEET + (_DARK_SHEET if theme.dark else ""), theme)


def _filled(sheet: str, theme: Tokens) -> str:
    for field in fields(theme):
        sheet = sheet.replace(f"@{field.name};", f"{getattr(theme, field.name)};")
    return sheet


# The platform draws the edges of these darker than the ground: on a dark one they cannot be seen.
_DARK_SHEET = """
QCheckBox::indicator:unchecked, QTableView::indicator:unchecked, QRadioButton::indicator:unchecked {
  width: 12px; height: 12px; border: 1px solid @secondary; background: @ground;
}
QCheckBox::indicator:unchecked, QTableView::indicator:unchecked { border-radius: 2px; }
QRadioButton::indicator:unchecked { border-radius: 7px; }
"""
_SHEET = """
QToolTip { color: @text; background: @raised; border: 1px solid @line; padding: 4px; }
QMenuBar, QToolBar, QStatusBar { background: @pane; border: none; }
QStatusBar { border-top: 1px solid @line; }
QStatusBar::item { border: none; }
#library_pane, #library QTreeView, #inspector_pane, #inspector QScrollArea, #card { background: @pane; }
#pages { background: @ground; }
QMenuBar { border-bottom: 1px solid @line; }
QMenuBar::item { padding: 5px 10px; background: transparent; }
QMenuBar::item:selected { background: @hover; }
QMenu { background: @raised; border: 1px solid @line; padding: 4px 0; }
QMenu::item { padding: 6px 28px 6px 12px; }
QMenu::icon { padding-left: 12px; }
QMenu::item:selected { background: @selected; color: @text; }
QMenu::item:disabled { color: @disabled; }
QMenu::separator { height: 1px; background: @line; margin: 4px 0; }
QToolBar { border-bottom: 1px solid @line; spacing: 4px; padding: 4px 8px; }
QToolButton { border: 1px solid transparent; border-radius: 4px; padding: 4px 8px; }
QToolButton:hover { background: @hover; }
QToolButton:checked { background: @selected; }
QToolButton[popupMode="2"] { padding-right: 20px; }
QToolButton::menu-indicator { subcontrol-origin: padding; subcontrol-position: right center; right: 6px; width: 8px; }
QToolButton:focus { border-color: @accent; }
QPushButton { background: @raised; border: 1px solid @line; border-radius: 4px; padding: 5px 14px; min-height: 20px; }
QPushButton:hover { background: @hover; }
QPushButton:focus { border-color: @accent; }
QPushButton:default { background: @accent; color: @on_accent; border-color: @accent; }
QPushButton:default:focus { border: 2px solid @text; padding: 4px 13px; }
QPushButton:disabled { color: @disabled; background: @pane; border-color: @line; }
QLineEdit, QPlainTextEdit, QTextEdit, QComboBox {
  background: @ground; border: 1px solid @line; border-radius: 4px; padding: 4px 6px;
}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus { border-color: @accent; }
QTreeView, QTableView, QListView, QTextBrowser { background: @ground; border: none; outline: none; }
QTreeView:focus, QTableView:focus, QListView:focus { outline: none; }
QHeaderView::section {
  background: @pane; color: @secondary; border: none; padding: 4px 8px;
  border-bottom: 1px solid @line; border-right: 1px solid @line;
}
QTabWidget::pane { border: none; border-top: 1px solid @line; }
QTabBar::tab { padding: 6px 16px; border: none; border-bottom: 2px solid transparent; color: @secondary; }
QTabBar::tab:selected { color: @text; border-bottom-color: @accent; }
QTabBar::tab:hover { color: @text; }
QSplitter::handle { background: @line; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: @line; border-radius: 3px; margin: 3px; min-height: 24px; min-width: 24px; }
QScrollBar::handle:hover { background: @secondary; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
"""
