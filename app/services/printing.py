"""Papers and tables as jobs for the helper processes: read the workspace, write the file whole or not at all."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from app.errors import KnownError
from app.services.progress import Progress
from app.services.rows import Matrix, PlanText, Scope

Result = TypeVar("Result")
JobResult = tuple[dict[str, Any], bytes]


def plan_report_job(args: dict[str, Any], payload: bytes, progress: Progress) -> JobResult:
    """Write the report of a plan. ``args``: workspace, version, out, options (see ReportOptions); gives the pages."""
    from app.services.reports.options import ReportOptions
    from app.services.reports.plan_report import write_plan_report

    del payload
    options = ReportOptions.from_dict(args.get("options") or {})
    plan, matrix = _load(args, progress)
    out = Path(args["out"])
    pages = write_whole(out, lambda path: write_plan_report(plan, matrix, path, options, progress))
    return {"out": str(out), "pages": pages}, b""


def tasks_xlsx_job(args: dict[str, Any], payload: bytes, progress: Progress) -> JobResult:
    """Write the task table of a plan as a workbook. ``args``: workspace, version, out; gives the number of tasks."""
    from app.services.spreadsheets import write_tasks

    del payload
    plan, _ = _load(args, progress)
    out = Path(args["out"])
    write_whole(out, lambda path: write_tasks(plan, path))
    return {"out": str(out), "tasks": plan.summary.tasks}, b""


def _load(args: dict[str, Any], progress: Progress) -> tuple[PlanText, Matrix]:
    """Read the plan and its matrix; the workspace is closed again before anything is written."""
    from app.models.workspace import open_workspace
    from app.services import browsing, matrix

    progress.step(0, 100, "读取方案")
    version = int(args["version"])
    workspace = open_workspace(Path(args["workspace"]), write=False, create=False)
    try:
        return browsing.plan_text(workspace, version), matrix.build(workspace, Scope(version=version))
    finally:
        workspace.close()


def write_whole(out: Path, write: Callable[[Path], Result]) -> Result:
    """Let ``write`` fill a file beside ``out`` and put it in its place when it is complete.

    Raises KnownError with a sentence where the place cannot be written: no folder, no right, open elsewhere, full.
    """
    try:
        handle, name = tempfile.mkstemp(prefix=".qinglan-", suffix=out.suffix, dir=out.parent)
        os.close(handle)
    except OSError as error:
        raise _refusal(out, error) from error
    aside = Path(name)
    try:
        result = write(aside)
        if out.is_dir():
            raise IsADirectoryError(errno.EISDIR, "is a folder", str(out))
        aside.chmod(_mode(out))
        aside.replace(out)
    except OSError as error:
        raise _refusal(out, error) from error
    finally:
        aside.unlink(missing_ok=True)
    return result


def _mode(out: Path) -> int:
    """The rights of the file that is replaced, else those that a new file would get."""
    if out.exists():
        return out.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _refusal(out: Path, error: OSError) -> KnownError:
    """The sentence for a place that cannot be written."""
    if isinstance(error, (FileNotFoundError, NotADirectoryError)):
        return KnownError(f"文件夹“{out.parent}”不存在。", "请另选保存位置。")
    if isinstance(error, IsADirectoryError) or out.is_dir():
        return KnownError(f"“{out}”是一个文件夹，不能写成文件。", "请另写文件名。")
    if error.errno in (errno.ENOSPC, errno.EDQUOT if hasattr(errno, "EDQUOT") else errno.ENOSPC):
        return KnownError(f"磁盘空间不足，“{out.name}”没有写入。", "请清理磁盘，或另选保存位置。")
    if error.errno == errno.EROFS:
        return KnownError(f"“{out.parent}”是只读的，“{out.name}”没有写入。", "请另选保存位置。")
    return KnownError(
        f"“{out.name}”无法写入：文件可能正在其他程序中打开，或没有写入权限。",
        "请关闭该文件后重试，或另选保存位置。",
    )
