"""What the window remembers from one start to the next."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRect, QSize, Qt
from PySide6.QtWidgets import QMainWindow

from app import settings as keys

if TYPE_CHECKING:
    from app.services.rows import Scope
    from app.settings import Settings
    from app.ui.widgets.frame import Frame

_FIRST_SIZE = QSize(1280, 800)


def restore_geometry(window: QMainWindow, settings: Settings) -> None:
    """Put the window where it was; the first time as large as is sensible on this screen."""
    stored = settings.get(keys.WINDOW_GEOMETRY)
    if stored and window.restoreGeometry(QByteArray.fromBase64(stored.encode())):
        return
    free: QRect = window.screen().availableGeometry()
    if free.width() <= 1440:
        # On the usual small laptop every pixel counts; the geometry is what un-maximising goes back to.
        window.setGeometry(free.adjusted(20, 40, -20, -20))
        window.setWindowState(Qt.WindowState.WindowMaximized)
        return
    window.resize(_FIRST_SIZE.boundedTo(free.size()))


def restore_frame(frame: Frame, settings: Settings) -> None:
    """Bring panes and their sizes back."""
    frame.set_shown("library", settings.get(keys.LIBRARY_SHOWN))
    frame.set_shown("inspector", settings.get(keys.INSPECTOR_SHOWN))
    widths = _state(settings).get("widths")
    if isinstance(widths, dict):
        frame.restore_widths({str(name): width for name, width in widths.items() if isinstance(width, int)})


def restore_scope(settings: Settings) -> Scope:
    """What was looked at; it may be gone by now."""
    from app.services.rows import Scope

    scope = _state(settings).get("scope")
    if isinstance(scope, list) and len(scope) == 3 and all(part is None or isinstance(part, int) for part in scope):
        return Scope(*scope)
    return Scope()


def remember_window(window: QMainWindow, frame: Frame, settings: Settings) -> None:
    """Note where the window stands and how it is divided; the caller saves."""
    settings.set(keys.WINDOW_GEOMETRY, bytes(window.saveGeometry().toBase64().data()).decode())
    settings.set(keys.LIBRARY_SHOWN, frame.wanted("library"))
    settings.set(keys.INSPECTOR_SHOWN, frame.wanted("inspector"))
    _note(settings, "widths", frame.widths())


def remember_view(page: str, scope: Scope, settings: Settings) -> None:
    """Note what was looked at."""
    _note(settings, "scope", [scope.version, scope.chapter, scope.measure])
    if page:
        settings.set(keys.WINDOW_PAGE, page)


def remember_page(page: str, state: dict[str, object], settings: Settings) -> None:
    """Note a page's columns, widths and switches, and keep them at once."""
    _note(settings, "pages", restore_pages(settings) | {page: state})
    settings.save()


def restore_pages(settings: Settings) -> dict[str, dict[str, object]]:
    """The noted states by page."""
    pages = _state(settings).get("pages")
    return (
        {str(key): state for key, state in pages.items() if isinstance(state, dict)} if isinstance(pages, dict) else {}
    )


def _note(settings: Settings, key: str, value: object) -> None:
    settings.set(keys.WINDOW_STATE, json.dumps(_state(settings) | {key: value}))


def _state(settings: Settings) -> dict[str, object]:
    try:
        state = json.loads(settings.get(keys.WINDOW_STATE) or "{}")
    except ValueError:
        return {}
    return state if isinstance(state, dict) else {}
