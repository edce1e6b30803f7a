"""The words of the papers: places, responsibilities, ranges of numbers, as offices write them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from app.services.row_numbers import order_key, shown
from app.services.rows import (
    ROLE_SIGNS,
    ROLE_WORDS,
    AssignmentRow,
    ChapterRow,
    ItemRef,
    MeasureRow,
    PlaceRow,
    PlanText,
    TaskRow,
)

NUMERALS = "零一二三四五六七八九十"


def chinese_number(number: int) -> str:
    """A whole number below 100 in Chinese: 12 → 十二."""
    if not 0 <= number < 100:
        return str(number)
    if number <= 10:
        return NUMERALS[number]
    tens, ones = divmod(number, 10)
    return f"{NUMERALS[tens] if tens > 1 else ''}十{NUMERALS[ones] if ones else ''}"


def chinese_date(day: date) -> str:
    """2026年6月3日, without noughts in front."""
    return f"{day.year}年{day.month}月{day.day}日"


def page_words(places: Sequence[PlaceRow]) -> str:
    """The page of the first place, the printed number first: 第11页, else 文件第3页; empty without pages."""
    if not places:
        return ""
    first = places[0]
    if first.printed_page:
        return f"第{first.printed_page}页"
    return f"文件第{first.page}页" if first.page else ""


def runs(numbers: Iterable[int]) -> str:
    """Numbers in order, neighbours drawn together: 1、3—6、9."""
    ordered = sorted(set(numbers), key=order_key)
    groups: list[list[int]] = []
    for number in ordered:
        if groups and groups[-1][-1] == number - 1:
            groups[-1].append(number)
        else:
            groups.append([number])
    said = [f"{shown(one[0])}—{shown(one[-1])}" if len(one) > 2 else "、".join(map(shown, one)) for one in groups]
    return "、".join(said)


def task_name(task: TaskRow) -> str:
    """How a task is called: its printed number where that differs from the counted one."""
    return task.label.strip() or str(task.number)


def all_measures(plan: PlanText) -> Iterator[tuple[ChapterRow, MeasureRow]]:
    """Every measure with its chapter."""
    for chapter in plan.chapters:
        for measure in chapter.measures:
            yield chapter, measure


def all_tasks(plan: PlanText) -> tuple[TaskRow, ...]:
    """Every task of the plan once, in the order of its numbers."""
    found: dict[int, TaskRow] = {task.number: task for task in plan.loose_tasks}
    for chapter in plan.chapters:
        found.update((task.number, task) for task in chapter.tasks)
        for measure in chapter.measures:
            found.update((task.number, task) for task in measure.tasks)
    return tuple(found[number] for number in sorted(found, key=order_key))


def chapter_head(chapter: ChapterRow) -> str:
    """一、总体要求."""
    return f"{chapter.label or (chinese_number(chapter.number) + '、' if chapter.number else '')}{chapter.title}"


def measure_head(measure: MeasureRow) -> str:
    """（一）加强组织领导."""
    return f"{measure.label or f'（{chinese_number(measure.number)}）'}{measure.title}"


class Positions:
    """Names the place of any item of a plan as officials cite it: 正文第二部分第（三）条, 附件第17项（第11页）."""

    def __init__(self, plan: PlanText) -> None:
        self._tasks = {task.number: task for task in all_tasks(plan)}
        self._chapters = {chapter.number: chapter for chapter in plan.chapters}
        self._measures = {measure.number: (chapter, measure) for chapter, measure in all_measures(plan)}

    def of(self, ref: ItemRef) -> str:
        """The item's place in words."""
        if ref.kind == "task" and (task := self._tasks.get(ref.number)):
            return _with_page(f"附件第{task_name(task)}项", task.places)
        if ref.kind == "measure" and (found := self._measures.get(ref.number)):
            chapter, measure = found
            part = f"第{chinese_number(chapter.number)}部分" if chapter.number else ""
            label = measure.label or f"（{chinese_number(measure.number)}）"
            return _with_page(f"正文{part}第{label}条", measure.places)
        if ref.kind == "chapter" and (chapter_row := self._chapters.get(ref.number)):
            return _with_page(f"正文第{chinese_number(ref.number)}部分", chapter_row.places)
        return "全文" if ref.kind == "plan" else f"第{ref.number}项"


def _with_page(words: str, places: Sequence[PlaceRow]) -> str:
    page = page_words(places)
    return f"{words}（{page}）" if page else words


def bodies(assignments: Iterable[AssignmentRow], role: str, *, inherited: bool = False) -> list[str]:
    """Names of the bodies with a role, in their printed order."""
    return [one.display for one in assignments if one.role == role and one.inherited == inherited]


def lead_words(task: TaskRow) -> str:
    """What stands in the column 牵头单位: who leads; where the plan does not say it, the first body, marked 首列."""
    leaders = bodies(task.assignments, "lead")
    if leaders:
        return "、".join(leaders)
    sole = bodies(task.assignments, "sole")
    if sole:
        return "、".join(sole)
    joint = bodies(task.assignments, "joint")
    return f"{joint[0]}\n（首列）" if joint else ""


def other_words(task: TaskRow) -> str:
    """What stands in the column 责任（配合）单位: everybody who is not in 牵头单位, by role."""
    joint = bodies(task.assignments, "joint")
    lead = bodies(task.assignments, "lead")
    if not lead and not bodies(task.assignments, "sole"):
        joint = joint[1:]
    groups = [("joint", joint), ("support", bodies(task.assignments, "support"))]
    if lead:
        groups.insert(1, ("sole", bodies(task.assignments, "sole")))
    groups.append(("implement", bodies(task.assignments, "implement")))
    said = {role: f"{ROLE_WORDS[role]}：{'、'.join(names)}" for role, names in groups if names}
    return "；".join(_with_others(said, task))


def duty_words(task: TaskRow) -> list[str]:
    """The responsibilities of a task by role, with sign and word: ● 牵头：市交通运输局."""
    said = {}
    for role, sign in ROLE_SIGNS.items():
        names = bodies(task.assignments, role)
        if names:
            said[role] = f"{sign} {ROLE_WORDS[role]}：{'、'.join(names)}"
    return _with_others(said, task)


def _with_others(said: dict[str, str], task: TaskRow) -> list[str]:
    """Groups by role with 等 where the plan's list is open: with the departments, not with those who implement."""
    if said and task.et_al:
        open_role = next((role for role in reversed(said) if role != "implement"), next(reversed(said)))
        said = {**said, open_role: f"{said[open_role]}等"}
    return list(said.values())


def first_listed(tasks: Iterable[TaskRow]) -> list[TaskRow]:
    """Tasks for which several bodies answer and the plan does not say which of them leads."""
    found = []
    for task in tasks:
        roles = {one.role for one in task.assignments if not one.inherited}
        if "joint" in roles and not roles & {"lead", "sole"}:
            found.append(task)
    return found
