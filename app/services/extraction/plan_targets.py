"""The figures of a plan: those in sentences, and those in target tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.services.documents.source import SourceDocument
from app.services.extraction.draft import Target
from app.services.extraction.places import Places
from app.services.extraction.target_tables import read_target_tables
from app.services.extraction.targets import find_targets_at
from app.services.extraction.text_cleaning import Flow


@dataclass(frozen=True)
class Figures:
    """Targets, and the flows of target tables with the field that they belong to."""

    targets: tuple[Target, ...] = ()
    claims: tuple[tuple[Flow, str], ...] = ()


def find_figures(
    document: SourceDocument, texts: Sequence[tuple[str, Flow, int | None]], places: Places, used: set[int]
) -> Figures:
    """The targets of the texts (where, flow, year of the deadline)."""
    made: list[Target] = []
    for where, flow, year in texts:
        for target, start, end in find_targets_at(flow.text, where, default_year=year):
            made.append(replace(target, place=places.of(flow.cut(start, end))))
    tables = read_target_tables(document, places, used)
    return Figures((*made, *tables.targets), tuple(tables.claims))
