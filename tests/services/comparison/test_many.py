from __future__ import annotations

from hypothesis import given, strategies as st

from app.services.comparison.link import Relation
from app.services.comparison.many import Leader, build, leader
from app.services.extraction.draft import Role
from tests.services.comparison.plans import aligned, duty, item, plan


def test_cells_by_item_and_plan() -> None:
    made = build(plan(item(1), item(2)), [aligned((1, 4, "equivalent")), aligned((1, 2, "partial"), (2, 2, "partial"))])
    assert [[cell.relation for cell in row] for row in made.cells] == [["equivalent", "partial"], [None, "partial"]]
    assert (made.missing(0), made.missing(1)) == (0, 1)


def test_the_counterpart_stands_before_stray_clauses() -> None:
    made = build(plan(item(1)), [aligned((1, 2, "partial"), (1, 5, "equivalent"))])
    cell = made.cells[0][0]
    assert cell.relation == "equivalent"
    assert [link.right for link in cell.links] == [5, 2]


def test_who_leads() -> None:
    both = item(1, duty("水务局", Role.LEAD), duty("财政局", Role.LEAD, 2), duty("民政局", Role.SUPPORT, 3))
    assert leader(both) == Leader(("水务局", "财政局"), stated=True)


def test_who_stands_first() -> None:
    assert leader(item(1, duty("财政局", Role.JOINT, 2), duty("水务局", Role.JOINT))) == Leader(("水务局",), False)
    assert leader(item(1)) is None


NUMBERS = st.integers(1, 5)
RELATIONS: st.SearchStrategy[Relation] = st.sampled_from(["equivalent", "partial"])
LINKS = st.lists(st.tuples(NUMBERS, NUMBERS, RELATIONS), unique_by=lambda link: link[:2])


@given(st.lists(LINKS, min_size=1, max_size=4))
def test_every_link_stands_in_its_cell_once(plans: list[list[tuple[int, int, Relation]]]) -> None:
    made = build(plan(*map(item, range(1, 6))), [aligned(*links) for links in plans])
    for column, links in enumerate(plans):
        found = [(link.left, link.right, link.relation) for row in made.cells for link in row[column].links]
        assert sorted(found) == sorted(links)
    for row in made.cells:
        assert [cell.relation for cell in row] == [
            min((link.relation for link in cell.links), default=None) for cell in row
        ]
