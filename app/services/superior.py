"""The plan above a plan: which one it is, what of it is carried out, and what people say about that (revisions).

``run`` is how a plan is laid beside the one above it: ``pool.run("coverage", …)``, or in this process.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from app.errors import KnownError, NotFound
from app.models.review import Remark
from app.services import compare_links as links, compare_listing as listing, finding_store as store, log
from app.services.compare_rows import CompareSide, SideChoice
from app.services.comparing import Runner, choices, digest, keep
from app.services.extraction.plan_json import from_json
from app.services.finding_store import Checked
from app.services.history import Change, UndoToken
from app.services.items import address_of
from app.services.people import author
from app.services.progress import Progress
from app.services.projections import project
from app.services.rows import ItemRef
from app.services.superior_choice import ABOUT, chosen_superior
from app.services.superior_rows import STATES, OwnPlace, RequiredClause, RequirementRow, SuperiorTable

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.models.workspace import Workspace
    from app.services.folding import Folded

Json = Mapping[str, Any]
_RESULT = "coverage:"


def superior_table(workspace: Workspace, version: int, run: Runner, progress: Progress | None = None) -> SuperiorTable:
    """A plan against the one above it; computed where nothing up to date is kept."""
    progress = progress or Progress()
    offered = choices(workspace)
    own = _choice(offered, version)
    others = tuple(one for one in offered if one.plan_uuid != own.plan_uuid)
    with workspace.read() as session:
        chosen = chosen_superior(session, own.plan_uuid)
    above = next((one for one in reversed(others) if one.plan_uuid == chosen), None)
    if above is None:
        return SuperiorTable(own, None, others)
    return SuperiorTable(own, above, others, _rows(workspace, own, above, run, progress))


def set_superior(workspace: Workspace, version: int, superior: int | None) -> Change:
    """Say which plan is the one above (any of its versions; the latest counts), or that there is none."""
    with workspace.write() as session:
        own = store.versions(session, [version])[0]
        above = store.versions(session, [superior])[0].plan_uuid if superior is not None else ""
        if above == own.plan_uuid:
            raise KnownError("方案不能作为自己的上级方案。", "请另选上级方案。")
        said = {"about": ABOUT, "plan": own.plan_uuid, "superior": above}
        made = links.decide(
            session,
            links.entity_of(ABOUT, own.plan_uuid),
            said,
            address_of(session, ItemRef(version, "plan", 0), "", ""),
        )
    return links.change("设定上级方案", made)


def set_state(workspace: Workspace, version: int, requirement: ItemRef, state: str, reason: str) -> Change:
    """Say how a requirement is carried out, with the reason; an empty state: as the machine found it."""
    if state and state not in STATES:
        raise ValueError(f"{state!r} is no state")
    if state and not reason.strip():
        raise KnownError("没有填写理由。", "改判落实情况要写明理由。")
    with workspace.write() as session:
        made = _decide(session, version, requirement, {"state": state, "reason": reason.strip() if state else ""})
    return links.change(f"改判为{state}" if state else "恢复程序判断", made)


def to_opinion(workspace: Workspace, version: int, requirement: ItemRef, text: str, at: ItemRef) -> Change:
    """Write what a requirement lacks as an opinion on ``at``, an item of the own plan; undo takes back both."""
    with workspace.write() as session:
        entity = log.new_id()
        said = {"text": text.strip(), "severity": "一般", "state": "未处理", "quote": ""}
        remark = log.append(
            session,
            kind="remark",
            entity=entity,
            fields=said | {"link": _entity(session, version, requirement)},
            author=author(session),
            address=address_of(session, at, "", ""),
        )
        project(session, "remark", entity)
        made = _decide(session, version, requirement, {"remark": entity})
    label = "写成意见"
    return Change(links.KINDS | {"remarks"}, label, UndoToken((remark.uuid, made), label))


def _entity(session: Session, version: int, requirement: ItemRef) -> str:
    own, above = (store.versions(session, [one])[0].version_id for one in (version, requirement.version))
    return links.entity_of("coverage", own, links.end_of(above, requirement.kind, requirement.number))


def _decide(session: Session, version: int, requirement: ItemRef, said: Json) -> str:
    address = address_of(session, requirement, "", "")
    above, path = address["version"], address["path"]
    own = store.versions(session, [version])[0].version_id
    ends = {"about": "coverage", "mine": own, "requirement": f"{above}/{path}"}
    return links.decide(session, _entity(session, version, requirement), {**ends, **said}, address)


def _choice(offered: Sequence[SideChoice], version: int) -> SideChoice:
    found = next((one for one in offered if one.version == version), None)
    if found is None:
        raise NotFound("这个方案已不在审阅项目中。", "请在方案库中重新选择。")
    return found


def _rows(
    workspace: Workspace, own: SideChoice, above: SideChoice, run: Runner, progress: Progress
) -> tuple[RequirementRow, ...]:
    progress.step(0, 2, "读取两个方案")
    mine, theirs = (store.plan_json(workspace, one.version) for one in (own, above))
    key = f"{_RESULT}{own.version_id}:{above.version_id}"
    with workspace.read() as session:
        texts = [_checked(session, one) for one in (own, above)]
        wanted = digest(session, texts, "coverage")
        known = store.load(session, key)
        decided = _decided(session, own.version_id)
        names = links.names(session)
        living = set(session.scalars(select(Remark.entity)))
    progress.step(1, 2, "对照上级方案")
    if known is None or known["digest"] != wanted:
        answer = run({"superior": dict(theirs), "plan": dict(mine)}, progress)
        known = {"digest": wanted, "rows": answer["coverage"]}
        keep(workspace, key, known)
    draft = from_json(theirs)
    sides = {
        (kind, one.ref.number): one
        for kind in {data["item"]["kind"] for data in known["rows"]}
        for one in listing.sides(above.version, draft, kind)
    }
    made = []
    for data in known["rows"]:
        side = sides[data["item"]["kind"], data["item"]["number"]]
        said = decided.get(links.end_of(above.version_id, side.ref.kind, side.ref.number))
        made.append(_row(own.version, side, data, said, names, living))
    return tuple(made)


def _checked(session: Session, one: SideChoice) -> Checked:
    return store.versions(session, [one.version])[0]


def _decided(session: Session, own: str) -> dict[str, Folded]:
    return {
        str(one.value("requirement")): one for one in links.decisions(session, "coverage") if one.value("mine") == own
    }


def _row(
    version: int, side: CompareSide, data: Json, said: Folded | None, names: Mapping[str, str], living: set[str]
) -> RequirementRow:
    by_hand = str(said.value("state", "") or "") if said is not None else ""
    remark = str(said.value("remark", "") or "") if said is not None else ""
    return RequirementRow(
        side=side,
        state=by_hand or data["state"],
        found=data["state"],
        gap=data["sentence"],
        advice=data["advice"],
        reason=data["reason"],
        clauses=tuple(_clause(version, one) for one in data["clauses"]),
        by=tuple(_place(version, one) for one in data["by"]),
        why=str(said.value("reason", "") or "") if said is not None and by_hand else "",
        judge=links.judge_of(said, "state", names) if said is not None and by_hand else "",
        conflicted=said is not None and said.conflicted,
        remark=remark if remark in living else "",
    )


def _clause(version: int, data: Json) -> RequiredClause:
    by = _place(version, data["by"]) if data["by"] else None
    note = "；".join(words for words in (data["timing"], data["note"]) if words)
    return RequiredClause(data["start"], data["end"], data["text"], data["state"], note, by)


def _place(version: int, data: Json) -> OwnPlace:
    return OwnPlace(
        ItemRef(version, data["kind"], data["number"]), data["start"], data["end"], data["text"], data["cite"]
    )
