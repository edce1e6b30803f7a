"""What tests say of a document that was read."""

from __future__ import annotations

from app.services.documents.pdf import read_pdf
from app.services.documents.source import RuledTable, SourceDocument
from tests.services.documents.pdf_maker import Sheet


def read(sheet: Sheet) -> SourceDocument:
    return read_pdf(sheet.data(), "方案.pdf")


def words(document: SourceDocument) -> list[str]:
    """The lines' characters, in reading order."""
    return [document.slice(line.span) for line in document.lines]


def rows(document: SourceDocument, table: RuledTable) -> list[dict[int, str]]:
    """For each row its cells' text by column; a merged cell stands in its first square."""
    found: list[dict[int, str]] = [{} for _ in range(table.rows)]
    for cell in table.cells:
        found[cell.row][cell.column] = "".join(document.slice(span) for span in cell.spans)
    return found
