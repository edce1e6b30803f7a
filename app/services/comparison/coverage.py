"""落实情况对照: how each task or measure of the plan above is carried out by the own plan, clause by clause."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace

from app.services.comparison.commitments import alike, commitments
from app.services.comparison.coverage_links import Counterparts
from app.services.comparison.coverage_model import ClauseCoverage, Coverage, Place, State
from app.services.comparison.coverage_pool import Clause, Pool
from app.services.comparison.coverage_scope import Scope, continues
from app.services.comparison.coverage_words import NEAR_WORDS, advice_of, sentence_of
from app.services.comparison.dates import due_dates
from app.services.comparison.difference import Side
from app.services.comparison.figure_verdicts import FigurePair, kinship, verdict
from app.services.comparison.figures import Figure, figures_of
from app.services.comparison.items import ComparedItem, ComparedPlan, compared, has_table
from app.services.comparison.sentences import Span
from app.services.comparison.text_differences import softened
from app.services.comparison.tokens import places_of
from app.services.comparison.wording import core, names_of
from app.services.extraction.draft import PlanDraft

SAID = 0.62
"""How like a clause of the own plan must be to a requirement, 0..1, to say it."""
NEAR = 0.5
"""From which likeness on a clause is near enough to be shown for a person to decide."""
_SURE = 0.74
_CERTAIN = 0.9
"""How like it must be for what concerns others to count as said."""
_LIMITS = ("前", "底", "末")
"""What a date ends in that is a limit of its own, not the end of the plan as a whole (到2025年)."""
_WHOLE = 0.8
"""Share of what concerns us, by length, that must be said for the item to be 已落实."""
_NOTHING = 0.12
"""Less than this share said, and the item is 未体现."""
_NEARLY_NOTHING = 0.25
"""The same where there are only near clauses."""


def coverage(superior: ComparedPlan, mine: PlanDraft, *, absent: Collection[str] = ()) -> tuple[Coverage, ...]:
    """For each item of the superior plan whether and where the own plan carries it out.

    ``absent``: objects the place does not have (机场): requirements about them are 不涉及.
    """
    work = _Work(superior, mine, absent)
    return tuple(work.item(item) for item in superior.items)


def requirements(superior: PlanDraft) -> ComparedPlan:
    """What of a superior plan is to be carried out: the rows of its task table, or its measures where it has none."""
    return compared(superior, "task" if has_table(superior) else "measure")


_CERTAINTY = (Side.OPEN, Side.LEFT, Side.RIGHT, Side.SAME)
"""Of several own figures of one indicator the best is compared: the plan does say it."""


class _Work:
    """What is the same for all items."""

    def __init__(self, superior: ComparedPlan, mine: PlanDraft, absent: Collection[str]) -> None:
        places = places_of((superior.head.region, mine.plan.region))
        self.places = places
        self.scope = Scope(superior, mine.plan, absent)
        self.pool = Pool(mine, places, self.scope.plain)
        self.names = names_of(superior.head, mine.plan)
        self.counterparts = Counterparts(superior, mine)

    def item(self, item: ComparedItem) -> Coverage:
        """One item of the superior plan."""
        figures = self._figures(item)
        whole = self.scope.heading(item)
        clauses: list[ClauseCoverage] = []
        compared: list[FigurePair] = []
        for span in commitments(item.text):
            own = [one for one in figures if one.span and one.span[0] < span.end and span.start < one.span[1]]
            outside = whole or self._outside(span, clauses, item.text)
            made, pairs = self._clause(span, own, outside, item.deadline.date)
            clauses.append(made)
            compared += pairs
        state = _state(clauses, compared, bool(whole))
        reason = _reason(clauses, whole) if state == State.OUTSIDE else ""
        by = _by(clauses)
        headed = self.pool.headed(item.heading) if state == State.MISSING else None
        if headed is not None:
            # Under the same heading something is said; a person must see whether it will do.
            state, by = State.PARTLY, (headed, *by)
        elif state == State.MISSING and (told := self.counterparts.near(item.number, clauses)):
            state, clauses = State.PARTLY, told
            by = _by(clauses)
        result = Coverage(item, state, "", "", reason, tuple(clauses), tuple(compared), by)
        return replace(result, sentence=sentence_of(result), advice=advice_of(result))

    def _figures(self, item: ComparedItem) -> tuple[Figure, ...]:
        names = Counter(one.name for one in item.targets)
        targets = [
            replace(one, name=self.scope.plain(one.name)) if names[one.name] == 1 else one for one in item.targets
        ]
        return figures_of(item.text, targets, self.places)

    def _clause(
        self, span: Span, figures: Sequence[Figure], outside: str, column: str | None
    ) -> tuple[ClauseCoverage, list[FigurePair]]:
        """A clause of the superior item against the own plan: its figures first, then its words.

        ``outside``: why it does not concern us, unless the own plan says it all the same.
        """
        found, score = self.pool.best(self.scope.plain(span.text))
        made = ClauseCoverage(span.start, span.end, span.text, State.MISSING, score=score)
        if outside and score < _CERTAIN:
            return replace(made, state=State.OUTSIDE, note=outside), []
        pairs, place = self._compare(figures)
        if pairs and place is not None:
            return replace(made, state=_of_figures(pairs), by=place), pairs
        printed = [one for one in figures if not one.derived]
        if found is None or score < (NEAR if not printed else _SURE):
            return made, []
        if score < SAID:
            return replace(made, state=State.PARTLY, by=found.place, note=NEAR_WORDS), []
        state, note, timing = self._weigh(span, found, column)
        if printed and state == State.MET:
            state, note = State.PARTLY, f"未写明“{'、'.join(one.said for one in printed)}”"
        return replace(made, state=state, by=found.place, note=note, timing=timing), []

    def _compare(self, figures: Sequence[Figure]) -> tuple[list[FigurePair], Place | None]:
        """Each figure with the likest of the own plan; one that can be compared goes before one that cannot."""
        pairs: list[FigurePair] = []
        place: Place | None = None
        for figure in figures:
            best: tuple[tuple[float, int, float, str], FigurePair, Place] | None = None
            for own, where in self.pool.figures:
                score = kinship(figure, own)
                if score <= 0 or (figure.derived and own.derived):
                    continue
                side, reason = verdict(figure, own)
                rank = (round(score, 6), _CERTAINTY.index(side), own.value, where.text)
                if best is None or rank > best[0]:
                    best = (rank, FigurePair(figure, own, side, reason), where)
            if best is not None:
                pairs.append(best[1])
                place = place or best[2]
        return pairs, place

    def _weigh(self, span: Span, found: Clause, column: str | None) -> tuple[State, str, str]:
        """Dates and words of commitment of a clause and its counterpart; ``column``: the superior item's date."""
        text = found.place.text
        dues = due_dates(span.text)
        due = max((one.day.isoformat() for one in dues), default=column)
        own = max((one.day.isoformat() for one in due_dates(text)), default=found.due)
        if due and own and due != own:
            late = own > due
            note = f"时限为{_day(own)}，上级为{_day(due)}"
            return (State.WEAKER, note, "滞后") if late else (State.STRICTER, note, "超前")
        if dues and not own and dues[-1].text.endswith(_LIMITS):
            return State.PARTLY, f"未写明时限“{dues[-1].text}”", ""
        if alike(core(span.text, self.places), found.core) < _SURE:
            return State.MET, "", ""
        soft = softened(span.text, text)
        if soft is None:
            return State.MET, "", ""
        side, (theirs, mine) = soft
        said = f"上级{f'用“{theirs}”' if theirs else '未加限定'}，本方案{f'用“{mine}”' if mine else '未加限定'}"
        return (State.WEAKER if side == Side.LEFT else State.MET), said if side == Side.LEFT else "", ""

    def _outside(self, span: Span, before: Sequence[ClauseCoverage], text: str) -> str:
        """Why a clause does not concern us: by itself, or because it goes on with one that does not."""
        reason = self.scope.clause(span.text)
        if reason or not before:
            return reason
        last = before[-1]
        if self.scope.others(span.text) and self.scope.inside_area(last.text):
            return "仅涉及其他地区"
        same_sentence = not any(sign in text[last.end : span.start] for sign in "。；;\n")
        return last.note if same_sentence and last.state == State.OUTSIDE and continues(span.text) else ""


def _of_figures(pairs: Sequence[FigurePair]) -> State:
    sides = {one.side for one in pairs}
    return State.WEAKER if Side.LEFT in sides else State.STRICTER if Side.RIGHT in sides else State.MET


def _day(iso: str) -> str:
    year, month, day = iso.split("-")
    return f"{year}年底" if (month, day) == ("12", "31") else f"{year}年{int(month)}月{int(day)}日"


_SHARES = {State.MET: 1.0, State.STRICTER: 1.0, State.WEAKER: 1.0, State.PARTLY: 0.5, State.MISSING: 0.0}


def _state(clauses: Sequence[ClauseCoverage], compared: Sequence[FigurePair], general: bool) -> State:
    """The state of an item: what concerns us weighed by length."""
    inside = [one for one in clauses if one.state != State.OUTSIDE]
    total = sum(one.end - one.start for one in inside)
    if not inside or (general and len(inside) < len(clauses)):
        return State.OUTSIDE
    said = sum(_SHARES[one.state] * (one.end - one.start) for one in inside) / max(1, total)
    if any(one.side == Side.LEFT for one in compared) or any(one.timing == "滞后" for one in inside):
        return State.WEAKER
    certain = any(one.state not in {State.MISSING, State.PARTLY} for one in inside)
    if said <= (_NOTHING if certain else _NEARLY_NOTHING):
        return State.MISSING
    if said < _WHOLE:
        return State.PARTLY
    if any(one.state == State.WEAKER for one in inside):
        return State.WEAKER
    if any(one.state == State.STRICTER for one in inside) and not any(one.state == State.MISSING for one in inside):
        return State.STRICTER
    return State.MET


def _reason(clauses: Sequence[ClauseCoverage], whole: str) -> str:
    return whole or "；".join(dict.fromkeys(one.note for one in clauses if one.note)) or "该条没有具体任务"


def _by(clauses: Sequence[ClauseCoverage]) -> tuple[Place, ...]:
    found: dict[tuple[str, int], Place] = {}
    for one in clauses:
        if one.by is not None:
            found.setdefault((one.by.kind, one.by.number), one.by)
    return tuple(found.values())
