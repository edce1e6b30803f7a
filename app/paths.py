"""The only module that knows folders: shipped resources and the user's own places.

The user's places come from platformdirs. ``init`` (or the environment variable ``QINGLAN_PROFILE``,
which helper processes inherit) puts all of them under one folder instead: tests, portable use.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Final

PROFILE_VARIABLE: Final = "QINGLAN_PROFILE"
_SLUG: Final = "qinglan"


class _Places:
    """Where everything of the user lies; made once, replaced by :func:`init`."""

    profile: Path | None = None


def init(data: Path | None) -> None:
    """Put data, settings, cache and logs under ``data``; None goes back to the platform's places."""
    _Places.profile = data


def resources() -> Path:
    """Return the folder of shipped, read-only data, from source and in the frozen program."""
    frozen = getattr(sys, "_MEIPASS", None)
    return (Path(frozen) if frozen else Path(__file__).resolve().parent.parent) / "resources"


def data_dir() -> Path:
    """Return the folder of the user's workspaces, made if missing."""
    return _place("data")


def config_dir() -> Path:
    """Return the folder of the settings, made if missing."""
    return _place("config")


def cache_dir() -> Path:
    """Return the folder of what can be made again, made if missing."""
    return _place("cache")


def log_dir() -> Path:
    """Return the folder of the log files, made if missing."""
    return _place("log")


def default_workspace() -> Path:
    """Return the file of the workspace that opens when none is named."""
    return data_dir() / "默认审阅项目.qinglan"


def _place(kind: str) -> Path:
    profile = _Places.profile or _profile_from_environment()
    folder = profile / kind if profile else _platform_place(kind)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _profile_from_environment() -> Path | None:
    value = os.environ.get(PROFILE_VARIABLE, "")
    return Path(value) if value else None


def _platform_place(kind: str) -> Path:
    from platformdirs import PlatformDirs

    # appauthor=False: no vendor folder between %LOCALAPPDATA% and ours.
    places = PlatformDirs(_SLUG, appauthor=False)
    return {
        "data": places.user_data_path,
        "config": places.user_config_path,
        "cache": places.user_cache_path,
        "log": places.user_log_path,
    }[kind]
