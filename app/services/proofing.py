"""What the proof-reading desk shows: items with doubts first, disagreements, the remainder, how far it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.review import Reviewer
from app.services.corrections import CHECKED, Item
from app.services.desk_rows import ConflictRow, DeskItem, ProofState, RemainderRow
from app.services.desk_values import options_of, plain_value
from app.services.desk_words import field_name, item_name
from app.services.editing import base_of, find_row
from app.services.projecting import Standing, checked_items, stand, table_targets
from app.services.row_numbers import is_made
from app.services.rows import DoubtRow, ItemRef, PlaceRow
from app.services.wording import doubt_sentence

if TYPE_CHECKING:
    from app.models.workspace import Workspace

Json = Mapping[str, Any]
_OPENING: Final = 60
_FLOW: Final = ("line", "table", "row", "column", "from", "to")


def proof_state(workspace: Workspace, version: int) -> ProofState:
    """How many items a person checked, and what is open."""
    with workspace.read() as session:
        standing = stand(session, version)
    items = list(_items(standing))
    doubts = sum(len(_doubts(standing, kind, number, row)) for kind, number, row in items)
    conflicts = sum(len(item.conflicts) for item in standing.corrections)
    return ProofState(checked_items(standing), len(items), doubts, conflicts)


def corrected(workspace: Workspace, version: int) -> dict[str, Any]:
    """The plan JSON of a version as people corrected it (schema version 1; ``position`` where a list has gaps)."""
    with workspace.read() as session:
        return stand(session, version).corrected


def desk_items(workspace: Workspace, version: int) -> tuple[DeskItem, ...]:
    """The items of a version: doubtful ones first, both parts in the order of the document."""
    with workspace.read() as session:
        standing, names = stand(session, version), author_names(session)
    found = enumerate(_items(standing))
    rows = [
        replace(_desk_item(standing, names, kind, number, row), order=place) for place, (kind, number, row) in found
    ]
    return tuple(sorted(rows, key=lambda row: not row.doubtful))


def conflicts(workspace: Workspace, version: int) -> tuple[ConflictRow, ...]:
    """The fields of a version on which two corrections disagree."""
    with workspace.read() as session:
        standing, names = stand(session, version), author_names(session)
    found: list[ConflictRow] = []
    for item in standing.corrections:
        base = base_of(standing, item.kind, item.number)
        shown = find_row(standing.corrected, item.kind, item.number) or base
        for key, state in item.conflicts.items():
            found.append(
                ConflictRow(
                    entity=item.folded.entity,
                    ref=ItemRef(version, item.kind, item.number),
                    key=key,
                    label=f"{item_name(item.kind, shown, item.number)}：{field_name(item.kind, key)}",
                    extracted=plain_value(key, base.get(key)),
                    options=options_of(key, state, base, names),
                )
            )
    return tuple(found)


def remainder(workspace: Workspace, version: int) -> tuple[RemainderRow, ...]:
    """The text that found no field and was moved to none."""
    with workspace.read() as session:
        standing = stand(session, version)
    plan = standing.corrected
    rows: list[RemainderRow] = []
    for counted, left in enumerate(plan["plan"].get("remainder") or plan.get("remainder") or (), 1):
        position = left.get("position", counted)
        item = standing.corrections.item("remainder", position)
        rows.append(RemainderRow(version, position, left["text"], _places(left), item is not None and item.checked))
    return tuple(rows)


def author_names(session: Session) -> dict[str, str]:
    """The names of all who decided something, by their ids."""
    return {row.uuid: row.name for row in session.execute(select(Reviewer.uuid, Reviewer.name))}


def _items(standing: Standing) -> Iterator[tuple[str, int, Json]]:
    """What is to be checked, in the order of the document: a clause's task stands behind its measure."""
    plan = standing.corrected
    yield "plan", 0, plan["plan"]
    measures, tasks = plan.get("measures", ()), plan.get("tasks", ())
    extracted = {one["number"]: one for one in standing.extracted.get("measures", ())}
    clauses = [task for task in tasks if _is_clause(task, extracted.get(task.get("measure") or 0, {}))]
    inside = {task["number"] for task in clauses}

    def under(chapter: int | None) -> Iterator[tuple[str, int, Json]]:
        for measure in measures:
            if measure.get("chapter") == chapter:
                yield "measure", measure["number"], measure
                yield from (("task", one["number"], one) for one in clauses if one.get("measure") == measure["number"])

    known = [one["number"] for one in plan.get("chapters", ())]
    for chapter in plan.get("chapters", ()):
        yield "chapter", chapter["number"], chapter
        yield from under(chapter["number"])
    for loose in dict.fromkeys(one.get("chapter") for one in measures):
        if loose not in known:
            yield from under(loose)
    yield from (("task", task["number"], task) for task in tasks if task["number"] not in inside)
    yield from (("target", number, target) for number, target in table_targets(plan))


def _is_clause(task: Json, measure: Json) -> bool:
    """Whether a task is a part of its measure's text; a row of a table with the same words stands elsewhere."""
    if not task["text"] or task["text"] not in measure.get("text", ""):
        return False
    own, its = _spots(task), _spots(measure)
    return not own or not its or any(_meet(one, other) for one in own for other in its)


def _spots(row: Json) -> list[tuple[str, int, float, float]]:
    """Where something stands: page with its upper and lower edge, lines, table."""
    found: list[tuple[str, int, float, float]] = []
    for place in row.get("place") or ():
        if place.get("page") is not None:
            _, top, _, bottom = place.get("box") or (0.0, 0.0, 0.0, 1e9)
            found.append(("page", place["page"], float(top), float(bottom)))
        elif place.get("table") is not None:
            found.append(("table", place["table"], 0.0, 1.0))
        elif place.get("line") is not None:
            found.append(("lines", 0, float(place["line"]), place["line"] + 1.0))
    return found


def _meet(one: tuple[str, int, float, float], other: tuple[str, int, float, float]) -> bool:
    return one[:2] == other[:2] and one[2] < other[3] and other[2] < one[3]


def _desk_item(standing: Standing, names: Mapping[str, str], kind: str, number: int, row: Json) -> DeskItem:
    item = standing.corrections.item(kind, number)
    checked = item.folded.fields[CHECKED].heads[0] if item is not None and item.checked else None
    return DeskItem(
        ref=ItemRef(standing.version, kind, number),
        kind=kind,
        label=_label(kind, row),
        title=_title(kind, row),
        doubts=_doubts(standing, kind, number, row),
        checked_by=names.get(checked.author, "") if checked is not None else "",
        checked_at=checked.time if checked is not None else "",
        corrected=_is_corrected(standing, item, kind, number),
        conflict=item is not None and bool(item.conflicts),
        made=kind == "task" and is_made(number),
        places=_places(row),
    )


def _label(kind: str, row: Json) -> str:
    if kind in ("plan", "target"):
        return ""
    return str(row.get("label") or row["number"])


def _title(kind: str, row: Json) -> str:
    text = row.get("name") if kind == "target" else row.get("text") if kind == "task" else row.get("title")
    said = str(text or row.get("text") or "")
    return said if len(said) <= _OPENING or kind == "plan" else f"{said[:_OPENING]}…"


def _is_corrected(standing: Standing, item: Item | None, kind: str, number: int) -> bool:
    if item is not None and item.corrected:
        return True
    owned = (standing.corrections.item("target", figure) for figure, _ in figures_of(standing.corrected, kind, number))
    return any(one is not None and one.corrected for one in owned)


def figures_of(plan: Json, kind: str, number: int) -> list[tuple[int, Json]]:
    """The figures of an item with their numbers."""
    owner = f"{kind} {number}"
    listed = enumerate(plan.get("targets", ()), 1)
    return [(one.get("position", counted), one) for counted, one in listed if one["where"] == owner]


def _doubts(standing: Standing, kind: str, number: int, row: Json) -> tuple[DoubtRow, ...]:
    """The doubts of an item and of its figures."""
    found: list[Json] = list(row.get("doubts") or ())
    if kind != "target":
        found += [
            one for _, target in figures_of(standing.corrected, kind, number) for one in target.get("doubts") or ()
        ]
    return tuple(doubt_rows(found))


def doubt_rows(doubts: Iterable[Json]) -> Iterator[DoubtRow]:
    """Doubts with their sentences."""
    for doubt in doubts:
        sentence = doubt_sentence(doubt["field"], doubt["reason"], doubt.get("note") or "")
        yield DoubtRow(doubt["field"], doubt["reason"], doubt.get("score"), sentence)


def _places(row: Json) -> tuple[PlaceRow, ...]:
    found: list[PlaceRow] = []
    for place in row.get("place") or ():
        box = place.get("box")
        edges = (float(box[0]), float(box[1]), float(box[2]), float(box[3])) if box else None
        flow = tuple((key, int(place[key])) for key in _FLOW if place.get(key) is not None)
        found.append(PlaceRow(place.get("page"), place.get("printed_page"), edges, flow))
    return tuple(found)
