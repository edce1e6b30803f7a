"""Findings as plain text and plain data, for the command line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from app.services.checking.finding import HINT, Finding
from app.services.checking.rule import GROUPS
from app.services.finding_rows import NOTE, SET_ASIDE, TO_REMARK, FindingRow


def lines(title: str, found: Sequence[FindingRow], date: str | None) -> Iterator[str]:
    """The list of problems, by group of rules; hints are counted apart."""
    hints = sum(row.severity == HINT for row in found)
    yield f"{title}  疑似问题 {len(found) - hints} 条，提示 {hints} 条"
    yield f"时限以 {date} 为准" if date else "未指定拟印发日期，未与任何日期比较时限（可用 --date 指定）"
    group = ""
    for row in found:
        name = GROUPS[row.rule.partition(".")[0]]
        if name != group:
            group = name
            yield f"\n{group}"
        state = {TO_REMARK: "  已转为意见", SET_ASIDE: "  不作问题"}.get(row.state, "")
        yield f"  {row.rule:<5}［{row.severity}］{row.wording}{state}"
    yield f"\n{NOTE}"


def to_plain(row: FindingRow) -> dict[str, Any]:
    """A finding for --json."""
    return {
        "fingerprint": row.fingerprint,
        "rule": row.rule,
        "title": row.title,
        "severity": row.severity,
        "explanation": row.explanation,
        "false_alarm": row.false_alarm,
        "state": row.state,
        "passages": [
            {
                "kind": one.ref.kind,
                "number": one.ref.number,
                "field": one.field,
                "cite": one.cite,
                "text": one.text,
                "marks": [list(mark) for mark in one.marks],
                "page": one.place.page if one.place else None,
            }
            for one in row.passages
        ],
    }


def rows_of(found: Sequence[Finding]) -> list[FindingRow]:
    """Rows of findings on a file that is in no workspace."""
    from app.services.finding_listing import row_of
    from app.services.finding_verdicts import UNJUDGED

    return [row_of(0, one, UNJUDGED, {}) for one in found]
