"""Figures of plans, and the tasks behind each."""

from __future__ import annotations

import pytest

from app.models.workspace import Workspace
from app.services.grid import grid_ids
from app.services.overview import date_words, overview
from app.services.overview_rows import Chart, Overview
from app.services.rows import GridQuery, Scope

Stored = tuple[Workspace, int, int]


def chart(made: Overview, key: str) -> Chart:
    return next(one for one in made.charts if one.key == key)


def figures(made: Overview) -> dict[str, int]:
    return {one.key: one.count for one in made.figures}


def queries(made: Overview) -> list[tuple[int, GridQuery]]:
    """Every count with its query."""
    pairs = [(one.count, one.query) for one in made.figures if one.query is not None]
    pairs += [(one.count, one.query) for one in made.obligations]
    for each in made.charts:
        for bar in each.bars:
            pairs += [(piece.count, piece.query) for piece in bar.segments]
            if each.key != "role":
                pairs.append((bar.total, bar.query))
    return pairs


@pytest.fixture
def river(stored: Stored) -> Overview:
    return overview(stored[0], Scope(stored[1]))


def test_counts_of_a_plan(river: Overview) -> None:
    expected = {"tasks": 3, "led": 2, "first": 1, "dated": 1, "ongoing": 2, "figured": 1, "targets": 1, "remarks": 0}
    assert figures(river) == expected


def test_every_count_opens_as_many_tasks(stored: Stored) -> None:
    for scope in (Scope(), Scope(stored[1]), Scope(stored[1], 2), Scope(stored[1], 2, 2)):
        for count, query in queries(overview(stored[0], scope)):
            assert len(grid_ids(stored[0], query)) == count, query


def test_leads_and_firsts_are_told_apart(river: Overview) -> None:
    bars = {bar.label: {piece.series: piece.count for piece in bar.segments} for bar in chart(river, "lead").bars}
    assert bars == {"市住房和城乡建设局": {"first": 1}, "市水务局": {"lead": 2}}


def test_bodies_stand_in_official_order(river: Overview) -> None:
    assert [bar.label for bar in chart(river, "role").bars] == ["市财政局", "市住房和城乡建设局", "市水务局"]


def test_inherited_duties_are_not_counted(river: Overview) -> None:
    assert "县级人民政府" not in [bar.label for bar in chart(river, "role").bars]


def test_roles_of_a_body(river: Overview) -> None:
    water = chart(river, "role").bars[-1]
    assert {piece.series: piece.count for piece in water.segments} == {"lead": 1, "joint": 1, "sole": 1}


def test_parts_of_a_plan(river: Overview) -> None:
    assert [(bar.label, bar.total) for bar in chart(river, "part").bars] == [("一、第1件大事", 1), ("二、第2件大事", 2)]


def test_plans_of_the_workspace(stored: Stored) -> None:
    made = overview(stored[0], Scope())
    assert figures(made)["plans"] == 2
    assert [bar.total for bar in chart(made, "part").bars] == [3, 1]
    assert [bar.query.scope.version for bar in chart(made, "part").bars] == list(stored[1:])


def test_deadlines_by_year_then_without_date(river: Overview) -> None:
    assert [(bar.label, bar.total) for bar in chart(river, "deadline").bars] == [("2026年", 1), ("持续推进", 2)]


def test_obligations(river: Overview) -> None:
    assert [(one.kind, one.words, one.count) for one in river.obligations] == [
        ("dated", "2026年底", 1),
        ("ongoing", "持续推进", 2),
    ]


def test_targets_name_their_item(stored: Stored, river: Overview) -> None:
    line = river.targets[0]
    assert (line.name, line.phrase, line.where, line.ref.number) == ("漏损率", "到2026年，8%", "任务 2", 2)
    assert not overview(stored[0], Scope(stored[1], 1)).targets
    assert overview(stored[0], Scope(stored[1], 2)).targets == river.targets


def test_empty_workspace(workspace: Workspace) -> None:
    made = overview(workspace, Scope())
    assert figures(made)["tasks"] == 0
    assert not any(one.bars for one in made.charts)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2025-12-31", "2025年底"),
        ("2024-02-29", "2024年2月底"),
        ("2026-06-30", "2026年6月底"),
        ("2026-03-15", "2026年3月15日"),
    ],
)
def test_days_as_plans_write_them(day: str, words: str) -> None:
    assert date_words(day) == words
