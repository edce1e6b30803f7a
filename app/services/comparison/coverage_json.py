"""落实情况 as plain data, for helpers and the command line; the job of a helper."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from app.services.comparison.coverage import coverage, requirements
from app.services.comparison.coverage_model import ClauseCoverage, Coverage, Place
from app.services.comparison.coverage_words import NAMES
from app.services.comparison.figure_verdicts import FigurePair
from app.services.comparison.target_differences import figure_sentence
from app.services.extraction.plan_json import from_json
from app.services.progress import Progress

Json = dict[str, Any]


def to_json(one: Coverage) -> Json:
    """One requirement as plain data: the item by kind, number and label, all else in words and ranges."""
    item = one.item
    return {
        "item": {"kind": item.kind, "number": item.number, "label": item.label, "heading": item.heading},
        "text": item.text,
        "state": str(one.state),
        "sentence": one.sentence,
        "advice": one.advice,
        "reason": one.reason,
        "clauses": [_clause(clause) for clause in one.clauses],
        "figures": [_figures(pair) for pair in one.figures],
        "by": [_place(place) for place in one.by],
    }


def _clause(one: ClauseCoverage) -> Json:
    said = asdict(one)
    said["state"] = str(one.state)
    said["by"] = None if one.by is None else _place(one.by)
    return said


def _place(place: Place) -> Json:
    return asdict(place)


def _figures(pair: FigurePair) -> Json:
    """A compared figure; ``side`` left: the superior is stricter, right: the own plan."""
    return {
        "name": pair.left.target.name,
        "superior": pair.left.said,
        "own": pair.right.said,
        "side": str(pair.side),
        "reason": pair.reason,
        "sentence": figure_sentence(pair, NAMES, of_right=True),
    }


def coverage_job(args: Json, payload: bytes, progress: Progress) -> tuple[Json, bytes]:
    """How plan JSON ``plan`` carries out plan JSON ``superior``; gives ``coverage``, in the order of the superior plan.

    ``absent``: objects that the place does not have.
    """
    del payload
    progress.step(0, 1, "对照上级方案")
    found = coverage(
        requirements(from_json(args["superior"])), from_json(args["plan"]), absent=args.get("absent") or ()
    )
    return {"coverage": [to_json(one) for one in found]}, b""
