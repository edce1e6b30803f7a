"""The lexicon of agencies: from a name as printed to function, level, region, kind and official order."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Final

from app.paths import resources
from app.services.extraction import compound_bodies, special_bodies
from app.services.extraction.regions import MUNICIPALITIES, PlaceName, Regions

PARTY: Final = "党委部门"
STATIONED: Final = "中央和省驻市单位"
UNKNOWN_ORDER: Final = 9990
_LONGEST: Final = 60
_PARTY_BODY: Final = re.compile(r"(?P<place>.*?)(?P<level>[省市区县州盟旗]|自治区|中央)委(?P<rest>.*)")
_OFFICE: Final = re.compile(
    r"办公[室厅]|办|(?:[省市区县州]人民政府|[省市区县州]政府|和[省市区县州]政府)?(?:办公[室厅]|督查室|督查局)?"
)
_LEAGUE: Final = re.compile(r"共青团(?P<place>.+)(?P<level>[省市区县州])(?:委|委员会)")
_NATIONAL_FORM: Final = re.compile(r"国家|中国|中央|全国|最高|国务院|国管局")
_NOT_ALONE: Final = frozenset({"办公室", "办公厅", "督查室", "督查局"})
_KEEP_AS_WRITTEN: Final = frozenset({PARTY, "议事协调机构", "国有企业"})
_LEVEL_BY_SUFFIX: Final = (("厅", "省"), ("总局", "国家"), ("署", "国家"))


@dataclass(frozen=True, slots=True)
class AgencyName:
    """A body: functional name, level, region, kind, group across levels and place in the official order."""

    agency: str
    level: str | None = None
    region: str | None = None
    kind: str | None = None
    group: str = ""
    order: int = UNKNOWN_ORDER
    known: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One functional name of the lexicon."""

    full: str
    kind: str
    group: str
    order: int


class Lexicon:
    """Finds bodies by any of their names; holds the shipped data, knows no file after loading."""

    def __init__(self, rows: list[dict[str, object]], regions: Regions) -> None:
        self.regions = regions
        self._forms: dict[str, Entry] = {}
        self._party: dict[str, Entry] = {}
        for row in rows:
            self._add(row)
        self._stems = compound_bodies.stems_of(self._forms)
        self._cache: dict[tuple[str, str | None, str | None], AgencyName] = {}
        self._own: dict[str, AgencyName] = {}

    @staticmethod
    @lru_cache(maxsize=1)
    def shipped() -> Lexicon:
        """The lexicon in resources/lexicon, read once."""
        return Lexicon.load(resources() / "lexicon" / "agencies.json", Regions.shipped())

    @staticmethod
    def load(path: Path, regions: Regions) -> Lexicon:
        """Read a lexicon file."""
        return Lexicon(json.loads(path.read_text(encoding="utf-8"))["agencies"], regions)

    def extended(self, names: Mapping[str, AgencyName]) -> Lexicon:
        """This lexicon with names that a person added; what they leave open is filled in by rule.

        Such a name is known as a whole, wherever it stands; among its kind it comes last in the official order.
        """
        made = Lexicon([], self.regions)
        made._forms, made._party, made._stems = self._forms, self._party, self._stems
        made._own = {special_bodies.clean(name): self._completed(name, body) for name, body in names.items()}
        return made

    def _completed(self, name: str, body: AgencyName) -> AgencyName:
        """A body as a person described it: what the lexicon knows of its function fills the gaps."""
        found = self._find(special_bodies.clean(body.agency or name), None, None)
        kind = body.kind or found.kind
        orders = [entry.order for entry in (*self._forms.values(), *self._party.values()) if entry.kind == kind]
        order = found.order if found.known or not orders else max(orders) + 1
        return AgencyName(
            agency=body.agency or found.agency,
            level=body.level or found.level,
            region=body.region or found.region,
            kind=kind,
            group=found.group or body.agency,
            order=order,
            known=True,
        )

    def _add(self, row: dict[str, object]) -> None:
        names = row["names"]
        kind, order = str(row["kind"]), row["order"]
        if not isinstance(names, dict) or not isinstance(order, int):
            raise TypeError("agencies.json: names and order")
        for full, aliases in names.items():
            entry = Entry(full, kind, str(row["group"]), order)
            for form in (full, *aliases):
                if kind == PARTY:
                    self._party.setdefault(form, entry)
                else:
                    self._forms.setdefault(form, entry)

    def knows(self, form: str) -> bool:
        """Whether ``form`` is a full or short name without any place."""
        return form in self._forms or form in self._party or form in self._own

    def find(self, as_written: str, region: str | None = None, after: AgencyName | None = None) -> AgencyName:
        """The body that ``as_written`` names in a plan of ``region``.

        ``after`` is the body before it in the same list: it gives the level (and the 市委) that a
        list prints once.
        """
        text = special_bodies.clean(as_written)
        if len(text) > _LONGEST:
            return self._settle(AgencyName(text, group=text), region, after)
        context = after.agency if after and after.kind == PARTY else (after.level if after else None)
        key = (text, region, context)
        if key not in self._cache:
            if len(self._cache) > 20_000:
                self._cache.clear()
            self._cache[key] = self._settle(self._find(text, region, after), region, after)
        return self._cache[key]

    def _find(self, text: str, region: str | None, after: AgencyName | None) -> AgencyName:
        return (
            self._own.get(text)
            or self._special(text, region)
            or self._party_body(text)
            or self._elided_party(text, after)
            or self._league(text)
            or self._direct(text)
            or self._after_place(text)
            or self._compound(text, region)
            or self._by_rule(text, region)
            or self._unknown(text)
        )

    def _special(self, text: str, region: str | None) -> AgencyName | None:
        found = special_bodies.before_lexicon(text, self.regions, region)
        return self._from_rule(found) if found else None

    def _by_rule(self, text: str, region: str | None) -> AgencyName | None:
        found = special_bodies.after_lexicon(text, self.regions, region)
        if found is None:
            return None
        if found.kind == "国有企业":
            entry = self._enterprise(text)
            return (
                replace(self._from_rule(found), group=entry.group, order=entry.order)
                if entry
                else self._from_rule(found)
            )
        return self._from_rule(found)

    def _enterprise(self, text: str) -> Entry | None:
        """The lexicon's entry for the last part of an enterprise's name: 国网某市供电公司 → 供电公司."""
        for start in range(1, len(text) - 2):
            entry = self._forms.get(text[start:])
            if entry is not None and entry.kind == "国有企业":
                return entry
        return None

    @staticmethod
    def _from_rule(found: special_bodies.RuleBody) -> AgencyName:
        return AgencyName(found.agency, found.level, found.region, found.kind, found.group, found.order, True)

    def _party_body(self, text: str) -> AgencyName | None:
        """市委金融办, 中共某市委组织部: the committee stays in the name."""
        match = _PARTY_BODY.fullmatch(text)
        if match is None or text in self._forms:
            return None
        level_word, rest = match["level"], match["rest"]
        place = self.regions.parse(match["place"] + level_word) if match["place"] else PlaceName(None, None)
        entry = self._party.get(rest) or self._forms.get(rest)
        if place is None or (entry is None and rest and not _OFFICE.fullmatch(rest)):
            return None
        level = {"中央": "国家", "自治区": "省", "省": "省", "市": "市", "州": "市", "盟": "市"}.get(level_word, "县")
        order, group = (entry.order, entry.group) if entry else (1000, "党委")
        return AgencyName(f"{level_word}委{rest}", level, place.region, PARTY, group, order, True)

    def _elided_party(self, text: str, after: AgencyName | None) -> AgencyName | None:
        """市委组织部、宣传部: the second shares the committee of the first."""
        if after is None or after.kind != PARTY or text in self._forms:
            return None
        entry, match = self._party.get(text), _PARTY_BODY.match(after.agency)
        if entry is None or match is None:
            return None
        return AgencyName(f"{match['level']}委{text}", after.level, after.region, PARTY, entry.group, entry.order, True)

    def _league(self, text: str) -> AgencyName | None:
        """共青团某市委 is 团市委."""
        match = _LEAGUE.fullmatch(text)
        place = self.regions.parse(match["place"] + match["level"]) if match else None
        entry = self._forms.get(f"团{match['level']}委") if match else None
        return self._named(entry, entry.full, place) if entry and place else None

    def _direct(self, text: str) -> AgencyName | None:
        if text in _NOT_ALONE:
            return None
        entry = self._forms.get(text) or self._party.get(text)
        national = "国家" if _NATIONAL_FORM.match(text) else None
        return self._named(entry, text, PlaceName(national, None)) if entry else None

    def _after_place(self, text: str) -> AgencyName | None:
        for start in range(1, len(text) - 1):
            rest = text[start:]
            entry = self._forms.get(rest) or self._party.get(rest)
            if entry is None:
                continue
            place = self.regions.parse(text[:start])
            if place is None and entry.kind == STATIONED and special_bodies.plain(text[:start]):
                place = PlaceName(None, None)  # 沿江三市直属海事局: whatever stands in front is its district
            if place is not None:
                form = text if entry.kind == "国有企业" and place.region else rest
                return self._stationed_name(entry, rest, place) or self._named(entry, form, place)
        return None

    def _compound(self, text: str, region: str | None) -> AgencyName | None:
        """Branches, merged bureaus and bodies with two plates, made of listed names."""
        first = compound_bodies.first_plate(text)
        if first is not None:
            found = self._find(first, region, None)
            return found if found.known else None
        branch = compound_bodies.branch(text, self.regions.parse)
        if branch is not None:
            entry = self._forms.get(branch[0].replace("分局", "局"))
            kind, group, order = (entry.kind, entry.group, entry.order) if entry else ("政府部门", branch[0], 2900)
            return AgencyName(branch[0], branch[1].level, branch[1].region, kind, group, order, True)
        for start in range(len(text) - 3):
            place = self.regions.parse(text[:start])
            rest = text[start:]
            if place is None:
                continue
            entry = self._forms.get(rest[:-2] + "局") if rest.endswith("分局") else None
            if entry is not None and entry.kind in ("政府部门", STATIONED):
                return AgencyName(rest, place.level, place.region, entry.kind, entry.group, entry.order, True)
            entry = compound_bodies.merged(rest, self._stems)
            if entry is not None:
                return AgencyName(rest, place.level, place.region, entry.kind, entry.group, entry.order, True)
        return None

    def _stationed_name(self, entry: Entry, rest: str, place: PlaceName) -> AgencyName | None:
        """某省金融监管局 without 省 is the central regulator's office, 省金融监管局 the province's own bureau."""
        if rest == "金融监管局" and place.region and entry.kind != STATIONED:
            return AgencyName("金融监管局", place.level, place.region, STATIONED, "金融监管", 5020, True)
        return None

    @staticmethod
    def _named(entry: Entry, form: str, place: PlaceName) -> AgencyName:
        name = form if entry.kind in _KEEP_AS_WRITTEN else entry.full
        level = place.level
        if level is None and entry.kind == "政府部门":
            level = next((lv for suffix, lv in _LEVEL_BY_SUFFIX if name.endswith(suffix)), None)
            level = "国家" if level is None and name.endswith("部") else level
        return AgencyName(name, level, place.region, entry.kind, entry.group, entry.order, True)

    @staticmethod
    def _unknown(text: str) -> AgencyName:
        name = special_bodies.without_level(text)
        level = special_bodies.level_of_first(text) if name != text else None
        return AgencyName(name, level, group=name)

    def _settle(self, found: AgencyName, region: str | None, after: AgencyName | None) -> AgencyName:
        """Fill level and region from the list and the plan."""
        kind = None if found.kind == "其他" else found.kind
        level = (
            found.level or (after.level if after and after.level != "other" else None) or self.regions.level_of(region)
        )
        if level == "市" and not found.region and region in MUNICIPALITIES:
            level = "省"
        place = found.region or self._region_at(level, region)
        return replace(found, level=level, region=place, kind=kind, group=found.group or found.agency)

    def _region_at(self, level: str | None, region: str | None) -> str | None:
        if level == "国家":
            return None
        if level == "省":
            return self.regions.province_of(region) or region
        return region
