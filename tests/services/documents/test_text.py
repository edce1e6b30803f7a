"""Text files: encodings, lines, tables by tabs."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from app.errors import FileRefused
from app.services.documents.source import SourceDocument
from app.services.documents.text import read_text

PLAN = "某市实施方案\n\n一、总体要求\n到2025年，建成示范区3个。"


def read(text: str, encoding: str = "utf-8") -> SourceDocument:
    return read_text(text.encode(encoding), "方案.txt")


def lines(document: SourceDocument) -> list[str]:
    return [document.slice(line.span) for line in document.lines]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings(encoding: str) -> None:
    document = read(PLAN, encoding)
    assert lines(document) == PLAN.split("\n")
    assert document.warnings == ()


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends(end: str) -> None:
    assert lines(read(PLAN.replace("\n", end))) == PLAN.split("\n")


def test_no_pages_without_form_feeds() -> None:
    document = read(PLAN)
    assert document.pages == ()
    assert {line.page for line in document.lines} == {None}


def test_form_feeds_part_pages() -> None:
    document = read("甲\n乙\n\f丙\n\f丁")
    assert lines(document) == ["甲", "乙", "丙", "丁"]
    assert [(page.number, page.first_line, page.end_line) for page in document.pages] == [
        (1, 0, 2),
        (2, 2, 3),
        (3, 3, 4),
    ]


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")) | st.sampled_from("\n\t"), min_size=1))
def test_every_character_has_its_line(text: str) -> None:
    if not text.strip() or text.startswith("\ufeff"):
        return
    document = read(text)
    assert document.text == text.replace("\n", "")
    ends = [line.span.end for line in document.lines]
    assert [line.span.start for line in document.lines] == [0, *ends[:-1]]


def cells(document: SourceDocument, table: int) -> list[list[str]]:
    found = document.tables[table]
    grid = [[""] * found.columns for _ in range(found.rows)]
    for cell in found.cells:
        grid[cell.row][cell.column] = "".join(document.slice(span) for span in cell.spans)
    return grid


def test_tabs_make_a_table() -> None:
    document = read("附件\n序号\t任务\t单位\n1\t修桥\n\t铺路\t甲局\n\n完")
    assert cells(document, 0) == [["序号", "任务", "单位"], ["1", "修桥", ""], ["", "铺路", "甲局"]]
    assert [line.table for line in document.lines] == [None, 0, 0, 0, None, None]
    assert document.tables[0].origin == "tabs"


def test_repeated_head_begins_a_further_table() -> None:
    document = read("序号\t任务\n1\t甲\n\n序号\t任务\n2\t乙\n序号\t任务\n3\t丙")
    assert [table.rows for table in document.tables] == [2, 2, 2]


def test_lone_row_goes_on_after_a_table_of_its_width() -> None:
    assert [table.rows for table in read("序号\t任务\t单位\n1\t甲\t乙\n\n2\t丙\t丁").tables] == [2, 1]


@pytest.mark.parametrize("text", ["\t首行用制表符缩进\n\t又一段", "抄送\t某局", "目录\n一、总体要求\t1"])
def test_tabs_that_make_no_table(text: str) -> None:
    assert not read(text).tables


def test_damaged_characters_are_told() -> None:
    data = "这是一段有足够长度的正文。".encode() * 20
    document = read_text(data[:-2], "x")
    assert document.text.endswith("正文\ufffd")
    assert "1处" in document.warnings[0].message


@pytest.mark.parametrize("data", [b"   \n\n", bytes(range(32)) * 20, b"\xff\xfe\x00\xd8" * 50])
def test_refused(data: bytes) -> None:
    with pytest.raises(FileRefused) as caught:
        read_text(data, "某某.txt")
    assert "某某.txt" in caught.value.message
    assert caught.value.hint


def test_a_program_is_no_text() -> None:
    data = b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 40
    with pytest.raises(FileRefused, match="不是文本文件"):
        read_text(data, "程序.exe")
