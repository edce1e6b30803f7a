"""What a clause is about, as weighed tokens: wording that any plan has weighs little, places and figures nothing."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from app import paths
from app.services.extraction.regions import Regions

VERB_WEIGHT, EDGE_WEIGHT, NOUN_WEIGHT, ACTION_WEIGHT, SINGLE_WEIGHT = 0.1, 0.25, 0.35, 0.5, 0.3
"""Weights beside 1 for a character pair that says what a clause is about: pairs within a verb that any plan has, at
its edge, within such a noun; a kind of concrete action; a character that stands alone."""
_SUBJECT, _NOUN, _VERB = range(3)
_MARKS = re.compile(r"[“”‘’\"'《》〈〉（）()\s]")
_LATIN = re.compile(r"[a-z]+(?:[._]?\d+(?:\.\d+)?)?")
_FIGURE = re.compile(r"[\d.,%％‰]+")
_SHARE = re.compile(r"占[^，。；、占]{2,14}?(?:比例|比重|的比率|总量|总数|总额)")
"""What an indicator is a share of: the subject is what stands in front."""
_CUT = "\x00"


@dataclass(frozen=True, slots=True)
class Words:
    """The shipped words of the genre."""

    verbs: re.Pattern[str]
    nouns: re.Pattern[str]
    actions: dict[str, str]
    same: tuple[tuple[re.Pattern[str], str], ...]
    indicator: re.Pattern[str]
    aims: frozenset[str]


@cache
def shipped() -> Words:
    """The words in resources/lexicon, read once."""
    data = json.loads((paths.resources() / "lexicon" / "comparison_words.json").read_text(encoding="utf-8"))
    actions = {word: kind for kind, words in data["actions"].items() for word in words.split()}
    verbs = sorted({*data["verbs"].split(), *actions}, key=lambda word: (-len(word), word))
    nouns = sorted(set(data["nouns"].split()), key=lambda word: (-len(word), word))
    same = tuple((re.compile(pattern), other) for pattern, other in data["same"])
    indicator = data["indicator"]
    aims = frozenset(indicator["actions"].split())
    return Words(_any_of(verbs), _any_of(nouns), actions, same, re.compile(indicator["pattern"]), aims)


def _any_of(words: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, words)))


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a clause with their weights of the genre (``named``: without), and its kinds of action.

    ``subject``: those of weight 1, ``signs``: their single characters. ``core``: the clause without verbs that any
    plan has, marks, figures and places.
    """

    weights: tuple[tuple[str, float], ...]
    subject: frozenset[str]
    actions: frozenset[str]
    core: str
    named: frozenset[str]
    signs: frozenset[str]


def places_of(regions: Iterable[str | None]) -> tuple[str, ...]:
    """The names, long and short, that the texts of plans of these regions may use for themselves and for above."""
    found: set[str] = set()
    table = Regions.shipped()
    for name in regions:
        if not name:
            continue
        found |= {name, re.sub(r"(?:特别行政区|自治区|自治州|地区|[省市县区州盟旗])$", "", name)}
        for one in (name, table.province_of(name)):
            if region := table.named(one):
                found |= {region.name, region.short}
    return tuple(sorted((one for one in found if len(one) > 1), key=lambda one: (-len(one), one)))


def tokens_of(text: str, places: tuple[str, ...]) -> Tokens:
    """The tokens of a clause; the names of ``places`` are cut out."""
    for place in places:
        text = text.replace(place, _CUT)
    return _tokens(text)


@lru_cache(maxsize=65536)
def _tokens(text: str) -> Tokens:
    words = shipped()
    plain = unicodedata.normalize("NFKC", text)
    for pattern, other in words.same:
        plain = pattern.sub(other, plain)
    plain = _SHARE.sub(_CUT, plain.lower())
    found: dict[str, float] = dict.fromkeys(_LATIN.findall(plain), 1.0)
    actions: set[str] = set()
    core: list[str] = []
    for run in re.findall(r"[\u3400-\u9fff]+", _MARKS.sub("", _FIGURE.sub(_CUT, _LATIN.sub(_CUT, plain)))):
        kinds = _kinds(run, words, actions)
        found.update(_pairs(run, kinds))
        core += [char for char, kind in zip(run, kinds, strict=True) if kind != _VERB]
    found.update((f"行动：{kind}", ACTION_WEIGHT) for kind in actions)
    if not actions and words.indicator.search(plain):
        actions |= words.aims  # a figure to be reached says nothing of the way: all that brings it about agrees
    subject = frozenset(token for token, weight in found.items() if weight == 1.0)
    signs = frozenset(f"字：{sign}" for pair in subject for sign in pair)
    return Tokens(tuple(sorted(found.items())), subject, frozenset(actions), "".join(core), frozenset(found), signs)


def _kinds(run: str, words: Words, actions: set[str]) -> list[int]:
    """For each character whether it belongs to what the clause is about, a common noun, or a common verb."""
    kinds = [_SUBJECT] * len(run)
    for noun in words.nouns.finditer(run):
        kinds[noun.start() : noun.end()] = [_NOUN] * len(noun.group())
    for verb in words.verbs.finditer(run):
        kinds[verb.start() : verb.end()] = [_VERB] * len(verb.group())
        if kind := words.actions.get(verb.group()):
            actions.add(kind)
    return kinds


def _pairs(run: str, kinds: Sequence[int]) -> Iterator[tuple[str, float]]:
    """The character pairs of a run with their weights."""
    if len(run) == 1:
        yield run, SINGLE_WEIGHT
    for index in range(len(run) - 1):
        one, other = kinds[index], kinds[index + 1]
        if one == other == _VERB:
            weight = VERB_WEIGHT
        elif _VERB in (one, other):
            weight = EDGE_WEIGHT
        else:
            weight = NOUN_WEIGHT if one == other == _NOUN else 1.0
        yield run[index : index + 2], weight
