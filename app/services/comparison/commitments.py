"""What a passage commits to, clause by clause, and which clauses of two passages belong together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import fsum
from zlib import crc32

from rapidfuzz.fuzz import ratio

from app.services.comparison.matching import agreement, likeness
from app.services.comparison.sentences import Span, clauses, sentences
from app.services.comparison.tokens import Tokens, shipped, tokens_of
from app.services.comparison.wording import core

_LEAD_IN = re.compile(
    r"(?:力争|争取|确保|其中|同时|原则上|到|至|截至|自)*20\d\d年(?:年?底|年?末)?(?:\d{1,2}月)?(?:底|末|之?前|以前|起|内)*"
    r"|(?:各[^，。；]{1,6}要)?(?:按照|按|根据|依据|依照|结合|针对|围绕|参照|依托|对照|为|以|对于|对|在|从|因(?!地制宜)|通过|重要|位于|涉及|未|凡)[^，。；]*"
    r"|[^，。；]*(?:的|时|后|前|中|内|期间|方面|基础上|前提下|情况下|领域|环节|为重点|为目标|为主线|为核心)"
    r"|同时|其中|此外|另外|对此|重点|首先|其次|[一二三四五六]是|每年|今年"
)
"""A clause that only says when, where, for whom or how: it belongs to the next one."""
_ABOUT = re.compile(
    r"(?!严|禁|不|推|加|培|建|提|支|鼓|引|发展|打造|淘汰|关停|取消|规范|完善|落实|强|开展|实施|组织|扶|保|整|清|治|拓|创|设)"
    r"[^，。；]*(?:项目|基地|机场|园区|城市|地区|企业|单位|特点|实际)"
)
"""A clause that only names the object."""
_OBJECT = re.compile(r"对|将|把|为|以|从|在|通过")
_ENDS_OPEN = re.compile(
    r"(?:的|时|后|前|中|期间|前提下|情况下|基础上|为重点|为核心|为主线|为目标|着力点|抓手|方式|手段|渠道"
    r"|项目|基地|机场|园区|城市|地区|企业|单位|特点|实际)$|^对[^，。；]*的[^，。；的]{1,5}$"
)
_ACTS = re.compile(r"(?:进行|采取|实施|开展|推进|实行|给予|加强|严格|不得|不再|推广|建设|完成|淘汰|达到|负责)")
_BODIES = re.compile(r"[（(](?:责任|牵头|配合|完成时限).*[）)]|[（(].*(?:负责|牵头|配合|落实|参与)[^，。、]{0,4}[）)]")
"""A clause in brackets that only says who is responsible."""
_TAIL = re.compile(r"(?:并(?![网购行列轨入存])|且)[^，。；]{1,20}")
"""A clause that only adds to the one before: 并向社会公开."""
PAIR = 0.55
"""How alike two commitments must be to be the same one, 0..1."""
HOLDS = 0.9
"""How alike two commitments are of which one stands whole in the other."""
_BARE = 5
_TERM = 4
_LOOSE = 0.35
_CHARACTERS = 0.7
_SAME_MATTER, _OTHER_WORDS = 0.3, 0.95
_TELLING = 1.0
"""Weight of words from which on a commitment says what it is about."""
_LEAST_HELD = 7


@lru_cache(maxsize=8192)
def commitments(text: str) -> tuple[Span, ...]:
    """The commitments of a text: clauses, each with the lead-ins before it."""
    found: list[Span] = []
    for sentence in sentences(text):
        if _BODIES.fullmatch(sentence.text):
            continue
        start: int | None = None
        parts = clauses(sentence.text)
        for index, part in enumerate(parts):
            begin = sentence.start + (part.start if start is None else start)
            if index + 1 < len(parts) and _leads_in(part.text):
                start = part.start if start is None else start
                continue
            end = sentence.start + part.end
            if start is None and index and _TAIL.fullmatch(part.text):
                begin = found.pop().start
            found.append(Span(text[begin:end], begin, end))
            start = None
    return tuple(found)


def _leads_in(text: str) -> bool:
    if _LEAD_IN.fullmatch(text) is None and _ABOUT.fullmatch(text) is None:
        return False
    return len(text) <= _BARE or _ENDS_OPEN.search(text) is not None or not _acts(text)


def _acts(text: str) -> bool:
    """Whether a clause behind its preposition says what is done; 按照, 通过 and their like lead in all the same."""
    if _ACTS.search(text, 2) is not None:
        return True
    return _OBJECT.match(text) is not None and shipped().verbs.search(text, 2) is not None


@dataclass(frozen=True, slots=True)
class Pair:
    """Two commitments that say the same, more or less (``score`` 0..1); ``moved``: it stands in another order."""

    left: Span
    right: Span
    score: float
    moved: bool = False


@dataclass(frozen=True, slots=True)
class Matched:
    """The commitments of two passages: what belongs together, in the order of the left, and what stands alone."""

    pairs: tuple[Pair, ...]
    left: tuple[Span, ...]
    right: tuple[Span, ...]


@lru_cache(maxsize=4096)
def matched(left: str, right: str, places: tuple[str, ...] = ()) -> Matched:
    """Match the commitments of two passages one to one, the likest first; the sides may be swapped."""
    mine, theirs = commitments(left), commitments(right)
    one, two = [core(span.text, places) for span in mine], [core(span.text, places) for span in theirs]
    about = [tokens_of(span.text, places) for span in mine], [tokens_of(span.text, places) for span in theirs]
    chosen = _choose(one, two, about)
    kept = _in_order(chosen, one, two)
    pairs = tuple(Pair(mine[i], theirs[j], score, (i, j) not in kept) for i, j, score in chosen)
    used, taken = {i for i, _, _ in chosen}, {j for _, j, _ in chosen}
    return Matched(
        pairs,
        tuple(span for index, span in enumerate(mine) if index not in used),
        tuple(span for index, span in enumerate(theirs) if index not in taken),
    )


def alike(one: str, other: str) -> float:
    """How alike two commitments are, 0..1: by signs in order, or one held by the other whole."""
    if one == other:
        return 1.0
    whole = ratio(one, other) / 100
    return max(whole, HOLDS) if holds(one, other) else whole


def holds(one: str, other: str) -> bool:
    """Whether one of two commitments stands whole in the other."""
    return (len(one) >= _LEAST_HELD and one in other) or (len(other) >= _LEAST_HELD and other in one)


def _choose(
    one: Sequence[str], two: Sequence[str], about: tuple[Sequence[Tokens], Sequence[Tokens]]
) -> list[tuple[int, int, float]]:
    """Which belong together, with how alike their words are: first the sure ones, then those about one matter."""
    words = {(i, j): alike(left, right) for i, left in enumerate(one) for j, right in enumerate(two)}
    matter = {(i, j): kinship(about[0][i], about[1][j]) for i, j in words}
    scored = [(fit, *key) for key, score in words.items() if (fit := _fit(score, matter[key])) >= PAIR]
    ranks = _ranks(one), _ranks(two)
    rows: set[int] = set()
    columns: set[int] = set()
    found = _greedy(scored, rows, columns, ranks)
    loose = [
        (near(one[i], two[j]), i, j)
        for i, j in words
        if i not in rows and j not in columns and matter[i, j] >= _SAME_MATTER
    ]
    found += _greedy([entry for entry in loose if entry[0] > 0], rows, columns, ranks)
    return sorted((i, j, words[i, j]) for i, j, _ in found)


def _fit(words: float, matter: float) -> float:
    """How well two commitments go together: by their words, unless these are about other things, or by the matter."""
    if words >= HOLDS:
        return words
    return max(words, _OTHER_WORDS * matter) if matter >= _SAME_MATTER else 0.0


def kinship(one: Tokens, other: Tokens) -> float:
    """How far two commitments are about the same matter, 0..1; one that says nothing of its own is about none."""
    first, second = dict(one.weights), dict(other.weights)
    masses = fsum(first.values()), fsum(second.values())
    if min(masses) < _TELLING:
        return _SAME_MATTER if max(masses) < 2 * _TELLING else 0.0
    return likeness(fsum(first[token] for token in first if token in second), *masses) * agreement(one, other)


def _ranks(texts: Sequence[str]) -> list[int]:
    """For each text, how often it stood before: of equal clauses the first belongs to the first."""
    seen: Counter[str] = Counter()
    ranks = []
    for text in texts:
        ranks.append(seen[text])
        seen[text] += 1
    return ranks


def _greedy(
    scored: list[tuple[float, int, int]], rows: set[int], columns: set[int], ranks: tuple[list[int], list[int]]
) -> list[tuple[int, int, float]]:
    """The likest pairs first. Among pairs that exclude each other the order does not depend on the side."""
    found = []
    order = sorted(scored, key=lambda s: (-s[0], abs(ranks[0][s[1]] - ranks[1][s[2]]), abs(s[1] - s[2]), s[1] + s[2]))
    for score, i, j in order:
        if i not in rows and j not in columns:
            rows.add(i)
            columns.add(j)
            found.append((i, j, score))
    return found


def near(one: str, other: str) -> float:
    """How surely two commitments without enough in common word for word are about the same matter, 0..PAIR.

    A long term in common, or nearly all characters of the shorter (禁烧 and 禁止焚烧).
    """
    short, long = sorted((one, other), key=len)
    if len(short) < _BARE:
        return 0.0
    whole = ratio(one, other) / 100
    term = lcs_length(short, long)
    common = sum((Counter(short) & Counter(long)).values()) / len(short)
    if whole >= _LOOSE and (term >= _TERM or (term >= _TERM - 1 and term >= _LOOSE * len(short))):
        return min(whole, PAIR)
    return min(whole, PAIR) if common >= _CHARACTERS and len(long) <= 2 * len(short) else 0.0


def lcs_length(one: str, other: str) -> int:
    """The length of the longest stretch that both texts have."""
    best = 0
    for start in range(len(one)):
        while start + best < len(one) and one[start : start + best + 1] in other:
            best += 1
    return best


def _in_order(chosen: Sequence[tuple[int, int, float]], one: Sequence[str], two: Sequence[str]) -> set[tuple[int, int]]:
    """The heaviest pairs that stand in the same order on both sides; the others were moved."""
    best: list[tuple[int, tuple[tuple[int, int], ...]]] = []
    for index, (i, j, _) in enumerate(chosen):
        weight = _weight(one[i], two[j])
        before = [best[k] for k in range(index) if chosen[k][1] < j]
        total, path = max(before, key=lambda entry: entry[0], default=(0, ()))
        best.append((total + weight, (*path, (i, j))))
    return set(max(best, key=lambda entry: entry[0], default=(0, ()))[1])


def _weight(one: str, other: str) -> int:
    """The length of a pair; its text decides between equally long ones, whichever side it is seen from."""
    text = "\x1f".join(sorted((one, other)))
    return (len(one) + len(other)) * 65536 + crc32(text.encode("utf-8", "surrogatepass")) % 65536
