"""The reader is chosen by content, whatever the name says."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from app.errors import FileRefused
from app.services.documents.reader import kind_of, read_document
from tests.services.documents.pdf_maker import Sheet


def archive(member: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        made.writestr(member, "x")
    return file.getvalue()


KINDS = [
    ("pdf", b"%PDF-1.7\n"),
    ("pdf", b"\n\njunk before %PDF-1.4"),
    ("docx", archive("word/document.xml")),
    ("ofd", archive("OFD.xml")),
    ("xlsx", archive("xl/workbook.xml")),
    ("zip", archive("readme.txt")),
    ("zip", archive("word/document.xml")[:40]),
    ("office", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest"),
    ("office", rb"{\rtf1"),
    ("picture", b"\x89PNG\r\n"),
    ("picture", b"\xff\xd8\xff\xe0"),
    ("markup", b"\xef\xbb\xbf <!DOCTYPE html>"),
    ("markup", b"<div class='x'>"),
    ("text", "〈通知〉".encode()),
    ("text", b"<5%"),
]

NAMES = [f"{place}-{key}" for place, (key, _) in enumerate(KINDS)]
"""Archives carry the time: their bytes may not name a test, for two processes would name it differently."""


@pytest.mark.parametrize(("key", "data"), KINDS, ids=NAMES)
def test_kind_by_content(key: str, data: bytes) -> None:
    assert kind_of(data).key == key


OTHERS = [(name, data) for name, (key, data) in zip(NAMES, KINDS, strict=True) if key not in ("pdf", "text")]


@pytest.mark.parametrize("data", [*(data for _, data in OTHERS), b""], ids=[*(name for name, _ in OTHERS), "empty"])
def test_other_kinds_are_refused_with_a_next_step(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.services.documents.office.find_converter", lambda: None)
    with pytest.raises(FileRefused) as caught:
        read_document(data, "某某")
    assert caught.value.message.startswith("“某某”")
    assert caught.value.hint.endswith("。")


def test_pdf_under_another_name(tmp_path: Path) -> None:
    path = tmp_path / "方案.txt"
    path.write_bytes(Sheet().text(72, 72, "一、总则").data())
    document = read_document(path)
    assert (document.kind, document.name, document.text) == ("pdf", "方案.txt", "一、总则")
    assert len(document.sha256) == 64


def test_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match="打不开"):
        read_document(tmp_path / "没有.pdf")
