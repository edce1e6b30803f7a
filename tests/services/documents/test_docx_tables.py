"""Word's tables: merged cells, rows that begin later, tables in tables."""

from __future__ import annotations

from hypothesis import given

from tests.services.documents.docx_maker import Docx, cell, paragraph, row, table
from tests.services.documents.reading import rows, words
from tests.services.documents.table_making import Square, as_word, merged_tables, squares_of


@given(merged_tables())
def test_merged_cells_are_found_again(made: tuple[int, int, list[Square]]) -> None:
    count, columns, squares = made
    document = Docx(as_word(count, squares)).read()
    assert squares_of(document) == squares
    assert (document.tables[0].rows, document.tables[0].columns) == (count, columns)
    assert document.tables[0].origin == "markup"


def test_old_way_of_merging_sideways() -> None:
    merge = '<w:tc><w:tcPr><w:hMerge w:val="{}"/></w:tcPr>{}</w:tc>'
    top = row(merge.format("restart", paragraph("甲")), merge.format("continue", "<w:p/>"), "乙")
    document = Docx(table(top, row("1", "2", "3"))).read()
    assert squares_of(document)[:2] == [(0, 0, 1, 2, "甲"), (0, 2, 1, 1, "乙")]


def test_row_that_begins_later() -> None:
    late = row("丙", properties='<w:gridBefore w:val="1"/>')
    document = Docx(table(row("甲", "乙"), late)).read()
    assert rows(document, document.tables[0]) == [{0: "甲", 1: "乙"}, {1: "丙"}]


def test_continuation_without_a_beginning_is_a_cell() -> None:
    document = Docx(table(row(cell("甲", down="continue"), "乙"), row("丙", "丁"))).read()
    assert squares_of(document)[0] == (0, 0, 1, 1, "甲")


def test_continuation_of_another_width_is_a_cell() -> None:
    document = Docx(
        table(row(cell("甲", down="restart", across=2), "乙"), row(cell("丙", down="continue"), "丁", "戊"))
    ).read()
    assert (1, 0, 1, 1, "丙") in squares_of(document)


def test_text_in_a_continued_cell_is_kept() -> None:
    document = Docx(table(row(cell("甲", down="restart"), "1"), row(cell("乙", down="continue"), "2"))).read()
    assert squares_of(document)[0] == (0, 0, 2, 1, "甲乙")


def test_paragraphs_of_a_cell_are_its_lines() -> None:
    document = Docx(table(row("1", cell("甲", "乙")), row("2", "丙"))).read()
    assert [len(c.spans) for c in document.tables[0].cells] == [1, 2, 1, 1]


def test_table_within_a_cell_is_its_text() -> None:
    inner = table(row("内一", "内二"), row("内三", "内四"))
    document = Docx(table(row("序号", "任务内容和要求都写在这里，比里面的表长"), row("1", cell("前", inner)))).read()
    assert rows(document, document.tables[0])[1] == {0: "1", 1: "前内一内二内三内四"}


def test_frame_around_the_text_is_no_table() -> None:
    inner = table(row("序号", "任务"), row("1", "植树"))
    document = Docx(table(row(cell("一、总则", "甲", inner)))).read()
    assert words(document)[:2] == ["一、总则", "甲"]
    assert [(t.rows, t.columns) for t in document.tables] == [(2, 2)]
    assert document.lines[0].table is None


def test_rows_in_content_controls() -> None:
    wrapped = f"<w:sdt><w:sdtContent>{row('1', '植树')}</w:sdtContent></w:sdt>"
    document = Docx(table(row("序号", "任务"), wrapped)).read()
    assert rows(document, document.tables[0])[1] == {0: "1", 1: "植树"}


def test_absurd_spans_are_cut() -> None:
    document = Docx(table(row(cell("甲", across=99_999_999), "乙"), row("丙", "丁"))).read()
    assert document.tables[0].columns <= 500
