"""Differences of the texts of two linked items: wording by character, moved clauses, clauses of one side, firmness."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from app.services.comparison.changes import Change, changed_spans
from app.services.comparison.commitments import PAIR, Matched, Pair, alike, commitments
from app.services.comparison.difference import Difference, DifferenceKind, Mark, Side
from app.services.comparison.items import ComparedItem
from app.services.comparison.likeness import held, pairs_of
from app.services.comparison.link import SharedClause
from app.services.comparison.other_words import counterparts, worded_otherwise
from app.services.comparison.sentences import Span
from app.services.comparison.strength import PLAIN, firmness, ladder
from app.services.comparison.wording import Sides, brief, core, plain

_FEW = 18
"""Characters of changed words that a sentence quotes; more, and it quotes the clauses."""
_SURE = 0.74
"""How alike two clauses must be for a word of commitment to be weighed."""
_STEP = 8
"""Steps of the ladder that make a difference: 完成 beside a plain statement makes none."""
_TITLE = 0.8
"""How alike a clause must be to the other item's heading for that to say it."""
_FORBIDS = re.compile(r"严禁|禁止|不得|不再|不予|不准|不允许|杜绝|停止")
"""Words that forbid, none more firmly than another."""
_BEFORE = 6
"""Characters before a passage in which a word of commitment may stand that governs it."""
_LIKE = 0.7
_ELSEWHERE = 0.72
"""Share of a clause's pairs that another item must hold for the clause to stand there."""

Ranges = Sequence[tuple[int, int]]


def text_differences(match: Matched, sides: Sides, figures: tuple[Ranges, Ranges]) -> Iterator[Difference]:
    """Wording of corresponding clauses, and those that stand in another order."""
    for pair in match.pairs:
        if pair.moved:
            yield _moved(pair, sides)
        if pair.left.text != pair.right.text and not _only_figures(pair, figures) and not _of_two(pair, figures):
            yield _worded(pair, sides)


def _moved(pair: Pair, sides: Sides) -> Difference:
    changed = "，文字略有不同" if plain(pair.left.text, sides.places) != plain(pair.right.text, sides.places) else ""
    return Difference(
        DifferenceKind.MOVED,
        Side.SAME,
        f"“{brief(pair.left.text)}”在两方案中的先后次序不同{changed}。",
        (_mark(pair.left),),
        (_mark(pair.right),),
        minor=True,
    )


def _mark(span: Span) -> Mark:
    return "text", span.start, span.end


def _only_figures(pair: Pair, figures: tuple[Ranges, Ranges]) -> bool:
    """Whether all that differs lies in figures that were compared already."""
    spans = changed_spans(pair.left.text, pair.right.text)
    return all(
        any(char.isdigit() for char in "".join(change.words))
        and _inside(change.one, pair.left.start, figures[0])
        and _inside(change.other, pair.right.start, figures[1])
        for change in spans
    )


def _of_two(pair: Pair, figures: tuple[Ranges, Ranges]) -> bool:
    """Whether two clauses have little in common but that either gives a figure, which has been spoken of."""
    return pair.score < PAIR and _told(pair.left, figures[0]) and _told(pair.right, figures[1])


def _inside(span: tuple[int, int], shift: int, ranges: Ranges) -> bool:
    return any(a <= span[0] + shift and span[1] + shift <= b for a, b in ranges)


def _worded(pair: Pair, sides: Sides) -> Difference:
    one, other = pair.left.text, pair.right.text
    spans = changed_spans(one, other)
    minor = _is_minor(core(one, sides.places), core(other, sides.places))
    names = sides.names
    return Difference(
        DifferenceKind.WORDING,
        Side.SAME if minor else Side.OPEN,
        _minor_sentence(one, other, names) if minor else _sentence(one, other, spans, names),
        tuple(("text", pair.left.start + c.one[0], pair.left.start + c.one[1]) for c in spans if c.one[0] < c.one[1]),
        tuple(
            ("text", pair.right.start + c.other[0], pair.right.start + c.other[1])
            for c in spans
            if c.other[0] < c.other[1]
        ),
        minor=minor,
    )


def _is_minor(one: str, other: str) -> bool:
    """Whether nothing that matters differs: the same words, or the same characters in another order, no figure."""
    if one == other:
        return True
    return sorted(one) == sorted(other) and not any(char.isdigit() for char in one)


def _minor_sentence(one: str, other: str, names: tuple[str, str]) -> str:
    return f"仅标点、地名或语序不同：{names[0]}“{brief(one)}”，{names[1]}“{brief(other)}”。"


def _sentence(one: str, other: str, spans: Sequence[Change], names: tuple[str, str]) -> str:
    """Few changed words are quoted; many, and both clauses are."""
    if len(spans) == 1 and sum(map(len, spans[0].words)) <= _FEW:
        mine, theirs = spans[0].words
        if min(len(mine), len(theirs)) > 1:
            return f"“{brief(_around(one, spans[0].one))}”：{names[0]}写“{mine}”，{names[1]}写“{theirs}”。"
        if not mine or not theirs:
            more, word = (names[0], mine) if mine else (names[1], theirs)
            return f"“{brief(one if mine else other)}”：{more}多“{word.strip('、，')}”。"
    return f"表述不同：{names[0]}“{brief(one)}”，{names[1]}“{brief(other)}”。"


def _around(text: str, span: tuple[int, int]) -> str:
    start, end = max(0, span[0] - 12), min(len(text), span[1] + 12)
    return f"{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}"


def joined(
    match: Matched,
    shared: Sequence[SharedClause],
    items: tuple[ComparedItem, ComparedItem],
    sides: Sides,
    figures: tuple[Ranges, Ranges],
) -> tuple[Matched, tuple[Difference, ...]]:
    """The match without clauses whose counterparts only the link knows, and the differences of those."""

    def free(span: Span, side: Side) -> bool:
        other, pool = (items[1], sides.right) if side == Side.LEFT else (items[0], sides.left)
        return not _titled(span, other, sides.places) and not _place(span, other, pool, sides.places)

    def told(span: Span, side: Side) -> bool:
        return _told(span, figures[side == Side.RIGHT])

    rest, groups = counterparts(match, shared, sides.places, free, told)
    return rest, tuple(worded_otherwise(groups, sides, told))


def _titled(span: Span, other: ComparedItem, places: tuple[str, ...]) -> bool:
    """Whether the other item's heading says a clause."""
    return alike(core(span.text, places), core(other.heading, places)) >= _TITLE


def clause_differences(
    match: Matched, left: ComparedItem, right: ComparedItem, sides: Sides, figures: tuple[Ranges, Ranges]
) -> Iterator[Difference]:
    """Clauses that only one item has; where another item of that plan has it, the sentence says where."""
    for side, spans, other, pool, ranges, has, lacks in (
        (Side.LEFT, match.left, right, sides.right, figures[0], sides.names[0], sides.names[1]),
        (Side.RIGHT, match.right, left, sides.left, figures[1], sides.names[1], sides.names[0]),
    ):
        for span in spans:
            if _told(span, ranges) or _titled(span, other, sides.places):
                continue
            place = _place(span, other, pool, sides.places)
            mark = (_mark(span),)
            yield Difference(
                DifferenceKind.CLAUSE,
                Side.SAME if place else side,
                f"{has}“{brief(span.text)}”，{lacks}{f'列入{place}' if place else f'本{other.classifier}未列'}。",
                mark if side == Side.LEFT else (),
                mark if side == Side.RIGHT else (),
            )


def _told(span: Span, ranges: Ranges) -> bool:
    """Whether a clause is, for the most part, a figure that has been spoken of."""
    return any(2 * (min(b, span.end) - max(a, span.start)) >= span.end - span.start for a, b in ranges)


def _place(span: Span, counterpart: ComparedItem, pool: Sequence[ComparedItem], places: tuple[str, ...]) -> str:
    """The other item that says a clause, as it is cited, or ""; the counterpart itself does not."""
    text = core(span.text, places)
    best: tuple[float, str] = (0.0, "")
    for item in pool:
        if item.number != counterpart.number:
            share = _said_share(text, item.text, places)
            if share > best[0]:
                best = (share, item.cite)
    return best[1] if best[0] >= _ELSEWHERE and len(text) > 5 else ""


def _said_share(text: str, other: str, places: tuple[str, ...]) -> float:
    """How far an item says a clause: its words anywhere, or a clause like it."""
    share = held(text, pairs_of(core(other, places)))
    like = max((alike(text, core(one.text, places)) for one in commitments(other)), default=0.0)
    return max(share, _ELSEWHERE if like >= _LIKE else 0.0)


def strength_differences(match: Matched, sides: Sides) -> Iterator[Difference]:
    """Corresponding clauses of which one promises less by a word that the other does not have."""
    for pair in match.pairs:
        if pair.score < _SURE:
            continue
        found = softened(pair.left.text, pair.right.text)
        if found is None:
            continue
        side, words = found
        names = sides.names
        firm, soft = names if side == Side.LEFT else (names[1], names[0])
        clause = brief((pair.left if side == Side.LEFT else pair.right).text)
        said = [f"{name}用“{word}”" if word else f"{name}未加限定" for name, word in zip(names, words, strict=True)]
        yield Difference(
            DifferenceKind.STRENGTH,
            side,
            f"“{clause}”：{'，'.join(said)}，{soft}力度弱于{firm}。",
            _word(pair.left, words[0]),
            _word(pair.right, words[1]),
        )


def softened(one: str, other: str) -> tuple[Side, tuple[str, str]] | None:
    """Which of two clauses is firmer, and the words that tell; words that both have do not count."""
    one, other = _around_common(one, other), _around_common(other, one)
    known = {word: level for word, level in ladder().items() if not (word in one and word in other)}
    first, second = firmness(one, known), firmness(other, known)
    levels = tuple(level if level is not None else PLAIN for level, _ in (first, second))
    if abs(levels[0] - levels[1]) < _STEP or (_FORBIDS.search(one) and _FORBIDS.search(other)):
        return None
    return (Side.LEFT if levels[0] > levels[1] else Side.RIGHT), (first[1], second[1])


def _around_common(one: str, other: str) -> str:
    """The part of a clause that says what a shorter one says, with the word before it; else the whole clause."""
    at = one.find(other) if len(other) < len(one) else -1
    if at < 0:
        plain = re.sub(r"^[^\u4e00-\u9fff]*", "", other)
        at = one.find(plain) if plain and len(plain) < len(one) else -1
    return one[max(0, at - _BEFORE) : at + len(other)] if at >= 0 else one


def _word(span: Span, word: str) -> tuple[Mark, ...]:
    at = span.text.find(word) if word else -1
    return (("text", span.start + at, span.start + at + len(word)),) if at >= 0 else (_mark(span),)
