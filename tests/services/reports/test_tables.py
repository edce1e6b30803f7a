from __future__ import annotations

import pytest
from hypothesis import given, settings, strategies as st

from app.services.reports.fonts import FontSet
from app.services.reports.paper import PORTRAIT, Flow, Leaf, Stroke, Words
from app.services.reports.tables import Band, Column, Look, Row, draw_table

FONTS = FontSet.shipped(office=False)
COLUMNS = [Column("序号", 40, "center", repeat=True), Column("类别", 80, merge="top"), Column("任务", 300)]


def drawn(rows: list[Row], columns: list[Column] | None = None, look: Look | None = None) -> list[Leaf]:
    flow = Flow(FONTS)
    draw_table(flow, columns or COLUMNS, rows, look)
    return flow.leaves


def words(leaf: Leaf) -> list[Words]:
    return [mark for mark in leaf.marks if isinstance(mark, Words)]


def text(leaves: list[Leaf]) -> str:
    return "".join(piece.text for leaf in leaves for mark in words(leaf) for piece in mark.line.pieces)


def rules(leaf: Leaf) -> list[Stroke]:
    return [mark for mark in leaf.marks if isinstance(mark, Stroke) and mark.y0 == mark.y1]


def test_head_comes_again_on_every_page() -> None:
    leaves = drawn([[str(number), "食堂", "送餐到家。" * 9] for number in range(90)])
    assert len(leaves) > 2
    assert all("序号" in text([leaf]) for leaf in leaves)


def test_every_page_is_closed_by_a_rule_across() -> None:
    for leaf in drawn([["1", "食堂", "送餐到家。" * 900], ["2", "食堂", "助浴。"]]):
        lowest = max(rules(leaf), key=lambda rule: rule.y0)
        assert lowest.x1 - lowest.x0 == pytest.approx(420)
        assert lowest.y0 >= max(mark.baseline for mark in words(leaf))


def test_row_taller_than_a_page_is_cut_and_complete() -> None:
    long = "".join(f"第{number}处食堂开张，" for number in range(600))
    leaves = drawn([["1", "食堂", long], ["2", "", "助浴。"]])
    assert len(leaves) > 2
    cells = "".join(piece.text for leaf in leaves for mark in words(leaf) if mark.x > 190 for piece in mark.line.pieces)
    assert cells.replace("任务", "") == long + "助浴。"


def test_cut_row_says_that_it_goes_on() -> None:
    leaves = drawn([["7", "食堂", "送餐到家。" * 900]])
    assert "7续" in text(leaves[1:2])


def test_merged_text_stands_once_a_page() -> None:
    leaves = drawn([[str(number), "便民食堂", "送餐到家。" * 9] for number in range(40)])
    assert [text([leaf]).count("便民食堂") for leaf in leaves] == [1] * len(leaves)


def test_merged_cells_have_no_rule_between() -> None:
    (leaf,) = drawn([["1", "食堂", "甲"], ["2", "食堂", "乙"], ["3", "助浴", "丙"]])
    inner = sorted(rules(leaf), key=lambda rule: (rule.y0, rule.x0))
    assert [round(rule.x0 - PORTRAIT.left) for rule in inner] == [0, 0, 0, 120, 0, 0]


def test_centred_merged_text_may_stand_in_a_later_row() -> None:
    columns = [Column("序号", 40), Column("类别", 80, merge="middle"), Column("任务", 300)]
    (leaf,) = drawn([[str(number), "食堂", "甲"] for number in range(5)], columns)
    label = next(mark for mark in words(leaf) if mark.line.pieces[0].text == "食堂")
    third = next(mark for mark in words(leaf) if mark.line.pieces[0].text == "2")
    assert label.baseline == pytest.approx(third.baseline)


def test_band_spans_the_table_and_keeps_a_row() -> None:
    leaves = drawn([["1", "食堂", "送餐。"], Band("政府部门"), ["2", "食堂", "助浴。"]])
    assert "政府部门2" in text(leaves).replace("食堂", "").replace("助浴。", "")


def test_row_moves_to_the_next_page_rather_than_being_cut() -> None:
    flow = Flow(FONTS)
    flow.y = PORTRAIT.bottom - 90
    draw_table(flow, COLUMNS, [["1", "食堂", "甲"], ["2", "助浴", "送餐到家。" * 30]])
    assert "2" not in text(flow.leaves[:1])


def test_open_rows_have_no_closing_rule_where_the_look_says_so() -> None:
    leaves = drawn([["1", "食堂", "送餐到家。" * 900]], look=Look(closed=False, heads=False, cut=True))
    assert max(rule.y0 for rule in rules(leaves[0])) < PORTRAIT.bottom - 100
    assert "序号" not in text(leaves[1:])


def test_too_wide_and_too_narrow_are_refused() -> None:
    for columns in ([Column("任务", 900)], [Column("序", 10)]):
        with pytest.raises(ValueError, match="wider than the page or narrower"):
            drawn([["甲"]], columns)


CELL = st.text(alphabet="市县，。（）“”PM2.5% 食堂\n", max_size=40) | st.integers(1, 40).map(
    lambda n: "送餐到家，" * 30 * n
)


@settings(max_examples=20, deadline=None)
@given(
    st.lists(st.tuples(CELL, CELL, CELL), max_size=12),
    st.booleans(),
    st.booleans(),
    st.sampled_from(["", "top", "middle"]),
)
def test_nothing_is_lost_and_nothing_leaves_the_frame(
    rows: list[tuple[str, str, str]], cut: bool, closed: bool, merge: str
) -> None:
    columns = [Column("甲", 60), Column("乙", 120, merge=merge), Column("丙", 240)]
    leaves = drawn([list(row) for row in rows], columns, Look(cut=cut, closed=closed))
    for index, left, right in ((0, 0, 60), (2, 180, 420)):
        start, end = PORTRAIT.left + left, PORTRAIT.left + right
        cells = [m for leaf in leaves for m in words(leaf) if start <= m.x < end]
        kept = "".join(piece.text for mark in cells for piece in mark.line.pieces).replace(columns[index].head, "")
        assert "".join(kept.split()) == "".join("".join(row[index] for row in rows).split())
    for leaf in leaves:
        for mark in words(leaf):
            assert PORTRAIT.top <= mark.baseline - 0.7 * mark.size
            assert mark.baseline + 0.1 * mark.size <= PORTRAIT.bottom + 0.1
            assert mark.x + mark.line.width <= PORTRAIT.left + 420 + 0.1


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["食堂", "助浴照护" * 9, "送餐" * 60]), CELL), min_size=1, max_size=8))
def test_no_merged_text_is_lost(rows: list[tuple[str, str]]) -> None:
    columns = [Column("类别", 100, merge="top"), Column("任务", 240)]
    leaves = drawn([list(row) for row in rows], columns)
    labels = "".join(
        piece.text for leaf in leaves for m in words(leaf) if m.x < PORTRAIT.left + 100 for piece in m.line.pieces
    )
    assert all(label in labels for label, _ in rows)
