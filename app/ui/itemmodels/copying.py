"""Tables for the clipboard, as WPS and Excel take them: tab-separated text and an HTML table."""

from __future__ import annotations

import html
from collections.abc import Sequence

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QStandardItemModel

_HEAD = '<html><head><meta charset="utf-8"></head><body><table border="1">'
# Without mso-number-format "1-2" becomes a date and a long number loses digits.
_CELL = "<td style=\"mso-number-format:'\\@'\">"


def as_tsv(rows: Sequence[Sequence[str]]) -> str:
    """Lines of tab-separated cells; a cell with a tab, line break or quote is quoted as Excel writes it."""
    return "\r\n".join("\t".join(_quoted(cell) for cell in row) for row in rows)


def _quoted(cell: str) -> str:
    if any(mark in cell for mark in '\t\n\r"'):
        return '"' + cell.replace('"', '""') + '"'
    return cell


def as_html(rows: Sequence[Sequence[str]]) -> str:
    """The same cells as a table; line breaks stay inside their cell."""
    lines = ["<tr>" + "".join(f"{_CELL}{_escaped(cell)}</td>" for cell in row) + "</tr>" for row in rows]
    return _HEAD + "".join(lines) + "</table></body></html>"


def _escaped(cell: str) -> str:
    line_break = "<br style='mso-data-placement:same-cell'>"
    return html.escape(cell).replace("\r\n", "\n").replace("\r", "\n").replace("\n", line_break)


def as_mime(rows: Sequence[Sequence[str]]) -> QMimeData:
    """Both forms together, for QClipboard."""
    data = _from_qt()
    data.setText(as_tsv(rows))
    data.setHtml(as_html(rows))
    return data


def _from_qt() -> QMimeData:
    """Empty data that Qt made itself: what Python made it would end with Python, and the program crash at its end."""
    model = QStandardItemModel(1, 1)
    data = model.mimeData([model.index(0, 0)])
    data.clear()
    return data
