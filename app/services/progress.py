"""How long work tells how far it is and learns that it is to stop."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from app.errors import Cancelled


def _silent(_done: int, _total: int, _what: str) -> None:
    """Report nothing: the default listener."""


@dataclass
class Progress:
    """Handed down into long services; knows no widget and no terminal.

    ``report(done, total, what)``: ``what`` is a short Chinese phrase. ``is_cancelled`` is asked
    between steps; ``step`` raises :class:`app.errors.Cancelled` when it says so.
    """

    report: Callable[[int, int, str], None] = _silent
    is_cancelled: Callable[[], bool] = field(default=lambda: False)

    def step(self, done: int, total: int, what: str) -> None:
        """Report one step; raise Cancelled if the user asked to stop."""
        if self.is_cancelled():
            raise Cancelled
        self.report(done, total, what)
