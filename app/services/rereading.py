"""Reading single cells again, by the rules of extraction: a corrected cell, or one with a name that was added."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from app.services.extraction.deadlines import read_deadline
from app.services.extraction.draft import Assignment, Responsibility, Role
from app.services.extraction.headers import Column, Kind, kind_of
from app.services.extraction.lexicon import AgencyName, Lexicon
from app.services.extraction.plan_json import assignment_json, doubt_json
from app.services.extraction.plan_targets import plan_year_of
from app.services.extraction.responsibility import read_responsibility
from app.services.extraction.tasks import read_duties

Json = dict[str, Any]
_ASKED = 4
_GUESSES: tuple[Role | None, ...] = (None, Role.LEAD, Role.SUPPORT, Role.JOINT, Role.IMPLEMENT)


class Rereader:
    """Reads cells of one plan; ``names`` are those that people added to the workspace's lexicon."""

    def __init__(self, extracted: Mapping[str, Any], names: Mapping[str, AgencyName]) -> None:
        head = extracted["plan"]
        self.region: str | None = head.get("region")
        self._plan_year = plan_year_of(head.get("title") or "")
        self.names = names
        self.lexicon = Lexicon.shipped().extended(names) if names else Lexicon.shipped()
        self._first_is_lead = bool(head.get("first_is_lead") or extracted.get("first_is_lead"))
        self._tasks: Sequence[Mapping[str, Any]] = extracted.get("tasks", ())

    def holds_added_name(self, task: Mapping[str, Any]) -> bool:
        """Whether a name that a person added stands in the row's duty cells."""
        cells = [task.get("responsibility_raw") or "", *(text for _, text in task.get("responsibility_columns") or ())]
        return any(name in cell for name in self.names for cell in cells)

    def deadline(self, raw: str | None) -> Json:
        """The deadline that words mean."""
        read, _ = read_deadline(raw, self._plan_year)
        return {name: value for name, value in asdict(read).items() if value is not None or name == "date"}

    def duties(self, task: Mapping[str, Any], origin: Mapping[str, Any]) -> tuple[Json, list[Json]]:
        """What the duty cells of a row say now, and the doubts; ``origin`` is the row as it was extracted."""
        columns = task.get("responsibility_columns") or ()
        if columns:
            cells = [(Column(head, kind_of(head) or Kind.DUTY), text) for head, text in columns]
            read = read_duties(cells, lexicon=self.lexicon, region=self.region, first_is_lead=self._first_is_lead)
        else:
            read = self._cell(task.get("responsibility_raw") or "", self._role_of_column(origin))
        said: Json = {
            "assignments": [assignment_json(one) for one in read.assignments],
            "et_al": read.et_al,
            "blanket": read.blanket,
        }
        return said, [doubt_json(one) for one in read.doubts]

    def bodies(self, duties: Iterable[Mapping[str, Any]]) -> list[Json]:
        """Assignments as a person listed them, each body looked up by its name."""
        made: list[Json] = []
        before: AgencyName | None = None
        for position, duty in enumerate(duties, 1):
            written = str(duty["as_written"])
            found = self.lexicon.find(written, self.region, before)
            if duty.get("agency") and duty["agency"] != found.agency:
                wanted = self.lexicon.find(str(duty["agency"]), self.region, before)
                found = replace(wanted, agency=str(duty["agency"]))
            before = found
            role_raw = str(duty.get("role_raw") or "")
            read = Assignment(
                found.agency, written, Role(duty["role"]), role_raw, position, found.level, found.region, found.kind,
                (), found.known,
            )  # fmt: skip
            made.append(assignment_json(read))
        return made

    def _cell(self, raw: str, role: Role | None) -> Responsibility:
        return read_responsibility(
            raw,
            lexicon=self.lexicon,
            region=self.region,
            default_role=role,
            first_is_lead=self._first_is_lead,
        )

    def _role_of_column(self, origin: Mapping[str, Any]) -> Role | None:
        """The role that the column's head gave: the one with which the cell, or another one, reads as extracted."""
        for task in (origin, *self._tasks[:_ASKED]):
            raw = task.get("responsibility_raw")
            if raw and task.get("assignments"):
                wanted = [one["role"] for one in task["assignments"]]
                for guess in _GUESSES:
                    if [str(one.role) for one in self._cell(raw, guess).assignments] == wanted:
                        return guess
        return None
