"""The use cases of page 对比, bound to the open workspace: frozen callables, so that the page is tested with fakes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.services.compare_rows import Comparison, SideChoice
    from app.services.draft_rows import Drafts
    from app.services.history import Change
    from app.services.progress import Progress
    from app.services.rows import ItemRef
    from app.services.superior_rows import SuperiorTable


@dataclass(frozen=True)
class CompareServices:
    """Every call may be slow: run it through Lanes.

    ``compare(left, right, kind, progress)``: two versions by "task" or "measure" (pool lane; the work is done in a
    helper, and kept). ``set_link(left, right, relation)``: equivalent, partial, or none. ``link_remark(ref, other,
    field, quote, text)``: an opinion on a passage of ``ref``, written while it stood beside ``other``.
    ``superior(version, progress)``: 落实情况对照 (pool lane); ``set_superior(version, version above or None)``;
    ``set_state(version, requirement, state or "", reason)``; ``requirement_remark(version, requirement, text, at)``: an
    opinion on ``at``, an item of the own plan. ``drafts(old, new, progress)``: two drafts of a plan (pool lane);
    ``carry_over(entity, new version, path, words)``: an opinion on the old one raised anew.
    Changing calls answer with a Change: kinds "links" or "remarks".
    """

    choices: Callable[[], tuple[SideChoice, ...]]
    compare: Callable[[int, int, str, Progress], Comparison]
    set_link: Callable[[ItemRef, ItemRef, str], Change]
    link_remark: Callable[[ItemRef, ItemRef, str, str, str], Change]
    superior: Callable[[int, Progress], SuperiorTable]
    set_superior: Callable[[int, int | None], Change]
    set_state: Callable[[int, ItemRef, str, str], Change]
    requirement_remark: Callable[[int, ItemRef, str, ItemRef], Change]
    drafts: Callable[[int, int, Progress], Drafts]
    carry_over: Callable[[str, int, str, str], Change]
