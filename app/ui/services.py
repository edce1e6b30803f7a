"""The use cases a window may call, bound to the open workspace: so pages can be tested with fakes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    # Only for the types: the services bring SQLAlchemy, which is not imported before the window stands.
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from app.services.desk_rows import (
        AgencyFacts,
        BatchSnapshot,
        ConflictRow,
        DeskField,
        DeskItem,
        Figure,
        PlanChoice,
        ProofState,
        RemainderRow,
        SourceFlow,
        Value,
    )
    from app.services.history import Change, UndoToken
    from app.services.importing import ImportOutcome
    from app.services.overview_rows import Overview
    from app.services.progress import Progress
    from app.services.rows import (
        GridQuery,
        GridTotals,
        ItemRef,
        Matrix,
        PlanNode,
        PlanSummary,
        PlanText,
        RemarkRow,
        Scope,
        TaskRow,
    )
    from app.ui.check_services import CheckServices
    from app.ui.compare_services import CompareServices
    from app.ui.many_services import ManyServices


def _absent(*_: object) -> Any:
    """Stands for what a window was not given (in tests that need no desk)."""
    raise NotImplementedError


@dataclass(frozen=True)
class Opened:
    """How the workspace was opened: its file, who reviews, why it cannot be written to ("" = it can), a notice."""

    path: str
    reviewer: str = ""
    unit: str = ""
    read_only: str = ""
    notice: str = ""


@dataclass(frozen=True)
class UiServices:
    """Every call may be slow: run it through Lanes (``read``, ``write`` or ``pool``), never in the GUI thread.

    ``matrix(scope, by, inherited, order)``; ``page_image(version, page, scale)`` gives PNG bytes, ``page_sizes``
    points; ``source_lines`` the flow of a source that has no pages. ``open`` comes first, in the write lane.

    The desk: ``correct(field.ref, field.key, value)``; ``split(task, at)`` cuts its text; ``merge(first, second)``;
    ``add_task(version, behind or None, text)``; ``add_target(owner, figure)``; ``remove(task or target)``;
    ``take_remainder(version, position, ref, key, where, part)`` with ``where`` "end", "start" or "replace" and ``part``
    a range of its text or None; ``confirm(refs, checked)``; ``settle(conflict.entity, conflict.key, option.key)``.
    A Change names in ``refs`` the rows to select next. ``batch_import(paths, recursive, show, progress)`` walks
    folders; ``show`` is called from its threads. ``set_chooser``: who is asked, in a reading thread, which of a file's
    several plans are wanted.
    """

    open: Callable[[], Opened]
    close: Callable[[], None]
    set_reviewer: Callable[[str, str], Change]
    plans: Callable[[], tuple[PlanSummary, ...]]
    tree: Callable[[], tuple[PlanNode, ...]]
    plan_text: Callable[[int], PlanText]
    task: Callable[[ItemRef], TaskRow]
    grid_ids: Callable[[GridQuery], Sequence[int]]
    grid_rows: Callable[[Sequence[int]], tuple[TaskRow, ...]]
    grid_totals: Callable[[GridQuery], GridTotals]
    matrix: Callable[[Scope, str, bool, str], Matrix]
    remarks: Callable[[ItemRef | None], tuple[RemarkRow, ...]]
    add_remark: Callable[[ItemRef, str, str, str, str], Change]
    edit_remark: Callable[[str, dict[str, str]], Change]
    delete_remark: Callable[[str], Change]
    undo: Callable[[UndoToken], Change]
    import_file: Callable[[Path, Progress], ImportOutcome]
    import_samples: Callable[[Progress], tuple[ImportOutcome, ...]]
    page_image: Callable[[int, int, float], bytes]
    page_sizes: Callable[[int], tuple[tuple[float, float], ...]]
    source_lines: Callable[[int], tuple[str, ...]]
    write_report: Callable[[int, Path, Progress], int]
    export_tasks: Callable[[int, Path, Progress], None]
    write_duties: Callable[[int, Path, Progress], int] = _absent
    desk_items: Callable[[int], tuple[DeskItem, ...]] = _absent
    desk_fields: Callable[[ItemRef], tuple[DeskField, ...]] = _absent
    correct: Callable[[ItemRef, str, Value], Change] = _absent
    split: Callable[[ItemRef, int], Change] = _absent
    merge: Callable[[ItemRef, ItemRef], Change] = _absent
    add_task: Callable[[int, ItemRef | None, str], Change] = _absent
    add_target: Callable[[ItemRef, Figure], Change] = _absent
    remove: Callable[[ItemRef], Change] = _absent
    remainder: Callable[[int], tuple[RemainderRow, ...]] = _absent
    take_remainder: Callable[[int, int, ItemRef, str, str, tuple[int, int] | None], Change] = _absent
    confirm: Callable[[Sequence[ItemRef], bool], Change] = _absent
    confirm_field: Callable[[ItemRef, str, bool], Change] = _absent
    confirm_remainder: Callable[[int, int, bool], Change] = _absent
    conflicts: Callable[[int], tuple[ConflictRow, ...]] = _absent
    settle: Callable[[str, str, str], Change] = _absent
    add_alias: Callable[[str, AgencyFacts], Change] = _absent
    proof_state: Callable[[int], ProofState] = _absent
    source_flow: Callable[[int], SourceFlow] = _absent
    set_chooser: Callable[[Callable[[Path, Sequence[PlanChoice]], Sequence[int]]], None] = lambda _chooser: None
    batch_import: Callable[[Sequence[Path], bool, Callable[[BatchSnapshot], None], Progress], BatchSnapshot] = _absent
    checks: CheckServices | None = None
    many: ManyServices | None = None
    compare: CompareServices | None = None
    overview: Callable[[Scope], Overview] = _absent
