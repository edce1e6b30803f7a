"""Opinions that come of a comparison: on a passage of one plan, naming the link beside which it was written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.services import log
from app.services.compare_links import end_of, entity_of
from app.services.finding_store import versions
from app.services.history import Change, UndoToken
from app.services.items import address_of
from app.services.people import author
from app.services.projections import project
from app.services.reviewing import STATES
from app.services.rows import ItemRef

if TYPE_CHECKING:
    from app.models.workspace import Workspace

_LONGEST_QUOTE = 120
_KINDS = frozenset({"remarks"})


def link_remark(workspace: Workspace, ref: ItemRef, other: ItemRef, field: str, quote: str, text: str) -> Change:
    """Write an opinion on a passage of ``ref`` that was compared with ``other``.

    ``field`` and ``quote``: a field of the item ("" and "heading": the item as a whole), and words of it. The
    remark's ``link`` names the link, so that it is found from both sides.
    """
    kept = quote if len(quote) <= _LONGEST_QUOTE else ""
    with workspace.write() as session:
        ends = [end_of(versions(session, [one.version])[0].version_id, one.kind, one.number) for one in (ref, other)]
        entity = log.new_id()
        said = {"text": text.strip(), "severity": "一般", "state": STATES[0], "quote": kept}
        made = log.append(
            session,
            kind="remark",
            entity=entity,
            fields=said | {"link": entity_of("pair", *ends)},
            author=author(session),
            address=address_of(session, ref, "" if field == "heading" else field, kept),
        )
        project(session, "remark", entity)
    label = "写成意见"
    return Change(_KINDS, label, UndoToken((made.uuid,), label))
