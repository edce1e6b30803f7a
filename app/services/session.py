"""A workspace that is opened once and used from several threads: the use cases of a window, bound to it.

Nothing heavy is imported before ``open`` is called, so that a window can stand first.
"""

from __future__ import annotations

import logging
import os
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app import paths
from app.errors import KnownError
from app.services.check_session import CheckSession
from app.services.compare_session import CompareSession
from app.services.desk_session import DeskSession
from app.services.many_session import ManySession
from app.services.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from app.models.workspace import Workspace
    from app.services.desk_rows import PlanChoice
    from app.services.helpers import HelperPool
    from app.services.history import Change, UndoToken
    from app.services.importing import ImportOutcome
    from app.services.overview_rows import Overview
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

    Chooser = Callable[[Path, Sequence[PlanChoice]], Sequence[int]]

log = logging.getLogger(__name__)

_LEAST_WORKERS, _MOST_WORKERS = 2, 4


@dataclass(frozen=True)
class Reviewer:
    """Who reviews on this computer; empty where nobody said so yet."""

    name: str = ""
    unit: str = ""


def _workers() -> int:
    """How many helpers compute at once."""
    return max(_LEAST_WORKERS, min(_MOST_WORKERS, (os.cpu_count() or 2) - 1))


class WorkspaceSession:
    """The workspace file of one window and its helper processes.

    Page images have a helper of their own: they are waited for while a long import runs in another.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._workspace: Workspace | None = None
        self._lock = threading.Lock()
        self._pools: dict[str, HelperPool] = {}
        self._closed = False
        self._file: tuple[int, bytes] = (0, b"")
        self.checks = CheckSession(self._open, lambda: self._pool("work"), _workers())
        self.many = ManySession(self._open, lambda: self._pool("work"), _workers())
        self.compare = CompareSession(self._open, lambda: self._pool("work"))
        self.chooser: Chooser | None = None
        self.desk = DeskSession(self._open, lambda: self._pool("work"), lambda: self.chooser)

    # Opening and closing

    def open(self) -> None:
        """Open (or make) the workspace; a second call opens it anew after a refusal."""
        from app.models.workspace import open_workspace

        if self._workspace is None:
            self._workspace = open_workspace(self.path)

    def close(self) -> None:
        """End the helpers and let go of the file."""
        with self._lock:
            self._closed = True
            pools = list(self._pools.values())
        for pool in pools:
            pool.close()
        if self._workspace is not None:
            self._workspace.close()
            self._workspace = None

    def reviewer(self) -> Reviewer:
        """Who reviews on this computer."""
        from app.services.reviewing import current_reviewer

        person = current_reviewer(self._open())
        return Reviewer(person.name, person.unit) if person is not None else Reviewer()

    def read_only_reason(self) -> str:
        """Why nothing can be written, as a sentence; "" where it can."""
        workspace = self._open()
        if not workspace.read_only:
            return ""
        if workspace.holder is not None:
            return f"{workspace.holder.sentence}本窗口只能查看，不能改动。"
        return workspace.notice or "审阅项目以只读方式打开，不能改动。"

    def notice(self) -> str:
        """What is to be known of the place where the workspace lies."""
        return self._open().notice

    # Reading

    def plans(self) -> tuple[PlanSummary, ...]:
        """All plans."""
        from app.services import browsing

        return browsing.plans(self._open())

    def tree(self) -> tuple[PlanNode, ...]:
        """The library."""
        from app.services import browsing

        return self.checks.counted(browsing.tree(self._open()))

    def plan_text(self, version: int) -> PlanText:
        """A whole version."""
        from app.services import browsing

        return browsing.plan_text(self._open(), version)

    def task(self, ref: ItemRef) -> TaskRow:
        """One task."""
        from app.services import browsing

        return browsing.task(self._open(), ref)

    def grid_ids(self, query: GridQuery) -> Sequence[int]:
        """Ids of the tasks of a query."""
        from app.services import grid

        return grid.grid_ids(self._open(), query)

    def grid_rows(self, ids: Sequence[int]) -> tuple[TaskRow, ...]:
        """Rows by id."""
        from app.services import grid

        return grid.grid_rows(self._open(), ids)

    def grid_totals(self, query: GridQuery) -> GridTotals:
        """Counts of a query."""
        from app.services import grid

        return grid.grid_totals(self._open(), query)

    def matrix(self, scope: Scope, by: str, inherited: bool, order: str) -> Matrix:
        """The responsibility matrix."""
        from app.services import matrix

        return matrix.build(self._open(), scope, by=by, inherited=inherited, order=order)

    def overview(self, scope: Scope) -> Overview:
        """Figures of a scope."""
        from app.services import overview

        return overview.overview(self._open(), scope)

    def remarks(self, ref: ItemRef | None) -> tuple[RemarkRow, ...]:
        """Remarks on an item, or all."""
        from app.services import reviewing

        return reviewing.remarks(self._open(), ref)

    def page_sizes(self, version: int) -> tuple[tuple[float, float], ...]:
        """Sizes of the source's pages in points."""
        from app.services import browsing

        return browsing.page_sizes(self._open(), version)

    def source_lines(self, version: int) -> tuple[str, ...]:
        """The lines of a text source; empty where it has none."""
        from app.services import browsing
        from app.services.documents.text import read_text

        kind, name, content = browsing.source_bytes(self._open(), version)
        if kind != "text":
            return ()
        document = read_text(content, name)
        return tuple(document.slice(line.span) for line in document.lines)

    # Changing

    def set_reviewer(self, name: str, unit: str) -> Change:
        """Say who reviews."""
        from app.services import reviewing

        return reviewing.set_reviewer(self._open(), name, unit)

    def add_remark(self, ref: ItemRef, text: str, severity: str, field: str, quote: str) -> Change:
        """Write a remark."""
        from app.services import reviewing

        return reviewing.add_remark(self._open(), ref, text, severity, field, quote)

    def edit_remark(self, entity: str, values: Mapping[str, str]) -> Change:
        """Change a remark's text, severity or state."""
        from app.services import reviewing

        return reviewing.edit_remark(self._open(), entity, **values)

    def delete_remark(self, entity: str) -> Change:
        """Delete a remark."""
        from app.services import reviewing

        return reviewing.delete_remark(self._open(), entity)

    def undo(self, token: UndoToken) -> Change:
        """Take a change back."""
        from app.services import history

        return history.undo(self._open(), token)

    def set_chooser(self, chooser: Chooser) -> None:
        """Say who is asked, in a reading thread, which plans of a file with several are wanted."""
        self.chooser = chooser

    # Files in and out, in helper processes

    def import_file(self, path: Path, progress: Progress) -> ImportOutcome:
        """Read a file and store its plan."""
        from app.services import importing

        chooser = self.chooser
        choose = None if chooser is None else lambda choices: chooser(path, choices)
        return importing.import_file(self._open(), self._pool("work"), path, progress, choose)

    def import_samples(self, progress: Progress) -> tuple[ImportOutcome, ...]:
        """Import the shipped sample plans."""
        files = sorted((paths.resources() / "samples").glob("*.pdf"))
        if not files:
            raise KnownError("程序文件夹中没有示例方案。", "请导入自己的方案文件。")
        return tuple(self.import_file(file, progress) for file in files)

    def page_image(self, version: int, page: int, scale: float) -> bytes:
        """A source page as PNG."""
        args = {"page": page, "scale": scale}
        return self._pool("pages").run("page_image", args, self._source(version))[1]

    def write_report(self, version: int, out: Path, progress: Progress) -> int:
        """Write the plan's report; give its pages."""
        return int(self._write("plan_report", version, out, progress)["pages"])

    def write_duties(self, version: int, out: Path, progress: Progress) -> int:
        """Write 责任分工一览表 alone; give its pages."""
        return int(self._write("plan_report", version, out, progress, part="责任分工一览表")["pages"])

    def export_tasks(self, version: int, out: Path, progress: Progress) -> None:
        """Write the task table."""
        self._write("tasks_xlsx", version, out, progress)

    def prestart(self) -> None:
        """Start the page helper before the first page is asked for."""
        self._pool("pages").prestart()

    def _write(self, job: str, version: int, out: Path, progress: Progress, **options: str) -> dict[str, Any]:
        args = {"workspace": str(self._open().path), "version": version, "out": str(out), "options": options}
        return self._pool("work").run(job, args, b"", progress)[0]

    def _source(self, version: int) -> bytes:
        """The source's bytes; the last one is kept, for pages are turned one after the other."""
        from app.services import browsing

        kept, content = self._file
        if kept != version:
            content = browsing.source_bytes(self._open(), version)[2]
            self._file = (version, content)
        return content

    def _open(self) -> Workspace:
        if self._workspace is None:
            raise KnownError("审阅项目没有打开。", "请稍候再试。")
        return self._workspace

    def _pool(self, name: str) -> HelperPool:
        from app.services.helpers import HelperPool

        with self._lock:
            if name not in self._pools:
                size = 1 if name == "pages" else _workers()
                self._pools[name] = HelperPool(size)
                if self._closed:
                    self._pools[name].close()
            return self._pools[name]
