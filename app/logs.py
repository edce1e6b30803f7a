"""The log file: what the program did, for the person who mends it; never what a plan says."""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from typing import Final

FILE_NAME: Final = "qinglan.log"
_KEEP_BYTES: Final = 1_000_000
_FORMAT: Final = "%(asctime)s %(levelname)s %(process)d %(threadName)s %(name)s: %(message)s"
# These speak at WARNING about harmless oddities of a PDF; what matters becomes a doubt or a refusal.
_CHATTY: Final = ("pdfminer", "pdfplumber", "fontTools")


def set_up(folder: Path, *, debug: bool = False) -> Path:
    """Write the log to a file in ``folder`` and return it; the last one is kept beside it.

    With ``debug`` everything is written, to the terminal as well. A second call replaces the first.
    """
    path = folder / FILE_NAME
    shut_down()
    _turn_over(path)
    level = logging.DEBUG if debug else logging.INFO
    handlers: list[logging.Handler] = [logging.FileHandler(path, encoding="utf-8", delay=True)]
    if debug and sys.stderr is not None:
        handlers.append(logging.StreamHandler(sys.stderr))
    root = logging.getLogger()
    root.setLevel(level)
    for handler in handlers:
        handler.setFormatter(logging.Formatter(_FORMAT))
        root.addHandler(handler)
        _ours.append(handler)
    for name in _CHATTY:
        logging.getLogger(name).setLevel(logging.ERROR)
    logging.captureWarnings(capture=True)
    return path


def shut_down() -> None:
    """Close the log file, so that its folder can be removed."""
    root = logging.getLogger()
    while _ours:
        handler = _ours.pop()
        root.removeHandler(handler)
        handler.close()
    logging.captureWarnings(capture=False)


_ours: list[logging.Handler] = []


def _turn_over(path: Path) -> None:
    """Move a log that has grown large aside; a second window that holds it open keeps writing to it."""
    try:
        if path.stat().st_size > _KEEP_BYTES:
            path.replace(path.with_suffix(".1.log"))
    except OSError:
        return
