"""Tables of targets by place."""

from __future__ import annotations

from app.services.extraction.place_targets import place_columns, place_targets
from app.services.extraction.table_grid import Grid, make_grid
from tests.services.extraction.making import Maker, PlacedCell

HEAD = [
    PlacedCell(0, 0, ("序号",), rows=2),
    PlacedCell(0, 1, ("县（市、区）",), rows=2),
    PlacedCell(0, 2, ("2026年预期目标",), columns=2),
    PlacedCell(1, 2, ("总量（亿元）",)),
    PlacedCell(1, 3, ("比增（%）",)),
]
ROWS = [("1", "云岭区", "21.5", "9"), ("2", "青崖县", "/", "/")]


def _grid(head: list[PlacedCell] = HEAD) -> Grid:
    maker = Maker()
    cells = [PlacedCell(n + 2, c, (text,)) for n, row in enumerate(ROWS) for c, text in enumerate(row)]
    maker.table([*head, *cells], 4)
    maker.turn()
    return make_grid(maker.document(), 0)


def test_each_figure_is_a_target() -> None:
    grid = _grid()
    columns = place_columns(grid)
    assert columns is not None
    found = place_targets(grid, columns, 2, "table 1")
    assert [(t.comparator, t.value, t.unit, t.year) for t in found] == [
        ("=", 21.5, "亿元", 2026),
        ("change", 9.0, "%", 2026),
    ]


def test_a_stroke_is_no_target() -> None:
    grid = _grid()
    columns = place_columns(grid)
    assert columns is not None
    assert place_targets(grid, columns, 3, "table 1") == []


def test_a_table_without_places_is_another() -> None:
    assert (
        place_columns(_grid([PlacedCell(0, 0, ("序号",), rows=2), PlacedCell(0, 1, ("项目",), rows=2), *HEAD[2:]]))
        is None
    )
