"""Ruled tables over pages: columns, rows, joins, categories."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings, strategies as st

from app.services.documents.source import SourceDocument
from app.services.extraction.draft import Reason
from app.services.extraction.headers import Kind
from app.services.extraction.joining import join_rows
from app.services.extraction.similarity import Texts
from app.services.extraction.table_tasks import from_table
from app.services.extraction.task_table import TaskTable, find_task_tables
from app.services.extraction.tasks import RawTask
from tests.services.extraction.making import Maker, PlacedCell

HEAD = ("序号", "任务类别", "工作内容", "责任单位")
NONE = Texts([], [])


def document(*tables: Sequence[tuple[str, ...]], heads: bool = True, head: tuple[str, ...] = HEAD) -> SourceDocument:
    """Tables on pages of their own; ``|`` breaks lines in a cell; ``^`` is covered by the cell above."""
    maker = Maker()
    for n, rows in enumerate(tables):
        cells: list[PlacedCell] = []
        lines = [head, *rows] if heads or n == 0 else rows
        for r, row in enumerate(lines):
            for c, text in enumerate(row):
                if text == "^":
                    above = next(x for x in reversed(cells) if x.column == c)
                    above.rows += 1
                    continue
                cells.append(PlacedCell(r, c, tuple(text.split("|")) if text else ()))
        maker.table(cells, len(head))
        maker.turn()
    return maker.document()


def read(source: SourceDocument, measures: Texts = NONE) -> list[RawTask]:
    return [raw for table in find_task_tables(source) for raw in from_table(source, table, measures)]


def shape(raws: list[RawTask]) -> list[tuple[str, str, str, str]]:
    return [(r.label.text, r.category.text, r.text.text, "".join(f.text for _, f in r.duties)) for r in raws]


def only(source: SourceDocument) -> TaskTable:
    (table,) = find_task_tables(source)
    return table


def test_rows_and_merged_category() -> None:
    rows = [
        ("1", "治水", "清淤。", "市水利局负责。"),
        ("2", "^", "巡查。", "市水利局负责。"),
        ("3", "治气", "换炉。", "市城管局负责。"),
    ]
    raws = read(document(rows))
    assert [r.category.text for r in raws] == ["治水", "治水", "治气"]
    assert [r.owns_category for r in raws] == [True, False, True]


@pytest.mark.parametrize("heads", [True, False])
def test_row_split_over_pages(heads: bool) -> None:
    one = [("1", "治水", "疏浚干流，", "市水利局、市财")]
    two = [("", "", "清理支流。", "政局负责。"), ("2", "治气", "换炉。", "市城管局负责。")]
    raws = read(document(one, two, heads=heads))
    assert shape(raws)[0] == ("1", "治水", "疏浚干流，清理支流。", "市水利局、市财政局负责。")
    assert not raws[0].doubts


def test_number_on_the_second_part() -> None:
    one = [("1", "甲", "巡查。", "市水利局负责。"), ("", "", "疏浚干流，", "")]
    two = [("2", "治水", "清理支流。", "市水利局负责。")]
    assert shape(read(document(one, two)))[1] == ("2", "治水", "疏浚干流，清理支流。", "市水利局负责。")


def test_row_over_three_pages() -> None:
    parts = [
        [("1", "治水", "疏浚", "市水")],
        [("", "", "干流和", "利局")],
        [("", "", "支流。", "负责。"), ("2", "^", "巡查。", "市水利局负责。")],
    ]
    assert shape(read(document(*parts)))[0] == ("1", "治水", "疏浚干流和支流。", "市水利局负责。")


def test_label_split_in_the_middle_of_a_word() -> None:
    one = [("1", "推进河道清", "疏浚，", "市水利局")]
    two = [("", "淤和管护", "清理。", "负责。")]
    assert read(document(one, two))[0].category.text == "推进河道清淤和管护"


def test_label_on_the_next_page_belongs_to_the_rows_above_too() -> None:
    one = [("1", "治气", "换炉。", "甲局负责。"), ("2", "", "清淤。", "乙局负责。"), ("3", "^", "巡查。", "乙局负责。")]
    two = [("4", "治水", "修坝。", "乙局负责。"), ("5", "^", "护岸。", "乙局负责。")]
    assert [r.category.text for r in read(document(one, two))] == ["治气", "治水", "治水", "治水", "治水"]


def test_empty_label_on_the_next_page_goes_with_the_one_above() -> None:
    one = [("1", "治水", "清淤。", "乙局负责。"), ("2", "^", "巡查。", "乙局负责。")]
    two = [("3", "", "修坝。", "乙局负责。"), ("4", "^", "护岸。", "乙局负责。"), ("5", "治气", "换炉。", "甲局负责。")]
    assert [r.category.text for r in read(document(one, two))] == ["治水"] * 4 + ["治气"]


def test_header_cells_broken_in_lines_and_columns_in_another_order() -> None:
    head = ("编|号", "责任|单位", "重点|任务", "时间|节点", "类|别")
    rows = [("1", "市水利局负责。", "疏浚干流和支流。", "2026年", "治水")]
    table = only(document(rows, head=tuple(h.replace("|", "") for h in head)))
    assert [c.kind for c in table.columns] == [Kind.NUMBER, Kind.DUTY, Kind.TEXT, Kind.DEADLINE, Kind.CATEGORY]


def test_head_of_two_rows() -> None:
    maker = Maker()
    top = [
        PlacedCell(0, 0, ("序号",), rows=2),
        PlacedCell(0, 1, ("工作任务",), rows=2),
        PlacedCell(0, 2, ("责任分工",), columns=2),
    ]
    low = [PlacedCell(1, 2, ("牵头单位",)), PlacedCell(1, 3, ("配合单位",))]
    data = [PlacedCell(2, i, (t,)) for i, t in enumerate(("1", "清理河道。", "市水利局", "市财政局"))]
    maker.table([*top, *low, *data], 4)
    table = only(maker.document())
    assert [c.kind for c in table.columns] == [Kind.NUMBER, Kind.TEXT, Kind.LEAD, Kind.SUPPORT]
    assert len(table.rows) == 1


def test_a_title_row_and_section_rows_are_no_tasks() -> None:
    maker = Maker()
    rows = [PlacedCell(0, 0, ("任务分解表",), columns=3)]
    rows += [PlacedCell(1, i, (t,)) for i, t in enumerate(("序号", "工作任务", "责任单位"))]
    rows += [PlacedCell(2, 0, ("一、治水",), columns=3)]
    rows += [PlacedCell(3, i, (t,)) for i, t in enumerate(("1", "清理河道。", "市水利局"))]
    maker.table(rows, 3)
    assert shape(read(maker.document())) == [("1", "一、治水", "清理河道。", "市水利局")]


def test_duty_cell_merged_over_rows_belongs_to_each() -> None:
    rows = [("1", "治水", "清淤。", "市水利局负责。"), ("2", "^", "巡查。", "^")]
    assert [s[3] for s in shape(read(document(rows)))] == ["市水利局负责。"] * 2


def test_unnumbered_rows_are_joined_where_a_sentence_is_unfinished_with_a_doubt() -> None:
    head = ("任务类别", "工作内容", "责任单位")
    one = [("治水", "清淤。", "甲局负责。"), ("治气", "淘汰老旧", "乙局负责。")]
    two = [("", "锅炉。", ""), ("治土", "修复。", "丙局负责。")]
    raws = read(document(one, two, head=head))
    assert [r.text.text for r in raws] == ["清淤。", "淘汰老旧锅炉。", "修复。"]
    assert [len(r.doubts) for r in raws] == [0, 1, 0]


def test_other_tables_are_left_alone() -> None:
    rows = [("1", "甲厂", "2亿元", "某镇")]
    assert find_task_tables(document(rows, head=("序号", "项目名称", "总投资", "建设地点"))) == []


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 6), st.integers(0, 5)), min_size=1, max_size=8), st.booleans())
def test_any_cut_of_the_rows_is_joined_again(rows: list[tuple[int, int]], heads: bool) -> None:
    """Rows of n pieces; each is cut after some piece (or not), the number staying on the first part."""
    pages: list[list[tuple[str, ...]]] = [[]]
    want: list[tuple[str, str]] = []
    for number, (size, cut) in enumerate(rows, 1):
        pieces = [f"第{number}行{i}段，" for i in range(size - 1)] + ["完。"]
        want.append((str(number), "".join(pieces)))
        at = cut if 0 < cut < size else size
        pages[-1].append((str(number), "", "".join(pieces[:at]), "甲局、乙"))
        if at < size:
            pages.append([("", "", "".join(pieces[at:]), "局负责。")])
    made = document(*pages, heads=heads)
    table = only(made)
    joined = join_rows(table)
    number_column, text = table.column(Kind.NUMBER), table.column(Kind.TEXT)
    assert [(r.flow(number_column).text, r.flow(text).text) for r in joined] == want
    assert not any(r.doubtful for r in joined)


def test_a_merged_deadline_cut_by_a_page_break_is_whole_for_all_its_rows() -> None:
    head = ("序号", "工作内容", "完成时限", "责任单位")
    one = [("1", "疏浚干流。", "2025—", "市水利局负责。"), ("2", "清理支流。", "^", "市水利局负责。")]
    two = [("3", "换炉。", "2027年", "市城管局负责。")]
    raws = read(document(one, two, heads=False, head=head))
    assert [raw.deadline.text for raw in raws if raw.deadline] == ["2025—2027年"] * 3


def test_a_number_cut_by_a_page_break_is_one() -> None:
    one = [("十", "^治水", "疏浚。", "市水利局负责。"), ("十", "治水", "清理支流，", "市水利")]
    one = [(a, b.replace("^", ""), c, d) for a, b, c, d in one]
    two = [("一", "", "建闸。", "局负责。"), ("十二", "治气", "换炉。", "市城管局负责。")]
    raws = read(document(one, two, heads=False))
    assert [raw.label.text for raw in raws] == ["十", "十一", "十二"]


def test_a_head_that_names_two_things() -> None:
    head = ("序号", "任务类别", "重点任务及工作举措", "责任单位（配合）")
    kinds = [column.kind for column in only(document([("1", "治水", "疏浚干流。", "市水利局。")], head=head)).columns]
    assert kinds == [Kind.NUMBER, Kind.CATEGORY, Kind.TEXT, Kind.SUPPORT]


PLAIN = ("任务类别", "工作内容", "完成时限", "责任单位")
WHOLE = [("治水", f"清理第{n}段河道。", "2026年", "市水利局。") for n in range(5)]


def crossing(above: tuple[str, str], below: tuple[str, str, str]) -> tuple[int, list[str]]:
    """How many rows two pages make, and the doubts about the row at the break; text and date above, then below."""
    first = [*WHOLE, ("治水", *above, "市水利局、市财政局")]
    second = [("治水", *below), *WHOLE]
    raws = read(document(first, second, head=PLAIN))
    return len(raws), [str(d.reason) for d in raws[5].doubts]


@pytest.mark.parametrize(
    ("above", "below"),
    [
        (("巡查河岸。", "2026年6"), ("月报情况。", "月底前", "配合。")),
        (("1.清淤。2.护岸。", "2026年"), ("3.补水。", "2027年", "市水利局。")),
        (("1.清淤。2.护岸。", "2026年"), ("3.2027年前补水。", "2027年", "市水利局。")),
        (("巡查河岸。", "2026年"), ("报送情况。", "", "配合。")),
    ],
    ids=["a cut date", "items that go on", "items with a year", "no date"],
)
def test_a_row_without_number_goes_on_over_the_page_with_a_doubt(
    above: tuple[str, str], below: tuple[str, str, str]
) -> None:
    assert crossing(above, below) == (11, ["joined_over_page"])


def test_whole_cells_below_a_page_break_are_a_row_of_their_own() -> None:
    assert crossing(("1.清淤。", "2026年"), ("1.护岸。", "2027年", "市水利局。")) == (12, [])


@pytest.mark.parametrize(("origin", "doubts"), [("aligned", ["joined_over_page"]), ("rules", [])])
def test_a_page_break_that_nothing_tells_is_doubtful_on_both_sides(origin: str, doubts: list[str]) -> None:
    maker = Maker()
    rows = [(f"清理第{n}段河道。", "2026年" if n % 2 else "", "" if n % 2 else "市水利局。") for n in range(6)]
    for page in (0, 1):
        lines = [("工作内容", "完成时限", "责任单位"), *rows]
        cells = [PlacedCell(r, c, (t,) if t else ()) for r, row in enumerate(lines) for c, t in enumerate(row)]
        maker.table(cells, 3, origin)
        if not page:
            maker.turn()
    raws = read(maker.document())
    told = [[str(d.reason) for d in raw.doubts if d.field == "text"] for raw in raws]
    assert told == [[]] * 5 + [doubts] * 2 + [[]] * 5


def alone_above(rows: Sequence[tuple[str, ...]]) -> SourceDocument:
    """A head alone at a page's foot, its name over two columns one cell of a table of four; five columns behind it."""
    maker = Maker()
    names = [(0, "序号", 1), (1, "重点工作任务", 2), (3, "完成时限", 1), (4, "责任单位", 1)]
    maker.table([PlacedCell(0, c, (name,), columns=wide) for c, name, wide in names], 5)
    whole = maker.tables[0]
    cells = tuple(replace(cell, column=at, column_span=1) for at, cell in enumerate(whole.cells))
    maker.tables[0] = replace(whole, columns=4, cells=cells)
    maker.turn()
    maker.table([PlacedCell(r, c, (text,)) for r, row in enumerate(rows) for c, text in enumerate(row)], 5)
    maker.turn()
    return maker.document()


def test_a_head_alone_names_the_wider_table_behind_it() -> None:
    rows = [
        ("1", "扫街", "每日清扫背街小巷两遍", "2031年", "市城管局"),
        ("2", "浇花", "补种月季", "2032年", "市林业局"),
    ]
    assert shape(read(alone_above(rows))) == [
        ("1", "扫街", "每日清扫背街小巷两遍", "市城管局"),
        ("2", "浇花", "补种月季", "市林业局"),
    ]


def test_a_wider_table_without_numbers_is_another() -> None:
    assert read(alone_above([("甲", "扫街", "每日清扫", "2031年", "市城管局")])) == []


def test_words_in_the_number_column_may_be_the_category() -> None:
    rows = [("清理社1区杂物", "每日清扫背街小巷两遍", "市城管局"), ("清理社1区杂物", "补种月季", "市林业局")]
    found = read(document(rows, head=("序号", "工作内容", "责任单位")))
    assert [[(d.field, d.reason) for d in raw.doubts] for raw in found] == [[("category", Reason.OTHER)]] * 2


def test_numbers_alone_leave_no_doubt_about_a_category() -> None:
    rows = [("（一）", "每日清扫背街小巷两遍", "市城管局"), ("（二）", "补种月季", "市林业局")]
    assert [raw.doubts for raw in read(document(rows, head=("序号", "工作内容", "责任单位")))] == [[], []]
