"""One figure to be reached, read for comparison: which indicator, over which scope, unit and years."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from app.services.comparison import indicator_words as words
from app.services.extraction.draft import Target

_EVERY = re.compile(r"^(每(?:半年|两年|三年|季度|个?月|周|年|天|日|学期))(?:度|至少|不少于)?")
_YEARLY_CHANGE = re.compile(r"(?:年均|年平均)(?:增长率?|增速|增幅|递增|提高|下降率?|降低|减少|降幅)$")
_CHANGE = re.compile(r"(?:同比|比增|增长率?|增速|增幅|下降率?|降幅|降低率?)$")
_YEAR = re.compile(r"^20\d\d年(?:度|底|末)?")
_FOOTNOTE = re.compile(r"(?<=[率例比重量积度])\d$")
_LEAST = 2


class Measure(StrEnum):
    """What the number says of the indicator."""

    AMOUNT = "amount"
    EACH = "each"
    CHANGE = "change"
    YEARLY_CHANGE = "yearly change"


@dataclass(frozen=True, slots=True)
class Basis:
    """What two figures of one indicator must have in common to be compared (口径).

    ``unit`` is the usual one (吨 of 万吨); ``scope`` "" for the whole of the plan's place; ``every`` 每年 of a figure
    that recurs; ``base`` the year that a change is against.
    """

    measure: Measure
    unit: str
    scope: str = ""
    year: int | None = None
    base: int | None = None
    every: str = ""


@dataclass(frozen=True, slots=True)
class Indicator:
    """A target's indicator (``key`` equal for all names of it) and basis; ``factor``: its unit in usual units."""

    key: str
    basis: Basis
    factor: float


def read_indicator(target: Target, region: str | None) -> Indicator:
    """What a target is a figure of. ``region``: the plan's, whose name in front of the indicator says nothing."""
    unit, factor = words.plain_unit(target.unit)
    name = words.without_place(_FOOTNOTE.sub("", target.name.strip()), region)
    name = words.without_place(_YEAR.sub("", name) or name, region)
    each = _EVERY.match(name)
    every = each.group(1) if each else ""
    name = name[each.end() :] if each and len(name) - each.end() >= _LEAST else name
    measure = Measure.EACH if every else Measure.AMOUNT
    if target.comparator == "change":
        measure, name = Measure.CHANGE, name
        if (yearly := _YEARLY_CHANGE.search(name)) and yearly.start() >= _LEAST:
            measure, name = Measure.YEARLY_CHANGE, name[: yearly.start()]
        elif (change := _CHANGE.search(name)) and change.start() >= _LEAST:
            name = name[: change.start()]
    scope = "" if words.is_whole(target.scope, region) else str(target.scope)
    base = target.baseline_year if measure is Measure.CHANGE else None
    return Indicator(key_of(name), Basis(measure, unit, scope, target.year, base, every), factor)


def key_of(name: str) -> str:
    """What all names of one indicator have in common."""
    plain = words.plain_words(name)
    return words.usual_name(words.without_verbs(words.usual_name(plain)))


def why_not(one: Basis, other: Basis) -> str:
    """Why a figure is not compared with another of the same indicator, in official words; "" where it can be."""
    if one == other:
        return ""
    if one.measure is not other.measure:
        return f"一为{_measure_words(one)}，一为{_measure_words(other)}"
    reasons = [
        f"计量单位不同（{one.unit or '无单位'}、{other.unit or '无单位'}）" if one.unit != other.unit else "",
        f"范围不同（{one.scope or '全域'}、{other.scope or '全域'}）" if one.scope != other.scope else "",
        _years("基期", one.base, other.base),
        _years("目标年份", one.year, other.year),
        f"频次不同（{one.every}、{other.every}）" if one.every != other.every else "",
    ]
    return "；".join(reason for reason in reasons if reason)


def _measure_words(basis: Basis) -> str:
    words_ = {Measure.AMOUNT: "数值", Measure.CHANGE: "增减幅度", Measure.YEARLY_CHANGE: "年均增减幅度"}
    return words_.get(basis.measure, f"{basis.every}数量")


def _years(what: str, one: int | None, other: int | None) -> str:
    if one == other:
        return ""
    if one is None:
        return f"未写明{what}（对照的为{other}年）"
    if other is None:
        return f"对照的未写明{what}"
    return f"{what}不同（{one}年、{other}年）"


def basis_words(basis: Basis) -> str:
    """The basis in a few words for the head of a row: 2025年，比2020年增减，%."""
    parts = [
        f"{basis.year}年" if basis.year else "",
        {Measure.CHANGE: f"比{basis.base}年增减" if basis.base else "增减幅度"}.get(basis.measure, ""),
        "年均增减" if basis.measure is Measure.YEARLY_CHANGE else "",
        basis.every,
        basis.scope,
    ]
    return "，".join(part for part in parts if part)
