"""The checks of one open workspace: what page 校核 calls. Checking itself is done in a helper process."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from app.services.progress import Progress

if TYPE_CHECKING:
    from app.models.workspace import Workspace
    from app.services.finding_rows import FindingCounts, FindingRow, ReferenceDate, RuleRow, WordList
    from app.services.helpers import HelperPool
    from app.services.history import Change
    from app.services.rows import ItemRef, PlanNode


class CheckSession:
    """Binds ``app.services.findings`` to a workspace; nothing heavy is imported before the first call."""

    def __init__(self, workspace: Callable[[], Workspace], pool: Callable[[], HelperPool], workers: int = 1) -> None:
        self._workspace = workspace
        self._pool = pool
        self._workers = workers

    def findings(self, version: int) -> tuple[FindingRow, ...]:
        """The findings of a version; checked first where nothing up to date is stored."""
        from app.services import findings

        return findings.findings(self._workspace(), version, self._run)

    def check(self, versions: Sequence[int] | None, progress: Progress) -> Change:
        """Check the versions that are out of date."""
        from app.services import findings

        return findings.check(self._workspace(), versions, self._run, progress, self._workers)

    def counts(self) -> dict[int, FindingCounts]:
        """Counts by version for the library."""
        from app.services import finding_counts

        return finding_counts.counts(self._workspace())

    def on_item(self, ref: ItemRef) -> tuple[FindingRow, ...]:
        """What waits on an item, as far as it was checked."""
        from app.services import finding_counts

        return finding_counts.on_item(self._workspace(), ref)

    def counted(self, plans: tuple[PlanNode, ...]) -> tuple[PlanNode, ...]:
        """The plans of the library, their chapters and measures, with their open problems."""
        if not plans:
            return plans
        from app.services import finding_counts

        found = finding_counts.item_counts(self._workspace())

        def counted(node: PlanNode) -> PlanNode:
            ref = replace(node.ref, number=0) if node.ref.kind == "plan" else node.ref
            children = tuple(map(counted, node.children))
            return replace(node, findings=found.get(ref, 0), children=children)

        return tuple(map(counted, plans)) if found else plans

    def rules(self, version: int | None) -> tuple[RuleRow, ...]:
        """All rules with their counts in one version or the workspace."""
        from app.services import findings

        return findings.rules(self._workspace(), version)

    def to_remark(self, version: int, fingerprint: str, text: str | None, severity: str | None) -> Change:
        """Turn a finding into an opinion."""
        from app.services import findings

        return findings.to_remark(self._workspace(), version, fingerprint, text, severity)

    def set_aside(self, version: int, fingerprint: str, reason: str) -> Change:
        """Judge a finding 不作问题."""
        from app.services import findings

        return findings.set_aside(self._workspace(), version, fingerprint, reason)

    def reopen(self, version: int, fingerprint: str) -> Change:
        """Take a verdict away."""
        from app.services import findings

        return findings.reopen(self._workspace(), version, fingerprint)

    def switch_rule(self, number: str, enabled: bool) -> Change:
        """Switch a rule on or off."""
        from app.services import finding_settings

        return finding_settings.switch_rule(self._workspace(), number, enabled)

    def word_lists(self) -> tuple[WordList, ...]:
        """The lists that rules use."""
        from app.services import finding_settings

        return finding_settings.word_lists(self._workspace())

    def edit_list(self, key: str, words: Sequence[str]) -> Change:
        """Change a list."""
        from app.services import finding_settings

        return finding_settings.edit_list(self._workspace(), key, words)

    def reference(self, version: int) -> ReferenceDate:
        """The date at which deadlines are judged."""
        from app.services import finding_settings

        return finding_settings.reference(self._workspace(), version)

    def set_reference(self, version: int, day: str | None) -> Change:
        """Choose the intended date of issue."""
        from app.services import finding_settings

        return finding_settings.set_reference(self._workspace(), version, day)

    def _run(self, args: dict[str, Any]) -> dict[str, Any]:
        return self._pool().run("check", args)[0]
