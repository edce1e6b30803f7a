"""Sub-commands that read plans: extract, import, list."""

from __future__ import annotations

import json
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.tools import (
    DONE,
    FAILED,
    complain,
    helper_pool,
    opened,
    read_file,
    say,
    shown_progress,
    write_file,
)
from app.errors import KnownError
from app.services.desk_rows import PlanChoice

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from app.services.desk_rows import BatchItem


def extract(arguments: argparse.Namespace) -> int:
    """Read one file and print its plan."""
    path = Path(arguments.file)
    with helper_pool() as pool:
        args = {"name": path.name} | ({"plan": arguments.plan - 1} if arguments.plan else {})
        result, _ = pool.run("extract", args, read_file(path), shown_progress())
    choices = [PlanChoice(one["key"], one["title"], one.get("words", "")) for one in result.get("choices") or ()]
    if choices:
        _wanted(path, choices, arguments.plan)
        if not arguments.plan:
            complain(f"{_listing(path, choices)}已读第 1 个，其余用 --plan 序号。")
    text = json.dumps(result["plan"], ensure_ascii=False, indent=1)
    if arguments.output:
        write_file(Path(arguments.output), f"{text}\n")
    else:
        say(text)
    for warning in result["plan"].get("warnings", ()):
        complain(f"提示：{warning}")
    return DONE


def import_files(arguments: argparse.Namespace) -> int:
    """Import files and folders."""
    from app.services.batch import READERS, BatchRun
    from app.services.desk_rows import FAILED as REFUSED, BatchSnapshot

    said: list[str] = []
    turn = threading.Lock()

    def show(snapshot: BatchSnapshot) -> None:
        with turn:
            for item in snapshot.done[len(said) :]:
                said.append(item.path)
                _tell_imported(item)

    def choose(path: Path, choices: Sequence[PlanChoice]) -> Sequence[int]:
        wanted = _wanted(path, choices, arguments.plan)
        complain(f"{_listing(path, choices)}{f'导入第 {arguments.plan} 个。' if arguments.plan else '全部导入。'}")
        return wanted

    with opened(arguments, write=True) as workspace, helper_pool(READERS) as pool:
        run = BatchRun(workspace, pool, [Path(name) for name in arguments.files], show=show, choose=choose)
        if not run.snapshot().items:
            raise KnownError("文件夹中没有可以导入的方案文件。", "请检查路径，或写出文件名。")
        alone = len(run.snapshot().items) == 1
        snapshot = run.run(shown_progress(), steps=alone)
    return FAILED if snapshot.count(REFUSED) else DONE


def _wanted(path: Path, choices: Sequence[PlanChoice], number: int | None) -> list[int]:
    """The plans of a file that are asked for: one by its number, or all."""
    if number is None:
        return [one.key for one in choices]
    if not 1 <= number <= len(choices):
        raise KnownError(f"“{path.name}”中没有第 {number} 个方案。", _listing(path, choices))
    return [choices[number - 1].key]


def _listing(path: Path, choices: Sequence[PlanChoice]) -> str:
    """What a file with several plans holds."""
    lines = "".join(f"\n  {number}  {one.title}　{one.words}" for number, one in enumerate(choices, 1))
    return f"“{path.name}”中有 {len(choices)} 个方案：{lines}\n"


def _tell_imported(item: BatchItem) -> None:
    """One line for a file that is through; what went wrong goes to the other stream."""
    from app.services.desk_rows import FAILED as REFUSED, THERE

    if item.state == REFUSED:
        complain(f"未导入 {item.path}：{item.reason}")
        return
    counts = f"措施 {item.measures} 条、任务 {item.tasks} 项、指标 {item.targets} 个，存疑 {item.doubts} 处"
    say(f"已在审阅项目中 {item.title}" if item.state == THERE else f"已导入 {item.title}：{counts}")
    for warning in item.warnings:
        complain(f"提示：{warning}")


def list_plans(arguments: argparse.Namespace) -> int:
    """List the plans of a workspace."""
    from dataclasses import asdict

    from app.services.browsing import plans

    with opened(arguments, write=False) as workspace:
        known = plans(workspace)
    if arguments.json:
        say(json.dumps([asdict(plan) for plan in known], ensure_ascii=False, indent=1))
        return DONE
    if not known:
        say("审阅项目中还没有方案。")
    for plan in known:
        stage = f"（{plan.stage}）" if plan.stage else ""
        counts = f"任务 {plan.tasks} 项，指标 {plan.targets} 个，意见 {plan.remarks} 条，存疑 {plan.doubts} 处，"
        counts += "已校对" if plan.proofed else f"已校对 {plan.checked}/{plan.total}"
        say(f"{plan.number:>3}  {plan.title}{stage}  {counts}  来源：{plan.source_name}")
    return DONE
