"""Random tables with merged cells, and the same table as Word and as HTML have it."""

from __future__ import annotations

from typing import TypeAlias

from hypothesis import strategies as st

from app.services.documents.source import SourceDocument
from tests.services.documents.docx_maker import cell, row, table

Square: TypeAlias = tuple[int, int, int, int, str]
"""Row, column, rows down, columns across, text."""


@st.composite
def merged_tables(draw: st.DrawFn) -> tuple[int, int, list[Square]]:
    """Rows, columns and at least two cells that cover the grid without gap or overlap."""
    rows, columns = draw(st.integers(2, 6)), draw(st.integers(2, 6))
    taken: set[tuple[int, int]] = set()
    made: list[Square] = []
    for r in range(rows):
        for c in range(columns):
            if (r, c) in taken:
                continue
            free = next((x for x in range(c, columns) if (r, x) in taken), columns)
            across = draw(st.integers(1, min(3, free - c, columns - 1)))
            down = draw(st.integers(1, min(3, rows - r)))
            taken.update((r + i, c + j) for i in range(down) for j in range(across))
            made.append((r, c, down, across, f"格{len(made)}"))
    return rows, columns, made


def as_word(rows: int, squares: list[Square]) -> str:
    """The table in Word's markup: a merged cell stands in each of its rows."""
    made: list[str] = []
    for r in range(rows):
        here = sorted(s for s in squares if s[0] <= r < s[0] + s[2])
        cells = []
        for first, _, down, across, text in sorted(here, key=lambda s: s[1]):
            merge = "" if down == 1 else ("restart" if first == r else "continue")
            cells.append(cell(text if first == r else "<w:p/>", across=across, down=merge))
        made.append(row(*cells))
    return table(*made)


def as_html(rows: int, squares: list[Square]) -> str:
    """The table in HTML: a merged cell stands once."""
    made = ""
    for r in range(rows):
        cells = "".join(
            f"<td rowspan={down} colspan='{across}'>{text}</td>"
            for first, _, down, across, text in squares
            if first == r
        )
        made += f"<tr>{cells}</tr>"
    return f"<table border=1>{made}</table>"


def squares_of(document: SourceDocument) -> list[Square]:
    """The cells of a document's only table."""
    (only,) = document.tables
    return [
        (c.row, c.column, c.row_span, c.column_span, "".join(document.slice(s) for s in c.spans)) for c in only.cells
    ]
