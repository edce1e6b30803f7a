"""The use cases a window may call, bound to the open workspace: so pages can be tested with fakes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # Only for the types: the services bring SQLAlchemy, which is not imported before the window stands.
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from app.services.history import Change, UndoToken
    from app.services.importing import ImportOutcome
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
    checks: CheckServices | None = None
