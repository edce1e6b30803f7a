"""An invented city's plan as frozen rows, and services that answer from it: pages are tried without a workspace."""

from __future__ import annotations

import threading
from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from app.services.overview_rows import Figure, Overview
from app.services.rows import (
    AssignmentRow,
    ChapterRow,
    DoubtRow,
    GridQuery,
    GridTotals,
    ItemRef,
    Matrix,
    MatrixAgency,
    MatrixColumn,
    MeasureRow,
    PlaceRow,
    PlanNode,
    PlanSummary,
    PlanText,
    RemarkRow,
    Scope,
    TargetRow,
    TaskRow,
)
from app.ui.services import UiServices

TITLE = "云泽市节水型城市建设行动方案"
AGENCIES = (
    ("水务局", "市水务局"),
    ("发展和改革委员会", "市发展改革委"),
    ("工业和信息化局", "市工业和信息化局"),
    ("农业农村局", "市农业农村局"),
    ("住房和城乡建设局", "市住房城乡建设局"),
    ("教育局", "市教育局"),
    ("县级人民政府", "各县（市、区）人民政府"),
)
CHAPTERS = (
    ("总体目标", ("明确工作方向",)),
    ("抓实工业节水", ("推广循环用水", "完善用水定额", "建设节水园区")),
    ("推进农业节水", ("改造老旧灌区", "发展高效灌溉")),
    ("培育节水风尚", ("开展校园宣传", "评选节水家庭")),
)
SENTENCES = (
    "对年取水五十万立方米以上的企业逐户开展水平衡测试，建立一户一档，到2026年完成80家以上",
    "支持开发区集中建设再生水厂，供水管网漏损率控制在9%以内",
    "修订用水定额并向社会公布，超定额部分按累进办法计价",
)
ORDINALS = "一二三四五六七八九十"


def duty(number: int, role: str, position: int = 1, *, inherited: bool = False) -> AssignmentRow:
    """A body's duty; ``number`` counts AGENCIES."""
    name, display = AGENCIES[number % len(AGENCIES)]
    words = {"lead": "牵头", "joint": "按职责分工负责", "support": "配合", "sole": "负责", "implement": "落实"}
    return AssignmentRow(number % len(AGENCIES) + 1, name, display, display, role, words[role], position, inherited)


def target(quote: str) -> TargetRow:
    """A figure whose words are ``quote``."""
    return TargetRow("供水管网漏损率", "≤9%", "<=", 9, None, "%", None, None, quote)


def make_task(version: int, number: int, chapter: int, measure: int, measure_title: str) -> TaskRow:
    """A task with all it can have, varied by its number."""
    sentence = SENTENCES[number % 3]
    duties: tuple[AssignmentRow, ...]
    if number % 3 == 0:
        duties = (duty(number, "lead"), duty(number + 1, "support", 2), duty(number + 2, "support", 3))
    elif number % 3 == 1:
        duties = (duty(number, "joint"), duty(number + 1, "joint", 2), duty(6, "implement", 3, inherited=True))
    else:
        duties = (duty(number, "sole"),)
    dated = number % 2 == 0
    page = 1 + number // 8
    return TaskRow(
        ref=ItemRef(version, "task", number),
        number=number,
        label=str(number),
        category=measure_title,
        category_source="printed",
        chapter=chapter,
        measure=measure,
        measure_title=measure_title,
        text=f"{sentence}（第{number}批）。",
        deadline_raw="2026年底前" if dated else "持续推进",
        deadline_kind="by_date" if dated else "ongoing",
        deadline_date="2026-12-31" if dated else None,
        responsibility_raw="市水务局牵头",
        et_al=number % 5 == 0,
        blanket=None,
        remark=None,
        assignments=duties,
        targets=(target("供水管网漏损率控制在9%以内"),) if number % 3 == 1 else (),
        places=(PlaceRow(page, str(page), (80.0, 90.0 + number % 8 * 80, 520.0, 150.0 + number % 8 * 80)),),
        doubts=(DoubtRow("responsibility_raw", "unknown_agency", 0.5, "责任分工：请核对"),) if number % 7 == 0 else (),
        remarks=0,
        plan_title=TITLE,
    )


def make_plan(version: int = 1, per_measure: int = 3, title: str = TITLE) -> PlanText:
    """A whole plan of four chapters."""
    chapters: list[ChapterRow] = []
    tasks = measures = 0
    for number, (name, measure_titles) in enumerate(CHAPTERS, 1):
        made: list[MeasureRow] = []
        for measure_title in measure_titles:
            measures += 1
            rows = []
            for _ in range(per_measure):
                tasks += 1
                row = make_task(version, tasks, number, measures, measure_title)
                rows.append(replace(row, plan_title=title))
            made.append(
                MeasureRow(
                    ref=ItemRef(version, "measure", measures),
                    number=measures,
                    label=f"（{ORDINALS[measures - 1]}）",
                    title=measure_title,
                    text="市水务局会同有关部门抓好落实，到2027年建成节水型企业120家。",
                    tasks=tuple(rows),
                    targets=(target("建成节水型企业120家"),),
                    remarks=0,
                    places=(PlaceRow(rows[0].places[0].page, "1", (70.0, 60.0, 530.0, 80.0)),) if rows else (),
                )
            )
        ref = ItemRef(version, "chapter", number)
        chapters.append(ChapterRow(ref, number, f"{ORDINALS[number - 1]}、", name, "", tuple(made)))
    summary = PlanSummary(
        number=version, version=version, plan_uuid=f"u{version}", version_id=f"v{version}", title=title,
        region="云泽市", document_number="云政发〔2025〕3号", issuing_body="云泽市人民政府", issue_date="2025-03-01",
        stage="征求意见稿", chapters=len(chapters), measures=measures, tasks=tasks, targets=4, remarks=0, doubts=1,
        source_name="云泽.pdf", source_kind="pdf", pages=4,
    )  # fmt: skip
    preamble = "为加快建设节水型城市，结合我市实际，制定本方案。"
    return PlanText(summary, preamble, None, tuple(chapters), (), ("附注一行",), ())


def tasks_of(plan: PlanText) -> list[TaskRow]:
    """All tasks of a plan in order."""
    return [row for chapter in plan.chapters for measure in chapter.measures for row in measure.tasks]


def remark_row(ref: ItemRef, text: str = "建议补充依据", state: str = "未处理", severity: str = "一般") -> RemarkRow:
    """An opinion on an item."""
    return RemarkRow(f"e{text}{ref.number}", ref, "", text, severity, state, "r1", "审阅人甲", "2026-01-05T09:00", "")


@dataclass
class Invented:
    """Plans in memory and the answers to everything a page asks; ``calls`` keeps what was asked."""

    plans: list[PlanText]
    remarks: list[RemarkRow] = field(default_factory=list)
    calls: list[tuple[str, Any]] = field(default_factory=list)
    threads: set[str] = field(default_factory=set)
    lines: tuple[str, ...] = ()
    pages: tuple[tuple[float, float], ...] = ((595.0, 842.0),) * 4

    def _note(self, name: str, question: object) -> None:
        self.calls.append((name, question))
        self.threads.add(threading.current_thread().name)

    def asked(self, name: str) -> list[Any]:
        """Questions of one kind so far."""
        return [question for called, question in self.calls if called == name]

    def rows(self) -> list[TaskRow]:
        """All tasks; a task's id is 100 + its place."""
        return [self._remarked(row) for plan in self.plans for row in tasks_of(plan)]

    def _remarked(self, row: TaskRow) -> TaskRow:
        states = tuple(one.state for one in self.remarks if one.ref == row.ref)
        return replace(row, remarks=len(states), remark_states=states)

    def grid_ids(self, query: GridQuery) -> array[int]:
        """As SQL would: scope, text, filters by text or lead, order by number."""
        self._note("grid_ids", query)
        found = [(100 + place, row) for place, row in enumerate(self.rows()) if _fits(row, query)]
        if query.sort != "official":
            found.sort(key=lambda pair: (pair[1].deadline_raw or "", pair[1].number), reverse=query.descending)
        return array("q", [key for key, _ in found])

    def grid_rows(self, ids: Sequence[int]) -> tuple[TaskRow, ...]:
        """Rows by id."""
        self._note("grid_rows", tuple(ids))
        rows = self.rows()
        return tuple(rows[key - 100] for key in ids)

    def grid_totals(self, query: GridQuery) -> GridTotals:
        """Counts of what fits."""
        found = [row for row in self.rows() if _fits(row, query)]
        dated = sum(1 for row in found if row.deadline_kind == "by_date")
        return GridTotals(len(found), len(found) // 2, dated, 3, sum(row.remarks for row in found), 1)

    def tree(self) -> tuple[PlanNode, ...]:
        """Plans, chapters, measures."""
        return tuple(
            PlanNode(
                ItemRef(plan.summary.version, "plan", plan.summary.number), plan.summary.title, "云泽市", 24, 0,
                children=tuple(PlanNode(one.ref, one.title, one.label, 0, 0) for one in plan.chapters),
            )
            for plan in self.plans
        )  # fmt: skip

    def plan_text(self, version: int) -> PlanText:
        """A plan with the remarks there are."""
        self._note("plan_text", version)
        plan = next(one for one in self.plans if one.summary.version == version)
        return replace(plan, remarks=tuple(one for one in self.remarks if one.ref.version == version))

    def remarks_of(self, ref: ItemRef | None) -> tuple[RemarkRow, ...]:
        """Remarks on an item, or all."""
        return tuple(one for one in self.remarks if ref in (None, one.ref))

    def matrix(self, scope: Scope, by: str, inherited: bool, order: str) -> Matrix:
        """The matrix of all plans in scope."""
        self._note("matrix", (scope, by, inherited, order))
        rows = [row for row in self.rows() if _fits(row, GridQuery(scope))]
        return make_matrix(rows, by, inherited=inherited, order=order)

    def overview(self, scope: Scope) -> Overview:
        """The count of tasks, and those of body 1."""
        self._note("overview", scope)
        tasks = Figure("tasks", "任务", len(self.grid_ids(GridQuery(scope))), 0, GridQuery(scope))
        dated = GridQuery(scope, only=(("deadline", "by_date"),), words="有明确时限")
        count = self.grid_totals(dated).dated
        figures = (tasks, Figure("dated", "有明确时限", count, tasks.count, dated))
        return Overview(scope, tuple(plan.summary.version for plan in self.plans), figures, (), (), ())

    def page_image(self, version: int, page: int, scale: float) -> bytes:
        """A white page as PNG."""
        self._note("page_image", (version, page, scale))
        return white_page(*self.pages[page - 1], scale)

    def services(self, **other: Any) -> UiServices:
        """Everything a page may call; what no page should call fails."""

        def unexpected(*arguments: object) -> Any:
            raise AssertionError(f"not expected here: {arguments}")

        answers: dict[str, Any] = dict.fromkeys(UiServices.__dataclass_fields__, unexpected)
        answers.update(
            plans=lambda: tuple(plan.summary for plan in self.plans), tree=self.tree, plan_text=self.plan_text,
            grid_ids=self.grid_ids, grid_rows=self.grid_rows, grid_totals=self.grid_totals, matrix=self.matrix,
            remarks=self.remarks_of, page_image=self.page_image, page_sizes=lambda _version: self.pages,
            source_lines=lambda _version: self.lines, desk_items=lambda _version: (), desk_fields=lambda _ref: (),
            remainder=lambda _version: (), set_chooser=lambda _chooser: None,
            overview=self.overview, checks=None, compare=None, many=None,
        )  # fmt: skip
        return UiServices(**(answers | other))


def white_page(width: float, height: float, scale: float) -> bytes:
    """PNG bytes of an empty page."""
    from PySide6.QtCore import QBuffer, QIODevice
    from PySide6.QtGui import QImage

    image = QImage(round(width * scale), round(height * scale), QImage.Format.Format_Grayscale8)
    image.fill(255)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs want bytes, Qt takes str
    return bytes(buffer.data().data())


def _fits(row: TaskRow, query: GridQuery) -> bool:
    scope = query.scope
    if scope.version not in (None, row.ref.version) or scope.chapter not in (None, row.chapter):
        return False
    if scope.measure not in (None, row.measure) or query.text not in row.text:
        return False
    if ("deadline", "by_date") in query.only and row.deadline_kind != "by_date":
        return False
    bodies = "".join(one.display for one in row.assignments)
    where = {"lead": bodies, "others": bodies, "text": row.text, "deadline": row.deadline_raw or ""}
    return all(words in where.get(key, "") for key, words in query.filters)


def make_matrix(
    rows: Sequence[TaskRow], by: str = "task", *, inherited: bool = True, order: str = "official"
) -> Matrix:
    """Bodies × tasks or chapters of these rows."""
    columns = {row.number if by == "task" else row.chapter or 0: row for row in rows}
    keys = list(columns)
    strength = ("lead", "sole", "joint", "support", "implement")
    roles: dict[tuple[int, int], set[str]] = {}
    tasks: dict[tuple[int, int], list[ItemRef]] = {}
    own: set[tuple[int, int]] = set()
    duties = [(row, one) for row in rows for one in row.assignments if inherited or not one.inherited]
    load = {number: sum(1 for _, one in duties if one.agency_id == number) for number in range(1, len(AGENCIES) + 1)}
    bodies = [number for number in load if load[number]]
    if order == "load":
        bodies.sort(key=lambda number: -load[number])
    for row, one in duties:
        key = (bodies.index(one.agency_id), keys.index(row.number if by == "task" else row.chapter or 0))
        roles.setdefault(key, set()).add(one.role)
        tasks.setdefault(key, []).append(row.ref)
        if not one.inherited:
            own.add(key)

    def head(key: int) -> str:
        return str(key) if by == "task" else f"{ORDINALS[key - 1]}、{CHAPTERS[key - 1][0]}"

    def body(number: int) -> MatrixAgency:
        counts = [sum(1 for _, one in duties if one.agency_id == number and one.role == role) for role in
                  ("lead", "joint", "sole", "support", "implement")]  # fmt: skip
        kind = "县（市、区）" if number == 7 else "政府部门"
        return MatrixAgency(number, AGENCIES[number - 1][1], kind, tuple(counts), 0, sum(counts))  # type: ignore[arg-type]

    return Matrix(
        by=by,
        columns=tuple(
            MatrixColumn(
                key, columns[key].ref.version, head(key),
                columns[key].text, sum(1 for place in own if place[1] == index),
            )
            for index, key in enumerate(keys)
        ),
        agencies=tuple(body(number) for number in bodies),
        signs={key: tuple(role for role in strength if role in found) for key, found in roles.items()},
        tasks={key: tuple(dict.fromkeys(found)) for key, found in tasks.items()},
        inherited=frozenset(set(roles) - own),
    )  # fmt: skip
