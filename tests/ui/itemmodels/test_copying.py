"""Tables for the clipboard."""

from __future__ import annotations

import csv
import io

from hypothesis import given, strategies as st

from app.ui.itemmodels.copying import as_html, as_mime, as_tsv

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
