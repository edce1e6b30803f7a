"""Passages as they are compared: width, punctuation and the names of the own places put aside."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from app.services.comparison.items import ComparedItem, ComparedPlan
from app.services.comparison.tokens import places_of
from app.services.extraction.draft import PlanHead
from app.services.extraction.similarity import bare

_OWN = re.compile(r"全省|全市|全县|全区|全国|我省|我市|我县|我区|本省|本市|本县|本区|本地|我国")
_LIGHT = re.compile(r"[的等要应并]|(?<=\d年)底|(?:达到|达|在|到|为)(?=\d)|人民(?=群众)|(?:以及|及|和|与)")
_LONGEST = 24


@dataclass(frozen=True)
class Sides:
    """Both plans of a comparison: what they are called in sentences, whose places are no difference, their items."""

    names: tuple[str, str]
    places: tuple[str, ...] = ()
    left: tuple[ComparedItem, ...] = ()
    right: tuple[ComparedItem, ...] = ()
    regions: tuple[str | None, str | None] = (None, None)

    @property
    def turned(self) -> Sides:
        """The same comparison seen from the other side."""
        names, regions = self.names, self.regions
        return Sides((names[1], names[0]), self.places, self.right, self.left, (regions[1], regions[0]))


def sides_of(plans: tuple[ComparedPlan, ComparedPlan] | None, names: tuple[str, str] | None = None) -> Sides:
    """The sides of two plans; ``names`` where the regions would not tell them apart."""
    if plans is None:
        return Sides(names or ("方案一", "方案二"))
    left, right = plans
    regions = (left.head.region, right.head.region)
    return Sides(names or names_of(left.head, right.head), places_of(regions), left.items, right.items, regions)


def names_of(left: PlanHead, right: PlanHead) -> tuple[str, str]:
    """What two plans are called in a sentence: their regions, else a short title, else 方案一 and 方案二."""
    first, second = (
        next((name for name in (own.region, own.title) if name and name not in others and len(name) <= _LONGEST), "")
        for own, others in ((left, (right.region, right.title)), (right, (left.region, left.title)))
    )
    return first or "方案一", second or "方案二"


@lru_cache(maxsize=32768)
def unplaced(text: str, places: tuple[str, ...] = ()) -> str:
    """A passage without the names of the own places and 全市, 本市."""
    for name in places:
        text = text.replace(name, "")
    return _OWN.sub("", text)


@lru_cache(maxsize=32768)
def plain(text: str, places: tuple[str, ...] = ()) -> str:
    """A passage without width, punctuation, own places: what is equal here differs in nothing that matters."""
    return bare(unplaced(unicodedata.normalize("NFKC", text), places))


@lru_cache(maxsize=32768)
def core(text: str, places: tuple[str, ...] = ()) -> str:
    """A passage also without particles, for looking how alike two are."""
    return _LIGHT.sub("", plain(text, places))


def brief(text: str, longest: int = 48) -> str:
    """A passage as a sentence quotes it."""
    return text if len(text) <= longest else f"{text[: longest - 1]}…"
