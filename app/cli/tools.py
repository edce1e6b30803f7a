"""What the sub-commands share: words to the terminal, files, helpers, the workspace, the plan that is meant."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.errors import KnownError, NotFound, WorkspaceLocked, reason_of

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from app.models.workspace import Workspace
    from app.services.helpers import HelperPool
    from app.services.progress import Progress

DONE, FAILED, UNCLEAR, LOCKED = 0, 1, 2, 3


def say(line: str) -> None:
    """Write a line of the answer."""
    sys.stdout.write(f"{line}\n")


def complain(line: str) -> None:
    """Write a line that is not part of the answer."""
    sys.stderr.write(f"{line}\n")


@contextmanager
def helper_pool(size: int = 1) -> Iterator[HelperPool]:
    """Helper processes for a while."""
    from app.services.helpers import HelperPool

    pool = HelperPool(size)
    pool.prestart()  # it gets ready while we read files and open the workspace
    try:
        yield pool
    finally:
        pool.close()


def read_file(path: Path) -> bytes:
    """The bytes of a file; raises KnownError."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise KnownError(f"无法读取文件“{path}”：{reason_of(error)}。", "请检查路径和权限。") from error


def write_file(path: Path, text: str) -> None:
    """Write a text; raises KnownError."""
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise KnownError(f"无法写入“{path}”：{reason_of(error)}。", "请换一个位置。") from error


def shown_progress() -> Progress:
    """A bar on a terminal, silence elsewhere (scripts want clean output)."""
    from app.services.progress import Progress

    if not sys.stderr.isatty():
        return Progress()

    def show(done: int, total: int, what: str) -> None:
        filled = 20 * done // total if total else 0
        end = "\r\x1b[K" if done >= total else ""
        sys.stderr.write(f"\r\x1b[K[{'█' * filled}{'·' * (20 - filled)}] {done}/{total} {what}{end}")
        sys.stderr.flush()

    return Progress(show)


@contextmanager
def opened(arguments: argparse.Namespace, *, write: bool) -> Iterator[Workspace]:
    """The workspace that the words on the command line mean."""
    from app import paths
    from app.models.workspace import open_workspace

    chosen = Path(arguments.workspace) if arguments.workspace else paths.default_workspace()
    if not write and not chosen.exists():
        raise NotFound(f"审阅项目“{chosen}”还不存在。", "请先用 import 导入方案。")
    workspace = open_workspace(chosen, write=write, create=write)
    try:
        if write and workspace.read_only:
            raise WorkspaceLocked(f"审阅项目“{chosen}”正由另一个窗口使用，命令行没有写入。", "请关闭该窗口后再试。")
        yield workspace
    finally:
        workspace.close()


@contextmanager
def chosen_plan(arguments: argparse.Namespace, pool: HelperPool) -> Iterator[tuple[Path, int]]:
    """Workspace file and version that PLAN means; a file is read into a workspace of its own for the while."""
    import tempfile

    from app.models.workspace import open_workspace
    from app.services.browsing import find_plan
    from app.services.importing import import_file

    path = Path(arguments.plan)
    if not path.is_file():
        with opened(arguments, write=False) as workspace:
            yield workspace.path, find_plan(workspace, arguments.plan).version
        return
    with tempfile.TemporaryDirectory(prefix="qinglan-", ignore_cleanup_errors=True) as folder:
        workspace = open_workspace(Path(folder) / "once.qinglan")
        try:
            outcome = import_file(workspace, pool, path, shown_progress())
            for warning in outcome.warnings:
                complain(f"提示：{warning}")
            if outcome.version is None:
                raise KnownError(f"没有从“{path}”读到方案。", "请检查文件。")
            yield workspace.path, outcome.version
        finally:
            workspace.close()


def plan_of(arguments: argparse.Namespace, words: str, pool: HelperPool) -> dict[str, Any]:
    """The plan JSON of the file, or of the plan of the workspace as people corrected it, that words name."""
    from app.services.browsing import find_plan
    from app.services.finding_store import plan_json

    path = Path(words)
    if not path.is_file():
        with opened(arguments, write=False) as workspace:
            return dict(plan_json(workspace, find_plan(workspace, words).version))
    result, _ = pool.run("extract", {"name": path.name}, read_file(path), shown_progress())
    for warning in result["plan"]["plan"].get("warnings", ()):
        complain(f"提示：{warning}")
    plan: dict[str, Any] = result["plan"]
    return plan
