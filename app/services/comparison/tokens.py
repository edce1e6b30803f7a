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

VERB_WEIGHT, NOUN_WEIGHT, ACTION_WEIGHT, SINGLE_WEIGHT = 0.1, 0.35, 0.5, 0.3
"""Weight of a word that any plan has, beside 1 for a character pair that says what it is about."""
_LATIN = re.compile(r"[a-z]+(?:[._]?\d+(?:\.\d+)?)?")
_FIGURE = re.compile(r"[\d.,%％‰]+")
_CUT = "\x00"


@dataclass(frozen=True, slots=True)
class Words:
    """The shipped words of the genre."""

    splitter: re.Pattern[str]
    nouns: re.Pattern[str]
    actions: dict[str, str]
    same: dict[str, str]


@cache
def shipped() -> Words:
    """The words in resources/lexicon, read once."""
    data = json.loads((paths.resources() / "lexicon" / "comparison_words.json").read_text(encoding="utf-8"))
    actions = {word: kind for kind, words in data["actions"].items() for word in words.split()}
    verbs = sorted({*data["verbs"].split(), *actions}, key=lambda word: (-len(word), word))
    nouns = sorted(set(data["nouns"].split()), key=lambda word: (-len(word), word))
    return Words(_any_of(verbs), _any_of(nouns), actions, data["same"])


def _any_of(words: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, words)))


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a clause with their weights of the genre, and the kinds of concrete action that it names."""

    weights: tuple[tuple[str, float], ...]
    actions: frozenset[str]


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


@lru_cache(maxsize=65536)
def tokens_of(text: str, places: tuple[str, ...]) -> Tokens:
    """The tokens of a clause."""
    words = shipped()
    plain = unicodedata.normalize("NFKC", text)
    for place in places:
        plain = plain.replace(place, _CUT)
    for one, other in words.same.items():
        plain = plain.replace(one, other)
    plain = plain.lower()
    found: dict[str, float] = {}
    actions: set[str] = set()

    def cut(match: re.Match[str]) -> str:
        word = match.group()
        kind = words.actions.get(word)
        if kind:
            actions.add(kind)
            found[f"行:{kind}"] = ACTION_WEIGHT
        else:
            found[f"词:{word}"] = VERB_WEIGHT
        return _CUT

    def latin(match: re.Match[str]) -> str:
        found[match.group()] = 1.0
        return _CUT

    plain = _FIGURE.sub(_CUT, _LATIN.sub(latin, plain))
    plain = words.splitter.sub(cut, plain)
    for run in re.findall(r"[\u3400-\u9fff]+", re.sub(r"[“”‘’\"'《》〈〉（）()\s]", "", plain)):
        found.update(_pairs(run, words.nouns))
    return Tokens(tuple(sorted(found.items())), frozenset(actions))


def _pairs(run: str, nouns: re.Pattern[str]) -> Iterator[tuple[str, float]]:
    """The character pairs of a run of characters; those within words that any plan has weigh less."""
    if len(run) == 1:
        yield run, SINGLE_WEIGHT
        return
    common = [False] * len(run)
    for noun in nouns.finditer(run):
        common[noun.start() : noun.end()] = [True] * len(noun.group())
    for index in range(len(run) - 1):
        yield run[index : index + 2], NOUN_WEIGHT if common[index] and common[index + 1] else 1.0
