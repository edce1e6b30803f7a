"""Tables for the clipboard."""

from __future__ import annotations

import csv
import io
import subprocess
import sys

from hypothesis import given, strategies as st

from app.ui.itemmodels.copying import as_html, as_mime, as_tsv
from tests.conftest import ROOT

CELLS = st.text(st.characters(blacklist_categories=["Cs", "Cc"], whitelist_characters="\t\n"), max_size=12)


@given(st.lists(st.lists(CELLS, min_size=2, max_size=2), min_size=1, max_size=5))
def test_a_spreadsheet_reads_back_the_same_cells(rows: list[list[str]]) -> None:
    assert list(csv.reader(io.StringIO(as_tsv(rows), newline=""), dialect="excel-tab")) == rows


def test_html_escapes_and_keeps_breaks_inside_a_cell() -> None:
    made = as_html([["<2&3", "甲\n乙"]])
    assert "&lt;2&amp;3</td>" in made
    assert made.count("<tr>") == 1
    assert "same-cell" in made


def test_both_forms_go_to_the_clipboard() -> None:
    mime = as_mime([["1", "2"]])
    assert (mime.text(), "<td" in mime.html()) == ("1\t2", True)


def test_the_program_ends_in_order_with_a_table_on_the_clipboard() -> None:
    """Data that Python made crashed Qt's clipboard when the interpreter was gone."""
    code = (
        "from PySide6.QtWidgets import QApplication\n"
        "from app.ui.itemmodels.copying import as_mime\n"
        "app = QApplication([])\n"
        "app.clipboard().setMimeData(as_mime([['a', 'b']]))\n"
        "print(app.clipboard().text())"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "a\tb\n")
