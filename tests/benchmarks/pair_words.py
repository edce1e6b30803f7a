"""Words of our own for pairs of plans (pair_words.json): subjects with their things, and ways to promise something."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Subject:
    """What plans of one kind speak about: things are of a kind and a part of it; a part has other names."""

    name: str
    kinds: tuple[str, ...]
    parts: tuple[tuple[str, ...], ...]
    headings: tuple[str, ...]


def _subject(data: dict[str, str]) -> Subject:
    parts = tuple(tuple(one.split("/")) for one in data["parts"].split())
    return Subject(data["name"], tuple(data["kinds"].split()), parts, tuple(data["headings"].split()))


_WORDS: dict[str, Any] = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))
SUBJECTS = tuple(map(_subject, _WORDS["subjects"]))
ACTIONS: dict[str, list[str]] = _WORDS["actions"]
"""Ways to say each commitment: {o} the thing, {n}, {p}, {y} figures."""
AIMS: dict[str, str] = _WORDS["aims"]
"""What an action aims at: to build and to reach a coverage is the same promise about a thing, to pay for it is not."""
LEADS: list[str] = _WORDS["leads"]
TAILS: list[str] = _WORDS["tails"]
FILLERS: list[str] = _WORDS["fillers"]
DETAILS: list[str] = _WORDS["details"].split()
"""What is said further about single commitments."""
CITIES: list[str] = _WORDS["cities"].split()
