"""The figures of texts that were corrected, split or merged: found again, where possible the same as before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any, Final

from app.services.corrections import ADDED, Corrections, Item
from app.services.extraction.draft import Target
from app.services.extraction.targets import find_targets
from app.services.row_numbers import chance_number

Json = dict[str, Any]
FIGURE: Final = ("name", "comparator", "value", "unit", "value_high", "baseline_year", "year", "quote")
"""What a person can correct of a figure."""

_SAME: Final = ("comparator", "value", "value_high", "unit")
_OPTIONAL: Final = ("bound", "effort", "nature", "assigned", "scope", "base_value")


class TargetPool:
    """The extracted figures, handed out to the texts as they stand now; ``number`` is a figure's address."""

    def __init__(self, targets: Iterable[Mapping[str, Any]]) -> None:
        self._by_owner: dict[str, dict[int, Json]] = {}
        for number, target in enumerate(targets, 1):
            self._by_owner.setdefault(target["where"], {})[number] = dict(target)

    def owners(self) -> set[str]:
        """Everything that figures stand in."""
        return set(self._by_owner)

    def join(self, owner: str, other: str) -> None:
        """Put the figures of one owner with those of another (two rows became one)."""
        if other in self._by_owner:
            self._by_owner.setdefault(owner, {}).update(self._by_owner.pop(other))

    def take(self, owner: str) -> dict[int, Json]:
        """The figures of an owner whose text is as it was."""
        return self._by_owner.pop(owner, {})

    def reread(self, source: str, owner: str, text: str, year: int | None) -> dict[int, Json]:
        """The figures of a changed text, out of those of ``source``; what nobody claims stays for the next part."""
        left = self._by_owner.get(source, {})
        found = list(find_targets(text, owner, default_year=year))
        made: dict[int, Json] = {}
        for number, target in list(left.items()):
            if target["quote"] and target["quote"] in text:
                made[number] = {**left.pop(number), "where": owner}
                twin = next((one for one in found if _facts(one) == _facts(target)), None)
                if twin is not None:
                    found.remove(twin)
                    made[number]["year"] = twin.year or target.get("year")
        for fresh in list(found):
            number = next((n for n, one in left.items() if _facts(one) == _facts(fresh)), 0)
            number = number or next((n for n, one in left.items() if one["unit"] == fresh.unit), 0)
            if number:
                found.remove(fresh)
                made[number] = {**left.pop(number), **_json(fresh)}
        for place, fresh in enumerate(found):
            made[_number(fresh, place)] = _json(fresh)
        return made


def _facts(target: Target | Mapping[str, Any]) -> tuple[Any, ...]:
    if isinstance(target, Target):
        return tuple(getattr(target, name) for name in _SAME)
    return tuple(target.get(name) for name in _SAME)


def _json(target: Target) -> Json:
    whole = asdict(target)
    made = {name: whole[name] for name in ("where", *FIGURE)}
    return made | {name: whole[name] for name in _OPTIONAL if whole[name] is not None}


def _number(target: Target, place: int) -> int:
    """The address of a figure that a correction brought in: from what it says, so that all laptops give the same."""
    return chance_number(repr((target.where, *_facts(target), target.year, place)))


def correct_targets(targets: dict[int, Json], corrections: Corrections) -> dict[int, Json]:
    """Figures as people corrected, added and removed them, by number in the order of the text."""
    for item in corrections.of_kind("target"):
        if item.number not in targets and ADDED in item.folded.fields and item.stands:
            targets[item.number] = {**_blank(), **item.as_added}
    made = {}
    for number, target in targets.items():
        item_ = corrections.item("target", number)
        if item_ is None:
            made[number] = target
        elif not (item_.gone or (ADDED in item_.folded.fields and not item_.stands)):
            made[number] = _corrected(target, item_)
    return made


def _corrected(target: Json, item: Item) -> Json:
    wanted = {name: item.value(name) for name in item.corrected if name in (*FIGURE, "where")}
    return {**target, **wanted}


def _blank() -> Json:
    return {"where": "chapter 0", "comparator": "=", "value": 0, "quote": "", "name": "", "unit": ""} | dict.fromkeys(
        ("value_high", "baseline_year", "year")
    )
