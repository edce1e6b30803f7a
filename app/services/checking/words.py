"""Word lists and thresholds of the rules: shipped data, with what a workspace added or took away."""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app import paths


@functools.cache
def _shipped() -> Mapping[str, Any]:
    loaded: Mapping[str, Any] = json.loads(
        (paths.resources() / "lexicon" / "check_words.json").read_text(encoding="utf-8")
    )
    return loaded


@dataclass(frozen=True)
class CheckWords:
    """The lists in force. ``added`` and ``removed``: by key of the list."""

    added: Mapping[str, Sequence[str]] = field(default_factory=dict)
    removed: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def words(self, key: str) -> tuple[str, ...]:
        """A plain list: shipped words without those removed, then those added."""
        gone = set(self.removed.get(key, ()))
        kept = [word for word in _shipped()["lists"][key]["words"] if word not in gone]
        return tuple(dict.fromkeys([*kept, *self.added.get(key, ())]))

    def threshold(self, key: str) -> float:
        """A number that a rule compares with."""
        return float(_shipped()["thresholds"][key])

    def table(self, key: str) -> tuple[Mapping[str, Any], ...]:
        """A table of entries, such as bodies by object."""
        return tuple(_shipped()["tables"][key])


def list_titles() -> dict[str, str]:
    """The plain lists that can be edited: key → title."""
    return {key: str(one["title"]) for key, one in _shipped()["lists"].items()}


def shipped_words(key: str) -> tuple[str, ...]:
    """A plain list as shipped."""
    return tuple(_shipped()["lists"][key]["words"])
