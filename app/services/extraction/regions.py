"""Provinces and prefecture-level cities (GB/T 2260), and the reading of a place in front of a body's name."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from app.paths import resources

MUNICIPALITIES: Final = frozenset({"北京市", "天津市", "上海市", "重庆市"})
_HAN: Final = r"(?:(?![局厅署办委])[\u4e00-\u9fff])"
_LEVEL_WORDS: Final[tuple[tuple[re.Pattern[str], str], ...]] = (
    (re.compile(r"(?:国家|中央|全国|国务院)"), "国家"),
    (re.compile(r"(?:全省|全区|省级?|省直|省属|自治区|省（区、市）|(?:新疆生产建设)?兵团)"), "省"),
    (re.compile(r"(?:全市|师市?|市级?|市直|市属|市本级|州级?|州直|盟|地区|行署)"), "市"),
    (
        re.compile(r"(?:全县|县级?|县直|区级?|区直|旗|市区|县市区|各县（市、区）|各县区|各区县?|各县|县（市、区）)"),
        "县",
    ),
)
_NAMED: Final[tuple[tuple[re.Pattern[str], str], ...]] = (
    (re.compile(rf"{_HAN}{{2,7}}(?:省|自治区)"), "省"),
    (re.compile(rf"{_HAN}{{2,9}}(?:自治州|盟|地区)"), "市"),
    (re.compile(rf"{_HAN}{{1,9}}(?:县|区|旗|市)"), "县"),
    (re.compile(rf"{_HAN}{{1,7}}(?:镇|乡|街道)"), "other"),
)


@dataclass(frozen=True, slots=True)
class Region:
    """A province or prefecture-level city; ``rank`` is its position by code."""

    code: str
    name: str
    short: str
    level: str
    rank: int


@dataclass(frozen=True, slots=True)
class PlaceName:
    """What stands in front of a functional name: a level, and the region if it is named."""

    level: str | None
    region: str | None


class Regions:
    """The shipped table of regions and the reading of place prefixes by it and by general rules."""

    def __init__(self, regions: tuple[Region, ...]) -> None:
        self._by_name: dict[str, Region] = {}
        self._by_code = {region.code: region for region in regions}
        for region in regions:
            self._by_name.setdefault(region.name, region)
            self._by_name.setdefault(region.short, region)

    @staticmethod
    @lru_cache(maxsize=1)
    def shipped() -> Regions:
        """The table in resources/lexicon, read once."""
        return Regions.load(resources() / "lexicon" / "regions.json")

    @staticmethod
    def load(path: Path) -> Regions:
        """Read a table of regions."""
        rows = json.loads(path.read_text(encoding="utf-8"))["regions"]
        return Regions(
            tuple(Region(r["code"], r["name"], r["short"], r["level"], rank) for rank, r in enumerate(rows, 1))
        )

    def named(self, name: str | None) -> Region | None:
        """The region of a full or short name, or None."""
        return self._by_name.get(name) if name else None

    def province_of(self, name: str | None) -> str | None:
        """The province (or municipality) that a listed region belongs to."""
        region = self.named(name)
        if region is None:
            return None
        province = self._by_code.get(region.code[:2] + "0000")
        return province.name if province else None

    def level_of(self, name: str | None) -> str | None:
        """The level of a region by the table, else by its last character."""
        if not name:
            return None
        region = self.named(name)
        if region is not None:
            return region.level
        if name.endswith("市"):
            return "市"  # a city that calls itself so, listed or not
        place = self._general(name)
        return place.level if place else None

    def parse(self, prefix: str) -> PlaceName | None:
        """Read ``prefix`` as a place or level and nothing else; None if it is something else."""
        text = re.sub(r"^(?:中共|原|驻|国家税务总局|中华人民共和国)", "", prefix)
        return PlaceName(None, None) if not text else self._parse(text, 3)

    def _parse(self, text: str, depth: int) -> PlaceName | None:
        region = self.named(text)
        if region is not None:
            return PlaceName(region.level, region.name)
        for pattern, level in _LEVEL_WORDS:
            if pattern.fullmatch(text):
                return PlaceName(level, None)
        if depth > 1:
            for end in range(min(len(text) - 1, 11), 1, -1):
                if self.named(text[:end]) is not None:
                    rest = self._parse(text[end:], depth - 1)
                    if rest is not None:
                        return rest if rest.region else PlaceName(rest.level, text)
        return self._general(text)

    @staticmethod
    def _general(text: str) -> PlaceName | None:
        for pattern, level in _NAMED:
            if pattern.fullmatch(text):
                return PlaceName(level, text)
        return None
