"""The use cases of page 校核, bound to the open workspace: frozen callables, so that the page is tested with fakes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from app.services.finding_rows import FindingCounts, FindingRow, ReferenceDate, RuleRow, WordList
    from app.services.history import Change
    from app.services.progress import Progress
    from app.services.rows import ItemRef


@dataclass(frozen=True)
class CheckServices:
    """Every call may be slow: run it through Lanes.

    ``findings(version)`` checks where nothing up to date is stored (read lane; the work is done in a helper).
    ``check(versions or None for all, progress)`` checks many (pool). ``to_remark(version, fingerprint, text,
    severity)``: None keeps the row's wording and severity. ``set_aside(version, fingerprint, reason)``.
    ``on_item`` gives what waits on an item (and below it), as far as it was checked.
    Changing calls answer with a Change: kinds "remarks" (verdicts) or "findings" (checked anew, rules, lists, date).
    """

    findings: Callable[[int], tuple[FindingRow, ...]]
    check: Callable[[Sequence[int] | None, Progress], Change]
    counts: Callable[[], dict[int, FindingCounts]]
    on_item: Callable[[ItemRef], tuple[FindingRow, ...]]
    rules: Callable[[int | None], tuple[RuleRow, ...]]
    to_remark: Callable[[int, str, str | None, str | None], Change]
    set_aside: Callable[[int, str, str], Change]
    reopen: Callable[[int, str], Change]
    switch_rule: Callable[[str, bool], Change]
    word_lists: Callable[[], tuple[WordList, ...]]
    edit_list: Callable[[str, Sequence[str]], Change]
    reference: Callable[[int], ReferenceDate]
    set_reference: Callable[[int, str | None], Change]
