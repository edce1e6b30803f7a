"""Frozen rows of many plans side by side: matrix, leaders, indicators, sums of quotas, common text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.services.rows import ItemRef

EQUIVALENT, PARTIAL, NONE, ABSENT = "equivalent", "partial", "none", "absent"
CELL_SIGNS = {EQUIVALENT: "●", PARTIAL: "◐", NONE: "○", ABSENT: "／"}
CELL_WORDS = {EQUIVALENT: "对应", PARTIAL: "部分对应", NONE: "未见", ABSENT: "方案无此类条目"}
NOT_COMPARED = "口径不一致，不作比较"

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class PlanColumn:
    """A plan as a column: ``name`` short and unlike all others, ``title`` in full with its stage.

    ``version_id`` and ``plan_uuid``: the portable ids of its text and of the plan.
    """

    version: int
    name: str
    title: str
    region: str | None = None
    tasks: int = 0
    measures: int = 0
    version_id: str = ""
    plan_uuid: str = ""


@dataclass(frozen=True, slots=True)
class ManyItem:
    """A task or measure with what the table and the texts below it show.

    ``leaders``: names of the bodies that lead (``stated``) or that merely stand first; empty where none is named.
    """

    ref: ItemRef
    label: str
    heading: str
    text: str
    chapter: str
    deadline: str
    duty: str
    leaders: tuple[str, ...] = ()
    stated: bool = False

    @property
    def leader_words(self) -> str:
        """水务局, or 首列：水务局 where the plan names no leading body."""
        names = "、".join(self.leaders)
        return names if self.stated or not names else f"首列：{names}"


@dataclass(frozen=True, slots=True)
class ManyLink:
    """A row of a plan that corresponds; ``shared``: ranges in the texts of the reference and of the row."""

    ref: ItemRef
    relation: str
    shared: tuple[tuple[Range, Range], ...] = ()
    hand: bool = False


@dataclass(frozen=True, slots=True)
class ManyCell:
    """What a plan has of an item of the reference (a key of CELL_SIGNS), the strongest link first."""

    relation: str
    links: tuple[ManyLink, ...] = ()


@dataclass(frozen=True, slots=True)
class ManyMatrix:
    """``cells[row][column]`` for ``rows`` of the reference and ``plans``; ``items`` every item that is linked."""

    kind: str
    reference: PlanColumn
    plans: tuple[PlanColumn, ...]
    rows: tuple[ManyItem, ...]
    cells: tuple[tuple[ManyCell, ...], ...]
    items: Mapping[ItemRef, ManyItem] = field(repr=False)

    def count(self, row: int, relation: str) -> int:
        """In how many plans an item is found so."""
        return sum(cell.relation == relation for cell in self.cells[row])


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure of a plan, one a target. ``value`` in usual units, of which ``factor`` make one of its own (万吨).

    ``phrase`` is the value with its bound in words (≥95%, 下降10%以上); ``group`` the key of its indicator; ``panel``
    tells its basis but for the year: what can be drawn on one axis; ``refs`` all items that say it, this one first;
    ``first`` the number of the first figure that says it.
    """

    number: int
    version: int
    name: str
    phrase: str
    base: str
    unit: str
    year: int | None
    nature: str
    where: str
    quote: str
    refs: tuple[ItemRef, ...]
    group: str
    value: float
    factor: float = 1.0
    panel: str = ""
    first: int = 0

    @property
    def ref(self) -> ItemRef:
        """The item it stands in."""
        return self.refs[0]


@dataclass(frozen=True, slots=True)
class SeriesRow:
    """Figures (by number) of several plans on one basis, which ``words`` tell: 2025年，比2020年增减."""

    words: str
    unit: str
    year: int | None
    figures: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ApartRow:
    """A figure (by number) that is not compared, and why; "" where no other plan has the indicator."""

    figure: int
    reason: str

    @property
    def by_year(self) -> bool:
        """Whether nothing but the year parts it from the others: it may be drawn beside them."""
        return bool(self.reason) and all("目标年份" in part for part in self.reason.split("；"))


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """An indicator over the plans; ``plans``: versions that have it."""

    key: str
    name: str
    series: tuple[SeriesRow, ...]
    apart: tuple[ApartRow, ...]
    plans: tuple[int, ...]

    def comparable(self, version: int, figures: tuple[FigureRow, ...]) -> bool:
        """Whether a plan's figure stands beside others."""
        return any(figures[one].version == version for series in self.series for one in series.figures)


@dataclass(frozen=True, slots=True)
class IndicatorTable:
    """All figures of some plans, and the indicators they are figures of."""

    plans: tuple[PlanColumn, ...]
    figures: tuple[FigureRow, ...]
    groups: tuple[IndicatorRow, ...]

    def plan(self, version: int) -> PlanColumn:
        """The column of a version."""
        return next(one for one in self.plans if one.version == version)


@dataclass(frozen=True, slots=True)
class QuotaRow:
    """A figure of the plan above and the sum of those below. ``outcome``: reached, short, none (not added up).

    ``sentence`` says the result; ``parts`` figures that were added (of ``figures`` of the table).
    """

    name: str
    above: int
    parts: tuple[int, ...]
    left_out: tuple[tuple[int, str], ...]
    total: str
    wanted: str
    outcome: str
    sentence: str


@dataclass(frozen=True, slots=True)
class QuotaTable:
    """``reason``: why the reference is no plan above these, "" where it is; ``suggested`` stands above them."""

    table: IndicatorTable
    rows: tuple[QuotaRow, ...]
    reason: str = ""
    suggested: PlanColumn | None = None


@dataclass(frozen=True, slots=True)
class CopiedRow:
    """A run of text that two plans have in common; ``passed_on``: the reference says it too."""

    one: ItemRef
    one_text: str
    one_range: Range
    other: ItemRef
    other_text: str
    other_range: Range
    length: int
    passed_on: bool

    @property
    def words(self) -> str:
        """What both say, as the first writes it."""
        return self.one_text[slice(*self.one_range)]
