"""From two plans, their links and what people decided to the rows of page 对比; no database here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from app.services.checking.context import PlanContext
from app.services.checking.words import CheckWords
from app.services.citing import cite_measure, cite_task
from app.services.compare_links import HandLink
from app.services.compare_rows import (
    NONE,
    CommonClause,
    CompareRow,
    CompareSide,
    DifferenceRow,
)
from app.services.comparison.items import ComparedItem, Kind, compared
from app.services.extraction.draft import PlanDraft
from app.services.finding_listing import place_row
from app.services.rows import ItemRef

Json = Mapping[str, Any]


def sides(
    version: int, draft: PlanDraft, kind: Kind, remarks: Mapping[tuple[int, int], int] | None = None
) -> tuple[CompareSide, ...]:
    """The tasks or measures of a plan, in the order of the document; ``remarks``: counts by version and number."""
    cites = _cites(draft, kind)
    made = (_side(version, item, cites[item.number]) for item in compared(draft, kind).items)
    return tuple(replace(one, remarks=(remarks or {}).get((version, one.ref.number), 0)) for one in made)


def _cites(draft: PlanDraft, kind: Kind) -> dict[int, str]:
    if kind == "measure":
        chapters = {one.number: one for one in draft.chapters}
        return {one.number: cite_measure(one, chapters.get(one.chapter or 0)) for one in draft.measures}
    from_table = PlanContext(draft, CheckWords()).has_table
    return {task.number: cite_task(task, from_table=from_table) for task in draft.tasks}


def _side(version: int, item: ComparedItem, cite: str) -> CompareSide:
    return CompareSide(
        ref=ItemRef(version, item.kind, item.number),
        label=item.label,
        heading=item.heading,
        text=item.text,
        chapter=item.chapter_title,
        chapter_number=item.chapter,
        measure=item.measure,
        deadline=item.deadline_raw or "",
        duty=item.responsibility_raw or "",
        cite=cite,
        places=tuple(map(place_row, item.place)),
    )


def difference_row(data: Json) -> DifferenceRow:
    """A difference as the window shows it."""
    return DifferenceRow(
        kind=data["kind"],
        side=data["side"],
        sentence=data["sentence"],
        left=_marks(data["left"]),
        right=_marks(data["right"]),
        reason=data["reason"],
        minor=data["minor"],
    )


def _marks(data: Iterable[Sequence[Any]]) -> tuple[tuple[str, int, int], ...]:
    return tuple((str(one[0]), int(one[1]), int(one[2])) for one in data)


def rows(
    left: Sequence[CompareSide],
    right: Sequence[CompareSide],
    links: Iterable[Json],
    decided: Mapping[tuple[int, int], HandLink],
) -> tuple[CompareRow, ...]:
    """A row a link, in the order of the left; what stands alone in its place among them."""
    ours = {one.ref.number: one for one in left}
    theirs = {one.ref.number: one for one in right}
    found: dict[int, list[CompareRow]] = {}
    for link in links:
        pair = link["left"], link["right"]
        said = decided.get(pair)
        if pair[0] not in ours or pair[1] not in theirs or (said is None and link.get("hand")):
            continue
        if said is None or said.relation != NONE:
            found.setdefault(pair[0], []).append(_linked(ours[pair[0]], theirs[pair[1]], link, said))
    made: list[CompareRow] = []
    for side in left:
        made += sorted(found.get(side.ref.number, ()), key=_strongest) or [CompareRow(side, None)]
    return _with_right_ones(made, right)


def _strongest(row: CompareRow) -> tuple[bool, int]:
    return row.relation != "equivalent", row.key[1]


def _linked(left: CompareSide, right: CompareSide, link: Json, said: HandLink | None) -> CompareRow:
    return CompareRow(
        left=left,
        right=right,
        relation=said.relation if said is not None else link["relation"],
        score=link["score"],
        shared=tuple(map(_common, link["shared"])),
        differences=tuple(map(difference_row, link["differences"])),
        hand=said is not None,
        judge=said.judge if said is not None else "",
        conflicted=said is not None and said.conflicted,
    )


def _common(data: Json) -> CommonClause:
    left, right = ((str(data.get(f"{side}_field", "text")), *data[side]) for side in ("left", "right"))
    return CommonClause(data["left_text"], left, right)


def _with_right_ones(made: list[CompareRow], right: Sequence[CompareSide]) -> tuple[CompareRow, ...]:
    """Put what only the right has behind the row of what stands before it there."""
    linked = {row.right.ref.number for row in made if row.right is not None}
    place = 0
    for side in right:
        number = side.ref.number
        if number not in linked:
            made.insert(place, CompareRow(None, side))
            place += 1
            continue
        place = 1 + max(
            index for index, row in enumerate(made) if row.right is not None and row.right.ref.number == number
        )
    return tuple(made)
