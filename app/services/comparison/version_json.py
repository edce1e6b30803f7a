"""Two versions of a plan as plain data, for helpers and the command line; the job of a helper."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from app.services.addresses import Quote
from app.services.comparison.passages import PassageFate, passage_fate
from app.services.comparison.version_text import Segment
from app.services.comparison.versions import ItemChange, versions
from app.services.extraction.plan_json import from_json
from app.services.progress import Progress

Json = dict[str, Any]


def item_to_json(one: ItemChange) -> Json:
    """An item in both versions; of a field that did not change, the text stands once and without segments."""
    return {
        "kind": one.kind,
        "old": list(one.old),
        "new": list(one.new),
        "old_labels": list(one.old_labels),
        "new_labels": list(one.new_labels),
        "fate": str(one.fate),
        "renumbered": one.renumbered,
        "heading": one.heading,
        "fields": [
            {
                "field": field.field,
                "old": field.old,
                "new": field.new,
                "changed": field.changed,
                "segments": [_segment(segment) for segment in field.segments] if field.changed else [],
            }
            for field in one.fields
        ],
    }


def _segment(one: Segment) -> list[Any]:
    """What happened, the text, its range in either text, and the path it went to or came from."""
    return [str(one.op), one.text, list(one.old), list(one.new), one.elsewhere]


def fate_to_json(one: PassageFate) -> Json:
    """What became of a passage, with the word for it."""
    return {**asdict(one), "state": str(one.state), "word": one.word}


def versions_job(args: Json, payload: bytes, progress: Progress) -> tuple[Json, bytes]:
    """Compare plan JSONs ``old`` and ``new``; gives ``items`` and, for each of ``passages``, its fate.

    A passage is an address as remarks carry it: ``path`` and ``quote`` (exact, prefix, suffix).
    """
    del payload
    progress.step(0, 1, "对照两稿")
    changes = versions(from_json(args["old"]), from_json(args["new"]))
    fates = [
        fate_to_json(passage_fate(changes, one["path"], Quote(**(one.get("quote") or {"exact": ""}))))
        for one in args.get("passages") or ()
    ]
    return {"items": [item_to_json(one) for one in changes.items], "passages": fates}, b""
