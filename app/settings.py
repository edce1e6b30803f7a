"""The user's settings: each declared once with key, default and title; kept as JSON."""

from __future__ import annotations

import json
import logging
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Generic, TypeVar

from app import paths

log = logging.getLogger(__name__)

T = TypeVar("T", bool, int, float, str, tuple[str, ...])


@dataclass(frozen=True)
class Setting(Generic[T]):
    """One setting: ``title`` is what the settings dialog shows, empty for what the window remembers by itself."""

    key: str
    default: T
    title: str = ""
    choices: tuple[T, ...] = ()

    def accepts(self, value: object) -> bool:
        """Tell whether the value has the type of the default and is one of the choices."""
        return type(value) is type(self.default) and (not self.choices or value in self.choices)


REGISTRY: Final[dict[str, Setting[Any]]] = {}


def declare(key: str, default: T, title: str = "", choices: tuple[T, ...] = ()) -> Setting[T]:
    """Enter a setting into the registry; twice the same key is a bug."""
    if key in REGISTRY:
        raise ValueError(key)
    setting = Setting(key, default, title, choices)
    REGISTRY[key] = setting
    return setting


THEME = declare("theme", "system", "外观", ("system", "light", "dark"))
LAST_FOLDER = declare("last_folder", "")
WINDOW_GEOMETRY = declare("window.geometry", "")
WINDOW_STATE = declare("window.state", "")
WINDOW_PAGE = declare("window.page", "")
LIBRARY_SHOWN = declare("window.library_shown", True)
INSPECTOR_SHOWN = declare("window.inspector_shown", True)


class Settings:
    """The values in force: the declared defaults, overlaid by the user's file."""

    def __init__(self, file: Path, values: dict[str, Any] | None = None) -> None:
        self._file = file
        self._values = dict(values or {})

    @classmethod
    def load(cls, file: Path | None = None) -> Settings:
        """Read the file; a broken one is set aside, an unknown key or a wrong value is left out and logged."""
        file = file or paths.config_dir() / "settings.json"
        return cls(file, _accepted(_read(file)))

    def get(self, setting: Setting[T]) -> T:
        """Return the value in force."""
        self._check_declared(setting)
        value: T = self._values.get(setting.key, setting.default)
        return value

    def set(self, setting: Setting[T], value: T) -> None:
        """Change the value in memory; a value the setting does not accept is a bug."""
        self._check_declared(setting)
        if not setting.accepts(value):
            raise ValueError(f"{setting.key}: {value!r}")
        self._values[setting.key] = value

    def save(self) -> None:
        """Write the file whole or not at all."""
        self._file.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=self._file.parent, suffix=".tmp")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as out:
                json.dump(self._values, out, ensure_ascii=False, indent=1, sort_keys=True)
            Path(name).replace(self._file)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise

    @staticmethod
    def _check_declared(setting: Setting[T]) -> None:
        if REGISTRY.get(setting.key) is not setting:
            raise KeyError(setting.key)


def _read(file: Path) -> dict[str, Any]:
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (ValueError, OSError) as error:
        log.info("settings unreadable, defaults are used: %s", error)
        _set_aside(file)
        return {}
    return content if isinstance(content, dict) else {}


def _set_aside(file: Path) -> None:
    """Keep a broken file for whoever wants to look, and never stop the program for it."""
    try:
        file.replace(file.with_suffix(".broken.json"))
    except OSError as error:
        log.info("could not set the broken settings aside: %s", error)


def _accepted(content: dict[str, Any]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for key, raw in content.items():
        setting = REGISTRY.get(key)
        value = tuple(str(item) for item in raw) if isinstance(raw, list) else raw
        if setting is None or not setting.accepts(value):
            log.info("setting left out: %s", key)
            continue
        values[key] = value
    return values
