"""Remarks: written, changed and deleted as revisions; on disk when the call returns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from app.errors import KnownError, NotFound
from app.services import log
from app.services.history import Change, UndoToken
from app.services.items import address_of
from app.services.log import Folded
from app.services.people import Person, author, current_reviewer, reviewers, set_reviewer
from app.services.projections import project, rebuild
from app.services.remark_list import remarks
from app.services.rows import ItemRef

if TYPE_CHECKING:
    from app.models.workspace import Workspace

__all__ = [
    "SEVERITIES",
    "STATES",
    "Person",
    "add_remark",
    "current_reviewer",
    "delete_remark",
    "edit_remark",
    "rebuild_remarks",
    "remarks",
    "reviewers",
    "set_reviewer",
]

SEVERITIES = ("重大", "一般", "文字性")
STATES = ("未处理", "已办结")
_KINDS = frozenset({"remarks"})


def add_remark(
    workspace: Workspace, ref: ItemRef, text: str, severity: str = "一般", field: str = "", quote: str = ""
) -> Change:
    """Write a remark on an item, on one ``field`` of it, or on the passage ``quote``."""
    said = {"text": _text(text), "severity": _one_of(severity, SEVERITIES), "state": STATES[0], "quote": quote}
    with workspace.write() as session:
        entity = log.new_id()
        made = log.append(
            session,
            kind="remark",
            entity=entity,
            fields=said,
            author=author(session),
            address=address_of(session, ref, field, quote),
        )
        project(session, "remark", entity)
    return _change("添加意见", made.uuid)


def edit_remark(
    workspace: Workspace, entity: str, *, text: str | None = None, severity: str | None = None, state: str | None = None
) -> Change:
    """Change what is given of a remark; writing a field on which two versions wait settles it."""
    wanted: dict[str, str] = {}
    if text is not None:
        wanted["text"] = _text(text)
    if severity is not None:
        wanted["severity"] = _one_of(severity, SEVERITIES)
    if state is not None:
        wanted["state"] = _one_of(state, STATES)
    with workspace.write() as session:
        remark = _live(session, entity)
        fields: dict[str, Any] = {name: value for name, value in wanted.items() if _is_news(remark, name, value)}
        if remark.conflicted and wanted and _is_news(remark, log.DELETED, False):
            # Somebody else deleted it: whoever changes it now wants it to stay.
            fields[log.DELETED] = False
        if not fields:
            return Change(frozenset(), "意见没有改动")
        made = _append(session, remark, fields)
    settled = fields.keys() == {"state"}
    return _change("办结意见" if settled and state == STATES[1] else "修改意见", made)


def delete_remark(workspace: Workspace, entity: str) -> Change:
    """Delete a remark: a revision like any other, which undo takes back."""
    with workspace.write() as session:
        made = _append(session, _live(session, entity), {log.DELETED: True})
    return _change("删除意见", made)


def rebuild_remarks(workspace: Workspace) -> Change:
    """Write the list of remarks anew from the log."""
    with workspace.write() as session:
        rebuild(session)
    return Change(_KINDS | {"reviewers"}, "重建意见列表")


def _text(text: str) -> str:
    if not text.strip():
        raise KnownError("意见内容为空。", "请填写意见内容；不需要的意见可以删除。")
    return text.strip()


def _one_of(value: str, allowed: tuple[str, ...]) -> str:
    if value not in allowed:
        raise ValueError(f"{value!r} is none of {allowed}")
    return value


def _is_news(remark: Folded, name: str, value: object) -> bool:
    state = remark.fields.get(name)
    return state is None or state.conflicted or state.value != value


def _live(session: Session, entity: str) -> Folded:
    entries = log.entries_of(session, entity)
    state = log.fold(entries) if entries else None
    if state is None or state.deleted or state.root.kind != "remark":
        raise NotFound("这条意见已不在审阅项目中，可能已被删除。", "请刷新后重试。")
    return state


def _append(session: Session, remark: Folded, fields: Mapping[str, Any]) -> str:
    made = log.append(
        session, kind="remark", entity=remark.entity, fields=fields, author=author(session), parents=remark.heads
    )
    project(session, "remark", remark.entity)
    return made.uuid


def _change(label: str, revision: str) -> Change:
    return Change(_KINDS, label, UndoToken((revision,), label))
