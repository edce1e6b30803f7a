"""Clauses that a link shares in quite other words: counterparts, though nothing in their wording tells so.

Without the link each would be called a clause that the other item does not have. They are only shown side by side:
which of two clauses in other words is stricter is for the reader to say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from app.services.comparison.commitments import Matched, kinship
from app.services.comparison.difference import Difference, DifferenceKind, Side
from app.services.comparison.link import SharedClause
from app.services.comparison.namesakes import Corresponding
from app.services.comparison.sentences import Span
from app.services.comparison.tokens import tokens_of
from app.services.comparison.wording import Sides, brief

_QUOTED = 3
"""Clauses of one side that a sentence quotes."""
_LEAST_KIN, _LEAST_BESIDE = 0.065, 0.14
"""How far two clauses must be about one matter; likewise if one of them has a counterpart already."""
_OTHER = {Side.LEFT: Side.RIGHT, Side.RIGHT: Side.LEFT}

Key = tuple[Side, Span]
Edge = tuple[float, Span, Span]
Group = dict[Side, list[Span]]


@dataclass(frozen=True, slots=True)
class Counterparts:
    """Clauses that say together what the other side's say: one beside one, or one beside several."""

    left: tuple[Span, ...]
    right: tuple[Span, ...]


def corresponding(match: Matched, shared: Iterable[SharedClause]) -> tuple[list[Corresponding], list[Corresponding]]:
    """Where clauses stand that belong together: by what the link shares, and by their words."""
    by_words = [((one.left.start, one.left.end), (one.right.start, one.right.end)) for one in match.pairs]
    return [(one.left, one.right) for one in shared if _of_texts(one)], by_words


def _of_texts(clause: SharedClause) -> bool:
    return (clause.left_field, clause.right_field) == ("text", "text")


def counterparts(
    match: Matched,
    shared: Sequence[SharedClause],
    places: tuple[str, ...],
    free: Callable[[Span, Side], bool],
    told: Callable[[Span, Side], bool],
) -> tuple[Matched, tuple[Counterparts, ...]]:
    """The clauses left over that belong to others by what the link shares, and the match without them.

    ``free``: whether a clause of a side may have a counterpart here (it stands nowhere else in the other plan);
    ``told``: whether it is but a figure that was spoken of. Surest first, one to one; then what is left over joins
    a clause that has just one counterpart; last, it stands beside a clause that has one by its words.
    """
    alone = {(Side.LEFT, span) for span in match.left} | {(Side.RIGHT, span) for span in match.right}
    edges = _edges(match, shared, places)
    open_ = {key for key in alone if free(key[1], key[0])}
    edges = [e for e in edges if all(key in open_ or key not in alone for key in _ends(e))]
    groups = _grouped([e for e in edges if all(key in alone for key in _ends(e))])
    home = {(side, span) for group in groups for side, spans in group.items() for span in spans}
    beside: dict[Key, list[Span]] = {}
    for edge in edges:
        if edge[0] < _LEAST_BESIDE:
            continue
        for mine, theirs in (_ends(edge), _ends(edge)[::-1]):
            if mine in alone and mine not in home and theirs not in alone and not told(mine[1], mine[0]):
                home.add(mine)
                beside.setdefault(theirs, []).append(mine[1])
    groups += [{key[0]: [key[1]], _OTHER[key[0]]: spans} for key, spans in beside.items()]
    found = [Counterparts(_in_order(one[Side.LEFT]), _in_order(one[Side.RIGHT])) for one in groups]
    found.sort(key=lambda group: (group.left[0].start, group.right[0].start))
    left = tuple(span for span in match.left if (Side.LEFT, span) not in home)
    right = tuple(span for span in match.right if (Side.RIGHT, span) not in home)
    return Matched(match.pairs, left, right), tuple(found)


def _in_order(spans: Iterable[Span]) -> tuple[Span, ...]:
    return tuple(sorted(spans, key=lambda span: span.start))


def _ends(edge: Edge) -> tuple[Key, Key]:
    return (Side.LEFT, edge[1]), (Side.RIGHT, edge[2])


def _grouped(edges: Sequence[Edge]) -> list[Group]:
    """One clause beside one, the surest first, or beside several."""
    groups: list[Group] = []
    home: dict[Key, Group] = {}
    for edge in edges:
        ends = _ends(edge)
        if home.keys().isdisjoint(ends):
            groups.append({side: [span] for side, span in ends})
            home.update(dict.fromkeys(ends, groups[-1]))
    for edge in edges:
        for mine, theirs in (_ends(edge), _ends(edge)[::-1]):
            group = home.get(theirs)
            if mine not in home and group is not None and len(group[theirs[0]]) == 1:
                group[mine[0]].append(mine[1])
                home[mine] = group
    return groups


def _edges(match: Matched, shared: Iterable[SharedClause], places: tuple[str, ...]) -> list[Edge]:
    """Pairs of clauses that the link shares, not both with a counterpart, by how far they are about one matter."""
    clauses = (*match.left, *(one.left for one in match.pairs)), (*match.right, *(one.right for one in match.pairs))
    paired = {(one.left, one.right) for one in match.pairs}
    found: set[tuple[Span, Span]] = set()
    for clause in shared:
        if _of_texts(clause):
            one, other = _holder(clauses[0], clause.left), _holder(clauses[1], clause.right)
            if one is not None and other is not None:
                found.add((one, other))
    edges = [
        (kinship(tokens_of(one.text, places), tokens_of(other.text, places)), one, other)
        for one, other in found - paired
    ]
    edges = [edge for edge in edges if edge[0] >= _LEAST_KIN]
    return sorted(edges, key=_rank)


def _rank(edge: Edge) -> tuple[float, int, int, str]:
    """The surest first; the order does not depend on the side."""
    sure, one, other = edge
    return -sure, abs(one.start - other.start), one.start + other.start, "\x1f".join(sorted((one.text, other.text)))


def _holder(spans: Sequence[Span], clause: tuple[int, int]) -> Span | None:
    """The clause that a shared range is a part of, most of it at least."""
    for span in spans:
        if 2 * (min(span.end, clause[1]) - max(span.start, clause[0])) > clause[1] - clause[0]:
            return span
    return None


def worded_otherwise(
    groups: Iterable[Counterparts], sides: Sides, told: Callable[[Span, Side], bool]
) -> Iterator[Difference]:
    """One difference for each group; none where all that is said are figures that were spoken of (``told``)."""
    for group in groups:
        if all(told(one, Side.LEFT) for one in group.left) and all(told(one, Side.RIGHT) for one in group.right):
            continue
        said = [f"{name}{_quoted(spans)}" for name, spans in zip(sides.names, (group.left, group.right), strict=True)]
        yield Difference(
            DifferenceKind.WORDING,
            Side.OPEN,
            f"表述不同：{'，'.join(said)}。",
            tuple(("text", span.start, span.end) for span in group.left),
            tuple(("text", span.start, span.end) for span in group.right),
        )


def _quoted(spans: Sequence[Span]) -> str:
    more = "等" if len(spans) > _QUOTED else ""
    return "".join(f"“{brief(span.text)}”" for span in spans[:_QUOTED]) + more
