"""The fields of one item at the desk: as extracted, as they stand, who corrected them, what is doubtful."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from app.errors import NotFound
from app.services.corrected_plan import covered
from app.services.corrections import CHECKED_FIELD, COLUMN, REMOVED, Item
from app.services.desk_rows import DeskField
from app.services.desk_values import deadline, duties, figure, options_of, plain_value
from app.services.desk_words import FIELDS, field_name
from app.services.editing import base_of, find_row, text_owner
from app.services.projecting import Standing, stand
from app.services.proofing import author_names, doubt_rows, figures_of
from app.services.rows import ItemRef

if TYPE_CHECKING:
    from app.models.workspace import Workspace

Json = Mapping[str, Any]


def desk_fields(workspace: Workspace, ref: ItemRef) -> tuple[DeskField, ...]:
    """All that can be edited of an item, its figures included. Raises NotFound if it is gone."""
    number = 0 if ref.kind == "plan" else ref.number
    with workspace.read() as session:
        standing, names = stand(session, ref.version), author_names(session)
    row = find_row(standing.corrected, ref.kind, number)
    if row is None:
        raise NotFound("这一条已不在方案中，可能已被合并或删除。", "请刷新后重试。")
    fields = _Fields(standing, names, ItemRef(ref.version, ref.kind, number), row)
    if ref.kind == "target":
        return (fields.figure(number, row),)
    return (*fields.plain(), *(fields.figure(key, one) for key, one in figures_of(standing.corrected, *fields.owner)))


class _Fields:
    """Makes the fields of one item."""

    def __init__(self, standing: Standing, names: Mapping[str, str], ref: ItemRef, row: Json) -> None:
        self._standing, self._names, self._ref, self._row = standing, names, ref, row
        self._base = base_of(standing, ref.kind, ref.number)
        self._item = standing.corrections.item(ref.kind, ref.number)
        self.owner = (ref.kind, ref.number)

    def plain(self) -> Iterator[DeskField]:
        """The fields of the item itself."""
        for key, name, kind in self._listed():
            if key == "responsibility_raw" and self._row.get("responsibility_columns"):
                yield from self._columns()
            elif key != "remark" or self._row.get(key) is not None or self._base.get(key) is not None:
                yield self._field(key, name, kind, self._base.get(key), self._row.get(key))
        if self._item is not None and REMOVED in self._item.conflicts:
            yield self._field(REMOVED, field_name(self._ref.kind, REMOVED), "line", None, None)

    def _listed(self) -> list[tuple[str, str, str]]:
        """The fields of the item's kind; a number that was not read surely comes first, where it is seen."""
        doubtful = any(one["field"] == "number" for one in self._row.get("doubts") or ())
        return sorted(FIELDS[self._ref.kind], key=lambda field: not (doubtful and field[0] == "label"))

    def figure(self, number: int, row: Json) -> DeskField:
        """One figure of the item."""
        item = self._standing.corrections.item("target", number)
        base = base_of(self._standing, "target", number)
        made = self._about(item, "figure", row.get("doubts") or (), base)
        return replace(
            made,
            ref=ItemRef(self._ref.version, "target", number),
            name=str(row.get("name") or "指标"),
            kind="figure",
            extracted=figure(base, number) if base else None,
            value=figure(row, number),
        )

    def _columns(self) -> Iterator[DeskField]:
        """Each duty column of a table with separate lead and support columns."""
        was = dict(self._base.get("responsibility_columns") or ())
        for head, text in self._row["responsibility_columns"]:
            yield self._field(COLUMN + head, head, "cell", was.get(head), text)

    def _field(self, key: str, name: str, kind: str, was: Any, now: Any) -> DeskField:
        item = self._item
        if key == "text" and self._ref.kind == "task":
            item = self._standing.corrections.item("task", text_owner(self._ref.number))
        doubts = [one for one in self._row.get("doubts") or () if one["field"] == covered(key)]
        made = self._about(item, key, doubts if key != "assignments" else (), self._base)
        return replace(
            made,
            name=name,
            kind=kind,
            extracted=duties(was) if kind == "duties" else plain_value(key, was),
            value=duties(now) if kind == "duties" else plain_value(key, now),
            read=deadline(self._row) if kind == "deadline" else None,
        )

    def _about(self, item: Item | None, key: str, doubts: Any, base: Json) -> DeskField:
        """What the log says of a field."""
        sentences = tuple(one.sentence for one in doubt_rows(doubts))
        made = DeskField(self._ref, key, "", "", None, None, doubts=sentences)
        if item is None:
            return made
        keys = item.corrected if key == "figure" else (key,) if key in item.corrected else ()
        heads = [item.folded.fields[one].heads[0] for one in keys]
        last = max(heads, key=lambda head: head.time, default=None)
        disagreed = item.conflicts.get(key)
        if key == "figure":
            disagreed = next(iter(item.conflicts.values()), None)
        return replace(
            made,
            corrected=bool(keys),
            by=self._names.get(last.author, "") if last is not None else "",
            at=last.time if last is not None else "",
            checked=item.checked or item.get(CHECKED_FIELD + key) is not None,
            options=options_of(key, disagreed, base, self._names) if disagreed is not None else (),
        )
