"""The shipped lists of indicators: names that mean the same, units, what cannot be added up."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Mapping
from typing import Any

from app import paths
from app.services.extraction.regions import Regions

_MAGNITUDES = {"万亿": 1e12, "千亿": 1e11, "百亿": 1e10, "亿": 1e8, "千万": 1e7, "百万": 1e6, "万": 1e4}
_MAGNITUDE = re.compile("|".join(_MAGNITUDES))
_SHORTEST_PLACE = 2
_SHORTEST_NAME = 3


@functools.cache
def shipped() -> Mapping[str, Any]:
    """The lists as they lie in resources/lexicon/indicators.json."""
    text = (paths.resources() / "lexicon" / "indicators.json").read_text(encoding="utf-8")
    loaded: Mapping[str, Any] = json.loads(text)
    return loaded


@functools.cache
def _words() -> tuple[re.Pattern[str], Mapping[str, str]]:
    """One pattern of all words with their usual form; the longest first, so that no word is cut by a shorter one."""
    usual = {variant: group[0] for group in shipped()["words"] for variant in group}
    pattern = "|".join(map(re.escape, sorted(usual, key=len, reverse=True)))
    return re.compile(pattern), usual


@functools.cache
def _names() -> Mapping[str, str]:
    return {plain_words(name): plain_words(group[0]) for group in shipped()["names"] for name in group}


@functools.cache
def _soft() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, shipped()["soft"])))


@functools.lru_cache(maxsize=8192)
def plain_words(name: str) -> str:
    """A name in the usual words: 挥发性有机物 → VOCs, 比重 → 占比; quotes and 的 left out."""
    pattern, usual = _words()
    found = pattern.sub(lambda match: usual[match.group()], _soft().sub("", name))
    return re.sub("(?:占)+占比", "占比", found)


def usual_name(name: str) -> str:
    """The usual name of a name in usual words: 优良天数占比 → 空气质量优良天数占比."""
    return _names().get(name, name)


@functools.cache
def _verbs() -> re.Pattern[str]:
    verbs = sorted(shipped()["lead_verbs"], key=len, reverse=True)
    return re.compile(f"^(?:{'|'.join(verbs)})+(?=.{{2,}})")


def without_verbs(name: str) -> str:
    """A name without the verbs of reaching in front: 建成充电站 → 充电站; 新建 and 新增 stay, they count otherwise."""
    return _verbs().sub("", name)


def is_vague(name: str) -> bool:
    """Whether a name (in usual words) says too little to tell which indicator is meant."""
    return len(name) < _SHORTEST_NAME or name in shipped()["vague"]


@functools.cache
def _places(region: str | None) -> re.Pattern[str]:
    words = list(shipped()["whole"])
    if region:
        known = Regions.shipped().named(region)
        short = known.short if known else region.rstrip("省市县区州盟旗")
        words += [region, *([short] if len(short) >= _SHORTEST_PLACE else [])]
    return re.compile("^(?:" + "|".join(map(re.escape, sorted(words, key=len, reverse=True))) + ")")


def without_place(name: str, region: str | None) -> str:
    """A name without the words for the whole of the plan's own place in front."""
    shorter = _places(region).sub("", name)
    return shorter if len(shorter) > 1 else name


def is_whole(scope: str | None, region: str | None) -> bool:
    """Whether a printed scope is the whole of the plan's place (全市) or none at all."""
    return not scope or _places(region).fullmatch(scope) is not None


@functools.cache
def _units() -> Mapping[str, str]:
    return {variant: unit for unit, variants in shipped()["units"].items() for variant in (unit, *variants)}


@functools.lru_cache(maxsize=1024)
def plain_unit(unit: str) -> tuple[str, float]:
    """The usual unit and how many of it one of the given is: 万吨 → 吨, 10 000; 座 → 个, 1."""
    match = _MAGNITUDE.match(unit)
    factor, base = (_MAGNITUDES[match.group()], unit[match.end() :]) if match else (1.0, unit)
    return _units().get(base, base), factor


def is_additive(name: str, unit: str) -> bool:
    """Whether figures of several places may be added up: amounts, not shares, means or times.

    ``name`` in usual words, ``unit`` the usual one.
    """
    barred = shipped()["not_additive"]
    if not unit or any(unit.startswith(one) or unit == f"个{one}" for one in barred["units"]):
        return False
    per = unit.partition("/")[2]
    if per and per not in {"日", "天", "年", "小时"}:
        return False
    return not any(word in name for word in barred["names"])
