"""Frozen rows of page 对比: two plans or two drafts side by side, with what differs in words."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.services.rows import ItemRef, PlaceRow

EQUIVALENT, PARTIAL, NONE = "equivalent", "partial", "none"
RELATION_WORDS = {EQUIVALENT: "对应", PARTIAL: "部分对应", NONE: "无对应"}

KIND_WORDS = {
    "target": "指标",
    "deadline": "时限",
    "agency": "单位",
    "strength": "力度",
    "clause": "条款",
    "moved": "移位",
    "wording": "文字",
}
"""Kinds of difference in the order of their weight, as they are called on the screen."""
SHARED = "shared"

ITEM_WORDS = {"task": "任务", "measure": "措施"}
FIELD_WORDS = {"heading": "", "text": "", "deadline_raw": "完成时限", "responsibility_raw": "责任单位"}

Mark = tuple[str, int, int]
"""Field of the item (a key of FIELD_WORDS), start, end."""


@dataclass(frozen=True, slots=True)
class SideChoice:
    """A plan's text that can be compared. ``name`` is short (its place, or the title).

    ``family``: equal for the drafts of one plan, whatever stands on their faces.
    """

    version: int
    version_id: str
    plan_uuid: str
    name: str
    title: str
    stage: str = ""
    tasks: int = 0
    measures: int = 0
    family: str = ""

    @property
    def full(self) -> str:
        """The short name, with the stage where there is one."""
        return f"{self.name}（{self.stage}）" if self.stage else self.name


@dataclass(frozen=True, slots=True)
class CompareSide:
    """A task or measure of one side. ``cite`` is how papers name its place; ``remarks``: opinions on it."""

    ref: ItemRef
    label: str
    heading: str
    text: str
    chapter: str = ""
    chapter_number: int | None = None
    measure: int | None = None
    deadline: str = ""
    duty: str = ""
    cite: str = ""
    places: tuple[PlaceRow, ...] = ()
    remarks: int = 0

    def field(self, name: str) -> str:
        """The text of a field that marks count in."""
        found = {"heading": self.heading, "deadline_raw": self.deadline, "responsibility_raw": self.duty}
        return found.get(name, self.text)


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    """What differs. ``side``: left, right (stricter, earlier, firmer, or the only one that has it), same, open.

    ``sign`` says the side in one character, ``reason`` why figures are not compared; ``minor`` may be hidden.
    """

    kind: str
    side: str
    sentence: str
    left: tuple[Mark, ...] = ()
    right: tuple[Mark, ...] = ()
    reason: str = ""
    minor: bool = False

    @property
    def sign(self) -> str:
        """◀ ▶ towards the side that has more, ＝ equal in substance, ≠ differs without more or less."""
        return {"left": "◀", "right": "▶", "same": "＝"}.get(self.side, "≠")


@dataclass(frozen=True, slots=True)
class CommonClause:
    """A commitment that both items make: its words, and where they stand in either item. Why they are linked."""

    words: str
    left: Mark
    right: Mark


@dataclass(frozen=True, slots=True)
class CompareRow:
    """Two linked items, or one that stands alone. ``hand``: a person decided about the link (``judge``: who).

    ``conflicted``: two people decided differently; 两处不一致，待确认.
    """

    left: CompareSide | None
    right: CompareSide | None
    relation: str = NONE
    score: float = 0.0
    shared: tuple[CommonClause, ...] = ()
    differences: tuple[DifferenceRow, ...] = ()
    hand: bool = False
    judge: str = ""
    conflicted: bool = False

    @property
    def key(self) -> tuple[int, int]:
        """The two numbers, 0 where a side is empty."""
        return (self.left.ref.number if self.left else 0, self.right.ref.number if self.right else 0)

    @property
    def ref(self) -> ItemRef:
        """The item that stands for the row: the left one where there is one."""
        side = self.left or self.right
        assert side is not None
        return side.ref

    def has(self, ref: ItemRef) -> bool:
        """Whether an item is one of the two."""
        return any(side is not None and side.ref == ref for side in (self.left, self.right))

    def kinds(self, *, minor: bool = True) -> tuple[str, ...]:
        """The kinds of difference there are, in the order of their weight."""
        found = {one.kind for one in self.differences if minor or not one.minor}
        return tuple(kind for kind in KIND_WORDS if kind in found)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two texts compared by tasks or by measures; rows in the order of the left, only-right ones in their place.

    ``cut``: links that a person took away (left number, right number).
    """

    kind: str
    left: SideChoice
    right: SideChoice
    rows: tuple[CompareRow, ...]
    left_items: tuple[CompareSide, ...] = ()
    right_items: tuple[CompareSide, ...] = ()
    cut: tuple[tuple[int, int], ...] = field(default=())
