"""Damaged and hostile files: a sentence, or a document, never anything else."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given, settings, strategies as st

from app.errors import FileRefused
from app.services.documents import safe_xml
from app.services.documents.docx import read_docx
from app.services.documents.html import read_html
from app.services.documents.reader import read_document
from app.services.documents.source import SourceDocument
from tests.services.documents.docx_maker import NAMES, Docx, cell, level, listed, lists, paragraph, row, table

PLAN = (
    Docx(paragraph("一、总则"), listed("植树", 1), table(row("1", cell("甲", down="restart")), row("2", "乙")))
    .part("numbering", lists(level(0, "decimal", "%1.")))
    .data()
)
PAGE = "<html><body><p>一、总则。</p><table><tr><td rowspan=2>甲<td>乙<tr><td>丙</table></body></html>".encode()
XML = zipfile.ZipFile(io.BytesIO(PLAN)).read("word/document.xml")


def outcome(data: bytes) -> SourceDocument | None:
    """The document, or None where it is refused with two sentences."""
    try:
        return read_document(data, "某文件")
    except FileRefused as problem:
        refused = problem
    assert (refused.message[-1], refused.hint[-1]) == ("。", "。")
    return None


@given(st.integers(0, len(PLAN)))
def test_truncated_archives(length: int) -> None:
    outcome(PLAN[:length])


@settings(max_examples=200)
@given(st.integers(0, len(PLAN) - 1), st.integers(0, 255))
def test_changed_bytes(at: int, value: int) -> None:
    outcome(PLAN[:at] + bytes([value]) + PLAN[at + 1 :])


@settings(max_examples=200)
@given(st.integers(0, len(XML) - 1), st.binary(max_size=4))
def test_changed_xml(at: int, put: bytes) -> None:
    outcome(Docx().file("word/document.xml", XML[:at] + put + XML[at + len(put) :]).data())


@given(st.integers(1, len(XML) - 1))
def test_truncated_xml_is_refused(length: int) -> None:
    assert outcome(Docx().file("word/document.xml", XML[:length]).data()) is None


@settings(max_examples=200)
@given(st.integers(0, len(PAGE) - 1), st.binary(max_size=6), st.integers(1, len(PAGE)))
def test_damaged_pages(at: int, put: bytes, length: int) -> None:
    outcome((PAGE[:at] + put + PAGE[at:])[:length])


@given(st.text(alphabet="<>/!-='\" ptdrbodyahlmeg一。\n", max_size=60))
def test_any_tags(text: str) -> None:
    outcome(f"<html>{text}".encode())


ENTITIES = f'<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;">]><w:document {NAMES}><w:body>&c;</w:body></w:document>'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused(encoding: str) -> None:
    with pytest.raises(FileRefused, match="实体"):
        Docx().file("word/document.xml", ENTITIES.encode(encoding)).read()


def test_outside_entity_is_never_fetched() -> None:
    xml = f'<!DOCTYPE a SYSTEM "http://example.invalid/a.dtd"><w:document {NAMES}><w:body/></w:document>'
    assert outcome(Docx().file("word/document.xml", xml).data()) is None


def test_relations_outside_the_file_are_not_followed() -> None:
    xml = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="a" Type="x/styles" TargetMode="External" Target="http://example.invalid/s.xml"/>'
        '<Relationship Id="b" Type="x/styles" Target="../../../etc/passwd"/></Relationships>'
    )
    assert Docx(paragraph("甲")).file("word/_rels/document.xml.rels", xml).read().text == "甲"


def test_bomb_is_refused_before_it_is_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(safe_xml, "MAX_PART", 100_000)
    with pytest.raises(FileRefused, match="过大"):
        Docx(paragraph("一" * 200_000)).read()


def test_size_that_the_archive_hides(monkeypatch: pytest.MonkeyPatch) -> None:
    honest = Docx(paragraph("一" * 200_000)).data()
    size = len(zipfile.ZipFile(io.BytesIO(honest)).read("word/document.xml")).to_bytes(4, "little")
    lying = honest.replace(size, (1000).to_bytes(4, "little"))
    assert outcome(lying) is None


def test_too_many_elements(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(safe_xml, "MAX_TAGS", 1000)
    with pytest.raises(FileRefused, match="过大"):
        Docx(paragraph("甲") * 200).read()


def test_many_large_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(safe_xml, "MAX_TOTAL", 300_000)
    made = Docx(paragraph("甲"))
    for at in range(4):
        made.part("header", f"<w:hdr {NAMES}>{paragraph('一' * 50_000)}</w:hdr>", f"header{at}")
    with pytest.raises(FileRefused, match="过大"):
        made.read()


def test_too_many_members(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(safe_xml, "MAX_MEMBERS", 2)
    with pytest.raises(FileRefused, match="过大"):
        read_docx(PLAN, "某文件")


def test_deep_tables() -> None:
    inner = paragraph("甲")
    for _ in range(400):
        inner = table(row(cell(inner), "乙"))
    assert outcome(Docx(inner).data()) is None


def test_tables_as_deep_as_xml_allows() -> None:
    inner = paragraph("甲")
    for _ in range(82):
        inner = table(row(cell(inner), "乙"))
    found = outcome(Docx(inner).data())
    assert found is not None
    assert found.text == "甲" + "乙" * 82


def test_encrypted_member() -> None:
    flagged = bytearray(PLAN)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = 0
        while (place := flagged.find(mark, place)) >= 0:
            flagged[place + at] |= 1
            place += 4
    with pytest.raises(FileRefused, match="密码"):
        read_docx(bytes(flagged), "某文件")


def test_archive_without_a_text() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/styles.xml", "<a/>")
    with pytest.raises(FileRefused, match="没有 Word 文档的正文"):
        read_docx(file.getvalue(), "某文件")


def test_huge_page_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.services.documents.html.MAX_PART", 10)
    with pytest.raises(FileRefused, match="过大"):
        read_html(PAGE, "某网页")


def test_a_part_under_another_name_is_refused() -> None:
    at = PLAN.rindex(b"word/numbering.xml")  # in the directory at the end
    assert outcome(PLAN[:at] + b"w" + PLAN[at + 1 :]) is not None
    assert outcome(PLAN[:at] + b"W" + PLAN[at + 1 :]) is None


@pytest.mark.parametrize("lost", ["word/numbering.xml", "word/_rels/document.xml.rels"])
def test_a_lost_part_is_told(lost: str) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(PLAN)) as archive, zipfile.ZipFile(file, "w") as made:
        for path in archive.namelist():
            if path != lost:
                made.writestr(path, archive.read(path))
    found = [note.message for note in read_docx(file.getvalue(), "方案.docx").warnings]
    assert found == ["文件缺少自动编号部分，可能已损坏，须与原件核对"]


def test_nothing_is_lost_from_a_sound_file() -> None:
    assert not read_docx(PLAN, "方案.docx").warnings
    assert not Docx(paragraph("一、总则")).read().warnings
