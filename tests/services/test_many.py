"""Many plans of a workspace: matrix, what is kept, people's links, figures, sums, common text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from app.errors import Cancelled, KnownError, NotFound
from app.models.workspace import Workspace, open_workspace
from app.services.compare_links import set_link
from app.services.copied_text import copied
from app.services.correcting import correct_field
from app.services.helpers import HelperLost, HelperPool
from app.services.indicator_table import barred, indicators, quotas
from app.services.many_matrix import matrix
from app.services.many_rows import IndicatorTable, ManyMatrix, PlanColumn
from app.services.many_session import ManySession
from app.services.plan_columns import plan_columns
from app.services.progress import Progress
from app.services.rows import ItemRef
from app.services.superior import set_superior
from tests.services.manykit import Here, store_three
from tests.storekit import import_plan, plan_json


@dataclass
class Three:
    workspace: Workspace
    here: int
    there: int
    above: int
    helper: Here = field(default_factory=Here)

    def matrix(self, versions: tuple[int, ...] | None = None) -> ManyMatrix:
        return matrix(self.workspace, self.here, versions, "task", self.helper, workers=2)

    def relations(self, version: int) -> list[str]:
        made = self.matrix((version,))
        return [row[0].relation for row in made.cells]


@pytest.fixture
def three(tmp_path: Path) -> Iterator[Three]:
    with open_workspace(tmp_path / "审阅.qinglan") as workspace:
        yield Three(workspace, *store_three(workspace, tmp_path))


def test_rows_are_the_tasks_of_the_reference(three: Three) -> None:
    made = three.matrix()
    assert [item.label for item in made.rows] == ["1", "2", "3"]
    assert {one.version for one in made.plans} == {three.there, three.above}
    assert [len(row) for row in made.cells] == [2, 2, 2]


def test_the_same_task_elsewhere(three: Three) -> None:
    made = three.matrix((three.there,))
    cell = made.cells[1][0]
    assert (cell.relation, cell.links[0].ref) == ("equivalent", ItemRef(three.there, "task", 3))
    assert made.items[cell.links[0].ref].leader_words == "交通运输局"


def test_a_plan_without_tasks_is_looked_at_by_its_measures(three: Three) -> None:
    linked = [link.ref.kind for row in three.matrix((three.above,)).cells for cell in row for link in cell.links]
    assert set(linked) <= {"measure"}


def test_a_reference_without_tasks_is_looked_at_by_its_measures(three: Three) -> None:
    made = matrix(three.workspace, three.above, None, "task", three.helper)
    assert made.kind == "measure"
    assert [item.label for item in made.rows] == ["（一）", "（二）"]
    assert {cell.relation for row in made.cells for cell in row} == {"equivalent"}


def test_links_are_kept_until_a_text_changes(three: Three) -> None:
    for _ in range(2):
        three.matrix()
    assert three.helper.aligned == 2
    correct_field(three.workspace, ItemRef(three.there, "task", 2), "text", "每季度开展一次节能宣传。")
    three.matrix()
    assert three.helper.aligned == 3


def test_people_have_the_last_word(three: Three) -> None:
    three.matrix()
    set_link(three.workspace, ItemRef(three.here, "task", 2), ItemRef(three.there, "task", 3), "none")
    set_link(three.workspace, ItemRef(three.here, "task", 3), ItemRef(three.there, "task", 2), "partial")
    assert three.relations(three.there)[1:] == ["none", "partial"]
    assert three.matrix((three.there,)).cells[2][0].links[0].hand


def test_cancel_ends_it_and_keeps_nothing(three: Three) -> None:
    with pytest.raises(Cancelled):
        matrix(three.workspace, three.here, None, "task", three.helper, Progress(is_cancelled=lambda: True))
    assert three.helper.aligned == 0


def test_an_error_ends_all_parts_and_keeps_nothing(three: Three) -> None:
    def broken(_job: str, _args: dict[str, Any], _progress: Progress) -> dict[str, Any]:
        raise HelperLost("后台处理意外中断。", "请重试。")

    with pytest.raises(HelperLost):
        matrix(three.workspace, three.here, None, "task", broken)
    assert three.relations(three.there)
    assert three.helper.aligned == 1


def test_progress_counts_plans(three: Three) -> None:
    said: list[tuple[int, int]] = []
    progress = Progress(lambda done, total, _what: said.append((done, total)))
    matrix(three.workspace, three.here, None, "task", three.helper, progress)
    assert said[-1] == (2, 2)


def test_one_plan_alone_is_told(tmp_path: Path) -> None:
    with open_workspace(tmp_path / "空.qinglan") as workspace:
        version = import_plan(workspace, tmp_path).version
        assert version is not None
        with pytest.raises(KnownError, match="没有可以对照的方案"):
            matrix(workspace, version, None, "task", Here())


def test_in_a_real_helper(three: Three) -> None:
    with HelperPool(2) as pool:
        session = ManySession(lambda: three.workspace, lambda: pool, 2)
        assert session.matrix(three.here, None, "task", Progress()) == three.matrix()


# Figures


def names(table: IndicatorTable, figures: tuple[int, ...]) -> list[str]:
    return [table.plan(table.figures[one].version).name for one in figures]


def test_figures_side_by_side(three: Three) -> None:
    table = indicators(three.workspace)
    group = next(one for one in table.groups if one.name == "充电站")
    assert [(one.words, one.unit, len(one.figures)) for one in group.series] == [("2032年", "个", 3)]
    assert set(names(table, group.series[0].figures)) == {"青湾市", "白塔市", "清洁能源推广行动计划"}


def test_a_figure_knows_all_its_places(three: Three) -> None:
    first = indicators(three.workspace, [three.here]).figures[0]
    assert [(ref.kind, ref.number) for ref in first.refs] == [("task", 3), ("measure", 1)]
    assert (first.phrase, first.where, first.nature) == ("30座", "任务 3", "")


def test_sum_of_the_cities(three: Three) -> None:
    table = quotas(three.workspace, three.above)
    station, share = table.rows
    assert (station.total, station.wanted, station.sentence) == ("70座", "≥80座", "未达到，少10座")
    assert (share.outcome, share.sentence) == ("none", "为比率、浓度等，不能相加")


def test_a_city_stands_above_nobody(three: Three) -> None:
    table = quotas(three.workspace, three.here, [three.there])
    assert table.rows == ()
    assert table.reason == "所选方案中没有“青湾市”的下级方案，不作合计。"
    assert table.suggested is None


def suggested(three: Three) -> int:
    found = quotas(three.workspace, three.here).suggested
    assert found is not None
    return found.version


def test_the_plan_of_no_city_is_suggested_or_the_one_that_people_set(three: Three) -> None:
    assert suggested(three) == three.above
    set_superior(three.workspace, three.here, three.there)
    assert suggested(three) == three.there
    assert quotas(three.workspace, three.there).reason == ""


@pytest.mark.parametrize(
    ("above", "below", "left_out"),
    [
        ("江苏省", ("南通市", "杭州市"), {2: "不属于江苏省"}),
        (None, ("江苏省", "南通市", "杭州市"), {2: "江苏省的方案已计入"}),
        (None, ("南通市", "青湾市"), {}),
        ("江苏省", ("安徽省", "苏州市"), {1: "不是“江苏省”的下级方案"}),
        ("南通市", ("苏州市", "如东县"), {1: "不是“南通市”的下级方案"}),
    ],
)
def test_nobody_is_counted_twice(above: str | None, below: tuple[str, ...], left_out: dict[int, str]) -> None:
    plans = [PlanColumn(number, name, name, name) for number, name in enumerate(below, 1)]
    assert barred(PlanColumn(0, above or "计划", "计划", above), plans) == left_out


# Columns and common text


def test_the_last_version_of_every_plan(three: Three, tmp_path: Path) -> None:
    newer = plan_json()
    newer["plan"]["preamble"] = "另一稿。"
    version = import_plan(three.workspace, tmp_path, newer, b"%PDF newer").version
    with three.workspace.read() as session:
        assert version in {one.version for one in plan_columns(session)}
        assert three.here not in {one.version for one in plan_columns(session)}
        both = plan_columns(session, [three.here, version or 0])
    assert len({one.name for one in both}) == 2


def test_a_plan_that_is_gone(three: Three) -> None:
    with pytest.raises(NotFound):
        indicators(three.workspace, [three.here, 99])


def test_common_text_is_found_when_asked(three: Three) -> None:
    said = "组织专业人员对公共建筑屋顶逐栋勘查登记，能够安装的列入年度计划，不能安装的写明原因并报市发展改革部门备案"
    for version in (three.here, three.there):
        correct_field(three.workspace, ItemRef(version, "measure", 1), "text", f"{said}。")
    (row,) = copied(three.workspace, three.above, None, three.helper)
    assert row.words == said
    assert {row.one.version, row.other.version} == {three.here, three.there}
    assert not row.passed_on
