"""One change at the desk in the making: looks items up, gathers what changes, appends it and projects it at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from app.errors import KnownError, NotFound
from app.services import corrected_plan, log
from app.services.addresses import address, path_of, quote_of
from app.services.corrections import ADDED, COLUMN, PARTS, Item, entity_of
from app.services.desk_words import field_name, item_name
from app.services.history import Change, UndoToken
from app.services.people import author
from app.services.projecting import Standing, project_change, stand
from app.services.row_numbers import is_added, is_made, origin_of
from app.services.rows import ItemRef

Json = Mapping[str, Any]
_LISTS = {"chapter": "chapters", "measure": "measures", "task": "tasks"}
_OPENING = 80
_GONE = NotFound("这一条已不在方案中，可能已被合并或删除。", "请刷新后重试。")


class Edit:
    """Gathers the fields that one change sets, by item."""

    def __init__(self, session: Session, version: int) -> None:
        self._session = session
        self.standing: Standing = stand(session, version)
        self._pending: dict[tuple[str, int], dict[str, Any]] = {}

    # Looking up

    def row(self, kind: str, number: int) -> Json:
        """An item as it stands corrected. Raises NotFound if it is gone."""
        found = find_row(self.standing.corrected, kind, number)
        if found is None:
            raise _GONE
        return found

    def base(self, kind: str, number: int) -> Json:
        """An item as it was extracted (a part: as its origin, an added row: as it was added)."""
        return base_of(self.standing, kind, number)

    def item(self, kind: str, number: int) -> Item | None:
        """What the log says of an item."""
        return self.standing.corrections.item(kind, number)

    def name(self, kind: str, number: int) -> str:
        """What an item is called."""
        return item_name(kind, self.row(kind, number), number)

    def refuse_conflict(self, kind: str, number: int, key: str) -> None:
        """Raise KnownError where two corrections of the field wait for a person."""
        item = self.item(kind, number)
        if item is not None and key in item.conflicts:
            raise KnownError(
                f"{item_name(kind, {}, number)}的{field_name(kind, key)}两处不一致，待确认。",
                "请先选定采用哪一个，再继续。",
            )

    # Setting

    def set(self, kind: str, number: int, key: str, value: Any) -> None:
        """Set a field to what a revision holds: ``{"value": …}``, ``{"parts": …}`` or None (as extracted)."""
        self._pending.setdefault((kind, number), {})[key] = value

    def set_value(self, kind: str, number: int, key: str, value: Any) -> None:
        """Set a field to a plain value; one that was extracted so needs no correction."""
        as_read = value == self.base(kind, number).get(key)
        self.set(kind, number, key, None if as_read else {"value": value})

    def commit(self, label: str, refs: Iterable[ItemRef] = (), *, anew: bool = False) -> Change:
        """Append one revision an item, and project; nothing is written where nothing is new.

        ``anew``: append also what stands already (a settlement must stand on all that it settles).
        """
        made: list[log.Entry] = []
        for (kind, number), wanted in self._pending.items():
            item = self.item(kind, number)
            fields = {key: value for key, value in wanted.items() if anew or _is_news(item, key, value)}
            if fields:
                made.append(self._append(kind, number, item, fields))
        if not made:
            return Change(frozenset(), "没有改动", None, tuple(refs))
        after = replace(self.standing, corrections=self.standing.corrections.extended(made))
        project_change(self._session, self.standing, after)
        duties = any(_is_duty(key) for wanted in self._pending.values() for key in wanted)
        kinds = frozenset({"plans", "agencies"} if duties else {"plans"})
        return Change(kinds, label, UndoToken(tuple(entry.uuid for entry in made), label), tuple(refs))

    def _append(self, kind: str, number: int, item: Item | None, fields: dict[str, Any]) -> log.Entry:
        path = path_of(kind, number)
        row = find_row(self.standing.corrected, kind, number) or self.base(kind, number)
        text = str(row.get("text") or row.get("title") or row.get("quote") or "")
        return log.append(
            self._session,
            kind="correction",
            entity=entity_of(self.standing.corrections.version_id, path),
            fields=fields,
            author=author(self._session),
            parents=item.folded.heads if item is not None else (),
            address=address(
                self.standing.plan_uuid,
                self.standing.corrections.version_id,
                path,
                quote_of(text, text[:_OPENING]),
            ),
        )


def find_row(plan: Json, kind: str, number: int) -> Json | None:
    """An item of a plan JSON by kind and number."""
    if kind == "plan":
        found: Json = plan["plan"]
        return found
    if kind in _LISTS:
        return next((one for one in plan.get(_LISTS[kind], ()) if one["number"] == number), None)
    if kind == "target":
        listed = plan.get("targets", ())
    else:
        listed = plan["plan"].get("remainder") or plan.get("remainder") or ()
    return next((one for counted, one in enumerate(listed, 1) if one.get("position", counted) == number), None)


def base_of(standing: Standing, kind: str, number: int) -> Json:
    """An item as extraction, or the person who added it, gave it; empty where neither did."""
    item = standing.corrections.item(kind, number)
    if is_made(number) and (item is not None and ADDED in item.folded.fields):
        return item.as_added
    if kind == "task" and is_made(number) and not is_added(number):
        origin, part = origin_of(number)
        found = find_row(standing.extracted, kind, origin)
        if found is None:
            return {}
        keys = [key for key, _ in corrected_plan.parts_of(found, standing.corrections.item(kind, origin))]
        place = keys.index(part) + 1 if part in keys else part
        return {**found, "label": f"{found.get('label') or origin}-{place}", "text": ""}
    return find_row(standing.extracted, kind, number) or {}


def parts_of(edit: Edit, origin: int) -> list[list[Any]]:
    """The parts in which the text of a printed row stands: one, or more after a split."""
    return [list(pair) for pair in corrected_plan.parts_of(edit.base("task", origin), edit.item("task", origin))]


def set_parts(edit: Edit, origin: int, parts: list[list[Any]]) -> None:
    """Set the text of a printed row to parts; a single one is a plain text again."""
    if len(parts) == 1 and parts[0][0] == 1:
        edit.set_value("task", origin, "text", parts[0][1])
    else:
        edit.set("task", origin, "text", {PARTS: parts})


def set_text(edit: Edit, number: int, text: str) -> None:
    """Set the text of a row, wherever it is kept."""
    origin, part = origin_of(number)
    if is_added(number):
        edit.set_value("task", number, "text", text)
        return
    set_parts(edit, origin, [[key, text if key == part else said] for key, said in parts_of(edit, origin)])


def text_owner(number: int) -> int:
    """The row whose entity keeps the text of a row: itself, or the printed row that it was split off."""
    return number if is_added(number) else origin_of(number)[0]


def _is_news(item: Item | None, key: str, value: Any) -> bool:
    state = item.folded.fields.get(key) if item is not None else None
    if state is None:
        return value is not None
    return state.conflicted or state.value != value


def _is_duty(key: str) -> bool:
    return key in ("assignments", "responsibility_raw") or key.startswith(COLUMN)
