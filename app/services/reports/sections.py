"""The tables of a plan report: 任务分解表, 责任分工一览表, 量化目标, 审阅意见, 存疑事项."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from app.services.reports.options import ReportOptions
from app.services.reports.paper import MM, Flow
from app.services.reports.phrases import (
    Positions,
    all_measures,
    all_tasks,
    lead_words,
    other_words,
    runs,
    task_name,
)
from app.services.reports.tables import Band, Column, Row, draw_table
from app.services.rows import ROLE_SIGNS, ROLE_WORDS, ItemRef, Matrix, PlanText, TargetRow, TaskRow

_INHERITED_WIDTH: Final = 8
"""As wide as for so many numbers: the words 统一要求落实 need room."""
_SERIAL: Final = Column("序号", 10 * MM, "center", repeat=True)


def task_columns(*, record: bool) -> list[Column]:
    """Form 1 of FORMS.md; ``record`` adds the empty 记录 column for the meeting at the cost of the text's width."""
    text = Column("工作任务", (56 if record else 78) * MM)
    columns = [
        _SERIAL,
        Column("类别", 26 * MM, merge="top"),
        text,
        Column("完成时限", 22 * MM),
        Column("牵头单位", 26 * MM),
        Column("责任（配合）单位", 36 * MM),
        Column("责任领导", 13 * MM),
        Column("备注", 14 * MM),
    ]
    return [*columns, Column("记录", 22 * MM)] if record else columns


def task_table(flow: Flow, tasks: Sequence[TaskRow], options: ReportOptions, step: Callable[[int], None]) -> None:
    """Form 1: 序号 | 类别 | 工作任务 | 完成时限 | 牵头单位 | 责任（配合）单位 | 责任领导 | 备注."""
    rows: list[Row] = []
    for count, task in enumerate(tasks, 1):
        step(count)
        row = [task_name(task), task.category, task.text, task.deadline_raw or "", lead_words(task)]
        row += [other_words(task), "", task.remark or ""]
        rows.append([*row, ""] if options.record else row)
    draw_table(flow, task_columns(record=options.record), rows)


def duty_table(flow: Flow, plan: PlanText, matrix: Matrix) -> None:
    """责任分工一览表: each body in the matrix's order with the numbers of its tasks by role, grouped by kind."""
    numbers: dict[tuple[int, str], list[int]] = defaultdict(list)
    passed_on: dict[int, list[int]] = defaultdict(list)
    for task in all_tasks(plan):
        for one in task.assignments:
            if one.inherited:
                passed_on[one.agency_id].append(task.number)
            else:
                numbers[one.agency_id, one.role].append(task.number)
    used = {role for _, role in numbers} | ({"implement"} if passed_on else set())
    roles = [role for role in ROLE_SIGNS if role in used]
    most = {role: max((len(found) for (_, one), found in numbers.items() if one == role), default=4) for role in roles}
    if passed_on:
        most["implement"] = max(most.get("implement", 0), _INHERITED_WIDTH)
    columns = [_SERIAL, Column("单位", 32 * MM), *_role_columns(most), Column("任务\n（项）", 14 * MM, "center")]
    rows: list[Row] = []
    kind = ""
    for serial, agency in enumerate(matrix.agencies, 1):
        if agency.kind != kind:
            kind = agency.kind
            rows.append(Band(kind or "其他"))
        cells = [_numbered(numbers[agency.agency_id, role]) for role in roles]
        if passed_on[agency.agency_id]:
            words = f"统一要求落实：{runs(passed_on[agency.agency_id])}"
            cells[-1] = f"{cells[-1]}\n{words}".strip()
        total = {number for role in roles for number in numbers[agency.agency_id, role]}
        rows.append([str(serial), agency.display, *cells, str(len(total | set(passed_on[agency.agency_id])))])
    draw_table(flow, columns, rows)


def _role_columns(most: Mapping[str, int]) -> list[Column]:
    """A column per role that occurs; those with long lists of tasks are wider."""
    least, room = 14.0, 100.0
    weights = {role: min(count, 40) + 4 for role, count in most.items()}
    spare = room - least * len(weights)
    total = sum(weights.values())
    return [
        Column(f"{ROLE_SIGNS[role]}\n{ROLE_WORDS[role]}", (least + spare * weight / total) * MM, "left")
        for role, weight in weights.items()
    ]


def _numbered(numbers: Sequence[int]) -> str:
    return f"{len(set(numbers))}项：{runs(numbers)}" if numbers else ""


def all_targets(plan: PlanText) -> Iterator[tuple[ItemRef, TargetRow]]:
    """Every figure with the item that it stands in, in the order of the plan."""
    for chapter in plan.chapters:
        yield from ((chapter.ref, target) for target in chapter.targets)
        for measure in chapter.measures:
            yield from ((measure.ref, target) for target in measure.targets)
    for task in all_tasks(plan):
        yield from ((task.ref, target) for target in task.targets)


def target_table(flow: Flow, plan: PlanText, positions: Positions) -> None:
    """量化目标一览表: where, what, how much, and the words of the plan."""
    columns = [
        _SERIAL,
        Column("出处", 34 * MM, "left"),
        Column("指标", 34 * MM, "left"),
        Column("目标", 30 * MM, "left"),
        Column("原文", 48 * MM),
    ]
    rows = [
        [str(serial), positions.of(ref), target.name, target.phrase, target.quote]
        for serial, (ref, target) in enumerate(all_targets(plan), 1)
    ]
    draw_table(flow, columns, rows)


def remark_table(flow: Flow, plan: PlanText, positions: Positions) -> None:
    """审阅意见: where, what, how grave, whose, in the order of the plan."""
    columns = [
        _SERIAL,
        Column("位置", 34 * MM, "left"),
        Column("原文", 30 * MM),
        Column("意见", 42 * MM),
        Column("程度", 12 * MM, "center"),
        Column("状态", 12 * MM, "center"),
        Column("审阅人", 16 * MM, "center"),
    ]
    rows = []
    for serial, remark in enumerate(plan.remarks, 1):
        text = f"{remark.text}（两处不一致，待确认）" if remark.conflicted else remark.text
        author = remark.author_name or remark.author
        rows.append([str(serial), positions.of(remark.ref), remark.quote, text, remark.severity, remark.state, author])
    draw_table(flow, columns, rows)


def all_doubts(plan: PlanText) -> list[tuple[ItemRef, str]]:
    """Every doubt with its item."""
    found = [(measure.ref, doubt.sentence) for _, measure in all_measures(plan) for doubt in measure.doubts]
    return found + [(task.ref, doubt.sentence) for task in all_tasks(plan) for doubt in task.doubts]


def doubt_table(flow: Flow, plan: PlanText, positions: Positions) -> None:
    """存疑事项: where the program may have read wrongly, to be compared with the original."""
    columns = [_SERIAL, Column("位置", 46 * MM, "left"), Column("存疑内容", 80 * MM), Column("核对结果", 20 * MM)]
    rows = [
        [str(serial), positions.of(ref), sentence, ""] for serial, (ref, sentence) in enumerate(all_doubts(plan), 1)
    ]
    draw_table(flow, columns, rows)
