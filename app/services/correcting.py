"""Corrections at the desk: each is a revision of only what it changes, undoable, on disk when the call returns."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from app.errors import KnownError, NotFound
from app.models.plan import PlanVersion
from app.services import log
from app.services.aliases import ALIAS, BODY, alias_entity
from app.services.corrected_targets import FIGURE
from app.services.corrections import ADDED, CHECKED, CHECKED_FIELD, COLUMN, Item, stored
from app.services.desk_rows import AgencyFacts, Duty, Figure, Value
from app.services.desk_words import FIELDS, REQUIRED, field_name
from app.services.editing import Edit, find_row, set_text
from app.services.history import Change, UndoToken
from app.services.people import author
from app.services.projections import project_all
from app.services.row_numbers import chance_number
from app.services.rows import ROLE_WORDS, ItemRef

if TYPE_CHECKING:
    from app.models.workspace import Workspace

_SAME_LABEL = 0.6
"""From this likeness on a new label is the old one written otherwise."""
_MAY_BE_NONE = frozenset({"document_number", "issuing_body", "issue_date", "stage", "region", "remark"})


def correct_field(workspace: Workspace, ref: ItemRef, key: str, value: Value) -> Change:
    """Give a field of an item another value; the value that was extracted takes the correction back.

    Words of a deadline or a responsibility cell are read again by the rules of extraction. Writing a field on which
    two corrections disagree settles it. A category that is only written otherwise (化工-园区 → 化工园区) is corrected
    on all rows that carry the label: it was read once for all of them.
    """
    number = 0 if ref.kind == "plan" else ref.number
    with workspace.write() as session:
        edit = Edit(session, ref.version)
        name = edit.name(ref.kind, number)
        if isinstance(value, Figure):
            _set_figure(edit, ref, value)
        else:
            _set_field(edit, ref.kind, number, key, value)
        label, fellows = f"更正{name}：{field_name(ref.kind, key)}", []
        if key == "category" and ref.kind == "task":
            fellows = _fellows(edit, number, str(value or "").strip())
            for one in fellows:
                _set_field(edit, "task", one, key, value)
        if fellows:
            label = f"更正类别（{len(fellows) + 1} 项任务）"
        return edit.commit(label, [ref, *(ItemRef(ref.version, "task", one) for one in fellows)])


def _fellows(edit: Edit, number: int, label: str) -> list[int]:
    """The other tasks of a category whose wording is corrected; none where the task goes to another category."""
    tasks = edit.standing.corrected.get("tasks", ())
    old = next((one["category"] for one in tasks if one["number"] == number), "")
    alike = SequenceMatcher(None, old, label, autojunk=False).ratio() >= _SAME_LABEL
    if not label or not old or not alike or any(one["category"] == label for one in tasks):
        return []
    return [one["number"] for one in tasks if one["category"] == old and one["number"] != number]


def add_target(workspace: Workspace, owner: ItemRef, figure: Figure) -> Change:
    """Add a figure to a chapter, a measure or a task."""
    with workspace.write() as session:
        edit = Edit(session, owner.version)
        name = edit.name(owner.kind, owner.number)
        number = chance_number(log.new_id())
        said = {"where": f"{owner.kind} {owner.number}", **_figure(figure)}
        edit.set("target", number, ADDED, stored(True))
        for key, value in said.items():
            edit.set("target", number, key, stored(value))
        return edit.commit(f"{name}增加指标", [owner])


def confirm(workspace: Workspace, refs: Iterable[ItemRef], checked: bool = True) -> Change:
    """Say that a person checked these items, or take that back; their doubts are dispelled or return."""
    wanted = list(refs)
    if not wanted:
        return Change(frozenset(), "没有改动")
    with workspace.write() as session:
        edit = Edit(session, wanted[0].version)
        for ref in wanted:
            number = 0 if ref.kind == "plan" else ref.number
            name = edit.name(ref.kind, number)
            edit.set(ref.kind, number, CHECKED, stored(True) if checked else None)
        what = name if len(wanted) == 1 else f"{len(wanted)}条"
        return edit.commit(f"{'确认' if checked else '取消确认'}：{what}", wanted)


def confirm_field(workspace: Workspace, ref: ItemRef, key: str, checked: bool = True) -> Change:
    """Say that a person checked one field of an item, or take that back."""
    number = 0 if ref.kind == "plan" else ref.number
    with workspace.write() as session:
        edit = Edit(session, ref.version)
        name = edit.name(ref.kind, number)
        edit.set(ref.kind, number, CHECKED_FIELD + key, stored(True) if checked else None)
        return edit.commit(f"{'确认' if checked else '取消确认'}{name}：{field_name(ref.kind, key)}", [ref])


def confirm_remainder(workspace: Workspace, version: int, position: int, checked: bool = True) -> Change:
    """Say that a text without a field belongs to none, or take that back."""
    return confirm(workspace, [ItemRef(version, "remainder", position)], checked)


def settle(workspace: Workspace, entity: str, key: str, option: str) -> Change:
    """End a disagreement: take the value of the revision ``option``, or with "" what was extracted."""
    identity, _, path = entity.partition("/")
    with workspace.write() as session:
        version = session.scalar(select(PlanVersion.id).where(PlanVersion.version_id == identity))
        item = None
        if version is not None:
            edit = Edit(session, version)
            item = next((one for one in edit.standing.corrections if one.path == path), None)
        if version is None or item is None or key not in item.conflicts:
            raise NotFound("这处不一致已经确认过了。", "请刷新后重试。")
        edit.set(item.kind, item.number, key, _chosen(item, key, option))
        ref = ItemRef(version, item.kind, item.number)
        return edit.commit(f"确认采用：{field_name(item.kind, key)}", [ref], anew=True)


def add_alias(workspace: Workspace, name: str, facts: AgencyFacts) -> Change:
    """Add a body's name to the workspace's lexicon; the cells in which it stands are read again, in all plans."""
    name = "".join(name.split())
    if len(name) < 2:
        raise KnownError("单位名称太短。", "请填写单位的全称或规范简称。")
    said = {"agency": facts.agency, "level": facts.level, "region": facts.region, "kind": facts.kind}
    entity = alias_entity(name)
    label = f"单位名录增加“{name}”"
    with workspace.write() as session:
        entries = log.entries_of(session, entity)
        known = Item(entity, entries, log.fold(entries)) if entries else None
        if known is not None and known.value(BODY) == said:
            return Change(frozenset(), "没有改动")
        made = log.append(
            session,
            kind=ALIAS,
            entity=entity,
            fields={BODY: stored(said)},
            author=author(session),
            parents=known.folded.heads if known is not None else (),
        )
        project_all(session, [(ALIAS, entity)])
    return Change(frozenset({"plans", "agencies"}), label, UndoToken((made.uuid,), label))


def _chosen(item: Item, key: str, option: str) -> Any:
    if not option:
        return None
    for head in item.conflicts[key].heads:
        if head.revision == option:
            return head.value
    raise NotFound("要采用的内容已不在了。", "请刷新后重试。")


def _set_field(edit: Edit, kind: str, number: int, key: str, value: Value) -> None:
    known = {name for name, _, _ in FIELDS.get(kind, ())}
    if key not in known and not (kind == "task" and key.startswith(COLUMN)):
        raise ValueError(f"no such field: {kind}/{key}")
    plain = _plain(edit, kind, key, value)
    if kind == "task" and key == "text":
        set_text(edit, number, str(plain))
    elif key == "assignments":
        _set_duties(edit, number, plain)
    elif key.startswith(COLUMN):
        head = key.removeprefix(COLUMN)
        cells = dict(edit.base(kind, number).get("responsibility_columns") or ())
        edit.set(kind, number, key, None if cells.get(head) == plain else stored(plain))
    else:
        edit.set_value(kind, number, key, plain)


def _plain(edit: Edit, kind: str, key: str, value: Value) -> Any:
    """A value as it is stored, checked."""
    if key == "assignments":
        return [_duty(one) for one in value or ()]  # type: ignore[union-attr]  # the field's kind says: duties
    if key == "measure":
        if value is not None and find_row(edit.standing.corrected, "measure", int(value)) is None:  # type: ignore[arg-type]  # a number
            raise KnownError("没有这条措施。", "请从方案的措施中选择。")
        return value
    text = str(value or "").strip()
    if not text and (kind, key) in REQUIRED:
        raise KnownError(f"{field_name(kind, key)}不能为空。", "请填写内容；整行多余的可以删除该行。")
    if key == "issue_date" and text:
        return _day(text)
    if not text and key in _MAY_BE_NONE:
        return None
    if key == "deadline_raw" and value is None:
        return None
    return text


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise KnownError(f"“{text}”不是日期。", "请按 2026-06-30 的形式填写。") from error


def _duty(duty: Any) -> dict[str, Any]:
    if not isinstance(duty, Duty) or duty.role not in ROLE_WORDS:
        raise ValueError(f"no duty: {duty!r}")
    written = "".join(duty.as_written.split())
    if not written:
        raise KnownError("单位名称为空。", "请填写单位名称，或删去这一个。")
    said = {"as_written": written, "role": duty.role, "agency": duty.agency, "role_raw": duty.role_raw}
    return {name: value for name, value in said.items() if value}


def _set_duties(edit: Edit, number: int, duties: list[dict[str, Any]]) -> None:
    """The same bodies in the same roles as read are no correction."""
    was = [(one["as_written"], one["role"], one["agency"]) for one in edit.base("task", number).get("assignments", ())]
    now = [(one["as_written"], one["role"], one["agency"]) for one in edit.standing.reader.bodies(duties)]
    edit.set("task", number, "assignments", None if was == now else stored(duties))


def _figure(figure: Figure) -> dict[str, Any]:
    if figure.comparator not in ("<=", ">=", "~", "=", "<", ">", "change"):
        raise ValueError(f"no comparator: {figure.comparator}")
    return {key: getattr(figure, key) for key in FIGURE}


def _set_figure(edit: Edit, ref: ItemRef, figure: Figure) -> None:
    """Only what differs from the figure as it stands is set."""
    row = edit.row(ref.kind, ref.number)
    for key, value in _figure(figure).items():
        if value != row.get(key):
            edit.set_value(ref.kind, ref.number, key, value)
