"""From what a helper found in two drafts to the rows of the window; no database here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from app.services.draft_rows import (
    DELETED,
    EQUAL,
    INSERTED,
    PASSAGE_STATES,
    DraftField,
    DraftItem,
    EarlierRemark,
    Piece,
)
from app.services.projections import owner_of
from app.services.rows import ItemRef, RemarkRow

Json = Mapping[str, Any]
HEAD, TABLE, LOOSE = "标题和引言", "任务", "未归入部分的措施"
_FIELDS = {
    "title": "",
    "preamble": "",
    "text": "",
    "category": "类别",
    "deadline_raw": "完成时限",
    "responsibility_raw": "责任单位",
    "remark": "备注",
}


def items(versions: tuple[int, int], plans: Sequence[Json], found: Iterable[Json]) -> tuple[DraftItem, ...]:
    """All items: the head, each chapter with its measures, the tasks; in the order of the new draft."""
    listed = list(found)
    titles = _chapters(plans, listed)
    rows: list[DraftItem] = [_item(versions, one, HEAD) for one in listed if one["kind"] == "plan"]
    measures = [one for one in listed if one["kind"] == "measure"]
    homes = [_home(one, plans, listed) for one in measures]
    for place, one in enumerate(listed):
        if one["kind"] == "chapter":
            rows.append(_item(versions, one, titles[place]))
            rows += [
                _item(versions, each, titles[place])
                for each, home in zip(measures, homes, strict=True)
                if home == place
            ]
    rows += [_item(versions, each, LOOSE) for each, home in zip(measures, homes, strict=True) if home is None]
    return (*rows, *(_item(versions, one, TABLE) for one in listed if one["kind"] == "task"))


def _chapters(plans: Sequence[Json], listed: Sequence[Json]) -> dict[int, str]:
    """The titles of chapters by their place in the list."""
    known = [
        {one["number"]: f"{one.get('label') or ''}{one['title']}" for one in plan.get("chapters", ())} for plan in plans
    ]
    found: dict[int, str] = {}
    for place, one in enumerate(listed):
        if one["kind"] == "chapter":
            side = 1 if one["new"] else 0
            found[place] = str(known[side].get((one["new"] or one["old"])[0]) or one["heading"])
    return found


def _home(measure: Json, plans: Sequence[Json], listed: Sequence[Json]) -> int | None:
    """The place of the chapter in which a measure stands."""
    side = 1 if measure["new"] else 0
    name = "new" if side else "old"
    number = measure[name][0]
    chapter = next((one.get("chapter") for one in plans[side].get("measures", ()) if one["number"] == number), None)
    for place, one in enumerate(listed):
        if one["kind"] == "chapter" and chapter in one[name]:
            return place
    return None


def _item(versions: tuple[int, int], one: Json, section: str) -> DraftItem:
    side = 1 if one["new"] else 0
    number = (one["new"] or one["old"])[0]
    return DraftItem(
        ref=ItemRef(versions[side], one["kind"], number),
        section=section,
        label=_label(one),
        fate=one["fate"],
        fields=tuple(_field(each, one["fate"]) for each in one["fields"] if not _is_section(one, each)),
    )


def _is_section(one: Json, field: Json) -> bool:
    """The title of a chapter stands above already, where it is as it was."""
    return one["kind"] == "chapter" and field["field"] == "title" and one["fate"] != "deleted" and not field["changed"]


def _label(one: Json) -> str:
    """（三）; 原（三）→（四） where the number changed; 第5项 for tasks."""
    if one["kind"] == "plan":
        return ""
    if one["kind"] == "chapter" and not one["renumbered"]:
        return "本部分总述"
    old, new = ("、".join(one[name]) for name in ("old_labels", "new_labels"))
    words = f"原{old}→{new}" if old and new and old != new else new or old
    return f"第{words}项" if one["kind"] == "task" else words


def _field(one: Json, fate: str) -> DraftField:
    name = one["field"]
    words = _FIELDS.get(name, name.removeprefix("responsibility:"))
    if one["segments"]:
        pieces = tuple(Piece(segment[0], segment[1]) for segment in one["segments"])
    else:
        op = {"inserted": INSERTED, "deleted": DELETED}.get(fate, EQUAL)
        pieces = (Piece(op, one["new"] or one["old"]),)
    return DraftField(words, bool(one["changed"]), pieces)


def earlier(version: int, remark: RemarkRow, fate: Json, *, carried: bool) -> EarlierRemark:
    """An opinion on the old draft with what became of its passage."""
    path = str(fate["path"])
    return EarlierRemark(
        entity=remark.entity,
        text=remark.text,
        severity=remark.severity,
        settled=remark.state,
        author=remark.author_name,
        old=remark.ref,
        quote=remark.quote,
        state=PASSAGE_STATES[fate["state"]],
        where=ItemRef(version, *owner_of(path)) if path else None,
        path=path,
        now=str(fate["now"]),
        carried=carried,
    )
