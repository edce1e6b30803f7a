"""From rows (of a table, of flowing text, or clauses) to tasks: numbers, deadline, responsibility, measure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from app.services.extraction.deadlines import read_deadline
from app.services.extraction.draft import Assignment, Deadline, Doubt, Reason, Responsibility, Role, TaskDraft
from app.services.extraction.headers import Column, Kind
from app.services.extraction.lexicon import Lexicon
from app.services.extraction.numerals import chinese_number
from app.services.extraction.options import DEFAULT, Options
from app.services.extraction.places import Places
from app.services.extraction.responsibility import read_responsibility
from app.services.extraction.similarity import Texts
from app.services.extraction.text_cleaning import EMPTY, Flow

_WHOLE = re.compile(r"[（(]?(\d{1,3}|[一二三四五六七八九十百]{1,4})[)）.．、]?")
_MOST = 0.7  # of the rows have a number: one without is strange
_SUB = re.compile(r"(\d{1,3})[.．-]\d{1,3}|[①-⑳]|[（(]\d{1,2}[）)]")


@dataclass
class RawTask:
    """A row before its cells are understood. ``owned``: the flows first met in this row, by field."""

    label: Flow = EMPTY
    category: Flow = EMPTY
    category_source: str = "printed"
    owns_category: bool = False
    text: Flow = EMPTY
    deadline: Flow | None = None
    duties: list[tuple[Column, Flow]] = field(default_factory=list)
    remark: Flow | None = None
    others: list[tuple[Column, Flow]] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    shared: set[str] = field(default_factory=set)
    measure: int | None = None
    measure_known: bool = False
    within: int | None = None  # the measure in whose text the table stands
    responsibility: Responsibility | None = None
    deadline_raw: str | None = None
    clause: Flow = EMPTY


@dataclass(frozen=True)
class Context:
    """What all tasks of a plan share."""

    lexicon: Lexicon
    region: str | None
    first_is_lead: bool
    measures: Texts
    numbers: Sequence[int]
    places: Places
    options: Options = DEFAULT
    plan_year: int | None = None


def make_tasks(raws: Sequence[RawTask], context: Context) -> list[TaskDraft]:
    """Understand all rows."""
    numbers, gaps = _numbers([raw.label.text for raw in raws])
    parents = _parents([raw.label.text for raw in raws], numbers)
    made: list[TaskDraft] = []
    for at, raw in enumerate(raws):
        if gaps.get(at):
            raw.doubts.append(Doubt("number", Reason.NUMBER_GAP, None, gaps[at]))
        made.append(_task(raw, numbers[at], parents[at], context))
    return made


def _numbers(labels: Sequence[str]) -> tuple[list[int], dict[int, str]]:
    """The tasks' numbers, and at which of them the printed numbers have a gap or a double."""
    printed = [_whole(label) for label in labels]
    known = [n for n in printed if n is not None]
    gaps: dict[int, str] = {}
    figures = [any(char.isdigit() for char in label) for label in labels]  # else in Chinese: these count for themselves
    if len(known) == len(labels) and len(set(known)) == len(known) and len(set(figures)) == 1:
        for at, (before, number) in enumerate(zip([0, *known], known, strict=False)):
            if number != before + 1:
                gaps[at] = f"序号由{before}跳至{number}"
        return known, gaps
    counted = list(range(1, len(labels) + 1))
    single = not any(one and one == two for one, two in pairwise(labels))  # no number stands for several rows
    usual = single and len(known) >= _MOST * len(labels)
    bare = {at for at, label in enumerate(labels) if not label and usual}
    last = {True: 0, False: 0}
    for at, (label, figure) in enumerate(zip(printed, figures, strict=True)):
        if at in bare:
            gaps[at] = "这一行没有序号，可能是相邻一行的一部分"
        elif bare and at > min(bare):
            gaps[at] = "前面有的行没有序号，依次计数"
        if label is None:
            continue
        if label != last[figure] + 1 and label != 1 and labels[at] != labels[at - 1]:
            gaps[at] = f"序号由{last[figure]}跳至{label}"
        last[figure] = label
    return counted, gaps


def _whole(label: str) -> int | None:
    """The whole number that a label prints, in figures or in Chinese: 3, （3）, 十三、."""
    found = _WHOLE.fullmatch(label)
    return chinese_number(found.group(1)) if found else None


def _parents(labels: Sequence[str], numbers: Sequence[int]) -> list[int | None]:
    """For sub-rows (1.1, ①) the task they belong to."""
    made: list[int | None] = []
    by_label: dict[str, int] = {}
    last: int | None = None
    for label, number in zip(labels, numbers, strict=True):
        sub = _SUB.fullmatch(label) if label else None
        if sub is None:
            made.append(None)
            last = number
            by_label[label] = number
        else:
            made.append(by_label.get(sub.group(1), last) if sub.group(1) else last)
    return made


def _task(raw: RawTask, number: int, parent: int | None, context: Context) -> TaskDraft:
    """Understand one row."""
    deadline_raw, deadline, doubts = _deadline(raw, context.plan_year)
    duty, raw_text, columns = _responsibility(raw, context)
    measure, by_content = _measure(raw, context)
    found = [*raw.doubts, *doubts, *duty.doubts]
    doubted = next((d for d in raw.doubts if d.field == "category"), None)
    if doubted is not None and measure is not None:
        found.append(Doubt("measure", doubted.reason, doubted.score, doubted.note))
    elif by_content:
        found.append(Doubt("measure", Reason.CATEGORY_BY_CONTENT, None, "按内容对应到正文措施"))
    flows = [raw.label, raw.text, raw.clause, raw.deadline or EMPTY, *(flow for _, flow in raw.duties)]
    return TaskDraft(
        number=number,
        category=raw.category.text,
        category_source=raw.category_source,
        measure=measure,
        text=raw.text.text,
        deadline_raw=deadline_raw,
        deadline=deadline,
        responsibility_raw=raw_text,
        assignments=duty.assignments,
        et_al=duty.et_al,
        blanket=duty.blanket,
        label=raw.label.text,
        parent=parent,
        remark=raw.remark.text if raw.remark is not None else None,
        responsibility_columns=columns,
        place=context.places.of(*flows),
        doubts=tuple(found),
    )


def _deadline(raw: RawTask, plan_year: int | None) -> tuple[str | None, Deadline, tuple[Doubt, ...]]:
    """The deadline column's words and their meaning."""
    words = raw.deadline.text if raw.deadline is not None else raw.deadline_raw
    deadline, doubts = read_deadline(words, plan_year)
    return words, deadline, doubts


def _responsibility(raw: RawTask, context: Context) -> tuple[Responsibility, str | None, tuple[tuple[str, str], ...]]:
    """Who does what: from one column, or from separate lead and support columns."""
    if raw.responsibility is not None:
        return raw.responsibility, raw.responsibility.raw, ()
    if not raw.duties:
        return Responsibility(""), None, ()
    cells = [(column, flow.text) for column, flow in raw.duties]
    duty = read_duties(cells, lexicon=context.lexicon, region=context.region, first_is_lead=context.first_is_lead)
    if len(cells) == 1:
        return duty, cells[0][1], ()
    return duty, None, tuple((column.name, text) for column, text in cells)


def read_duties(
    cells: Sequence[tuple[Column, str]], *, lexicon: Lexicon, region: str | None, first_is_lead: bool
) -> Responsibility:
    """Who does what, from one duty cell of a row or from separate lead and support cells."""
    kinds = [column.kind for column, _ in cells]
    read = [
        read_responsibility(
            text, lexicon=lexicon, region=region, default_role=_role(column.kind, kinds), first_is_lead=first_is_lead
        )
        for column, text in cells
    ]
    if Kind.LEAD in kinds:
        read = [_joint(r) if kind is Kind.DUTY else r for r, kind in zip(read, kinds, strict=True)]
    if len(read) == 1:
        return read[0]
    assignments: list[Assignment] = [a for r in read for a in r.assignments]
    doubts = tuple(d for r in read for d in r.doubts)
    blanket = next((r.blanket for r in read if r.blanket), None)
    return Responsibility("", tuple(assignments), any(r.et_al for r in read), blanket, doubts)


def _joint(read: Responsibility) -> Responsibility:
    """In a 责任单位 column beside a 牵头单位 column a single body without a role word is joint, not alone."""
    changed = tuple(
        replace(a, role=Role.JOINT) if a.role is Role.SOLE and not a.role_raw else a for a in read.assignments
    )
    return replace(read, assignments=changed)


def _role(kind: Kind, kinds: Sequence[Kind]) -> Role | None:
    """The role that the head of a duty column gives."""
    if kind is Kind.LEAD:
        return Role.LEAD
    if kind is Kind.SUPPORT:
        return Role.SUPPORT
    if Kind.LEAD in kinds:
        return Role.JOINT
    if Kind.SUPPORT in kinds:
        return Role.LEAD
    return None


def _measure(raw: RawTask, context: Context) -> tuple[int | None, bool]:
    """The measure that a row elaborates: by its category's title, else by content; and whether by content."""
    if raw.measure_known:
        return raw.measure, False
    if not len(context.measures):
        return None, False
    at = context.measures.by_title(raw.category.text, context.options.title_ratio)
    if at is not None:
        return context.numbers[at], False
    if raw.within is not None:
        return raw.within, False
    shares = context.measures.shares(raw.text.text)
    best = max(range(len(shares)), key=shares.__getitem__)
    if shares[best] >= context.options.content_share:
        return context.numbers[best], True
    return None, False
