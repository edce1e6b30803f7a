"""The plan JSON of schema version 1: a draft as a dictionary, and back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any

from app.services.documents.source import SourceDocument
from app.services.extraction.draft import (
    Assignment,
    ChapterDraft,
    Deadline,
    Doubt,
    MeasureDraft,
    Notice,
    Place,
    PlanDraft,
    PlanHead,
    Reason,
    Remainder,
    Role,
    Target,
    TaskDraft,
)

Json = dict[str, Any]
_TASK_OPTIONAL = ("label", "parent", "remark")
_ASSIGNMENT_OPTIONAL = ("position", "role_raw", "level", "region", "agency_kind")
_TARGET_REQUIRED = ("where", "name", "comparator", "value", "value_high", "unit", "baseline_year", "year", "quote")
_TARGET_OPTIONAL = ("bound", "effort", "nature", "assigned", "scope", "base_value")
_HEAD_REQUIRED = ("title", "document_number", "issuing_body", "issue_date", "region", "preamble")
_HEAD_OPTIONAL = ("stage", "first_is_lead", "secrecy")


def to_json(draft: PlanDraft, document: SourceDocument | None = None) -> Json:
    """The draft in the words of the schema, optional keys included where they hold something."""
    head: Json = {key: getattr(draft.plan, key) for key in _HEAD_REQUIRED}
    head.update(_given(draft.plan, _HEAD_OPTIONAL))
    if draft.plan.basis:
        head["basis"] = list(draft.plan.basis)
    if draft.remainder:
        head["remainder"] = [{"place": _places(r.place), "text": r.text} for r in draft.remainder]
    if draft.warnings:
        head["warnings"] = list(draft.warnings)
    made: Json = {
        "schema": 1,
        "plan": head | _marks(draft.plan),
        "chapters": [_section(c, ("number", "title", "text")) for c in draft.chapters],
        "measures": [_section(m, ("number", "chapter", "title", "text")) for m in draft.measures],
        "tasks": [_task(t) for t in draft.tasks],
        "targets": [_target(t) for t in draft.targets],
    }
    if draft.notice is not None:
        made["notice"] = {"text": draft.notice.text, "addressees": list(draft.notice.addressees)}
    if document is not None:
        made["source"] = {"name": document.name, "kind": document.kind, "sha256": document.sha256}
    return made


def _given(item: object, keys: Sequence[str]) -> Json:
    """The optional keys that hold something."""
    return {key: value for key in keys if (value := getattr(item, key)) not in (None, "", ())}


def _marks(item: Any) -> Json:
    """Place and doubts of an item, where it has any."""
    made: Json = {}
    if item.place:
        made["place"] = _places(item.place)
    if item.doubts:
        made["doubts"] = [doubt_json(d) for d in item.doubts]
    return made


def doubt_json(doubt: Doubt) -> Json:
    """One doubt."""
    made: Json = {"field": doubt.field, "reason": str(doubt.reason), "score": doubt.score}
    return made | ({"note": doubt.note} if doubt.note else {})


def _places(places: Sequence[Place]) -> list[Json]:
    """Places as page and box, as line, or as table cell."""
    return [_place(p) for p in places]


def _place(place: Place) -> Json:
    """One place."""
    if place.page is not None:
        box = [round(v, 2) for v in place.box] if place.box else None
        return {"page": place.page, "printed_page": place.printed_page, "box": box}
    if place.table is not None:
        return {"table": place.table, "row": place.row, "column": place.column, "from": place.start, "to": place.end}
    return {"line": place.line, "from": place.start, "to": place.end}


def _section(item: ChapterDraft | MeasureDraft, keys: Sequence[str]) -> Json:
    """A chapter or measure."""
    return {key: getattr(item, key) for key in keys} | _given(item, ("label",)) | _marks(item)


def _task(task: TaskDraft) -> Json:
    """A task; responsibility_raw is absent where lead and support have columns of their own."""
    made: Json = {
        key: getattr(task, key) for key in ("number", "category", "category_source", "measure", "text", "deadline_raw")
    }
    made["deadline"] = {"kind": task.deadline.kind, "date": task.deadline.date}
    made["deadline"].update(_given(task.deadline, ("recurrence", "date_from", "external")))
    if task.responsibility_raw is not None or not task.responsibility_columns:
        made["responsibility_raw"] = task.responsibility_raw
    if task.responsibility_columns:
        made["responsibility_columns"] = [list(pair) for pair in task.responsibility_columns]
    made["assignments"] = [assignment_json(a) for a in task.assignments]
    made["et_al"] = task.et_al
    made["blanket"] = task.blanket
    return made | _given(task, _TASK_OPTIONAL) | _marks(task)


def assignment_json(assignment: Assignment) -> Json:
    """One body's duty."""
    made: Json = {"agency": assignment.agency, "as_written": assignment.as_written, "role": str(assignment.role)}
    made.update(_given(assignment, _ASSIGNMENT_OPTIONAL))
    if assignment.members:
        made["members"] = list(assignment.members)
    if not assignment.known:
        made["known"] = False
    return made


def _target(target: Target) -> Json:
    """One figure."""
    made: Json = {key: getattr(target, key) for key in _TARGET_REQUIRED}
    return made | _given(target, _TARGET_OPTIONAL) | _marks(target)


def from_json(data: Mapping[str, Any]) -> PlanDraft:
    """The draft that a plan JSON describes; accounts and source ranges are not part of the JSON."""
    head = data["plan"]
    notice = data.get("notice")
    return PlanDraft(
        plan=PlanHead(
            **{key: head.get(key) for key in (*_HEAD_REQUIRED, *_HEAD_OPTIONAL)},
            basis=tuple(head.get("basis") or ()),
            **_read_marks(head),
        ),
        chapters=tuple(ChapterDraft(**_read(ChapterDraft, c), **_read_marks(c)) for c in data.get("chapters") or ()),
        measures=tuple(MeasureDraft(**_read(MeasureDraft, m), **_read_marks(m)) for m in data.get("measures") or ()),
        tasks=tuple(_read_task(t) for t in data.get("tasks") or ()),
        targets=tuple(Target(**_read(Target, t), **_read_marks(t)) for t in data.get("targets") or ()),
        notice=Notice(notice["text"], tuple(notice.get("addressees") or ())) if notice else None,
        remainder=tuple(
            Remainder(r["text"], tuple(_read_place(p) for p in r.get("place") or ()))
            for r in head.get("remainder") or ()
        ),
        warnings=tuple(head.get("warnings") or ()),
    )


_SPECIAL = frozenset({"place", "doubts", "assignments", "deadline", "responsibility_columns", "members", "role"})


def _read(kind: type, data: Mapping[str, Any]) -> Json:
    """The plain keys of an item that its class knows."""
    names = {f.name for f in fields(kind)} - _SPECIAL
    return {key: value for key, value in data.items() if key in names}


def _read_marks(data: Mapping[str, Any]) -> Json:
    """Place and doubts of an item."""
    return {
        "place": tuple(_read_place(p) for p in data.get("place") or ()),
        "doubts": tuple(
            Doubt(d["field"], Reason(d["reason"]), d.get("score"), d.get("note", "")) for d in data.get("doubts") or ()
        ),
    }


def _read_place(data: Mapping[str, Any]) -> Place:
    """One place."""
    box = data.get("box")
    return Place(
        page=data.get("page"),
        printed_page=data.get("printed_page"),
        box=(box[0], box[1], box[2], box[3]) if box else None,
        line=data.get("line"),
        table=data.get("table"),
        row=data.get("row"),
        column=data.get("column"),
        start=data.get("from"),
        end=data.get("to"),
    )


def _read_task(data: Mapping[str, Any]) -> TaskDraft:
    """A task."""
    plain = _read(TaskDraft, data)
    plain.setdefault("responsibility_raw", None)
    return TaskDraft(
        **plain,
        deadline=Deadline(**_read(Deadline, data.get("deadline") or {})),
        assignments=tuple(
            Assignment(**_read(Assignment, a), role=Role(a["role"]), members=tuple(a.get("members") or ()))
            for a in data.get("assignments") or ()
        ),
        responsibility_columns=tuple((p[0], p[1]) for p in data.get("responsibility_columns") or ()),
        **_read_marks(data),
    )
