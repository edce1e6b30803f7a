"""雷同文字 of plans in a workspace: looked for only when asked, never kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from app.services import finding_store as store
from app.services.extraction.plan_json import from_json
from app.services.many_matrix import Json, Runner
from app.services.many_rows import CopiedRow
from app.services.plan_columns import plan_columns
from app.services.progress import Progress
from app.services.rows import ItemRef

if TYPE_CHECKING:
    from app.models.workspace import Workspace


def copied(
    workspace: Workspace,
    reference: int | None,
    versions: Sequence[int] | None,
    run: Runner,
    progress: Progress | None = None,
) -> tuple[CopiedRow, ...]:
    """Common runs of the bodies of these plans and of the reference, in official order."""
    progress = progress or Progress()
    with workspace.read() as session:
        wanted = versions if versions is None or reference is None else [reference, *versions]
        columns = plan_columns(session, wanted)
    texts: list[tuple[ItemRef, str]] = []
    for column in columns:
        texts += _texts(column.version, dict(store.plan_json(workspace, column.version)))
    args = {
        "passages": [[ref.version, number, text] for number, (ref, text) in enumerate(texts)],
        "regions": {str(one.version): one.region for one in columns},
        "above": reference,
    }
    rows = []
    for one, start, end, other, there, until, length, passed_on in run("common_runs", args, progress)["runs"]:
        (ref, text), (other_ref, other_text) = texts[one], texts[other]
        rows.append(CopiedRow(ref, text, (start, end), other_ref, other_text, (there, until), length, passed_on))
    return tuple(rows)


def _texts(version: int, plan: Json) -> list[tuple[ItemRef, str]]:
    """The body of a plan; its task table repeats it, so it counts only where there is no body."""
    draft = from_json(plan)
    if not draft.measures:
        return [(ItemRef(version, "task", one.number), one.text) for one in draft.tasks]
    chapters = [(ItemRef(version, "chapter", one.number), one.text) for one in draft.chapters if one.text]
    return chapters + [(ItemRef(version, "measure", one.number), one.text) for one in draft.measures]
