"""The same work without a window: extract, import, list, report, export.

Exit codes: 0 done, 1 something failed (the rest was kept), 2 the words on the command line do not say
clearly what is meant, 3 another window holds the workspace. Nothing here imports Qt.
"""

from __future__ import annotations

import json
import sys
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from app.cliparser import ArgumentsUnclear, make_parser
from app.errors import KnownError, NotFound, WorkspaceLocked, reason_of

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence
    from datetime import date

    from app.models.workspace import Workspace
    from app.services.checking.engine import CheckOptions
    from app.services.desk_rows import BatchItem
    from app.services.finding_rows import FindingRow
    from app.services.helpers import HelperPool
    from app.services.progress import Progress

COMMANDS = ("extract", "import", "list", "check", "report", "export")
DONE, FAILED, UNCLEAR, LOCKED = 0, 1, 2, 3


def main(argv: Sequence[str]) -> int:
    """Do what ``argv`` (without the program's name) asks; return the exit code."""
    try:
        arguments = make_parser().parse_args(argv)
        return int(_ACTIONS[arguments.command](arguments))
    except ArgumentsUnclear as unclear:
        _complain(str(unclear))
        return UNCLEAR
    except NotFound as missing:
        _complain(f"{missing.message}{missing.hint}")
        return UNCLEAR
    except WorkspaceLocked as locked:
        _complain(f"{locked.message}{locked.hint}")
        return LOCKED
    except KnownError as error:
        _complain(f"{error.message}{error.hint}")
        return FAILED
    except KeyboardInterrupt:
        _complain("已取消。")
        return FAILED


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def _complain(line: str) -> None:
    sys.stderr.write(f"{line}\n")


@contextmanager
def _pool(size: int = 1) -> Iterator[HelperPool]:
    from app.services.helpers import HelperPool

    pool = HelperPool(size)
    pool.prestart()  # it gets ready while we read files and open the workspace
    try:
        yield pool
    finally:
        pool.close()


def _read_file(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise KnownError(f"无法读取文件“{path}”：{reason_of(error)}。", "请检查路径和权限。") from error


def _write_file(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise KnownError(f"无法写入“{path}”：{reason_of(error)}。", "请换一个位置。") from error


def _progress() -> Progress:
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


def _extract(arguments: argparse.Namespace) -> int:
    path = Path(arguments.file)
    with _pool() as pool:
        result, _ = pool.run("extract", {"name": path.name}, _read_file(path), _progress())
    text = json.dumps(result["plan"], ensure_ascii=False, indent=1)
    if arguments.output:
        _write_file(Path(arguments.output), f"{text}\n")
    else:
        _say(text)
    for warning in result["plan"].get("warnings", ()):
        _complain(f"提示：{warning}")
    return DONE


@contextmanager
def _workspace(arguments: argparse.Namespace, *, write: bool) -> Iterator[Workspace]:
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


def _import(arguments: argparse.Namespace) -> int:
    from app.services.batch import READERS, BatchRun
    from app.services.desk_rows import FAILED as REFUSED, BatchSnapshot

    said: list[str] = []
    turn = threading.Lock()

    def show(snapshot: BatchSnapshot) -> None:
        with turn:
            for item in snapshot.done[len(said) :]:
                said.append(item.path)
                _tell_imported(item)

    with _workspace(arguments, write=True) as workspace, _pool(READERS) as pool:
        run = BatchRun(workspace, pool, [Path(name) for name in arguments.files], show=show)
        if not run.snapshot().items:
            raise KnownError("文件夹中没有可以导入的方案文件。", "请检查路径，或写出文件名。")
        alone = len(run.snapshot().items) == 1
        snapshot = run.run(_progress(), steps=alone)
    return FAILED if snapshot.count(REFUSED) else DONE


def _tell_imported(item: BatchItem) -> None:
    """One line for a file that is through; what went wrong goes to the other stream."""
    from app.services.desk_rows import FAILED as REFUSED, THERE

    if item.state == REFUSED:
        _complain(f"未导入 {item.path}：{item.reason}")
        return
    counts = f"措施 {item.measures} 条、任务 {item.tasks} 项、指标 {item.targets} 个，存疑 {item.doubts} 处"
    _say(f"已在审阅项目中 {item.title}" if item.state == THERE else f"已导入 {item.title}：{counts}")
    for warning in item.warnings:
        _complain(f"提示：{warning}")


def _list(arguments: argparse.Namespace) -> int:
    from dataclasses import asdict

    from app.services.browsing import plans

    with _workspace(arguments, write=False) as workspace:
        known = plans(workspace)
    if arguments.json:
        _say(json.dumps([asdict(plan) for plan in known], ensure_ascii=False, indent=1))
        return DONE
    if not known:
        _say("审阅项目中还没有方案。")
    for plan in known:
        stage = f"（{plan.stage}）" if plan.stage else ""
        counts = f"任务 {plan.tasks} 项，指标 {plan.targets} 个，意见 {plan.remarks} 条，存疑 {plan.doubts} 处，"
        counts += "已校对" if plan.proofed else f"已校对 {plan.checked}/{plan.total}"
        _say(f"{plan.number:>3}  {plan.title}{stage}  {counts}  来源：{plan.source_name}")
    return DONE


@contextmanager
def _chosen_plan(arguments: argparse.Namespace, pool: HelperPool) -> Iterator[tuple[Path, int]]:
    """Workspace file and version that PLAN means; a file is read into a workspace of its own for the while."""
    import tempfile

    from app.models.workspace import open_workspace
    from app.services.browsing import find_plan
    from app.services.importing import import_file

    path = Path(arguments.plan)
    if not path.is_file():
        with _workspace(arguments, write=False) as workspace:
            yield workspace.path, find_plan(workspace, arguments.plan).version
        return
    with tempfile.TemporaryDirectory(prefix="qinglan-", ignore_cleanup_errors=True) as folder:
        workspace = open_workspace(Path(folder) / "once.qinglan")
        try:
            outcome = import_file(workspace, pool, path, _progress())
            for warning in outcome.warnings:
                _complain(f"提示：{warning}")
            if outcome.version is None:
                raise KnownError(f"没有从“{path}”读到方案。", "请检查文件。")
            yield workspace.path, outcome.version
        finally:
            workspace.close()


def _run_output(arguments: argparse.Namespace, job: str, what: str) -> int:
    target = Path(arguments.output).absolute()
    with _pool() as pool, _chosen_plan(arguments, pool) as (workspace, version):
        wanted = {"workspace": str(workspace), "version": version, "out": str(target), "options": {}}
        result, _ = pool.run(job, wanted, b"", _progress())
    pages = f"（{result['pages']} 页）" if result.get("pages") else ""
    _say(f"已写出{what}{pages}：{target}")
    return DONE


def _report(arguments: argparse.Namespace) -> int:
    return _run_output(arguments, "plan_report", "方案报告")


def _export(arguments: argparse.Namespace) -> int:
    return _run_output(arguments, "tasks_xlsx", "任务分解表")


def _check(arguments: argparse.Namespace) -> int:
    from app.services.checking.engine import CheckOptions, knows_rule
    from app.services.finding_text import lines, to_plain

    if arguments.rule and not knows_rule(arguments.rule):
        raise NotFound(f"没有规则 {arguments.rule}。", "请写规则组（如 3）或规则号（如 3.1）。")
    options = CheckOptions(reference=_day(arguments.date))
    title, date, found = _checked_file(arguments, options) if Path(arguments.plan).is_file() else _checked(arguments)
    if arguments.rule:
        found = [row for row in found if row.rule == arguments.rule or row.rule.startswith(f"{arguments.rule}.")]
    if arguments.json:
        _say(json.dumps([to_plain(row) for row in found], ensure_ascii=False, indent=1))
        return DONE
    for line in lines(title, found, date):
        _say(line)
    return DONE


def _day(text: str | None) -> date | None:
    from datetime import date

    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise ArgumentsUnclear(f"--date 的值“{text}”不是日期，请按 2025-03-01 的样式填写") from error


def _checked_file(arguments: argparse.Namespace, options: CheckOptions) -> tuple[str, str | None, list[FindingRow]]:
    from app.services.checking.check_json import finding_from_json, options_to_json
    from app.services.finding_text import rows_of

    path = Path(arguments.plan)
    with _pool() as pool:
        read, _ = pool.run("extract", {"name": path.name}, _read_file(path), _progress())
        answer, _ = pool.run("check", {"plan": read["plan"], "options": options_to_json(options)})
    head = read["plan"]["plan"]
    day = arguments.date or head.get("issue_date")
    return str(head["title"]), day, rows_of([finding_from_json(one) for one in answer["findings"]])


def _checked(arguments: argparse.Namespace) -> tuple[str, str | None, list[FindingRow]]:
    from app.services import finding_settings, findings
    from app.services.browsing import find_plan

    with _workspace(arguments, write=False) as workspace:
        plan = find_plan(workspace, arguments.plan)
        day = arguments.date or finding_settings.reference(workspace, plan.version).date
        return plan.title, day, list(findings.findings(workspace, plan.version, day=arguments.date))


_ACTIONS = {
    "extract": _extract,
    "import": _import,
    "list": _list,
    "check": _check,
    "report": _report,
    "export": _export,
}
