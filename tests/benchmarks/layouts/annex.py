"""Annexes of a made plan: task tables in every usual shape, target tables, lists of projects."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import Any

from tests.benchmarks.layouts import duties, words
from tests.benchmarks.layouts.blocks import Block, Cell, Para, Row, Table
from tests.benchmarks.layouts.body import Body
from tests.benchmarks.plan_words import han

NAMES = {
    "number": ("序号", "编号", "序号", "序号"),
    "field": ("领域", "工作领域", "类别"),
    "category": ("任务类别", "重点领域", "类别", "重点工作任务", "工作任务", "主要任务", "重点任务", "任务名称"),
    "text": ("具体举措", "工作内容", "主要内容", "具体任务", "重点举措", "工作措施", "主要措施", "具体工作内容"),
    "deadline": ("完成时限", "完成期限", "时间要求", "时间节点", "完成时间", "时限要求", "完成时间节点"),
    "duty": ("责任分工", "责任单位", "责任部门", "任务分工"),
    "lead": ("牵头单位", "牵头部门", "牵头单位"),
    "support": ("配合单位", "协办单位", "参与单位", "配合部门"),
    "person": ("责任领导", "牵头领导"),
    "remark": ("备注",),
    "goal": ("工作目标", "年度目标"),
}
_WIDTHS = {
    "number": 0.07, "field": 0.09, "category": 0.14, "text": 0.4, "deadline": 0.11, "duty": 0.25, "lead": 0.13, "support": 0.18,
    "person": 0.09, "remark": 0.08, "goal": 0.16,
}  # fmt: skip
_FIELDS = ("源头管控", "过程治理", "能力提升", "机制保障", "示范带动")
_CIRCLED = "①②③④⑤⑥⑦⑧⑨"
_TITLES = ("重点工作任务分解表", "任务分解表", "重点任务清单", "工作任务责任分工表", "重点任务分工方案")


@dataclass(frozen=True)
class Form:
    """How a task table is made."""

    columns: tuple[str, ...]
    head: str = "one"  # one, two, spread (one head cell over category and text)
    numbers: str = "running"  # running, restart, none, sub, circled, han, merged
    category: str = "merged"  # merged, repeated, sections, none, single
    merged_due: bool = False
    merged_duty: bool = False
    tables: str = "one"  # one, chapters
    first_leads: bool = False
    titled: bool = True
    lines: bool = False  # numbered paragraphs within a text cell
    long: bool = False  # one row that runs over pages
    blanks: bool = False  # some cells of the deadline column are empty


def random_form(rng: Random) -> Form:
    """A form by chance."""
    category = rng.choice("merged merged merged merged repeated sections none".split())
    columns = ["category"] if category in ("merged", "repeated") else []
    columns.append("text")
    if rng.random() < 0.6:
        columns.append("deadline")
    split = rng.random() < 0.4
    columns += ["lead", "support"] if split else ["duty"]
    if rng.random() < 0.25:
        columns.insert(1 + columns.index("text"), "goal")
    if rng.random() < 0.35:
        _shuffle(rng, columns)
    if rng.random() < 0.15:
        columns.append("person")
    if rng.random() < 0.25:
        columns.append("remark")
    if category == "merged" and columns[0] == "category" and rng.random() < 0.12:
        columns.insert(0, "field")
    numbers = rng.choice("running running running running running restart none sub circled han merged".split())
    if numbers == "merged" and category != "merged":
        numbers = "running"
    if numbers != "none":
        columns.insert(0, "number")
    head = "two" if split and rng.random() < 0.5 else "one"
    adjacent = "category" in columns and columns.index("text") == columns.index("category") + 1
    if adjacent and rng.random() < 0.4:
        head = "spread" if head == "one" else head
    lead = "duty" in columns and rng.random() < 0.12
    return Form(
        tuple(columns), head, numbers, category, rng.random() < 0.15, rng.random() < 0.06 and not split,
        "chapters" if rng.random() < 0.12 else "one", lead, rng.random() < 0.75, rng.random() < 0.12, rng.random() < 0.15,
        rng.random() < 0.1,
    )  # fmt: skip


def _shuffle(rng: Random, columns: list[str]) -> None:
    """Another order; lead stays before support, as heads in two rows want them side by side."""
    pair = [c for c in columns if c in ("lead", "support")]
    rest = [c for c in columns if c not in pair]
    rng.shuffle(rest)
    at = rng.randrange(len(rest) + 1)
    columns[:] = [*rest[:at], *pair, *rest[at:]]


@dataclass
class _Task:
    number: str
    measure: int
    chapter: int | None
    category: str
    text: str
    deadline: str
    duty: duties.Duty
    gold: dict[str, Any]
    values: dict[str, str] = field(default_factory=dict)


def task_annex(rng: Random, body: Body, form: Form, rules: str) -> tuple[list[Block], list[dict[str, Any]]]:
    """The annex with the task table, and the gold tasks."""
    tasks = _tasks(rng, body, form)
    names = {c: rng.choice(NAMES[c]) for c in form.columns}
    if names.get("category") == names.get("text"):
        names["text"] = "具体举措"
    look: dict[str, Any] = {
        "rules": rules, "repeat": rng.random() < 0.7, "split": rng.random() < 0.75, "middle": rng.random() < 0.6,
        "closed": rng.random() < 0.5, "frame": rng.random() < 0.8,
    }  # fmt: skip
    if rules == "across" and rng.random() < 0.25:
        look["rules"] = "three"
    title = rng.choice(_TITLES)
    blocks: list[Block] = [Para(title, "table_title")]
    if form.first_leads:
        blocks.append(Para("（注：责任分工中列第一位的为牵头单位）", "plain"))
    groups = [tasks]
    if form.tables == "chapters":
        groups = [
            [t for t in tasks if t.chapter == c] for c in sorted({t.chapter for t in tasks}, key=lambda c: c or 0)
        ]
    for at, group in enumerate(groups):
        if form.tables == "chapters" and form.titled:
            chapter = body.chapters[group[0].chapter - 1]["title"] if group[0].chapter else "有关"
            blocks.append(Para(f"表{at + 1}　{chapter[:16]}任务", "table_title"))
        blocks.append(_table(rng, form, names, group, look))
    if rng.random() < 0.2:
        blocks.append(Para("注：本表所列任务实行动态管理，以最新通知为准。", "plain"))
    return blocks, [t.gold for t in tasks]


def _tasks(rng: Random, body: Body, form: Form) -> list[_Task]:
    made: list[_Task] = []
    counter = sub = 0
    due_of: dict[int, tuple[str, dict[str, str | None]]] = {}
    for measure in body.measures:
        if measure["title"] == "加强组织领导":
            continue
        if form.numbers == "restart" and (not made or made[-1].chapter != measure["chapter"]):
            counter = 0
        duty_of = _duty(rng, body, form)
        for at in range(rng.randrange(1, 5)):
            counter += 1
            sub = 0 if at == 0 else sub + 1
            if form.numbers in ("sub", "circled") and at:
                counter -= 1
            label = _label(form, counter, sub, len({t.measure for t in made} | {measure["number"]}))
            figures: list[words.Figure] = []
            subject = words.focused(rng, body.subject, measure["title"])
            text = _text(rng, form, subject, figures, long=not any(len(t.text) > 800 for t in made))
            raw, due = duties.deadline(rng)
            if form.blanks and not form.merged_due and rng.random() < 0.15:
                raw, due = "", {"kind": "none", "date": None}
            if form.merged_due:
                raw, due = due_of.setdefault(measure["number"], (raw, due))
            duty = duty_of if form.merged_duty else _duty(rng, body, form)
            task = _Task(label, measure["number"], measure["chapter"], measure["title"], text, raw, duty, {})
            task.gold = _gold(body, task, form, len(made) + 1, due, figures, label)
            made.append(task)
    return made


def _label(form: Form, counter: int, sub: int, group: int) -> str:
    """The printed number of a row."""
    if sub and form.numbers in ("sub", "circled"):
        return f"{counter}.{sub}" if form.numbers == "sub" else _CIRCLED[sub - 1]
    return {"han": han(counter), "merged": str(group)}.get(form.numbers, str(counter))


def _text(rng: Random, form: Form, subject: words.Subject, figures: list[words.Figure], long: bool) -> str:
    """The sentences of a row; a few rows run over pages, some have numbered paragraphs."""
    count = rng.choice((1, 1, 2, 2, 3, 4))
    if form.long and long and rng.random() < 0.1:
        count += rng.randrange(25, 45)
    made = [words.sentence(rng, subject, figures) for _ in range(count)]
    if form.lines and count > 1:
        made = [f"{n}.{s}" + ("\n" if n < count else "") for n, s in enumerate(made, 1)]
    return "".join(made)


def _duty(rng: Random, body: Body, form: Form) -> duties.Duty:
    if "lead" in form.columns:
        return duties.columns(rng, body.manner)
    if form.first_leads:
        return duties.first_leads(rng, body.manner)
    made = duties.cell(rng, body.manner)
    if rng.random() < 0.5 and made.raw.endswith(("负责", "配合", "落实", "牵头")):
        made.raw += "。"
    return made


def _gold(
    body: Body, task: _Task, form: Form, count: int, due: dict[str, str | None], figures: list[words.Figure], label: str
) -> dict[str, Any]:
    gold: dict[str, Any] = {"number": count, "text": task.text.replace("\n", ""), "assignments": task.duty.assignments}
    gold |= {"et_al": task.duty.et_al, "deadline_raw": task.deadline, "deadline": due}
    if form.category != "none":
        gold |= {"category": task.category, "measure": task.measure}
    if "deadline" not in form.columns:
        gold |= {"deadline_raw": None, "deadline": {"kind": "none", "date": None}}
    if "duty" in form.columns:
        gold["responsibility_raw"] = task.duty.raw.replace("\n", "")
    year = int(str(due["date"])[:4]) if due["date"] and "deadline" in form.columns else None
    body.targets += [
        {"where": f"task {count}", "value": f.value, "unit": f.unit, "comparator": f.comparator,
         "year": f.year or (None if f.yearly else year), "baseline_year": f.base}
        for f in figures
    ]  # fmt: skip
    return gold


def _value(task: _Task, column: str) -> str:
    lead, support = task.duty.columns or ("", "")
    values = {"number": task.number, "category": task.category, "text": task.text, "deadline": task.deadline}
    values |= {"duty": task.duty.raw, "lead": lead, "support": support}
    return task.values.get(column) or values.get(column, "")


def _opens(tasks: list[_Task], at: int) -> bool:
    """Whether a task is the first of its chapter."""
    return at == 0 or tasks[at - 1].chapter != tasks[at].chapter


def _run(tasks: list[_Task], at: int) -> int:
    """How many tasks of its chapter follow, itself included."""
    return next((n for n in range(1, len(tasks) - at) if _opens(tasks, at + n)), len(tasks) - at)


def _table(rng: Random, form: Form, names: dict[str, str], tasks: list[_Task], look: dict[str, Any]) -> Table:
    columns = form.columns
    widths = [_WIDTHS[c] for c in columns]
    total = sum(widths)
    for task in tasks:
        task.values["person"] = rng.choice(("张某某", "李某", "王某某"))
        task.values["goal"] = rng.choice(("按期完成", "建成投用", "取得实效", "完成年度任务"))
        task.values["field"] = _FIELDS[(task.chapter or 0) % len(_FIELDS)]
        task.values["remark"] = rng.choice(("", "", "", "重点项目"))
    rows: list[Row] = []
    last: _Task | None = None
    section = ""
    count = 0
    for at, task in enumerate(tasks):
        fresh = last is None or last.measure != task.measure
        if fresh and form.category == "sections":
            count += 1
            section = {"one": f"（{han(count)}）"}.get(form.tables, f"{han(count)}、") + task.category
            rows.append([Cell(section, columns=len(columns)), *[None] * (len(columns) - 1)])
        run = 1
        while at + run < len(tasks) and tasks[at + run].measure == task.measure:
            run += 1
        row: Row = []
        for column in columns:
            merged = (column == "category" and form.category == "merged") or (column == "deadline" and form.merged_due)
            merged = merged or (column == "duty" and form.merged_duty)
            merged = merged or (column == "number" and form.numbers == "merged")
            if column == "field":
                row.append(Cell(task.values["field"], rows=_run(tasks, at)) if _opens(tasks, at) else None)
            elif merged:
                row.append(Cell(_value(task, column), rows=run) if fresh else None)
            else:
                row.append(Cell(_value(task, column)))
        rows.append(row)
        if form.category == "sections":
            task.gold["category"] = section
        last = task
    centred = frozenset(i for i, c in enumerate(columns) if c in ("number", "field", "category", "deadline", "person"))
    return Table([w / total for w in widths], _head(form, names), rows, centred=centred, **look)


def _head(form: Form, names: dict[str, str]) -> list[Row]:
    columns = form.columns
    if form.head == "two":
        upper: Row = []
        lower: Row = []
        for column in columns:
            if column == "lead":
                upper.append(Cell("责任分工", columns=2))
                lower.append(Cell(names[column]))
            elif column == "support":
                upper.append(None)
                lower.append(Cell(names[column]))
            else:
                upper.append(Cell(names[column], rows=2))
                lower.append(None)
        return [upper, lower]
    row: Row = []
    for column in columns:
        if form.head == "spread" and column == "category":
            row.append(Cell("重点工作任务", columns=2))
        elif form.head == "spread" and column == "text":
            row.append(None)
        else:
            row.append(Cell(names[column]))
    return [row]


_GOALS = (
    ("覆盖率", "%", ">="),
    ("达标率", "%", ">="),
    ("能耗", "吨标准煤", "<="),
    ("总量", "个", "="),
    ("投诉量", "件", "<="),
)


def target_annex(rng: Random, subject: words.Subject, rules: str) -> tuple[list[Block], list[dict[str, Any]]]:
    """A target table: 指标 | 现状 | 目标 | 属性."""
    base, goal = 2024, rng.choice((2027, 2030))
    names = [
        "序号",
        "指标",
        rng.choice((f"{base}年现状", f"{base}年基期值")),
        f"{goal}年目标",
        rng.choice(("属性", "指标属性")),
    ]
    rows: list[Row] = []
    targets: list[dict[str, Any]] = []
    for at, thing in enumerate(rng.sample(subject.things, rng.randrange(4, 8)), 1):
        what, unit, comparator = rng.choice(_GOALS)
        number = rng.randrange(30, 99)
        sign = {">=": "≥", "<=": "≤", "=": ""}[comparator]
        cells = (
            str(at),
            f"{thing}{what}（{unit}）",
            str(number - 12),
            f"{sign}{number}",
            rng.choice(("约束性", "预期性")),
        )
        rows.append([Cell(c) for c in cells])
        targets.append(
            {
                "where": "table 1",
                "value": number,
                "unit": unit,
                "comparator": comparator,
                "year": goal,
                "baseline_year": base,
            }
        )
    look = Table(
        [0.1, 0.4, 0.17, 0.17, 0.16], [[Cell(n) for n in names]], rows, rules=rules, centred=frozenset({0, 2, 3, 4})
    )
    return [Para("主要指标表", "table_title"), look], targets


def project_annex(rng: Random, subject: words.Subject, rules: str) -> list[Block]:
    """A list of projects: no tasks."""
    rows: list[Row] = []
    for at, thing in enumerate(rng.sample(subject.things, rng.randrange(4, 8)), 1):
        cells = (
            str(at),
            f"{thing}一期项目",
            f"新建{thing}{rng.randrange(2, 9)}处",
            str(rng.randrange(100, 900) * 10),
            f"{rng.choice('东西南北')}城区",
        )
        rows.append([Cell(c) for c in cells])
    head: list[Row] = [[Cell(n) for n in ("序号", "项目名称", "建设内容", "总投资（万元）", "所在地")]]
    return [
        Para("重点项目清单", "table_title"),
        Table([0.08, 0.27, 0.35, 0.15, 0.15], head, rows, rules=rules, centred=frozenset({0, 3, 4})),
    ]
