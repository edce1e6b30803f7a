"""The responsibility matrix."""

from __future__ import annotations

from app.models.workspace import Workspace
from app.services import matrix
from app.services.rows import Scope

Stored = tuple[Workspace, int, int]


def test_rows_stand_in_official_order_with_counts(stored: Stored) -> None:
    made = matrix.build(stored[0], Scope(stored[1]))
    assert [row.display for row in made.agencies] == ["市财政局", "市住房和城乡建设局", "市水务局", "县级人民政府"]
    water = made.agencies[2]
    assert (water.counts, water.inherited, water.total) == ((1, 1, 1, 0, 0), 0, 3)


def test_cells_name_roles_and_tasks(stored: Stored) -> None:
    made = matrix.build(stored[0], Scope(stored[1]))
    assert made.signs[2, 0] == ("lead",)
    assert [ref.number for ref in made.tasks[2, 1]] == [2]
    assert [column.bodies for column in made.columns] == [2, 2, 1]


def test_inherited_duty_can_be_left_out(stored: Stored) -> None:
    with_it = matrix.build(stored[0], Scope(stored[1]))
    without = matrix.build(stored[0], Scope(stored[1]), inherited=False)
    assert with_it.inherited == {(3, 2)}
    assert len(without.agencies) == 3


def test_by_chapter_several_roles_come_strongest_first(stored: Stored) -> None:
    made = matrix.build(stored[0], Scope(stored[1]), "chapter")
    assert [column.head for column in made.columns] == ["一、第1件大事", "二、第2件大事"]
    assert made.signs[2, 1] == ("sole", "joint")
    assert [ref.number for ref in made.tasks[2, 1]] == [2, 3]


def test_by_load_the_busiest_comes_first(stored: Stored) -> None:
    made = matrix.build(stored[0], Scope(stored[1]), order="load")
    assert made.agencies[0].display == "市水务局"
    assert made.signs[0, 0] == ("lead",)


def test_over_several_plans_bodies_carry_their_place(stored: Stored) -> None:
    made = matrix.build(stored[0], Scope())
    assert "石湾市民政局" in [row.display for row in made.agencies]
    assert made.columns[-1].head == "石湾市1"


def test_scope_of_a_chapter_and_a_measure(stored: Stored) -> None:
    assert len(matrix.build(stored[0], Scope(stored[1], chapter=2)).columns) == 2
    assert len(matrix.build(stored[0], Scope(stored[1], measure=1)).columns) == 1
