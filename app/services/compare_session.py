"""The comparisons of one open workspace: what page 对比 calls. Comparing itself is done in helper processes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from app.services.progress import Progress

if TYPE_CHECKING:
    from app.models.workspace import Workspace
    from app.services.compare_rows import Comparison, SideChoice
    from app.services.comparison.items import Kind
    from app.services.draft_rows import Drafts
    from app.services.helpers import HelperPool
    from app.services.history import Change
    from app.services.rows import ItemRef
    from app.services.superior_rows import SuperiorTable


class CompareSession:
    """Binds the services of comparison to a workspace; nothing heavy is imported before the first call."""

    def __init__(self, workspace: Callable[[], Workspace], pool: Callable[[], HelperPool]) -> None:
        self._workspace = workspace
        self._pool = pool

    def choices(self) -> tuple[SideChoice, ...]:
        """All texts that can be compared."""
        from app.services import comparing

        return comparing.choices(self._workspace())

    def compare(self, left: int, right: int, kind: Kind, progress: Progress) -> Comparison:
        """Two texts side by side."""
        from app.services import comparing

        return comparing.compare(self._workspace(), left, right, kind, self._run, progress)

    def set_link(self, left: ItemRef, right: ItemRef, relation: str) -> Change:
        """Link two items by hand, or cut the link."""
        from app.services import compare_links

        return compare_links.set_link(self._workspace(), left, right, relation)

    def link_remark(self, ref: ItemRef, other: ItemRef, field: str, quote: str, text: str) -> Change:
        """Write what differs as an opinion."""
        from app.services import compare_remarks

        return compare_remarks.link_remark(self._workspace(), ref, other, field, quote, text)

    def superior(self, version: int, progress: Progress) -> SuperiorTable:
        """A plan against the one above it."""
        from app.services import superior

        return superior.superior_table(self._workspace(), version, self._cover, progress)

    def set_superior(self, version: int, above: int | None) -> Change:
        """Say which plan is the one above."""
        from app.services import superior

        return superior.set_superior(self._workspace(), version, above)

    def set_state(self, version: int, requirement: ItemRef, state: str, reason: str) -> Change:
        """Say how a requirement is carried out."""
        from app.services import superior

        return superior.set_state(self._workspace(), version, requirement, state, reason)

    def requirement_remark(self, version: int, requirement: ItemRef, text: str, at: ItemRef) -> Change:
        """Write what a requirement lacks as an opinion."""
        from app.services import superior

        return superior.to_opinion(self._workspace(), version, requirement, text, at)

    def drafts(self, old: int, new: int, progress: Progress) -> Drafts:
        """Two drafts of a plan."""
        from app.services import drafts

        return drafts.drafts(self._workspace(), old, new, self._lay, progress)

    def carry_over(self, entity: str, version: int, path: str, now: str) -> Change:
        """Raise an opinion on an old draft anew."""
        from app.services import drafts

        return drafts.carry_over(self._workspace(), entity, version, path, now)

    def _run(self, args: dict[str, Any], progress: Progress) -> dict[str, Any]:
        return self._pool().run("compare_pair", args, b"", progress)[0]

    def _lay(self, args: dict[str, Any], progress: Progress) -> dict[str, Any]:
        return self._pool().run("versions", args, b"", progress)[0]

    def _cover(self, args: dict[str, Any], progress: Progress) -> dict[str, Any]:
        return self._pool().run("coverage", args, b"", progress)[0]
