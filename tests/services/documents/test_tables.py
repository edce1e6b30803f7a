"""Tables of PDFs: ruled on both axes, across only, or not at all."""

from __future__ import annotations

import pytest

from tests.services.documents.pdf_maker import Sheet
from tests.services.documents.reading import read, rows, words

XS = [72.0, 100.0, 200.0, 350.0, 500.0]


def merged() -> Sheet:
    """Rows 1 and 2 share a label in column 1; the head spans columns 1 and 2."""
    sheet = Sheet()
    for y in (100, 130, 190):
        sheet.rule(72, y, 500, y)
    sheet.rule(72, 160, 100, 160).rule(200, 160, 500, 160)
    for x in (72, 100, 350, 500):
        sheet.rule(x, 100, x, 190)
    sheet.rule(200, 130, 200, 190)
    sheet.text(75, 120, "序号").text(150, 120, "重点工作任务").text(355, 120, "责任分工")
    sheet.text(75, 150, "1").text(205, 150, "修桥").text(355, 150, "甲局")
    sheet.text(75, 180, "2").text(205, 180, "铺路").text(355, 180, "乙局").text(105, 164, "交通建设")
    return sheet


def test_merged_cells_have_their_spans() -> None:
    document = read(merged())
    (table,) = document.tables
    cells = {(cell.row, cell.column): (cell.row_span, cell.column_span) for cell in table.cells}
    assert (table.rows, table.columns, table.origin) == (3, 4, "rules")
    assert cells[0, 1] == (1, 2)
    assert cells[1, 1] == (2, 1)
    assert (2, 1) not in cells


def test_centred_label_belongs_to_the_first_row_of_its_cell() -> None:
    document = read(merged())
    assert rows(document, document.tables[0])[1] == {0: "1", 1: "交通建设", 2: "修桥", 3: "甲局"}


def test_table_is_read_row_by_row_between_the_running_text() -> None:
    sheet = merged().text(72, 80, "附件").text(72, 210, "注：略")
    assert words(read(sheet)) == [
        "附件", "序号", "重点工作任务", "责任分工", "1", "交通建设", "修桥", "甲局", "2", "铺路", "乙局", "注：略",
    ]  # fmt: skip


def test_lines_know_their_table() -> None:
    document = read(merged().text(72, 80, "附件"))
    assert [line.table for line in document.lines][:3] == [None, 0, 0]


def test_lines_of_a_cell_are_its_spans_from_the_top_down() -> None:
    sheet = (
        Sheet().grid([72, 150, 300], [100, 140]).text(155, 115, "第一行").text(155, 130, "第二行").text(75, 122, "1")
    )
    document = read(sheet)
    cell = document.tables[0].cells[1]
    assert [document.slice(span) for span in cell.spans] == ["第一行", "第二行"]


def test_cell_that_is_open_at_the_bottom_ends_with_the_uprights() -> None:
    sheet = Sheet()
    for x in (72, 150, 300):
        sheet.bar(x, 100, x + 0.75, 200)
    for y in (100, 140):
        sheet.bar(72, y, 150, y + 0.75).bar(150, y, 300, y + 0.75)
    document = read(sheet.text(75, 120, "1").text(155, 120, "甲").text(75, 160, "2").text(155, 160, "乙"))
    (table,) = document.tables
    assert rows(document, table) == [{0: "1", 1: "甲"}, {0: "2", 1: "乙"}]
    assert [cell.open_bottom for cell in table.cells] == [False, False, True, True]


def test_cell_that_is_open_at_the_top() -> None:
    sheet = Sheet().text(75, 95, "余").text(155, 95, "下").rule(72, 110, 300, 110).rule(72, 140, 300, 140)
    for x in (72, 150, 300):
        sheet.rule(x, 80, x, 140)
    document = read(sheet.text(75, 130, "3"))
    (table,) = document.tables
    assert rows(document, table) == [{0: "余", 1: "下"}, {0: "3", 1: ""}]
    assert [cell.open_top for cell in table.cells] == [True, True, False, False]


def test_remainder_of_one_row_is_a_table() -> None:
    document = read(Sheet().grid([72, 150, 300], [100, 130]).text(155, 120, "余下一行"))
    assert rows(document, document.tables[0]) == [{0: "", 1: "余下一行"}]


def test_two_tables_on_a_page() -> None:
    sheet = Sheet().grid([72, 150, 300], [100, 130]).grid([72, 150, 300], [200, 230])
    document = read(sheet.text(75, 120, "甲").text(75, 160, "中间").text(75, 220, "乙"))
    assert words(document) == ["甲", "中间", "乙"]
    assert [line.table for line in document.lines] == [0, None, 1]


def test_table_without_outer_uprights() -> None:
    sheet = Sheet().rule(72, 100, 400, 100).rule(72, 130, 400, 130).rule(150, 100, 150, 130).rule(250, 100, 250, 130)
    document = read(sheet.text(75, 120, "甲").text(155, 120, "乙").text(255, 120, "丙"))
    assert rows(document, document.tables[0]) == [{0: "甲", 1: "乙", 2: "丙"}]


@pytest.mark.parametrize(
    "sheet",
    [
        Sheet().grid([72, 500], [100, 200]).text(80, 150, "专栏里的话"),
        Sheet().grid([72, 500], [100, 130, 200]).text(80, 120, "专栏").text(80, 150, "专栏里的话"),
        Sheet().rule(72, 700, 500, 700).rule(72, 730, 500, 730).rule(72, 760, 500, 760).text(75, 720, "抄送：某某"),
        Sheet().bar(72, 100, 500, 130, grey=1).bar(72, 130, 500, 160, grey=1).text(72, 120, "白底的正文"),
        Sheet().bar(72, 100, 500, 130, grey=0.9).text(72, 120, "灰底的正文"),
        Sheet().rule(72, 122, 112, 122).rule(120, 122, 160, 122).text(72, 120, "下划线 下划线"),
        Sheet().grid([72, 150, 300], [100, 130]).text(75, 300, "空的格子是画，不是表"),
    ],
)
def test_drawings_that_are_no_tables(sheet: Sheet) -> None:
    document = read(sheet)
    assert not document.tables
    assert all(line.table is None for line in document.lines)


def across_only(head_rule: bool = True) -> Sheet:
    """Rules drawn cell by cell, none upright; the label in column 1 covers two rows."""
    sheet = Sheet()
    for y in (100, 130, 190) if head_rule else (130, 190):
        for x0, x1 in ((72, 100), (100, 200), (200, 350), (350, 500)):
            sheet.bar(x0, y, x1, y + 0.75)
    for x0, x1 in ((72, 100), (200, 350), (350, 500)):
        sheet.bar(x0, 160, x1, 160.75)
    sheet.text(75, 120, "序号").text(170, 120, "重点工作任务").text(355, 120, "责任分工")
    sheet.text(75, 150, "1").text(205, 150, "修桥").text(355, 150, "甲局")
    sheet.text(75, 180, "2").text(205, 180, "铺路").text(355, 180, "乙局").text(105, 164, "交通建设")
    return sheet


@pytest.mark.parametrize("head_rule", [True, False])
def test_horizontal_rules_alone_make_a_table(head_rule: bool) -> None:
    document = read(across_only(head_rule))
    (table,) = document.tables
    assert table.origin == "horizontal"
    assert rows(document, table) == [
        {0: "序号", 1: "重点工作任务", 3: "责任分工"},
        {0: "1", 1: "交通建设", 2: "修桥", 3: "甲局"},
        {0: "2", 2: "铺路", 3: "乙局"},
    ]


def test_row_that_no_rule_closes_is_kept_and_the_page_number_is_not() -> None:
    sheet = across_only().text(75, 205, "3").text(205, 205, "植树").text(270, 800, "— 7 —")
    document = read(sheet)
    (table,) = document.tables
    assert rows(document, table)[3] == {0: "3", 1: "", 2: "植树", 3: ""}
    assert {cell.open_bottom for cell in table.cells if cell.row == 3} == {True}
    assert words(document)[-1] == "— 7 —"
    assert document.lines[-1].table is None


def test_paragraph_below_a_table_stays_running_text() -> None:
    sheet = across_only().text(72, 205, "下面的一段正文从左边写到右边，跨过每一条列的边线，因此不是表里的内容。")
    assert read(sheet).lines[-1].table is None


def test_aligned_text_under_a_head_is_a_table() -> None:
    sheet = Sheet().text(72, 80, "附表")
    for y, cells in (
        (100, ("序号", "任务", "单位")),
        (118, ("1", "修建三座桥", "甲局")),
        (136, ("2", "铺路", "乙局、丙局")),
    ):
        for x, words_ in zip((72, 120, 300), cells, strict=True):
            sheet.text(x, y, words_)
    sheet.text(120, 148, "二十里")
    document = read(sheet.text(72, 260, "表后面的正文。"))
    (table,) = document.tables
    assert table.origin == "aligned"
    assert rows(document, table) == [
        {0: "序号", 1: "任务", 2: "单位"},
        {0: "1", 1: "修建三座桥", 2: "甲局"},
        {0: "2", 1: "铺路二十里", 2: "乙局、丙局"},
    ]


def test_list_of_members_is_no_table() -> None:
    sheet = (
        Sheet()
        .text(72, 100, "组长：")
        .text(150, 100, "某某")
        .text(250, 100, "副市长")
        .text(150, 120, "某某")
        .text(250, 120, "局长")
    )
    assert not read(sheet).tables
