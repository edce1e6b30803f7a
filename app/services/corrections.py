"""What the log says of the items of one version: corrections and confirmations, folded; no database here.

Each item is an entity of its own, ``<version id>/<path>``: the same on all laptops, so that corrections of different
fields of one task meet without a conflict. A field's value in a revision is ``{"value": …}``, or null: as extracted.
The text of a split task is ``{"parts": [[1, …], [2, …]]}``: so a split and a correction of the same text are two
values of one field. ``checked`` and ``checked:<field>`` are confirmations, ``removed`` and ``added`` tell whether a row
stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from app.services.folding import Entry, FieldState, Folded, ancestors_of, fold

CHECKED: Final = "checked"
CHECKED_FIELD: Final = "checked:"
REMOVED: Final = "removed"
ADDED: Final = "added"
COLUMN: Final = "column:"
PARTS: Final = "parts"
_EXISTENCE: Final = frozenset({REMOVED, ADDED})

Stored = Mapping[str, Any]


def entity_of(version_id: str, path: str) -> str:
    """The entity under which corrections of an item are kept."""
    return f"{version_id}/{path}"


def stored(value: Any) -> dict[str, Any]:
    """A value as a revision holds it."""
    return {"value": value}


def is_confirmation(name: str) -> bool:
    """Whether a field of a revision is a confirmation, no content."""
    return name == CHECKED or name.startswith(CHECKED_FIELD)


@dataclass(frozen=True)
class Item:
    """The revisions of one item, folded."""

    path: str
    entries: tuple[Entry, ...]
    folded: Folded

    @property
    def number(self) -> int:
        """The item's number; 0 for the front matter."""
        parts = self.path.split("/")
        return int(parts[1]) if len(parts) > 1 else 0

    @property
    def kind(self) -> str:
        """plan, chapter, measure, task, target or remainder."""
        return self.path.split("/")[0]

    def get(self, name: str) -> Stored | None:
        """The correction of a field; None where there is none, or two disagree."""
        state = self.folded.fields.get(name)
        if state is None or state.conflicted:
            return None
        found: Stored | None = state.value
        return found

    def value(self, name: str, default: Any = None) -> Any:
        """The plain corrected value of a field, or ``default``."""
        found = self.get(name)
        return default if found is None or "value" not in found else found["value"]

    @cached_property
    def corrected(self) -> tuple[str, ...]:
        """The fields of content that stand corrected."""
        return tuple(
            name
            for name in self.folded.fields
            if not is_confirmation(name) and name not in _EXISTENCE and self.get(name) is not None
        )

    @cached_property
    def conflicts(self) -> Mapping[str, FieldState]:
        """The fields on which two corrections disagree; a row that one removed and another changed is one."""
        found = {
            name: state for name, state in self.folded.fields.items() if state.conflicted and not is_confirmation(name)
        }
        if REMOVED not in found and self._contested:
            found[REMOVED] = self.folded.fields[REMOVED]
        return found

    @property
    def checked(self) -> bool:
        """Whether a person confirmed the item; one who withdrew that at the same time counts more."""
        return self.get(CHECKED) is not None

    def checked_fields(self) -> Iterator[str]:
        """The fields that were confirmed alone."""
        for name in self.folded.fields:
            if name.startswith(CHECKED_FIELD) and self.get(name) is not None:
                yield name.removeprefix(CHECKED_FIELD)

    @property
    def gone(self) -> bool:
        """Whether the row was removed by somebody who knew of all that was changed on it."""
        return self.get(REMOVED) is not None and not self._contested

    @property
    def stands(self) -> bool:
        """Whether a row that a person added is still wanted."""
        state = self.folded.fields.get(ADDED)
        return state is not None and any(head.value is not None for head in state.heads)

    @cached_property
    def _contested(self) -> bool:
        """Whether somebody changed the row without knowing that it was removed."""
        state = self.folded.fields.get(REMOVED)
        if state is None or state.conflicted or state.value is None:
            return False
        known = ancestors_of(state.heads[0].revision, self.entries) | {state.heads[0].revision}
        return any(
            head.revision not in known and head.value is not None
            for name, one in self.folded.fields.items()
            if name not in _EXISTENCE and not is_confirmation(name)
            for head in one.heads
        )

    @cached_property
    def as_added(self) -> Mapping[str, Any]:
        """The plain values with which a person added the row."""
        fields = self.folded.root.fields
        return {name: one["value"] for name, one in fields.items() if isinstance(one, Mapping) and "value" in one}

    def parts_ever(self) -> Iterator[int]:
        """Every part that the text ever had, taken back or not: their numbers are not given out again."""
        for entry in self.entries:
            text = entry.fields.get("text")
            if isinstance(text, Mapping):
                yield from (int(key) for key, _ in text.get(PARTS) or ())


class Corrections:
    """All items of one version of which the log says anything."""

    def __init__(self, version_id: str, entries: Iterable[Entry] = ()) -> None:
        self.version_id = version_id
        self._items: dict[str, Item] = {}
        self._take(entries)

    def _take(self, entries: Iterable[Entry]) -> None:
        grouped: dict[str, list[Entry]] = {}
        start = len(self.version_id) + 1
        for entry in entries:
            grouped.setdefault(entry.entity[start:], []).append(entry)
        for path, found in grouped.items():
            known = self._items.get(path)
            whole = (*known.entries, *found) if known is not None else tuple(found)
            self._items[path] = Item(path, whole, fold(whole))
        self._items = dict(sorted(self._items.items()))

    def extended(self, entries: Iterable[Entry]) -> Corrections:
        """These corrections and some more."""
        made = Corrections(self.version_id)
        made._items = dict(self._items)
        made._take(entries)
        return made

    def __bool__(self) -> bool:
        return bool(self._items)

    def __iter__(self) -> Iterator[Item]:
        return iter(self._items.values())

    def item(self, kind: str, number: int = 0) -> Item | None:
        """What the log says of one item."""
        return self._items.get(kind if kind == "plan" else f"{kind}/{number}")

    def of_kind(self, kind: str) -> Iterator[Item]:
        """All items of a kind."""
        return (item for item in self if item.kind == kind)
