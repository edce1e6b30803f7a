"""The figures of a plan: those in sentences, and those in target tables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.services.documents.source import SourceDocument
from app.services.extraction.draft import Target
from app.services.extraction.places import Places
from app.services.extraction.target_tables import read_target_tables
from app.services.extraction.targets import find_targets_at
from app.services.extraction.text_cleaning import Flow

_PAST_NOUN = "背景|现状|基础|进展|成效|成就|成绩|回顾|形势|挑战|机遇|问题|情况|短板|不足|困难|意义|必要性|重要性"
_PAST = re.compile(
    r"(?:规划|发展|编制|工作|政策|总体|当前|主要|基本|现实|国际|国内|面临|存在|重大|突出|取得|期间|时期|“?十[二三四五]五”?|的)*"
    rf"(?:{_PAST_NOUN}|(?<=发展)环境)(?:研判|分析|评估|判断|总结|和|与|及|、|主要|存在|面临|发展|的|{_PAST_NOUN})*"
)
_TITLE_YEAR = re.compile(r"(?<![\d—–\-－~～至])(20\d\d)(?=年(?!—|–|-|至|前|以前))(?!年?版)")
_AIMS = re.compile(r"目标|任务|措施|要求|举措|计划")


@dataclass(frozen=True)
class Figures:
    """Targets, and the flows of target tables with the field that they belong to."""

    targets: tuple[Target, ...] = ()
    claims: tuple[tuple[Flow, str], ...] = ()


@dataclass(frozen=True)
class Passage:
    """A text that may hold targets; ``years`` are the deadlines' years of the ranges of source that they govern."""

    where: str
    flow: Flow
    years: tuple[tuple[int, int, int], ...] = ()

    def year_at(self, at: int) -> int | None:
        """The deadline's year where the character ``at`` of the text stands."""
        index = self.flow.index[at]
        return next((year for start, end, year in self.years if start <= index < end), None)


def tells_the_past(title: str) -> bool:
    """Whether a section's title says that it reports or explains: its figures are no targets."""
    return _PAST.fullmatch(title) is not None and _AIMS.search(title) is None


def plan_year_of(title: str) -> int | None:
    """The year of a plan for one year (2026年工作要点); None where the title names none or several."""
    years = _TITLE_YEAR.findall(title)
    return int(years[0]) if len(years) == 1 else None


def find_figures(
    document: SourceDocument, texts: Sequence[Passage], places: Places, used: set[int], plan_year: int | None = None
) -> Figures:
    """The targets of the passages, and of the target tables that are not in ``used``; see ``plan_year_of``."""
    made: list[Target] = []
    for passage in texts:
        for target, start, end in find_targets_at(
            passage.flow.text, passage.where, year_at=passage.year_at, plan_year=plan_year
        ):
            made.append(replace(target, place=places.of(passage.flow.cut(start, end))))
    tables = read_target_tables(document, places, used)
    return Figures((*made, *tables.targets), tuple(tables.claims))
