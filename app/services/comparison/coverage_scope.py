"""Whether a requirement of the plan above concerns the own plan at all: other regions, other levels, conditions."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from app import paths
from app.services.comparison.items import ComparedItem, ComparedPlan
from app.services.comparison.tokens import places_of, shipped as genre
from app.services.extraction.draft import PlanHead
from app.services.extraction.regions import MUNICIPALITIES, Regions

KEY_AREA = "重点区域"
_SHORTEST = 2
_OTHERS = re.compile(r"^其他(?:地区|城市|区域|省份|省市|各地)")
_PLACE = re.compile(r"[\u4e00-\u9fff]{2,8}?(?:省|自治区|市)")
_GENERIC_PLACE = re.compile(r"^(?:各|本|我|全|设区的?|直辖|城|都|跨|省|地级|县级|有关|上级|未达标)")
_WIDER = re.compile(r"全国|地级及以上城市|县级及以上城市|设区的?市")


@functools.cache
def _shipped() -> Mapping[str, Any]:
    loaded: Mapping[str, Any] = json.loads(
        (paths.resources() / "lexicon" / "superior.json").read_text(encoding="utf-8")
    )
    return loaded


@functools.cache
def _pattern(key: str) -> re.Pattern[str]:
    return re.compile("|".join(_shipped()[key]))


class Scope:
    """Where the own plan stands: its place and level, the areas of the superior plan that it belongs to.

    ``absent``: objects that the place does not have (机场), as the office knows them.
    """

    def __init__(self, superior: ComparedPlan, mine: PlanHead, absent: Collection[str] = ()) -> None:
        regions = Regions.shipped()
        self.region = mine.region or ""
        self.above = superior.head.region or ""
        self.province = regions.province_of(mine.region) or regions.province_of(superior.head.region) or ""
        self.level = regions.level_of(mine.region) or ""
        self.national = _is_national(superior)
        self.absent = tuple(absent)
        self._own_city = (self.region, known.short) if (known := regions.named(mine.region)) else (self.region,)
        self._own = places_of([mine.region])
        self._key_area = self._defined(superior.items)

    def _defined(self, items: Iterable[ComparedItem]) -> bool | None:
        """Whether the superior plan's list of 重点区域 names the own place; None where it has no list."""
        for item in items:
            if item.heading.strip("“”") != KEY_AREA:
                continue
            whole = self.province and re.search(rf"{self.province}(?=[，、。；]|$)", item.text)
            return bool(whole) or any(place and place in item.text for place in self._own_city)
        return None

    def heading(self, item: ComparedItem) -> str:
        """Why an item as a whole holds no task for the own place; "" where it may."""
        if _pattern("headings").search(item.heading):
            return "该条为总体表述，不含具体任务"
        return self.area(item.heading)

    def clause(self, text: str) -> str:
        """Why a clause does not concern the own place, "" where it does."""
        area = self.area(text)
        if area:
            return area
        if self.national and _pattern("national").search(text):
            return "属国家层面工作"
        if self.level not in {"", "省"} and _pattern("provincial").search(text):
            return "属省级事权或仅涉及直辖市、省会城市"
        if _pattern("conditional").search(text):
            return "仅适用于未达到规定条件的地区，请核实本地是否适用"
        lacking = next((word for word in self.absent if word in text), "")
        return f"本地没有{lacking}" if lacking else ""

    def area(self, text: str) -> str:
        """Why a text is about other places only."""
        named, inside = self._areas(text)
        if not named or inside:
            return ""
        return f"仅涉及{'、'.join(dict.fromkeys(named))}"

    def inside_area(self, text: str) -> bool:
        """Whether a text names an area to which the own place belongs."""
        return self._areas(text)[1]

    def _areas(self, text: str) -> tuple[list[str], bool]:
        if not self.region:
            return [], False
        named, inside = [], False
        rest = text
        if KEY_AREA in rest and self._key_area is not None:
            named.append(KEY_AREA)
            inside = self._key_area
            rest = rest.replace(KEY_AREA, "，")
        for name, provinces in _areas_longest_first():
            if name in rest:
                named.append(name)
                inside = inside or not self.province or self.province in provinces
                rest = rest.replace(name, "，")
        for name in self._places(rest):
            named.append(name)
            inside = inside or name in self.region or name == self.above or any(own in name for own in self._own)
        return named, inside

    @staticmethod
    def _places(text: str) -> list[str]:
        """Provinces and cities that a text names."""
        regions = Regions.shipped()
        found = []
        for match in _PLACE.finditer(text):
            word = match.group()
            for start in range(len(word) - 2):
                if regions.named(word[start:]) and not _GENERIC_PLACE.match(word[start:]):
                    found.append(word[start:])
                    break
        return found

    def others(self, text: str) -> bool:
        """Whether a text is about all places but those just named."""
        return _OTHERS.match(text) is not None

    def plain(self, text: str) -> str:
        """A text without the areas that hold the own place: 重点区域…覆盖率 → …覆盖率."""
        rest = _WIDER.sub("", text)
        named, inside = self._areas(rest)
        if inside:
            areas = "|".join(map(re.escape, sorted(set(named), key=lambda one: (-len(one), one))))
            rest = re.sub(rf"(?:(?:{areas})(?:地区|区域|城市群|城市)?(?:内的?)?(?:和|、|以及|与)?)+", "", rest)
        return rest if len(rest) > _SHORTEST else text


def continues(text: str) -> bool:
    """Whether a clause begins with a verb, so that the clause before says whose it is."""
    return genre().verbs.match(text.removeprefix("并")) is not None


@functools.cache
def _areas_longest_first() -> tuple[tuple[str, frozenset[str]], ...]:
    areas: Mapping[str, list[str]] = _shipped()["areas"]
    return tuple((name, frozenset(areas[name])) for name in sorted(areas, key=len, reverse=True))


def _is_national(superior: ComparedPlan) -> bool:
    head = superior.head
    return not head.region and not any(city in head.title for city in MUNICIPALITIES)
