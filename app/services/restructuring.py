"""Rows at the desk: split, merged, added, removed, and text of the remainder moved to where it belongs.

Where the text of a printed row stands in several parts, all of them are kept in the one field ``text`` of the printed
row; each part has its other fields for itself. Row numbers: services.row_numbers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from app.errors import KnownError
from app.services import log
from app.services.addresses import path_of
from app.services.corrections import ADDED, COLUMN, REMOVED, stored
from app.services.desk_words import field_name
from app.services.editing import Edit, Json, find_row, parts_of, set_parts, set_text, text_owner
from app.services.history import Change
from app.services.row_numbers import added_number, is_added, origin_of, part_between, part_number
from app.services.rows import ItemRef

if TYPE_CHECKING:
    from app.models.workspace import Workspace

_ENDS: Final = ("。", "；", ";", "负责", "配合", "落实", "牵头", "参与", "指导")
"""What a duty cell ends with when nothing of it is missing."""

_COPIED: Final = ("category", "measure", "deadline_raw", "responsibility_raw")
PLACES_OF_TEXT: Final = ("end", "start", "replace", "new")


def split_task(workspace: Workspace, ref: ItemRef, at: int) -> Change:
    """Cut a row's text at character ``at``; the second part is a row of its own with the same other fields."""
    with workspace.write() as session:
        edit = Edit(session, ref.version)
        row = _task(edit, ref)
        name = edit.name("task", ref.number)
        first, second = row["text"][:at].rstrip(), row["text"][at:].lstrip()
        if not first or not second:
            raise KnownError("拆分处在文字的开头或末尾，没有可拆分的内容。", "请把光标放在要拆开的两句之间。")
        fresh = _split_added(edit, ref.number, row, first, second) if is_added(ref.number) else None
        if fresh is None:
            fresh = _split_printed(edit, ref.number, first, second)
        return edit.commit(f"拆分{name}", [ref, ItemRef(ref.version, "task", fresh)])


def merge_tasks(workspace: Workspace, first: ItemRef, second: ItemRef) -> Change:
    """Put the second row's text behind the first's; the second is gone, its cells go where the first has a gap."""
    if first == second or first.version != second.version:
        raise KnownError("请选择同一方案中的两项任务合并。", "")
    with workspace.write() as session:
        edit = Edit(session, first.version)
        one, two = _task(edit, first), _task(edit, second)
        label = f"合并{edit.name('task', first.number)}与{edit.name('task', second.number)}"
        joined = one["text"] + two["text"]
        if _are_parts_of_one(first.number, second.number):
            origin, kept = origin_of(first.number)
            gone = origin_of(second.number)[1]
            parts = [[key, joined if key == kept else said] for key, said in parts_of(edit, origin) if key != gone]
            set_parts(edit, origin, parts)
        else:
            set_text(edit, first.number, joined)
            edit.set("task", second.number, REMOVED, {"value": True, "into": path_of("task", first.number)})
        _join_cells(edit, first.number, one, two)
        return edit.commit(label, [first])


def remove(workspace: Workspace, ref: ItemRef) -> Change:
    """Take a task or a figure out of the plan as it is shown; undo brings it back."""
    if ref.kind not in ("task", "target"):
        raise KnownError("部分和措施不能删除。", "可以更正其标题和内容。")
    with workspace.write() as session:
        edit = Edit(session, ref.version)
        name = edit.name(ref.kind, ref.number)
        edit.set(ref.kind, ref.number, REMOVED, stored(True))
        return edit.commit(f"删除{name}")


def add_task(workspace: Workspace, version: int, behind: ItemRef | None, text: str) -> Change:
    """Add a row that was not read, behind another or at the end."""
    with workspace.write() as session:
        edit = Edit(session, version)
        fresh = _add(edit, behind.number if behind is not None else None, text)
        name = edit.name("task", behind.number) + "后" if behind is not None else ""
        return edit.commit(f"{name}增加任务", [ItemRef(version, "task", fresh)])


def take_remainder(
    workspace: Workspace,
    version: int,
    position: int,
    ref: ItemRef,
    key: str,
    where: str = "end",
    part: tuple[int, int] | None = None,
) -> Change:
    """Move text that found no field, or the range ``part`` of it, into a field of an item.

    ``where``: "end" or "start" of what stands there, "replace" it, or "new": a row of its own behind ``ref``.
    """
    if where not in PLACES_OF_TEXT:
        raise ValueError(f"{where!r} is none of {PLACES_OF_TEXT}")
    number = 0 if ref.kind == "plan" else ref.number
    with workspace.write() as session:
        edit = Edit(session, version)
        edit.refuse_conflict("remainder", position, "text")
        whole = str(edit.row("remainder", position)["text"])
        start, end = part or (0, len(whole))
        taken = whole[start:end].strip()
        if not taken:
            raise KnownError("没有选中文字。", "请先选中要归入的文字。")
        edit.set_value("remainder", position, "text", (whole[:start] + whole[end:]).strip())
        name = edit.name(ref.kind, number)
        if where == "new":
            fresh = ItemRef(version, "task", _add(edit, ref.number if ref.kind == "task" else None, taken))
            return edit.commit("未归入的文字列为任务", [fresh])
        _put(edit, ref.kind, number, key, taken, where)
        return edit.commit(f"文字归入{name}：{field_name(ref.kind, key)}", [ref])


def _task(edit: Edit, ref: ItemRef) -> Json:
    if ref.kind != "task":
        raise ValueError(f"no task: {ref}")
    edit.refuse_conflict("task", text_owner(ref.number), "text")
    return edit.row("task", ref.number)


def _split_printed(edit: Edit, number: int, first: str, second: str) -> int:
    """Split a printed row, or a part of one: the part's number was never given to another."""
    origin, part = origin_of(number)
    parts = parts_of(edit, origin)
    item = edit.item("task", origin)
    keys = [key for key, _ in parts]
    place = keys.index(part)
    behind = keys[place + 1] if place + 1 < len(keys) else None
    fresh = part_between(part, behind, [*keys, *(item.parts_ever() if item is not None else ())])
    if fresh is None:
        raise KnownError("这项任务已拆分得太多。", "请改为增加新的任务。")
    parts[place : place + 1] = [[part, first], [fresh, second]]
    set_parts(edit, origin, parts)
    own = edit.item("task", number)
    for key in own.corrected if own is not None else ():
        if key not in ("text", "label"):
            edit.set("task", part_number(origin, fresh), key, own.get(key) if own is not None else None)
    return part_number(origin, fresh)


def _split_added(edit: Edit, number: int, row: Json, first: str, second: str) -> int:
    edit.set_value("task", number, "text", first)
    return _add(edit, number, second, like=row)


def _add(edit: Edit, behind: int | None, text: str, like: Json | None = None) -> int:
    """A row that a person adds, in the category and measure of the one before it."""
    text = text.strip()
    if not text:
        raise KnownError("任务内容为空。", "请填写任务内容。")
    tasks = edit.standing.corrected.get("tasks", ())
    if behind is None and tasks:
        behind = tasks[-1]["number"]
    before = find_row(edit.standing.corrected, "task", behind) if behind is not None else None
    origin, part = origin_of(behind) if behind is not None else (0, 0)
    number = added_number(origin, part, log.new_id())
    fields: dict[str, Any] = {"text": text, "label": _label(tasks, before)}
    if before is not None:
        fields |= {key: before.get(key) for key in ("category", "measure")}
    if like is not None:
        fields |= {key: like.get(key) for key in _COPIED if like.get(key) is not None}
    edit.set("task", number, ADDED, stored(True))
    for key, value in fields.items():
        edit.set("task", number, key, stored(value))
    return number


def _label(tasks: Any, before: Json | None) -> str:
    """13增, and 13增2 where that is there already."""
    taken = {str(one.get("label") or "") for one in tasks}
    stem = str(before.get("label") or "").split("增")[0] + "增" if before is not None else "增"
    label, count = stem, 1
    while label in taken:
        count += 1
        label = f"{stem}{count}"
    return label


def _are_parts_of_one(first: int, second: int) -> bool:
    return not is_added(first) and not is_added(second) and origin_of(first)[0] == origin_of(second)[0]


def _join_cells(edit: Edit, number: int, one: Json, two: Json) -> None:
    """The cells of a row that was torn apart: what is missing is filled, halves are put together."""
    for key in ("category", "measure"):
        if not one.get(key) and two.get(key):
            edit.set_value("task", number, key, two[key])
    if one["deadline"].get("kind") == "none" and two.get("deadline_raw"):
        edit.set_value("task", number, "deadline_raw", _joined(one.get("deadline_raw"), two["deadline_raw"]))
    if two.get("responsibility_raw") and not one.get("responsibility_columns"):
        joined = _joined(one.get("responsibility_raw"), two["responsibility_raw"])
        edit.set_value("task", number, "responsibility_raw", joined)
    heads = dict(two.get("responsibility_columns") or ())
    for head, text in one.get("responsibility_columns") or ():
        if heads.get(head) and heads[head] != text:
            edit.set("task", number, COLUMN + head, stored(_joined(text, heads[head])))


def _joined(first: str | None, second: str) -> str:
    """Two halves of a cell; two whole ones are parted by a semicolon, equal ones are one."""
    if not first or first == second:
        return second
    return f"{first}{'；' if first.endswith(_ENDS) and first[-1] not in '；;' else ''}{second}"


def _put(edit: Edit, kind: str, number: int, key: str, text: str, where: str) -> None:
    if key.startswith(COLUMN):
        head = key.removeprefix(COLUMN)
        now = str(dict(edit.row(kind, number).get("responsibility_columns") or ()).get(head) or "")
    else:
        now = edit.row(kind, number).get(key) or ""
    if not isinstance(now, str):
        raise KnownError("这一栏不能直接归入文字。", "请选择文字栏目。")
    whole = {"end": now + text, "start": text + now, "replace": text}[where]
    edit.refuse_conflict(kind, text_owner(number) if kind == "task" else number, key)
    if kind == "task" and key == "text":
        set_text(edit, number, whole)
    elif key.startswith(COLUMN):
        edit.set(kind, number, key, stored(whole))
    else:
        edit.set_value(kind, number, key, whole)
