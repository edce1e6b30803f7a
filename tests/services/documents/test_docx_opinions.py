"""Comments and tracked changes of a Word file."""

from __future__ import annotations

import pytest

from app.services.documents.source import SourceDocument, Tracked
from tests.services.documents.docx_maker import NAMES, Docx, cell, paragraph, row, run, table
from tests.services.documents.reading import words

BY = 'w:author="某局" w:date="2026-03-05T09:30:00Z"'


def put_in(text: str, tag: str = "ins") -> str:
    return f"<w:{tag} w:id='1' {BY}>{run(text)}</w:{tag}>"


def taken_out(text: str, tag: str = "del") -> str:
    inner = run(text).replace("<w:t ", "<w:delText ").replace("</w:t>", "</w:delText>")
    return f"<w:{tag} w:id='2' {BY}>{inner}</w:{tag}>"


def ended(text: str, how: str) -> str:
    """A paragraph whose end was put in or taken out."""
    return paragraph(text, properties=f"<w:rPr><w:{how} {BY}/></w:rPr>")


def found(document: SourceDocument) -> list[tuple[str, str, str]]:
    """Kind, words, and the passage of the text as read."""
    return [(o.kind, o.text, document.slice(o.span)) for o in document.opinions]


CHANGED = Docx(paragraph("建成", taken_out("3"), put_in("5"), "个"))


@pytest.mark.parametrize(("tracked", "text"), [("accepted", "建成5个"), ("original", "建成3个")])
def test_choice_of_text(tracked: Tracked, text: str) -> None:
    assert CHANGED.read(tracked).text == text


def test_changes_are_opinions() -> None:
    assert found(CHANGED.read()) == [("deletion", "3", ""), ("insertion", "5", "5")]
    assert found(CHANGED.read("original")) == [("deletion", "3", "3"), ("insertion", "5", "")]


def test_place_of_what_is_not_shown() -> None:
    deletion = CHANGED.read().opinions[0]
    assert (deletion.span.start, deletion.span.end) == (2, 2)
    assert (deletion.author, deletion.date) == ("某局", "2026-03-05T09:30:00Z")


def test_reading_says_that_there_are_changes() -> None:
    assert "2处修订痕迹" in CHANGED.read().warnings[0].message


def test_pieces_of_one_change_are_one() -> None:
    document = Docx(paragraph("甲", put_in("乙"), put_in("丙"), taken_out("丁"), taken_out("戊"))).read()
    assert found(document) == [("insertion", "乙丙", "乙丙"), ("deletion", "丁戊", "")]


def test_moves_are_a_deletion_and_an_insertion() -> None:
    document = Docx(paragraph(taken_out("先", "moveFrom"), "中", put_in("先", "moveTo"))).read()
    assert document.text == "中先"
    assert found(document) == [("deletion", "先", ""), ("insertion", "先", "先")]


@pytest.mark.parametrize(("how", "tracked"), [("del", "accepted"), ("ins", "original")])
def test_paragraphs_flow_together(how: str, tracked: Tracked) -> None:
    assert words(Docx(ended("前", how), paragraph("后")).read(tracked)) == ["前后"]


def test_paragraph_end_that_stays() -> None:
    assert words(Docx(ended("前", "del"), paragraph("后")).read("original")) == ["前", "后"]


def test_last_end_taken_out_loses_nothing() -> None:
    assert words(Docx(ended("前", "del")).read()) == ["前"]


GONE = row("2", "旧事", properties=f"<w:del {BY}/>")


def test_row_taken_out() -> None:
    document = Docx(table(row("序号", "任务"), row("1", "植树"), GONE)).read()
    assert document.tables[0].rows == 2
    assert found(document) == [("deletion", "2\t旧事", "")]


def test_row_taken_out_stands_in_the_original() -> None:
    assert Docx(table(row("序号", "任务"), GONE)).read("original").tables[0].rows == 2


def commented(*blocks: str, text: str = "建议量化") -> SourceDocument:
    part = f'<w:comments {NAMES}><w:comment w:id="7" {BY}>{paragraph(text)}</w:comment></w:comments>'
    return Docx(*blocks).part("comments", part).read()


START, END = '<w:commentRangeStart w:id="7"/>', '<w:commentRangeEnd w:id="7"/>'
REFERENCE = '<w:r><w:commentReference w:id="7"/></w:r>'


def test_comment_with_its_passage() -> None:
    document = commented(paragraph("大力", START, "推广新车", END, REFERENCE, "。"))
    assert found(document) == [("comment", "建议量化", "推广新车")]
    assert document.warnings == ()


def test_comment_over_paragraphs() -> None:
    document = commented(paragraph("甲", START, "乙"), paragraph("丙", END, REFERENCE, "丁"))
    assert found(document) == [("comment", "建议量化", "乙丙")]


def test_comment_without_a_range_stands_at_its_mark() -> None:
    document = commented(paragraph("甲乙", REFERENCE, "丙"))
    assert (document.opinions[0].span.start, len(document.opinions[0].span)) == (2, 0)


def test_comment_on_what_was_taken_out() -> None:
    inner = taken_out("旧").replace("</w:del>", f"{END}</w:del>")
    document = commented(paragraph("甲", START, inner, REFERENCE))
    assert [o.span.start for o in document.opinions] == [1, 1]


def test_comment_in_a_cell() -> None:
    document = commented(table(row("1", cell(paragraph(START, "植树", END, REFERENCE))), row("2", "种草")))
    assert found(document) == [("comment", "建议量化", "植树")]


def test_comment_nobody_refers_to_is_kept() -> None:
    assert found(commented(paragraph("甲"))) == [("comment", "建议量化", "")]
