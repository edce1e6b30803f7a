"""Two small invented plans put straight into a workspace, for the tests of what reads them back."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.models.agency import Agency, AgencyAlias
from app.models.plan import (
    AssignmentRow,
    Category,
    Chapter,
    DeadlineRow,
    DoubtRow,
    Measure,
    PlaceRow,
    Plan,
    PlanVersion,
    SourceFile,
    TargetRow,
    Task,
)

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.models.workspace import Workspace


@dataclass(frozen=True)
class Duty:
    """A body's duty in an invented task."""

    body: str
    role: str
    inherited: bool = False


@dataclass(frozen=True)
class InventedTask:
    """An invented row; ``chapter`` and ``measure`` are numbers in its plan."""

    number: int
    text: str
    category: str
    chapter: int
    measure: int
    deadline: str = "持续推进"
    date: str | None = None
    duties: tuple[Duty, ...] = field(default=())


CLEAN_RIVER = (
    InventedTask(
        1,
        "沿河排口逐一登记造册。",
        "查清排口",
        1,
        1,
        "2026年",
        "2026-12-31",
        (Duty("水务局", "lead"), Duty("财政局", "support")),
    ),
    InventedTask(
        2,
        "老旧管道分批换新，漏损率降到8%。",
        "修好管网",
        2,
        2,
        duties=(Duty("住房和城乡建设局", "joint"), Duty("水务局", "joint")),
    ),
    InventedTask(
        3, "河长每月巡河。", "修好管网", 2, 2, duties=(Duty("水务局", "sole"), Duty("县级人民政府", "implement", True))
    ),
)
WARM_HOMES = (InventedTask(1, "为独居老人安装呼叫器。", "居家照护", 1, 1, duties=(Duty("民政局", "lead"),)),)

KINDS = {"县级人民政府": ("县", "县（市、区）"), "供电公司": ("", "国有企业")}
ORDER = ["民政局", "财政局", "住房和城乡建设局", "水务局", "县级人民政府"]


def store(workspace: Workspace) -> tuple[int, int]:
    """Store both plans; give back the database ids of their versions."""
    with workspace.write() as session:
        river = _store_plan(session, "云溪市清河行动方案", "云溪市", 330100, CLEAN_RIVER)
        homes = _store_plan(session, "石湾市暖居行动方案", "石湾市", 440100, WARM_HOMES)
        version = river.id
        session.add(_target(version, "task", 2))
        session.add(
            DoubtRow(
                version_id=version,
                owner_kind="task",
                owner_number=3,
                field="category",
                reason="ocr",
                score=None,
                note="",
            )
        )
        session.add(
            PlaceRow(
                version_id=version,
                owner_kind="task",
                owner_number=1,
                page=4,
                printed_page="2",
                box=[1.0, 2.0, 3.0, 4.0],
                flow=None,
            )
        )
        return river.id, homes.id


def _target(version: int, kind: str, number: int) -> TargetRow:
    return TargetRow(
        version_id=version, position=1, owner_kind=kind, owner_number=number, name="漏损率", comparator="=", value=8.0,
        value_high=None, unit="%", baseline_year=None, year=2026, quote="漏损率降到8%", details={},
    )  # fmt: skip


def _store_plan(session: Session, title: str, region: str, order: int, tasks: tuple[InventedTask, ...]) -> PlanVersion:
    plan = Plan(
        uuid=f"plan-{order}", title=title, region=region, region_code=str(order), official_order=order, pinyin=""
    )
    source = SourceFile(sha256=title, name=f"{title}.pdf", kind="pdf", size=3, imported_at="", content=b"pdf")
    session.add_all([plan, source])
    session.flush()
    version = PlanVersion(
        plan_id=plan.id, source_file_id=source.id, version_id=f"text-{order}", title=title, region=region,
        preamble="为办好此事，制定本方案。", program="test", imported_at="", pages=[{"width": 595, "height": 842}],
    )  # fmt: skip
    session.add(version)
    session.flush()
    chapters = _store_chapters(session, version.id, {task.chapter for task in tasks})
    measures = _store_measures(session, version.id, chapters, tasks)
    categories = _store_categories(session, version.id, tasks)
    for task in tasks:
        _store_task(session, version, task, region, chapters, measures, categories)
    return version


def _store_chapters(session: Session, version: int, numbers: set[int]) -> dict[int, int]:
    rows = [
        Chapter(version_id=version, number=n, label=f"{'一二三'[n - 1]}、", title=f"第{n}件大事", text="")
        for n in sorted(numbers)
    ]
    session.add_all(rows)
    session.flush()
    return {row.number: row.id for row in rows}


def _store_measures(
    session: Session, version: int, chapters: dict[int, int], tasks: tuple[InventedTask, ...]
) -> dict[int, int]:
    owners = {task.measure: task.chapter for task in tasks}
    rows = [
        Measure(
            version_id=version,
            chapter_id=chapters[owner],
            number=n,
            label=f"（{n}）",
            title=f"办法{n}",
            text="照此办理。",
        )
        for n, owner in owners.items()
    ]
    session.add_all(rows)
    session.flush()
    return {row.number: row.id for row in rows}


def _store_categories(session: Session, version: int, tasks: tuple[InventedTask, ...]) -> dict[str, int]:
    labels = list(dict.fromkeys(task.category for task in tasks))
    rows = [Category(version_id=version, position=n, label=label, pinyin=label) for n, label in enumerate(labels, 1)]
    session.add_all(rows)
    session.flush()
    return {row.label: row.id for row in rows}


def _store_task(
    session: Session,
    version: PlanVersion,
    task: InventedTask,
    region: str,
    chapters: dict[int, int],
    measures: dict[int, int],
    categories: dict[str, int],
) -> None:
    row = Task(
        version_id=version.id, number=task.number, label=str(task.number), category_id=categories[task.category],
        category_source="printed", measure_id=measures[task.measure], chapter_id=chapters[task.chapter], text=task.text,
        responsibility_raw="".join(duty.body for duty in task.duties), et_al=False, sort_lead=task.number,
        sort_deadline=task.date or "9", sort_text=task.text,
    )  # fmt: skip
    session.add(row)
    session.flush()
    kind = "by_date" if task.date else "ongoing"
    session.add(DeadlineRow(task_id=row.id, raw=task.deadline, kind=kind, date=task.date))
    for position, duty in enumerate(task.duties, 1):
        session.add(
            AssignmentRow(
                version_id=version.id,
                task_id=row.id,
                agency_id=_agency(session, duty.body, region),
                role=duty.role,
                role_raw="",
                position=position,
                as_written=duty.body,
                inherited=duty.inherited,
            )
        )


def _agency(session: Session, name: str, region: str) -> int:
    level, kind = KINDS.get(name, ("市", "政府部门"))
    found = session.query(Agency).filter_by(name=name, level=level, region=region).one_or_none()
    if found is None:
        order = ORDER.index(name) if name in ORDER else 99
        found = Agency(name=name, level=level, region=region, kind=kind, official_order=order, pinyin=name)
        session.add(found)
        session.flush()
        session.add(AgencyAlias(agency_id=found.id, text=name))
    return found.id
