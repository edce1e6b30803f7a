"""A plan as people corrected it: the extracted plan JSON with the fold of the log laid over it.

A pure function of two sets: the order in which revisions were made or came in does not matter. Without corrections
the answer equals what was extracted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from app.services.corrected_targets import TargetPool, correct_targets
from app.services.corrections import COLUMN, PARTS, Corrections, Item
from app.services.rereading import Rereader
from app.services.row_numbers import is_added, is_made, order_key, origin_of, part_number

Json = dict[str, Any]
HEAD_FIELDS: Final = ("title", "document_number", "issuing_body", "issue_date", "region", "stage", "preamble")
SECTION_FIELDS: Final = ("title", "text")
TASK_FIELDS: Final = ("label", "category", "measure", "remark")
_COVERS: Final = {
    "deadline": "deadline_raw",
    "assignments": "responsibility_raw",
    "label": "number",
}
"""Fields of corrections whose doubts stand under another name."""


def correct_plan(extracted: Mapping[str, Any], corrections: Corrections, reader: Rereader) -> Json:
    """The corrected plan JSON; numbers and addresses of what was extracted stay."""
    if not corrections and not reader.names:
        return dict(extracted)
    pool = TargetPool(extracted.get("targets", ()))
    made: Json = dict(extracted)
    made["plan"] = _head(extracted["plan"], corrections.item("plan"))
    targets: dict[int, Json] = {}
    for kind, name in (("chapter", "chapters"), ("measure", "measures")):
        made[name] = [_section(one, kind, corrections, pool, targets) for one in extracted.get(name, ())]
    rows = _Rows(extracted, corrections, reader, pool)
    made["tasks"] = rows.tasks()
    targets.update(rows.targets)
    for owner in sorted(pool.owners()):
        targets.update(pool.take(owner))
    _put_targets(made, correct_targets(targets, corrections), corrections)
    _put_remainder(made, corrections)
    return made


def doubts_left(doubts: Iterable[Mapping[str, Any]], *items: Item | None) -> list[Json]:
    """The doubts that nobody dispelled, by confirming or correcting the item or the field."""
    known = [item for item in items if item is not None]
    if any(item.checked for item in known):
        return []
    settled = {covered(name) for item in known for name in (*item.corrected, *item.checked_fields())}
    return [dict(doubt) for doubt in doubts if doubt["field"] not in settled]


def covered(name: str) -> str:
    """The field of the schema under which doubts about a field of a correction stand."""
    return "responsibility_raw" if name.startswith(COLUMN) else _COVERS.get(name, name)


def _with_doubts(item: Json, left: list[Json]) -> Json:
    """An item with these doubts, the key left out where there never were any."""
    if "doubts" in item or left:
        item["doubts"] = left
    return item


def _head(head: Mapping[str, Any], item: Item | None) -> Json:
    if item is None:
        return dict(head)
    wanted = {name: item.value(name) for name in item.corrected if name in HEAD_FIELDS}
    return _with_doubts({**head, **wanted}, doubts_left(head.get("doubts") or (), item))


def _section(
    section: Mapping[str, Any], kind: str, corrections: Corrections, pool: TargetPool, targets: dict[int, Json]
) -> Json:
    """A chapter or measure; the figures of a changed text are found anew."""
    owner = f"{kind} {section['number']}"
    item = corrections.item(kind, section["number"])
    if item is None:
        targets.update(pool.take(owner))
        return dict(section)
    made = {**section, **{name: item.value(name) for name in item.corrected if name in SECTION_FIELDS}}
    if made["text"] != section["text"]:
        targets.update(pool.reread(owner, owner, made["text"], None))
        pool.take(owner)
    else:
        targets.update(pool.take(owner))
    return _with_doubts(made, doubts_left(section.get("doubts") or (), item))


def parts_of(task: Mapping[str, Any], item: Item | None) -> list[tuple[int, str]]:
    """The parts in which the text of an extracted row stands: one, or more after a split."""
    said = item.get("text") if item is not None else None
    if said is None:
        return [(1, task["text"])]
    if PARTS in said:
        return [(int(part), str(text)) for part, text in said[PARTS]]
    return [(1, str(said["value"]))]


class _Rows:
    """The tasks as they stand now: corrected, split, merged, added, removed."""

    def __init__(
        self, extracted: Mapping[str, Any], corrections: Corrections, reader: Rereader, pool: TargetPool
    ) -> None:
        self.targets: dict[int, Json] = {}
        self._extracted: Sequence[Mapping[str, Any]] = extracted.get("tasks", ())
        self._corrections = corrections
        self._reader = reader
        self._pool = pool
        self._texts = {one["number"]: one["text"] for one in extracted.get("measures", ())}

    def tasks(self) -> list[Json]:
        """All rows in the order of the document."""
        found: list[tuple[tuple[int, int], Json]] = []
        places = {task["number"]: place for place, task in enumerate(self._extracted, 1)}
        self._join_pools()
        for task in self._extracted:
            found += [((places[task["number"]], origin_of(row["number"])[1]), row) for row in self._of(task)]
        for row in self._added():
            origin, part = order_key(row["number"])
            found.append(((places.get(origin, 0), part), row))
        return [row for _, row in sorted(found, key=lambda pair: pair[0])]

    def _join_pools(self) -> None:
        """Figures of rows that were drawn together belong to the row that is left."""
        for item in self._corrections.of_kind("task"):
            said = item.get("removed")
            into = str(said.get("into") or "").removeprefix("task/") if said is not None and item.gone else ""
            if into.isdecimal() and not is_made(item.number):
                self._pool.join(f"task {origin_of(int(into))[0]}", f"task {item.number}")

    def _of(self, task: Mapping[str, Any]) -> Iterator[Json]:
        """The rows that an extracted row became: itself, and what was split off."""
        number = task["number"]
        item = self._corrections.item("task", number)
        for place, (part, text) in enumerate(parts_of(task, item), 1):
            own = item if part == 1 else self._corrections.item("task", part_number(number, part))
            if own is not None and own.gone:
                continue
            base: Json = {**task, "text": text}
            if part != 1:
                base |= {"number": part_number(number, part), "blanket": None}
                base["label"] = f"{task.get('label') or number}-{place}"
                base["doubts"] = [one for one in task.get("doubts") or () if one["field"] not in ("text", "number")]
            row = self._corrected(base, task, own)
            self._figures(row, task, text)
            yield row
        self._pool.take(f"task {number}")

    def _added(self) -> Iterator[Json]:
        """The rows that people added."""
        for item in self._corrections.of_kind("task"):
            if not is_added(item.number) or not item.stands or item.gone:
                continue
            base: Json = {
                "number": item.number,
                "label": "",
                "category": "",
                "category_source": "printed",
                "measure": None,
                "text": "",
                "deadline_raw": None,
                "deadline": {"kind": "none", "date": None},
                "responsibility_raw": None,
                "assignments": [],
                "et_al": False,
                "blanket": None,
            }
            first = item.as_added
            base |= {name: first[name] for name in (*TASK_FIELDS, "text", "deadline_raw") if name in first}
            base["deadline"] = self._reader.deadline(base["deadline_raw"])
            if "responsibility_raw" in first:
                base["responsibility_raw"] = first["responsibility_raw"]
                base |= self._reader.duties(base, base)[0]
            row = self._corrected({**base, "text": item.value("text", base["text"])}, base, item)
            self._figures(row, base, row["text"], always=True)
            yield row

    def _corrected(self, row: Json, origin: Mapping[str, Any], item: Item | None) -> Json:
        """One row with the corrections of its own fields."""
        before = list(row.get("doubts") or ())
        names = item.corrected if item is not None else ()
        for name in names:
            if name in TASK_FIELDS:
                row[name] = self._value(item, name)
        if "category" in names:
            row["category_source"] = "printed"
        if "deadline_raw" in names:
            row["deadline_raw"] = self._value(item, "deadline_raw")
            row["deadline"] = self._reader.deadline(row["deadline_raw"])
        left = self._duties(row, origin, item, names, before)
        return _with_doubts(row, doubts_left(left, item))

    def _duties(
        self, row: Json, origin: Mapping[str, Any], item: Item | None, names: Sequence[str], doubts: list[Json]
    ) -> list[Json]:
        """Read the duty cells again where they, or what a name means, changed; gives the doubts as they are then."""
        columns = [name for name in names if name.startswith(COLUMN)]
        if "responsibility_raw" in names:
            row["responsibility_raw"] = self._value(item, "responsibility_raw")
        if columns:
            row["responsibility_columns"] = [
                [head, self._value(item, COLUMN + head) if COLUMN + head in columns else text]
                for head, text in row.get("responsibility_columns") or ()
            ]
        if "responsibility_raw" in names or columns or self._reader.holds_added_name(row):
            said, found = self._reader.duties(row, origin)
            row |= said
            doubts = [one for one in doubts if one["field"] != "responsibility_raw"] + found
        if "assignments" in names:
            row["assignments"] = self._reader.bodies(self._value(item, "assignments"))
        return doubts

    @staticmethod
    def _value(item: Item | None, name: str) -> Any:
        return None if item is None else item.value(name)

    def _figures(self, row: Json, task: Mapping[str, Any], text: str, *, always: bool = False) -> None:
        """The figures of a row: as extracted, or found anew where its text or the year of its deadline changed."""
        source, owner = f"task {task['number']}", f"task {row['number']}"
        deadline, before = row.get("deadline") or {}, task.get("deadline") or {}
        date = deadline.get("date") if deadline.get("kind") == "by_date" else None
        same = text == task["text"] and deadline.get("date") == before.get("date")
        if same and not always and source == owner:
            self.targets.update(self._pool.take(owner))
        elif always or not self._is_clause(task):
            self.targets.update(self._pool.reread(source, owner, text, int(date[:4]) if date else None))

    def _is_clause(self, task: Mapping[str, Any]) -> bool:
        """Whether the row is a passage of its measure, whose figures are the measure's."""
        return bool(task["text"]) and task["text"] in self._texts.get(task.get("measure") or 0, "")


def _put_targets(made: Json, targets: Mapping[int, Json], corrections: Corrections) -> None:
    """The figures in their order, with their numbers where those are not simply counted through."""
    rows: list[Json] = []
    for number in sorted(targets):
        target = targets[number]
        item = corrections.item("target", number)
        kind, _, owner = str(target["where"]).partition(" ")
        left = doubts_left(target.get("doubts") or (), item, corrections.item(kind, int(owner)))
        rows.append(_with_doubts(_numbered(target, number, len(rows) + 1), left))
    if rows or "targets" in made:
        made["targets"] = rows


def _put_remainder(made: Json, corrections: Corrections) -> None:
    """What is left of the text that found no field."""
    holder = made["plan"] if made["plan"].get("remainder") is not None else made
    if not holder.get("remainder"):
        return
    rows: list[Json] = []
    for number, left in enumerate(holder["remainder"], 1):
        item = corrections.item("remainder", number)
        text = left["text"] if item is None else item.value("text", left["text"])
        if text:
            rows.append(_numbered({**left, "text": text}, number, len(rows) + 1))
    holder["remainder"] = rows


def _numbered(item: Mapping[str, Any], number: int, counted: int) -> Json:
    """An item of a list with its own number, where counting would give another."""
    made = dict(item)
    if number != counted:
        made["position"] = number
    return made
