"""The ordinals that Word generates."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from app.services.documents.docx_numerals import han, written
from app.services.extraction.numerals import chinese_number
from tests.services.documents.docx_maker import NAMES, Docx, cell, level, listed, lists, paragraph, row, table
from tests.services.documents.reading import words

OUTLINE = (
    level(0, "chineseCounting", "%1、", '<w:suff w:val="nothing"/>')
    + level(1, "japaneseCounting", "（%2）", '<w:suff w:val="nothing"/>')
    + level(2, "decimal", "%3.", '<w:suff w:val="space"/>')
    + level(3, "decimalEnclosedCircleChinese", "%4", '<w:suff w:val="nothing"/>')
)


def numbered(*levels: int, numbering: str) -> list[str]:
    """What stands before 项 in paragraphs of these levels of list 1."""
    document = Docx(*(listed("项", 1, at) for at in levels)).part("numbering", numbering).read()
    return [word.removesuffix("项") for word in words(document)]


def test_outline_of_a_plan() -> None:
    made = numbered(0, 1, 1, 2, 3, 3, 0, 1, 2, numbering=lists(OUTLINE))
    assert made == ["一、", "（一）", "（二）", "1. ", "①", "②", "二、", "（一）", "1. "]


def test_measures_that_run_through() -> None:
    through = level(0, "chineseCounting", "%1、") + level(1, "chineseCounting", "（%2）", '<w:lvlRestart w:val="0"/>')
    made = [label.strip() for label in numbered(0, 1, 1, 0, 1, numbering=lists(through))]
    assert made == ["一、", "（一）", "（二）", "二、", "（三）"]


def test_level_that_restarts_after_the_first_only() -> None:
    deep = "".join(level(at, "decimal", f"%{at + 1}") for at in (0, 1)) + level(
        2, "decimal", "%3", '<w:lvlRestart w:val="1"/>'
    )
    assert [x.strip() for x in numbered(0, 1, 2, 1, 2, 0, 2, numbering=lists(deep))] == [
        "1",
        "1",
        "1",
        "2",
        "2",
        "2",
        "1",
    ]


def test_pattern_of_several_levels() -> None:
    legal = level(0, "chineseCounting", "第%1章") + level(1, "decimal", "%1.%2", "<w:isLgl/>")
    assert [x.strip() for x in numbered(0, 0, 1, numbering=lists(legal))] == ["第一章", "第二章", "2.1"]


def test_level_above_that_never_came_counts_as_its_start() -> None:
    pattern = level(0, "decimal", "%1", '<w:start w:val="3"/>') + level(1, "decimal", "%1.%2")
    assert [x.strip() for x in numbered(1, numbering=lists(pattern))] == ["3.1"]


def test_level_without_a_start_begins_with_zero() -> None:
    bare = '<w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    assert [x.strip() for x in numbered(0, 0, numbering=lists(bare))] == ["0.", "1."]


def test_lists_of_one_kind_count_on_or_start_anew() -> None:
    anew = {3: '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'}
    numbering = lists(OUTLINE, numbers={1: 0, 2: 0, 3: 0}, overrides=anew)
    blocks = [listed("项", key) for key in (1, 2, 3, 3, 1)]
    assert [w[:1] for w in words(Docx(*blocks).part("numbering", numbering).read())] == ["一", "二", "一", "二", "三"]


def test_override_of_a_level() -> None:
    own = {1: f'<w:lvlOverride w:ilvl="0">{level(0, "upperLetter", "%1)")}</w:lvlOverride>'}
    assert [x.strip() for x in numbered(0, 0, numbering=lists(OUTLINE, overrides=own))] == ["A)", "B)"]


def test_bullets_are_plain_signs() -> None:
    fonts = '<w:rPr><w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/></w:rPr>'
    bullet = f'<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF06C;"/>{fonts}</w:lvl>'
    assert numbered(0, numbering=lists(bullet)) == ["●\t"]


def test_list_of_a_style_and_none_of_its_own() -> None:
    styles = (
        f'<w:styles {NAMES}><w:style w:type="paragraph" w:styleId="M"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>'
        "</w:pPr></w:style></w:styles>"
    )
    numbering = lists(level(0, "decimal", "%1") + level(1, "decimal", "（%2）", '<w:pStyle w:val="M"/>'))
    style = '<w:pStyle w:val="M"/>'
    without = f'{style}<w:numPr><w:numId w:val="0"/></w:numPr>'
    blocks = (paragraph("甲", properties=style), paragraph("乙", properties=without), paragraph("丙", properties=style))
    document = Docx(*blocks).part("styles", styles).part("numbering", numbering).read()
    assert words(document) == ["（1）\t甲", "乙", "（2）\t丙"]


def test_list_linked_through_a_style() -> None:
    numbering = lists('<w:styleLink w:val="S"/>' + OUTLINE, '<w:numStyleLink w:val="S"/>', numbers={1: 1})
    assert numbered(0, numbering=numbering) == ["一、"]


def test_serial_numbers_of_a_table_are_generated() -> None:
    numbering = lists(level(0, "decimal", "%1"))
    rows = [row(cell(listed("", 1)), f"任务{at}") for at in range(3)]
    document = Docx(table(*rows)).part("numbering", numbering).read()
    assert [document.slice(c.spans[0]) for c in document.tables[0].cells if c.column == 0] == ["1", "2", "3"]


def test_continued_cells_are_not_counted() -> None:
    numbering = lists(level(0, "decimal", "%1"))
    rows = [row(cell(listed("", 1), down=down), "任务") for down in ("restart", "continue", "restart")]
    document = Docx(table(*rows)).part("numbering", numbering).read()
    assert [document.slice(c.spans[0]) for c in document.tables[0].cells if c.column == 0] == ["1", "2"]


def test_unknown_list_is_no_list() -> None:
    assert words(Docx(listed("项", 9)).read()) == ["项"]


@pytest.mark.parametrize(
    ("number", "style", "shown"),
    [
        (12, "chineseCountingThousand", "十二"),
        (120, "japaneseCounting", "一百二十"),
        (105, "chineseCounting", "一〇五"),
        (21, "chineseLegalSimplified", "贰拾壹"),
        (3, "ideographTraditional", "丙"),
        (21, "decimalEnclosedCircle", "㉑"),
        (2, "decimalEnclosedParen", "⑵"),
        (14, "lowerRoman", "xiv"),
        (28, "upperLetter", "BB"),
        (7, "decimalZero", "07"),
        (12, "decimalFullWidth", "１２"),
        (4, "notKnown", "4"),
        (60, "decimalEnclosedCircle", "60"),
        (5, "none", ""),
    ],
)
def test_formats(number: int, style: str, shown: str) -> None:
    assert written(number, style) == shown


@given(st.integers(1, 999))
def test_chinese_numbers_read_back(number: int) -> None:
    assert chinese_number(han(number)) == number
