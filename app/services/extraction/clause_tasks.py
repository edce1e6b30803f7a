"""Without a task table each responsibility clause makes a task: its text is what precedes it in its measure."""

from __future__ import annotations

from collections.abc import Sequence

from app.services.extraction.clauses import find_clauses
from app.services.extraction.lexicon import Lexicon
from app.services.extraction.responsibility import read_responsibility
from app.services.extraction.structure import Section
from app.services.extraction.tasks import RawTask
from app.services.extraction.text_cleaning import EMPTY, Flow

_EDGES = "。；，、;,\n "


def clause_tasks(
    sections: Sequence[Section], *, lexicon: Lexicon, region: str | None, first_is_lead: bool, measures: bool
) -> list[RawTask]:
    """The tasks that the clauses of the sections (measures, or chapters without measures) make."""
    made: list[RawTask] = []
    for section in sections:
        made.extend(_of_section(section, lexicon, region, first_is_lead, measures))
    return made


def _of_section(
    section: Section, lexicon: Lexicon, region: str | None, first_is_lead: bool, measures: bool
) -> list[RawTask]:
    """The clauses of one section, in order."""
    made: list[RawTask] = []
    last = 0
    clauses = find_clauses(section.text.text, lexicon)
    for clause in clauses:
        before = _trim(section.text.cut(last, clause.start))
        if not before and not made:
            # a clause right behind the title: what follows is meant, else the title says what is to be done
            behind = _trim(section.text.cut(clause.end)) if len(clauses) == 1 else EMPTY
            before = behind or section.title
        last = clause.end
        raw = clause.raw.replace("\n", "")
        made.append(
            RawTask(
                category=section.title,
                text=before,
                responsibility=read_responsibility(raw, lexicon=lexicon, region=region, first_is_lead=first_is_lead),
                deadline_raw=clause.deadline_raw,
                duties=[],
                measure=section.number if measures else None,
                measure_known=True,
                clause=section.text.cut(clause.start, clause.end),
            )
        )
    return made


def _trim(flow: Flow) -> Flow:
    """Without virtual line feeds and the marks that belong to the clause before."""
    left = len(flow.text) - len(flow.text.lstrip(_EDGES))
    return flow.cut(left).strip("\n ").without_breaks()
