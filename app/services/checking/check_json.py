"""Findings as JSON and back, for helpers, the cache in the workspace and the command line; the job of a helper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from app.services.checking.engine import CheckOptions, check_plan
from app.services.checking.finding import Finding, Passage
from app.services.checking.words import CheckWords
from app.services.extraction.draft import Place
from app.services.extraction.plan_json import from_json
from app.services.progress import Progress

Json = dict[str, Any]


def to_json(finding: Finding) -> Json:
    """A finding as plain data; its opinion's wording included."""
    made = asdict(finding)
    made["wording"] = finding.wording
    for passage, source in zip(made["passages"], finding.passages, strict=True):
        passage["marks"] = [list(mark) for mark in source.marks]
        passage["place"] = [_place(place) for place in source.place]
    made["passages"] = list(made["passages"])
    return made


def _place(place: Place) -> Json:
    said = asdict(place)
    del said["source"]
    return {name: value for name, value in said.items() if value is not None}


def finding_from_json(data: Mapping[str, Any]) -> Finding:
    """The finding that plain data describe."""
    plain = {name: data[name] for name in ("rule", "title", "severity", "explanation", "advice", "false_alarm", "key")}
    return Finding(
        **plain,
        fingerprint=data["fingerprint"],
        passages=tuple(
            Passage(
                **{name: one[name] for name in ("kind", "number", "field", "text", "cite", "chapter")},
                marks=tuple((mark[0], mark[1], mark[2]) for mark in one["marks"]),
                place=tuple(_place_from(place) for place in one["place"]),
            )
            for one in data["passages"]
        ),
    )


def _place_from(data: Mapping[str, Any]) -> Place:
    box = data.get("box")
    return Place(**{**data, "box": tuple(box) if box else None})


def options_to_json(options: CheckOptions) -> Json:
    """Options as a helper gets them."""
    return {
        "reference": options.reference.isoformat() if options.reference else None,
        "off": sorted(options.off),
        "only": sorted(options.only),
        "added": {key: list(words) for key, words in options.words.added.items()},
        "removed": {key: list(words) for key, words in options.words.removed.items()},
    }


def options_from_json(data: Mapping[str, Any]) -> CheckOptions:
    """The options that plain data describe."""
    reference = data.get("reference")
    return CheckOptions(
        reference=date.fromisoformat(reference) if reference else None,
        off=tuple(data.get("off") or ()),
        only=tuple(data.get("only") or ()),
        words=CheckWords(data.get("added") or {}, data.get("removed") or {}),
    )


def check_job(args: Json, payload: bytes, progress: Progress) -> tuple[Json, bytes]:
    """Check one plan in a helper; gives ``findings``.

    ``plan`` and, where one is linked, ``superior`` are plan JSON; ``options`` as ``options_to_json`` makes them.
    """
    del payload
    progress.step(0, 1, "校核")
    options = options_from_json(args.get("options") or {})
    if args.get("superior"):
        options = replace(options, superior=from_json(args["superior"]))
    findings = check_plan(from_json(args["plan"]), options)
    return {"findings": [to_json(one) for one in findings]}, b""
