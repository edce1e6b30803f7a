from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from app import VERSION
from app.errors import Cancelled, FileRefused, WorkspaceLocked
from app.models.agency import Agency, AgencyAlias
from app.models.base import Base
from app.models.plan import (
    AssignmentRow,
    Category,
    DeadlineRow,
    DoubtRow,
    Extraction,
    Measure,
    PlaceRow,
    Plan,
    PlanVersion,
    RemainderRow,
    SourceFile,
    TargetRow,
    Task,
    VersionSource,
)
from app.models.workspace import Workspace, open_workspace
from app.services.importing import import_file
from app.services.progress import Progress
from tests.storekit import FakePool, assignment, changed, import_plan, new_workspace, plan_json


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with new_workspace(tmp_path) as opened:
        yield opened


def counts(workspace: Workspace) -> dict[str, int]:
    with workspace.read() as session:
        return {
            name: session.scalar(select(func.count()).select_from(table)) or 0
            for name, table in Base.metadata.tables.items()
        }


def column(workspace: Workspace, *columns: Any, order: Any = None) -> list[Any]:
    with workspace.read() as session:
        query = select(*columns).order_by(order if order is not None else columns[0])
        found = session.execute(query).all()
    return [row[0] if len(columns) == 1 else tuple(row) for row in found]


def test_outcome(workspace: Workspace, tmp_path: Path) -> None:
    outcome = import_plan(workspace, tmp_path)
    assert (outcome.tasks, outcome.measures, outcome.targets, outcome.doubts) == (3, 2, 1, 1)
    assert outcome.title == "青湾市清洁能源推广实施方案"
    assert not outcome.already_there
    assert outcome.warnings == ("第3页有一处文字可能缺失",)
    assert outcome.change.kinds == {"plans", "agencies"}
    assert outcome.change.token is None


def test_every_table_is_filled(workspace: Workspace, tmp_path: Path) -> None:
    import_plan(workspace, tmp_path)
    stored = counts(workspace)
    wanted = {"plan": 1, "plan_version": 1, "source_file": 1, "extraction": 1, "chapter": 2, "measure": 2, "task": 3}
    wanted |= {"category": 2, "deadline": 3, "target": 1, "doubt": 1, "remainder": 1, "version_source": 1, "agency": 4}
    assert {name: stored[name] for name in wanted} == wanted


def test_source_is_kept_byte_for_byte(workspace: Workspace, tmp_path: Path) -> None:
    import_plan(workspace, tmp_path, data=b"%PDF\x00\xff")
    ((name, kind, sha, content),) = column(
        workspace, SourceFile.name, SourceFile.kind, SourceFile.sha256, SourceFile.content
    )
    assert (name, kind, content) == ("方案.pdf", "pdf", b"%PDF\x00\xff")
    assert sha == hashlib.sha256(content).hexdigest()


def test_extraction_is_kept_whole(workspace: Workspace, tmp_path: Path) -> None:
    import_plan(workspace, tmp_path)
    ((draft, accounts),) = column(workspace, Extraction.draft, Extraction.accounts, order=Extraction.version_id)
    assert draft == plan_json()
    assert accounts == [[0, 5, "field", "plan/title", ""]]


def test_front_matter(workspace: Workspace, tmp_path: Path) -> None:
    import_plan(workspace, tmp_path)
    with workspace.read() as session:
        version = session.scalars(select(PlanVersion)).one()
    assert version.document_number == "青政发〔2031〕7号"
    assert version.notice == "现将方案印发给你们，请认真执行。"
    assert version.addressees == ["各县（市、区）人民政府"]
    assert version.shares == {"field": 0.9}
    assert version.pages == [{"number": 1, "width": 595.0, "height": 842.0}]
    assert version.has_deadlines
    assert version.program == VERSION


@pytest.mark.parametrize("beside", [True, False])
def test_optional_keys_stand_on_the_plan_or_beside_it(workspace: Workspace, tmp_path: Path, beside: bool) -> None:
    plan = plan_json()
    (plan if beside else plan["plan"]).update(stage="征求意见稿", basis=["上级方案"], first_is_lead="列第一位的牵头")
    import_plan(workspace, tmp_path, plan)
    ((stage, basis, first),) = column(workspace, PlanVersion.stage, PlanVersion.basis, PlanVersion.first_is_lead)
    assert (stage, basis, first) == ("征求意见稿", ["上级方案"], "列第一位的牵头")


def test_tasks_know_their_measure_chapter_and_category(workspace: Workspace, tmp_path: Path) -> None:
    import_plan(workspace, tmp_path)
    with workspace.read() as session:
        query = (
            select(Task.number, Measure.number, Category.label, Category.position)
            .join(Category, Category.id == Task.category_id)
            .outerjoin(Measure, Measure.id == Task.measure_id)
            .order_by(Task.number)
        )
        found = [tuple(row) for row in session.execute(query)]
        chapters = session.scalars(select(Task.chapter_id).order_by(Task.number)).all()
    assert found == [(1, 1, "光伏", 1), (2, 2, "公交", 2), (3, None, "公交", 2)]
    assert chapters == [2, 2, None]


def test_deadlines(workspace: Workspace, tmp_path: Path) -> None:
    import_plan(workspace, tmp_path)
    assert column(workspace, DeadlineRow.raw, DeadlineRow.kind, DeadlineRow.date, order=DeadlineRow.task_id) == [
        ("2032年底前", "by_date", "2032-12-31"),
        ("持续推进", "ongoing", None),
        (None, "none", None),
    ]


def test_dates_sort_before_ongoing_before_none(workspace: Workspace, tmp_path: Path) -> None:
    import_plan(workspace, tmp_path)
    assert column(workspace, Task.number, order=Task.sort_deadline) == [1, 2, 3]


def test_blanket_clause_binds_the_rows_below(workspace: Workspace, tmp_path: Path) -> None:
    import_plan(workspace, tmp_path)
    rows = column(workspace, AssignmentRow.task_id, AssignmentRow.as_written, AssignmentRow.inherited)
    assert [(task, inherited) for task, name, inherited in rows if name == "各县（市、区）人民政府"] == [
        (1, False),
        (2, True),
        (3, True),
    ]


def test_bodies_with_names_and_order(workspace: Workspace, tmp_path: Path) -> None:
    import_plan(workspace, tmp_path)
    rows = column(workspace, Agency.name, Agency.level, Agency.region, Agency.kind, order=Agency.official_order)
    assert rows[0] == ("发展和改革委员会", "市", "青湾市", "政府部门")
    assert rows[-1][0] == "县级人民政府"
    assert "市交通局" in column(workspace, AgencyAlias.text)
    assert "fa zhan he gai ge wei yuan hui" in column(workspace, Agency.pinyin)


def test_lead_and_others_sort_by_official_order(workspace: Workspace, tmp_path: Path) -> None:
    import_plan(workspace, tmp_path)
    order = dict(column(workspace, Agency.name, Agency.official_order))
    lead, others = column(workspace, Task.sort_lead, Task.sort_others, order=Task.number)[0]
    assert (lead, others) == (order["发展和改革委员会"], order["教育局"])


def test_same_body_of_two_cities_is_two(workspace: Workspace, tmp_path: Path) -> None:
    import_plan(workspace, tmp_path)
    other = plan_json("白石市清洁能源推广实施方案", "白政发〔2031〕1号")
    other["plan"]["preamble"] = "为推广清洁能源，制定本方案。"
    for task in other["tasks"]:
        task["assignments"] = [assignment("教育局", "市教育局", "lead", region="白石市")]
    import_plan(workspace, tmp_path, other, b"other")
    assert column(workspace, Agency.region, order=Agency.id).count("白石市") == 1
    assert column(workspace, Agency.name).count("教育局") == 2


def test_bodies_of_a_second_version_are_recognised(workspace: Workspace, tmp_path: Path) -> None:
    import_plan(workspace, tmp_path)
    import_plan(workspace, tmp_path, changed(preamble="改过的引言。"), b"second")
    stored = counts(workspace)
    assert (stored["agency"], stored["agency_alias"]) == (4, 4)


def test_targets_keep_their_details(workspace: Workspace, tmp_path: Path) -> None:
    import_plan(workspace, tmp_path)
    rows = column(workspace, TargetRow.owner_kind, TargetRow.owner_number, TargetRow.value, TargetRow.details)
    assert rows == [("task", 3, 30.0, {"effort": "力争"})]


def test_places_doubts_remainder(workspace: Workspace, tmp_path: Path) -> None:
    import_plan(workspace, tmp_path)
    rows = column(workspace, PlaceRow.owner_kind, PlaceRow.owner_number, PlaceRow.printed_page, PlaceRow.box)
    assert ("task", 2, "1", [72.0, 90.0, 520.0, 104.0]) in rows
    assert column(workspace, DoubtRow.owner_kind, DoubtRow.field, DoubtRow.score) == [("plan", "issue_date", 0.5)]
    assert column(workspace, RemainderRow.text) == ["（此页无正文）"]


def test_place_without_pages(workspace: Workspace, tmp_path: Path) -> None:
    plan = plan_json()
    plan["chapters"][0]["place"] = [{"line": 4, "from": 0, "to": 9}]
    import_plan(workspace, tmp_path, plan)
    assert {"line": 4, "from": 0, "to": 9} in column(workspace, PlaceRow.flow, order=PlaceRow.id)


def test_same_bytes_are_recognised_without_reading_them(workspace: Workspace, tmp_path: Path) -> None:
    first = import_plan(workspace, tmp_path)
    pool, before = FakePool(), counts(workspace)
    (tmp_path / "副本.pdf").write_bytes(b"%PDF one")
    again = import_file(workspace, pool, tmp_path / "副本.pdf")
    assert (again.already_there, again.version, again.tasks) == (True, first.version, 3)
    assert again.change.kinds == frozenset()
    assert pool.runs == 0
    assert counts(workspace) == before


def test_same_text_in_another_file_keeps_the_file(workspace: Workspace, tmp_path: Path) -> None:
    first = import_plan(workspace, tmp_path)
    before = counts(workspace)
    again = import_plan(workspace, tmp_path, data=b"another printing")
    assert (again.already_there, again.version) == (True, first.version)
    after = counts(workspace)
    assert {name: after[name] - before[name] for name in after if after[name] != before[name]} == {
        "source_file": 1,
        "version_source": 1,
    }
    assert import_plan(workspace, tmp_path, data=b"another printing").already_there


def test_another_text_is_a_version_under_the_plan(workspace: Workspace, tmp_path: Path) -> None:
    first = import_plan(workspace, tmp_path)
    second = import_plan(workspace, tmp_path, changed(preamble="改过的引言。"), b"second")
    assert second.plan_uuid == first.plan_uuid
    assert second.version != first.version
    assert not second.already_there
    stored = counts(workspace)
    assert (stored["plan"], stored["plan_version"], stored["task"]) == (1, 2, 6)
    assert column(workspace, VersionSource.version_id) == [1, 2]


def test_two_laptops_give_equal_ids(tmp_path: Path) -> None:
    found = []
    for name in ("1", "2"):
        with new_workspace(tmp_path / name) as workspace:
            outcome = import_plan(workspace, tmp_path, data=name.encode())
            found.append((outcome.plan_uuid, column(workspace, PlanVersion.version_id)))
    assert found[0] == found[1]


def test_plans_stand_in_the_order_of_their_codes(workspace: Workspace, tmp_path: Path) -> None:
    for region in ("苏州市", "青湾市", "南通市", "江苏省"):
        plan = plan_json(f"{region}方案", region)
        plan["plan"].update(region=region, preamble=region)
        import_plan(workspace, tmp_path, plan, region.encode())
    assert column(workspace, Plan.region, order=Plan.official_order) == ["江苏省", "苏州市", "南通市", "青湾市"]
    assert dict(column(workspace, Plan.region, Plan.region_code))["南通市"] == "320600"


def cancelling_at(step: str) -> Progress:
    said: list[str] = []
    return Progress(lambda _done, _total, what: said.append(what), lambda: step in said)


@pytest.mark.parametrize("step", ["读取文件", "整理内容", "保存"])
def test_cancelled_leaves_everything_as_it_was(workspace: Workspace, tmp_path: Path, step: str) -> None:
    import_plan(workspace, tmp_path)
    before = counts(workspace)
    with pytest.raises(Cancelled):
        import_plan(workspace, tmp_path, changed(preamble="x"), b"2", progress=cancelling_at(step))
    assert counts(workspace) == before
    assert not import_plan(workspace, tmp_path, changed(preamble="x"), b"2").already_there


def test_failure_in_the_middle_leaves_everything_as_it_was(workspace: Workspace, tmp_path: Path) -> None:
    before = counts(workspace)
    plan = plan_json()
    plan["tasks"][2]["number"] = 1
    with pytest.raises(Exception, match="UNIQUE"):
        import_plan(workspace, tmp_path, plan)
    assert counts(workspace) == before


def test_refused_file_changes_nothing(workspace: Workspace, tmp_path: Path) -> None:
    class Refusing(FakePool):
        def run(self, *_args: Any, **_more: Any) -> tuple[dict[str, Any], bytes]:
            raise FileRefused("读不了。", "请换一个文件。")

    (tmp_path / "坏.pdf").write_bytes(b"x")
    before = counts(workspace)
    with pytest.raises(FileRefused, match="读不了"):
        import_file(workspace, Refusing(), tmp_path / "坏.pdf")
    assert counts(workspace) == before


def test_missing_empty_and_folder_are_refused(workspace: Workspace, tmp_path: Path) -> None:
    (tmp_path / "空.pdf").touch()
    for name in ("无.pdf", "空.pdf", "."):
        with pytest.raises(FileRefused) as refused:
            import_file(workspace, FakePool(), tmp_path / name)
        assert refused.value.hint


def test_read_only_is_refused_before_any_work(tmp_path: Path) -> None:
    new_workspace(tmp_path).close()
    pool = FakePool()
    (tmp_path / "a.pdf").write_bytes(b"x")
    with open_workspace(tmp_path / "审阅.qinglan", write=False) as reading, pytest.raises(WorkspaceLocked):
        import_file(reading, pool, tmp_path / "a.pdf")
    assert pool.runs == 0


def test_plan_without_chapters_or_tasks(workspace: Workspace, tmp_path: Path) -> None:
    plan = {"schema": 1, "plan": {"title": "短文"}, "chapters": [], "measures": [], "tasks": [], "targets": []}
    outcome = import_plan(workspace, tmp_path, plan)
    assert (outcome.tasks, outcome.measures) == (0, 0)
