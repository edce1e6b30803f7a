"""Tables without rules: heads, section rows, rows of several lines, pages without a head."""

from __future__ import annotations

import pytest

from app.services.documents.table_heads import is_name
from tests.services.documents.pdf_maker import Sheet
from tests.services.documents.reading import read, rows

XS = (72, 110, 300, 420)
HEAD = ("序号", "工作内容", "完成时限", "责任单位")


def _row(sheet: Sheet, y: float, cells: tuple[str, ...]) -> Sheet:
    for x, words in zip(XS, cells, strict=True):
        if words:
            sheet.text(x, y, words)
    return sheet


def _lines(document_rows: list[dict[int, str]]) -> list[tuple[str, ...]]:
    return [tuple(row.get(c, "") for c in range(4)) for row in document_rows]


@pytest.mark.parametrize(
    "name", ["序号", "责任单位", "完成时限", "备注", "2025年目标", "牵头责任单位", "总投资（万元）"]
)
def test_usual_names_are_names(name: str) -> None:
    assert is_name(name)


@pytest.mark.parametrize("words", ["牵头单位配合单位", "推进河道清淤", "持续推进", "县交通局牵头，县水利局配合"])
def test_other_words_are_no_names(words: str) -> None:
    assert not is_name(words)


def test_rows_are_parted_by_wider_blanks() -> None:
    sheet = _row(Sheet(), 100, HEAD)
    _row(sheet, 130, ("1", "修建三座桥，", "2026年", "甲局"))
    sheet.text(110, 144, "铺设二十里路。")
    _row(sheet, 174, ("2", "清理河道。", "2027年", "乙局"))
    (table,) = (document := read(sheet)).tables
    assert _lines(rows(document, table))[1:] == [
        ("1", "修建三座桥，铺设二十里路。", "2026年", "甲局"),
        ("2", "清理河道。", "2027年", "乙局"),
    ]


def test_tall_duty_keeps_its_lines() -> None:
    sheet = _row(Sheet(), 100, HEAD)
    _row(sheet, 130, ("1", "修桥。", "2026年", "甲局、乙局、"))
    sheet.text(420, 144, "丙局、丁局")
    _row(sheet, 174, ("2", "清河。", "2027年", "乙局"))
    (table,) = (document := read(sheet)).tables
    assert [line[3] for line in _lines(rows(document, table))[1:]] == ["甲局、乙局、丙局、丁局", "乙局"]


def test_a_section_is_a_row_of_one_cell() -> None:
    sheet = _row(Sheet(), 100, HEAD)
    sheet.text(190, 130, "（一）加快推进桥梁和道路建设改造")
    _row(sheet, 160, ("1", "修桥。", "2026年", "甲局"))
    _row(sheet, 190, ("2", "铺路。", "2026年", "乙局"))
    (table,) = read(sheet).tables
    assert [cell.column_span for cell in table.cells if cell.row == 1] == [4]


def test_letters_of_a_name_may_stand_apart() -> None:
    sheet = _row(Sheet(), 100, ("序", "工作内容", "完成时限", "备"))
    sheet.text(92, 100, "号").text(450, 100, "注")
    _row(sheet, 130, ("1", "修建三座桥梁。", "2026年", "无"))
    (table,) = (document := read(sheet)).tables
    assert _lines(rows(document, table))[0] == ("序号", "工作内容", "完成时限", "备注")


def test_a_table_goes_on_without_its_head() -> None:
    sheet = _row(Sheet(), 100, HEAD)
    for n in range(20):
        _row(sheet, 130 + 30 * n, (str(n + 1), "修建三座桥梁。", "2026年", "甲局"))
    _row(sheet.next_page(), 80, ("21", "清理一条河道。", "2027年", "乙局"))
    document = read(sheet.text(72, 300, "以上任务由各有关部门按照职责分工抓好落实，每季度末报送进展情况。"))
    assert [table.page for table in document.tables] == [1, 2]
    assert _lines(rows(document, document.tables[1])) == [("21", "清理一条河道。", "2027年", "乙局")]


def test_a_head_of_two_lines() -> None:
    sheet = Sheet().text(72, 106, "序号").text(110, 106, "工作内容").text(360, 100, "责任分工")
    sheet.text(300, 112, "牵头单位").text(420, 112, "配合单位")
    for n, y in enumerate((140, 170, 200), 1):
        _row(sheet, y, (str(n), "修建三座桥梁。", "甲局", "乙局"))
    (table,) = (document := read(sheet)).tables
    found = {(c.row, c.column): "".join(document.slice(s) for s in c.spans) for c in table.cells}
    assert (found[0, 2], found[1, 2], found[1, 3]) == ("责任分工", "牵头单位", "配合单位")


def test_lines_set_closer_in_one_split_row_part_no_others() -> None:
    sheet = _row(Sheet(), 100, HEAD)
    at = 130.0
    for n in range(2):
        _row(sheet, at, (str(n + 1), "修建三座桥，铺", "2026年", "甲局"))
        for step in (14.3, 16.0, 14.3):
            at += step
            sheet.text(110, at, "路二十里，清河")
        at += 28
    _row(sheet, at, ("3", "巡查河道，架设", "2027年", "乙局、丙局、"))
    sheet.text(110, at + 12, "路灯，一直延伸").text(420, at + 12, "丁局、戊局、")
    sheet.text(110, at + 24, "到两岸的村庄，").text(420, at + 24, "己局")
    (table,) = read(sheet).tables
    assert table.rows == 4


def test_a_head_alone_at_the_foot_of_a_page_belongs_to_the_rows_of_the_next() -> None:
    sheet = _row(Sheet(), 100, HEAD)
    for n in range(4):
        _row(sheet, 130 + 30 * n, (str(n + 1), "修建三座桥梁。", "2026年", "甲局"))
    _row(sheet, 270, HEAD).next_page()
    for n in range(3):
        _row(sheet, 80 + 30 * n, (str(n + 5), "清理一条河道。", "2027年", "乙局"))
    document = read(sheet)
    assert [(table.page, table.rows) for table in document.tables] == [(1, 5), (1, 1), (2, 3)]


def test_the_lines_of_a_head_that_stands_alike_on_each_page_are_no_page_heads() -> None:
    sheet = Sheet()
    for page in range(3):
        sheet.text(300, 74, "完成时间节").text(72, 80, "序号").text(110, 80, "工作内容").text(420, 80, "责任单位")
        sheet.text(300, 88, "点")
        for n in range(3):
            _row(sheet, 120 + 30 * n, (str(3 * page + n + 1), "修建三座桥梁。", "2026年", "甲局"))
        if page < 2:
            sheet.next_page()
    document = read(sheet)
    assert [_lines(rows(document, table))[0][2] for table in document.tables] == ["完成时间节点"] * 3


@pytest.mark.parametrize(("names", "count"), [(("重点工作任务", "责任单位"), 1), (("重点工作任务", "工作要求"), 0)])
def test_work_and_bodies_alone_are_a_head(names: tuple[str, str], count: int) -> None:
    sheet = Sheet().text(111, 100, names[0]).text(420, 100, names[1])
    for n in range(4):
        sheet.text(72, 130 + 30 * n, "治水").text(150, 130 + 30 * n, "修建三座桥梁。").text(420, 130 + 30 * n, "甲局")
    assert len(read(sheet).tables) == count
