"""The steps of an import: known bytes, reading in a helper, known text, rows in one transaction."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from app import VERSION
from app.errors import FileRefused, reason_of
from app.models.plan import DoubtRow, Extraction, Measure, Plan, PlanVersion, SourceFile, TargetRow, Task, VersionSource
from app.models.review import LocalValue
from app.services.addresses import plan_uuid, version_id
from app.services.desk_rows import PlanChoice
from app.services.history import Change
from app.services.importing import Choose, ImportOutcome, ReadingPool
from app.services.plan_rows import optional
from app.services.progress import Progress
from app.services.projecting import face, next_id, standing_of, write_head, write_items

if TYPE_CHECKING:
    from app.models.workspace import Workspace

MAX_BYTES = 256 * 1024 * 1024
_PLANS = frozenset({"plans", "agencies"})


@dataclass(frozen=True, slots=True)
class _File:
    """A file as it was read from the medium."""

    name: str
    data: bytes
    sha256: str


def store_file(
    workspace: Workspace, pool: ReadingPool, path: Path, progress: Progress, choose: Choose | None = None
) -> ImportOutcome:
    """Do an import (see app.services.importing)."""
    workspace.require_writable()
    progress.step(0, 3, "读取文件")
    file = _read(path)
    with workspace.read() as session:
        known = _versions_of_bytes(session, file.sha256)
        if known and len(known) >= _plans_in(session, file.sha256):
            outcomes = [_outcome(session, one, already_there=True, kinds=frozenset()) for one in known]
            return replace(outcomes[0], others=tuple(outcomes[1:]))
    results = _read_plans(pool, file, progress, choose)
    progress.step(1, 3, "整理内容")
    with workspace.write() as session:
        outcomes = [_store(session, file, result, progress) for result in results]
        if several := len(results[0].get("choices") or ()):
            session.merge(LocalValue(key=_SEVERAL + file.sha256, value=str(several)))
    progress.report(3, 3, "完成")
    return replace(outcomes[0], others=tuple(outcomes[1:]))


def _read_plans(pool: ReadingPool, file: _File, progress: Progress, choose: Choose | None) -> list[Mapping[str, Any]]:
    """What the file holds: one plan, or of several (``choices``) those that are wanted."""
    result, _ = pool.run("extract", {"name": file.name}, file.data, progress)
    choices = [PlanChoice(one["key"], one["title"], one.get("words", "")) for one in result.get("choices") or ()]
    wanted: list[int] = []
    if choose is not None and len(choices) > 1:
        progress.step(0, 3, "文件中有多个方案，请选择")
        wanted = list(choose(choices))
    if not wanted:
        return [result]
    return [pool.run("extract", {"name": file.name, "plan": key}, file.data, progress)[0] for key in wanted]


def _store(session: Session, file: _File, result: Mapping[str, Any], progress: Progress) -> ImportOutcome:
    identity = version_id(result["plan"])
    known = session.scalar(select(PlanVersion.id).where(PlanVersion.version_id == identity))
    key = known if known is not None else _store_version(session, file, result, identity, progress)
    _keep_source(session, key, file, str(result.get("kind") or ""))
    progress.step(2, 3, "保存")
    return _outcome(session, key, already_there=known is not None, kinds=_PLANS)


def _read(path: Path) -> _File:
    try:
        if path.stat().st_size > MAX_BYTES:
            message = f"“{path.name}”过大（超过 {MAX_BYTES // 1024 // 1024} MB），不能导入。"
            raise FileRefused(message, "请确认选对了文件。")
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise FileRefused(f"找不到文件“{path}”。", "请检查文件名和路径。") from error
    except OSError as error:
        message = f"无法读取“{path.name}”（{reason_of(error)}）。"
        raise FileRefused(message, "请检查文件的访问权限，或确认U盘、光盘已插好。") from error
    if not data:
        raise FileRefused(f"“{path.name}”是空文件。", "请重新获取该文件。")
    return _File(path.name, data, hashlib.sha256(data).hexdigest())


def _versions_of_bytes(session: Session, sha256: str) -> list[int]:
    query = (
        select(VersionSource.version_id)
        .join(SourceFile, SourceFile.id == VersionSource.source_file_id)
        .where(SourceFile.sha256 == sha256)
        .order_by(VersionSource.id)
    )
    return list(session.scalars(query))


_SEVERAL = "source.plans:"
"""Local values: how many plans a file holds, for those that hold several and were read once."""


def _plans_in(session: Session, sha256: str) -> int:
    kept = session.get(LocalValue, _SEVERAL + sha256)
    return int(kept.value) if kept is not None else 1


def _keep_source(session: Session, version: int, file: _File, kind: str) -> None:
    """Link the file to its version; a second file of the same text is kept too."""
    source = _source(session, file, kind)
    linked = select(VersionSource.id).where(VersionSource.version_id == version, VersionSource.source_file_id == source)
    if session.scalar(linked) is None:
        session.execute(insert(VersionSource), [{"version_id": version, "source_file_id": source}])


def _source(session: Session, file: _File, kind: str) -> int:
    known = session.scalar(select(SourceFile.id).where(SourceFile.sha256 == file.sha256))
    if known is not None:
        return known
    key = next_id(session, SourceFile)
    row = {"id": key, "sha256": file.sha256, "name": file.name, "kind": kind, "size": len(file.data)}
    session.execute(insert(SourceFile), [{**row, "imported_at": _now(), "content": file.data}])
    return key


def _store_version(session: Session, file: _File, result: Mapping[str, Any], identity: str, progress: Progress) -> int:
    extracted = result["plan"]
    key = next_id(session, PlanVersion)
    session.execute(insert(PlanVersion), [_version_row(session, key, file, result, identity)])
    accounts = list(result.get("draft_accounts") or ())
    session.execute(insert(Extraction), [{"version_id": key, "draft": dict(extracted), "accounts": accounts}])
    uuid = session.scalar(select(Plan.uuid).join(PlanVersion).where(PlanVersion.id == key)) or ""
    standing = standing_of(session, key, uuid, identity, extracted)
    write_items(session, standing, lambda number, total: progress.step(number, total, "保存"))
    if standing.corrected != extracted:
        write_head(session, standing)
    return key


def _version_row(session: Session, key: int, file: _File, result: Mapping[str, Any], identity: str) -> dict[str, Any]:
    extracted = result["plan"]
    head, notice = extracted["plan"], optional(extracted, "notice") or {}
    tasks = extracted.get("tasks", ())
    return {
        "id": key,
        "plan_id": _plan(session, head),
        "source_file_id": _source(session, file, str(result.get("kind") or "")),
        "version_id": identity,
        "title": head["title"],
        **{name: head.get(name) for name in ("document_number", "issuing_body", "issue_date", "region")},
        **{name: optional(extracted, name) for name in ("stage", "secrecy", "first_is_lead")},
        "preamble": head.get("preamble") or "",
        "notice": notice.get("text"),
        "addressees": list(notice.get("addressees") or ()),
        **{name: list(optional(extracted, name, ())) for name in ("basis", "warnings")},
        "has_deadlines": any(task.get("deadline_raw") is not None for task in tasks),
        "shares": dict(result.get("shares") or {}),
        "pages": list(result.get("pages") or ()),
        "program": VERSION,
        "imported_at": _now(),
    }


def _plan(session: Session, head: Mapping[str, Any]) -> int:
    uuid = plan_uuid(head["title"], head.get("issuing_body"), head.get("document_number"))
    known = session.scalar(select(Plan.id).where(Plan.uuid == uuid))
    if known is not None:
        return known
    row = {"id": next_id(session, Plan), "uuid": uuid, **face(head)}
    session.execute(insert(Plan), [row])
    return int(row["id"])


def _outcome(session: Session, key: int, *, already_there: bool, kinds: frozenset[str]) -> ImportOutcome:
    query = select(PlanVersion, Plan.uuid).join(Plan, Plan.id == PlanVersion.plan_id).where(PlanVersion.id == key)
    version, uuid = session.execute(query).one()

    def count(table: type[Measure | Task | TargetRow | DoubtRow]) -> int:
        return session.scalar(select(func.count()).select_from(table).where(table.version_id == key)) or 0

    label = f"已在审阅项目中：{version.title}" if already_there else f"导入方案：{version.title}"
    return ImportOutcome(
        version=key,
        plan_uuid=uuid,
        title=version.title,
        tasks=count(Task),
        measures=count(Measure),
        targets=count(TargetRow),
        doubts=count(DoubtRow),
        already_there=already_there,
        warnings=tuple(map(str, version.warnings)),
        change=Change(kinds, label),
    )


def _now() -> str:
    return datetime.now().astimezone().isoformat(timespec="seconds")
