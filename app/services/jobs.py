"""The jobs a helper can do: key → ``package.module:function``, imported in the helper when first asked for.

A job is ``(args, payload, progress) -> (answer, bytes)``; the answer must be JSON.
"""

from __future__ import annotations

from typing import Any

from app.services.progress import Progress

JOBS: dict[str, str] = {
    "extract": "app.services.jobs:extract",
    "check": "app.services.checking.check_json:check_job",
    "align_many": "app.services.comparison.many_job:align_many",
    "common_runs": "app.services.comparison.many_job:runs_job",
    "compare_pair": "app.services.comparison.pair_job:compare_pair",
    "coverage": "app.services.comparison.coverage_json:coverage_job",
    "versions": "app.services.comparison.version_json:versions_job",
    "page_image": "app.services.jobs:page_image",
    "source_flow": "app.services.source_flow:source_flow_job",
    "plan_report": "app.services.printing:plan_report_job",
    "tasks_xlsx": "app.services.printing:tasks_xlsx_job",
}


def extract(args: dict[str, Any], payload: bytes, progress: Progress) -> tuple[dict[str, Any], bytes]:
    """Read a file (``payload``; ``name`` for messages) and extract its plan as JSON.

    ``tracked`` "original": the text of a Word file as it was before its tracked changes. A file with several plans
    gives ``choices`` (key, title, words) and the plan of the key ``plan`` (or ``choose``), else its first one.
    """
    from app.services.documents.reader import read_document

    document = read_document(
        payload, str(args["name"]), progress, tracked="original" if args.get("tracked") == "original" else "accepted"
    )
    from app.services.extract_job import extract_one
    from app.services.extraction.accounting import shares
    from app.services.extraction.plan_json import to_json

    draft, part, offset, choices = extract_one(document, int(args.get("plan", args.get("choose", 0)) or 0), progress)
    answer = {
        "plan": to_json(draft, part),
        "choices": choices,
        "draft_accounts": [[a.start + offset, a.end + offset, a.use, a.owner, a.rule] for a in draft.accounts],
        "shares": shares(draft, part),
        "pages": [{"number": p.number, "width": p.width, "height": p.height} for p in document.pages],
        "kind": document.kind,
        "sha256": document.sha256,
    }
    return answer, b""


def page_image(args: dict[str, Any], payload: bytes, progress: Progress) -> tuple[dict[str, Any], bytes]:
    """Draw page ``page`` of a PDF (``payload``) at ``scale`` pixels a point; the bytes are a PNG."""
    from app.services.documents.images import render_page

    picture = render_page(payload, int(args["page"]), float(args["scale"]))
    return {"width": picture.width, "height": picture.height, "scale": picture.scale}, picture.png
