"""The log's arithmetic, without any database: entries, their digests, their fold and their union.

The fold depends only on the set of entries, never on their order or times: so two laptops that hold the
same entries see the same thing.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from app.errors import RevisionRefused

DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class Entry:
    """One revision: what one person changed of one entity at one moment; ``time`` is only shown."""

    uuid: str
    entity: str
    kind: str
    parents: tuple[str, ...]
    author: str
    time: str
    fields: Mapping[str, Any] = field(hash=False)
    address: Mapping[str, Any] | None = field(default=None, hash=False)

    @property
    def digest(self) -> str:
        """SHA-256 of the canonical JSON of everything the entry says."""
        said = {
            "uuid": self.uuid,
            "entity": self.entity,
            "kind": self.kind,
            "parents": sorted(self.parents),
            "author": self.author,
            "time": self.time,
            "fields": self.fields,
            "address": self.address,
        }
        return hashlib.sha256(canonical(said).encode("utf-8", "surrogatepass")).hexdigest()


def canonical(value: Any) -> str:
    """The one JSON text of a value: sorted keys, no white space, no NaN."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def union(*logs: Iterable[Entry]) -> tuple[Entry, ...]:
    """All entries of all logs once, ordered by id. Raises RevisionRefused for one id with two contents."""
    found: dict[str, Entry] = {}
    for log in logs:
        for entry in log:
            known = found.setdefault(entry.uuid, entry)
            if known is not entry and known.digest != entry.digest:
                raise refuse_twin(entry.uuid)
    return tuple(found[key] for key in sorted(found))


def refuse_twin(uuid: str) -> RevisionRefused:
    """The sentence for two entries that bear one id."""
    message = f"有一条修订记录（编号 {uuid[:8]}）与已有记录编号相同而内容不同，可能被改动过。"
    return RevisionRefused(message, "没有并入任何内容；请向提供方重新索取。")


@dataclass(frozen=True, slots=True)
class Head:
    """A value of a field on which no later revision stands."""

    value: Any
    revision: str
    author: str
    time: str


@dataclass(frozen=True, slots=True)
class FieldState:
    """The heads of one field, one for each different value, in an order that all laptops share."""

    heads: tuple[Head, ...]

    @property
    def value(self) -> Any:
        """The value to show: the only one, or the first of several until a person settles them."""
        return self.heads[0].value

    @property
    def conflicted(self) -> bool:
        """Whether two different values wait for a person."""
        return len(self.heads) > 1


@dataclass(frozen=True, slots=True)
class Folded:
    """An entity as its revisions leave it. ``heads``: revisions on which the next one is to stand.

    ``missing``: parents that were never received; what stands on them is shown all the same.
    """

    entity: str
    root: Entry
    fields: Mapping[str, FieldState]
    heads: tuple[str, ...]
    missing: frozenset[str]
    deleted: bool
    conflicted: bool
    address: Mapping[str, Any] | None

    def value(self, name: str, default: Any = None) -> Any:
        """The value to show of a field."""
        state = self.fields.get(name)
        return default if state is None else state.value


def fold(entries: Iterable[Entry]) -> Folded:
    """Fold the revisions of one entity (at least one). Equal values from two people are no conflict.

    A deletion that somebody's concurrent change did not know of is a conflict, and the entity stays visible.
    """
    known = {entry.uuid: entry for entry in entries}
    before = _ancestors(known)
    ordered = [known[key] for key in sorted(known)]
    fields = {name: _field_state(name, ordered, before) for name in sorted({n for one in ordered for n in one.fields})}
    deleted, contested = _deletion(fields, before)
    addressed = [entry for entry in ordered if entry.address is not None]
    latest = _latest(addressed, before)
    return Folded(
        entity=ordered[0].entity,
        root=min(ordered, key=lambda entry: (len(before[entry.uuid]), bool(entry.parents), entry.uuid)),
        fields=fields,
        heads=tuple(entry.uuid for entry in _latest(ordered, before)),
        missing=frozenset(parent for entry in ordered for parent in entry.parents if parent not in known),
        deleted=deleted,
        conflicted=contested or any(state.conflicted for state in fields.values()),
        address=latest[0].address if latest else None,
    )


def ancestors_of(uuid: str, entries: Iterable[Entry]) -> frozenset[str]:
    """The known revisions on which one stands, directly or not."""
    return _ancestors({entry.uuid: entry for entry in entries})[uuid]


def _ancestors(known: Mapping[str, Entry]) -> dict[str, frozenset[str]]:
    """All known revisions below each one; written without recursion, and standing a ring of parents."""
    found: dict[str, frozenset[str]] = {}
    for start in known:
        seen: set[str] = set()
        waiting = [parent for parent in known[start].parents if parent in known]
        while waiting:
            one = waiting.pop()
            if one in seen:
                continue
            seen.add(one)
            done = found.get(one)
            if done is not None:
                seen |= done
            else:
                waiting.extend(parent for parent in known[one].parents if parent in known)
        found[start] = frozenset(seen)
    return found


def _latest(entries: list[Entry], before: Mapping[str, frozenset[str]]) -> list[Entry]:
    """Those on which no other of them stands; all of them where a forged ring leaves none."""
    covered = {below for entry in entries for below in before[entry.uuid]}
    return [entry for entry in entries if entry.uuid not in covered] or entries


def _field_state(name: str, ordered: list[Entry], before: Mapping[str, frozenset[str]]) -> FieldState:
    heads: dict[str, Head] = {}
    for entry in _latest([one for one in ordered if name in one.fields], before):
        value = entry.fields[name]
        heads.setdefault(canonical(value), Head(value, entry.uuid, entry.author, entry.time))
    return FieldState(tuple(heads[key] for key in sorted(heads)))


def _deletion(fields: Mapping[str, FieldState], before: Mapping[str, frozenset[str]]) -> tuple[bool, bool]:
    """Whether the entity is gone, and whether somebody changed it without knowing of the deletion."""
    state = fields.get(DELETED)
    if state is None or not any(head.value for head in state.heads):
        return False, False
    deletions = [head.revision for head in state.heads if head.value]
    known = {below for one in deletions for below in before[one]} | set(deletions)
    unaware = any(head.revision not in known for name, one in fields.items() if name != DELETED for head in one.heads)
    if unaware or state.conflicted:
        return False, True
    return True, False
