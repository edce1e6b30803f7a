"""A finding as the row that windows and papers show."""

from __future__ import annotations

from collections.abc import Mapping

from app.services.checking.finding import Finding, Passage
from app.services.extraction.draft import Place
from app.services.finding_rows import FindingRow, PassageRow
from app.services.finding_verdicts import Verdict
from app.services.rows import ItemRef, PlaceRow


def row_of(version: int, finding: Finding, verdict: Verdict, titles: Mapping[int, str]) -> FindingRow:
    """The row of a finding with its verdict; ``titles``: of the chapters by number."""
    chapter = finding.passages[0].chapter if finding.passages else None
    return FindingRow(
        fingerprint=finding.fingerprint,
        rule=finding.rule,
        title=finding.title,
        severity=finding.severity,
        explanation=finding.explanation + finding.advice,
        passages=tuple(_passage(version, one) for one in finding.passages),
        state=verdict.state,
        reason=verdict.reason,
        remark=verdict.remark,
        chapter=chapter,
        chapter_title=titles.get(chapter, "") if chapter is not None else "",
        false_alarm=finding.false_alarm,
        wording=finding.wording,
        judge=verdict.judge,
        conflicted=verdict.conflicted,
    )


def _passage(version: int, passage: Passage) -> PassageRow:
    places = tuple(map(place_row, passage.place))
    return PassageRow(
        ref=ItemRef(version, passage.kind, passage.number),
        field=passage.field,
        text=passage.text,
        marks=passage.marks,
        place=places[0] if places else None,
        places=places,
        cite=passage.cite,
    )


def place_row(place: Place) -> PlaceRow:
    """Where something stands, for windows."""
    if place.page is not None:
        return PlaceRow(place.page, place.printed_page, place.box)
    said = (
        ("line", place.line),
        ("table", place.table),
        ("row", place.row),
        ("column", place.column),
        ("from", place.start),
        ("to", place.end),
    )
    return PlaceRow(None, None, None, tuple((name, value) for name, value in said if value is not None))
