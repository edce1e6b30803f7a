"""Sub-commands that write files: report, export."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.tools import DONE, chosen_plan, helper_pool, say, shown_progress

if TYPE_CHECKING:
    import argparse


def _run_output(arguments: argparse.Namespace, job: str, what: str) -> int:
    target = Path(arguments.output).absolute()
    with helper_pool() as pool, chosen_plan(arguments, pool) as (workspace, version):
        wanted = {"workspace": str(workspace), "version": version, "out": str(target), "options": {}}
        result, _ = pool.run(job, wanted, b"", shown_progress())
    pages = f"（{result['pages']} 页）" if result.get("pages") else ""
    say(f"已写出{what}{pages}：{target}")
    return DONE


def report(arguments: argparse.Namespace) -> int:
    """Write a report."""
    return _run_output(arguments, "plan_report", "方案报告")


def export(arguments: argparse.Namespace) -> int:
    """Write a table."""
    return _run_output(arguments, "tasks_xlsx", "任务分解表")
