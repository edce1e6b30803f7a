"""Findings of the checks in a workspace: computed, stored, judged, counted.

``run`` is how a plan is checked: in this process, or by a helper (``pool.run("check", …)``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from app.errors import Cancelled, KnownError, NotFound
from app.services import finding_store as store, log
from app.services.checking.check_json import check_job, finding_from_json, options_to_json
from app.services.checking.engine import rank, rules as all_rules
from app.services.checking.finding import Finding
from app.services.finding_listing import row_of
from app.services.finding_rows import (
    HINT,
    OPEN,
    SET_ASIDE,
    TO_REMARK,
    FindingRow,
    RuleRow,
)
from app.services.finding_store import Checked
from app.services.finding_verdicts import Verdicts, decide
from app.services.history import Change, UndoToken
from app.services.items import address_of
from app.services.people import author
from app.services.progress import Progress
from app.services.projections import project
from app.services.rows import ItemRef
from app.services.superior_choice import superior_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.models.workspace import Workspace

Runner = Callable[[dict[str, Any]], dict[str, Any]]
_KINDS = frozenset({"remarks"})
_CHECKED = frozenset({"findings"})
_LONGEST_QUOTE = 120


def run_here(args: dict[str, Any]) -> dict[str, Any]:
    """Check in this process."""
    return check_job(args, b"", Progress())[0]


# Computing


def findings(
    workspace: Workspace, version: int, run: Runner = run_here, *, day: str | None = None
) -> tuple[FindingRow, ...]:
    """The findings of a version with their verdicts, by rule; checked anew where out of date.

    ``day``: another reference date for this once (ISO), nothing is stored then.
    """
    found = _findings(workspace, version, run, day)
    with workspace.read() as session:
        one = store.versions(session, [version])[0]
        verdicts, off = Verdicts(session), set(store.off(session))
        titles = _chapter_titles(session, version)
    return tuple(
        row_of(version, each, verdicts.of(one, each.fingerprint), titles) for each in found if each.rule not in off
    )


def check(
    workspace: Workspace,
    versions: Sequence[int] | None = None,
    run: Runner = run_here,
    progress: Progress | None = None,
    workers: int = 1,
) -> Change:
    """Check the versions (all by default) whose findings are out of date, and store what is found."""
    progress = progress or Progress()
    with workspace.read() as session:
        stale = [one for one in store.versions(session, versions) if not store.is_fresh(session, one)]

    def look(one: Checked) -> tuple[Checked, str, tuple[Finding, ...]]:
        if progress.is_cancelled():
            raise Cancelled
        wanted, kept, found = _look(workspace, one.version, run)
        return one, wanted, kept or found

    with ThreadPoolExecutor(max_workers=workers) as threads:
        for done, (one, wanted, found) in enumerate(threads.map(look, stale), 1):
            progress.step(done - 1, len(stale), f"校核 {one.title}")
            _keep(workspace, one, wanted, found)
    progress.report(len(stale), len(stale), "完成")
    return Change(_CHECKED if stale else frozenset(), "校核")


def _findings(workspace: Workspace, version: int, run: Runner, day: str | None = None) -> tuple[Finding, ...]:
    wanted, kept, found = _look(workspace, version, run, day)
    if kept is not None:
        return kept
    if day is None:
        with workspace.read() as session:
            one = store.versions(session, [version])[0]
        _keep(workspace, one, wanted, found)
    return found


def _look(
    workspace: Workspace, version: int, run: Runner, day: str | None = None
) -> tuple[str, tuple[Finding, ...] | None, tuple[Finding, ...]]:
    """What the findings depend on; those stored, if they are up to date; else those found now."""
    with workspace.read() as session:
        one = store.versions(session, [version])[0]
        how = store.options(session, one, day)
        wanted = store.digest(session, one, how)
        kept = store.kept(session, one, wanted)
        above = superior_of(session, one)
    if kept is not None:
        return wanted, kept, ()
    args = {"plan": dict(store.plan_json(workspace, version)), "options": options_to_json(how)}
    if above is not None:
        args["superior"] = dict(store.plan_json(workspace, above.version))
    answer = run(args)
    return wanted, None, tuple(map(finding_from_json, answer["findings"]))


def _keep(workspace: Workspace, one: Checked, wanted: str, found: tuple[Finding, ...]) -> None:
    if not workspace.read_only:
        with workspace.write() as session:
            store.keep(session, one, wanted, found)


def _chapter_titles(session: Session, version: int) -> dict[int, str]:
    from sqlalchemy import select

    from app.models.plan import Chapter

    query = select(Chapter.number, Chapter.label, Chapter.title).where(Chapter.version_id == version)
    return {number: f"{label}{title}" for number, label, title in session.execute(query)}


# Judging


def to_remark(
    workspace: Workspace, version: int, fingerprint: str, text: str | None = None, severity: str | None = None
) -> Change:
    """Turn a finding into an opinion with its wording (or ``text``); undo takes back both."""
    row = _row(workspace, version, fingerprint)
    if row.state == TO_REMARK:
        return Change(frozenset(), "这条疑似问题已转为意见")
    first = row.passages[0]
    quote = first.text if len(first.text) <= _LONGEST_QUOTE else ""
    grade = severity or ("一般" if row.severity == HINT else row.severity)
    with workspace.write() as session:
        one = store.versions(session, [version])[0]
        entity = log.new_id()
        said = {"text": (text or row.wording).strip(), "severity": grade, "state": "未处理", "quote": quote}
        remark = log.append(
            session,
            kind="remark",
            entity=entity,
            fields=said,
            author=author(session),
            address=address_of(session, first.ref, first.field, quote),
        )
        project(session, "remark", entity)
        verdict = {"verdict": TO_REMARK, "reason": "", "remark": entity, "rule": row.rule}
        made = _decide(session, one, row, verdict)
    label = "疑似问题转为意见"
    return Change(_KINDS, label, UndoToken((remark.uuid, made), label))


def set_aside(workspace: Workspace, version: int, fingerprint: str, reason: str = "") -> Change:
    """Judge a finding 不作问题. One that became an opinion must first lose it."""
    row = _row(workspace, version, fingerprint)
    if row.state == TO_REMARK:
        raise KnownError("这条疑似问题已转为意见。", "请先撤销或删除该意见，再作为不作问题处理。")
    with workspace.write() as session:
        one = store.versions(session, [version])[0]
        verdict = {"verdict": SET_ASIDE, "reason": reason.strip(), "remark": "", "rule": row.rule}
        made = _decide(session, one, row, verdict)
    return Change(_KINDS, "不作问题", UndoToken((made,), "不作问题"))


def reopen(workspace: Workspace, version: int, fingerprint: str) -> Change:
    """Take a verdict away without undo's memory; an opinion that was made stays."""
    row = _row(workspace, version, fingerprint)
    if row.state == OPEN:
        return Change(frozenset(), "这条疑似问题待处理")
    with workspace.write() as session:
        one = store.versions(session, [version])[0]
        made = _decide(session, one, row, {"verdict": OPEN, "reason": "", "remark": "", "rule": row.rule})
    return Change(_KINDS, "重新列为待处理", UndoToken((made,), "重新列为待处理"))


def _decide(session: Session, one: Checked, row: FindingRow, said: Mapping[str, Any]) -> str:
    first = row.passages[0]
    number = 0 if first.ref.kind == "plan" else first.ref.number
    return decide(session, one, row.fingerprint, (first.ref.kind, number, first.field, first.text), said)


def _row(workspace: Workspace, version: int, fingerprint: str) -> FindingRow:
    found = next((one for one in _findings(workspace, version, run_here) if one.fingerprint == fingerprint), None)
    if found is None:
        raise NotFound("这条疑似问题已不存在，方案内容可能已更正。", "请刷新后重试。")
    with workspace.read() as session:
        one = store.versions(session, [version])[0]
        return row_of(version, found, Verdicts(session).of(one, fingerprint), {})


# Rules


def rules(workspace: Workspace, version: int | None = None) -> tuple[RuleRow, ...]:
    """All rules with their findings in the workspace or one version, and how many were set aside."""
    tally: dict[str, list[str]] = {}
    with workspace.read() as session:
        verdicts, off = Verdicts(session), set(store.off(session))
        for one in store.versions(session, None if version is None else [version]):
            for each in store.index(session, one) or ():
                tally.setdefault(each.rule, []).append(verdicts.of(one, each.fingerprint).state)
    return tuple(
        RuleRow(
            number=one.number,
            title=one.title,
            severity=one.severity,
            count=len(tally.get(one.number, ())),
            set_aside=tally.get(one.number, []).count(SET_ASIDE),
            enabled=one.number not in off,
            to_remark=tally.get(one.number, []).count(TO_REMARK),
            group=one.group,
            false_alarm=one.false_alarm,
        )
        for one in sorted(all_rules(), key=lambda rule: [int(part) for part in rule.number.split(".")])
    )


def by_severity(rows: Sequence[FindingRow]) -> list[FindingRow]:
    """Gravest first, otherwise as they came."""
    return sorted(rows, key=lambda row: rank(row.severity))


def open_refs(rows: Sequence[FindingRow]) -> frozenset[ItemRef]:
    """The items on which an open problem stands, for marks in grids."""
    return frozenset(p.ref for row in rows if row.state == OPEN and row.severity != HINT for p in row.passages)
